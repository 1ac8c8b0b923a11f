#!/usr/bin/env python3
"""Plays every script of tests/e2e through the program, then bad input, printers and the monkey.

A script's comments may carry orders for this runner:
  # each NAME: a b c        play it once for each value of @NAME@ ("offered" = every offered language)
  # args: ...               more arguments
  # pin: 482915             a state folder (@OUT@/state) with this first PIN of the staff
  # setting: KEY = VALUE    a line of that folder's settings.ini
  # same A.json B.json      both dumps are equal              # differ A.json B.json
  # has A.json ID           the dump has a node with this id
  # selected A.json ID         the dump's node with this id is chosen         # unselected A.json ID
  # disabled A.json ID         it is there and cannot be tapped
  # qr A.png                zbarimg finds a web address in the picture
  # hasnot A.json ID        the dump has no such node
  # file NAME WORDS         a file of the folder has these words              # nofile NAME WORDS
  # receipts N              that many papers were saved
  # card:                   the staff's card is made beforehand; @CARD@ is what a scanner reads on it
  # log: REGEX              a line of the log has it          # nolog: REGEX   no line has it
@PAPER@ is the code of a paper.
@OUT@ is the script's own folder."""
import argparse, concurrent.futures, json, os, re, shutil, signal, socket, subprocess, sys, threading, time

HERE = os.path.dirname(os.path.abspath(__file__))
passed, failed = 0, 0
counting = threading.Lock()
# A grown-up with a permit to work, an address and no children, from content 1: old codes stay readable.
PAPER = "409R-G1G0-H001-H"


def report(name, problem=None):
    global passed, failed
    with counting:
        if problem:
            failed += 1
            print(f"FAILED {name}: {problem}", flush=True)
        else:
            passed += 1


def run(*arguments, seconds=120):
    """The program with a fixed date; its result with both outputs as text."""
    command = [args.kiosk, "--date", "2026-11-22", *arguments]
    try:
        return subprocess.run(command, capture_output=True, text=True, timeout=seconds)
    except subprocess.TimeoutExpired:
        return subprocess.CompletedProcess(command, "time-out", "", f"not done after {seconds} s")


def offered():
    folder = os.path.join(args.content, "languages")
    codes = []
    for name in sorted(os.listdir(folder)):
        if re.search(r"^order = [1-9]", open(os.path.join(folder, name)).read(), re.M):
            codes.append(name.removesuffix(".ini"))
    return codes


def nodes(node):
    yield node
    for child in node.get("children", []):
        yield from nodes(child)


def load(folder, name):
    return json.load(open(os.path.join(folder, name)))


def whole(dump):
    """What is wrong with a dumped screen by itself."""
    for top in dump["nodes"]:
        for node in nodes(top):
            x, y, w, h = node["px"]
            name = node["id"] or node.get("text", "?")
            if x < 0 or y < 0 or x + w > dump["width_px"] or y + h > dump["height_px"]:
                return f"{name} stands outside the panel"
            if node.get("cut") or node.get("missing"):
                return f"{name} is cut off or has letters no font has"
    return None


def order_same(folder, first, second):
    return None if load(folder, first) == load(folder, second) else f"{first} and {second} differ"


def order_differ(folder, first, second):
    return f"{first} and {second} are the same" if load(folder, first) == load(folder, second) else None


def order_has(folder, name, wanted):
    for top in load(folder, name)["nodes"]:
        if any(node["id"] == wanted for node in nodes(top)):
            return None
    return f"{name} has no node {wanted}"


def order_hasnot(folder, name, wanted):
    return f"{name} has a node {wanted}" if node_of(folder, name, wanted) else None


def node_of(folder, name, wanted):
    return next((n for top in load(folder, name)["nodes"] for n in nodes(top) if n["id"] == wanted), None)


def order_selected(folder, name, wanted, value=True):
    node = node_of(folder, name, wanted)
    if node is None or node.get("selected", False) != value:
        return f"{wanted} in {name} is not there or is {'not ' if value else ''}selected"
    return None


def order_unselected(folder, name, wanted):
    return order_selected(folder, name, wanted, value=False)


