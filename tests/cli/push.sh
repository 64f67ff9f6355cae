#!/bin/sh
# fintag push against a server that fails in every way that a real one does.
set -u
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
env -u http_proxy -u HTTP_PROXY -u all_proxy -u ALL_PROXY -u FINTAG_AUTHORIZATION HOME="$work" python3 "$SRC/tests/cli/push.py" "$FINTAG" "$work"
