from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from bot.article import identities
from bot.errors import FeedError
from bot.sources.parsing.feed import parse
from bot.sources.wordpress import api_root, posts_in


def post(number: int, **changed: object) -> dict[str, object]:
    facts = {
        "id": number,
        "date_gmt": f"2026-11-{number % 28 + 1:02}T09:00:00",
        "guid": {"rendered": f"https://news.example/?p={number}"},
        "link": f"https://news.example/2026/story-{number}/",
        "title": {"rendered": f"Story &#8220;{number}&#8221;"},
        "content": {"rendered": f"<p>The body of {number}.</p>", "protected": False},
        "excerpt": {"rendered": "<p>The body</p>"},
    }
    return facts | changed


def test_a_post_is_known_by_the_names_that_the_feed_gives_it(saved):
    in_feed = parse(saved("wordpress.rss.xml"), site="News", url="https://news.example/feed/")[0]
    by_rest = post(1, guid={"rendered": in_feed.guid}, link=in_feed.link, title={"rendered": in_feed.title})
    (listed,) = posts_in(json.dumps([by_rest]).encode(), site="News", url="https://news.example/wp-json/")
    kinds = {"guid", "url", "wordpress"}
    assert [one for one in identities(listed.article) if one.kind in kinds] == [
        one for one in identities(in_feed) if one.kind in kinds
    ]


def test_a_post_is_cleaned_like_an_article_of_a_feed():
    (listed,) = posts_in(json.dumps([post(7)]).encode(), site="News", url="https://news.example/")
    article = listed.article
    assert article.title == "Story “7”"
    assert article.published == datetime(2026, 11, 8, 9, 0, tzinfo=UTC)
    assert article.body == "<p>The body of 7.</p>"


def test_a_post_behind_a_password_is_left_out():
    hidden = post(1, content={"rendered": "", "protected": True})
    assert posts_in(json.dumps([hidden, "nonsense"]).encode(), site="News", url="https://news.example/") == ()


@pytest.mark.parametrize("content", [b"<html>", b'{"code": "rest_forbidden"}', b"[" * 100_000])
def test_a_site_without_the_api_is_a_fault_of_that_site(content):
    with pytest.raises(FeedError, match="REST API"):
        posts_in(content, site="News", url="https://news.example/")


def test_odd_values_in_a_post_do_no_harm():
    odd = {"title": 5, "guid": None, "link": ["x"], "content": {"rendered": None}, "date_gmt": 7}
    (listed,) = posts_in(json.dumps([odd, odd | {"link": "/a"}]).encode(), site="News", url="https://news.example/")
    article = listed.article
    assert (article.title, article.link, article.published) == ("", "https://news.example/a", None)


def test_categories_tags_and_author_come_by_their_names_so_that_rules_apply_to_them():
    embedded = {
        "author": [{"name": "Ana Silva"}],
        "wp:term": [[{"taxonomy": "category", "name": "Sponsored"}], [{"taxonomy": "post_tag", "name": "Porto"}], 7],
    }
    listed = json.dumps([post(7, _embedded=embedded, categories=[3], lang="pt", link="https://n.example/pt/story/")])
    (found,) = posts_in(listed.encode(), site="News", url="https://n.example/")
    assert (found.article.tags, found.article.author) == (("Sponsored", "Porto"), "Ana Silva")
    assert found.features == {("categories", "0x3"), ("lang", "pt"), ("section", "pt")}


@pytest.mark.parametrize(
    ("feed", "root"),
    [
        ("https://n.example/feed/", "https://n.example/wp-json/"),
        ("https://n.example/blog/feed/atom/", "https://n.example/blog/wp-json/"),
        ("https://n.example/?feed=rss2", "https://n.example/?rest_route=/"),
        ("https://n.example/wp/?feed=rss2&cat=3", "https://n.example/wp/?rest_route=/"),
    ],
)
def test_the_api_is_looked_for_beside_the_feed(feed, root):
    assert api_root(feed) == root


def test_a_site_that_tells_where_its_api_is_is_believed():
    header = '</wp/index.php?rest_route=/>; rel="https://api.w.org/"'
    assert api_root("https://n.example/sport/feed/", [header]) == "https://n.example/wp/index.php?rest_route=/"
