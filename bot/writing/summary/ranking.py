"""Ranks the sentences of an article by how well they summarise it. Pure.

The ranking is extractive, by position and centrality: a sentence of a news story scores higher the nearer it is to the
beginning, and the more of its words occur in other sentences too (Nenkova and Vanderwende, "The Impact of Frequency on
Summarization", 2005). The title is in the post already, so a sentence must also add words that the title lacks.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from bot.writing.language.cues import has, speaks_of_the_matter
from bot.writing.language.sentences import ends_question
from bot.writing.language.text import Text
from bot.writing.language.warnings import advises, alarms
from bot.writing.summary.answers import NOWHERE, answers, repeat_refuted_charge
from bot.writing.summary.beside_verdict import reason_of, with_verdict
from bot.writing.summary.charged import with_answer
from bot.writing.summary.colour import colour_of
from bot.writing.summary.dependence import has_no_speaker, leanings, with_charges
from bot.writing.summary.fact_check import tells_verdict, verdict_position
from bot.writing.summary.fitness import is_no_sentence, is_speech, names_only_a_source
from bot.writing.summary.opening import position_weight, rest_of_opening
from bot.writing.summary.sentence import Sentence
from bot.writing.summary.standing_in import describes_place, is_about_title, without_need_of_lead
from bot.writing.summary.story import Story
from bot.writing.summary.words import newness

ENOUGH = 0.1
"""Share of the best sentence's score; a sentence that scores less is not used."""
_WITHOUT_SPEAKER = 0.3
"""The part of its score that an article's first sentence keeps if it is a quotation and nobody knows whose."""
_NEAR, _HEAD = 3, 1 / 3
"""The last position near to the lead, and the share of an article that is its head."""
_ABOUT = 1.3
"""How much a sentence below the head shares with the title and the lead if it is about the same."""
_ADVICE = 0.6
"""The part of the best score that a sentence has at least which tells what people have to do."""
_ADVICE_IS_WITHIN = 12
"""Sentences among which it stands."""
_FEWEST_TO_COMPARE = 3
"""Content words of a sentence that can be said to tell only what the title tells."""
_TELLS_MUCH = 9
"""Content words; more of them do not raise the score of a sentence."""


def ranked_sentences(
    paragraphs: Sequence[str], *, title: str, language: str, is_fact_check: bool = False
) -> tuple[Sentence, ...]:
    """The sentences that are good enough for a post, the best first.

    `language` is the primary subtag of the text's language, such as "de". Where nothing is known of its words, only
    sentences at the head are taken, for a later one may depend on what stands before it. Of an article that is marked
    as a fact check there are none if neither its title nor a sentence tells the verdict.
    """
    story = Story.of(paragraphs, title, language)
    sentences = with_answer(_sentences(story, paragraphs), story.texts, story.title)
    sentences = _without_colour(_with_lead(sentences), story)
    if not tells_verdict(title, language, may_confirm=is_fact_check):
        verdict = verdict_position(story.texts, story.words, story.title, story.title_words, is_marked=is_fact_check)
        if verdict is not None:
            reason = reason_of(story.texts, verdict)
            sentences = with_verdict(sentences, verdict, title, story.title_words, reason=reason)
        elif is_fact_check:
            return ()
    return _worth_a_place(sentences)


def _sentences(story: Story, paragraphs: Sequence[str]) -> list[Sentence]:
    """The sentences that can be used, with their scores and all that they need beside them."""
    is_advice = _advice(story)
    scores = _scores(story, is_advice)
    lowest_score = ENOUGH * max(scores, default=0)
    replies = answers(story.placed, story.title)
    is_refuted = repeat_refuted_charge(story.texts, story.lead, story.title)
    leans_on = with_charges(
        leanings(story.placed, paragraphs, story.title.written, story.title.language), replies, story.title
    )
    can_be_missed = [
        is_no_sentence(text, fitness)
        or names_only_a_source(text)
        or describes_place(text, story.head)
        or _only_says(story.title_words, text_words)
        for text, fitness, text_words in zip(story.texts, story.fitnesses, story.words, strict=True)
    ]
    predecessors = _predecessors(can_be_missed)
    begin = story.nut
    while (before := leans_on[begin] if leans_on else None) is not None and 0 <= before < begin:
        begin = before  # The news begins with what it goes on with: "In March it ends. Then the last dairy closes."
    can_stand = without_need_of_lead(story)
    return [
        Sentence(
            text.written,
            position,
            score=_at_least(lowest_score, scores[position], text, can_be_missed=can_be_missed[position]),
            leans_on=leans_on[position],
            needs=replies[position].points
            + replies[position].denials
            + rest_of_opening(position, begin, is_scene=story.is_scene)
            + (NOWHERE,) * is_refuted[position],
            may_follow=0 if is_advice[position] else predecessors[position],
            begins_paragraph=position == 0 or story.placed[position][1] != story.placed[position - 1][1],
            is_lead=position == story.nut,
            is_detail=_is_detail(position, story, begin)
            and not is_advice[position]
            and not (position > story.nut and speaks_of_the_matter(text)),
            is_advice=is_advice[position],
            needs_no_lead=is_advice[position] or can_stand[position],
            stands_for_lead=is_advice[position] or (can_stand[position] and is_about_title(story, position)),
        )
        for position, text in enumerate(story.texts)
        if story.fitnesses[position] > 0
    ]


