"""What a link's card is made of is read over real HTTP, within bounds and at public addresses only."""

from __future__ import annotations

import struct
import zlib
from typing import Any

import pytest

from bot.errors import FeedError
from bot.platforms import PLATFORMS
from bot.sources.page.card import CardPage, link_card
from bot.sources.types import Bounds, WebPolicy
from bot.sources.web import WebSources

CARDS = [spec.card for spec in PLATFORMS.values()]


def answer_to(method: str, *args: Any, allow_private: bool = False, bounds: Bounds | None = None) -> Any:
    """What the web answers to that question."""
    with WebSources(WebPolicy(allow_private=allow_private, bounds=bounds or Bounds())) as sources:
        return getattr(sources, method)(*args)


def png(width: int, height: int) -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(bytes((width + 1) * height))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def page(image: str, head: str = "") -> bytes:
    return (
        '<html><head><meta property="og:title" content="Ferry sails"><meta property="og:image" content="'
        f'{image}">{head}</head><body><p>Text.</p></body></html>'
    ).encode()


@pytest.fixture
def read():
    def reading(url: str) -> CardPage | FeedError:
        return answer_to("read_cards", [url], CARDS, allow_private=True)[url]

    return reading


def test_the_picture_is_measured_and_robots_txt_is_read(local_site, read):
    local_site.serve("/robots.txt", b"User-agent: Twitterbot\nDisallow: /\n")
    picture = local_site.serve("/a.png", png(640, 320), Content_Type="image/png")
    found = read(local_site.serve("/a", page(picture), Content_Type="text/html"))
    assert (found.pictures[picture].width, found.pictures[picture].height) == (640, 320)
    assert found.pictures[picture].content == png(640, 320)
    assert not found.moved
    assert "keeps Twitterbot from the page" in link_card(found, PLATFORMS["x"].card).faults[0]
    assert link_card(found, PLATFORMS["facebook"].card).is_large


def test_a_site_without_robots_txt_keeps_nobody_out(local_site, read):
    found = read(local_site.serve("/a", page(""), Content_Type="text/html"))
    assert found.robots == {local_site.url: ""}


def test_a_robots_txt_that_cannot_be_read_is_not_known(local_site, read):
    local_site.serve("/robots.txt", status=503)
    assert read(local_site.serve("/a", page(""), Content_Type="text/html")).robots == {}


def test_a_redirect_is_noticed(local_site, read):
    end = local_site.serve("/end", page(""), Content_Type="text/html")
    found = read(local_site.serve("/begin", status=301, Location=end))
    assert (found.url, found.moved) == (end, True)


@pytest.mark.parametrize(
    ("status", "kind", "fault"),
    [(404, "image/png", "it answers 404"), (200, "text/html", "it is no image but text/html"), (200, "", "no image")],
)
def test_a_picture_that_is_none_is_told(local_site, read, status, kind, fault):
    picture = local_site.serve("/a.png", b"x", status=status, Content_Type=kind)
    found = read(local_site.serve("/a", page(picture), Content_Type="text/html"))
    assert fault in found.pictures[picture].fault


def test_a_picture_that_is_damaged_has_no_size(local_site, read):
    picture = local_site.serve("/a.png", b"\x89PNG\r\n\x1a\n broken", Content_Type="image/png")
    found = read(local_site.serve("/a", page(picture), Content_Type="text/html"))
    assert (found.pictures[picture].width, found.pictures[picture].height) == (0, 0)


def test_a_picture_larger_than_any_platform_takes_is_not_read_to_its_end(local_site, read):
    picture = local_site.serve("/a.png", bytes(10 * 10**6), Content_Type="image/png")
    found = read(local_site.serve("/a", page(picture), Content_Type="text/html"))
    assert found.pictures[picture].fault
    assert found.pictures[picture].content == b""


def test_a_page_that_is_not_there_is_a_fault_of_its_own(local_site):
    good, bad = local_site.serve("/a", page(""), Content_Type="text/html"), f"{local_site.url}/nowhere"
    found = answer_to("read_cards", [good, bad], CARDS, allow_private=True)
    assert isinstance(found[good], CardPage)
    assert isinstance(found[bad], FeedError)
    assert found[bad].status == 404


def test_a_private_address_is_not_asked_unless_that_is_meant(local_site):
    url = local_site.serve("/a", page(""), Content_Type="text/html")
    assert isinstance(answer_to("read_cards", [url], CARDS)[url], FeedError)
    assert local_site.asked == []
