#!/bin/sh
# Real posts beside the project, when they are there.
exec python3 "$SRC/tests/suites/articles.py" "$FINTAG" "${FINTAG_SHARED:-$SRC/../shared}/articles"
