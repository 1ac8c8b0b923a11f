#!/usr/bin/env python3
"""Holds assets/icons/ to what the kiosk's renderer (SDL2_image's nanosvg) draws.

The program uses only the alpha channel of a pictogram and tints it, so colours say nothing; and
nanosvg silently leaves out what it does not know (CSS, <use>, clip paths, masks, text). A file
that a browser shows well may therefore be blank on the kiosk. This lint allows only what is drawn.

Run from the top of the tree. Prints file:line: and what to do; exits 1 when anything was found.
--self-test feeds it pictograms that are wrong in one way each, and checks that each is refused.
"""

import math
import pathlib
import re
import sys
import xml.parsers.expat

ICONS = pathlib.Path("assets/icons")
MAX_BYTES = 4096
GRID = 48
MARGIN = 4  # nothing is drawn nearer to the edge of the grid
TOLERANCE = 0.5  # the bounds are rough: mitres and round ends are not followed
NAMESPACE = "http://www.w3.org/2000/svg"

NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")
PATH_TOKEN = re.compile(r"[\s,]*(?:([A-Za-z])|(" + NUMBER.pattern + r"))")
PATH_ARGS = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7, "Z": 0}

PAINT = {
    "fill": ("none", "#000"),
    "stroke": ("none", "#000"),
    "stroke-linecap": ("round", "butt"),
    "stroke-linejoin": ("round", "miter"),
    "fill-rule": ("evenodd", "nonzero"),
}
COMMON = set(PAINT) | {"stroke-width", "transform"}
GEOMETRY = {
    "svg": {"xmlns", "viewBox"},
    "g": set(),
    "path": {"d"},
    "rect": {"x", "y", "width", "height", "rx", "ry"},
    "circle": {"cx", "cy", "r"},
    "ellipse": {"cx", "cy", "rx", "ry"},
    "line": {"x1", "y1", "x2", "y2"},
    "polyline": {"points"},
    "polygon": {"points"},
}
REQUIRED = {
    "path": {"d"},
    "rect": {"x", "y", "width", "height"},
    "circle": {"cx", "cy", "r"},
    "ellipse": {"cx", "cy", "rx", "ry"},
    "line": {"x1", "y1", "x2", "y2"},
    "polyline": {"points"},
    "polygon": {"points"},
}


class Refused(Exception):
    """What is wrong with one attribute, as a sentence that says what to do."""


def number(name, text):
    if not NUMBER.fullmatch(text):
        raise Refused(f'{name}="{text}" is not a plain number; write it without a unit')
    return float(text)


# ---------------------------------------------------------------- transforms (a b c d e f, as SVG)
def multiply(m, n):
    a, b, c, d, e, f = m
    g, h, i, j, k, l = n
    return (a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * l + e, b * k + d * l + f)


def transform_read(text):
    """Only translate and rotate: scaling would change the family's stroke width."""
    m = (1, 0, 0, 1, 0, 0)
    rest = text.strip()
    while rest:
        call = re.match(r"(\w+)\s*\(([^)]*)\)[\s,]*", rest)
        if not call or call.group(1) not in ("translate", "rotate"):
            raise Refused(f'transform="{text}": only translate() and rotate() may be used; put the rest into the coordinates')
        values = [number("transform", v) for v in re.split(r"[\s,]+", call.group(2).strip())]
        if call.group(1) == "translate" and len(values) in (1, 2):
            x, y = (values + [0])[:2]
            m = multiply(m, (1, 0, 0, 1, x, y))
        elif call.group(1) == "rotate" and len(values) in (1, 3):
            x, y = values[1:] or (0, 0)
            s, c = math.sin(math.radians(values[0])), math.cos(math.radians(values[0]))
            m = multiply(m, (c, s, -s, c, x - c * x + s * y, y - s * x - c * y))
        else:
            raise Refused(f'transform="{text}": translate takes 1 or 2 numbers, rotate 1 or 3')
        rest = rest[call.end() :]
    return m


