#!/bin/sh
# Packs between our tool and those of others: minisign signs and verifies, tar and Python read, and the same
# folder gives the same bytes whatever its times, modes and order on the disk are.
# usage: stock.sh KIOSK-PACK OUT        ends with `N passed, N failed`
set -u
pack=$1
out=$2
passed=0
failed=0

ok() {
	if [ "$1" -eq 0 ]; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "stock: $2" >&2
	fi
}

# refuses WORDS COMMAND...: it ends with 1 and says the words
refuses() {
	words=$1
	shift
	said=$("$@" 2>&1)
	[ $? -eq 1 ] && case $said in *"$words"*) true ;; *) false ;; esac
	ok $? "'$*' should have said '$words' and said '$said'"
}

rm -rf "$out"
mkdir -p "$out/a/guides" "$out/b/guides" "$out/x" "$out/y" || exit 1
for f in facts.xml guides/sfi.xml guides/a-z.xml guides.txt Readme; do
	echo "this is $f" >"$out/a/$f"
done
: >"$out/a/empty"
for f in guides/a-z.xml empty Readme guides.txt facts.xml guides/sfi.xml; do
	cp "$out/a/$f" "$out/b/$f"
done
chmod 0600 "$out/b/facts.xml"
touch -d 2001-01-01 "$out/b/Readme"
days="--issued 2026-11-28 --expires 2027-05-28"

# shellcheck disable=SC2086  # $days is two options
for side in a:x b:y; do
	"$pack" build "$out/${side%:*}" -o "$out/${side#*:}/demo-7.pack" $days >"$out/said"
	ok $? "build ${side%:*}"
done
cmp -s "$out/x/demo-7.pack" "$out/y/demo-7.pack"
ok $? "the same files gave different bytes"
file=$out/x/demo-7.pack

# The tool names the very command to sign with.
minisign -G -W -p "$out/k.pub" -s "$out/k.key" >/dev/null
sed -n 's/^  //p' "$out/said" | sed "s|KEY|$out/k.key|; s|$out/y/|$out/x/|" | sh >/dev/null
ok $? "the command that build names does not sign"
minisign -V -H -q -p "$out/k.pub" -m "$file"
ok $? "stock minisign does not verify it"
"$pack" verify "$file" --pubkey "$out/k.pub" >/dev/null
ok $? "verify"
"$pack" verify "$file" --pubkey "$out/k.pub" --json | python3 -m json.tool >/dev/null
ok $? "verify --json"
"$pack" show "$file" --json | python3 -m json.tool >/dev/null
ok $? "show --json"

mkdir "$out/t"
tar -xf "$file" -C "$out/t" && rm "$out/t/manifest.ini" && diff -r "$out/a" "$out/t"
ok $? "GNU tar does not unpack it to what it was"
python3 - "$file" <<'PYTHON'
import sys, tarfile
with tarfile.open(sys.argv[1]) as tar:
    members = tar.getmembers()
assert members[0].name == "manifest.ini" and len(members) == 7, members
assert all(m.isreg() and m.uid == m.gid == m.mtime == 0 for m in members)
PYTHON
ok $? "Python's tarfile reads something else"

# b2sum is coreutils' BLAKE2b.
grep -q "^facts.xml = 18 $(b2sum -l 256 <"$out/a/facts.xml" | cut -d ' ' -f 1)\$" "$out/x/demo-7.pack"
ok $? "a hash in the manifest is not BLAKE2b-256"

comment='pack:demo seq:7 issued:2026-11-28 expires:2027-05-28'
cp "$file" "$out/l.pack"
minisign -S -l -s "$out/k.key" -m "$out/l.pack" -t "$comment" >/dev/null
minisign -V -q -p "$out/k.pub" -m "$out/l.pack"
ok $? "stock minisign no longer accepts its legacy form: this case tests nothing"
refuses "without -l" "$pack" verify "$out/l.pack" --pubkey "$out/k.pub"
minisign -S -s "$out/k.key" -m "$out/l.pack" >/dev/null
refuses "the manifest says" "$pack" verify "$out/l.pack" --pubkey "$out/k.pub"
printf x >>"$file"
refuses "does not fit the file" "$pack" verify "$file" --pubkey "$out/k.pub"
refuses "needs its signature" "$pack" verify "$out/y/demo-7.pack" --pubkey "$out/k.pub"

