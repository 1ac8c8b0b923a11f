#!/usr/bin/env python3
"""Compares our text layout with Pango's on the corpus, paragraph by paragraph.

usage: compare.py --kiosk-text PROGRAM --pango PROGRAM [--content DIR] [--show LANG:[N:]CONFIG]

Compared, for each paragraph in each configuration: the lines (byte ranges), and on each line the
glyphs from left to right with font, bidi level, glyph id, cluster, offset and advance.

What counts as the same:
- Advances within TOLERANCE_PX. We keep positions in 1/64 px, Pango in 1/1024 px, and HarfBuzz
  rounds a glyph's advance and its kerning each on their own: at most 1/128 + 1/128 px on our side
  and 1/1024 px on Pango's. Offsets within OFFSET_TOLERANCE_PX: a mark that stands on another mark
  is placed by two pairs of anchors and two advances, each rounded on its own.
- Trailing white space of a line is compared as part of neither side: Pango makes the last blank
  of a wrapped line zero wide, we leave it out of the line's width. Ranges are compared without it.
- A mark's cluster is taken as that of the letter or ligature it stands on: we number clusters by
  grapheme (HarfBuzz's cluster level 0), Pango by character (level 1).
- The box for a character that no font has (glyph 0) has a width of each program's own choice.
- A space glyph without advance is a placeholder for a character that has no picture (isolates,
  marks of direction, joiners, soft hyphens inside a line); placeholders are left out on both sides.
- Paragraphs whose lines differ are a difference of breaking; the configurations that never
  wrap compare the shaping of every paragraph regardless of that.

Every difference must be listed in differences.txt with its reason. The test fails for a difference
that is not listed, for a listed one that no longer occurs, and for a language that is less than
95 % equal. Thai is broken by another dictionary in Pango (libthai): where only lines differ, Thai
paragraphs are listed as well, but counted apart.
"""
import argparse
import bisect
import configparser
import json
import os
import subprocess
import sys
import unicodedata

HERE = os.path.dirname(os.path.abspath(__file__))
CORPUS = os.path.join(HERE, '..', 'corpus')
LANGS = 'sv en ar fa uk ti th ps ckb ur'.split()
NOTO = '/usr/share/fonts/truetype/noto'
WIDE = 100000  # nothing wraps
# name: size and width in px, bold
CONFIGS = {
    '40x900': (40, 900, False), '28x420': (28, 420, False), '33x610b': (33, 610, True),
    '40xwide': (40, WIDE, False), '23xwideb': (23, WIDE, True),
}
TOLERANCE_PX = 1 / 64 + 1 / 512
OFFSET_TOLERANCE_PX = 3 / 64 + 1 / 512
LEAST_EQUAL = 0.95
BLANK = ' \t\n\r\u1680\u2028\u2029\u205f\u3000' + ''.join(chr(c) for c in range(0x2000, 0x200b)
                                                         if c != 0x2007)


def read_ini(path):
    """Our INI files may have keys before the first section."""
    parser = configparser.ConfigParser(interpolation=None, delimiters=('=',), strict=False)
    with open(path, encoding='utf-8') as file:
        parser.read_string('[top]\n' + file.read())
    return parser


class Language:
    def __init__(self, code, content):
        ini = read_ini(os.path.join(content, 'languages', code + '.ini'))['top']
        fonts = read_ini(os.path.join(content, 'fonts.ini'))
        self.code, self.bcp47, self.rtl = code, ini['bcp47'], ini['direction'] == 'rtl'
        self.files = {bold: [os.path.join(NOTO, fonts[name]['bold' if bold else 'regular'])
                             for name in ini['fonts'].split()] for bold in (False, True)}
        with open(os.path.join(CORPUS, code + '.txt'), encoding='utf-8') as file:
            self.paragraphs = [p for p in file.read().split('\n') if p]


def run(command, text, **env):
    done = subprocess.run(command, input=text, capture_output=True, check=False,
                          env=os.environ | env)
    if done.returncode:
        raise SystemExit(f'compare: {" ".join(command)}: exit {done.returncode}: '
                         f'{done.stderr.decode().strip()}')
    return json.loads(done.stdout)


def run_ours(args, lang, config):
    size, width, bold = CONFIGS[config]
    text = '\n'.join(lang.paragraphs).encode()
    return run([args.kiosk_text, '--lang', lang.code, '--size', str(size), '--width', str(width),
                '--content', args.content] + (['--bold'] if bold else []) + ['--json'], text)


