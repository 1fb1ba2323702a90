"""Each language's words are one well-formed file, read when the language is first asked for."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest

from bot.writing.language.words import cues_of

LANGUAGES = {
    entry.name.removesuffix(".toml"): tomllib.loads(entry.read_text(encoding="utf-8"))
    for entry in files("bot.writing.language.words").iterdir()
    if entry.name.endswith(".toml")
}
LISTS = {
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
}
EVERY_LANGUAGE_HAS = {"leaning", "pronoun", "comment", "attribution", "negation", "condition", "limiting"}


def entries(text: str) -> list[str]:
    return [entry.strip() for entry in text.replace("\n", "|").split("|") if entry.strip()]


def test_forty_languages_have_a_file() -> None:
    assert len(LANGUAGES) >= 40


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_a_file_has_every_list_and_no_key_that_nobody_reads(language: str) -> None:
    data = LANGUAGES[language]
    assert data.keys() >= EVERY_LANGUAGE_HAS
    assert data.keys() <= LISTS | {"verb_last", "spaces", "proclitics", "cyrillic"}
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
    cues = cues_of("de")
    assert cues is not None
    assert cues.negation.occurs_in(cues.fold("keinesfalls"))
    assert not cues.negation.occurs_in(cues.fold("Lakeinen"))
    cues = cues_of("fi")
    assert cues is not None
    assert cues.negation.occurs_in(cues.fold("sanomatta"))
    assert not cues.negation.occurs_in(cues.fold("mattapinta"))


def test_a_word_in_its_written_case_only_is_not_its_namesake() -> None:
    cues = cues_of("en")
    assert cues is not None
    assert cues.condition.occurs_in(cues.fold("the pier may open"))
    assert not cues.condition.occurs_in(cues.fold("the pier opens in May"))
