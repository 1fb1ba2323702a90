"""A text is counted, marked and shown as Mastodon does it.

The cases with long names are those of Mastodon's own `spec/validators/status_length_validator_spec.rb`.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.platforms.graphemes import grapheme_length
from bot.platforms.mastodon.text import display_link, length_of, marks_of


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("a" * 476 + f" http://{'b' * 30}.com/example", 500),
        ("a" * 475 + f" @alice@{'b' * 30}.com", 482),
        ("a" * 499 + "👨\u200d👩\u200d👧\u200d👦", 500),
        ("https://a.org/1", 23),
        ("(https://en.wikipedia.org/wiki/Tokyo_(disambiguation))", 25),
        ("https://a.org/1 https://b.org/2", 47),
        ("See https://a.org/search?q=a=, and more.", 38),
        ("https://a.org/?utm_source=mastodon&utm_content=57", 23),
        ("https://a.org/q=", 24),
        ("example.com is no link there", 28),
        ("www.example.com/a-long-way", 26),
        ("ftp://example.com/file", 22),
        ("HTTPS://EXAMPLE.COM/A", 23),
        ("https://日本.jp/ニュース", 23 + 4),
        ("https://münchen.de/straße", 23),
        ("https://localhost/1", 19),
        ("press@example.org", 17),
        ("@press@example.org", 6),
        ("@press@example.org.", 7),
        ("@press and @desk@news.example", 16),
        ("/@press@example.org", 19),
        ("日本語 🇯🇵", 5),
    ],
)
def test_a_text_has_the_length_that_mastodon_counts(text: str, length: int) -> None:
    assert length_of(text) == length


@given(st.text(alphabet="ab .:/?=&()#@あ🇯🇵\u0301\n"))
def test_without_links_and_mentions_every_character_counts(text: str) -> None:
    if "://" not in text and "@" not in text:
        assert length_of(text) == grapheme_length(text)


def marked(text: str) -> list[tuple[str, str]]:
    return [(mark.kind, text[mark.start : mark.end]) for mark in marks_of(text)]


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("Read https://a.org/1.", [("link", "https://a.org/1")]),
        ("#Japan #日本 #2026 #a_b", [("hashtag", "#Japan"), ("hashtag", "#日本"), ("hashtag", "#a_b")]),
        ("@press@example.org and @desk", [("mention", "@press@example.org"), ("mention", "@desk")]),
        ("write to press@example.org", []),
        ("README.md and example.com", []),
        ("$AAPL rises", []),
        ("https://a.org/@name/1#part", [("link", "https://a.org/@name/1#part")]),
        ("Éire: @údarás", []),
    ],
)
def test_what_is_clickable_is_marked(text: str, marks: list[tuple[str, str]]) -> None:
    assert marked(text) == marks


@pytest.mark.parametrize(
    ("url", "visible"),
    [
        ("https://www.example.com/a", "example.com/a"),
        ("http://example.com/", "example.com/"),
        ("https://news.org/2026/11/a-very-long-address", "news.org/2026/11/a-very-long-a"),
        ("https://wwwhat.org/1", "wwwhat.org/1"),
    ],
)
def test_a_link_is_shown_without_its_beginning_and_cut_after_thirty(url: str, visible: str) -> None:
    shown = display_link(url)
    assert (shown.visible, shown.before + shown.visible + shown.after) == (visible, url)
