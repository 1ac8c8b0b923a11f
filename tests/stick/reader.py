#!/usr/bin/env python3
"""Reads good and hostile sticks through kiosk-pack and its sandboxed reader: the good ones come bit-identical, and of
the others nothing comes but a sentence, in time and without a change on the disk.

usage: reader.py KIOSK-PACK OUT [SEED]"""
import json, os, random, shutil, struct, subprocess, sys, time

PACK, OUT = map(os.path.abspath, sys.argv[1:3])
SEED = int(sys.argv[3]) if len(sys.argv) > 3 else 1
READER = os.path.join(os.path.dirname(PACK), "kiosk-stick")
PATH = os.environ["PATH"] + ":/usr/sbin:/sbin"
SENTENCES = ("no-file-system", "no-folder", "no-file", "too-many", "too-large", "unreadable", "gone")
DAY = 46 << 9 | 11 << 5 | 28  # of FAT: 2026-11-28
rng = random.Random(SEED)
failed, told, died, slowest = [], {}, 0, 0.0
BIG = rng.randbytes(700001)
SMALL = b"untrusted comment: x\nnot a signature\n"


def holds(name, condition, what=""):
    if not condition:
        failed.append(name)
        print(f"FAILED {name} {what}", file=sys.stderr)


def shell(*command, **more):
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                   env={**os.environ, "PATH": PATH}, **more)


def listed(path):
    """What kiosk-pack makes of it: (file names, reason)."""
    global died, slowest
    began = time.monotonic()
    done = subprocess.run([PACK, "stick", path], capture_output=True, text=True, timeout=90)
    slowest = max(slowest, time.monotonic() - began)
    events = [json.loads(line) for line in done.stdout.splitlines()]
    last = events[-1]
    died += "ended with signal" in last["sentence"]
    told[last["reason"]] = told.get(last["reason"], 0) + 1
    return [e["file"] for e in events if e["event"] == "pack"], last["reason"], last["sentence"]


def bytes_of(path, name):
    """The frames of one file, straight from the reader."""
    with open(path, "rb") as device:
        raw = subprocess.run([READER, name], stdin=device, capture_output=True, timeout=90).stdout
    out, at = b"", 0
    while at + 4 <= len(raw):
        size = int.from_bytes(raw[at + 1:at + 4], "little")
        if raw[at:at + 1] == b"d":
            out += raw[at + 4:at + 4 + size]
        at += 4 + size
    return out


# ---------------------------------------------------------------- images


def blank(name, size):
    path = f"{OUT}/{name}.img"
    open(path, "wb").truncate(size)
    return path


def fill(path, offset=0):
    at = f"{path}@@{offset}"
    files = f"{OUT}/files"
    shell("mmd", "-i", at, "::kiosk-packs")
    shell("mmd", "-i", at, "::kiosk-packs/folder.pack")
    shell("mcopy", "-i", at, f"{files}/a-1.pack", f"{files}/a-1.pack.minisig", f"{files}/keys",
          f"{files}/Not Ours.txt", "::kiosk-packs")
    shell("mcopy", "-i", at, f"{files}/a-1.pack", "::outside.pack")


def fat(name, kind, size):
    path = blank(name, size)
    shell("mkfs.vfat", "-F", str(kind), *(("-s", "1") if kind == 32 else ()), path)
    fill(path)
    return path


