#!/bin/sh
# Pure code keeps no state: no object in the archive has a variable that can be written.
# usage: globals.sh ARCHIVE
# .data.rel.ro is constant after relocation; the sanitizers' and assert's own symbols are const.
set -u
found=$(objdump -t "$1" | awk '
	/:     file format/ { object = $1 }
	/ O \.(data|data\.rel|data\.rel\.local|bss)\t/ || / O \*COM\*\t/ ||
	/ \.(tbss|tdata)\t/ && ! / d / { sub(/:$/, "", object); print object " " $NF }')
[ -z "$found" ] && exit 0
echo "$found" | while read -r object name; do
	echo "$object $name is a variable in pure code: make it const, or state its owner passes in" >&2
done
exit 1
