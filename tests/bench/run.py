#!/usr/bin/env python3
"""Runs the measuring programs in turn, prints a table and writes the rows as JSON.

usage: run.py --out FILE [--passes N] PROGRAM...

A program prints one JSON object a line, gets the pass number as its argument and runs from the top
of the tree:
  {"name": "...", "unit": "us", "median": 1.5, "p99": 2.0, "target": 1.5, "target_p99": 3.0,
   "reference": "...", "once": true}
reference  the name of another row: target is then the largest median / reference allowed. A number
           (measured elsewhere, see the row's note) is printed beside the row.
target     without a named reference: the largest median allowed, in the row's unit. May be left out.
target_p99 the largest 99th percentile allowed; may be left out
once       the program is slow: it runs in the first pass only
note       a word for the reader; may be left out
The programs take turns, several passes each, so that a slow minute of the machine hits all of them;
a row's numbers are the medians over the passes, and a ratio is the median of the ratios within a
pass. A missed target is shown, never an exit code:
a timed test on a shared machine fails for reasons nobody can mend. A program that fails is exit 1.
"""
import argparse
import json
import os
import statistics
import subprocess
import sys


def run_program(program, number):
    """Rows of one run; None if it failed."""
    done = subprocess.run([program, str(number)], stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        print(f'bench: {program}: exit {done.returncode}', file=sys.stderr)
        return None
    rows = []
    for line in done.stdout.splitlines():
        try:
            row = json.loads(line)
            float(row['median'])
            rows.append(row | {'name': str(row['name']), 'unit': str(row['unit'])})
        except (ValueError, KeyError, TypeError):
            print(f'bench: {program}: not a row: {line}', file=sys.stderr)
            return None
    return rows


def measure(programs, passes):
    """{name: [row of each pass]} in the order of first appearance, and the programs that failed."""
    rows, failed, done = {}, [], set()
    for number in range(1, passes + 1):
        for program in programs:
            if program in done:
                continue
            result = run_program(program, number)
            if result is None:
                failed.append(program)
                done.add(program)
                continue
            for row in result:
                rows.setdefault(row['name'], []).append(row)
                if row.get('once'):
                    done.add(program)
    return rows, failed


def ratio_of(got, others, base):
    """Within each pass if both were measured equally often: then the machine was as busy for both."""
    if not others or len(others) != len(got):
        return statistics.median(r['median'] for r in got) / base
    return statistics.median(a['median'] / b['median'] for a, b in zip(got, others))


def judge(rows):
    """One finished row a name, with its ratio to the reference."""
    finished = []
    medians = {name: statistics.median(r['median'] for r in got) for name, got in rows.items()}
    for name, got in rows.items():
        row = {k: v for k, v in got[0].items() if k not in ('median', 'p99', 'once')}
        row['median'] = medians[name]
        if 'p99' in got[0]:
            row['p99'] = statistics.median(r['p99'] for r in got)
        if row['unit'] == 'us':
            row['median_us'] = row['median']
        reference = row.get('reference')
        base = medians.get(reference) if isinstance(reference, str) else reference
        row['ratio'] = round(ratio_of(got, rows.get(reference), base), 3) if base else None
        if isinstance(reference, str) and base is None:
            row['met'] = False
            row['note'] = f'its reference "{reference}" was not measured'
        elif 'target' in row:
            compared = row['ratio'] if isinstance(reference, str) else row['median']
            row['met'] = compared <= row['target']
        if 'target_p99' in row:
            row['met'] = row.get('met', True) and row.get('p99', 0) <= row['target_p99']
        finished.append(row)
    return finished


def number_text(value):
    return '' if value is None else f'{value:.0f}' if abs(value) >= 1000 else f'{value:.4g}'


def print_table(rows):
    width = max([len(row['name']) for row in rows] + [4])
    print(f'{"what":{width}} {"unit":>5} {"median":>9} {"p99":>9} {"ratio":>7} {"target":>11}')
    for row in rows:
        named = isinstance(row.get('reference'), str)
        target = ''
        if 'target' in row:
            target = '<= ' + number_text(row['target']) + (' x' if named else '')
        if 'target_p99' in row:
            target += f'/{number_text(row["target_p99"])}'
        verdict = {True: 'met', False: 'MISSED'}.get(row.get('met'), '')
        against = f'  of {row["reference"]}' if 'reference' in row else ''
        note = f'  ({row["note"]})' if row.get('note') else ''
        print(f'{row["name"]:{width}} {row["unit"]:>5} {number_text(row["median"]):>9} '
              f'{number_text(row.get("p99")):>9} {number_text(row["ratio"]):>7} {target:>11} '
              f'{verdict:6}{against}{note}'.rstrip())


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    parser.add_argument('--out', required=True)
    parser.add_argument('--passes', type=int, default=11)
    parser.add_argument('programs', nargs='+')
    args = parser.parse_args()
    rows, failed = measure(args.programs, args.passes)
    finished = judge(rows)
    print_table(finished)
    os.makedirs(os.path.dirname(args.out) or '.', exist_ok=True)
    with open(args.out, 'w', encoding='utf-8') as file:
        file.write('[\n' + ',\n'.join(json.dumps(row, ensure_ascii=False) for row in finished)
                   + '\n]\n')
    missed = sum(row.get('met') is False for row in finished)
    print(f'bench: {len(finished)} rows, {missed} targets missed, in {args.out}')
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
