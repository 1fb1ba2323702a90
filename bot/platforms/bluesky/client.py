"""Posts on Bluesky, by a few calls of its servers' HTTP API.

Each post has a key that is chosen here, before it is sent. The same call with the same key again is the same post:
https://docs.bsky.app/docs/api/com-atproto-repo-put-record and bluesky-social/atproto#690
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from copy import copy
from dataclasses import replace
from datetime import datetime, timedelta
from random import SystemRandom
from typing import Any, TypeVar

from bot.errors import PublishError
from bot.platforms.api_calls import Caller, NoReceiptError, utc_now
from bot.platforms.bluesky.address import COLLECTION, key_in, permalink_of
from bot.platforms.bluesky.errors import ROWS, error_of, is_no_such_record
from bot.platforms.bluesky.rate_limits import window_resets
from bot.platforms.bluesky.record import post_record
from bot.platforms.bluesky.session import LogIn, SessionKeeper, xrpc
from bot.platforms.bluesky.text import whole_text
from bot.platforms.bluesky.tid import CLOCK_IDS, tid_at, time_of
from bot.platforms.http import PlatformSession
from bot.platforms.post_match import is_about, is_same_post, parse_time
from bot.platforms.spec import Card, Details, Receipt

T = TypeVar("T")

PAGE = 100
"""The largest number of posts that one request may return."""
MOST_PAGES = 100
"""Ten thousand posts are read at most, which no newsroom makes in the days that a lookup goes back."""
CLOCK_SKEW = timedelta(minutes=10)
"""How far this machine's clock may differ from that of another program which posts there."""


