#!/usr/bin/env python3
"""Golden screens: pages of the software painter against tests/golden/screens.

The pictures show the frozen content of tests/fixtures/screens, so that editors and translators do not
break them; fonts, icons, panels and the languages' settings are the real ones. What is compared, and
how exactly: tests/screens/compare-pictures.c. UPDATE_GOLDEN=1 keeps the pictures as they are now;
before that, `make freeze-screens` takes over new words of the interface."""
import argparse, os, re, shutil, subprocess, sys

FIXTURE, GOLDEN = "tests/fixtures/screens", "tests/golden/screens"
LANGUAGES = ["sv", "en", "ar", "uk", "fa", "ti"]
CHECKLIST = "tap checklist\ntap answer:permit=protection\ntap answer:personnummer=no\nexpect screen checklist\n"

# name, language, more arguments, script up to the picture
SCREENS = [
    ("language", None, [], ""),
    ("topics-sv", "sv", [], "expect screen topics\n"),
    ("topics-ar", "ar", [], "expect screen topics\n"),
    ("topics-uk-largest", "uk", ["--text-size", "largest"], "expect screen topics\n"),
    ("guide-sv", "sv", [], "tap topic:personnummer\n"),
    ("step-ar", "ar", [], "tap topic:personnummer\ntap next\ntap next\n"),
    ("step-ti-largest", "ti", ["--text-size", "largest"], "tap topic:personnummer\ntap next\ntap next\n"),
    ("guide-en-landscape", "en", ["--panel", "landscape-156"], "tap topic:id-kort\ntap next\ntap next\n"),
    ("permit-uk", "uk", [], "tap checklist\nexpect screen question\n"),
    ("permit-ti", "ti", [], "tap checklist\nexpect screen question\n"),
    ("checklist-fa", "fa", [], CHECKLIST),
    ("checklist-en", "en", [], CHECKLIST),
    ("code-instead-ar", "ar", [], CHECKLIST + "printer cover-open\ntap print\nexpect screen printing\n"),
    ("emergency-fa", "fa", [], "tap emergency\nexpect screen emergency\n"),
    ("idle-warning-ti", "ti", [], "wait 121000\nexpect screen idle-warning\n"),
]

passed, failed = 0, 0


def report(name, problem=None):
    global passed, failed
    if problem:
        failed += 1
        print(f"FAILED {name}: {problem}")
    else:
        passed += 1


def stage(name):
    """A content folder: the frozen guides and catalogues in the real rest."""
    folder = os.path.join(args.out, name)
    real_only = shutil.ignore_patterns("guides", "locale", "*.xml")
    shutil.copytree(args.content, folder, ignore=real_only)
    shutil.copytree(FIXTURE, folder, ignore=shutil.ignore_patterns("locale"), dirs_exist_ok=True)
    for lang in os.listdir(os.path.join(FIXTURE, "locale")):
        messages = os.path.join(folder, "locale", lang, "LC_MESSAGES")
        os.makedirs(messages)
        for po in os.listdir(os.path.join(FIXTURE, "locale", lang)):
            domain = po.removesuffix(".po")
            subprocess.run(["msgfmt", "--no-hash", "-o", f"{messages}/{domain}-{lang}.mo",
                            os.path.join(FIXTURE, "locale", lang, po)], check=True)
    # A new language is offered on the real first page, not on the golden one.
    for ini in os.listdir(os.path.join(folder, "languages")):
        path = os.path.join(folder, "languages", ini)
        text = open(path, encoding="utf-8").read()
        place = LANGUAGES.index(ini[:2]) + 1 if ini[:-4] in LANGUAGES else 0
        open(path, "w", encoding="utf-8").write(re.sub(r"(?m)^order *=.*$", f"order = {place}", text))
    return folder


