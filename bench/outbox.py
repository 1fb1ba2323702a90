"""How fast the outbox queues, claims and settles, every commit on the disk, beside the disk's own floor and a peer.

    python bench/outbox.py [FOLDER]

The files are made in FOLDER (the working directory when left out), because /tmp is memory on some machines, and that
would measure no disk. An article is queued for one account, and found, claimed and settled: three commits for one
delivery. Or it is queued for four, as a newsroom's articles are: nine commits for four deliveries. The floor of each is
plain SQL in sqlite3 that writes the same rows into the same tables and indexes in the same commits, and asks and checks
nothing. All take turns, round after round; printed are the medians of the rates, and of the ratios within a round,
which a busy machine changes less. Below them stands what the disk takes for one row a commit, and, where huey is
installed (https://huey.readthedocs.io), its SQLite queue with fsync: enqueue, dequeue, store a result.

Then comes the time to find and claim the next delivery, with a thousand and with a million sent ones in the file.
"""

from __future__ import annotations

import os
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import partial
from itertools import count
from pathlib import Path
from statistics import median

from bot.article import Article, identities
from bot.outbox.rules.candidates import SeenArticle
from bot.outbox.rules.delivery import Delivery, Status
from bot.outbox.rules.new_articles import PlannedDelivery
from bot.outbox.store.articles import Articles
from bot.outbox.store.database import Database
from bot.outbox.store.deliveries import Outbox

ROUNDS = 15
SECONDS = 0.4
"""How long each contestant works in each round."""
CLAIMS = 60
"""How many deliveries are found and claimed in each round."""
FEW, MANY = 1_000, 1_000_000
BETWEEN_POSTS = timedelta(minutes=5)
"""Between two of the sent deliveries of an account: a million of four accounts are two years and a half."""

BODY = "<p>The ministers met on Monday and agreed on a plan that begins in May.</p>" * 30
TEXT = "Ministers agree on a plan. Please support us. https://news.example/1"
ACCOUNTS = ("mtt", "mtt-sports", "page", "page-sports")

Work = Callable[[], int]
"""Does a little of what is measured, and returns how many deliveries it was."""


class Bench:
    """An outbox in a file of its own, and what a bot does with it."""

    def __init__(self, file: Path) -> None:
        self.database = Database(f"sqlite:///{file}")
        self.articles = Articles(self.database)
        self.outbox = Outbox(self.database)
        self._numbers = count(1)

    def queue(self, *accounts: str) -> None:
        """One new article, and its deliveries."""
        number, now = next(self._numbers), datetime.now(UTC)
        link = f"https://news.example/{number}"
        article = Article(site="News", title=f"Plan {number}", link=link, guid=f"g{number}", body=BODY, published=now)
        planned = [PlannedDelivery(account, Status.QUEUED, now, "") for account in accounts]
        self.articles.add(SeenArticle(article, identities(article)), planned, now=now)

    def find_and_claim(self, account: str) -> Delivery:
        now = datetime.now(UTC)
        found = self.outbox.first_due(account, now=now)
        assert found
        claimed = self.outbox.claim(found, text=TEXT, owner="host:1:bench", cost=Decimal("0.2"), now=now)
        assert claimed
        return claimed

    def settle(self, claimed: Delivery) -> None:
        self.outbox.settle_sent(claimed, (str(claimed.id), f"https://x.example/{claimed.id}"), now=datetime.now(UTC))

    def article_for(self, *accounts: str) -> int:
        self.queue(*accounts)
        for account in accounts:
            self.settle(self.find_and_claim(account))
        return len(accounts)


Statements = tuple[tuple[str, ...], ...]
"""Of each commit, its statements; they may use :n, a number of their own, :now, :body and :post."""

ONE_TABLE: Statements = (
    ("INSERT INTO deliveries (id, body, status) VALUES (:n, :body, 'queued')",),
    ("UPDATE deliveries SET status = 'sending', text = :post WHERE id = :n AND status = 'queued'",),
    ("UPDATE deliveries SET status = 'sent' WHERE id = :n",),
)


