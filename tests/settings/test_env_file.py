"""New secrets are written into .env so that nobody else can read them, and whole or not at all."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from bot.errors import SettingsError
from bot.settings.env_file import forget_kept, has_kept, restore_kept, write_values

OLD = "# the app's\nX_API_KEY=old\n"


@pytest.fixture
def dotenv(tmp_path: Path) -> Path:
    path = tmp_path / ".env"
    path.write_text(OLD, "utf-8")
    return path


def test_the_file_is_readable_by_its_owner_alone(dotenv: Path) -> None:
    dotenv.chmod(0o644)
    write_values(dotenv, {"X_API_KEY": "new"})
    assert stat.S_IMODE(dotenv.stat().st_mode) == 0o600
    assert dotenv.parent.exists()
    assert [path.name for path in dotenv.parent.iterdir()] == [".env"]


def test_a_file_that_is_not_there_is_made(tmp_path: Path) -> None:
    write_values(tmp_path / ".env", {"PAGE": "7"})
    assert (tmp_path / ".env").read_text() == "PAGE=7\n"
    assert stat.S_IMODE((tmp_path / ".env").stat().st_mode) == 0o600


def test_a_link_to_the_file_stays_a_link(dotenv: Path, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(dotenv)
    write_values(link, {"X_API_KEY": "new"})
    assert link.is_symlink()
    assert "X_API_KEY=new" in dotenv.read_text()


def test_a_new_value_is_proven_or_taken_back(dotenv: Path) -> None:
    write_values(dotenv, {"X_API_KEY": "new"})
    assert has_kept(dotenv, ["X_API_KEY"])
    assert restore_kept(dotenv, ["X_API_KEY"])
    assert dotenv.read_text() == OLD
    assert not restore_kept(dotenv, ["X_API_KEY"])

    write_values(dotenv, {"X_API_KEY": "new"})
    forget_kept(dotenv, ["X_API_KEY"])
    assert dotenv.read_text() == OLD.replace("old", "new")


def test_a_file_that_cannot_be_written_stays_as_it_is(dotenv: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(SettingsError, match="No space left on device") as raised:
        write_values(dotenv, {"X_API_KEY": "hush"})
    assert "hush" not in str(raised.value)
    assert dotenv.read_text() == OLD
    assert [path.name for path in dotenv.parent.iterdir()] == [".env"]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may give files away")
def test_root_leaves_the_file_to_whom_it_belongs(dotenv: Path) -> None:
    os.chown(dotenv, 4711, 4712)
    write_values(dotenv, {"X_API_KEY": "new"})
    assert (dotenv.stat().st_uid, dotenv.stat().st_gid) == (4711, 4712)


def test_a_file_that_is_no_text_is_named(dotenv: Path) -> None:
    dotenv.write_bytes(b"X_API_KEY=\xff\n")
    with pytest.raises(SettingsError, match="not UTF-8"):
        write_values(dotenv, {"X_API_KEY": "new"})
