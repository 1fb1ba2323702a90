"""What a platform's refusal makes of its post, of the next one, and of what is sent again."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.desk.edit.editing import move_delivery
from bot.desk.ingest.recheck import recheck_due
from bot.errors import AccountHalted, OutcomeUnknown, Refused, RetryLater
from bot.outbox.rules.delivery import APPROVE, HOLD, RETRY, SCHEDULE, SKIP, Status
from tests.desk.sending import publish_due

pytestmark = pytest.mark.every_database

HOUR = timedelta(hours=1)
ON_PAGE = 2
"""The Page's delivery of the first article."""


@pytest.fixture
def ready(world, article):
    """A newsroom with article 1 checked and due."""
    world.show()
    world.show(article(1))
    world.clock.forward(minutes=6)
    recheck_due(world.desk)
    assert world.desk.outbox.delivery(ON_PAGE).account == "page"
    return world


def publish(world):
    return publish_due(world.desk, world.account("page"))


def is_refused_though_stored(world, error):
    """The platform takes the next post, and answers as if it had not."""
    page = world.platforms["page"]
    page.answers = [error]
    publish(world)
    page.links.append((world.clock(), world.desk.outbox.delivery(ON_PAGE).link))


def names(ways):
    return "-".join(way.name for way in ways)


@pytest.mark.parametrize("ways", [[RETRY], [SKIP, RETRY], [SKIP, HOLD, APPROVE], [SKIP, HOLD, SCHEDULE]], ids=names)
def test_what_was_given_up_is_looked_for_before_it_is_sent_again_whatever_brings_it_back(ready, ways):
    is_refused_though_stored(ready, Refused("(#100) Unsupported"))
    ready.clock.forward(minutes=5)
    for way in ways:
        move_delivery(ready.desk, ON_PAGE, way)
    ready.live(hours=1)
    assert ready.desk.outbox.delivery(ON_PAGE).status is Status.SENT
    assert len(ready.platforms["page"].links) == 1


def test_after_a_halt_a_post_is_looked_for_before_it_is_sent_again(ready):
    is_refused_though_stored(ready, AccountHalted("give the token its rights"))
    ready.clock.forward(minutes=5)
    ready.desk.accounts.resume("page", now=ready.clock())
    ready.live(hours=1)
    assert ready.desk.outbox.delivery(ON_PAGE).status is Status.SENT
    assert len(ready.platforms["page"].links) == 1


def test_a_halt_names_the_article_at_which_it_showed(ready):
    ready.platforms["page"].answers = [AccountHalted("make a new token")]
    publish(ready)
    delivery = ready.desk.outbox.delivery(ON_PAGE)
    assert delivery.reason == "make a new token"
    assert ready.desk.accounts.state("page").halted == (
        f"make a new token; that showed when “{delivery.title}” (delivery {ON_PAGE}) was sent"
    )


def test_where_the_post_may_be_the_reason_the_next_one_goes_first(ready, article):
    page, begin = ready.platforms["page"], ready.clock()
    page.answers = [RetryLater("blocks this", at=begin + HOUR, post_at=begin + 3 * HOUR)]
    assert publish(ready) == [Status.QUEUED]
    ready.show(article(2, published=ready.clock()), article(1))
    ready.live(hours=2)
    assert [link for _, link in page.links] == [article(2).link]
    ready.live(hours=2)
    assert [link for _, link in page.links] == [article(2).link, article(1).link]


def test_a_refusal_that_nobody_knows_holds_up_no_other_and_ends(ready, article):
    x = ready.platforms["x"]
    x.answers = [OutcomeUnknown("code 999", is_refusal=True)]
    publish_due(ready.desk, ready.account("x"))
    ready.show(article(2, published=ready.clock()), article(1))
    x.before_answer = lambda: x.answers.extend([OutcomeUnknown("code 999", is_refusal=True)] if x.links else [])
    ready.live(hours=3)
    assert [link for _, link in x.links] == [article(2).link]
    first = ready.desk.outbox.delivery(1)
    assert (first.status, first.reason) == (Status.FAILED, "code 999")
