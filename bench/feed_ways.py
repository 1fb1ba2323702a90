"""The ways of watching many sites that `bench/feeds.py` compares, and the body of a measured process.

python bench/feed_ways.py WAY FOLDER PORT SITES PATH
"""

from __future__ import annotations

import asyncio
import json
import os
import ssl
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from feed_sites import CERTIFICATE, etag, host, names_are_here, url

AT_ONCE = 100
THREADS = 20
BOT_TOML = """
database = "sqlite:///bot.db"
timezone = "UTC"
[watch]
allow_private = true
[appeal]
text = "Please support us with a donation: news.example/donate"
[[sites]]
name = "Site 0"
url = "http://127.0.0.1"
[[accounts]]
name = "x"
platform = "x"
[[accounts]]
name = "page"
platform = "facebook"
"""


def download_alone(folder: Path, port: int, sites: int, path: str) -> Callable[[], object]:
    """aiohttp gets every feed and unpacks it, and does nothing with it."""
    import aiohttp

    etags: dict[str, str] = json.loads(Path(folder, "etags").read_text()) if Path(folder, "etags").exists() else {}

    async def download() -> None:
        turns = asyncio.Semaphore(AT_ONCE)
        certificates = ssl.create_default_context(cafile=os.environ["REQUESTS_CA_BUNDLE"]) if CERTIFICATE else False
        connector = aiohttp.TCPConnector(limit=0, ssl=certificates)
        async with aiohttp.ClientSession(connector=connector) as session, asyncio.TaskGroup() as group:

            async def one(address: str) -> None:
                headers = {"If-None-Match": etags[address]} if address in etags else {}
                async with turns, session.get(address, headers=headers) as answer:
                    await answer.read()
                    etags[address] = answer.headers["ETag"]

            for site in range(sites):
                group.create_task(one(url(site, port, path)))

    def run() -> None:
        asyncio.run(download())
        Path(folder, "etags").write_text(json.dumps(etags))

    return run


def whole_look(folder: Path, port: int, sites: int, path: str) -> Callable[[], object]:
    """What the bot does when the sites' next look is due."""
    from dataclasses import replace

    from bot.desk.ingest.collect import collect
    from bot.settings import Site
    from bot.settings.loading import settings_from_text
    from bot.sources.types import PollRequest, WebPolicy
    from bot.sources.web import WebSources
    from bot.wiring import open_desk

    watched = tuple(Site(name=f"Site {site}", url=url(site, port, path)) for site in range(sites))
    settings = replace(settings_from_text(BOT_TOML, folder / "bot.toml", {}), sites=watched)

    # The first look of a process loads the client and the parsers; the authorities of TLS are read every hour.
    with WebSources(WebPolicy(allow_private=True)) as sources:
        ((nobody,),) = sources.look([PollRequest("Nobody", "http://127.0.0.1:9/")])
    assert nobody.fault

    def run() -> str:
        with open_desk(settings, {}, lambda _event, /, **_values: None) as desk:
            begun = time.perf_counter(), time.process_time()
            found = collect(desk, watched)
            took.extend([time.perf_counter() - begun[0], time.process_time() - begun[1]])
        assert not found.faults, found.faults[0]
        new = sum(1 for decision in found.decisions if decision.deliveries)
        return f"{len(found.decisions)} recorded, {new} to be posted"

    took: list[float] = []
    run.took = took  # type: ignore[attr-defined]  # opening the desk is done once in weeks
    return run