def order_disabled(folder, name, wanted):
    node = node_of(folder, name, wanted)
    return f"{wanted} in {name} is not there or enabled" if node is None or node["enabled"] else None


def order_qr(folder, name):
    found = subprocess.run(["zbarimg", "-q", "--raw", os.path.join(folder, name)], capture_output=True, text=True)
    return None if "personnummer" in found.stdout else f"zbarimg reads no list from {name}"


def order_receipts(folder, count):
    papers = [n for n in os.listdir(folder) if re.fullmatch(r"receipt-\d+\.(png|bin)", n)]
    small = [n for n in papers if os.path.getsize(os.path.join(folder, n)) < 500]
    if len(papers) != 2 * int(count) or small:
        return f"{len(papers)} receipt files instead of {2 * int(count)}, nearly empty: {small}"
    return None


def order_file(folder, name, *words, wanted=True):
    has = " ".join(words) in open(os.path.join(folder, name)).read()
    return None if has == wanted else f"{name} has {'not ' if wanted else ''}{' '.join(words)}"


def order_nofile(folder, name, *words):
    return order_file(folder, name, *words, wanted=False)


ORDERS = {"hasnot": order_hasnot, "file": order_file, "nofile": order_nofile, "same": order_same, "differ": order_differ, "has": order_has, "selected": order_selected,
          "unselected": order_unselected, "disabled": order_disabled, "qr": order_qr, "receipts": order_receipts}


def follow_orders(text, folder):
    for line in text.splitlines():
        words = line.removeprefix("#").split()
        if line.startswith("#") and words and words[0] in ORDERS:
            arguments = words[1:]
            code = ORDERS[words[0]].__code__
            wanted = code.co_argcount - 1 - len(ORDERS[words[0]].__defaults__ or ())
            if len(arguments) == wanted or (code.co_flags & 4 and len(arguments) > wanted):
                problem = ORDERS[words[0]](folder, *arguments)
                if problem:
                    return problem
    for name in sorted(os.listdir(folder)):
        if name.endswith(".json"):
            problem = whole(load(folder, name))
            if problem:
                return f"{name}: {problem}"
    return None


def play(name, text, more=(), content=None):
    folder = os.path.join(args.out, re.sub(r"[^\w.=-]", "_", name))
    os.makedirs(folder)
    text = text.replace("@OUT@", folder).replace("@PAPER@", PAPER)
    script = os.path.join(folder, "played.script")
    open(script, "w").write(text)
    pin = re.search(r"^# pin: (.*)$", text, re.M)
    if pin:
        state = os.path.join(folder, "state")
        os.makedirs(state)
        subprocess.run([args.kiosk, "--set-pin", "--state", state], input=pin.group(1), text=True, check=True)
        if re.search(r"^# card:", text, re.M):
            made = subprocess.run([args.kiosk, "--set-card", "--state", state], capture_output=True, text=True, check=True)
            text = text.replace("@CARD@", made.stdout.strip())
            open(script, "w").write(text)
        more = [*more, "--state", state]
        settings = re.findall(r"^# setting: (.*)$", text, re.M)
        if settings:
            open(os.path.join(state, "settings.ini"), "w").write("\n".join(settings) + "\n")
    result = run("--content", content or args.content, "--printer", f"sim:{folder}", "--script", script, *more)
    if result.returncode != 0:
        told = [l for l in result.stderr.splitlines() if not l.startswith(("info ", "warning "))]
        return f"exit {result.returncode}\n    " + "\n    ".join(told[:40])
    return follow_logs(text, result.stderr) or follow_orders(text, folder)


def follow_logs(text, log):
    for order, regex in re.findall(r"^# (log|nolog): (.*)$", text, re.M):
        if bool(re.search(regex, log)) != (order == "log"):
            return f"the log {'misses' if order == 'log' else 'has'} {regex}: {log.strip()[-300:]}"
    return None


