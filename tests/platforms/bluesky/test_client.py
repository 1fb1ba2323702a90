"""What is sent to Bluesky, and that it is out once whatever becomes of the answers."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
import requests

from bot.errors import AccountHalted, OutcomeUnknown, PublishError, Refused, RetryLater
from bot.platforms.bluesky.tid import time_of
from bot.platforms.spec import Card, Details
from bot.sandbox.faults import Fault

LINK = "https://moderntokyonews.com/2017/04/28/defuse-tensions/"
TEXT = (
    f"Japan & Russia seek calm – “talks”\n\n{LINK}?utm_source=bluesky\n\nSupport us: PayPal sawakoart@gmail.com #Japan"
)
PNG = b"\x89PNG" + b"\0" * 100
DETAILS = Details(
    language="ja",
    card=Card(title="Japan and Russia", description="They talk.", picture=PNG, media_type="image/png"),
)


def record_at(sandbox, server, key: str) -> dict:
    """The record as anybody can read it from the server."""
    account = server.account
    token = requests.post(
        f"{sandbox.url}/xrpc/com.atproto.server.createSession",
        json={"identifier": account.secrets()["HANDLE"], "password": account.secrets()["APP_PASSWORD"]},
    ).json()
    answer = requests.get(
        f"{sandbox.url}/xrpc/com.atproto.repo.getRecord",
        params={"repo": token["did"], "collection": "app.bsky.feed.post", "rkey": key},
        headers={"Authorization": f"Bearer {token['accessJwt']}"},
    )
    return answer.json()["value"]


def test_a_post_has_its_link_its_card_its_language_and_the_moment_of_its_key(opened, sandbox, server) -> None:
    bluesky = opened()
    key = bluesky.prepare(TEXT, LINK, key="")
    bluesky.with_details(DETAILS).publish_prepared(key, TEXT, LINK)
    record = record_at(sandbox, server, key)

    assert record["langs"] == ["ja"]
    assert record["text"].splitlines()[2] == "moderntokyonews.com/2017/04/28/d..."
    external = record["embed"]["external"]
    assert external["uri"] == f"{LINK}?utm_source=bluesky"
    assert (external["title"], external["description"]) == ("Japan and Russia", "They talk.")
    assert external["thumb"]["mimeType"] == "image/png"
    assert external["thumb"]["size"] == len(PNG)
    made_at = time_of(key)
    assert made_at is not None
    assert record["createdAt"] == made_at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    assert server.posts[0].text == TEXT


def test_preparing_makes_no_call(opened) -> None:
    bluesky = opened()
    assert bluesky.prepare(TEXT, LINK, key="3jzfcijpj2z2a") == "3jzfcijpj2z2a"
    assert bluesky._session.calls == []


@pytest.mark.parametrize("fault", ["lost reply", "answer cut short", "stored, then 502", "stored, {}"])
def test_the_same_call_again_is_the_same_post(opened, sandbox, server, fault: str) -> None:
    bluesky = opened()
    key = bluesky.prepare(TEXT, LINK, key="")
    sandbox.faults.add(fault)
    with pytest.raises(OutcomeUnknown):
        bluesky.with_details(DETAILS).publish_prepared(key, TEXT, LINK)
    later = opened()

    receipt = later.with_details(DETAILS).publish_prepared(key, TEXT, LINK)

    assert [post.id for post in server.posts] == [key] == [receipt.remote_id]
    assert later.find_prepared(key, TEXT, LINK) == receipt


def test_what_is_not_out_is_proven_not_to_be(opened, sandbox) -> None:
    bluesky = opened()
    key = bluesky.prepare(TEXT, LINK, key="")
    sandbox.faults.add("lost request")
    with pytest.raises(OutcomeUnknown):
        bluesky.publish_prepared(key, TEXT, LINK)
    assert bluesky.find_prepared(key, TEXT, LINK) is None


@pytest.mark.parametrize(
    "answer",
    [
        {"error": "InvalidRequest", "message": "Could not locate record: at://did:plc:a/app.bsky.feed.post/b"},
        {"error": "RecordNotFound", "message": "Could not locate record"},
    ],
)
def test_older_and_newer_servers_say_alike_that_there_is_no_post(opened, sandbox, answer: dict) -> None:
    sandbox.faults.add(Fault(status=400, body=json.dumps(answer)), method="GET")
    assert opened().find_prepared("3jzfcijpj2z2a", TEXT, LINK) is None


@pytest.mark.parametrize("fault", ["stored, then 500", "429", "token revoked", "stored, {}", "answer cut short"])
def test_no_other_answer_proves_that_a_post_is_not_out(opened, sandbox, fault: str) -> None:
    bluesky = opened()
    receipt = bluesky.publish(TEXT, LINK)
    sandbox.faults.add(fault, method="GET")
    with pytest.raises((RetryLater, AccountHalted)):
        bluesky.find_prepared(receipt.remote_id, TEXT, LINK)


@pytest.mark.parametrize("fault", ["lost reply", "stored, then 502", "429", "not stored, 503"])
def test_a_picture_that_fails_keeps_no_post_from_going_out(opened, sandbox, server, fault: str) -> None:
    sandbox.faults.add(fault, method="UPLOAD")
    bluesky = opened()
    key = bluesky.prepare(TEXT, LINK, key="")
    bluesky.with_details(DETAILS).publish_prepared(key, TEXT, LINK)
    assert "thumb" not in record_at(sandbox, server, key)["embed"]["external"]


def test_the_time_limit_of_a_lookup_is_that_of_the_keys(opened, moment) -> None:
    bluesky = opened()
    receipt = bluesky.publish(TEXT, LINK)
    moment.forward(hours=2)
    assert bluesky.find(TEXT, LINK, moment() - timedelta(hours=3)) == receipt
    assert bluesky.find(TEXT, LINK, moment() - timedelta(hours=1)) is None


@pytest.mark.parametrize(
    ("status", "name", "message", "outcome", "told"),
    [
        (400, "InvalidRequest", "Record/text must not be longer than 300 graphemes", Refused, "edit it"),
        (400, "InvalidRequest", "Could not find blob: bafkrei", RetryLater, "picture"),
        (400, "ExpiredToken", "Token has expired", RetryLater, "opened anew"),
        (401, "InvalidToken", "Token could not be verified", RetryLater, "opened anew"),
        (400, "AccountDeactivated", "Account is deactivated", AccountHalted, "reactivate"),
        (401, "AccountTakedown", "Account has been taken down", AccountHalted, "appeal"),
        (401, "AuthenticationRequired", "Authentication Required", AccountHalted, "app password"),
        (403, "Forbidden", "Bad token scope", AccountHalted, "app password"),
        (400, "InvalidRequest", "Could not find repo: did:plc:a", AccountHalted, "SERVICE"),
        (501, "MethodNotImplemented", "Method Not Implemented", AccountHalted, "SERVICE"),
        (404, "", "", AccountHalted, "SERVICE"),
        (413, "PayloadTooLarge", "request entity too large", Refused, "too large"),
        (429, "RateLimitExceeded", "Rate Limit Exceeded", RetryLater, "no more calls"),
        (500, "InternalServerError", "Internal Server Error", OutcomeUnknown, "failed while"),
        (502, "UpstreamFailure", "pipethrough network error", OutcomeUnknown, "failed while"),
        (503, "NotEnoughResources", "", OutcomeUnknown, "failed while"),
        (418, "Teapot", "short and stout", OutcomeUnknown, "please report"),
    ],
)
def test_each_known_refusal_has_its_consequence_and_its_remedy(
    opened, sandbox, status: int, name: str, message: str, outcome: type[PublishError], told: str
) -> None:
    body = json.dumps({"error": name, "message": message} if name else {})
    sandbox.faults.add(Fault(stores=False, status=status, body=body))
    with pytest.raises(outcome, match=told):
        opened().publish(TEXT, LINK)


def test_a_limit_that_is_used_up_says_when_it_begins_anew(opened, sandbox, moment) -> None:
    headers = {"RateLimit-Remaining": "0", "RateLimit-Reset": str(int(moment().timestamp()) + 600)}
    sandbox.faults.add(Fault(stores=False, status=429, headers=headers, body='{"error":"RateLimitExceeded"}'))
    with pytest.raises(RetryLater) as raised:
        opened().publish(TEXT, LINK)
    assert raised.value.at is not None
    assert raised.value.at - moment() > timedelta(minutes=9)


def test_the_server_refuses_what_its_lexicon_forbids(opened, server) -> None:
    bluesky = opened()
    for text in ("x" * 301, "e" + "\u0301" * 1500, "👨‍👩‍👧‍👧" * 121):
        with pytest.raises(Refused, match="must not be longer"):
            bluesky.publish(text, "")
    with pytest.raises(Refused, match="langs"):
        bluesky.with_details(Details(language="no language")).publish("text", "")
    assert server.posts == []
