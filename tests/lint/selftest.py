#!/usr/bin/env python3
"""Each lint must be able to fail: good samples pass, each bad one is refused at its place.

usage: selftest.py      from the top of the tree; CLANG holds the compiler line of lint.mk
"""
import os
import shlex
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
GOOD_C = 'int good(int a);\n\nint good(int a)\n{\n\treturn a + 1;\n}\n'
passed = failed = 0


def lint(command, cwd):
    run = subprocess.run(command, cwd=cwd, capture_output=True, text=True)
    return run.returncode, run.stdout + run.stderr


def expect(name, command, cwd, place):
    """place: what the report must name; None: the lint must be content."""
    global passed, failed
    code, output = lint(command, cwd)
    if (code == 0 and not output.strip()) if place is None else (code == 1 and place in output):
        passed += 1
        return
    failed += 1
    wanted = 'silence' if place is None else f'exit 1 naming {place}'
    print(f'FAIL {name}: wanted {wanted}, got exit {code}:\n{output}', file=sys.stderr)


def write(folder, name, text):
    path = os.path.join(folder, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, 'w', encoding='utf-8') as file:
        file.write(text)
    return name


def layers(folder):
    bad = [
        ('text/a.c', '#include "text/a.h"\n#include "ui/paint.h"\n', 2, 'text must not include ui'),
        ('base/a.c', '#include "text/lang.h"\n', 1, 'base must not include text'),
        ('ui/a.c', '#include "print/printer.h"\n', 1, 'ui must not include print'),
        ('text/a.c', '#include "text/paint_sdl.h"\n', 1, 'must not include the edge'),
        ('text/a.c', '#include "platform/log_linux.h"\n', 1, 'must not include platform'),
        ('app/a.c', '#include "platform/log_linux.h"\n', 1, 'must not include platform'),
        ('print/a_linux.c', '#include "text/b_sdl.h"\n', 1, 'another room\'s edge'),
        ('text/a.c', '#include "lang.h"\n', 1, 'write the room'),
        ('attic/a.c', '#include "base/err.h"\n', 1, 'no line in tests/layers.txt'),
        ('text/a.c', '#include <SDL2/SDL.h>\n', 1, '<SDL2/SDL.h>'),
        ('text/a.c', '#include <sys/stat.h>\n', 1, '<sys/stat.h>'),
        ('text/a.c', '#include <time.h>\n', 1, '<time.h>'),
        ('text/a.c', '/* two\n lines */\nint a(void)\n{\n\treturn getenv("A") != 0;\n}\n', 5,
         'getenv()'),
        ('text/a.c', 'void a(void)\n{\n\tprintf ("%d", 1);\n}\n', 3, 'printf()'),
        ('text/a.c', 'long a(void)\n{\n\treturn time(0);\n}\n', 3, 'time()'),
    ]
    good = [
        ('text/a.c', '#include <stdio.h>\n#include "base/err.h"\nint a(struct b *b)\n{\n\t'
         'return snprintf(b->x, 2, "time(0)") + b->time(1) + b->s.open(1); /* fopen() */\n}\n'),
        ('print/a_linux.c', '#include <unistd.h>\n#include "platform/log_linux.h"\n'
         '#include "print/port_linux.h"\n#include "text/bitmap.h"\n'),
        ('app/a_linux.c', '#include "text/paint_sdl.h"\n'),
        ('main.c', '#include <stdio.h>\n#include "ui/render_sdl.h"\n'),
        ('tools/a.c', '#include <unistd.h>\n#include "platform/files_linux.h"\n'),
    ]
    table = os.path.join(HERE, '..', 'layers.txt')
    for number, case in enumerate(bad + good):
        root = os.path.join(folder, f'layers{number}')
        write(root, 'firmware/' + case[0], case[1])
        os.makedirs(os.path.join(root, 'tests'))
        shutil.copy(table, os.path.join(root, 'tests/layers.txt'))
        command = [sys.executable, os.path.join(HERE, 'layers.py'), root]
        if len(case) == 2:
            expect(f'layers {case}', command, root, None)
            continue
        expect(f'layers {case}', command, root, f'firmware/{case[0]}:{case[2]}: ')
        if case[3] not in lint(command, root)[1]:
            expect(f'layers says why {case}', command, root, case[3])