def play_scripts():
    """Each in a folder of its own, as many at once as there are processors."""
    jobs = []
    for file in sorted(os.listdir(HERE)):
        if not file.endswith(".script"):
            continue
        name, text = file.removesuffix(".script"), open(os.path.join(HERE, file)).read()
        each = re.search(r"^# each (\w+): (.*)$", text, re.M)
        more = re.search(r"^# args: (.*)$", text, re.M)
        more = more.group(1).split() if more else []
        if not each:
            jobs.append((name, text, more))
            continue
        values = offered() if each.group(2) == "offered" else each.group(2).split()
        for value in values:
            holder = f"@{each.group(1)}@"
            jobs.append((f"{name} {value}", text.replace(holder, value), [m.replace(holder, value) for m in more]))
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        for job, problem in zip(jobs, pool.map(lambda job: play(*job), jobs)):
            report(job[0], problem)


# ---------------------------------------------------------------- arguments and scripts that make no sense

BAD_ARGUMENTS = [
    (["--nonsense"], r"--nonsense is not an option"),
    (["--lang"], r"--lang needs a value"),
    (["--lang", "xx"], r'no language "xx".*has: .*\bar\b'),
    (["--lang", "../sv"], r"no language"),
    (["--panel", "no-such"], r'no panel "no-such".*portrait-156'),
    (["--panel", "../panels/portrait-156"], r"no panel"),
    (["--printer-model", "no-such"], r'no printer model "no-such".*generic-80mm'),
    (["--printer", "lp0"], r'"lp0".*file:PATH.*tcp://HOST.*usblp:.*sim:DIR'),
    (["--printer", "tcp://:x"], r"tcp://HOST"),
    (["--printer", "sim:"], r"sim:DIR"),
    (["--printer", "sim:/proc/no/such"], r"/proc/no.*cannot make the folder"),
    (["--window", "big"], r"--window big: .*540x960"),
    (["--window", "0x100"], r"--window"),
    (["--window", "100x100x"], r"--window"),
    (["--date", "22/11/2026"], r"--date 22/11/2026: .*YYYY-MM-DD"),
    (["--date", "2026-02-29"], r"a day that exists"),
    (["--date", "2026-1-1"], r"--date"),
    (["--time", "25:00"], r"--time 25:00: .*HH:MM"),
    (["--time", "9:00"], r"--time 9:00"),
    (["--text-size", "huge"], r"--text-size huge: .*normal, large"),
    (["--monkey", "1"], r"--monkey 1: .*SEED:COUNT"),
    (["--monkey", "1:-5"], r"--monkey"),
    (["--monkey", "1:5x"], r"--monkey"),
    (["--state", "/no/such/folder"], r"--state /no/such/folder: .*No such"),
    (["--state", "/etc/hostname"], r"--state /etc/hostname: is not a folder"),
    (["--script", "x", "--monkey", "1:1"], r"--script and --monkey"),
    (["guides"], r'"guides" belongs to no option'),
]


def sentences(stderr):
    return [l for l in stderr.splitlines() if l.startswith("kiosk: ")]


def bad_arguments():
    for arguments, wanted in BAD_ARGUMENTS:
        result = run("--content", args.content, *arguments)
        told, name = sentences(result.stderr), "arguments " + " ".join(arguments)
        if result.returncode != 2:
            report(name, f"exit {result.returncode} instead of 2: {result.stderr.strip()[-300:]}")
        elif len(told) != 1 or not re.search(wanted, told[0]):
            report(name, f"said {told} instead of one sentence with {wanted}")
        else:
            report(name)
    for arguments, wanted in [(["--help"], r"--monkey SEED:COUNT"), (["--version"], r"^kiosk \S+")]:
        result = run(*arguments)
        good = result.returncode == 0 and re.search(wanted, result.stdout)
        report(" ".join(arguments), None if good else f"exit {result.returncode}: {result.stdout[:200]}")


