"""edit: with real editors, which are small programs here."""

from __future__ import annotations

import json
import os
import re
import signal
import sqlite3
import stat
import sys
import tempfile
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cli.edit import editor_page, post_text
from bot.desk.edit.rewriting import Draft
from bot.outbox.rules.delivery import Delivery, Status
from bot.platforms import PLATFORMS

APPEAL = "Support us: PayPal sawakoart@gmail.com"


@pytest.fixture
def waiting(office):
    """One article waits for an hour: delivery 1 for X, 2 for Facebook."""
    office.write_settings(hold="1h")
    office.bot("once")
    office.newsroom.publish(office.articles[2])
    office.bot("once")
    return office


@pytest.fixture
def editor(office, monkeypatch):
    """Makes a program that changes the file that it is given, and sets it as $EDITOR."""

    def make(program: str) -> str:
        path = office.folder / "editor"
        path.write_text(f"#!{sys.executable}\nimport pathlib, sys\nfile = pathlib.Path(sys.argv[1])\n{program}\n")
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setenv("EDITOR", str(path))
        monkeypatch.delenv("VISUAL", raising=False)
        return str(path)

    return make


def delivery(office, number=1):
    return next(one["delivery"] for one in office.json("queue")["deliveries"] if one["delivery"]["id"] == number)


def test_a_new_text_is_kept_and_goes_out(waiting, editor):
    editor("file.write_text('Read this first:\\n' + file.read_text().partition('\\n')[2])")
    shown = waiting.bot("edit", "1")
    assert shown.exit_code == 0, shown.output
    assert re.fullmatch(r"1 has an editor's text: mtt: .+\nUndo: bot edit 1 --revert\n", shown.stdout)
    assert delivery(waiting)["status"] == "queued"
    assert "edited: " in waiting.bot("queue").stdout
    waiting.bot("hold", "1")
    waiting.bot("approve", "1")
    waiting.bot("once")
    (sent,) = waiting.texts()["x"]
    assert sent.startswith("Read this first:\n")
    assert "#:" not in sent


def test_the_editor_is_told_the_limit_and_the_rules(waiting, editor):
    editor(f"pathlib.Path({str(waiting.folder / 'seen')!r}).write_text(file.read_text())")
    assert "keeps its text" in waiting.bot("edit", "1").stderr
    text, _, note = (waiting.folder / "seen").read_text().partition("\n#: ")
    assert text.strip().splitlines()[0] == waiting.json("queue")["deliveries"][0]["first_line"]
    assert re.search(r"The text is \d+ long; the limit is 280\. A link counts 23 there", note)
    assert f"#:     {delivery(waiting)['link']}\n" in note
    assert f"#:     {APPEAL}\n" in note
    assert not delivery(waiting)["edited"]


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("No link, no appeal", "it has lost its link"),
        ("word " * 100, "the platform takes 280"),
    ],
)
def test_a_text_that_cannot_go_out_is_kept_in_a_file_that_is_named(waiting, editor, typed, fault):
    editor(f"file.write_text({typed!r})")
    refused = waiting.bot("edit", "1")
    assert refused.exit_code == 1
    assert fault in refused.stderr
    path = Path(re.search(r"The text is kept in (\S+);", refused.stderr)[1])
    assert path.read_text().strip() == typed.strip()
    assert (delivery(waiting)["edited"], delivery(waiting)["status"]) == (False, "queued")
    path.write_text(f"{typed[:30]} {delivery(waiting)['link']} {APPEAL}")
    assert waiting.bot("edit", "1", "--from", str(path)).exit_code == 0
    assert delivery(waiting)["edited"]
    path.unlink()


def test_on_a_terminal_it_offers_to_edit_again_with_the_fault_in_the_note(waiting, editor):
    link = delivery(waiting)["link"]
    program = editor(
        "text = file.read_text()\n"
        f"mended = 'Short. {link} {APPEAL}'\n"
        "file.write_text(mended if 'NOT TAKEN YET: it has lost its link' in text else 'Short.')"
    )
    code, shown = waiting.on_terminal("edit", "1", typed="y\n", EDITOR=program)
    assert code == 0, shown
    assert "Edit the post again? [Y/n]" in shown
    assert "is kept in" not in shown
    assert delivery(waiting)["text"] == f"Short. {link} {APPEAL}"


