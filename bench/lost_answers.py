"""What becomes of posts on a Facebook Page whose calls end badly, in two steps and in one, by the real desk and client.

    python bench/lost_answers.py [DELIVERIES] [SEED]

Ten thousand deliveries, when nothing else is said, each way. Facebook's stand-in answers without a network between.
Three of ten calls meet a fault: the answer is lost, cut or an error after storing or before, too many calls; and, in
two steps, a call that comes late and one that is carried out twice. In one call of twenty the process dies, before it
or after it, or beside the store of a key; another takes over. What is left to an editor is looked up on the timeline.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import urlencode, urlsplit

import requests

from bot.article import Article, identities
from bot.desk import Desk
from bot.desk.deliver.publish import next_publish_at, publish_due
from bot.desk.deliver.reconcile import next_reconcile_at, reconcile_due, take_over_abandoned
from bot.outbox.rules.candidates import SeenArticle
from bot.outbox.rules.delivery import RESOLVE_NOT_SENT, Delivery, Status
from bot.outbox.rules.new_articles import PlannedDelivery
from bot.outbox.store.credentials import Probe
from bot.outbox.store.deliveries import Outbox
from bot.outbox.store.processes import Owner
from bot.platforms import sandbox_accounts
from bot.platforms.error_mapping import Answer
from bot.platforms.facebook import client
from bot.platforms.http import PlatformSession
from bot.sandbox import Sandbox
from bot.sandbox.faults import PASSING, PASSING_IF_REPEATABLE
from bot.sandbox.wire import Request
from bot.settings.loading import settings_from_text
from bot.wiring import open_desk

DELIVERIES = 10_000
FAULTY, DYING = 0.3, 0.05
AT_ONCE = 50
"""How many articles wait at the same time."""
REPORTED = 250

BOT_TOML = """
database = "sqlite:///bot.db"
[watch]
max_age = "365d"
[reconcile]
looks = ["20s", "2m"]
[appeal]
text = "Please support News with a donation: news.example/donate"
[[sites]]
name = "News"
url = "https://news.example"
[[accounts]]
name = "page"
platform = "facebook"
gap = "0s"
"""


class Died(BaseException):
    """The process is killed."""


class Session(PlatformSession):
    """Asks the stand-in in the same process, and may die before or after."""

    def __init__(self, sandbox: Sandbox, draw: Random) -> None:
        super().__init__()
        self._stand_in, self._draw = sandbox, draw

    def request(self, method: Any, url: Any, *args: Any, **options: Any) -> requests.Response:
        self.forget()
        self.request_left = True
        die(self._draw)
        fields = {**(options.get("params") or {}), **(options.get("data") or {})}
        answer = self._stand_in.answer(Request(method, urlsplit(url).path, {}, urlencode(fields).encode()))
        die(self._draw)
        if answer.wire not in ("whole", "drip"):
            raise requests.ConnectionError("the connection was closed")
        headers = {name.lower(): value for name, value in answer.headers.items()}
        self.answer = Answer(answer.status, headers, answer.body)
        response = requests.Response()
        response.status_code, response._content = answer.status, answer.body
        response.headers.update(answer.headers)
        return response


class DyingOutbox(Outbox):
    """Dies now and then before or after it has stored what Facebook has answered."""

    draw: Random

    def note_key(self, delivery: Delivery, key: str) -> bool:
        die(self.draw)
        is_noted = super().note_key(delivery, key)
        die(self.draw)
        return is_noted

    def settle_sent(self, delivery: Delivery, receipt: tuple[str, str], **options: Any) -> None:
        die(self.draw)
        super().settle_sent(delivery, receipt, **options)


def die(draw: Random) -> None:
    """In so many of a hundred cases."""
    if draw.random() < DYING / 2:
        raise Died


@dataclass
class Clock:
    at: datetime = datetime(2026, 11, 28, 12, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at


@dataclass
class Bot:
    """Processes on one database, one after the other."""

    desk: Desk
    sandbox: Sandbox
    clock: Clock
    draw: Random
    told: Counter[str]
    deaths: int = 0

    def begin(self) -> None:
        """Another process takes over from one that has died."""
        page = client(self._secrets(), Session(self.sandbox, self.draw))
        me = Owner("this host", 1, f"process {self.deaths}")
        self.desk = replace(self.desk, platform_of=lambda _: page, me=me)

    def work(self) -> None:
        """What is due next, and an editor's look at what is left to them."""
        (account,) = self.desk.settings.accounts
        times = (next_publish_at(self.desk, account), next_reconcile_at(self.desk, account))
        # Where a process has died in a call, its successor is next.
        self.clock.at = max(min(filter(None, times), default=self.clock()), self.clock() + timedelta(seconds=1))
        try:
            take_over_abandoned(self.desk, account)
            reconcile_due(self.desk, account)
            publish_due(self.desk, account)
        except Died:
            self.deaths += 1
            self.begin()
        if next_reconcile_at(self.desk, account) is None:
            for delivery in self.desk.outbox.listed([Status.UNSURE]):
                self._resolve(delivery)

    def _resolve(self, delivery: Delivery) -> None:
        self.told["left to an editor"] += 1
        post = next((post for post in self.posts if delivery.link in post.text), None)
        if post is None:
            self.desk.outbox.move(delivery.id, RESOLVE_NOT_SENT, now=self.clock())
        else:
            receipt = (post.id, f"https://www.facebook.com/{post.id}")
            Outbox.settle_sent(self.desk.outbox, delivery, receipt, now=self.clock())

    @property
    def posts(self) -> list[Any]:
        return self.sandbox.timelines()[0].posts

    def _secrets(self) -> dict[str, str]:
        prefix = "FACEBOOK_"
        return {name.removeprefix(prefix): value for name, value in self.sandbox.credentials.items()}