BAD_SCRIPTS = [
    ("jump\n", r":1: jump\n.*no command; possible: tap"),
    ("\n# fine\ntap nowhere\n", r':3: tap nowhere\n.*no "nowhere".*\n.*screen: language'),
    ("tap\n", r"tap needs something"),
    ("expect screen topics\n", r":1: .*\n.*not the screen \"topics\"\n.*screen: language"),
    ('expect text "no such words"\n', r"no text on this screen.*\n.*screen: language\n(.*\n)*.*Svenska"),
    ("expect nothing\n", r"neither screen ID nor text"),
    ("stopwatch\ntap lang:sv\nexpect actions 0\n", r":3: .*\n.*it took 1 actions since the stopwatch, at most 0"),
    ("stopwatch\nwait 2500\nexpect seconds 2\n", r":3: .*\n.*it took 3 seconds"),
    ("expect actions few\n", r"not a number of actions"),
    ("card ar\n", r"no card"),
    ("noise mouse 3\n", r"makes no noise"),
    ("noise keypad x\n", r"makes no noise"),
    ("wait long\n", r"not a number of milliseconds"),
    ("wait -5\n", r"not a number of milliseconds"),
    ("printer on-fire\n", r"on-fire.*possible: none, paper-end"),
    ("printed\n", r"no job is printing"),
    ("shot /no/such/folder/x.png\n", r"/no/such/folder"),
    ("dump /no/such/folder/x.json\n", r"/no/such/folder"),
    ("tap lang:sv\n" + "x" * 2000 + "\n", r":2: .*\n.*longer than"),
]


def bad_scripts():
    path = os.path.join(args.out, "bad.script")
    for number, (text, wanted) in enumerate(BAD_SCRIPTS):
        open(path, "w").write(text)
        result = run("--content", args.content, "--script", path)
        good = result.returncode == 1 and re.search(wanted, result.stderr)
        report(f"bad script {number}", None if good else f"exit {result.returncode}: {result.stderr[-600:]}")
    result = run("--content", args.content, "--script", "/no/such.script")
    good = result.returncode == 1 and "/no/such.script: cannot open" in result.stderr
    report("no script", None if good else result.stderr)


# ---------------------------------------------------------------- content that is not right

def content_copy(name):
    folder = os.path.join(args.out, name)
    shutil.copytree(args.content, folder)
    return folder


def put(*path, text=None, cut=None, replace=None):
    """An edit of one file of the content: new text, only its first bytes, or one word for another."""
    def edit(folder):
        file = os.path.join(folder, *path)
        if text is not None:
            open(file, "w").write(text)
        elif cut is not None:
            data = open(file, "rb").read()
            open(file, "wb").write(data[:cut])
        else:
            data = open(file).read()
            assert replace[0] in data, (file, replace)
            open(file, "w").write(data.replace(*replace, 1))
    return edit


def drop(*path):
    def edit(folder):
        file = os.path.join(folder, *path)
        shutil.rmtree(file) if os.path.isdir(file) else os.remove(file)
    return edit


def broken_font(folder):
    os.makedirs(os.path.join(folder, "fonts"), exist_ok=True)
    open(os.path.join(folder, "fonts", "NotoSans-Regular.ttf"), "wb").write(b"this is no font" * 100)


# name, edit, what the sentence must say: the file, and the line where there is one
BAD_CONTENT = [
    ("no-content", lambda folder: shutil.rmtree(folder), r"no-content: there is no such content folder"),
    ("guide-malformed", put("guides", "sfi.xml", replace=("</title>", "</titel>")), r"guides/sfi\.xml:\d+"),
    ("guide-cut", put("guides", "sfi.xml", cut=900), r"guides/sfi\.xml:\d+"),
    ("guide-empty", put("guides", "sfi.xml", text=""), r"guides/sfi\.xml"),
    ("guide-not-xml", put("guides", "sfi.xml", text="\0\1\2\xff"), r"guides/sfi\.xml:\d+"),
    ("guides-missing", drop("guides"), r"guides"),
    ("guide-required-missing", drop("guides", "personnummer.xml"), r"guides/\S+\.xml:\d+.*personnummer"),
    ("facts-missing", drop("facts.xml"), r"facts\.xml.*No such file"),
    ("stations-missing", drop("stations.xml"), r"stations\.xml.*No such file"),
    ("local-malformed", put("local.xml", text="<local/>"), r"local\.xml:1"),
    ("questions-malformed", put("questions.xml", cut=700), r"questions\.xml:\d+"),
    ("languages-missing", drop("languages"), r"languages"),
    ("language-malformed", put("languages", "ar.ini", replace=("direction = rtl", "direction = up")), r"ar\.ini:\d+.*direction"),
    ("language-no-font", put("languages", "ar.ini", replace=("NotoSansArabic", "NotoSansNowhere")), r"ar\.ini.*NotoSansNowhere"),
    ("swedish-missing", drop("languages", "sv.ini"), r"sv\.ini"),
    ("fonts-missing", drop("fonts.ini"), r"fonts\.ini"),
    ("fonts-unknown-file", put("fonts.ini", replace=("NotoSans-Regular.ttf", "Nowhere.ttf")), r"fonts\.ini:\d+.*Nowhere\.ttf"),
    ("font-broken", broken_font, r"NotoSans-Regular\.ttf"),
    ("panel-malformed", put("panels", "portrait-156.ini", replace=("width_px = 1080", "width_px = wide")), r"portrait-156\.ini:\d+.*width_px"),
]


