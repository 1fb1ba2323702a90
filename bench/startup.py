"""How long the command line takes to answer, against Python's own start and click's.

    .venv/bin/python bench/startup.py

The commands that read the database ask one of a year: four sites, twenty articles a day, two accounts, all
posted. Prints the medians of interleaved runs, each a process of its own, by the clock and in processor time, and how
that compares with `python -c pass`.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from years import ACCOUNTS, SITES, Newsroom

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
    "bot status --check": ["-m", "bot", "status", "--check"],
    "bot status": ["-m", "bot", "status"],
    "bot queue": ["-m", "bot", "queue"],
    "bot history": ["-m", "bot", "history"],
    "bot history --acts": ["-m", "bot", "history", "--acts"],
    "bot explain URL": ["-m", "bot", "explain", "https://news1.example.org/"],
    "bot audit": ["-m", "bot", "audit"],
    "import sqlalchemy, aiohttp, tweepy": ["-c", "import sqlalchemy, aiohttp, tweepy"],
}

BOT_TOML = """
[appeal]
text = "Support our work: https://example.org/donate"
"""


def write_newsroom(folder: Path) -> None:
    """A bot.toml, and the database of a year that ends now."""
    sites = "".join(f'[[sites]]\nname = "News {n}"\nurl = "https://news{n}.example.org"\n' for n in range(SITES))
    accounts = "".join(
        f'[[accounts]]\nname = "{name}"\nplatform = "{platform}"\n'
        for name, platform in zip(ACCOUNTS, ("twitter", "facebook"), strict=True)
    )
    (folder / "bot.toml").write_text(BOT_TOML + sites + accounts)
    newsroom = Newsroom(folder / "bot.db")
    newsroom.publish_days(datetime.now(UTC) - timedelta(days=365), 365)
    newsroom.database.close()


def main() -> None:
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in COMMANDS}
    with tempfile.TemporaryDirectory() as folder:
        write_newsroom(Path(folder))
        for _ in range(ROUNDS):
            for name, arguments in COMMANDS.items():
                taken[name].append(seconds_of([sys.executable, *arguments], folder, TAB if "<Tab>" in name else {}))
    floor = statistics.median(processor for _, processor in taken["python -c pass"])
    for name, seconds in taken.items():
        wall, processor = (statistics.median(column) for column in zip(*seconds, strict=True))
        times = f"{wall * 1000:7.0f} ms {processor * 1000:7.0f} ms of processor"
        print(f"{name:<36} {times} {processor / floor:6.1f} × python")


def seconds_of(command: list[str], folder: str, environ: dict[str, str]) -> tuple[float, float]:
    """What one run of this command takes by the clock and in processor time, in seconds."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    # Python may keep what it has compiled, as it does where the program is installed.
    own = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    subprocess.run(command, capture_output=True, cwd=folder, env=own | environ)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.perf_counter() - began, processor


if __name__ == "__main__":
    main()
