"""The code blocks of a Markdown page, and shell blocks run as printed."""

import re
import subprocess

BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.M | re.S)
MARK = "-- end of block --"


def blocks(page):
    """(language, text) of every block of a page, in order."""
    return BLOCK.findall(page.read_text(encoding="utf-8"))


def matches(shown, printed):
    """True if a shown output is what was printed; “…” stands for anything, alone on a line for any lines."""
    pattern = ""
    for line in shown.rstrip("\n").split("\n"):
        if line.strip() == "…":
            pattern += r"(?:.*\n)*?"
        else:
            pattern += r".*".join(re.escape(part.rstrip()) if place else re.escape(part) for place, part in enumerate(line.rstrip().split("…"))) + r" *\n"
    return re.fullmatch(pattern, printed.rstrip("\n") + "\n") is not None


def run_shell(texts, folder, environment):
    """Runs shell blocks one after the other in one shell, as a reader would; gives what each printed on standard output."""
    script = "set -euo pipefail\n" + f"echo '{MARK}'\n".join(texts)
    done = subprocess.run(["bash", "-c", script], cwd=folder, env=environment, capture_output=True, encoding="utf-8", timeout=600)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout.split(MARK + "\n")
