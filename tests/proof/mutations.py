#!/usr/bin/env python3
"""kiosk-pack check catches what it must: each case changes one thing in a copy of the staged content,
and the proof must name the rule, the place and what is wrong. The unchanged content must pass.

usage: mutations.py KIOSK-PACK CONTENT SOURCE LOCALES"""
import os, re, shutil, subprocess, sys, tempfile
from concurrent.futures import ThreadPoolExecutor

PACK, CONTENT, SOURCE, LOCALES = sys.argv[1:5]
DATE = "2026-11-28"
NEVER = '<when><all><is question="permit" in="work"/><not><is question="permit" in="work"/></not></all></when>'
CASES = []


def case(rule, name, says, *only):
    """The decorated function changes the copy; `says` must stand in a line of that rule."""
    def keep(change):
        CASES.append((rule, name, says, only, change))
        return change
    return keep


class Copy:
    def __init__(self, folder):
        self.content, self.locales = folder + "/content", folder + "/locales"
        shutil.copytree(CONTENT, self.content)

    def edit(self, path, old, new, count=1):
        path = os.path.join(self.content, path)
        text = open(path, encoding="utf-8").read()
        changed = re.sub(old, new, text, count=count, flags=re.S)
        assert changed != text, f"{old!r} changes nothing in {path}"
        open(path, "w", encoding="utf-8").write(changed)

    def translate(self, lang, catalogue, msgid, change):
        """The translation of the entry whose one-line msgid this is becomes change(old)."""
        os.makedirs(self.locales, exist_ok=True)
        shutil.copytree(os.path.join(LOCALES, lang), os.path.join(self.locales, lang))
        shutil.copy(os.path.join(LOCALES, "same.txt"), self.locales)
        path = os.path.join(self.locales, lang, catalogue + ".po")
        text = subprocess.run(["msgcat", "--no-wrap", path], capture_output=True, text=True, check=True,
                              env={**os.environ, "LC_ALL": "C.UTF-8"}).stdout
        line = 'msgid "%s"\nmsgstr "' % msgid
        at = text.index(line) + len(line)
        end = text.index("\n", at) - 1
        open(path, "w", encoding="utf-8").write(text[:at] + change(text[at:end]) + text[end:])
        mo = os.path.join(self.content, "locale", lang, "LC_MESSAGES", f"{catalogue}-{lang}.mo")
        subprocess.run(["msgfmt", "--no-hash", "-o", mo, path], check=True, stderr=subprocess.DEVNULL)


def check(copy, arguments):
    locales = copy.locales if copy and os.path.isdir(copy.locales) else LOCALES
    return subprocess.run([PACK, "check", copy.content if copy else CONTENT, "--source", SOURCE, "--locales",
                           locales, "--jobs", "1",
                           *([] if "--date" in arguments else ["--date", DATE]), *arguments],
                          capture_output=True, text=True)


# ---------------------------------------------------------------- what does not load

@case(1, "a wrong day", r"guides/id-kort\.xml:2: .*checked", "--only", "texts")
def _(c): c.edit("guides/id-kort.xml", r'checked="2026-11-22"', 'checked="22.11.2026"')

@case(1, "two texts in one place", r"guides/sfi\.xml:\d+: ", "--only", "texts")
def _(c): c.edit("guides/sfi.xml", r"(<title>.*?</title>)", r"\1\1")

@case(2, "a cycle", r"wait for one another: .*->", "--only", "texts")
def _(c): c.edit("guides/beslut.xml", r"<applies>", '<requires><any ref="ut-kort"/></requires><applies>')

@case(2, "a prerequisite that is not there", r'guides/id-kort\.xml:\d+: there is no guide "person-nummer".*did you mean "personnummer"',
      "--only", "texts")
def _(c): c.edit("guides/id-kort.xml", r'<any ref="personnummer"/>', '<any ref="person-nummer"/>')

# ---------------------------------------------------------------- paths

@case(3, "a topic nobody gets", r"guides/korkort\.xml:2: .*no answers put this topic", "--only", "walk")
def _(c): c.edit("guides/korkort.xml", r"<applies>.*?</applies>", NEVER.replace("when>", "applies>"))

@case(4, "a topic without a step", r"guides/pension\.xml:2: .*without any step.*\[permit=", "--only", "walk")
def _(c):
    c.edit("guides/pension.xml", r"(<step [^>]*>)\s*(<when>.*?</when>)?", r"\1" + NEVER, count=0)

