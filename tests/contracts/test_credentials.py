"""What platforms have said of tokens is remembered, on every database."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.outbox.store.credentials import CredentialsBook, CredentialsRecord
from bot.outbox.store.database import Database

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
RECORD = CredentialsRecord(
    account="page",
    checked_at=NOW,
    token_ends_at=NOW + timedelta(days=3),
    access_ends_at=NOW + timedelta(days=90),
    missing_rights=("pages_manage_posts", "pages_read_engagement"),
    fault="Facebook ended the token: “make a new one”",
    mark="0123456789abcdef",
)

pytestmark = pytest.mark.every_database


def test_a_record_comes_back_as_it_was_saved(database: Database) -> None:
    book = CredentialsBook(database)
    book.save(RECORD)
    assert book.all() == {"page": RECORD}


def test_a_later_record_replaces_the_earlier_one_of_its_account_alone(database: Database) -> None:
    book = CredentialsBook(database)
    other = replace(RECORD, account="mtt")
    later = CredentialsRecord(account="page", checked_at=NOW + timedelta(days=1), mark="other")
    for record in (RECORD, other, later):
        book.save(record)
    assert book.all() == {"page": later, "mtt": other}


def test_what_was_said_can_be_forgotten(database: Database) -> None:
    book = CredentialsBook(database)
    book.save(RECORD)
    book.forget("page")
    book.forget("nobody")
    assert book.all() == {}
