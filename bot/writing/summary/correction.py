"""Makes the summary of an article that corrects another one: what it corrects, whole. Pure.

A part of a correction repeats the error ("An article said that twelve people had died.") without what is right.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.writing.furniture.corrections import without_correction_label
from bot.writing.language.sentences import sentences_of
from bot.writing.summary.sentence import Sentence

_LONGEST = 1_500
"""Characters of an article that is nothing but the correction. In a longer one, which gives the corrected report below
it, or corrects several, the first paragraph is the correction."""
_UNFINISHED = ("…", "...", "[…]", "[...]")


def sentences_of_correction(paragraphs: Sequence[str], language: str) -> tuple[Sentence, ...]:
    """The sentences of the correction, of which each needs all others; () where its site gives only a part of it."""
    texts = [*map(without_correction_label, paragraphs[:1]), *paragraphs[1:]]
    while len(texts) > 1 and "@" in texts[-1]:  # "To report an error, write to …"
        texts.pop()
    if sum(map(len, texts)) > _LONGEST:
        texts = texts[:1] if len(texts[0]) <= _LONGEST else []
    if not texts or texts[-1].endswith(_UNFINISHED):
        return ()
    sentences = [sentence for text in texts for sentence in sentences_of(text, language)]
    positions = range(len(sentences))
    return tuple(
        Sentence(
            sentence,
            position,
            score=1.0,
            needs=tuple(other for other in positions if other != position),
            may_follow=max(0, position - 1),
            is_lead=position == 0,
            is_verdict=True,
        )
        for position, sentence in enumerate(sentences)
    )
