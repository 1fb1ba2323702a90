"""Ends what is asked of sites when the program is to end: nothing is lost by asking again later."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

__all__ = ["STOP_SEEN_WITHIN", "StoppedError", "go_on", "run_unless_stopped"]

T = TypeVar("T")

STOP_SEEN_WITHIN = 0.2
"""Seconds."""


class StoppedError(Exception):
    """The program is to end, and what it asked for is not waited for any more."""


def go_on() -> bool:
    """Never stop."""
    return False


def run_unless_stopped(asking: Coroutine[Any, Any, T], stop: Callable[[], bool]) -> T:
    """What `asking` gives, in an event loop of its own. Raises StoppedError soon after `stop` has become true."""
    import asyncio  # a fifteenth of what the preview of a file takes, which names this module and asks nothing

    async def watched() -> T:
        task = asyncio.ensure_future(asking)
        while not (await asyncio.wait({task}, timeout=STOP_SEEN_WITHIN))[0]:
            if stop():
                task.cancel()
                await asyncio.wait({task})
                raise StoppedError
        return await task

    return asyncio.run(watched())
