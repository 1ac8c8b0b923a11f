#!/usr/bin/env python3
"""What kiosk-pack has made lasting when it says that something counts. Its system calls are traced and played
over a model of a file system that keeps nothing unless it was synced: a file its bytes, a folder its names.
When state.ini or the link `current` is renamed into place, everything that generations/, packs/ and keys/
hold must be lasting, and the rename before it too, and before anything of them is deleted. A program that was
killed may have left its last rename unsynced. Then each sync is left out in turn: the model must miss it, or
the sync does nothing.

usage: syncs.py PACK-TOOL DEMO-PACKS.SH OUT"""
import os, re, sys

from scenarios import LEFT, NOTHING_LEFT, Packs, must
from tracing import or_skip

CALL = re.compile(r"^(\w+)\((.*)\) = (-?\d+)")
FD = re.compile(r"\b\d+<([^>]*)>")
NAME = re.compile(r'"((?:[^"\\]|\\.)*)"')
SYNCS = ("fsync", "syncfs")
TRACED = "openat2,openat,mkdir,mkdirat,write,fsync,syncfs,linkat,symlinkat,renameat,unlinkat"


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
            if call not in TRACED.split(","):
                continue
            if call in ("write", *SYNCS):
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
    def __init__(self, left):
        self.fresh, self.pending, self.faults, self.points = set(left[1:]), left[0], [], 0
        self.left = left[0]

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
        # The link that a killed program left may be replaced at once: either is put right again.
        if self.pending and not target == self.left == "current":
            self.faults.append(f"{target}: {self.pending} before it is not lasting")
        self.pending, self.left = target, None

    def discard(self, path):
        """After a cut the state before may count again, and needs what it named."""
        if self.pending and is_kept(path):
            self.faults.append(f"{path}: is deleted, {self.pending} before it is not lasting")

    def step(self, call, path, target=None):
        if call == "fsync":
            self.fresh.discard(path)
            if path == ".":
                self.pending = None
        elif call == "syncfs":
            self.fresh, self.pending = set(), None
        elif call == "write":
            self.fresh.add(path)
        elif call == "linkat":
            self.names_change(target)
        elif call == "renameat":
            if target in ("state.ini", "current"):
                self.commit(path, target)
            if target.startswith("trash/"):
                self.discard(path)
            inside = {p for p in self.fresh if (p + "/").startswith(path + "/")}
            self.fresh = (self.fresh - inside) | {target + p[len(path):] for p in inside}
            self.names_change(path)
            self.names_change(target)
        elif call == "unlinkat":
            self.discard(path)
            # What is deleted may come back: nothing leads to it.
            self.fresh = {p for p in self.fresh if not (p + "/").startswith(path + "/")}
        else:
            self.fresh.add(path)
            self.names_change(path)

    def end(self):
        if self.pending:
            self.faults.append(f"the end: {self.pending} is not lasting")


def play(steps, without=None, left=NOTHING_LEFT):
    """left: what a program that was killed just before may not have synced: a rename, and names of folders."""
    model = Model(left)
    for i, step in enumerate(steps):
        if i != without:
            model.step(*step)
    model.end()
    return model


def label(steps, i):
    """The same for the same sync of the program, whatever command it is part of."""
    counting = [step[2] for step in steps[:i] if step[0] == "renameat" and step[2] in ("state.ini", "current")]
    return f"{steps[i][0]} of {steps[i][1]} " + (f"after {counting[-1]}" if counting else "at the opening")


def main():
    or_skip("check-pack-syncs")
    tool, demo, out = (os.path.abspath(p) for p in sys.argv[1:4])
    packs, faults, missed, idle = Packs(tool, demo, out), [], set(), set()
    # How many renames each has that count; the model has seen nothing if it sees fewer.
    points = {"first": 4, "keys": 1, "install": 3, "rollback": 3, "gc": 0, "recover": 2}
    for name, (prepare, command) in packs.scenarios().items():
        store, left = f"{out}/store-{name}", LEFT.get(name, NOTHING_LEFT)
        os.mkdir(store)
        prepare(store)
        must("strace", "-y", "-s", "256", "-o", f"{out}/log", "-e", "trace=" + TRACED, *command(store))
        steps = events(f"{out}/log", store)
        model = play(steps, left=left)
        faults += [f"{name}: {fault}" for fault in model.faults]
        if model.points != points[name]:
            faults.append(f"{name}: {model.points} renames that count, not {points[name]}: the trace is read wrongly")
        places = [i for i, step in enumerate(steps) if step[0] in SYNCS]
        for i in places:
            (missed if play(steps, without=i, left=left).faults else idle).add(label(steps, i))
        print(f"syncs: {name}: {len(steps)} steps, {len(places)} syncs, each left out")
    # A sync may be of no use to one command, and what another one stands on.
    faults += [f"without {sync} nothing is missed" for sync in sorted(idle - missed)]
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
