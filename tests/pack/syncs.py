#!/usr/bin/env python3
"""What kiosk-pack has made lasting when it says that something counts. Its system calls are traced and played
over a model of a file system that keeps nothing unless it was synced: a file its bytes, a folder its names.
When state.ini or the link `current` is renamed into place, everything that generations/, packs/ and keys/
hold must be lasting, and the rename before it too. Then each sync is left out in turn: the model must miss
it, or the sync does nothing.

usage: syncs.py PACK-TOOL DEMO-PACKS.SH OUT"""
import os, re, sys

from scenarios import Packs, must
from tracing import or_skip

CALL = re.compile(r"^(\w+)\((.*)\) = (-?\d+)")
FD = re.compile(r"\b\d+<([^>]*)>")
NAME = re.compile(r'"((?:[^"\\]|\\.)*)"')
TRACED = "openat2,openat,mkdir,mkdirat,write,fsync,linkat,symlinkat,renameat,unlinkat"


def events(log, store):
    """(call, path[, path]) of each successful call on the store, paths relative to it."""
    found = []
    with open(log, encoding="utf-8", errors="replace") as lines:
        for line in lines:
            match = CALL.match(line)
            if not match or int(match.group(3)) < 0:
                continue
            call, rest = match.group(1), match.group(2)
            fds, names = FD.findall(rest), NAME.findall(rest)
            if call in ("write", "fsync"):
                paths = fds[:1]
            elif call in ("openat", "openat2"):
                if "O_CREAT" not in rest:
                    continue
                call, paths = "create", [os.path.join(fds[0], names[0])]
            elif call == "symlinkat":
                paths = [os.path.join(fds[0], names[1])]
            elif call in ("renameat", "linkat"):
                paths = [os.path.join(fds[0], names[0]), os.path.join(fds[1], names[1])]
            elif call == "mkdir":
                paths = [names[0]]
            else:
                paths = [os.path.join(fds[0], names[0])]
            if all((p + "/").startswith(store + "/") for p in paths):
                found.append((call, *(os.path.relpath(p, store) for p in paths)))
    return found


def is_kept(path):
    return path.split("/")[0] in ("generations", "packs", "keys")


class Model:
    def __init__(self):
        self.fresh, self.pending, self.faults, self.points = set(), None, [], 0

    def names_change(self, path):
        self.fresh.add(os.path.dirname(path) or ".")

    def commit(self, source, target):
        """state.ini or current comes into place: what it leads to must be there after a cut."""
        self.points += 1
        missing = sorted(p for p in self.fresh if is_kept(p))
        if missing:
            self.faults.append(f"{target}: {missing} are not lasting")
        if source in self.fresh and target == "state.ini":
            self.faults.append(f"{target}: its bytes are not lasting")
        if self.pending:
            self.faults.append(f"{target}: {self.pending} before it is not lasting")
        self.pending = target

    def step(self, call, path, target=None):
        if call == "fsync":
            self.fresh.discard(path)
            if path == ".":
                self.pending = None
        elif call == "write":
            self.fresh.add(path)
        elif call == "linkat":
            self.names_change(target)
        elif call == "renameat":
            if target in ("state.ini", "current"):
                self.commit(path, target)
            inside = {p for p in self.fresh if (p + "/").startswith(path + "/")}
            self.fresh = (self.fresh - inside) | {target + p[len(path):] for p in inside}
            self.names_change(path)
            self.names_change(target)
        elif call == "unlinkat":
            # What is deleted may come back after a cut: nothing leads to it.
            self.fresh = {p for p in self.fresh if not (p + "/").startswith(path + "/")}
        else:
            self.fresh.add(path)
            self.names_change(path)

    def end(self):
        if self.pending:
            self.faults.append(f"the end: {self.pending} is not lasting")


def play(steps, without=None):
    model, useful = Model(), []
    for i, step in enumerate(steps):
        if i == without:
            continue
        # The store's own folder counts when state.ini or current was renamed in it.
        if step[0] == "fsync" and (model.pending if step[1] == "." else step[1] in model.fresh):
            useful.append(i)
        model.step(*step)
    model.end()
    return model, useful


def main():
    or_skip("check-pack-syncs")
    tool, demo, out = (os.path.abspath(p) for p in sys.argv[1:4])
    packs, store, faults = Packs(tool, demo, out), f"{out}/store", []
    for name, command, points in (
            ("first install", packs.install(store, 1), 4),
            ("install", packs.install(store, 2), 3),
            ("rollback", packs.rollback(store), 3)):
        must("strace", "-y", "-s", "256", "-o", f"{out}/log", "-e", "trace=" + TRACED, *command)
        steps = events(f"{out}/log", store)
        model, useful = play(steps)
        faults += [f"{name}: {fault}" for fault in model.faults]
        if model.points != points:
            faults.append(f"{name}: {model.points} renames that count, not {points}: the trace is read wrongly")
        idle = [i for i in useful if not play(steps, without=i)[0].faults]
        # The last state.ini is made lasting twice: once more by the sweeping, before it deletes anything.
        doubled = [i for i in idle if steps[i + 1:i + 2] == [steps[i]] and i > max(
            n for n, step in enumerate(steps) if step[0] == "renameat" and step[2] == "state.ini")]
        faults += [f"{name}: without the sync of {steps[i][1]} nothing is missed" for i in idle if i not in doubled]
        print(f"syncs: {name}: {len(steps)} steps, {len(useful)} syncs, {len(useful) - len(idle)} missed when left "
              f"out, {len(doubled)} made twice")
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
