"""Takes the pictures of the documentation from the real program, in a headless Chromium.

    .venv/bin/python docs/take_pictures.py [chromium]

timelines.png is what `bot demo` leaves; preview.png is what `bot preview --html` shows of the sandbox's article. Needs
a Chromium or Chrome, and fonts for Japanese.
"""

from __future__ import annotations

import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

DOCS = Path(__file__).parent


def main() -> None:
    browser = sys.argv[1] if len(sys.argv) > 1 else shutil.which("chromium") or shutil.which("google-chrome")
    if not browser:
        sys.exit("no Chromium here: install one, or name it as the argument")
    with _running("demo", "--keep", until=r"The timelines, until Ctrl-C: (http://\S+)") as address:
        _photograph(browser, address, DOCS / "timelines.png", 1360, 1240)
    with (
        _running("sandbox", "--port", "0", until=r"    bot (init .*)") as init,
        tempfile.TemporaryDirectory() as folder,
    ):
        page = Path(folder) / "page.html"
        for arguments in (init.split(), ["preview", "latest", "--account", "x", "--html", str(page)]):
            subprocess.run([sys.executable, "-m", "bot", *arguments], cwd=folder, check=True, capture_output=True)
        _photograph(browser, page.as_uri(), DOCS / "preview.png", 1240, 1560)


@contextmanager
def _running(*arguments: str, until: str) -> Iterator[str]:
    """A command that goes on until Ctrl-C; what the group of `until` finds in the first line that fits."""
    process = subprocess.Popen([sys.executable, "-m", "bot", *arguments], stdout=subprocess.PIPE, text=True)
    try:
        lines = (re.fullmatch(f".*{until}\\s*", line) for line in process.stdout or ())
        found = next(filter(None, lines), None)
        yield found[1] if found else sys.exit(f"bot {arguments[0]} ended without {until}")
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate()


def _photograph(browser: str, url: str, picture: Path, width: int, height: int) -> None:
    with tempfile.TemporaryDirectory() as profile:
        quiet = ["--headless", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]
        # a container's root has no sandbox to run a browser in
        where = ["--no-sandbox", f"--user-data-dir={profile}", f"--window-size={width},{height}", "--hide-scrollbars"]
        shot = [f"--screenshot={picture}", "--force-device-scale-factor=1", "--virtual-time-budget=3000", url]
        subprocess.run([browser, *quiet, *where, *shot], check=True, capture_output=True)
    print(picture)


if __name__ == "__main__":
    main()
