"""Makes the versions of each part of a post, from the richest to the shortest. Pure."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Self

from bot.writing.language.disputes import denies
from bot.writing.language.sentences import ends_sentence, sentences_of
from bot.writing.language.text import Text
from bot.writing.summary.answers import answers, leans_only_on_charge
from bot.writing.summary.cuts import true_cuts
from bot.writing.summary.fact_check import tells_verdict
from bot.writing.summary.last_resort import last_resort
from bot.writing.summary.ranking import ENOUGH
from bot.writing.summary.sentence import Sentence
from bot.writing.summary.words import content_words, newness, says_the_same

_ENOUGH = 0.3
"""Share of the best score; a sentence that scores less is not used: the title alone says more."""
_BROKEN_OFF = ("…", "...")
"""How the beginning of a standfirst ends that only leads on to the rest."""
_MOST_CUT = 3
"""Sentences that are cut, those with the best scores."""
_LONGEST_CUT = 500
"""Characters; a longer title or sentence is not cut."""
_ADVICE = 6
"""How many times as much a warning is worth with each sentence behind its lead that tells people what to do."""
_ROOM, _MOST_ROOM = 0.3, 200
"""The power by which a longer summary is worth more, for it tells more; up to so many characters."""


@dataclass(frozen=True, slots=True)
class Summary:
    """One version of the summary."""

    text: str
    sentences: tuple[str, ...]
    """Sentences of the article, in its order; the last may be cut."""
    is_cut: bool = False
    is_last_resort: bool = False
    """Whether it is used only because no better one has room."""


def summary_versions(
    ranked: Sequence[Sentence],
    most: int,
    language: str,
    standfirst: str = "",
    title: str = "",
    *,
    denial: int | None = None,
) -> tuple[Summary, ...]:
    """The summaries of at most `most` sentences, the best first; the last is empty. None only says `title` again.

    Before all others is the standfirst, with further sentences or by itself. Then come runs of whole sentences, and the
    best sentences cut, in the order of their worth. `denial` is the position of the sentence that denies what the
    standfirst charges somebody with: the standfirst is used only together with that.
    """
    sets = _self_contained_sets(ranked, most)
    valued = [*((_value(chosen), _whole(chosen)) for chosen in sets), *_cuts(ranked, language, title)]
    in_order = [summary for _, summary in sorted(valued, key=lambda pair: pair[0], reverse=True)]
    said = _Said.by(standfirst, title, language)
    beside = _beside_standfirst(ranked, most, said, denial) if standfirst else ()
    others = [replace(_whole((sentence,)), is_last_resort=True) for sentence in last_resort(ranked, title)]
    if denial is None:
        with_standfirst = _with_standfirst(said, beside, most, title)
    else:
        with_standfirst = _with_charge(standfirst, beside, most, language)
    return (*with_standfirst, *in_order, *others, Summary("", ()))


@dataclass(frozen=True, slots=True)
class _Said:
    """What the standfirst says, and what the title says above it, as their content words."""

    standfirst: str
    whole: frozenset[str]
    by_sentence: tuple[frozenset[str], ...]
    by_title: frozenset[str]
    language: str

    @classmethod
    def by(cls, standfirst: str, title: str, language: str) -> Self:
        """What this standfirst says below this title."""
        sentences = tuple(map(content_words, sentences_of(standfirst, language)))
        return cls(standfirst, content_words(standfirst), sentences, content_words(title), language)

    def is_said_again_by(self, sentence: str) -> bool:
        """Whether a sentence says again what the standfirst says; or what one of its sentences and the title say, as a
        lead does that only joins both. Who denies in it what they say, says more.
        """
        if denies(Text(sentence, self.language)) and not denies(Text(self.standfirst, self.language)):
            return False
        words = content_words(sentence)
        if says_the_same(words, self.whole):
            return True
        repeats_part = any(says_the_same(words, said) for said in self.by_sentence)
        return repeats_part and says_the_same(words, self.by_title)


def _beside_standfirst(ranked: Sequence[Sentence], most: int, said: _Said, denial: int | None) -> list[Summary]:
    """The sets of sentences that may follow a standfirst, the best first. It tells the news, and so they need not.

    Each has the `denial`, if there is one.
    """
    if tells_verdict(said.standfirst, said.language):
        ranked = _beside_verdict(ranked)
    if denial is None:
        sets = list(_self_contained_sets(ranked, most, beside=said))
    else:
        ranked = _beside_charge(ranked, said.standfirst, denial, said.language)
        all_sets = _self_contained_sets(ranked, most, beside=said, denial=denial)
        sets = [chosen for chosen in all_sets if any(sentence.position == denial for sentence in chosen)]
    return [_whole(chosen) for chosen in sorted(sets, key=_value, reverse=True)]


def _beside_charge(ranked: Sequence[Sentence], standfirst: str, denial: int, language: str) -> list[Sentence]:
    """The sentences as they may stand beside a standfirst that tells the charge: those that only tell it again are left
    out, and what depends on them depends on the standfirst. So does the denial of "the accusation".
    """
    said = content_words(standfirst)
    again = {
        sentence.position
        for sentence in ranked
        if sentence.position != denial and says_the_same(content_words(sentence.text), said)
    }
    texts = {sentence.position: Text(sentence.text, language) for sentence in ranked}

    def leans_on_standfirst(sentence: Sentence) -> bool:
        if sentence.position != denial or sentence.leans_on not in texts:
            return sentence.leans_on in again
        return sentence.leans_on in again or leans_only_on_charge(texts[denial], texts[sentence.leans_on])

    return [
        replace(
            sentence,
            leans_on=None if leans_on_standfirst(sentence) else sentence.leans_on,
            needs=tuple(need for need in sentence.needs if need not in again),
        )
        for sentence in ranked
        if sentence.position not in again
    ]


def _beside_verdict(ranked: Sequence[Sentence]) -> list[Sentence]:
    """The sentences of a fact check as they may stand beside a standfirst that tells the verdict."""
    verdicts = {sentence.position for sentence in ranked if sentence.is_verdict}
    return [
        replace(sentence, needs=tuple(need for need in sentence.needs if need not in verdicts))
        for sentence in ranked
        if not sentence.is_verdict
    ]


def title_versions(title: str, language: str) -> tuple[str, ...]:
    """The title; then, the longest first, its beginnings: of a title of several sentences the first ones, and cuts."""
    sentences = sentences_of(title[: 2 * _LONGEST_CUT], language)
    beginnings = [join_sentences(sentences[:count]) for count in range(len(sentences) - 1, 0, -1)]
    cuts = true_cuts(title, language) if len(title) <= _LONGEST_CUT else ()
    return (title, *sorted({*beginnings, *cuts} - {title}, key=len, reverse=True))


def appeal_versions(forms: Sequence[str], measure: Callable[[str], int]) -> tuple[str, ...]:
    """The long form, then those other forms that are shorter by `measure`, the platform's count."""
    return (forms[0], *(form for form in forms[1:] if measure(form) < measure(forms[0])))


