#!/usr/bin/env python3
"""Holds the translations to their glossary. terms.tsv lists the Swedish terms that have one translation
each (name, tab, how it is written in <sv>); LANG/terms.tsv says by which words: name, tab, the stems that
all stand in front of the bracket, other ways after " | ". So "social services (<sv>socialtjänsten</sv>)"
needs the stems "social servic". Where the Swedish word stands without a bracket nothing is asked.

  glossary.py check [LANG...]   all languages that have guides
  glossary.py propose LANG      the stems most translations share, to begin a LANG/terms.tsv with"""
import collections, os, re, sys

from review import compiled

HERE = os.path.dirname(os.path.abspath(__file__))
# Written without blanks, or with prefixes and endings glued on: a stem stands anywhere in a word.
GLUED = {"ar", "fa", "prs", "ps", "ckb", "ur", "ti", "am", "th"}
SENTENCE_END = re.compile(r"[.?!؟።;:]\s")


def fail(where, sentence):
    print(f"{where}: {sentence}")
    return 1


def shown(lang):
    return f"locales/{lang}"


def read_terms():
    """{name: pattern of what stands in <sv>}"""
    terms = {}
    for number, line in enumerate(open(os.path.join(HERE, "terms.tsv"), encoding="utf-8"), 1):
        if line.startswith("#"):
            continue
        parts = line.rstrip("\n").split("\t")
        if len(parts) != 2:
            sys.exit(f"locales/terms.tsv:{number}: a line is a term, a tab and how it is written in <sv>")
        terms[parts[0]] = re.compile(parts[1], re.I)
    return terms


def read_stems(lang, terms):
    """{name: [[stem]]}, and the faults of the file"""
    path, stems, faults, owner = os.path.join(HERE, lang, "terms.tsv"), {}, 0, {}
    for number, line in enumerate(open(path, encoding="utf-8"), 1):
        where = f"{shown(lang)}/terms.tsv:{number}"
        if line.startswith("#"):
            continue
        name, tab, ways = line.rstrip("\n").partition("\t")
        if not tab or not ways.strip():
            faults += fail(where, "a line is a term, a tab and its stems")
        elif name not in terms:
            faults += fail(where, f"'{name}' is not in terms.tsv")
        elif name in stems:
            faults += fail(where, f"'{name}' stands here twice")
        else:
            stems[name] = [way.casefold().split() for way in ways.split(" | ")]
            for way in map(tuple, stems[name]):
                if way in owner:
                    faults += fail(where, f"'{name}' and '{owner[way]}' have the same words: the reader cannot tell them apart")
                owner[way] = name
    return stems, faults


def brackets(lang, terms):
    """(source, name, the words of the sentence in front of it without tags) for each bracket with a term"""
    name_of = {}
    for msgid, msgstr in compiled(lang, "guides").items():
        for match in re.finditer(r"([^()]*)\(<sv>(.*?)</sv>", msgstr):
            tag = match.group(2)
            if tag not in name_of:
                name_of[tag] = next((name for name, pattern in terms.items() if pattern.fullmatch(tag)), None)
            sentence = SENTENCE_END.split(re.sub(r"<sv>.*?</sv>", " ", match.group(1)))[-1]
            words = re.sub(r"<[^>]*>", " ", sentence).casefold().split()
            if words and name_of[tag]:
                yield msgid, name_of[tag], [word.strip(",.:;!?¿¡«»“”„()،؛၊፣።") for word in words]


def has(lang, words, stem):
    return any(stem in word if lang in GLUED else word.startswith(stem) for word in words)


def check(lang, terms):
    stems, faults = read_stems(lang, terms)
    seen = 0
    for msgid, name, words in brackets(lang, terms):
        ways = stems.get(name)
        if not ways:
            continue
        seen += 1
        if not any(all(has(lang, words, stem) for stem in way) for way in ways):
            faults += fail(f"{shown(lang)}/guides.po, '{msgid[:60]}'",
                           f"'{' '.join(words[-5:])} ({name})' is not the glossary's word; "
                           f"{lang}/terms.tsv says {' | '.join(' '.join(w) for w in ways)}")
    return len(stems), seen, faults


def pieces(lang, word):
    if lang == "th":  # no blanks between words: what stands before the bracket is the end of it
        return {word[i:] for i in range(max(len(word) - 30, 0), max(len(word) - 2, 1))}
    starts = range(min(len(word), 5)) if lang in GLUED else (0,)
    return {word[i:j] for i in starts for j in range(i + min(3, len(word)), len(word) + 1)}


def propose(lang, terms):
    found = {name: [] for name in terms}
    for _, name, words in brackets(lang, terms):
        found[name].append(words)
    total = collections.Counter(p for lines in found.values() for words in lines
                                for p in set().union(*(pieces(lang, w) for w in words[-6:])))
    for name, rest in found.items():
        ways = []
        while rest and len(ways) < 4:
            way, covered = [], rest
            # A stem is the better the more brackets it stands before and the fewer of other terms.
            for share in (0.0, 0.75, 0.75):
                count = collections.Counter(p for words in covered for p in set().union(
                    *(pieces(lang, w) for w in words[-4:] if not any(s in w for s in way)), ()))
                good = [p for p, n in count.items() if n >= share * len(covered)]
                if not good or (way and len(covered) < 2):
                    break
                way.append(max(good, key=lambda p: (count[p] * (count[p] / total[p]) ** 0.4, len(p), p)))
                covered = [w for w in covered if has(lang, w, way[-1])]
            ways.append(" ".join(sorted(way, key=lambda s: " ".join(covered[0]).find(s))))
            rest = [w for w in rest if not all(has(lang, w, s) for s in way)]
        if ways:
            print(f"{name}\t{' | '.join(ways)}")


def main(words):
    terms = read_terms()
    if len(words) == 2 and words[0] == "propose":
        return propose(words[1], terms)
    if not words or words[0] != "check":
        sys.exit(__doc__)
    langs = words[1:] or sorted(d for d in os.listdir(HERE) if os.path.exists(os.path.join(HERE, d, "guides.po")))
    without = [lang for lang in langs if not os.path.exists(os.path.join(HERE, lang, "terms.tsv"))]
    for lang in without:
        fail(shown(lang), f"has no terms.tsv; begin it with: locales/glossary.py propose {lang}")
    results = [check(lang, terms) for lang in langs if lang not in without]
    faults = sum(r[2] for r in results) + len(without)
    print(f"glossary   {len(langs)} languages, {sum(r[0] for r in results)} terms, {sum(r[1] for r in results)} places "
          f"held to them: {faults} faults")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main(sys.argv[1:])
