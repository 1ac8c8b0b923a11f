#!/bin/sh
# Debian's stock kernel, unpacked and not installed: what the machine boots stays as it is.
# usage: kernel.sh FOLDER      FOLDER/vmlinuz and FOLDER/modules/ are there afterwards
set -eu
folder=$1

fail() {
	echo "vm: $1" >&2
	exit 1
}

# A mirror forgets a version when the next comes: what apt knows may be too old.
fetch() {
	package=$(apt-cache depends linux-image-amd64 2>/dev/null |
		sed -n 's/.*Depends: \(linux-image-[0-9].*-amd64\)$/\1/p' | head -n 1)
	[ -n "$package" ] && (cd "$new" && apt-get -q download "$package" >/dev/null 2>&1)
}

[ -s "$folder/vmlinuz" ] && exit 0
command -v apt-get >/dev/null 2>&1 ||
	fail "there is no apt-get here; put Debian 12's kernel into $folder (vmlinuz, modules/)"
new=$folder.new
rm -rf "$new" "$folder"
mkdir -p "$new/unpacked"
if ! fetch; then
	root=""
	[ "$(id -u)" -eq 0 ] || root=sudo
	$root apt-get -q update >/dev/null 2>&1 || true
	fetch || fail "Debian's package linux-image-amd64 cannot be downloaded (is there a network?)"
fi
dpkg-deb -x "$new"/*.deb "$new/unpacked"
mv "$new/unpacked"/boot/vmlinuz-* "$new/vmlinuz"
mv "$new/unpacked"/lib/modules/* "$new/modules"
rm -rf "$new/unpacked" "$new"/*.deb
mv "$new" "$folder"
