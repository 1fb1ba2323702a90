"""Finds out whether a Page keeps a post as a draft: makes one, reads it, and deletes it. Followers see none of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime
from typing import TypeVar

from bot.errors import OutcomeUnknown, Refused, RetryLater
from bot.platforms.api_calls import utc_now
from bot.platforms.facebook.drafts import FacebookWithDrafts, id_in
from bot.platforms.http import PlatformSession
from bot.platforms.spec import Receipt

LINK = "https://example.com/"
"""A draft without a link would prove nothing of posts that have one: some were seen to be published at once. This name
is for examples: https://www.rfc-editor.org/rfc/rfc2606#section-3"""

TEXT = "A test whether this Page can keep drafts. It is deleted at once. {time} {link}"
"""Harmless to followers, should they see it all the same. The time keeps two from being the same text."""

TRIES = 3

T = TypeVar("T")


def probe(secrets: Mapping[str, str], session: PlatformSession, clock: Callable[[], datetime] = utc_now) -> str:
    """See PlatformSpec. What is out all the same is deleted, and told."""
    page, began = FacebookWithDrafts(secrets, session, clock), clock()
    text = TEXT.format(time=f"{began:%Y-%m-%d %H:%M:%S} UTC.", link=LINK)
    try:
        # After a lost answer it takes the draft that is there.
        key = _patiently(lambda: page.prepare(text, LINK, key=""))
    except (Refused, RetryLater) as exc:
        _delete_what_was_lost(page, text)
        if isinstance(exc, RetryLater):
            raise
        return f"Facebook takes no draft on this Page: {exc}"
    try:
        public = _patiently(lambda: page.find_prepared(key, text, LINK) or page.find(text, LINK, began))
    except (RetryLater, Refused) as exc:
        _delete(page, key)
        raise RetryLater(f"whether the draft stayed unseen could not be read, so that it was deleted: {exc}") from exc
    left = _delete(page, key)
    if public:
        return f"Facebook published a draft at once; {left or 'it was deleted'}{_place(public) if left else ''}"
    return f"Facebook keeps drafts unseen, but the one of this test stayed: {left}" if left else ""


def _delete_what_was_lost(page: FacebookWithDrafts, text: str) -> None:
    """Delete what a call has made whose answer was another, as far as Facebook shows it."""
    with suppress(RetryLater, Refused, OutcomeUnknown):
        if lost := page.lost_draft(text, LINK):
            page.delete_draft(lost)


def _delete(page: FacebookWithDrafts, key: str) -> str:
    """Delete the draft; return "", or why it is still there. Raises AccountHalted."""
    try:
        _patiently(lambda: page.delete_draft(id_in(key)))
    except (Refused, RetryLater) as exc:
        return f"it could not be deleted, so delete it by hand ({exc})"
    return ""


def _place(public: Receipt) -> str:
    return f": {public.permalink}"


def _patiently(call: Callable[[], T]) -> T:
    """The value of a call that may be repeated.

    Raises RetryLater where its answer is lost again and again, and Refused where Facebook refuses it again and again,
    for whatever reason.
    """
    for _ in range(TRIES - 1):
        try:
            return call()
        except (OutcomeUnknown, RetryLater):
            continue
    try:
        return call()
    except OutcomeUnknown as exc:
        if exc.is_refusal:
            raise Refused(str(exc)) from exc
        raise RetryLater(f"nothing was learned, for answers were lost: {exc}") from exc
