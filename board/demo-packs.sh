#!/bin/sh
# Builds a pack of all content and signs it, with throwaway keys made by stock minisign: what a maintainer
# does by hand (board/packs.md), and what the tests install.
# usage: demo-packs.sh KIOSK-PACK CONTENT OUT [SEQ]
# OUT/roots/*.pub, OUT/stick/demo-SEQ.pack and .minisig, OUT/stick/keys and keys.N.minisig
set -eu
pack=$1
content=$2
out=$3
seq=${4:-1}
issued=$(date +%F)
expires=$(($(date +%Y) + 1))-12-31
stick=$out/stick

mkdir -p "$out/roots" "$out/secret" "$stick"

# new_key NAME: without a password, because it is thrown away with build/.
new_key() {
	[ -f "$out/secret/$1.key" ] || minisign -G -f -W -p "$out/secret/$1.pub" -s "$out/secret/$1.key" >/dev/null
}

# sign KEY FILE COMMENT SIGNATURE
sign() {
	minisign -S -s "$out/secret/$1.key" -m "$2" -t "$3" -x "$4" >/dev/null
}

for root in root1 root2 root3; do
	new_key $root
	cp "$out/secret/$root.pub" "$out/roots/"
done
new_key demo

if [ ! -f "$stick/keys" ]; then
	{
		printf 'product = servicekontor-kiosk\nversion = 1\nissued = %s\nexpires = %s\n' "$issued" "$expires"
		printf '[demo]\nkey = %s\nexpires = %s\n' "$(tail -n 1 "$out/secret/demo.pub")" "$expires"
		printf 'pack = demo\npath = *\n'
	} >"$stick/keys"
	comment="pack:keys seq:1 issued:$issued expires:$expires"
	sign root1 "$stick/keys" "$comment" "$stick/keys.1.minisig"
	sign root3 "$stick/keys" "$comment" "$stick/keys.3.minisig"
fi

"$pack" build "$content" -o "$stick/demo-$seq.pack" --issued "$issued" --expires "$expires" >/dev/null
sign demo "$stick/demo-$seq.pack" "pack:demo seq:$seq issued:$issued expires:$expires" \
	"$stick/demo-$seq.pack.minisig"
"$pack" verify "$stick/demo-$seq.pack" --roots "$out/roots" --keys "$stick/keys"
