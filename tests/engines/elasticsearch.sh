#!/bin/sh
# The feeds in a real elasticsearch node.
exec sh "$SRC/tests/engines/node/run.sh" elasticsearch
