#!/usr/bin/env python3
"""The staff's page for new content, from the stick to the next visitor, through the program itself: a wrong pack, a
good one in the middle of a visit, back again, a pulled stick, a damaged one.

usage: update.py KIOSK KIOSK-PACK CONTENT DEMO-PACKS.SH OUT [--shots]
The health check is replaced by a program that says yes (or no, or sleeps): check-pack-demo runs the real one."""
import json, os, random, re, shutil, signal, subprocess, sys, tempfile, time

KIOSK, PACK, CONTENT, DEMO, OUT = [os.path.abspath(p) for p in sys.argv[1:6]]
SHOTS = "--shots" in sys.argv
PATH = os.environ["PATH"] + ":/usr/sbin:/sbin"
failed = []
OLD, NEW = "Få ditt", "Hämta ditt"


def shell(*command, **more):
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env={**os.environ, "PATH": PATH}, **more)


def image(name, files, size="24M"):
    path = f"{OUT}/{name}.img"
    shell("truncate", "-s", size, path)
    shell("mkfs.vfat", path)
    shell("mmd", "-i", path, "::kiosk-packs")
    if files:
        shell("mcopy", "-i", path, *files, "::kiosk-packs")
    return path


def change(content):
    """What an editor did between the two packs."""
    path = f"{content}/guides/personnummer.xml"
    text = open(path).read()
    assert OLD in text
    open(path, "w").write(text.replace(OLD, NEW, 1))
    path = f"{content}/facts.xml"
    text = open(path).read()
    open(path, "w").write(text.replace('value="0771-567 567"', 'value="0771-567 999"', 1))
    path = f"{content}/content.ini"
    text = open(path).read()
    open(path, "w").write(re.sub(r"(?m)^number = .*", "number = 402", text))


def prepare():
    shutil.rmtree(OUT, ignore_errors=True)
    os.makedirs(f"{OUT}/state")
    shutil.copytree(CONTENT, f"{OUT}/content")
    shell(DEMO, PACK, f"{OUT}/content", f"{OUT}/packs", "1")
    change(f"{OUT}/content")
    shell(DEMO, PACK, f"{OUT}/content", f"{OUT}/packs", "2")
    # Signed by a stranger under the same key number: nobody's key.
    os.makedirs(f"{OUT}/stranger")
    for name in os.listdir(f"{OUT}/packs/stick"):
        shutil.copy(f"{OUT}/packs/stick/{name}", f"{OUT}/stranger/{name}")
    shell("minisign", "-G", "-f", "-W", "-p", f"{OUT}/s.pub", "-s", f"{OUT}/s.key")
    pack = f"{OUT}/stranger/demo-2.pack"
    line = open(f"{pack}.minisig").read().split("\n")[2]
    shell("minisign", "-S", "-s", f"{OUT}/s.key", "-m", pack, "-x", f"{pack}.minisig", "-t",
          line.removeprefix("trusted comment: "))
    stick = f"{OUT}/packs/stick"
    keys = [f"{stick}/keys", f"{stick}/keys.1.minisig", f"{stick}/keys.3.minisig"]
    image("first", keys + [f"{stick}/demo-1.pack", f"{stick}/demo-1.pack.minisig"])
    image("good", keys + [f"{stick}/demo-2.pack", f"{stick}/demo-2.pack.minisig"])
    image("wrong", keys + [pack, f"{pack}.minisig"])
    image("unsigned", keys + [f"{stick}/demo-2.pack"])
    image("empty", [])
    shutil.copy(f"{OUT}/good.img", f"{OUT}/torn.img")
    os.truncate(f"{OUT}/torn.img", 3 << 20)
    open(f"{OUT}/noise.img", "wb").write(os.urandom(1 << 20))
    for name, text in [("yes", "exit 0"), ("no", "echo a page cannot be shown; exit 1"), ("slow", "sleep 3")]:
        open(f"{OUT}/{name}.sh", "w").write(f"#!/bin/sh\n{text}\n")
        os.chmod(f"{OUT}/{name}.sh", 0o755)
    open(f"{OUT}/state/settings.ini", "w").write("[maintenance]\nusb-ports = 1-1.2\n")
    subprocess.run([KIOSK, "--set-pin", "--state", f"{OUT}/state"], input=b"482915\n", check=True)


def digits(pin):
    return "".join(f"tap pin:{d}\n" for d in pin) + "tap pin:ok\n"


FIRST = "tap staff\ntap staff:enter\n" + digits("482915") + digits("372915") + digits("372915")
ENTER = "tap staff\ntap staff:enter\n" + digits("372915") + "reach staff:update\nexpect screen staff-update\n"


