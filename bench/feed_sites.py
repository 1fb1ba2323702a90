"""Sites to be watched by `bench/feeds.py`: WordPress-like feeds, made here, and a server for them in its own process.

    python bench/feed_sites.py PORT SITES

Site n is the host 127.1.x.y, so that each has an address of its own, as sites have. `/feed/` honours validators,
`/stubborn/` sends its 200 whatever it is asked; `/edition/N` lets every feed show N newer articles on top.

With the name of a certificate in FEEDS_CERTIFICATE all is TLS, and site n has a host name, which `names_are_here` must
make known in each process that asks.
"""

from __future__ import annotations

import asyncio
import gzip
import os
import random
import socket
import ssl
import sys
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from functools import cache
from typing import Any

ARTICLES = 24
BODIES = 400
NEWEST = datetime.now(UTC).replace(microsecond=0) - timedelta(hours=1)

CERTIFICATE = os.environ.get("FEEDS_CERTIFICATE", "")
DOMAIN = ".feeds.example"


def host(site: int) -> str:
    return f"site-{site}{DOMAIN}" if CERTIFICATE else f"127.1.{site // 250}.{site % 250 + 1}"


def url(site: int, port: int, path: str = "/feed/") -> str:
    return f"{'https' if CERTIFICATE else 'http'}://{host(site)}:{port}{path}"


def etag(name: str, edition: int = 0) -> str:
    return f'"{name}-{edition}"'


def names_are_here() -> None:
    """From now on this process finds the sites' names at 127.0.0.1, without asking anybody."""
    ask = socket.getaddrinfo

    def answer(name: str | bytes | None, *rest: Any, **more: Any) -> Any:
        is_site = isinstance(name, str) and name.endswith(DOMAIN)
        return ask("127.0.0.1" if is_site else name, *rest, **more)

    socket.getaddrinfo = answer


class _Stock:
    """Titles and bodies for all articles, the same in every run."""

    def __init__(self) -> None:
        self._choose = random.Random(5)
        syllables = [
            first + vowel + last for first in "bcdfglmnprstv" for vowel in "aeiou" for last in ["", "n", "r", "s", "l"]
        ]
        self._words = ["".join(self._choose.choices(syllables, k=self._choose.randint(1, 4))) for _ in range(6_000)]
        self._weights = [1 / rank for rank in range(1, len(self._words) + 1)]
        self.bodies = [self._body() for _ in range(BODIES)]
        self.titles = [self._sentence(9) for _ in range(BODIES)]

    def _sentence(self, words: int) -> str:
        return " ".join(self._choose.choices(self._words, self._weights, k=words)).capitalize()

    def _body(self) -> str:
        paragraphs = [". ".join(self._sentence(self._choose.randint(8, 22)) for _ in range(4)) + "." for _ in range(10)]
        image = '<figure class="wp-block-image"><img src="https://example.org/a.jpg" alt=""></figure>'
        return image + "\n".join(f'<p class="wp-block-paragraph">{paragraph}</p>' for paragraph in paragraphs)


@cache  # those who only ask for feeds have no use for it
def _stock() -> _Stock:
    return _Stock()


def _item(site: int, number: int) -> str:
    stock = _stock()
    at, body = f"https://{host(site)}/2026/11/story-{number}", stock.bodies[(site * 7 + number) % BODIES]
    own = f"<p>What site {site} alone tells in its story {number} begins here.</p>"
    published = format_datetime(NEWEST - timedelta(hours=3) * (ARTICLES - number))
    return f"""<item>
<title>{stock.titles[(site * 3 + number) % BODIES]} {site} {number}</title><link>{at}/</link>
<dc:creator><![CDATA[Staff]]></dc:creator><pubDate>{published}</pubDate>
<category><![CDATA[Politics]]></category><category><![CDATA[Economy]]></category>
<guid isPermaLink="false">https://{host(site)}/?p={number + 1}</guid>
<description><![CDATA[<p>{body[100:400]} [&#8230;]</p>]]></description>
<content:encoded><![CDATA[{own}{body}<p>The post story appeared first on Site {site}.</p>]]></content:encoded>
</item>"""


def feed(site: int, edition: int = 0) -> bytes:
    """About 150 kB, newest article first; compressed."""
    items = "\n".join(_item(site, number) for number in range(ARTICLES + edition - 1, edition - 1, -1))
    text = f"""<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"
xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Site {site}</title><link>https://{host(site)}</link><language>en-US</language>
{items}
</channel></rss>"""
    return gzip.compress(text.encode(), 4)


class Feeds:
    """The feeds of all sites, in one edition at a time."""

    def __init__(self, sites: int) -> None:
        self._sites = range(sites)
        self.show(0)

    def show(self, edition: int) -> None:
        self.edition = edition
        self.compressed = {host(site): feed(site, edition) for site in self._sites}


class _Serving(asyncio.Protocol):
    def __init__(self, feeds: Feeds) -> None:
        self._feeds, self._received = feeds, b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._received += data
        while b"\r\n\r\n" in self._received:
            request, _, self._received = self._received.partition(b"\r\n\r\n")
            self._transport.write(self._answer(request.decode("latin-1")))  # type: ignore[attr-defined]

    def _answer(self, request: str) -> bytes:
        path = request.split(" ", 2)[1]
        headers = dict(line.lower().split(": ", 1) for line in request.split("\r\n")[1:])
        if path.startswith("/edition/"):
            self._feeds.show(int(path.rpartition("/")[2]))
            return b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
        name = headers["host"].partition(":")[0]
        shown = etag(name, self._feeds.edition)
        if path == "/feed/" and headers.get("if-none-match") == shown:
            return f"HTTP/1.1 304 Not Modified\r\nETag: {shown}\r\n\r\n".encode()
        content = self._feeds.compressed[name]
        return (
            f"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml; charset=UTF-8\r\nETag: {shown}\r\n"
            f"Content-Encoding: gzip\r\nContent-Length: {len(content)}\r\n\r\n"
        ).encode() + content


def _tls() -> ssl.SSLContext | None:
    if not CERTIFICATE:
        return None
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(CERTIFICATE)
    return context


async def _serve(port: int, sites: int) -> None:
    feeds = Feeds(sites)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: _Serving(feeds), "0.0.0.0", port, backlog=1024, ssl=_tls())
    sent = sum(map(len, feeds.compressed.values()))
    size = len(gzip.decompress(feeds.compressed[host(0)]))
    print(f"{sites:,} feeds of {size:,} bytes and {ARTICLES} articles, {sent / 1e6:.0f} MB compressed", flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_serve(int(sys.argv[1]), int(sys.argv[2])))
