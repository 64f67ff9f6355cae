#!/bin/sh
# The viewer's page in a real browser; skipped without Chromium.
set -u
if ! command -v python3 >/dev/null; then
    echo "skipped: no python3"
    exit 77
fi
exec python3 "$SRC/tests/view/viewer.py"
