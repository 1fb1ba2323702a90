"""Makes the versions of each part of a post, from the richest to the shortest. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from bot.writing.language.sentences import sentences_of
from bot.writing.summary.behind_standfirst import standfirst_versions
from bot.writing.summary.beyond_title import adding_sentences
from bot.writing.summary.cuts import true_cuts
from bot.writing.summary.last_resort import last_resort
from bot.writing.summary.ranking import ENOUGH
from bot.writing.summary.runs import (
    Summary,
    filling_of,
    join_sentences,
    self_contained_runs,
    value_of,
    whole_summary,
)
from bot.writing.summary.sentence import Sentence
from bot.writing.summary.words import content_words, newness, shared_words

__all__ = ("Summary", "appeal_versions", "hashtag_versions", "join_sentences", "summary_versions", "title_versions")

_MOST_CUT = 3
"""Sentences that are cut, those with the best scores."""
_NEW = 0.5
"""How new to the title a part of the lead is that says enough (see `newness`)."""
_SHORT, _LONG, _MUCH_LONGER, _SAME_NEWS = 120, 180, 2, 3
"""Characters of a short standfirst; those of a lead that tells much more, and how many times as long it is as the
standfirst, at least; and how many words of that it has."""
_LONGEST_CUT = 500
"""Characters; a longer title or sentence is not cut."""


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
    in_order = _in_order_of_worth(ranked, most, language, title)
    others = [replace(whole_summary((sentence,)), is_last_resort=True) for sentence in last_resort(ranked, title)]
    with_standfirst = list(standfirst_versions(standfirst, ranked, most, language, title, denial=denial))
    richer = [] if denial is not None else _telling_much_more(ranked, most, standfirst)
    longer = [summary for summary in with_standfirst if len(summary.text) > len(standfirst)]
    return (*longer, *richer, *with_standfirst[len(longer) :], *in_order, *others, Summary("", ()))


def _telling_much_more(ranked: Sequence[Sentence], most: int, standfirst: str) -> list[Summary]:
    """The runs that begin with a lead that tells what a short standfirst tells, and much more.

    Where both have room they stand together; where they have not, a line that an editor has written for lack of room
    says less than the lead.
    """
    lead = next((sentence for sentence in ranked if sentence.is_lead), None)
    is_short = bool(standfirst) and len(standfirst) <= _SHORT
    if lead is None or not is_short or len(lead.text) < max(_MUCH_LONGER * len(standfirst), _LONG):
        return []
    if shared_words(content_words(lead.text), content_words(standfirst)) < _SAME_NEWS:
        return []
    runs = [chosen for chosen in self_contained_runs(ranked, most) if chosen[0].is_lead]
    return [whole_summary(chosen) for chosen in sorted(runs, key=value_of, reverse=True)]


def _in_order_of_worth(ranked: Sequence[Sentence], most: int, language: str, title: str) -> list[Summary]:
    """The runs of whole sentences and the best sentences cut. What tells the news, if by a part of the lead, is worth
    more than any sentence that only stands for the lead, but where the lead only says the title again.
    """
    lead_score = max((sentence.score for sentence in ranked if sentence.is_lead), default=0)
    adding = adding_sentences(ranked, title, language)
    whole = [
        (_tells_as_much(chosen, lead_score, adding), value_of(chosen), whole_summary(chosen))
        for chosen in self_contained_runs(ranked, most)
    ]
    in_order = sorted((*whole, *_cuts(ranked, language, title)), key=lambda valued: valued[:2], reverse=True)
    return [summary for _, _, summary in in_order]


def _tells_as_much(chosen: Sequence[Sentence], lead_score: float, adding: AbstractSet[int]) -> bool:
    """Whether the lead, the verdict, or what people are to do is among the sentences, or what scores like the lead.

    Where the lead only says the title again, they have a sentence that adds to it, behind the lead or as the first one.
    """
    if adding:
        telling = chosen if chosen[0].is_lead else chosen[:1]
        return any(sentence.is_verdict or sentence.is_advice for sentence in chosen) or any(
            sentence.position in adding for sentence in telling
        )
    return any(
        sentence.is_lead or sentence.is_verdict or sentence.is_advice or sentence.score >= lead_score
        for sentence in chosen
    )


def _cuts(ranked: Sequence[Sentence], language: str, title: str) -> Iterator[tuple[bool, float, Summary]]:
    """The best sentences that need no other, cut, each with its value and whether it is a part of the lead that says
    enough beside the title.

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
        and (sentence.is_lead or sentence.stands_for_lead)
        and sentence.score > 0
    ]
    for sentence in independent[:_MOST_CUT]:
        if len(sentence.text) <= _LONGEST_CUT:
            whole = newness(content_words(sentence.text), title_words)
            for text in true_cuts(sentence.text, language):
                new = newness(content_words(text), title_words)
                score = sentence.score * new / whole if whole else 0
                if score > 0 and score >= lowest_score:
                    is_news = sentence.is_lead and new >= _NEW
                    yield is_news, score**2 * filling_of(len(text)), Summary(text, (text,), is_cut=True)


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
