#!/bin/sh
# The shared library exports exactly the functions of the public header, and nothing in it can be written after start-up.
set -eu
lib=$1 header=$2
nm -D --defined-only "$lib" | awk '$2 ~ /[TDBRW]/ { sub(/@.*/, "", $3); print $3 }' | grep -v '^FINTAG_' | sort >"${TMPDIR:-/tmp}/exported.$$"
grep -oE '^FINTAG_API .*' "$header" | grep -oE 'fintag_[a-z_]+\(' | tr -d '(' | sort >"${TMPDIR:-/tmp}/declared.$$"
trap 'rm -f "${TMPDIR:-/tmp}/exported.$$" "${TMPDIR:-/tmp}/declared.$$"' EXIT
diff "${TMPDIR:-/tmp}/declared.$$" "${TMPDIR:-/tmp}/exported.$$" || { echo "exported (>) is not what fintag.h declares (<)"; exit 1; }
writable=$(nm "$lib" | awk '$2 ~ /^[bBdD]$/ { print $3 }' | grep -vE '^(completed\.0|__dso_handle|_DYNAMIC|_GLOBAL_OFFSET_TABLE_|__TMC_END__|__bss_start|_edata|_end|.*_array_(start|end)|__do_global_dtors_aux_fini_array_entry|__frame_dummy_init_array_entry)$' || true)
# Constant tables of pointers are relocated at load and read-only after; they show as d in .data.rel.ro.
if [ -n "$writable" ]; then
    for symbol in $writable; do
        objdump -t "$lib" | awk -v s="$symbol" '$NF == s && $(NF - 2) !~ /^\.(rodata|data\.rel\.ro)/ { print $(NF - 2), s }' 
    done | sort -u | { ! grep .; } || { echo "writable globals (above)"; exit 1; }
fi
echo "$(wc -l <"${TMPDIR:-/tmp}/declared.$$") functions exported as declared"
