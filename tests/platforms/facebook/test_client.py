from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.errors import AccountHalted
from bot.platforms.facebook.client import Facebook, appsecret_proof
from bot.platforms.http import PlatformSession
from bot.sandbox import Sandbox


def page(sandbox: Sandbox, **more: str) -> Facebook:
    secrets = {key.removeprefix("FACEBOOK_"): value for key, value in sandbox.credentials.items()}
    return Facebook(secrets | more, PlatformSession(sandbox=sandbox.url))


def test_the_version_asked_for_is_alive_and_nothing_is_to_be_noticed(sandbox: Sandbox) -> None:
    facebook = page(sandbox)
    facebook.publish("text", "")

    assert facebook.notice == ""


def test_a_version_that_has_expired_is_noticed(sandbox: Sandbox) -> None:
    facebook = page(sandbox, GRAPH_VERSION="v20.0")
    facebook.publish("text", "")

    assert "v21.0 where v20.0 was asked for" in facebook.notice


def test_every_call_carries_a_proof_where_the_app_secret_is_known(sandbox: Sandbox) -> None:
    sandbox.rules.app_secret = "s3cr3t"
    facebook = page(sandbox, APP_SECRET="s3cr3t")
    receipt = facebook.publish("text", "")

    assert facebook.find("text", "", datetime.now(UTC)) == receipt


def test_a_proof_with_the_wrong_secret_halts_the_account_and_shows_neither(sandbox: Sandbox) -> None:
    sandbox.rules.app_secret = "s3cr3t"
    facebook = page(sandbox, APP_SECRET="an0ther")

    with pytest.raises(AccountHalted, match="set APP_SECRET") as raised:
        facebook.publish("text", "")
    assert "an0ther" not in str(raised.value)


def test_a_proof_is_what_facebook_documents() -> None:
    """hash_hmac('sha256', access_token, app_secret); the figures are those of RFC 4231, section 4.3."""
    proof = appsecret_proof("what do ya want for nothing?", "Jefe")

    assert proof == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"


CAMPAIGN = "https://example.com/a?utm_source=facebook&utm_medium=social"


@pytest.mark.parametrize(
    ("text", "card"),
    [
        ("text https://example.com/a", "https://example.com/a"),
        (f"https://example.org/donate and\n{CAMPAIGN}\nSupport us.", CAMPAIGN),
        ("an editor's text without it", "https://example.com/a"),
    ],
)
def test_the_card_has_the_link_that_stands_in_the_text(sandbox: Sandbox, text: str, card: str) -> None:
    facebook = page(sandbox)
    receipt = facebook.publish(text, "https://example.com/a")

    (post,) = next(line.posts for line in sandbox.timelines() if line.account.platform == "facebook")
    assert (post.text, post.link) == (text, card)
    assert facebook.find(text, "https://example.com/a", datetime.now(UTC)) == receipt


def test_the_page_of_another_is_not_posted_on(sandbox: Sandbox) -> None:
    with pytest.raises(AccountHalted, match="check PAGE_ID"):
        page(sandbox, PAGE_ID="999").publish("text", "")
