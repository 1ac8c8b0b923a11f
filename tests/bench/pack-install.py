#!/usr/bin/env python3
"""A pack of 64 MB from a file into the store, against copying the same bytes with BLAKE2b and one fsync, on the
same disk in turn. The health check is /bin/true: what the real one takes is the content's, not the pack's.

usage: pack-install.py [PASS]     KIOSK_BUILD names the folder of the programs (build/release)

Prints rows for run.py."""
import hashlib, json, os, random, shutil, statistics, subprocess, time

BUILD = os.environ.get("KIOSK_BUILD", "build/release")
TOOL = os.path.join(BUILD, "tests", "pack-tool")
OUT = os.path.join(os.path.dirname(BUILD), "bench-pack")
FILES, FILE_BYTES, TIMES = 64, 1 << 20, 7


def copy(pack):
    began, digest = time.monotonic(), hashlib.blake2b()
    with open(pack, "rb") as source, open(f"{OUT}/copy", "wb") as target:
        while piece := source.read(128 << 10):
            digest.update(piece)
            target.write(piece)
        target.flush()
        os.fsync(target.fileno())
    return time.monotonic() - began


def install(pack):
    shutil.rmtree(f"{OUT}/store", ignore_errors=True)
    os.sync()
    began = time.monotonic()
    subprocess.run([TOOL, "install", pack, "--store", f"{OUT}/store", "--roots", f"{OUT}/packs/roots", "--check",
                    "/bin/true"], check=True, stdout=subprocess.DEVNULL)
    return time.monotonic() - began


def main():
    shutil.rmtree(OUT, ignore_errors=True)
    os.makedirs(f"{OUT}/content")
    noise = random.Random(1)
    for i in range(FILES):
        with open(f"{OUT}/content/{i}.bin", "wb") as file:
            file.write(noise.randbytes(FILE_BYTES))
    subprocess.run(["board/demo-packs.sh", TOOL, f"{OUT}/content", f"{OUT}/packs"], check=True,
                   stdout=subprocess.DEVNULL)
    pack, copies, installs = f"{OUT}/packs/stick/demo-1.pack", [], []
    for _ in range(TIMES):
        os.sync()
        copies.append(copy(pack) * 1000)
        installs.append(install(pack) * 1000)
    for name, times, more in (("64 MB: copy, BLAKE2b, fsync", copies, {}),
                              ("64 MB: verify and install", installs,
                               {"target": 1.3, "reference": "64 MB: copy, BLAKE2b, fsync"})):
        print(json.dumps({"name": name, "unit": "ms", "median": round(statistics.median(times), 1), "once": True,
                          **more}))
    shutil.rmtree(OUT)


if __name__ == "__main__":
    main()
