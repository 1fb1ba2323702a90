"""The clocks of two machines are compared, and keys in the wrong line are noticed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.errors import SettingsError
from bot.platforms import PLATFORMS, access
from bot.platforms.access import clock_offset
from bot.platforms.secret_forms import misplaced_secrets, unusual_secrets

ASKED = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
ANSWERED = ASKED + timedelta(seconds=5)

X = {
    "API_KEY": "abcdefghijklmnopqrstuvwxy",
    "API_SECRET": "a" * 50,
    "ACCESS_TOKEN": f"1234567890-{'b' * 40}",
    "ACCESS_TOKEN_SECRET": "c" * 45,
}
FACEBOOK = {"PAGE_ID": "123456", "PAGE_TOKEN": f"EAA{'d' * 60}", "APP_ID": "987654", "APP_SECRET": "0f" * 16}


@pytest.mark.parametrize(
    ("theirs", "offset"),
    [
        (ASKED, 0),
        (ANSWERED, 0),
        (ASKED - timedelta(seconds=1), 0),
        (ASKED - timedelta(seconds=61), 60),
        (ANSWERED + timedelta(seconds=60), -60),
    ],
)
def test_a_clock_is_off_by_what_no_waiting_explains(theirs: datetime, offset: int) -> None:
    assert clock_offset(theirs, ASKED, ANSWERED) == timedelta(seconds=offset)


def faults(platform: str, **changed: str) -> tuple[str, ...]:
    secrets = {"x": X, "facebook": FACEBOOK}[platform] | changed
    return misplaced_secrets(PLATFORMS[platform], secrets, {name: f"MY_{name}" for name in secrets})


@pytest.mark.parametrize("platform", ["x", "facebook"])
def test_keys_in_their_own_lines_are_no_fault(platform: str) -> None:
    assert faults(platform) == ()


@pytest.mark.parametrize(
    ("platform", "line", "value", "right"),
    [
        ("x", "API_KEY", X["ACCESS_TOKEN"], "MY_ACCESS_TOKEN"),
        ("x", "ACCESS_TOKEN", X["API_KEY"], "MY_API_KEY"),
        ("x", "ACCESS_TOKEN_SECRET", X["ACCESS_TOKEN"], "MY_ACCESS_TOKEN"),
        ("facebook", "PAGE_ID", FACEBOOK["PAGE_TOKEN"], "MY_PAGE_TOKEN"),
        ("facebook", "PAGE_TOKEN", FACEBOOK["PAGE_ID"], "MY_PAGE_ID"),
        ("facebook", "PAGE_TOKEN", FACEBOOK["APP_SECRET"], "MY_APP_SECRET"),
    ],
)
def test_a_key_in_the_wrong_line_is_named_with_the_right_one_and_not_shown(
    platform: str, line: str, value: str, right: str
) -> None:
    (fault,) = faults(platform, **{line: value})
    assert fault.startswith(f"MY_{line}: ")
    assert right in fault
    assert value not in fault


def test_a_key_that_looks_like_none_is_a_warning_and_no_fault() -> None:
    assert faults("x", API_KEY="short") == ()
    (warning,) = unusual_secrets(PLATFORMS["x"], X | {"API_KEY": "short"}, {name: name for name in X})
    assert warning.startswith("API_KEY: does not look like one, which is some 25 letters and digits")


def test_a_platform_that_brings_no_way_to_ask_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    silent = replace(PLATFORMS["x"], examine=None, authorise=None, renew=None, clock_url="")
    monkeypatch.setattr(access, "PLATFORMS", {"x": silent})
    with pytest.raises(SettingsError, match="cannot be asked about an account"):
        access.examine("x", X)
    with pytest.raises(SettingsError, match="by hand"):
        access.authorise("x", X, None)  # type: ignore[arg-type]
    assert access.renew("x", X) == {}
    assert access.read_clock_offset("x") is None
