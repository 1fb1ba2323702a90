"""An hour of looks at many sites, of which a tenth misbehave.

The hour is one of the desk's clock. A look has the time that it has in earnest, a hundred times what a local site
needs, so that a busy machine is no fault; a round in which a site never answers takes that long.
"""

from __future__ import annotations

import asyncio
import gc
import gzip
import os
import random
import sys
import threading
import time
import zlib
from collections import defaultdict
from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from bot.desk import Desk
from bot.desk.ingest.collect import Collected, collect, sites_to_ask
from bot.errors import FeedError
from bot.outbox.rules.states import SourceState
from bot.settings import Site
from bot.settings.loading import settings_from_text
from bot.sources.types import Bounds, WebPolicy
from bot.sources.web import WebSources
from bot.wiring import open_desk

SITES = 2_000
ROUNDS = 24
NEW_IN_A_ROUND = 20
SHOWN_OF_MISSES = 5
LEFT_WITHIN = 60.0
"""Seconds after a round in which the local sites notice that the bot has hung up; they take milliseconds."""
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
platform = "x"
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
    """It begins now, because what a site says of when to ask again is counted from the machine's own time."""

    at: datetime = field(default_factory=lambda: datetime.now(UTC))

    def __call__(self) -> datetime:
        return self.at


@dataclass
class Sites:
    """Site n is the host 127.1.x.y; `newest` is the number of its newest article."""

    clock: Clock
    newest: dict[str, int] = field(default_factory=dict)
    bad: dict[str, str] = field(default_factory=dict)
    port: int = 0
    seen: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """What each host has seen of the bot in this round, and what it has answered."""
    _connected: dict[asyncio.StreamWriter, str] = field(default_factory=dict)
    """To whom the bot is connected."""
    _one_has_left: threading.Condition = field(default_factory=threading.Condition)

    def url(self, number: int) -> str:
        return f"http://{self.host(number)}:{self.port}/feed/"

    @staticmethod
    def host(number: int) -> str:
        return f"127.1.{number // 250}.{number % 250 + 1}"

    def story(self, number: int) -> str:
        """The link of the site's newest article."""
        host = self.host(number)
        return f"https://{host}/story-{self.newest[host]}"

    def begin_round(self, published: Collection[int]) -> None:
        """Two and a half minutes later, in which these sites have published."""
        self.clock.at += timedelta(minutes=2, seconds=30)
        for number in published:
            self.newest[self.host(number)] += 1
        self.seen.clear()

    def hosts_still_connected(self) -> list[str]:
        """Those from which the bot has not hung up; an end of its takes a moment to come through."""
        with self._one_has_left:
            self._one_has_left.wait_for(lambda: not self._connected, LEFT_WITHIN)
            return list(self._connected.values())

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
        connected_at, host = time.monotonic(), writer.get_extra_info("sockname")[0]
        self.seen[host].append("a connection")
        with self._one_has_left:
            self._connected[writer] = host
        try:
            request = (await reader.readuntil(b"\r\n\r\n")).decode()
            headers = dict(line.split(": ", 1) for line in request.split("\r\n")[1:] if line)
            content = self._answer(host, headers)
            writer.write(content)
            await writer.drain()
            took = time.monotonic() - connected_at
            self.seen[host].append(f"{request.splitlines()[0]}: {content[:50]!r} after {took:.2f} s")
            if self.bad.get(host) in LEAVES_OPEN:
                await reader.read()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass  # the bot has hung up, which many of these sites deserve
        finally:
            writer.close()
            with suppress(ConnectionError):
                await writer.wait_closed()
            with self._one_has_left:
                del self._connected[writer]
                self._one_has_left.notify()

    async def hang_up(self) -> None:
        """On whoever is still connected."""
        for writer in list(self._connected):
            writer.transport.abort()
        await asyncio.gather(*asyncio.all_tasks() - {asyncio.current_task()})

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
    loop.run_until_complete(served.hang_up())
    loop.close()


def memory_blocks() -> int:
    """How many pieces of memory Python's objects hold, once the garbage is gone."""
    gc.collect()
    return sys.getallocatedblocks()


def resident_megabytes() -> float:
    """What the process holds of the machine's memory: with what C libraries hold, and with what is free but kept."""
    status = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in status if line.startswith("VmRSS")) / 1024


