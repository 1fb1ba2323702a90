"""The sandbox is as strict as X, so that what works against it has a chance to work there."""

from __future__ import annotations

import time
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
import requests
from requests_oauthlib import OAuth1

from bot.sandbox import Sandbox

Ask = Callable[..., requests.Response]


@pytest.fixture
def ask(sandbox: Sandbox) -> Ask:
    """Signs a request for https://api.twitter.com, as a client does, and sends it to the sandbox."""
    keys = sandbox.credentials

    def asking(method: str, path: str, *, host: str = "https://api.twitter.com", **options: Any) -> requests.Response:
        secret = options.pop("token_secret", keys["X_ACCESS_TOKEN_SECRET"])
        timestamp = options.pop("timestamp", None)
        auth = OAuth1(
            keys["X_API_KEY"],
            keys["X_API_SECRET"],
            keys["X_ACCESS_TOKEN"],
            secret,
            timestamp=timestamp,
        )
        prepared = requests.Request(method, host + path, auth=auth, **options).prepare()
        prepared.url = (prepared.url or "").replace(host, sandbox.url)
        with requests.Session() as session:
            return session.send(prepared)

    return asking


def post(ask: Ask, text: str, **more: Any) -> requests.Response:
    return ask("POST", "/2/tweets", json={"text": text}, **more)


def test_a_post_comes_back_as_x_shows_it(ask: Ask) -> None:
    answer = post(ask, "A & B <c> https://example.com/a?b=1")

    assert answer.status_code == 201
    data = answer.json()["data"]
    assert data["text"].startswith("A &amp; B &lt;c&gt; https://t.co/")
    assert int(data["id"]) > 2**53
    assert data["edit_history_tweet_ids"] == [data["id"]]


def test_ids_grow(ask: Ask) -> None:
    ids = [int(post(ask, f"number {number}").json()["data"]["id"]) for number in range(3)]

    assert ids == sorted(set(ids))


@pytest.mark.parametrize("host", ["https://api.twitter.com", "https://api.x.com"])
def test_a_signature_for_either_host_is_accepted(ask: Ask, host: str) -> None:
    assert post(ask, "text", host=host).status_code == 201


def test_a_signature_for_another_host_is_refused(ask: Ask) -> None:
    assert post(ask, "text", host="https://api.example.com").status_code == 401


def test_a_wrong_secret_is_refused_without_rate_headers(ask: Ask) -> None:
    answer = post(ask, "text", token_secret="wrong")

    assert answer.status_code == 401
    assert "x-rate-limit-limit" not in answer.headers


@pytest.mark.parametrize("skew", [-600, 600])
def test_a_clock_that_is_ten_minutes_off_is_refused(ask: Ask, skew: int) -> None:
    assert post(ask, "text", timestamp=str(int(time.time()) + skew)).status_code == 401


def test_the_same_signed_request_again_is_refused(ask: Ask, sandbox: Sandbox) -> None:
    first = post(ask, "text")
    again = requests.post(
        f"{sandbox.url}/2/tweets",
        data=first.request.body,
        headers={"Authorization": first.request.headers["Authorization"]},
    )

    assert (first.status_code, again.status_code) == (201, 401)


def test_a_request_without_a_signature_is_refused(sandbox: Sandbox) -> None:
    assert requests.post(f"{sandbox.url}/2/tweets", json={"text": "x"}).status_code == 401


@pytest.mark.parametrize(
    "body", [{"text": ""}, {"text": " \n"}, {}, {"text": "x", "status": "y"}, {"text": 7}, [], "text"]
)
def test_a_body_that_is_not_a_post_is_invalid(ask: Ask, body: object) -> None:
    answer = ask("POST", "/2/tweets", json=body)

    assert answer.status_code == 400
    assert answer.json()["type"] == "https://api.x.com/2/problems/invalid-request"


def test_the_length_is_counted_as_x_counts_it(ask: Ask) -> None:
    assert post(ask, "日" * 141).status_code == 400
    assert post(ask, "日" * 140).status_code == 201


def test_two_cashtags_are_one_too_many(ask: Ask) -> None:
    assert post(ask, "$ABC rose").status_code == 201
    assert post(ask, "$ABC and $DEF rose").status_code == 403
    assert post(ask, "it cost $5 and $6, paid in US$").status_code == 201


def test_a_duplicate_is_refused(ask: Ask) -> None:
    post(ask, "text")

    assert post(ask, "text").json()["detail"] == "You are not allowed to create a Tweet with duplicate content."


def test_a_text_is_no_duplicate_once_its_window_is_over(ask: Ask, sandbox: Sandbox) -> None:
    sandbox.timelines()[0].store("text", "", time.time() - sandbox.rules.duplicate_window - 1, lag=0)

    assert post(ask, "text").status_code == 201


def test_duplicates_go_through_and_are_counted_where_the_window_is_off(ask: Ask, sandbox: Sandbox) -> None:
    sandbox.rules.duplicate_window = 0

    assert [post(ask, "text").status_code for _ in range(2)] == [201, 201]


def test_the_window_of_posts_is_told_and_kept(ask: Ask, sandbox: Sandbox) -> None:
    sandbox.rules.posts_in_window = 2
    answers = [post(ask, f"number {number}") for number in range(3)]

    assert [answer.status_code for answer in answers] == [201, 201, 429]
    assert [answer.headers["x-rate-limit-remaining"] for answer in answers] == ["1", "0", "0"]
    assert 0 < int(answers[2].headers["x-rate-limit-reset"]) - time.time() <= 900


@pytest.mark.parametrize("query", ["max_results=4", "max_results=101", "start_time=yesterday", "pagination_token=x"])
def test_a_timeline_is_asked_for_in_x_s_own_terms(ask: Ask, sandbox: Sandbox, query: str) -> None:
    user = sandbox.timelines()[0].account.id

    assert ask("GET", f"/2/users/{user}/tweets?{query}").status_code == 400


def test_an_empty_timeline_has_no_data(ask: Ask, sandbox: Sandbox) -> None:
    user = sandbox.timelines()[0].account.id

    assert ask("GET", f"/2/users/{user}/tweets").json() == {"meta": {"result_count": 0}}


def test_a_timeline_is_newest_first_with_its_links_expanded(ask: Ask, sandbox: Sandbox) -> None:
    user = sandbox.timelines()[0].account.id
    for text in ("one", "two https://example.com/a"):
        post(ask, text)
    newest, oldest = ask("GET", f"/2/users/{user}/tweets?max_results=5").json()["data"]
    (url,) = newest["entities"]["urls"]

    assert oldest["text"] == "one"
    assert url["expanded_url"] == "https://example.com/a"
    assert newest["text"][url["start"] : url["end"]] == url["url"]


def test_a_post_is_deleted(ask: Ask) -> None:
    post_id = post(ask, "text").json()["data"]["id"]

    assert ask("GET", f"/2/tweets/{post_id}").json()["data"]["id"] == post_id
    assert ask("DELETE", f"/2/tweets/{post_id}").json() == {"data": {"deleted": True}}
    assert ask("GET", f"/2/tweets/{post_id}").json()["errors"][0]["title"] == "Not Found Error"


def test_the_ledger_charges_what_x_charges(ask: Ask, sandbox: Sandbox) -> None:
    post(ask, "plain")
    post(ask, "with https://example.com/a")
    ask("GET", "/2/users/me")

    assert sandbox.timelines()[0].spent == Decimal("0.015") + Decimal("0.200") + Decimal("0.010")


def test_what_is_not_there_is_not_found(ask: Ask) -> None:
    assert ask("POST", "/2/nothing").status_code == 404