def bad_content():
    script = os.path.join(args.out, "out-of-order.script")
    open(script, "w").write('expect screen out-of-order\nexpect text "fungerar inte"\nexpect text "not working"\n'
                            'expect text "لا تعمل"\n' + f"shot {args.out}/out-of-order.png\ndump {args.out}/out-of-order.json\n")
    for name, edit, wanted in BAD_CONTENT:
        folder = content_copy(name)
        edit(folder)
        result = run("--content", folder, "--script", script)
        told = [l for l in result.stderr.splitlines() if l.startswith("error ")]
        rest = [l for l in result.stderr.splitlines() if not l.startswith(("error ", "info ", "warning "))]
        if result.returncode != 1 or rest:
            report(name, f"exit {result.returncode}, no out-of-order screen: {result.stderr[-600:]}")
        elif len(told) != 1 or not re.search(wanted, told[0]):
            report(name, f"said {told} instead of one sentence with {wanted}")
        else:
            report(name)
        if os.path.isdir(folder):
            shutil.rmtree(folder)


def missing_catalogue():
    """A language without its catalogue is shown in Swedish, and the log says which file."""
    folder = content_copy("catalogue-missing")
    files = [os.path.join(folder, "locale", "ar", "LC_MESSAGES", n) for n in ("kiosk-ar.mo", "guides-ar.mo")]
    missing = [f for f in files if not os.path.exists(f)]
    if missing:
        return report("catalogue-missing", f"the content was built without {missing}")
    os.remove(files[0])
    open(files[1], "r+b").truncate(200)
    script = os.path.join(args.out, "catalogue.script")
    open(script, "w").write('tap lang:ar\nexpect screen topics\ntap station:3\ntap topic:personnummer\n'
                            'expect screen guide\nexpect text "personnummer"\n')
    result = run("--content", folder, "--script", script)
    problem = None
    if result.returncode != 0:
        problem = f"exit {result.returncode}: {result.stderr[-600:]}"
    else:
        for name in ("kiosk-ar.mo", "guides-ar.mo"):
            if not re.search(rf"warning .*{name}", result.stderr):
                problem = f"nothing is said about {name}"
    report("catalogue-missing", problem)
    shutil.rmtree(folder)


# ---------------------------------------------------------------- many answers to one question

ANSWERS = ["none", "a", "b", "c", "d", "e", "f", "g", "h", "i", "j"]
MANY = ('<questions><question id="ticks" icon="done" many="yes"><text>Vad har du gjort?</text><why>Vi frågar.</why>'
        + "".join(f'<answer value="{v}" icon="info">Svar {v}</answer>' for v in ANSWERS) + "</question>")
MANY_STEP = ('<step id="ticks" icon="info"><when><is question="ticks" in="a b"/></when><title>Steg för a och b</title>'
             "<p>Gör det.</p></step><source")


