"""Ranks the sentences of an article by how well they summarise it. Pure.

The ranking is extractive, by position and centrality: a sentence of a news story scores higher the nearer it is to the
beginning, and the more of its words occur in other sentences too (Nenkova and Vanderwende, "The Impact of Frequency on
Summarization", 2005). The title is in the post already, so a sentence must also add words that the title lacks.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from bot.writing.furniture.notices import is_notice
from bot.writing.language.cues import comments, leans_on_another, speaker_is_missing
from bot.writing.language.quotes import open_marks
from bot.writing.language.scripts import WITHOUT_SPACES, WITHOUT_STOPS
from bot.writing.language.sentences import ends_sentence, last_mark, sentences_of
from bot.writing.language.words import cues_of
from bot.writing.summary.names import introductions

MOST_SENTENCES = 30
"""Sentences of an article that are read; later ones are no summary."""
_LONGEST_PARAGRAPH = 10_000
_LONGEST_INVITATION = 80
"""Characters of a sentence that invites the reader to something, beside sentences of reporting."""
_LONGEST = 400
_SHORTEST = 20
"""Characters of a usual summary sentence, at most and at least. Where a script has no spaces, one counts as two."""
_ENOUGH = 0.1
"""Share of the best sentence's score; a sentence that scores less is not used."""
_UNKNOWN_LEAD = 3
"""Sentences that are used where a language's words are not known: those at the head need nothing before them."""

_WITHOUT_SPEAKER = 0.3
"""The part of its score that an article's first sentence keeps if it is a quotation and nobody knows whose."""
_NEW = 0.4
"""Share of a sentence's words that the title lacks; with fewer it mostly says the title again, and scores less."""
_TELLS_MUCH = 9
"""Content words; more of them do not raise the score of a sentence."""

_MARKS = "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0963\u0966-\u0dff\u200c\u200d"
"""Accents, vowel signs and joiners, which are parts of words in Arabic, Hebrew and the scripts of India."""
_WORD = re.compile(rf"(?:[^\W_]|[{_MARKS}])++(?:['’-](?:[^\W_]|[{_MARKS}])++)*+")
_ONLY_QUOTATION = re.compile('\\A[“„«「『"‘][^”“»」』"’]*[”“»」』"’]\\W*\\Z')
_DASH_OF_SPEECH = re.compile(r"[-–—―]\s?(?=\w)")
_QUESTION = "?？؟"
_QUOTES = '“„«「『"‘»”'
_MACHINE = re.compile(r"(?<![A-Z])[A-Z]{3,}+\s?\.\.\.\s?[A-Z]")
"""The form of weather services' warnings: "WHAT...Flash flooding"."""
_SMALL = 0.35
"""Share of a sentence's words that are written small, at least."""
_UNFINISHED = re.compile(r"\[(?:…|\.\.\.)\]\Z|\.{3}\Z|…\Z")
"""How an excerpt ends that the site has cut."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One whole sentence of an article."""

    text: str
    position: int
    """Its place in the article, from 0."""
    score: float = 0.0
    """Higher is better; 0: only of use to a sentence that depends on it."""
    leans_on: int | None = None
    """The position of the sentence that must precede it to be understood; None: it is independent."""


def ranked_sentences(paragraphs: Sequence[str], *, title: str, language: str) -> tuple[Sentence, ...]:
    """The sentences that are good enough for a post, the best first.

    `language` is the primary subtag of the text's language, such as "de". Where nothing is known of its words, only
    sentences at the head are taken, for a later one may depend on what stands before it.
    """
    candidates = [
        (text, paragraph_number)
        for paragraph_number, paragraph in enumerate(paragraphs[:MOST_SENTENCES])
        for text in sentences_of(paragraph[:_LONGEST_PARAGRAPH], language)
    ][: MOST_SENTENCES if cues_of(language) else _UNKNOWN_LEAD]
    texts = [text for text, _ in candidates]
    words = [content_words(text) for text in texts]
    word_counts = Counter(word for sentence_words in words for word in sentence_words)
    title_words = content_words(title)
    fitnesses = [
        0 if _is_invitation(candidates, position) else _fitness(text, language) for position, text in enumerate(texts)
    ]
    scores = [
        _position_weight(position, paragraph_number)
        * fitnesses[position]
        * _tells(words[position], title_words, word_counts)
        for position, (_, paragraph_number) in enumerate(candidates)
    ]
    if texts and _has_no_speaker(texts[0], language):
        scores[0] *= _WITHOUT_SPEAKER
    lowest_score = _ENOUGH * max(scores, default=0)
    leanings = _leanings(candidates, paragraphs, title, language)
    sentences = [
        Sentence(text, position, scores[position] if scores[position] >= lowest_score else 0, leanings[position])
        for position, text in enumerate(texts)
        if fitnesses[position] > 0
    ]
    return _worth_a_place(sentences)


