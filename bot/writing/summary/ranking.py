"""Ranks the sentences of an article by how well they summarise it. Pure.

The ranking is extractive, by position and centrality: a sentence of a news story scores higher the nearer it is to the
beginning, and the more of its words occur in other sentences too (Nenkova and Vanderwende, "The Impact of Frequency on
Summarization", 2005). The title is in the post already, so a sentence must also add words that the title lacks.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice

from bot.writing.furniture.notices import is_notice
from bot.writing.language.cues import has, only_credits, speaker_is_missing, speaks_of_the_matter
from bot.writing.language.detection import function_words
from bot.writing.language.disputes import turns_round
from bot.writing.language.quotes import open_marks
from bot.writing.language.references import NOUNS_ARE_CAPITAL, leans_on_another, refers_back
from bot.writing.language.scripts import WITHOUT_STOPS, is_without_spaces, letters_without_spaces
from bot.writing.language.sentences import ends_question, ends_sentence, last_mark, sentences_of
from bot.writing.language.text import Text
from bot.writing.language.unnamed import told_by
from bot.writing.language.warnings import advises, warns
from bot.writing.language.words import cues_of
from bot.writing.summary.answers import NOWHERE, Answers, Placed, answers, repeat_refuted_charge
from bot.writing.summary.colour import colour_of
from bot.writing.summary.fact_check import states_claim, tells_verdict, verdict_position
from bot.writing.summary.names import introductions
from bot.writing.summary.words import content_words, newness, words_in

MOST_SENTENCES = 30
"""Sentences of an article that are read; later ones are no summary."""
_LONGEST_PARAGRAPH = 10_000
_LONGEST_INVITATION = 80
"""Characters of a sentence that invites the reader to something, beside sentences of reporting."""
_LONGEST = 400
_SHORTEST = 20
"""Characters of a usual summary sentence, at most and at least. Where a script has no spaces, one counts as two."""
ENOUGH = 0.1
"""Share of the best sentence's score; a sentence that scores less is not used."""
_UNKNOWN_LEAD = 3
"""Sentences that are used where a language's words are not known: those at the head need nothing before them."""

_WITHOUT_SPEAKER = 0.3
"""The part of its score that an article's first sentence keeps if it is a quotation and nobody knows whose."""
_NUT_IS_WITHIN = 6
_NUT_SHARES, _NUT_SHARE = 3, 0.3
"""Sentences among which the nut stands; words of the title that it has at least, and which share of them."""
_ANECDOTE = 0.6
"""The part of its worth that a sentence before the nut keeps."""
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

_ONLY_QUOTATION = re.compile('\\A[“„«「『"‘][^”“»」』"’]*[”“»」』"’]\\W*\\Z')
_DASH_OF_SPEECH = re.compile(r"[-–—―]\s?(?=\w)")
_QUESTION = "?？؟"
_QUOTES = '“„«「『"‘»”'
_MACHINE = re.compile(r"(?<![A-Z])[A-Z]{3,}+\s?\.\.\.\s?[A-Z]")
"""The form of weather services' warnings: "WHAT...Flash flooding"."""
_SMALL, _SMALL_BESIDE_NOUNS = 0.35, 0.2
"""Share of a sentence's words that are written small, at least; and where every noun has a capital."""
_UNFINISHED = ("…", "...", "[…]", "[...]")
"""How an excerpt ends that the site has cut."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One whole sentence of an article."""

    text: str
    position: int
    """Its place in the article, from 0."""
    score: float = 0.0
    """Higher is better; 0: only of use to a sentence that depends on it."""
    leans_on: int | None = None
    """The position of the sentence that must precede it to be understood; None: it is independent. `NOWHERE`: what
    must precede it is not in the article."""
    needs: tuple[int, ...] = ()
    """The positions of the sentences without which it misleads: its denial, its verdict, the rest of its anecdote.
    `NOWHERE` as above."""
    may_follow: int = 0
    """The position of the earliest sentence right behind which it may stand in a post: of those between the two a post
    loses nothing."""
    is_lead: bool = False
    """Whether it tells the news."""
    is_detail: bool = False
    """Whether it says nothing to those who have not read the lead."""
    is_advice: bool = False
    """Whether it tells what people have to do, or until when, in an article that warns them."""
    is_colour: bool = False
    """Whether it tells nothing of the news: "Nobody wanted to go home"."""
    is_verdict: bool = False
    """Whether it says of the claim that the article checks that it is false, or true."""


