from __future__ import annotations

from datetime import timedelta

import pytest

from bot.desk.deliver.publish import next_publish_at
from bot.desk.edit.editing import move_delivery, queue_article
from bot.desk.edit.resolving import resolve_sent
from bot.desk.ingest.collect import collect
from bot.desk.pace import slot_of
from bot.desk.report.preview import preview_of_delivery
from bot.errors import AccountHalted, FeedError, OutcomeUnknown, Refused, RetryLater
from bot.outbox.rules.delivery import HOLD, RESOLVE_NOT_SENT, Status
from tests.desk.sending import publish_due

pytestmark = pytest.mark.every_database


@pytest.fixture
def published(world, article):
    """A site that has published article 1 after its baseline, and whose hold has ended."""
    collect(world.desk, world.desk.settings.sites)
    world.sites.shown["News"] = [article(1)]
    collect(world.desk, world.desk.settings.sites)
    world.clock.forward(minutes=5)
    return world


def publish(world, account="x"):
    return publish_due(world.desk, world.account(account))


def test_a_due_delivery_goes_out_once(published):
    assert publish(published) == [Status.SENT]
    published.clock.forward(hours=1)
    assert publish(published) == []
    assert len(published.platforms["x"].sent) == 1


def test_nothing_goes_out_before_its_hold_has_ended(published):
    published.clock.forward(seconds=-1)
    assert publish(published) == []
    assert next_publish_at(published.desk, published.account("x")) == published.clock() + timedelta(seconds=1)


def test_the_text_that_is_sent_is_the_text_of_the_preview(published):
    expected = preview_of_delivery(published.desk, 1).accounts[0].post.text
    publish(published)
    assert published.platforms["x"].sent == [expected]
    assert published.desk.outbox.delivery(1).text == expected


def test_the_intent_is_on_the_disk_before_the_platform_is_called(published):
    seen = []
    published.platforms["x"].before_answer = lambda: seen.append(published.desk.outbox.delivery(1))
    publish(published)
    assert [(one.status, one.attempts, bool(one.text)) for one in seen] == [(Status.SENDING, 1, True)]


def test_the_site_is_read_again_when_the_hold_ends(published, article):
    published.sites.shown["News"] = [article(1, title="The corrected headline of the day")]
    publish(published)
    assert "The corrected headline of the day" in published.platforms["x"].sent[0]


def test_a_site_that_cannot_be_read_again_does_not_keep_its_article_back(published):
    published.sites.shown["News"] = FeedError("News", "the site answers 500")
    assert publish(published) == [Status.SENT]


def test_two_posts_of_an_account_are_a_gap_apart(published, article):
    published.sites.shown["News"] = [article(1), article(2)]
    collect(published.desk, published.desk.settings.sites)
    publish(published)
    published.clock.forward(minutes=10)
    assert publish(published) == []
    published.clock.forward(minutes=10)
    assert publish(published) == [Status.SENT]


def test_what_a_platform_has_to_say_though_the_post_is_out_is_told(published):
    published.platforms["x"].notice = "Facebook answers as v21.0: set FACEBOOK_GRAPH_VERSION"
    assert publish(published) == [Status.SENT]
    assert "account.notice" in published.events()


def test_a_slow_account_holds_up_no_other(published, article):
    published.sites.shown["News"] = [article(1), article(2)]
    collect(published.desk, published.desk.settings.sites)
    published.clock.forward(minutes=5)
    assert publish(published, "page") == [Status.SENT, Status.SENT]


def test_retry_later_makes_the_account_wait_and_loses_nothing(published):
    later = published.clock() + timedelta(minutes=15)
    published.platforms["x"].answers = [RetryLater("rate limit", at=later)]
    assert publish(published) == [Status.QUEUED]
    assert slot_of(published.desk, published.account("x"), published.clock()).at == later
    published.clock.at = later
    assert publish(published) == [Status.SENT]


