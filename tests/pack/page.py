#!/usr/bin/env python3
"""Follows board/packs.md and nothing else: the commands of the page, one block after the other, from the first key
to a kiosk that shows a changed sentence, back by a rollback, and on with new keys after the old ones were lost.

What stands for a place or a person: an editor that writes EDIT into the guide; minisign asks for no password; the
kiosk's disk is a folder; `make` leaves out the checks, which make check runs by themselves; the days move on with the
calendar. With --check-health the kiosk's own health check judges each pack, otherwise nothing does.

usage: page.py [--check-health] PAGE BUILD OUT        run from the top of the tree"""
import datetime, glob, json, os, re, shutil, subprocess, sys, textwrap

OPTIONS = [a for a in sys.argv[1:] if a.startswith("--")]
PAGE, BUILD, OUT = (os.path.abspath(a) for a in sys.argv[1:] if not a.startswith("--"))
TREE = ["Makefile", "assets", "locales", "board", "firmware"]  # and of tests/ what make reads
ADDED = "Ring kommunen före klockan tolv."
FIRST_DAY = datetime.date(2026, 11, 28)
PLACES = {
    "editor": f"""sed -i '0,/<p>Kommunen ordnar kursen\\./s//& {ADDED}/' "$1"; grep -q '{ADDED}' "$1" """,
    "minisign": """[ "$1" = -G ] && set -- "$@" -W; exec /usr/bin/env PATH="$OTHERS" minisign "$@" """,
    "kiosk-pack": """case $1 in
        install)
            case $HEALTH$2 in real*sweden-2.pack) judge="--timeout 1200" ;; *) judge="--check /bin/true" ;; esac
            set -- "$@" --roots "$HOME/roots" --store "$HOME/store" $judge ;;
        list | rollback | gc) set -- "$@" --store "$HOME/store" ;;
        esac
        exec "$BUILD/kiosk-pack" "$@" """,
    "make": """for goal; do shift; case $goal in check-*) ;; *) set -- "$@" "$goal" ;; esac; done
        exec /usr/bin/env PATH="$OTHERS" make --no-print-directory "$@" """,
}


def blocks(page):
    """(line, commands) of each block of code; the days of the page are told as if it had been written today."""
    later = datetime.date.today() - FIRST_DAY

    def move(match):
        return str(datetime.date.fromisoformat(match.group()) + later)

    found, lines = [], page.splitlines() + ["end"]
    for number, line in enumerate(lines, 1):
        if line.startswith("    "):
            if not found or found[-1][2]:
                found.append([number, [], False])
            found[-1][1].append(line)
        elif found and line.strip():
            found[-1][2] = True
    return [(number, re.sub(r"\d{4}-\d\d-\d\d", move, textwrap.dedent("\n".join(code)))) for number, code, _ in found]


def prepare(home):
    shutil.rmtree(home, ignore_errors=True)
    os.makedirs(home + "/bin")
    os.makedirs(home + "/stick")
    for name, text in PLACES.items():
        with open(f"{home}/bin/{name}", "w", encoding="utf-8") as file:
            file.write(f"#!/bin/sh\n{text}\n")
        os.chmod(file.name, 0o755)
    os.makedirs(home + "/kiosk/build")
    os.mkdir(home + "/kiosk/tests")
    for part in glob.glob("tests/*.mk"):
        shutil.copy(part, f"{home}/kiosk/tests/")
    for name in TREE:
        subprocess.run(["cp", "-a", name, f"{home}/kiosk/"], check=True)
    subprocess.run(["cp", "-a", os.path.dirname(BUILD) + "/content", f"{home}/kiosk/build/"], check=True)
    return {**os.environ, "HOME": home, "BUILD": BUILD, "STICK": home + "/stick", "OTHERS": os.environ["PATH"],
            "PATH": f"{home}/bin:{os.environ['PATH']}", "DEPS_DONE": "1", "MAKEFLAGS": "",
            "HEALTH": "real" if "--check-health" in OPTIONS else ""}


def shows(home, language):
    """All that the guide's pages say in this language, as the kiosk shows them."""
    script = f"{home}/visit.script"
    with open(script, "w", encoding="utf-8") as file:
        file.write(f"tap lang:{language}\nexpect screen topics\ntap station:4\ntap topic:sfi\nexpect screen guide\n"
                   f"dump {home}/said.json\n")
    done = subprocess.run([f"{BUILD}/kiosk", "--store", f"{home}/store", "--script", script], capture_output=True,
                          text=True, env={**os.environ, "SDL_VIDEODRIVER": "dummy"})
    assert done.returncode == 0, done.stderr
    with open(f"{home}/said.json", encoding="utf-8") as file:
        return json.dumps(json.load(file), ensure_ascii=False)


def run(home, env, code):
    return subprocess.run(["sh", "-eu", "-c", code], cwd=home, env=env, capture_output=True, text=True)


def old_key_is_refused(home, env):
    """What the lost key signs now does not come in, and its pack of before neither."""
    code = run(home, env, """
        kiosk-pack build kiosk/build/content -o sweden-4.pack --issued $(date +%F) --expires $(date -d '90 days' +%F) |
            sed -n 's/^  //p' | sed 's/KEY/national.key/' | sh
        kiosk-pack install sweden-4.pack""")
    return code.returncode != 0 and "none of the keys" in code.stderr


def main():
    with open(PAGE, encoding="utf-8") as file:
        found = blocks(file.read())
    env, faults, visits = prepare(OUT), [], 0
    # After the block with these words the kiosk shows the changed sentence, or does not.
    looks = {"install \"$STICK/kiosk-packs/sweden-1.pack\"": False, "install \"$STICK/kiosk-packs/sweden-2.pack\"": True,
             "kiosk-pack rollback": False, "install \"$STICK/kiosk-packs/sweden-3.pack\"": True}
    for number, code in found:
        done = run(OUT, env, code)
        if done.returncode:
            print(f"{PAGE}:{number}: ends with {done.returncode}: {done.stderr or done.stdout}", file=sys.stderr)
            return 1
        for words, is_changed in looks.items():
            if words not in code:
                continue
            for language in ("sv", "so"):  # in Somali the new sentence has no translation yet
                visits += 1
                if (ADDED in shows(OUT, language)) != is_changed:
                    faults.append(f"{PAGE}:{number}: the kiosk {'does not show' if is_changed else 'shows'} the changed "
                                  f"sentence in {language}")
        if "kiosk-pack diff" in code and ADDED not in done.stdout:
            faults.append(f"{PAGE}:{number}: diff does not tell of the changed sentence")
    if visits != 2 * len(looks):
        faults.append(f"{PAGE}: {visits} visits, not {2 * len(looks)}: a step is missing from the page")
    if not old_key_is_refused(OUT, env):
        faults.append("what the lost key signs is not refused")
    for fault in faults:
        print(fault, file=sys.stderr)
    print(f"page: {len(found)} blocks of commands followed, {visits} visits, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
