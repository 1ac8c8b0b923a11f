#!/usr/bin/env python3
"""Holds firmware/ to tests/layers.txt: who includes whom, and what pure files keep away from.

usage: layers.py [ROOT]      ROOT holds firmware/ and tests/layers.txt; default: here
Exit 1 with file:line, what is wrong and what to do.
"""
import fnmatch
import os
import re
import sys

INCLUDE = re.compile(r'^\s*#\s*include\s*(["<])([^">]+)[">]')
EDGE = re.compile(r'_(sdl|linux)\.[ch]$')
# Comments, strings and character constants: blanked out, keeping the line count.
NOT_CODE = re.compile(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', re.S)


class Layers:
    def __init__(self, path):
        self.rooms, self.wiring, self.no_header, self.no_call = {}, [], [], []
        with open(path, encoding='utf-8') as file:
            for number, line in enumerate(file, 1):
                line = line.split('#')[0].strip()
                if not line:
                    continue
                name, colon, rest = line.partition(':')
                if not colon:
                    raise SystemExit(f'{path}:{number}: write "NAME: WORDS"')
                words = rest.split()
                if name == 'wiring':
                    self.wiring += words
                elif name == 'pure-no-header':
                    self.no_header += words
                elif name == 'pure-no-call':
                    self.no_call += words
                else:
                    self.rooms[name] = words
        for name, words in self.rooms.items():
            unknown = set(words) - set(self.rooms) - {'every-pure-room'}
            if unknown:
                raise SystemExit(f'{path}: {name} names rooms that have no line: {sorted(unknown)}')
        self.call = re.compile(r'(?<![\w.>])(%s)\s*\(' % '|'.join(self.no_call))

    def allowed(self, room):
        allowed = set(self.rooms[room])
        if 'every-pure-room' in allowed:
            allowed |= set(self.rooms) - {'platform'}
        return allowed | {room}

    def is_wiring(self, name):
        return any(name.startswith(w) if w.endswith('/') else fnmatch.fnmatch(name, w)
                   for w in self.wiring)


def check_include(layers, name, bracket, header):
    """None, or what is wrong and what to do. name and header are relative to firmware/."""
    edge = bool(EDGE.search(name))
    wiring = layers.is_wiring(name)
    room = name.split('/')[0]
    if bracket == '<':
        if not edge and not wiring:
            for pattern in layers.no_header:
                if fnmatch.fnmatch(header, pattern):
                    return (f'a pure file must not include <{header}>: move what needs it to an '
                            f'edge (*_sdl.c, *_linux.c) and pass its result in')
        return None
    if '/' not in header:
        return f'write the room too: #include "{room}/{header}"'
    target = header.split('/')[0]
    if wiring:
        return None
    if room not in layers.rooms:
        return f'room {room} has no line in tests/layers.txt: add one saying whom it may include'
    allowed = layers.allowed(room)
    if edge:
        allowed |= {'base', 'platform'}
    if target not in allowed:
        return (f'{room} must not include {target} (tests/layers.txt allows '
                f'{" ".join(sorted(allowed - {room})) or "nothing"}): let a room that may see both '
                f'pass the data, or move the shared part down')
    if EDGE.search(header):
        if not edge:
            return (f'a pure file must not include the edge {header}: let the edge call the pure '
                    f'code, or hand a function in')
        if target not in (room, 'platform'):
            return (f'only main.c, tools and the app\'s edges may include another room\'s edge '
                    f'{header}: wire them together there')
    return None


def blank(match):
    return re.sub(r'[^\n]', ' ', match.group(0))


def check_file(layers, root, name, faults):
    path = os.path.join(root, 'firmware', name)
    with open(path, encoding='utf-8') as file:
        text = file.read()
    for number, line in enumerate(text.split('\n'), 1):
        match = INCLUDE.match(line)
        if match:
            fault = check_include(layers, name, match.group(1), match.group(2))
            if fault:
                faults.append(f'firmware/{name}:{number}: {fault}')
    if EDGE.search(name) or layers.is_wiring(name):
        return
    for number, line in enumerate(NOT_CODE.sub(blank, text).split('\n'), 1):
        for match in layers.call.finditer(line):
            faults.append(f'firmware/{name}:{number}: a pure file must not call {match.group(1)}(): '
                          f'take its result as an argument, or let an edge do it')


def main():
    root = sys.argv[1] if len(sys.argv) > 1 else '.'
    layers = Layers(os.path.join(root, 'tests/layers.txt'))
    faults, files = [], 0
    for folder, _, names in sorted(os.walk(os.path.join(root, 'firmware'))):
        for name in sorted(names):
            if name.endswith(('.c', '.h')):
                full = os.path.relpath(os.path.join(folder, name), os.path.join(root, 'firmware'))
                check_file(layers, root, full, faults)
                files += 1
    if not files:
        faults.append(f'{root}: no C file under firmware/')
    for fault in faults:
        print(fault, file=sys.stderr)
    if faults:
        print(f'layers: {len(faults)} faults', file=sys.stderr)
    return 1 if faults else 0


if __name__ == '__main__':
    sys.exit(main())