def hashtag_versions(hashtags: Sequence[str]) -> tuple[str, ...]:
    """All hashtags in one text, then without the last, and so on, down to none."""
    return tuple(" ".join(hashtags[:count]) for count in range(len(hashtags), -1, -1))


def join_sentences(sentences: Sequence[str]) -> str:
    """The sentences in one text, with spaces between them where their script has spaces."""
    text = ""
    for sentence in sentences:
        text += sentence if not text or text[-1] in "。！？」』）" else f" {sentence}"
    return text


def _with_standfirst(said: _Said, others: Sequence[Summary], most: int, title: str) -> Iterator[Summary]:
    """The standfirst with each of the other summaries that adds to it, by itself, and its beginnings that say more
    than the title.
    """
    standfirst, language = said.standfirst, said.language
    if not standfirst:
        return
    sentences = sentences_of(standfirst, language)
    for other in others:
        if not other.is_cut and not any(said.is_said_again_by(text) for text in other.sentences):
            yield from _together(standfirst, sentences, other, most)
    yield Summary(standfirst, sentences)
    title_words = content_words(title)
    replies = answers([(Text(sentence, language), 0) for sentence in sentences], Text(title, language))
    has_verdict = tells_verdict(standfirst, language)
    for count in range(len(sentences) - 1, 0, -1):
        beginning = join_sentences(sentences[:count])
        if (
            not beginning.endswith(_BROKEN_OFF)
            and _newness(beginning, title_words) >= ENOUGH
            and max((0, *(need for each in replies[:count] for need in each.points + each.denials))) < count
            and (not has_verdict or tells_verdict(beginning, language))
        ):
            yield Summary(beginning, sentences[:count])
    if any(replies[0]) or has_verdict:
        return
    for text in true_cuts(sentences[0], language):
        if _newness(text, title_words) >= ENOUGH:
            yield Summary(text, (text,), is_cut=True)


