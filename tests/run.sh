#!/bin/sh
# Every test, from a fresh clone: sh tests/run.sh [quick]
#   quick: the plain build and its tests only
set -eu
cd "$(dirname "$0")/.."
sh extractor/packages.sh test
jobs=$(nproc)

stage() { printf '\n=== %s\n' "$*"; }
build_and_test() { # folder, cmake options...
    folder=$1
    shift
    cmake -S . -B "$folder" -G Ninja "$@" >/dev/null
    cmake --build "$folder"
    ctest --test-dir "$folder" --output-on-failure -j "$jobs"
}

stage "build and test"
build_and_test build/test -DCMAKE_BUILD_TYPE=Release
[ "${1:-}" = quick ] && exit 0

stage "format and lint"
files=$(git ls-files -- '*.c' '*.h')
# shellcheck disable=SC2086
clang-format --dry-run -Werror $files
cmake -S . -B build/tidy -G Ninja -DCMAKE_C_COMPILER=clang -DCMAKE_EXPORT_COMPILE_COMMANDS=ON -DFINTAG_TESTS=OFF >/dev/null
cmake --build build/tidy
git ls-files -- 'extractor/*.c' ':!extractor/text/gen_*' | xargs -P "$jobs" -n 8 clang-tidy --quiet -p build/tidy --warnings-as-errors='*' 2>/dev/null

stage "build and test under AddressSanitizer and UndefinedBehaviorSanitizer"
build_and_test build/asan -DCMAKE_BUILD_TYPE=Debug -DFINTAG_SANITIZE=address,undefined

stage "build and test under ThreadSanitizer"
cmake -S . -B build/tsan -G Ninja -DCMAKE_BUILD_TYPE=RelWithDebInfo -DFINTAG_SANITIZE=thread >/dev/null
cmake --build build/tsan --target fintag_cli fintag_pack test_threads
ctest --test-dir build/tsan --output-on-failure -R '^(unit.test_threads|cli.batch|cli.stream)$'

stage "fuzz for 100 seconds"
cmake -S . -B build/fuzz -G Ninja -DCMAKE_C_COMPILER=clang -DCMAKE_BUILD_TYPE=RelWithDebInfo -DFINTAG_FUZZ=ON -DFINTAG_SANITIZE=address,undefined >/dev/null
cmake --build build/fuzz
sh tests/fuzz/run.sh build/fuzz 60 annotate
sh tests/fuzz/run.sh build/fuzz 40 decode input parts query sinks warc

stage "all passed"
ctest --test-dir build/test -j "$jobs" -E linear | tail -n 4
