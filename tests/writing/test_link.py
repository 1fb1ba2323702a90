"""A link stands in a post so that all of it can be followed, with or without campaign parameters."""

import pytest

from bot.platforms.urls import find_urls
from bot.writing.link import Campaign, postable, with_campaign

NAMES = {"account": "mtt", "platform": "x", "site": "Modern Tokyo News"}
CAMPAIGN = Campaign(source="{platform}", medium="social", content="{account} & more")
ADDED = "utm_source=x&utm_medium=social&utm_content=mtt%20%26%20more"


@pytest.mark.parametrize(
    ("link", "written"),
    [
        ("https://a.example/x", f"https://a.example/x?{ADDED}"),
        ("https://a.example/x?p=1&q=a%20b", f"https://a.example/x?p=1&q=a%20b&{ADDED}"),
        ("https://a.example/x#top", f"https://a.example/x?{ADDED}#top"),
        (
            "https://a.example/?utm_source=feed#c",
            "https://a.example/?utm_source=feed&utm_medium=social&utm_content=mtt%20%26%20more#c",
        ),
    ],
)
def test_campaign_parameters_stand_after_the_link_s_own(link: str, written: str) -> None:
    assert with_campaign(link, CAMPAIGN, NAMES) == written


def test_an_empty_campaign_changes_nothing() -> None:
    assert with_campaign("https://a.example/x?p=1#f", Campaign(), NAMES) == "https://a.example/x?p=1#f"


@pytest.mark.parametrize(
    "link",
    [
        "https://example.org/a/",
        "https://example.org/記事/東京?q=日本#見出し",
        "https://example.org/wiki/A_(film)",
        "https://example.org/end.",
        "https://example.org/a(b",
        'https://example.org/a"b<c>d|e',
        "https://example.org/?q=a,b;c&d=%E6%97%A5",
    ],
)
def test_x_takes_the_whole_of_a_postable_link_for_the_link(link: str) -> None:
    text = f"Read {postable(link)}, now"
    (url,) = find_urls(text)
    assert text[url.start : url.end] == postable(link)


def test_a_link_that_is_well_formed_is_not_touched() -> None:
    link = "https://moderntokyonews.com/2017/04/28/russian-federation/?p=1&x=%E6%97%A5#respond"
    assert postable(link) == link


@pytest.mark.parametrize(
    "link", ["", "ftp://a.example", "a.example/x", "https://", "https://a b.example/", "http://[::1"]
)
def test_what_no_reader_could_follow_is_no_link(link: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        postable(link)
