"""Recognises an interview by its form, and finds the introduction before its first question. Pure.

Forms: questions in bold, in italics or as headings; speakers' names or letters with a colon ("Q:", "В.:", "主持人：");
turns that begin with a dash; plain questions and answers in turn. What people say in turns is none of the paper's own
sentences. An explanation in questions and answers is, and so is a story with subheadings that ask.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from bot.writing.reading.passages import Passage
from bot.writing.reading.roles import Kind
from bot.writing.reading.wordlists import alternatives, wordlist

__all__ = ["introduction_of", "is_marked_question", "speaks_of_self"]

_QUESTION_MARKS = ("?", "？", "؟", "፧", "⁇", "‽")
_CLOSING = '"”»’」』)）]'
_OPENING_QUESTION = re.compile(r"[–—―\s]*¿")
_ARMENIAN_QUESTION_MARK = "՞"
"""It stands within the sentence."""
_QUESTION_WITHOUT_MARK = re.compile(r"(?:か[。」』）]*|吗[。”」』]*)\Z")
"""Japanese か and Chinese 吗 need no mark."""
_GREEK_QUESTION = re.compile(r"[Ͱ-Ͽἀ-῿][»”]?\s?[;\u037e]\Z")
_SENTENCE = re.compile(r"[.!?…。！？؟][\"”»’」』)）\]]*\Z")
_LABEL = re.compile(
    r"(?P<name>[^\W\d_][^:：\n\"“”«»„()\[\]|/<>—–,;!?…]{0,40}?)\s?(?:[:：]|[.]\s?[:：–—-])(?=\s|[^\x00-\x7f]|[\"“«„]|\w)"
    r"|(?P<letters>[^\W\d_]{1,12})[.]\s?(?=[–—-]|\s|\Z)"
)
"""Who speaks: a name and a colon, or letters and a full stop ("Q.", "В.", "P. —")."""
_ROLE = re.compile(r"\A([^a-z:\d]{2,40}), [^a-z:]{2,60}(?=:)")
"""A speaker's name and office, as transcripts write them: "ANN HALE, HOST:"."""
_DASH = re.compile(r"(?:[–—―-]{1,2}|[▷▶►◆◇■□●○△▲☞])\s?(?=\S)")
_QUOTED = re.compile(r"[“„«「][^“”„«»「」]{0,600}[”“»」]|\"[^\"]{0,600}\"")
_I = re.compile(
    r"\bI (?:am|was|had|have|do|did|don|didn|can|could|would|wouldn|will|think|thought|know|knew|never|always|just|want"
    r"|wanted|feel|felt|believe|hope|love|like|mean|guess|went|got|made|see|saw|started|need|used|say|said)\b"
)
_MOST_WORDS_OF_LABEL = 4
_MOST_SPEAKERS = 8
_FEWEST = 2
"""Questions, or turns of one speaker, that make an interview."""
_FEWEST_PLAIN = 3
"""Questions that make one where they are not marked, or are headings."""
_FEWEST_WITHOUT_QUESTION = 6
"""Turns that make one although nobody asks."""
_PASSAGES_OF_TURN = 8
"""Mean number of passages between two marked questions from which they are subheadings."""


def introduction_of(passages: Sequence[Passage]) -> Sequence[Passage] | None:
    """The passages before the first turn of an interview, which may be none; None where the text is no interview."""
    forms = (_marked_questions, _labelled_turns, _dashed_turns, _plain_questions)
    starts = [start for form in forms if (start := form(passages)) is not None]
    return passages[: min(starts)] if starts else None


def is_marked_question(passage: Passage) -> bool:
    """Whether all of a passage is a question in bold or italics: an interviewer's, or a subheading."""
    return _covers(passage) and _is_question(passage.text)


def _is_question(text: str) -> bool:
    """Whether the text ends in a question mark of any script."""
    text = text.rstrip()
    if text.rstrip(_CLOSING).endswith(_QUESTION_MARKS) or _OPENING_QUESTION.match(text):
        return True
    if text.isascii():
        return False
    return (
        _ARMENIAN_QUESTION_MARK in text
        or _QUESTION_WITHOUT_MARK.search(text) is not None
        or _GREEK_QUESTION.search(text) is not None
    )


