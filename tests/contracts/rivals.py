"""Bots that work on one database at the same moment: in one thread, in two, or in two processes.

They meet before each step, so that they do it together. What their sites show follows from the plan alone, and what
they post is a line in a file, so a bot in another process needs nothing but the plan. `test_rivals.py` starts them.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.article import Article
from bot.desk import Desk
from bot.desk.deliver.publish import publish_due
from bot.desk.ingest.collect import collect
from bot.errors import FeedError
from bot.platforms import Receipt
from bot.settings import Account, load_settings
from bot.sources.types import CatchUpRequest, PollRequest, PollResult
from bot.sources.wordpress import FollowRequest, FollowResult
from bot.wiring import open_desk

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)

BOT_TOML = """
timezone = "UTC"

[watch]
every = "2m"
hold = "0s"
burst = 1000

[appeal]
text = "Please support News with a donation: news.example/donate"
"""

SITE = """
[[sites]]
name = "{name}"
url = "https://{address}.example"
"""

ACCOUNT = """
[[accounts]]
name = "{name}"
platform = "{platform}"
secrets = "{secrets}"
{pace}
"""

PROSE = "".join(f"<p>The ministers met on day {day} and agreed on point {day} of the plan.</p>" for day in range(20))

PATIENCE = 60.0
"""Seconds until a bot that does not come to a meeting is taken for broken."""

Meet = Callable[[], object]
"""Returns when every bot has called it."""


@dataclass(frozen=True)
class Plan:
    """What the bots do, as far as another process must know it."""

    folder: str
    databases: Sequence[str]
    """All are opened; the work is done in the last."""
    shown: str = "one site"
    """What the sites show: a key of `SHOWN`."""
    in_one_lot: bool = False
    """The looks at all sites are recorded in one transaction, by each bot in an order of its own."""
    rounds: int = 0
    articles: int = 1
    """New ones in each round."""

    @property
    def journal(self) -> Path:
        """Where every post is a line: its account and its link."""
        return Path(self.folder) / "posted"

    def posted(self) -> list[tuple[str, str]]:
        lines = self.journal.read_text().splitlines() if self.journal.exists() else []
        return [(account, link) for account, _, link in (line.partition(" ") for line in lines)]

    def write_settings(self, accounts: dict[str, str], pace: str = 'gap = "0s"') -> None:
        """`accounts`: the platform of each."""
        sites = [SITE.format(name=name, address=name.lower()) for name in SHOWN[self.shown]]
        kept = [
            ACCOUNT.format(name=name, platform=platform, secrets=f"SECRETS_{number}", pace=pace)
            for number, (name, platform) in enumerate(accounts.items())
        ]
        (Path(self.folder) / "bot.toml").write_text(BOT_TOML + "".join([*sites, *kept]), "utf-8")


def article(number: int, **changed: object) -> Article:
    facts = {
        "site": "News",
        "title": f"Ministers agree after a long night on plan number {number}",
        "link": f"https://news.example/{number}",
        "guid": f"guid-{number}",
        "body": PROSE.replace("plan", f"plan {number}"),
        "published": NOON - timedelta(hours=1) + timedelta(seconds=number),
        "language": "en",
    }
    return Article(**facts | changed)  # type: ignore[arg-type]


def _same_text(number: int) -> Article:
    return article(number, site="Sister", link=f"https://sister.example/{number}", guid=f"sister-{number}")


def _same_address(number: int) -> Article:
    title = f"What was decided in the {number}th night"
    return article(number, site="Sister", title=title, guid=f"sister-{number}", body=f"<p>In short: plan {number}.</p>")


SHOWN: dict[str, dict[str, Callable[[int], Article]]] = {
    "one site": {"News": article},
    "one site, an old article pinned on top": {"News": article},
    "sisters with the same texts": {"News": article, "Sister": _same_text},
    "sisters with the same addresses": {"News": article, "Sister": _same_address},
}
"""The sites, and how each shows an article."""

PINNED = article(0, published=NOON - timedelta(days=30))


@dataclass
class Sites:
    """Sites that have published so many articles, and are read as the plan says."""

    plan: Plan
    number: int
    """Of the bot that reads: two read in different orders."""
    published: int = 0
    late: tuple[Article, ...] = ()
    """Articles that stand below all others."""
    meet: Meet = lambda: None

    def look(self, requests: Sequence[PollRequest]) -> Iterator[list[PollResult]]:
        ordered = sorted(requests, key=lambda request: request.site, reverse=bool(self.number))
        looks = [PollResult(request.site, request.url, articles=self._feed(request.site)) for request in ordered]
        for lot in [looks] if self.plan.in_one_lot else [[look] for look in looks]:
            self.meet()
            yield lot

    def catch_up(self, request: CatchUpRequest) -> list[Article]:
        raise FeedError(request.site, "its feed has no older pages")

    def is_gone(self, url: str) -> bool:
        return False

    def follow(self, requests: Sequence[FollowRequest]) -> list[FollowResult]:
        return [FollowResult(request.site, fault=FeedError(request.site, "it has no API")) for request in requests]

    def _feed(self, site: str) -> tuple[Article, ...]:
        shown = tuple(SHOWN[self.plan.shown][site](number) for number in range(self.published, 0, -1))
        shown += self.late
        return (PINNED, *shown) if "pinned" in self.plan.shown else shown


@dataclass
class Timeline:
    """A platform that takes every post of one account."""

    account: str
    journal: Path
    notice: str = ""
    before_taking: Meet = lambda: None

    def publish(self, text: str, link: str) -> Receipt:
        self.before_taking()
        # A line that is appended with one write is never mixed with another's.
        with self.journal.open("ab", buffering=0) as journal:
            journal.write(f"{self.account} {link}\n".encode())
        return Receipt(link, f"https://platform.example/{self.account}/{link}")

    def find(self, text: str, link: str, since: datetime) -> Receipt | None:
        is_there = f"{self.account} {link}" in self.journal.read_text().splitlines()
        return Receipt(link, f"https://platform.example/{self.account}/{link}") if is_there else None


@dataclass
class Bot:
    """A desk of its own, with its fakes."""

    desk: Desk
    sites: Sites
    timelines: dict[str, Timeline] = field(default_factory=dict)

    def look(self, published: int, meet: Meet = lambda: None) -> None:
        """Read the sites, which have published so many articles; meet the others before each look is recorded."""
        self.sites.published, self.sites.meet = published, meet
        collect(self.desk, self.desk.settings.sites)
        self.sites.meet = lambda: None

    def publish(self) -> None:
        for account in self.desk.settings.accounts:
            publish_due(self.desk, account)


@contextmanager
def opened(plan: Plan, number: int = 0, *, now: datetime = NOON) -> Iterator[Bot]:
    settings = load_settings(Path(plan.folder) / "bot.toml", {"BOT_DATABASE": plan.databases[-1]})
    sites = Sites(plan, number)
    timelines = {one.name: Timeline(one.name, plan.journal) for one in settings.accounts}

    def platform_of(account: Account) -> Timeline:
        return timelines[account.name]

    with open_desk(settings, {}, lambda event, /, **_: None, now=lambda: now) as real:
        desk = replace(
            real,
            web=sites,
            platform_of=platform_of,
        )
        yield Bot(desk, sites, timelines)


def work(plan: Plan, number: int, meet: Meet) -> None:
    """The life of one bot: it opens the databases, and in each round records what is new and publishes it."""
    for database in plan.databases[:-1]:
        meet()
        with opened(replace(plan, databases=[database]), number):
            pass
    meet()
    with opened(plan, number) as bot:
        for published in range(plan.articles, plan.rounds * plan.articles + 1, plan.articles):
            bot.look(published, meet)
            meet()
            bot.publish()
            meet()


def in_one_thread(plan: Plan) -> None:
    work(plan, 0, lambda: None)


def in_two_threads(plan: Plan) -> None:
    barrier = threading.Barrier(2, timeout=PATIENCE)

    def live(number: int) -> None:
        try:
            work(plan, number, barrier.wait)
        except BaseException:
            barrier.abort()
            raise

    with ThreadPoolExecutor(2) as threads:
        lives = [threads.submit(live, number) for number in range(2)]
    faults = [life.exception() for life in lives]
    for fault in sorted(filter(None, faults), key=lambda one: isinstance(one, threading.BrokenBarrierError)):
        raise fault


def in_two_processes(plan: Plan) -> None:
    command = [sys.executable, "-m", __name__, json.dumps(asdict(plan))]
    environ = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    pipe = subprocess.PIPE
    bots = [
        subprocess.Popen([*command, str(number)], env=environ, stdin=pipe, stdout=pipe, stderr=pipe, text=True)
        for number in range(2)
    ]
    try:
        while _all_have_come(bots):
            for bot in bots:
                bot.stdin.write("\n")
                bot.stdin.flush()
    finally:
        faults = [bot.communicate(timeout=PATIENCE)[1] for bot in bots]
    assert not any(bot.returncode for bot in bots), "\n".join(faults)


def _all_have_come(bots: Sequence[subprocess.Popen[str]]) -> bool:
    """Wait until each bot has come to the meeting, or has ended."""
    said = [bot.stdout.readline() for bot in bots]
    return all(said)


def _meet_through_the_parent() -> None:
    print(flush=True)
    if not sys.stdin.readline():
        sys.exit("the other bot has ended")


RIVALS: dict[str, Callable[[Plan], None]] = {
    "one thread": in_one_thread,
    "two threads": in_two_threads,
    "two processes": in_two_processes,
}

if __name__ == "__main__":
    work(Plan(**json.loads(sys.argv[1])), int(sys.argv[2]), _meet_through_the_parent)
