"""Within the hour in which a key holds and after it, a post is out once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.errors import OutcomeUnknown, PublishError, Refused, RetryLater
from tests.platforms.mastodon.wire import Clock, Ending, Server

LINK = "https://moderntokyonews.com/2017/04/28/defuse-tensions/"
TEXT = f"Japan & Russia seek <calm> – “talks”\n\n{LINK}?a=1&b=2\n\nSupport us #Japan"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def server(clock: Clock) -> Server:
    return Server(clock)


def lost_key(server: Server, ending: Ending) -> str:
    """The key of a post whose call ended so."""
    client = server.client()
    server.endings = [ending]
    key = client.prepare(TEXT, LINK, key="")
    with pytest.raises(PublishError):
        client.publish_prepared(key, TEXT, LINK)
    return key


def test_preparing_asks_nobody(server: Server) -> None:
    key = server.client().prepare(TEXT, LINK, key="")
    assert (server.calls, len(key) > 32) == ([], True)
    assert server.client().prepare(TEXT, LINK, key="") != key


def test_the_same_key_within_the_hour_is_the_same_post(server: Server, clock: Clock) -> None:
    client = server.client()
    key = client.prepare(TEXT, LINK, key="")
    receipt = client.publish_prepared(key, TEXT, LINK)
    clock.forward(minutes=49)
    assert client.publish_prepared(key, TEXT, LINK) == receipt
    assert server.texts == [TEXT]


@pytest.mark.parametrize("ending", ["lost", "fails after"])
@pytest.mark.parametrize("minutes", [0, 1, 30, 49, 55, 61, 600])
def test_what_was_stored_is_found_whenever_it_is_looked_for(
    server: Server, clock: Clock, ending: Ending, minutes: int
) -> None:
    key = lost_key(server, ending)
    clock.forward(minutes=minutes)
    receipt = server.client().find_prepared(key, TEXT, LINK)
    assert receipt is not None
    assert receipt.posted_at == clock() - timedelta(minutes=minutes)


def test_what_was_not_stored_is_sent_again_under_the_same_key_within_the_hour(server: Server, clock: Clock) -> None:
    key = lost_key(server, "dropped")
    clock.forward(minutes=1)
    client = server.client()
    assert client.find_prepared(key, TEXT, LINK) is None
    assert client.prepare(TEXT, LINK, key=key) == key
    client.publish_prepared(key, TEXT, LINK)
    assert server.texts == [TEXT]


def test_a_call_that_lands_late_and_its_repetition_are_one_post(server: Server, clock: Clock) -> None:
    key = lost_key(server, "late")
    clock.forward(minutes=1)
    client = server.client()
    assert client.find_prepared(key, TEXT, LINK) is None
    client.publish_prepared(key, TEXT, LINK)
    clock.forward(minutes=20)
    server.land()
    assert server.texts == [TEXT]


def test_between_the_last_use_of_a_key_and_the_hour_an_absent_post_is_waited_for(server: Server, clock: Clock) -> None:
    key = lost_key(server, "dropped")
    clock.forward(minutes=50)
    with pytest.raises(RetryLater) as raised:
        server.client().find_prepared(key, TEXT, LINK)
    assert raised.value.at is not None
    assert raised.value.at - clock() == timedelta(minutes=10)
    with pytest.raises(RetryLater):
        server.client().prepare(TEXT, LINK, key=key)
    assert server.texts == []


def test_after_the_hour_an_absent_post_gets_another_key(server: Server, clock: Clock) -> None:
    key = lost_key(server, "dropped")
    clock.forward(minutes=60)
    client = server.client()
    assert client.find_prepared(key, TEXT, LINK) is None
    assert client.prepare(TEXT, LINK, key=key) != key


def test_no_other_key_is_made_for_a_post_that_has_landed_meanwhile(server: Server, clock: Clock) -> None:
    """The process slept between the look and the preparation."""
    key = lost_key(server, "late")
    clock.forward(minutes=2)
    client = server.client()
    assert client.find_prepared(key, TEXT, LINK) is None
    clock.forward(hours=3)
    assert client.prepare(TEXT, LINK, key=key) == key
    assert client.publish_prepared(key, TEXT, LINK).remote_id
    assert server.texts == [TEXT]


def test_a_key_that_has_grown_old_before_it_was_used_sends_nothing(server: Server, clock: Clock) -> None:
    client = server.client()
    key = client.prepare(TEXT, LINK, key="")
    clock.forward(minutes=70)
    with pytest.raises(RetryLater, match="nothing was sent"):
        client.publish_prepared(key, TEXT, LINK)
    assert not [call for call in server.calls if call.startswith("POST")]


def test_a_server_that_has_lost_its_keys_is_looked_through_first(server: Server, clock: Clock) -> None:
    key = lost_key(server, "lost")
    server.timeline.grants.pop("keys")
    clock.forward(seconds=20)
    assert server.client().find_prepared(key, TEXT, LINK) is not None
    assert server.texts == [TEXT]


@pytest.mark.parametrize("version", ["2.7.2 (compatible; Pleroma 2.6.0)", "0.19.1+git-aa8bbe6"])
def test_a_server_that_may_not_keep_keys_is_waited_for_before_anything_is_sent_again(
    server: Server, clock: Clock, version: str
) -> None:
    server.timeline.grants |= {"version": version, "keeps_keys": False}
    key = lost_key(server, "late")
    clock.forward(minutes=1)
    with pytest.raises(RetryLater):
        server.client().find_prepared(key, TEXT, LINK)
    clock.forward(minutes=9)
    assert server.client().find_prepared(key, TEXT, LINK) is not None
    assert server.texts == [TEXT]


def test_each_key_is_used_once_at_such_a_server(server: Server, clock: Clock) -> None:
    server.timeline.grants |= {"version": "0.19.1+git-aa8bbe6", "keeps_keys": False}
    key = lost_key(server, "dropped")
    clock.forward(minutes=10)
    client = server.client()
    assert client.find_prepared(key, TEXT, LINK) is None
    assert client.prepare(TEXT, LINK, key=key) != key


@pytest.mark.parametrize("key", ["", "draft 1", "4102444800-ff", "99999999999999-ff", "-", "٣-ff"])
def test_a_key_whose_time_cannot_be_is_not_used_again(server: Server, clock: Clock, key: str) -> None:
    client = server.client()
    receipt = client.publish(TEXT, LINK)
    clock.forward(days=1)
    assert client.find_prepared(key, TEXT, LINK) == receipt
    assert client.publish_prepared(key, TEXT, LINK) == receipt


def test_a_post_that_was_deleted_on_the_server_is_not_posted_again_by_its_key(server: Server, clock: Clock) -> None:
    client = server.client()
    key = client.prepare(TEXT, LINK, key="")
    receipt = client.publish_prepared(key, TEXT, LINK)
    client.delete(receipt.remote_id, clock())
    with pytest.raises(Refused, match="was deleted there"):
        client.publish_prepared(key, TEXT, LINK)


def test_an_error_after_the_post_was_stored_is_an_unknown_outcome(server: Server) -> None:
    server.endings = ["fails after"]
    with pytest.raises(OutcomeUnknown):
        server.client().publish(TEXT, LINK)