@contextmanager
def opened(folder: Path, draw: Random, faults: tuple[str, ...], *, in_two_steps: bool) -> Iterator[Bot]:
    clock, told = Clock(), Counter[str]()
    sandbox = Sandbox(accounts=sandbox_accounts(("facebook",)), clock=lambda: clock().timestamp())
    sandbox.rules.duplicate_window = 0  # so that a second post would be taken, and counted
    settings = settings_from_text(BOT_TOML, folder / "bot.toml", {})
    with open_desk(settings, {}, lambda event, /, **_: told.update([event]), now=clock) as desk:
        outbox = DyingOutbox(desk.outbox._database)
        outbox.draw = draw
        bot = Bot(replace(desk, outbox=outbox), sandbox, clock, draw, told)
        bot.begin()
        if in_two_steps:
            desk.credentials.save_probe(Probe("page", clock(), ""))
        sandbox.faults.draw(draw.randrange(1_000_000), FAULTY, faults)
        yield bot


def article(number: int, now: datetime) -> Article:
    """One without a text, of which a post is soon made; of a site that is not watched, so that nobody asks it again."""
    link = f"https://news.example/{number}/"
    return Article(site="Elsewhere", title=f"Plan {number} agreed", link=link, guid=f"g{number}", published=now)


def go_through(bot: Bot, deliveries: int) -> None:
    """Until all are out; say now and then what became of them."""
    began = time.monotonic()
    for begin in range(0, deliveries, AT_ONCE):
        bot.clock.at += timedelta(hours=1)  # as news comes, so that a look at the last minutes sees few posts
        end = min(begin + AT_ONCE, deliveries)
        for number in range(begin, end):
            new = article(number, bot.clock())
            planned = [PlannedDelivery("page", Status.QUEUED, bot.clock(), "")]
            bot.desk.articles.add(SeenArticle(new, identities(new)), planned, now=bot.clock())
        while bot.desk.outbox.counts()["page"].get(Status.SENT, 0) < end:
            bot.work()
        if end % REPORTED == 0 or end == deliveries:
            print_what_became(bot, end, time.monotonic() - began)


def print_what_became(bot: Bot, deliveries: int, seconds: float) -> None:
    shown = Counter(post.text.split()[1] for post in bot.posts)
    lost = sum(shown[str(number)] == 0 for number in range(deliveries))
    twice = sum(count > 1 for count in shown.values())
    faults = sum(bot.sandbox.faults.given.values())
    print(
        f"  {deliveries} deliveries, {faults} faults, {bot.deaths} deaths, {bot.told['delivery.unsure']} unsure; "
        f"left to an editor {bot.told['left to an editor']}, lost {lost}, twice {twice} ({seconds:.0f} s)",
        flush=True,
    )


def main() -> None:
    deliveries = int(sys.argv[1]) if len(sys.argv) > 1 else DELIVERIES
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    for in_two_steps, faults in ((True, PASSING_IF_REPEATABLE), (False, PASSING)):
        print("in two steps" if in_two_steps else "in one step", flush=True)
        with (
            tempfile.TemporaryDirectory() as folder,
            opened(Path(folder), Random(seed), faults, in_two_steps=in_two_steps) as bot,
        ):
            go_through(bot, deliveries)


if __name__ == "__main__":
    main()