def ranked_sentences(
    paragraphs: Sequence[str], *, title: str, language: str, is_fact_check: bool = False
) -> tuple[Sentence, ...]:
    """The sentences that are good enough for a post, the best first.

    `language` is the primary subtag of the text's language, such as "de". Where nothing is known of its words, only
    sentences at the head are taken, for a later one may depend on what stands before it. Of an article that is marked
    as a fact check there are none if neither its title nor a sentence tells the verdict.
    """
    sentences_in_order = (
        (Text(sentence, language), paragraph_number)
        for paragraph_number, paragraph in enumerate(paragraphs)
        for sentence in sentences_of(paragraph[:_LONGEST_PARAGRAPH], language)
    )
    candidates = list(islice(sentences_in_order, MOST_SENTENCES if cues_of(language) else _UNKNOWN_LEAD))
    texts = [text for text, _ in candidates]
    words = [content_words(text.written) for text in texts]
    word_counts = Counter(word for sentence_words in words for word in sentence_words)
    title_words = content_words(title)
    fitnesses = [0 if _is_invitation(candidates, position) else _fitness(text) for position, text in enumerate(texts)]
    nut = _nut(words, title_words)
    topic = title_words.union(*words[nut : nut + 1]) - _stems_of_function_words(language)
    scores = [
        _position_weight(position, paragraph_number, nut)
        * fitnesses[position]
        * _tells(words[position], title_words, word_counts)
        * (not _names_only_a_source(text))
        for position, (text, paragraph_number) in enumerate(candidates)
    ]
    if texts and _has_no_speaker(texts[0]):
        scores[0] *= _WITHOUT_SPEAKER
    lead = next((position for position in range(nut, len(texts)) if fitnesses[position]), nut)
    is_advice = _advice(texts, fitnesses, lead, title)
    best_score = max(scores, default=0)
    scores = [max(score, _ADVICE * best_score * advice) for score, advice in zip(scores, is_advice, strict=True)]
    lowest_score = ENOUGH * best_score
    replies = answers(candidates, Text(title, language))
    is_refuted = repeat_refuted_charge(texts, lead, Text(title, language))
    leanings = _with_charges(_leanings(candidates, paragraphs, title, language), replies, Text(title, language))
    can_be_missed = [
        _is_no_sentence(text, fitness) or _names_only_a_source(text) or _only_says(title_words, text_words)
        for text, fitness, text_words in zip(texts, fitnesses, words, strict=True)
    ]
    predecessors = _predecessors(can_be_missed)
    sentences = [
        Sentence(
            text.written,
            position,
            score=_at_least(lowest_score, scores[position], text, can_be_missed=can_be_missed[position]),
            leans_on=leanings[position],
            needs=replies[position].points
            + replies[position].denials
            + _rest_of_anecdote(position, nut)
            + (NOWHERE,) * is_refuted[position],
            may_follow=0 if is_advice[position] else predecessors[position],
            is_lead=position == nut,
            is_detail=_is_detail(position, nut, words, topic, word_counts)
            and not is_advice[position]
            and not (position > nut and speaks_of_the_matter(text)),
            is_advice=is_advice[position],
        )
        for position, text in enumerate(texts)
        if fitnesses[position] > 0
    ]
    sentences = _with_lead(sentences)
    asked = {sentence.position for sentence in sentences if not sentence.is_lead and not sentence.is_detail}
    colour = colour_of(texts, words, topic, asked)
    sentences = [
        replace(each, is_colour=True) if each.position in colour and not each.is_advice else each for each in sentences
    ]
    if not tells_verdict(title, language, may_confirm=is_fact_check):
        verdict = verdict_position(texts, words, Text(title, language), title_words, is_marked=is_fact_check)
        if verdict is not None:
            sentences = _with_verdict(sentences, verdict, title, title_words, reason=_reason(texts, verdict))
        elif is_fact_check:
            return ()
    return _worth_a_place(sentences)


