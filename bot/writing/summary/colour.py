"""Tells sentences that only lend colour to an article: "Nobody wanted to go home." Pure."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from bot.writing.language.cues import speaks_of_the_matter
from bot.writing.language.figures import tells_figure
from bot.writing.language.text import Text
from bot.writing.summary.names import has_name

_BEGINNING = 4
"""Letters that two forms of one word share."""


def colour_of(
    texts: Sequence[Text], words: Sequence[frozenset[str]], topic: AbstractSet[str], asked: AbstractSet[int]
) -> frozenset[int]:
    """The positions of those of the `asked` sentences that tell nothing of the news.

    They share no word with `topic`, the words of title and lead, and tell no figure and no name of their own either. A
    new name or figure is mostly news: "About 41,000 people were told to leave". `words` are those of each sentence.
    """
    beginnings = _beginnings(topic)
    return frozenset(
        position
        for position in asked
        if words[position].isdisjoint(topic)
        and beginnings.isdisjoint(_beginnings(words[position]))
        and not _tells_something(texts[position])
        and not _may_introduce(texts[position].written, position, words)
    )


def _may_introduce(sentence: str, position: int, words: Sequence[frozenset[str]]) -> bool:
    """Whether the next sentence takes up a word of it, which in a script without capitals may be a name."""
    has_capitals = sentence.upper() != sentence.lower()
    return not has_capitals and any(
        not words[position].isdisjoint(following) for following in words[position + 1 :][:1]
    )


def _tells_something(text: Text) -> bool:
    return tells_figure(text) or has_name(text.written, text.language) or speaks_of_the_matter(text)


def _beginnings(words: AbstractSet[str]) -> set[str]:
    """The words as they are compared where one has another ending: "wound" and "wounded"."""
    return {word[:_BEGINNING] for word in words}
