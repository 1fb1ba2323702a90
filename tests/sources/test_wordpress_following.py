from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from bot.sources.types import Bounds, WebPolicy
from bot.sources.web import WebSources
from bot.sources.wordpress import FollowRequest

SINCE = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


def answer_to(method: str, *args: Any, allow_private: bool = False, bounds: Bounds | None = None) -> Any:
    """What the web answers to that question."""
    with WebSources(WebPolicy(allow_private=allow_private, bounds=bounds or Bounds())) as sources:
        return getattr(sources, method)(*args)


def post(number: int, **changed: object) -> dict[str, object]:
    facts = {
        "id": number,
        "date_gmt": "2026-11-22T09:00:00",
        "modified_gmt": "2026-11-22T09:00:00",
        "guid": {"rendered": f"https://news.example/?p={number}"},
        "link": f"https://news.example/story-{number}/",
        "title": {"rendered": f"Story {number}"},
        "content": {"rendered": f"<p>The body of {number}.</p>", "protected": False},
        "excerpt": {"rendered": "<p>The body</p>"},
    }
    return facts | changed


@pytest.fixture
def wordpress(local_site):
    """A site with these posts, as its REST API shows them; those in its bin answer 401."""

    def serve(posts: list[dict[str, object]], in_bin: tuple[int, ...] = ()) -> str:
        def answer(request):
            parts = urlsplit(request.path)
            asked = parse_qs(parts.query)
            one = int(parts.path.rpartition("/")[2]) if parts.path[-1].isdigit() else None
            found = [each for each in posts if each["id"] == one]
            status = 200 if one is None or found else 401 if one in in_bin else 404
            if one is None:
                numbers = {int(number) for number in asked["include"][0].split(",")}
                fields = asked["_fields"][0].split(",")
                found = [
                    {name: each[name] for name in fields if name in each} for each in posts if each["id"] in numbers
                ]
            content = json.dumps(found).encode()
            request.send_response(status)
            request.send_header("Content-Length", str(len(content)))
            request.end_headers()
            request.wfile.write(content)

        class Everything(dict):
            def get(self, path, default=None):
                return answer if "/wp-json/" in path else super().get(path, default)

        local_site.handlers = Everything(local_site.handlers)
        return f"{local_site.url}/feed/"

    return serve


def follow(feed, posts, since=SINCE, site="News"):
    (found,) = answer_to("follow", [FollowRequest(site, feed, posts, since)], allow_private=True)
    return found


def test_only_what_was_edited_since_is_read_whole(wordpress, local_site):
    feed = wordpress([post(1), post(2, modified_gmt="2026-11-23T09:30:00", title={"rendered": "Story two, mended"})])
    found = follow(feed, {1: "https://news.example/story-1/", 2: "https://news.example/story-2/"})
    assert {number: article.title for number, article in found.edited.items()} == {2: "Story two, mended"}
    assert (found.withdrawn, found.fault) == (frozenset(), None)
    listing, whole = [parse_qs(urlsplit(path).query) for path, _ in local_site.asked]
    assert (listing["include"], listing["_fields"]) == (["1,2"], ["id,status,modified_gmt"])
    assert whole["include"] == ["2"]


def test_where_nothing_was_edited_one_small_answer_is_all_that_it_costs(wordpress, local_site):
    assert follow(wordpress([post(1)]), {1: ""}).edited == {}
    assert len(local_site.asked) == 1


def test_without_a_date_everything_is_read_with_its_picture(wordpress):
    media = {
        "source_url": "https://news.example/ferry.jpg",
        "alt_text": "A &amp; B on a ferry",
        "media_details": {"width": 1200, "height": 630},
    }
    feed = wordpress([post(1, _embedded={"wp:featuredmedia": [media]}, _links={})])
    article = follow(feed, {1: ""}, since=None).edited[1]
    assert (article.image, article.image_alt) == ("https://news.example/ferry.jpg", "A & B on a ferry")
    assert (article.image_width, article.image_height) == (1200, 630)


@pytest.mark.parametrize(
    "media", [None, [], ["x"], [{}], [{"media_details": "x"}], [{"media_details": {"width": "9"}}]]
)
def test_odd_pictures_do_no_harm(wordpress, media):
    feed = wordpress([post(1, _embedded={"wp:featuredmedia": media})])
    article = follow(feed, {1: ""}, since=None).edited[1]
    assert (article.image, article.image_width) == ("", None)


