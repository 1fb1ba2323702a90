"""What every promise about the store is kept with."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.outbox.accounts import Accounts
from bot.outbox.articles import Articles
from bot.outbox.database import Database
from bot.outbox.sources import Sources
from bot.outbox.store import Outbox


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    opened = Database(database_url)
    yield opened
    opened.close()


@pytest.fixture
def articles(database: Database) -> Articles:
    return Articles(database)


@pytest.fixture
def sources(database: Database) -> Sources:
    return Sources(database)


@pytest.fixture
def outbox(database: Database) -> Outbox:
    return Outbox(database)


@pytest.fixture
def accounts(database: Database) -> Accounts:
    return Accounts(database)