def play(name, script, check="yes", panel="portrait-156", more=()):
    path = f"{OUT}/{name}.script"
    open(path, "w").write(script.replace("@OUT@", OUT))
    done = subprocess.run(
        [KIOSK, "--content", CONTENT, "--store", f"{OUT}/store", "--roots", f"{OUT}/packs/roots", "--state",
         f"{OUT}/state", "--check", f"{OUT}/{check}.sh", "--panel", panel, "--script", path, *more],
        capture_output=True, text=True, timeout=120)
    if done.returncode != 0:
        failed.append(name)
        print(f"FAILED {name}:\n{done.stderr[-3000:]}", file=sys.stderr)


def installed():
    state = f"{OUT}/store/state.ini"
    text = open(state).read() if os.path.exists(state) else ""
    found = re.search(r"(?m)^current = (\d+)", text)
    return int(found[1]) if found else 0


def holds(name, condition):
    if not condition:
        failed.append(name)
        print(f"FAILED {name}", file=sys.stderr)


def shot(name):
    return f"shot @OUT@/{name}.png\n" if SHOTS else ""


def whole(store):
    """The generation that counts, with every file of it as it was packed; None if something is missing."""
    done = subprocess.run([PACK, "list", "--store", store, "--json"], capture_output=True, text=True)
    if done.returncode != 0:
        return None
    number = json.loads(done.stdout)["generation"]
    want = {1: CONTENT, 2: f"{OUT}/content"}.get(number)
    same = want and subprocess.run(["diff", "-rq", want, f"{store}/current/content"], capture_output=True).returncode == 0
    return number if same else None


