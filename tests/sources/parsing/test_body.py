from __future__ import annotations

import pytest

from bot.sources.parsing.body import body_of
from bot.sources.parsing.markup import document

FERRY = (
    "The ferry stayed in port on Friday because of the storm, the harbour master said in a statement.",
    "It sails again on Monday, and passengers with tickets for the weekend get their money back by post.",
    "The storm was the third of this month, and the town hall expects that the next one comes in December.",
)
STORY = "".join(f"<p>{text}</p>" for text in FERRY)


def body(page: str) -> str:
    tree = document(page)
    assert tree is not None
    return body_of(tree)


@pytest.mark.parametrize(
    "paragraph",
    [
        "<p>Police said <del>five</del> <ins>six</ins> people were hurt when two ferries collided off the quay.</p>",
        "<p>The operator will refund <s>40</s> 55 pounds to each of the 212 passengers, it said on Wednesday.</p>",
        "<p>Ministern sade <q>jag avgår aldrig</q> när hon fick frågan om brevet på tisdagen i riksdagen.</p>",
        "<p>Het reservoir bevat 10<sup>9</sup> liter op 12 m<sub>2</sub>, zei de woordvoerder van het bedrijf.</p>",
        '<p>Meclis karar verdi <img alt="🌉" class="emoji" src="e.png"> ve köprü dokuz ay kapalı kalacak, dedi.</p>',
        '<p>The report <span class="screen-reader-text">(opens in a new tab)</span> names a radar as the cause.</p>',
        '<p>The council <span aria-hidden="true">*</span> voted seven to two for the repair of the old bridge.</p>',
    ],
)
def test_what_changes_the_meaning_of_a_sentence_stays_in_its_markup(paragraph: str) -> None:
    assert paragraph in body(f"<article>{STORY}{paragraph}{STORY.replace('storm', 'gale')}</article>")


@pytest.mark.parametrize("kind", ["mastodon-embed", "bluesky-embed", "instagram-media", "text-post-media"])
def test_an_embedded_post_is_known_by_its_class_or_is_left_out(kind: str) -> None:
    post = "I saw the collision this morning, and it was louder than anything that I have ever heard."
    page = (
        f"<article>{STORY}<blockquote class='{kind}'><p>{post}</p></blockquote><script src=x></script>{STORY}</article>"
    )
    read = body(page)
    assert post not in read or f'<blockquote class="{kind}"><p>{post}</p>' in read


@pytest.mark.parametrize("hiding", ["hidden", "style='display: none'", "style='color:red;VISIBILITY:hidden'"])
@pytest.mark.parametrize("element", ["p", "span"])
def test_what_a_page_hides_is_not_read(hiding: str, element: str) -> None:
    hidden = (
        f"<{element} {hiding}>Text that no reader sees, for search engines and for mail programs alone.</{element}>"
    )
    page = f"<article><p>{FERRY[0]} {hidden if element == 'span' else ''}</p>{hidden}{STORY}</article>"
    assert "no reader" not in body(page)
    assert FERRY[0] in body(page)


@pytest.mark.parametrize("container", ["div class='js-paywall'", "section class='promo'", "form id='aspnetForm'", "td"])
def test_the_container_of_the_article_leaves_no_trace(container: str) -> None:
    name = container.split()[0]
    page = f"<table><tr><td>Menu</td><{container}>{STORY}</{name}></tr></table>"
    assert body(page).split("\n") == [f"<p>{text}</p>" for text in FERRY]


def test_lines_that_only_br_divides_stay_divided() -> None:
    lines = (
        "　市議会は月曜日、改修のため橋を九か月間閉鎖することを決定した。",
        "　市長は工事費が三億五千万円になると述べた。",
    )
    read = body(f"<h1>橋の閉鎖</h1><div class=entry>{lines[0]}<br><br>{lines[1]}</div>")
    assert read.replace("\n", "").replace("　", "") == f"{lines[0]}<br><br>{lines[1]}".replace("　", "")


def test_a_text_that_a_page_repeats_for_other_screens_is_read_once() -> None:
    page = f"<article>{STORY}</article><aside class='print-only'>{STORY}</aside>"
    assert body(page).count(FERRY[1]) == 1


@pytest.mark.parametrize("wrapper", ["body", "div"])
def test_an_article_that_only_a_script_shows_is_read(wrapper: str) -> None:
    assert FERRY[1] in body(f"<{wrapper} style='visibility:hidden'><article>{STORY * 2}</article></{wrapper}>")


def test_an_article_in_two_containers_is_read_whole() -> None:
    second = "".join(f"<p>{text.replace('storm', 'strike').replace('port', 'dock')}</p>" for text in FERRY)
    read = body(
        f"<div><div class=chunk>{STORY}</div><div class=ad>Advertisement</div><div class=chunk>{second}</div></div>"
    )
    assert FERRY[2] in read
    assert FERRY[2].replace("storm", "strike") in read
    assert "Advertisement" not in read


def test_the_title_is_no_part_of_the_body() -> None:
    assert body("<article><h1>Veerpont vaart niet</h1><p>De veerpont vaart niet door de storm.</p></article>") == (
        "<p>De veerpont vaart niet door de storm.</p>"
    )


def test_a_text_that_stands_only_in_the_pages_data_is_read_without_markup() -> None:
    text = " ".join(FERRY) * 3
    data = f'{{"@type": "NewsArticle", "headline": "Ferry", "articleBody": "{text} A &lt;b> B"}}'
    read = body(
        f"<script type='application/ld+json'>{data}</script><div id=app><noscript>Use JavaScript</noscript></div>"
    )
    assert read.startswith(f"<p>{FERRY[0]}")
    assert "<b>" not in read
