#!/bin/sh
# Syntax of each script by the shell it names, then shellcheck. usage: shell.sh FILE...
set -u
status=0
for file; do
	case $(head -n 1 "$file") in
	*bash*) bash -n "$file" || status=1 ;;
	*) sh -n "$file" || status=1 ;;
	esac
done
shellcheck --format=gcc "$@" || status=1
exit $status
