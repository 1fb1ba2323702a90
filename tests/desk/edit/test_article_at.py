"""What an editor names by its address is found by all its addresses, and is an article or refused."""

from __future__ import annotations

import pytest

from bot.desk.edit.editing import article_at
from bot.errors import FeedError

pytestmark = pytest.mark.every_database


@pytest.mark.parametrize(
    "address",
    [
        "https://news.example/?p=123",
        "http://news.example/?p=0123",
        "https://www.news.example?p=123",
        "https://news.example/bridge-opens/",
        "https://news.example/bridge-opens?utm_source=newsletter",
    ],
)
def test_an_article_of_wordpress_is_known_by_its_short_address_too(world, article, address):
    known = article(1, link="https://news.example/bridge-opens/", guid="https://news.example/?p=123")
    world.show(known, article(2))
    assert article_at(world.desk, address).article.link == known.link


def test_the_number_of_a_post_on_another_site_is_another_article(world, article):
    world.show(article(1, link="https://news.example/bridge-opens/", guid="https://news.example/?p=123"))
    with pytest.raises(FeedError, match="cannot be read"):
        article_at(world.desk, "https://news.example/blog/?p=123")


def test_a_page_without_a_headline_is_refused(world):
    world.sites.page_dates["https://news.example/about"] = world.clock()
    with pytest.raises(FeedError, match="gives no headline: is it the article's own page"):
        article_at(world.desk, "https://news.example/about")
