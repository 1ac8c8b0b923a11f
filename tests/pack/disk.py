"""A disk whose power can be cut: ext4 on a loop device on nbdfuse on nbdkit with block-log.c, which notes every
write and every flush; and the states that a cut leaves. Between two flushes a disk may have kept any of the
writes. Needs root."""
import os, random, shutil, struct, subprocess, sys, time

SIZE_BYTES = 16 << 20
# The smallest piece that a disk writes whole. Of 512 bytes it may not be: ext4's superblock has twice that.
SECTOR = 4096
RECORD = struct.Struct("<QII")
# noauto_da_alloc: ext4 is not to put right what a program forgot.
OPTIONS = "loop,noauto_da_alloc"


def run(*command):
    return subprocess.run(command, capture_output=True, text=True)


def own_mounts():
    """Starts the program again in a mount namespace of its own, so that nothing stays mounted whatever becomes of
    it. Returns why not, or None."""
    tools = ("nbdkit", "nbdfuse", "mkfs.ext4", "losetup", "unshare")
    missing = [t for t in tools if not shutil.which(t, path=os.environ["PATH"] + ":/usr/sbin:/sbin")]
    if os.geteuid():
        return "loop devices and mounts need root"
    if missing:
        return f"there is no {missing[0]}; board/install-deps.sh installs it"
    if "KIOSK_OWN_MOUNTS" in os.environ:
        return None
    own = ["unshare", "--mount", "--propagation", "private"]
    if run(*own, "true").returncode:
        return "this machine gives no mount namespace"
    os.environ["KIOSK_OWN_MOUNTS"] = "1"
    os.execvp(own[0], [*own, sys.executable, *sys.argv])


def try_out(plugin, out):
    """Why there can be no such disk, or None."""
    try:
        with Disk(plugin, out):
            return None
    except OSError as error:
        return str(error)


def mount(image, folder, options=OPTIONS):
    result = run("mount", "-t", "ext4", "-o", options, image, folder)
    if result.returncode:
        raise OSError(f"mount: {result.stderr.strip()}")


def unmount(folder):
    result = run("umount", folder)
    if result.returncode:
        raise OSError(f"umount: {result.stderr.strip()}")


class Disk:
    """Mounted at `folder` while the block lasts; records() tells afterwards what was written."""

    def __init__(self, plugin, out, options=OPTIONS):
        self.plugin, self.options = os.path.abspath(plugin), options
        self.device, self.folder, self.log = f"{out}/device", f"{out}/mounted", f"{out}/log"

    def __enter__(self):
        os.makedirs(self.folder, exist_ok=True)
        with open(self.device, "w", encoding="utf-8"):
            pass
        with open(self.log, "w", encoding="utf-8"):
            pass
        self.server = subprocess.Popen(
            ["nbdfuse", self.device, "--command", "nbdkit", "-s", "--exit-with-parent", self.plugin,
             f"size={SIZE_BYTES}", f"log={self.log}"], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        try:
            self.wait_for_device()
            made = run("mkfs.ext4", "-q", "-b", "4096", "-J", "size=4", "-E",
                       "lazy_itable_init=0,lazy_journal_init=0,nodiscard", self.device)
            if made.returncode:
                raise OSError(f"mkfs.ext4: {made.stderr.strip()}")
            mount(self.device, self.folder, self.options)
        except OSError:
            self.stop()
            raise
        return self

    def wait_for_device(self):
        end = time.monotonic() + 10
        while os.path.getsize(self.device) != SIZE_BYTES:
            if self.server.poll() is not None:
                raise OSError(f"nbdfuse: {self.server.stderr.read().strip()}")
            if time.monotonic() > end:
                raise OSError("nbdfuse: there is no device after 10 s")
            time.sleep(0.01)

    def stop(self):
        run("umount", self.device)
        try:
            self.server.wait(10)
        except subprocess.TimeoutExpired:
            self.server.kill()
        self.server.stderr.close()

    def __exit__(self, *_):
        unmount(self.folder)
        self.stop()

    def settle(self):
        """All that was written so far is on the disk; the place in the log."""
        subprocess.run(["sync", "-f", self.folder], check=True)
        return self.place()

    def place(self):
        return os.path.getsize(self.log)


def records(log):
    """(place behind it, offset, bytes) of each write, (place, None, None) of each flush."""
    found, at = [], 0
    with open(log, "rb") as file:
        whole = file.read()
    while at + RECORD.size <= len(whole):
        offset, count, kind = RECORD.unpack_from(whole, at)
        at += RECORD.size
        if kind == ord("f"):
            found.append((at, None, None))
        else:
            found.append((at + count, offset, whole[at:at + count]))
            at += count
    return found


def sectors(offset, data):
    for i in range(0, len(data), SECTOR):
        yield offset + i, data[i:i + SECTOR]


def epochs(found, begin, end):
    """The image as it is at the place `begin`, and (place behind it, writes) of each epoch from there to `end`."""
    image, cut, writes = bytearray(SIZE_BYTES), [], []
    for place, offset, data in found:
        if place > end:
            break
        if place <= begin:
            if data:
                image[offset:offset + len(data)] = data
        elif data:
            writes.append((offset, data))
        else:
            cut.append((place, writes))
            writes = []
    return image, [*cut, (float("inf"), writes)]


def plans(writes, subsets, chance):
    """(words, what of these writes was kept); subsets None: nothing of them."""
    whole = [piece for write in writes for piece in sectors(*write)]
    if subsets is None:
        yield "nothing", []
        return
    for n in range(len(writes) + 1):
        yield f"the first {n} writes", [piece for write in writes[:n] for piece in sectors(*write)]
    for n in range(subsets if len(whole) > 1 else 0):
        share = chance.choice((0.1, 0.5, 0.9))
        yield f"subset {n}", [piece for piece in whole if chance.random() < share]


def states(base, cut, done, subsets, seed):
    """(words, image, is_after) of each state that a cut may leave, none twice. is_after: the program may have
    ended well before it (its end is the place `done`). subsets: how many of each epoch are tried at random; None:
    only what is lasting before each epoch."""
    durable, chance, seen = bytearray(base), random.Random(seed), set()
    for number, (end, writes) in enumerate(cut):
        is_after = end > done
        lasting = hash(bytes(durable))
        for words, kept in plans(writes, subsets, chance):
            changed = {offset: data for offset, data in kept if durable[offset:offset + len(data)] != data}
            key = (lasting, tuple(sorted(changed.items())), is_after)
            if key in seen:
                continue
            seen.add(key)
            image = bytearray(durable)
            for offset, data in kept:
                image[offset:offset + len(data)] = data
            yield f"epoch {number}, {words}", image, is_after
        for offset, data in writes:
            durable[offset:offset + len(data)] = data
