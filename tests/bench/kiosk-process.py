#!/usr/bin/env python3
"""The kiosk as a process, in a real window of the panel's size: start, memory, idleness.

usage: kiosk-process.py [PASS]     KIOSK_BUILD names the folder of the programs (build/release)

Prints rows for run.py. Brings its own X server (Xvfb); clicks through its XTEST extension, spoken
here, so that nothing but the server is needed."""
import ctypes
import glob
import json
import os
import re
import socket
import statistics
import struct
import subprocess
import sys
import time

BUILD = os.environ.get("KIOSK_BUILD", "build/release")
CONTENT = os.path.join(os.path.dirname(BUILD), "content")
KIOSK = os.path.join(BUILD, "kiosk")
TAPS = os.path.join(BUILD, "tests", "kiosk-taps")
STARTS, COLD_STARTS, IDLE_S = 15, 5, 30
MIB = 1024 * 1024


def row(name, unit, median, **more):
    print(json.dumps({"name": name, "unit": unit, "median": round(median, 3), "once": True, **more}, ensure_ascii=False),
          flush=True)


# ---------------------------------------------------------------- an X server of our own

class Server:
    """Xvfb on a free number. Only what was started here is ended here."""

    def __enter__(self):
        out, inside = os.pipe()
        self.process = subprocess.Popen(
            ["Xvfb", "-displayfd", str(inside), "-screen", "0", "1080x1920x24", "-nolisten", "tcp", "-noreset"],
            pass_fds=[inside], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(inside)
        with os.fdopen(out) as file:
            self.number = int(file.readline())
        self.env = os.environ | {"DISPLAY": f":{self.number}", "SDL_VIDEODRIVER": "x11"}
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()


class Finger:
    """A client that moves and presses the pointer: X11 protocol, XTEST's FakeInput."""

    def __init__(self, number):
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.connect(f"/tmp/.X11-unix/X{number}")
        self.socket.sendall(struct.pack("<BxHHHHxx", 0x6C, 11, 0, 0, 0))
        head = self.read(8)
        setup = self.read(struct.unpack_from("<H", head, 6)[0] * 4)
        if head[0] != 1:
            raise RuntimeError("the X server refuses: " + repr(setup[:80]))
        vendor, formats = struct.unpack_from("<H", setup, 16)[0], setup[21]
        self.root = struct.unpack_from("<I", setup, 32 + (vendor + 3) // 4 * 4 + formats * 8)[0]
        self.socket.sendall(struct.pack("<BxHHxx8s", 98, 4, 5, b"XTEST"))
        reply = self.read(32)
        if not reply[8]:
            raise RuntimeError("the X server has no XTEST")
        self.major = reply[9]

    def read(self, size):
        got = b""
        while len(got) < size:
            part = self.socket.recv(size - len(got))
            if not part:
                raise RuntimeError("the X server hung up")
            got += part
        return got

    def fake(self, kind, detail, x=0, y=0):
        root = self.root if kind == 6 else 0
        self.socket.sendall(struct.pack("<BBHBBxxII8xhh8x", self.major, 2, 9, kind, detail, 0, root, x, y))

    def tap(self, x, y):
        self.fake(6, 0, x, y)  # motion
        self.fake(4, 1)        # press
        time.sleep(0.06)
        self.fake(5, 1)        # release
        time.sleep(0.9)        # the page has come, and a repeated tap is no repeat


# ---------------------------------------------------------------- the kiosk as a process

def start(server, *more):
    """A running kiosk and the milliseconds from its fork to its first frame."""
    began = time.clock_gettime(time.CLOCK_MONOTONIC)
    process = subprocess.Popen([KIOSK, "--content", CONTENT, "--date", "2026-11-22", "--window", "1080x1920", *more],
                               env=server.env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    said = ""
    for line in process.stderr:
        said += line
        found = re.search(r"first_frame=presented monotonic_us=(\d+)", line)
        if found:
            return process, int(found[1]) / 1000 - began * 1000
    raise RuntimeError("the kiosk shows nothing: " + said[-400:])


def end(process):
    """Asks it to end; what it logged at last."""
    process.terminate()
    said = process.stderr.read()
    if process.wait(20) != 0:
        raise RuntimeError(f"the kiosk ended with {process.returncode}: {said}")
    return said


def files_of(process):
    """What the process has mapped, and the content folder."""
    with open(f"/proc/{process.pid}/maps", encoding="utf-8") as file:
        mapped = {line.split(None, 5)[5].strip() for line in file if " /" in line}
    return [p for p in mapped | set(glob.glob(CONTENT + "/**", recursive=True)) if os.path.isfile(p)]


def forget(paths):
    """Takes the files out of the page cache. What other programs have mapped stays: emptying the whole
    cache would be felt by everything on the machine."""
    for path in paths:
        fd = os.open(path, os.O_RDONLY)
        os.posix_fadvise(fd, 0, 0, os.POSIX_FADV_DONTNEED)
        os.close(fd)


def cached_share(paths):
    """Which part of the files stands in the page cache (mincore)."""
    libc = ctypes.CDLL(None, use_errno=True)
    libc.mmap.restype = ctypes.c_void_p
    libc.mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int, ctypes.c_int, ctypes.c_int, ctypes.c_long]
    libc.mincore.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_char_p]
    libc.munmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t]
    inside = pages = 0
    for path in paths:
        size = os.path.getsize(path)
        if not size:
            continue
        fd = os.open(path, os.O_RDONLY)
        at = libc.mmap(None, size, 1, 2, fd, 0)
        seen = ctypes.create_string_buffer((size + 4095) // 4096)
        if libc.mincore(at, size, seen) == 0:
            inside += sum(b & 1 for b in seen.raw)
            pages += len(seen.raw)
        libc.munmap(at, size)
        os.close(fd)
    return inside / pages if pages else 0


def measure_start(server):
    times, cold, paths, left = [], [], [], []
    for number in range(STARTS + 1):
        process, ms = start(server)
        paths = paths or files_of(process)
        end(process)
        if number:
            times.append(ms)
    for _ in range(COLD_STARTS):
        forget(paths)
        left.append(cached_share(paths))
        process, ms = start(server)
        end(process)
        cold.append(ms)
    row("start to first frame, files cached", "ms", statistics.median(times), p99=round(max(times), 3), target=60)
    row("start to first frame, cold files", "ms", statistics.median(cold), p99=round(max(cold), 3), target=120,
        note=f"posix_fadvise; {statistics.median(left):.0%} of its files stayed, held by others")


# ---------------------------------------------------------------- memory

KINDS = [("fonts", r"/fonts/"), ("ICU data", r"libicudata"), ("window", r"/SYSV|/memfd|/dev/shm"),
         ("heap", r"^\[heap\]|^$|^\[anon"), ("stack", r"^\[stack"), ("catalogues", r"\.mo$|\.gmo$"),
         ("kiosk", r"/kiosk$"), ("libraries", r"\.so")]


def memory(pid):
    """{kind: bytes of PSS}"""
    kinds, name = {}, ""
    with open(f"/proc/{pid}/smaps", encoding="utf-8") as file:
        for line in file:
            head = re.match(r"[0-9a-f]+-[0-9a-f]+ \S+ \S+ \S+ \S+ *(.*)", line)
            if head:
                name = head[1]
            elif line.startswith("Pss:"):
                kind = next((k for k, pattern in KINDS if re.search(pattern, name)), "other")
                kinds[kind] = kinds.get(kind, 0) + int(line.split()[1]) * 1024
    return kinds


def print_memory(name, pid):
    kinds = memory(pid)
    parts = ", ".join(f"{kind} {size / MIB:.1f}" for kind, size in sorted(kinds.items(), key=lambda k: -k[1]))
    row(name, "MiB", sum(kinds.values()) / MIB, target=32, note=parts)


def offered():
    """[(order, code)] of the languages on the first page."""
    found = []
    for path in glob.glob(CONTENT + "/languages/*.ini"):
        with open(path, encoding="utf-8") as file:
            keys = dict(re.findall(r"^(\w+)\s*=\s*(\S+)", file.read(), re.M))
        if int(keys.get("order", 0)) > 0:
            found.append((int(keys["order"]), keys["code"]))
    return [code for _, code in sorted(found)]


def nodes_of(node):
    for child in node.get("nodes", []) + node.get("children", []):
        yield child
        yield from nodes_of(child)


def places_of(taps):
    """Where a finger must go for each tap: the same visit is played without a window first."""
    out = os.path.join(os.path.dirname(BUILD), "bench-visit")
    os.makedirs(out, exist_ok=True)
    script = os.path.join(out, "visit.script")
    with open(script, "w", encoding="utf-8") as file:
        for number, name in enumerate(taps):
            file.write(f"dump {out}/{number}.json\ntap {name}\n")
    subprocess.run([KIOSK, "--content", CONTENT, "--date", "2026-11-22", "--script", script], check=True,
                   stderr=subprocess.DEVNULL)
    places = []
    for number, name in enumerate(taps):
        with open(f"{out}/{number}.json", encoding="utf-8") as file:
            x, y, w, h = next(n["px"] for n in nodes_of(json.load(file)) if n.get("id") == name)
        places.append((x + w // 2, y + h // 2))
    return places


def tour_of(langs):
    """Taps: to a guide's second page; then topics, guides, questions and list in every language."""
    to_guide = [f"lang:{langs[0]}", "station:3", "topic:personnummer", "next"]
    questions = ["home", "checklist"]
    with open(CONTENT + "/questions.xml", encoding="utf-8") as file:
        asked = re.findall(r'<question id="([^"]+)"(.*?)</question>', file.read(), re.S)
    # Who does not even know about the permit is not asked what only some permits need.
    answers = [f"answer:{name}=unknown" for name, _ in asked if name not in ("stay", "temporary-year")]
    tour = []
    for number, code in enumerate(langs):
        tour += ["language", f"lang:{code}", "next", "home", "station:4", "topic:sfi", "next", *questions]
        if number == 0:
            tour += answers
        tour += ["home", "station:3", "topic:personnummer", "next"]
    return to_guide, tour


# ---------------------------------------------------------------- doing nothing

def spent(pid):
    """Processor time in ms and the voluntary switches of all threads."""
    ticks = os.sysconf("SC_CLK_TCK")
    with open(f"/proc/{pid}/stat", encoding="utf-8") as file:
        fields = file.read().rpartition(")")[2].split()
    switches = 0
    for path in glob.glob(f"/proc/{pid}/task/*/status"):
        with open(path, encoding="utf-8") as file:
            switches += int(re.search(r"^voluntary_ctxt_switches:\s*(\d+)", file.read(), re.M)[1])
    return (int(fields[11]) + int(fields[12])) * 1000 / ticks, switches


def measure_idle(pids):
    time.sleep(2)  # what the window's opening brought is over
    before = {where: spent(pid) for where, pid in pids.items()}
    time.sleep(IDLE_S)
    for where, pid in pids.items():
        ms, switches = (b - a for a, b in zip(before[where], spent(pid)))
        row(f"idle {IDLE_S} s, {where}: wake-ups", "count", switches, target=0)
        row(f"idle {IDLE_S} s, {where}: processor time", "ms", ms, target=0)


def measure_memory_and_idle(server):
    to_guide, tour = tour_of(offered())
    places = places_of(to_guide + tour)
    process, _ = start(server, "--printer", "sim")
    finger = Finger(server.number)
    time.sleep(1)
    print_memory("memory on the language page", process.pid)
    for place in places[:len(to_guide)]:
        finger.tap(*place)
    print_memory("memory on a guide page", process.pid)
    for place in places[len(to_guide):]:
        finger.tap(*place)
    print_memory("memory after a tour of all languages", process.pid)
    other, _ = start(server, "--printer", "sim")
    measure_idle({"language page": other.pid, "guide page": process.pid})
    end(other)
    frames = int(re.search(r"frames=(\d+)", end(process))[1])
    if frames < 3 * len(places):
        raise RuntimeError(f"{frames} frames after {len(places)} taps: the finger missed its buttons")


def main():
    with Server() as server:
        subprocess.run([TAPS, "1", "window"], env=server.env, check=True)
        measure_start(server)
        measure_memory_and_idle(server)


if __name__ == "__main__":
    main()
