"""The address at which an editor says that a post stands must be that of the post."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.desk.edit.resolving import resolve_sent
from bot.errors import NotThatPost, OutcomeUnknown, WrongStatus
from bot.outbox.rules.delivery import Status
from tests.desk.sending import publish_due

X_EPOCH = 1_288_834_974_657


def x_id(at: datetime) -> str:
    """The id that X gives a post at that time."""
    return str((int(at.timestamp() * 1000) - X_EPOCH) << 22)


NOW_ON_X = x_id(datetime(2026, 11, 23, 12, 7, tzinfo=UTC))
OF_3_ON_X = x_id(datetime(2026, 11, 23, 12, 37, tzinfo=UTC))
BEFORE_ON_X = x_id(datetime(2026, 11, 23, 11, 30, tzinfo=UTC))


@pytest.fixture
def unsure(world, article):
    """Delivery 1 for x and 2 for page are unsure; 3 and 4, about another article, are sent."""
    world.show()
    world.show(article(1))
    for platform in world.platforms.values():
        platform.answers.append(OutcomeUnknown("lost"))
    world.clock.forward(minutes=6)
    send(world)
    world.show(article(1), article(2))
    world.clock.forward(minutes=30)
    send(world)
    outcomes = [world.desk.outbox.delivery(number).status for number in (1, 2, 3, 4)]
    assert outcomes == [Status.UNSURE, Status.UNSURE, Status.SENT, Status.SENT]
    with world.desk.outbox._database.writing() as connection:
        connection.exec_driver_sql("UPDATE deliveries SET remote_id = '1234567_7654321' WHERE id = 4")
        connection.exec_driver_sql(f"UPDATE deliveries SET remote_id = '{OF_3_ON_X}' WHERE id = 3")
    return world


def send(world):
    for account in world.desk.settings.accounts:
        publish_due(world.desk, account)


@pytest.mark.parametrize(
    ("number", "url"),
    [
        (1, f"https://x.com/i/web/status/{NOW_ON_X}"),
        (1, f"https://x.com/news/status/{NOW_ON_X}?s=20"),
        (1, f"https://twitter.com/news/statuses/{NOW_ON_X}/"),
        (1, f"https://mobile.twitter.com/news/status/{NOW_ON_X}/photo/1"),
        (2, "https://www.facebook.com/1234567_1111111"),
        (2, "https://www.facebook.com/news.page/posts/1111111"),
        (2, "https://www.facebook.com/news/posts/headline-of-it/1111111/"),
        (2, "https://www.facebook.com/news/posts/pfbid02abcDEF"),
        (2, "https://m.facebook.com/story.php?story_fbid=1111111&id=1234567"),
        (2, "https://www.facebook.com/permalink.php?story_fbid=pfbid0abc&id=1234567"),
        (2, "https://de-de.facebook.com/photo/?fbid=1111111&set=a.1"),
        (2, "https://www.facebook.com/share/p/1AbCdEfGh/"),
    ],
)
def test_the_address_of_a_post_on_the_account_s_platform_is_taken(unsure, number, url):
    settled = resolve_sent(unsure.desk, number, url)
    assert (settled.status, settled.permalink) == (Status.SENT, url)
    assert settled.remote_id in url


@pytest.mark.parametrize(
    ("number", "url", "why"),
    [
        (1, "https://www.facebook.com/1234567_1111111", "is a post on Facebook, and x is on X"),
        (1, "https://www.facebook.com/news/posts/1111111", "is a post on Facebook, and x is on X"),
        (2, f"https://x.com/news/status/{NOW_ON_X}", "is a post on X, and page is on Facebook"),
        (2, f"https://twitter.com/i/status/{NOW_ON_X}", "is a post on X, and page is on Facebook"),
        (1, "https://news.example/1", "a page of the newsroom's own"),
        (2, "https://www.news.example/other", "a page of the newsroom's own"),
        (1, "https://x.com/news", "leads to no post on X"),
        (1, "https://x.com/i/bookmarks", "leads to no post on X"),
        (1, "https://analytics.x.com/news/status/1", "leads to no post on X"),
        (1, "https://x.com.evil.example/i/web/status/1", "leads to no post on X"),
        (2, "https://www.facebook.com/news", "leads to no post on Facebook"),
        (2, "https://www.facebook.com/groups/123456", "leads to no post on Facebook"),
        (2, "https://www.facebook.com/permalink.php?id=1234567", "leads to no post on Facebook"),
        (1, "https://bsky.app/profile/news/post/3k", "leads to no post on X"),
        (1, "ftp://x.com/i/web/status/1", "is no address of a page"),
        (1, "http://[", "is no address of a page"),
        (
            1,
            f"https://x.com/news/status/{OF_3_ON_X}",
            "is the post of delivery 3, about “Ministers agree on plan number 2”",
        ),
        (2, "https://www.facebook.com/1234567_7654321", "is the post of delivery 4, about"),
        (2, "https://www.facebook.com/news/posts/7654321", "is the post of delivery 4, about"),
        (1, f"https://x.com/news/status/{BEFORE_ON_X}", "is of 2026-11-23 11:30, before the bot first tried"),
    ],
)
def test_the_address_of_anything_else_is_refused_with_the_reason(unsure, number, url, why):
    with pytest.raises(NotThatPost, match=f"delivery {number} stays unsure") as refused:
        resolve_sent(unsure.desk, number, url)
    assert why in str(refused.value)
    assert refused.value.actions[0].name == "resolve"
    assert unsure.desk.outbox.delivery(number).status is Status.UNSURE


def test_what_is_not_unsure_is_told_before_the_address_is_read(unsure):
    with pytest.raises(WrongStatus, match="delivery 3 is sent"):
        resolve_sent(unsure.desk, 3, "https://news.example/1")
