#!/usr/bin/env python3
"""The power is cut while kiosk-pack works: its store is on a real file system, whose disk notes every write and
every flush (disk.py). Each state that a cut may leave is mounted, so that the file system repairs itself, and
opened as the kiosk opens it at its start: it must show the whole old content or the whole new one, the new one
if the program had ended, and the same command then succeeds.

--syncs also leaves each sync of the program out in turn. A state must then be torn, or the stricter model of
syncs.py must miss it; what either proves is told.

usage: blocks.py [--syncs] [--subsets N] [--at-least N] PACK-TOOL DEMO-PACKS.SH PLUGIN OUT [SCENARIO ...]"""
import argparse, os, re, shutil, sys, tempfile

import disk
from scenarios import AT_REST, Packs, must, run, tree
import syncs

# Big enough to be more than one write, small enough to be many states a minute.
FILES = {n: {"facts.xml": f"<facts {n}/>" * 900, "guides/sfi.xml": f"sfi {n} " * 2000, "guides/start.xml": "same",
             "locale/ar/LC_MESSAGES/guides-ar.mo": f"ar {n} " * 3000,
             **({"icons/new.svg": "<svg/>" * 500} if n == 2 else {})} for n in (1, 2)}
AGAIN_EVERY = 7
FSYNC = re.compile(r"^(\w+)\(\d+<([^>]*)>")
SYNCING = "fsync,fdatasync,sync,syncfs,msync"


class Run:
    """One command on a disk of its own: what it wrote, and what a kiosk shows before and after it."""

    def __init__(self, options, scenario, without=None, mount=disk.OPTIONS):
        self.options, (prepare, self.command) = options, scenario
        with disk.Disk(options.plugin, options.work, mount) as d:
            store = d.folder + "/store"
            os.mkdir(store)
            prepare(store)
            begin = d.settle()
            self.old = tree(store + "/current")
            tracing = [] if without is None else [
                "strace", "-o", "/dev/null", "-e", "trace=fsync", "-e", f"inject=fsync:retval=0:when={without + 1}"]
            must(*tracing, *self.command(store))
            done = d.place()
            self.new = tree(store + "/current")
            end = d.settle()
        base, cut = disk.epochs(disk.records(d.log), begin, end)
        self.epoch_count = len(cut)
        self.write_count = sum(len(writes) for _, writes in cut)
        self.states = disk.states(base, cut, done, options.subsets, options.seed)

    def judge(self, number, state, fault):
        words, image, is_after = state
        place, folder = f"{self.options.work}/state", f"{self.options.work}/state-mounted"
        with open(place, "wb") as file:
            file.write(image)
        os.makedirs(folder, exist_ok=True)
        try:
            disk.mount(place, folder)
        except OSError as error:
            fault(f"{words}: {error}")
            return
        try:
            self.judge_store(f"{folder}/store", number, is_after, lambda what: fault(f"{words}: {what}"))
        finally:
            disk.unmount(folder)

    def judge_store(self, store, number, is_after, fault):
        allowed = {self.new} if is_after else {self.old, self.new}
        for when in ("", "opened, "):
            if when:
                opened = run(self.options.tool, "gc", "--store", store)
                if opened.returncode:
                    fault(f"cannot be opened: {opened.stderr.strip()}")
            shown = tree(store + "/current")
            if shown not in allowed:
                fault(when + ("shows the other generation" if shown in (self.old, self.new) else "is torn"))
        listed = run(self.options.tool, "list", "--store", store)
        if listed.returncode:
            fault(f"list: {listed.stderr.strip()}")
        left = set(os.listdir(store)) - AT_REST
        if left:
            fault(f"leaves {sorted(left)}")
        if shown == self.old and number % AGAIN_EVERY == 0:
            again = run(*self.command(store))
            if again.returncode or tree(store + "/current") != self.new:
                fault(f"then refuses: {again.stderr.strip()}")