def run_pango(args, lang, config):
    size, width, bold = CONFIGS[config]
    text = '\n'.join(lang.paragraphs).encode()
    return run([args.pango, '--lang', lang.bcp47, '--rtl', str(int(lang.rtl)), '--size', str(size),
                '--width', str(width)] + lang.files[bold], text,
               ASAN_OPTIONS='detect_leaks=0')  # fontconfig keeps its tables to the end


def cluster_starts(text):
    """For each byte of UTF-8 text the offset of the letter its character stands on."""
    starts, at, base = [], 0, 0
    for char in text.decode():
        size = len(char.encode())
        # UAX #29: marks and joiners extend a letter, the Thai and Lao vowel sign am too.
        if unicodedata.category(char)[0] != 'M' and char not in '\u200c\u200d\u0e33\u0eb3':
            base = at
        starts += [base] * size
        at += size
    return starts


def normalise(layout, text, spaces):
    """{paragraph start: [(start, end, glyphs)]} with trailing white space and placeholders gone."""
    lines, starts = [], cluster_starts(text)
    for line in layout['lines']:
        start, end = line['start'], line['end']
        end = start + len(text[start:end].decode().rstrip(BLANK).encode())
        glyphs, pen = [], None
        for piece in line['runs']:
            for g in piece['glyphs']:
                # The first glyph's offset is lost in the line's origin; its advance is not.
                pen = g['x'] if pen is None else pen
                placeholder = g['advance'] == 0 and g['id'] == spaces[piece['font']]
                if not placeholder and g['cluster'] < end:
                    glyphs.append((piece['font'], piece['level'], g['id'], starts[g['cluster']],
                                   g['x'] - pen, g['y'], g['advance'] if g['id'] else 0))
                pen += g['advance']
        lines.append((start, end, marks_on_ligatures(glyphs)))
    return lines


def marks_on_ligatures(glyphs):
    """A mark without width on a later letter of a ligature belongs to the ligature's cluster."""
    wide = sorted(g[3] for g in glyphs if g[6])
    result = []
    for g in glyphs:
        at = bisect.bisect_right(wide, g[3])
        result.append(g if g[6] or not at else g[:3] + (wide[at - 1],) + g[4:])
    return result


def by_paragraph(lines, lang):
    """Splits the lines at the paragraphs' starts; offsets become relative to them."""
    result, at, index = [], 0, 0
    for paragraph in lang.paragraphs:
        stop = at + len(paragraph.encode())
        mine = []
        while index < len(lines) and lines[index][0] < max(stop, at + 1):
            start, end, glyphs = lines[index]
            mine.append((start - at, end - at,
                         [g[:3] + (g[3] - at,) + g[4:] for g in glyphs]))
            index += 1
        result.append(mine)
        at = stop + 1
    return result


def same_glyph(a, b):
    return (a[:4] == b[:4] and abs(a[6] - b[6]) <= TOLERANCE_PX and
            all(abs(p - q) <= OFFSET_TOLERANCE_PX for p, q in zip(a[4:6], b[4:6])))


def kind_of(ours, theirs):
    """None if equal, else what differs first: lines, fonts, order or widths."""
    if [line[:2] for line in ours] != [line[:2] for line in theirs]:
        return 'lines'
    for mine, other in zip(ours, theirs):
        a, b = mine[2], other[2]
        if sorted((g[3], g[0]) for g in a) != sorted((g[3], g[0]) for g in b):
            return 'fonts'
        if [g[:4] for g in a] != [g[:4] for g in b]:
            return 'order'
        if not all(map(same_glyph, a, b)):
            return 'widths'
    return None


def read_list(path):
    """{key: reason}. '#' lines are the reason of the keys below them, up to an empty line."""
    listed, reason, fresh = {}, '', True
    with open(path, encoding='utf-8') as file:
        for number, line in enumerate(file, 1):
            line = line.strip()
            if line.startswith('#'):
                reason, fresh = ('' if fresh else reason + ' ') + line[1:].strip(), False
            elif not line:
                reason, fresh = '', True
            else:
                for key in line.split():
                    if not reason or key in listed:
                        raise SystemExit(f'{path}:{number}: {key} has no reason or is listed twice')
                    listed[key] = reason
                fresh = True
    return listed


