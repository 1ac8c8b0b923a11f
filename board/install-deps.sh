#!/bin/sh
# Installs what `make` needs on Debian 12: packages by name, then the test witnesses from npm.
# Idempotent, never asks; apt is not touched when everything is there.
# usage: install-deps.sh [vm]     vm: also what `make check-vm` boots a virtual machine with
set -u
cd "$(dirname "$0")/.." || exit 1

# A word is a package; COMMAND=PACKAGE accepts the command from anywhere.
wanted="gcc make pkg-config libc6-dev git=git
clang=clang libclang-rt-dev clang-format=clang-format cppcheck=cppcheck shellcheck=shellcheck
libsdl2-dev libsdl2-ttf-dev libsdl2-image-dev libfreetype-dev libharfbuzz-dev libharfbuzz-bin
libicu-dev gettext libexpat1-dev libqrencode-dev libpixman-1-dev libpng-dev libjansson-dev
libinih-dev libxml2-utils libsodium-dev minisign=minisign libtsk-dev libseccomp-dev libudev-dev
mtools=mtools dosfstools exfatprogs umockdev=umockdev libumockdev-dev libgpiod-dev libasound2-dev
fonts-noto-core
libcmocka-dev libpango1.0-dev libfontconfig-dev unicode-data zbar-tools xvfb xauth python3=python3 strace=strace
nbdkit-plugin-dev libnbd-bin e2fsprogs
node=nodejs npm=npm"
for part; do
	case $part in
	vm) wanted="$wanted qemu-system-x86_64=qemu-system-x86 busybox-static cpio=cpio" ;;
	*)
		echo "install-deps: there is no part $part; possible: vm" >&2
		exit 2
		;;
	esac
done

missing=""
for item in $wanted; do
	command=${item%%=*}
	package=${item#*=}
	if [ "$command" != "$package" ] || [ "$item" != "${item#*=}" ]; then
		command -v "$command" >/dev/null 2>&1 && continue
	fi
	state=$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null)
	[ "$state" = installed ] || missing="$missing $package"
done

log=$(mktemp) || exit 1
trap 'rm -f "$log"' EXIT

# fail SENTENCE: after what the tool itself said last.
fail() {
	tail -n 5 "$log" >&2
	echo "install-deps: $1" >&2
	exit 1
}

if [ -n "$missing" ]; then
	command -v apt-get >/dev/null 2>&1 ||
		fail "there is no apt-get here; install what these Debian packages hold:$missing"
	root=""
	if [ "$(id -u)" -ne 0 ]; then
		command -v sudo >/dev/null 2>&1 ||
			fail "these Debian packages are missing and neither root nor sudo is at hand:$missing"
		root="sudo"
	fi
	echo "install-deps: installing:$missing"
	# Another apt may be at work on a machine just started: wait for it.
	apt="$root env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=300"
	# shellcheck disable=SC2086  # word splitting is the point: a list of packages
	{ $apt update && $apt install -y --no-install-recommends $missing; } >"$log" 2>&1 </dev/null ||
		fail "could not install these Debian packages (is there a network?):$missing"
fi

# Witnesses for the tests only; the lock file pins every version and checksum.
if [ -f tests/package-lock.json ] && ! cmp -s tests/package-lock.json tests/node_modules/.kiosk-lock; then
	npm ci --prefix tests --omit=optional --ignore-scripts --no-audit --no-fund >"$log" 2>&1 ||
		fail "could not install the npm packages of tests/package-lock.json (is there a network?)"
	cp tests/package-lock.json tests/node_modules/.kiosk-lock
fi
