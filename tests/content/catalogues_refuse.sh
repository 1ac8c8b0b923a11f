#!/bin/sh
# check-catalogues refuses what it must: each case changes one thing in a copy of the staged content.
# usage: catalogues_refuse.sh CHECK-CATALOGUES CONTENT SOURCE
set -u
check=$1
content=$2
source=$3
dir=$(mktemp -d) || exit 1
trap 'rm -rf "$dir"' EXIT
count=0
faults=0

# refuses SENTENCE: the check must fail and say it; then the copy is as before.
refuses() {
	count=$((count + 1))
	if "$check" --content "$dir/content" --source "$source" --locales "$dir/locales" \
		>"$dir/said" 2>&1 || ! grep -qF "$1" "$dir/said"; then
		echo "check-catalogues does not say '$1' but:" >&2
		head -n 3 "$dir/said" >&2
		faults=$((faults + 1))
	fi
	fresh
}

fresh() {
	rm -rf "$dir/content" "$dir/locales"
	cp -r "$content" "$dir/content"
	mkdir -p "$dir/locales"
	cp -r locales/ar "$dir/locales/"
}

# translate CATALOGUE SED-COMMAND: the Arabic translations changed, then compiled.
translate() {
	sed "$2" "locales/ar/$1.po" >"$dir/locales/ar/$1.po"
	cmp -s "locales/ar/$1.po" "$dir/locales/ar/$1.po" && echo "'$2' changes nothing" >&2
	msgfmt --no-hash -o "$dir/content/locale/ar/LC_MESSAGES/$1-ar.mo" "$dir/locales/ar/$1.po"
}

fresh
translate guides '/^msgstr/s|<sv>personnummer</sv>|<sv>personnumer</sv>|'
refuses '<sv>personnummer</sv> stands 1 times in the source and 0 times in the translation'
translate guides '/^msgstr/s|</sv>||'
refuses 'the translation leaves an inline tag open; mend it'
translate guides '/^msgstr "ا/s|"$| <fact ref=\\"id-card-fe\\"/>"|'
refuses 'the translation names the fact "id-card-fe", which facts.xml does not have'
translate kiosk '/^msgstr/s/{count}/{cuont}/'
refuses '{count} stands 1 times in the source and 0 times in the translation'
translate kiosk '/^msgid "Back"/{n;s/msgstr "/msgstr "中/}'
refuses 'no font in the chain of "ar" has the character 中 (U+4E2D); add a font to languages/ar.ini'
translate kiosk 's/^msgid "Back"/msgid "Backwards"/'
refuses "has 1 strings that the sources do not have; run 'make merge'"
head -c 3000 locales/ar/kiosk.po >"$dir/content/locale/ar/LC_MESSAGES/kiosk-ar.mo"
refuses 'kiosk-ar.mo: is no compiled catalogue'
sed -i 's|Boka tid</title>|Boka  en tid</title>|' "$dir/content/guides/id-kort.xml"
refuses 'guides/id-kort.xml: the text "Boka en tid" is not in guides.pot in this form'
rm "$dir/content/icons/passport.svg"
refuses 'there is no icon "passport" (icons/passport.svg)'
sed -i 's/^greeting = /greeting = 🙂/' "$dir/content/languages/uk.ini"
refuses 'languages/uk.ini: no font in the chain of "uk" has the character 🙂 (U+1F642)'

[ "$faults" -eq 0 ] || exit 1
echo "check-catalogues: refuses $count kinds of faults"
