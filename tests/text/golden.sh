#!/bin/sh
# Lays out tests/golden/text/LANG.txt with kiosk-text and compares with LANG.json there.
# UPDATE_GOLDEN=1 writes them anew. Usage: golden.sh KIOSK_TEXT
set -u
tool=$1
folder=tests/golden/text
failed=0
scratch=$(mktemp) || exit 1
trap 'rm -f "$scratch"' EXIT
for text in "$folder"/*.txt; do
	lang=$(basename "$text" .txt)
	want=$folder/$lang.json
	got=$("$tool" --lang "$lang" --size 24 --width 300 --json <"$text") || {
		echo "text-golden: $lang: kiosk-text failed" >&2
		failed=1
		continue
	}
	if [ "${UPDATE_GOLDEN:-}" = 1 ]; then
		printf '%s\n' "$got" >"$want"
	elif [ ! -f "$want" ]; then
		echo "text-golden: $want is missing; UPDATE_GOLDEN=1 writes it" >&2
		failed=1
	elif ! printf '%s\n' "$got" | diff -u "$want" - >"$scratch"; then
		cut -c 1-300 "$scratch" | head -n 12 >&2
		echo "text-golden: $lang differs from $want; UPDATE_GOLDEN=1 writes it anew" >&2
		failed=1
	fi
done
[ $failed = 0 ] && echo "text-golden: $(find "$folder" -name '*.json' | wc -l) languages laid out as before"
exit $failed
