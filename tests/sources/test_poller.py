from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler
from itertools import chain
from typing import TYPE_CHECKING

import pytest

from bot.errors import SettingsError
from bot.sources.http.client import THREAD
from bot.sources.types import Bounds, PollRequest, PollResult, Validators, WebPolicy
from bot.sources.web import WebSources

if TYPE_CHECKING:
    from tests.sources.conftest import LocalSite

Saved = Callable[[str], bytes]
POLICY = WebPolicy(contact="https://us.example/", allow_private=True, bounds=Bounds(seconds=5))


@pytest.fixture(scope="module")
def sources() -> Iterator[WebSources]:
    with WebSources(POLICY) as sources:
        yield sources


def looks(*requests: PollRequest) -> dict[str, PollResult]:
    with WebSources(POLICY) as sources:
        return {look.site: look for looks in sources.look(requests) for look in looks}


def with_bounds(**bounds: int) -> WebSources:
    return WebSources(WebPolicy(allow_private=True, bounds=Bounds(**bounds)))


def threads_of_clients() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == THREAD]


def test_a_look_gives_the_articles_and_what_to_send_next_time(
    local_site: LocalSite, saved: Saved, sources: WebSources
) -> None:
    url = local_site.serve("/feed", saved("wordpress.rss.xml"), ETag='"1"')
    ((look,),) = sources.look([PollRequest("Gazette", url)])
    assert (look.site, look.url, look.fault, look.unchanged) == ("Gazette", url, None, False)
    assert len(look.articles) == 3
    assert {article.site for article in look.articles} == {"Gazette"}
    assert look.validators.etag == '"1"'


LETTERS: dict[str, tuple[str, str, str]] = {
    "the header beats the declaration": ("ISO-8859-1", "utf-8", "text/xml; charset=utf-8"),
    "the header alone": ("", "cp932", "application/rss+xml; charset=Shift_JIS"),
    "the declaration alone": ("Shift_JIS", "cp932", "application/rss+xml"),
    "neither": ("", "utf-8", "application/rss+xml"),
    "both wrong": ("ISO-8859-1", "utf-8", "text/xml; charset=ISO-8859-1"),
}


@pytest.mark.parametrize("name", LETTERS)
def test_a_feed_is_read_in_its_own_letters(local_site: LocalSite, sources: WebSources, name: str) -> None:
    declared, encoding, content_type = LETTERS[name]
    declaration = f'<?xml version="1.0" encoding="{declared}"?>' if declared else ""
    feed = f"{declaration}<rss><channel><item><title>港が早く開く①～</title><guid>1</guid></item></channel></rss>"
    url = local_site.serve("/letters", feed.encode(encoding), Content_Type=content_type)
    ((look,),) = sources.look([PollRequest("Gazette", url)])
    assert [article.title for article in look.articles] == ["港が早く開く①～"]


def test_a_feed_that_is_malformed_at_one_poll_keeps_its_articles_links_and_guids(
    local_site: LocalSite, sources: WebSources
) -> None:
    item = '<item><title>T</title><link>/ponte</link><guid isPermaLink="false">id-3</guid></item>'
    feed = f"<rss><channel><title>A&amp;B</title><link>https://gazette.example/</link>{item}</channel></rss>"
    seen = []
    for content in (feed, feed.replace("&amp;", "&"), feed.replace("</title><link>", "<link>", 1), f"\n{feed}<hr>"):
        url = local_site.serve("/feed", content.encode())
        ((look,),) = sources.look([PollRequest("Gazette", url)])
        seen.append([(article.guid, article.link) for article in look.articles])
    assert seen == [[("id-3", "https://gazette.example/ponte")]] * 4


def test_a_feed_that_is_as_it_was_costs_no_reading(local_site: LocalSite) -> None:
    url = local_site.serve("/feed", status=304)
    given = Validators('"1"')
    look = looks(PollRequest("Gazette", url, given))["Gazette"]
    assert look.unchanged
    assert look.articles == ()
    assert look.validators == given


def test_no_requests_are_no_looks_and_start_no_client() -> None:
    before = threads_of_clients()
    with WebSources(POLICY) as sources:
        assert list(sources.look([])) == []
        assert threads_of_clients() == before


def test_one_broken_site_never_stops_the_others(local_site: LocalSite, saved: Saved) -> None:
    feed = saved("wordpress.rss.xml")

    def breaks_off(request: BaseHTTPRequestHandler) -> None:
        request.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Le")
        request.close_connection = True

    broken = {
        "not found": f"{local_site.url}/404",
        "server error": local_site.serve("/500", status=500),
        "empty": local_site.serve("/empty"),
        "page": local_site.serve("/page", b"<!doctype html><html></html>"),
        "not gzip": local_site.serve("/gzip", b"x", Content_Encoding="gzip"),
        "breaks off": local_site.handle("/off", breaks_off),
        "loop": local_site.serve("/loop", status=302, Location="/loop"),
        "no address": "http://[::/feed",
        "nobody listens": "http://127.0.0.1:9/feed",
        "": "",
    }
    healthy = {f"healthy {number}": local_site.serve(f"/{number}", feed) for number in range(5)}
    found = looks(*(PollRequest(site, url) for site, url in {**broken, **healthy}.items()))
    assert found.keys() == {*broken, *healthy}
    assert {site for site, look in found.items() if look.fault} == set(broken)
    assert all(look.fault is None or look.fault.site == site for site, look in found.items())
    assert all(len(found[site].articles) == 3 for site in healthy)