def _leanings(
    candidates: Sequence[tuple[str, int]], paragraphs: Sequence[str], title: str, language: str
) -> list[int | None]:
    """For each sentence, given with the number of its paragraph, the position of the one that must precede it."""
    introduced = introductions([text for text, _ in candidates], title, language)
    spoken = [_DASH_OF_SPEECH.match(paragraph) is not None for paragraph in paragraphs]
    return [
        position - 1
        if position > 0 and (_goes_on(candidates, position, spoken) or _leans(text, language))
        else introduced[position]
        for position, (text, _) in enumerate(candidates)
    ]


def _goes_on(candidates: Sequence[tuple[str, int]], position: int, spoken: Sequence[bool]) -> bool:
    """Whether it answers a question before it ("Can it be done? The answer is yes."), or goes on with a speech that
    begins with a dash ("– Mice are the worst. They eat the leather.").
    """
    before, paragraph = candidates[position - 1]
    if candidates[position][1] != paragraph:
        return False
    return spoken[paragraph] or last_mark(before) in _QUESTION


def _leans(text: str, language: str) -> bool:
    return leans_on_another(text, language) or _has_no_speaker(text, language)


def _has_no_speaker(text: str, language: str) -> bool:
    """Whether it is a quotation that does not say whose, as in “Never again.”, or only "she said"."""
    return _ONLY_QUOTATION.match(text) is not None or speaker_is_missing(text, language)


def _worth_a_place(sentences: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """The sentences with a score, the best first, then those on which they depend."""
    positions = {sentence.position for sentence in sentences if sentence.score > 0}
    for sentence in reversed(sentences):
        if sentence.position in positions and sentence.leans_on is not None:
            positions.add(sentence.leans_on)
    return tuple(
        sorted(
            (sentence for sentence in sentences if sentence.position in positions),
            key=lambda sentence: (-sentence.score, sentence.position),
        )
    )


def content_words(text: str) -> frozenset[str]:
    """The content words of a text: its longer words, or pairs of characters in a script without spaces."""
    if WITHOUT_SPACES.search(text):
        letters = "".join(_WORD.findall(text.casefold()))
        return frozenset(letters[index : index + 2] for index in range(len(letters) - 1))
    return frozenset(_stem(word) for word in _WORD.findall(text.casefold()) if len(word) > 3 or word.isdigit())


def _stem(word: str) -> str:
    """The first six letters, so that "tensions" equals "tension": most languages inflect at the end of a word."""
    return word.removesuffix("'s").removesuffix("’s")[:6]


def _position_weight(position: int, paragraph: int) -> float:
    return (1 if position else 1.3) / (1 + 0.2 * position + 0.05 * paragraph)


def _fitness(text: str, language: str) -> float:
    """How suitable the sentence is by its form: complete, of readable length, no question or comment; 0: not at all."""
    length = len(text) + len(WITHOUT_SPACES.findall(text))
    if (
        _MACHINE.search(text)
        or _is_list(text)
        or text.endswith((",", ";", "、", "،", "-", "–", "—"))
        or open_marks(text)
        or _UNFINISHED.search(text)
        or not any(char.isalpha() for char in text)
    ):
        return 0
    fitness = 1.0
    if length > _LONGEST or length < _SHORTEST:
        fitness *= 0.2
    if last_mark(text) in _QUESTION + ":：":
        fitness *= 0.4
    elif not ends_sentence(text) and not WITHOUT_STOPS.search(text):
        fitness *= 0.3
    if text[:1] in _QUOTES or _DASH_OF_SPEECH.match(text):
        fitness *= 0.5
    if comments(text, language):
        fitness *= 0.5
    return fitness


def _is_invitation(candidates: Sequence[tuple[str, int]], position: int) -> bool:
    """Whether it stands after other sentences of its paragraph, and only invites the reader: "Follow us live." """
    text, paragraph = candidates[position]
    follows = position > 0 and candidates[position - 1][1] == paragraph
    return follows and len(text) <= _LONGEST_INVITATION and is_notice(text)


def _is_list(text: str) -> bool:
    """Whether it is an address, a price list or a heading in capitals: numbers, or hardly a word written small."""
    words = _WORD.findall(text)
    small, large = sum(word[:1].islower() for word in words), sum(word[:1].isupper() for word in words)
    # In a script without capitals, and beside one, nothing can be told.
    is_in_capitals = small < _SMALL * (small + large) and small + large > len(words) / 2
    return is_in_capitals or 2 * sum(map(str.isdigit, words)) > len(words)


def _tells(words: frozenset[str], title_words: frozenset[str], word_counts: Counter[str]) -> float:
    """How much of the story a sentence with these words tells; 0 where the title has all of them."""
    new = len(words - title_words)
    if not new:
        return 0
    central = sum(word_counts[word] > 1 for word in words) / len(words)
    news = min(1.0, new / len(words) / _NEW) ** 3
    return (0.7 + 0.6 * central) * min(1.0, len(words) / _TELLS_MUCH) * news
