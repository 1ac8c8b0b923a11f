#!/bin/sh
# The formatting of .clang-format. usage: format.sh FILE...
if ! clang-format --dry-run -Werror "$@"; then
	echo "format: run: clang-format -i FILE" >&2
	exit 1
fi
