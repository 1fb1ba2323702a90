"""A post about a leader, a column or a guest's essay says that it is one, in the words of its own site."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from bot.article import Article
from bot.writing.compose import Post
from bot.writing.furniture.opinion import Mark, before_title, is_opinion_section, opinion_mark

Compose = Callable[..., Post]

FACTS = "<p>Since January the bridge has cost two pounds a car, and 30,000 cars cross it each day.</p>"

SECTIONS = [
    ("en", "Opinion", "Opinion: "),
    ("en", "Editorials", "Editorials: "),
    ("en", "News > Commentary", "Commentary: "),
    ("de", "Leitartikel", "Leitartikel: "),
    ("de", "gastbeitrag", "Gastbeitrag: "),
    ("fr", "Tribune", "Tribune\u00a0: "),
    ("es", "Opinión", "Opinión: "),
    ("pt", "Artigo de opinião", "Artigo de opinião: "),
    ("it", "L’editoriale", "L’editoriale: "),
    ("nl", "Opinie", "Opinie: "),
    ("sv", "LEDARE", "LEDARE: "),
    ("da", "Kronik", "Kronik: "),
    ("no", "Meninger", "Meninger: "),
    ("fi", "Pääkirjoitus", "Pääkirjoitus: "),
    ("is", "Leiðari", "Leiðari: "),
    ("pl", "Felieton", "Felieton: "),
    ("cs", "Komentáře", "Komentáře: "),
    ("hu", "Vélemény", "Vélemény: "),
    ("ro", "Opinii", "Opinii: "),
    ("bg", "Мнения", "Мнения: "),
    ("hr", "Kolumne", "Kolumne: "),
    ("el", "Απόψεις", "Απόψεις: "),
    ("tr", "Köşe Yazısı", "Köşe Yazısı: "),
    ("ru", "Колонка", "Колонка: "),
    ("uk", "Думка", "Думка: "),
    ("et", "Arvamus", "Arvamus: "),
    ("lt", "Nuomonės", "Nuomonės: "),
    ("lv", "Viedokļi", "Viedokļi: "),
    ("ar", "رأي", "رأي: "),
    ("fa", "سرمقاله", "سرمقاله: "),
    ("ur", "اداریہ", "اداریہ: "),
    ("he", "דעות", "דעות: "),
    ("hi", "संपादकीय", "संपादकीय: "),
    ("bn", "মতামত", "মতামত: "),
    ("ta", "தலையங்கம்", "தலையங்கம்: "),
    ("id", "Tajuk Rencana", "Tajuk Rencana: "),
    ("vi", "Xã luận", "Xã luận: "),
    ("tl", "Opinyon", "Opinyon: "),
    ("ja", "社説", "社説："),
    ("zh", "评论", "评论："),
    ("ko", "사설", "사설: "),
    ("th", "บทบรรณาธิการ", "บทบรรณาธิการ: "),
]
TITLES_THAT_SAY_SO = [
    ("en", "Opinion | The bridge is ours"),
    ("en", "The bridge is ours | Editorial"),
    ("en", "The bridge is ours | Comment | The Star"),
    ("en", "Anne Hart: The bridge is ours"),
    ("en", "The bridge is ours, by Anne Hart"),
    ("de", "Kommentar zur Maut: Die Brücke gehört allen"),
    ("fr", "Édito. Le pont est à nous"),
    ("es", "El puente es nuestro (Opinión)"),
    ("ja", "【社説】橋は市民のものだ"),
    ("ja", "社説　橋は市民のものだ"),
    ("ko", "[사설] 다리는 시민의 것이다"),
]
REPORTS = [
    ("en", "Opinion polls tighten before May vote", ("Opinion polls", "Politics")),
    ("en", "Presidential debate draws 40 million", ("Debate", "Politics")),
    ("sv", "Nya regler för kommentarer", ("Sverige",)),
    ("de", "Verlag stellt Kolumnisten ein", ("Medien", "Kolumnisten")),
    ("es", "Crónica de una noche en el puente", ("Crónica",)),
    ("zh", "博鳌论坛开幕", ("论坛",)),
]


def article_of(title: str = "The bridge is ours", language: str = "en", **more: Any) -> Article:
    return Article(site="Star", title=title, language=language, **{"link": "https://star.org/b/", "body": FACTS} | more)


@pytest.mark.parametrize(("language", "section", "label"), SECTIONS)
def test_the_section_of_a_view_is_known_and_stands_before_its_title(language: str, section: str, label: str) -> None:
    mark = opinion_mark(title="7", written_title="7", link="", tags=(section,), body="", author="", language=language)
    assert before_title(mark.label, language) == label


def test_a_post_says_that_it_is_about_a_view_and_a_preview_why(compose_post: Compose) -> None:
    post = compose_post(article_of(tags=("Opinion", "Roads")))
    assert post.text.startswith("Opinion: The bridge is ours\n\nSince January")
    assert any("no report but a view" in warning for warning in post.warnings)


@pytest.mark.parametrize(("language", "title"), TITLES_THAT_SAY_SO)
def test_a_title_that_says_so_itself_is_left_as_it_is(language: str, title: str) -> None:
    tags = ("Opinion", "Kommentar", "Édito", "Opinión", "社説", "사설")
    mark = opinion_mark(
        title=title, written_title=title, link="", tags=tags, body=FACTS, author="Anne Hart", language=language
    )
    assert mark == Mark("", "")


@pytest.mark.parametrize(("language", "title", "tags"), REPORTS)
def test_a_report_in_such_words_is_no_view(language: str, title: str, tags: tuple[str, ...]) -> None:
    mark = opinion_mark(
        title=title,
        written_title=title,
        link="https://star.org/n/b/",
        tags=tags,
        body=FACTS,
        author="",
        language=language,
    )
    assert mark == Mark("", "")


def test_a_label_before_the_first_sentence_marks_a_view(compose_post: Compose) -> None:
    post = compose_post(article_of(body=FACTS.replace("<p>", "<p><b>COMMENT</b> | ")))
    assert post.text.startswith("COMMENT: The bridge is ours\n\nSince January")


@pytest.mark.parametrize(
    "line", ["<p>Comment</p>", "<p>Kommentare: 0</p>", "<div>Opinion</div>", "<p>Comment (12)</p>"]
)
def test_a_link_to_what_readers_say_marks_no_view(compose_post: Compose, line: str) -> None:
    assert compose_post(article_of(body=line + FACTS)).text.startswith("The bridge is ours\n")


def test_a_folder_of_the_address_marks_a_view(compose_post: Compose) -> None:
    text = "<p>La biblioteca de Vallecas cierra en enero. Cada tarde estudian en ella 240 personas.</p>"
    article = article_of("No cierren la biblioteca", "es", link="https://diario.es/opinion/biblioteca/", body=text)
    assert compose_post(article).text.startswith("Opinión: No cierren la biblioteca\n")


def test_an_english_word_in_the_address_of_another_language_is_not_shown_but_the_author(compose_post: Compose) -> None:
    text = "<p>一月から橋の通行料が二千円になった。利用者は三割減った。</p>"
    article = article_of("橋の通行料を問う", "ja", link="https://example.jp/editorial/1", body=text, author="佐藤恵美")
    assert compose_post(article).text.startswith("佐藤恵美：橋の通行料を問う\n")


def test_a_label_that_was_cut_from_the_title_with_the_name_of_the_site_stands_before_it(compose_post: Compose) -> None:
    assert compose_post(article_of("The bridge is ours | Opinion | Star")).text.startswith(
        "Opinion: The bridge is ours\n"
    )


def test_of_a_view_that_only_its_page_calls_so_the_author_stands_before_the_title(compose_post: Compose) -> None:
    post = compose_post(article_of(tags=("OpinionNewsArticle", "Roads"), author="Anne Hart"))
    assert post.text.startswith("Anne Hart: The bridge is ours\n")
    assert "#OpinionNewsArticle" not in post.text


def test_of_a_view_that_names_nobody_a_preview_says_so(compose_post: Compose) -> None:
    post = compose_post(article_of(tags=("OpinionNewsArticle",)))
    assert post.text.startswith("The bridge is ours\n")
    assert any("names no author" in warning for warning in post.warnings)


def test_the_label_stays_where_the_title_has_no_room(compose_post: Compose) -> None:
    title = "The bridge is ours and always was " * 8
    assert compose_post(article_of(title.strip(), tags=("Opinion",))).text.startswith("Opinion\n\nSince January")


def test_the_section_is_no_hashtag_beside_its_label(compose_post: Compose) -> None:
    assert "#Opinion" not in compose_post(article_of(tags=("Opinion", "Roads"))).text
    assert is_opinion_section("Nieuws > Opinie", "nl")
    assert not is_opinion_section("Opinion polls", "en")
