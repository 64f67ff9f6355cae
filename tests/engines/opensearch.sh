#!/bin/sh
# The feeds in a real opensearch node.
exec sh "$SRC/tests/engines/node/run.sh" opensearch
