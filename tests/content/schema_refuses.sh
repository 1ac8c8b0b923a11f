#!/bin/sh
# The schemas refuse what they must: each line changes one place of the fixture content.
set -u
fixture=tests/fixtures/content
dir=$(mktemp -d) || exit 1
trap 'rm -rf "$dir"' EXIT
count=0
faults=0

# refuses SCHEMA FILE SED-COMMAND
refuses() {
	count=$((count + 1))
	sed "$3" "$fixture/$2" >"$dir/changed.xml"
	if cmp -s "$fixture/$2" "$dir/changed.xml"; then
		echo "schema: '$3' changes nothing in $2" >&2
		faults=$((faults + 1))
	elif xmllint --noout --nonet --relaxng "assets/guides/$1.rng" "$dir/changed.xml" 2>/dev/null; then
		echo "schema: $1.rng accepts '$3' in $2" >&2
		faults=$((faults + 1))
	fi
}

refuses guide guides/card.xml 's/ id="card"//'
refuses guide guides/card.xml 's/id="card"/id="card" shared="perhaps"/'
refuses guide guides/card.xml 's/id="card"/id="card" place="castle"/'
refuses questions questions.xml 's/id="child" /id="child" shared="1" /'
refuses facts facts.xml 's/ check-by=/ checked-by="boss" check-by=/'
refuses facts facts.xml 's/ check-by=/ confirmed="2026-11-22" check-by=/'
refuses changes changes.xml 's/content="5"/content="five"/'
refuses changes changes.xml 's/date="2026-10-01"/date="soon"/'
refuses guide guides/card.xml 's/id="card"/id="Card"/'
refuses guide guides/card.xml 's/id="card"/id="card-"/'
refuses guide guides/card.xml 's/order="10"/order="ten"/'
refuses guide guides/card.xml 's/station="3"/station="6"/'
refuses guide guides/card.xml 's/term="kort"/term=" "/'
refuses guide guides/card.xml 's/web="https:/web="http:/'
refuses guide guides/card.xml 's/checked="2026-11-22"/checked="2026-02-29"/'
refuses guide guides/card.xml 's/checked="2026-11-22"/checked="22.11.2026"/'
refuses guide guides/card.xml 's|<title>Skaffa kort</title>||'
refuses guide guides/card.xml 's|<p>Fyll i.</p>||'
refuses guide guides/card.xml 's|Fyll i.|<i>Fyll</i> i.|'
refuses guide guides/card.xml 's|Fyll i.|<sv><b>Fyll</b></sv> i.|'
refuses guide guides/card.xml 's|<any ref="number"/>||'
refuses guide guides/card.xml 's|<source .*/>||'
refuses guide guides/card.xml 's|<not><is|<not><all/><is|'
refuses guide guides/card.xml 's/<p>/<p valid-from="2027">/'
refuses guide guides/card.xml 's/<step /<step valid-until="december" /'
refuses guide guides/card.xml 's/<title>/<title valid-from="2027-01-01">/'
refuses guide guides/card.xml 's/id="card"/id="card" topic="8"/'
refuses guide guides/number.xml 's/<doc /<doc valid-until="2027-02-29" /'
refuses guide guides/number.xml 's/kind="what"/kind="whatever"/'
refuses guide guides/number.xml 's/<fact ref="fee"/<fact ref="fee" id="x"/'
refuses guide guides/number.xml 's/ term="pass"//'
refuses questions questions.xml 's/value="asylum"/value="unknown"/'
refuses questions questions.xml 's|<why>Reglerna är olika.</why>||'
refuses questions questions.xml 's/<question id="child"/<question many="two" id="child"/'
refuses questions questions.xml 's/in="work"/in=""/'
refuses questions questions.xml 's/ icon="card"//'
refuses stations stations.xml 's/number="5"/number="6"/'
refuses stations stations.xml 's/ icon="work"//'
refuses stations stations.xml 's|<title>Arbeta</title>||'
refuses stations stations.xml 's|<text>Vi hjälper.</text>|<text/><text>Igen.</text>|'
refuses local local.xml 's/ municipality="Småstad"//'
refuses local local.xml 's/sample="yes"/sample="maybe"/'
refuses local local.xml 's/kind="kommun"/kind="church"/'
refuses local local.xml 's/ name="Rådhuset"//'
refuses local local.xml 's/phone="08-465 004 10"/phone="ring oss"/'
refuses local local.xml 's|web="https://town|web="http://town|'
refuses facts facts.xml 's/kind="amount"/kind="money"/'
refuses facts facts.xml 's/value="1250"/value="1 250"/'
refuses facts facts.xml 's/value="7,5"/value="7.5"/'
refuses facts facts.xml 's/value="0771-123 456"/value="0771-123  456"/'
refuses facts facts.xml 's/value="2026-12-01"/value="1 december"/'
refuses facts facts.xml 's|value="office.example/blankett"|value="https://office.example"|'
refuses facts facts.xml 's/kind="amount"/valid-from="nu" kind="amount"/'
refuses facts facts.xml 's/ check-by="2027-03-01"//'
refuses facts facts.xml 's/name="Kontoret"/name=""/'

[ "$faults" -eq 0 ] || exit 1
echo "schemas: refuse $count kinds of bad content"
