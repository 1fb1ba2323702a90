"""Makes the sandbox's page, which shows every timeline as followers would see it."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from functools import cache
from html import escape
from importlib.resources import files

from bot.sandbox.accounts import SandboxAccount, StoredPost, Timeline, faults_of
from bot.sandbox.cards import card_of
from bot.sandbox.faults import FAULTS, Fault
from bot.sandbox.links import URL
from bot.sandbox.wire import Answer

MOST_POSTS = 50
"""Posts shown of each account."""

_MARKED = re.compile(rf"(?P<url>{URL.pattern})|(?P<tag>(?<![\w&])[#$]\w*[^\W\d]\w*|(?<![\w@.])@\w+)", re.IGNORECASE)
_CONTENT_TYPE = "text/html; charset=utf-8"


def whole_page(timelines: Iterable[Timeline], now: float, news_site: str = "") -> Answer:
    """The whole page. Its script then fetches `timelines_as_html` repeatedly.

    `now` is Unix time; `news_site` the URL of the news site to which it links, "" for none.
    """
    timelines = list(timelines)
    template, policy = _template()
    page = template.replace("/*platforms*/", _styles(timelines))
    link = f'<p class="beside"><a href="{escape(news_site)}/">The news site</a></p>' if news_site else ""
    page = page.replace("<!--news site-->", link)
    page = page.replace("<!--timelines-->", _columns(timelines, now)).replace("<!--faults-->", _faults(timelines))
    return Answer(200, page.encode(), {"Content-Type": _CONTENT_TYPE, "Content-Security-Policy": policy})


def timelines_as_html(timelines: Iterable[Timeline], now: float) -> Answer:
    """The part of the page that changes; `now` is Unix time."""
    return Answer(200, _columns(timelines, now).encode(), {"Content-Type": _CONTENT_TYPE})


@cache
def _template() -> tuple[str, str]:
    """The page without timelines, and a Content-Security-Policy that allows only the page's own script."""
    template = files("bot.sandbox").joinpath("page.html").read_text("utf-8")
    script = template.partition("<script>")[2].partition("</script>")[0]
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; connect-src 'self'; script-src"
    return template, f"{policy} 'sha256-{digest}'"


def _styles(timelines: Iterable[Timeline]) -> str:
    """The CSS of the platforms."""
    return "\n".join(dict.fromkeys(timeline.account.stand_in.style() for timeline in timelines))


def _faults(timelines: Iterable[Timeline]) -> str:
    """The faults as buttons, each with a sentence, and the choice of the account whose next post has it."""
    timelines = list(timelines)
    choices = "".join(_choice(timeline.account) for timeline in timelines)
    return (
        f'<p><label>Of the next post on <select>{choices}</select></label> <output aria-live="polite"></output></p>'
        f"{_buttons(FAULTS)}<p>What the platforms are known to answer:</p>{_buttons(faults_of(timelines))}"
    )


def _buttons(faults: Mapping[str, Fault]) -> str:
    items = "".join(
        f'<li><button type="button" value="{escape(name)}">{escape(name)}</button> {escape(fault.says)}</li>'
        for name, fault in faults.items()
    )
    return f"<ul>{items}</ul>"


def _choice(account: SandboxAccount) -> str:
    prefix, title = escape(account.prefix), escape(account.stand_in.title)
    return f'<option value="{prefix}">{title} ({prefix}_…)</option>'


def _columns(timelines: Iterable[Timeline], now: float) -> str:
    return "".join(_column(timeline, now) for timeline in timelines)


def _column(timeline: Timeline, now: float) -> str:
    account = timeline.account
    posts = timeline.visible_posts(now)
    articles = "".join(_post(account, post, now) for post in posts[:MOST_POSTS])
    title, label = account.stand_in.title, account.stand_in.posts_label
    noun = label if len(posts) != 1 else label.replace("posts", "post", 1)
    return (
        f'<section class="{account.platform}" aria-label="{title}: {escape(account.name)}"><header>'
        f"<h2>{escape(account.name)}</h2><p>{title} · {len(posts)} {noun}</p></header>"
        f"{articles or _NOTHING_YET}</section>"
    )


_NOTHING_YET = '<p class="nothing">Nothing posted yet. What the bot posts appears here by itself.</p>'


