"""The connection to SQLite or PostgreSQL: durable, migrated, and with errors that name the remedy."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError, IntegrityError, NoSuchModuleError, SQLAlchemyError

from bot.errors import StoreError
from bot.outbox.prepared import driver_of
from bot.outbox.schema import bring_up_to_date, version_of
from bot.outbox.tables import SCHEMA_VERSIONS

BUSY_SECONDS = 20
"""How long a statement waits for another program that holds SQLite's lock."""


class ConflictError(StoreError):
    """A constraint of the tables forbids what was to be written."""


class Database:
    """One engine; `reading()` and `writing()` are its transactions, and raise nothing but StoreError."""

    def __init__(self, url: str) -> None:
        """`url` as SQLAlchemy writes it: `sqlite:///bot.db`. Older tables are migrated to this version.

        Raises StoreError where it cannot be opened, or was written by a newer version.
        """
        self._url, self._driver = _parsed(url)
        self._joined = threading.local()
        self._is_file = self._url.drivername.startswith("sqlite")
        self._idle: list[sa.Connection] = []
        with self._errors():
            self._engine = _engine(self._url)
            try:
                self._migrate()
            except BaseException:
                self._engine.dispose()
                raise

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """A transaction that writes nothing, so that it never waits for a writer."""
        with self._errors(), self._connected() as connection:
            _begin(connection, "BEGIN")
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """A transaction that is on the disk when the block ends, or undone where the block raises."""
        joined: sa.Connection | None = getattr(self._joined, "connection", None)
        if joined is not None:
            with self._errors():
                yield joined
            return
        with self._errors(), self._connected() as connection:
            _begin(connection, "BEGIN IMMEDIATE")
            yield connection
            driver_of(connection).commit()

    @contextmanager
    def together(self) -> Iterator[None]:
        """What this thread writes within is one transaction: on the disk when the block ends, or undone whole.

        A disk takes as long for one commit as for fifty.
        """
        with self.writing() as connection:
            self._joined.connection = connection
            try:
                yield
            finally:
                self._joined.connection = None

    def beside(self, ending: str) -> Path | None:
        """The file of that ending beside the database's own; None where it is in memory, or on a server."""
        name = self._url.database
        is_file = (
            self._url.drivername.startswith("sqlite") and name and name != ":memory:" and "uri" not in self._url.query
        )
        return Path(f"{name}{ending}") if is_file else None

    def close(self) -> None:
        while self._idle:
            self._idle.pop().close()
        self._engine.dispose()

    @contextmanager
    def _connected(self) -> Iterator[sa.Connection]:
        """A connection that nobody else uses; what is not committed on it is rolled back.

        One to a file is kept for the next as it is. One to a server may be lost by then, so it goes back to the pool of
        SQLAlchemy, which tries it out; that would take longer than SQLite takes for a transaction.
        """
        try:
            connection = self._idle.pop()
        except IndexError:
            connection = self._engine.connect()
        try:
            yield connection
        except BaseException:
            connection.close()
            raise
        if self._is_file:
            connection.rollback()
            driver_of(connection).rollback()
            self._idle.append(connection)
        else:
            connection.close()

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except (IntegrityError, self._driver.IntegrityError) as exc:
            raise ConflictError(_remedy(exc, self._url)) from exc
        except (SQLAlchemyError, self._driver.Error) as exc:
            raise StoreError(_remedy(exc, self._url)) from exc

    def _migrate(self) -> None:
        with self._engine.connect() as connection:
            found = version_of(connection)
        if found == SCHEMA_VERSIONS[-1]:
            return
        if found is not None and found not in SCHEMA_VERSIONS:
            raise StoreError(
                f"the database {_spoken(self._url)} was written by a newer version of this program "
                f"(schema {found}; this one knows up to {SCHEMA_VERSIONS[-1]}): upgrade it, "
                "or restore the backup from before the upgrade"
            )
        with self._engine.begin() as connection:
            _begin(connection, "BEGIN IMMEDIATE")
            bring_up_to_date(connection)


def _begin(connection: sa.Connection, how: str) -> None:
    """Begin a transaction in SQLite; PostgreSQL's driver begins one with the first statement."""
    if connection.dialect.name == "sqlite":
        driver_of(connection).execute(how)


def _parsed(url: str) -> tuple[sa.URL, Any]:
    """The address, and the module of its driver."""
    try:
        parsed = sa.make_url(url)
        driver = parsed.get_dialect().import_dbapi()
    except (SQLAlchemyError, NoSuchModuleError, ImportError) as exc:
        raise StoreError(
            "`database` in bot.toml is no address of a database: write `sqlite:///bot.db` or "
            "`postgresql+psycopg://user@host/name`"
        ) from exc
    return parsed, driver


def _spoken(url: sa.URL) -> str:
    return url.database or ":memory:" if url.drivername.startswith("sqlite") else url.render_as_string()


def _engine(url: sa.URL) -> sa.Engine:
    if not url.drivername.startswith("sqlite"):
        return sa.create_engine(url, pool_pre_ping=True)
    engine = sa.create_engine(url, connect_args={"timeout": BUSY_SECONDS})

    @sa.event.listens_for(engine, "connect")
    def durable(dbapi_connection: sqlite3.Connection, _record: Any) -> None:
        # sqlite3's own implicit transactions would begin deferred, and fail where two writers meet.
        dbapi_connection.isolation_level = None
        _keep_a_write_ahead_log(dbapi_connection)
        # FULL: an intent that is committed before the platform is called must survive a power cut.
        # https://www.sqlite.org/pragma.html#pragma_synchronous
        dbapi_connection.execute("PRAGMA synchronous = FULL")
        dbapi_connection.execute("PRAGMA foreign_keys = ON")

    return engine


def _keep_a_write_ahead_log(connection: sqlite3.Connection) -> None:
    """Where two programs open a new file at once, SQLite refuses one of them this without waiting for the other."""
    give_up_at = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as exc:
            if exc.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > give_up_at:
                raise
            time.sleep(0.01)
        else:
            return


def _remedy(exc: Exception, url: sa.URL) -> str:
    name = _spoken(url)
    told = str(exc.orig) if isinstance(exc, DBAPIError) else str(exc)
    for words, remedy in _SQLITE_REMEDIES.items():
        if words in told:
            return remedy.format(name=name, folder=Path(name).resolve().parent)
    return f"the database {name} failed: {told.strip() or type(exc).__name__}"


_SQLITE_REMEDIES = {
    "database is locked": (
        f"the database {{name}} has been locked by another program for {BUSY_SECONDS} seconds: "
        "close what holds it (a database browser, a backup); nothing is lost, and the bot tries again"
    ),
    "readonly database": (
        "the database {name} cannot be written: give the user that runs the bot write access to it and to {folder}"
    ),
    "unable to open database file": (
        "the database {name} cannot be opened: the folder {folder} must exist, "
        "and the user that runs the bot must be able to write there"
    ),
    "file is not a database": (
        "{name} is not a database of this program: name another file as `database` in bot.toml, or restore a backup"
    ),
    "database disk image is malformed": ("the database {name} is damaged: stop the bot and restore a backup"),
    "disk I/O error": (
        "the disk failed that holds the database {name}: see that it is well, and that no quota or limit of file sizes "
        "keeps this user from writing; nothing is lost, and the bot tries again"
    ),
    "database or disk is full": (
        "the disk that holds the database {name} is full: free some space; nothing is lost, and the bot tries again"
    ),
}
