#!/bin/sh
# A scripted visit in every offered language, without a display: tour.sh KIOSK CONTENT OUT.
# Leaves OUT/LANG/NN-name.png and the receipts OUT/LANG/receipt-*.{png,bin}, and lists them.
set -eu
kiosk=$1
content=$2
out=$3
template=$(dirname "$0")/../tests/tour/visit.script

langs=$(grep -l '^order = [1-9]' "$content"/languages/*.ini | sed 's|.*/||; s|\.ini$||')
rm -rf "$out"
for lang in $langs; do
	mkdir -p "$out/$lang"
	sed "s|@LANG@|$lang|g; s|@DIR@|$out/$lang|g" "$template" >"$out/$lang/visit.script"
	if ! "$kiosk" --content "$content" --printer "sim:$out/$lang" --script "$out/$lang/visit.script" \
		>"$out/$lang/log" 2>&1; then
		echo "tour: the visit in $lang went wrong:" >&2
		grep -v '^info ' "$out/$lang/log" >&2
		exit 1
	fi
done
find "$out" -name '*.png' | sort
shots=$(find "$out" -name '[0-9]*.png' | wc -l)
papers=$(find "$out" -name 'receipt-*.png' | wc -l)
echo "tour: $shots screenshots and $papers receipts in: $(echo "$langs" | tr '\n' ' ')"