def test_an_empty_text_leaves_the_post_as_it_is(waiting, editor):
    editor("file.write_text('')")
    assert waiting.bot("edit", "1").exit_code == 0
    assert not delivery(waiting)["edited"]


def test_an_editor_that_is_not_there_is_told_so(waiting, monkeypatch):
    monkeypatch.setenv("VISUAL", "no-such-editor-anywhere")
    refused = waiting.bot("edit", "1")
    assert refused.exit_code == 1
    assert "set $VISUAL or $EDITOR" in refused.stderr
    assert delivery(waiting)["status"] == "queued"


def test_where_no_editor_can_be_opened_the_text_is_taken_from_a_file(waiting, monkeypatch):
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.delenv("EDITOR", raising=False)
    refused = waiting.bot("edit", "1")
    assert refused.exit_code == 2
    assert "--from FILE" in refused.stderr
    assert "is kept in" not in refused.stderr
    assert delivery(waiting)["status"] == "queued"


def test_every_edit_can_be_undone(waiting):
    def undo_of(*args, stdin=""):
        did = waiting.bot(*args, "--json", stdin=stdin)
        assert did.exit_code == 0, did.output
        return json.loads(did.stdout)["undo"]

    link = delivery(waiting)["link"]
    (first,) = undo_of("edit", "1", "--from", "-", stdin=f"First. {link} {APPEAL}")
    (second,) = undo_of("edit", "1", "--from", "-", stdin=f"Second. {link} {APPEAL}")
    assert re.fullmatch(r"bot undo a\d+", second)  # an editor's earlier text is in the record
    assert undo_of(*second.split()[1:])
    assert delivery(waiting)["text"].startswith("First.")
    assert undo_of(*first.split()[1:])
    assert not delivery(waiting)["edited"]


def test_what_cannot_be_edited_says_why(waiting):
    waiting.bot("skip", "1", "--yes")
    assert "delivery 1 is skipped, so `edit` does not apply" in waiting.bot("edit", "1").stderr
    assert "there is no delivery 9" in waiting.bot("edit", "9").stderr
    assert waiting.bot("edit", "page").exit_code == 2
    assert waiting.bot("edit", "2", "--revert", "--from", "-").exit_code == 2


def draft(text, fault=""):
    unknown = {field.name: "" for field in fields(Delivery)}
    waiting = Delivery(**unknown | {"id": 1, "status": Status.HELD, "due_at": datetime(2026, 11, 23, tzinfo=UTC)})
    return Draft(
        waiting, "x", text, "https://a.example/1", ("Give!", "Give"), fault, waiting.due_at, PLATFORMS["x"].limits
    )


@pytest.mark.parametrize("text", ["One line", "Two\nlines", "#Japan #Tokyo\n\nhttps://a.example/1", "日本 🚢"])
def test_a_text_comes_back_from_its_page_as_it_was(text):
    assert post_text(editor_page(draft(text), text, ("it is too long",))) == text


@given(st.text(), st.text())
def test_no_word_of_the_note_gets_into_any_text(text, fault):
    kept = post_text(text)
    assert post_text(editor_page(draft(kept, fault), kept, (fault,))) == kept


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_where_the_terminal_is_closed_the_post_waits_as_before_and_the_text_is_kept(waiting, editor, running, number):
    opened, may_end = waiting.folder / "opened", waiting.folder / "may-end"
    os.mkfifo(opened)
    os.mkfifo(may_end)
    editor(
        f"file.write_text('Half a sentence'); pathlib.Path({str(opened)!r}).write_text('yes'); "
        f"pathlib.Path({str(may_end)!r}).read_text()"
    )
    editing = running("edit", "1")
    assert opened.read_text() == "yes"
    assert delivery(waiting)["status"] == "held"
    editing.send_signal(number)
    assert editing.wait(20) == 128 + number
    may_end.write_text("yes")
    _, shown = editing.communicate(timeout=20)
    assert delivery(waiting)["status"] == "queued"
    (kept,) = re.findall(r"The text is kept in (\S+);", shown)
    assert Path(kept).read_text() == "Half a sentence"


