"""Recognises an interview by its form, and finds the introduction before its first question. Pure.

Forms: questions in bold, in italics or as headings; speakers' names or letters with a colon ("Q:", "В.:", "主持人：");
turns that begin with a dash. What people say in turns is none of the paper's own sentences.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from bot.writing.passages import Passage
from bot.writing.roles import Kind

__all__ = ["introduction_of", "is_marked_question"]

_QUESTION = re.compile(r"[?？؟՞፧⁇‽][\"”»’」』)）\]]*\Z|\A[–—―\s]*¿|՞|か[。」』）]*\Z|吗[。”」』]*\Z")
"""Question marks of all scripts; the Armenian one stands within the sentence, Japanese か needs none."""
_GREEK_QUESTION = re.compile(r"[Ͱ-Ͽἀ-῿][»”]?\s?[;\u037e]\Z")
_SENTENCE = re.compile(r"[.!?…。！？؟][\"”»’」』)）\]]*\Z")
_LABEL = re.compile(
    r"(?P<name>[^\W\d_][\w.'’ -]{0,40}?)\s?(?:[:：]|[.]\s?[:：–—-])(?=\s|[^\x00-\x7f]|[\"“«„]|\Z)"
    r"|(?P<letters>[^\W\d_]{1,12})[.)]\s?(?=[–—-]|\s|\Z)"
)
"""Who speaks: a name and a colon, or letters and a full stop ("Q.", "В.", "P. —")."""
_DASH = re.compile(r"[–—―-]{1,2}\s?(?=\S)")
_MOST_WORDS_OF_LABEL = 4
_MOST_SPEAKERS = 6
_FEWEST_QUESTIONS = 2
_FEWEST_TURNS = 4
_FEWEST_TURNS_WITHOUT_QUESTION = 6
_FEWEST_PLAIN = 3
_PASSAGES_OF_TURN = 8
"""Mean number of passages between two questions from which they are subheadings."""


def introduction_of(passages: Sequence[Passage]) -> Sequence[Passage] | None:
    """The passages before the first turn of an interview, which may be none; None where the text is no interview."""
    forms = (_marked_questions, _labelled_turns, _dashed_turns, _plain_questions)
    starts = [start for form in forms if (start := form(passages)) is not None]
    return passages[: min(starts)] if starts else None


def is_marked_question(passage: Passage) -> bool:
    """Whether all of a passage is a question in bold or italics: an interviewer's, or a subheading."""
    return _covers(passage) and is_question(passage.text)


def is_question(text: str) -> bool:
    """Whether the text ends in a question mark of any script."""
    text = text.rstrip()
    return _QUESTION.search(text) is not None or _GREEK_QUESTION.search(text) is not None


def _marked_questions(passages: Sequence[Passage]) -> int | None:
    """The number of the first turn, where bold, italic or heading questions alternate with answers.

    One question in bold, or few in a long text, are subheadings of a story.
    """
    questions = [number for number, passage in enumerate(passages) if _begins_with_question(passage)]
    statements = [number for number, passage in enumerate(passages) if _is_marked_statement(passage)]
    answered = [number for number in (*questions, *statements) if _has_answer(passages, number)]
    if not questions or len(answered) < _FEWEST_QUESTIONS:
        return None
    if len(questions) < _FEWEST_QUESTIONS and len(answered) <= _FEWEST_QUESTIONS:
        return None
    first = min(number for number in answered if number > 0 or number in questions)
    if len(passages) - first > _PASSAGES_OF_TURN * len(answered):
        return None
    are_headings = all(passages[number].kind is Kind.HEADING for number in questions)
    return None if are_headings and len(questions) < _FEWEST_PLAIN else first


def _begins_with_question(passage: Passage) -> bool:
    """Whether a passage is a marked question, or begins with one that its answer follows in the same line."""
    return passage.head != "" and (is_question(passage.head) or is_marked_question(passage))


