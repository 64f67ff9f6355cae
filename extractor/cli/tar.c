#include "cli/tar.h"

#include <stdio.h>
#include <string.h>

enum { BLOCK = 512, NAME = 100, LONGEST = 255 };

/* Header of POSIX.1-1988. Numbers are octal text. */
typedef struct {
    char name[NAME], mode[8], uid[8], gid[8], size[12], mtime[12], checksum[8], type, link[100], magic[6], version[2],
        user[32], group[32], major[8], minor[8], prefix[155], padding[12];
} header;
_Static_assert(sizeof(header) == BLOCK, "a header is one block");

static void seal(header *head, unsigned long long size) {
    unsigned sum = 0;
    char text[16];
    snprintf(text, sizeof text, "%011llo", size & 077777777777ULL);
    memcpy(head->size, text, sizeof head->size);
    memset(head->checksum, ' ', sizeof head->checksum);
    for (size_t i = 0; i < sizeof *head; i++) sum += ((unsigned char *)head)[i];
    snprintf(text, sizeof text, "%06o", sum & 0777777);
    memcpy(head->checksum, text, 7);
}

static header make(char type, const char *name, size_t len) {
    header head = {.mode = "0000644",
                   .uid = "0000000",
                   .gid = "0000000",
                   .mtime = "00000000001",
                   .type = type,
                   .magic = "ustar",
                   .version = {'0', '0'}};
    memcpy(head.name, name, len < NAME ? len : NAME);
    return head;
}

static void pad(ft_buf *out, size_t len) {
    static const char zeros[BLOCK];
    if (len % BLOCK) ft_buf_put(out, zeros, BLOCK - len % BLOCK);
}

/* An extended header that holds a name too long for the plain one: "LEN path=NAME\n", where LEN counts itself. */
static void put_long_name(ft_buf *out, const char *name, size_t len) {
    char record[LONGEST + 32];
    header head = make('x', "name", 4);
    int size = snprintf(record, sizeof record, "%zu path=%.*s\n", len + 10, (int)len, name);
    seal(&head, (unsigned long long)size);
    ft_buf_put(out, (const char *)&head, sizeof head);
    ft_buf_put(out, record, (size_t)size);
    pad(out, (size_t)size);
}

size_t ft_tar_open(ft_buf *out, fintag_str stem, const char *ending) {
    char name[LONGEST + 1];
    size_t rest = strlen(ending), len = stem.len < LONGEST - rest ? stem.len : LONGEST - rest;
    memcpy(name, stem.ptr, len);
    memcpy(name + len, ending, rest);
    len += rest;
    if (len > NAME) put_long_name(out, name, len);
    header head = make('0', name, len);
    ft_buf_put(out, (const char *)&head, sizeof head);
    return out->len;
}

void ft_tar_close(ft_buf *out, size_t opened) {
    header head;
    if (out->failed || out->len < opened) return;
    size_t size = out->len - opened;
    memcpy(&head, out->ptr + opened - BLOCK, sizeof head);
    seal(&head, size);
    memcpy(out->ptr + opened - BLOCK, &head, sizeof head);
    pad(out, size);
}

void ft_tar_end(ft_buf *out) {
    static const char zeros[2 * BLOCK];
    ft_buf_put(out, zeros, sizeof zeros);
}