def _advice(texts: Sequence[Text], fitnesses: Sequence[float], lead: int, title: str) -> list[bool]:
    """For each sentence whether it tells what people have to do, in an article whose title or lead warns them.

    Each says of itself to whom it speaks, and so may stand behind the lead whatever stands between them.
    """
    is_warning = any(map(warns, [Text(title, text.language) for text in texts[:1]] + list(texts[lead : lead + 1])))
    return [
        is_warning
        and position < _ADVICE_IS_WITHIN
        and fitnesses[position] > 0
        and advises(text)
        and not ends_question(text.written)
        and not _is_speech(text)
        for position, text in enumerate(texts)
    ]


def _at_least(lowest_score: float, score: float, text: Text, *, can_be_missed: bool) -> float:
    """The score, or 0 where that is too low for a post. A short plain sentence keeps the lowest that is not, so that it
    may stand between two others: "He was 91."
    """
    is_plain = not can_be_missed and not has("comment", text) and not ends_question(text.written)
    if is_plain:
        return max(score, lowest_score)
    return score if score >= lowest_score else 0


def _is_no_sentence(text: Text, fitness: float) -> bool:
    """Whether it only invites the reader, or is a form, a heading or a list."""
    return fitness == 0 and (is_notice(text.written) or not ends_sentence(text.written))


def _only_says(title_words: AbstractSet[str], words: AbstractSet[str]) -> bool:
    return len(words) >= _FEWEST_TO_COMPARE and newness(words, title_words) < ENOUGH