def pulls(rounds):
    """The stick goes at any moment: the reader is killed, the device ends, reads fail, the kiosk breaks off."""
    rng = random.Random(5)
    # In memory where there is such a place: syncs are for tests/pack/syncs.py to judge.
    place = tempfile.mkdtemp(dir="/dev/shm" if os.path.isdir("/dev/shm") else OUT)
    counts = {1: 0, 2: 0}
    for i in range(rounds):
        store, device = f"{place}/store", f"{place}/stick.img"
        shutil.rmtree(store, ignore_errors=True)
        shutil.copytree(f"{OUT}/store", store, symlinks=True)
        shutil.copy(f"{OUT}/good.img", device)
        command = [PACK, "stick-install", device, "demo-2.pack", "--store", store, "--roots", f"{OUT}/packs/roots",
                   "--check", f"{OUT}/yes.sh"]
        how = ("reader", "device", "eio", "kiosk")[i % 4]
        if how == "eio":
            inject = f"inject=pread64:error=EIO:when={rng.randrange(1, 400)}+"
            command = ["strace", "-f", "-o", "/dev/null", "-e", "trace=pread64", "-e", inject, *command]
        work = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True)
        if how != "eio":
            time.sleep(rng.random() * 0.25)
        if how == "reader":
            subprocess.run(["pkill", "-KILL", "-s", str(work.pid), "-x", "kiosk-stick"])
        elif how == "device":
            os.truncate(device, rng.randrange(4 << 20))
        elif how == "kiosk":
            try:
                os.killpg(work.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
        out = work.communicate(timeout=60)[0].decode()
        if how != "kiosk":
            holds(f"pull {i} ({how}) ends with a result", '"event":"result"' in out)
        number = whole(store)
        holds(f"pull {i} ({how}) leaves the whole old or the whole new content", number in counts)
        if number in counts:
            counts[number] += 1
        subprocess.run([PACK, "gc", "--store", store], check=True)
        holds(f"pull {i} ({how}) is swept", whole(store) == number)
    shutil.rmtree(place)
    holds("some pulls come too early, some too late", counts[1] and counts[2])
    return counts


def main():
    prepare()
    play("pin", FIRST)
    play("nothing", ENTER + 'expect text "Det inbyggda"\n' + shot("nothing"))
    # Nothing is read before the page is open, and nothing after it is closed.
    play("shut", "stick @OUT@/first.img\nstick wait\n" + ENTER + 'stick wait\nexpect text "demo, nummer 1"\n'
         "tap staff:back\nreach staff:update\nstick wait\n")
    play("first", ENTER + "stick @OUT@/first.img\nstick wait\n" + shot("listed") +
         "tap update:install:demo-1.pack\nstick wait\nexpect text \"Klart\"\n" + shot("first") +
         'expect text "nästa besökare"\ntap staff:leave\nwait 100\n' + ENTER + 'expect text "demo, nummer 1"\n')
    holds("the first is in", installed() == 1)
    script = ENTER
    for name, words in [("wrong", "Signaturen stämmer inte"), ("unsigned", "Signaturen saknas"),
                        ("empty", "inget innehåll"), ("noise", "varken FAT"), ("torn", "till slutet")]:
        tap = "tap update:install:demo-2.pack\nstick wait\n" if name == "wrong" else ""
        script += f"stick @OUT@/{name}.img\nstick wait\n{tap}expect text \"{words}\"\n{shot(name)}stick out\n"
    play("refused", script)
    holds("what is refused changes nothing", installed() == 1)
    counts = pulls(int(os.environ.get("STICK_PULLS", "12")))
    play("unhealthy", ENTER + "stick @OUT@/good.img\nstick wait\ntap update:install:demo-2.pack\nstick wait\n"
         'expect text "klarade inte provet"\nexpect text "Inget har ändrats"\n' + shot("unhealthy"), check="no")
    holds("an unhealthy one changes nothing", installed() == 1)
    play("pulled", ENTER + "stick @OUT@/good.img\nstick wait 5\nstick out\n"
         'expect text "Sätt i USB-minnet"\nstick wait\n' + shot("pulled"))
    if SHOTS:
        play("steps", ENTER + "stick @OUT@/good.img\nstick wait\ntap update:install:demo-2.pack\nstick wait 1500\n"
             + shot("steps") + "stick wait\n", check="slow")
        shutil.rmtree(f"{OUT}/store")
        play("again", ENTER + "stick @OUT@/first.img\nstick wait\ntap update:install:demo-1.pack\nstick wait\n")
    # In the middle of a visit: the visitor keeps the old text, the next one sees the new.
    play("visit", "tap lang:sv\ntap station:3\ntap topic:personnummer\n" f'expect text "{OLD}"\n' + ENTER +
         "stick @OUT@/good.img\nstick wait\ntap update:install:demo-2.pack\nstick wait\nexpect text \"Klart\"\n"
         'expect text "Ett ämne ändras"\nexpect text "Ett telefonnummer ändras"\nexpect text "0771-567 999"\n' +
         shot("done") + "tap staff:back\nreach staff:log\nexpect text \"Installerade nytt innehåll: demo, nummer 2\"\n"
         "tap staff:leave\nexpect screen guide\n" f'expect text "{OLD}"\n'
         "tap home\ntap finish\nexpect screen language\nwait 100\n"
         f'tap lang:sv\ntap station:3\ntap topic:personnummer\nexpect text "{NEW}"\n')
    holds("the second is in", installed() == 2)
    play("same", ENTER + "stick @OUT@/good.img\nstick wait\ntap update:install:demo-2.pack\nstick wait\n"
         'expect text "redan installerat"\n' + shot("same"))
    play("older", ENTER + "stick @OUT@/first.img\nstick wait\ntap update:install:demo-1.pack\nstick wait\n"
         'expect text "för gammalt"\n' + shot("older"))
    shutil.copy(f"{OUT}/good.img", f"{OUT}/report.img")
    before = open(f"{OUT}/good.img", "rb").read()
    play("report", ENTER + "stick @OUT@/report.img\nstick wait\n" + 2 * (
        'tap update:report\nstick wait\nexpect text "Hälsorapporten är skriven"\n' + shot("report") +
        "tap update:again\nstick wait\n"))
    listing = subprocess.run(["mdir", "-b", "-i", f"{OUT}/report.img", "::"], capture_output=True, text=True).stdout
    folders = [line.strip("/: ") for line in listing.split() if "kiosk-report" in line]
    holds("each report has a folder of its own", len(folders) == 2)
    text = subprocess.run(["mtype", "-i", f"{OUT}/report.img", f"::{folders[0]}/report.txt"], capture_output=True,
                          text=True).stdout if folders else ""
    for wanted in ("installed: demo 2, issued", "starts: ", "after a crash or a power cut: 0", "paper: 0 m", "Installerade nytt innehåll", "refused ", "visits: about ", "program: "):
        holds(f"the report says \"{wanted}\"", wanted in text)
    holds("the stick is whole", subprocess.run(["fsck.vfat", "-n", f"{OUT}/report.img"], stdout=subprocess.DEVNULL,
                                               env={**os.environ, "PATH": PATH}).returncode == 0)
    holds("a stick is only written when somebody asks", open(f"{OUT}/good.img", "rb").read() == before)
    path = f"{OUT}/exfat.img"
    shell("truncate", "-s", "8M", path)
    shell("mkfs.exfat", path)
    play("report-exfat", ENTER + "stick @OUT@/exfat.img\nstick wait\ntap update:report\nstick wait\n"
         'expect text "FAT32"\n')
    play("back", ENTER + "tap update:back\n" + shot("ask") + "tap update:back-no\ntap update:back\n"
         'tap update:back-yes\nstick wait\nexpect text "förra innehållet är valt"\n' + shot("back") +
         'tap staff:leave\nwait 100\ntap lang:sv\ntap station:3\ntap topic:personnummer\n' f'expect text "{OLD}"\n')
    holds("the first is back", installed() == 1)
    if SHOTS:
        play("wide", ENTER + "stick @OUT@/good.img\nstick wait\n" + shot("wide-listed") +
             "tap update:install:demo-2.pack\nstick wait\n" + shot("wide-done") +
             "tap update:back\n" + shot("wide-ask"), panel="landscape-156")
    print(f"stick: {sum(counts.values())} pulls, {counts[1]} end in the old content and {counts[2]} in the new; the staff's page: {'all held' if not failed else failed}")
    sys.exit(bool(failed))


main()