def test_a_post_in_the_bin_is_withdrawn(wordpress):
    assert follow(wordpress([post(1)], in_bin=(2,)), {1: "", 2: ""}).withdrawn == {2}


def test_a_deleted_post_is_withdrawn_where_its_page_is_gone_too(wordpress, local_site):
    feed = wordpress([post(1)])
    page = local_site.serve("/special/", b"<p>An article of another kind than a post</p>")
    found = follow(feed, {2: f"{local_site.url}/gone/", 3: page})
    assert found.withdrawn == {2}


@pytest.fixture
def wordpress_behind_a_cache(local_site):
    """A site whose API lists its latest posts whatever the query asks, and shows no single one to the public."""
    latest = [post(1, modified_gmt="2026-11-23T09:00:00"), post(3, modified_gmt="2026-11-23T09:00:00")]
    listed = json.dumps(latest).encode()

    def answer(request):
        is_list = urlsplit(request.path).path.endswith("/posts")
        content = listed if is_list else b"{}"
        request.send_response(200 if is_list else 401)
        request.send_header("Content-Length", str(len(content)))
        request.end_headers()
        request.wfile.write(content)

    class Everything(dict):
        def get(self, path, default=None):
            return answer if "/wp-json/" in path else super().get(path, default)

    local_site.handlers = Everything(local_site.handlers)
    return f"{local_site.url}/feed/"


def test_of_an_answer_that_ignores_the_question_only_what_was_asked_for_is_taken(wordpress_behind_a_cache):
    found = follow(wordpress_behind_a_cache, {1: ""})
    assert (found.edited.keys(), found.fault) == ({1}, None)


def test_an_answer_that_ignores_the_question_takes_nothing_back(wordpress_behind_a_cache):
    found = follow(wordpress_behind_a_cache, {1: "", 2: ""})
    assert (found.edited.keys(), found.withdrawn) == ({1}, frozenset())


def test_a_post_behind_a_password_is_left_as_it_was(wordpress):
    hidden = post(1, modified_gmt="2026-11-23T09:00:00", content={"rendered": "", "protected": True})
    found = follow(wordpress([hidden]), {1: ""})
    assert (found.edited, found.withdrawn) == ({}, frozenset())


def test_a_site_without_an_api_says_so_and_holds_up_no_other(wordpress, local_site):
    feed = wordpress([post(1, modified_gmt="2026-11-23T09:00:00")])
    elsewhere = "http://127.0.0.1:9/feed/"
    requests = [FollowRequest("Other", elsewhere, {1: ""}, SINCE), FollowRequest("News", feed, {1: ""}, SINCE)]
    other, news = answer_to("follow", requests, allow_private=True)
    assert (other.site, other.edited, other.withdrawn) == ("Other", {}, frozenset())
    assert other.fault is not None
    assert news.edited.keys() == {1}


def test_what_nobody_has_foreseen_is_a_fault_of_that_site_alone(wordpress):
    feed = wordpress([post(1, modified_gmt="2026-11-23T09:00:00")])
    requests = [FollowRequest("News", feed, {1: "", None: ""}, SINCE), FollowRequest("Other", feed, {1: ""}, SINCE)]
    news, other = answer_to("follow", requests, allow_private=True)
    assert "sets off a fault of this program: please report it" in str(news.fault)
    assert other.edited.keys() == {1}


def test_a_private_address_is_not_asked(wordpress, local_site):
    (found,) = answer_to("follow", [FollowRequest("News", wordpress([post(1)]), {1: ""}, SINCE)])
    assert "private address" in str(found.fault)
    assert local_site.asked == []


def test_an_api_at_an_unusual_place_is_found_by_the_feed_s_link_header(wordpress, local_site):
    wordpress([post(1, modified_gmt="2026-11-23T09:00:00", title={"rendered": "New"})])
    handlers = local_site.handlers
    answer = handlers.get("/wp-json/")

    class Elsewhere(dict):
        def get(self, path, default=None):
            return answer if path.startswith("/cms/wp-json/") else dict.get(self, path, default)

    local_site.handlers = Elsewhere()
    local_site.serve("/feed/", b"<rss/>", Link='</cms/wp-json/>; rel="https://api.w.org/"')
    found = follow(f"{local_site.url}/feed/", {1: "https://news.example/story-1/"})
    assert found.edited[1].title == "New"
