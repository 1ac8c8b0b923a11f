#!/usr/bin/env python3
"""A translation nobody has to wait for: every text of a catalogue of sources (locales.mk) as a pseudolanguage.

  pseudo.py latin|rtl SOURCE.mo >CATALOGUE.po

latin: accents, 40 % more words, brackets at both ends. rtl: Arabic letters for Latin ones. Tags,
facts, {names} and what stands in <sv> and <web> stay as they are."""
import gettext, re, sys

ACCENTS = str.maketrans("aeiouycnsAEIOUYCNS", "áéíóúýçñšÁÉÍÓÚÝÇÑŠ")
LETTERS = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzåäö",
    "ابچدهفگحیجکلمنوپقرستوڤوخیزاعو")
LABEL = 20  # characters: a label is not made longer, its button has a width of its own
KEPT = re.compile(r"(<sv>.*?</sv>|<web>.*?</web>|<[^>]*>|&\w+;|\{\w+\})", re.S)


def latin(words):
    return words.translate(ACCENTS)


def rtl(words):
    return words.lower().translate(LETTERS)


def quoted(text):
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def pseudo(text, change, is_longer):
    parts = KEPT.split(text)
    parts[::2] = [change(p) for p in parts[::2]]
    whole = "".join(parts)
    if not is_longer:
        return whole
    more = ""
    while len(text) > LABEL and len(more) < 0.4 * len(text):
        more += " áñð"
    return f"[{whole}{more}]"


mode, source = sys.argv[1:3]
change = {"latin": latin, "rtl": rtl}[mode]
with open(source, "rb") as f:
    texts = [k for k in gettext.GNUTranslations(f)._catalog if isinstance(k, str) and k]
print('msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n')
for text in sorted(texts):
    print(f"msgid {quoted(text)}\nmsgstr {quoted(pseudo(text, change, mode == 'latin'))}\n")
