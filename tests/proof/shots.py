#!/usr/bin/env python3
"""kiosk-pack shots: every text of a language has its picture and stands on the page beside it; a text that is shown
nowhere is named."""
import os, re, shutil, subprocess, sys

PACK, CONTENT, OUT, LANG = sys.argv[1:5]
passed, failed = 0, 0


def expect(name, good, detail=""):
    global passed, failed
    if good:
        passed += 1
    else:
        failed += 1
        print(f"FAILED {name} {detail}")


def shots(*arguments):
    return subprocess.run([PACK, "shots", *arguments], capture_output=True, text=True)


shutil.rmtree(OUT, ignore_errors=True)
os.makedirs(OUT)
content = os.path.join(OUT, "content")
shutil.copytree(CONTENT, content)
catalogue = os.path.join(content, "locale", LANG, "LC_MESSAGES", f"guides-{LANG}.mo")
po = subprocess.run(["msgunfmt", catalogue], capture_output=True, text=True, check=True).stdout
po += '\nmsgid "Denna text står ingenstans"\nmsgstr "Nowhere"\n'
subprocess.run(["msgfmt", "--no-hash", "-o", catalogue, "-"], input=po, text=True, check=True)
pictures = os.path.join(OUT, "pictures")
run = shots(content, "--lang", LANG, "--out", pictures, "--date", "2026-11-28")
words = run.stdout
expect("only what stands nowhere has no picture", words.count("no picture:") == 1 and
       "no picture: Denna text står ingenstans" in words and run.returncode == 1, words[-600:] + run.stderr)
page = open(os.path.join(pictures, "index.html"), encoding="utf-8").read()
files = re.findall(r'src="(\d{4}\.png)"', page)
expect("each picture is a file and the other way round",
       sorted(files) == sorted(n for n in os.listdir(pictures) if n.endswith(".png")) and len(files) > 100)
texts = int(re.search(r"pictures of (\d+) texts", words).group(1))
expect("each text stands on the page once", page.count('<p class="t"') == texts, f"{page.count('<p class=')} {texts}")
expect("tags are written out", "&lt;sv>personnummer" in page and "<sv>" not in page)
expect("unknown language", shots(CONTENT, "--lang", "xx", "--out", pictures).returncode == 2)
expect("no language", shots(CONTENT, "--out", pictures).returncode == 2)
expect("not a day", shots(CONTENT, "--lang", LANG, "--out", pictures, "--date", "2026-13-01").returncode == 2)
expect("a file in the way", shots(CONTENT, "--lang", LANG, "--out", catalogue).returncode == 2)
print(f"shots: {passed} passed, {failed} failed")
sys.exit(1 if failed else 0)
