"""What a bot that runs makes of files that change under it."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.desk.reload import SettingsOnDisk
from bot.settings import load_settings
from tests.desk.conftest import BOT_TOML

SECRETS = {
    **{f"X_{name}": f"secret{name}" for name in ("API_KEY", "API_SECRET")},
    "X_ACCESS_TOKEN": "123456789-secret",
    "X_ACCESS_TOKEN_SECRET": "secretsecret",
    "FACEBOOK_PAGE_ID": "112233",
    "FACEBOOK_PAGE_TOKEN": "EAAsecretsecret",
}


@pytest.fixture
def toml(tmp_path: Path) -> Path:
    path = tmp_path / "bot.toml"
    path.write_text(BOT_TOML, "utf-8")
    return path


@pytest.fixture
def on_disk(toml: Path) -> SettingsOnDisk:
    return SettingsOnDisk(load_settings(toml, SECRETS), SECRETS)


def written(path: Path, old: str, new: str) -> None:
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")


def test_what_is_the_same_is_no_change(on_disk) -> None:
    assert [on_disk.change() for _ in range(3)] == [None, None, None]


def test_a_file_that_is_just_being_written_is_waited_for(on_disk, toml) -> None:
    written(toml, 'gap = "20m"', 'gap = "30m"')
    assert on_disk.change() is None
    written(toml, 'gap = "30m"', 'gap = "40m"')
    assert on_disk.change() is None
    change = on_disk.change()
    assert change is not None
    assert change.settings is not None
    assert str(change.settings.accounts[0].pace.gap) == "0:40:00"
    assert on_disk.change() is None


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('gap = "20m"', "gap = ", "is not TOML"),
        ('gap = "20m"', 'gpa = "20m"', 'did you mean "gap"?'),
        ('platform = "x"', 'platform = "x"\nsecrets = "SPORTS"', "SPORTS_API_KEY"),
        ("bot.db", "other.db", "`database` cannot change"),
    ],
)
def test_what_cannot_be_used_is_told_once_with_its_fault(on_disk, toml, old, new, words) -> None:
    written(toml, old, new)
    on_disk.change()
    change = on_disk.change()
    assert change is not None
    assert change.settings is None
    assert words in change.fault
    assert on_disk.change() is None


def test_what_is_put_back_ends_the_fault_and_changes_nothing(on_disk, toml) -> None:
    before = toml.read_text("utf-8")
    written(toml, 'gap = "20m"', "gap = ")
    on_disk.change()
    assert on_disk.change() is not None
    toml.write_text(before, "utf-8")
    on_disk.change()
    change = on_disk.change()
    assert change is not None
    assert (change.settings, change.fault) == (None, "")


def test_a_file_that_is_gone_for_a_moment_is_a_fault_and_no_end(on_disk, toml) -> None:
    toml.unlink()
    on_disk.change()
    change = on_disk.change()
    assert change is not None
    assert "there is no such file" in change.fault


def test_a_file_that_holds_a_secret_is_watched_whether_the_environment_or_the_file_env_names_it(toml, tmp_path) -> None:
    keys = {name: value for name, value in SECRETS.items() if name != "FACEBOOK_PAGE_TOKEN"}
    (tmp_path / "token").write_text("EAAsecretsecret", "utf-8")
    (tmp_path / "key").write_text("secretAPI_KEY", "utf-8")
    (tmp_path / ".env").write_text("FACEBOOK_PAGE_TOKEN_FILE=token\n", "utf-8")
    environ = {**keys, "TWITTER_API_KEY": "", "TWITTER_API_KEY_FILE": str(tmp_path / "key")}
    on_disk = SettingsOnDisk(load_settings(toml, environ), environ)
    for file in ("token", "key"):
        (tmp_path / file).write_text("EAAanothersecret", "utf-8")
        assert on_disk.change() is None
        change = on_disk.change()
        assert change is not None, file
        assert change.settings is not None, change.fault
