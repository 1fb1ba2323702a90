"""Recognises an interview by its form, and finds the introduction before its first question. Pure.

Forms: questions in bold, in italics or as headings; speakers' names or letters with a colon ("Q:", "В.:", "主持人："); turns
that begin with a dash. What people say in turns is none of the paper's own sentences.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from bot.writing.passages import Passage
from bot.writing.roles import Kind

__all__ = ["introduction_of"]

_QUESTION = re.compile(r"[?？؟;՞፧⁇‽？፧][\"”»’」』)）\]]*\Z|\A¿|՞")
_GREEK_QUESTION_MARK = re.compile(r"[Ͱ-Ͽἀ-῿]\s?;\Z")
_LABEL = re.compile(
    r"([^\W\d_][\w.'’ \-]{0,40}?|[^\W\d_]{1,12})\s?(?:[:：]|[.]\s?[:：–—-])(?=\s|[^\x00-\x7f]|[\"“«„]|\Z)|([^\W\d_]{1,12})[.)]\s?(?=[–—-]|\s|\Z)"
)
_DASH = re.compile(r"[–—―-]\s?(?=\S)")
_MOST_WORDS_OF_LABEL = 4
_MOST_SPEAKERS = 6
_FEWEST_QUESTIONS = 2
_FEWEST_TURNS = 4


def introduction_of(passages: Sequence[Passage]) -> Sequence[Passage] | None:
    """The passages before the first turn of an interview, which may be none; None where the text is no interview."""
    starts = [
        start
        for start in (
            _marked_questions(passages),
            _labelled_turns(passages),
            _dashed_turns(passages),
            _plain_questions(passages),
        )
        if start is not None
    ]
    return passages[: min(starts)] if starts else None


def is_question(text: str) -> bool:
    """Whether the text ends in a question mark of any script."""
    return (bool(_QUESTION.search(text.rstrip())) and not text.rstrip().endswith(";")) or bool(
        _GREEK_QUESTION_MARK.search(text.rstrip())
    )


def _marked_questions(passages: Sequence[Passage]) -> int | None:
    """The number of the first question, where bold, italic or heading questions alternate with answers.

    One question, or two in a long text, are subheadings of a story.
    """
    questions = [number for number, passage in enumerate(passages) if _marked_question(passage)]
    if len(questions) < _FEWEST_QUESTIONS:
        return None
    answered = sum(_has_answer(passages, number) for number in questions)
    rest = len(passages) - questions[0]
    if answered < _FEWEST_QUESTIONS or rest > 8 * len(questions):
        return None
    headings = sum(passages[number].kind is Kind.HEADING for number in questions)
    if headings == len(questions) and headings < 3:
        return None
    return _first_marked(passages, questions[0])


def _first_marked(passages: Sequence[Passage], first: int) -> int:
    """The number of the first turn: the first question, or a bold statement in its form right before."""
    return first


def _marked_question(passage: Passage) -> bool:
    """Whether a passage is a marked question, or begins with one that its answer follows in the same lines."""
    if not passage.head or passage.kind > Kind.HEADING:
        return False
    return is_question(passage.head) or (_covers(passage) and is_question(passage.text))


def _covers(passage: Passage) -> bool:
    """Whether all of the passage is marked, but for signs at its end."""
    return not any(char.isalnum() for char in passage.text[len(passage.head) :])


def _has_answer(passages: Sequence[Passage], number: int) -> bool:
    if not _covers(passages[number]):
        return True
    following = passages[number + 1 : number + 2]
    return bool(following) and not _covers(following[0]) if following and following[0].head else bool(following)


def _labelled_turns(passages: Sequence[Passage]) -> int | None:
    """The number of the first turn, where the same few labels begin passages again and again."""
    labels = [_label_of(passage) for passage in passages]
    counts = Counter(label for label in labels if label)
    again = {label for label, count in counts.items() if count >= 2}
    turns = sum(counts[label] for label in again)
    if not again or len(again) > _MOST_SPEAKERS:
        return None
    questions = sum(is_question(passage.text) for passage in passages)
    if (len(again) >= 2 and turns >= _FEWEST_TURNS) or (questions >= _FEWEST_QUESTIONS and turns >= _FEWEST_QUESTIONS):
        first = next(number for number, label in enumerate(labels) if label in again)
        return _with_single_labels(passages, labels, first)
    return None


def _with_single_labels(passages: Sequence[Passage], labels: Sequence[str], first: int) -> int:
    """The number of the first turn, with those before it whose label ("Question:") is said once in full."""
    while first > 0 and labels[first - 1]:
        first -= 1
    while first > 0 and is_question(passages[first - 1].text):
        first -= 1
    return first


def _label_of(passage: Passage) -> str:
    match = _LABEL.match(passage.text)
    if match is None:
        return ""
    label = (match[1] or match[2]).strip()
    if len(label.split()) > _MOST_WORDS_OF_LABEL or (
        match[2] and len(label) > 1 and not passage.head.startswith(label)
    ):
        return ""
    return label.casefold()


def _dashed_turns(passages: Sequence[Passage]) -> int | None:
    """The number of the first turn, where passages that begin with a dash ask and answer; a list does not ask."""
    dashed = [number for number, passage in enumerate(passages) if _DASH.match(passage.text)]
    asking = [number for number in dashed if "?" in passages[number].text or is_question(passages[number].text)]
    marked = [number for number, passage in enumerate(passages) if _marked_question(passage) and number not in dashed]
    if len(dashed) >= 3 and len(asking) >= _FEWEST_QUESTIONS:
        return dashed[0]
    if len(dashed) >= _FEWEST_QUESTIONS and len(marked) >= _FEWEST_QUESTIONS:
        return min(dashed[0], marked[0])
    return None


def _plain_questions(passages: Sequence[Passage]) -> int | None:
    """The number of the first question, where whole passages ask and the ones between answer, without any mark."""
    questions = [
        number for number, passage in enumerate(passages) if passage.kind <= Kind.HEADING and is_question(passage.text)
    ]
    if len(questions) < 3:
        return None
    span = questions[-1] - questions[0] + 1
    follow_each_other = sum(after - before == 1 for before, after in zip(questions, questions[1:], strict=False))
    if len(questions) * 3 < span or follow_each_other * 2 > len(questions):
        return None
    return questions[0]
