from __future__ import annotations

import os
import time

import pytest

from bot.outbox.store.last_call_file import LastCall, LastCallFile


@pytest.fixture
def path(tmp_path):
    return tmp_path / "bot.db.last-call"


def test_the_last_call_is_told_to_whoever_asks_next(path):
    mark = LastCallFile(path)
    mark.write(LastCall(1234567, 2))
    mark.write(LastCall(3, 1))
    assert LastCallFile(path).read() == LastCall(3, 1)


def test_without_a_call_there_is_no_mark(path):
    assert LastCallFile(path).read() is None


def test_a_mark_that_was_restored_with_its_folder_says_nothing(path):
    """Restoring changes a file, though its date may be brought back with it."""
    path.write_text("           3      1    1764000000.000\n")
    assert LastCallFile(path).read() is None


@pytest.mark.parametrize("content", [b"", b"3 1", b"3 one 1764000000.000", b"\xff"])
def test_a_damaged_mark_says_nothing(path, content):
    path.write_bytes(content)
    assert LastCallFile(path).read() is None


def test_a_mark_that_is_removed_is_gone(path):
    mark = LastCallFile(path)
    mark.write(LastCall(3, 1))
    mark.remove()
    mark.remove()
    assert mark.read() is None


def test_a_mark_that_cannot_be_written_holds_nothing_up_and_is_told(tmp_path, caplog):
    mark = LastCallFile(tmp_path / "nowhere" / "mark")
    mark.write(LastCall(3, 1))
    assert "cannot be written, so an absence is known by its length alone" in caplog.text


def test_a_database_in_memory_has_no_mark():
    mark = LastCallFile(None)
    mark.write(LastCall(3, 1))
    mark.remove()
    assert mark.read() is None


def test_the_timeline_of_a_server_is_kept_with_its_last_call(path):
    LastCallFile(path).write(LastCall(3, 1, "0000000A"))
    assert LastCallFile(path).read() == LastCall(3, 1, "0000000A")


def test_a_mark_of_the_first_version_is_read(path):
    path.write_text(f"           3      1 {time.time():>17.3f}\n")
    assert LastCallFile(path).read() == LastCall(3, 1)


def test_a_link_in_the_place_of_the_mark_leads_nowhere(path, tmp_path, caplog):
    target = tmp_path / "precious"
    target.write_text("kept")
    path.symlink_to(target)
    LastCallFile(path).write(LastCall(3, 1))
    assert target.read_text() == "kept"
    assert "cannot be written" in caplog.text
    assert LastCallFile(path).read() is None


def test_a_pipe_in_the_place_of_the_mark_holds_nothing_up(path, caplog):
    os.mkfifo(path)
    mark = LastCallFile(path)
    mark.write(LastCall(3, 1))
    assert "cannot be written" in caplog.text
    assert mark.read() is None
