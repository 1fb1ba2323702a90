"""Counts what the bot announces, since the process began."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Mapping


class EventCounts:
    """How often each event was announced, and for which account. One for all threads of a process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counts: Counter[tuple[str, str]] = Counter()

    def counting(self, announce: Callable[..., None]) -> Callable[..., None]:
        """`announce`, which counts too."""

        def count(event: str, /, **values: object) -> None:
            with self._lock:
                self._counts[event, str(values.get("account", ""))] += 1
            announce(event, **values)

        return count

    def all(self) -> Mapping[tuple[str, str], int]:
        """By event and account, which is "" for events that have none, how often it was announced."""
        with self._lock:
            return dict(self._counts)