def _predecessors(can_be_missed: Sequence[bool]) -> list[int]:
    """For each sentence the earliest one right behind which it may stand: the nearest before it that cannot be missed.

    What is no sentence, only names a source, or only says the title again can be missed.
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
    if any(sentence.is_lead for sentence in good):
        return list(sentences)
    first = next((sentence.position for sentence in good), None)
    return [replace(sentence, is_lead=sentence.position == first) for sentence in sentences]


def _with_charges(leanings: Sequence[int | None], replies: Sequence[Answers], title: Text) -> list[int | None]:
    """The positions of the sentences that must precede each: before a denial the charge, unless the title tells it.

    A denial of "the accusation" needs it beside such a title, too, which may tell of another.
    """
    charges = {} if has("accusing", title) else _charges(replies)
    charges |= {position: reply.charge for position, reply in enumerate(replies) if reply.charge is not None}
    return [charges.get(position) if leaning is None else leaning for position, leaning in enumerate(leanings)]


def _charges(replies: Sequence[Answers]) -> dict[int, int]:
    """For the position of each denial that does not name its charge that of the charge, if it stands before it."""
    return {
        denial: charge
        for charge, reply in enumerate(replies)
        for denial in reply.denials
        if charge < denial and not replies[denial].names_charge
    }


def _reason(texts: Sequence[Text], verdict: int) -> tuple[int, ...]:
    """The position of the sentence behind a verdict that calls something true: "The photo is genuine. It shows a fire
    of 2014." What is true may be less than what was claimed, and only the next sentence tells. A bare "It is true."
    says that all of it is.
    """
    text = texts[verdict]
    is_bare = len(content_words(text.written)) <= 1 and not is_without_spaces(text.written)
    is_confirmation = has("confirming", text) and not has("verdict", text) and not is_bare
    return (verdict + 1,) if is_confirmation and verdict + 1 < len(texts) else ()


def _with_verdict(
    sentences: Sequence[Sentence],
    verdict: int,
    title: str,
    title_words: frozenset[str],
    *,
    reason: tuple[int, ...],
) -> list[Sentence]:
    """The sentences of a fact check: each needs the verdict, and what stands before the verdict needs the claim.

    The verdict stands by itself below a title that is the claim, but for its `reason`.
    """
    best = max((sentence.score for sentence in sentences), default=0)
    claim = max(
        (sentence for sentence in sentences if sentence.position < verdict),
        key=lambda sentence: (len(content_words(sentence.text) & title_words), -sentence.position),
        default=None,
    )
    return [
        replace(
            sentence,
            score=best,
            leans_on=None if states_claim(title) else sentence.leans_on,
            # "It is true." grants a point elsewhere; here that is the point.
            needs=(*(need for need in sentence.needs if need != NOWHERE), *reason),
            is_verdict=True,
        )
        if sentence.position == verdict
        else replace(
            sentence,
            needs=(*sentence.needs, verdict),
            leans_on=claim.position
            if claim and claim.position != sentence.position < verdict and sentence.leans_on is None
            else sentence.leans_on,
        )
        for sentence in sentences
    ]


def _leanings(candidates: Sequence[Placed], paragraphs: Sequence[str], title: str, language: str) -> list[int | None]:
    """For each sentence, given with the number of its paragraph, the position of the one that must precede it.

    Before the first one stands only the title: it may go on with that by a word like "But", and may call what the
    title names "this".
    """
    introduced = introductions([text.written for text, _ in candidates], title, language)
    spoken = [_DASH_OF_SPEECH.match(paragraph) is not None for paragraph in paragraphs]
    if not candidates:
        return []
    first = NOWHERE if refers_back(candidates[0][0], title) else None
    texts = [text for text, _ in candidates]
    unnamed = [told_by(texts, position, title) for position in range(len(texts))]
    later = [
        position - 1
        if _goes_on(candidates, position, spoken) or _leans(text)
        else introduced[position]
        if unnamed[position] is None
        else unnamed[position]
        for position, (text, _) in enumerate(candidates[1:], start=1)
    ]
    return [first, *later]


def _goes_on(candidates: Sequence[Placed], position: int, spoken: Sequence[bool]) -> bool:
    """Whether it answers a question before it ("Can it be done? The answer is yes."), or goes on with a speech that
    begins with a dash ("– Mice are the worst. They eat the leather.").
    """
    before, paragraph = candidates[position - 1]
    if candidates[position][1] != paragraph:
        return False
    return spoken[paragraph] or last_mark(before.written) in _QUESTION


def _leans(text: Text) -> bool:
    return leans_on_another(text) or turns_round(text) or _has_no_speaker(text)


def _has_no_speaker(text: Text) -> bool:
    """Whether it is a quotation that does not say whose, as in “Never again.”, or only "she said"."""
    return _ONLY_QUOTATION.match(text.written) is not None or speaker_is_missing(text)


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


@cache
def _stems_of_function_words(language: str) -> frozenset[str]:
    return content_words(" ".join(function_words(language)))


def _nut(words: Sequence[frozenset[str]], title_words: frozenset[str]) -> int:
    """The position of the sentence that tells what the article is about: the lead, unless the article begins with an
    anecdote, of which the title says nothing, and a sentence near the head has much of the title.
    """
    if not words or words[0] & title_words or any(map(is_without_spaces, title_words)):
        return 0
    shares = [len(sentence_words & title_words) for sentence_words in words[:_NUT_IS_WITHIN]]
    most = max(shares)
    return shares.index(most) if most >= max(_NUT_SHARES, _NUT_SHARE * len(title_words)) else 0


def _rest_of_anecdote(position: int, nut: int) -> tuple[int, ...]:
    """The positions of the other sentences before the nut: an anecdote's beginning says nothing without its turn."""
    return tuple(other for other in range(nut) if other != position) if position < nut else ()


