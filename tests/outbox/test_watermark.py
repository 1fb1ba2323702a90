from __future__ import annotations

import pytest

from bot.outbox.watermark import LastCall, Watermark


@pytest.fixture
def path(tmp_path):
    return tmp_path / "bot.db.last-call"


def test_the_last_call_is_told_to_whoever_asks_next(path):
    mark = Watermark(path)
    mark.write(LastCall(1234567, 2))
    mark.write(LastCall(3, 1))
    assert Watermark(path).read() == LastCall(3, 1)


def test_without_a_call_there_is_no_mark(path):
    assert Watermark(path).read() is None


def test_a_mark_that_was_restored_with_its_folder_says_nothing(path):
    """Restoring changes a file, though its date may be brought back with it."""
    path.write_text("           3      1    1764000000.000\n")
    assert Watermark(path).read() is None


@pytest.mark.parametrize("content", [b"", b"3 1", b"3 one 1764000000.000", b"\xff"])
def test_a_damaged_mark_says_nothing(path, content):
    path.write_bytes(content)
    assert Watermark(path).read() is None


def test_a_mark_that_is_removed_is_gone(path):
    mark = Watermark(path)
    mark.write(LastCall(3, 1))
    mark.remove()
    mark.remove()
    assert mark.read() is None


def test_a_mark_that_cannot_be_written_holds_nothing_up_and_is_told(tmp_path, caplog):
    mark = Watermark(tmp_path / "nowhere" / "mark")
    mark.write(LastCall(3, 1))
    assert "cannot be written, so an absence is known by its length alone" in caplog.text


def test_a_database_on_a_server_has_no_mark():
    mark = Watermark(None)
    mark.write(LastCall(3, 1))
    mark.remove()
    assert mark.read() is None