def _scores(story: Story, is_advice: Sequence[bool]) -> list[float]:
    """How well each sentence tells the story, by its place, its form and its words; 0: not at all."""
    scores = [
        position_weight(position, paragraph_number, story.nut)
        * story.fitnesses[position]
        * _tells(story.words[position], story.title_words, story.word_counts)
        * (not names_only_a_source(text) and not describes_place(text, story.head))
        for position, (text, paragraph_number) in enumerate(story.placed)
    ]
    if scores and has_no_speaker(story.texts[0]):
        scores[0] *= _WITHOUT_SPEAKER
    least = _ADVICE * max(scores, default=0)
    return [max(score, least * advice) for score, advice in zip(scores, is_advice, strict=True)]


def _without_colour(sentences: Sequence[Sentence], story: Story) -> list[Sentence]:
    """The sentences, of which those that tell nothing of the news say so."""
    asked = {sentence.position for sentence in sentences if not sentence.is_lead and not sentence.is_detail}
    colour = colour_of(story.texts, story.words, story.topic, asked)
    return [
        replace(each, is_colour=True) if each.position in colour and not each.is_advice else each for each in sentences
    ]


def _advice(story: Story) -> list[bool]:
    """For each sentence whether it tells what people have to do, in an article whose title or lead warns them.

    Each says of itself to whom it speaks, and so may stand behind the lead whatever stands between them.
    """
    is_warning = any(map(alarms, [story.title, *story.texts[story.lead : story.lead + 1]])) and bool(story.texts)
    return [
        is_warning
        and position < _ADVICE_IS_WITHIN
        and story.fitnesses[position] > 0
        and advises(text)
        and not ends_question(text.written)
        and not is_speech(text)
        for position, text in enumerate(story.texts)
    ]


def _at_least(lowest_score: float, score: float, text: Text, *, can_be_missed: bool) -> float:
    """The score, or 0 where that is too low for a post. A short plain sentence keeps the lowest that is not, so that it
    may stand between two others: "He was 91."
    """
    is_plain = not can_be_missed and not has("comment", text) and not ends_question(text.written)
    if is_plain:
        return max(score, lowest_score)
    return score if score >= lowest_score else 0


def _only_says(title_words: AbstractSet[str], words: AbstractSet[str]) -> bool:
    return len(words) >= _FEWEST_TO_COMPARE and newness(words, title_words) < ENOUGH


def _predecessors(can_be_missed: Sequence[bool]) -> list[int]:
    """For each sentence the earliest one right behind which it may stand: the nearest before it that cannot be missed.

    What is no sentence, only names a source, only says how many people live there, or only says the title again can be
    missed.
    """
    predecessors: list[int] = []
    nearest = 0
    for position, is_missable in enumerate(can_be_missed):
        predecessors.append(nearest)
        if not is_missable:
            nearest = position
    return predecessors


def _with_lead(sentences: Sequence[Sentence]) -> list[Sentence]:
    """The sentences; where the lead is none that a post can use, the first good one takes its place."""
    good = [sentence for sentence in sentences if sentence.score > 0 and sentence.leans_on is None]
    before = {sentence.position for sentence in sentences if not sentence.is_detail}
    if any(sentence.is_lead and (sentence in good or sentence.leans_on in before) for sentence in sentences):
        return list(sentences)
    first = next((sentence.position for sentence in good), None)
    return [replace(sentence, is_lead=sentence.position == first) for sentence in sentences]


def _worth_a_place(sentences: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """The sentences with a score, the best first, then those on which they depend."""
    positions = _with_companions(sentences, {sentence.position for sentence in sentences if sentence.score > 0})
    return tuple(
        sorted(
            (sentence for sentence in sentences if sentence.position in positions),
            key=lambda sentence: (-sentence.score, sentence.position),
        )
    )


def _with_companions(sentences: Sequence[Sentence], positions: AbstractSet[int]) -> set[int]:
    """The positions, and those of the sentences that must stand beside them, and beside those in turn."""
    by_position = {sentence.position: sentence for sentence in sentences}
    found, to_read = set(positions), list(positions)
    while to_read:
        sentence = by_position.get(to_read.pop())
        if sentence is not None:
            beside = {*sentence.needs, *(() if sentence.leans_on is None else (sentence.leans_on,))} - found
            found |= beside
            to_read += beside
    return found


def _is_detail(position: int, story: Story, begin: int) -> bool:
    """Whether it belongs to an anecdote before the news, which begins at `begin`, or stands far below the head and
    hardly shares a word with it.

    A word that it shares with the title and the lead counts the less, the more sentences have it.
    """
    if position <= max(_NEAR, len(story.words) * _HEAD):
        return position < begin
    return sum(1 / math.log2(1 + story.word_counts[word]) for word in story.words[position] & story.topic) < _ABOUT


def _tells(words: frozenset[str], title_words: frozenset[str], word_counts: Counter[str]) -> float:
    """How much of the story a sentence with these words tells; 0 where the title has all of them."""
    if not words:
        return 0
    central = sum(word_counts[word] > 1 for word in words) / len(words)
    return (0.7 + 0.6 * central) * min(1.0, len(words) / _TELLS_MUCH) * newness(words, title_words)
