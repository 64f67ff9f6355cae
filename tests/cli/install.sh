#!/bin/sh
# What is installed can be used: the program finds its rules, and a program of somebody else's is built by pkg-config and by CMake.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
case $(grep '^FINTAG_SANITIZE' "$BUILD/CMakeCache.txt") in *=) ;; *) echo "skipped: a sanitised library is not installed"; exit 77 ;; esac
cmake --install "$BUILD" --prefix "$work/usr" >"$work/log"
export PKG_CONFIG_PATH=$(dirname "$(find "$work/usr" -name fintag.pc)")
unset FINTAG_RULES

# The example of the header's first page, with the pack of the install place.
cat >"$work/main.c" <<'C'
#include <fintag/fintag.h>
#include <stdio.h>
int main(int argc, char **argv) {
    fintag_error err;
    fintag_rules *rules = NULL;
    const fintag_rules_source from = {.pack = argc > 1 ? argv[1] : NULL};
    if (fintag_rules_load(&from, &rules, &err)) return fprintf(stderr, "%s\n", err.message), 2;
    fintag_doc *doc = fintag_doc_new(rules);
    const fintag_source about = {.format = FINTAG_TEXT, .published = FINTAG_STR("2022-04-10T17:45:11+08:00")};
    if (!fintag_doc_read(doc, "捐赠21吨", sizeof "捐赠21吨" - 1, &about, &err) && !fintag_doc_tag(doc, NULL, &err)) {
        size_t n;
        const fintag_entity *e = fintag_doc_entities(doc, &n);
        for (size_t i = 0; i < n; i++) printf("%.*s\n", (int)e[i].text.len, e[i].text.ptr);
    }
    fintag_doc_free(doc);
    fintag_rules_free(rules);
    return 0;
}
C
says() { [ "$2" = "21吨" ] || { echo "FAILED: $1 gives ‘$2’"; exit 1; }; }
pack=$work/usr/share/fintag/fintag.pack
cc -o "$work/shared" "$work/main.c" $(pkg-config --cflags --libs fintag)
says "linked by pkg-config" "$(LD_LIBRARY_PATH=$(pkg-config --variable=libdir fintag) "$work/shared" "$pack")"
cc -o "$work/static" "$work/main.c" $(pkg-config --cflags fintag) "$(pkg-config --variable=libdir fintag)/libfintag.a" $(pkg-config --static --libs fintag | sed 's/-lfintag//')
says "linked statically" "$("$work/static" "$pack")"

cat >"$work/CMakeLists.txt" <<'C'
cmake_minimum_required(VERSION 3.25)
project(user LANGUAGES C)
find_package(fintag REQUIRED)
add_executable(one main.c)
target_link_libraries(one PRIVATE fintag::fintag)
add_executable(two main.c)
target_link_libraries(two PRIVATE fintag::static)
C
cmake -S "$work" -B "$work/build" -DCMAKE_PREFIX_PATH="$work/usr" >>"$work/log" 2>&1 && cmake --build "$work/build" >>"$work/log" 2>&1 || { cat "$work/log"; exit 1; }
says "found by CMake" "$("$work/build/one" "$pack")"
says "found by CMake, static" "$("$work/build/two" "$pack")"

for file in man/man1/fintag.1 man/man1/fintag-annotate.1 bash-completion/completions/fintag zsh/site-functions/_fintag fish/vendor_completions.d/fintag.fish; do
    [ -s "$work/usr/share/$file" ] || { echo "FAILED: $file is not installed"; exit 1; }
done

# The program finds its pack beside itself or in ../share.
[ "$(echo '{"text":"21吨"}' | "$work/usr/bin/fintag" annotate --from jsonl | python3 -c 'import json,sys; print(json.load(sys.stdin)["entities"][0]["text"])')" = "21吨" ]