def files_open() -> list[str]:
    """What this process has open, each as Linux names it."""
    names = []
    for file in Path("/proc/self/fd").iterdir():
        with suppress(FileNotFoundError):  # the folder itself was open while it was read
            names.append(str(file.readlink()))
    return sorted(names)


def misses(sites: Sites, desk: Desk, collected: Collected, published: Collection[int]) -> list[str]:
    """The sites of which a round has not found what they have published, or that are healthy and have a fault."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for decision in collected.decisions:
        found[decision.article.site].append(decision.article.link)
    faults = {fault.site: fault for fault in collected.faults}
    states = desk.sources.feeds()
    missed = []
    for number in range(SITES):
        name, host = str(number), sites.host(number)
        wanted = [sites.story(number)] if number in published else []
        if found[name] != wanted or (name in faults and host not in sites.bad):
            missed.append(
                f"site {number} ({sites.bad.get(host, 'healthy')}) has published {wanted}, found was {found[name]}. "
                f"It has seen of the bot {sites.seen[host]}. {recorded(states.get(name), faults.get(name))}"
            )
    return missed


def recorded(state: SourceState | None, fault: FeedError | None) -> str:
    """What the bot has recorded of a site, and the cause of the fault of its last look."""
    cause = f" The cause of the fault: {fault.__cause__!r}." if fault else ""
    if state is None:
        return f"The bot has recorded nothing.{cause}"
    times = f"asked {state.asked_at}, answered {state.answered_at}, next look {state.next_poll_at}"
    return f"The bot has recorded: fault {state.fault!r}, {state.faults} in a row, ETag {state.etag}, {times}.{cause}"


def time_taken(wall: float, processor: float) -> str:
    """Since these moments of the clock and of the process's own time, and whether others wanted the machine too."""
    return (
        f"{time.monotonic() - wall:.1f} s, of which {time.process_time() - processor:.1f} s of this process's own; "
        f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors"
    )


@pytest.mark.long
@pytest.mark.timeout(1800)
@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="it counts open files as Linux tells them")
def test_an_hour_of_looks_finds_every_article_and_leaks_nothing(tmp_path: Path, sites: Sites) -> None:
    watched = tuple(Site(name=str(number), url=sites.url(number)) for number in range(SITES))
    settings = replace(settings_from_text(BOT_TOML, tmp_path / "bot.toml", {}), sites=watched)
    healthy = [number for number in range(SITES) if sites.host(number) not in sites.bad]
    choose = random.Random(5)
    blocks, resident, files, faults = [], [], [], 0
    policy = WebPolicy(allow_private=True, bounds=Bounds(content_bytes=4_000_000))
    with open_desk(settings, {}, lambda _event, /, **_values: None) as opened, WebSources(policy) as web:
        desk = replace(opened, now=sites.clock, web=web)
        for turn in range(ROUNDS):
            published = choose.sample(healthy, NEW_IN_A_ROUND) if turn else []
            sites.begin_round(published)
            begun = time.monotonic(), time.process_time()
            collected = collect(desk, sites_to_ask(desk))
            still_connected = sites.hosts_still_connected()
            missed = misses(sites, desk, collected, published)
            shown = "\n".join(missed[:SHOWN_OF_MISSES])
            assert not missed, f"round {turn} ({time_taken(*begun)}) went wrong at {len(missed)} sites:\n{shown}"
            assert not still_connected, "the bot holds nothing open between looks"
            faults += len(collected.faults)
            blocks.append(memory_blocks())
            resident.append(resident_megabytes())
            files.append(files_open())
    bad = len(sites.bad)
    # The first eight rounds fill the caches. A round with bombs and other bad answers is followed by one without, so
    # the least of eight rounds is compared.
    more_blocks = min(blocks[-8:]) - min(blocks[8:16])
    more_megabytes = min(resident[-8:]) - min(resident[8:16])
    print(
        f"{SITES:,} sites, {bad} of them bad, {ROUNDS} rounds, {faults} faults, "
        f"{more_blocks:+} blocks, {more_megabytes:+.0f} MB, at most {max(resident):.0f}"
    )
    assert bad * 3 < faults < bad * ROUNDS / 2, "sites with faults are asked again, and less and less"
    assert more_blocks < SITES, f"not even one object of each site is kept: {blocks}"
    # What the allocator gives back depends on what this process did before: up to 18 MB were seen without a leak.
    assert more_megabytes < 32, f"not even a kilobyte of each site and round is kept: {resident}"
    assert files[-1] == files[5]
