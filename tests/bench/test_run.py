#!/usr/bin/env python3
"""The bench runner with programs whose numbers are known: ratios, targets and failures."""
import json
import os
import subprocess
import sys
import tempfile

RUN = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'run.py')
FLOOR = {'name': 'floor', 'unit': 'us', 'median': 100, 'p99': 120}


def program(folder, name, rows, code=0):
    """An executable that prints the rows; in pass N every median is N higher."""
    path = os.path.join(folder, name)
    with open(path, 'w', encoding='utf-8') as file:
        file.write('#!/usr/bin/env python3\nimport json, sys\n'
                   f'for row in {rows!r}:\n'
                   '    if isinstance(row, dict):\n        row["median"] += int(sys.argv[1])\n'
                   '        row = json.dumps(row)\n    print(row)\n'
                   f'sys.exit({code})\n')
    os.chmod(path, 0o755)
    return path


def run(folder, *programs):
    out = os.path.join(folder, 'out', 'bench.json')
    done = subprocess.run([sys.executable, RUN, '--passes', '3', '--out', out, *programs],
                          capture_output=True, text=True, check=False)
    with open(out, encoding='utf-8') as file:
        return done, {row['name']: row for row in json.load(file)}


def main():
    results = []

    def check(name, truth):
        results.append(bool(truth))
        if not truth:
            print(f'FAIL {name}', file=sys.stderr)

    with tempfile.TemporaryDirectory() as folder:
        floor = program(folder, 'floor', [FLOOR])
        ours = program(folder, 'ours', [
            {'name': 'met', 'unit': 'us', 'median': 151, 'p99': 1, 'target': 1.5, 'reference': 'floor'},
            {'name': 'missed', 'unit': 'us', 'median': 160, 'target': 1.5, 'reference': 'floor'},
            {'name': 'slow', 'unit': 'ms', 'median': 4, 'p99': 9, 'target': 5},
            {'name': 'late', 'unit': 'ms', 'median': 4, 'p99': 9, 'target': 7, 'target_p99': 8},
            {'name': 'lost', 'unit': 'us', 'median': 1, 'target': 2, 'reference': 'nobody'},
            {'name': 'plain', 'unit': 'kB', 'median': 10}])
        once = program(folder, 'once', [{'name': 'once', 'unit': 's', 'median': 30, 'once': True}])
        done, rows = run(folder, floor, ours, once)
        check('exit 0 although targets are missed', done.returncode == 0)
        check('median over the passes', rows['floor']['median_us'] == 102)
        check('ratio', rows['met']['ratio'] == 1.5 and rows['met']['met'] is True)
        check('missed ratio', rows['missed']['met'] is False and rows['missed']['ratio'] == 1.588)
        check('missed median', rows['slow']['met'] is False)
        check('missed p99', rows['late']['met'] is False)
        check('reference that was not measured', rows['lost']['met'] is False)
        check('no target', 'met' not in rows['plain'] and 'median_us' not in rows['plain'])
        check('once', rows['once']['median'] == 31)
        check('the table says so', done.stdout.count('MISSED') == 4 and
              '7 rows' not in done.stdout and '8 rows, 4 targets missed' in done.stdout)
        done, rows = run(folder, floor, program(folder, 'bad', [FLOOR], 3))
        check('a failing program', done.returncode == 1 and 'bad: exit 3' in done.stderr)
        done, rows = run(folder, floor, program(folder, 'noise', ['hello']))
        check('not a row', done.returncode == 1 and 'not a row: hello' in done.stderr)
    print(f'bench runner: {sum(results)} passed, {len(results) - sum(results)} failed')
    return 0 if all(results) else 1


if __name__ == '__main__':
    sys.exit(main())