def same_rows(accounts: Sequence[str]) -> Statements:
    """What the outbox writes for an article that goes to these accounts."""
    queue = (
        "INSERT INTO articles (id, site, title, link, body, guid, first_seen_at) "
        "VALUES (:n, 'News', 'Plan ' || :n, 'https://news.example/' || :n, :body, 'g' || :n, :now)",
        "INSERT INTO identities (kind, site, value, article_id) VALUES ('guid', 'News', 'g' || :n, :n)",
        "INSERT INTO identities (kind, site, value, article_id) VALUES ('url', '', 'news.example/' || :n, :n)",
        *(
            "INSERT INTO deliveries (id, article_id, account, status, due_at, order_at, created_at) "
            f"VALUES (:n * 4 + {place}, :n, '{account}', 'queued', :now, :now, :now)"
            for place, account in enumerate(accounts)
        ),
    )
    return (queue, *(commit for place, account in enumerate(accounts) for commit in _sent(place, account)))


def _sent(place: int, account: str) -> Statements:
    claim = (
        "UPDATE deliveries SET status = 'sending', text = :post, sent_title = 'Plan ' || :n, owner = 'host:1:bench', "
        f"claimed_at = :now, attempts = attempts + 1 WHERE id = :n * 4 + {place} AND status = 'queued'",
        "INSERT INTO attempts (delivery_id, number, account, started_at, cost) "
        f"VALUES (:n * 4 + {place}, 1, '{account}', :now, 200000)",
    )
    settle = (
        "UPDATE deliveries SET status = 'sent', sent_at = :now, remote_id = :n, permalink = 'https://x.example/' || :n "
        f"WHERE id = :n * 4 + {place}",
        f"UPDATE attempts SET outcome = 'sent', ended_at = :now WHERE delivery_id = :n * 4 + {place} AND number = 1",
    )
    return claim, settle


@contextmanager
def sqlite_alone(file: Path, commits: Statements, deliveries: int = 1) -> Iterator[Work]:
    """These commits in plain SQL, which are so many deliveries; the tables are there, or one is made."""
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute(
        "CREATE TABLE IF NOT EXISTS deliveries (id INTEGER PRIMARY KEY, body TEXT, status TEXT, text TEXT)"
    )
    numbers = count(1)

    def deliver() -> int:
        values = {"n": next(numbers), "now": str(datetime.now(UTC)), "body": BODY, "post": TEXT}
        for statements in commits:
            connection.execute("BEGIN IMMEDIATE")
            for statement in statements:
                connection.execute(statement, values)
            connection.execute("COMMIT")
        return deliveries

    yield deliver
    connection.close()


@contextmanager
def huey_queue(file: Path) -> Iterator[Work]:
    """Raises ImportError where huey is not installed."""
    from huey import SqliteHuey

    huey = SqliteHuey(filename=str(file), fsync=True)

    @huey.task()
    def send(text: str) -> str:
        return text

    def deliver() -> int:
        send(BODY)
        huey.execute(huey.dequeue())
        return 1

    yield deliver
    huey.storage.close()


def rate(work: Work) -> float:
    """Deliveries a second."""
    done, began = 0, time.perf_counter()
    while (took := time.perf_counter() - began) < SECONDS:
        done += work()
    return done / took


