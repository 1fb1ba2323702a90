"""While the program is to end, no site is waited for that takes its time."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from bot.feeds.answer import Bounds, FeedRequest
from bot.feeds.discover import discover_all
from bot.feeds.pages.body import fetch_bodies
from bot.feeds.pages.page import fetch_article, page_is_gone
from bot.feeds.sitemap import look_at_sitemaps
from bot.feeds.stopping import StoppedError
from bot.feeds.watch import Watcher
from bot.feeds.wordpress import FollowRequest, articles_since, follow_articles

if TYPE_CHECKING:
    from tests.feeds.conftest import LocalSite

NOW = datetime(2026, 11, 23, tzinfo=UTC)
PATIENT = Bounds(seconds=600)


@pytest.fixture
def slow(local_site: LocalSite) -> tuple[str, threading.Event]:
    """The address of a page that never answers, and what is set once it has been asked for."""
    asked = threading.Event()

    def wait(_: object) -> None:
        asked.set()
        local_site.closing.wait(60)

    return local_site.handle("/slow", wait), asked


ASKING: dict[str, Callable[..., object]] = {
    "a page": lambda url, **terms: fetch_article(url, "S", **terms),
    "whether a page is gone": lambda url, **terms: page_is_gone(url, **terms),
    "bodies": lambda url, **terms: fetch_bodies([("S", url)], **terms),
    "feeds": lambda url, **terms: discover_all([url], **terms),
    "sitemaps": lambda url, **terms: look_at_sitemaps([FeedRequest("S", url)], **terms),
}


@pytest.mark.timeout(20)
@pytest.mark.parametrize("what", ASKING)
def test_what_is_asked_for_is_given_up(slow: tuple[str, threading.Event], what: str) -> None:
    url, asked = slow
    with pytest.raises(StoppedError):
        ASKING[what](url, allow_private=True, bounds=PATIENT, stop=asked.is_set)


@pytest.mark.timeout(20)
def test_so_is_the_api_of_wordpress(local_site: LocalSite) -> None:
    asked = threading.Event()

    class Waiting(dict[str, object]):
        def get(self, path: str, default: object = None) -> object:
            return lambda _: asked.set() or local_site.closing.wait(60)

    local_site.handlers = Waiting()  # type: ignore[assignment]
    feed = f"{local_site.url}/feed/"
    with pytest.raises(StoppedError):
        articles_since(feed, "S", NOW, allow_private=True, bounds=PATIENT, stop=asked.is_set)
    with pytest.raises(StoppedError):
        follow_articles([FollowRequest("S", feed, {1: ""}, NOW)], allow_private=True, stop=asked.is_set)


@pytest.mark.timeout(20)
def test_looks_in_flight_are_not_waited_for(slow: tuple[str, threading.Event]) -> None:
    url, asked = slow
    watcher = Watcher(contact="", allow_private=True, bounds=PATIENT, stop=asked.is_set)
    assert list(watcher.look([FeedRequest("S", url)])) == []
    assert not [thread for thread in threading.enumerate() if thread.name == "watch"]