# ---------------------------------------------------------------- shapes as points
def arc_points(x1, y1, rx, ry, turn, large, sweep, x2, y2):
    """SVG 1.1, appendix F.6.5: from end points to the centre, then along the arc."""
    rx, ry = abs(rx), abs(ry)
    if rx == 0 or ry == 0 or (x1, y1) == (x2, y2):
        return [(x2, y2)]
    s, c = math.sin(math.radians(turn)), math.cos(math.radians(turn))
    hx, hy = (x1 - x2) / 2, (y1 - y2) / 2
    px, py = c * hx + s * hy, -s * hx + c * hy
    grow = math.sqrt(max(1.0, (px / rx) ** 2 + (py / ry) ** 2))
    rx, ry = rx * grow, ry * grow
    below = (rx * py) ** 2 + (ry * px) ** 2
    k = math.sqrt(max(0.0, (rx * ry) ** 2 - below) / below) * (-1 if large == sweep else 1)
    qx, qy = k * rx * py / ry, -k * ry * px / rx
    start = math.atan2((py - qy) / ry, (px - qx) / rx)
    end = math.atan2((-py - qy) / ry, (-px - qx) / rx)
    span = (end - start) % math.tau
    if not sweep and span:
        span -= math.tau
    cx, cy = c * qx - s * qy + (x1 + x2) / 2, s * qx + c * qy + (y1 + y2) / 2
    points = []
    for i in range(1, 17):
        t = start + span * i / 16
        ex, ey = rx * math.cos(t), ry * math.sin(t)
        points.append((c * ex - s * ey + cx, s * ex + c * ey + cy))
    return points


def bezier_points(controls):
    points = []
    for i in range(1, 13):
        t, level = i / 12, controls
        while len(level) > 1:
            level = [((1 - t) * a[0] + t * b[0], (1 - t) * a[1] + t * b[1]) for a, b in zip(level, level[1:])]
        points.append(level[0])
    return points


def path_segments(d):
    """Yields (command, numbers), one for each repetition."""
    tokens, at = [], 0
    d = d.rstrip()
    while at < len(d):
        token = PATH_TOKEN.match(d, at)
        if not token:
            raise Refused(f'd: cannot read "{d[at:at + 12]}"; use path commands and plain numbers only')
        tokens.append(token.group(1) or token.group(2))
        at = token.end()
    i = 0
    if not tokens or tokens[0] not in "Mm":
        raise Refused("d: a path begins with M")
    while i < len(tokens):
        command = tokens[i]
        need = PATH_ARGS.get(command.upper())
        if need is None:
            raise Refused(f'd: "{command}" is no path command, or a number stands where a command is due')
        i += 1
        while True:
            args = tokens[i : i + need]
            if command in "Aa" and not set(args[3:5]) <= {"0", "1"}:
                raise Refused(f'd: the two flags of an arc are 0 or 1, each followed by a space, found "{" ".join(args)}"')
            if len(args) < need or any(a.isalpha() for a in args):
                raise Refused(f'd: "{command}" needs {need} numbers, found "{" ".join(args)}"')
            yield command, [float(a) for a in args]
            i += need
            command = {"M": "L", "m": "l"}.get(command, command)
            if need == 0 or i >= len(tokens) or tokens[i].isalpha():
                break


def path_points(d):
    points, x, y, start, before, control = [], 0.0, 0.0, (0.0, 0.0), "", (0.0, 0.0)
    for command, v in path_segments(d):
        kind = command.upper()
        ox, oy = (x, y) if command.islower() else (0.0, 0.0)
        if kind == "Z":
            x, y = start
        elif kind == "H":
            x = ox + v[0]
        elif kind == "V":
            y = oy + v[0]
        elif kind == "A":
            target = (ox + v[5], oy + v[6])
            points += arc_points(x, y, v[0], v[1], v[2], bool(v[3]), bool(v[4]), *target)
            x, y = target
        else:
            pairs = [(ox + v[i], oy + v[i + 1]) for i in range(0, len(v), 2)]
            if kind in "ST":
                smooth = before in ("CS" if kind == "S" else "QT")
                control = (2 * x - control[0], 2 * y - control[1]) if before and smooth else (x, y)
                pairs = [control] + pairs
            if kind in "CSQT":
                points += bezier_points([(x, y)] + pairs)
                control = pairs[-2]
            x, y = pairs[-1]
            if kind == "M":
                start = (x, y)
        points.append((x, y))
        before = kind
    return points


