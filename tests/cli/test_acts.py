"""history --acts, explain and undo: who has done what, and how that is taken back."""

from __future__ import annotations

import json
import re

import pytest

ME = "ben"


@pytest.fixture(autouse=True)
def i_am_ben(monkeypatch):
    monkeypatch.setenv("SUDO_USER", ME)


@pytest.fixture
def handled(burst, monkeypatch):
    """Four held posts, of which two were approved, one held once more by a colleague, and one account was paused."""
    burst.bot("approve", "1", "2", "--at", "2099-01-01")
    with monkeypatch.context() as of_anna:
        of_anna.setenv("SUDO_USER", "anna")
        burst.bot("hold", "1")
    burst.bot("pause", "mtt")
    return burst


def test_acts_are_listed_with_who_and_what_newest_first(handled):
    lines = handled.bot("history", "--acts").stdout.splitlines()
    assert re.fullmatch(rf"   a8  20\d\d-\d\d-\d\d \d\d:\d\d  {ME} paused mtt", lines[0])
    assert re.fullmatch(r"   a7  20\d\d-\d\d-\d\d \d\d:\d\d  anna held 1: queued → held", lines[1])
    assert re.fullmatch(r"       mtt: .+", lines[2])
    assert re.search(rf"a6  .*  {ME} approved 2: held → queued, due 2099-01-01 00:00", lines[3])
    assert "the bot held 1: " in lines[-2]


def test_acts_are_narrowed_to_one_post_one_person_and_some_days(handled):
    def listed(*args):
        return [(act["by"]["name"], act["name"]) for act in handled.json("history", "--acts", *args)["acts"]]

    assert listed("1") == [("anna", "hold"), (ME, "approve"), ("", "held")]
    assert listed("--by", "anna") == [("anna", "hold")]
    assert set(listed("--by", "bot")) == {("", "held")}
    assert listed("--today") == listed("--days", "3") == listed()
    assert listed("--account", "page", "--limit", "1") == [(ME, "approve")]


def test_what_narrows_acts_is_not_taken_for_posts(handled):
    for wrong in (["history", "1"], ["history", "--by", "anna"]):
        assert handled.bot(*wrong).exit_code == 2
    assert "there is no delivery 99" in handled.bot("history", "99", "--acts").stderr
    assert handled.json("history", "--today")["deliveries"] == []


def test_explain_tells_who_approved_a_post(handled):
    (_, second) = handled.json("explain", "1")["deliveries"]
    assert [act["name"] for act in second["acts"]] == ["held", "approve"]
    assert f"{ME} approved it: held → queued" in handled.bot("explain", "2").stdout


def test_undo_takes_back_what_i_did_last_command_by_command(handled):
    paused = handled.bot("undo").stdout
    assert re.fullmatch(rf"Undone: {ME} paused mtt\nmtt goes on\nUndo: bot undo a9\n", paused)
    both = handled.bot("undo")
    assert "bot: anna has changed delivery 1 since act a5, by a7; `bot undo a7` puts it back as before" in both.stderr
    assert "2 is held: page: " in both.stdout
    assert both.exit_code == 3
    assert handled.bot("undo", "a7", "a5").exit_code == 0
    assert {row["delivery"]["status"] for row in handled.json("queue")["deliveries"]} == {"held"}


def test_undo_says_when_what_it_gave_back_goes_out(handled):
    out = handled.bot("undo", "1").stdout
    assert "1 is queued: mtt: " in out
    assert re.search(r"does not go out by itself: paused by an editor|goes out 2099", out)


def test_the_undoing_is_undone_as_it_says(handled):
    command = handled.bot("undo", "1").stdout.splitlines()[-1].removeprefix("Undo: ")
    assert handled.bot(*command.split()[1:]).exit_code == 0
    assert handled.json("explain", "1")["deliveries"][0]["delivery"]["status"] == "held"


def test_where_nothing_was_done_there_is_nothing_to_undo(burst):
    nothing = burst.bot("undo")
    assert nothing.exit_code == 1
    assert f"nothing is recorded of {ME} that could be undone; `bot history`" in nothing.stderr


@pytest.mark.parametrize("word", ["all", "a", "1-", "-", "a1-2", "٣"])
def test_a_word_that_names_nothing_is_told_how_to_name_it(burst, word):
    wrong = burst.bot("undo", "--", word)
    assert wrong.exit_code == 2
    assert "12, 12-15, a57" in wrong.stderr


def test_an_act_of_the_bot_stays(handled):
    out = handled.bot("undo", "a1", "--json")
    assert out.exit_code == 1
    assert "the bot's own" in json.loads(out.stdout)["refused"][0]["reason"]
