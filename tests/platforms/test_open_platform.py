from __future__ import annotations

import subprocess
import sys

import pytest

from bot.errors import SettingsError
from bot.platforms import PLATFORMS, open_platform
from bot.platforms.x.client import X

KEYS = {secret.name: "12-abc" for secret in PLATFORMS["x"].secrets}


def test_an_account_with_its_secrets_is_opened() -> None:
    assert isinstance(open_platform("x", "mtt", KEYS), X)


@pytest.mark.parametrize("platform", PLATFORMS)
def test_every_missing_or_empty_secret_is_named_at_once(platform: str) -> None:
    names = [secret.name for secret in PLATFORMS[platform].secrets if not secret.is_optional]
    with pytest.raises(SettingsError) as raised:
        open_platform(platform, "mtt", {names[0]: ""})

    assert len(raised.value.faults) == len(names)
    for name, fault in zip(names, raised.value.faults, strict=True):
        assert "'mtt'" in fault
        assert f"_{name}" in fault


@pytest.mark.parametrize("value", ["12-abc\n", "12 abc", "12-äbc", "12-abc\x00"])
def test_a_secret_that_was_copied_badly_is_named_and_not_shown(value: str) -> None:
    with pytest.raises(SettingsError, match="_API_SECRET") as raised:
        open_platform("x", "mtt", KEYS | {"API_SECRET": value})
    assert value not in str(raised.value)


@pytest.mark.parametrize(("name", "value"), [("GRAPH_VERSION", "25"), ("PAGE_ID", "my/page"), ("PAGE_ID", "a?b")])
def test_a_page_or_version_that_cannot_be_one_is_named(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=f"_{name}"):
        open_platform("facebook", "mtt", {"PAGE_ID": "1", "PAGE_TOKEN": "t", name: value})


def test_a_sandbox_that_is_not_on_this_machine_is_refused() -> None:
    with pytest.raises(SettingsError, match="on this machine"):
        open_platform("x", "mtt", KEYS, sandbox="http://192.0.2.1:8640")


def test_the_table_of_platforms_imports_no_client_library() -> None:
    """Preview and settings read it."""
    heavy = "{'tweepy', 'facebook', 'requests', 'urllib3', 'ssl', 'importlib.metadata', 'bot.platforms.urls'}"
    program = f"import sys, bot.platforms; list(bot.platforms.PLATFORMS.values()); print({heavy} & set(sys.modules))"
    shown = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert shown.stdout == "set()\n"