def shape_points(tag, a):
    v = {k: number(k, a[k]) for k in a if k in GEOMETRY[tag] and k not in ("d", "points")}
    if tag == "path":
        return path_points(a["d"])
    if tag == "rect":
        return [(v["x"] + i * v["width"], v["y"] + j * v["height"]) for i in (0, 1) for j in (0, 1)]
    if tag in ("circle", "ellipse"):
        rx, ry = (v["r"], v["r"]) if tag == "circle" else (v["rx"], v["ry"])
        ring = [i * math.tau / 32 for i in range(32)]
        return [(v["cx"] + rx * math.cos(t), v["cy"] + ry * math.sin(t)) for t in ring]
    if tag == "line":
        return [(v["x1"], v["y1"]), (v["x2"], v["y2"])]
    flat = [number("points", p) for p in re.split(r"[\s,]+", a["points"].strip())]
    if len(flat) < 4 or len(flat) % 2:
        raise Refused("points: needs two or more pairs of numbers")
    return list(zip(flat[::2], flat[1::2]))


# ---------------------------------------------------------------- one file
class Icon:
    """Reads one pictogram; what is wrong gathers in faults as (line, sentence)."""

    def __init__(self, data):
        self.faults = []
        self.shapes = 0
        # One entry for each open element: its matrix and the paint it hands down. SVG's own
        # defaults at the bottom: filled, not stroked.
        self.open = [((1, 0, 0, 1, 0, 0), {"fill": "#000", "stroke": "none", "stroke-width": "1"})]
        self.parser = xml.parsers.expat.ParserCreate()
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = lambda tag: self.open.pop()
        self.parser.CharacterDataHandler = self.text
        self.parser.ProcessingInstructionHandler = lambda *_: self.fault("remove the <?…?> instruction")
        self.parser.StartDoctypeDeclHandler = lambda *_: self.fault("remove the DOCTYPE: a pictogram has no entities")
        if len(data) > MAX_BYTES:
            self.faults.append((1, f"{len(data)} bytes; simplify the drawing to at most {MAX_BYTES}"))
        try:
            self.parser.Parse(data, True)
        except xml.parsers.expat.ExpatError as e:
            self.faults.append((e.lineno, f"is not well-formed XML ({xml.parsers.expat.ErrorString(e.code)}); mend the markup"))
            return
        if self.shapes == 0:
            self.faults.append((1, "draws nothing; add a shape, or remove the file"))

    def fault(self, sentence):
        self.faults.append((self.parser.CurrentLineNumber, sentence))

    def text(self, text):
        if text.strip():
            self.fault(f'remove the text "{text.strip()[:20]}": the kiosk draws shapes only')

    def start(self, tag, a):
        matrix, paint = self.open[-1]
        root = len(self.open) == 1
        paint = {**paint, **{k: v for k, v in a.items() if k in paint}}
        try:
            if "transform" in a:
                matrix = multiply(matrix, transform_read(a["transform"]))
        except Refused as e:
            self.fault(str(e))
        self.open.append((matrix, paint))

        if tag not in GEOMETRY or root != (tag == "svg"):
            where = "as the outermost element" if root else "inside a pictogram"
            self.fault(f"<{tag}> may not stand {where}; use svg, then {' '.join(k for k in GEOMETRY if k != 'svg')}")
            return
        if root:
            if a.get("xmlns") != NAMESPACE:
                self.fault(f'write xmlns="{NAMESPACE}" on <svg>')
            if a.get("viewBox") != f"0 0 {GRID} {GRID}":
                self.fault(f'write viewBox="0 0 {GRID} {GRID}" on <svg>, the grid of the whole family')
        self.check_attributes(tag, a)
        if tag in REQUIRED:
            self.check_shape(tag, a, matrix, paint)

    def check_attributes(self, tag, a):
        for name, value in a.items():
            if name not in COMMON and name not in GEOMETRY[tag]:
                self.fault(f'remove {name}="{value[:30]}" from <{tag}>: the kiosk does not draw it')
            elif name in PAINT and value not in PAINT[name]:
                self.fault(f'{name}="{value[:30]}" on <{tag}>: write {" or ".join(PAINT[name])}, the program tints')
            elif name == "stroke-width" and not (NUMBER.fullmatch(value) and 1 <= float(value) <= 6):
                self.fault(f'stroke-width="{value[:30]}" on <{tag}>: write a number from 1 to 6 (3 is the family\'s)')

    def check_shape(self, tag, a, matrix, paint):
        self.shapes += 1
        missing = sorted(REQUIRED[tag] - set(a))
        if missing:
            self.fault(f"<{tag}> lacks {', '.join(missing)}; write it out")
            return
        if paint["fill"] == "none" and paint["stroke"] == "none":
            self.fault(f"<{tag}> has neither fill nor stroke, so it is not seen; remove or paint it")
        try:
            points = shape_points(tag, a)
            pen = number("stroke-width", paint["stroke-width"]) / 2 if paint["stroke"] != "none" else 0
        except Refused as e:
            self.fault(str(e))
            return
        m = matrix
        points = [(m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]) for x, y in points]
        low, high = MARGIN - TOLERANCE, GRID - MARGIN + TOLERANCE
        for x, y in points:
            if min(x, y) - pen < low or max(x, y) + pen > high:
                self.fault(
                    f"<{tag}> reaches ({x:.1f}, {y:.1f}) with a pen of {2 * pen:g}; "
                    f"keep the ink from {MARGIN} to {GRID - MARGIN}, or it is clipped or crowds its neighbour"
                )
                return


