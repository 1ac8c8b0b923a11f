#!/usr/bin/env python3
"""The comparison itself must see what it is there to see. Run by check-witness before it."""
import copy
import json
import os
import sys
import tempfile

import compare

TEXT = 'ab cd\u2067 \nef'.encode()
SPACES = {'A.ttf': 3}


def layout(glyphs_by_line, ranges):
    return {'lines': [{'start': s, 'end': e, 'runs': [{'font': 'A.ttf', 'level': 0, 'glyphs': g}]}
                      for (s, e), g in zip(ranges, glyphs_by_line)]}


def glyph(ident, cluster, x, advance, y=0):
    return {'id': ident, 'cluster': cluster, 'x': x, 'y': y, 'advance': advance}


BASE = layout([[glyph(10, 0, 0, 5), glyph(11, 1, 5, 5), glyph(3, 2, 10, 2)],
               [glyph(12, 3, 0, 5), glyph(13, 4, 5, 5), glyph(3, 5, 10, 0), glyph(3, 8, 10, 2)],
               [glyph(14, 10, 0, 5), glyph(15, 11, 5, 5)]], [(0, 3), (3, 9), (10, 12)])


class Words:
    paragraphs = ['ab cd\u2067 ', 'ef']


def kinds(changed):
    a, b = (compare.by_paragraph(compare.normalise(x, TEXT, SPACES), Words) for x in (changed, BASE))
    return [compare.kind_of(x, y) for x, y in zip(a, b)]


def change(line, index=None, drop=False, **values):
    changed = copy.deepcopy(BASE)
    target = changed['lines'][line]
    if index is not None:
        glyphs = target['runs'][0]['glyphs']
        if drop:
            del glyphs[index]
            return changed
        target = glyphs[index]
    target.update(values)
    return changed


def change_run(line, **values):
    changed = copy.deepcopy(BASE)
    changed['lines'][line]['runs'][0].update(values)
    return changed


def swap():
    changed = copy.deepcopy(BASE)
    glyphs = changed['lines'][0]['runs'][0]['glyphs']
    glyphs[0], glyphs[1] = glyphs[1], glyphs[0]
    return changed


CASES = [
    ('the same', BASE, [None, None]),
    ('a trailing blank without width', change(0, 2, advance=0), [None, None]),
    ('no trailing blank', change(0, end=2), [None, None]),
    ('a placeholder left out', change(1, 2, drop=True), [None, None]),
    ('inside the tolerance', change(0, 1, advance=5 + 1 / 64), [None, None]),
    ('a wider glyph', change(0, 1, advance=5.05), ['widths', None]),
    ('a moved mark', change(2, 1, x=5.1), [None, 'widths']),
    ('a raised mark', change(2, 1, y=0.1), [None, 'widths']),
    ('another glyph', change(0, 1, id=99), ['order', None]),
    ('another cluster', change(2, 1, cluster=10), [None, 'fonts']),
    ('another level', change_run(0, level=2), ['order', None]),
    ('another font', change_run(2, font='B.ttf'), [None, 'fonts']),
    ('another break', change(0, end=1), ['lines', None]),
    ('swapped glyphs', swap(), ['order', None]),
    ('a glyph too few', change(2, 1, drop=True), [None, 'fonts']),
]


def lists():
    """[(text of a list, what read_list must give or None for a refusal)]"""
    return [('# why\n# so\nar:1:a:lines ar:2:a:fonts\n\n# other\nx:1:b:widths\n',
             {'ar:1:a:lines': 'why so', 'ar:2:a:fonts': 'why so', 'x:1:b:widths': 'other'}),
            ('ar:1:a:lines\n', None), ('# why\n\nar:1:a:lines\n', None), ('# why\nar:1:a:lines\nar:1:a:lines\n', None)]


def read(text):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, 'list.txt')
        with open(path, 'w', encoding='utf-8') as file:
            file.write(text)
        try:
            return compare.read_list(path)
        except SystemExit:
            return None


def main():
    SPACES['B.ttf'] = 3
    failed = 0
    for name, changed, wanted in CASES:
        got = kinds(changed)
        if got != wanted:
            failed += 1
            print(f'FAIL {name}: {json.dumps(got)}, wanted {json.dumps(wanted)}')
    for text, wanted in lists():
        if read(text) != wanted:
            failed += 1
            print(f'FAIL list {text!r}: {read(text)}')
    total = len(CASES) + len(lists())
    print(f'comparison: {total - failed} passed, {failed} failed')
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