def _post(account: SandboxAccount, post: StoredPost, now: float) -> str:
    byline = f"<b>{escape(account.name)}</b>"
    if account.stand_in.shows_handle:
        byline += f" <span>@{escape(account.handle)} ·</span>"
    return (
        f'<article id="post-{escape(post.id)}"><div class="avatar">{_initials(account.name)}</div>'
        f'<div class="who">{byline} {_time(post.created, now)}</div>'
        f'<div class="text" dir="auto">{_marked(post.text)}</div>{_card(post)}{_actions(account)}</article>'
    )


def _initials(name: str) -> str:
    return escape("".join(word[0] for word in name.split()[:2]).upper())


def _time(created: float, now: float) -> str:
    at = datetime.fromtimestamp(created, UTC)
    minutes = int(now - created) // 60
    if minutes < 1:
        age = "now"
    elif minutes < 60:
        age = f"{minutes}m"
    elif minutes < 24 * 60:
        age = f"{minutes // 60}h"
    else:
        age = f"{at.day} {at:%b}"
    return f'<time datetime="{at.isoformat(timespec="seconds")}">{age}</time>'


def _marked(text: str) -> str:
    """`text` as HTML, with links, hashtags, cashtags and mentions marked as the platforms mark them."""
    marked, end = "", 0
    for match in _MARKED.finditer(text):
        marked += escape(text[end : match.start()])
        marked += _anchor(match[0]) if match["url"] else f'<span class="tag">{escape(match[0])}</span>'
        end = match.end()
    return marked + escape(text[end:])


def _anchor(url: str) -> str:
    """The link as HTML, shortened; the CSS of a platform that shows links in full shows the rest."""
    bare = re.sub(r"^https?://(www\.)?", "", url)
    head, rest = bare[:27], bare[27:]
    tail = f'<span class="rest">{escape(rest)}</span>' if rest else ""
    target = url if "://" in url else f"http://{url}"
    return f'<a href="{escape(target)}" rel="noopener noreferrer" target="_blank">{escape(head)}{tail}</a>'


def _card(post: StoredPost) -> str:
    """The card of the post's own link, or else of the first URL in its text."""
    first = URL.search(post.text)
    url = post.link or (first[0] if first else "")
    if not url.startswith(("http://", "https://")):
        return ""
    card = card_of(url)
    picture = f'<img src="{escape(card.picture)}" alt="">' if card.picture else ""
    return (
        f'<a class="card" href="{escape(url)}" rel="noopener noreferrer" target="_blank">'
        f"{picture}<div><small>{escape(card.site)}</small><strong>{escape(card.title)}</strong></div></a>"
    )


def _icon(path: str) -> str:
    return f'<svg viewBox="0 0 24 24" aria-hidden="true"><path d="{path}"/></svg>'


_ICONS = {
    "reply": _icon("M21 12a8.5 8.5 0 0 1-12.4 7.6L3.5 21l1.4-4.6A8.5 8.5 0 1 1 21 12z"),
    "repost": _icon("M4 9l3.5-3.5L11 9M7.5 6v9.5a2 2 0 0 0 2 2H13M20 15l-3.5 3.5L13 15M16.5 18V8.5a2 2 0 0 0-2-2H11"),
    "heart": _icon("M12 20.5C5 15.5 3 12.3 3 9a4.7 4.7 0 0 1 9-2 4.7 4.7 0 0 1 9 2c0 3.3-2 6.5-9 11.500z"),
    "share": _icon("M12 15.500V4M7.5 8.500L12 4l4.5 4.500M4.5 14.500v4a2 2 0 0 0 2 2h11a2 2 0 0 0 2-2v-4"),
    "thumb": _icon(
        "M7 21H4V10.500h3zm0-1 2 1h7.500a2 2 0 0 0 2-1.600l1.3-6.500a2 2 0 0 0-2-2.400H13V5.500a2 2 0 0 0-4 0"
        "c0 2-1 4-2 5z"
    ),
}


def _actions(account: SandboxAccount) -> str:
    """The icons below a post, such as "like" and "share"."""
    icons = (
        f"<span>{_ICONS[icon]}{escape(label)}</span>" if label else _ICONS[icon]
        for icon, label in account.stand_in.actions
    )
    return f'<div class="actions">{"".join(icons)}</div>'
