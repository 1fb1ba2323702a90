"""Takes the picture of the README: the timelines that `bot demo` leaves, in a headless Chromium.

    .venv/bin/python docs/take_pictures.py [chromium]

Needs a Chromium or Chrome, and fonts for Japanese.
"""

from __future__ import annotations

import re
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

PICTURE = Path(__file__).with_name("timelines.png")
WIDTH, HEIGHT = 1360, 1240


def main() -> None:
    browser = sys.argv[1] if len(sys.argv) > 1 else shutil.which("chromium") or shutil.which("google-chrome")
    if not browser:
        sys.exit("no Chromium here: install one, or name it as the argument")
    demo = subprocess.Popen([sys.executable, "-m", "bot", "demo", "--keep"], stdout=subprocess.PIPE, text=True)
    try:
        _photograph(browser, _address_of_timelines(demo))
    finally:
        demo.send_signal(signal.SIGINT)
        demo.wait()
    print(PICTURE)


def _address_of_timelines(demo: subprocess.Popen[str]) -> str:
    for line in demo.stdout or ():
        found = re.search(r"The timelines, until Ctrl-C: (http://\S+)", line)
        if found:
            return found[1]
    sys.exit("the demo ended without its timelines")


def _photograph(browser: str, url: str) -> None:
    with tempfile.TemporaryDirectory() as profile:
        quiet = ["--headless", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]
        # a container's root has no sandbox to run a browser in
        where = ["--no-sandbox", f"--user-data-dir={profile}", f"--window-size={WIDTH},{HEIGHT}", "--hide-scrollbars"]
        shot = [f"--screenshot={PICTURE}", "--force-device-scale-factor=1", "--virtual-time-budget=3000", url]
        subprocess.run([browser, *quiet, *where, *shot], check=True, capture_output=True)


if __name__ == "__main__":
    main()