def words(folder):
    command = [sys.executable, os.path.join(HERE, 'words.py')]
    bad = ['see /wo' + 'rk/x', 'cd /tm' + 'p/wt/a', '"/ho' + 'me/me"', '/* TO' + 'DO: later */',
           'FIX' + 'ME', 'a XX' + 'X b', 'a st' + 'ub', 'http://npm-mir' + 'ror.example/a',
           'http://10.' + '2.3.4/', 'https://git.example.inter' + 'nal/']
    good = ['a/wo' + 'rk/x', '$ROOT/ho' + 'me/', 'mkstemp("/tmp/kioskXXXXXX")', 'methods', 'stubborn',
            'TO' + 'DO words-ok: a sample', 'http://127.0.0.1:9100/', 'https://www.skatteverket.se/',
            '"resolved": "https://' + 'registry.npmjs.org/a.tgz"']
    for number, line in enumerate(bad):
        name = write(folder, f'bad{number}.c', 'fine\n' + line + '\n')
        expect(f'words "{line}"', command + [name], folder, f'{name}:2: ')
    for number, line in enumerate(good):
        name = write(folder, f'good{number}.c', line + '\n')
        expect(f'words "{line}"', command + [name], folder, None)


def compilers(folder):
    good = write(folder, 'good.c', GOOD_C)
    shutil.copy(os.path.join(HERE, '../../.clang-format'), folder)
    command = [os.path.join(HERE, 'format.sh')]
    expect('format good', command + [good], folder, None)
    bad = write(folder, 'format.c', 'int a(void);\nint  a(void) { return 1; }\n')
    expect('format bad', command + [bad], folder, 'format.c:2:')

    command = [os.path.join(HERE, 'static.sh'), os.path.join(folder, 'cppcheck')]
    expect('cppcheck good', command + [good], folder, None)
    bad = write(folder, 'static.c', 'void a(void)\n{\n\tint b[2];\n\tb[2] = 0;\n}\n')
    expect('cppcheck bad', command + [bad], folder, 'static.c:4:')

    command = shlex.split(os.environ['CLANG'])
    expect('clang good', command + [good], folder, None)
    bad = write(folder, 'clang.c', 'int a(int b)\n{\n\tint c;\n\treturn b;\n}\n')
    expect('clang bad', command + [bad], folder, 'clang.c:3:')

    command = [os.path.join(HERE, 'shell.sh')]
    expect('shell good', command + [write(folder, 'good.sh', '#!/bin/sh\necho "$1"\n')], folder, None)
    expect('shell syntax', command + [write(folder, 'a.sh', '#!/bin/sh\nif true\n')], folder, 'a.sh')
    expect('shell quoting', command + [write(folder, 'b.sh', '#!/bin/sh\nrm $1\n')], folder, 'b.sh:2:')

    command = [os.path.join(HERE, 'globals.sh')]
    sources = {'good': 'static const char *const a[] = {"a"};\nconst char *f(int i);\n'
                       'const char *f(int i)\n{\n\tstatic const int t[] = {1, 2};\n'
                       '\treturn a[t[i]];\n}\n',
               'data': 'int counter = 1;\n', 'bss': 'int f(void)\n{\n\tstatic int n;\n\treturn n++;\n}\n',
               'pointer': 'const char *a[] = {"a", "b"};\n', 'thread': '__thread int n;\n'}
    for name, source in sources.items():
        write(folder, name + '-globals.c', source)
        subprocess.run(['gcc', '-fPIE', '-c', name + '-globals.c', '-o', name + '.o'], cwd=folder,
                       check=True)
        subprocess.run(['ar', 'rcs', name + '.a', name + '.o'], cwd=folder, check=True)
        expect('globals ' + name, command + [name + '.a'], folder,
               None if name == 'good' else name + '.o')


def main():
    with tempfile.TemporaryDirectory() as folder:
        layers(folder)
        words(folder)
        compilers(folder)
    print(f'lint-selftest: {passed} passed, {failed} failed')
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
