"""Runs all requests to sites and hubs: one HTTP client in one event loop, in a thread of its own."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import suppress
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Generic, Self, TypeVar

from bot.sources.http.fetch import Fetcher
from bot.sources.stopping import STOP_SEEN_WITHIN, StoppedError
from bot.sources.types import WebPolicy

__all__ = ["WebClient", "Work"]

T = TypeVar("T")

THREAD = "web"
"""The name of the event loop's thread."""

_THREADS = 48
"""For DNS and parsers, which block. With asyncio's default, a few per core, 1,000 sites would queue for DNS."""


class Work(Generic[T]):
    """A coroutine that runs in the client's loop."""

    def __init__(self, loop: asyncio.AbstractEventLoop, coroutine: Coroutine[Any, Any, T]) -> None:
        self.ended: Future[T] = Future()
        """Holds the result or the exception once the coroutine has ended; StoppedError after `cancel`."""
        self._loop = loop
        self._task: asyncio.Task[T] | None = None
        loop.call_soon_threadsafe(self._begin, coroutine)

    def cancel(self) -> None:
        """Ask the coroutine to end. May be called in any thread."""
        self.call_soon(self._cancel)

    def call_soon(self, callback: Callable[..., object], *args: object) -> None:
        """Call `callback` in the loop's thread; nothing happens where the loop has ended already."""
        with suppress(RuntimeError):
            self._loop.call_soon_threadsafe(callback, *args)

    def _begin(self, coroutine: Coroutine[Any, Any, T]) -> None:
        self._task = self._loop.create_task(coroutine)
        self._task.add_done_callback(self._end)

    def _cancel(self) -> None:
        assert self._task is not None  # the loop runs callbacks in order, and `_begin` was the first
        self._task.cancel()

    def _end(self, task: asyncio.Task[T]) -> None:
        if task.cancelled():
            self.ended.set_exception(StoppedError())
        elif (fault := task.exception()) is not None:
            self.ended.set_exception(fault)
        else:
            self.ended.set_result(task.result())


@dataclass(slots=True)
class _Lease:
    """A fetcher, and how many coroutines use it."""

    fetcher: Fetcher
    users: int = 0


class WebClient:
    """Sends requests to sites, hubs and pages. Must be closed; may be used from several threads at once.

    The thread starts with the first request. A connection is closed after two idle seconds, or at once where the caller
    has no other request to its host. The TLS certificate authorities are read again every hour; later requests then use
    new connections.
    """

    def __init__(self, policy: WebPolicy) -> None:
        self.policy = policy
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._is_closed = False
        self._lease: _Lease | None = None
        """For new requests. Used in the loop's thread only."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, exc: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def run(self, ask: Callable[[Fetcher], Coroutine[Any, Any, T]]) -> T:
        """Run the coroutine that `ask` makes and wait for it. Returns and raises what the coroutine does.

        Also raises StoppedError soon after `policy.stop` returns true, and SettingsError where the certificates named
        by the environment cannot be read.
        """
        work = self.start(ask)
        while not wait([work.ended], timeout=STOP_SEEN_WITHIN).done:
            if self.policy.stop():
                work.cancel()
                raise StoppedError
        return work.ended.result()

    def start(self, ask: Callable[[Fetcher], Coroutine[Any, Any, T]]) -> Work[T]:
        """As `run`, but without waiting. Raises RuntimeError after `close`."""
        with self._lock:
            if self._is_closed:
                raise RuntimeError("the web client is closed")
            return Work(self._running_loop(), self._with_fetcher(ask))

    def close(self) -> None:
        """Cancel all running requests and close every connection. No request can be made afterwards."""
        with self._lock:
            self._is_closed = True
            loop, thread = self._loop, self._thread
            self._loop = self._thread = None
        if loop is None or thread is None:
            return
        asyncio.run_coroutine_threadsafe(self._end_all(), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()

    def _running_loop(self) -> asyncio.AbstractEventLoop:
        if self._loop is None:
            self._loop = asyncio.new_event_loop()
            self._thread = threading.Thread(target=_run, args=(self._loop,), name=THREAD, daemon=True)
            self._thread.start()
        return self._loop

    async def _with_fetcher(self, ask: Callable[[Fetcher], Coroutine[Any, Any, T]]) -> T:
        lease = await self._current_lease()
        lease.users += 1
        try:
            return await ask(lease.fetcher)
        finally:
            lease.users -= 1
            await self._close_if_unused(lease)

    async def _current_lease(self) -> _Lease:
        if self._lease is None or not self._lease.fetcher.is_current():
            fetcher = await Fetcher(self.policy).open()
            replaced, self._lease = self._lease, _Lease(fetcher)
            if replaced is not None:
                await self._close_if_unused(replaced)
        return self._lease

    async def _close_if_unused(self, lease: _Lease) -> None:
        if lease is not self._lease and lease.users == 0:
            await lease.fetcher.close()

    async def _end_all(self) -> None:
        running = asyncio.all_tasks() - {asyncio.current_task()}
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)
        if self._lease is not None:
            await self._lease.fetcher.close()
        await asyncio.sleep(0)  # lets the transports report that their connections are closed


def _run(loop: asyncio.AbstractEventLoop) -> None:
    executor = ThreadPoolExecutor(_THREADS, thread_name_prefix=THREAD)
    loop.set_default_executor(executor)
    try:
        loop.run_forever()
    finally:
        executor.shutdown(wait=False, cancel_futures=True)
        loop.run_until_complete(loop.shutdown_asyncgens())
        loop.close()
