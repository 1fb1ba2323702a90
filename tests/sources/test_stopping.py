"""While the program is to end, no site is waited for that takes its time."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from bot.sources.http.client import THREAD
from bot.sources.stopping import StoppedError
from bot.sources.types import Bounds, CatchUpRequest, PollRequest, WebPolicy
from bot.sources.web import WebSources
from bot.sources.wordpress import FollowRequest

if TYPE_CHECKING:
    from tests.sources.conftest import LocalSite

NOW = datetime(2026, 11, 23, tzinfo=UTC)
PATIENT = Bounds(seconds=600)


@pytest.fixture
def slow(local_site: LocalSite) -> tuple[str, threading.Event]:
    """The address of a page that never answers, and what is set once it has been asked for."""
    asked = threading.Event()

    def wait(_: object) -> None:
        asked.set()
        local_site.closing.wait()

    return local_site.handle("/slow", wait), asked


ASKING: dict[str, Callable[[WebSources, str], object]] = {
    "a page": lambda sources, url: sources.read_page(url, "S"),
    "whether a page is gone": lambda sources, url: sources.is_gone(url),
    "bodies": lambda sources, url: sources.read_bodies([("S", url)]),
    "feeds": lambda sources, url: sources.discover([url]),
    "sitemaps": lambda sources, url: sources.look_at_sitemaps([PollRequest("S", url)]),
    "cards": lambda sources, url: sources.read_cards([url], []),
}


def stopped_by(event: threading.Event) -> WebPolicy:
    return WebPolicy(allow_private=True, bounds=PATIENT, stop=event.is_set)


@pytest.mark.parametrize("what", ASKING)
def test_what_is_asked_for_is_given_up(slow: tuple[str, threading.Event], what: str) -> None:
    url, asked = slow
    with WebSources(stopped_by(asked)) as sources, pytest.raises(StoppedError):
        ASKING[what](sources, url)


def test_so_is_the_api_of_wordpress(local_site: LocalSite) -> None:
    asked = threading.Event()

    class Waiting(dict[str, object]):
        def get(self, path: str, default: object = None) -> object:
            return lambda _: asked.set() or local_site.closing.wait()

    local_site.handlers = Waiting()  # type: ignore[assignment]
    feed = f"{local_site.url}/feed/"
    with WebSources(stopped_by(asked)) as sources:
        with pytest.raises(StoppedError):
            sources.catch_up(CatchUpRequest("S", feed, NOW, ()))
        with pytest.raises(StoppedError):
            sources.follow([FollowRequest("S", feed, {1: ""}, NOW)])


def test_looks_in_flight_are_not_waited_for(slow: tuple[str, threading.Event]) -> None:
    url, asked = slow
    with WebSources(stopped_by(asked)) as sources:
        assert list(sources.look([PollRequest("S", url)])) == []


def test_closing_ends_what_is_still_asked(slow: tuple[str, threading.Event]) -> None:
    """In another thread, which is told that the program is to end."""
    url, asked = slow
    ended: list[BaseException] = []

    def ask() -> None:
        try:
            sources.is_gone(url)
        except StoppedError as exc:
            ended.append(exc)

    sources = WebSources(WebPolicy(allow_private=True, bounds=PATIENT))
    asking = threading.Thread(target=ask)
    asking.start()
    asked.wait()
    sources.close()
    asking.join()
    assert len(ended) == 1
    assert not [thread for thread in threading.enumerate() if thread.name == THREAD]
