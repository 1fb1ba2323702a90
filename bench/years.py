"""How large the database becomes over years, with and without `keep`: four sites, twenty articles a day, two accounts.

    python bench/years.py [YEARS [DAYS]]

Articles are found, queued, claimed and settled by the real stores, on simulated days; every night what is older than
`keep` (400 days unless given) is forgotten, as `bot run` does. Commits are not waited for, since only the size is
measured.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import sqlalchemy as sa

from bot.article import Article, identities
from bot.outbox.rules.candidates import SeenArticle
from bot.outbox.rules.delivery import Status
from bot.outbox.rules.new_articles import PlannedDelivery
from bot.outbox.store.articles import Articles
from bot.outbox.store.database import Database
from bot.outbox.store.deliveries import Outbox
from bot.outbox.store.forgetting import Forgetting

SITES, A_DAY, ACCOUNTS = 4, 20, ("mtt", "page")
KEEP = timedelta(days=int(sys.argv[2]) if len(sys.argv) > 2 else 400)
BODY = "<p>The ministers met on Monday and agreed on a plan that begins in May.</p>" * 40
BEGAN = datetime(2026, 1, 1, tzinfo=UTC)


def article(number: int, now: datetime) -> Article:
    return Article(
        site=f"News {number % SITES}",
        title=f"Ministers agree on plan number {number} after a long night",
        link=f"https://news{number % SITES}.example.org/{now:%Y/%m/%d}/ministers-agree-on-plan-{number}/",
        body=BODY,
        guid=f"https://news{number % SITES}.example.org/?p={number}",
        published=now,
    )


class Newsroom:
    """A database in which newsrooms publish day after day, and every article is posted to every account."""

    def __init__(self, file: Path) -> None:
        self.database = Database(f"sqlite:///{file}")

        @sa.event.listens_for(self.database._writing_engine, "begin")
        def does_not_wait(connection: sa.Connection) -> None:
            connection.exec_driver_sql("PRAGMA synchronous = OFF")

        self._articles, self._outbox = Articles(self.database), Outbox(self.database)
        self._published = 0

    def publish(self, now: datetime, accounts: Sequence[str] = ACCOUNTS) -> None:
        """Let one article be found at this moment, and be posted at once."""
        self._published += 1
        made = article(self._published, now)
        planned = [PlannedDelivery(account, Status.QUEUED, now, "") for account in accounts]
        self._articles.add(SeenArticle(made, identities(made)), planned, now=now)
        for account in accounts:
            delivery = self._outbox.first_due(account, now=now)
            assert delivery is not None
            text = f"{made.title}\n\n{made.link}"
            claimed = self._outbox.claim(delivery, text=text, owner="bench", cost=Decimal("0.2"), now=now)
            assert claimed is not None
            self._outbox.settle_sent(claimed, (str(self._published), f"https://x.com/i/status/{now:%s}"), now=now)

    def publish_days(self, begin: datetime, days: int) -> None:
        """Let a full day's articles be published on each of these days."""
        for day in range(days):
            for number in range(A_DAY):
                self.publish(begin + timedelta(days=day, minutes=30 * (number + 1)))


def sizes(folder: Path, years: int, keep: timedelta | None) -> list[float]:
    """The size of the file in megabytes after each year."""
    file = folder / f"{'keep' if keep else 'all'}.db"
    newsroom = Newsroom(file)
    forgetting = Forgetting(newsroom.database)
    megabytes = []
    for day in range(years * 365):
        newsroom.publish_days(BEGAN + timedelta(days=day), 1)
        now = BEGAN + timedelta(days=day + 1)
        while keep and forgetting.forget(before=now - keep, most=500) == 500:
            pass
        if (day + 1) % 365 == 0:
            megabytes.append(sum(path.stat().st_size for path in folder.glob(f"{file.name}*")) / 10**6)
            name = f"keep = {keep.days}d" if keep else "all kept"
            print(f"{name:<12} year {(day + 1) // 365:>2}: {megabytes[-1]:7.1f} MB")
    newsroom.database.close()
    return megabytes


def main() -> None:
    years = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    with tempfile.TemporaryDirectory() as name:
        sizes(Path(name), years, None)
        sizes(Path(name), years, KEEP)


if __name__ == "__main__":
    main()
