"""The card of a link is what the page's tags make of it, and each fault says what followers get for it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.platforms import PLATFORMS
from bot.sources.page import card as cards
from bot.sources.page.card import CardPage, CardPicture, LinkCard, saved_card_page

URL = "https://news.example/2026/a"
PICTURE = "https://news.example/a.jpg"
TAGS = {
    "og:type": "article",
    "og:title": "Ferry sails again",
    "og:description": "After two years.",
    "og:image": PICTURE,
    "og:image:width": "1200",
    "og:image:height": "630",
    "twitter:card": "summary_large_image",
}
WHOLE = CardPage(
    url=URL,
    tags=TAGS,
    pictures={PICTURE: CardPicture(url=PICTURE, media_type="image/jpeg", width=1200, height=630, content=b"...")},
    robots={"https://news.example": ""},
)
BOTH = ("x", "facebook")
RULES = [PLATFORMS[name].card for name in BOTH]


def link_card(page: CardPage, platform: str) -> LinkCard:
    return cards.link_card(page, PLATFORMS[platform].card)


def picture_urls(page: CardPage) -> list[str]:
    return cards.picture_urls(page, RULES)


def with_tags(page: CardPage = WHOLE, **changed: str) -> CardPage:
    """Underscores stand for colons; "" takes a tag away."""
    tags = {**page.tags, **{name.replace("_", ":"): text for name, text in changed.items()}}
    return replace(page, tags={name: text for name, text in tags.items() if text})


def with_picture(**changed: object) -> CardPage:
    return replace(WHOLE, pictures={PICTURE: replace(WHOLE.pictures[PICTURE], **changed)})


def faults(page: CardPage, platform: str) -> str:
    return "\n".join(link_card(page, platform).faults)


@pytest.mark.parametrize("platform", BOTH)
def test_a_page_with_everything_has_a_wide_card_and_no_fault(platform):
    card = link_card(WHOLE, platform)
    assert (card.title, card.description, card.domain) == ("Ferry sails again", "After two years.", "news.example")
    assert (card.is_large, card.faults) == (True, ())
    assert card.picture == WHOLE.pictures[PICTURE]


def test_x_takes_its_own_tags_before_those_of_open_graph():
    page = with_tags(twitter_title="For X", twitter_image="https://news.example/x.png")
    assert link_card(page, "x").title == "For X"
    assert link_card(page, "facebook").title == "Ferry sails again"
    assert picture_urls(page) == ["https://news.example/x.png", PICTURE]


@pytest.mark.parametrize("platform", BOTH)
def test_a_page_without_a_picture_is_told(platform):
    card = link_card(with_tags(og_image=""), platform)
    assert (card.picture, card.is_large) == (None, False)
    assert "no og:image: the card has no picture" in card.faults


@pytest.mark.parametrize(("size", "shown"), [((599, 315), True), ((600, 314), True), ((199, 200), False)])
def test_a_picture_too_small_for_facebook_is_told_and_shown_small_or_not_at_all(size, shown):
    card = link_card(with_picture(width=size[0], height=size[1]), "facebook")
    assert (card.picture is not None, card.is_large) == (shown, False)
    assert f"the picture is {size[0]} × {size[1]}" in card.faults[0]


def test_a_picture_of_600_by_315_is_wide_and_no_fault():
    card = link_card(with_picture(width=600, height=315), "facebook")
    assert (card.is_large, card.faults) == (True, ())


def test_a_picture_whose_size_the_page_does_not_declare_is_told_for_facebook_alone():
    page = with_tags(og_image_width="")
    assert "the first followers to see the post may see no picture" in faults(page, "facebook")
    assert faults(page, "x") == ""


def test_the_declared_size_stands_where_the_picture_was_not_read():
    card = link_card(replace(WHOLE, pictures={}), "facebook")
    assert card.picture == CardPicture(url=PICTURE, width=1200, height=630)


@pytest.mark.parametrize("platform", BOTH)
def test_a_picture_that_cannot_be_read_is_told_and_not_shown(platform):
    page = replace(WHOLE, pictures={PICTURE: CardPicture(url=PICTURE, fault="it answers 404")})
    assert link_card(page, platform).picture is None
    assert "the picture cannot be read: it answers 404" in faults(page, platform)


@pytest.mark.parametrize(("megabytes", "refusing"), [(6, {"x"}), (9, {"x", "facebook"})])
def test_a_picture_too_heavy_for_a_platform_is_not_shown_there(megabytes, refusing):
    page = with_picture(content=bytes(megabytes * 10**6))
    assert {platform for platform in BOTH if link_card(page, platform).picture is None} == refusing


@pytest.mark.parametrize("platform", BOTH)
def test_an_svg_is_not_shown(platform):
    page = with_picture(media_type="image/svg+xml")
    assert link_card(page, platform).picture is None
    assert "is an SVG" in faults(page, platform)


@pytest.mark.parametrize(("crawler", "kept_out"), [("facebookexternalhit", "facebook"), ("Twitterbot", "x")])
def test_a_page_that_robots_txt_keeps_a_crawler_from_has_no_card_there(crawler, kept_out):
    page = replace(WHOLE, robots={"https://news.example": f"User-agent: {crawler}\nDisallow: /2026/\n"})
    assert {platform for platform in BOTH if not link_card(page, platform).title} == {kept_out}
    assert f"keeps {crawler} from the page" in faults(page, kept_out)


def test_robots_txt_is_read_by_the_longest_rule_and_with_wildcards():
    """As RFC 9309 says, section 2.2; urllib.robotparser takes the first rule and knows no wildcard."""
    allowed = "User-agent: *\nDisallow: /\nAllow: /2026/\n"
    forbidden = "User-agent: *\nDisallow: /*/a$\n"
    assert faults(replace(WHOLE, robots={"https://news.example": allowed}), "facebook").count("keeps") == 1
    assert "from the page" in faults(replace(WHOLE, robots={"https://news.example": forbidden}), "facebook")


def test_a_picture_that_robots_txt_keeps_a_crawler_from_is_told():
    page = replace(WHOLE, robots={"https://news.example": "User-agent: *\nDisallow: /a.jpg\n"})
    card = link_card(page, "x")
    assert card.title
    assert "keeps Twitterbot from the picture" in card.faults[0]
    assert card.picture is None


def test_a_link_that_leads_on_is_told():
    assert faults(replace(WHOLE, moved=True), "facebook").startswith(f"the link leads on to {URL}")


def test_a_page_that_names_another_address_is_told_for_facebook():
    page = with_tags(og_url="https://other.example/b")
    assert "Facebook makes the card of that page" in faults(page, "facebook")
    assert faults(with_tags(og_url="http://www.news.example/2026/a/"), "facebook") == ""


def test_x_shows_a_small_card_unless_the_page_asks_for_a_wide_one():
    small = link_card(with_tags(twitter_card="summary"), "x")
    assert (small.is_large, "summary_large_image makes it wide" in small.faults[0]) == (False, True)
    none = link_card(with_tags(twitter_card=""), "x")
    assert (none.title, none.is_large) == ("Ferry sails again", False)


def test_x_shows_no_card_of_a_page_that_has_neither_its_tag_nor_open_graph():
    card = link_card(with_tags(twitter_card="", og_type=""), "x")
    assert (card.title, card.picture) == ("", None)
    assert "X shows no card" in card.faults[0]


def test_the_title_of_the_page_stands_in_on_facebook():
    page = saved_card_page(b"<html><head><title>Ferry \n sails</title></head></html>", URL)
    assert page is not None
    card = link_card(page, "facebook")
    assert card.title == "Ferry sails"
    assert "no og:title: the page's <title> stands in" in card.faults
    assert link_card(page, "x").title == ""


def test_a_picture_s_address_that_is_not_absolute_is_resolved_and_told():
    page = with_tags(og_image="/a.jpg")
    assert link_card(page, "facebook").picture == WHOLE.pictures[PICTURE]
    assert "not absolute" in faults(page, "facebook")


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:image/png;base64,AAAA", "http://[", "file:///etc/passwd"])
def test_an_address_that_is_none_of_the_web_is_no_picture(url):
    page = with_tags(og_image=url)
    assert picture_urls(page) == []
    assert link_card(page, "facebook").picture is None


@pytest.mark.parametrize("content", [b"A title\n\nSome text.", b'{"title": "x"}', b"<rss><channel/></rss>", b""])
def test_a_file_that_is_no_page_has_no_card(content):
    assert saved_card_page(content, URL) is None


@given(
    tags=st.dictionaries(st.sampled_from([*TAGS, "twitter:image", "og:url", "title"]), st.text(max_size=40)),
    robots=st.text("UserAgentDisalow-:* /\n$#", max_size=80),
    width=st.integers(-1, 5_000),
)
def test_whatever_a_page_says_a_card_is_made_of_it(tags, robots, width):
    picture = CardPicture(url=PICTURE, media_type="image/png", width=width, height=300)
    page = CardPage(url=URL, tags=tags, pictures={PICTURE: picture}, robots={"https://news.example": robots})
    for platform in BOTH:
        card = link_card(page, platform)
        assert card.title or card.faults
        assert card.title or not card.picture
        assert all(fault.isprintable() for fault in card.faults)
