"""correct, delete and done: against the sandbox, after the newsroom has changed an article that is out."""

from __future__ import annotations

import json
import re

import pytest

from bot.sandbox.articles import SampleArticle
from tests.sources.conftest import local_site

__all__ = ["local_site"]

OLD, NEW = "Ferry to stop on Monday", "Ferry to stop on Tuesday"


def article(headline):
    body = f"<p>{headline}. The night ferry to Oshima will not run for a week, the harbour office of Shimoda said.</p>"
    return SampleArticle(title=headline, slug="ferry", author="Aoi Mori", tags=("Japan",), language="en", body=body)


@pytest.fixture
def out(office):
    """Post 1 is on X, 2 on Facebook, and the headline has been corrected since."""
    office.bot("once")
    link = office.newsroom.publish(article(OLD))
    office.bot("once")
    office.newsroom.correct(link, article(NEW))
    office.bot("once")
    return office


def test_on_facebook_the_post_is_changed_in_place(out):
    shown = out.bot("correct", "2", "--yes")
    assert shown.exit_code == 0, shown.output
    (text,) = out.texts()["facebook"]
    assert text.startswith(NEW)
    assert OLD not in text
    assert OLD in shown.stderr
    assert NEW in shown.stderr


def test_a_post_that_says_already_what_its_article_says_is_left(out):
    out.bot("correct", "2", "--yes")
    shown = out.bot("correct", "2", "--yes")
    assert (shown.exit_code, shown.stderr) == (0, "Post 2 says that already.\n")


def test_on_x_it_says_what_can_be_done_and_what_it_costs(out):
    shown = out.bot("correct", "1", "--yes")
    assert shown.exit_code == 2
    assert "`bot correct 1 --again` deletes it and posts again ($0.210)" in shown.stderr
    assert "`bot done 1` leaves it as it is" in shown.stderr


def test_on_x_the_post_is_deleted_and_posted_again_where_the_editor_wants_that(out):
    shown = out.bot("correct", "1", "--again", "--yes")
    assert shown.exit_code == 0, shown.output
    assert "1 is deleted, and queued again" in shown.stdout
    assert re.search(r"\n +goes out \d{4}-\d\d-\d\d", shown.stdout)
    assert out.texts()["x"] == []
    out.bot("once")
    (text,) = out.texts()["x"]
    assert text.startswith(NEW)


def test_an_editor_s_own_text_takes_the_place_of_the_post_where_it_can_be_posted(out):
    (text,) = out.texts()["facebook"]
    own = text.replace(OLD, "Correction: the ferry stops on Tuesday")
    assert out.bot("correct", "2", "--from", "-", "--yes", stdin="no call to action").exit_code == 1
    assert out.texts()["facebook"] == [text]
    assert out.bot("correct", "2", "--from", "-", "--yes", stdin=own).exit_code == 0
    assert out.texts()["facebook"] == [own]


def test_posts_are_deleted_after_a_question_that_names_the_act(out):
    code, shown = out.on_terminal("delete", "1-2", typed="n\n")
    assert "Delete 2 posts that followers can see now?" in shown
    assert (code, len(out.texts()["x"])) == (1, 1)
    shown = out.bot("delete", "1", "2", "--yes")
    assert shown.exit_code == 0, shown.output
    assert out.texts() == {"x": [], "facebook": []}
    assert "Undo: bot retry 1" in shown.stdout


def test_the_history_shows_a_deleted_post_as_deleted(out):
    before = out.json("history")["deliveries"]
    out.bot("delete", "1", "--yes")
    after = out.json("history")["deliveries"]
    assert [(post["id"], post["deleted"]) for post in before] == [(2, False), (1, False)]
    assert [(post["id"], post["deleted"]) for post in after] == [(2, False), (1, True)]
    shown = out.bot("history").stdout
    assert re.search(rf"\n   1  sent [^\n]+, deleted\n +{OLD}\n +http\S+\n +an editor has deleted its post\n", shown)
    assert out.bot("history").stdout.count("deleted") == 2


def test_the_history_shows_a_post_as_deleted_until_it_is_out_again(out):
    out.bot("correct", "1", "--again", "--yes")
    assert [post["deleted"] for post in out.json("history", "--account", "mtt")["deliveries"]] == [True]
    out.bot("once")
    assert [post["deleted"] for post in out.json("history", "--account", "mtt")["deliveries"]] == [False]


def test_a_deleted_post_comes_back_once_where_its_editor_undoes_that(out):
    out.bot("delete", "1", "--yes")
    out.bot("retry", "1")
    out.bot("once")
    assert out.json("explain", "1")["deliveries"][0]["delivery"]["status"] in {"queued", "sent"}


def test_status_names_what_can_be_done_about_a_changed_article_until_it_is_done(out):
    assert "`bot correct 1` brings it up to the article" in " ".join(out.bot("status").stdout.split())
    assert out.bot("done", "1", "2").stdout.startswith("1 stays as it is: mtt: ")
    assert out.json("status")["changed"] == []
    assert "an editor has seen what became of its article" in out.bot("explain", "1").stdout


def test_explain_tells_of_a_change_that_is_still_to_be_made(out):
    out.sandbox.faults.add("lost reply", method="DELETE")
    shown = out.bot("delete", "1", "--yes")
    assert shown.exit_code == 1
    assert "it is tried again" in shown.stdout
    assert "its post is to be deleted, tried at" in out.bot("explain", "1").stdout
    assert out.json("explain", "1")["deliveries"][0]["change"]["kind"] == "delete"


def test_the_json_of_a_change_says_what_has_become_of_each_post(out):
    shown = out.bot("delete", "1", "9", "--yes", "--json")
    document = json.loads(shown.stdout)
    assert shown.exit_code == 3
    assert [post["delivery"]["status"] for post in document["posts"]] == ["skipped"]
    assert [refused["named"] for refused in document["refused"]] == ["9"]
    assert out.json("correct", "2", "--yes")["posts"][0]["fault"] == ""
