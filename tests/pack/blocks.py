#!/usr/bin/env python3
"""The power is cut while kiosk-pack works: its store is on a real file system, whose disk notes every write and
every flush (disk.py). Each state that a cut may leave is mounted, so that the file system repairs itself, and
opened as the kiosk opens it at its start: it must show the whole old content or the whole new one, the new one
if the program had ended, and the same command then succeeds.

--syncs also leaves each sync of the program out in turn. A state must then be torn, or the stricter model of
syncs.py must miss it; what either proves is told.

usage: blocks.py [--syncs] [--subsets N] [--at-least N] PACK-TOOL DEMO-PACKS.SH PLUGIN OUT [SCENARIO ...]"""
import argparse, functools, os, re, shutil, sys, tempfile

import disk
from scenarios import AT_REST, LEFT, NOTHING_LEFT, Packs, must, run, tree
import syncs
from tracing import or_skip

# Big enough to be more than one write, small enough to be many states a minute.
FILES = {n: {"facts.xml": f"<facts {n}/>" * 900, "guides/sfi.xml": f"sfi {n} " * 2000, "guides/start.xml": "same",
             "locale/ar/LC_MESSAGES/guides-ar.mo": f"ar {n} " * 3000,
             **({"icons/new.svg": "<svg/>" * 500} if n == 2 else {})} for n in (1, 2)}
AGAIN_EVERY = 7
SYNC = re.compile(r"^(\w+)\(")
SYNCING = "fsync,fdatasync,sync,syncfs,msync,sync_file_range"


class Run:
    """One command on a disk of its own: what it wrote, and what a kiosk shows before and after it."""

    def __init__(self, options, scenario, without=None):
        self.options, self.packs, (prepare, self.command) = options, options.packs, scenario
        with disk.Disk(options.plugin, options.work) as d:
            store = d.folder + "/store"
            os.mkdir(store)
            prepare(store)
            begin = d.settle()
            self.old = tree(store + "/current")
            self.trace, self.store = f"{options.work}/trace", store
            # sync_file_range promises nothing: here it does nothing.
            leave_out = ["-e", "inject=sync_file_range:retval=0"]
            if without is not None:
                leave_out += ["-e", f"inject={without[0]}:retval=0:when={without[1]}"]
            must("strace", "-y", "-s", "256", "-o", self.trace, "-e", f"trace={syncs.TRACED},{SYNCING}", *leave_out,
                 *self.command(store))
            done = d.place()
            self.new = tree(store + "/current")
            end = d.settle()
        base, cut = disk.epochs(disk.records(d.log), begin, end)
        self.epoch_count = len(cut)
        self.write_count = sum(len(writes) for _, writes in cut)
        self.disk_states = functools.partial(disk.states, base, cut, done, seed=options.seed)

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
        if is_after or number % AGAIN_EVERY == 0:
            self.go_on(store, shown, fault)

    def go_on(self, store, shown, fault):
        """What is in the store is good for more: the same command, and the next pack."""
        if shown == self.old:
            again = run(*self.command(store))
            if again.returncode or tree(store + "/current") != self.new:
                fault(f"then refuses: {again.stderr.strip()}")
        more = run(*self.packs.install(store, 3))
        if more.returncode:
            fault(f"then takes no other pack: {more.stderr.strip()}")

    def syncs(self):
        """The calls of the command as syncs.py reads them, and which of them are syncs."""
        with open(self.trace, encoding="utf-8", errors="replace") as lines:
            names = [m.group(1) for m in map(SYNC.match, lines) if m and m.group(1) in SYNCING.split(",")]
        names = [name for name in names if name != "sync_file_range"]
        assert set(names) <= set(syncs.SYNCS), f"there is another way to sync: {set(names)}"
        steps = syncs.events(self.trace, self.store)
        places = [i for i, step in enumerate(steps) if step[0] in syncs.SYNCS]
        assert len(places) == len(names), "there is a sync of what is outside the store"
        return steps, places

    def first_fault(self):
        """What the first torn state says; None if none is torn. What is missing is missed most after the end."""
        found = []
        for is_late in (True, False):
            for state in self.disk_states(None):
                if state[2] == is_late:
                    self.judge(1, state, found.append)
                if found:
                    return found[0]
        return None


def replay(options, name, scenario):
    """Faults, and how many states there were."""
    one, faults, count, after = Run(options, scenario), [], 0, 0
    for count, state in enumerate(one.disk_states(options.subsets), 1):
        after += state[2]
        one.judge(count, state, lambda what: faults.append(f"{name}: {what}"))
    print(f"blocks: {name}: {one.write_count} writes and {one.epoch_count - 1} flushes, {count} states, {after} of "
          f"them after its end, {len(faults)} faults", flush=True)
    return faults, count


def prove_syncs(options, name, scenario, missed_by):
    """Leaves each sync out in turn; missed_by: what misses it, in any command."""
    left = LEFT.get(name, NOTHING_LEFT)
    whole, places = Run(options, scenario).syncs()
    for number, place in enumerate(places):
        call = whole[place][0]
        ordinal = sum(whole[i][0] == call for i in places[:number + 1])
        one = Run(options, scenario, without=(call, ordinal))
        steps, own_places = one.syncs()
        lacking = syncs.play(steps, without=own_places[number], left=left).faults
        torn = one.first_fault()
        sync = syncs.label(steps, own_places[number])
        proofs = missed_by.setdefault(sync, set())
        proofs |= ({"blocks"} if torn else set()) | ({"model"} if lacking else set())
        print(f"blocks: {name}: without the {sync}: " + (f"the blocks: {torn}" if torn else
              f"the model: {lacking[0]}" if lacking else "nothing is missed"), flush=True)


def tell(missed_by):
    """A line; and faults."""
    by_blocks = [sync for sync, proofs in missed_by.items() if "blocks" in proofs]
    by_model = [sync for sync, proofs in missed_by.items() if proofs == {"model"}]
    print(f"blocks: of {len(missed_by)} syncs {len(by_blocks)} are missed by the blocks, {len(by_model)} by the model "
          f"only: {', '.join(by_model)}")
    return [f"without the {sync} nothing is missed" for sync, proofs in missed_by.items() if not proofs]


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
    why = disk.own_mounts()
    # The disks are in memory: what is tried is what they keep, not how fast they are.
    with tempfile.TemporaryDirectory(prefix="kiosk-blocks.",
                                     dir="/dev/shm" if os.access("/dev/shm", os.W_OK) else None) as options.work:
        why = why or disk.try_out(options.plugin, options.work)
        if why:
            print(f"check-pack-blocks: skipped: {why}")
            return 0
        or_skip("check-pack-blocks")
        options.packs = Packs(options.tool, options.demo, options.out, FILES)
        scenarios = options.packs.scenarios()
        faults, total, missed_by = [], 0, {}
        for name in options.names or scenarios:
            if options.syncs:
                prove_syncs(options, name, scenarios[name], missed_by)
            else:
                found, count = replay(options, name, scenarios[name])
                faults, total = faults + found, total + count
    faults += tell(missed_by) if options.syncs else []
    if total < options.at_least:
        faults.append(f"there were only {total} states, not {options.at_least}")
    for fault in faults:
        print(fault, file=sys.stderr)
    if not options.syncs:
        print(f"blocks: {total} states, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
