"""Whether a sentence disputes what stands before it: turns it round, denies it, or calls a claim false. Pure.

The words are those of `disputes.toml` beside this file, which explains each list. Of a language without a table nothing
is known, and no sentence disputes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache

from bot.writing.language.cues import has
from bot.writing.language.text import Text
from bot.writing.language.words import LanguageCues, disputes_data
from bot.writing.language.words.lists import WordList, same_letters

_OPENING_MARKS = ' \u3000“„«「『"‘（([【–—-'
_LABEL = re.compile(r"\A\W{0,3}(.{3,40}?)\s?[]:：|｜】\])–—?？!-]")
"""The first words of a title up to a mark that may end a label: "[Fact check] …", "Fact check: …"."""
_LAST_PART = re.compile(r"[|｜–—:：\[(【-]\s?([^|｜–—:：\[\]()【】-]{3,40})[\])】]?\Z")
"""The last words of a title behind such a mark: "… | Fact check"."""
_SPEECH = re.compile('[:：]\\s?[“„«「『"]([^”“»」』"]{1,200})')
"""What somebody says in a title, behind who says it."""
_BETWEEN_WORDS = re.compile(r"[\W_]+")
_WORDS_OF_HEAD = 5
"""Words of a sentence before which a "however" speaks of the sentence before it, and not of its own first clause."""
_WORDS_OF_CHARGE = 5
"""Words of the longest name of a charge."""
_LONGEST_NO = 8
"""Letters of a word that says no."""


def denies(text: Text) -> bool:
    """Whether it tells that somebody denies a charge: "The mayor denied it", "The mayor rejected the accusation"."""
    return has("denying", text) or (has("rejecting", text) and has("charge", text))


def acquits(text: Text) -> bool:
    """Whether it tells that somebody has been cleared of a charge: "The court acquitted him", "The case is dropped"."""
    is_case = has("proceedings", text)
    return (
        has("acquitting", text)
        or (is_case and (has("dropping", text) or has("freeing", text)))
        or (has("freeing", text) and has("courts", text))
    )


def accuses(text: Text) -> bool:
    """Whether it tells a charge: "She is suspected of …", "According to the indictment …"."""
    return has("accusing", text) or has("charge", text) or has("prosecuting", text)


def denies_untold(sentence: Text) -> bool:
    """Whether it denies a charge, or calls testimony untrue, of which it tells nothing: "The mayor rejected the
    accusation", but not "The mayor rejected the accusation of fraud".
    """
    cues = sentence.cues
    if cues is None or not denies(sentence) or not has("charge", sentence):
        return False
    if not cues.spaces:
        return True
    words, charges = sentence.folded.lowered.split(), cues.disputing["charge"]
    for index in range(len(words)):
        if length := charges.beginning(f" {' '.join(words[index : index + _WORDS_OF_CHARGE])} "):
            return not _is_told(words[index + length :], cues)
    return False


def denies_told(sentence: Text) -> bool:
    """Whether it denies a charge and names it itself: "Denise Marlow denies four counts of theft"."""
    return denies(sentence) and has("offence", sentence) and not denies_untold(sentence)


def charges(sentence: Text) -> bool:
    """Whether it charges somebody: says what they are accused of, or that they were arrested."""
    return has("accusing", sentence) or has("detaining", sentence)


def defends(sentence: Text) -> bool:
    """Whether it tells what a lawyer says against a charge: "Their lawyer said that they had not known"."""
    return has("defending", sentence) and has("attribution", sentence) and has("negation", sentence)


def answers_charge(sentence: Text) -> bool:
    """Whether it tells what the accused or their lawyers say against a charge."""
    return denies(sentence) or defends(sentence) or denies_its_own_charge(sentence)


def denies_its_own_charge(sentence: Text) -> bool:
    """Whether it tells a charge and what the accused say to it: "A manager accused of taking £84,000 told a jury that
    she never touched it". What prosecutors say of the accused is none.
    """
    cues = sentence.cues
    if cues is None or not (has("accusing", sentence) and has("never", sentence)):
        return False
    words = sentence.folded.lowered.split()
    charge = _index(words, cues.disputing["accusing"], 0)
    saying = _index(words, cues.attribution, charge + 1)
    never = _index(words, cues.disputing["never"], saying + 1)
    if not 0 <= charge < saying - 1 < never:
        return False
    return not any(_is_accuser(word, cues) for word in words[:never])


def _is_accuser(word: str, cues: LanguageCues) -> bool:
    """Whether it is one of those who prosecute, and not one whom they accuse."""
    return bool(cues.disputing["prosecuting"].beginning(f"{word} ")) and not cues.disputing["accusing"].beginning(
        f"{word} "
    )


def title_denies(title: Text) -> bool:
    """Whether a title denies a charge, by a word of denial or by what the accused say: "Surgeon on trial: “I never took
    it”".
    """
    if denies(title) or denies_its_own_charge(title):
        return True
    speech = _SPEECH.search(title.written)
    return (
        speech is not None
        and accuses(Text(title.written[: speech.start()], title.language))
        and has("never", Text(speech[1], title.language))
    )


def _index(words: Sequence[str], entries: WordList, start: int) -> int:
    """The first index from `start` on at which an entry begins; -1: there is none."""
    return next(
        (
            index
            for index in range(start, len(words))
            if entries.beginning(f"{' '.join(words[index : index + _WORDS_OF_CHARGE])} ")
        ),
        -1,
    )


def _is_told(words: Sequence[str], cues: LanguageCues) -> bool:
    """Whether the words behind "the accusation" say of what: "that …", "of fraud"; but not "on Friday", and not
    German "von sich", which is part of the verb.
    """
    if words[:1] == [","]:
        words = words[1:]
    if cues.disputing["rejecting"].beginning(f"{' '.join(words)} "):
        return False
    return bool(
        words
        and (cues.complementizer.has(words[0]) or cues.disputing["about"].beginning(" ".join(words[:2]) + " "))
        and not any(map(cues.times.beginning, words[1:2]))
    )


def turns_round(sentence: Text) -> bool:
    """Whether it turns round what stood before it: "But the bank said …", "The bank, however, said …"."""
    if _begins_by_turning(sentence):
        return True
    if not has("inside", sentence):
        return False
    head = " ".join(sentence.written.split()[:_WORDS_OF_HEAD])
    return head != sentence.written and has("inside", Text(head, sentence.language))


def answers_no(title: str, language: str) -> bool:
    """Whether a title begins by saying no to a claim: "No, the government is not abolishing cash"."""
    head, comma, _ = title.replace("，", ",").replace("、", ",").replace("،", ",").partition(",")
    return bool(comma) and len(head) <= _LONGEST_NO and " " not in head and has("no", Text(head, language))


def is_label_of_fact_checks(text: str) -> bool:
    """Whether the text names a section of fact checks, in any language: "Fact check", "Faktencheck"."""
    plain = _plain(text)
    return plain in _labels() or any(plain.startswith(label) for label in _beginnings_of_labels())


def labels_of(title: str) -> tuple[str, ...]:
    """What may be a label at a title's head or end: "Fact check" of "Fact check: did …?"."""
    return tuple(match[1] for pattern in (_LABEL, _LAST_PART) if (match := pattern.search(title)))


def _begins_by_turning(sentence: Text) -> bool:
    if sentence.cues is None:
        return False
    words = sentence.cues.disputing["turning"]
    if not sentence.cues.spaces:
        return same_letters(sentence.written.lstrip(_OPENING_MARKS)).startswith(words.parts)
    return any(map(words.beginning, sentence.openings))


def _plain(text: str) -> str:
    """The text without accents, cases and marks between its words, as an address spells it."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(char for char in decomposed if not unicodedata.combining(char))
    return _BETWEEN_WORDS.sub(" ", letters).strip()


@cache
def _all_labels() -> tuple[str, ...]:
    return tuple(entry.strip() for entry in disputes_data()["labels"].replace("\n", "|").split("|") if entry.strip())


@cache
def _labels() -> frozenset[str]:
    return frozenset(_plain(label) for label in _all_labels() if label[-1] != "*")


@cache
def _beginnings_of_labels() -> tuple[str, ...]:
    return tuple(_plain(label) for label in _all_labels() if label[-1] == "*")