catalogue() {
	printf 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "Gå"\nmsgstr "%s"\n' "$1" |
		msgfmt --no-hash -o "$out/a/guides-en.mo" -
}

# What whoever approves it reads.
printf '<facts>\n<fact id="fee" value="500"/>\n<fact id="age" value="18"/>\n</facts>\n' >"$out/a/facts.xml"
printf '<guide><title>Go to <sv>sfi</sv></title><step><p>It is <fact ref="fee"/>.</p></step></guide>\n' \
	>"$out/a/guides/sfi.xml"
catalogue Go
# shellcheck disable=SC2086
"$pack" build "$out/a" -o "$out/x/demo-8.pack" $days >/dev/null
sed -i 's/500/550/' "$out/a/facts.xml"
sed -i 's/It is/It costs/' "$out/a/guides/sfi.xml"
catalogue Walk
rm "$out/a/empty" && echo new >"$out/a/new.txt"
# shellcheck disable=SC2086
"$pack" build "$out/a" -o "$out/x/demo-9.pack" $days >/dev/null
cat >"$out/expected" <<'EXPECTED'
from demo number 8 to demo number 9: 5 files differ
empty removed
facts.xml changed
  - fact: id=fee value=500 
  + fact: id=fee value=550 
guides/sfi.xml changed
  - p: It is {fee}.
  + p: It costs {fee}.
guides-en.mo changed
  - Gå -> Go
  + Gå -> Walk
new.txt added
EXPECTED
"$pack" diff "$out/x/demo-8.pack" "$out/x/demo-9.pack" | diff "$out/expected" -
ok $? "diff tells something else"
"$pack" diff "$out/x/demo-8.pack" "$out/x/demo-9.pack" --json | python3 -m json.tool >/dev/null
ok $? "diff --json"

ln -s facts.xml "$out/b/link.xml"
# shellcheck disable=SC2086
refuses "link.xml: is no file and no folder" "$pack" build "$out/b" -o "$out/y/demo-8.pack" $days
rm "$out/b/link.xml"
cp "$out/b/facts.xml" "$out/b/Facts.xml"
# shellcheck disable=SC2086
refuses "in another case" "$pack" build "$out/b" -o "$out/y/demo-8.pack" $days
[ ! -e "$out/y/demo-8.pack" ] && [ ! -e "$out/y/demo-8.pack.new" ]
ok $? "a refused build leaves a file"

# Every verb speaks to programs too, and says the same thing when it refuses.
board/demo-packs.sh "$pack" "$out/a" "$out/packs" >/dev/null
stick=$out/packs/stick
store="--store $out/store"
roots="--roots $out/packs/roots"

# json WORDS COMMAND...: what it prints is JSON with these words, and nothing else
json() {
	words=$1
	shift
	said=$("$pack" "$@" --json 2>/dev/null | python3 -m json.tool 2>&1) && case $said in *"$words"*) true ;; *) false ;; esac
	ok $? "'$* --json' should have said '$words' and said '$said'"
}
# shellcheck disable=SC2086  # options are words
{
	json '"comment": "pack:demo seq:9' build "$out/a" -o "$out/x/demo-9.pack" $days
	json '"generation": 0' list --store "$out/packs"
	json '"adopted"' keys "$stick/keys" $store $roots
	json '"installed"' install "$stick/demo-1.pack" $store $roots --check /bin/true
	json '"here already"' install "$stick/demo-1.pack" $store $roots --check /bin/true
	json '"refused"' rollback $store
	json '"swept"' gc $store
	json '"expired": true' list $store --date 2099-01-01
	json '"signed-by": "demo"' verify "$stick/demo-1.pack" $roots --keys "$stick/keys"
}

echo "stock: $passed passed, $failed failed"
[ "$failed" -eq 0 ]
