#!/usr/bin/env python3
"""Signatures of translations: they count as long as source and translation stand as they were signed."""
import os, shutil, subprocess, sys, tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
REVIEW = os.path.join(HERE, "..", "..", "locales", "review.py")
HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
KIOSK = HEADER + '#: firmware/ui/a.c\nmsgid "Back"\nmsgstr "Tillbaka"\n'
GUIDES = (HEADER + '#: assets/guides/sfi.xml\nmsgid "Boka tid"\nmsgstr "%s"\n\n'
          '#: assets/guides/flytta.xml\nmsgid "Ring"\nmsgstr "Ring!"\n')
passed, failed = 0, 0


def expect(name, found, wanted):
    global passed, failed
    if found == wanted:
        passed += 1
    else:
        failed += 1
        print(f"FAILED {name}: {found!r} instead of {wanted!r}")


def run(folder, *words, answer=None):
    return subprocess.run([sys.executable, folder + "/review.py", *words], capture_output=True, text=True, input=answer)


def write(folder, name, text):
    open(os.path.join(folder, name), "w", encoding="utf-8").write(text)


def counts(folder):
    """texts, translated, signed as the kiosk reads them"""
    mo = folder + "/mo"
    os.makedirs(mo, exist_ok=True)
    for domain in ("kiosk", "guides"):
        subprocess.run(["msgfmt", "-o", f"{mo}/{domain}-xx.mo", f"{folder}/xx/{domain}.po"], check=True)
    lines = run(folder, "status", "xx", mo).stdout.splitlines()
    return [int(line.split(" = ")[1]) for line in lines if not line.startswith("#")]


with tempfile.TemporaryDirectory() as folder:
    shutil.copy(REVIEW, folder)
    os.mkdir(folder + "/xx")
    write(folder, "kiosk.pot", KIOSK.replace("Tillbaka", ""))
    write(folder, "guides.pot", (GUIDES % "").replace("Ring!", ""))
    write(folder, "xx/kiosk.po", KIOSK)
    write(folder, "xx/guides.po", GUIDES % "Book")
    expect("nobody has signed", counts(folder), [3, 3, 0])

    run(folder, "sign", "xx", "AB", answer="no\n")
    expect("a no signs nothing", counts(folder), [3, 3, 0])
    run(folder, "sign", "xx", "AB", "--file", "assets/guides/sfi.xml", answer="yes\n")
    expect("one file", counts(folder), [3, 3, 1])
    result = run(folder, "sign", "xx", "AB", "--yes")
    expect("all", counts(folder), [3, 3, 3])
    expect("says how many", "signed 2 texts" in result.stdout, True)
    before = open(folder + "/xx/signed.tsv").read()
    run(folder, "sign", "xx", "CD", "--yes")
    expect("a signature is not taken over", open(folder + "/xx/signed.tsv").read(), before)

    write(folder, "xx/guides.po", GUIDES % "Book it")
    expect("another translation", counts(folder), [3, 3, 2])
    write(folder, "xx/guides.po", GUIDES % "Book")
    expect("and back", counts(folder), [3, 3, 3])
    write(folder, "xx/guides.po", (GUIDES % "Book").replace('"Boka tid"', '"Boka en tid"'))
    expect("another source", counts(folder), [3, 3, 2])
    write(folder, "xx/guides.po", (GUIDES % "Book").replace("#: assets/guides/sfi.xml", "#, fuzzy\n#: assets/guides/sfi.xml"))
    expect("a fuzzy one counts for nothing", counts(folder), [3, 2, 2])

    write(folder, "xx/signed.tsv", before + "nonsense\n")
    result = run(folder, "list")
    expect("a damaged file is named", (result.returncode, "signed.tsv:4: not a signature" in result.stderr), (1, True))
    expect("an unknown language", "no language" in run(folder, "sign", "yy", "AB", "--yes").stderr, True)

print(f"review: {passed} passed, {failed} failed")
sys.exit(1 if failed else 0)
