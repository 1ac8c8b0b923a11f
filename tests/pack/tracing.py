"""strace needs the kernel's leave to trace (ptrace); some containers refuse it."""
import shutil, subprocess, sys


def or_skip(name):
    """Ends the program with a word, and well, where nothing can be traced."""
    if shutil.which("strace"):
        tried = subprocess.run(["strace", "-o", "/dev/null", "true"], capture_output=True, text=True)
        if tried.returncode == 0:
            return
        why = (tried.stderr.strip().splitlines() or ["strace fails"])[-1]
    else:
        why = "there is no strace; board/install-deps.sh installs it"
    print(f"{name}: skipped: {why}")
    sys.exit(0)
