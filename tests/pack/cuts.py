#!/usr/bin/env python3
"""Cuts and faults in kiosk-pack's store: the program is killed before each of its system calls, by name
and ordinal, and each call that changes something fails once with EIO and once with ENOSPC. After each,
what the kiosk shows is the whole old generation or the whole new one, before and after the store is
opened again, nothing is left over, and the same command then succeeds.

Before the calls that change nothing on the disk it looks as before the next one that does: without --all
those are left out. The ways to fail are tried at the calls that change something.

usage: cuts.py [--all] PACK-TOOL DEMO-PACKS.SH OUT [SCENARIO ...]"""
import collections, os, re, shutil, sys, tempfile, time
from concurrent.futures import ThreadPoolExecutor

from scenarios import AT_REST, Packs, must, run, tree
from tracing import or_skip

ALL = "--all" in sys.argv
ARGUMENTS = [a for a in sys.argv[1:] if a != "--all"]
TOOL, DEMO, OUT = (os.path.abspath(p) for p in ARGUMENTS[:3])
# Killed programs lose nothing that the kernel has: memory will do for the stores, and is quicker.
STORES = tempfile.mkdtemp(prefix="kiosk-cuts.", dir="/dev/shm" if os.access("/dev/shm", os.W_OK) else None)
CHANGING = {"write", "fsync", "syncfs", "mkdir", "mkdirat", "linkat", "symlinkat", "unlinkat", "renameat"}
OPENING = {"openat", "openat2", "close", "flock", "read"}
# How often these are called depends on how fast the child is, or the second thread.
WAITING = {"poll", "wait4", "restart_syscall", "futex"}
CALL = re.compile(r"^(\w+)\(")


class Scenario:
    """A store as it is before, a command, and what it shows before and after it."""

    def __init__(self, name, prepare, command):
        self.name, self.command = name, command
        self.before = f"{STORES}/{name}-before"
        shutil.rmtree(self.before, ignore_errors=True)
        os.mkdir(self.before)
        prepare(self.before)
        after = f"{STORES}/{name}-after"
        self.restore(after)
        must(*command(after))
        self.old, self.new = tree(self.before + "/current"), tree(after + "/current")
        self.calls = self.trace()

    def restore(self, store):
        shutil.rmtree(store, ignore_errors=True)
        shutil.copytree(self.before, store, symlinks=True)

    def trace(self):
        """(name, ordinal) of each call from the first that touches the store."""
        store, log = f"{STORES}/{self.name}-trace", f"{OUT}/{self.name}.log"
        self.restore(store)
        must("strace", "-o", log, *self.command(store))
        count, calls, touches = collections.Counter(), [], False
        with open(log, encoding="utf-8", errors="replace") as lines:
            for line in lines:
                match = CALL.match(line)
                if not match:
                    continue
                name = match.group(1)
                count[name] += 1
                touches = touches or (name != "execve" and store in line)
                is_changing = name in CHANGING or "O_CREAT" in line
                if touches and name != "exit_group" and (name not in WAITING or count[name] == 1) and (
                        is_changing or ALL):
                    calls.append((name, count[name]))
        return calls


def judge(scenario, store, what, allowed, fault):
    shown = tree(store + "/current")
    if shown not in allowed:
        fault(f"{what}: shows {'the other' if shown in (scenario.old, scenario.new) else 'a torn'} generation")
    return shown


def try_cut(scenario, number, name, ordinal, action):
    store, faults = f"{STORES}/{scenario.name}-{action}-{number}", []
    what = f"{scenario.name}: {action} at {name} {ordinal}"
    scenario.restore(store)
    inject = f"inject={name}:{'signal=KILL' if action == 'kill' else 'error=' + action}:when={ordinal}"
    result = run("strace", "-o", "/dev/null", "-e", f"trace={name}", "-e", inject, *scenario.command(store))
    both = (scenario.old, scenario.new)
    if action == "kill" and result.returncode == 0:
        faults.append(f"{what}: was not killed")
    if action != "kill" and result.returncode and not result.stderr.strip():
        faults.append(f"{what}: refused without a sentence")
    if action != "kill" and result.returncode > 1:
        faults.append(f"{what}: ended with {result.returncode}: {result.stderr}")
    first = judge(scenario, store, what, [scenario.new] if result.returncode == 0 else both, faults.append)
    swept = run(TOOL, "gc", "--store", store)
    if "try again later" in swept.stderr:  # the check's child lives some milliseconds longer
        time.sleep(0.3)
        swept = run(TOOL, "gc", "--store", store)
    if swept.returncode:
        faults.append(f"{what}: cannot be opened again: {swept.stderr}")
    shown = judge(scenario, store, what + ", opened again", both, faults.append)
    left = set(os.listdir(store)) - AT_REST
    if left:
        faults.append(f"{what}: leaves {sorted(left)}")
    if shown == scenario.old:
        again = run(*scenario.command(store))
        if again.returncode:
            faults.append(f"{what}: then refuses: {again.stderr}")
        judge(scenario, store, what + ", once more", [scenario.new], faults.append)
    shutil.rmtree(store)
    return faults, first == scenario.new


def main():
    or_skip("check-pack-cuts")
    scenarios = Packs(TOOL, DEMO, OUT).scenarios()
    faults, total = [], 0
    for name in ARGUMENTS[3:] or scenarios:
        scenario = Scenario(name, *scenarios[name])
        jobs = [(scenario, n, *call, "kill") for n, call in enumerate(scenario.calls)]
        jobs += [(scenario, n, *call, error) for n, call in enumerate(scenario.calls)
                 for error in ("EIO", "ENOSPC") if call[0] in CHANGING or (ALL and call[0] in OPENING)]
        with ThreadPoolExecutor(2) as pool:
            results = list(pool.map(lambda job: try_cut(*job), jobs))
        for found, _ in results:
            faults += found
        new = sum(is_new for _, is_new in results)
        # Each way of ending must have been seen, or the test has not cut where it counts.
        if scenario.old != scenario.new and not 0 < new < len(results):
            faults.append(f"{name}: {new} of {len(results)} cuts end in the new generation")
        total += len(results)
        print(f"cuts: {name}: {len(scenario.calls)} calls, {len(results)} cuts, {new} end in the new generation")
    for fault in faults:
        print(fault, file=sys.stderr)
    shutil.rmtree(STORES)
    print(f"cuts: {total} cuts, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
