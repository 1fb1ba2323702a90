"""Nobody is called by the last name alone before a post has said who that is."""

from __future__ import annotations

from bot.writing.summary.names import introductions

STORY = (
    "Mayor Ann Hale resigned on Friday.",
    "Hale took office in 2019.",
    "On Friday the council met in Leeds.",
    "The council and Ann Hale did not agree.",
    "Voters in Leeds liked Hale’s plan.",
)


def test_a_last_name_depends_on_the_sentence_with_the_whole_name() -> None:
    assert introductions(STORY, "A resignation", "en") == (None, 0, None, None, 0)


def test_a_name_in_the_title_needs_no_introduction() -> None:
    assert introductions(STORY, "Hale resigns", "en") == (None,) * 5


def test_days_and_words_that_are_written_small_elsewhere_are_no_names() -> None:
    sentences = ("On Friday The Council met.", "They met on Friday, and the council voted.", "Council talks on Friday.")
    assert introductions(sentences, "", "en") == (None, None, None)


def test_where_every_noun_has_a_capital_no_name_is_guessed() -> None:
    sentences = ("Die Stadt Köln plant eine Brücke.", "Köln baut.")
    assert introductions(sentences, "", "de") == (None, None)


def test_names_in_cyrillic_are_names_too() -> None:
    sentences = ("Мэр Анна Хейл ушла в отставку.", "Хейл занимала пост с 2019 года.")
    assert introductions(sentences, "Отставка", "ru") == (None, 0)