@case(5, "an empty list", r"questions\.xml: .*empty list.*\[permit=asylum", "--only", "walk")
def _(c):
    for name in os.listdir(c.content + "/guides"):
        text = open(f"{c.content}/guides/{name}").read()
        guard = '<not><is question="permit" in="asylum unknown"/></not>'.replace(" unknown", "")
        if "<applies>" in text:
            c.edit("guides/" + name, r"<applies>(.*?)</applies>", rf"<applies><all>{guard}\1</all></applies>")
        else:
            c.edit("guides/" + name, r"(\s*<name>)", rf"<applies>{guard}</applies>\1")

@case(6, "nine questions", r"questions\.xml: .*more than eight questions.*\[permit=", "--only", "walk")
def _(c):
    more = "".join(f'<question id="more{i}" icon="clock"><text>Mer?</text><why>Vi frågar.</why>'
                   '<answer value="yes">Ja</answer></question>' for i in range(4))
    c.edit("questions.xml", r'(<question id="done")', more + r"\1")
    c.edit("guides/korkort.xml", r"<applies>(.*?)</applies>", r"<applies><any>" + "".join(
        f'<is question="more{i}" in="yes"/>' for i in range(4)) + r"\1</any></applies>")

# ---------------------------------------------------------------- facts, icons, codes, changes

@case(7, "a fact that is not there", r'guides/id-kort\.xml:\d+: there is no fact "id-card-fe"', "--only", "texts")
def _(c): c.edit("guides/id-kort.xml", r"id-card-fee", "id-card-fe")

@case(8, "an icon that is not there", r'guides/id-kort\.xml:\d+: .*there is no icon "moneyy"', "--only", "strings")
def _(c): c.edit("guides/id-kort.xml", r'id="pay" icon="money"', 'id="pay" icon="moneyy"')

@case(8, "a picture taken away", r'there is no icon "passport"', "--only", "strings")
def _(c): os.remove(c.content + "/icons/passport.svg")

@case(17, "an old fact on the day of issue", r"facts\.xml:\d+: .*had to be checked again by 2027-02-22", "--only", "texts",
      "--issue", "--date", "2027-02-23")
def _(c): pass

@case(18, "a fact checked by one", r"facts\.xml:\d+: .*checked by one role only", "--only", "texts", "--strict")
def _(c): pass

@case(19, "an address without s", r"guides/sfi\.xml:\d+: .*https", "--only", "texts")
def _(c): c.edit("guides/sfi.xml", r'web="https:', 'web="http:')

@case(19, "an address too long for the paper", r"guides/sfi\.xml:2: .*too long", "--only", "texts")
def _(c): c.edit("guides/sfi.xml", r'web="https://[^"]*"', 'web="https://www.skolverket.se/' + "x" * 400 + '"')

@case(20, "a change of tomorrow", r"changes\.xml:\d+: .*content 9, but this is content", "--only", "texts")
def _(c): c.edit("changes.xml", r'content="2"', 'content="9"')

# ---------------------------------------------------------------- words

@case(15, "a long sentence", r"guides/sfi\.xml:\d+: .*sentence has \d+ words, the limit is 15", "--only", "texts")
def _(c): c.edit("guides/sfi.xml", r"(<step .*?<p>)", r"\1" + "Du " + "och du " * 9 + "kommer. ")

@case(15, "a long title", r"guides/sfi\.xml:\d+: .*title has \d+ characters, the limit is 45", "--only", "texts")
def _(c): c.edit("guides/sfi.xml", r"(<step .*?<title>)", r"\1" + "Gå först till kontoret och fråga hur man gör ")

@case(15, "a long step", r'guides/sfi\.xml:\d+: .*the step "\w+(-\w+)*" has \d+ words, the limit is 60', "--only", "texts")
def _(c): c.edit("guides/sfi.xml", r"(<step .*?<p>)", r"\1" + "Du kan fråga. " * 20)

# ---------------------------------------------------------------- translations

@case(9, "a missing string", r"kiosk\.po:\d+: .*no translation", "--only", "strings", "--strict")
def _(c): c.translate("ar", "kiosk", "Back", lambda old: "")

@case(10, "another Swedish word", r"guides\.po:\d+: .*<sv>personnummer</sv> stands 1 times in the source and 0", "--only", "strings")
def _(c): c.translate("ar", "guides", "Få ditt <sv>personnummer</sv>", lambda old: old.replace("personnummer", "personnumer"))

@case(10, "an open tag", r"guides\.po:\d+: .*leaves an inline tag open", "--only", "strings")
def _(c): c.translate("ar", "guides", "Få ditt <sv>personnummer</sv>", lambda old: old.replace("</sv>", ""))

