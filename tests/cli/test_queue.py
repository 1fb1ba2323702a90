"""queue, approve, hold, skip, retry, resolve: what an editor sees of the outbox, and does to it."""

from __future__ import annotations

import json
import re
import sqlite3

import pytest
from rich.cells import cell_len


def statuses(office):
    return {one["delivery"]["id"]: one["delivery"]["status"] for one in office.json("queue")["deliveries"]}


def in_the_database(office, statement):
    with sqlite3.connect(office.folder / "bot.db") as connection:
        connection.execute(statement)
    connection.close()


def test_the_queue_shows_what_goes_out_when_and_to_whom(office):
    office.write_settings(hold="1h")
    office.bot("once")
    office.newsroom.publish(office.articles[0])
    office.bot("once")
    title = office.articles[0].title
    first, second, total = office.bot("queue").stdout.splitlines()
    assert re.fullmatch(rf"   1  queued   20\d\d-\d\d-\d\d \d\d:\d\d  mtt   {re.escape(title)}", first)
    assert re.fullmatch(rf"   2  queued   20\d\d-\d\d-\d\d \d\d:\d\d  page  {re.escape(title)}", second)
    assert total == "2 posts"


def test_with_verbose_it_says_of_each_post_what_holds_it_back(office):
    office.write_settings(hold="1h")
    office.bot("once")
    office.newsroom.publish(office.articles[0])
    office.bot("once")
    shown = office.bot("queue", "-v").stdout.splitlines()
    assert re.fullmatch(r"   1  queued   mtt  goes out 20\d\d-\d\d-\d\d \d\d:\d\d", shown[0])
    assert shown[1:3] == [
        f"      {office.articles[0].title}",
        "      watch.hold: its newsroom may still correct it",
    ]
    assert shown[-1] == "2 posts"


def test_its_first_line_is_that_of_the_post_as_the_template_writes_it(burst):
    (burst.folder / "templates").mkdir()
    (burst.folder / "templates" / "x.j2").write_text("READ THIS: {{ title }}\n{{ link }}\n{{ appeal }}\n")
    (row, *_) = burst.json("queue", "--account", "mtt")["deliveries"]
    assert row["first_line"] == f"READ THIS: {row['delivery']['title']}"


def test_it_tells_where_no_post_can_be_made(burst):
    burst.write_settings(**{'short = "Support us: PayPal sawakoart@gmail.com"': "", "DONATIONS to": "DONATE " * 50})
    assert "no post can be made of it: " in burst.bot("queue", "--account", "mtt").stdout


def test_it_names_the_command_for_what_needs_a_person(burst):
    assert "4 held: `bot approve ID` lets it go" in burst.bot("queue").stdout


def test_posts_for_an_account_that_bot_toml_no_longer_has_are_told_with_what_to_do(burst):
    in_the_database(burst, "UPDATE deliveries SET account = 'old' WHERE account = 'page'")
    for command in ("queue", "status"):
        shown = " ".join(burst.bot(command).stdout.split())
        assert "2 posts wait for the account old, which bot.toml no longer has" in shown
        assert "`bot skip 2 4`" in shown
    burst.bot("skip", "2", "4", "--yes")
    for command in ("queue", "status"):
        assert "no longer has" not in burst.bot(command).stdout


def test_it_is_narrowed_to_an_account_or_a_site(burst):
    assert {one["delivery"]["account"] for one in burst.json("queue", "--account", "page")["deliveries"]} == {"page"}
    assert len(burst.json("queue", "--site", "Modern Tokyo News")["deliveries"]) == 4


@pytest.mark.parametrize("columns", [60, 120])
def test_no_line_of_it_is_wider_than_the_terminal(burst, columns):
    in_the_database(burst, "UPDATE articles SET title = '東京の夜行船がふたたび出る ' || title || title")
    for command in (["queue"], ["approve", "1-4"]):
        lines = burst.bot(*command, columns=columns).stdout.splitlines()
        assert max(map(cell_len, lines)) <= columns


def test_in_a_pipe_every_line_is_whole(burst):
    in_the_database(burst, "UPDATE articles SET title = title || title || title || title")
    titles = [one["delivery"]["title"] for one in burst.json("queue")["deliveries"]]
    shown = burst.bot("queue").stdout
    assert len(titles[0]) > 120
    assert all(f"  {title}\n" in shown for title in titles)


def test_a_reason_that_holds_many_posts_back_is_said_once(burst):
    shown = burst.bot("queue").stdout
    assert shown.count("burst: 2 new articles at once") == 1
    assert "1-4: burst: 2 new articles at once" in shown


