"""The connection to SQLite or PostgreSQL: durable, migrated, and with errors that name the remedy."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, SQLAlchemyError, StatementError

from bot.errors import ConflictError, StoreError, UnstorableError
from bot.outbox.store.schema import bring_up_to_date, version_of
from bot.outbox.store.tables import SCHEMA_VERSIONS

BUSY_SECONDS = 20
"""How long a statement waits for another program that holds a lock."""

CONNECT_SECONDS = 10
"""How long a server may take to answer a new connection."""

_SERVER_OPTIONS = {
    "connect_timeout": CONNECT_SECONDS,
    # A server that has gone without a word is noticed within a minute and not after two hours:
    # https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-KEEPALIVES
    "keepalives_idle": 20,
    "keepalives_interval": 5,
    "keepalives_count": 4,
    "tcp_user_timeout": 40_000,  # milliseconds
}

# A transaction that lost against another one, and may be tried again:
# https://www.postgresql.org/docs/current/mvcc-serialization-failure-handling.html
_LOST_TO_ANOTHER = frozenset({"40001", "40P01"})  # serialization_failure, deadlock_detected

_FIRST_START = 0x5D1CA7
"""The advisory lock under which tables are made: any number, the same for all processes of this program."""


class Database:
    """One engine; `reading()` and `writing()` are its transactions, and raise nothing but StoreError.

    Safe for any number of threads. Every transaction has a connection of its own.
    """

    def __init__(self, url: str) -> None:
        """`url` as SQLAlchemy writes it: `sqlite:///bot.db`. Older tables are migrated to this version.

        Raises StoreError where it cannot be opened, or was written by a newer version.
        """
        self._url = _parsed(url)
        with self._errors():
            self._engine = _engine(self._url)
            self._writing_engine = self._engine.execution_options(writes=True)
            try:
                self._migrate()
            except BaseException:
                self._engine.dispose()
                raise

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """A transaction that writes nothing, so that it never waits for a writer."""
        with self._errors(), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """A transaction that is on the disk when the block ends, or undone where the block raises.

        SQLite has one writer at a time, which holds its lock from the beginning. PostgreSQL has many, so what two of
        them must not do at once is held by a constraint or by the lock of a row. Raises ConflictError where another
        transaction was faster.
        """
        try:
            with self._errors(), self._writing_engine.begin() as connection:
                yield connection
        except (TypeError, ValueError, OverflowError) as exc:
            # Of the drivers, which take no half of a surrogate pair and no number beyond 64 bits.
            raise UnstorableError(f"a value cannot be written to {_spoken(self._url)}: {exc}") from exc

    @property
    def is_server(self) -> bool:
        """Whether a server keeps it, and not a file of this machine."""
        return not self._url.drivername.startswith("sqlite")

    def file(self) -> Path | None:
        """The database's own file; None where it is in memory, or on a server."""
        name = self._url.database
        return (
            Path(name) if not self.is_server and name and name != ":memory:" and "uri" not in self._url.query else None
        )

    def close(self) -> None:
        self._engine.dispose()

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except IntegrityError as exc:
            raise ConflictError(_remedy(exc, self._url)) from exc
        except (DataError, StatementError) as exc:
            if isinstance(exc, DBAPIError) and not isinstance(exc, DataError):
                raise self._failure(exc) from exc
            raise UnstorableError(_remedy(exc, self._url)) from exc
        except SQLAlchemyError as exc:
            raise self._failure(exc) from exc

    def _failure(self, exc: SQLAlchemyError) -> StoreError:
        lost = isinstance(exc, DBAPIError) and getattr(exc.orig, "sqlstate", "") in _LOST_TO_ANOTHER
        return (ConflictError if lost else StoreError)(_remedy(exc, self._url))

    def _migrate(self) -> None:
        with self._engine.connect() as connection:
            version = version_of(connection)
        if version == SCHEMA_VERSIONS[-1]:
            return
        if version is not None and version not in SCHEMA_VERSIONS:
            raise StoreError(
                f"the database {_spoken(self._url)} was written by a newer version of this program "
                f"(schema {version}; this one knows up to {SCHEMA_VERSIONS[-1]}): upgrade it, "
                "or restore the backup from before the upgrade"
            )
        with self._writing_engine.begin() as connection:
            if self.is_server:  # SQLite's writer is alone anyway
                connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_FIRST_START)))
            bring_up_to_date(connection)


