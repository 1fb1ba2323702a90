"""No sentence that only lends colour stands alone below a title."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.article import Article
from bot.writing.compose import Post
from bot.writing.summary.ranking import ranked_sentences
from bot.writing.summary.versions import summary_versions

STORIES = [
    (
        "en",
        "Night ferry to Ilmor stops in May",
        "The company will end its night ferry to Ilmor in May, after 61 years.",
        "Gulls circled above the empty pier in the evening light.",
    ),
    (
        "de",
        "Nachtfähre nach Ilmor endet im Mai",
        "Die Reederei stellt ihre Nachtfähre nach Ilmor im Mai nach 61 Jahren ein.",
        "Am Kai kreischten hungrige Möwen, und keiner wollte gehen.",
    ),
    (
        "fr",
        "Le bac de nuit pour Ilmor s’arrête en mai",
        "La compagnie met fin en mai à son bac de nuit pour Ilmor, après 61 ans.",
        "Quelques mouettes tournaient au-dessus du quai désert.",
    ),
    (
        "pl",
        "Nocny prom do Ilmoru kończy kursy w maju",
        "Armator zakończy w maju, po 61 latach, kursy nocnego promu do Ilmoru.",
        "Nad pustym nabrzeżem krążyły wieczorem głodne mewy.",
    ),
    (
        "ru",
        "Ночной паром в Ильмор отменят в мае",
        "Судоходная фирма отменит в мае ночной паром в Ильмор, который ходил 61 год.",
        "Над пустым причалом весь вечер кричали голодные чайки.",
    ),
    (
        "tr",
        "Ilmor gece feribotu mayısta kalkıyor",
        "Denizcilik işletmesi Ilmor gece feribotunu 61 yıl sonra mayısta kaldırıyor.",
        "Boş iskelenin üzerinde akşam boyunca martılar dönüp durdu.",
    ),
    (
        "fi",
        "Ilmorin yölautta lopettaa toukokuussa",
        "Varustamo lopettaa Ilmorin yölautan liikenteen toukokuussa 61 vuoden jälkeen.",
        "Tyhjän laiturin yllä kaartelivat illalla nälkäiset lokit.",
    ),
    (
        "zh",
        "伊尔莫夜间渡轮五月停航",
        "航运企业将于五月停开运营61年的伊尔莫夜间渡轮。",
        "夕阳下海鸥盘旋在空荡荡的码头上空，没有人说话。",
    ),
]
"""Language, title, lead, and a sentence that only lends colour."""
NEWS = {
    "en": "Some 140 sailors lose their jobs.",
    "de": "Rund 140 Matrosen verlieren ihre Arbeit.",
    "fr": "Au total, 140 marins perdent leur emploi.",
    "pl": "Pracę straci 140 marynarzy.",
    "ru": "Работу потеряют 140 моряков.",
    "tr": "Toplam 140 denizci işini kaybedecek.",
    "fi": "Noin 140 merimiestä menettää työnsä.",
    "zh": "约140名船员将失去工作。",
}
"""Sentences that share no word with title and lead either, but tell a figure."""


def colours(language: str, title: str, *sentences: str) -> list[bool]:
    ranked = ranked_sentences(sentences, title=title, language=language)
    return [each.is_colour for each in sorted(ranked, key=lambda each: each.position)]


@pytest.mark.parametrize(("language", "title", "lead", "colour"), STORIES)
def test_what_shares_no_word_with_the_news_and_tells_no_figure_and_no_name_is_colour(
    language: str, title: str, lead: str, colour: str
) -> None:
    assert colours(language, title, lead, colour) == [False, True]


@pytest.mark.parametrize(("language", "title", "lead", "colour"), STORIES)
def test_a_new_figure_is_news(language: str, title: str, lead: str, colour: str) -> None:
    assert colours(language, title, lead, NEWS[language]) == [False, False]


@pytest.mark.parametrize(
    "sentence", ["Two people drowned on the way.", "Dozens wept at home.", "Later Anna Reiss wept alone."]
)
def test_a_figure_in_words_and_a_name_are_news(sentence: str) -> None:
    _, title, lead, _ = STORIES[0]
    assert colours("en", title, lead, sentence) == [False, False]


def test_colour_stands_in_no_summary_by_itself() -> None:
    _, title, lead, colour = STORIES[0]
    ranked = ranked_sentences((lead, colour), title=title, language="en")
    summaries = [summary.text for summary in summary_versions(ranked, 3, "en", title=title)]
    assert colour not in summaries
    assert f"{lead} {colour}" in summaries


def test_where_the_news_has_no_room_the_title_stands_alone_rather_than_beside_colour(
    compose_post: Callable[..., Post],
) -> None:
    _, title, _, colour = STORIES[0]
    lead = (
        "The shipping company that has carried people to Ilmor since 1965 said on Friday that it will end its night "
        "ferry in May because fuel has doubled in price and because the state has refused to pay more for a route that "
        "fewer than nine passengers use on a winter night, as it had been asked to for the third time."
    )
    article = Article(
        site="Star", title=title, link="https://star.org/a", body=f"<p>{lead}</p><p>{colour}</p>", language="en"
    )
    assert compose_post(article).summary == ()


def test_in_a_script_without_capitals_what_the_next_sentence_takes_up_may_be_a_name() -> None:
    title, lead = "इलमोर की रात की नाव मई में बंद होगी", "कंपनी इलमोर की रात की नाव 61 साल बाद मई में बंद कर देगी।"
    first, second = "जहाजरानी मंत्री प्रवेश वर्मा ने बंदरगाह का दौरा किया।", "वर्मा ने कहा कि दूसरी सेवा जल्द शुरू होगी।"
    assert colours("hi", title, lead, first, second)[1] is False
