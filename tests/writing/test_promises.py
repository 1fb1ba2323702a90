"""What holds for the post of any article: under Hypothesis, and for 100,000 random articles in the long run."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.article import Article
from bot.errors import ComposeError
from bot.platforms import PLATFORMS
from bot.platforms.urls import find_urls
from bot.platforms.x.counting import normalised
from bot.writing.appeal import Appeal
from bot.writing.compose import Post, compose
from bot.writing.language.quotes import is_balanced
from bot.writing.summary.cuts import ELLIPSIS
from bot.writing.templates import Templates
from tests.writing.visible_text import letters, visible_text

_UNFILLED_OR_BROKEN = re.compile(r"{{link}}|{%if%}|<(?=[?!])")
LONG_RUN = 100_000
SHARDS = 20

VOCABULARY = """
The minister of Japan said talks begin on Friday in Moscow after a vote about prices rivers and schools
Zug Straße über Köln Regierung größte für Müller
Путин и Абэ встретились в Москве выборы победа
رئيس الوزراء في طوكيو اليوم قال إن المحادثات
प्रधानमंत्री ने कहा कि दिल्ली में बैठक हुई
東京 日本の首相は 会談した。 株価が 上がった、 そして カタカナ ﾊﾝｶｸ が\u3099
รัฐบาลไทย ประกาศ วันนี้ นายกรัฐมนตรี
👨‍👩‍👧‍👦 🙋🏽 🇯🇵 ❤️ 🐦‍🔥 e\u0301te\u0301 n\u0303 #️⃣ ©
README.md https://example.org/a(b)?c=d&e=1 ASP.NET mail@example.com end.Next @name #tag $TSLA $AAPL
“quoted words” «слова» 「言葉」 „Wort“ (in brackets) it’s “open close”
U.S. 3.5 1,000 – … & < > {{link}} {%if%}
"""
WORDS = VOCABULARY.split()
ENDS = [". ", "! ", "? ", "。", "। ", "؟ ", "… ", ", ", "; ", " – ", " "]
BLOCKS = ["<p>{}</p>", "<div>{}</div>", "{}<br><br>", "<li>{}</li>", "\n\n{}\n\n", "<blockquote>{}</blockquote>"]
STRANGE = [
    "",
    "\u202e",
    "\u200b",
    "\x00",
    "\ud800",
    "\ufeff",
    "&amp;",
    "&#8217;",
    "<b>",
    "</i>",
    "\u2028",
    "\u0301" * 9,
]


def sentence(choose: random.Random) -> str:
    words = [choose.choice(WORDS) for _ in range(choose.randint(1, 25))]
    return " ".join(words) + choose.choice(STRANGE if choose.random() < 0.1 else [""]) + choose.choice(ENDS)


def article(choose: random.Random) -> Article:
    paragraphs = [
        choose.choice(BLOCKS).format("".join(sentence(choose) for _ in range(choose.randint(1, 4))))
        for _ in range(choose.randint(0, 6))
    ]
    slug = choose.choice(["2026/11/23/a-slug/", "?p=1024", "記事/東京", "end.", "a_(b)"])
    return Article(
        site="Modern Tokyo News",
        title=choose.choice(["", sentence(choose), sentence(choose), sentence(choose)]).strip(),
        link=f"https://moderntokyonews.com/{slug}",
        body="".join(paragraphs),
        author=choose.choice(["", "Sawako Uchida"]),
        published=choose.choice([None, datetime(2026, 11, 23, 9, tzinfo=UTC)]),
        tags=tuple(choose.choice(WORDS) for _ in range(choose.randint(0, 3))),
        language=choose.choice(["", "en", "ja", "de-AT", "xx"]),
    )


def parts_kept_whole(post: Post) -> None:
    assert post.text.count(post.link) == 1
    assert post.text.count(post.appeal) == 1
    assert post.length == post_length(post)
    assert post.length <= post.limit


def post_length(post: Post) -> int:
    return PLATFORMS[post.platform].limits.length_of(post.text)


def nothing_is_broken(post: Post, of: Article) -> None:
    post.text.encode("utf-8")  # a lone surrogate would raise
    assert "{{" not in post.text or "{{" in of.title + of.body
    for part in post.summary:
        assert is_balanced(part), part
        assert part in post.text
        assert part.endswith(ELLIPSIS) or not part.endswith(",")
    cut = next((part for part in post.summary if part.endswith(ELLIPSIS)), "")
    assert not cut.removesuffix(ELLIPSIS).endswith(("\u200d", "\ud83c")), "an emoji is cut"
    links = {normalised(post.text)[url.start : url.end] for url in find_urls(normalised(post.text))}
    whole = normalised("\n".join((of.title, of.body, post.link, post.appeal)))
    assert all(link in whole for link in links)


def nothing_is_said_that_the_article_does_not_say(post: Post, of: Article) -> None:
    seen = visible_text(of.body)
    for part in post.summary:
        assert letters(part.removesuffix(ELLIPSIS)) in seen, part


def graphemes_stay_whole(cut: str, source: str) -> None:
    rest = source[len(cut) :]
    assert not rest or not unicodedata.category(rest[0]).startswith("M")


def composed(of: Article, account: Any, limits: Any, templates: Templates, appeal: Appeal, **more: Any) -> Post | None:
    try:
        return compose(of, account, limits=limits, templates=templates, appeals=(appeal,), hashtags=("Japan",), **more)
    except ComposeError:
        return None


def keeps_every_promise(choose: random.Random, account: Any, templates: Templates, appeal: Appeal) -> None:
    of = article(choose)
    platform = choose.choice(["x", "facebook", "bluesky"])
    counted = replace(PLATFORMS[platform].limits, length=choose.choice([90, 120, 160, 200, 280, 500, 63_206]))
    who = account("mtt", platform, f"{platform}.j2")
    post = composed(of, who, counted, templates, appeal)
    if post is None:
        # A long title that cannot be cut truly needs a person, where no sentence may stand in its place.
        assert counted.length < 280 or not (of.title and of.body) or counted.length_of(of.title) > 150
        return
    parts_kept_whole(post)
    nothing_is_broken(post, of)
    assert composed(of, who, counted, templates, appeal) == post
    if choose.random() < 0.2:
        # A sentence with a variable that was never filled in is left out, and what stands around it may look like one;
        # "<?" and "<!" begin a comment, which hides the tag that follows.
        of = replace(of, body=_UNFILLED_OR_BROKEN.sub("", of.body))
        post = composed(of, who, counted, templates, appeal)
        if post is not None:
            nothing_is_said_that_the_article_does_not_say(post, of)


@pytest.fixture(scope="session")
def check(account: Any, templates: Templates, donation: Appeal) -> Callable[[random.Random], None]:
    return lambda choose: keeps_every_promise(choose, account, templates, donation)


@given(st.randoms(use_true_random=False))
@settings(max_examples=300)
def test_a_post_of_any_article_fits_and_is_whole(check: Callable[[random.Random], None], choose: random.Random) -> None:
    check(choose)


@given(title=st.text(max_size=400), body=st.text(max_size=2000), tags=st.lists(st.text(max_size=20), max_size=3))
@settings(max_examples=300)
def test_a_post_of_any_characters_fits_and_is_whole(
    account: Any, limits: Any, templates: Templates, donation: Appeal, title: str, body: str, tags: list[str]
) -> None:
    of = Article(site="A Site", title=title, link="https://a.example/1", body=body, tags=tuple(tags))
    post = composed(of, account(), limits(), templates, donation)
    if post is not None:
        parts_kept_whole(post)
        post.text.encode("utf-8")


@given(st.randoms(use_true_random=False))
@settings(max_examples=100)
def test_two_accounts_never_get_the_same_text(
    account: Any, limits: Any, templates: Templates, donation: Appeal, choose: random.Random
) -> None:
    of = article(choose)
    posts = [composed(of, account(), limits(), templates, donation, variant=nth) for nth in range(3)]
    texts = [post.text for post in posts if post is not None]
    assert len(set(texts)) == len(texts)


@pytest.mark.long
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("shard", range(SHARDS))
def test_a_hundred_thousand_posts_fit_and_are_whole(check: Callable[[random.Random], None], shard: int) -> None:
    choose = random.Random(shard)
    for _ in range(LONG_RUN // SHARDS):
        check(choose)