def one_minute(folder: Path, port: int, sites: int, path: str) -> Callable[[], object]:
    """A minute of the bot's days: each site is asked every ten minutes, those that come due in a second together.

    No site has anything new. The clock is moved, so that the minute takes no longer than its work.
    """
    from dataclasses import replace

    from bot.desk.ingest.collect import collect, next_collect_at, sites_to_ask
    from bot.outbox.rules.states import SourceState
    from bot.settings import Site
    from bot.settings.loading import settings_from_text
    from bot.wiring import open_desk

    every, begun_at, served = timedelta(minutes=10), datetime.now(UTC), 1_000
    watched = tuple(Site(name=f"Site {site}", url=url(site % served, port, path)) for site in range(sites))
    settings = replace(settings_from_text(BOT_TOML, folder / "bot.toml", {}), sites=watched)
    watch = replace(settings.watch, every=every, slowest=every)
    looked = replace(SourceState(site=""), baseline_at=begun_at, asked_at=begun_at, answered_at=begun_at)
    states = [
        replace(
            looked,
            site=site.name,
            url=site.url,
            feed_url=site.url,
            etag=etag(host(number % served)),
            next_poll_at=begun_at + every * number / sites,
        )
        for number, site in enumerate(watched)
    ]
    took: list[float] = []

    def run() -> str:
        with open_desk(replace(settings, watch=watch), {}, lambda _event, /, **_values: None) as desk:
            desk.sources.save(states)
            looks = -len(collect(desk, watched[:1]).faults)
            begun = time.perf_counter(), time.process_time()
            for second in range(60):
                at = begun_at + timedelta(seconds=second)
                then = replace(desk, now=lambda at=at: at)
                due = sites_to_ask(then)
                looks += collect(then, due).asked
                next_collect_at(then)
            took.extend([time.perf_counter() - begun[0], time.process_time() - begun[1]])
        return f"{looks} looks"

    run.took = took  # type: ignore[attr-defined]
    return run


def reader_update(folder: Path, port: int, sites: int, path: str) -> Callable[[], object]:
    """`reader` (https://reader.readthedocs.io) does the same work with its defaults."""
    # Its own copy of feedparser wants a module that Python has no longer had since 3.0.
    os.environ.setdefault("READER_NO_VENDORED_FEEDPARSER", "1")
    from reader import make_reader

    reader = make_reader(str(folder / "reader.db"))
    for site in range(sites):
        reader.add_feed(url(site, port, path), exist_ok=True)
    return lambda: sum(1 for _ in reader.update_feeds_iter(scheduled=False, workers=8))


def requests_alone(folder: Path, port: int, sites: int, path: str) -> Callable[[], object]:
    """requests gets every feed, as most feed readers in Python do: a session for each of so many threads."""
    import requests

    etags: dict[str, str] = json.loads(Path(folder, "etags").read_text()) if Path(folder, "etags").exists() else {}
    local = threading.local()

    def one(address: str) -> None:
        if not hasattr(local, "session"):
            local.session = requests.Session()
        headers = {"If-None-Match": etags[address]} if address in etags else {}
        etags[address] = local.session.get(address, headers=headers).headers["ETag"]

    def run() -> None:
        with ThreadPoolExecutor(THREADS) as pool:
            list(pool.map(one, [url(site, port, path) for site in range(sites)]))
        Path(folder, "etags").write_text(json.dumps(etags))

    return run


WAYS = {
    "floor": download_alone,
    "bot": whole_look,
    "minute": one_minute,
    "reader": reader_update,
    "requests": requests_alone,
}


def measure_here(way: str, folder: Path, port: int, sites: int, path: str) -> None:
    """The body of a measured process; it prints its figures as JSON."""
    names_are_here()
    run = WAYS[way](folder, port, sites, path)
    begun = time.perf_counter(), time.process_time()
    result = run()
    wall, cpu = time.perf_counter() - begun[0], time.process_time() - begun[1]
    wall, cpu = getattr(run, "took", None) or (wall, cpu)
    status = Path("/proc/self/status").read_text()
    peak = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")) / 1024
    print(json.dumps({"wall": wall, "cpu": cpu, "peak": peak, "result": str(result)}))


if __name__ == "__main__":
    way, folder, port, sites, path = sys.argv[1:]
    measure_here(way, Path(folder), int(port), int(sites), path)
