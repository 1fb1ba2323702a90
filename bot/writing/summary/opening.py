"""How an article begins: with its lead, or with an anecdote or a scene before it. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from bot.writing.language.cues import has
from bot.writing.language.detection import function_words
from bot.writing.language.figures import tells_figure
from bot.writing.language.scripts import is_without_spaces
from bot.writing.language.sentences import ends_question
from bot.writing.language.text import Text
from bot.writing.summary.answers import NOWHERE
from bot.writing.summary.words import shared_words

_NUT_IS_WITHIN = 6
_NUT_SHARES, _NUT_SHARE = 3, 0.3
"""Sentences among which the nut stands; words of the title that it has at least, and which share of them."""
_SCENE_ENDS_WITHIN = 10
"""Sentences among which the news stands that begins with a scene."""
_SHARED, _SHARED_PAIRS = 2, 4
"""Words of the title that the nut has behind a scene, and pairs of letters in a script without spaces."""
_LONGEST_SCENE = 160
"""Characters of a first sentence that only paints a scene. A longer one mostly tells the news in other words."""
_SHORTEST_SCENE = 2
"""Sentences before the news."""
_CENTRAL = 0.34
"""The share of the first sentence's words that stand in later ones too, at most, if it only paints a scene."""
_ANECDOTE = 0.6
"""The part of its worth that a sentence before the nut keeps."""


def nut_of(
    texts: Sequence[Text],
    title: Text,
    words: Sequence[frozenset[str]],
    title_words: frozenset[str],
    title_says: AbstractSet[str],
) -> int:
    """The position of the sentence that tells what the article is about: the lead, unless the article begins with an
    anecdote or a scene, of which the title says nothing, and a sentence near the head has much of the title.

    `words` are the content words of each sentence, `title_says` those of the title that are no function words.
    """
    if not words:
        return 0
    if end := end_of_scene(texts, title, words, title_says):
        return end
    if words[0] & title_says or any(map(is_without_spaces, title_words)):
        return 0
    shares = [len(sentence_words & title_words) for sentence_words in words[:_NUT_IS_WITHIN]]
    most = max(shares)
    return shares.index(most) if most >= max(_NUT_SHARES, _NUT_SHARE * len(title_words)) else 0


def _begins_with_scene(
    texts: Sequence[Text], title: Text, words: Sequence[frozenset[str]], title_says: AbstractSet[str]
) -> bool:
    """Whether the first sentence is a question, or only paints a scene."""
    if not texts:
        return False
    is_in_title = shared_words(words[0], title_says) > 0 or bool(
        (texts[0].distinct_words & title.distinct_words) - function_words(title.language)
    )
    is_scene = _may_be_scene(texts[0]) and not is_in_title and not tells_figure(texts[0]) and not _is_central(words)
    return is_scene or ends_question(texts[0].written)


def _is_central(words: Sequence[frozenset[str]]) -> bool:
    """Whether the article takes up much of its first sentence, as it does of news in other words than the title's."""
    later = frozenset().union(*words[1:])
    return shared_words(words[0], later) > _CENTRAL * len(words[0])


def _may_be_scene(text: Text) -> bool:
    """Whether the sentence is short, with no number and nobody's statement: "A dog barked somewhere"."""
    is_short = len(text.written) <= _LONGEST_SCENE
    return is_short and not any(map(str.isdigit, text.written)) and not has("attribution", text)


def end_of_scene(
    texts: Sequence[Text], title: Text, words: Sequence[frozenset[str]], title_says: AbstractSet[str]
) -> int:
    """The position of the news where the article begins with a scene; 0: it does not.

    That is the first sentence with several words of the title, or one and a figure, if all before it may be a scene, of
    several sentences: a single one may be the news in other words than the title's.
    """
    if not _begins_with_scene(texts, title, words, title_says):
        return 0
    enough = _SHARED_PAIRS if any(map(is_without_spaces, title_says)) else _SHARED
    for position, text in enumerate(texts[:_SCENE_ENDS_WITHIN]):
        is_question = ends_question(text.written)
        shared = 0 if is_question else shared_words(words[position], title_says)
        if shared >= enough or (2 * shared >= enough and tells_figure(text)):
            is_scene = position >= _SHORTEST_SCENE or ends_question(texts[0].written)
            return position if is_scene else 0
        if not is_question and not _may_be_scene(text):
            return 0
    return 0


def rest_of_opening(position: int, begin: int, *, is_scene: bool) -> tuple[int, ...]:
    """The positions of the sentences that one before the news needs beside it: all others of an anecdote, whose
    beginning says nothing without its turn; `NOWHERE` in a scene, which says nothing. The news begins at `begin`.
    """
    if position >= begin:
        return ()
    return (NOWHERE,) if is_scene else tuple(other for other in range(begin) if other != position)


def position_weight(position: int, paragraph: int, nut: int) -> float:
    """How much a sentence is worth by its place. Before the nut an anecdote is told, and the nut is worth a lead."""
    if position == nut:
        return 1.3
    weight = 1 / (1 + 0.2 * position + 0.05 * paragraph)
    return weight * _ANECDOTE if position < nut else weight
