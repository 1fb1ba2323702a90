"""A post is drawn from data alone, whichever page it stands on."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree, html

from bot.drawing.look import Look
from bot.drawing.post import Card, PostView, draw_post, styles_of
from bot.platforms import PLATFORMS

LOOKS = [Look(), *(spec.look() for spec in PLATFORMS.values())]
each_look = pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.platform or "plain")


def view(text: str = "text", **fields) -> PostView:
    return PostView(id="1", name="The News", handle="news", text=text, **fields)


def text_in(drawn: str) -> str:
    """The text of the post, without the words of "See more"."""
    (box,) = html.fromstring(drawn).xpath('.//div[@class="text"]')
    etree.strip_elements(box, "label", with_tail=False)
    return box.text_content()


@each_look
@given(text=st.text("ab <>&\"'{}%\n#@.:/é中א🎉\u2028", max_size=60), fold=st.none() | st.integers(0, 60))
def test_the_text_stands_there_whole_wherever_it_is_folded(look: Look, text: str, fold: int | None):
    assert text_in(draw_post(view(text, fold=fold), look)) == text


@each_look
def test_the_rest_of_a_folded_text_is_behind_see_more(look: Look):
    drawn = draw_post(view("seen and hidden", fold=4), look)
    assert re.search(r"seen<input[^>]*><label[^>]*>… <b>See more</b></label><span class=\"rest\"> and hidden", drawn)
    assert "See more" not in draw_post(view("seen and hidden"), look)


@each_look
@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "", "//example.com"])
def test_a_card_leads_to_web_addresses_only(look: Look, url: str):
    drawn = draw_post(view(card=Card(title="Title", domain="example.com", url=url)), look)
    assert "href" not in drawn
    assert "Title" in drawn


@each_look
def test_a_post_needs_no_script_and_no_style_of_its_own(look: Look):
    card = Card(
        title="<script>", domain="d", url="https://example.com/", has_picture=True, picture_class="p", is_large=True
    )
    drawn = draw_post(view("<script>alert(1)</script>", card=card, language='en" onclick="x'), look)
    assert html.fromstring(drawn).xpath(".//script | .//*[@style] | .//*[@onclick]") == []


@each_look
def test_a_picture_that_was_not_read_is_told(look: Look):
    card = Card(title="Title", domain="d", url="https://example.com/", has_picture=True)
    assert "its picture was not read" in draw_post(view(card=card), look)


def test_the_styles_of_two_accounts_of_a_platform_stand_there_once():
    look = PLATFORMS["x"].look()
    assert styles_of([look, look]) == styles_of([look])
