"""Others who may read or change the newsroom's files are warned of."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.settings import Settings, permission_warnings
from tests.settings.conftest import Load


@pytest.fixture
def settings(load: Load, tmp_path: Path) -> Iterator[Settings]:
    """Those of a folder in which all is as it should be."""
    for name in (".env", "bot.db"):
        (tmp_path / name).touch(0o600)
    tmp_path.chmod(0o700)
    yield load()
    tmp_path.chmod(0o700)


def test_files_that_only_their_owner_reads_have_no_warning(settings: Settings) -> None:
    assert permission_warnings(settings) == ()


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660])
@pytest.mark.parametrize("name", [".env", "bot.db"])
def test_others_who_may_read_a_private_file_are_warned_of(settings: Settings, name: str, mode: int) -> None:
    path = settings.folder / name
    path.chmod(mode)
    assert permission_warnings(settings) == (
        f"{path}: other users of this machine may read it; run `chmod 600 {path}`",
    )


def test_anybody_who_may_write_the_settings_is_warned_of(settings: Settings) -> None:
    settings.path.chmod(0o646)
    assert permission_warnings(settings) == (
        f"{settings.path}: any user of this machine may change it; run `chmod o-w {settings.path}`",
    )


def test_anybody_who_may_put_another_file_in_its_place_is_warned_of(settings: Settings) -> None:
    settings.folder.chmod(0o707)
    assert permission_warnings(settings) == (
        f"{settings.folder}: any user of this machine may change it; run `chmod o-w {settings.folder}`",
    )


def test_a_new_database_is_read_by_its_owner_alone(tmp_path: Path) -> None:
    from bot.outbox.store.database import Database

    Database(f"sqlite:///{tmp_path / 'bot.db'}").close()
    assert (tmp_path / "bot.db").stat().st_mode & 0o777 == 0o600
