#!/bin/sh
# Install the Debian packages that are missing: sh extractor/packages.sh build|test
set -eu
build="gcc cmake ninja-build pkg-config unicode-data bzip2 python3-jieba
libpcre2-dev libutf8proc-dev libjansson-dev libyaml-dev nettle-dev
libarchive-dev libexpat1-dev zlib1g-dev libzstd-dev libcurl4-openssl-dev libsqlite3-dev"
tests="$build git python3 python3-jsonschema
clang clang-format clang-tidy libclang-rt-14-dev libcmocka-dev
chromium fonts-noto-cjk zsh fish groff mandoc zstd sqlite3
groonga-bin curl openjdk-17-jdk-headless maven"
case ${1:-build} in
build) wanted=$build ;;
test) wanted=$tests ;;
*) echo "usage: sh extractor/packages.sh build|test" >&2; exit 2 ;;
esac
missing=
for package in $wanted; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing="$missing $package"
done
[ -n "$missing" ] || exit 0
as_root=
[ "$(id -u)" = 0 ] || as_root=sudo
echo "installing:$missing" >&2
$as_root apt-get update -qq
# shellcheck disable=SC2086
DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends $missing >/dev/null
