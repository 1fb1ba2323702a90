"""Which earlier sentence each sentence of an article needs before it. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.writing.language.cues import speaker_is_missing
from bot.writing.language.disputes import charges, turns_round
from bot.writing.language.references import leans_on_another, names_later, refers_back
from bot.writing.language.scripts import WITHOUT_STOPS
from bot.writing.language.sentences import ends_sentence, last_mark
from bot.writing.language.text import Text
from bot.writing.language.unnamed import told_by
from bot.writing.summary.answers import NOWHERE, Answers, Placed
from bot.writing.summary.fitness import DASH_OF_SPEECH, QUESTION
from bot.writing.summary.names import introductions

_ONLY_QUOTATION = re.compile('\\A[“„«「『"‘][^”“»」』"’]*[”“»」』"’]\\W*\\Z')


def leanings(candidates: Sequence[Placed], paragraphs: Sequence[str], title: str, language: str) -> list[int | None]:
    """For each sentence, given with the number of its paragraph, the position of the one that must precede it.

    Before the first one stands only the title: it may go on with that by a word like "But", and may call what the
    title names "this". In a language whose words are not known each may lean on the one before it.
    """
    introduced = introductions([text.written for text, _ in candidates], title, language)
    spoken = [DASH_OF_SPEECH.match(paragraph) is not None for paragraph in paragraphs]
    if not candidates:
        return []
    opening = candidates[0][0]
    first = NOWHERE if refers_back(opening, title) and not names_later(opening) else None
    texts = [text for text, _ in candidates]
    unnamed = [told_by(texts, position, title) for position in range(len(texts))]
    later = [
        position - 1
        if _goes_on(candidates, position, spoken) or _leans(text) or text.cues is None
        else introduced[position]
        if unnamed[position] is None
        else unnamed[position]
        for position, (text, _) in enumerate(candidates[1:], start=1)
    ]
    return [first, *later]


def with_charges(leanings: Sequence[int | None], replies: Sequence[Answers], title: Text) -> list[int | None]:
    """The positions of the sentences that must precede each: before a denial the charge, unless the title tells it.

    A denial of "the accusation" needs it beside such a title, too, which may tell of another.
    """
    untold = {} if charges(title) else _charges(replies)
    untold |= {position: reply.charge for position, reply in enumerate(replies) if reply.charge is not None}
    return [untold.get(position) if leaning is None else leaning for position, leaning in enumerate(leanings)]


def _charges(replies: Sequence[Answers]) -> dict[int, int]:
    """For the position of each denial that does not name its charge that of the charge, if it stands before it."""
    return {
        denial: charge
        for charge, reply in enumerate(replies)
        for denial in reply.denials
        if charge < denial and not replies[denial].names_charge
    }


def _goes_on(candidates: Sequence[Placed], position: int, spoken: Sequence[bool]) -> bool:
    """Whether it answers a question before it ("Can it be done? The answer is yes."), goes on with a speech that begins
    with a dash ("– Mice are the worst. They eat the leather."), or is parted from the one before it by nothing but a
    space, as in Thai, where its subject may be left out.
    """
    before, paragraph = candidates[position - 1]
    if candidates[position][1] != paragraph:
        return False
    is_parted_by_space = WITHOUT_STOPS.search(before.written) is not None and not ends_sentence(before.written)
    return spoken[paragraph] or is_parted_by_space or last_mark(before.written) in QUESTION


def _leans(text: Text) -> bool:
    return leans_on_another(text) or turns_round(text) or has_no_speaker(text)


def has_no_speaker(text: Text) -> bool:
    """Whether it is a quotation that does not say whose, as in “Never again.”, or only "she said"."""
    return _ONLY_QUOTATION.match(text.written) is not None or speaker_is_missing(text)
