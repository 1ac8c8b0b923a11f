#!/bin/sh
# Boots KERNEL-FOLDER/vmlinuz with INITRAMFS in QEMU, in software emulation so that it is the same
# everywhere, with one processor, and shows its console. The exit code is that of /test in there; 124 without one.
# no_timer_check: on a busy machine an emulated timer ticks too late for the kernel's liking.
# usage: run.sh KERNEL-FOLDER INITRAMFS SECONDS LOG ["NAME=VALUE ..."]      what /test finds in its environment
set -u
kernel=$1
initramfs=$2
seconds=$3
log=$4
environment=${5-}
timeout --foreground "$seconds" qemu-system-x86_64 -accel tcg -cpu max -smp 1 -m 512 -nodefaults -no-reboot \
	-display none -monitor none -serial stdio -nic none \
	-kernel "$kernel/vmlinuz" -initrd "$initramfs" \
	-append "console=ttyS0 quiet no_timer_check panic=-1 panic_on_oops=1 oops=panic $environment" </dev/null >"$log" 2>&1
tr -d '\r' <"$log" >"$log.new" && mv "$log.new" "$log"
code=$(sed -n 's/^vm: exit \([0-9]*\)$/\1/p' "$log" | tail -n 1)
if [ "${code:-124}" = 0 ]; then
	grep -v '^vm: exit' "$log"
else
	cat "$log"
	echo "vm: the machine's test ended with ${code:-nothing: it stood still or the kernel stopped} ($log)" >&2
fi
exit "${code:-124}"