def test_a_post_that_a_killed_editor_has_left_held_is_put_back_by_the_next_command(waiting, editor, running):
    opened, may_end = waiting.folder / "opened", waiting.folder / "may-end"
    os.mkfifo(opened)
    os.mkfifo(may_end)
    editor(f"pathlib.Path({str(opened)!r}).write_text('yes'); pathlib.Path({str(may_end)!r}).read_text()")
    editing = running("edit", "1")
    assert opened.read_text() == "yes"
    assert re.search(r"1: an editor is writing its text \(process \d+ on ", waiting.bot("queue").stdout)
    assert "delivery 1 is open already" in waiting.bot("edit", "1").stderr
    editing.kill()
    editing.wait(20)
    may_end.write_text("yes")
    shown = waiting.bot("queue").stdout
    assert re.search(r"(?m)^ +1  queued ", shown)
    assert "an editor is writing" not in shown


def test_the_text_that_a_killed_editor_has_left_is_named_until_it_is_taken(waiting, editor, running, monkeypatch):
    folder = waiting.folder / "temporary"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr(tempfile, "tempdir", None)
    typed, may_end = f"Typed. {delivery(waiting)['link']} {APPEAL}", waiting.folder / "may-end"
    os.mkfifo(may_end)
    opened = waiting.folder / "opened"
    os.mkfifo(opened)
    editor(
        f"file.write_text({typed!r}); pathlib.Path({str(opened)!r}).write_text('yes'); "
        f"pathlib.Path({str(may_end)!r}).read_text()"
    )
    editing = running("edit", "1")
    assert opened.read_text() == "yes"
    assert "was killed" not in waiting.bot("queue").stderr
    editing.kill()
    editing.wait(20)
    may_end.write_text("yes")
    (path,) = re.findall(
        r"an edit of 1 was killed, and its text is in (\S+): `bot edit 1 ", waiting.bot("queue").stderr
    )
    editor("pass")
    assert f"its text is in {path}:" in waiting.bot("edit", "1").stderr
    assert waiting.bot("edit", "1", "--from", path).exit_code == 0
    assert delivery(waiting)["text"] == typed
    assert "was killed" not in waiting.bot("queue").stderr
    assert list(folder.iterdir()) == []


def test_on_facebook_the_answer_says_that_the_card_leads_to_the_article_where_the_text_has_no_link(waiting):
    without = waiting.bot("edit", "2", "--from", "-", stdin=f"Words. {APPEAL}")
    assert without.exit_code == 0
    assert "bot: the text has no link: Facebook shows the article's card below it" in without.stderr
    own = delivery(waiting, 2)["link"]
    assert waiting.bot("edit", "2", "--from", "-", stdin=f"Words. {own} {APPEAL}").stderr == ""
    other = waiting.bot("edit", "2", "--from", "-", stdin=f"Words. {own}-another {APPEAL}")
    assert other.exit_code == 1
    assert "it links to" in other.stderr


def test_a_text_over_which_the_article_has_changed_is_told_and_seen_to_by_saving_it_again(waiting, editor):
    text = f"Mine. {delivery(waiting)['link']} {APPEAL}"
    assert waiting.bot("edit", "1", "--from", "-", stdin=text).exit_code == 0
    with sqlite3.connect(waiting.folder / "bot.db") as connection:
        connection.execute("UPDATE articles SET corrected_at = '2099-01-01 00:00:00.000000'")
    connection.close()
    for command in (["queue"], ["queue", "-v"], ["explain", "1"]):
        shown = " ".join(waiting.bot(*command).stdout.split())
        assert "its site has changed the article since an editor wrote this text" in shown
        assert "`bot edit 1 --revert` lets the bot write it again" in shown
    assert "the article has changed since an editor wrote the text of 1 post of mtt" in waiting.bot("status").stdout
    with sqlite3.connect(waiting.folder / "bot.db") as connection:
        connection.execute("UPDATE articles SET corrected_at = '2026-01-01 00:00:00.000000'")
        connection.execute("UPDATE deliveries SET edited_at = '2025-01-01 00:00:00.000000' WHERE id = 1")
    connection.close()
    assert "since an editor wrote" in waiting.bot("queue").stdout
    editor("pass")
    assert waiting.bot("edit", "1").stdout.startswith("1 has an editor's text")
    assert "since an editor wrote" not in waiting.bot("queue").stdout
