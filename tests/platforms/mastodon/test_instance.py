"""Servers are named as people name them, and known by what they say of themselves."""

from __future__ import annotations

import pytest

from bot.platforms.mastodon.address import post_at
from bot.platforms.mastodon.instance import Server, host_of, server_of


@pytest.mark.parametrize(
    "written",
    ["mastodon.social", "https://mastodon.social", "https://Mastodon.Social/", "https://mastodon.social/@press",
     "@press@mastodon.social", "press@mastodon.social", " mastodon.social. "],
)  # fmt: skip
def test_a_server_is_named_in_many_ways(written: str) -> None:
    assert host_of(written) == "mastodon.social"


@pytest.mark.parametrize(
    ("version", "keeps"),
    [
        ("4.5.2", True),
        ("4.6.0-nightly.2026-02-18", True),
        ("4.3.8+glitch", True),
        ("3.5.19", True),
        ("10.0.0", True),
        ("2.7.2 (compatible; Pleroma 2.6.0)", False),
        ("2.7.2 (compatible; Akkoma 3.13.2-0-g1234)", False),
        ("3.5.3 (compatible; Pixelfed 0.12.5)", False),
        ("4.2.1 (compatible; Sharkey 2025.4.2)", False),
        ("2.8.0 (compatible; Friendica 2024.12)", False),
        ("0.19.1+git-aa8bbe6", False),
        ("takahe/0.11.0", False),
        ("", False),
    ],
)
def test_only_mastodon_is_trusted_to_keep_keys(version: str, keeps: bool) -> None:
    assert Server(version).keeps_keys is keeps


@pytest.mark.parametrize(
    ("document", "server"),
    [
        (
            {
                "version": "4.5.2",
                "configuration": {"statuses": {"max_characters": 500, "characters_reserved_per_url": 23}},
            },
            Server("4.5.2", 500, 23),
        ),
        ({"version": "4.5.2"}, Server("4.5.2")),
        ({"version": 4, "configuration": {"statuses": {"max_characters": "500"}}}, Server()),
        ({"configuration": {"statuses": {"max_characters": -1}}}, Server()),
        ({"configuration": []}, Server()),
        ([], Server()),
        (None, Server()),
    ],
)
def test_what_a_server_leaves_out_is_not_known(document: object, server: Server) -> None:
    assert server_of(document) == server


@pytest.mark.parametrize(
    ("url", "permalink"),
    [
        ("https://mastodon.social/@press/115610000000000000", "https://mastodon.social/@press/115610000000000000"),
        ("https://mastodon.social/@press/115610000000000000/embed", "https://mastodon.social/@press/115610000000000000"),
        ("https://mastodon.social/deck/@press/115610000000000000", "https://mastodon.social/@press/115610000000000000"),
        ("https://other.example/@press@mastodon.social/115610000000000000", "https://other.example/@press/115610000000000000"),
        ("https://a.example/users/press/statuses/115610000000000000", "https://a.example/@press/115610000000000000"),
        ("https://a.example/web/statuses/115610000000000000", "https://a.example/statuses/115610000000000000"),
        ("https://akkoma.example/notice/AbCdEfGh12345", "https://akkoma.example/notice/AbCdEfGh12345"),
        ("https://gts.example/@press/statuses/01FPST95B8FC3H3AFFFFFFFFFF", None),
        ("https://gts.example/@press/01FPST95B8FC3H3AFFFFFFFFFF", "https://gts.example/@press/01FPST95B8FC3H3AFFFFFFFFFF"),
        ("https://mastodon.social/@press", None),
        ("https://x.com/press/status/115610000000000000", None),
        ("https://www.threads.com/@press/post/C8abc12345", None),
        ("https://www.tiktok.com/@press/video/7212345678901234567", None),
        ("https://www.youtube.com/@press/videos", None),
        ("https://medium.com/@press/an-article-1234567890ab", None),
        ("https://www.facebook.com/press/posts/115610000000000000", None),
        ("http://mastodon.social/@press/115610000000000000", None),
    ],
)  # fmt: skip
def test_an_address_leads_to_its_post_and_others_to_none(url: str, permalink: str | None) -> None:
    receipt = post_at(url)
    assert (receipt and receipt.permalink) == permalink


def test_an_id_of_mastodon_s_tells_when_the_post_was_made() -> None:
    receipt = post_at("https://mastodon.social/@Mastodon/109348684957294650")
    assert receipt
    assert receipt.posted_at
    assert f"{receipt.posted_at:%Y-%m-%d %H}" == "2022-11-15 16"
    other = post_at("https://gts.example/@press/01FPST95B8FC3H3AFFFFFFFFFF")
    assert other
    assert other.posted_at is None
