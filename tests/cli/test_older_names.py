"""A newsroom that has called X by its older name keeps its settings, its secrets, its wording and its database."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Office

OLDER = 'platform = "twitter"\nsecrets = "TWITTER"\ntemplate = "twitter.j2"'


@pytest.fixture
def older(office: Office) -> Office:
    """The folder of a bot that was set up when X's account was `platform = "twitter"`, with a wording of its own."""
    office.write_settings(**{'platform = "x"': OLDER})
    lines = (office.folder / ".env").read_text("utf-8").splitlines(keepends=True)
    dotenv = "".join(line.replace("X_", "TWITTER_", 1) if line.startswith("X_") else line for line in lines)
    (office.folder / ".env").write_text(dotenv, "utf-8")
    (office.folder / "templates").mkdir()
    (office.folder / "templates" / "twitter.j2").write_text("OURS {{ title }}\n\n{{ appeal }}\n\n{{ link }}", "utf-8")
    office.bot("once")
    return office


def publish_next(office: Office) -> dict[str, int]:
    office.newsroom.publish(office.articles.pop(0))
    return office.json("once")


def test_a_bot_of_before_posts_as_it_did(older: Office) -> None:
    assert older.bot("check").exit_code == 0
    assert publish_next(older)["sent"] == 2
    [text] = older.texts()["x"]
    assert text.startswith("OURS ")


def test_only_the_name_of_the_platform_has_to_change_for_x_s_newer_name(older: Office) -> None:
    publish_next(older)
    older.write_settings()
    check = older.bot("check")
    assert (check.exit_code, "TWITTER" in check.output) == (0, False)

    assert older.json("once")["sent"] == 0
    assert publish_next(older)["sent"] == 2
    assert [text.split()[0] for text in older.texts()["x"]] == ["OURS", "OURS"]
    assert len([post for post in older.json("history")["deliveries"] if post["account"] == "mtt"]) == 2


def test_json_calls_the_platform_x_whatever_bot_toml_calls_it(older: Office) -> None:
    names = [account["platform"] for account in older.json("status")["accounts"]]
    older.write_settings()
    assert [account["platform"] for account in older.json("status")["accounts"]] == names == ["x", "facebook"]