MANY_SCRIPT = """tap lang:ar
tap checklist
expect screen question
@LAST-ar@dump @OUT@/nothing.json
@FIRST-ar@tap answer:ticks=a
dump @OUT@/a.json
shot @OUT@/a.png
tap language
tap lang:sv
expect screen question
dump @OUT@/a-swedish.json
tap answer:ticks=none
dump @OUT@/none.json
tap answer:ticks=a
tap answer:ticks=a
dump @OUT@/untouched.json
tap answer:ticks=a
@LAST-sv@dump @OUT@/next.json
tap answer:ticks=j
tap next
dump @OUT@/second.json
tap back
dump @OUT@/back.json
@LAST-sv@dump @OUT@/back-last.json
@FIRST-sv@tap answer:ticks=unknown
tap back
dump @OUT@/unknown.json
tap answer:ticks=a
dump @OUT@/a-again.json
# disabled nothing.json next
# selected a.json answer:ticks=a
# unselected a.json answer:ticks=none
# selected a-swedish.json answer:ticks=a
# selected none.json answer:ticks=none
# unselected none.json answer:ticks=a
# unselected untouched.json answer:ticks=a
# differ next.json second.json
# selected back.json answer:ticks=a
# selected back-last.json answer:ticks=j
# selected unknown.json answer:ticks=unknown
# unselected unknown.json answer:ticks=a
# selected a-again.json answer:ticks=a
# unselected a-again.json answer:ticks=unknown
"""


def many_answers():
    """The first question takes many answers: boxes that tick, none alone, parts as pages, Next when one is chosen."""
    content = content_copy("many-content")
    put("questions.xml", replace=("<questions>", MANY))(content)
    put("guides", "sfi.xml", replace=("<source", MANY_STEP))(content)
    for more in ([], ["--text-size", "largest"], ["--panel", "landscape-156"]):
        text, name = MANY_SCRIPT, " ".join(["many", *more])
        for lang in ("ar", "sv"):
            parts = parts_of_many(content, lang, more)
            text = text.replace(f"@LAST-{lang}@", "tap more\n" * (parts - 1)).replace(f"@FIRST-{lang}@", "tap back\n" * (parts - 1))
        report(name, play(name, text, more, content))
    shutil.rmtree(content)


def parts_of_many(content, lang, more):
    """How many parts the first question has: the last one is where Next is."""
    script, dump = os.path.join(args.out, "parts.script"), os.path.join(args.out, "parts.json")
    for parts in range(1, 12):
        open(script, "w").write(f"tap lang:{lang}\ntap checklist\n" + "tap more\n" * (parts - 1) + f"dump {dump}\n")
        result = run("--content", content, "--script", script, *more)
        if result.returncode == 0 and node_of(args.out, "parts.json", "next"):
            return parts
    return 1


# ---------------------------------------------------------------- printers

TO_PAPER = ("tap lang:sv\ntap checklist\ntap answer:permit=protection\ntap answer:age=20-65\n"
            "tap answer:children=none\ntap next\ntap answer:address=yes\ntap answer:housing=own\n"
            "tap answer:done=none\ntap next\ntap print\n")


def printers():
    script, paper = os.path.join(args.out, "print.script"), os.path.join(args.out, "paper.bin")
    open(script, "w").write(TO_PAPER + "printed\nexpect screen finish\n")
    result = run("--content", args.content, "--printer", f"file:{paper}", "--script", script)
    good = result.returncode == 0 and os.path.getsize(paper) > 5000
    report("printer file", None if good else f"exit {result.returncode}: {result.stderr[-600:]}")
    open(script, "w").write(TO_PAPER + f"wait 20000\nexpect screen printing\ndump {args.out}/none.json\n")
    for uri in ("file:/no/such/folder/paper.bin", "usblp:/dev/no-such-printer", "none"):
        result = run("--content", args.content, "--printer", uri, "--script", script)
        said = uri == "none" or re.search(r"warning printer .*/no", result.stderr)
        problem = None
        if result.returncode != 0:
            problem = f"exit {result.returncode}: {result.stderr[-600:]}"
        elif not said:
            problem = f"the log does not say what is wrong: {result.stderr[-300:]}"
        else:
            problem = order_has(args.out, "none.json", "qr")
        report(f"printer {uri}", problem)


