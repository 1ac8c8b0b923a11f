#!/bin/sh
# board/install-deps.sh against a pretended machine: its own PATH with a dpkg-query, apt-get, sudo, id
# and npm that remember what they were asked. Nothing is installed. Ends with `N passed, N failed`.
set -u
script=$(cd "$(dirname "$0")/../../board" && pwd)/install-deps.sh
scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT
tree="$scratch/a clone" # with a blank in its name
bin="$scratch/bin"
state="$scratch/state"
passed=0
failed=0

fake() {
	{
		printf '#!/bin/sh\n'
		cat
	} >"$bin/$1"
	chmod +x "$bin/$1"
}

# A Debian with nothing installed, a network, and root.
machine() {
	rm -rf "$tree" "$bin" "$state"
	mkdir -p "$tree/board" "$tree/tests" "$bin" "$state" "$scratch/tmp"
	cp "$script" "$tree/board/"
	echo 'lock 1' >"$tree/tests/package-lock.json"
	: >"$state/installed"
	: >"$state/calls"
	: >"$state/network"
	for tool in sh env dirname cmp cp rm mkdir cat tail mktemp grep; do
		ln -s "$(command -v $tool)" "$bin/$tool"
	done
	export STATE="$state"
	fake id <<'EOF'
cat "$STATE/uid" 2>/dev/null || echo 0
EOF
	fake dpkg-query <<'EOF'
for package; do :; done
grep -qxF -e "$package" "$STATE/installed" && printf installed
EOF
	fake apt-get <<'EOF'
echo "apt-get $*" >>"$STATE/calls"
[ -e "$STATE/network" ] || { echo "Could not resolve the mirror" >&2; exit 100; }
for word; do
	case $word in
	install) installing=1 ;;
	-*) ;;
	*) [ -z "${installing:-}" ] || echo "$word" >>"$STATE/installed" ;;
	esac
done
EOF
	fake npm <<'EOF'
echo "npm $*" >>"$STATE/calls"
[ -e "$STATE/network" ] || { echo "ENOTFOUND registry" >&2; exit 1; }
rm -rf tests/node_modules
mkdir tests/node_modules
EOF
}
sudo_is_there() {
	fake sudo <<'EOF'
echo "sudo $1" >>"$STATE/calls"
exec "$@"
EOF
}

# Runs it from elsewhere; its exit code in $code, what it says in $state/out and $state/err.
deps() {
	: >"$state/calls"
	(cd "$scratch" && PATH="$bin" TMPDIR="$scratch/tmp" "$tree/board/install-deps.sh" "$@" >"$state/out" 2>"$state/err" </dev/null)
	code=$?
}
# check NAME CONDITION...: the condition is a command.
check() {
	name=$1
	shift
	if "$@"; then
		passed=$((passed + 1))
		return
	fi
	failed=$((failed + 1))
	echo "install-deps, $name: exit $code, calls: $(cat "$state/calls")" >&2
	cat "$state/out" "$state/err" >&2
}
calls() { [ "$(grep -c "^$1" "$state/calls")" = "$2" ]; }
said() { grep -qF -e "$1" "$state/err"; }
exits() { [ "$code" = "$1" ]; }
silent() { [ ! -s "$state/out" ] && [ ! -s "$state/err" ]; }

machine
deps
check "an empty machine" exits 0
check "an empty machine is told about" grep -q '^install-deps: installing: gcc ' "$state/out"
check "apt twice: update, install" calls apt-get 2
check "apt never asks" calls 'apt-get -q .*install -y --no-install-recommends gcc make' 1
check "the witnesses" calls 'npm ci ' 1
deps
check "a second time" exits 0
check "a second time says nothing" silent
check "a second time leaves apt alone" calls apt-get 0
check "a second time leaves npm alone" calls npm 0

check "no virtual machine unasked" calls 'apt-get .*qemu' 0
deps vm
check "a virtual machine" exits 0
check "a virtual machine: only what it adds" grep -qxF \
	"install-deps: installing: qemu-system-x86 busybox-static cpio" "$state/out"
deps vm
check "a virtual machine, a second time" silent
deps yacht
check "an unknown part" exits 2
check "an unknown part: the sentence" said "there is no part yacht; possible: vm"

# Without a network: exactly what is missing is named. A command from elsewhere counts as there.
grep -vxF -e libpng-dev -e fonts-noto-core -e clang -e nodejs "$state/installed" >"$state/fewer"
mv "$state/fewer" "$state/installed"
fake clang </dev/null
rm "$state/network"
deps
check "no network" exits 1
check "no network names what is missing" grep -qxF "install-deps: could not install these Debian \
packages (is there a network?): libpng-dev fonts-noto-core nodejs" "$state/err"
check "apt's own words are shown" said "Could not resolve the mirror"
check "after apt failed, no npm" calls npm 0

# Neither root nor sudo.
echo 1000 >"$state/uid"
: >"$state/network"
deps
check "no root, no sudo" exits 1
check "no root, no sudo: the sentence" said \
	"these Debian packages are missing and neither root nor sudo is at hand: libpng-dev fonts-noto-core nodejs"
check "no root, no sudo: apt is not tried" calls apt-get 0
sudo_is_there
deps
check "with sudo" exits 0
check "with sudo for apt alone" calls 'sudo env' 2
rm "$bin/sudo"
deps
check "nothing is missing, so no sudo is needed" exits 0
check "nothing is missing: silence" silent

# The lock file changed, then a network that is not there.
echo 'lock 2' >"$tree/tests/package-lock.json"
deps
check "a new lock file" exits 0
check "a new lock file is installed" calls 'npm ci ' 1
check "a new lock file leaves apt alone" calls apt-get 0
echo 'lock 3' >"$tree/tests/package-lock.json"
rm "$state/network"
deps
check "npm without a network" exits 1
check "npm without a network: the sentence" said \
	"could not install the npm packages of tests/package-lock.json (is there a network?)"
: >"$state/network"
deps
check "npm is tried again" calls 'npm ci ' 1
check "npm, at last" exits 0

# A machine that is no Debian.
machine
rm "$bin/apt-get" "$bin/dpkg-query"
deps
check "no Debian" exits 1
check "no Debian: the sentence" said "there is no apt-get here; install what these Debian packages hold: gcc make"

check "no file is left" rmdir "$scratch/tmp"
echo "install-deps: $passed passed, $failed failed"
[ "$failed" = 0 ]
