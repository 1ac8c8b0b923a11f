"""Stores as they are before, and the commands that change them: what cuts.py kills and blocks.py replays."""
import hashlib, os, shutil, subprocess

FILES = {1: {"facts.xml": "<facts/>", "guides/sfi.xml": "one", "guides/start.xml": "same"},
         2: {"facts.xml": "<facts></facts>", "guides/sfi.xml": "two", "guides/start.xml": "same",
             "icons/new.svg": "<svg/>"}}
# What may stand in a store that was just opened for writing.
AT_REST = {"state.ini", "lock", "current", "generations", "packs", "keys", "current.new", "state.ini.new"}

# What a program that was killed before the command may not have synced: a name that counts, which it renamed into
# place, and folders to which it added names.
NOTHING_LEFT = (None,)
LEFT = {"install": ("state.ini", "packs"), "rollback": ("state.ini",), "gc": ("state.ini",), "recover": ("current",)}


def run(*command):
    return subprocess.run(command, capture_output=True, text=True)


def must(*command):
    result = run(*command)
    assert result.returncode == 0, (command, result.stderr)
    return result.stdout


def tree(folder):
    """All that the kiosk would see, as one value; 'nothing' if there is no generation."""
    if not os.path.lexists(folder):
        return "nothing"
    found = hashlib.sha256()
    for root, folders, names in os.walk(folder + "/content"):
        folders.sort()
        for name in sorted(names):
            with open(os.path.join(root, name), "rb") as file:
                found.update(os.path.relpath(file.name, folder).encode() + b"\0" + file.read() + b"\0")
    return found.hexdigest()


class Packs:
    """The packs demo-1 to demo-3 with throwaway keys below `out`, and what is done with them."""

    def __init__(self, tool, demo, out, files=None):
        self.tool, self.out, files = tool, out, files or FILES
        shutil.rmtree(out, ignore_errors=True)
        for seq in (1, 2, 3):
            for path, text in files[min(seq, 2)].items():
                path = f"{out}/content-{seq}/{path}"
                os.makedirs(os.path.dirname(path), exist_ok=True)
                with open(path, "w", encoding="utf-8") as file:
                    file.write(text)
            must(demo, tool, f"{out}/content-{seq}", f"{out}/packs", str(seq))

    def install(self, store, seq):
        return [self.tool, "install", f"{self.out}/packs/stick/demo-{seq}.pack", "--store", store, "--roots",
                f"{self.out}/packs/roots", "--check", "/bin/true"]

    def keys(self, store):
        return [self.tool, "keys", f"{self.out}/packs/stick/keys", "--store", store, "--roots", f"{self.out}/packs/roots"]

    def rollback(self, store):
        return [self.tool, "rollback", "--store", store]

    def gc(self, store):
        return [self.tool, "gc", "--store", store]

    def two_generations(self, store):
        must(*self.install(store, 1))
        must(*self.install(store, 2))

    def litter(self, store):
        """What a cut leaves: a generation and packs that nothing leads to."""
        self.two_generations(store)
        must(*self.install(store, 3))
        shutil.copytree(f"{store}/generations/3", f"{store}/generations/9")
        shutil.copytree(f"{store}/packs/demo", f"{store}/packs/other")

    def trial(self, store):
        """On trial when the kiosk was switched off."""
        self.two_generations(store)
        with open(store + "/state.ini", encoding="utf-8") as file:
            text = file.read().replace("trying = 0", "trying = 1")
        with open(store + "/state.ini", "w", encoding="utf-8") as file:
            file.write(text)
        os.remove(store + "/current")
        os.symlink("generations/1", store + "/current")

    def scenarios(self):
        """Name: (how the store comes about, the command)."""
        return {
            "first": (lambda store: None, lambda store: self.install(store, 1)),
            "keys": (lambda store: None, self.keys),
            "install": (lambda store: must(*self.install(store, 1)), lambda store: self.install(store, 2)),
            "rollback": (self.two_generations, self.rollback),
            "gc": (self.litter, self.gc),
            "recover": (self.trial, self.gc),
        }
