"""What every promise about the store is kept with."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.outbox.store.accounts import Accounts
from bot.outbox.store.articles import Articles
from bot.outbox.store.database import Database
from bot.outbox.store.deliveries import Outbox
from bot.outbox.store.sources import Sources


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
