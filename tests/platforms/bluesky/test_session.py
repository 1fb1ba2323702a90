"""How an account stays logged in: seldom, for long, and without a secret in any message."""

from __future__ import annotations

import pytest

from bot.errors import AccountHalted, RetryLater
from bot.platforms.bluesky.session import LogIn
from bot.sandbox.faults import Fault


def log_ins(bluesky) -> list[str]:
    return [call for call in bluesky._session.calls if call.endswith("Session") and call != "getSession"]


def test_nothing_logs_in_before_there_is_something_to_send(opened) -> None:
    assert opened()._session.calls == []


def test_a_day_of_posts_takes_one_log_in(opened, moment) -> None:
    bluesky = opened()
    for number in range(12):
        bluesky.publish(f"Number {number}", "")
        moment.forward(hours=2)
    assert log_ins(bluesky).count("createSession") == 1
    assert log_ins(bluesky).count("refreshSession") == 11


def test_several_posts_within_the_life_of_a_session_take_nothing_more(opened, moment) -> None:
    bluesky = opened()
    for number in range(5):
        bluesky.publish(f"Number {number}", "")
        moment.forward(minutes=20)
    assert log_ins(bluesky) == ["createSession"]


def test_after_months_of_silence_the_account_is_opened_with_the_password(opened, moment) -> None:
    bluesky = opened()
    bluesky.publish("First", "")
    moment.forward(days=120)
    bluesky.publish("Second", "")
    assert log_ins(bluesky) == ["createSession", "refreshSession", "createSession"]


def test_a_session_that_the_server_has_ended_is_opened_anew_by_the_next_try(opened, sandbox, server) -> None:
    bluesky = opened()
    bluesky.publish("First", "")
    ended = '{"error":"ExpiredToken","message":"Token has been revoked"}'
    sandbox.faults.add(Fault(stores=False, status=400, body=ended))
    with pytest.raises(RetryLater):
        bluesky.publish("Second", "")
    bluesky.publish("Second", "")
    assert [post.text for post in server.posts] == ["First", "Second"]


@pytest.mark.parametrize("fault", ["lost reply", "lost request", "stored, then 502", "429", "stored, {}"])
def test_a_log_in_that_fails_has_sent_nothing(opened, sandbox, server, fault: str) -> None:
    sandbox.faults.add(fault, method="LOG IN")
    bluesky = opened()
    with pytest.raises(RetryLater):
        bluesky.publish("text", "")
    assert server.posts == []
    bluesky.publish("text", "")
    assert len(server.posts) == 1


@pytest.mark.parametrize("fault", ["lost reply", "not stored, 503"])
def test_a_refresh_whose_answer_is_lost_can_be_made_again(opened, sandbox, moment, fault: str) -> None:
    bluesky = opened()
    bluesky.publish("First", "")
    moment.forward(hours=3)
    sandbox.faults.add(fault, method="LOG IN")
    with pytest.raises(RetryLater):
        bluesky.publish("Second", "")
    bluesky.publish("Second", "")
    assert log_ins(bluesky) == ["createSession", "refreshSession", "refreshSession"]


def test_a_revoked_app_password_halts_the_account_with_its_remedy(opened, server, moment) -> None:
    bluesky = opened()
    bluesky.publish("First", "")
    server.grants["is_revoked"] = True
    moment.forward(hours=3)
    with pytest.raises(AccountHalted, match="make a new app password"):
        bluesky.publish("Second", "")


def test_more_log_ins_than_the_server_takes_wait_for_its_time(opened, moment) -> None:
    for _ in range(30):
        opened().publish("text", "")
    with pytest.raises(RetryLater) as raised:
        opened().publish("text", "")
    assert raised.value.at is not None
    assert 0 < (raised.value.at - moment()).total_seconds() <= 301


def test_the_main_password_of_an_account_with_a_second_factor_is_told(opened, sandbox) -> None:
    body = '{"error":"AuthFactorTokenRequired","message":"A sign in code has been sent to your email address"}'
    sandbox.faults.add(Fault(status=401, body=body), method="LOG IN")
    with pytest.raises(AccountHalted, match="main password"):
        opened().publish("text", "")


@pytest.mark.parametrize("server_address", ["http://pds.example", "https://pds.example/else", "ftp://x", 7])
def test_tokens_go_to_no_address_that_is_no_server_s(opened, server, server_address: object) -> None:
    server.grants["server"] = server_address
    bluesky = opened()
    bluesky.publish("text", "")
    assert bluesky._keeper.current().service == "https://bsky.social"


def test_calls_go_to_the_server_that_has_the_account(opened, server) -> None:
    server.grants["server"] = "https://pds.news.example/"
    bluesky = opened(SERVICE="https://pds.news.example")
    bluesky.publish("text", "")
    assert bluesky._keeper.current().service == "https://pds.news.example"


def test_a_handle_may_be_written_with_its_at_sign(opened, secrets) -> None:
    assert opened(HANDLE=f"@{secrets['HANDLE']}").publish("text", "").remote_id


def test_a_session_shows_no_token(opened) -> None:
    bluesky = opened()
    bluesky.publish("text", "")
    log_in = bluesky._keeper.current()
    assert isinstance(log_in, LogIn)
    assert log_in.access not in repr(log_in)
    assert log_in.refresh not in repr(log_in)
