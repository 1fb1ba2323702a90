"""Whatever a site's REST API answers is read, or a fault of that site: never another exception.

FUZZ_SECONDS=600 FUZZ_SEED=$RANDOM pytest -m long tests/fuzz/test_rest_answers.py
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.article import Article
from bot.errors import FeedError
from bot.sources.catch_up import missed_articles
from bot.sources.types import Answer, Bounds, CatchUpRequest, Validators
from bot.sources.wordpress import FollowRequest, follow_articles

SECONDS = float(os.environ.get("FUZZ_SECONDS", "20"))
SEED = int(os.environ.get("FUZZ_SEED", 251123))
BASE = "https://news.example"
SINCE = datetime(2026, 11, 23, tzinfo=UTC)
ODD = [
    None, True, False, 0, -1, 7, 10**30, 1.5, float("inf"), float("nan"), "", "7", "x" * 3000, "\ud800", "\0", "//[",
    [], [[]], [None], {}, {"rendered": None}, {"rendered": 7}, {"rendered": "<p>a"}, {"protected": 1}, [{"name": {}}],
    "2026-11-23T99:00:00", "0000-00-00T00:00:00", "javascript:alert(1)", {"wp:term": 7, "author": {}},
]  # fmt: skip
POSTS = {"categories": [3, 4], "tags": [], "author": 2, "lang": "en", "modified_gmt": "2026-11-23T09:00:00"}


def post(number: int) -> dict[str, Any]:
    moment = SINCE + timedelta(hours=number)
    return POSTS | {
        "id": number,
        "date_gmt": f"{moment:%Y-%m-%dT%H:%M:%S}",
        "guid": {"rendered": f"{BASE}/?p={number}"},
        "link": f"{BASE}/2026/{number}/",
        "title": {"rendered": f"Story {number}"},
        "content": {"rendered": f"<p>{number}</p>", "protected": False},
        "excerpt": {"rendered": ""},
        "_embedded": {"author": [{"name": "A"}], "wp:term": [[{"name": "T"}]], "wp:featuredmedia": [{"alt_text": "a"}]},
    }


def mutated(value: Any, choose: random.Random) -> Any:
    """The value with an odd one somewhere within it."""
    if choose.random() < 0.25 or not isinstance(value, (dict, list)) or not value:
        return choose.choice(ODD)
    changed: Any = dict(value) if isinstance(value, dict) else list(value)
    key: Any = choose.choice(list(changed)) if isinstance(value, dict) else choose.randrange(len(changed))
    if choose.random() < 0.15:
        del changed[key]
    else:
        changed[key] = mutated(changed[key], choose)
    return changed


class OddSite:
    """Answers every question with one list of posts, of which some are odd."""

    def __init__(self, choose: random.Random) -> None:
        answer: Any = [post(choose.randrange(1, 12)) for _ in range(choose.randrange(0, 12))]
        for _ in range(choose.randrange(1, 6)):
            answer = mutated(answer, choose)
        self.content = json.dumps(answer).encode()
        if choose.random() < 0.2:
            at = choose.randrange(len(self.content) + 1)
            self.content = self.content[:at] + choose.choice([b"", b"\xff", b"}", b"[" * 500, b"9" * 5000])
        self.status = choose.choice([200] * 9 + [401, 404, 500])

    async def fetch(self, site: str, url: str, **_: Any) -> Answer:
        if self.status != 200 or "paged" in url:
            raise FeedError(site, "no", status=self.status)
        content = self.content if "/wp/v2/" in url else b"<rss/>"
        return Answer(url, False, content, "application/json", (), Validators(), "", None)


def shown(*numbers: int) -> tuple[Article, ...]:
    return tuple(
        Article(
            site="S",
            title=f"Story {n}",
            link=f"{BASE}/2026/{n}/",
            guid=f"{BASE}/?p={n}",
            published=SINCE + timedelta(hours=n),
        )
        for n in numbers
    )


async def caught_up(site: Any, request: CatchUpRequest) -> tuple[tuple[Article, ...], str]:
    """The articles, or why there are none."""
    try:
        return await missed_articles(site, request, Bounds()), ""
    except FeedError as fault:
        return (), str(fault)


@pytest.mark.long
@pytest.mark.timeout(int(SECONDS) + 60)
def test_no_answer_raises_more_than_a_fault_of_its_site() -> None:
    choose, until, runs, read = random.Random(SEED), time.monotonic() + SECONDS, 0, 0
    asked = FollowRequest("S", f"{BASE}/feed/", {3: f"{BASE}/2026/3/", 5: f"{BASE}/2026/5/"}, SINCE)
    while time.monotonic() < until:
        runs += 1
        site: Any = OddSite(choose)
        (told,) = asyncio.run(follow_articles(site, [asked]))
        assert told.fault is None or "sets off a fault" not in str(told.fault), f"seed {SEED}: {site.content!r}"
        assert told.edited.keys() | told.withdrawn <= asked.posts.keys(), f"seed {SEED}: {site.content!r}"
        request = CatchUpRequest("S", f"{BASE}/feed/", SINCE, shown(9, 8))
        missed, refused = asyncio.run(caught_up(site, request))
        assert "sets off a fault" not in refused, f"seed {SEED}: {site.content!r}"
        read += len(missed)
        for article in missed:
            assert article.published is not None
            assert article.published > SINCE
            f"{article.title}{article.body}{article.guid}{article.tags}{article.author}".encode()
    print(f"seed {SEED}, {runs:,} answers, {read:,} articles caught up")
    assert read