def mirror_faults(text, names):
    """mirror.txt: which pictograms the program turns round for right-to-left languages."""
    faults, seen = [], set()
    for line, name in enumerate(text.split("\n")[: text.count("\n") + (not text.endswith("\n"))], 1):
        if name not in names:
            faults.append((line, f'"{name}" has no {name}.svg; one name a line, without .svg, no empty line'))
        elif name in seen:
            faults.append((line, f'"{name}" stands twice; remove one'))
        seen.add(name)
    return faults


def lint():
    found = []
    files = sorted(ICONS.glob("*.svg"))
    if not files:
        found.append((ICONS, 1, "holds no pictogram; run this from the top of the tree"))
    for file in files:
        if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*\.svg", file.name):
            found.append((file, 1, "name it in small letters, digits and single hyphens"))
        found += [(file, line, sentence) for line, sentence in sorted(Icon(file.read_bytes()).faults)]
    mirror = ICONS / "mirror.txt"
    if mirror.is_file():
        found += [(mirror, *f) for f in mirror_faults(mirror.read_text(encoding="utf-8"), {f.stem for f in files})]
    else:
        found.append((mirror, 1, "is missing; name the pictograms that are mirrored for right-to-left"))
    for file, line, sentence in found:
        print(f"{file}:{line}: {sentence}", file=sys.stderr)
    if not found:
        print(f"pictograms: {len(files)} files, all drawable")
    return 1 if found else 0


