"""Copies of the database can be restored, and are made and thrown away as the settings say."""

from __future__ import annotations

import shutil
import sqlite3
import stat
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.desk.backup import back_up_if_due, make_backup
from bot.desk.deliver.absence import note_absence
from bot.errors import SettingsError, StoreError
from bot.settings.loading import settings_from_text
from tests.desk.conftest import BOT_TOML

DAILY = BOT_TOML.replace("[watch]", '[backup]\nevery = "1d"\nkeep = 3\n\n[watch]')


@pytest.fixture
def daily(tmp_path, open_world):
    with open_world(settings_from_text(DAILY, tmp_path / "bot.toml", {})) as world:
        yield world


def copies(world):
    return sorted(path.name for path in world.desk.settings.backups.folder.glob("*"))


def rows(path, table):
    with sqlite3.connect(path) as connection:
        return connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]


def test_a_copy_has_all_that_the_database_has_and_only_its_owner_reads_it(daily, article):
    daily.show()
    daily.show(article(1, published=daily.clock()))
    path = make_backup(daily.desk)
    assert rows(path, "articles") == 1
    assert rows(path, "deliveries") == 2
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert copies(daily) == [path.name]


def test_a_copy_goes_to_the_file_or_the_folder_that_is_named(daily, tmp_path):
    assert make_backup(daily.desk, tmp_path / "mine.db") == tmp_path / "mine.db"
    assert make_backup(daily.desk, tmp_path / "usb").parent == tmp_path / "usb"


def test_what_is_written_while_a_copy_is_made_does_not_harm_it(daily, article):
    daily.show()
    for number in range(1, 30):
        daily.clock.forward(hours=3)
        daily.show(article(number, published=daily.clock()))
        path = make_backup(daily.desk)
        with sqlite3.connect(path) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_copy_is_made_when_it_is_due_and_the_oldest_is_thrown_away(daily):
    made = []
    for _ in range(8 * 24):
        made.append(back_up_if_due(daily.desk))
        daily.clock.forward(hours=1)
    days = [path for path in made if path]
    assert len(days) == 8
    assert copies(daily) == [path.name for path in days[-3:]]


def test_a_file_that_is_no_copy_of_ours_is_never_thrown_away(daily):
    folder = daily.desk.settings.backups.folder
    folder.mkdir()
    (folder / "bot-old.db").write_text("mine")
    for _ in range(9):
        daily.clock.forward(days=1)
        back_up_if_due(daily.desk)
    assert "bot-old.db" in copies(daily)


def test_a_copy_that_cannot_be_made_is_told_with_its_remedy_and_leaves_no_half(daily, tmp_path):
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(StoreError, match="there must be enough space"):
        make_backup(daily.desk, tmp_path / "file" / "bot.db")
    assert "file" in daily.desk.notes.all()["backup-fault"].value
    make_backup(daily.desk, tmp_path / "copy.db")
    assert daily.desk.notes.all()["backup-fault"].value == ""
    assert not list(tmp_path.glob("*.unfinished"))


@pytest.mark.parametrize("suffix", ["", "-wal", "-shm", ".last-call"])
def test_a_copy_never_takes_the_place_of_the_database_or_of_what_belongs_to_it(daily, suffix):
    database = daily.desk.settings.database_file
    before = database.read_bytes()
    with pytest.raises(SettingsError, match="is the database itself, or belongs to it"):
        make_backup(daily.desk, database.with_name(f"{database.name}{suffix}"))
    assert database.read_bytes() == before


def test_a_copy_takes_the_place_of_an_older_copy_and_of_nothing_else(daily, tmp_path):
    (tmp_path / "notes.toml").write_text("mine")
    with pytest.raises(SettingsError, match=r"notes.toml is no older copy of a database"):
        make_backup(daily.desk, tmp_path / "notes.toml")
    assert (tmp_path / "notes.toml").read_text() == "mine"
    older = make_backup(daily.desk, tmp_path / "mine.db")
    assert make_backup(daily.desk, older) == older


def test_without_the_setting_none_is_made_by_itself(world):
    assert back_up_if_due(world.desk) is None


def test_for_a_database_on_a_server_its_own_tool_is_named(daily):
    on_server = replace(daily.desk.settings, database="postgresql+psycopg://bot@db/bot")
    with pytest.raises(SettingsError, match="pg_dump"):
        make_backup(replace(daily.desk, settings=on_server))


def test_a_restored_copy_posts_nothing_again_that_went_out_since(daily, article):
    daily.show()
    daily.show(article(1, published=daily.clock()))
    copy = make_backup(daily.desk)
    daily.live(minutes=10)
    posted = {name: list(platform.links) for name, platform in daily.platforms.items()}
    assert all(posted.values())
    daily.desk.articles._database.close()
    file = daily.desk.settings.database_file
    for suffix in ("-wal", "-shm"):
        file.with_name(file.name + suffix).unlink(missing_ok=True)
    shutil.copyfile(copy, file)
    with daily.restarted() as restored:
        note_absence(restored.desk)
        restored.live(hours=3)
        assert {name: platform.links for name, platform in restored.platforms.items()} == posted


def test_two_copies_of_one_second_are_one(daily):
    assert make_backup(daily.desk) == make_backup(daily.desk)
    daily.clock.forward(seconds=1)
    make_backup(daily.desk)
    assert len(copies(daily)) == 2
    assert timedelta(0) == daily.clock() - daily.desk.notes.all()["backup"].noted_at
