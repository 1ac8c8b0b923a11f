#!/usr/bin/env python3
"""Finds words that must not be in the tree: paths of a machine it was built on, unfinished work,
package registries other than the public one.

usage: words.py FILE...
A line that must have such a word says why with `words-ok: REASON` on it.
Exit 1 with file:line, what is wrong and what to do.
"""
import os
import re
import sys

# Written so that this file does not find itself.
RULES = [
    (r'(?<![\w.$}])/(?:wo[r]k|ho[m]e|ro[o]t)/', 'a path of one machine',
     'take it as an argument or make it relative'),
    (r'/tm[p]/w[t]\b', 'a path of one machine', 'take it as an argument or make it relative'),
    (r'\b(?:TO[D]O|FIX[M]E|XX[X])\b', 'unfinished work', 'finish it or open an issue'),
    (r'(?i)https?://[^/\s"\'<>]*(?:mirr[o]r|pro[x]y|artif[a]ctory|nex[u]s|verd[a]ccio|regi[s]try)'
     r'[^/\s"\'<>]*', 'a package registry', 'leave the address to the machine\'s own settings'),
    (r'https?://(?!(?:127|192\.0\.2|198\.51\.100|203\.0\.113)\.)\d+\.\d+\.\d+\.\d+',
     'an address of one network', 'use a documentation address (RFC 5737) or a name'),
    (r'https?://[\w.-]+\.(?:inter[n]al|l[a]n|c[o]rp|intra[n]et)\b',
     'a host of one network', 'leave the address to the machine\'s own settings'),
]
# npm writes the public registry's own address into its lock file.
PUBLIC = 'https://' + 'registry.npmjs.org/'
CODE_ONLY = (r'\bst[u]bs?\b', 'unfinished work', 'write the real thing')
CODE = ('.c', '.h', '.S', '.py', '.sh', '.mk', '.js', 'Makefile')


def is_text(data):
    return b'\0' not in data[:8000]


def check(path, faults):
    if not os.path.isfile(path):  # deleted, not committed yet
        return
    with open(path, 'rb') as file:
        data = file.read()
    if not is_text(data):
        return
    rules = RULES + ([CODE_ONLY] if path.endswith(CODE) else [])
    for number, line in enumerate(data.decode('utf-8', 'replace').split('\n'), 1):
        if re.search(r'words-ok: \w', line):
            continue
        line = line.replace(PUBLIC, '')
        for pattern, what, do in rules:
            match = re.search(pattern, line)
            if match:
                faults.append(f'{path}:{number}: "{match.group(0)}" is {what}: {do}')


def main():
    if len(sys.argv) < 2:
        print(__doc__, file=sys.stderr)
        return 2
    faults = []
    for path in sys.argv[1:]:
        check(path, faults)
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


if __name__ == '__main__':
    sys.exit(main())
