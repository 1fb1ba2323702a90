"""Posts on Mastodon, by a few plain calls: https://docs.joinmastodon.org/methods/statuses/"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.errors import OutcomeUnknown, Refused, RetryLater
from bot.platforms.api_calls import Caller, NoReceiptError, utc_now
from bot.platforms.http import PlatformSession
from bot.platforms.mastodon.content import text_of, text_with_addresses
from bot.platforms.mastodon.errors import CHANGING_ROWS, ROWS, error_of, json_object, reset_times
from bot.platforms.mastodon.fields import fields_of
from bot.platforms.mastodon.instance import AGENT, Server, host_of, server_of
from bot.platforms.mastodon.keys import CLOCKS_DIFFER_BY, absence_proven_at, is_repeatable, new_key, time_of
from bot.platforms.post_match import is_about, is_same_post, parse_time
from bot.platforms.spec import Details, Receipt

PAGE = 40
"""The largest number of posts that one request returns."""
MOST_PAGES = 100
STATUSES = "/api/v1/statuses"


class Mastodon:
    """One account. `secrets` has INSTANCE and TOKEN; `details` are those of the post that is sent next."""

    notice = ""
    """See Platform: Mastodon gives no warnings."""

    def __init__(
        self,
        secrets: Mapping[str, str],
        session: PlatformSession,
        clock: Callable[[], datetime] = utc_now,
        details: Details | None = None,
    ) -> None:
        self._secrets, self._session, self._clock = secrets, session, clock
        self._host = host_of(secrets["INSTANCE"])
        self._headers = {**AGENT, "Authorization": f"Bearer {secrets['TOKEN']}"}
        self._fields = fields_of(details or Details())
        self._server: Server | None = None
        self._caller = Caller(
            title="Mastodon",
            session=session,
            error_of=error_of,
            rows=ROWS,
            secrets=frozenset({secrets["TOKEN"]}),
            own_times=reset_times,
            clock=clock,
        )

    def with_details(self, details: Details) -> Mastodon:
        """See PlatformWithDetails."""
        return Mastodon(self._secrets, self._session, self._clock, details)

    def publish(self, text: str, link: str) -> Receipt:
        """See Platform."""
        return self.publish_prepared(self.prepare(text, link, key=""), text, link)

    def prepare(self, text: str, link: str, *, key: str) -> str:
        """See PlatformThatPrepares. Nothing is sent: what is prepared is the key under which the post will be sent.

        Another key is made only where an earlier one can make no post any more, and has made none.
        """
        if key and (self._may_repeat(key) or self.find_prepared(key, text, link)):
            return key
        return new_key(self._clock())

    def publish_prepared(self, key: str, text: str, link: str) -> Receipt:
        """See PlatformThatPrepares. The same key again is the same post, for an hour."""
        if not is_repeatable(key, self._clock()):
            if receipt := self.find_prepared(key, text, link):
                return receipt
            raise RetryLater("The post's key is too old to be used, so that nothing was sent; it gets another")
        headers = {"Idempotency-Key": key}
        fields = {"status": text, **self._fields}
        return self._caller.send(lambda: self._receipt_of(self._call("POST", STATUSES, json=fields, headers=headers)))

    def find_prepared(self, key: str, text: str, link: str) -> Receipt | None:
        """See PlatformThatPrepares. The timeline is read in any case: a server may have lost its keys.

        An absent post proves nothing while a call with the key may still arrive, unless the key can be used again.
        """
        asked_at = self._clock()
        receipt = self.find(text, link, time_of(key, asked_at))
        if receipt or self._may_repeat(key):
            return receipt
        proven_at = absence_proven_at(key, asked_at, keeps_keys=self.server().keeps_keys)
        if asked_at < proven_at:
            raise RetryLater("The post is not there yet, and a call may still be on its way", at=proven_at)
        return None

    def find(self, text: str, link: str, since: datetime) -> Receipt | None:
        """See Platform. An account's own posts are listed completely, whoever may see them."""
        posts = self._caller.read(lambda: list(self._posts_since(since - CLOCKS_DIFFER_BY)))
        same = [post for post in posts if is_same_post(text, text_of(_content(post)))]
        about = [post for post in posts if is_about(link, text_with_addresses(_content(post)))]
        return next((self._receipt_of(post) for post in (*same, *about)), None)

    def delete(self, remote_id: str, sent_at: datetime) -> None:
        """See PlatformThatDeletes. https://docs.joinmastodon.org/methods/statuses/#delete

        A post that is not found is gone only if it can no more be read either.
        """
        changing = replace(self._caller, rows=CHANGING_ROWS)
        path = f"{STATUSES}/{remote_id}"
        deleted = changing.send(lambda: self._call("DELETE", path, may_be_missing=True))
        if deleted is None and self._caller.read(lambda: self._call("GET", path, may_be_missing=True)) is not None:
            raise Refused(
                "Mastodon says that it cannot delete this post, which is still there: delete it there by hand"
            )

    def rewrite(self, remote_id: str, text: str) -> None:
        """See PlatformThatRewrites. https://docs.joinmastodon.org/methods/statuses/#edit

        Mastodon takes away what an edit does not name: the warning, the language and the pictures are sent again.
        """
        changing = replace(self._caller, rows=CHANGING_ROWS)
        path = f"{STATUSES}/{remote_id}"
        post = changing.send(lambda: self._call("GET", path))
        fields = {"status": text, **_kept_in_edit(post)}
        changing.send(lambda: self._receipt_of(self._call("PUT", path, json=fields)))

    def me(self) -> Mapping[str, Any]:
        """The account as the server describes it, with `id` and `acct`. Raises RetryLater or AccountHalted.

        https://docs.joinmastodon.org/methods/accounts/#verify_credentials
        """
        return self._caller.read(self._me)

    def server(self) -> Server:
        """What the server says of itself, asked once. Raises RetryLater or AccountHalted."""
        if self._server is None:
            self._server = self._caller.read(lambda: server_of(self._instance()))
        return self._server

    def _instance(self) -> Any:
        """https://docs.joinmastodon.org/methods/instance/; software that knows no v2 answers 404."""
        newer = self._call("GET", "/api/v2/instance", may_be_missing=True)
        return newer if newer is not None else self._call("GET", "/api/v1/instance")

    def require_right_to_read(self) -> None:
        """Reads one of the account's own posts. Raises RetryLater, and AccountHalted where the token may not."""
        path = f"/api/v1/accounts/{self.me()['id']}/statuses"
        self._caller.read(lambda: self._call("GET", path, params={"limit": "1"}, kind=list))

    def require_right_to_write(self) -> None:
        """Asks to edit a post that there never is: the rights of a token are looked at before the post is looked for.

        Raises RetryLater, and AccountHalted where the token may not.
        """
        changing = replace(self._caller, rows=CHANGING_ROWS)
        try:
            changing.send(lambda: self._call("PUT", f"{STATUSES}/0", json={"status": "-"}, may_be_missing=True))
        except Refused:
            return
        except OutcomeUnknown as exc:
            raise RetryLater(str(exc)) from exc

    def _may_repeat(self, key: str) -> bool:
        return is_repeatable(key, self._clock()) and self.server().keeps_keys

    def _me(self) -> Mapping[str, Any]:
        user = self._call("GET", "/api/v1/accounts/verify_credentials")
        if not isinstance(user.get("id"), str) or not isinstance(user.get("acct"), str):
            raise NoReceiptError("an answer without an account")
        return dict(user)

    def _posts_since(self, since: datetime) -> Iterator[Mapping[str, Any]]:
        """The account's own posts, the newest first. https://docs.joinmastodon.org/methods/accounts/#statuses"""
        path = f"/api/v1/accounts/{self._me()['id']}/statuses"
        before: dict[str, str] = {}
        for _ in range(MOST_PAGES):
            query = {"limit": str(PAGE), "exclude_reblogs": "true", **before}
            page = self._call("GET", path, params=query, kind=list)
            posts = [post for post in page if isinstance(post, dict)]
            for post in posts:
                made_at = parse_time(post.get("created_at"))
                if made_at is not None and made_at < since:
                    return
                yield post
            if not posts:
                return
            before = {"max_id": str(posts[-1].get("id"))}
        raise NoReceiptError("more posts than can be looked through")

    def _call(
        self,
        method: str,
        path: str,
        *,
        headers: Mapping[str, str] | None = None,
        kind: type = dict,
        may_be_missing: bool = False,
        **options: Any,
    ) -> Any:
        """The JSON of an answer with 200; None for a 404 in JSON where it `may_be_missing`."""
        headers = {**self._headers, **(headers or {})}
        answer = self._session.request(method, f"https://{self._host}{path}", headers=headers, **options)
        if may_be_missing and answer.status_code in (404, 410) and json_object(answer.content) is not None:
            return None
        document = answer.json() if answer.status_code == 200 else None
        if not isinstance(document, kind):
            raise NoReceiptError("an answer that is no success")
        return document

    def _receipt_of(self, post: Mapping[str, Any]) -> Receipt:
        remote_id, url = post.get("id"), post.get("url")
        if not isinstance(remote_id, str) or not remote_id:
            raise NoReceiptError("a post without an id")
        if not isinstance(url, str) or not url.startswith("https://"):
            url = f"https://{self._host}/statuses/{remote_id}"
        return Receipt(remote_id, self._session.browser_url(url), parse_time(post.get("created_at")))


def _content(post: Mapping[str, Any]) -> str:
    return str(post.get("content") or "")


def _kept_in_edit(post: Mapping[str, Any]) -> dict[str, Any]:
    """What an edit has to name so that it stays as it is."""
    pictures = [item["id"] for item in post.get("media_attachments") or () if isinstance(item, dict) and "id" in item]
    kept = {name: post[name] for name in ("spoiler_text", "sensitive", "language") if post.get(name)}
    return {**kept, **({"media_ids": pictures} if pictures else {})}
