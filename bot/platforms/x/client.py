"""Posts on X, through tweepy, with OAuth 1.0a, whose tokens do not expire."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import tweepy

from bot.platforms.api_calls import Caller, NoReceiptError, utc_now
from bot.platforms.http import PlatformSession, quieten
from bot.platforms.post_match import is_about, is_same_post, parse_time
from bot.platforms.spec import Receipt
from bot.platforms.x.error_rows import ROWS
from bot.platforms.x.errors import DELETING_ROWS, READING_ROWS, clock_fault, error_of
from bot.platforms.x.rate_limits import window_resets

quieten("oauthlib", "requests_oauthlib", "tweepy")

PAGE = 100
"""The largest number of posts that one request may return. X charges for each post, not for each request."""
MOST_PAGES = 32
"""Only the last 3,200 posts can be read: https://docs.x.com/x-api/users/get-posts"""
CLOCK_SKEW = timedelta(minutes=10)
"""How far this machine's clock and X's may differ."""


class X:
    """One X account. `secrets` has API_KEY, API_SECRET, ACCESS_TOKEN and ACCESS_TOKEN_SECRET."""

    def __init__(
        self,
        secrets: Mapping[str, str],
        session: PlatformSession,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        # Not `wait_on_rate_limit`: after a reset time in the past, tweepy would repeat the request without a pause.
        self._client = tweepy.Client(
            consumer_key=secrets["API_KEY"],
            consumer_secret=secrets["API_SECRET"],
            access_token=secrets["ACCESS_TOKEN"],
            access_token_secret=secrets["ACCESS_TOKEN_SECRET"],
            return_type=dict,
        )
        self._client.session.close()
        self._client.session = session
        self._user_in_token = secrets["ACCESS_TOKEN"].partition("-")[0]
        self._caller = Caller(
            title="X",
            session=session,
            error_of=error_of,
            rows=ROWS,
            secrets=frozenset(secrets.values()),
            own_times=window_resets,
            judged_first=clock_fault,
            clock=clock,
        )

    notice = ""
    """See Platform: X gives no warnings."""

    def publish(self, text: str, link: str) -> Receipt:
        """See Platform. X makes its card of the first URL in `text`, so `link` is not sent a second time."""
        return self._caller.send(lambda: self._receipt(self._client.create_tweet(text=text, user_auth=True)))

    def find(self, text: str, link: str, since: datetime) -> Receipt | None:
        """See Platform. X charges $0.001 to $0.005 for each post returned."""
        posts = self._caller.read(lambda: list(self._posts_since(since - CLOCK_SKEW)))
        same = [post for post in posts if is_same_post(text, *_text_and_links(post))]
        about = [post for post in posts if is_about(link, *_text_and_links(post))]
        return next((self._receipt_of(post) for post in (*same, *about)), None)

    def delete(self, remote_id: str, sent_at: datetime) -> None:
        """See PlatformThatDeletes. https://docs.x.com/x-api/posts/delete-post"""
        replace(self._caller, rows=DELETING_ROWS).send(lambda: self._delete(remote_id))

    def _delete(self, remote_id: str) -> None:
        try:
            answer = self._client.delete_tweet(remote_id, user_auth=True)
        except tweepy.NotFound:
            if not self._says_no_such_post():
                raise
            return
        deleted = answer.get("data") if isinstance(answer, dict) else None
        is_deleted = isinstance(deleted, dict) and deleted.get("deleted") is True
        if not is_deleted and not self._says_no_such_post():
            raise NoReceiptError("an answer that does not say that the post is deleted")

    def _says_no_such_post(self) -> bool:
        """Whether the last answer says that there is no such post, and not that there is no such address."""
        answer = self._caller.session.answer
        return answer is not None and "resource-not-found" in error_of(answer).words

    def me(self) -> Mapping[str, Any]:
        """The account as X describes it, with id, name and username. Costs $0.010, once a day at most.

        Raises RetryLater or AccountHalted. https://docs.x.com/x-api/users/get-my-user
        """
        return replace(self._caller, rows=READING_ROWS).read(self._me)

    def _me(self) -> Mapping[str, Any]:
        answer = self._client.get_me(user_auth=True)
        user = answer.get("data") if isinstance(answer, dict) else None
        if not isinstance(user, dict) or not isinstance(user.get("username"), str):
            raise NoReceiptError("an answer without an account")
        return user

    def _posts_since(self, since: datetime) -> Iterator[Mapping[str, Any]]:
        # In UTC, because tweepy writes a Z after any time.
        user, start, token = self._user_id(), since.astimezone(UTC).replace(microsecond=0), None
        for _ in range(MOST_PAGES):
            page = self._client.get_users_tweets(
                user,
                start_time=start,
                max_results=PAGE,
                pagination_token=token,
                exclude=["retweets"],
                tweet_fields=["created_at", "entities"],
                user_auth=True,
            )
            yield from page.get("data", ())
            token = page["meta"].get("next_token")
            if token is None:
                return

    def _receipt(self, answer: Any) -> Receipt:
        data = answer.get("data") if isinstance(answer, dict) else None
        if not isinstance(data, dict):
            raise NoReceiptError("an answer without data")
        return self._receipt_of(data)

    def _receipt_of(self, post: Mapping[str, Any]) -> Receipt:
        remote_id = post.get("id")
        if not isinstance(remote_id, str) or not remote_id.isdigit():
            raise NoReceiptError("a post without an id")
        permalink = self._caller.session.browser_url(f"https://x.com/i/web/status/{remote_id}")
        return Receipt(remote_id, permalink, parse_time(post.get("created_at")))

    def _user_id(self) -> str:
        """The account's user id, with which an access token usually begins; else it costs a request."""
        if self._user_in_token.isdigit():
            return self._user_in_token
        return str(self._client.get_me(user_auth=True)["data"]["id"])


def _text_and_links(post: Mapping[str, Any]) -> tuple[str, dict[str, str]]:
    """The post's text, and the URLs of its t.co links."""
    urls = (post.get("entities") or {}).get("urls") or ()
    return str(post.get("text", "")), {url["url"]: url["expanded_url"] for url in urls if "expanded_url" in url}
