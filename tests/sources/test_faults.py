"""What a newsroom reads in `bot status` of a site that cannot be asked: what is wrong, and what to do."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.sources.types import Bounds, PollRequest, WebPolicy
from bot.sources.web import WebSources

if TYPE_CHECKING:
    from tests.sources.conftest import LocalSite

POLICY = WebPolicy(allow_private=True, bounds=Bounds(seconds=1))


def fault_at(url: str) -> str:
    with WebSources(POLICY) as sources:
        ((look,),) = sources.look([PollRequest("Gazette", url)])
    assert look.fault is not None
    return str(look.fault)


@pytest.mark.parametrize(
    ("status", "remedy"),
    [
        (401, "give the address of a public feed"),
        (403, "ask its host to allow the User-Agent syndication-bot"),
        (404, "the address of a site is enough to find its feed"),
        (406, "ask its host to allow the User-Agent syndication-bot"),
        (410, "take the site out (it is asked once a day)"),
        (418, "open it in a browser to see why"),
        (429, "raise watch.every if it says so again"),
        (451, "ask its host, or run the bot elsewhere"),
        (500, "it is asked again by itself"),
        (503, "it is asked again by itself"),
    ],
)
def test_an_answer_that_is_no_feed_names_its_status_and_the_remedy(
    local_site: LocalSite, status: int, remedy: str
) -> None:
    url = local_site.serve("/feed", status=status)
    told = fault_at(url)
    assert told.startswith(f"{url} answers {status}: ")
    assert told.endswith(remedy)


def test_a_name_that_nobody_has(local_site: LocalSite) -> None:
    told = fault_at("http://gazette.invalid/feed")
    assert told == ("no address is known for gazette.invalid: check its spelling, and this machine's DNS")


def test_a_server_that_does_not_answer_in_time(local_site: LocalSite) -> None:
    url = local_site.handle("/feed", lambda _: local_site.closing.wait(10) and None)
    assert fault_at(url) == f"{url} did not finish its answer within 1 s (bounds.timeout); it is asked again by itself"


def test_a_page_in_the_place_of_a_feed(local_site: LocalSite) -> None:
    url = local_site.serve("/", b"<!doctype html><html><body>Welcome</body></html>")
    assert "is an HTML page, not a feed: give the address of the feed itself" in fault_at(url)


def test_something_else_in_the_place_of_a_feed(local_site: LocalSite) -> None:
    assert "is no feed (RSS, Atom or JSON Feed): give the address of the site" in fault_at(
        local_site.serve("/", b"hello")
    )


def test_a_server_that_nobody_runs() -> None:
    assert fault_at("http://127.0.0.1:9/feed") == "127.0.0.1 refuses connections: is the site down, or the port wrong?"


@pytest.fixture
def self_signed() -> Iterator[str]:
    """The address of a site whose certificate nobody has signed but itself."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(Path(__file__).parents[1] / "data" / "feeds" / "self-signed.pem")
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def shake_hands() -> None:
            with suppress(OSError):  # among them the client's refusal
                context.wrap_socket(listening.accept()[0], server_side=True).close()

        threading.Thread(target=shake_hands, daemon=True).start()
        yield f"https://127.0.0.1:{listening.getsockname()[1]}/feed"


def test_a_certificate_that_cannot_be_trusted(self_signed: str) -> None:
    assert fault_at(self_signed) == (
        "127.0.0.1 has no TLS certificate to be trusted (self-signed certificate): ask its host to mend it"
    )