def show(ours, theirs, text):
    """The lines of both with the glyphs that only one side has or that differ."""
    for number in range(max(len(ours), len(theirs))):
        sides = [lines[number] if number < len(lines) else (0, 0, []) for lines in (ours, theirs)]
        for name, (start, end, _) in zip(('ours ', 'pango'), sides):
            print(f'{name} [{start},{end}) {text.encode()[start:end].decode()}')
        for mark, side, other in (('-', *sides), ('+', *reversed(sides))):
            for g in side[2]:
                if not any(same_glyph(g, o) for o in other[2]):
                    what = ascii(text.encode()[g[3]:].decode()[:1])
                    print('   %s %s %s level %d id %d cluster %d dx %.3f dy %.3f advance %.3f'
                          % (mark, what, *g))
        if [g[:4] for g in sides[0][2]] != [g[:4] for g in sides[1][2]]:
            print('     order', *('%d:%d' % (g[3], g[2]) for g in sides[0][2]), sep=' ')
            print('     pango', *('%d:%d' % (g[3], g[2]) for g in sides[1][2]), sep=' ')


def compare(args, languages):
    """{key: kind} and {lang: [equal, different, apart]}."""
    found, counts, total = {}, {}, 0
    for lang in languages:
        text = '\n'.join(lang.paragraphs).encode()
        counts[lang.code] = [0, 0, 0]
        for config in CONFIGS:
            pango = run_pango(args, lang, config)
            spaces = {run['font']: run['space'] for line in pango['lines'] for run in line['runs']}
            ours = by_paragraph(normalise(run_ours(args, lang, config), text, spaces), lang)
            theirs = by_paragraph(normalise(pango, text, spaces), lang)
            for number, (mine, other) in enumerate(zip(ours, theirs), 1):
                total += 1
                kind = kind_of(mine, other)
                if args.show in (f'{lang.code}:{number}:{config}', kind and f'{lang.code}:{config}'):
                    print(f'{lang.code}:{number}:{config}: {kind or "equal"}')
                    show(mine, other, lang.paragraphs[number - 1])
                if kind:
                    found[f'{lang.code}:{number}:{config}:{kind}'] = kind
                apart = lang.code == 'th' and kind == 'lines'
                counts[lang.code][2 if apart else 1 if kind else 0] += 1
    return found, counts, total


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    parser.add_argument('--kiosk-text', required=True)
    parser.add_argument('--pango', required=True)
    parser.add_argument('--content', default='build/content')
    parser.add_argument('--list', default=os.path.join(HERE, 'differences.txt'))
    parser.add_argument('--show', default='', help='LANG:N:CONFIG or LANG:CONFIG: print what differs')
    parser.add_argument('--langs', nargs='*', default=LANGS)
    args = parser.parse_args()

    languages = [Language(code, args.content) for code in args.langs]
    found, counts, total = compare(args, languages)
    if args.show:
        return 0
    listed = {k: v for k, v in read_list(args.list).items() if k.split(':')[0] in args.langs}
    failed = 0
    for key in sorted(set(found) - set(listed)):
        print(f'{key}: differs from Pango and is not listed: look with --show '
              f'{key.rsplit(":", 1)[0]}, mend the engine or list it with its reason')
        failed += 1
    for key in sorted(set(listed) - set(found)):
        print(f'{key}: is listed but no longer occurs: take it out of the list')
        failed += 1
    for lang, (equal, different, apart) in counts.items():
        share = equal / max(1, equal + different)
        print(f'{lang:4} {share:7.2%} equal: {equal} equal, {different} different'
              + (f', {apart} apart (Thai line breaks)' if apart else ''))
        if share < LEAST_EQUAL:
            print(f'{lang}: less than {LEAST_EQUAL:.0%} equal')
            failed += 1
    equal = sum(c[0] for c in counts.values())
    different = sum(c[1] for c in counts.values())
    print(f'all  {equal / max(1, equal + different):7.2%} equal, {len(languages)} languages, '
          f'{sum(len(lang.paragraphs) for lang in languages)} paragraphs, {len(CONFIGS)} sizes; '
          f'{len(listed)} differences listed')
    print(f'check-witness: {total - len(set(found) - set(listed))} passed, {failed} failed')
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