def _with_charge(standfirst: str, others: Sequence[Summary], most: int, language: str) -> Iterator[Summary]:
    """The standfirst that tells a charge with each of the other summaries, all of which have its denial."""
    sentences = sentences_of(standfirst, language)
    for other in others:
        yield from _together(standfirst, sentences, other, most)


def _together(standfirst: str, sentences: Sequence[str], other: Summary, most: int) -> Iterator[Summary]:
    """The standfirst, of these sentences, and the other summary in one, if those are no more than `most`."""
    together = (*sentences, *other.sentences)
    if len(together) <= most:
        # What has no full stop at its end stands in a paragraph of its own.
        is_sentence = ends_sentence(standfirst)
        yield Summary(join_sentences(together) if is_sentence else f"{standfirst}\n\n{other.text}", together)


def _newness(text: str, title_words: frozenset[str]) -> float:
    return newness(content_words(text), title_words)


def _self_contained_sets(
    ranked: Sequence[Sentence], most: int, *, beside: _Said | None = None, denial: int | None = None
) -> Iterator[tuple[Sentence, ...]]:
    """Those runs of sentences that say enough below the title, or below the standfirst if there is one.

    Beside a standfirst, which tells the news, a single sentence may be of little worth.
    """
    best_score = max((sentence.score for sentence in ranked), default=0)
    enough = _ENOUGH * best_score
    words = {sentence.position: content_words(sentence.text) for sentence in ranked}
    in_order = sorted(ranked, key=lambda sentence: sentence.position)
    starts = _starts_behind(beside, in_order, denial) if beside else range(len(in_order))
    for start in starts:
        for chosen in _runs_from(in_order[start : start + 1], in_order[start + 1 :], most):
            lowest_score = 0 if beside and len(chosen) == 1 else enough
            if (
                _is_self_contained(chosen, lowest_score)
                and (beside or _tells_news(chosen))
                and not _says_something_twice(chosen, words)
            ):
                yield chosen


def _runs_from(chosen: Sequence[Sentence], following: Sequence[Sentence], most: int) -> Iterator[tuple[Sentence, ...]]:
    """The chosen sentences, and these with up to `most` in all, as far as each may stand right behind the one before.

    What a sentence calls "the committee" or "the average" only the sentence before it may have named, and no list of
    words tells that of every language. So a post leaves out no sentence between two others.
    """
    yield tuple(chosen)
    if len(chosen) < most:
        for index, sentence in enumerate(following):
            if sentence.may_follow <= chosen[-1].position:
                yield from _runs_from((*chosen, sentence), following[index + 1 :], most)


