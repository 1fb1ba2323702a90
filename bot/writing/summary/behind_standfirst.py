"""A standfirst, and what may stand behind it. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Self

from bot.writing.language.disputes import denies
from bot.writing.language.figures import tells_figure
from bot.writing.language.references import NOUNS_ARE_CAPITAL
from bot.writing.language.scripts import is_without_spaces
from bot.writing.language.sentences import ends_question, ends_sentence, sentences_of
from bot.writing.language.text import Text
from bot.writing.summary.answers import answers, leans_only_on_charge
from bot.writing.summary.cuts import true_cuts
from bot.writing.summary.fact_check import tells_verdict
from bot.writing.summary.ranking import ENOUGH
from bot.writing.summary.runs import Summary, join_sentences, self_contained_runs, value_of, whole_summary
from bot.writing.summary.sentence import Sentence
from bot.writing.summary.words import content_words, newness, says_the_same, shared_words, stems_of_function_words

_MOSTLY_KNOWN, _FEW = 0.6, 3
"""The same share for a sentence with fewer words, figures aside, of which at least so many are known."""
_BROKEN_OFF = ("…", "...")
"""How the beginning of a standfirst ends that only leads on to the rest."""
_KNOWN, _MANY = 0.34, 10
"""The share of a sentence's words beyond which it tells again what stands above it, if it has so many words: a lead
repeats so much of its title and standfirst, and puts in times and offices. A short sentence may share as many by
chance."""
_SAME_NEWS, _SAME_PAIRS = 3, 6
"""Words that a standfirst and a lead share if both tell the same news; and pairs of letters in a script without
spaces."""
_LITTLE_LONGER = 2
"""How many times as many words as a sentence of the standfirst one has, at most, that only says it again."""
_KNOWN_BESIDE_FIGURES, _NEW_FIGURES = 0.5, 3
"""The same share for a sentence with so many figures, at least, that neither of them tells."""
_SHORTEST_SCENE = 100
"""Characters of a scene behind a standfirst; a shorter one does no harm. A Korean, Japanese or Chinese one counts as
two."""
_FIRST_SYLLABLE = "\u1100"
"""From this one on a letter is a syllable or a word: Korean, Japanese, Chinese."""
_FIGURE = re.compile(r"\d++(?:[.,]\d++)*+")


def standfirst_versions(
    standfirst: str, ranked: Sequence[Sentence], most: int, language: str, title: str, *, denial: int | None
) -> Iterator[Summary]:
    """The standfirst with further sentences and by itself, the richest first; see `summary_versions`."""
    if not standfirst:
        return
    said = _Said.by(standfirst, title, language)
    beside = _beside_standfirst(ranked, most, said, denial)
    if denial is None:
        yield from _with_standfirst(said, beside, most, title)
    else:
        yield from _with_charge(standfirst, beside, most, language)


@dataclass(frozen=True, slots=True)
class _Said:
    """What the standfirst says, and what the title says above it, as their content words."""

    standfirst: str
    title: str
    whole: frozenset[str]
    by_sentence: tuple[frozenset[str], ...]
    by_title: frozenset[str]
    language: str

    @classmethod
    def by(cls, standfirst: str, title: str, language: str) -> Self:
        """What this standfirst says below this title."""
        sentences = tuple(map(content_words, sentences_of(standfirst, language)))
        return cls(standfirst, title, content_words(standfirst), sentences, content_words(title), language)

    def is_said_again_by(self, sentence: str) -> bool:
        """Whether a sentence says again what the standfirst says, or mostly what it and the title say; or what one of
        its sentences and the title say, as a lead does that only joins both. Who denies in it what they say, says more.
        """
        if denies(Text(sentence, self.language)) and not denies(Text(self.standfirst, self.language)):
            return False
        words = content_words(sentence)
        known = len(words & (self.whole | self.by_title))
        most_known = _KNOWN_BESIDE_FIGURES if len(self._new_figures(sentence)) >= _NEW_FIGURES else _KNOWN
        if says_the_same(words, self.whole) or (len(words) >= _MANY and known > most_known * len(words)):
            return True
        repeated = [said for said in self.by_sentence if says_the_same(words, said)]
        if any(len(words) <= _LITTLE_LONGER * len(said) for said in repeated) or self._tells_no_other_figure(sentence):
            return True
        return self._is_mostly_known(sentence) or (bool(repeated) and says_the_same(words, self.by_title))

    def _is_mostly_known(self, sentence: str) -> bool:
        """Whether it is short, and puts what standfirst and title tell only in other forms of their words."""
        words = frozenset(word for word in content_words(sentence) if not word.isdigit())
        known = shared_words(words, self.whole | self.by_title)
        is_short = len(words) < _MANY and len(self._new_figures(sentence)) < _NEW_FIGURES
        return is_short and known >= max(_FEW, _MOSTLY_KNOWN * len(words))

    def _tells_no_other_figure(self, sentence: str) -> bool:
        """Whether it tells figures, but only those that standfirst and title tell, and half of its words besides."""
        words, known = content_words(sentence), self.whole | self.by_title
        has_only_known = _FIGURE.search(sentence) is not None and not self._new_figures(sentence)
        return has_only_known and 2 * shared_words(words, known) >= len(words)

    def _new_figures(self, sentence: str) -> set[str]:
        return set(_FIGURE.findall(sentence)) - set(_FIGURE.findall(f"{self.title} {self.standfirst}"))

    def only_paints_scene(self, lead: Sentence) -> bool:
        """Whether the article begins with a scene of which standfirst and title tell next to nothing: it has no digit,
        and but for names that the title lacks hardly a word of theirs in whatever form. In a language that writes
        articles together with the noun, words can not be compared so.
        """
        text = Text(lead.text, self.language)
        is_long = sum(1 + (letter >= _FIRST_SYLLABLE) for letter in lead.text) >= _SHORTEST_SCENE
        if text.cues is None or text.cues.proclitic is not None or not is_long or lead.position > 0:
            return False
        if any(map(str.isdigit, lead.text)):
            return False
        known = (self.whole | self.by_title) - stems_of_function_words(self.language)
        names = (
            frozenset() if self.language in NOUNS_ARE_CAPITAL else content_words(_names_in(lead.text)) - self.by_title
        )
        enough = _SAME_PAIRS if is_without_spaces(lead.text) else _SAME_NEWS
        return shared_words(content_words(lead.text) - names, known) < enough

    def may_replace(self, lead: Sentence, following: Sentence) -> bool:
        """Whether the sentence behind the lead may stand behind the standfirst without it, where the lead is too long:
        the standfirst tells of the same as the lead, and the sentence goes on with that.
        """
        known = self.whole | self.by_title
        is_same = shared_words(content_words(lead.text), self.whole) >= _SAME_NEWS
        goes_on = shared_words(content_words(following.text), known) > 0 or tells_figure(
            Text(following.text, self.language)
        )
        return is_same and goes_on and following.needs_no_lead and not following.is_detail and not following.is_colour


def _names_in(text: str) -> str:
    """Its words with a capital letter; the first one only if another follows: "Elsa Nordgren sits down"."""
    words = text.split()
    names = [word for word in words[1:] if word[0].isupper()]
    return " ".join([*words[:1], *names] if words[1:2] == names[:1] else names)


def _beside_standfirst(ranked: Sequence[Sentence], most: int, said: _Said, denial: int | None) -> list[Summary]:
    """The sets of sentences that may follow a standfirst, the best first. It tells the news, and so they need not.

    Each has the `denial`, if there is one.
    """
    if tells_verdict(said.standfirst, said.language):
        ranked = _beside_verdict(ranked)
    if denial is None:
        sets = list(_runs_behind(said, ranked, most, denial))
    else:
        ranked = _beside_charge(ranked, said.standfirst, denial, said.language)
        all_sets = _runs_behind(said, ranked, most, denial)
        sets = [chosen for chosen in all_sets if any(sentence.position == denial for sentence in chosen)]
    lead = next((sentence for sentence in ranked if sentence.is_lead), None)

    def worth(chosen: Sequence[Sentence]) -> tuple[bool, float]:
        passes_over_lead = lead is not None and chosen[0].position > lead.position and not chosen[0].is_advice
        return not passes_over_lead or said.is_said_again_by(lead.text if lead else ""), value_of(chosen)

    return [whole_summary(chosen) for chosen in sorted(sets, key=worth, reverse=True)]


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


def _runs_behind(
    said: _Said, ranked: Sequence[Sentence], most: int, denial: int | None
) -> Iterator[tuple[Sentence, ...]]:
    in_order = sorted(ranked, key=lambda sentence: sentence.position)
    return self_contained_runs(ranked, most, starts=_starts_behind(said, in_order, denial))


def _starts_behind(said: _Said, in_order: Sequence[Sentence], denial: int | None) -> Iterator[int]:
    """The indexes of the sentences with which a run may begin behind the standfirst: the first that can be used, the
    next as long as those before it may be passed over, the one behind a lead that tells of the same, each that tells
    what people have to do, and the denial of its charge, or what that must follow.

    Passed over are questions, what only says what the standfirst says, and what leans on either. No paragraph goes on
    with what leans on that, or with what cannot be used. A scene with which the article begins stands behind no
    standfirst, and neither does what follows it.
    """
    if in_order and said.only_paints_scene(in_order[0]):
        yield from _answering(in_order, 0, denial)
        return
    index = 0
    passed_over: set[int] = set()
    leaning: set[int] = set()
    for index, sentence in enumerate(in_order):
        goes_on_with_leaning = sentence.may_follow in leaning and not sentence.begins_paragraph
        if passed_over and (sentence.may_follow not in passed_over or goes_on_with_leaning):
            break
        leans = sentence.leans_on in passed_over
        is_question = ends_question(sentence.text)
        if not is_question:
            yield index
        if not (leans or is_question or said.is_said_again_by(sentence.text)):
            break
        passed_over.add(sentence.position)
        if leans:
            leaning.add(sentence.position)
    following = in_order[index + 1 : index + 2]
    if following and denial is None and in_order[index].is_lead and said.may_replace(in_order[index], following[0]):
        index += 1
        yield index
    yield from _answering(in_order, index + 1, denial)


def _answering(in_order: Sequence[Sentence], first: int, denial: int | None) -> Iterator[int]:
    """The indexes from `first` on of the sentences that tell what people have to do, and of the denial."""
    answering = [denial, *(sentence.leans_on for sentence in in_order if sentence.position == denial)]
    yield from (
        later
        for later in range(first, len(in_order))
        if in_order[later].is_advice or in_order[later].position in answering
    )


def _with_standfirst(said: _Said, others: Sequence[Summary], most: int, title: str) -> Iterator[Summary]:
    """The standfirst with each of the other summaries that adds to it, by itself, and its beginnings that say more
    than the title.
    """
    standfirst, language = said.standfirst, said.language
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
            and newness(content_words(beginning), title_words) >= ENOUGH
            and max((0, *(need for each in replies[:count] for need in each.points + each.denials))) < count
            and (not has_verdict or tells_verdict(beginning, language))
        ):
            yield Summary(beginning, sentences[:count])
    if any(replies[0]) or has_verdict:
        return
    for text in true_cuts(sentences[0], language):
        if newness(content_words(text), title_words) >= ENOUGH:
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