def shoot(content, name, lang, more, script):
    """The picture's path, or None after reporting why there is none."""
    path, shot = os.path.join(args.out, f"{name}.script"), os.path.join(args.out, f"{name}.png")
    open(path, "w").write(f"{script}shot {shot}\n")
    command = [args.kiosk, "--date", "2026-11-22", "--content", content, "--script", path, *more]
    result = subprocess.run(command + (["--lang", lang] if lang else []), capture_output=True, text=True, timeout=120)
    if result.returncode == 0:
        return shot
    report(name, f"exit {result.returncode}\n{result.stderr.strip()[-800:]}")
    return None


def compare(shot, golden, name):
    """The comparer's exit code and what it says."""
    new, diff = (os.path.join(args.out, f"{name}.{kind}.png") for kind in ("new", "diff"))
    result = subprocess.run([args.compare, shot, golden, new, diff], capture_output=True, text=True)
    kept = [p for p in (new, diff) if os.path.exists(p)]
    return result.returncode, (result.stdout + result.stderr).strip() + "; look at " + " and ".join(kept)


def golden_of(name):
    return os.path.join(GOLDEN, f"{name}.png")


def screens(content):
    for name, lang, more, script in SCREENS:
        shot = shoot(content, name, lang, more, script)
        if not shot:
            continue
        if args.update:
            subprocess.run([args.compare, "--update", shot, golden_of(name)], check=True)
            report(name)
            continue
        code, said = compare(shot, golden_of(name), name)
        report(name, None if code == 0 else said + ", or keep it with UPDATE_GOLDEN=1")
    known = {f"{s[0]}.png" for s in SCREENS}
    strangers = sorted(set(os.listdir(GOLDEN)) - known)
    report("no picture is left over", f"{GOLDEN} has {strangers}, which no screen makes" if strangers else None)
    large = [n for n in sorted(known) if os.path.exists(golden_of(n[:-4])) and os.path.getsize(golden_of(n[:-4])) > 60_000]
    report("pictures are small", f"over 60 KB: {large}" if large else None)


def comparer_sees():
    """One digit of the page, one dot of a letter and another size are seen; a missing picture is told."""
    edits = [("a digit", "guide-en-landscape", "facts.xml", 'value="400"', 'value="406"'),
             ("a dot", "guide-sv", "guides/personnummer.xml", "första", "forsta")]
    for what, name, file, old, new in edits:
        content = stage("changed")
        path = os.path.join(content, file)
        text = open(path, encoding="utf-8").read()
        assert old in text, (file, old)
        open(path, "w", encoding="utf-8").write(text.replace(old, new))
        screen = next(s for s in SCREENS if s[0] == name)
        shot = shoot(content, f"changed-{name}", *screen[1:])
        shutil.rmtree(content)
        if shot:
            code, said = compare(shot, golden_of(name), f"changed-{name}")
            report(f"sees {what}", None if code == 1 else f"exit {code}: {said}")
    shot = os.path.join(args.out, "language.png")
    for what, golden, wanted in [("another size", golden_of("guide-en-landscape"), "pixels instead of"),
                                 ("no golden picture", golden_of("none"), "none.png")]:
        code, said = compare(shot, golden, "changed-language")
        report(f"sees {what}", None if code == 1 and wanted in said else f"exit {code}: {said}")
    for left in os.listdir(args.out):  # expected differences need nobody's eyes
        if left.startswith("changed-"):
            os.remove(os.path.join(args.out, left))


parser = argparse.ArgumentParser()
for option in ("--kiosk", "--content", "--compare", "--out"):
    parser.add_argument(option, required=True)
args = parser.parse_args()
args.update = os.environ.get("UPDATE_GOLDEN") == "1"
shutil.rmtree(args.out, ignore_errors=True)
os.makedirs(args.out)
os.makedirs(GOLDEN, exist_ok=True)
frozen = stage("content")
screens(frozen)
comparer_sees()
print(f"screens: {passed} passed, {failed} failed")
sys.exit(1 if failed else 0)
