from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.platforms.post_match import is_about, is_same_post
from bot.platforms.x.short_links import text_with_short_links
from bot.sandbox.accounts import StoredPost

LINK = "https://moderntokyonews.com/2017/04/28/defuse-tensions/"
SENT = f"Japan & Russia seek <calm>\n\n{LINK}\n\nDonate at Booking.com #Japan"


def as_x_shows(text: str) -> tuple[str, dict[str, str]]:
    shown, urls = text_with_short_links(StoredPost("1", text, "", 0.0, 0.0))
    return shown, {url["url"]: url["expanded_url"] for url in urls}


def test_a_text_with_links_and_escapes_is_known_again() -> None:
    shown, expanded = as_x_shows(SENT)

    assert "t.co" in shown
    assert "&lt;calm&gt;" in shown
    assert is_same_post(SENT, shown, expanded)


@given(words=st.text(max_size=200))
@example(words="WWW.0.ORG")
@example(words="see www.example.org")
def test_any_text_is_known_again_as_x_shows_it(words: str) -> None:
    sent = f"{words} {LINK}"

    assert is_same_post(sent, *as_x_shows(sent))


@given(words=st.text(max_size=200))
def test_any_text_is_known_again_composed_and_trimmed(words: str) -> None:
    shown = "  ".join(unicodedata.normalize("NFD", words).split())

    assert is_same_post(words, shown)


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("a\r\nb", "a b"),
        ("AT&amp;T says so", "AT&amp;amp;T says so"),
        ("http://www.example.com/a/ x", "https://example.com/a x"),
        ("https://例え.jp/a x", "https://xn--r8jz45g.jp/a x"),
        ("https://a.jp/日本 x", "https://a.jp/%E6%97%A5%E6%9C%AC x"),
        ("one\u200btwo ❤️", "onetwo ❤"),
        ("ends in a blank ", "ends in a blank"),
    ],
)
def test_what_platforms_change_on_the_way_is_not_compared(sent: str, shown: str) -> None:
    assert is_same_post(sent, shown)


@pytest.mark.parametrize(
    "other",
    [
        SENT.replace("calm", "quiet"),
        SENT.replace("defuse-tensions", "defuse-tensions-2"),
        SENT.replace("#Japan", ""),
        SENT.replace("\n\n", " again "),
        "",
    ],
)
def test_another_post_is_not_taken_for_it(other: str) -> None:
    assert not is_same_post(SENT, *as_x_shows(other))


def test_two_posts_with_the_same_words_and_different_links_are_two() -> None:
    other = SENT.replace(LINK, "https://moderntokyonews.com/2017/05/01/another/")

    assert not is_same_post(SENT, *as_x_shows(other))


def test_a_post_is_about_the_article_that_it_links_to_however_that_is_spelt() -> None:
    shown, expanded = as_x_shows(f"Another headline {LINK}?utm_source=x&utm_medium=social")

    assert is_about(LINK, shown, expanded)
    assert is_about(LINK.replace("https://", "http://www."), shown, expanded)
    assert not is_about("https://moderntokyonews.com/2017/04/29/other/", shown, expanded)


def test_a_link_to_the_site_itself_tells_no_article() -> None:
    assert not is_about("https://moderntokyonews.com/", "Read us at https://moderntokyonews.com/")