def _marked_questions(passages: Sequence[Passage]) -> int | None:
    """The number of the first turn, where bold, italic or heading questions alternate with answers.

    One question in bold, or few in a long text, are subheadings of a story.
    """
    questions = [number for number, passage in enumerate(passages) if _begins_with_question(passage)]
    statements = [number for number, passage in enumerate(passages) if _is_marked_statement(passage)]
    answered = [number for number in (*questions, *statements) if _has_answer(passages, number)]
    if not questions or len(answered) < _FEWEST or (len(questions) < _FEWEST and len(answered) == _FEWEST):
        return None
    first = min(number for number in answered if number > 0 or number in questions)
    if len(passages) - first > _PASSAGES_OF_TURN * len(answered):
        return None
    are_headings = all(passages[number].kind is Kind.HEADING for number in questions)
    if are_headings and len(questions) < _FEWEST_PLAIN:
        return None
    return first if _is_conversation(passages, questions) is not False else None


def _begins_with_question(passage: Passage) -> bool:
    """Whether a passage is a marked question, or begins with one that its answer follows in the same line."""
    return passage.head != "" and (_is_question(passage.head) or is_marked_question(passage))


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


def _is_conversation(passages: Sequence[Passage], questions: Sequence[int], *, fewest: int = 1) -> bool | None:
    """Whether the questions address somebody, or the answers speak of themselves; None where the words cannot tell.

    In English, German or French somebody who speaks says "I"; in Spanish or Japanese he need not. `fewest` is the
    smallest number of such questions or answers.
    """
    answers = [_answer(passages, number) for number in questions]
    addressed = sum(_pronouns("you").search(passages[number].text) is not None for number in questions)
    own = sum(map(speaks_of_self, answers))
    if max(addressed, own) >= max(fewest, len(questions) / 3) or _names_speakers(passages, questions):
        return True
    return False if _says_pronouns(" ".join(answers)) else None


def _names_speakers(passages: Sequence[Passage], questions: Sequence[int]) -> bool:
    """Whether a question and its answer both begin with a label, as the first ones of an interview may."""
    return any(
        _label_of(passages[number]) and number + 1 < len(passages) and _label_of(passages[number + 1])
        for number in questions
    )


def _answer(passages: Sequence[Passage], number: int) -> str:
    """The text that follows a question in its passage and in the next one, without what is quoted in it."""
    after = passages[number].text[len(passages[number].head) :] if passages[number].head else ""
    following = passages[number + 1].text if number + 1 < len(passages) else ""
    return _QUOTED.sub("", f"{after} {following}")


def _says_pronouns(text: str) -> bool:
    """Whether the text is in a language in which no sentence goes without its pronoun."""
    words = text.lower().split()
    known = _function_words()
    return sum(word in known for word in words) > 0.08 * len(words)


@cache
def _function_words() -> frozenset[str]:
    return frozenset(wordlist("pronouns")["says_pronouns"])


def speaks_of_self(text: str) -> bool:
    """Whether somebody says "I", "my" or "we" in it."""
    return _pronouns("self").search(text) is not None or _I.search(text) is not None


@cache
def _pronouns(key: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?<![\w’'])(?:{alternatives('pronouns', key)})(?![\w’'])|{alternatives('pronouns', f'{key}_anywhere')}"
    )


def _labelled_turns(passages: Sequence[Passage]) -> int | None:
    """The number of the first turn, where the same few labels begin passages again and again.

    "Note:", "Pros:" and "Read more:" do so, too: in an interview one asks under a label and another answers.
    """
    labels = _speakers(passages)
    counts = Counter(label for label in labels if label)
    again = {label for label, count in counts.items() if count > 1}
    if not again or len(again) > _MOST_SPEAKERS:
        return None
    turns = [number for number, label in enumerate(labels) if label in again]
    if not (_ask_and_answer(passages, labels, turns) or _answers_questions(passages, turns)):
        return None
    first = turns[0]
    while first > 0 and (labels[first - 1] or _is_question(passages[first - 1].text)):
        first -= 1
    return first


