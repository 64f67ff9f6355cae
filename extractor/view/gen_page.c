/* Puts the viewer's page together: page.html with the style sheet and the scripts in it, and the hashes by which the
 * page's own policy lets nothing else run. Writes a C file with what stands before and after the articles. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <nettle/base64.h>
#include <nettle/sha2.h>

enum { LIMIT = 1 << 20, HASH = BASE64_ENCODE_RAW_LENGTH(SHA256_DIGEST_SIZE) };

typedef struct {
    char *bytes;
    size_t len;
} text;

static void stop(const char *file, const char *why) {
    fprintf(stderr, "gen_page: %s: %s\n", file, why);
    exit(1);
}

static void append(text *to, const char *file) {
    FILE *in = fopen(file, "rb");
    if (!in) stop(file, "can't be read");
    to->len += fread(to->bytes + to->len, 1, LIMIT - to->len, in);
    if (ferror(in) || to->len == LIMIT) stop(file, "can't be read, or is too long");
    fclose(in);
    to->bytes[to->len] = 0;
}

/* What would end the element early, or change how a browser reads it. */
static void check(const text *part, const char *file) {
    static const char *const never[] = {"</", "<!--", "<script", "\r"};
    for (size_t i = 0; i < sizeof never / sizeof *never; i++)
        if (strstr(part->bytes, never[i])) stop(file, "holds </, <!--, <script or a carriage return");
    if (strlen(part->bytes) != part->len) stop(file, "holds a NUL");
}

static void hash(const text *part, char out[HASH + 1]) {
    struct sha256_ctx sha;
    unsigned char digest[SHA256_DIGEST_SIZE];
    sha256_init(&sha);
    sha256_update(&sha, part->len, (const unsigned char *)part->bytes);
    sha256_digest(&sha, sizeof digest, digest);
    base64_encode_raw(out, sizeof digest, digest);
    out[HASH] = 0;
}

static void put(FILE *out, const char *bytes, size_t len) {
    for (size_t i = 0; i < len; i++) fprintf(out, "%d,%s", (signed char)bytes[i], i % 24 == 23 ? "\n" : "");
}

static void begin(FILE *out, const char *name) {
    fprintf(out, "const char %s[] = {", name);
}

static void end(FILE *out, const char *name) {
    fprintf(out, "0};\nconst size_t %s_len = sizeof %s - 1;\n", name, name);
}

int main(int argc, char **argv) {
    if (argc < 5) stop("usage", "gen_page page.html view.css out.c view.js...");
    text page = {malloc(LIMIT + 1), 0}, style = {malloc(LIMIT + 1), 0}, script = {malloc(LIMIT + 1), 0};
    if (!page.bytes || !style.bytes || !script.bytes) stop(argv[1], "out of memory");
    append(&page, argv[1]);
    append(&style, argv[2]);
    for (int i = 4; i < argc; i++) append(&script, argv[i]);
    check(&style, argv[2]);
    check(&script, argv[4]);
    char style_hash[HASH + 1], script_hash[HASH + 1];
    hash(&style, style_hash);
    hash(&script, script_hash);
    const struct {
        const char *mark, *with;
        size_t len;
    } parts[] = {{"@STYLE@", style.bytes, style.len},
                 {"@SCRIPT@", script.bytes, script.len},
                 {"@STYLE_HASH@", style_hash, HASH},
                 {"@SCRIPT_HASH@", script_hash, HASH}};
    FILE *out = fopen(argv[3], "wb");
    if (!out) stop(argv[3], "can't be written");
    fputs("#include \"view/page.h\"\n\n", out);
    begin(out, "ft_view_head");
    for (const char *at = page.bytes; *at;) {
        const char *mark = strchr(at, '@');
        if (!mark) mark = page.bytes + page.len;
        put(out, at, (size_t)(mark - at));
        at = mark;
        if (!*at) break;
        size_t i = 0;
        for (; i < sizeof parts / sizeof *parts; i++)
            if (strncmp(at, parts[i].mark, strlen(parts[i].mark)) == 0) break;
        if (i < sizeof parts / sizeof *parts) {
            put(out, parts[i].with, parts[i].len);
            at += strlen(parts[i].mark);
        } else if (strncmp(at, "@ARTICLES@", 10) == 0) {
            end(out, "ft_view_head");
            begin(out, "ft_view_tail");
            at += 10;
        } else {
            stop(argv[1], "an @ that is no mark of the template");
        }
    }
    end(out, "ft_view_tail");
    if (fclose(out) != 0) stop(argv[3], "can't be written");
    free(page.bytes);
    free(style.bytes);
    free(script.bytes);
    return 0;
}
