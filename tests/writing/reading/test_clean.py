"""A body is reduced to its reporting, whatever software published it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.writing.reading.clean import one_line, paragraphs, recurring_paragraphs
from bot.writing.reading.wordlists import wordlist
from tests.outside import OUTSIDE

SEED = OUTSIDE / "seed-article.txt"

NEWS = "The council voted 7 to 2 on Friday to close the bridge."


def test_a_wordpress_body_is_decoded_and_its_furniture_is_gone() -> None:
    body = """
    <p>By Jane Doe</p><p>May 3, 2026</p>
    <p>It&#8217;s the mayor&rsquo;s &#8220;last&nbsp;word&#8221;, s&shy;he said&hellip; on Monday.</p>
    <figure class="wp-caption"><img/><figcaption>The mayor smiles. She is happy.</figcaption></figure>
    <script>alert("news. news.")</script><style>p { color: red. }</style>
    <div class="sharedaddy"><p>Share this: on all networks today.</p></div>
    <h2>Background</h2>
    <table><tr><td>A cell with a sentence.</td></tr></table>
    <p>First line.<br/>Second line.</p>
    <ul><li>A list entry</li><li>An entry that is a whole sentence.</li></ul>
    <p>[&#8230;]</p>
    <p>The post <a href="/x">Title</a> appeared first on <a href="/">Site</a>.</p>
    """
    assert paragraphs(body, author="Jane Doe") == (
        "It’s the mayor’s “last word”, she said… on Monday.",
        "First line.",
        "Second line.",
        "An entry that is a whole sentence.",
    )


@pytest.mark.parametrize(
    "line",
    [
        "Donate: please support us at https://example.org/give.",
        "Spenden Sie bitte für uns: spenden@example.org",
        "Please subscribe to our newsletter for more stories like this.",
        "Follow us on X",
        "Please support our work with a gift.",
        "Поддержите нас: пожертвуйте сегодня.",
        "PLEASE JOIN ON FACEBOOK",
        "Read more: the bridge in pictures",
        "Read more about the bridge here.",
        "Related: The bridge in pictures",
        "https://example.org/a https://example.org/b",
        "http://example.org Example News – World News",
        "The Evening Star is part of the Star Group",
        "Leave a Reply",
        "Listen here on your chosen podcast platform.",
        "This article was generated with the help of AI and reviewed by an editor.",
        "Dieser Artikel wurde mithilfe von KI erstellt.",
        "Cet article a été généré par une intelligence artificielle.",
        "Your email address will not be published. Required fields are marked *",
        "All rights reserved. No part may be copied.",
        "Photo: Reuters.",
        "* * *",
        "Читайте также: мост в картинках.",
        "関連記事：橋の写真。",
        "November 23, 2026",
    ],
)
def test_what_stands_around_the_news_is_left_out(line: str) -> None:
    assert paragraphs(f"<p>{NEWS}</p><p>{line}</p>") == (NEWS,)


@pytest.mark.parametrize(
    "news",
    [
        "The foundation will donate 5 million yen to the schools of Fukushima, its chairman told reporters in Tokyo.",
        "Related companies must file a joint report by May, the ministry ruled.",
        "Sponsored by the state, the plan passed on Monday.",
        "Copyright law changed on Monday.",
        "Posted on Monday, the video shows the bridge. It has been seen a million times.",
        "Президент поддержал наших спортсменов.",
        "Подписание договора состоялось в Москве.",
        "シェアが拡大した。",
        "شارك الوزير في الاجتماع.",
        "Byron County elected its first mayor on Tuesday.",
        "“We will follow the rules,” she said.",
        "The firm’s site, example.org, was down for two hours.",
    ],
)
def test_news_about_gifts_or_sites_is_still_news(news: str) -> None:
    assert paragraphs(f"<p>{news}</p>") == (news,)


@pytest.mark.parametrize(
    "body",
    [
        "<div>One sentence here.<br><br>Another one.</div>",
        "<p>One sentence here.</p><div class='kg-embed-card'><p>Tweet.</p></div><p>Another one.</p>",
        "<p>One sentence here.</p><div class='subscription-widget-wrap'><p>Read on.</p></div><p>Another one.</p>",
        "One sentence here.\n\nAnother one.",
        "One <b>sentence</b> here.\n\nAnother one.",
    ],
    ids=["Blogger", "Ghost", "Substack", "plain", "plain with tags"],
)
def test_each_software_s_paragraphs_are_found(body: str) -> None:
    assert paragraphs(body) == ("One sentence here.", "Another one.")


def test_the_title_and_the_byline_are_not_repeated() -> None:
    body = f"<p>Bridge to close</p><p>Jane Doe and John Roe</p><p>The Evening Star</p><p>{NEWS}</p>"
    assert paragraphs(body, title="Bridge to Close", author="Jane Doe and John Roe", site="The Evening Star") == (NEWS,)


def test_an_excerpt_loses_the_title_and_the_dateline_that_stand_before_the_news() -> None:
    assert paragraphs(f"Bridge to close {NEWS}", title="Bridge to close") == (NEWS,)
    assert paragraphs(f"<p>OSAKA, Sept. 14 — {NEWS}</p>") == (NEWS,)


def test_a_site_s_own_recurring_line_is_learned_from_its_articles() -> None:
    motto = "The Star shines for everyone who lives in the valley."
    bodies = [f"<p>Story {nth} has its own sentence.</p><p>{motto}</p>" for nth in range(5)]
    recurring = recurring_paragraphs(bodies)
    assert paragraphs(bodies[0], recurring=recurring) == ("Story 0 has its own sentence.",)
    assert paragraphs(bodies[0]) == ("Story 0 has its own sentence.", motto)


def test_two_articles_are_too_few_to_learn_from() -> None:
    assert recurring_paragraphs([f"<p>{NEWS}</p>"] * 2) == frozenset()


def test_a_million_nested_tags_lose_no_news() -> None:
    assert paragraphs("<div>" * 4_000 + f"<p>{NEWS}</p>") == (NEWS,)
    assert paragraphs(f"<p>{NEWS}</p>" + "<div>" * 1_000_000) == (NEWS,)


def test_a_box_inside_a_paragraph_does_not_cut_its_sentence_in_two() -> None:
    body = "<p>The council voted on Friday evening <div class='inline-ad'>Buy it now.</div>to close the bridge.</p>"
    assert paragraphs(body) == ("The council voted on Friday evening to close the bridge.",)


@pytest.mark.parametrize("line", wordlist("embedded_posts")["view"])
@pytest.mark.parametrize("as_written", [str, str.lower])
def test_the_line_of_an_embedded_post_ends_a_paragraph_in_every_language(
    line: str, as_written: Callable[[str], str]
) -> None:
    news = "The bridge over the Ouse closes on Monday for repairs."
    assert paragraphs(f"<p>{news} {as_written(line)} Somebody else's words (@somebody)</p>") == (news,)


def test_the_rest_of_a_sentence_whose_head_is_elsewhere_is_no_paragraph() -> None:
    items = "<p>The plan that was passed on Friday covers:</p><ul><li>all the buses.</li><li>all the trams.</li></ul>"
    assert paragraphs(f"{items}<p>iPhone sales fell on Monday.</p>")[-1] == "iPhone sales fell on Monday."
    assert not {"all the buses.", "all the trams."} & set(paragraphs(items))


@pytest.mark.parametrize("head", ["By Jane Doe", "Berlin (dpa)", "Liebe Leserinnen und liebe Leser,"])
def test_a_lead_in_lower_case_after_a_byline_or_a_greeting_stays(head: str) -> None:
    lead = "von der Leyen sagte am Montag, sie werde gehen."
    assert lead in paragraphs(f"<p>{head}</p><p>{lead}</p>")


@pytest.mark.parametrize("body", ["", "<", "<p>", "<!-- -->", "<?xml version='1.0' encoding='x'?><p>", "\0", "\ud800"])
def test_a_body_that_is_nothing_is_no_news(body: str) -> None:
    assert paragraphs(body) == ()


def test_a_picture_written_into_the_body_does_not_hide_the_news() -> None:
    assert paragraphs(f"<p><img src='data:image/png;base64,{'A' * 300_000}'></p><p>{NEWS}</p>") == (NEWS,)


def test_characters_that_would_damage_a_post_are_gone() -> None:
    assert one_line("a\u202eb\x00c\u200bd\ufeffe\xad f\xa0g\n h\ud800i") == "abcde f g hi"
    assert one_line("می\u200cخواهم 👨\u200d👩\u200d👧") == "می\u200cخواهم 👨\u200d👩\u200d👧"


@pytest.mark.outside_data("seed-article.txt")
def test_the_seed_article_is_exactly_its_eleven_paragraphs_of_reporting() -> None:
    text = SEED.read_text(encoding="utf-8")
    found = paragraphs(text, title=text.splitlines()[0], author="Sawako Uchida and Lee Jay Walker")
    first = text.index("The Russian Federation and Japan called")
    last = text.index("\n\nhttp://www.reuters.com")
    assert found == tuple(text[first:last].split("\n\n"))
    assert len(found) == 11


def test_a_dateline_behind_a_standfirst_is_no_part_of_the_sentence() -> None:
    standfirst = "Officials in three counties knew of unsafe wells for six years before they told anybody."
    lead = "Ann Lee remembers the day on which she gave up coffee."
    later = "LYNDON, Kan. — is how her letters to the county begin."
    body = f"<p>{standfirst}</p><p>WENDOVER, Kan. — {lead}</p><p>{later}</p>"
    assert paragraphs(body) == (standfirst, lead, later)
