#include "source/identity.h"

#include <nettle/base64.h>
#include <nettle/sha2.h>

#include "source/ascii.h"
#include "source/published.h"

enum {
    ID_MAX = 128,
    HASHED = 15, /* bytes of the digest that are kept: 20 characters, no padding */
    ENDING_MAX = 10
};

static bool is_safe(fintag_str id) {
    if (!id.len || id.len > ID_MAX) return false;
    for (size_t i = 0; i < id.len; i++) {
        char c = id.ptr[i];
        if (!ft_ascii_letter(c) && !ft_ascii_digit(c) && c != '_' && c != '-') return false;
    }
    return true;
}

fintag_str ft_safe_id(ft_arena *arena, fintag_str source, bool *changed) {
    *changed = !is_safe(source);
    if (!*changed) return ft_copy(arena, source.ptr, source.len);
    struct sha256_ctx context;
    uint8_t digest[SHA256_DIGEST_SIZE];
    char text[BASE64_ENCODE_RAW_LENGTH(HASHED)];
    sha256_init(&context);
    sha256_update(&context, source.len, (const uint8_t *)source.ptr);
    sha256_digest(&context, sizeof digest, digest);
    base64_encode_raw(text, HASHED, digest);
    for (size_t i = 0; i < sizeof text; i++) {
        if (text[i] == '+') text[i] = '-';
        if (text[i] == '/') text[i] = '_';
    }
    return ft_copy(arena, text, sizeof text);
}

fintag_str ft_file_name(fintag_str path) {
    size_t begin = path.len;
    while (begin && path.ptr[begin - 1] != '/' && path.ptr[begin - 1] != '!') begin--;
    if (!path.ptr) return path;
    return (fintag_str){path.ptr + begin, path.len - begin};
}

/* Length of the name without its ending: a dot, then a few letters or digits, with something before it. */
static size_t without_ending(fintag_str name) {
    size_t dot = name.len;
    while (dot && (ft_ascii_letter(name.ptr[dot - 1]) || ft_ascii_digit(name.ptr[dot - 1]))) dot--;
    bool ending = dot > 1 && dot < name.len && name.ptr[dot - 1] == '.' && name.len - dot <= ENDING_MAX;
    return ending ? dot - 1 : name.len;
}

fintag_str ft_file_stem(fintag_str path) {
    fintag_str name = ft_file_name(path);
    if (!name.len || ft_str_is(path, "-")) return (fintag_str){0};
    name.len = without_ending(name);
    size_t dated = ft_published_prefix(name);
    if (dated < name.len) {
        name.ptr += dated;
        name.len -= dated;
    }
    return name;
}
