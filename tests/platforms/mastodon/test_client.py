"""A Mastodon account is posted to, read and changed as its server documents it."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from bot.errors import AccountHalted, OutcomeUnknown, PublishError, Refused, RetryLater
from bot.platforms.http import PlatformSession
from bot.platforms.mastodon.client import Mastodon
from bot.platforms.mastodon.content import text_of, text_with_addresses
from bot.platforms.mastodon.stand_in_html import as_html
from bot.platforms.post_match import is_about, is_same_post
from bot.platforms.spec import Details
from bot.sandbox import Sandbox
from bot.sandbox.faults import Fault
from tests.platforms.mastodon.wire import Clock, Server

LINK = "https://moderntokyonews.com/2017/04/28/defuse-tensions/"


@pytest.fixture
def account(sandbox: Sandbox) -> Mastodon:
    credentials = sandbox.credentials.items()
    secrets = {key.removeprefix("MASTODON_"): value for key, value in credentials if key.startswith("MASTODON_")}
    return Mastodon(secrets, PlatformSession(sandbox=sandbox.url))


def test_the_permalink_is_the_one_that_the_server_gives(account: Mastodon, sandbox: Sandbox) -> None:
    receipt = account.publish("text", "")
    assert receipt.permalink == f"{sandbox.url}/@moderntokyonews/{receipt.remote_id}"


@pytest.mark.parametrize(
    "text",
    [
        f"A title\n\nTwo lines\nof text: 1 < 2 & “3”\n\n{LINK}?utm_source=mastodon&utm_content=57\n\n#Japan #Tokyo",
        f"日本とロシア 🇯🇵\n{LINK}",
        f"الأخبار العاجلة\n\n{LINK}\n\nادعموا #الصحافة",
        "no link at all",
        "three\n\n\nline ends",
        f"&amp; <b>markup</b> {LINK}",
        "e\u0301 decomposed, and e-mail to press@example.org",
        "@press@example.org is named",
    ],
)
def test_a_text_is_known_again_in_the_html_that_the_server_makes_of_it(text: str) -> None:
    assert is_same_post(text, text_of(as_html(text, "mastodon.example")))


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("<p>One<br />two</p><p>three</p>", "One\ntwo\n\nthree"),
        ("<p>One<br>two</p>\n", "One\ntwo\n"),
        ('<p>a <a href="https://a.org/1"><span class="invisible">https://</span><span>a.org/1</span></a></p>', "a https://a.org/1"),
        ("plain &amp; simple", "plain & simple"),
        ("<p>broken <b", "broken <b"),
        ("", ""),
    ],
)  # fmt: skip
def test_html_is_read_as_text(content: str, text: str) -> None:
    assert text_of(content).strip() == text.strip()


def test_a_link_that_other_software_shows_by_a_title_still_tells_the_article() -> None:
    content = f'<p>Another headline <a href="{LINK}">read more</a></p>'
    assert is_about(LINK, text_with_addresses(content))


@pytest.mark.parametrize(
    ("status", "body", "outcome", "told"),
    [
        (401, {"error": "The access token was revoked"}, AccountHalted, "make a new token"),
        (403, {"error": "This action is outside the authorized scopes"}, AccountHalted, "write:statuses"),
        (403, {"error": "Your login is currently disabled"}, AccountHalted, "log in to the server"),
        (403, {"error": "Your login is missing a confirmed e-mail address"}, AccountHalted, "log in to the server"),
        (403, {"error": "This action is not allowed"}, AccountHalted, "forbids this account"),
        (403, "<html>Attention Required! | Cloudflare</html>", RetryLater, "firewall"),
        (404, "<html>There is nothing here.</html>", AccountHalted, "MASTODON_INSTANCE"),
        (410, "", AccountHalted, "MASTODON_INSTANCE"),
        (422, {"error": "Validation failed: Text character limit of 500 exceeded"}, Refused, "too long"),
        (422, {"error": "Validation failed: Text can't be blank"}, Refused, "empty"),
        (422, {"error": "Validation failed: Language is invalid"}, Refused, "edit it"),
        (422, {"error": "This method requires an authenticated user"}, AccountHalted, "nobody's account"),
        (413, "<html>Request Entity Too Large</html>", Refused, "edit it"),
        (429, {"error": "Too many requests"}, RetryLater, "takes no more calls"),
        (500, {"status": 500, "error": "Internal Server Error"}, OutcomeUnknown, "failed while"),
        (502, "<html>Bad Gateway</html>", OutcomeUnknown, "failed while"),
        (503, {"error": "There was a temporary problem serving your request"}, OutcomeUnknown, "failed"),
        (504, "", OutcomeUnknown, "failed while"),
        (301, "", OutcomeUnknown, "MASTODON_INSTANCE"),
        (200, "[]", OutcomeUnknown, "named no id"),
        (200, {"content": "<p>text</p>"}, OutcomeUnknown, "named no id"),
        (418, {"error": "I am a teapot"}, OutcomeUnknown, "418"),
    ],
)  # fmt: skip
def test_each_answer_has_its_consequence_and_its_remedy(
    account: Mastodon, sandbox: Sandbox, status: int, body: object, outcome: type[PublishError], told: str
) -> None:
    text = body if isinstance(body, str) else json.dumps(body)
    sandbox.faults.add(Fault(stores=False, status=status, body=text))
    with pytest.raises(outcome, match=told):
        account.publish("text", "")


def test_an_account_over_its_limit_waits_until_the_time_that_the_server_tells() -> None:
    clock = Clock()
    server = Server(clock)
    client = server.client()
    for _ in range(300):
        client.me()
    with pytest.raises(RetryLater) as raised:
        client.publish("text", "")
    assert raised.value.at == clock() + timedelta(minutes=5)
    clock.forward(minutes=6)
    assert client.publish("text", "").remote_id


def test_every_call_says_which_program_it_is() -> None:
    server = Server(Clock())
    client = server.client()
    receipt = client.publish("text", "")
    client.rewrite(receipt.remote_id, "another")
    client.delete(receipt.remote_id, server.clock())
    (agent,) = server.agents
    assert agent.startswith("syndication-bot/")


@pytest.mark.parametrize("reset", ["soon", "", "2026-11-23T11:00:00.000Z", "1764000000"])
def test_a_reset_time_that_is_none_is_left_out(account: Mastodon, sandbox: Sandbox, reset: str) -> None:
    headers = {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": reset}
    sandbox.faults.add(Fault(stores=False, status=429, body='{"error":"Too many requests"}', headers=headers))
    with pytest.raises(RetryLater) as raised:
        account.publish("text", "")
    assert raised.value.at is None


def test_an_edit_keeps_the_warning_the_language_and_who_sees_it() -> None:
    server = Server(Clock())
    options = {"warnings": {"Courts": "Court report"}, "visibility": "unlisted"}
    client = server.client().with_details(Details(language="de", tags=("Courts",), options=options))
    receipt = client.publish("Ein Text", "")
    server.client().rewrite(receipt.remote_id, "Ein anderer Text")
    post = server.client()._call("GET", f"/api/v1/statuses/{receipt.remote_id}")
    assert (post["content"], post["spoiler_text"]) == ("<p>Ein anderer Text</p>", "Court report")
    assert (post["visibility"], post["language"]) == ("unlisted", "de")


def test_an_edit_keeps_the_pictures_of_a_post(account: Mastodon, sandbox: Sandbox) -> None:
    post = {"id": "1", "content": "", "media_attachments": [{"id": "22"}, {"id": "23"}], "sensitive": True}
    sandbox.faults.add(Fault(status=200, body=json.dumps(post)), method="GET")
    receipt = account.publish("text", "")
    account.rewrite(receipt.remote_id, "another")
    api = next(api for stand_in, api in sandbox._apis if stand_in.platform == "mastodon")
    assert api._fields[receipt.remote_id]["media_ids"] == ["22", "23"]  # type: ignore[attr-defined]


def test_a_post_that_cannot_be_deleted_and_is_still_there_is_told_so(account: Mastodon, sandbox: Sandbox) -> None:
    receipt = account.publish("text", "")
    sandbox.faults.add(Fault(stores=False, status=404, body='{"error":"Record not found"}'), method="DELETE")
    with pytest.raises(Refused, match="still there"):
        account.delete(receipt.remote_id, datetime.now(UTC))


def test_an_account_whose_server_lists_posts_for_ever_is_looked_at_again_later(
    account: Mastodon, sandbox: Sandbox
) -> None:
    account.me()
    page = json.dumps([{"id": "1", "content": "x", "created_at": "2099-01-01T00:00:00.000Z"}])
    sandbox.faults.add(Fault(), *[Fault(status=200, body=page)] * 100, method="GET")
    with pytest.raises(RetryLater):
        account.find("text", "", datetime.now(UTC))