def network_printer():
    """A listener that never answers gets the same paper as a file; nobody listening is told and shown as a code."""
    script, paper = os.path.join(args.out, "tcp.script"), os.path.join(args.out, "tcp-paper.bin")
    open(script, "w").write(TO_PAPER + "printed\nexpect screen finish\n")
    taken = bytearray()

    def listen():
        connection, _ = server.accept()
        connection.settimeout(30)
        while chunk := connection.recv(65536):
            taken.extend(chunk)
            time.sleep(0.01)  # slower than the script's own time

    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(30)
        uri = f"tcp://127.0.0.1:{server.getsockname()[1]}"
        thread = threading.Thread(target=listen)
        thread.start()
        result = run("--content", args.content, "--printer", uri, "--script", script)
        thread.join()
    run("--content", args.content, "--printer", f"file:{paper}", "--script", script)
    good = result.returncode == 0 and len(taken) >= os.path.getsize(paper) > 5000
    report("printer tcp", None if good else f"exit {result.returncode}, {len(taken)} bytes: {result.stderr[-600:]}")
    open(script, "w").write(TO_PAPER + f"wait 20000\nexpect screen printing\ndump {args.out}/refused.json\n")
    for gone in (uri, "file:/dev/full"):
        result = run("--content", args.content, "--printer", gone, "--script", script)
        problem = None if result.returncode == 0 else f"exit {result.returncode}: {result.stderr[-600:]}"
        if not problem and f"warning printer {gone}: takes no bytes" not in result.stderr:
            problem = f"the log does not name it: {result.stderr[-300:]}"
        report(f"printer that takes nothing: {gone[:8]}", problem or order_has(args.out, "refused.json", "qr"))


def no_display():
    """Without a display and without a script it says so instead of playing to nobody."""
    hidden = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY", "SDL_VIDEODRIVER")}
    try:
        result = subprocess.run([args.kiosk, "--content", args.content], env=hidden, capture_output=True, text=True, timeout=30)
    except subprocess.TimeoutExpired:
        return report("no display", "runs on, seen by nobody")
    good = result.returncode == 1 and re.search(r"error kiosk display: .*--script", result.stderr)
    report("no display", None if good else f"exit {result.returncode}: {result.stderr[-300:]}")


# ---------------------------------------------------------------- printed cards

def printed_codes(folder):
    """What zbarimg reads on all papers of the folder."""
    papers = [os.path.join(folder, n) for n in sorted(os.listdir(folder)) if re.fullmatch(r"receipt-\d+\.png", n)]
    found = subprocess.run(["zbarimg", "-q", "--raw", *papers], capture_output=True, text=True) if papers else None
    return found.stdout.split() if found else []


def cards():
    """The cards that come out of the printer are read by another program and do what they say."""
    def typed(pin):
        return "".join(f"tap pin:{digit}\n" for digit in pin) + "tap pin:ok\n"

    folder = os.path.join(args.out, "cards")
    state, script = os.path.join(folder, "state"), os.path.join(folder, "print.script")
    os.makedirs(state)
    subprocess.run([args.kiosk, "--set-pin", "--state", state], input="482915", text=True, check=True)
    base = ["--content", args.content, "--state", state, "--script", script]
    open(script, "w").write("tap staff\ntap staff:enter\n" + typed("482915") + typed("372915") * 2
                            + "expect screen staff\ntap staff:card\ntap staff:card:print\nprinted\n")
    result = run(*base, "--printer", f"sim:{folder}")
    codes = printed_codes(folder)
    open(script, "w").write("tap lang:ar\n" + "".join(f"type {c}\n" for c in codes) + "expect screen staff\n")
    good = result.returncode == 0 and len(codes) == 1 and run(*base).returncode == 0
    report("printed staff card", None if good else f"{len(codes)} codes, {result.stderr[-400:]}")
    shutil.rmtree(folder)
    os.makedirs(state)
    subprocess.run([args.kiosk, "--set-pin", "--state", state], input="482915", text=True, check=True)
    open(script, "w").write("tap staff\ntap staff:enter\n" + typed("482915") + typed("372915") * 2
                            + "tap staff:print\ntap sheet:cards\nprinted\n")
    result = run(*base, "--printer", f"sim:{folder}")
    codes = set(printed_codes(folder))
    open(script, "w").write("".join(f"type {c}\nexpect screen greeting\ntap language\nexpect screen language\n" for c in sorted(codes)))
    good = result.returncode == 0 and len(codes) == len(offered()) and run(*base).returncode == 0
    report("printed language cards", None if good else f"{sorted(codes)}, {result.stderr[-400:]}")


# ---------------------------------------------------------------- window and monkey

