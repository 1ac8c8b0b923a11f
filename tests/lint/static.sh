#!/bin/sh
# cppcheck over C files. usage: static.sh BUILD-DIR FILE...
# Suppressed for all: system headers are not read (the compilers know them), and cppcheck's opinion
# of its own speed; NULL that ends a list of arguments (it is a pointer in C, and the compilers check
# that it is there: sentinel). A single false alarm is silenced in the code, with its reason:
#   /* cppcheck-suppress ID ; REASON */
set -u
build=$1
shift
mkdir -p "$build"
exec cppcheck --quiet -j2 --cppcheck-build-dir="$build" --std=c11 --language=c -Ifirmware \
	--enable=warning,performance,portability --inline-suppr --error-exitcode=1 \
	--suppress=missingIncludeSystem --suppress=toomanyconfigs \
	--suppress=varFuncNullUB \
	--template='{file}:{line}: {message} [{id}]' "$@"
