"""Whatever sites serve, the article of a healthy one beside them is posted in the same round of `bot once`."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from html import escape
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.desk import Desk
from bot.desk.deliver.once import Outcome, once
from bot.platforms import PLATFORMS
from bot.sandbox import Sandbox
from bot.sandbox.accounts import SandboxAccount
from bot.settings.loading import settings_from_text
from bot.wiring import open_desk

if TYPE_CHECKING:
    from pathlib import Path

    from tests.sources.conftest import LocalSite

HOSTILE = 3
"""Sites beside the healthy one."""
EXAMPLES = int(os.environ.get("ROUNDS", "150"))

BOT_TOML = (
    """
database = "sqlite:///bot.db"
timezone = "UTC"

[bounds]
timeout = "10s"

[watch]
hold = "0s"
burst = 100000
allow_private = true

[appeal]
text = "Please support us with a donation: news.example/donate"
short = "Support us."

[[accounts]]
name = "first"
platform = "facebook"
secrets = "OTHER"
gap = "0s"
per_day = 100_000

[[accounts]]
name = "healthy"
platform = "facebook"
secrets = "PAGE"
sites = ["Healthy"]
gap = "0s"
per_day = 100_000
"""
    + "\n".join(f'[[sites]]\nname = "Hostile {n}"\nurl = "{{hostile}}/hostile/{n}"' for n in range(HOSTILE))
    + '\n[[sites]]\nname = "Healthy"\nurl = "{site}/healthy"\n'
)


def rss(*items: str, head: str = "") -> bytes:
    content = f'<?xml version="1.0"?><rss version="2.0"><channel><title>T</title>{head}{"".join(items)}</channel></rss>'
    return content.encode(errors="surrogatepass")


def item(number: int, site: str) -> str:
    body = f"<p>The ministers met on Monday in town {number}. They agreed on a plan that begins in May.</p>"
    return (
        f"<item><title>Ministers agree on plan number {number}</title><link>{site}/article/{number}</link>"
        f"<guid>{site}/?p={number + 1}</guid><pubDate>{format_datetime(datetime.now(UTC))}</pubDate>"
        f"<description>{escape(body)}</description></item>"
    )


@dataclass
class Newsroom:
    """A desk over real HTTP, and what its healthy site has published."""

    desk: Desk
    local_site: LocalSite
    sandbox: Sandbox
    published: int = 0
    posted_before: int = 0
    """By other tests, and the sandbox has kept them."""

    def publish(self) -> None:
        """Let the healthy site show one article more."""
        self.published += 1
        newest = range(self.published, max(self.published - 10, 0), -1)
        self.local_site.serve("/healthy", rss(*(item(number, self.local_site.url) for number in newest)))

    def posts(self) -> int:
        """Those of the healthy site, on its own account."""
        (timeline,) = (line for line in self.sandbox.timelines() if line.account.prefix == "PAGE")
        return len(timeline.posts)

    def round_beside(self, *served: Callable[[str], None]) -> Outcome:
        """A round in which the hostile sites serve that, each at its path."""
        for number, serve in enumerate(served):
            serve(f"/hostile/{number}")
        self.publish()
        return once(self.desk)


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    stand_in = PLATFORMS["facebook"].stand_in()
    with Sandbox(accounts=(SandboxAccount(stand_in, "PAGE"), SandboxAccount(stand_in, "OTHER"))) as sandbox:
        yield sandbox


@pytest.fixture
def newsroom(local_site: LocalSite, sandbox: Sandbox, tmp_path: Path) -> Iterator[Newsroom]:
    """After its first look at every site."""
    environ = sandbox.credentials | {"BOT_SANDBOX": sandbox.url}
    # Another host, for sites of one host share its connections.
    hostile = local_site.url.replace("127.0.0.1", "localhost")
    read = settings_from_text(BOT_TOML.format(site=local_site.url, hostile=hostile), tmp_path / "bot.toml", environ)
    with open_desk(read, environ, lambda _event, /, **_values: None) as desk:
        newsroom = Newsroom(desk, local_site, sandbox)
        for number in range(HOSTILE):
            local_site.serve(f"/hostile/{number}", rss(item(1_000 + number, f"{local_site.url}/{number}")))
        newsroom.publish()
        once(desk)
        newsroom.posted_before = newsroom.posts()
        yield newsroom


def serving(local_site: LocalSite, content: bytes, **more: Any) -> Callable[[str], None]:
    def serve(path: str) -> None:
        local_site.serve(path, content, **more)

    return serve


NINES = "9" * 5_000
ATTACKS = [
    f"<item><title>A</title><link>SITE/a</link><description>&amp;#{NINES};</description></item>",
    f"<item><title>&amp;#{NINES};</title><link>SITE/b</link><description>&lt;p&gt;&amp;#x{NINES};&lt;/p&gt;</description></item>",
    "<item" + "".join(f' a{n}="1"' for n in range(100_000)) + "><title>A</title><link>SITE/c</link></item>",
    "<item" + "".join(f' xmlns:a{n}="u"' for n in range(60_000)) + "><title>A</title><link>SITE/d</link></item>",
    "<item><pubDate>the 5th of nov., at noon</pubDate><title>A</title><link>SITE/e</link></item>" * 1_000,
    "<item><title>" + "<![CDATA[" * 100_000,
    "</a" * 300_000,
    "<item><title>A</title><link>SITE/f</link><author>" + "a@" * 5_000 + " " * 50_000 + "</author></item>",
    "<item><title>A</title><link>SITE/g</link><description>" + "=" * 50_000 + "…" * 50_000 + "x</description></item>",
]


@pytest.mark.timeout(240)
@pytest.mark.parametrize("first", range(0, len(ATTACKS), HOSTILE))
def test_attacks_of_which_each_once_stopped_the_bot_hold_up_no_other_site(newsroom: Newsroom, first: int) -> None:
    attacks = [attack.replace("SITE", newsroom.local_site.url) for attack in ATTACKS[first : first + HOSTILE]]
    newsroom.round_beside(*(serving(newsroom.local_site, rss(attack)) for attack in attacks))
    assert newsroom.posts() == newsroom.posted_before + 1


PIECES = [
    "<", ">", "&", "&#0;", "&#x110000;", f"&#{NINES};", "\0", "\ufeff", "]]>", "<![CDATA[", "<item>", "</item>",
    "<!DOCTYPE a [<!ENTITY b 'c'>]>", "&b;", "xml:base='//['", "http://[", "%", "\x1b]0;x\x07", "\u202e", "\U000e0041",
    "\u3164", "<a>" * 200, "{", "[", '"', "1e999", "a@" * 50, "=" * 300, " " * 300, "…", "<p>", "<entry>", "<title>",
    "<div class='comments'>", "Ministers agreed.", "<meta charset=idna>", "日本の新聞は昨日。", "-1", "0", "NaN", NINES,
]  # fmt: skip
texts = st.one_of(
    st.text(max_size=60),
    st.lists(st.sampled_from(PIECES), max_size=12).map("".join),
    st.integers().map(str),
    st.floats().map(str),
)
dates = st.one_of(
    texts,
    st.datetimes().map(str),
    st.datetimes(timezones=st.just(UTC)).map(format_datetime),
    st.sampled_from(["Mon, 99 Foo 20260 25:61:61 XYZ", "2026-02-30T24:00:60+99:99", "0000-00-00", "now", NINES]),
)
fields = st.fixed_dictionaries(
    {"title": texts, "link": texts, "description": texts, "pubDate": dates},
    optional={"guid": texts, "author": texts, "category": texts, "content:encoded": texts, "language": texts},
)
keys = st.sampled_from(
    [
        "items",
        "title",
        "id",
        "url",
        "content_html",
        "content_text",
        "summary",
        "date_published",
        "authors",
        "tags",
        "name",
    ]
)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | texts,
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(keys, inner, max_size=6),
    max_leaves=30,
)


@st.composite
def contents(draw: st.DrawFn) -> bytes:
    """Bytes, markup, a feed of odd fields, or a structure."""
    kind = draw(st.sampled_from(["bytes", "markup", "feed", "feed", "json", "page"]))
    if kind == "bytes":
        return draw(st.binary(max_size=2_000))
    if kind == "markup":
        return draw(texts).encode(errors="replace")
    if kind == "page":
        return b"<html><head>" + draw(texts).encode(errors="replace") + b"</head><body><p>Text."
    if kind == "json":
        items = draw(st.lists(st.dictionaries(keys, values, max_size=8), max_size=5))
        return json.dumps(
            {"version": "https://jsonfeed.org/version/1.1", "items": items}
            | draw(st.dictionaries(keys, values, max_size=2))
        ).encode()
    is_escaped = draw(st.booleans())
    items = []
    for said in draw(st.lists(fields, min_size=1, max_size=4)):
        parts = (f"<{name}>{escape(text) if is_escaped else text}</{name}>" for name, text in said.items())
        items.append(f"<item>{''.join(parts)}</item>")
    return rss(*items, head=draw(texts) if draw(st.booleans()) else "")


answers = st.tuples(
    contents(),
    st.sampled_from([200, 200, 200, 200, 200, 304, 404, 410, 500, 503]),
    st.fixed_dictionaries(
        {},
        optional={
            "Content_Type": st.sampled_from(
                ["text/html; charset=idna:", "application/rss+xml", "text/xml; charset=utf-7"]
            ),
            "ETag": st.sampled_from(['"a"', "W/", "\xff"]),
            "Retry_After": st.sampled_from([NINES[:30], "-1", "soon"]),
            "Cache_Control": st.sampled_from(["max-age=99999999999", "max-age=-1"]),
            "Link": st.sampled_from(['<http://[>; rel="hub"', "<" * 200, '<>; rel="self"']),
        },
    ),
)


@pytest.mark.long
@pytest.mark.timeout(1_800)
def test_nothing_that_a_site_serves_holds_up_another(newsroom: Newsroom) -> None:
    posted = newsroom.posted_before

    @settings(max_examples=EXAMPLES, database=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(st.tuples(*[answers] * HOSTILE))
    def rounds(served: tuple[tuple[bytes, int, dict[str, str]], ...]) -> None:
        nonlocal posted
        site = newsroom.local_site
        newsroom.round_beside(
            *(serving(site, content, status=status, **headers) for content, status, headers in served)
        )
        before, posted = posted, newsroom.posts()
        assert posted == before + 1

    rounds()
    assert newsroom.published > EXAMPLES / 2