def switches(pid):
    text = "".join(open(f"/proc/{pid}/task/{t}/status").read() for t in os.listdir(f"/proc/{pid}/task"))
    return sum(int(n) for n in re.findall(r"^voluntary_ctxt_switches:\s*(\d+)", text, re.M))


def window():
    """The real window under Xvfb: a first frame, asleep when nobody is there, a clean end."""
    command = ["xvfb-run", "-a", "-s", "-screen 0 800x1000x24", "sh", "-c", 'echo $$; exec "$@"', "sh",
               args.kiosk, "--content", args.content, "--printer", "none"]
    log = os.path.join(args.out, "window.log")
    with open(log, "w") as err:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=err, text=True)
    first, problem, end = process.stdout.readline(), None, time.time() + 60
    if not first:  # xvfb-run ended before it began
        process.wait()
        return report("window", "no display: " + open(log).read()[-400:])
    pid = int(first)
    while "first_frame=presented" not in open(log).read() and time.time() < end and process.poll() is None:
        time.sleep(0.05)
    if "first_frame=presented" not in open(log).read():
        problem = "no first frame: " + open(log).read()[-400:]
    else:
        time.sleep(1.5)  # the window manager's greetings are over
        before = switches(pid)
        time.sleep(3)
        if switches(pid) != before:
            problem = f"{switches(pid) - before} wake-ups in 3 s of nothing"
        os.kill(pid, signal.SIGTERM)
    if process.poll() is None:
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            problem = problem or "does not end when asked to"
    if process.returncode != 0:
        problem = problem or f"exit {process.returncode}: " + open(log).read()[-400:]
    report("window", problem)


def monkey(job):
    seed, _again = job
    more = ["--panel", "landscape-156"] if seed % 3 == 0 else []
    return run("--content", args.content, "--monkey", f"{seed}:2000", *more, seconds=600)


def monkeys():
    """The first one twice: the same seed must do the same."""
    jobs = [(1, True)] + [(seed, False) for seed in range(1, args.monkeys + 1)]
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        results = list(pool.map(monkey, jobs))
    for (seed, again), result in zip(jobs, results):
        problem = None
        if result.returncode != 0:
            told = [l for l in result.stderr.splitlines() if not l.startswith(("info ", "warning "))]
            problem = f"exit {result.returncode}: " + "\n    ".join(told[-12:])
        elif again and result.stdout != results[1].stdout:
            problem = "the same seed did different things"
        report(f"monkey {seed}", problem)


parser = argparse.ArgumentParser()
parser.add_argument("--kiosk", required=True)
parser.add_argument("--content", required=True)
parser.add_argument("--out", required=True)
parser.add_argument("--monkeys", type=int, default=3)
parser.add_argument("--only", help="one part: scripts, arguments, bad-scripts, content, many, catalogue, printers, network, no-display, cards, window, monkeys")
args = parser.parse_args()
args.kiosk, args.content, args.out = (os.path.abspath(p) for p in (args.kiosk, args.content, args.out))
shutil.rmtree(args.out, ignore_errors=True)
os.makedirs(args.out)
# What SDL's libraries keep until the process ends is not the kiosk's leak.
with open(os.path.join(args.out, "leaks-of-others"), "w") as known:
    known.write("leak:libdbus-1.so\nleak:libX11.so\n")
os.environ["LSAN_OPTIONS"] = f"suppressions={known.name}:print_suppressions=0"
PARTS = {"scripts": play_scripts, "arguments": bad_arguments, "bad-scripts": bad_scripts, "content": bad_content,
         "many": many_answers,
         "catalogue": missing_catalogue, "printers": printers, "network": network_printer, "no-display": no_display, "cards": cards, "window": window, "monkeys": monkeys}
# What meets the clock of the wall, the network or a display has the machine for itself.
ALONE = ("printers", "network", "no-display", "window")
chosen = {part: function for part, function in PARTS.items() if args.only in (None, part)}
with concurrent.futures.ThreadPoolExecutor(os.cpu_count() or 1) as together:
    running = {part: together.submit(function) for part, function in chosen.items() if part not in ALONE}
    for part in running:
        running[part].result()
for part in ALONE:
    if part in chosen:
        chosen[part]()
print(f"e2e: {passed} passed, {failed} failed")
sys.exit(1 if failed else 0)
