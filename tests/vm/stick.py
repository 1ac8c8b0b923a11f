#!/usr/bin/env python3
"""A USB stick that is pulled out while it is read, on Debian's kernel in QEMU: the guest runs tests/vm/stick.sh, this
side pulls and plugs through QMP.

usage: stick.py KERNEL-FOLDER TOOLS-FOLDER DEMO-PACKS OUT [ROUNDS] [SEED]"""
import json, os, random, socket, subprocess, sys, tarfile, threading, time

KERNEL, TOOLS, PACKS, OUT = sys.argv[1:5]
CONTENT = f"{OUT}.content"
ROUNDS, SEED = int((sys.argv[5:6] or ["20"])[0]), int((sys.argv[6:7] or ["1"])[0])
WANTED = ["xhci-pci", "usb-storage", "sd_mod"]
SECONDS = 900
rng = random.Random(SEED)


def module(name):
    """Its file; a name may be written with - or _."""
    for folder, _, files in os.walk(f"{KERNEL}/modules"):
        for file in files:
            if file.replace("-", "_") == name.replace("-", "_") + ".ko":
                return os.path.join(folder, file)
    sys.exit(f"vm: the kernel has no module {name}")


def with_depends(names, order):
    for name in names:
        found = module(name)
        depends = open(found, "rb").read().split(b"\0depends=", 1)[1].split(b"\0", 1)[0].decode()
        with_depends([d for d in depends.split(",") if d], order)
        plain = os.path.basename(found).removesuffix(".ko")
        if plain not in order:
            order.append(plain)
    return order


def libraries(program):
    text = subprocess.run(["ldd", program], capture_output=True, text=True, check=True).stdout
    return [word for line in text.splitlines() for word in line.split() if word.startswith("/")]


def stick_image():
    path = f"{OUT}.img"
    env = {**os.environ, "PATH": os.environ["PATH"] + ":/usr/sbin:/sbin"}
    files = [f"{PACKS}/stick/{name}" for name in sorted(os.listdir(f"{PACKS}/stick"))]
    for command in (["truncate", "-s", "24M", path], ["mkfs.vfat", path], ["mmd", "-i", path, "::kiosk-packs"],
                    ["mcopy", "-i", path, *files, "::kiosk-packs"]):
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=env)
    return path


def initramfs():
    pack, reader = f"{TOOLS}/kiosk-pack", f"{TOOLS}/kiosk-stick"
    with tarfile.open(f"{PACKS}/stick/demo-1.pack") as packed:
        packed.extract("facts.xml", CONTENT)
    roots = [f"{PACKS}/roots/{name}" for name in os.listdir(f"{PACKS}/roots")]
    files = [pack, reader, f"{CONTENT}/facts.xml", *roots, *libraries(reader)]
    subprocess.run(["board/vm/initramfs.sh", KERNEL, " ".join(with_depends(WANTED, [])), "tests/vm/stick.sh", pack,
                    f"{OUT}.cpio", *files], check=True)


class Monitor:
    def __init__(self, path):
        self.socket = socket.socket(socket.AF_UNIX)
        for _ in range(100):
            try:
                self.socket.connect(path)
                break
            except OSError:
                time.sleep(0.1)
        self.file = self.socket.makefile("rw")
        self.file.readline()
        self.ask("qmp_capabilities")

    def ask(self, command, **arguments):
        self.file.write(json.dumps({"execute": command, "arguments": arguments}) + "\n")
        self.file.flush()
        while True:
            answer = json.loads(self.file.readline())
            if "return" in answer or "error" in answer:
                return answer

    def plug(self, image):
        self.ask("blockdev-add", **{"driver": "raw", "node-name": "stick", "read-only": True,
                                    "file": {"driver": "file", "filename": image}})
        return self.ask("device_add", driver="usb-storage", id="usb", drive="stick", bus="xhci.0")

    def pull(self):
        self.ask("device_del", id="usb")
        for _ in range(100):
            if "return" in self.ask("blockdev-del", **{"node-name": "stick"}):
                return
            time.sleep(0.02)


def main():
    image = stick_image()
    initramfs()
    control = f"{OUT}.qmp"
    if os.path.exists(control):
        os.remove(control)
    words = f"console=ttyS0 quiet no_timer_check panic=-1 panic_on_oops=1 oops=panic rounds={ROUNDS} " \
        f"tool={TOOLS}/kiosk-pack stick={PACKS} content={CONTENT}"
    machine = subprocess.Popen(
        ["qemu-system-x86_64", "-accel", "tcg", "-cpu", "max", "-smp", "1", "-m", "768", "-nodefaults", "-no-reboot",
         "-display", "none", "-serial", "stdio", "-nic", "none", "-device", "qemu-xhci,id=xhci", "-qmp",
         f"unix:{control},server=on,wait=off", "-kernel", f"{KERNEL}/vmlinuz", "-initrd", f"{OUT}.cpio", "-append", words],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True, errors="replace")
    limit = threading.Timer(SECONDS, machine.kill)
    limit.daemon = True
    limit.start()
    monitor = Monitor(control)
    monitor.plug(image)
    log, code, took, began, pulled = [], 124, 1.0, 0.0, False
    for line in machine.stdout:
        line = line.rstrip()
        log.append(line)
        if line.startswith("stick: ready"):
            began, pulled = time.monotonic(), int(line.split()[2]) > 1
            if pulled:  # the first one runs through and tells how long that takes
                time.sleep(rng.random() * took * 1.2)
                monitor.pull()
        elif line.startswith("stick: over") and not pulled:
            took = time.monotonic() - began
        elif line.startswith("stick: gone") and pulled:
            monitor.plug(image)
        elif line.startswith("vm: exit"):
            code = int(line.split()[2])
    machine.wait()
    open(f"{OUT}.log", "w").write("\n".join(log) + "\n")
    print("\n".join(l for l in log if l.startswith("stick: ") and not l.startswith(("stick: ready", "stick: over", "stick: gone"))))
    if code:
        print("\n".join(log[-40:]), file=sys.stderr)
        print(f"vm: the machine's test ended with {code} ({OUT}.log)", file=sys.stderr)
    os._exit(code)


main()
