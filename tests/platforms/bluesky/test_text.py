"""Lengths, links and hashtags of Bluesky, in many scripts, and the examples of its own documents."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.platforms.bluesky.text import display_link, length_of, marks_of, rich_text, whole_text
from bot.platforms.post_match import is_same_post

LONG = "https://moderntokyonews.com/2017/04/28/japan-and-russia-seek-to-defuse-tensions/?utm_source=bluesky"


def test_three_thousand_bytes_are_the_limit_however_few_the_graphemes() -> None:
    family = "👨‍👩‍👧‍👧"
    assert length_of(family * 120) == 300
    assert length_of(family * 121) == 303
    assert length_of("e" + "\u0301" * 1500) == 301


def test_a_link_counts_as_it_is_sent_and_not_as_it_leads() -> None:
    assert length_of(f"Read {LONG}") == len("Read moderntokyonews.com/2017/04/28/j...")


@pytest.mark.parametrize(
    ("url", "visible"),
    [
        ("https://example.com", "example.com"),
        ("https://example.com/", "example.com"),
        ("https://example.com/donate", "example.com/donate"),
        ("https://example.com/123456789012345", "example.com/123456789012"),
        ("https://example.com/12345678901234", "example.com/12345678901234"),
        ("http://www.example.com:8080/?q=123456789012345", "www.example.com:8080/?q=123456789"),
        ("https://пример.рф/новости-дня-и-ночи", "пример.рф/новости-дня-"),
        ("example.org/12345678901234567890", "example.org/12345678901234567890"),
    ],
)
def test_a_link_is_shown_as_bluesky_s_app_shortens_it(url: str, visible: str) -> None:
    link = display_link(url)
    assert link.visible == visible
    assert link.before + link.visible + link.after == url


def sliced(sent: str, facet: dict) -> str:
    index = facet["index"]
    return sent.encode()[index["byteStart"] : index["byteEnd"]].decode()


@pytest.mark.parametrize(
    "before",
    [
        "",
        "✨ example mentioning: ",
        "日本と韓国、 ",
        "👨‍👩‍👧‍👧🏽 ",
        "مرحبا بالعالم ",
        "נאום ",
        "e\u0301te\u0301 ",
        "ไทยนี้ ",
    ],
    ids=["nothing", "document", "CJK", "emoji", "Arabic", "Hebrew", "combining", "Thai"],
)
def test_links_and_hashtags_are_marked_by_bytes_in_any_script(before: str) -> None:
    sent, facets = rich_text(f"{before}{LONG} #Japan #日本 {before}https://example.com/give")
    assert [sliced(sent, facet) for facet in facets] == [
        "moderntokyonews.com/2017/04/28/j...",
        "#Japan",
        "#日本",
        "example.com/give",
    ]
    assert [facet["features"][0].get("uri") or facet["features"][0]["tag"] for facet in facets] == [
        LONG,
        "Japan",
        "日本",
        "https://example.com/give",
    ]


def test_the_example_of_bluesky_s_own_document_has_its_bytes() -> None:
    """https://docs.bsky.app/docs/advanced-guides/posts: the link's bytes in a text that begins with an emoji."""
    text = "✨ example mentioning @atproto.com to share the URL 👨‍❤️‍👨 https://en.wikipedia.org/wiki/CBOR."
    sent, facets = rich_text(text)
    assert facets[-1]["index"]["byteStart"] == 74
    assert facets[-1]["features"][0]["uri"] == "https://en.wikipedia.org/wiki/CBOR"
    assert sent.endswith("en.wikipedia.org/wiki/CBOR.")


def test_an_address_without_a_scheme_leads_to_https() -> None:
    _, (facet,) = rich_text("Give at example.org/give, please")
    assert facet["features"] == [{"$type": "app.bsky.richtext.facet#link", "uri": "https://example.org/give"}]


def test_nobody_is_mentioned_and_no_mail_address_is_a_link() -> None:
    assert marks_of("Says @alice.bsky.social: PayPal sawakoart@gmail.com") == ()


@pytest.mark.parametrize("word", ["README.md", "ASP.NET", "the end.Next", "deploy.sh", "Node.JS"])
def test_no_name_of_a_file_and_no_words_without_a_space_are_a_link(word: str) -> None:
    assert marks_of(f"They read {word} there") == ()


def test_a_hashtag_that_bluesky_does_not_take_is_plain_text() -> None:
    assert [mark.kind for mark in marks_of(f"#{'x' * 64}")] == ["hashtag"]
    assert marks_of(f"#{'x' * 65}") == ()
    assert marks_of(f"#{'日' * 65}") == ()


PIECES = st.sampled_from(
    [LONG, "https://example.com/give", "example.org", "#Japan", "#日本", "👍🏽", "e\u0301", "\n", "مرحبا", "a", " "]
)


@given(st.lists(PIECES, max_size=12).map(" ".join))
def test_what_is_sent_leads_back_to_the_text_that_was_written(text: str) -> None:
    sent, facets = rich_text(text)
    assert is_same_post(text, whole_text({"text": sent, "facets": facets}))


@pytest.mark.parametrize(
    "facets",
    [
        None,
        "facets",
        [None],
        [{"index": {"byteStart": 0}}],
        [
            {
                "index": {"byteStart": 0, "byteEnd": 99},
                "features": [{"$type": "app.bsky.richtext.facet#link", "uri": "u"}],
            }
        ],
        [
            {
                "index": {"byteStart": 3, "byteEnd": 1},
                "features": [{"$type": "app.bsky.richtext.facet#link", "uri": "u"}],
            }
        ],
        [{"index": {"byteStart": "0", "byteEnd": 1}, "features": [{}]}],
        [{"index": {"byteStart": 0, "byteEnd": 1}, "features": ["x"]}],
    ],
)
def test_facets_that_another_program_has_made_wrongly_are_passed_over(facets: object) -> None:
    assert whole_text({"text": "hello", "facets": facets}) == "hello"
