#!/bin/sh
# Installs what `make` needs on Debian 12: packages by name, then the test witnesses from npm.
# Idempotent, never asks; apt is not touched when everything is there.
set -u
cd "$(dirname "$0")/.." || exit 1

# A word is a package; COMMAND=PACKAGE accepts the command from anywhere.
wanted="gcc make pkg-config libc6-dev git=git
clang=clang libclang-rt-dev clang-format=clang-format cppcheck=cppcheck shellcheck=shellcheck
libsdl2-dev libsdl2-ttf-dev libsdl2-image-dev libfreetype-dev libharfbuzz-dev libharfbuzz-bin
libicu-dev gettext libexpat1-dev libqrencode-dev libpixman-1-dev libpng-dev libjansson-dev
libinih-dev libxml2-utils
fonts-noto-core
libcmocka-dev libpango1.0-dev libfontconfig-dev unicode-data zbar-tools xvfb python3=python3
node=nodejs npm=npm"

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

if [ -n "$missing" ]; then
	root=""
	if [ "$(id -u)" -ne 0 ]; then
		command -v sudo >/dev/null 2>&1 || {
			echo "install-deps: these Debian packages are missing and neither root nor sudo is at hand:$missing" >&2
			exit 1
		}
		root="sudo"
	fi
	echo "install-deps: installing:$missing"
	export DEBIAN_FRONTEND=noninteractive
	# shellcheck disable=SC2086  # word splitting is the point: a list of packages
	if ! { $root env DEBIAN_FRONTEND=noninteractive apt-get -q update &&
		$root env DEBIAN_FRONTEND=noninteractive apt-get -q install -y --no-install-recommends $missing; } >/tmp/kiosk-apt.$$ 2>&1; then
		tail -n 5 /tmp/kiosk-apt.$$ >&2
		rm -f /tmp/kiosk-apt.$$
		echo "install-deps: could not install these Debian packages (is there a network?):$missing" >&2
		exit 1
	fi
	rm -f /tmp/kiosk-apt.$$
fi

# Witnesses for the tests only; the lock file pins every version and checksum.
if [ -f tests/package-lock.json ] && ! cmp -s tests/package-lock.json tests/node_modules/.kiosk-lock; then
	if ! npm ci --prefix tests --omit=optional --ignore-scripts --no-audit --no-fund >/dev/null 2>&1; then
		echo "install-deps: could not install the npm packages of tests/package-lock.json (is there a network?)" >&2
		exit 1
	fi
	cp tests/package-lock.json tests/node_modules/.kiosk-lock
fi