def _starts_behind(said: _Said, in_order: Sequence[Sentence], denial: int | None) -> Iterator[int]:
    """The indexes of the sentences with which a run may begin behind the standfirst: the first that can be used, the
    next as long as those before it only say what the standfirst says, each that tells what people have to do, and the
    denial of its charge, or what that must follow.
    """
    index = 0
    for index, sentence in enumerate(in_order):
        yield index
        if not said.is_said_again_by(sentence.text):
            break
    answering = [denial, *(sentence.leans_on for sentence in in_order if sentence.position == denial)]
    yield from (
        later
        for later in range(index + 1, len(in_order))
        if in_order[later].is_advice or in_order[later].position in answering
    )


def _says_something_twice(chosen: Sequence[Sentence], words: Mapping[int, frozenset[str]]) -> bool:
    """Whether one of the sentences only repeats another; a verdict repeats what the claim says, to judge it."""
    own = [words[sentence.position] for sentence in chosen if not sentence.is_verdict]
    return any(says_the_same(first, second) for first, second in combinations(own, 2))


def _is_self_contained(chosen: Sequence[Sentence], enough: float) -> bool:
    """Whether every sentence that another depends on is in the set, and its last one scores `enough`, or another one
    depends on it. One between two others may be worth less, for the last one goes on with it.
    """
    positions = [sentence.position for sentence in chosen]
    beside = [sentence.leans_on for sentence in chosen] + [need for sentence in chosen for need in sentence.needs]
    for sentence in chosen:
        if sentence.leans_on is not None and sentence.leans_on not in positions:
            return False
        if any(need not in positions for need in sentence.needs):
            return False
        lowest_score = enough if sentence in (chosen[0], chosen[-1]) else 0
        if (sentence.score <= 0 or sentence.score < lowest_score) and sentence.position not in beside:
            return False
    return True


def _tells_news(chosen: Sequence[Sentence]) -> bool:
    """Whether the lead or the verdict is in the set, or what does not need them: no side matter, and no colour but
    right behind a sentence that tells something.
    """
    if any(sentence.is_lead or sentence.is_verdict for sentence in chosen):
        return True
    behind = {sentence.position + 1 for sentence in chosen}
    return not any(
        sentence.is_detail or (sentence.is_colour and sentence.position not in behind) for sentence in chosen
    )


def _whole(chosen: Sequence[Sentence]) -> Summary:
    texts = tuple(sentence.text for sentence in chosen)
    return Summary(join_sentences(texts), texts)


def _cuts(ranked: Sequence[Sentence], language: str, title: str) -> Iterator[tuple[float, Summary]]:
    """The best sentences that need no other, cut, each with its value.

    As of whole sentences, the score of one falls with the words that it only takes from the title.
    """
    title_words = content_words(title)
    lowest_score = ENOUGH * max((sentence.score for sentence in ranked), default=0)
    independent = [
        sentence
        for sentence in ranked
        if sentence.leans_on is None
        and not sentence.needs
        and not sentence.is_verdict
        and not sentence.is_detail
        and not sentence.is_colour
        and sentence.score > 0
    ]
    for sentence in independent[:_MOST_CUT]:
        if len(sentence.text) <= _LONGEST_CUT:
            whole = _newness(sentence.text, title_words)
            for text in true_cuts(sentence.text, language):
                score = sentence.score * _newness(text, title_words) / whole if whole else 0
                if score > 0 and score >= lowest_score:
                    yield score**2 * _fills(len(text)), Summary(text, (text,), is_cut=True)


def _value(chosen: Sequence[Sentence]) -> float:
    """The value of a run of whole sentences, by squared scores: a good sentence is better than two half as good."""
    length = sum(len(sentence.text) for sentence in chosen)
    value = sum(sentence.score**2 for sentence in chosen) * _fills(length)
    advice = sum(sentence.is_advice for sentence in chosen)
    return value * _ADVICE**advice if chosen[0].is_lead or chosen[0].is_advice else value


def _fills(length: int) -> float:
    """How well a summary of so many characters fills the room that posts usually have."""
    return math.pow(min(length, _MOST_ROOM), _ROOM)
