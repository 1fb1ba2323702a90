"""Settings that one platform alone has stand in a table of its name, and are checked as all others are."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import SettingsError
from bot.settings import Settings
from bot.settings.loading import settings_from_text

BEGIN = """
[appeal]
text = "Please give."
[[sites]]
name = "News"
url = "https://news.example"
[[accounts]]
name = "masto"
platform = "mastodon"
"""


def read(more: str, variables: dict[str, str] | None = None) -> Settings:
    return settings_from_text(BEGIN + more, Path("bot.toml"), variables or {})


def test_without_a_table_every_option_has_its_default() -> None:
    (account,) = read("").accounts
    assert account.options == {"visibility": "public", "length": 500, "warnings": {}}


def test_the_options_of_an_account_are_read() -> None:
    text = '[accounts.mastodon]\nvisibility = "unlisted"\nlength = 5000\nwarnings = {"Courts" = "Court  report"}\n'
    settings = read(text)
    assert settings.accounts[0].options == {
        "visibility": "unlisted",
        "length": 5000,
        "warnings": {"Courts": "Court report"},
    }
    assert settings.origin("accounts[masto].mastodon.length") == "bot.toml, line 12"


def test_a_variable_overrides_an_option() -> None:
    (account,) = read("", {"BOT_ACCOUNTS__MASTO__MASTODON__VISIBILITY": "unlisted"}).accounts
    assert account.options["visibility"] == "unlisted"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('visibility = "private"', 'line 11: accounts[masto].mastodon.visibility: "private" is not a value of'),
        ("length = 5", "accounts[masto].mastodon.length: "),
        ("length = true", "accounts[masto].mastodon.length: "),
        ('length = "long"', "accounts[masto].mastodon.length: "),
        ('warnings = ["Courts"]', "is no table of tags and texts"),
        ("warnings = {Courts = 1}", "is no table of tags and texts"),
        ('warnings = {Courts = " "}', "is no table of tags and texts"),
        ('warnings = {"" = "Court report"}', "is no table of tags and texts"),
        ('visibillity = "unlisted"', "unknown key; did you mean"),
        ('spoiler_text = "x"', "unknown key; known here: length, visibility, warnings"),
    ],
)  # fmt: skip
def test_a_wrong_option_is_told_with_its_line_and_its_remedy(text: str, told: str) -> None:
    with pytest.raises(SettingsError) as raised:
        read(f"[accounts.mastodon]\n{text}\n")
    assert told in str(raised.value)


def test_an_account_elsewhere_has_no_such_table() -> None:
    with pytest.raises(SettingsError, match=r"accounts\[masto\]\.mastodon: unknown key"):
        settings_from_text(
            BEGIN.replace('"mastodon"', '"x"') + "[accounts.mastodon]\nlength = 600\n", Path("bot.toml"), {}
        )


def test_one_table_that_is_none_is_told() -> None:
    with pytest.raises(SettingsError, match="is not a table"):
        read('mastodon = "unlisted"\n')