# ---------------------------------------------------------------- self-test
SVG = f'<svg xmlns="{NAMESPACE}" viewBox="0 0 48 48" fill="none" stroke="#000" stroke-width="3">\n'
GOOD = [
    '<circle cx="24" cy="24" r="18.5"/>',
    '<g transform="rotate(-45 24 24)"><rect x="12" y="16" width="24" height="16" rx="3"/></g>',
    '<path d="M9.5 20a14.5 14.5 0 0 1 29 0c0 7.5-8.5 15.5-14.5 22.5z"/>',
    '<path d="M8 24q8-16 16 0t16 0" fill="#000" fill-rule="evenodd" stroke="none"/>',
    '<line x1="6" y1="6" x2="42" y2="42"/><polygon points="24,8 40,40 8,40"/>',
]
# (what stands inside the <svg>, a piece of the sentence that must come, on which line)
BAD = [
    ('<circle cx="24" cy="24" r="18.5">', "not well-formed", 3),
    ('<circle cx="24" cy="24" r="8" fill="red"/>', 'fill="red"', 2),
    ('<circle cx="24" cy="24" r="8" style="fill:#000"/>', "remove style", 2),
    ('<circle cx="24" cy="24" r="8" class="a"/>', "remove class", 2),
    ('<circle cx="24" cy="24" r="8" opacity="0.5"/>', "remove opacity", 2),
    ('<circle cx="24" cy="24" r="8px"/>', "without a unit", 2),
    ('<circle cx="24" cy="24"/>', "lacks r", 2),
    ('<circle cx="24" cy="24" r="22"/>', "keep the ink", 2),
    ('<path d="M4 24h20"/>', "keep the ink", 2),
    ('<path d="M24 10a20 20 0 1 1 -1 0z"/>', "keep the ink", 2),
    ('<path d="M10 24C10 90 38 90 38 24"/>', "keep the ink", 2),
    ('<rect x="6" y="6" width="36" height="36" transform="rotate(45 24 24)"/>', "keep the ink", 2),
    ('<g transform="translate(20)"><circle cx="24" cy="24" r="8"/></g>', "keep the ink", 2),
    ('<circle cx="24" cy="24" r="8" transform="scale(2)"/>', "only translate", 2),
    ('<circle cx="24" cy="24" r="8" transform="rotate(4 5)"/>', "translate takes", 2),
    ('<path d="M10 10a3 3 0 013 3"/>', "flags of an arc", 2),
    ('<path d="M10 10L20"/>', "needs 2 numbers", 2),
    ('<path d="M10 10X20 20"/>', "no path command", 2),
    ('<path d="L10 10"/>', "begins with M", 2),
    ('<path d="M10 10L#20"/>', "cannot read", 2),
    ('<polyline points="10 10 20"/>', "pairs of numbers", 2),
    ('<path d="M10 10h9" stroke="none"/>', "neither fill nor stroke", 2),
    ('<path d="M10 10h9" stroke-width="9"/>', "from 1 to 6", 2),
    ('<g/>\n', "draws nothing", 1),
    ('<text>A</text>', "<text> may not", 2),
    ('<g>A</g>', 'remove the text "A"', 2),
    ('<use href="#a"/>', "<use> may not", 2),
    ('<style>*{}</style>', "<style> may not", 2),
    ('<mask id="m"/>', "<mask> may not", 2),
    ('<clipPath id="c"/>', "<clipPath> may not", 2),
    ('<linearGradient id="g"/>', "<linearGradient> may not", 2),
    ('<image href="a.png"/>', "<image> may not", 2),
    ('<svg/>', "<svg> may not stand inside", 2),
    ('<?php ?>', "instruction", 2),
    ('<circle cx="24" cy="24" r="8"/>' + " " * MAX_BYTES, "at most 4096", 1),
]
BAD_WHOLE = [
    (SVG.replace("0 0 48 48", "0 0 24 24") + '<circle cx="12" cy="12" r="6"/></svg>', "write viewBox", 1),
    (SVG.replace("viewBox", 'width="48" viewBox') + '<circle cx="24" cy="24" r="6"/></svg>', "remove width", 1),
    (SVG.replace(NAMESPACE, "x") + '<circle cx="24" cy="24" r="6"/></svg>', "write xmlns", 1),
    ("<!DOCTYPE svg>" + SVG + '<circle cx="24" cy="24" r="6"/></svg>', "DOCTYPE", 1),
    ('<circle cx="24" cy="24" r="6"/>', "outermost", 1),
    ("", "not well-formed", 1),
]


def self_test():
    wrong = []
    for body in GOOD:
        faults = Icon((SVG + body + "\n</svg>\n").encode()).faults
        if faults:
            wrong.append(f"refuses a good one: {body}: {faults}")
    for whole, piece, line in [(SVG + b + "\n</svg>\n", p, n) for b, p, n in BAD] + BAD_WHOLE:
        faults = Icon(whole.encode()).faults
        if not any(piece in sentence and at == line for at, sentence in faults):
            wrong.append(f'should say "{piece}" on line {line}: {whole[:160]!r}: {faults}')
    for text, count in [("back\nnext\n", 0), ("back", 0), ("back\nback\n", 1), ("gone\n", 1), ("back\n\nnext\n", 1), ("back.svg\n", 1)]:
        if len(mirror_faults(text, {"back", "next"})) != count:
            wrong.append(f"mirror.txt {text!r}: {mirror_faults(text, {'back', 'next'})}")
    for sentence in wrong:
        print(f"tests/icons_lint.py:1: self-test: {sentence}", file=sys.stderr)
    if not wrong:
        print(f"pictogram lint: refuses {len(BAD) + len(BAD_WHOLE)} kinds of bad pictogram")
    return 1 if wrong else 0


if __name__ == "__main__":
    if sys.argv[1:] not in ([], ["--self-test"]):
        sys.exit("usage: tests/icons_lint.py [--self-test]")
    sys.exit(self_test() if sys.argv[1:] else lint())
