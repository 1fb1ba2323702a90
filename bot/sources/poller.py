"""Polls the feeds of many sites at once, and hands over each result as soon as it is there."""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict, deque
from collections.abc import Awaitable, Iterator, Sequence
from concurrent.futures import Future, wait
from contextlib import suppress
from dataclasses import replace
from functools import partial
from itertools import zip_longest
from queue import Empty, SimpleQueue
from urllib.parse import urlsplit

from bot.errors import FeedError
from bot.sources.discovery import (
    FeedSearch,
    find_feed,
    find_feed_behind,
    is_refused_home_page,
)
from bot.sources.found_feed import FoundFeed, is_comments_feed, shows_comments
from bot.sources.http.client import WebClient
from bot.sources.http.fetch import Fetcher
from bot.sources.http.refusals import own_fault
from bot.sources.parsing.feed import Reading, read_at_once, read_patiently
from bot.sources.parsing.hints import stated_interval
from bot.sources.parsing.sanitize import printable_url
from bot.sources.stopping import STOP_SEEN_WITHIN
from bot.sources.types import Answer, PollRequest, PollResult, Validators
from bot.sources.websub.hub import named_hub

__all__ = ["PollRound"]

_PATIENT_AT_ONCE = 2
"""Processes that parse feeds beyond the bounds of work; more would slow each other down beyond their time limit."""
_SEARCHES_AT_ONCE = 20
"""Sites whose feeds are looked for from a page; for each, several addresses are requested at once."""
_TOGETHER = 32
"""Results handed over at once: a fraction of a second's work for the caller."""
_GATHERED_FOR = 0.01
"""Seconds to wait for more results, so that one commit, which takes a millisecond or more, stores several."""
_SHORT = 1_000_000
"""Bytes. A feed up to this size is parsed in the event loop: that takes a few milliseconds."""