def test_after_a_fault_the_validators_stay(local_site: LocalSite) -> None:
    given = Validators('"1"')
    assert looks(PollRequest("S", local_site.serve("/feed", status=500), given))["S"].validators == given


def test_a_feed_that_is_cut_off_is_asked_for_again_in_full(local_site: LocalSite, saved: Saved) -> None:
    feed = saved("wordpress.rss.xml")
    url = local_site.serve("/feed", feed[: feed.rindex(b"<item>")], ETag='"half"')
    look = looks(PollRequest("S", url))["S"]
    assert len(look.articles) == 2
    assert look.validators == Validators()


def test_a_site_that_has_moved_is_reported(local_site: LocalSite, saved: Saved) -> None:
    local_site.serve("/new", saved("atom.xml"))
    look = looks(PollRequest("S", local_site.serve("/old", status=301, Location="/new")))["S"]
    assert look.moved_to == local_site.url + "/new"
    assert look.articles[0].link == local_site.url + "/2026/faehre"


def test_a_site_that_asks_for_patience_gets_it(local_site: LocalSite) -> None:
    look = looks(PollRequest("S", local_site.serve("/feed", status=429, Retry_After="3600")))["S"]
    assert look.fault is not None
    assert look.ask_again_at == look.fault.ask_again_at is not None


def test_each_look_comes_as_soon_as_it_is_there(local_site: LocalSite, saved: Saved, sources: WebSources) -> None:
    """The slow site answers only once the look at the quick one has been handed over."""
    handed_over = threading.Event()

    def answer_late(request: BaseHTTPRequestHandler) -> None:
        assert handed_over.wait(5)
        request.send_response(404)
        request.send_header("Content-Length", "0")
        request.end_headers()

    slow = PollRequest("slow", local_site.handle("/slow", answer_late))
    quick = PollRequest("quick", local_site.serve("/quick", saved("atom.xml")))
    order = []
    for look in chain.from_iterable(sources.look([slow, quick])):
        order.append(look.site)
        handed_over.set()
    assert order == ["quick", "slow"]


def test_while_the_caller_takes_its_time_no_further_site_is_asked(local_site: LocalSite, saved: Saved) -> None:
    """So nothing waits in a socket until it times out, and memory stays flat."""
    feed = saved("atom.xml")
    urls = [local_site.serve(f"/{number}", feed) for number in range(12)]
    taken = 0
    with with_bounds(at_once=3) as sources:
        for looks in sources.look([PollRequest(url, url) for url in urls]):
            assert [look.fault for look in looks] == [None] * len(looks)
            taken += len(looks)
            assert len(local_site.asked) <= 3 + taken
    assert len(local_site.asked) == 12


def test_a_caller_that_stops_early_stops_the_asking(local_site: LocalSite, saved: Saved) -> None:
    urls = [local_site.serve(f"/{number}", saved("atom.xml")) for number in range(50)]
    with with_bounds(at_once=2) as sources:
        for _ in sources.look([PollRequest(url, url) for url in urls]):
            break
        assert not sources.is_gone(urls[0])  # the client goes on, with nothing else to do
    assert len(local_site.asked) < 50


def test_a_fault_of_this_machine_is_raised_and_passes_when_it_is_mended(
    local_site: LocalSite, saved: Saved, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = PollRequest("S", local_site.serve("/feed", saved("atom.xml")))
    with WebSources(POLICY) as sources:
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", "/nowhere.pem")
        with pytest.raises(SettingsError):
            list(sources.look([request]))
        monkeypatch.delenv("REQUESTS_CA_BUNDLE")
        assert [look.fault for look in chain.from_iterable(sources.look([request]))] == [None]


def test_looks_can_be_taken_in_any_thread(local_site: LocalSite, saved: Saved, sources: WebSources) -> None:
    url = local_site.serve("/feed", saved("wordpress.rss.xml"))
    found: list[PollResult] = []
    thread = threading.Thread(target=lambda: found.extend(*sources.look([PollRequest("S", url)])))
    thread.start()
    thread.join(10)
    assert [len(look.articles) for look in found] == [3]


def test_a_host_with_many_feeds_holds_up_no_other(local_site: LocalSite, saved: Saved) -> None:
    """All but one of the feeds are at a host that does not answer until the other host's look is there."""
    other_seen = threading.Event()

    def wait_for_the_other(request: BaseHTTPRequestHandler) -> None:
        assert other_seen.wait(5)
        request.send_response(404)
        request.send_header("Content-Length", "0")
        request.end_headers()

    stuck = [PollRequest(f"stuck {n}", local_site.handle(f"/stuck/{n}", wait_for_the_other)) for n in range(6)]
    local_site.serve("/other", saved("atom.xml"))
    other = PollRequest("other", local_site.url.replace("127.0.0.1", "localhost") + "/other")
    order = []
    with with_bounds(at_once=3, per_host=2) as sources:
        for look in chain.from_iterable(sources.look([*stuck, other])):
            order.append(look.site)
            other_seen.set()
    assert order[0] == "other"
    assert len(order) == 7
