#!/bin/sh
# Checks a content folder's XML against the schemas. usage: schema.sh FOLDER
set -u
folder=$1
faults=0

check() {
	schema=$1
	shift
	# The last lines say where and what; "validates" is not news.
	xmllint --noout --nonet --relaxng "assets/guides/$schema.rng" "$@" 2>&1 |
		grep -v ' validates$' && faults=$((faults + 1))
}

check facts "$folder/facts.xml"
check questions "$folder/questions.xml"
check stations "$folder/stations.xml"
check local "$folder/local.xml"
[ ! -f "$folder/changes.xml" ] || check changes "$folder/changes.xml"
check guide "$folder"/guides/*.xml
if [ "$faults" -gt 0 ]; then
	echo "schema: mend the lines above (what each part means: assets/guides/README.md)" >&2
	exit 1
fi