@pytest.mark.parametrize("command", [["queue"], ["preview", "1", "--no-card"]], ids=" ".join)
def test_where_the_bot_that_runs_has_other_settings_it_says_so(burst, command):
    assert "has not taken" not in burst.bot(*command).stderr
    in_the_database(
        burst,
        "INSERT INTO processes (owner, beat_at, kind, version, settings, started_at) VALUES "
        "('host 1', strftime('%Y-%m-%d %H:%M:%f000', 'now'), 'run', '0.1.0', 'others', '2026-11-28 00:00:00.000000')",
    )
    shown = burst.bot(*command)
    assert "the bot that runs has not taken the settings and templates that are on the disk now" in shown.stderr
    assert shown.exit_code == 0


def test_where_no_bot_runs_a_time_is_not_promised(burst):
    in_the_database(burst, "DELETE FROM processes")
    for command in (["approve", "1"], ["queue"]):
        assert "no bot runs now, and nothing goes out before one does" in burst.bot(*command).stderr


def test_that_no_bot_runs_is_not_said_of_a_preview_without_times(burst):
    in_the_database(burst, "DELETE FROM processes")
    assert "no bot runs now" in burst.bot("preview", "1", "--no-card").stderr
    assert burst.bot("preview", "latest", "--no-card").stderr == ""


def test_what_does_not_go_out_today_is_counted(burst):
    assert "Nothing goes out today; 4 more wait for a person or for another day" in burst.bot("queue", "--today").stdout


def test_a_calendar_shows_each_day_with_what_goes_out_and_says_where_nothing_does(burst):
    burst.bot("schedule", "1", "in", "24h")
    lines = burst.bot("queue", "--days", "3").stdout.splitlines()
    headings = [line for line in lines if re.fullmatch(r"\w+day \d{4}-\d\d-\d\d", line)]
    assert len(headings) == 3
    assert [line.strip() for line in lines if line == "      nothing"] == ["nothing"] * 2
    (post,) = [line for line in lines if line.startswith("      ") and line != "      nothing"]
    assert re.fullmatch(r"      \d\d:\d\d     1  mtt  .+", post)
    assert lines.index(post) == lines.index(headings[1]) + 1


def test_what_goes_out_today_can_be_asked_for(burst):
    burst.bot("approve", "2")
    burst.bot("schedule", "4", "2031-12-24", "18:00")
    ids = [row["delivery"]["id"] for row in burst.json("queue", "--today")["deliveries"]]
    assert ids == [2]
    assert [row["delivery"]["id"] for row in burst.json("queue")["deliveries"]] == [2, 4, 1, 3]


def test_it_says_in_words_what_it_shows_in_bold(burst):
    code, shown = burst.on_terminal("queue", "-v", TERM="xterm")
    assert code == 0
    plain = re.sub(r"\x1b\[[0-9;]*m", "", shown)
    assert plain != shown
    assert plain.splitlines() == burst.bot("queue", "-v", columns=80).stdout.splitlines()


def test_each_move_says_what_it_changed_and_how_to_undo_it(burst):
    shown = burst.bot("approve", "1-2").stdout.splitlines()
    assert [line.partition(": ")[0] for line in shown if line[0] != " "] == ["1 is queued", "2 is queued", "Undo"]
    assert shown[-1] == "Undo: bot undo 1 2"
    assert burst.bot(*shown[-1].split()[2:]).exit_code == 0
    assert set(statuses(burst).values()) == {"held"}


def test_what_some_cannot_do_ends_with_3_and_what_none_can_with_1(burst):
    assert burst.bot("approve", "1", "99").exit_code == 3
    refused = burst.bot("approve", "1")
    assert refused.exit_code == 1
    assert "delivery 1 is queued, so `approve` does not apply; `bot edit 1` changes its text" in refused.stderr


def test_a_held_post_can_be_let_go_at_a_time(burst):
    assert burst.bot("approve", "1", "--at", "2099-01-01").exit_code == 0
    assert "queued   2099-01-01 00:00  mtt" in burst.bot("queue").stdout
    assert burst.bot("hold", "1").stdout.endswith("Undo: bot undo 1\n")
    assert "is not a time" in burst.bot("approve", "1", "--at", "later").stderr
    assert statuses(burst)[1] == "held"


