from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from bot.article import identities
from bot.errors import FeedError
from bot.sources.parsing.feed import parse
from bot.sources.types import Bounds, WebPolicy
from bot.sources.web import WebSources
from bot.sources.wordpress import posts_in

SINCE = datetime(2026, 11, 1, 8, 0, tzinfo=UTC)


def answer_to(method: str, *args: Any, allow_private: bool = False, bounds: Bounds | None = None) -> Any:
    """What the web answers to that question."""
    with WebSources(WebPolicy(allow_private=allow_private, bounds=bounds or Bounds())) as sources:
        return getattr(sources, method)(*args)


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


@pytest.fixture
def wordpress(local_site):
    """Serves these posts as the REST API does, page by page; it gives the address of the feed."""

    def serve(posts: list[dict[str, object]]) -> str:
        def answer(request):
            asked = parse_qs(urlsplit(request.path).query)
            start = (int(asked["page"][0]) - 1) * int(asked["per_page"][0])
            page = posts[start : start + int(asked["per_page"][0])]
            content = json.dumps(page if page or not start else {"code": "rest_post_invalid_page_number"}).encode()
            request.send_response(200 if page or not start else 400)
            request.send_header("Content-Length", str(len(content)))
            request.end_headers()
            request.wfile.write(content)

        for page in range(1, 5):
            after = "after=2026-11-01T08:00:00Z"
            fields = "_fields=id,date_gmt,guid,link,title,content,excerpt"
            local_site.handle(f"/blog/wp-json/wp/v2/posts?{after}&per_page=50&page={page}&{fields}", answer)
        return f"{local_site.url}/blog/feed/"

    return serve


def test_every_page_of_the_posts_since_then_is_read(wordpress):
    found = answer_to("catch_up", wordpress([post(number) for number in range(120)]), "News", SINCE, allow_private=True)
    assert [article.link for article in found] == [f"https://news.example/2026/story-{n}/" for n in range(120)]


def test_full_last_pages_end_it_too(wordpress):
    assert len(answer_to("catch_up", wordpress([post(n) for n in range(50)]), "News", SINCE, allow_private=True)) == 50


def test_no_more_than_four_pages_are_asked_for(wordpress):
    assert (
        len(answer_to("catch_up", wordpress([post(n) for n in range(300)]), "News", SINCE, allow_private=True)) == 200
    )


def test_a_post_is_known_by_the_names_that_the_feed_gives_it(saved):
    in_feed = parse(saved("wordpress.rss.xml"), site="News", url="https://news.example/feed/")[0]
    by_rest = post(1, guid={"rendered": in_feed.guid}, link=in_feed.link, title={"rendered": in_feed.title})
    (article,) = posts_in(json.dumps([by_rest]).encode(), site="News", url="https://news.example/wp-json/")
    kinds = {"guid", "url", "wordpress"}
    assert [one for one in identities(article) if one.kind in kinds] == [
        one for one in identities(in_feed) if one.kind in kinds
    ]


def test_a_post_is_cleaned_like_an_article_of_a_feed():
    (article,) = posts_in(json.dumps([post(7)]).encode(), site="News", url="https://news.example/")
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
    (article,) = posts_in(json.dumps([odd, odd | {"link": "/a"}]).encode(), site="News", url="https://news.example/")
    assert (article.title, article.link, article.published) == ("", "https://news.example/a", None)