class Bluesky:
    """One account. `secrets` has HANDLE and APP_PASSWORD, and optionally SERVICE."""

    notice = ""
    """See Platform: Bluesky gives no warnings."""

    def __init__(
        self,
        secrets: Mapping[str, str],
        session: PlatformSession,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        self._session = session
        self._clock = clock
        self._details = Details()
        self._keeper = SessionKeeper(secrets, session, clock)
        self._caller = Caller(
            title="Bluesky",
            session=session,
            error_of=error_of,
            rows=ROWS,
            secrets=frozenset({secrets["APP_PASSWORD"]}),
            own_times=window_resets,
            clock=clock,
        )

    def publish(self, text: str, link: str) -> Receipt:
        """See Platform."""
        return self.publish_prepared(self.prepare(text, link, key=""), text, link)

    def prepare(self, text: str, link: str, *, key: str) -> str:
        """See PlatformThatPrepares. Makes no call: the key is chosen here, and says when the post was made."""
        return key or tid_at(self._clock(), SystemRandom().randrange(CLOCK_IDS))

    def with_details(self, details: Details) -> Bluesky:
        """See PlatformWithDetails. Both share one session."""
        other = copy(self)
        other._details = details
        return other

    def publish_prepared(self, key: str, text: str, link: str) -> Receipt:
        """See PlatformThatPrepares."""
        card = self._details.card
        record = post_record(text, link, key, self._details, self._uploaded(card) if card else None)
        return self._send(lambda log_in: self._put(log_in, key, record))

    def find_prepared(self, key: str, text: str, link: str) -> Receipt | None:
        """See PlatformThatPrepares. https://docs.bsky.app/docs/api/com-atproto-repo-get-record"""
        return self._read(lambda log_in: self._receipt_at(log_in, key))

    def find(self, text: str, link: str, since: datetime) -> Receipt | None:
        """See Platform. The account's own server lists all of its posts, as soon as it has taken them."""
        return self._read(lambda log_in: self._found(log_in, text, link, since))

    def delete(self, remote_id: str, sent_at: datetime) -> None:
        """See PlatformThatDeletes. https://docs.bsky.app/docs/api/com-atproto-repo-delete-record"""
        self._send(lambda log_in: self._write("deleteRecord", log_in, remote_id))

    def account(self) -> tuple[LogIn, Mapping[str, Any]]:
        """The session, and what the server says of the account. Raises RetryLater or AccountHalted.

        https://docs.bsky.app/docs/api/com-atproto-server-get-session
        """
        told = self._read(lambda log_in: self._ask(log_in, "com.atproto.server.getSession", {}))
        return self._log_in(), told

    def _log_in(self) -> LogIn:
        """The open session. Raises RetryLater or AccountHalted: no post was sent."""
        return self._caller.read(self._keeper.current)

    def _send(self, call: Callable[[LogIn], T]) -> T:
        log_in = self._log_in()
        return self._noting(lambda: self._hiding(log_in).send(lambda: call(log_in)))

    def _read(self, call: Callable[[LogIn], T]) -> T:
        log_in = self._log_in()
        return self._noting(lambda: self._hiding(log_in).read(lambda: call(log_in)))

    def _hiding(self, log_in: LogIn) -> Caller:
        return replace(self._caller, secrets=self._caller.secrets | {log_in.access, log_in.refresh})

    def _noting(self, call: Callable[[], T]) -> T:
        try:
            return call()
        except PublishError:
            self._keeper.note(self._session.answer)
            raise

    def _put(self, log_in: LogIn, key: str, record: Mapping[str, Any]) -> Receipt:
        answer = self._write("putRecord", log_in, key, record=record)
        if key_in(answer.get("uri")) != key:
            raise NoReceiptError("an answer that does not name the post")
        return self._receipt(log_in, key, record)

    def _write(self, verb: str, log_in: LogIn, key: str, **fields: Any) -> Mapping[str, Any]:
        body = {"repo": log_in.did, "collection": COLLECTION, "rkey": key, **fields}
        name = f"com.atproto.repo.{verb}"
        return xrpc(self._session, "POST", log_in.service, name, json=body, headers=log_in.headers)

    def _ask(self, log_in: LogIn, name: str, query: Mapping[str, str | int]) -> Mapping[str, Any]:
        return xrpc(self._session, "GET", log_in.service, name, params=query, headers=log_in.headers)

    def _uploaded(self, card: Card) -> Mapping[str, Any] | None:
        """What the server says of the card's picture; None where there is none, or the server does not take it.

        A picture that fails keeps no post from going out. https://docs.bsky.app/docs/api/com-atproto-repo-upload-blob
        """
        if not card.picture:
            return None
        try:
            answer = self._read(lambda log_in: self._upload(log_in, card))
        except PublishError:
            return None
        blob = answer.get("blob")
        return blob if isinstance(blob, dict) else None

    def _upload(self, log_in: LogIn, card: Card) -> Mapping[str, Any]:
        headers = {**log_in.headers, "Content-Type": card.media_type}
        name = "com.atproto.repo.uploadBlob"
        return xrpc(self._session, "POST", log_in.service, name, data=card.picture, headers=headers)

    def _receipt_at(self, log_in: LogIn, key: str) -> Receipt | None:
        query = {"repo": log_in.did, "collection": COLLECTION, "rkey": key}
        try:
            answer = self._ask(log_in, "com.atproto.repo.getRecord", query)
        except NoReceiptError:
            if is_no_such_record(self._session.answer):
                return None
            raise
        if key_in(answer.get("uri")) != key or not isinstance(answer.get("value"), dict):
            raise NoReceiptError("an answer without the post")
        return self._receipt(log_in, key, answer["value"])

    def _found(self, log_in: LogIn, text: str, link: str, since: datetime) -> Receipt | None:
        posts = [(key, record, whole_text(record)) for key, record in self._posts_since(log_in, since - CLOCK_SKEW)]
        same = [(key, record) for key, record, whole in posts if is_same_post(text, whole)]
        about = [(key, record) for key, record, whole in posts if is_about(link, whole)]
        return next((self._receipt(log_in, key, record) for key, record in (*same, *about)), None)

    def _posts_since(self, log_in: LogIn, since: datetime) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """The key and record of each post, newest first. https://docs.bsky.app/docs/api/com-atproto-repo-list-records"""
        query: dict[str, str | int] = {"repo": log_in.did, "collection": COLLECTION, "limit": PAGE}
        for _ in range(MOST_PAGES):
            page = self._ask(log_in, "com.atproto.repo.listRecords", query)
            for entry in page["records"]:
                key, record = key_in(entry["uri"]), entry["value"]
                made_at = time_of(key)
                if made_at is not None and made_at < since:
                    return
                if made_at is not None and isinstance(record, dict):
                    yield key, record
            if not page["records"] or not isinstance(page.get("cursor"), str):
                return
            query["cursor"] = page["cursor"]
        raise NoReceiptError("a list of posts without an end")

    def _receipt(self, log_in: LogIn, key: str, record: Mapping[str, Any]) -> Receipt:
        permalink = self._session.browser_url(permalink_of(log_in.did, key))
        return Receipt(key, permalink, parse_time(record.get("createdAt")))