def _parsed(url: str) -> sa.URL:
    try:
        parsed = sa.make_url(url)
        parsed.get_dialect().import_dbapi()
    except ImportError as exc:
        raise StoreError(
            "the driver for PostgreSQL is not installed: `pip install 'syndication-bot[postgresql]'` where the bot is, "
            "and write `postgresql+psycopg://user@host/name` as `database` in bot.toml"
        ) from exc
    except SQLAlchemyError as exc:
        raise StoreError(
            "`database` in bot.toml is no address of a database: write `sqlite:///bot.db` or "
            "`postgresql+psycopg://user@host/name`"
        ) from exc
    return parsed


def _spoken(url: sa.URL) -> str:
    return url.database or ":memory:" if url.drivername.startswith("sqlite") else url.render_as_string()


def _engine(url: sa.URL) -> sa.Engine:
    """With as many connections as there are threads that want one at the same moment."""
    if url.drivername.startswith("sqlite"):
        return _sqlite_engine(url)
    options = {name: value for name, value in _SERVER_OPTIONS.items() if name not in url.query}
    engine = sa.create_engine(url, pool_pre_ping=True, max_overflow=-1, connect_args=options)

    @sa.event.listens_for(engine, "connect")
    def prepared(dbapi_connection: Any, _record: Any) -> None:
        with dbapi_connection.cursor() as cursor:
            # Times are sent in the session's zone, and Python reads none that lies before the year 1 there:
            # https://www.psycopg.org/psycopg3/docs/basic/adapt.html#date-time-types-adaptation
            cursor.execute("SET TIME ZONE 'UTC'")
            cursor.execute(f"SET lock_timeout = '{BUSY_SECONDS}s'")
            cursor.execute("SET idle_in_transaction_session_timeout = '60s'")
        dbapi_connection.commit()

    return engine


def _sqlite_engine(url: sa.URL) -> sa.Engine:
    in_file = bool(url.database) and url.database != ":memory:"
    engine = sa.create_engine(url, connect_args={"timeout": BUSY_SECONDS}, **({"max_overflow": -1} if in_file else {}))
    if in_file and "uri" not in url.query:
        _create_private(Path(str(url.database)))

    @sa.event.listens_for(engine, "connect")
    def durable(dbapi_connection: sqlite3.Connection, _record: Any) -> None:
        # sqlite3's own implicit transactions would begin deferred, and fail where two writers meet:
        # https://docs.sqlalchemy.org/en/20/dialects/sqlite.html#pysqlite-serializable
        dbapi_connection.isolation_level = None
        _keep_a_write_ahead_log(dbapi_connection)
        # FULL: an intent that is committed before the platform is called must survive a power cut.
        # https://www.sqlite.org/pragma.html#pragma_synchronous
        dbapi_connection.execute("PRAGMA synchronous = FULL")
        dbapi_connection.execute("PRAGMA foreign_keys = ON")

    @sa.event.listens_for(engine, "begin")
    def begin(connection: sa.Connection) -> None:
        writes = connection.get_execution_options().get("writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _create_private(path: Path) -> None:
    """Make the file of a new database so that only its owner reads it. SQLite gives its other files the same rights."""
    with suppress(OSError):  # it is there, or SQLite itself says what is wrong
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


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
    reason = str(exc.orig) if isinstance(exc, DBAPIError) else str(exc)
    for words, remedy in _REMEDIES.items():
        if words in reason:
            return remedy.format(name=name, folder=Path(name).resolve().parent)
    return f"the database {name} failed: {reason.strip() or type(exc).__name__}"


_REMEDIES = {
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
    "lock timeout": (
        f"the database {{name}} has been locked by another program for {BUSY_SECONDS} seconds: "
        "end what holds it (a backup, an open transaction); nothing is lost, and the bot tries again"
    ),
}
