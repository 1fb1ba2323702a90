"""Makes the sandbox's page, which shows every timeline as followers would see it."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from bot.drawing.fold import fold_at
from bot.drawing.post import Card, PostView, draw_post, styles_of, web_address
from bot.sandbox.accounts import SandboxAccount, StoredPost, Timeline, faults_of
from bot.sandbox.cards import card_of
from bot.sandbox.faults import FAULTS
from bot.sandbox.links import URL
from bot.sandbox.wire import Answer

MOST_POSTS = 50
"""Posts shown of each account."""

_CONTENT_TYPE = "text/html; charset=utf-8"


def whole_page(timelines: Iterable[Timeline], now: float, news_site: str = "") -> Answer:
    """The whole page. Its script then fetches `timelines_as_html` repeatedly.

    `now` is Unix time; `news_site` the URL of the news site to which it links, "" for none.
    """
    timelines = list(timelines)
    script = _file("page.js")
    page = (
        _environment()
        .get_template("page.html.j2")
        .render(
            style=Markup(styles_of(timeline.account.look for timeline in timelines)),
            script=Markup(script),
            news_site=news_site,
            timelines=_timelines(timelines, now),
            accounts=[timeline.account for timeline in timelines],
            faults=FAULTS,
            known_answers=faults_of(timelines),
        )
    )
    return Answer(200, page.encode(), {"Content-Type": _CONTENT_TYPE, "Content-Security-Policy": _policy(script)})


def timelines_as_html(timelines: Iterable[Timeline], now: float) -> Answer:
    """The part of the page that changes; `now` is Unix time."""
    return Answer(200, _timelines(timelines, now).encode(), {"Content-Type": _CONTENT_TYPE})


@cache
def _environment() -> Environment:
    return Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, loader=FunctionLoader(_file)
    )


def _file(name: str) -> str:
    return files("bot.sandbox").joinpath(name).read_text("utf-8")


def _policy(script: str) -> str:
    """A Content-Security-Policy that allows only the page's own script: https://www.w3.org/TR/CSP3/"""
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    allowed = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; connect-src 'self'"
    return f"{allowed}; script-src 'sha256-{digest}'"


@dataclass(frozen=True, slots=True)
class _Column:
    """One account's timeline, as the page shows it."""

    platform: str
    title: str
    """The platform's name for people."""
    name: str
    """The account's name."""
    count: str
    posts: Sequence[Markup]


def _timelines(timelines: Iterable[Timeline], now: float) -> Markup:
    columns = [_column(timeline, now) for timeline in timelines]
    html = _environment().get_template("timelines.html.j2").render(columns=columns)
    return Markup(html)


def _column(timeline: Timeline, now: float) -> _Column:
    account, posts = timeline.account, timeline.visible_posts(now)
    label = account.stand_in.posts_label
    noun = label if len(posts) != 1 else label.replace("posts", "post", 1)
    return _Column(
        platform=account.platform,
        title=account.stand_in.title,
        name=account.name,
        count=f"{len(posts)} {noun}",
        posts=[draw_post(_view(account, post, now), account.look) for post in posts[:MOST_POSTS]],
    )


def _view(account: SandboxAccount, post: StoredPost, now: float) -> PostView:
    shown = account.look.shown
    return PostView(
        id=post.id,
        name=account.name,
        handle=account.handle,
        text=post.text,
        fold=None if shown is None else fold_at(post.text, shown),
        age=_age(post.created, now),
        posted_at=datetime.fromtimestamp(post.created, UTC).isoformat(timespec="seconds"),
        card=_card(post),
    )


def _age(created: float, now: float) -> str:
    """How long ago a post was made, as the platforms tell it."""
    minutes = int(now - created) // 60
    if minutes < 1:
        return "now"
    if minutes < 60:
        return f"{minutes}m"
    if minutes < 24 * 60:
        return f"{minutes // 60}h"
    at = datetime.fromtimestamp(created, UTC)
    return f"{at.day} {at:%b}"


def _card(post: StoredPost) -> Card | None:
    """The card of the post's own link, or else of the first URL in its text."""
    first = URL.search(post.text)
    url = web_address(post.link or (first[0] if first else ""))
    return card_of(url) if url else None
