"""What a preview foretells of a post is what becomes of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta
from decimal import Decimal

import pytest

from bot.actions import Action
from bot.desk.edit.editing import move_delivery, queue_article
from bot.desk.report.outlook import outlook, outlook_of_delivery, outlook_without_outbox
from bot.outbox.rules.delivery import HOLD, SKIP, Status
from bot.outbox.rules.pacing import Pace, QuietHours
from bot.settings import Breaking

PACES = {
    "at once": Pace(),
    "gap": Pace(gap=timedelta(minutes=20)),
    "quiet": Pace(gap=timedelta(minutes=20), quiet=QuietHours(time(12, 30), time(15))),
    "a day's cap": Pace(gap=timedelta(minutes=1), per_day=2),
    "both": Pace(gap=timedelta(minutes=50), quiet=QuietHours(time(13), time(14)), per_day=3),
}


def paced(world, pace, **changed):
    x = replace(world.account("x"), pace=pace, **changed)
    made = world.with_settings(accounts=(x,), breaking=Breaking(tags=("Breaking",)))
    made.show()
    return made


def seen(world, article):
    return outlook(world.desk, world.account("x"), article)


@pytest.mark.parametrize("pace", PACES.values(), ids=PACES)
def test_posts_go_out_when_it_was_foretold(world, article, pace):
    world = paced(world, pace)
    articles = [article(number, published=world.clock() - timedelta(minutes=number)) for number in range(1, 5)]
    world.show(*articles[:3])
    foretold = {one.link: seen(world, one).at for one in articles[:3]}
    world.live(hours=40)
    happened = {link: at for at, link in world.platforms["x"].links}
    assert happened == foretold
    assert len(happened) == 3


def test_an_article_that_is_not_known_yet_is_foretold_as_one_that_was_just_found(world, article):
    world = paced(world, Pace(gap=timedelta(minutes=20)))
    world.show(article(1))
    world.live(minutes=6)
    (sent_at, _), *_ = world.platforms["x"].links
    foretold = seen(world, article(2))
    assert foretold.at == sent_at + timedelta(minutes=20)
    assert "the account's gap of 20 min" in foretold.why
    assert foretold.delivery is None


def test_an_article_that_may_be_known_is_foretold_as_held_and_is(world, article):
    world = paced(world, Pace())
    world.show(article(1, title="Fire in the old harbour"))
    world.live(minutes=10)
    like = article(2, title="Fire in the old harbour")
    foretold = seen(world, like)
    assert (foretold.at, foretold.why.partition(":")[0]) == (
        None,
        "it may be an article that is known already, by another name",
    )
    world.show(like, article(1, title="Fire in the old harbour"))
    assert [one.reason for one in world.deliveries(Status.HELD)] == [foretold.why]


def test_foretelling_remembers_nothing(world, article):
    world = paced(world, Pace())
    seen(world, article(1))
    assert world.deliveries() == []


def test_those_that_wait_before_it_are_counted(world, article):
    world = paced(world, Pace(gap=timedelta(minutes=20)))
    world.show(article(2), article(1))
    first, second, third = (seen(world, article(number)) for number in (1, 2, 3))
    assert [later.at - first.at for later in (second, third)] == [timedelta(minutes=20), timedelta(minutes=40)]
    assert second.why.startswith("1 post goes out before it")
    assert third.why.startswith("2 posts go out before it")


def test_breaking_news_waits_for_nobody(world, article):
    world = paced(world, Pace(gap=timedelta(minutes=20)))
    world.show(article(2), article(1))
    foretold = seen(world, article(3, tags=("Breaking",)))
    assert foretold.at == world.clock() + timedelta(minutes=5)


def test_an_article_of_the_baseline_does_not_go_out_by_itself(world, article):
    foretold = seen(world, article(1))
    assert foretold.at is None
    assert "the baseline" in foretold.why
    assert foretold.actions == (Action("post", target=article(1).link),)


def test_an_article_that_was_recorded_only_says_by_which_rule(world, article):
    world = paced(world, Pace())
    old = article(1, published=world.clock() - timedelta(days=3))
    world.show(old)
    assert "watch.max_age is 24h" in seen(world, old).why


def test_a_post_that_waits_for_an_editor_says_so(world, article):
    world = paced(world, Pace(), review=True)
    foretold = seen(world, article(1))
    assert (foretold.at, foretold.why) == (None, "review: every post of this account waits for an editor")


def test_a_review_that_ends_by_itself_is_foretold(world, article):
    world = paced(world, Pace(), review=True, review_after=timedelta(minutes=30))
    before = seen(world, article(1))
    world.show(article(1))
    known = seen(world, article(1))
    assert before.at == known.at == world.clock() + timedelta(minutes=30)
    assert "if nobody objects" in known.why


def test_every_status_of_a_delivery_is_told(world, article):
    world = paced(world, Pace())
    world.show(article(1))
    x, outbox = world.account("x"), world.desk.outbox
    assert outlook_of_delivery(world.desk, x, outbox.delivery(1)).at == world.clock() + timedelta(minutes=5)
    move_delivery(world.desk, 1, HOLD)
    assert outlook_of_delivery(world.desk, x, outbox.delivery(1)).why == "held; held by an editor"
    move_delivery(world.desk, 1, SKIP)
    assert outlook_of_delivery(world.desk, x, outbox.delivery(1)).why == "skipped; skipped by an editor"
    queue_article(world.desk, article(2), [x])
    world.live(minutes=1)
    (sent,) = world.deliveries(Status.SENT)
    told = outlook_of_delivery(world.desk, x, sent)
    assert (told.at, told.why) == (sent.sent_at, f"it is out: {sent.permalink}")


def test_a_halted_account_and_a_spent_budget_say_what_to_do(world, article):
    world = paced(world, Pace(budget=Decimal("0.10")))
    assert "raise `budget`" in seen(world, article(1)).why
    world.desk.accounts.halt("x", "renew the token", now=world.clock())
    assert (seen(world, article(1)).at, seen(world, article(1)).why) == (None, "halted: renew the token")


def test_without_the_outbox_the_settings_alone_tell(world, article):
    quiet = replace(world.account("x"), pace=Pace(quiet=QuietHours(time(12), time(14))))
    settings = replace(world.desk.settings, accounts=(quiet,))
    told = outlook_without_outbox(settings, quiet, article(1), world.clock())
    assert told.at == world.clock() + timedelta(hours=2)
    assert told.why == "quiet hours 12:00-14:00; other posts are not counted here"
    old = article(1, published=world.clock() - timedelta(days=3))
    assert outlook_without_outbox(settings, quiet, old, world.clock()).at is None


def test_an_account_that_does_not_follow_the_site_says_so(world, article):
    other = replace(world.account("x"), name="other", sites=("Elsewhere",))
    settings = replace(world.desk.settings, accounts=(world.account("x"), other))
    told = outlook_without_outbox(settings, other, article(1), world.clock())
    assert (told.at, told.why) == (None, "this account does not follow News")