@case(10, "a fact of its own", r'names the fact "id-card-fe", which facts.xml does not have', "--only", "strings")
def _(c): c.translate("ar", "guides", "Bankkonto", lambda old: old + ' <fact ref=\\"id-card-fe\\"/>')

@case(10, "another placeholder", r"kiosk\.po:\d+: .*\{count\} stands 1 times in the source and 0", "--only", "strings")
def _(c): c.translate("ar", "kiosk", "Question {n} of {count}", lambda old: old.replace("{count}", "{cuont}"))

@case(11, "the source itself", r"guides\.po:\d+: .*the translation is the source text itself", "--only", "strings")
def _(c): c.translate("pl", "guides", "Bankkonto", lambda old: "Bankkonto")

@case(12, "Arabic in Latin letters", r"guides\.po:\d+: .*own script", "--only", "strings")
def _(c): c.translate("ar", "guides", "Bankkonto", lambda old: "hisab banki")

@case(12, "an Arabic letter in Persian", r"guides\.po:\d+: .*U\+064A stands where this language writes U\+06CC", "--only", "strings")
def _(c): c.translate("fa", "guides", "Bankkonto", lambda old: old.replace("ی", "ي"))

@case(13, "a glyph no font has", r'kiosk\.po:\d+: .*no font in the chain of "ar" has the character 中', "--only", "strings")
def _(c): c.translate("ar", "kiosk", "Back", lambda old: "中" + old)

@case(13, "a greeting no font has", r'languages/uk\.ini: .*no font in the chain of "uk"', "--only", "strings")
def _(c): c.edit("languages/uk.ini", r"greeting = ", "greeting = 🙂")

@case(21, "a text that is in no catalogue", r"guides/id-kort\.xml: .*is not in guides\.pot", "--only", "strings")
def _(c): c.edit("guides/id-kort.xml", r"Boka tid</title>", "Boka  en tid</title>")

@case(1, "a cut catalogue", r"kiosk-ar\.mo: ", "--only", "strings")
def _(c):
    path = c.content + "/locale/ar/LC_MESSAGES/kiosk-ar.mo"
    whole = open(path, "rb").read()
    open(path, "wb").write(whole[:3000])

# ---------------------------------------------------------------- screens and paper

@case(14, "a word longer than its line", r"guides/id-kort\.xml:\d+: pl, .*does not fit", "--only", "screens", "--lang", "pl")
def _(c): c.translate("pl", "guides", "Boka tid", lambda old: "Umówwizytę" * 12)

@case(16, "a paper of many metres", r"paper: sv, generic-80mm, regular: .*cm long, the limit is", "--only", "screens", "--lang", "sv")
def _(c):
    for name in ("flytta", "korkort", "personnummer", "vardcentral", "hyresko", "bankkonto", "eu-kort", "sfi", "skola", "forskola",
                 "gymnasium", "pension", "barnbidrag", "bostadsbidrag"):
        docs = "".join(f'<doc id="x{i}" icon="document" term="papper {name} {i} med långt namn"><text>Papper</text></doc>'
                       for i in range(22))
        c.edit(f"guides/{name}.xml", r"(\s*<source )", docs + r"\1")


def run(number):
    rule, name, says, only, change = CASES[number]
    with tempfile.TemporaryDirectory() as folder:
        copy = Copy(folder)
        change(copy)
        result = check(copy, list(only))
    lines = [l for l in result.stderr.splitlines() if re.search(rf": R{rule:02d} ", l)]
    if result.returncode != 1:
        return f"{name}: exit {result.returncode} instead of 1: {result.stderr[:300]}"
    if not any(re.search(says, line) for line in lines):
        return f"{name}: no line of rule {rule} says {says!r}: {result.stderr[:600]}"
    return None


def main():
    faults = []
    with ThreadPoolExecutor(2) as pool:
        faults = [f for f in pool.map(run, range(len(CASES))) if f]
    # Time alone breaks nothing: the same old facts are a warning on any other day.
    late = check(None, ["--only", "texts", "--date", "2031-01-01"])
    if late.returncode != 0 or "R17 fresh-facts (warning)" not in late.stderr:
        faults.append(f"old facts break an older content: exit {late.returncode}")
    rules = {c[0] for c in CASES}
    if rules != set(range(1, 22)):
        faults.append(f"no case for the rules {sorted(set(range(1, 22)) - rules)}")
    for fault in faults:
        print("FAILED", fault)
    print(f"proof mutations: {len(CASES) + 2 - len(faults)} passed, {len(faults)} failed")
    return 1 if faults else 0


sys.exit(main())
