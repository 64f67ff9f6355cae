/* Runs a fuzz target on files and folders of files, without a fuzzer: seeds and past findings in the ordinary tests. */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static size_t replay(const char *path, size_t skip) {
    FILE *file = fopen(path, "rb");
    if (!file) {
        perror(path);
        exit(1);
    }
    fseek(file, 0, SEEK_END);
    size_t size = (size_t)ftell(file);
    rewind(file);
    uint8_t *bytes = malloc(size + 2);
    if (!bytes || fread(bytes + skip, 1, size, file) != size) exit(1);
    fclose(file);
    /* With skip, the file is an article: it is run under each way of reading it. */
    unsigned ways = skip ? 5 : 1;
    for (unsigned way = 0; way < ways; way++) {
        if (skip) bytes[0] = (uint8_t)(way + 5 * 13 + (way & 1 ? 0 : 32));
        LLVMFuzzerTestOneInput(bytes, size + skip);
    }
    free(bytes);
    return ways;
}

static size_t visit(const char *path, size_t skip) {
    struct stat info;
    if (stat(path, &info) != 0) {
        perror(path);
        exit(1);
    }
    if (!S_ISDIR(info.st_mode)) return replay(path, skip);
    size_t runs = 0;
    DIR *folder = opendir(path);
    for (struct dirent *entry; folder && (entry = readdir(folder));) {
        char name[4096];
        if (entry->d_name[0] == '.') continue;
        if (snprintf(name, sizeof name, "%s/%s", path, entry->d_name) < (int)sizeof name) runs += visit(name, skip);
    }
    if (folder) closedir(folder);
    return runs;
}

/* replay PATH... runs inputs of the fuzzer; replay --articles PATH... runs plain articles. */
int main(int argc, char **argv) {
    size_t runs = 0, skip = 0;
    for (int i = 1; i < argc; i++) {
        if (argv[i][0] == '-')
            skip = 1;
        else
            runs += visit(argv[i], skip);
    }
    printf("%zu runs\n", runs);
    return runs ? 0 : 1;
}
