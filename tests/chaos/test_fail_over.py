"""An older copy of the database in its place, as after a fail-over or a restored backup: nothing is posted twice."""

from __future__ import annotations

from collections import Counter

import pytest

from bot.desk.deliver.once import once
from bot.outbox.rules.delivery import Status

ARTICLES = 3


@pytest.fixture(autouse=True)
def baseline(office) -> None:
    office.write_settings()
    office.bot("once")


def assert_each_once(office, links: list[str]) -> None:
    for name in office.accounts:
        assert Counter(link for link, _ in office.posts(name)) == Counter(links), name
    posts = {(name, post.id) for name in office.accounts for _, post in office.posts(name)}
    assert {(one.account, one.remote_id) for one in office.deliveries()} == posts


def go_on(office, clock) -> None:
    """What the program does in the next minutes."""
    with office.desk(now=clock) as desk:
        for _ in range(4):
            once(desk)
            clock.jump(minutes=1)


@pytest.mark.every_database
def test_a_copy_from_before_the_articles_were_seen_posts_none_of_them_again(office, databases, clock):
    copy = databases.copy(office.database)
    links = [office.publish(number) for number in range(ARTICLES)]
    office.bot("once")
    assert_each_once(office, links)
    databases.put_in_place(copy, office.database)
    go_on(office, clock)
    assert_each_once(office, links)


@pytest.mark.every_database
def test_a_copy_in_which_the_articles_still_wait_posts_none_of_them_again(office, databases, clock):
    for name in office.accounts:
        office.bot("pause", name)
    links = [office.publish(number) for number in range(ARTICLES)]
    office.bot("once")
    assert Counter(one.status for one in office.deliveries()) == {Status.QUEUED: ARTICLES * len(office.accounts)}
    copy = databases.copy(office.database)
    for name in office.accounts:
        office.bot("resume", name)
    office.bot("once")
    assert_each_once(office, links)
    databases.put_in_place(copy, office.database)
    for name in office.accounts:
        office.bot("resume", name)
    go_on(office, clock)
    assert_each_once(office, links)


@pytest.mark.every_database
def test_what_comes_up_after_a_copy_was_put_in_place_goes_out(office, databases, clock):
    copy = databases.copy(office.database)
    links = [office.publish(1)]
    office.bot("once")
    databases.put_in_place(copy, office.database)
    links.append(office.publish(2))
    go_on(office, clock)
    assert_each_once(office, links)


@pytest.mark.parametrize("kind_of_database", ["postgresql"])
def test_a_running_bot_that_is_connected_to_an_older_copy_posts_nothing_again(office, databases):
    copy = databases.copy(office.database)
    with office.running() as bot:
        bot.wait_for("run.started")
        links = [office.publish(1)]
        for _ in office.accounts:
            bot.wait_for("delivery.sent")
        databases.put_in_place(copy, office.database)
        links.append(office.publish(2))
        while all_settled(office) < len(links):
            bot.next_event(patience=30)
    assert_each_once(office, links)


def all_settled(office) -> int:
    """How many articles are known to be out on every account."""
    sent = Counter(one.link for one in office.deliveries() if one.status is Status.SENT)
    return list(sent.values()).count(len(office.accounts))
