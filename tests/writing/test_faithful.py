"""A post says nothing that the article does not: every sentence is seen by the reader, and none is another's."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.article import Article
from bot.errors import ComposeError
from bot.platforms import PLATFORMS
from bot.writing.appeal import Appeal
from bot.writing.compose import compose
from bot.writing.reading.clean import paragraphs
from bot.writing.summary.cuts import ELLIPSIS
from bot.writing.templates import Templates
from tests.writing.visible_text import letters, visible_text

OTHERS = "foreignword"
"""The letters by which words are known that no reader sees, or that are not the paper's own."""

SENTENCES = """
The council voted seven to two on Friday to close the harbour bridge for nine months
Die Regierung will die Steuern im kommenden Jahr um drei Prozent senken
Le maire a annoncé vendredi la fermeture du pont pour neuf mois de travaux
El ayuntamiento aprobó el viernes el cierre del puente durante nueve meses
Президент подписал в понедельник закон о закрытии моста на девять месяцев
القى الوزير كلمة في البرلمان يوم الاثنين عن إغلاق الجسر لمدة تسعة أشهر
प्रधानमंत्री ने सोमवार को पुल बंद करने की घोषणा की और नौ महीने का समय दिया
Meclis cuma günü köprünün dokuz ay süreyle kapatılmasına karar verdi
""".strip().splitlines()

INSIDE = [
    "{0} <b>{1}</b> {2}",
    "{0} <a href='https://a.example/'>{1}</a> {2}",
    "{0} <span>{1}</span> {2}",
    "{0} {1}<sup><a href='#fn1'>1</a></sup> {2}",
    "{0} {1}<!-- wp:{F} --> {2}",
    "{0} <del>{F}</del> <ins>{1}</ins> {2}",
    "{0} <s>{F}</s> {1} {2}",
    "{0} {1} <span hidden>{F}</span>{2}",
    "{0} {1} <span style='display: none'>{F}</span>{2}",
    "{0} {1} <q>{2}</q>",
    "{0} 5 m<sup>2</sup> {1} {2}",
    "{0} CO<sub>2</sub> {1} {2}",
    "{0} {1}&nbsp;{2}",
    "{0} {1}<wbr> {2}",
    "<ruby>{0}<rt>{F}</rt></ruby> {1} {2}",
    "{0} {1}<template>{F}</template> {2}",
    "{0} <img class='emoji' alt='🎉' src='a.png'> {1} {2}",
    "{0}\n{1}\n{2}",
    "{0} {1}<br>{2}",
]
UNSEEN_INSIDE = [
    "{0} <a href='#'>{1} <span class='screen-reader-text'>{F}</span></a> {2}",
    "{0} {1} <span class='visually-hidden'>{F}</span>{2}",
    "{0} {1} <span class='govuk-visually-hidden'>{F}</span>{2}",
    "[dropcap]{0}[/dropcap] {1} {2}",
    "{0} {1} {2} [pullquote]{F} {F}.[/pullquote]",
    "{0} {1} [su_label type='{F}']{2}[/su_label]",
    "{0} **{1}** {2}",
    "{0} [{1}](https://{F}.example/a) {2}",
    "{0} {1} ![{F}](https://a.example/a.png) {2}",
    "{0} ~~{F}~~ {1} {2}",
]
BLOCKS = ["<p>{}.</p>", "<div>{}.</div>", "<p>{}.</p>\n", "<ul><li>{}.</li></ul>", "<section><p>{}.</p></section>"]
FOREIGN = [
    "<blockquote class='twitter-tweet'><p>{}.</p>&mdash; A <a>May 1, 2026</a></blockquote>",
    "<blockquote class='bluesky-embed' data-bluesky-uri='at://x'><p>{}.</p></blockquote>",
    "<blockquote class='instagram-media'><p>{}.</p></blockquote><script src='//www.instagram.com/embed.js'></script>",
    "<blockquote class='tiktok-embed' cite='https://www.tiktok.com/@a/video/1'><section>{}.</section></blockquote>",
    "<iframe class='mastodon-embed'>{}.</iframe>",
    "<blockquote class='text-post-media' data-text-post-permalink='https://www.threads.net/t/1'>{}.</blockquote>",
    "<div class='fb-post' data-href='https://www.facebook.com/a/posts/1'><p>{}.</p></div>",
    "<blockquote class='reddit-embed-bq'><p>{}.</p></blockquote>",
    "<amp-twitter><p>{}.</p></amp-twitter>",
    "<figure class='wp-block-embed is-provider-x'><div><p>{}.</p></div></figure>",
    "<div class='newnet-embed' data-newnet-permalink='https://new.example/1'><p>{}.</p></div>",
    "<div data-component='social-embed'><p>{}.</p></div>",
    "<lite-youtube videoid='x'><a>{}.</a></lite-youtube>",
    "<p>{}.</p><p>— アン (@annhale) 2026年11月3日</p>",
    "<blockquote><p>{}.</p></blockquote>",
    "<blockquote cite='https://a.example/'>{}.</blockquote>",
    "<figure class='wp-block-pullquote'><blockquote>{}.</blockquote></figure>",
    "<aside class='pullquote'><p>{}.</p></aside>",
    "<div class='pull-quote'>{}.</div>",
    "<figure><img src='a.png'><figcaption>{}.</figcaption></figure>",
    "<div class='wp-caption'><p class='wp-caption-text'>{}.</p></div>",
    "<p class='image-caption'>{}.</p>",
    "<div style='display:none;max-height:0'>{}.</div>",
    "<p hidden>{}.</p>",
    "<div aria-hidden='true'><p>{}.</p></div>",
    "<p class='sr-only'>{}.</p>",
    "<div style='mso-hide:all;font-size:0'>{}.</div>",
    "<div class='comments-area'><p>{}.</p></div>",
    "<table><tr><td>{}.</td></tr></table>",
    "[caption id='a' width='3']<img src='a.png'> {}.[/caption]",
    "[blockquote]{}.[/blockquote]",
    "[embed]https://{}.example/[/embed]",
    "<p>&gt; {}.</p>",
    "<p>{}. pic.twitter.com/abc</p>",
    "<p>{}.</p><p>&mdash; Ann Hale (@annhale) November 3, 2026</p>",
    "<p>View this post on Instagram</p>",
    "<noscript><p>{}.</p></noscript>",
]


