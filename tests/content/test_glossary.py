#!/usr/bin/env python3
"""The glossary holds what stands before a bracket, in scripts with blanks and in those that glue words together."""
import os, shutil, subprocess, sys, tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
LOCALES = os.path.join(HERE, "..", "..", "locales")
HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
passed, failed = 0, 0


def said(lang, translation, stems, terms="barnbidrag\tbarnbidrag(et)?\nsfi\tsfi\n", command=("check",)):
    """what the tool prints of one text in one language, and whether it failed"""
    with tempfile.TemporaryDirectory() as folder:
        for name in ("glossary.py", "review.py"):
            shutil.copy(os.path.join(LOCALES, name), folder)
        os.makedirs(os.path.join(folder, lang))
        texts = {"terms.tsv": terms, f"{lang}/guides.po": HEADER + 'msgid "Du får <sv>barnbidrag</sv>."\n'
                 f'msgstr "{translation}"\n'}
        if stems is not None:
            texts[f"{lang}/terms.tsv"] = stems
        for name, text in texts.items():
            open(os.path.join(folder, name), "w", encoding="utf-8").write(text)
        run = subprocess.run([sys.executable, folder + "/glossary.py", *command], capture_output=True, text=True)
        return run.returncode, run.stdout + run.stderr


def expect(name, result, code, *words):
    global passed, failed
    if result[0] == code and all(word in result[1] for word in words):
        passed += 1
    else:
        failed += 1
        print(f"FAILED {name}: {result}")


EN = "barnbidrag\tchild allowance\n"
expect("its word", said("en", "You get a child allowance (<sv>barnbidrag</sv>).", EN), 0, "1 places held")
expect("a Swedish form", said("en", "You get the child allowance (<sv>barnbidraget</sv>).", EN), 0, "1 places")
expect("capital letters", said("en", "Child allowance (<sv>Barnbidrag</sv>).", EN), 0, "1 places")
expect("another word", said("en", "You get a child benefit (<sv>barnbidrag</sv>).", EN), 1,
       "locales/en/guides.po", "child benefit (barnbidrag)", "en/terms.tsv says child allowance")
expect("only in an earlier sentence", said("en", "A child allowance. Money (<sv>barnbidrag</sv>).", EN), 1, "not the glossary's word")
expect("inside another word", said("en", "A brainchild allowance (<sv>barnbidrag</sv>).", EN), 1, "not the glossary's word")
expect("another way", said("en", "Money for children (<sv>barnbidrag</sv>).", "barnbidrag\tchild allowance | money child\n"), 0)
expect("the Swedish word first", said("en", "<sv>Barnbidrag</sv> (money) helps.", EN), 0, " 0 places")
expect("glued prefix", said("ar", "تحصل على وإعانة الأطفال (<sv>barnbidrag</sv>).", "barnbidrag\tإعانة أطفال\n"), 0, "1 places")
expect("glued, another word", said("ar", "تحصل على بدل (<sv>barnbidrag</sv>).", "barnbidrag\tإعانة أطفال\n"), 1)
expect("same words twice", said("en", "x", EN + "sfi\tchild allowance\n"), 1, "en/terms.tsv:2", "cannot tell them apart")
expect("unknown term", said("en", "x", "hus\thouse\n"), 1, "en/terms.tsv:1", "'hus' is not in terms.tsv")
expect("twice", said("en", "x", EN + "barnbidrag\tkid money\n"), 1, "stands here twice")
expect("no stems", said("en", "x", "barnbidrag\n"), 1, "a line is a term, a tab and its stems")
expect("no file", said("en", "x", None), 1, "locales/en: has no terms.tsv")
expect("proposal", said("en", "You get child allowance (<sv>barnbidrag</sv>).", None, command=("propose", "en")), 0, "barnbidrag\t", "allowance")
expect("broken list", said("en", "x", EN, terms="barnbidrag\n"), 1, "locales/terms.tsv:1")
print(f"test_glossary: {passed} passed, {failed} failed")
sys.exit(1 if failed else 0)
