"""One round of looks: the sockets in a thread of their own, the looks handed over as they come."""

from __future__ import annotations

import asyncio
import threading
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from functools import partial
from queue import Empty, SimpleQueue
from urllib.parse import urlsplit

from bot.errors import FeedError
from bot.feeds.answer import Answer, Bounds, FeedRequest, Look, Validators
from bot.feeds.fetch import Fetcher
from bot.feeds.hints import stated_interval
from bot.feeds.hub import named_hub
from bot.feeds.parse import Reading, read, read_at_once, read_patiently
from bot.feeds.refusals import own_fault
from bot.feeds.stopping import STOP_SEEN_WITHIN

__all__ = ["Asking"]

_NAMES_AT_ONCE = 32
"""Threads that wait for DNS; asyncio's own default of a few per core would make 1,000 sites queue for it."""
_PATIENT_AT_ONCE = 2
"""Processes that read bad feeds; more of them would starve each other into their time limit."""
_SHORT = 1_000_000
"""A feed of so many bytes is read between two sockets: it takes a few milliseconds."""


class Asking:
    """One round. The loop and its task belong to the thread; looks come out by `_ready`, room goes in by `_room`."""

    def __init__(
        self,
        requests: Sequence[FeedRequest],
        *,
        contact: str,
        allow_private: bool,
        bounds: Bounds,
        stop: Callable[[], bool],
    ) -> None:
        self._contact = contact
        self._allow_private = allow_private
        self._bounds = bounds
        self._stop = stop
        self._expected = len(requests)
        self._feeds_of = Counter(_host(request.url) for request in requests)
        self._waiting = deque(_interleaved(requests))
        self._ready: SimpleQueue[Look | BaseException] = SimpleQueue()
        self._room = asyncio.Semaphore(bounds.at_once)
        self._patience = asyncio.Semaphore(_PATIENT_AT_ONCE)
        self._loop = asyncio.new_event_loop()
        self._task = self._loop.create_task(self._ask_all())

    def looks(self) -> Iterator[Look]:
        """Each look as soon as it is there."""
        thread = threading.Thread(target=self._run, name="watch", daemon=True)
        thread.start()
        try:
            for _ in range(self._expected):
                look = self._next()
                if look is None:
                    return
                if isinstance(look, BaseException):
                    raise look
                self._loop.call_soon_threadsafe(self._room.release)
                yield replace(look, more=not self._ready.empty())
        finally:
            with suppress(RuntimeError):  # the loop is closed: there is nothing left to stop
                self._loop.call_soon_threadsafe(self._task.cancel)
            thread.join()

    def _next(self) -> Look | BaseException | None:
        """The next that is there; None where it is not waited for any more."""
        while not self._stop():
            with suppress(Empty):
                return self._ready.get(timeout=STOP_SEEN_WITHIN)
        return None

    def _run(self) -> None:
        executor = ThreadPoolExecutor(_NAMES_AT_ONCE, thread_name_prefix="watch")
        self._loop.set_default_executor(executor)
        try:
            with suppress(asyncio.CancelledError):
                self._loop.run_until_complete(self._task)
        except BaseException as exc:  # noqa: BLE001 (raised again in the caller's thread, by `looks`)
            self._ready.put(exc)
        finally:
            executor.shutdown(wait=False, cancel_futures=True)
            self._loop.run_until_complete(self._loop.shutdown_asyncgens())
            self._loop.close()

    async def _ask_all(self) -> None:
        async with Fetcher(contact=self._contact, allow_private=self._allow_private, bounds=self._bounds) as fetcher:
            async with asyncio.TaskGroup() as group:
                for _ in range(min(self._bounds.at_once, self._expected)):
                    group.create_task(self._ask_in_turn(fetcher))
            # The caller may not have taken the last look yet, and ends this when it has.
            await asyncio.Event().wait()

    async def _ask_in_turn(self, fetcher: Fetcher) -> None:
        while self._waiting:
            # Room is taken before the site is asked, so that no answer grows old in a socket.
            await self._room.acquire()
            if self._waiting:
                self._ready.put(await self._look_at(fetcher, self._waiting.popleft()))

    async def _look_at(self, fetcher: Fetcher, request: FeedRequest) -> Look:
        kept = Look(request.site, request.url, validators=request.validators)
        try:
            answer = await fetcher.fetch(
                request.site, request.url, request.validators, alone=self._feeds_of[_host(request.url)] == 1
            )
            reading = Reading((), whole=True) if answer.unchanged else await self._read(request, answer)
        except FeedError as fault:
            return replace(kept, fault=fault, ask_again_at=fault.ask_again_at)
        except Exception as exc:  # noqa: BLE001 (whatever one site sets off here, the others are asked)
            return replace(kept, fault=own_fault(request.site, request.url, exc))
        look = replace(
            kept,
            articles=reading.articles,
            digests=reading.digests,
            unread=reading.unread,
            unchanged=answer.unchanged,
            validators=answer.validators if reading.whole else Validators(),
            moved_to=answer.moved_to,
            ask_again_at=answer.ask_again_at,
            hub=named_hub(answer.links, answer.content, answer.url),
            hint=stated_interval(answer.content),
        )
        return replace(look, in_full=partial(_in_full, look, answer, self._bounds)) if look.unread else look

    async def _read(self, request: FeedRequest, answer: Answer) -> Reading:
        site, content, url, bounds = request.site, answer.content, answer.url, self._bounds
        reading = partial(
            read_at_once, content, site=site, url=url, bounds=bounds, known=request.known, at_least=request.at_least
        )
        at_once = reading() if len(content) <= _SHORT else await asyncio.to_thread(reading)
        if at_once is not None:
            return at_once
        async with self._patience:
            return await asyncio.to_thread(
                read_patiently, content, site=site, url=url, content_type=answer.content_type, bounds=bounds
            )


def _in_full(look: Look, answer: Answer, bounds: Bounds) -> Look:
    try:
        reading = read(answer.content, site=look.site, url=answer.url, content_type=answer.content_type, bounds=bounds)
    except FeedError as fault:
        return replace(look, fault=fault, in_full=None)
    return replace(look, articles=reading.articles, digests=reading.digests, unread=frozenset(), in_full=None)


def _interleaved(requests: Sequence[FeedRequest]) -> Iterator[FeedRequest]:
    """The first feed of every host, then the second of every host: a host's limit then holds up nobody else."""
    by_host: defaultdict[str, deque[FeedRequest]] = defaultdict(deque)
    for request in requests:
        by_host[_host(request.url)].append(request)
    queues = list(by_host.values())
    while queues:
        yield from (queue.popleft() for queue in queues)
        queues = [queue for queue in queues if queue]


def _host(url: str) -> str:
    try:
        return urlsplit(url).netloc
    except ValueError:
        return url
