#!/bin/sh
# The first process of a test's virtual machine: mounts, loads the modules in the order given, runs
# /test and says on the console how it ended.
/bin/busybox --install -s /bin
export PATH=/bin
mount -t proc proc /proc
mount -t sysfs sysfs /sys
mount -t devtmpfs dev /dev
mount -t tmpfs tmp /tmp
status=0
while read -r module; do
	insmod "/modules/$module.ko" || {
		echo "vm: the module $module does not load"
		status=125
	}
done </modules/order
if [ "$status" = 0 ]; then
	cd /tree && /test
	status=$?
fi
echo "vm: exit $status"
poweroff -f
