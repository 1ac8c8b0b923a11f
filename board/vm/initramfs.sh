#!/bin/sh
# An archive for the kernel to start from: busybox, modules, a program with its libraries, a script.
# usage: initramfs.sh KERNEL-FOLDER "MODULE..." TEST-SCRIPT PROGRAM OUT [FILE...]
# Modules are loaded in the order given. The FILEs keep their place, below /tree if it is relative;
# the script runs as /test in /tree, the program is /bin/program.
set -eu
kernel=$1
modules=$2
script=$3
program=$4
out=$5
shift 5
root=$out.d
rm -rf "$root"
mkdir -p "$root/bin" "$root/dev" "$root/proc" "$root/sys" "$root/tmp" "$root/modules" "$root/tree"

cp "$(command -v busybox)" "$root/bin/busybox"
ln -s busybox "$root/bin/sh"
cp "$(dirname "$0")/init.sh" "$root/init"
cp "$script" "$root/test"
cp "$program" "$root/bin/program"
for module in $modules; do
	found=$(find "$kernel/modules" -name "$module.ko" | head -n 1)
	if [ -z "$found" ]; then
		echo "vm: the kernel in $kernel has no module $module" >&2
		exit 1
	fi
	cp "$found" "$root/modules/"
	echo "$module"
done >"$root/modules/order"
ldd "$program" | grep -o '/[^ ]*' | while read -r library; do
	mkdir -p "$root$(dirname "$library")"
	cp -L "$library" "$root$library"
done
for file; do
	case $file in
	/*) to=$root$file ;;
	*) to=$root/tree/$file ;;
	esac
	mkdir -p "$(dirname "$to")"
	cp -L "$file" "$to"
done
(cd "$root" && find . | LC_ALL=C sort | cpio --quiet -o -H newc -R 0:0) >"$out.new"
mv "$out.new" "$out"
rm -rf "$root"
