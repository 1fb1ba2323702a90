"""Posts on a Facebook Page, through facebook-sdk 3.1.0, which dates from 2018 and is no longer maintained."""

from __future__ import annotations

import hashlib
import hmac
import warnings
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from bot.errors import Refused
from bot.platforms.api_calls import Caller, NoReceiptError, utc_now
from bot.platforms.facebook.error_rows import ROWS
from bot.platforms.facebook.errors import CHANGING_ROWS, error_of, is_no_such_object
from bot.platforms.facebook.rate_limits import regain_times
from bot.platforms.http import PlatformSession
from bot.platforms.post_match import is_about, is_same_post, parse_time, url_about
from bot.platforms.spec import Receipt

with warnings.catch_warnings():
    # It has an invalid escape sequence, for which Python 3.12 and later print a SyntaxWarning at the first start.
    warnings.simplefilter("ignore")
    import facebook

GRAPH_VERSION = "v25.0"
"""Usable until 29 July 2028: https://developers.facebook.com/docs/graph-api/changelog/versions"""
PAGE = 100
"""The largest number of posts that one request may return."""
MOST_PAGES = 10
"""Some 600 posts a year can be read: https://developers.facebook.com/docs/graph-api/reference/page/feed"""
CLOCK_SKEW = timedelta(minutes=10)
"""How far this machine's clock and Facebook's may differ."""


class NoSuchPost(Refused):
    """Facebook does not have the post, or does not let this token change it."""