def compare_rates(folder: Path) -> None:
    with ExitStack() as opened:
        contestants: dict[str, Work] = {}
        for name, accounts in (("one account", ACCOUNTS[:1]), ("four accounts", ACCOUNTS)):
            floor, bench = folder / f"{name}, floor.db", Bench(folder / f"{name}.db")
            Bench(floor).database.close()
            alone = sqlite_alone(floor, same_rows(accounts), len(accounts))
            contestants[f"{name}: sqlite3 alone"] = opened.enter_context(alone)
            contestants[f"{name}: outbox"] = partial(bench.article_for, *accounts)
        one_table = sqlite_alone(folder / "raw.db", ONE_TABLE)
        contestants["one row of one table: sqlite3 alone"] = opened.enter_context(one_table)
        with suppress(ImportError):
            contestants["huey on SQLite with fsync"] = opened.enter_context(huey_queue(folder / "huey.db"))
        rounds = [{name: rate(work) for name, work in contestants.items()} for _ in range(ROUNDS)]
    print(f"deliveries queued, claimed and settled; load {os.getloadavg()[0]:.1f}")
    for name in contestants:
        told = f"  {name:<38} {median(one[name] for one in rounds):7,.0f}/s"
        floor_name = name.replace("outbox", "sqlite3 alone")
        if name != floor_name:
            told += f" {median(one[name] / one[floor_name] for one in rounds):6.2f} of its floor"
        print(told)


def fill(bench: Bench, sent: int) -> None:
    """So many sent deliveries, of articles of their own, with their attempts: as years of posting leave them."""
    now = datetime.now(UTC).replace(tzinfo=None)
    articles = range(1, sent // len(ACCOUNTS) + 1)
    times = {number: str(now - BETWEEN_POSTS * (articles[-1] - number + 1)) for number in articles}
    rows = [
        (number * len(ACCOUNTS) + place, number, account, times[number])
        for number in articles
        for place, account in enumerate(ACCOUNTS)
    ]
    with bench.database.writing() as connection:
        file = connection.connection.driver_connection
        assert file
        file.executemany(
            "INSERT INTO articles (id, site, title, first_seen_at) VALUES (?1, 'News', 'Plan ' || ?1, ?2)",
            times.items(),
        )
        file.executemany(
            "INSERT INTO deliveries (id, article_id, account, status, due_at, order_at, created_at, sent_at, attempts) "
            "VALUES (?1, ?2, ?3, 'sent', ?4, ?4, ?4, ?4, 1)",
            rows,
        )
        file.executemany(
            "INSERT INTO attempts (delivery_id, number, account, started_at, ended_at, outcome, cost) "
            "VALUES (?1, 1, ?3, ?4, ?4, 'sent', 200000 + 0 * ?2)",
            rows,
        )


def time_to_claim(bench: Bench) -> tuple[float, float]:
    """Seconds to find the next delivery, and to find and claim it: the medians of one round."""
    finding, claiming = [], []
    for _ in range(CLAIMS):
        bench.queue(ACCOUNTS[0])
        began = time.perf_counter()
        bench.outbox.first_due(ACCOUNTS[0], now=datetime.now(UTC))
        finding.append(time.perf_counter() - began)
        began = time.perf_counter()
        claimed = bench.find_and_claim(ACCOUNTS[0])
        claiming.append(time.perf_counter() - began)
        bench.settle(claimed)
    return median(finding), median(claiming)


def compare_sizes(folder: Path) -> None:
    few, many = Bench(folder / "few.db"), Bench(folder / "many.db")
    fill(few, FEW)
    fill(many, MANY)
    rounds = [(time_to_claim(few), time_to_claim(many)) for _ in range(ROUNDS)]
    print(f"\nload {os.getloadavg()[0]:.1f}; with so many sent deliveries in the file {FEW:>11,} {MANY:>12,}   ratio")
    for place, what in enumerate(("find the next", "find and claim the next")):
        small, large = (median(one[size][place] for one in rounds) * 1_000 for size in (0, 1))
        print(f"  {what:<38} {small:8.2f} ms {large:9.2f} ms {large / small:7.2f}")


def main() -> None:
    with tempfile.TemporaryDirectory(dir=sys.argv[1] if len(sys.argv) > 1 else ".") as folder:
        compare_rates(Path(folder))
        compare_sizes(Path(folder))


if __name__ == "__main__":
    main()
