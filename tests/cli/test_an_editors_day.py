"""An editor's day at a terminal, beside a bot that runs: what the terminal says is what then happens."""

from __future__ import annotations

import json
import re
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from bot.sandbox.articles import SampleArticle
from tests.sources.conftest import local_site

__all__ = ["local_site"]

FERRY = SampleArticle(
    title="Ferry to Oshima stops on Monday",
    slug="ferry",
    author="Aoi Mori",
    tags=("Japan",),
    language="en",
    body="<p>The night ferry to Oshima will not run for a week from Monday, the harbour office of Shimoda said.</p>",
)
MARKET = SampleArticle(
    title="Fish market of Numazu opens at night",
    slug="market",
    author="Aoi Mori",
    tags=("Japan",),
    language="en",
    body="<p>The fish market of Numazu will open from eight in the evening until two in the morning from May on.</p>",
)


class Day:
    """The editor's terminal, and the log of the bot that runs beside it."""

    def __init__(self, office, bot: subprocess.Popen[str]) -> None:
        self._office = office
        self._log = self._events(bot)

    def types(self, *args: str, answers: str = "", **environ: str) -> str:
        """What the command shows on a terminal of 100 columns; it succeeds."""
        code, shown = self._office.on_terminal(*args, typed=answers, columns=100, TERM="dumb", **environ)
        assert code == 0, shown
        return shown

    def reads_of(self, event: str, **fields: object) -> None:
        """Wait until the bot tells of this, as its log does."""
        assert any(told["event"] == event and fields.items() <= told.items() for told in self._log), (
            f"the bot ended without {event}"
        )

    @staticmethod
    def _events(bot: subprocess.Popen[str]) -> Iterator[dict[str, object]]:
        assert bot.stderr is not None
        return (json.loads(line) for line in bot.stderr)


@pytest.fixture
def day(office, running: Callable[..., subprocess.Popen[str]]) -> Day:
    """On X every post waits for the editor; on the Page none does."""
    office.write_settings(**{'platform = "x"': 'platform = "x"\nreview = true'})
    begun = Day(office, running("run", "--log-format", "json"))
    begun.reads_of("site.baseline")
    return begun


@pytest.fixture
def editor(office) -> str:
    """A program that puts a word in capitals, as somebody in an editor would."""
    path = office.folder / "editor"
    path.write_text(
        f"#!{sys.executable}\nimport pathlib, sys\nfile = pathlib.Path(sys.argv[1])\n"
        "file.write_text(file.read_text().replace('Ferry', 'FERRY', 1))\n"
    )
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


def test_what_the_terminal_says_all_day_is_what_happens(office, day, editor):
    link = office.newsroom.publish(FERRY)
    day.reads_of("delivery.sent", account="page")

    # In the morning the post for X waits; she reads it, puts a word in capitals, and gives it a time.
    assert re.search(r"(?m)^ +1 +held .* mtt +Ferry to Oshima stops on Monday$", day.types("queue"))
    assert "every post of this account waits for an editor" in day.types("queue", "-v")
    assert FERRY.title in day.types("preview", "1", "--no-card")
    assert "1 has an editor's text" in day.types("edit", "1", EDITOR=editor)
    foreseen = re.search(r"goes out (\d{4}-\d\d-\d\d \d\d:\d\d)", day.types("schedule", "1", "in", "3h"))
    assert foreseen
    assert foreseen[1].split()[1] in day.types("queue", "--days", "2")

    # She changes her mind: now, and as she has written it.
    assert "goes out" in day.types("schedule", "1", "now")
    day.reads_of("delivery.sent", delivery=1)
    (on_x,) = office.texts()["x"]
    assert on_x.startswith("FERRY to Oshima stops on Monday")

    # The next article is nothing for X; the question names what is done.
    office.newsroom.publish(MARKET)
    day.reads_of("delivery.sent", account="page")
    assert "Skip 1 post?" in day.types("skip", "3", answers="y\n")
    assert "is skipped" in day.types("explain", "3")

    # At noon the newsroom corrects the first one: the Page's post follows, the one on X is deleted.
    office.newsroom.correct(link, replace(FERRY, title="Ferry to Oshima stops on Tuesday"))
    day.reads_of("article.changed_after_posting")
    assert "`bot correct 1`" in day.types("status")
    assert "Change the post on Facebook?" in day.types("correct", "2", answers="y\n")
    assert [text.split("\n")[0] for text in office.texts()["facebook"]] == [
        "Ferry to Oshima stops on Tuesday",
        MARKET.title,
    ]
    assert "Delete 1 post that followers can see now?" in day.types("delete", "1", answers="y\n")
    assert office.texts()["x"] == []
    assert "Changed after posting" not in day.types("status")

    # In the evening she sees who has done what, takes back the last thing that can be, and stops everything.
    acts = day.types("history", "--acts")
    assert all(name in acts for name in ("edited", "scheduled", "skipped", "asked for another text"))
    assert "3 is held" in day.types("undo", "3")
    assert "mtt is paused" in day.types("pause")
    assert office.json("status")["accounts"][0]["held_back"].startswith("paused")