class PollRound:
    """One poll of each of `requests`, run in the client's event loop.

    Results come out through the queue `_ready`. The semaphore `_room` limits how many wait there.
    """

    def __init__(self, client: WebClient, requests: Sequence[PollRequest]) -> None:
        self._client = client
        self._bounds = client.policy.bounds
        self._expected = len(requests)
        by_host = _by_host(requests)
        self._alone = frozenset(host_requests[0].site for host_requests in by_host if len(host_requests) == 1)
        self._waiting = deque(_interleaved(by_host))
        self._ready: SimpleQueue[PollResult | BaseException] = SimpleQueue()
        self._room = asyncio.Semaphore(self._bounds.at_once)
        self._patience = asyncio.Semaphore(_PATIENT_AT_ONCE)
        self._searches = asyncio.Semaphore(_SEARCHES_AT_ONCE)

    def results(self) -> Iterator[list[PollResult]]:
        """The results, in lists of those that arrived at about the same time.

        Closing the iterator early cancels the remaining polls. Raises SettingsError where the certificates named by the
        environment cannot be read.
        """
        work = self._client.start(self._poll_all)
        work.ended.add_done_callback(self._hand_over_failure)
        left = self._expected
        try:
            while left and (results := self._next_results(left)):
                left -= len(results)
                work.call_soon(self._make_room, len(results))
                yield results
        finally:
            work.cancel()
            wait([work.ended])

    def _hand_over_failure(self, ended: Future[None]) -> None:
        if (failure := ended.exception()) is not None:
            self._ready.put(failure)

    def _next_results(self, left: int) -> list[PollResult]:
        """The results that have arrived, at least one; [] once the program is to stop."""
        results: list[PollResult] = []
        while not (results or self._client.policy.stop()):
            with suppress(Empty):
                results.append(self._result_or_raise(self._ready.get(timeout=STOP_SEEN_WITHIN)))
        if results and self._ready.qsize() + 1 < min(left, _TOGETHER):
            time.sleep(_GATHERED_FOR)
        while len(results) < _TOGETHER and not self._ready.empty():
            results.append(self._result_or_raise(self._ready.get()))
        return results

    def _result_or_raise(self, ready: PollResult | BaseException) -> PollResult:
        if isinstance(ready, BaseException):
            raise ready
        return ready

    def _make_room(self, count: int) -> None:
        for _ in range(count):
            self._room.release()

    async def _poll_all(self, fetcher: Fetcher) -> None:
        async with asyncio.TaskGroup() as group:
            for _ in range(min(self._bounds.at_once, self._expected)):
                group.create_task(self._poll_in_turn(fetcher))

    async def _poll_in_turn(self, fetcher: Fetcher) -> None:
        while self._waiting:
            # Wait for room before the request, so that no answer waits in a socket.
            await self._room.acquire()
            if self._waiting:
                self._ready.put(await self._poll(fetcher, self._waiting.popleft()))

    async def _poll(self, fetcher: Fetcher, request: PollRequest) -> PollResult:
        unread_result = partial(PollResult, request.site, request.url, validators=request.validators)
        try:
            url, answer, reading = await self._feed(fetcher, request)
        except FeedError as fault:
            return unread_result(fault=fault, ask_again_at=fault.ask_again_at)
        except Exception as exc:  # noqa: BLE001 (an unforeseen fault at one site must not stop the others)
            return unread_result(fault=own_fault(request.site, request.url, exc))
        return PollResult(
            request.site,
            url,
            articles=reading.articles,
            unchanged=answer.unchanged,
            validators=answer.validators if reading.whole else Validators(),
            moved_to=answer.moved_to,
            ask_again_at=answer.ask_again_at,
            hub=None if answer.unchanged else named_hub(answer.links, answer.content, answer.url),
            hint=None if answer.unchanged else stated_interval(answer.content),
        )

    async def _feed(self, fetcher: Fetcher, request: PollRequest) -> tuple[str, Answer, Reading]:
        """The address of the feed, its answer, and what is read of it. Raises FeedError."""
        try:
            answer = await fetcher.fetch(
                request.site,
                request.url,
                request.validators,
                conditional=request.conditional,
                alone=request.site in self._alone,
            )
        except FeedError as fault:
            if not (request.finds_feed and is_refused_home_page(request.url, fault)):
                raise
            return await self._found(
                request, find_feed_behind(FeedSearch.of(fetcher, self._bounds), request.url, fault)
            )
        if answer.unchanged:
            return request.url, answer, Reading((), whole=True)
        if not (request.finds_feed and is_comments_feed(request.url)):
            try:
                reading = await self._read(request, answer)
            except FeedError as fault:
                if not (request.finds_feed and fault.no_feed):
                    raise
            else:
                _refuse_comments(request, answer, reading)
                return request.url, answer, reading
        return await self._found(request, find_feed(FeedSearch.of(fetcher, self._bounds), answer))

    async def _found(self, request: PollRequest, search: Awaitable[FoundFeed]) -> tuple[str, Answer, Reading]:
        """The feed that is found from a site's own address, its articles as that site's. Raises FeedError(its site)."""
        async with self._searches:
            try:
                found = await search
            except FeedError as fault:
                fault.site = request.site  # the search knows only the address
                raise
        articles = tuple(replace(article, site=request.site) for article in found.articles)
        return found.url, found.answer, replace(found.reading, articles=articles)

    async def _read(self, request: PollRequest, answer: Answer) -> Reading:
        content, bounds = answer.content, self._bounds
        site, url, content_type = request.site, answer.url, answer.content_type
        read_fast = partial(read_at_once, content, site=site, url=url, content_type=content_type, bounds=bounds)
        fast_reading = read_fast() if len(content) <= _SHORT else await asyncio.to_thread(read_fast)
        if fast_reading is not None:
            return fast_reading
        async with self._patience:
            return await asyncio.to_thread(
                read_patiently, content, site=site, url=url, content_type=content_type, bounds=bounds
            )


def _refuse_comments(request: PollRequest, answer: Answer, reading: Reading) -> None:
    """Raise FeedError where the address of a feed redirects to readers' comments, which are no articles."""
    if answer.url == request.url or is_comments_feed(request.url):
        return
    if is_comments_feed(answer.url) or shows_comments(reading.articles, answer.content):
        raise FeedError(
            request.site,
            f"{printable_url(request.url)} redirects to readers' comments, at {printable_url(answer.url)}: ask the "
            "site's host to mend the redirect; it is asked again by itself",
        )


def _by_host(requests: Sequence[PollRequest]) -> list[list[PollRequest]]:
    by_host: defaultdict[str, list[PollRequest]] = defaultdict(list)
    for request in requests:
        by_host[_host(request.url)].append(request)
    return list(by_host.values())


def _interleaved(by_host: Sequence[Sequence[PollRequest]]) -> Iterator[PollRequest]:
    """The first feed of every host, then the second of every host, …: a host with many feeds delays no other."""
    for requests_of_round in zip_longest(*by_host):
        yield from filter(None, requests_of_round)


def _host(url: str) -> str:
    try:
        return urlsplit(url).netloc
    except ValueError:
        return url
