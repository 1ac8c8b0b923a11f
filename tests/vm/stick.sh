#!/bin/sh
# In the virtual machine: a stick is read and installed from again and again; outside it is pulled at any moment and
# plugged in again. After each time the store is whole. The kernel's command line says rounds, tool, stick and content.
# shellcheck disable=SC2154
pack=/tree/$tool
cp -r "/tree/$stick/roots" /tmp/roots
good=0 refused=0 faults=0 i=0

# A moment after it came, the device is there but cannot be read yet.
wait_for_stick() {
	n=0
	until [ -b /dev/sda ] && dd if=/dev/sda of=/dev/null bs=512 count=1 2>/dev/null; do
		n=$((n + 1))
		[ $n -lt 300 ] || return 1
		usleep 100000
	done
}

while [ $i -lt "$rounds" ]; do
	i=$((i + 1))
	wait_for_stick || { echo "stick: round $i: it does not come back"; exit 1; }
	rm -rf /tmp/store
	echo "stick: ready $i"
	$pack stick-install /dev/sda demo-1.pack --store /tmp/store --roots /tmp/roots --check /bin/true >/tmp/out
	echo "stick: over $i"
	# It is pulled in every round but the first, at the latest now; then it may come back.
	while [ $i -gt 1 ] && [ -b /dev/sda ]; do
		usleep 50000
	done
	echo "stick: gone $i"
	result=$(sed -n 's/.*"result":"\([a-z]*\)".*/\1/p' /tmp/out | tail -n 1)
	number=$($pack list --store /tmp/store --json 2>/dev/null | sed -n 's/.*"generation": *\([0-9]*\).*/\1/p')
	case $result-${number:-0} in
	installed-1) good=$((good + 1)) ;;
	refused-0) refused=$((refused + 1)) ;;
	*) echo "stick: round $i: result $result, generation ${number:-none}"; cat /tmp/out; faults=$((faults + 1)) ;;
	esac
	if [ "${number:-0}" = 1 ] && ! cmp -s /tmp/store/current/content/facts.xml "/tree/$content/facts.xml"; then
		echo "stick: round $i: the content is not the pack's"
		faults=$((faults + 1))
	fi
done
echo "stick: $rounds rounds, $good installed, $refused refused because it was pulled, $faults faults"
[ $faults = 0 ] && [ $good -gt 0 ] && [ $refused -gt 0 ]
