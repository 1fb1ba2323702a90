"""How long the command line takes to answer, against Python's own start and click's.

    .venv/bin/python bench/startup.py

Prints the median of interleaved runs, each a process of its own, and the ratio to `python -c pass`.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROUNDS = 15
ARTICLE = Path(__file__).parents[1] / "bot" / "sandbox" / "articles" / "korean-peninsula.article"
TAB = {"_BOT_COMPLETE": "bash_complete", "COMP_WORDS": "bot pause ", "COMP_CWORD": "2"}
"""What bash asks when Tab is pressed behind `bot pause`."""

COMMANDS = {
    "python -c pass": ["-c", "pass"],
    "import click": ["-c", "import click"],
    "bot --help": ["-m", "bot", "--help"],
    "bot pause <Tab>": ["-c", "import sys; sys.argv = ['bot']; from bot.cli import main; main()"],
    "bot preview FILE": ["-m", "bot", "preview", str(ARTICLE)],
    "import sqlalchemy, aiohttp, tweepy": ["-c", "import sqlalchemy, aiohttp, tweepy"],
}


def main() -> None:
    taken: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for _ in range(ROUNDS):
        for name, arguments in COMMANDS.items():
            began = time.perf_counter()
            environ = os.environ | (TAB if name.endswith("<Tab>") else {})
            subprocess.run([sys.executable, *arguments], check=True, capture_output=True, env=environ)
            taken[name].append(time.perf_counter() - began)
    floor = statistics.median(taken["python -c pass"])
    for name, seconds in taken.items():
        median = statistics.median(seconds)
        print(f"{name:<36} {median * 1000:7.0f} ms {median / floor:6.1f} × python")


if __name__ == "__main__":
    main()
