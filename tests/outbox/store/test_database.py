from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
from contextlib import ExitStack

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory

from bot.errors import StoreError
from bot.outbox.rules.states import SourceState
from bot.outbox.store import database as module
from bot.outbox.store.database import Database
from bot.outbox.store.sources import Sources
from bot.outbox.store.tables import SCHEMA_VERSIONS


@pytest.fixture
def path(tmp_path):
    return tmp_path / "bot.db"


def opened(path):
    return Database(f"sqlite:///{path}")


def test_a_driver_that_is_missing_is_told_as_that_with_the_line_that_installs_it():
    with pytest.raises(StoreError, match=r"pip install 'syndication-bot\[postgresql\]'"):
        Database("postgresql+pg8000://bot@db.example.org/bot")


def test_every_migration_is_known_to_the_program():
    config = Config()
    config.set_main_option("script_location", "bot.outbox.store:migrations")
    revisions = [script.revision for script in ScriptDirectory.from_config(config).walk_revisions()]
    assert tuple(reversed(revisions)) == SCHEMA_VERSIONS


def test_commits_are_durable(path):
    database = opened(path)
    with database.reading() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    database.close()


def test_a_database_of_a_newer_version_is_refused_and_left_as_it_is(path):
    opened(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    with pytest.raises(StoreError, match=r"written by a newer version .*schema 9999.*upgrade it"):
        opened(path)


def test_a_file_that_is_no_database_is_refused(path):
    path.write_bytes(b"This is a text, and a rather long one, so that it is no header of SQLite. " * 20)
    with pytest.raises(StoreError, match="is not a database of this program"):
        opened(path)


def test_a_folder_that_does_not_exist_is_named(tmp_path):
    with pytest.raises(StoreError, match=r"cannot be opened: the folder .*nowhere must exist"):
        opened(tmp_path / "nowhere" / "bot.db")


def test_an_address_that_is_none_is_refused():
    with pytest.raises(StoreError, match="is no address of a database"):
        Database("bot.db")


def test_a_driver_that_is_not_installed_is_refused():
    with pytest.raises(StoreError, match="is no address of a database"):
        Database("oracle+nothing://user@host/name")


def test_a_password_stands_in_no_error():
    with pytest.raises(StoreError) as raised:
        Database("postgresql+psycopg://bot:geheim@127.0.0.1:1/bot?connect_timeout=1")
    assert "geheim" not in str(raised.value)


def test_a_read_only_database_is_told(path):
    opened(path).close()
    database = Database(f"sqlite:///file:{path}?mode=ro&uri=true")
    with pytest.raises(StoreError, match="cannot be written: give the user that runs the bot write access"):
        Sources(database).save([SourceState(site="News")])
    database.close()


def test_a_locked_database_is_told_with_its_remedy(path, monkeypatch):
    monkeypatch.setattr(module, "BUSY_SECONDS", 0.1)
    database, holder = opened(path), sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError, match="locked by another program"):
        Sources(database).save([SourceState(site="News")])
    holder.execute("ROLLBACK")
    Sources(database).save([SourceState(site="News")])
    assert list(Sources(database).feeds()) == ["News"]
    holder.close()
    database.close()


def test_a_writer_waits_for_another_and_goes_on_by_itself(path):
    database, holder = opened(path), sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    holder.execute("BEGIN IMMEDIATE")
    writer = threading.Thread(target=Sources(database).save, args=([SourceState(site="News")],))
    writer.start()
    holder.execute("COMMIT")
    writer.join(30)
    assert list(Sources(database).feeds()) == ["News"]
    holder.close()
    database.close()


def test_reading_never_waits_for_a_writer(path):
    database, holder = opened(path), sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    assert Sources(database).feeds() == {}
    holder.close()
    database.close()


OPENS_WHAT_IT_IS_TOLD = """
import sys
from bot.errors import StoreError
from bot.outbox.store.database import Database
print("ready", flush=True)
for url in sys.stdin:
    try:
        Database(url.strip()).close()
        print("opened", flush=True)
    except StoreError as fault:
        print(fault, flush=True)
"""


def test_several_programs_may_open_a_new_database_in_the_same_moment(tmp_path):
    """SQLite refuses a second one the write-ahead log without waiting for the first."""
    command = [sys.executable, "-c", OPENS_WHAT_IT_IS_TOLD]
    with ExitStack() as stack:
        programs = [
            stack.enter_context(subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True))
            for _ in range(3)
        ]
        assert [program.stdout.readline() for program in programs] == ["ready\n"] * 3
        for number in range(20):
            for program in programs:
                program.stdin.write(f"sqlite:///{tmp_path / str(number)}.db\n")
                program.stdin.flush()
            assert [program.stdout.readline() for program in programs] == ["opened\n"] * 3
