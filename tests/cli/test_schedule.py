"""`bot schedule` lets posts go out at a time, and says when that really is."""

from __future__ import annotations

import pytest


def outlooks(office, *words):
    return office.json("schedule", *words)["outlooks"]


def test_a_held_post_goes_out_at_the_time_that_an_editor_says(burst):
    result = burst.bot("schedule", "1", "2031-12-24", "18:00")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[0].startswith("1 is queued: mtt: ")
    assert "goes out 2031-12-24 18:00: scheduled by an editor" in result.stdout
    assert "Undo: bot undo 1" in result.stdout


def test_it_says_the_time_that_will_really_be_where_the_account_s_gap_is_in_the_way(burst):
    burst.write_settings(**{'gap = "0s"': 'gap = "20m"'})
    burst.bot("schedule", "1", "2031-12-24 18:00")
    (ahead,) = outlooks(burst, "3", "2031-12-24 18:05")
    assert ahead["at"].startswith("2031-12-24T")
    shown = " ".join(burst.bot("schedule", "3", "2031-12-24", "18:05").stdout.split())
    assert "goes out 2031-12-24 18:20: 1 post goes out before it; the account's gap of 20 min" in shown


def test_it_says_the_end_of_the_quiet_hours_that_the_time_lies_in(burst):
    burst.write_settings(**{'platform = "x"': 'platform = "x"\nquiet = "23:00-06:30"'})
    shown = " ".join(burst.bot("schedule", "1", "2031-12-24", "23:30").stdout.split())
    assert "goes out 2031-12-25 06:30: quiet hours 23:00-06:30" in shown


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        (("1", "3", "24", "Dec", "2031-12-24"), None),
        (("1", "3", "24", "Dec", "18:00"), [1, 3]),
        (("1", "2", "hours"), [1]),
        (("1-3", "tomorrow", "at", "9am"), [1, 2, 3]),
        (("1", "9pm"), [1]),
        (("--account", "mtt", "in", "2h"), [1, 3]),
    ],
)
def test_the_time_needs_no_quotes_behind_the_posts(burst, words, ids):
    result = burst.bot("schedule", *words)
    if ids is None:
        assert "is not a time" in result.stderr
    else:
        assert [int(line.split()[0]) for line in result.stdout.splitlines() if " is queued: " in line] == ids


def test_without_a_time_it_says_how_to_write_one(burst):
    result = burst.bot("schedule", "1", "2")
    assert result.exit_code == 2
    assert "say when: now, 18:00, tomorrow 9am" in result.stderr


def test_now_takes_a_time_back(burst):
    burst.bot("schedule", "1", "2031-12-24 18:00")
    burst.bot("schedule", "1", "now")
    (row,) = [row for row in burst.json("queue")["deliveries"] if row["delivery"]["id"] == 1]
    assert not row["goes_out_at"].startswith("2031")


def test_what_was_scheduled_comes_back_to_its_time_when_it_is_undone(burst):
    burst.bot("schedule", "1", "2031-12-24 18:00")
    undo = burst.bot("schedule", "1", "2032-01-01 18:00").stdout.splitlines()[-1]
    assert undo == "Undo: bot undo 1"
    assert burst.bot(*undo.split()[2:]).exit_code == 0
    (row,) = [row for row in burst.json("queue")["deliveries"] if row["delivery"]["id"] == 1]
    assert row["delivery"]["due_at"].startswith("2031-12-24")


def test_what_was_skipped_is_told_how_to_come_back(burst):
    burst.bot("skip", "1", "--yes")
    assert "`bot retry 1`" in burst.bot("schedule", "1", "9pm").stderr


@pytest.mark.parametrize("words", [("tonight",), ("tomorrow",), ("next", "friday", "18:00"), ("half", "past", "six")])
def test_what_is_no_time_is_called_so_and_not_a_missing_id(burst, words):
    result = burst.bot("schedule", "1", *words)
    assert result.exit_code == 2
    assert f'"{" ".join(words)}" is not a time' in result.stderr


@pytest.mark.parametrize(
    "words",
    [
        ("schedule", "1", "--at", "24", "Dec", "2031-12-24"),
        ("approve", "1", "--at", "2031-12-24", "18:00"),
        ("approve", "--at", "2031-12-24", "18:00", "1"),
        ("schedule", "1", "--at", "2031-12-24", "18:00"),
        ("schedule", "--at", "2031-12-24", "at", "6", "pm", "1"),
        ("hold", "1", "--until", "2031-12-24", "18:00"),
    ],
)
def test_the_words_of_a_time_behind_an_option_need_no_quotes(burst, words):
    result = burst.bot(*words)
    if words[3] == "24":
        assert '"24 Dec 2031-12-24" is not a time' in result.stderr
        return
    assert result.exit_code == 0, result.output
    assert "goes out 2031-12-24 18:00" in result.stdout


def test_the_actions_of_a_queued_post_name_the_time_that_is_to_be_said(burst):
    burst.bot("approve", "1")
    (row,) = [row for row in burst.json("queue")["deliveries"] if row["delivery"]["id"] == 1]
    assert "bot schedule 1 TIME" in row["actions"]


def test_a_post_that_is_there_already_is_told_with_the_commands_that_let_it_go(burst):
    title = burst.articles[0].title
    (row,) = [row for row in burst.json("queue")["deliveries"] if row["delivery"]["id"] == 1]
    assert row["delivery"]["title"] == title
    url = row["delivery"]["link"]
    shown = " ".join(burst.bot("post", url, "--account", "mtt").stdout.split())
    assert shown.startswith("mtt has it already: 1 is held: ")
    assert "`bot approve 1` lets it go" in shown
    burst.bot("skip", "1", "--yes")
    shown = " ".join(burst.bot("post", url, "--account", "mtt").stdout.split())
    assert "1 is skipped: skipped by an editor; `bot retry 1` sends it again" in shown
    assert burst.json("post", url, "--account", "mtt")["actions"] == ["bot retry 1"]


def test_an_undo_gives_back_what_was_held_for_a_reason_and_can_be_undone(burst):
    (before,) = [row["delivery"] for row in burst.json("queue")["deliveries"] if row["delivery"]["id"] == 1]
    undo = burst.json("schedule", "1", "now")["undo"]
    assert undo == ["bot undo 1"]
    undone = burst.json(*undo[0].split()[1:])
    assert undone["changed"] == [before]
    assert burst.json(*undone["undo"][0].split()[1:])["changed"][0]["status"] == "queued"
    assert "nothing that a person has done to 2 could be undone" in burst.bot("undo", "2").stderr