def replay(options, name, scenario):
    """Faults, and how many states there were."""
    one, faults, count, after = Run(options, scenario), [], 0, 0
    for count, state in enumerate(one.states, 1):
        after += state[2]
        one.judge(count, state, lambda what: faults.append(f"{name}: {what}"))
    print(f"blocks: {name}: {one.write_count} writes and {one.epoch_count - 1} flushes, {count} states, {after} of "
          f"them after its end, {len(faults)} faults", flush=True)
    return faults, count


def first_fault(options, scenario, without, mount):
    """What the first torn state says when this sync is left out; None if none is torn. The last states lose most."""
    one, found = Run(options, scenario, without, mount), []
    for number, state in enumerate(one.states, 1):
        one.judge(number, state, found.append)
        if found:
            return found[0]
    return None


def trace(options, scenario):
    """What each sync of the command is of, and the faults of the model without it."""
    prepare, command = scenario
    store, log = f"{options.work}/traced", f"{options.work}/trace"
    shutil.rmtree(store, ignore_errors=True)
    os.mkdir(store)
    prepare(store)
    must("strace", "-y", "-s", "256", "-o", log, "-e", f"trace={syncs.TRACED},{SYNCING}", *command(store))
    steps = syncs.events(log, store)
    with open(log, encoding="utf-8", errors="replace") as lines:
        named = [m for m in map(FSYNC.match, lines) if m and m.group(1) in SYNCING.split(",")]
    assert all(m.group(1) == "fsync" for m in named), "there is another way to sync than fsync"
    places = [i for i, step in enumerate(steps) if step[0] == "fsync"]
    assert len(places) == len(named), "a sync outside the store"
    assert not syncs.play(steps)[0].faults
    return [(steps[i][1], syncs.play(steps, without=i)[0].faults, steps[i - 1:i] == [steps[i]]) for i in places]


def prove_syncs(options, name, scenario):
    faults, proofs = [], {"by the blocks": [], "by the model": [], "twice": [], "by nothing": []}
    for number, (path, missed, is_twice) in enumerate(trace(options, scenario)):
        torn = None
        for mount in options.mounts:
            torn = torn or first_fault(options, scenario, number, mount)
        proof = "by the blocks" if torn else "by the model" if missed else "twice" if is_twice else "by nothing"
        proofs[proof].append(path)
        print(f"blocks: {name}: without sync {number + 1}, of {path}: "
              f"{torn or (missed and 'the model: ' + missed[0]) or proof}", flush=True)
    faults += [f"{name}: without the sync of {path} nothing is missed" for path in proofs["by nothing"]]
    print(f"blocks: {name}: syncs proved " + ", ".join(f"{len(paths)} {how}" for how, paths in proofs.items()))
    return faults


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--syncs", action="store_true")
    parser.add_argument("--subsets", type=int, default=4)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--at-least", type=int, default=0)
    for word in ("tool", "demo", "plugin", "out"):
        parser.add_argument(word, type=os.path.abspath)
    parser.add_argument("names", nargs="*")
    options = parser.parse_args()
    options.mounts = (disk.OPTIONS, disk.OPTIONS + ",data=writeback")
    # The disks are in memory: what is tried is what they keep, not how fast they are.
    with tempfile.TemporaryDirectory(prefix="kiosk-blocks.",
                                     dir="/dev/shm" if os.access("/dev/shm", os.W_OK) else None) as options.work:
        disk.own_mounts_or_skip("check-pack-blocks", options.plugin, options.work)
        scenarios = Packs(options.tool, options.demo, options.out, FILES).scenarios()
        faults, total = [], 0
        for name in options.names or scenarios:
            if options.syncs:
                faults += prove_syncs(options, name, scenarios[name])
            else:
                found, count = replay(options, name, scenarios[name])
                faults, total = faults + found, total + count
    if total < options.at_least:
        faults.append(f"there were only {total} states, not {options.at_least}")
    for fault in faults:
        print(fault, file=sys.stderr)
    if not options.syncs:
        print(f"blocks: {total} states, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
