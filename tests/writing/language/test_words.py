"""Each language's words are one well-formed file, read when the language is first asked for."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest

from bot.writing.language.cues import has
from bot.writing.language.text import Text
from bot.writing.language.words import cues_of
from bot.writing.wordfiles import wordfile

LANGUAGES = {
    entry.name.removesuffix(".toml"): tomllib.loads(entry.read_text(encoding="utf-8"))
    for entry in files("bot.writing.language.words").iterdir()
    if entry.name.endswith(".toml")
}
LISTS = {
    "referring",
    "source",
    "earlier",
    "here",
    "aged",
    "partitive",
    "quantity",
    "demonstrative",
    "times",
    "inverted",
    "finite",
    "subordinating",
    "complementizer",
    "participles",
    "articles",
    "leaning",
    "expletive",
    "pronoun",
    "comment",
    "attribution",
    "negation",
    "condition",
    "limiting",
    "ignored",
    "boundary",
    "unfinished",
    "coordinating",
    "continuing",
    "of_them",
    "institution",
    "credit",
    "matter",
}
EVERY_LANGUAGE_HAS = {"leaning", "referring", "pronoun", "comment", "attribution", "negation", "condition", "limiting"}


def entries(text: str) -> list[str]:
    return [entry.strip() for entry in text.replace("\n", "|").split("|") if entry.strip()]


def test_forty_languages_have_a_file() -> None:
    assert len(LANGUAGES) >= 40


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_a_file_has_every_list_and_no_key_that_nobody_reads(language: str) -> None:
    data = LANGUAGES[language]
    assert data.keys() >= EVERY_LANGUAGE_HAS
    assert data.keys() <= LISTS | {
        "verb_last",
        "demonstrative_follows",
        "adjectives_first",
        "spaces",
        "proclitics",
        "cyrillic",
    }
    assert all(len(entries(data[key])) >= 10 for key in EVERY_LANGUAGE_HAS - {"pronoun"})


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_an_entry_is_in_lower_case_and_a_star_stands_at_its_end_or_beginning(language: str) -> None:
    for key in LISTS & LANGUAGES[language].keys():
        for entry in entries(LANGUAGES[language][key]):
            assert entry == entry.lower(), entry
            bare = entry.removeprefix(", ").removeprefix("*").removesuffix("*")
            assert key == "expletive" or "*" not in bare, entry
            assert "-*" not in entry, (
                f"{entry}: a hyphen separates words, so this would be each word with that beginning"
            )
            assert entry.strip("*=^, "), key


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_a_language_can_be_cut_only_where_words_are_named_before_which_it_can_end(language: str) -> None:
    data = LANGUAGES[language]
    assert bool(data.get("verb_last", False)) != bool(entries(data.get("boundary", "")))


@pytest.mark.parametrize(
    ("variant", "language"), [("nb", "no"), ("nn", "no"), ("hr", "sr"), ("bs", "sr"), ("ms", "id"), ("fil", "tl")]
)
def test_a_near_variant_has_the_words_of_its_language(variant: str, language: str) -> None:
    assert cues_of(variant) is cues_of(language)


@pytest.mark.parametrize("language", ["", "uz", "xx", "../en", "__init__", "en.toml"])
def test_a_language_without_a_file_has_no_words(language: str) -> None:
    assert cues_of(language) is None


def test_an_entry_with_a_star_is_any_word_with_that_beginning_or_ending() -> None:
    assert has("negation", Text("keinesfalls", "de"))
    assert not has("negation", Text("Lakeinen", "de"))
    assert has("negation", Text("sanomatta", "fi"))
    assert not has("negation", Text("mattapinta", "fi"))


def test_a_word_in_its_written_case_only_is_not_its_namesake() -> None:
    assert has("condition", Text("the pier may open", "en"))
    assert not has("condition", Text("the pier opens in May", "en"))


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_a_phrase_that_calls_somebody_by_an_age_has_the_age(language: str) -> None:
    assert all("#" in entry for entry in entries(LANGUAGES[language].get("aged", "")))


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_a_text_looked_through_once_has_the_kinds_of_which_each_list_finds_a_word(language: str) -> None:
    cues = cues_of(language)
    assert cues is not None
    for key in ("leaning", "attribution", "limiting", "comment"):
        for entry in entries(LANGUAGES[language][key])[:40]:
            text = Text(entry.strip("*="), language)
            for kind, words in (
                *cues.disputing.items(),
                ("attribution", cues.attribution),
                ("limiting", cues.limiting),
            ):
                assert (kind in text.kinds) is words.occurs_in(text.folded), (entry, kind)


@pytest.mark.parametrize("file", ["disputes", "warnings"])
def test_an_entry_of_the_other_tables_has_its_star_at_its_end_or_beginning(file: str) -> None:
    for language, table in wordfile("bot.writing.language", file).items():
        lists = {key: text for key, text in table.items() if isinstance(text, str)} if isinstance(table, dict) else {}
        for key, text in lists.items():
            for entry in entries(text):
                bare = entry.removeprefix(", ").removeprefix("*").removesuffix("*")
                assert "*" not in bare, f"{file}, {language}, {key}: nothing matches {entry!r}"
                assert "-*" not in entry, f"{file}, {language}, {key}: a hyphen separates words: {entry!r}"


def test_every_language_with_a_file_has_words_that_dispute_and_words_that_warn() -> None:
    for file in ("disputes", "warnings"):
        assert LANGUAGES.keys() <= wordfile("bot.writing.language", file).keys()
