"""Forgets what is older than the settings say, so that the database stays small."""

from __future__ import annotations

from collections.abc import Callable

from bot.desk import Desk

_AT_ONCE = 500
"""Articles of one transaction, so that nobody waits for it."""


def forget_old(desk: Desk, *, stop: Callable[[], bool] = lambda: False) -> int:
    """Forget articles and posts that are older than `keep`; return how many articles that were. Raises StoreError.

    `stop` is asked after each transaction.
    """
    keep, count = desk.settings.keep, 0
    if keep is None:
        return 0
    while not stop():
        forgotten = desk.forgetting.forget(before=desk.now() - keep, most=_AT_ONCE)
        count += forgotten
        if forgotten < _AT_ONCE:
            break
    if count:
        desk.announce("articles.forgotten", articles=count)
    return count