def partitioned(name, table, offset=1 << 20, size=16 << 20):
    path = blank(name, size + offset + (1 << 20))
    shell("mkfs.vfat", "-F", "16", "--offset", str(offset // 512), path, str((size - 512 * 34) // 1024))
    with open(path, "r+b") as f:
        start, count = offset // 512, (size - 512 * 34) // 512
        if table == "mbr":
            f.seek(446)
            f.write(struct.pack("<B3sB3sII", 0, b"\0\2\0", 0x0E, b"\0\0\0", start, count))
            f.seek(510)
            f.write(b"\x55\xaa")
        else:
            gpt(f, start, count, (size + offset + (1 << 20)) // 512)
    fill(path, offset)
    return path


def gpt(f, start, count, sectors):
    import uuid, zlib
    kind = uuid.UUID("EBD0A0A2-B9E5-4433-87C0-68B6B72699C7").bytes_le
    entries = (kind + uuid.uuid4().bytes_le + struct.pack("<QQQ", start, start + count - 1, 0) +
               "data".encode("utf-16le").ljust(72, b"\0")).ljust(128 * 128, b"\0")
    f.seek(446)
    f.write(struct.pack("<B3sB3sII", 0, b"\0\2\0", 0xEE, b"\xff\xff\xff", 1, sectors - 1))
    f.seek(510)
    f.write(b"\x55\xaa")

    def header(crc):
        return struct.pack("<8sIIIIQQQQ16sQIII", b"EFI PART", 0x10000, 92, crc, 0, 1, sectors - 1, 34, sectors - 34,
                           uuid.UUID(int=1).bytes_le, 2, 128, 128, zlib.crc32(entries))

    f.seek(512)
    f.write(header(zlib.crc32(header(0))))
    f.seek(1024)
    f.write(entries)


def exfat(name, size=8 << 20):
    """mkfs.exfat makes the file system; what is in it is written here: nothing on Debian does without a mount."""
    path = blank(name, size)
    shell("mkfs.exfat", path)
    with open(path, "r+b") as f:
        boot = f.read(512)
        heap, clusters = struct.unpack("<II", boot[88:96])
        root = struct.unpack("<I", boot[96:100])[0]
        unit = 512 << boot[109]
        place = lambda cluster: heap * 512 + (cluster - 2) * unit
        f.seek(place(root))
        entries = f.read(unit)
        bitmap = next(struct.unpack("<I", entries[i + 20:i + 24])[0] for i in range(0, unit, 32) if entries[i] == 0x81)
        free = [root + 1]

        def claim(data):
            first, count = free[0], max(1, -(-len(data) // unit))
            free[0] += count
            for c in range(first, first + count):
                f.seek(place(bitmap) + (c - 2) // 8)
                old = f.read(1)[0]
                f.seek(-1, 1)
                f.write(bytes([old | 1 << (c - 2) % 8]))
            f.seek(place(first))
            f.write(data.ljust(count * unit, b"\0"))
            return first

        def entry(name, first, size, is_folder):
            parts = [name[i:i + 15].encode("utf-16le").ljust(30, b"\0") for i in range(0, len(name), 15)]
            hashed = 0
            for b in name.upper().encode("utf-16le"):
                hashed = (hashed << 15 | hashed >> 1) + b & 0xFFFF
            when = DAY << 16
            block = struct.pack("<BBHHHIII12x", 0x85, 1 + len(parts), 0, 0x10 if is_folder else 0x20, 0, when, when, when)
            block += struct.pack("<BBBBHHQIIQ", 0xC0, 3, 0, len(name), hashed, 0, size, 0, first, size)
            block += b"".join(b"\xC1\0" + p for p in parts)
            total = 0
            for i, b in enumerate(block):
                if i not in (2, 3):
                    total = (total << 15 | total >> 1) + b & 0xFFFF
            return block[:2] + struct.pack("<H", total) + block[4:]

        inside = b"".join(
            entry(n, claim(d), len(d), False)
            for n, d in (("a-1.pack", BIG), ("a-1.pack.minisig", SMALL), ("keys", b"k\n")))
        folder = entry("kiosk-packs", claim(inside.ljust(unit, b"\0")), unit, True)
        end = next(i for i in range(0, unit, 32) if entries[i] == 0)
        f.seek(place(root) + end)
        f.write(folder)
    return path


# ---------------------------------------------------------------- tests


def test_good():
    good = [fat("fat12", 12, 4 << 20), fat("fat16", 16, 9 << 20), fat("fat32", 32, 36 << 20),
            partitioned("mbr", "mbr"), partitioned("gpt", "gpt"), exfat("exfat")]
    for path in good:
        files, reason, sentence = listed(path)
        holds(path, files == ["a-1.pack"] and reason == "ok", f"{files} {sentence}")
        holds(path, bytes_of(path, "a-1.pack") == BIG, "the bytes differ")
        holds(path, bytes_of(path, "outside.pack") == b"", "something beside the folder came")
    return good


def refused(name, path, reasons=SENTENCES):
    files, reason, sentence = listed(path)
    holds(name, reason in reasons and len(sentence) > 20, f"{reason} {sentence} {files}")


def test_nothing_there():
    refused("zeros", blank("zeros", 4 << 20), ("no-file-system",))
    path = blank("noise", 0)
    open(path, "wb").write(rng.randbytes(2 << 20))
    refused("noise", path, ("no-file-system",))
    refused("nothing", blank("nothing", 0), ("unreadable",))
    path = blank("other", 16 << 20)
    shell("mkfs.ext4", "-q", path)
    refused("ext4", path, ("no-file-system",))
    path = blank("bare", 8 << 20)
    shell("mkfs.vfat", path)
    refused("no folder", path, ("no-folder",))
    path = partitioned("nowhere", "mbr")
    with open(path, "r+b") as f:
        f.seek(446 + 8)
        f.write(struct.pack("<II", 0xFFFFFFF0, 0xFFFFFFF0))
    refused("a partition beyond the end", path)
    refused("no such file", f"{OUT}/not-there.img", ("gone", "unreadable"))


def test_truncated(good):
    for path in good:
        whole = open(path, "rb").read()
        for share in (0.0001, 0.001, 0.01, 0.03, 0.05, 0.1, 0.5):
            cut = blank("cut", 0)
            open(cut, "wb").write(whole[:int(len(whole) * share)])
            files, reason, sentence = listed(cut)
            holds(f"{path} cut at {share}", reason == "ok" or reason in SENTENCES, sentence)
            bytes_of(cut, "a-1.pack")


def test_too_many():
    path = blank("many", 64 << 20)
    shell("mkfs.vfat", "-F", "32", path)
    shell("mmd", "-i", path, "::kiosk-packs")
    os.makedirs(f"{OUT}/many", exist_ok=True)
    names = [f"{OUT}/many/p-{i}.pack" for i in range(65)]
    for name in names:
        open(name, "wb").write(b"x")
    shell("mcopy", "-i", path, *names[:64], "::kiosk-packs")
    files, reason, sentence = listed(path)
    holds("64 files", reason == "ok" and len(files) == 64, f"{reason} {len(files)}")
    shell("mcopy", "-i", path, names[64], "::kiosk-packs")
    refused("65 files", path, ("too-many",))


def folder_at(path):
    """Byte offsets of the FAT and of the folder's first cluster in a FAT32 image, and the cluster's size."""
    f = open(path, "rb")
    boot = f.read(512)
    unit, reserved, fats = boot[13] * 512, struct.unpack("<H", boot[14:16])[0], boot[16]
    per_fat = struct.unpack("<I", boot[36:40])[0]
    heap = (reserved + fats * per_fat) * 512
    f.seek(heap)
    root = f.read(unit)
    i = next(i for i in range(0, unit, 32) if root[i:i + 11] in (b"KIOSK-~1   ", b"KIOSK-PACKS"))
    cluster = struct.unpack("<H", root[i + 26:i + 28])[0] | struct.unpack("<H", root[i + 20:i + 22])[0] << 16
    return reserved * 512, heap + (cluster - 2) * unit, cluster, unit


def test_million_entries():
    """A folder of a million entries: a chain over most of the file system, full of names."""
    path = blank("million", 96 << 20)
    shell("mkfs.vfat", "-F", "32", "-s", "1", path)
    shell("mmd", "-i", path, "::kiosk-packs")
    table, place, cluster, unit = folder_at(path)
    need = 1000000 * 32 // unit
    with open(path, "r+b") as f:
        f.seek(table + 4 * cluster)
        f.write(struct.pack(f"<{need}I", *range(cluster + 1, cluster + need), 0x0FFFFFFF))
        f.seek(place)
        old = f.read(64)
        one = [b"%-8dPAK" % i + struct.pack("<BBBHHHHHHHI", 0x20, 0, 0, 0, DAY, DAY, 0, 0, DAY, 0, 0) for i in range(1000000 - 2)]
        f.seek(place)
        f.write(old + b"".join(one))
    refused("a million entries", path)


def test_cycles():
    """FAT chains that bite their tail: in the folder, and in the file."""
    for name, size in (("folder", None), ("file", 200 << 20)):
        path = fat(f"cycle-{name}", 32, 36 << 20)
        table, place, cluster, unit = folder_at(path)
        with open(path, "r+b") as f:
            if name == "file":
                f.seek(place)
                entries = f.read(unit)
                i = next(i for i in range(0, unit, 32) if entries[i:i + 11] == b"A-1~1   PAC" or
                         entries[i + 8:i + 11] == b"PAC" and entries[i + 11] & 0x18 == 0)
                cluster = struct.unpack("<H", entries[i + 26:i + 28])[0]
                f.seek(place + i + 28)
                f.write(struct.pack("<I", size))
            f.seek(table + 4 * cluster)
            f.write(struct.pack("<I", cluster))
        files, reason, sentence = listed(path)
        holds(f"a cycle in the {name}", reason == "ok" or reason in SENTENCES, sentence)
        got = bytes_of(path, "a-1.pack")
        holds(f"a cycle in the {name}", len(got) < size if size else True, f"{len(got)} bytes")


def test_flipped(good, rounds):
    """Random bytes changed where the file system keeps its own."""
    for path in good:
        whole = bytearray(open(path, "rb").read())
        reach = min(len(whole), 3 << 20)
        for i in range(rounds):
            changed = bytearray(whole)
            for _ in range(rng.choice((1, 3, 30, 300))):
                at = rng.randrange(reach if rng.random() < 0.5 else 4096)
                changed[at] = rng.randrange(256)
            victim = blank("flipped", 0)
            open(victim, "wb").write(changed)
            files, reason, sentence = listed(victim)
            holds(f"{path} changed, seed {SEED} round {i}", reason == "ok" or reason in SENTENCES, sentence)
            holds(f"{path} changed, seed {SEED} round {i}", all(len(n) <= 64 for n in files))


def main():
    shutil.rmtree(OUT, ignore_errors=True)
    os.makedirs(f"{OUT}/files")
    for name, data in (("a-1.pack", BIG), ("a-1.pack.minisig", SMALL), ("keys", b"k\n"), ("Not Ours.txt", b"x")):
        open(f"{OUT}/files/{name}", "wb").write(data)
    good = test_good()
    before = [open(path, "rb").read() for path in good]
    test_nothing_there()
    test_truncated(good)
    test_too_many()
    test_million_entries()
    test_cycles()
    test_flipped(good, int(os.environ.get("STICK_ROUNDS", "5")))
    holds("nothing was written", [open(path, "rb").read() for path in good] == before)
    print(f"stick: the reader: {sum(told.values())} sticks, " + ", ".join(f"{n} {r}" for r, n in sorted(told.items())) +
          f"; {died} readers died, slowest {slowest:.1f} s, {len(failed)} faults")
    sys.exit(bool(failed))


main()
