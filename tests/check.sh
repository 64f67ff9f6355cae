# Sourced by the tests of the program: a folder of their own, and how they say what is wrong. They end with exit "$failed".
# shellcheck shell=sh
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0
no() { echo "FAILED: $*"; failed=1; }
is() { [ "$2" = "$3" ] || no "$1: expected ‘$3’, got ‘$2’"; }