def _is_marked_statement(passage: Passage) -> bool:
    """Whether all of a passage is a sentence in bold or italics, as an interviewer says some."""
    return passage.kind is Kind.TEXT and _covers(passage) and bool(_SENTENCE.search(passage.text))


def _covers(passage: Passage) -> bool:
    """Whether all of the passage is marked, but for signs at its end."""
    return passage.head != "" and not any(char.isalnum() for char in passage.text[len(passage.head) :])


def _has_answer(passages: Sequence[Passage], number: int) -> bool:
    """Whether the passage of this number holds its answer, or an unmarked one follows."""
    if not _covers(passages[number]):
        return True
    return number + 1 < len(passages) and not _covers(passages[number + 1])


def _labelled_turns(passages: Sequence[Passage]) -> int | None:
    """The number of the first turn, where the same few labels begin passages again and again."""
    labels = _speakers(passages)
    counts = Counter(label for label in labels if label)
    again = {label for label, count in counts.items() if count > 1}
    turns = sum(counts[label] for label in again)
    if not again or len(again) > _MOST_SPEAKERS:
        return None
    questions = sum(is_question(passage.text) for passage in passages)
    fewest = _FEWEST_TURNS if questions else _FEWEST_TURNS_WITHOUT_QUESTION
    alternate = len(again) > 1 and turns >= fewest and _take_turns([label for label in labels if label in again])
    if not alternate and not (questions >= _FEWEST_QUESTIONS and turns >= _FEWEST_QUESTIONS):
        return None
    first = next(number for number, label in enumerate(labels) if label in again)
    while first > 0 and (labels[first - 1] or is_question(passages[first - 1].text)):
        first -= 1
    return first


def _take_turns(labels: Sequence[str]) -> bool:
    """Whether a label is mostly followed by another one, as in a conversation."""
    changes = sum(before != after for before, after in pairwise(labels))
    return changes >= 0.7 * (len(labels) - 1)


def _speakers(passages: Sequence[Passage]) -> list[str]:
    """The label of each passage, "" for none; "Pregunta." counts as "P." where that follows."""
    labels = [_label_of(passage) for passage in passages]
    letters = {label for label in labels if len(label) == 1}
    return [label[0] if label[:1] in letters and " " not in label else label for label in labels]


def _label_of(passage: Passage) -> str:
    match = _LABEL.match(passage.text)
    if match is None:
        return ""
    label = (match["name"] or match["letters"]).strip()
    is_word = match["letters"] is not None and len(label) > 1
    if len(label.split()) > _MOST_WORDS_OF_LABEL or (is_word and not passage.head.startswith(label)):
        return ""
    return label.casefold()


def _dashed_turns(passages: Sequence[Passage]) -> int | None:
    """The number of the first turn, where passages that begin with a dash ask and answer; a list does not ask."""
    dashed = [number for number, passage in enumerate(passages) if _DASH.match(passage.text)]
    asking = [number for number in dashed if "?" in passages[number].text or is_question(passages[number].text)]
    marked = [number for number, passage in enumerate(passages) if _begins_with_question(passage)]
    if len(dashed) < _FEWEST_QUESTIONS:
        return None
    if len(asking) >= _FEWEST_QUESTIONS and (len(dashed) > _FEWEST_QUESTIONS or asking == dashed):
        return dashed[0]
    return min(dashed[0], marked[0]) if len(marked) >= _FEWEST_QUESTIONS else None


def _plain_questions(passages: Sequence[Passage]) -> int | None:
    """The number of the first question, where whole passages ask and the ones between answer, without any mark."""
    questions = [number for number, passage in enumerate(passages) if is_question(passage.text)]
    if len(questions) < _FEWEST_PLAIN:
        return None
    span = questions[-1] - questions[0] + 1
    unanswered = sum(after - before == 1 for before, after in pairwise(questions))
    if len(questions) * 3 < span or unanswered * 2 > len(questions):
        return None
    return questions[0]
