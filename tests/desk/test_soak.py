"""An hour of looks at many sites, of which a tenth misbehave."""

from __future__ import annotations

import asyncio
import gc
import gzip
import random
import threading
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from bot.desk.collect import collect, sites_to_ask
from bot.feeds.answer import Bounds
from bot.feeds.discover import FeedCandidate
from bot.feeds.watch import Watcher
from bot.settings import Site
from bot.settings.loading import settings_from_text
from bot.wiring import open_desk

SITES = 2_000
ROUNDS = 24
NEW_IN_A_ROUND = 20
BOT_TOML = """
database = "sqlite:///bot.db"
timezone = "UTC"
[watch]
allow_private = true
[appeal]
text = "Please support us with a donation: news.example/donate"
[[sites]]
name = "0"
url = "http://127.0.0.1"
[[accounts]]
name = "x"
platform = "twitter"
"""
_BOMB = zlib.compressobj(9, zlib.DEFLATED, 31)
BOMB = b"".join(_BOMB.compress(bytes(1_000_000)) for _ in range(40)) + _BOMB.flush()


def answer(content: bytes, status: str = "200 OK", **headers: str) -> bytes:
    lines = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
    return f"HTTP/1.1 {status}\r\n{lines}Content-Length: {len(content)}\r\n\r\n".encode() + content


MISBEHAVIOUR: dict[str, bytes] = {
    "never answers": b"",
    "drips": b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n<rss>",
    "fails": answer(b"", "500 Internal Server Error"),
    "refuses": answer(b"", "403 Forbidden"),
    "sends a bomb": answer(BOMB, Content_Encoding="gzip"),
    "is no gzip": answer(b"<rss/>", Content_Encoding="gzip"),
    "sends a page": answer(b"<!doctype html><html><body>Sign in</body></html>"),
    "sends nothing": answer(b""),
    "redirects for ever": answer(b"", "302 Found", Location="/feed/"),
    "is no HTTP": b"\x00\x01\x02\r\n\r\n",
    "is broken XML": answer(b"<rss><channel><item><title>A & B</item>" + b"<x>" * 500),
    "asks for patience": answer(b"", "429 Too Many Requests", Retry_After="600"),
}
LEAVES_OPEN = {"never answers", "drips"}
COSTLY = "is broken XML"
"""Each look takes half a second of another process, so that a few of them must do."""
MOST_COSTLY = 5


@dataclass
class Clock:
    at: datetime = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at


@dataclass
class Sites:
    """Site n is the host 127.1.x.y; `newest` is the number of its newest article."""

    clock: Clock
    newest: dict[str, int] = field(default_factory=dict)
    bad: dict[str, str] = field(default_factory=dict)
    port: int = 0

    def url(self, number: int) -> str:
        return f"http://{self.host(number)}:{self.port}/feed/"

    @staticmethod
    def host(number: int) -> str:
        return f"127.1.{number // 250}.{number % 250 + 1}"

    def feed(self, host: str) -> bytes:
        newest = self.newest[host]
        items = "".join(
            f"<item><title>Story {number} of {host}</title><link>https://{host}/story-{number}</link>"
            f"<guid>https://{host}/?p={number}</guid>"
            f"<pubDate>{format_datetime(self.clock() - timedelta(minutes=newest - number))}</pubDate>"
            f"<description>{f'The news number {number}. ' * 30}</description></item>"
            for number in range(newest, newest - 10, -1)
        )
        return gzip.compress(f'<rss version="2.0"><channel>{items}</channel></rss>'.encode(), 1)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            request = (await reader.readuntil(b"\r\n\r\n")).decode()
            headers = dict(line.split(": ", 1) for line in request.split("\r\n")[1:] if line)
            host = headers["Host"].partition(":")[0]
            writer.write(self._answer(host, headers))
            await writer.drain()
            if self.bad.get(host) in LEAVES_OPEN:
                await reader.read()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass  # the bot has hung up, which many of these sites deserve
        finally:
            writer.close()

    def _answer(self, host: str, headers: dict[str, str]) -> bytes:
        if host in self.bad:
            return MISBEHAVIOUR[self.bad[host]]
        etag = f'"{self.newest[host]}"'
        if headers.get("If-None-Match") == etag:
            return f"HTTP/1.1 304 Not Modified\r\nETag: {etag}\r\nConnection: close\r\n\r\n".encode()
        return answer(self.feed(host), Content_Encoding="gzip", ETag=etag, Connection="close")


@pytest.fixture
def sites() -> Iterator[Sites]:
    served = Sites(Clock())
    for number in range(SITES):
        served.newest[served.host(number)] = 10
        if number % 10 == 0:
            kind = list(MISBEHAVIOUR)[number // 10 % len(MISBEHAVIOUR)]
            is_enough = kind == COSTLY and list(served.bad.values()).count(COSTLY) == MOST_COSTLY
            served.bad[served.host(number)] = "fails" if is_enough else kind
    loop = asyncio.new_event_loop()
    server = loop.run_until_complete(asyncio.start_server(served.serve, "0.0.0.0", 0, backlog=1024))
    served.port = server.sockets[0].getsockname()[1]
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    yield served
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    server.close()
    for task in asyncio.all_tasks(loop):
        task.cancel()
    loop.run_until_complete(asyncio.sleep(0))
    loop.close()


def resident_megabytes() -> float:
    gc.collect()
    status = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in status if line.startswith("VmRSS")) / 1024


@pytest.mark.long
@pytest.mark.timeout(900)
@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="it counts open files as Linux tells them")
def test_an_hour_of_looks_finds_every_article_and_leaks_nothing(tmp_path: Path, sites: Sites) -> None:
    watched = tuple(Site(name=str(number), url=sites.url(number)) for number in range(SITES))
    settings = replace(settings_from_text(BOT_TOML, tmp_path / "bot.toml", {}), sites=watched)
    healthy = [number for number in range(SITES) if sites.host(number) not in sites.bad]
    choose = random.Random(5)
    resident, files, faults = [], [], 0
    with open_desk(settings, {}, lambda _event, /, **_values: None) as opened:
        desk = replace(
            opened,
            now=sites.clock,
            watcher=Watcher(contact="", allow_private=True, bounds=Bounds(seconds=4, content_bytes=4_000_000)),
            discover=lambda urls: [
                [FeedCandidate(url, "", "", articles=0, newest=None, has_bodies=True)] for url in urls
            ],
        )
        for turn in range(ROUNDS):
            published = choose.sample(healthy, NEW_IN_A_ROUND) if turn else []
            for number in published:
                sites.newest[sites.host(number)] += 1
            sites.clock.at += timedelta(minutes=2, seconds=30)
            collected = collect(desk, sites_to_ask(desk))
            found = {intake.article.link for intake in collected.intakes}
            faults += len(collected.faults)
            if turn:
                wanted = {sites.host(number) for number in published}
                assert found == {f"https://{host}/story-{sites.newest[host]}" for host in wanted}
            resident.append(resident_megabytes())
            files.append(len(list(Path("/proc/self/fd").iterdir())))
    bad = len(sites.bad)
    print(
        f"{SITES:,} sites, {bad} of them bad, {ROUNDS} rounds, {faults} faults, "
        f"MB {min(resident[:8]):.0f} → {min(resident[-8:]):.0f}, at most {max(resident):.0f}"
    )
    assert bad * 3 < faults < bad * ROUNDS / 2, "sites with faults are asked again, and less and less"
    # A round in which bombs and other bad answers come is followed by one in which they do not.
    assert min(resident[-8:]) - min(resident[:8]) < 15
    assert max(files[-5:]) <= max(files[5:10]) + 2
