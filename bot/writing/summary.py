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
from itertools import islice

from bot.writing.cues import comments, leans_on_another, speaker_is_missing
from bot.writing.language import language_of
from bot.writing.quotes import open_marks
from bot.writing.sentences import sentences_of

MOST_SENTENCES = 60
"""Sentences of an article that are read; later ones are no summary."""
_LONGEST_PARAGRAPH = 10_000
_LONGEST = 400
_SHORTEST = 20
"""Characters of a usual summary sentence, at most and at least. Where a script has no spaces, one counts as two."""
_ENOUGH = 0.3
"""Share of the best sentence's score; a sentence that scores less is not used."""

_NEW = 0.3
"""Share of a sentence's words that must not be in the title; with fewer it only repeats the title."""
_TELLS_MUCH = 9
"""Words that the title lacks; more of them do not raise the score of a sentence."""

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_WITHOUT_SPACES = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_ONLY_QUOTATION = re.compile('\\A[“„«「『"‘][^”“»」』"’]*[”“»」』"’]\\W*\\Z')
_ENDS = ".!。！…।॥۔።։"
_WITHOUT_MARKS = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
"""Thai, Lao, Burmese and Khmer: a sentence ends with a space, not with a mark."""
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

    `language` is what the article declares (BCP 47) or ""; it is ignored where the text is in another script.
    """
    language = language_of(" ".join(islice(paragraphs, 5)) or title, language)
    candidates = [
        (text, paragraph_number)
        for paragraph_number, paragraph in enumerate(paragraphs[:MOST_SENTENCES])
        for text in sentences_of(paragraph[:_LONGEST_PARAGRAPH], language)
    ][:MOST_SENTENCES]
    words = [content_words(text) for text, _ in candidates]
    word_counts = Counter(word for sentence_words in words for word in sentence_words)
    title_words = content_words(title)
    fitnesses = [_fitness(text, language) for text, _ in candidates]
    scores = [
        _position_weight(position, paragraph_number)
        * fitnesses[position]
        * _novelty(words[position], title_words, word_counts)
        for position, (_, paragraph_number) in enumerate(candidates)
    ]
    lowest_score = _ENOUGH * max(scores, default=0)
    sentences = [
        Sentence(
            text,
            position,
            scores[position] if scores[position] >= lowest_score else 0,
            _leans_on(text, position, language),
        )
        for position, (text, _) in enumerate(candidates)
        if fitnesses[position] > 0
    ]
    return _worth_a_place(sentences)


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
    if _WITHOUT_SPACES.search(text):
        letters = "".join(_WORD.findall(text.casefold()))
        return frozenset(letters[index : index + 2] for index in range(len(letters) - 1))
    return frozenset(_stem(word) for word in _WORD.findall(text.casefold()) if len(word) > 3 or word.isdigit())


def _stem(word: str) -> str:
    """The first six letters, so that "tensions" equals "tension": most languages inflect at the end of a word."""
    return word.removesuffix("'s").removesuffix("’s")[:6]


def _leans_on(text: str, position: int, language: str) -> int | None:
    leans = leans_on_another(text, language) or speaker_is_missing(text) or _ONLY_QUOTATION.match(text) is not None
    return position - 1 if leans and position > 0 else None


def _position_weight(position: int, paragraph: int) -> float:
    return 1 / (1 + 0.1 * position + 0.08 * paragraph)


def _fitness(text: str, language: str) -> float:
    """How suitable the sentence is by its form: complete, of readable length, no question or comment; 0: not at all."""
    length = len(text) + len(_WITHOUT_SPACES.findall(text))
    if (
        text.endswith((",", ";", "、", "،", "-", "–", "—"))
        or open_marks(text)
        or _UNFINISHED.search(text)
        or not any(char.isalpha() for char in text)
    ):
        return 0
    fitness = 1.0
    if length > _LONGEST or length < _SHORTEST:
        fitness *= 0.2
    end = text.rstrip('”“»«」』"’)）]')[-1:]
    if end in "?？؟:：":
        fitness *= 0.4
    elif end not in _ENDS and not _WITHOUT_MARKS.search(text):
        fitness *= 0.3
    if any(char.isdigit() for char in text):
        fitness *= 1.25  # figures are what an editor picks out
    if comments(text, language):
        fitness *= 0.7
    return fitness


def _novelty(words: frozenset[str], title_words: frozenset[str], word_counts: Counter[str]) -> float:
    """How much of the story a sentence with these words adds to the title; 0 for nothing."""
    new = len(words - title_words)
    if not new:
        return 0
    central = sum(word_counts[word] > 1 for word in words) / len(words)
    repetition = 0.3 if new < _NEW * len(words) else 1
    return (0.7 + 0.6 * central) * min(1.0, 0.25 + 1.1 * new / len(words)) * min(1.0, new / _TELLS_MUCH) * repetition
