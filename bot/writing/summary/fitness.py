"""How suitable a sentence is for a post by its form alone. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.writing.furniture.notices import is_notice
from bot.writing.language.cues import has, only_credits
from bot.writing.language.quotes import open_marks
from bot.writing.language.references import NOUNS_ARE_CAPITAL
from bot.writing.language.scripts import WITHOUT_STOPS, wide_letters
from bot.writing.language.sentences import ends_sentence, last_mark
from bot.writing.language.text import Text
from bot.writing.summary.answers import Placed
from bot.writing.summary.fact_check import tells_verdict
from bot.writing.summary.words import words_in

_LONGEST_INVITATION = 80
"""Characters of a sentence that invites the reader to something, beside sentences of reporting."""
_LONGEST = 400
_SHORTEST = 20
"""Characters of a usual summary sentence, at most and at least. A Japanese or Chinese one counts as two."""
DASH_OF_SPEECH = re.compile(r"[-–—―]\s?(?=\w)")
QUESTION = "?？؟"
_QUOTES = '“„«「『"‘»”'
_MACHINE = re.compile(r"(?<![A-Z])[A-Z]{3,}+\s?\.\.\.\s?[A-Z]")
"""The form of weather services' warnings: "WHAT...Flash flooding"."""
_SMALL, _SMALL_BESIDE_NOUNS = 0.35, 0.2
"""Share of a sentence's words that are written small, at least; and where every noun has a capital."""
_UNFINISHED = ("…", "...", "[…]", "[...]")
"""How an excerpt ends that the site has cut."""


def fitness_of(sentence: Text) -> float:
    """How suitable the sentence is by its form: complete, of readable length, no question or comment; 0: not at all."""
    text = sentence.written
    length = len(text) + wide_letters(text)
    if (
        ("..." in text and _MACHINE.search(text))
        or _is_list(text, sentence.language)
        or text.endswith((",", ";", "、", "،", "-", "–", "—"))
        or open_marks(text)
        or text.endswith(_UNFINISHED)
        or not any(char.isalpha() for char in text)
    ):
        return 0
    fitness = 1.0
    if length > _LONGEST or length < _SHORTEST:
        fitness *= 0.2
    if last_mark(text) in QUESTION + ":：":
        fitness *= 0.4
    elif not ends_sentence(text) and not WITHOUT_STOPS.search(text):
        fitness *= 0.3
    if is_speech(sentence):
        fitness *= 0.5
    if has("comment", sentence):
        fitness *= 0.5
    return fitness


def is_speech(text: Text) -> bool:
    """Whether it begins with somebody's own words."""
    return text.written[:1] in _QUOTES or DASH_OF_SPEECH.match(text.written) is not None


def names_only_a_source(text: Text) -> bool:
    """Whether it only says who has reported the news, and is of use to a sentence that depends on it at most."""
    return only_credits(text) and not tells_verdict(text.written, text.language)


def is_invitation(candidates: Sequence[Placed], position: int) -> bool:
    """Whether it stands after other sentences of its paragraph, and only invites the reader: "Follow us live." """
    text, paragraph = candidates[position]
    follows = position > 0 and candidates[position - 1][1] == paragraph
    return follows and len(text.written) <= _LONGEST_INVITATION and is_notice(text.written)


def _is_list(text: str, language: str) -> bool:
    """Whether it is an address, a price list or a heading in capitals: numbers, or hardly a word written small."""
    words = words_in(text)
    initials = [word[0] for word in words]
    small, large = sum(map(str.islower, initials)), sum(map(str.isupper, initials))
    # In a script without capitals, and beside one, nothing can be told.
    least = _SMALL_BESIDE_NOUNS if language in NOUNS_ARE_CAPITAL else _SMALL
    is_in_capitals = small < least * (small + large) and small + large > len(words) / 2
    return is_in_capitals or 2 * sum(map(str.isdigit, words)) > len(words)


def is_no_sentence(text: Text, fitness: float) -> bool:
    """Whether it only invites the reader, or is a form, a heading or a list."""
    return fitness == 0 and (is_notice(text.written) or not ends_sentence(text.written))
