#!/bin/sh
# A site's own links, stripped from its posts, must come back.
exec python3 "$SRC/tests/suites/silver.py" "$FINTAG" "${FINTAG_SHARED:-$SRC/../shared}" "$SRC/corpus/posts"
