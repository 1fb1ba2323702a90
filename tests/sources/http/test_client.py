"""One client serves all that is asked of the web, from any thread, for as long as the bot runs."""

from __future__ import annotations

import gc
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler
from typing import TYPE_CHECKING

import pytest

from bot.errors import FeedError
from bot.sources.http import fetch
from bot.sources.http.client import THREAD, WebClient
from bot.sources.http.fetch import Fetcher
from bot.sources.types import Bounds, WebPolicy

if TYPE_CHECKING:
    from tests.sources.conftest import LocalSite


@pytest.fixture
def client() -> Iterator[WebClient]:
    with WebClient(WebPolicy(allow_private=True, bounds=Bounds(seconds=10))) as client:
        yield client


def content(client: WebClient, url: str, *, alone: bool = False) -> bytes:
    async def fetched(fetcher: Fetcher) -> bytes:
        return (await fetcher.fetch("S", url, alone=alone)).content

    return client.run(fetched)


def threads() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name.startswith(THREAD)]


def test_a_client_that_is_asked_nothing_starts_no_thread() -> None:
    with WebClient(WebPolicy()):
        assert threads() == []


def test_sources_that_are_asked_nothing_load_no_http_client() -> None:
    program = (
        "import sys; from bot.sources.types import WebPolicy; from bot.sources.web import WebSources\n"
        "with WebSources(WebPolicy()) as sources: print(list(sources.look([])), 'aiohttp' in sys.modules)"
    )
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert told.stdout == "[] False\n"


def test_many_threads_share_one_loop(client: WebClient, local_site: LocalSite) -> None:
    urls = [local_site.serve(f"/{number}", str(number).encode()) for number in range(40)]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda url: content(client, url), urls)) == [str(n).encode() for n in range(40)]
    assert len([thread for thread in threads() if thread.name == THREAD]) == 1


def test_a_fault_is_raised_where_it_was_asked_and_the_client_goes_on(client: WebClient, local_site: LocalSite) -> None:
    with pytest.raises(FeedError):
        content(client, local_site.url + "/404")
    assert content(client, local_site.serve("/a", b"here")) == b"here"


def test_closing_leaves_no_thread_and_nothing_can_be_asked_any_more(local_site: LocalSite) -> None:
    client = WebClient(WebPolicy(allow_private=True))
    content(client, local_site.serve("/a"))
    client.close()
    client.close()
    assert THREAD not in [thread.name for thread in threading.enumerate()]
    with pytest.raises(RuntimeError, match="closed"):
        content(client, local_site.url + "/a")
    gc.collect()  # which would warn of whatever was left open, and warnings are errors here


def client_ports(local_site: LocalSite, path: str) -> list[int]:
    """From which each of the requests comes that are made from now on."""
    ports: list[int] = []

    def answer(request: BaseHTTPRequestHandler) -> None:
        ports.append(request.client_address[1])
        request.send_response(200)
        request.send_header("Content-Length", "0")
        request.end_headers()

    local_site.handle(path, answer)
    return ports


def test_a_connection_is_used_again_but_for_a_host_with_one_feed(client: WebClient, local_site: LocalSite) -> None:
    ports = client_ports(local_site, "/a")
    for alone in (False, False, True, True):
        content(client, local_site.url + "/a", alone=alone)
    assert ports[0] == ports[1]
    assert len(set(ports)) == 3


def test_when_the_authorities_of_tls_are_read_again_connections_are_new(
    client: WebClient, local_site: LocalSite
) -> None:
    ports = client_ports(local_site, "/a")
    content(client, local_site.url + "/a")
    fetch._certificates_at.cache_clear()  # as the next hour does
    content(client, local_site.url + "/a")
    content(client, local_site.url + "/a")
    assert ports[0] != ports[1] == ports[2]


def test_what_is_under_way_when_they_are_read_again_is_brought_to_its_end(
    client: WebClient, local_site: LocalSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, go_on = threading.Event(), threading.Event()

    def answer_late(request: BaseHTTPRequestHandler) -> None:
        asked.set()
        assert go_on.wait(10)
        request.send_response(200)
        request.send_header("Content-Length", "4")
        request.end_headers()
        request.wfile.write(b"late")

    with ThreadPoolExecutor(1) as pool:
        late = pool.submit(content, client, local_site.handle("/late", answer_late))
        assert asked.wait(10)
        monkeypatch.setenv("CURL_CA_BUNDLE", fetch.certifi.where())
        assert content(client, local_site.serve("/a", b"new")) == b"new"
        go_on.set()
        assert late.result() == b"late"
