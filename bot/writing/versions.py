"""Makes the versions of each part of a post, from the richest to the shortest. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from bot.writing.cuts import true_cuts
from bot.writing.sentences import sentences_of
from bot.writing.summary import Sentence, content_words, ends_sentence

_MOST_CANDIDATES = 8
"""Sentences; one that ranks lower is no good summary."""
_MOST_CUT = 3
"""Sentences that are cut; the next one is used where the one before allows no cut that is true and short."""
_NEARLY_BEST = 0.7
"""Share of the best score. Where no set with such a sentence fits, the best one cut tells more than another whole."""
_LONGEST_CUT = 500
"""Characters; a longer title or sentence is not cut."""
_SAME = 0.7
"""Share of a sentence's words in the standfirst, from which on it only says that again."""


@dataclass(frozen=True, slots=True)
class Summary:
    """One version of the summary."""

    text: str
    sentences: tuple[str, ...]
    """Sentences of the article, in its order; the last may be cut."""
    is_cut: bool = False


def summary_versions(ranked: Sequence[Sentence], most: int, language: str, standfirst: str = "") -> tuple[Summary, ...]:
    """The summaries of at most `most` sentences, the best first; the last is empty.

    Before all others are the standfirst with further sentences, and by itself. Then come sets of whole sentences of
    which one is nearly the best, then the best sentences one by one, whole or cut, then the other sets.
    """
    sets = sorted(_self_contained_sets(_candidates(ranked), most), key=_worth, reverse=True)
    nearly_best = _NEARLY_BEST * max((sentence.score for sentence in ranked), default=0)
    good = [chosen for chosen in sets if max(sentence.score for sentence in chosen) >= nearly_best]
    return (
        *_with_standfirst(standfirst, good, most),
        *map(_whole, good),
        *_best_sentences(ranked, language),
        *(_whole(chosen) for chosen in sets if chosen not in good),
        Summary("", ()),
    )


def title_versions(title: str, language: str) -> tuple[str, ...]:
    """The title; then, of a title of several sentences, the first ones; then the title cut."""
    sentences = sentences_of(title[: 2 * _LONGEST_CUT], language)
    beginnings = [join_sentences(sentences[:count]) for count in range(len(sentences) - 1, 0, -1)]
    cuts = true_cuts(title, language) if len(title) <= _LONGEST_CUT else ()
    return tuple(dict.fromkeys((title, *beginnings, *cuts)))


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


def _with_standfirst(standfirst: str, sets: Sequence[tuple[Sentence, ...]], most: int) -> Iterator[Summary]:
    """The standfirst with each of the sets that adds something to it, and by itself."""
    if not standfirst:
        return
    if ends_sentence(standfirst):
        said = content_words(standfirst)
        for chosen in sets:
            if len(chosen) < most and all(_adds_to(said, sentence) for sentence in chosen):
                yield _summary((standfirst, *(sentence.text for sentence in chosen)))
    yield _summary((standfirst,))


def _adds_to(said: frozenset[str], sentence: Sentence) -> bool:
    words = content_words(sentence.text)
    return len(words & said) < _SAME * len(words)


def _whole(chosen: Sequence[Sentence]) -> Summary:
    return _summary(tuple(sentence.text for sentence in chosen))


def _summary(texts: tuple[str, ...]) -> Summary:
    return Summary(join_sentences(texts), texts)


def _candidates(ranked: Sequence[Sentence]) -> list[Sentence]:
    """The best sentences, and those on which they depend."""
    best = list(ranked[:_MOST_CANDIDATES])
    positions = {sentence.leans_on for sentence in best}
    return best + [sentence for sentence in ranked[_MOST_CANDIDATES:] if sentence.position in positions]


def _self_contained_sets(ranked: Sequence[Sentence], most: int) -> Iterator[tuple[Sentence, ...]]:
    in_order = sorted(ranked, key=lambda sentence: sentence.position)
    for size in range(1, most + 1):
        for chosen in combinations(in_order, size):
            if _is_self_contained(chosen):
                yield chosen


def _is_self_contained(chosen: Sequence[Sentence]) -> bool:
    """Whether every sentence that another depends on is in the set, and none is there without need."""
    positions = {sentence.position for sentence in chosen}
    leaned_on = {sentence.leans_on for sentence in chosen}
    return all(
        (sentence.leans_on is None or sentence.leans_on in positions)
        and (sentence.score > 0 or sentence.position in leaned_on)
        for sentence in chosen
    )


def _worth(sentences: tuple[Sentence, ...]) -> float:
    """The worth of a set: by squared scores, because one good sentence is better than two half as good."""
    return sum(sentence.score**2 for sentence in sentences)


def _best_sentences(ranked: Sequence[Sentence], language: str) -> Iterator[Summary]:
    """Each of the best sentences that need no other, whole, then cut."""
    independent = [sentence for sentence in ranked if sentence.leans_on is None and sentence.score > 0]
    for sentence in independent[:_MOST_CUT]:
        yield _whole((sentence,))
        if len(sentence.text) <= _LONGEST_CUT:
            for text in true_cuts(sentence.text, language):
                yield Summary(text, (text,), is_cut=True)
