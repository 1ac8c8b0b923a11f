#!/usr/bin/env python3
"""Which lines of the parsers of outside bytes the unit tests and the replayed corpora run, as gcov counts them.

usage: coverage.py [--lines] --at-least PERCENT OBJECTS FILE...
OBJECTS: where the objects and their .gcda are. --lines names the lines that nothing ran."""
import argparse
import json
import subprocess
import sys


def counts(objects, path):
    """{line: how often}"""
    done = subprocess.run(["gcov", "--stdout", "--json-format", f"{objects}/{path[:-2]}.o"], capture_output=True,
                          text=True, check=True)
    found = {}
    for file in json.loads(done.stdout)["files"]:
        if file["file"] == path:
            for line in file["lines"]:
                found[line["line_number"]] = found.get(line["line_number"], 0) + line["count"]
    return found


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--lines", action="store_true")
    parser.add_argument("--at-least", type=float, required=True)
    parser.add_argument("objects")
    parser.add_argument("files", nargs="+")
    options, too_few = parser.parse_args(), []
    for path in options.files:
        lines = counts(options.objects, path)
        if not lines:
            sys.exit(f"coverage: nothing is known of {path}")
        missed = sorted(n for n, count in lines.items() if not count)
        percent = 100 * (len(lines) - len(missed)) / len(lines)
        print(f"coverage: {path}: {percent:.1f} % of {len(lines)} lines")
        if options.lines and missed:
            print("  never run:", *missed)
        if percent < options.at_least:
            too_few.append(path)
    for path in too_few:
        print(f"coverage: {path}: less than {options.at_least:g} % of its lines were run", file=sys.stderr)
    return 1 if too_few else 0


if __name__ == "__main__":
    sys.exit(main())