def own_sentence(choose: random.Random) -> str:
    words = choose.choice(SENTENCES).split()
    first, second = sorted(choose.sample(range(1, len(words)), 2))
    parts = (" ".join(words[:first]), " ".join(words[first:second]), " ".join(words[second:]))
    return choose.choice(INSIDE).format(*parts, F=OTHERS)


def article_of_kinds(choose: random.Random) -> str:
    """A body of own sentences, between things that no reader sees or that somebody else has said."""
    blocks = [
        choose.choice(BLOCKS).format(". ".join(own_sentence(choose) for _ in range(choose.randint(1, 3))))
        for _ in range(choose.randint(1, 6))
    ]
    for _ in range(choose.randint(0, 4)):
        foreign = choose.choice(FOREIGN).format(" ".join([OTHERS.capitalize(), *[OTHERS] * choose.randint(3, 9)]))
        blocks.insert(choose.randint(0, len(blocks)), foreign)
    return "".join(blocks)


def summaries(body: str, account: Any, templates: Templates, appeal: Appeal) -> list[str]:
    """The sentences of the article in its post for each platform."""
    article = Article(site="Harbour Gazette", title="News of the day", link="https://a.example/1", body=body)
    sentences: list[str] = []
    for platform in ("x", "facebook"):
        limits = replace(PLATFORMS[platform].limits)
        try:
            post = compose(
                article,
                account("mtt", platform, f"{platform}.j2"),
                limits=limits,
                templates=templates,
                appeals=(appeal,),
            )
        except ComposeError:
            continue
        sentences += post.summary
    return sentences


def missing(sentences: list[str], body: str) -> list[str]:
    """The sentences that the reader of the body does not see; the rest of a cut one is not asked for."""
    seen = visible_text(body)
    return [sentence for sentence in sentences if letters(sentence.removesuffix(ELLIPSIS)) not in seen]


@given(st.randoms(use_true_random=False))
@settings(max_examples=300)
def test_every_sentence_of_a_post_is_seen_in_the_article_and_is_the_paper_s_own(
    account: Any, templates: Templates, donation: Appeal, choose: random.Random
) -> None:
    body = article_of_kinds(choose)
    sentences = summaries(body, account, templates, donation)
    assert missing(sentences, body) == []
    assert OTHERS not in " ".join(sentences).lower()


@pytest.mark.parametrize("foreign", FOREIGN)
def test_nothing_hidden_or_said_by_others_is_among_an_article_s_paragraphs(foreign: str) -> None:
    own = "The council voted 7 to 2 on Friday to close the bridge."
    words = f"{OTHERS.capitalize()} and more of it was {OTHERS} on Monday"
    assert paragraphs(f"<p>{own}</p>{foreign.format(words)}") == (own,)
    assert paragraphs(f"{foreign.format(words)}<p>{own}</p>") == (own,)


@pytest.mark.parametrize("inside", INSIDE + UNSEEN_INSIDE)
def test_what_stands_inside_a_sentence_leaves_its_words_as_they_are(inside: str) -> None:
    body = f"<p>{inside.format('The council voted', 'on Friday', 'to close the bridge', F=OTHERS)}.</p>"
    (paragraph,) = paragraphs(body)
    assert OTHERS not in paragraph
    words = re.findall(r"[a-zA-Z]{3,}", paragraph)
    assert words == ["The", "council", "voted", "Friday", "close", "the", "bridge"]
