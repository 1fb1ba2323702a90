"""One event loop and one HTTP client for all that is asked of the web, in a thread of their own."""

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
"""The name of the thread in which the loop runs."""

_THREADS = 48
"""That wait for DNS and for parsers; asyncio's own default of a few per core would make 1,000 sites queue for DNS."""


class Work(Generic[T]):
    """A coroutine that runs in the client's loop."""

    def __init__(self, loop: asyncio.AbstractEventLoop, coroutine: Coroutine[Any, Any, T]) -> None:
        self.ended: Future[T] = Future()
        """Done when the coroutine has ended, also after `cancel`: then with StoppedError."""
        self._loop = loop
        self._task: asyncio.Task[T] | None = None
        loop.call_soon_threadsafe(self._begin, coroutine)

    def cancel(self) -> None:
        """Let it end soon; to be called in any thread."""
        self.call_soon(self._cancel)

    def call_soon(self, callback: Callable[..., object], *args: object) -> None:
        """Call it in the loop's thread, unless the loop has ended, and with it all that ran in it."""
        with suppress(RuntimeError):
            self._loop.call_soon_threadsafe(callback, *args)

    def _begin(self, coroutine: Coroutine[Any, Any, T]) -> None:
        self._task = self._loop.create_task(coroutine)
        self._task.add_done_callback(self._end)

    def _cancel(self) -> None:
        assert self._task is not None  # `_begin` is called before whatever is called later
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
    """A fetcher, and how many use it."""

    fetcher: Fetcher
    users: int = 0


class WebClient:
    """Asks sites, hubs and pages. To be closed in the end; safe to use from several threads at once.

    Nothing is started before something is asked. The connections of a host are closed when they have been idle for two
    seconds, or at once where only one thing is asked of it. When the authorities of TLS have been read again, every
    hour, what is asked from then on goes through new connections.
    """

    def __init__(self, policy: WebPolicy) -> None:
        self.policy = policy
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._is_closed = False
        self._lease: _Lease | None = None
        """The one in use; in the loop's thread only, as its members."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, exc: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def run(self, ask: Callable[[Fetcher], Coroutine[Any, Any, T]]) -> T:
        """What `ask` gives, and raises.

        Raises StoppedError soon after `policy.stop` has become true, and SettingsError where the certificates that
        the environment names cannot be read.
        """
        work = self.start(ask)
        while not wait([work.ended], timeout=STOP_SEEN_WITHIN).done:
            if self.policy.stop():
                work.cancel()
                raise StoppedError
        return work.ended.result()

    def start(self, ask: Callable[[Fetcher], Coroutine[Any, Any, T]]) -> Work[T]:
        """As `run`, without waiting for it. Raises RuntimeError after `close`."""
        with self._lock:
            if self._is_closed:
                raise RuntimeError("the web client is closed")
            return Work(self._running_loop(), self._with_fetcher(ask))

    def close(self) -> None:
        """End what is still asked, and close every connection. Nothing can be asked any more."""
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
        await asyncio.sleep(0)  # so that transports tell that their connections are lost


def _run(loop: asyncio.AbstractEventLoop) -> None:
    executor = ThreadPoolExecutor(_THREADS, thread_name_prefix=THREAD)
    loop.set_default_executor(executor)
    try:
        loop.run_forever()
    finally:
        executor.shutdown(wait=False, cancel_futures=True)
        loop.run_until_complete(loop.shutdown_asyncgens())
        loop.close()