def _ask_and_answer(passages: Sequence[Passage], labels: Sequence[str], turns: Sequence[int]) -> bool:
    """Whether speakers take turns, of whom one asks; or many turns of names, of which none need ask."""
    speakers = [labels[number] for number in turns]
    changes = sum(before != after for before, after in pairwise(speakers))
    if len(set(speakers)) < _FEWEST or len(turns) < 2 * _FEWEST or changes < 0.6 * (len(turns) - 1):
        return False
    asking = Counter(labels[number] for number in turns if _asks(_turn(passages, number)))
    if asking and max(asking.values()) >= _FEWEST:
        return True
    names = all(_is_name(passages[number].text) for number in turns)
    return names and (bool(asking) or len(turns) >= _FEWEST_WITHOUT_QUESTION)


def _answers_questions(passages: Sequence[Passage], turns: Sequence[int]) -> bool:
    """Whether turns of one speaker follow questions that have no label."""
    after_question = sum(number > 0 and _is_question(passages[number - 1].text) for number in turns)
    return after_question >= _FEWEST and after_question * 3 >= 2 * len(turns)


def _turn(passages: Sequence[Passage], number: int) -> str:
    """What is said in a turn: the passage of this number, or the next one where this is the speaker's name alone."""
    passage = passages[number]
    return passages[number + 1].text if _is_name_alone(passage) and number + 1 < len(passages) else passage.text


def _is_name_alone(passage: Passage) -> bool:
    """Whether a passage is a few words in bold that are no sentence."""
    return _covers(passage) and len(passage.text.split()) <= _MOST_WORDS_OF_LABEL and not _SENTENCE.search(passage.text)


def _asks(text: str) -> bool:
    return "?" in text or _is_question(text)


def _is_name(text: str) -> bool:
    """Whether each word of the label is in upper case or begins so, where the script has cases."""
    match = _label(text)
    words = (match["name"] or "").split() if match else text.split()
    return bool(words) and all(not word[0].islower() for word in words)


def _speakers(passages: Sequence[Passage]) -> list[str]:
    """The label of each passage, "" for none; "Pregunta." counts as "P." where that follows."""
    labels = [_label_of(passage) for passage in passages]
    letters = {label for label in labels if len(label) == 1}
    return [label[0] if label[:1] in letters and " " not in label else label for label in labels]


def _label(text: str) -> re.Match[str] | None:
    role = _ROLE.match(text)
    return _LABEL.match(role[1] + text[role.end() :] if role else text)


def _label_of(passage: Passage) -> str:
    match = _label(passage.text)
    if match is None:
        return passage.text.casefold() if _is_name_alone(passage) else ""
    label = (match["name"] or match["letters"]).strip()
    is_word = match["letters"] is not None and len(label) > 1
    if len(label.split()) > _MOST_WORDS_OF_LABEL or (is_word and not passage.head.startswith(label)):
        return ""
    return label.casefold()


def _dashed_turns(passages: Sequence[Passage]) -> int | None:
    """The number of the first turn, where passages that begin with a dash ask and answer.

    A list does not ask; a story in which such passages are quotations has others between them.
    """
    dashed = [number for number, passage in enumerate(passages) if _DASH.match(passage.text)]
    if len(dashed) < _FEWEST:
        return None
    asking = [number for number in dashed if _is_question(passages[number].text)]
    marked = {number for number, passage in enumerate(passages) if _begins_with_question(passage)}
    answers = sum(number - 1 in marked for number in dashed)
    span = dashed[-1] - dashed[0] + 1
    if answers >= _FEWEST:
        return min(min(marked), dashed[0])
    if len(asking) < _FEWEST:
        return None
    only_questions = asking == dashed
    are_answered = all(after - before > 1 for before, after in pairwise(asking))
    conversation = 2 * len(dashed) >= span if only_questions else len(dashed) > 0.6 * span
    return dashed[0] if conversation and (are_answered or not only_questions) else None


def _plain_questions(passages: Sequence[Passage]) -> int | None:
    """The number of the first question, where whole passages ask and the ones between answer, without any mark."""
    questions = [number for number, passage in enumerate(passages) if _is_question(passage.text)]
    if len(questions) < _FEWEST_PLAIN:
        return None
    span = questions[-1] - questions[0] + 1
    unanswered = sum(after - before == 1 for before, after in pairwise(questions))
    if len(questions) * 3 < span or unanswered * 2 > len(questions):
        return None
    return questions[0] if _is_conversation(passages, questions, fewest=_FEWEST) else None
