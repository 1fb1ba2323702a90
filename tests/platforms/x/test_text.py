"""What followers see of a link on X, and what an editor is warned of."""

from __future__ import annotations

import pytest

from bot.platforms.x import marks_of
from bot.platforms.x.text import cautions, display_link, stray_links


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://www.nytimes.com/2021/01/06/us/politics/a.html", "nytimes.com/2021/01/06/us/"),
        ("http://news.example.com", "news.example.com"),
        ("news.example.com/a", "news.example.com/a"),
        ("https://news.example.com?p=1234567890123456", "news.example.com?p=123456789012"),
    ],
)
def test_x_shows_the_host_and_the_beginning_of_what_follows(url, shown):
    assert display_link(url).visible == shown
    assert "".join(display_link(url)) == url


def test_a_file_name_that_x_makes_a_link_of_is_told():
    text = "What README.md says\n\nhttps://news.example.com/1\n\nGive at news.example.com/donate"
    found = cautions(text, marks_of(text), link="https://news.example.com/1", appeal="Give at news.example.com/donate")
    assert found == ("X makes a link of 'README.md'",)


def test_a_second_cashtag_is_told_and_one_is_not():
    one, two = "$ABC rises", "$ABC and $DEF.A rise"
    assert cautions(one, marks_of(one), link="", appeal="") == ()
    assert cautions(two, marks_of(two), link="", appeal="") == (
        "it has 2 cashtags ($ABC, $DEF.A), and X refuses more than one",
    )


def test_a_mention_is_told_once_and_a_mail_address_is_none():
    text = "A look into deep space by @NASA, with @NASA and nasa@example.org"
    assert (
        cautions(text, marks_of(text), link="", appeal="nasa@example.org")[0] == "it mentions @NASA, who is told of it"
    )
    assert len(cautions(text, marks_of(text), link="", appeal="")) == 1


@pytest.mark.parametrize(
    ("text", "stray"),
    [
        ("It runs deploy.sh first.", "deploy.sh"),
        ("What README.md says is law.", "README.md"),
        ("Microsoft ends support for ASP.NET in May.", "ASP.NET"),
        ("The bridge is closed.The mayor is not amused", ""),
        ("They saw Dr.No at the end.Next they slept.", "end.Next"),
        ("La casa está vendida.Es de un banco.", "vendida.Es"),
    ],
)
def test_a_word_that_is_surely_no_link_is_found(text, stray):
    assert stray in "".join(stray_links(text))


@pytest.mark.parametrize(
    "text",
    [
        "Booking.com is to hire 300.",
        "See https://example.org/README.md now.",
        "He wrote at 4 p.m. on Friday.",
        "docs.rs/a",
    ],
)
def test_the_name_of_a_site_may_be_a_link(text):
    assert stray_links(text) == ()
