"""Addresses of posts on Bluesky."""

from __future__ import annotations

import pytest

from bot.platforms.bluesky.address import key_in, post_at

KEY = "3jzfcijpj2z2a"


@pytest.mark.parametrize(
    "url",
    [
        f"https://bsky.app/profile/moderntokyonews.bsky.social/post/{KEY}",
        f"https://bsky.app/profile/News.Example.ORG/post/{KEY}/",
        f"https://bsky.app/profile/did:plc:z72i7hdynmk6r22z27h6tvur/post/{KEY}",
        f"https://bsky.app/profile/did%3Aplc%3Az72i7hdynmk6r22z27h6tvur/post/{KEY}",
        f"https://bsky.app/profile/did:web:news.example/post/{KEY}?ref_src=embed",
        f"https://bsky.app/profile/xn--p1ai-test.example/post/{KEY}/liked-by",
        f"https://staging.bsky.app/profile/a.co/post/{KEY}#top",
    ],
)
def test_an_address_of_a_post_tells_its_key_and_its_time(url: str) -> None:
    receipt = post_at(url)
    assert receipt is not None
    assert receipt.remote_id == KEY
    assert receipt.posted_at is not None


@pytest.mark.parametrize(
    "url",
    [
        "https://bsky.app/profile/moderntokyonews.bsky.social",
        "https://bsky.app/profile/moderntokyonews.bsky.social/post/",
        "https://bsky.app/profile/moderntokyonews.bsky.social/feed/3jzfcijpj2z2a",
        "https://bsky.app/profile/moderntokyonews.bsky.social/post/self",
        "https://bsky.app/profile/no-handle/post/3jzfcijpj2z2a",
        "https://bsky.app.example/profile/a.co/post/3jzfcijpj2z2a",
        "https://x.com/i/web/status/1",
        "https://news.example/profile/a.co/post/3jzfcijpj2z2a",
    ],
)
def test_any_other_address_is_none_of_a_post(url: str) -> None:
    assert post_at(url) is None


@pytest.mark.parametrize(
    ("uri", "key"),
    [
        (f"at://did:plc:abc/app.bsky.feed.post/{KEY}", KEY),
        (f"at://did:plc:abc/app.bsky.feed.like/{KEY}", ""),
        ("at://did:plc:abc", ""),
        (None, ""),
    ],
)
def test_the_key_of_a_post_is_read_from_its_uri(uri: object, key: str) -> None:
    assert key_in(uri) == key
