"""Tells of what jobs of the scheduler run into: once when it begins, and once when it is over."""

from __future__ import annotations

import threading
from collections.abc import Callable

from bot.desk import Announce
from bot.errors import BotError
from bot.sources.stopping import StoppedError


class Troubles:
    """What has gone wrong in which job. One for all threads of a process.

    A database that is away fails every job every few seconds, always with the same message: that is one line in the
    log.
    """

    def __init__(self, announce: Announce) -> None:
        self._announce = announce
        self._lock = threading.Lock()
        self._troubles: dict[str, str] = {}
        """By job, the message with which it failed when it last ran."""

    def run(self, job: str, work: Callable[[], None]) -> bool:
        """Do the work; return whether it was done. What it raises is told, and not raised.

        A message of ours says what to do, so it stands alone; what nobody has foreseen is told with its traceback.
        """
        try:
            work()
        except StoppedError:  # the program is to end; it is done when it runs next
            return False
        except BotError as exc:
            self._note(job, str(exc), None)
        except Exception as exc:  # noqa: BLE001 (whatever it is, the other jobs go on, and this one runs again)
            self._note(job, f"{type(exc).__name__}: {exc}", exc)
        else:
            self._clear(job)
            return True
        return False

    def of_others(self, job: str) -> str:
        """With what one of the other jobs failed when it last ran; "" where none did."""
        with self._lock:
            return next((message for other, message in self._troubles.items() if other != job), "")

    def _note(self, job: str, message: str, exc: Exception | None) -> None:
        with self._lock:
            is_known = message in self._troubles.values()
            self._troubles[job] = message
        if is_known:
            self._announce("job.failed_again", job=job, error=message)
        else:
            self._announce("job.failed", job=job, error=message, **({"exc_info": exc} if exc else {}))

    def _clear(self, job: str) -> None:
        with self._lock:
            message = self._troubles.pop(job, "")
            is_over = bool(message) and message not in self._troubles.values()
        if is_over:
            self._announce("job.recovered", job=job, error=message)