def test_a_refused_post_fails_and_the_next_goes_on(published, article):
    published.sites.shown["News"] = [article(1), article(2)]
    collect(published.desk, published.desk.settings.sites)
    published.clock.forward(minutes=5)
    published.platforms["page"].answers = [Refused("the link is blocked")]
    assert publish(published, "page") == [Status.FAILED, Status.SENT]
    assert published.desk.outbox.delivery(2).reason == "the link is blocked"


def test_a_halted_account_stops_and_keeps_its_queue(published):
    published.platforms["x"].answers = [AccountHalted("make a new token")]
    assert publish(published) == [Status.QUEUED]
    published.clock.forward(hours=20)
    assert publish(published) == []
    assert next_publish_at(published.desk, published.account("x")) is None
    published.desk.accounts.resume("x", now=published.clock())
    assert publish(published) == [Status.SENT]


def test_an_unknown_outcome_is_never_sent_again_on_a_guess(published):
    published.platforms["x"].answers = [OutcomeUnknown("the answer never came")]
    assert publish(published) == [Status.UNSURE]
    published.clock.forward(days=2)
    assert publish(published) == []


def test_a_duplicate_refusal_at_the_first_attempt_fails(published):
    published.platforms["x"].answers = [Refused("duplicate", duplicate=True)]
    assert publish(published) == [Status.FAILED]


def test_a_duplicate_refusal_after_an_unsure_attempt_is_a_reason_to_look(published):
    published.platforms["x"].answers = [OutcomeUnknown("lost"), Refused("duplicate", duplicate=True)]
    publish(published)
    move_delivery(published.desk, 1, RESOLVE_NOT_SENT)
    published.clock.forward(hours=1)
    assert publish(published) == [Status.UNSURE]


def test_an_editor_can_settle_an_unsure_delivery(published):
    published.platforms["x"].answers = [OutcomeUnknown("lost")]
    publish(published)
    found = resolve_sent(published.desk, 1, "https://x.com/i/web/status/2200000000000000000")
    assert (found.status, found.remote_id) == (Status.SENT, "2200000000000000000")


def test_a_held_delivery_does_not_go_out(published):
    move_delivery(published.desk, 1, HOLD)
    published.clock.forward(hours=1)
    assert publish(published) == []


def test_a_paused_account_posts_nothing_until_then(published):
    published.desk.accounts.pause("x", until=published.clock() + timedelta(hours=2), now=published.clock())
    assert publish(published) == []
    published.clock.forward(hours=2)
    assert publish(published) == [Status.SENT]


def test_a_broken_template_keeps_the_delivery_until_it_is_mended(published):
    account = published.account("x")
    from dataclasses import replace

    broken = published.with_settings(
        accounts=tuple(
            replace(one, template="gone.j2") if one == account else one for one in published.desk.settings.accounts
        )
    )
    assert publish(broken) == []
    assert "gone.j2" in broken.desk.accounts.state("x").waits_for
    published.clock.forward(minutes=6)
    assert publish(published) == [Status.SENT]


def test_an_article_that_an_editor_asks_for_goes_out_past_hold_and_max_age(world, article):
    collect(world.desk, world.desk.settings.sites)
    old = article(7, published=world.clock() - timedelta(days=40))
    ordered = queue_article(world.desk, old, [world.account("x")])
    assert [one.account for one in ordered.queued] == ["x"]
    assert publish(world) == [Status.SENT]


def test_an_article_that_is_out_is_not_queued_again_by_asking(published, article):
    publish(published)
    ordered = queue_article(published.desk, article(1), [published.account("x")])
    assert ordered.queued == ()
    assert [one.status for one in ordered.already] == [Status.SENT]


def test_stop_is_asked_before_each_post(published, article):
    published.sites.shown["News"] = [article(1), article(2)]
    collect(published.desk, published.desk.settings.sites)
    published.clock.forward(minutes=5)
    answers = iter([False, True])
    ended = publish_due(published.desk, published.account("page"), stop=lambda: next(answers))
    assert ended == [Status.SENT]
