"""The date of a page is the one at which its article came out, or none; no comment's, no event's, no other story's."""

from __future__ import annotations

import pytest

from bot.sources.parsing.markup import read_page

HEADING = "<h1>The bridge at Aldport opens again</h1>"
PROSE = "".join(
    f"<p>Engineer number {count} said on Thursday that the bridge had passed its test, and that lorries might cross "
    "it from Monday on, as the council had promised in spring.</p>"
    for count in range(40, 44)
)
OWN, OTHER = "2026-11-20T08:15:00+00:00", "2026-01-02T03:04:05+00:00"
TIME, OTHER_TIME = (f'<time datetime="{moment}">then</time>' for moment in (OWN, OTHER))


def published(body: str, head: str = "") -> str:
    page = f"<html><head><title>The bridge at Aldport opens again</title>{head}</head><body>{body}</body></html>"
    return read_page(page, "https://gazette.example/bridge").published


def linked_data(**facts: str) -> str:
    members = ", ".join(f'"{name}": "{value}"' for name, value in facts.items())
    return (
        f'<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "The bridge", {members}}}</script>'
    )


SAID = {
    "Open Graph": (f'<meta property="article:published_time" content="{OWN}">', ""),
    "JSON-LD": (linked_data(datePublished=OWN), ""),
    "an unreadable tag before JSON-LD": (
        f'<meta property="article:published_time" content="soon">{linked_data(datePublished=OWN)}',
        "",
    ),
    "Dublin Core": (f'<meta name="DCTERMS.issued" content="{OWN}">', ""),
    "a scholar's tag": (f'<meta name="citation_publication_date" content="{OWN}">', ""),
    "microdata in the head": (f'<meta itemprop="datePublished" content="{OWN}">', ""),
    "microdata on a time": ("", f'<time itemprop="dateModified datePublished" datetime="{OWN}">then</time>'),
    "microdata on a span": ("", f'<span itemprop="datePublished" content="{OWN}">heute</span>'),
    "HTML5's draft": ("", f'<time pubdate datetime="{OWN}">then</time>'),
    "hAtom's abbr": ("", f'<abbr class="published" title="{OWN}">then</abbr>'),
    "h-entry": ("", f'<time class="dt-published" datetime="{OWN}">then</time>'),
    "WordPress": ("", f'<a href="/bridge"><time class="entry-date published updated" datetime="{OWN}">then</time></a>'),
}


@pytest.mark.parametrize("layout", ["<main>{0}{1}{2}</main>", "<article>{0}{1}{2}</article>", "<div>{1}{0}{2}</div>"])
@pytest.mark.parametrize(("head", "mark"), SAID.values(), ids=SAID)
def test_a_date_that_is_marked_as_that_of_publication_is_it(head: str, mark: str, layout: str) -> None:
    others = f"<aside>{OTHER_TIME}</aside><footer>{OTHER_TIME}</footer>"
    assert published(layout.format(HEADING, mark, PROSE) + others, head) == OWN


BESIDE = {
    "in the header": f"<article><header>{HEADING}{TIME}</header>{PROSE}</article>",
    "above the headline": f"<article><header>{TIME}{HEADING}</header>{PROSE}</article>",
    "below the headline": f"<main>{HEADING}{TIME}{PROSE}</main>",
    "without any element of the article": f"<div>{HEADING}<div class='meta'>{TIME}</div>{PROSE}</div>",
    "behind a standfirst": f"<article>{HEADING}<p>{'A long standfirst tells it. ' * 4}</p>{TIME}{PROSE}</article>",
    "behind a standfirst that is a heading": f"<main>{HEADING}<h2>Lorries may cross on Monday</h2>{TIME}{PROSE}</main>",
    "in a byline": f"<article>{HEADING}<p>By Ann Lee, harbour correspondent, {TIME}, 4 minutes</p>{PROSE}</article>",
    "in a list": f"<article>{HEADING}<ul><li>Ann Lee</li><li>{TIME}</li></ul>{PROSE}</article>",
    "before that of a change": f"<article>{HEADING}<time datetime='2026-11-21'>changed</time>{TIME}{PROSE}</article>",
    "without datetime": f"<article>{HEADING}<time>{OWN}</time>{PROSE}</article>",
    "beside a change's": f"<main>{HEADING}<time class='updated' datetime='{OTHER}'>x</time>{TIME}{PROSE}</main>",
    "beside an event's": f"<main>{HEADING}<time itemprop='startDate' datetime='{OTHER}'>x</time>{TIME}{PROSE}</main>",
}


@pytest.mark.parametrize("body", BESIDE.values(), ids=BESIDE)
def test_a_date_beside_the_headline_is_that_of_the_article(body: str) -> None:
    assert published(f"<header>{OTHER_TIME}</header>{body}<footer>{OTHER_TIME}</footer>") == OWN


FOREIGN = {
    "today's in the masthead": f"<header><p>{OTHER_TIME}</p></header><main>{HEADING}{PROSE}</main>",
    "today's in a masthead without an element": f"<div>{OTHER_TIME}</div><div>{HEADING}{PROSE}</div>",
    "of the navigation": f"<main><nav>{OTHER_TIME}</nav>{HEADING}{PROSE}</main>",
    "of a sidebar": f"<main>{HEADING}<aside>{OTHER_TIME}</aside>{PROSE}</main>",
    "of a sidebar before all": f"<aside>{OTHER_TIME}</aside><article>{HEADING}{PROSE}</article>",
    "of another story": f"<main><article>{OTHER_TIME}<h2>Other</h2></article>{HEADING}{PROSE}</main>",
    "of a story behind a short text": f"<main>{HEADING}<p>Short.</p><h3><a href='/x'>Other</a></h3>{OTHER_TIME}</main>",
    "of a story in a link": f"<main>{HEADING}<p>Short.</p><a href='/x'><h3>Other</h3>{OTHER_TIME}</a></main>",
    "of a comment": f"<article>{HEADING}{PROSE}<article class='comment'>{OTHER_TIME}</article></article>",
    "of a comment in a list": f"<article>{HEADING}{PROSE}<ol><li>{OTHER_TIME} Well said.</li></ol></article>",
    "of a marked comment": (
        f"<article>{HEADING}{PROSE}<div itemscope itemtype='https://schema.org/Comment'>"
        f"<time itemprop='datePublished' datetime='{OTHER}'>x</time></div></article>"
    ),
    "of a marked event": (
        f"<article>{HEADING}<div itemscope itemtype='https://schema.org/Event'>{OTHER_TIME}</div>{PROSE}</article>"
    ),
    "of an event": f"<main>{HEADING}<time itemprop='startDate' datetime='{OTHER}'>x</time>{PROSE}</main>",
    "of a change": f"<main>{HEADING}<time class='dt-updated' datetime='{OTHER}'>x</time>{PROSE}</main>",
    "told in the text": (
        f"<main>{HEADING}<p>The bridge had been closed since {OTHER_TIME}, when a barge struck its second pier and the "
        f"harbour office found cracks in the stone that nobody had seen before then.</p>{PROSE}</main>"
    ),
    "far below": f"<main>{HEADING}{PROSE}{OTHER_TIME}</main>",
    "of a marked story in another article": (
        f"<article>{HEADING}{PROSE}</article><article><time pubdate datetime='{OTHER}'>x</time></article>"
    ),
}


@pytest.mark.parametrize("body", FOREIGN.values(), ids=FOREIGN)
def test_a_date_that_is_not_the_articles_is_not_taken_for_it(body: str) -> None:
    assert published(body) == ""
