#!/bin/sh
# What kiosk-text says to nonsense: one sentence that names the culprit, and the exit code.
# Usage: cli.sh KIOSK_TEXT CONTENT
set -u
tool=$1
content=$2
scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT
failed=0

# expect CODE WORDS ARGUMENTS...: exit code, and the one line on standard error has the words
expect() {
	code=$1
	words=$2
	shift 2
	printf 'hej' | "$tool" "$@" >"$scratch/out" 2>"$scratch/err"
	got=$?
	if [ $got != "$code" ] || [ "$(wc -l <"$scratch/err")" != 1 ] ||
		! grep -qF -e "$words" "$scratch/err"; then
		echo "cli: kiosk-text $*: exit $got (wanted $code), said: $(cat "$scratch/err")" >&2
		echo "     wanted one line with: $words" >&2
		failed=1
	fi
}
# The same with arguments that are right by themselves.
fits() {
	code=$1
	words=$2
	shift 2
	expect "$code" "$words" --lang sv --size 20 --width 200 "$@"
}
copy() {
	rm -rf "$scratch/content"
	cp -r "$content" "$scratch/content"
}

expect 2 "--lang CODE is missing"
expect 2 "--size PX is missing" --lang sv
expect 2 "--width PX is missing" --lang sv --size 20
expect 2 "known are: sv en ar" --lang xx --size 20 --width 200
expect 2 "--size 0" --lang sv --size 0 --width 200
expect 2 "--size nan" --lang sv --size nan --width 200
expect 2 "--width 1e9" --lang sv --size 20 --width 1e9
expect 2 "--size needs a value" --lang sv --size
expect 2 "--bogus is not an option" --bogus
fits 2 "--align middle" --align middle
fits 2 "--repeat 0" --repeat 0
fits 2 "exclude each other" --json --png x.png
fits 2 "--mono needs --png" --mono
fits 2 "standard input" hello
fits 1 "$scratch/no: is no folder" --content "$scratch/no"
fits 1 "$scratch/no/x.png" --png "$scratch/no/x.png"

copy
sed -i 's/^bold = NotoSansThai-Bold.ttf/bold = NotoSansThay-Bold.ttf/' "$scratch/content/fonts.ini"
line=$(grep -n NotoSansThay "$scratch/content/fonts.ini" | cut -d: -f1)
fits 1 "fonts.ini:$line: the font NotoSansThay-Bold.ttf is neither in" --content "$scratch/content"
fits 1 "fonts-noto-core" --content "$scratch/content"
copy
mkdir -p "$scratch/content/fonts"
head -c 3000 /usr/share/fonts/truetype/noto/NotoSans-Regular.ttf >"$scratch/content/fonts/NotoSans-Regular.ttf"
fits 1 "fonts.ini:3: NotoSans-Regular.ttf: is not a usable outline font" --content "$scratch/content"
: >"$scratch/content/fonts/NotoSans-Regular.ttf"
fits 1 "content/fonts/NotoSans-Regular.ttf: is empty" --content "$scratch/content"
copy
sed -i 's/^regular/ordinary/' "$scratch/content/fonts.ini"
fits 1 "fonts.ini:3: ordinary" --content "$scratch/content"
: >"$scratch/content/fonts.ini"
fits 1 "fonts.ini: names no font" --content "$scratch/content"
rm "$scratch/content/fonts.ini"
fits 1 "fonts.ini: cannot open" --content "$scratch/content"
copy
sed -i 's/^direction.*/direction = up/' "$scratch/content/languages/ar.ini"
fits 1 ": direction = up" --content "$scratch/content"
copy
mv "$scratch/content/languages/ar.ini" "$scratch/content/languages/zz.ini"
fits 1 "languages/zz.ini: its code is ar" --content "$scratch/content"
copy
sed -i 's/^fonts.*/fonts = NoSuchFont/' "$scratch/content/languages/sv.ini"
fits 1 "language sv: none of its fonts is loaded" --content "$scratch/content"
rm "$scratch/content/languages/"*.ini
fits 1 "has no language file" --content "$scratch/content"

for extra in "--json" "--png $scratch/a.png" "--png $scratch/b.png --mono" "--repeat 3" "--bold"; do
	# shellcheck disable=SC2086  # options, split on purpose
	if ! printf 'hej\n\nhopp' | "$tool" --lang sv --size 20 --width 200 $extra >"$scratch/out" 2>"$scratch/err"; then
		echo "cli: kiosk-text $extra failed: $(cat "$scratch/err")" >&2
		failed=1
	fi
done
for picture in a b; do
	head -c 4 "$scratch/$picture.png" | tail -c 3 | grep -q PNG || {
		echo "cli: $picture.png is no PNG" >&2
		failed=1
	}
done
[ $failed = 0 ] && echo "cli: kiosk-text explains every fault"
exit $failed