class Facebook:
    """One Page. `secrets` has PAGE_ID and PAGE_TOKEN, and optionally APP_SECRET and GRAPH_VERSION."""

    def __init__(
        self,
        secrets: Mapping[str, str],
        session: PlatformSession,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        self._page = secrets["PAGE_ID"]
        self._session = session
        token, app_secret = secrets["PAGE_TOKEN"], secrets.get("APP_SECRET", "")
        self._proof = {"appsecret_proof": appsecret_proof(token, app_secret)} if app_secret else {}
        self._graph = open_graph(token, secrets.get("GRAPH_VERSION", ""), session)
        self._caller = Caller(
            title="Facebook",
            session=session,
            error_of=error_of,
            rows=ROWS,
            secrets=frozenset({token, app_secret, *self._proof.values()} - {""}),
            own_times=regain_times,
            clock=clock,
        )

    @property
    def notice(self) -> str:
        """See Platform. A warning where Facebook has used another version of the Graph API than requested.

        For an expired version, Graph serves the oldest that still exists, without an error, and names it in a header.
        """
        answer = self._session.answer
        served = answer.headers.get("facebook-api-version", "") if answer else ""
        if served in ("", self._graph.version):
            return ""
        return (
            f"Facebook served Graph API {served} where {self._graph.version} was asked for: "
            "set FACEBOOK_GRAPH_VERSION to a version that is alive"
        )

    def publish(self, text: str, link: str) -> Receipt:
        """See Platform. Facebook makes its card of the field `link`.

        That is the URL as in `text`, with its campaign parameters, so that clicks on the card are counted too. The card
        itself shows the page's `og:url`: https://developers.facebook.com/docs/sharing/webmasters
        """
        fields = self._fields(text, card_link(text, link))
        return self._caller.send(lambda: self._receipt(self._graph.put_object(self._page, "feed", **fields)))

    def _fields(self, text: str, card: str) -> dict[str, str]:
        """The fields of a new post."""
        return {"message": text, **({"link": card} if card else {}), **self._proof}

    def find(self, text: str, link: str, since: datetime) -> Receipt | None:
        """See Platform. Facebook lists some 600 posts a year, and sometimes leaves one out."""
        posts = self._caller.read(lambda: list(self._posts_since(since - CLOCK_SKEW)))
        same = [post for post in posts if is_same_post(text, str(post.get("message", "")))]
        about = [post for post in posts if is_about(link, str(post.get("message", "")))]
        return next((self._receipt_of(post) for post in (*same, *about)), None)

    def delete(self, remote_id: str, sent_at: datetime) -> None:
        """See PlatformThatDeletes. https://developers.facebook.com/docs/pages-api/posts#delete-a-post

        For a post that is not there, Facebook answers as for one that this token may not delete. Which of the two it
        is shows the Page's list of posts.
        """
        try:
            self._change(lambda: self._request(remote_id, "DELETE", {}))
        except NoSuchPost as exc:
            posts = self._caller.read(lambda: list(self._posts_since(sent_at - CLOCK_SKEW)))
            if any(post.get("id") == remote_id for post in posts):
                raise Refused(str(exc)) from exc

    def rewrite(self, remote_id: str, text: str) -> None:
        """See PlatformThatRewrites. https://developers.facebook.com/docs/pages-api/posts#update-a-post

        The card of the post stays as it is.
        """
        self._change(lambda: self._request(remote_id, "POST", {"message": text}))

    def _change(self, call: Callable[[], None]) -> None:
        """Make a call that changes a post which is out. Raises what `rewrite` raises; NoSuchPost is a Refused."""
        try:
            replace(self._caller, rows=CHANGING_ROWS).send(call)
        except Refused as exc:
            answer = self._session.answer
            if answer is not None and is_no_such_object(error_of(answer)):
                raise NoSuchPost(str(exc)) from exc
            raise

    def _request(self, remote_id: str, method: str, fields: dict[str, str]) -> None:
        values = {**fields, **self._proof}
        where = "post_args" if method == "POST" else "args"
        result = self._graph.request(f"{self._graph.version}/{remote_id}", method=method, **{where: values})
        answer = self._session.answer
        if answer is None or answer.status != 200 or not isinstance(result, dict) or result.get("success") is not True:
            raise NoReceiptError("an answer that is no success")

    def _posts_since(self, since: datetime) -> Iterator[Mapping[str, Any]]:
        after: dict[str, str] = {}
        for _ in range(MOST_PAGES):
            page = self._graph.get_connections(
                self._page,
                "published_posts",
                fields="id,message,created_time",
                since=int(since.timestamp()),
                limit=PAGE,
                **after,
                **self._proof,
            )
            yield from page["data"]
            paging = page.get("paging") or {}
            if "next" not in paging:
                return
            after = {"after": paging["cursors"]["after"]}

    def _receipt(self, result: Any) -> Receipt:
        """The receipt in `result`. facebook-sdk ignores the HTTP status: a 500 with `{}` looks like a success."""
        answer = self._session.answer
        if answer is None or answer.status != 200 or not isinstance(result, dict):
            raise NoReceiptError("an answer that is no success")
        return self._receipt_of(result)

    def _receipt_of(self, post: Mapping[str, Any]) -> Receipt:
        remote_id = post.get("id")
        if not isinstance(remote_id, str) or not remote_id:
            raise NoReceiptError("a post without an id")
        permalink = self._session.browser_url(f"https://www.facebook.com/{remote_id}")
        return Receipt(remote_id, permalink, parse_time(post.get("created_time")))


def card_link(text: str, link: str) -> str:
    """The link of which Facebook makes the card of a post about the article at `link`; "" where it has none."""
    return url_about(link, text) or link


def open_graph(token: str, version: str, session: PlatformSession) -> Any:
    """facebook-sdk's client for this token, "" for none. `version` is that of the Graph API; "" for `GRAPH_VERSION`."""
    patience = session.patience
    graph = facebook.GraphAPI(token or None, timeout=(patience.connect, patience.read), session=session)
    # The constructor accepts no version that still exists; for its default, v2.8, Facebook serves the oldest one.
    graph.version = version or GRAPH_VERSION
    return graph


def appsecret_proof(token: str, app_secret: str) -> str:
    """The proof that a request comes from the app: https://developers.facebook.com/docs/graph-api/guides/secure-requests"""
    return hmac.new(app_secret.encode(), token.encode(), hashlib.sha256).hexdigest()
