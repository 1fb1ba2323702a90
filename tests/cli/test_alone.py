"""`bot` alone, and status: what somebody who comes back to the machine sees first."""

from __future__ import annotations

import re

import pytest
from rich.cells import cell_len


def next_commands(office):
    shown = office.bot()
    assert shown.exit_code == 0, shown.output
    return re.findall(r"(?m)^  (bot .+)$", shown.stdout.partition("Next\n")[2])


def test_without_a_bot_toml_it_leads_to_one(office):
    (office.folder / "bot.toml").unlink()
    assert next_commands(office) == ["bot demo", "bot init SITE", "bot preview FILE"]
    assert not (office.folder / "bot.db").exists()


def test_it_shows_the_state_and_the_next_three_things(office):
    shown = office.bot().stdout
    assert shown.startswith(office.bot("status").stdout)
    assert next_commands(office) == ["bot once", "bot preview latest", "bot history"]


def test_what_needs_a_person_comes_first(burst):
    assert next_commands(burst)[0] == "bot queue"
    assert "2 posts of mtt held for an editor" in burst.bot().stdout


def test_a_missing_secret_is_before_everything(burst):
    (burst.folder / ".env").write_text("")
    assert next_commands(burst)[:2] == ["bot check", "bot queue"]


def test_settings_that_are_wrong_are_told_as_anywhere(office):
    path = office.folder / "bot.toml"
    path.write_text(path.read_text().replace("hold =", "hodl ="))
    result = office.bot()
    assert result.exit_code == 2
    assert 'did you mean "hold"' in result.stderr


@pytest.mark.parametrize("columns", [60, 120])
@pytest.mark.parametrize("command", [[], ["status"], ["history"], ["explain", "1"], ["audit"]], ids=" ".join)
def test_no_line_is_wider_than_the_terminal(burst, command, columns):
    burst.bot("approve", "1-2")
    burst.bot("once")
    lines = burst.bot(*command, columns=columns).stdout.splitlines()
    addresses = [line for line in lines if "://" in line]
    assert len(lines) > 1 or command == ["audit"]
    assert all(cell_len(line) <= columns for line in lines if line not in addresses)


def test_an_account_is_paused_and_goes_on_with_its_way_back(office):
    assert office.bot("pause", "mtt", "--until", "2099-01-01").stdout == (
        "mtt is paused until 2099-01-01 00:00\nUndo: bot resume mtt\n"
    )
    assert office.bot("resume", "mtt").stdout == "mtt goes on\nUndo: bot pause mtt --until 2099-01-01T00:00+09:00\n"
    assert office.bot("pause").stdout == "mtt is paused\npage is paused\nUndo: bot resume mtt page\n"
    assert office.json("resume", "page")["undo"] == ["bot pause page"]
    assert office.bot("resume", "mtt").exit_code == 0
    assert office.bot("resume", "mtt").stdout == "mtt goes on\n"


def test_an_account_s_name_that_is_mistyped_stops_nothing(office):
    assert 'no account is called "mt"; did you mean "mtt"?' in office.bot("pause", "page", "mt").stderr
    assert [one["paused"] for one in office.json("status")["accounts"]] == [False, False]


def test_an_article_is_posted_at_the_time_that_is_given(office):
    url = office.newsroom.publish(office.articles[0])
    office.bot("once")
    ordered = office.bot("post", url, "--account", "mtt", "--at", "2099-01-01")
    assert "1 is queued for mtt: " in ordered.stdout
    assert "goes out 2099-01-01 00:00: scheduled by an editor" in ordered.stdout
    assert ordered.stdout.endswith("Undo: bot skip 1\n")
    office.bot("once")
    assert office.texts()["x"] == []
    (row,) = office.json("queue")["deliveries"]
    assert (row["goes_out_at"][:10], row["why"]) == ("2098-12-31", "scheduled by an editor")
    assert "is over already" in office.bot("post", url, "--at", "2020-01-01").stderr
    assert office.bot("post", url, "--at", "soon").exit_code == 2
