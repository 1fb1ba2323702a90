"""Posts on a Facebook Page in two steps: a draft, which no follower sees, is made first, and then published.

Meta documents both calls, `published=false` for a new post and `is_published=true` for one that there is
(https://developers.facebook.com/docs/pages-api/posts and https://developers.facebook.com/docs/graph-api/reference/page-post),
and not how they go together; so `bot.platforms.facebook.probe` tries it for each Page. A draft is never scheduled: one
that is forgotten would publish itself.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.errors import AccountHalted, OutcomeUnknown, Refused, RetryLater
from bot.platforms.api_calls import NoReceiptError, utc_now
from bot.platforms.facebook.client import CLOCK_SKEW, PAGE, Facebook, NoSuchPost, card_link
from bot.platforms.facebook.errors import CHANGING_ROWS, error_of, is_no_such_object
from bot.platforms.http import PlatformSession
from bot.platforms.post_match import is_same_post
from bot.platforms.spec import Receipt

_FIELDS = "id,is_published,message,created_time"
_MARK_LENGTH = 16


class FacebookWithDrafts(Facebook):
    """One Page; see PlatformThatPrepares. A key is the id of a draft, and a mark of the link that its card has."""

    def __init__(
        self,
        secrets: Mapping[str, str],
        session: PlatformSession,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        super().__init__(secrets, session, clock)
        self._clock = clock
        self._lost_at: datetime | None = clock()
        """Since when there may be a draft of which only Facebook knows: an earlier process may have left one too."""

    def prepare(self, text: str, link: str, *, key: str) -> str:
        """See PlatformThatPrepares.

        A draft of which the card would have another link is deleted first, so that a call to publish it that is still
        on its way finds nothing to publish.
        """
        card = card_link(text, link)
        if key and self._renew(key, text, card):
            return key
        return _key_of(self.lost_draft(text, card) or self._create(text, card), card)

    def publish_prepared(self, key: str, text: str, link: str) -> Receipt:
        """See PlatformThatPrepares.

        What a second such call answers is documented nowhere, so a refusal is looked into.
        """
        remote_id = id_in(key)
        try:
            self._change(lambda: self._request(remote_id, "POST", {"is_published": "true"}))
        except NoSuchPost as exc:
            raise RetryLater(f"Facebook does not have the draft any more, and another is made: {exc}") from exc
        except Refused:
            if receipt := self.find_prepared(key, text, link):
                return receipt
            raise
        return self._receipt_of({"id": remote_id})

    def find_prepared(self, key: str, text: str, link: str) -> Receipt | None:
        """See PlatformThatPrepares."""
        post = self._read(id_in(key))
        return self._receipt_of(post) if post and post["is_published"] else None

    def _renew(self, key: str, text: str, card: str) -> bool:
        """Give the draft this text; False where another is needed, and this one is gone.

        One that a late call has published meanwhile stays as it is.
        """
        remote_id = id_in(key)
        draft = self._read(remote_id)
        if draft is None:
            return False
        if draft["is_published"]:
            return True
        if key == _key_of(remote_id, card):
            if is_same_post(text, str(draft.get("message", ""))):
                return True
            try:
                self.rewrite(remote_id, text)
            except Refused:  # it is replaced
                pass
            else:
                return True
        self.delete_draft(remote_id)
        return False

    def delete_draft(self, remote_id: str) -> None:
        """Delete a draft; one that is gone already is deleted. Raises what `delete` raises."""
        try:
            self._change(lambda: self._request(remote_id, "DELETE", {}))
        except NoSuchPost:
            return

    def _create(self, text: str, card: str) -> str:
        """Make a draft, and return its id. Raises what `publish` raises."""
        fields = {**self._fields(text, card), "published": "false"}
        try:
            draft = self._caller.send(lambda: self._receipt(self._graph.put_object(self._page, "feed", **fields)))
        except OutcomeUnknown:
            self._lost_at = self._lost_at or self._clock()
            raise
        except Refused as exc:
            # It may be a draft of its own that it is a duplicate of.
            if exc.duplicate and (lost := self._unpublished(text, card)):
                return lost
            raise
        self._lost_at = None
        return draft.remote_id

    def lost_draft(self, text: str, card: str) -> str:
        """The id of a draft with this text and card that an earlier call has made, and whose answer was lost; or "".

        It is looked for among the posts that are out too, because Facebook was seen to publish drafts at once.
        """
        if self._lost_at is None or not _tells_its_card(text, card):
            return ""
        lost = self._unpublished(text, card) or self._published(text, self._lost_at)
        if lost:
            self._lost_at = None
        return lost

    def _unpublished(self, text: str, card: str) -> str:
        """The id of a draft with this text and card; "" where there is none, or Facebook does not list drafts.

        Whether it does is documented nowhere any more: https://developers.facebook.com/docs/graph-api/reference/page
        """
        if not _tells_its_card(text, card):
            return ""
        fields = {"fields": f"{_FIELDS},scheduled_publish_time", "is_published": "false", "limit": str(PAGE)}
        try:
            drafts = self._caller.read(lambda: self._list("promotable_posts", fields))
        except (RetryLater, AccountHalted):  # an orphan does no harm, so that another can be made
            return ""
        return next((draft["id"] for draft in drafts if _is_draft_of(text, draft)), "")

    def _published(self, text: str, since: datetime) -> str:
        posts = self._caller.read(lambda: list(self._posts_since(since - CLOCK_SKEW)))
        return next((post["id"] for post in posts if is_same_post(text, str(post.get("message", "")))), "")

    def _list(self, edge: str, fields: Mapping[str, str]) -> list[Mapping[str, Any]]:
        return list(self._graph.get_connections(self._page, edge, **fields, **self._proof)["data"])

    def _read(self, remote_id: str) -> Mapping[str, Any] | None:
        """The post or draft with that id; None where it is gone. Raises RetryLater and AccountHalted.

        Facebook answers alike for what is gone and for what the token may not see. Which of the two it is shows whether
        the token sees the Page's newest posts.
        """
        try:
            return replace(self._caller, rows=CHANGING_ROWS).read(lambda: self._object(remote_id))
        except RetryLater:
            answer = self._session.answer
            if answer is None or not is_no_such_object(error_of(answer)):
                raise
        newest = self._caller.read(lambda: self._list("published_posts", {"fields": _FIELDS, "limit": str(PAGE)}))
        return next(({**post, "is_published": True} for post in newest if post.get("id") == remote_id), None)

    def _object(self, remote_id: str) -> Mapping[str, Any]:
        result = self._graph.get_object(remote_id, fields=_FIELDS, **self._proof)
        answer = self._session.answer
        if answer is None or answer.status != 200 or not isinstance(result, dict):
            raise NoReceiptError("an answer that is no success")
        if not isinstance(result.get("is_published"), bool):
            raise NoReceiptError("a post of which it is not said whether it is published")
        return result


def _key_of(remote_id: str, card: str) -> str:
    return f"{remote_id} {hashlib.sha256(card.encode()).hexdigest()[:_MARK_LENGTH]}"


def id_in(key: str) -> str:
    """The id of the draft that has this key."""
    return key.partition(" ")[0]


def _tells_its_card(text: str, card: str) -> bool:
    """Whether two posts with this text have the same card."""
    return bool(card) and card in text


def _is_draft_of(text: str, draft: Mapping[str, Any]) -> bool:
    is_kept = draft.get("is_published") is False and not draft.get("scheduled_publish_time")
    return is_kept and is_same_post(text, str(draft.get("message", "")))
