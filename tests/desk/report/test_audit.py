from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from bot.actions import Action
from bot.desk.report.audit import audit
from bot.errors import FeedError
from bot.outbox.store.database import Database


@pytest.fixture
def shown(world, article):
    """Article 1 stood there at the baseline, article 2 has come since and is out."""
    world.show(article(1))
    world.show(article(2), article(1))
    world.live(minutes=10)
    assert len(world.posted()) == 2
    return world


def forget(world, statement):
    """Do to the database what the program never does."""
    database = Database(world.desk.settings.database)
    with database.writing() as connection:
        connection.execute(sa.text(statement))
    database.close()


def test_what_is_posted_or_has_a_reason_is_explained(shown):
    found = audit(shown.desk, days=7)
    assert (found.articles, found.not_looked_at, found.unexplained, found.faults) == (2, 0, (), ())


def test_an_article_that_no_look_has_taken_in_is_listed(shown, article):
    lost = article(3, published=shown.clock() - timedelta(hours=1))
    shown.sites.shown["News"] = [article(2), lost, article(1)]
    (one,) = audit(shown.desk, days=7).unexplained
    assert (one.site, one.title, one.link) == ("News", lost.title, lost.link)
    assert one.what == "its feed shows it, and no look has taken it in"
    assert one.actions == (Action("once"),)


def test_an_article_published_since_the_last_look_is_not_lost(shown, article):
    shown.clock.forward(minutes=1)
    shown.sites.shown["News"] = [article(3, published=shown.clock()), article(2), article(1)]
    found = audit(shown.desk, days=7)
    assert (found.not_looked_at, found.unexplained) == (1, ())


def test_an_article_with_neither_delivery_nor_reason_is_listed(shown):
    forget(shown, "DELETE FROM attempts")
    forget(shown, "DELETE FROM deliveries")
    (one,) = audit(shown.desk, days=7).unexplained
    assert one.what == "it was seen, and has neither a delivery nor a reason"
    assert one.actions == (Action("post", target=one.link),)


def test_a_delivery_that_is_skipped_without_a_reason_is_listed(shown):
    forget(shown, "UPDATE deliveries SET status = 'skipped' WHERE id = 1")
    (one,) = audit(shown.desk, days=7).unexplained
    assert one.what == "delivery 1 is skipped without a reason"
    assert one.actions == (Action("retry", deliveries=(1,)), Action("hold", deliveries=(1,)))


def test_a_delivery_for_an_account_that_is_gone_is_listed(shown, article):
    shown.desk.accounts.pause("x", until=None, now=shown.clock())
    shown.show(article(3), article(2), article(1))
    without = shown.with_settings(accounts=(shown.account("page"),))
    (one,) = audit(without.desk, days=7).unexplained
    assert "is queued for x: bot.toml has no account of this name any more" in one.what


def test_what_came_up_while_no_bot_asked_is_missed_and_not_merely_young(shown, article):
    came_up = shown.clock() + timedelta(minutes=1)
    shown.sites.shown["News"] = [article(9, published=came_up)]
    shown.clock.forward(hours=30)
    (missed,) = audit(shown.desk, days=7).unexplained
    assert "its site was last asked before it came up, and no bot has asked since" in missed.what
    assert missed.actions == (Action("run"), Action("once"))


def test_what_is_older_than_the_days_asked_for_is_left_out(shown):
    shown.clock.forward(days=2)
    assert audit(shown.desk, days=1).articles == 0


def test_a_site_that_cannot_be_asked_is_told(shown):
    shown.sites.shown["News"] = FeedError("News", "the site answers 500")
    assert audit(shown.desk, days=7).faults == ("News: the site answers 500",)


def test_an_audit_remembers_nothing(shown, article):
    before = shown.desk.sources.feeds()
    shown.sites.shown["News"] = [article(9)]
    audit(shown.desk, days=7)
    assert shown.desk.sources.feeds() == before
    assert shown.desk.articles.find(shown.desk.articles.identities_of(1)) is not None
    assert len(shown.deliveries()) == 2