def test_a_post_that_goes_by_itself_when_nobody_objects_comes_back_with_its_time(office):
    office.write_settings(**{'platform = "x"': 'platform = "x"\nreview = "30m"'})
    office.bot("once")
    office.newsroom.publish(office.articles[0])
    office.bot("once")
    ((number, before),) = {one["delivery"]["id"]: one for one in office.json("queue")["deliveries"]}.items()
    undo = office.bot("skip", str(number), "--yes").stdout.splitlines()[-1]
    assert undo == f"Undo: bot undo {number}"
    assert office.bot(*undo.split()[2:]).exit_code == 0
    (after,) = office.json("queue")["deliveries"]
    assert after["goes_out_at"] == before["goes_out_at"]
    over = office.bot("hold", str(number), "--until", "2025-01-01T00:00")
    assert over.exit_code == 2
    assert "2025-01-01 00:00 is over already; write one that lies ahead, or none" in over.stderr


def test_a_move_prints_what_it_did_as_json(burst):
    did = json.loads(burst.bot("approve", "1", "99", "--json").stdout)
    assert [one["id"] for one in did["changed"]] == [1]
    assert [one["named"] for one in did["refused"]] == ["99"]
    assert did["undo"] == ["bot undo 1"]


def test_what_drops_a_post_shows_it_and_asks_first(burst):
    title = burst.articles[0].title
    code, shown = burst.on_terminal("skip", "1-2", typed="n\n")
    assert code == 1
    assert f"   1  mtt: {title[:20]}" in shown
    assert "Skip 2 posts? [y/N]" in shown
    assert "Nothing was changed." in shown
    assert statuses(burst)[1] == "held"
    code, shown = burst.on_terminal("skip", "1-2", typed="y\n")
    assert (code, shown.splitlines()[-1]) == (0, "Undo: bot undo 1 2")
    assert list(statuses(burst)) == [3, 4]


def test_where_nobody_can_answer_it_asks_for_yes(burst):
    refused = burst.bot("skip", "1")
    assert refused.exit_code == 2
    assert "say --yes" in refused.stderr
    assert statuses(burst)[1] == "held"
    assert burst.bot("skip", "1", "--yes").exit_code == 0


def test_what_is_unsure_is_settled_either_way(burst):
    in_the_database(burst, "UPDATE deliveries SET status = 'unsure'")
    assert burst.bot("resolve", "1", "--not-sent").exit_code == 2
    again = burst.bot("resolve", "1", "2", "--not-sent", "--yes").stdout.splitlines()
    assert again[-1] == "Undo: bot undo 1 2"
    out = burst.bot("resolve", "3", "--sent", "https://x.com/i/web/status/1", "--yes")
    assert out.stdout.startswith("3 is sent: mtt: ")
    assert "Undo" not in out.stdout
    assert burst.bot("resolve", "4", "--sent", "yes", "--yes").exit_code == 2
    assert burst.bot("resolve", "4", "--yes").exit_code == 2


def test_names_that_are_mistyped_are_told_with_the_right_ones(burst):
    assert "No such command 'statu'. Did you mean 'status'?" in burst.bot("statu").stderr
    assert "Did you mean '--json'?" in burst.bot("queue", "--jsn").stderr
    assert 'no account is called "pge"; did you mean "page"?' in burst.bot("queue", "--account", "pge").stderr
    assert 'no site is called "Tokyo News"; did you mean' in burst.bot("queue", "--site", "Tokyo News").stderr
    for command in ("approve", "explain", "preview", "edit"):
        assert burst.bot(command, "44").stderr == (
            'bot: there is no delivery 44; did you mean "4"? `bot queue` lists what waits, '
            "`bot history` lists what was posted\n"
        )
    assert '"mtt" is not an ID' in burst.bot("approve", "mtt").stderr
    assert burst.bot("approve").exit_code == 2


def test_an_editor_is_told_by_the_command_and_not_by_the_log_too(burst):
    for command in (["approve", "1"], ["hold", "1"], ["skip", "1", "--yes"], ["pause"], ["resume"]):
        assert burst.bot(*command).stderr == ""
    assert "delivery.held" in burst.bot("--log-level", "info", "hold", "1").stderr


def test_each_question_names_what_a_yes_does(burst):
    _, skipping = burst.on_terminal("skip", "1", typed="n\n")
    assert "Skip 1 post? [y/N]" in skipping
    in_the_database(burst, "UPDATE deliveries SET status = 'unsure'")
    _, sending = burst.on_terminal("resolve", "1-2", "--not-sent", typed="n\n", columns=100)
    assert "Send 2 posts again, because the timeline does not have them? [y/N]" in sending
    _, recording = burst.on_terminal("resolve", "1", "--sent", "https://x.com/i/web/status/1", typed="n\n", columns=100)
    assert "Record 1 post as sent, at https://x.com/i/web/status/1? This cannot be undone. [y/N]" in recording
    assert set(statuses(burst).values()) == {"unsure"}
