"""The sentences of an article, as they are compared with each other and with its title. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Self

from bot.writing.language.sentences import sentences_of
from bot.writing.language.text import Text
from bot.writing.language.words import cues_of
from bot.writing.summary.answers import Placed
from bot.writing.summary.fitness import fitness_of, is_invitation
from bot.writing.summary.opening import end_of_scene, nut_of
from bot.writing.summary.words import content_words, stems_of_function_words

MOST_SENTENCES = 30
"""Sentences of an article that are read; later ones are no summary."""
_LONGEST_PARAGRAPH = 10_000
_UNKNOWN_LEAD = 3
"""Sentences that are used where a language's words are not known: those at the head need nothing before them."""


@dataclass(frozen=True, slots=True)
class Story:
    """What is known of an article's sentences before they are ranked. The lists are by position."""

    title: Text
    title_words: frozenset[str]
    placed: Sequence[Placed]
    texts: Sequence[Text]
    words: Sequence[frozenset[str]]
    """The content words of each sentence."""
    word_counts: Counter[str]
    """How many sentences have a word."""
    fitnesses: Sequence[float]
    nut: int
    """The position of the sentence that tells what the article is about."""
    is_scene: bool
    """Whether what stands before the nut only paints a scene."""
    topic: frozenset[str]
    """The content words of title and nut."""

    @classmethod
    def of(cls, paragraphs: Sequence[str], title: str, language: str) -> Self:
        """The story of these paragraphs. Where nothing is known of the language's words, only its head is read."""
        sentences_in_order = (
            (Text(sentence, language), paragraph_number)
            for paragraph_number, paragraph in enumerate(paragraphs)
            for sentence in sentences_of(paragraph[:_LONGEST_PARAGRAPH], language)
        )
        placed = list(islice(sentences_in_order, MOST_SENTENCES if cues_of(language) else _UNKNOWN_LEAD))
        texts = [text for text, _ in placed]
        words = [content_words(text.written) for text in texts]
        headline, title_words = Text(title, language), content_words(title)
        title_says = title_words - stems_of_function_words(language)
        nut = nut_of(texts, headline, words, title_words, title_says)
        return cls(
            title=headline,
            title_words=title_words,
            placed=placed,
            texts=texts,
            words=words,
            word_counts=Counter(word for sentence_words in words for word in sentence_words),
            fitnesses=[
                0 if is_invitation(placed, position) else fitness_of(text) for position, text in enumerate(texts)
            ],
            nut=nut,
            is_scene=nut > 0 and nut == end_of_scene(texts, headline, words, title_says),
            topic=title_says.union(*words[nut : nut + 1]) - stems_of_function_words(language),
        )

    @property
    def head(self) -> Sequence[Text]:
        """Title and nut."""
        return [self.title, *self.texts[self.nut : self.nut + 1]]

    @property
    def lead(self) -> int:
        """The position of the first sentence from the nut on that a post can use."""
        usable = (position for position in range(self.nut, len(self.texts)) if self.fitnesses[position])
        return next(usable, self.nut)
