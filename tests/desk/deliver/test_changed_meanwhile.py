"""Between the moment when a delivery is read and its call, an editor, another thread or a restored copy changes it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.desk.deliver import publish as publishing
from bot.desk.deliver.absence import note_absence
from bot.desk.deliver.publish import publish_due
from bot.desk.edit.editing import move_delivery
from bot.desk.edit.rewriting import draft_of, rewrite
from bot.desk.ingest.recheck import recheck_due
from bot.desk.open_edits import held_while_editing
from bot.errors import OutcomeUnknown, Refused
from bot.outbox.rules.delivery import APPROVE, HOLD, RETRY, Status

pytestmark = pytest.mark.every_database


@pytest.fixture
def ready(world, article):
    """A newsroom with article 1 checked and due; its Page's delivery is number 2."""
    world.show()
    world.show(article(1))
    world.clock.forward(minutes=6)
    recheck_due(world.desk)
    assert world.desk.outbox.delivery(2).account == "page"
    return world


@pytest.fixture
def before_its_claim(monkeypatch):
    """A function that has something done once, when a delivery has been read and is not claimed yet."""

    def arrange(change):
        compose, changes = publishing.text_of, [change]

        def text_of(desk, account, delivery):
            text = compose(desk, account, delivery)
            if changes:
                changes.pop()()
            return text

        monkeypatch.setattr(publishing, "text_of", text_of)

    return arrange


@pytest.fixture
def replace_database(databases, database_url):
    """A function that puts an older copy in the place of the database that a desk is connected to."""

    def put(world, backup):
        world.desk.outbox._database.close()
        databases.put_in_place(backup, database_url)
        world.desk.outbox._database.close()

    return put


def publish(world, account="page"):
    return publish_due(world.desk, world.account(account))


def test_an_absence_that_another_thread_has_noticed_is_looked_into_first(ready, article, before_its_claim):
    page, now = ready.platforms["page"], ready.clock()
    page.links.append((now, article(1).link))
    before_its_claim(lambda: ready.desk.sources.note_absence(now - timedelta(hours=1), now, ["News"]))
    publish(ready)
    publish(ready)
    assert len(page.links) == 1
    assert ready.desk.outbox.delivery(2).status is Status.SENT


def test_the_text_that_an_editor_has_just_written_goes_out(ready, before_its_claim):
    def edit():
        delivery = ready.desk.outbox.delivery(2)
        with held_while_editing(ready.desk, delivery):
            rewrite(ready.desk, draft_of(ready.desk, delivery), "An editor's own words https://news.example/1")

    before_its_claim(edit)
    publish(ready)
    publish(ready)
    assert ready.platforms["page"].sent == ["An editor's own words https://news.example/1"]


def test_a_post_that_an_editor_has_just_scheduled_waits(ready, before_its_claim):
    def schedule():
        move_delivery(ready.desk, 2, HOLD)
        move_delivery(ready.desk, 2, APPROVE, at=ready.clock() + timedelta(days=1))

    before_its_claim(schedule)
    publish(ready)
    assert ready.platforms["page"].sent == []


def test_a_hold_by_another_editor_outlives_the_edit(ready):
    with held_while_editing(ready.desk, ready.desk.outbox.delivery(2)):
        move_delivery(ready.desk, 2, HOLD)
    assert ready.desk.outbox.delivery(2).reason == HOLD.reason


def test_an_older_copy_is_noticed_though_another_process_made_the_last_call(
    ready, article, databases, database_url, replace_database
):
    backup = databases.copy(database_url)
    with ready.restarted() as once:
        publish(once)
        once.desk.outbox._database.close()
    replace_database(ready, backup)
    publish(ready)
    assert [link for _, link in ready.platforms["page"].links] == [article(1).link]


def test_a_receipt_goes_to_no_other_article(world, article, databases, database_url, replace_database):
    world.show()
    backup = databases.copy(database_url)
    world.show(article(1))
    world.clock.forward(minutes=6)
    recheck_due(world.desk)
    page = world.platforms["page"]

    def replace_during_the_call():
        page.before_answer = lambda: None
        replace_database(world, backup)
        world.show(article(2))

    page.before_answer = replace_during_the_call
    publish(world)
    assert world.deliveries(Status.SENT) == []


def test_a_mark_that_cannot_be_removed_stops_nothing(ready, databases, database_url, replace_database, monkeypatch):
    backup = databases.copy(database_url)
    publish(ready)
    replace_database(ready, backup)

    def unlink(self, missing_ok=False):
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "unlink", unlink)
    with ready.restarted() as successor:
        note_absence(successor.desk)
        assert publish(successor) == [Status.SENT]
    assert len(ready.platforms["page"].links) == 1


def test_a_retry_waits_until_the_timeline_would_show_the_last_try(ready, article):
    page = ready.platforms["page"]
    page.answers = [Refused("no")]
    publish(ready)
    ready.clock.forward(seconds=5)
    retried = move_delivery(ready.desk, 2, RETRY)
    assert retried.due_at > ready.clock() + timedelta(minutes=1)
    page.links.append((ready.clock(), article(1).link))
    ready.live(hours=1)
    assert len(page.links) == 1
    assert ready.desk.outbox.delivery(2).status is Status.SENT


def test_a_retry_at_a_time_looks_on_the_timeline_too(ready):
    ready.platforms["page"].answers = [Refused("no")]
    publish(ready)
    retried = move_delivery(ready.desk, 2, RETRY, at=ready.clock() + timedelta(hours=1))
    assert retried.look_since is not None


def test_of_two_articles_with_one_link_the_post_of_one_is_not_taken_for_the_other_s(world, article):
    world.show()
    link = "https://news.example/live"
    world.show(article(2, link=link), article(1, link=link))
    world.clock.forward(minutes=6)
    recheck_due(world.desk)
    page = world.platforms["page"]
    publish_one_then_lose = iter([[], [OutcomeUnknown("neither the call nor its answer arrived")]])
    page.before_answer = lambda: page.answers.extend(next(publish_one_then_lose, []))
    publish(world)
    world.live(hours=2)
    assert len(page.links) == 1
    (lost,) = world.deliveries(Status.UNSURE)
    assert ("delivery.needs_editor", lost.id) in [(event, fields.get("delivery")) for event, fields in world.told]


@pytest.mark.parametrize("words", ["X refused this: \ud83d", "X refused this: \0"])
def test_words_of_a_platform_that_no_database_takes_end_the_call_all_the_same(ready, words):
    ready.platforms["page"].answers = [Refused(words)]
    assert publish(ready) == [Status.FAILED]
    assert ready.desk.outbox.delivery(2).reason.startswith("X refused this")