def _position_weight(position: int, paragraph: int, nut: int) -> float:
    """How much a sentence is worth by its place. Before the nut an anecdote is told, and the nut is worth a lead."""
    if position == nut:
        return 1.3
    weight = 1 / (1 + 0.2 * position + 0.05 * paragraph)
    return weight * _ANECDOTE if position < nut else weight


def _is_detail(
    position: int, nut: int, words: Sequence[frozenset[str]], topic: frozenset[str], word_counts: Counter[str]
) -> bool:
    """Whether it belongs to an anecdote before the nut, or stands far below the head and hardly shares a word with it.

    A word that it shares with the title and the lead counts the less, the more sentences have it.
    """
    if position <= max(_NEAR, len(words) * _HEAD):
        return position < nut
    return sum(1 / math.log2(1 + word_counts[word]) for word in words[position] & topic) < _ABOUT


def _fitness(sentence: Text) -> float:
    """How suitable the sentence is by its form: complete, of readable length, no question or comment; 0: not at all."""
    text = sentence.written
    length = len(text) + letters_without_spaces(text)
    if (
        ("..." in text and _MACHINE.search(text))
        or _is_list(text, sentence.language)
        or text.endswith((",", ";", "、", "،", "-", "–", "—"))
        or open_marks(text)
        or text.endswith(_UNFINISHED)
        or not any(char.isalpha() for char in text)
    ):
        return 0
    fitness = 1.0
    if length > _LONGEST or length < _SHORTEST:
        fitness *= 0.2
    if last_mark(text) in _QUESTION + ":：":
        fitness *= 0.4
    elif not ends_sentence(text) and not WITHOUT_STOPS.search(text):
        fitness *= 0.3
    if _is_speech(sentence):
        fitness *= 0.5
    if has("comment", sentence):
        fitness *= 0.5
    return fitness


def _is_speech(text: Text) -> bool:
    """Whether it begins with somebody's own words."""
    return text.written[:1] in _QUOTES or _DASH_OF_SPEECH.match(text.written) is not None


def _names_only_a_source(text: Text) -> bool:
    """Whether it only says who has reported the news, and is of use to a sentence that depends on it at most."""
    return only_credits(text) and not tells_verdict(text.written, text.language)


def _is_invitation(candidates: Sequence[Placed], position: int) -> bool:
    """Whether it stands after other sentences of its paragraph, and only invites the reader: "Follow us live." """
    text, paragraph = candidates[position]
    follows = position > 0 and candidates[position - 1][1] == paragraph
    return follows and len(text.written) <= _LONGEST_INVITATION and is_notice(text.written)


def _is_list(text: str, language: str) -> bool:
    """Whether it is an address, a price list or a heading in capitals: numbers, or hardly a word written small."""
    words = words_in(text)
    initials = [word[0] for word in words]
    small, large = sum(map(str.islower, initials)), sum(map(str.isupper, initials))
    # In a script without capitals, and beside one, nothing can be told.
    least = _SMALL_BESIDE_NOUNS if language in NOUNS_ARE_CAPITAL else _SMALL
    is_in_capitals = small < least * (small + large) and small + large > len(words) / 2
    return is_in_capitals or 2 * sum(map(str.isdigit, words)) > len(words)


def _tells(words: frozenset[str], title_words: frozenset[str], word_counts: Counter[str]) -> float:
    """How much of the story a sentence with these words tells; 0 where the title has all of them."""
    if not words:
        return 0
    central = sum(word_counts[word] > 1 for word in words) / len(words)
    return (0.7 + 0.6 * central) * min(1.0, len(words) / _TELLS_MUCH) * newness(words, title_words)
