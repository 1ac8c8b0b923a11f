#!/usr/bin/env python3
"""kiosk --watch shows what is saved, says what cannot be read, and stays where it is: the program with SDL's
dummy display on a copy of the content."""
import argparse, os, re, shutil, signal, subprocess, sys, threading, time

parser = argparse.ArgumentParser()
parser.add_argument("--kiosk", required=True)
parser.add_argument("--content", required=True)
parser.add_argument("--out", required=True)
args = parser.parse_args()
passed, failed = 0, 0


def expect(name, good, detail=""):
    global passed, failed
    if good:
        passed += 1
    else:
        failed += 1
        print(f"FAILED {name} {detail}")


class Kiosk:
    def __init__(self, *arguments):
        self.process = subprocess.Popen([args.kiosk, "--date", "2026-11-22", *arguments], text=True, stderr=subprocess.PIPE,
                                        stdout=subprocess.DEVNULL, env={**os.environ, "SDL_VIDEODRIVER": "dummy"})
        self.lines = []
        threading.Thread(target=lambda: self.lines.extend(iter(self.process.stderr.readline, "")), daemon=True).start()

    def said(self, words, after=0, seconds=20):
        """The number of lines when the words stood in one, or None in time."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            for i in range(after, len(self.lines)):
                if words in self.lines[i]:
                    return i + 1
            if self.process.poll() is not None and after >= len(self.lines):
                break
            time.sleep(0.02)
        return None

    def end(self):
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=20)


def edit(path, old, new):
    text = open(path, encoding="utf-8").read()
    assert old in text, f"{path} has no {old}"
    with open(path + ".new", "w", encoding="utf-8") as f:
        f.write(text.replace(old, new, 1))
    os.rename(path + ".new", path)  # as editors save


shutil.rmtree(args.out, ignore_errors=True)
content = os.path.join(args.out, "content")
shutil.copytree(args.content, content)
facts = os.path.join(content, "facts.xml")

kiosk = Kiosk("--watch", content, "--lang", "ar")
at = kiosk.said("first_frame=presented")
expect("starts", at is not None, kiosk.lines)
# One save after the other, in folders at every depth, in a file that is written in place and in a new one.
guide = os.path.join(content, "guides", "sfi.xml")
edit(guide, "<guide", "<!-- edited --><guide")
at = kiosk.said("content=read", at or 0)
expect("a guide is read anew", at is not None, kiosk.lines)
with open(guide, "a", encoding="utf-8") as f:
    f.write("<broken")
at = kiosk.said("guides/sfi.xml:", at or 0)
expect("a broken guide is named with its line", at is not None and re.search(r"guides/sfi\.xml:\d+", kiosk.lines[at - 1]), kiosk.lines)
edit(guide, "<broken", "")
at = kiosk.said("content=read", at or 0)
expect("mended, it is read", at is not None, kiosk.lines)
catalogue = os.path.join(content, "locale", "ar", "LC_MESSAGES", "guides-ar.mo")
shutil.copy(catalogue, catalogue + ".new")
os.rename(catalogue + ".new", catalogue)
at = kiosk.said("content=read", at or 0)
expect("a catalogue is read anew", at is not None, kiosk.lines)
os.makedirs(os.path.join(content, "new", "folder"))
at = kiosk.said("content=read", at or 0)
open(os.path.join(content, "new", "folder", "file"), "w").close()
at = kiosk.said("content=read", at or 0)
expect("a folder that came later is watched too", at is not None, kiosk.lines)
wakes = len(kiosk.lines)
time.sleep(1)
expect("nothing is read when nothing is saved", len(kiosk.lines) == wakes, kiosk.lines)
expect("ends well", kiosk.end() == 0, kiosk.lines)

kiosk = Kiosk("--watch", os.path.join(args.out, "nowhere"))
expect("no such folder", kiosk.said("there is no such content folder") is not None, kiosk.lines)
kiosk.end()
run = subprocess.run([args.kiosk, "--watch", content, "--script", "x"], capture_output=True, text=True)
expect("no script with it", run.returncode == 2 and "--watch wants a window" in run.stderr, run.stderr)
print(f"watch: {passed} passed, {failed} failed")
sys.exit(1 if failed else 0)
