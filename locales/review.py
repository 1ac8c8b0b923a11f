#!/usr/bin/env python3
"""Who has signed which translation. A signature is bound to the hash of source and translation together:
when either changes it is stale by itself. locales/LANG/signed.tsv has a line for each signed text:
hash, reviewer, day.

  review.py sign LANG REVIEWER [--file assets/guides/ID.xml] [--yes]   signs what stands there now
  review.py status LANG DIR       counts, as the kiosk reads them (status.ini), from DIR/{kiosk,guides}-LANG.mo
  review.py list                  how far every language is"""
import datetime, gettext, hashlib, os, re, subprocess, sys, tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
DOMAINS = ("kiosk", "guides")
SOURCE = {"kiosk": "en", "guides": "sv"}


def hash_of(domain, msgid, msgstr):
    return hashlib.blake2b("\0".join((domain, msgid, msgstr)).encode(), digest_size=16).hexdigest()


def texts_of(mo):
    """{msgid: translation} of a compiled catalogue; fuzzy and missing ones are not in it."""
    with open(mo, "rb") as f:
        catalogue = gettext.GNUTranslations(f)._catalog
    return {k if isinstance(k, str) else k[0]: v for k, v in catalogue.items() if k and v}


def compiled(lang, domain, only=None):
    po = os.path.join(HERE, lang, domain + ".po")
    if not os.path.exists(po):
        return {}
    with tempfile.TemporaryDirectory() as folder:
        if only:
            picked = os.path.join(folder, "picked.po")
            subprocess.run(["msggrep", "--no-wrap", "-N", only, "-o", picked, po], check=True)
            po = picked
            if not os.path.exists(po):
                return {}
        mo = os.path.join(folder, "x.mo")
        subprocess.run(["msgfmt", "--no-hash", "-o", mo, po], check=True)
        return texts_of(mo)


def read_signed(lang):
    """{hash: line}"""
    path = os.path.join(HERE, lang, "signed.tsv")
    if not os.path.exists(path):
        return {}
    signed = {}
    for number, line in enumerate(open(path, encoding="utf-8"), 1):
        if not re.fullmatch(r"[0-9a-f]{32}\t[^\t\n]+\t\d{4}-\d{2}-\d{2}\n", line):
            sys.exit(f"{path}:{number}: not a signature; a line is hash, reviewer and day (YYYY-MM-DD), with tabs between")
        signed[line[:32]] = line
    return signed


def total_of(domain):
    text = open(os.path.join(HERE, domain + ".pot"), encoding="utf-8").read()
    return len(re.findall(r"^msgid ", text, re.M)) - 1


def count(lang, catalogues):
    """total, translated, signed over both catalogues; the source language of one is not translated."""
    signed, numbers = read_signed(lang), [0, 0, 0]
    for domain in DOMAINS:
        if SOURCE[domain] == lang:
            continue
        texts = catalogues(domain)
        numbers[0] += total_of(domain)
        numbers[1] += len(texts)
        numbers[2] += sum(hash_of(domain, k, v) in signed for k, v in texts.items())
    return numbers


def status(lang, folder):
    def catalogue(domain):
        mo = os.path.join(folder, f"{domain}-{lang}.mo")
        return texts_of(mo) if os.path.exists(mo) else {}
    total, translated, signed = count(lang, catalogue)
    print("# How far the translation is. Made by locales/review.py when the content is staged.")
    print(f"texts = {total}\ntranslated = {translated}\nsigned = {signed}")


def sign(lang, reviewer, only, yes):
    if not os.path.isdir(os.path.join(HERE, lang)):
        sys.exit(f"review: there is no language \"{lang}\" in locales/")
    if not re.fullmatch(r"[^\t\n]{1,60}", reviewer):
        sys.exit("review: give the reviewer's initials or role, at most 60 characters")
    signed, fresh, today = read_signed(lang), {}, datetime.date.today().isoformat()
    for domain in DOMAINS:
        if SOURCE[domain] == lang:
            continue
        for msgid, msgstr in compiled(lang, domain, only).items():
            key = hash_of(domain, msgid, msgstr)
            if key not in signed:
                fresh[key] = (msgid, msgstr)
    for msgid, msgstr in list(fresh.values())[:20]:
        print(f"  {msgid}\n    {msgstr}")
    if len(fresh) > 20:
        print(f"  ... and {len(fresh) - 20} more")
    if not fresh:
        print("review: all of it is signed already")
        return
    if not yes and input(f"Sign these {len(fresh)} texts of {lang} as {reviewer}? (yes/no) ").strip() != "yes":
        sys.exit("review: nothing was signed")
    signed.update({key: f"{key}\t{reviewer}\t{today}\n" for key in fresh})
    path = os.path.join(HERE, lang, "signed.tsv")
    with open(path + ".new", "w", encoding="utf-8") as f:
        f.writelines(signed[key] for key in sorted(signed))
    os.replace(path + ".new", path)
    print(f"review: signed {len(fresh)} texts; commit {os.path.relpath(path)}")


def show():
    print(f"{'language':10}{'texts':>8}{'translated':>12}{'signed':>8}")
    for lang in sorted(n for n in os.listdir(HERE) if os.path.isdir(os.path.join(HERE, n))):
        total, translated, signed = count(lang, lambda domain, l=lang: compiled(l, domain))
        print(f"{lang:10}{total:8}{translated:12}{signed:8}")


def main():
    words = [w for w in sys.argv[1:] if not w.startswith("--")]
    only = sys.argv[sys.argv.index("--file") + 1] if "--file" in sys.argv else None
    words = [w for w in words if w != only]
    if words[:1] == ["sign"] and len(words) == 3:
        sign(words[1], words[2], only, "--yes" in sys.argv)
    elif words[:1] == ["status"] and len(words) == 3:
        status(words[1], words[2])
    elif words == ["list"]:
        show()
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main()
