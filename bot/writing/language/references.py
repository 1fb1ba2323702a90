"""Whether a sentence refers to what an earlier one said: "She resigned", "officials rejected this claim". Pure.

Of a language without a file in `bot.writing.language.words` nothing is known.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import pairwise, takewhile

from bot.writing.language.cues import opens_with_phrase
from bot.writing.language.detection import function_words
from bot.writing.language.text import Text
from bot.writing.language.words import LanguageCues
from bot.writing.language.words.lists import Word, WordList, fold, same_letters, taken_apart, words_of

_OPENING_MARKS = ' \u3000“„«「『"‘（([【'
_PAUSE = re.compile(r"[,;:،؛—]|–(?=\s)|(?<=\s)–")
"""A mark between clauses. A dash of half length without spaces stands in a word: Bengali "শের–ই–বাংলা"."""
_LONGEST_CLAUSE, _BEHIND_PAUSE = 400, 40
"""Characters of a sentence that are read, and of those behind its first pause."""
_LONGEST_BEGINNING = 100
"""Characters of a sentence among which its first words are."""
_NOUN_IS_NEAR = 3
"""Words after "this" at a sentence's head among which its noun is: "This old bridge"."""
_LONGEST_OPENING = 4
"""Words of an opening phrase that no comma ends, and of the pronoun behind it: "At the time she"."""
_SAME_NOUN = 5
"""Letters that two forms of one noun share at their beginning; of a shorter noun all but the last."""
_WORDS_TO_NAME = 4
"""Words after an age among which the name is: "the 34-year-old herder Ann Low"."""
_WORDS_TO_NUMBER = 4
"""Words before a number among which the pronoun is that stands for what it counts: "en a vendu deux"."""
_WORDS_BEFORE_PART, _LETTERS_BEFORE_PART = 3, 16
"""Before "of them" at a sentence's head: "Not even half of them"; in letters where no spaces stand between words."""
_SHORTEST_CLAUSE = 4
"""Words of a clause that tells what happens at a place; a shorter one is a phrase of time: "Bis hierher"."""
NOUNS_ARE_CAPITAL = frozenset({"de", "lb"})
"""Languages in which a capital letter shows no name."""
_ARTICLES = ("ال", "ה")
"""Arabic and Hebrew articles, which are written together with the noun."""
_THAT_MAY_LACK = frozenset({"sv", "da", "no", "nb", "nn"})
"""Languages in which "ministeren sier han går" is "the minister says he is leaving", and "he" the minister."""


def leans_on_another(sentence: Text) -> bool:
    """Whether the sentence refers to what was said before, or goes on with it: by its first words ("However"), by a
    word that stands between its first two commas ("At 30 m, however, …"), or by what it calls only by its time, its
    place or an age ("the day before that", "here", "the 34-year-old").
    """
    cues = sentence.cues
    if cues is None:
        return False
    return (
        _begins(sentence, cues.leaning, cues)
        or _has_insertion(sentence, cues)
        or _names_only_by_circumstance(sentence, cues)
        or refers_back(sentence)
    )


def refers_back(sentence: Text, title: str = "") -> bool:
    """Whether a word of the sentence names what neither it nor the title has told: "She", "these questions"."""
    cues = sentence.cues
    if cues is None:
        return False
    if _has_source(sentence, cues):
        return True
    if _begins_with_part(sentence, cues):
        return True
    if not cues.spaces:
        return _begins(sentence, cues.referring, cues)
    if _has_partitive(sentence, cues):
        return True
    pause = _PAUSE.search(sentence.written)
    end = _LONGEST_CLAUSE if pause is None else min(_LONGEST_CLAUSE, pause.end() + _BEHIND_PAUSE)
    words = [word for word in sentence.words if word[0] < end]
    nouns = [word for _, _, word in words_of(title) if word not in function_words(sentence.language)] if title else []
    if _begins(sentence, cues.referring, cues):
        return not _is_this_in_title(words, nouns, cues)
    clause = _first_clause(words, pause if pause is not None and pause.start() < end else None)
    return (
        _has_demonstrative(clause, nouns, sentence.language, cues)
        or _has_inverted_pronoun(sentence, clause, cues)
        or _has_pronoun_before_noun(sentence, words, end, cues)
    )


def names_later(sentence: Text) -> bool:
    """Whether it begins with a clause, not with a pronoun, and names right behind that of whom it speaks: "Since she
    left the bank, Ann Low has kept bees".
    """
    cues = sentence.cues
    pause = _PAUSE.search(sentence.written)
    if cues is None or pause is None or _begins(sentence, cues.referring, cues):
        return False
    following = [word for word in sentence.words if word[0] >= pause.end()][:_WORDS_TO_NAME]
    return _has_full_name(sentence, following)


def _begins(sentence: Text, entries: WordList, cues: LanguageCues) -> bool:
    """Whether the sentence begins with one of the entries, and not with a longer one that refers to nothing."""
    if not cues.spaces:
        return same_letters(sentence.written.lstrip(_OPENING_MARKS)).startswith(entries.parts)
    longest = max(map(entries.beginning, sentence.openings))
    return longest > max(_expletive(opening.split(), cues) for opening in sentence.openings) if longest else False


def _expletive(words: Sequence[str], cues: LanguageCues) -> int:
    """How many words, if any, at the head look like a reference and are none."""
    if not words:
        return 0
    is_time = len(words) > 1 and cues.demonstrative.has(words[0]) and cues.times.beginning(words[1]) > 0
    lengths = [
        sum(written != "_" for written in opening)
        for opening in cues.expletive.get(words[0], ())
        if len(opening) <= len(words)
        and all(written in {"_", word} for word, written in zip(words, opening, strict=False))
    ]
    return max([2 * is_time, *lengths])


def _has_source(sentence: Text, cues: LanguageCues) -> bool:
    """Whether it gives words to "him", who is not the speaker of its own clause before: "The town lost, according to
    him, a million", but not "Mr Low said that the town, in his view, lost a million".
    """
    text = sentence.folded.lowered
    for phrase in cues.source:
        place = text.find(phrase)
        if place >= 0 and not _has_speaker_before(text[: place + 1], cues):
            return True
    return False


def _has_speaker_before(text: str, cues: LanguageCues) -> bool:
    """Whether a clause stands in the folded text that says whose words follow."""
    main, comma, _ = text.removesuffix(", ").rpartition(" , ")
    if comma and cues.attribution.occurs_in(taken_apart(f"{main} ")):
        return True
    whole = taken_apart(text)
    return cues.complementizer.occurs_in(whole) and cues.attribution.occurs_in(whole)


def _begins_with_part(sentence: Text, cues: LanguageCues) -> bool:
    """Whether its first words are a part of what it does not name: "Many of them", "Nearly half of these"."""
    if not cues.spaces:
        return any(0 <= sentence.written.find(phrase) <= _LETTERS_BEFORE_PART for phrase in cues.of_them)
    if not any(phrase in sentence.folded.lowered for phrase in cues.of_them):
        return False
    text = cues.fold(_head_of(sentence.written)).lowered
    at = next((place for phrase in cues.of_them if (place := text.find(phrase)) >= 0), -1)
    return at >= 0 and text.count(" ", 1, at + 1) <= _WORDS_BEFORE_PART


def _head_of(sentence: str) -> str:
    """The sentence up to its first pause, as far as its first words can reach."""
    pause = _PAUSE.search(sentence, 0, _LONGEST_BEGINNING)
    return sentence[: _LONGEST_BEGINNING if pause is None else pause.start()]


def _has_partitive(sentence: Text, cues: LanguageCues) -> bool:
    """Whether it counts what it does not name: "Le musée en conserve deux", "Het museum heeft er drie"."""
    if not cues.partitive.has_any(sentence.distinct_words):
        return False
    words = sentence.words
    return any(
        cues.quantity.has(word)
        and _ends_clause(sentence.written, end)
        and cues.partitive.has_any(before for _, _, before in words[max(0, index - _WORDS_TO_NUMBER) : index])
        for index, (_, end, word) in enumerate(words)
    )


def _names_only_by_circumstance(sentence: Text, cues: LanguageCues) -> bool:
    if not cues.spaces:
        return False
    earlier = [phrase for phrase in cues.earlier if phrase in sentence.lowered]
    may_have_here = bool(cues.here.beginnings) or cues.here.has_any(sentence.distinct_words)
    clause = _first_clause(sentence.words, _PAUSE.search(sentence.written)) if earlier or may_have_here else []
    return (
        _has_earlier(sentence, clause, earlier, cues)
        or (may_have_here and _has_here(sentence, clause, cues))
        or _has_age_for_name(sentence, cues)
        or _names_an_institution(sentence, cues)
    )


def _has_earlier(sentence: Text, clause: Sequence[Word], phrases: Sequence[str], cues: LanguageCues) -> bool:
    """Whether its first clause tells a time by what is not in it: "The last entry was made the day before that".

    `phrases` are those of `earlier` that stand in the sentence.
    """
    if not phrases or not clause:
        return False
    end = clause[-1][1]
    text = fold(sentence.written[:end]).lower()
    is_conjunction = sentence.written[end:].lstrip().startswith((",", "،"))
    return any(
        phrase in text
        and not (is_conjunction and text.endswith(phrase))
        and not cues.coordinating.occurs_in(taken_apart(text.partition(phrase)[0] + " "))
        for phrase in phrases
    )


def _has_here(sentence: Text, clause: Sequence[Word], cues: LanguageCues) -> bool:
    """Whether its first clause ends on "here", and names no place before; "jusqu'ici" and "until here" are a time."""
    if len(clause) < _SHORTEST_CLAUSE or not _ends_clause(sentence.written, clause[-1][1]):
        return False
    last_words = [word for _, _, word in clause[-2:]]
    if not cues.here.has(last_words[-1]) and not cues.here.has(" ".join(last_words)):
        return False
    before = clause[1:-1]
    is_time = before[-1][2].endswith("'") or cues.unfinished.has(before[-1][2])
    is_place_named = sentence.language not in NOUNS_ARE_CAPITAL and _has_name(sentence, before)
    return not is_time and not is_place_named and not cues.coordinating.has_any(word for _, _, word in before)


def _has_age_for_name(sentence: Text, cues: LanguageCues) -> bool:
    """Whether it calls somebody by an age and tells no name: "The 34-year-old herder stroked a cow".

    An age behind its noun counts at the head, elsewhere it may be a term: "a confirmé la peine de 20 ans".
    """
    words = sentence.words
    numbers = [index for index, (_, _, word) in enumerate(words) if word[0].isdecimal()]
    if not numbers:
        return False
    for pattern in cues.aged:
        age = next(index for index, part in enumerate(pattern) if part[0] == "#")
        starts = [number - age for number in numbers if number >= age]
        for start in (start for start in starts if not start or "_" not in pattern):
            phrase = words[start : start + len(pattern)]
            if len(phrase) == len(pattern) and all(
                _is_written_as(word, part) for (_, _, word), part in zip(phrase, pattern, strict=True)
            ):
                following = words[start + len(pattern) : start + len(pattern) + _WORDS_TO_NAME]
                apposition = list(takewhile(lambda word: not cues.unfinished.has(word[2]), following))
                language = sentence.language
                is_head_capital = language in NOUNS_ARE_CAPITAL or _is_article(words[0][2], language, cues)
                before = words[is_head_capital:start]
                return not (_has_full_name(sentence, before) or _has_full_name(sentence, apposition))
    return False


def _names_an_institution(sentence: Text, cues: LanguageCues) -> bool:
    """Whether it calls a house only "the institution", and a pause follows: "The head of the institution, …"."""
    for phrase in cues.institution:
        if phrase[-1] not in sentence.distinct_words:
            continue
        for start, (_, _, word) in enumerate(sentence.words):
            if word != phrase[0]:
                continue
            named = sentence.words[start : start + len(phrase)]
            if tuple(word for _, _, word in named) == phrase and _ends_clause(sentence.written, named[-1][1]):
                return True
    return False


def _is_written_as(word: str, part: str) -> bool:
    """Whether the word is what a part of such a phrase stands for."""
    if part == "_":
        return not word.isdecimal()
    if part.startswith("#"):
        number = word.removesuffix(part[1:])
        return word.endswith(part[1:]) and number.isdecimal() and len(number) <= 2
    return word.startswith(part[:-1]) if part.endswith("*") else word == part


def _has_full_name(sentence: Text, words: Sequence[Word]) -> bool:
    """Whether two words with a capital letter stand side by side."""
    written = sentence.written
    return any(
        written[first[0]].isupper() and written[second[0]].isupper() and second[0] - first[1] <= 1
        for first, second in pairwise(words)
    )


def _ends_clause(sentence: str, end: int) -> bool:
    """Whether the sentence ends there, or pauses."""
    return not sentence[end:].lstrip()[:1].isalnum()


def _has_insertion(sentence: Text, cues: LanguageCues) -> bool:
    pieces = sentence.lowered.split(" , ", 2) if cues.spaces else []
    return len(pieces) > 2 and (cues.leaning.has(pieces[1].strip()) or cues.referring.has(pieces[1].strip()))


def _is_this_in_title(words: Sequence[Word], nouns: Collection[str], cues: LanguageCues) -> bool:
    """Whether it begins with "This cake", and the title names a cake."""
    near = [word for _, _, word in words[: 1 + _NOUN_IS_NEAR]]
    has_this = cues.demonstrative.has_any(near if cues.demonstrative_follows else near[:1])
    return has_this and any(_is_among(word, nouns) for word in near)


def _is_among(noun: str, words: Collection[str]) -> bool:
    """Whether a form of the noun is among the words."""
    return any(_are_forms_of_one(_without_article(noun), _without_article(word)) for word in words)


def _are_forms_of_one(first: str, second: str) -> bool:
    least = max(2, min(_SAME_NOUN, len(first) - 1, len(second) - 1))
    is_end_of_compound = len(first) >= _SAME_NOUN and second.endswith(first)
    return is_end_of_compound or first[:least] == second[:least]


def _without_article(word: str) -> str:
    for article in _ARTICLES:
        if len(word) > len(article) + 2:
            word = word.removeprefix(article)
    return word


def _first_clause(words: Sequence[Word], pause: re.Match[str] | None) -> Sequence[Word]:
    """The words before the first pause; none if it is a colon, behind which the noun often stands."""
    if pause is None:
        return words
    return [] if pause[0] == ":" else [word for word in words if word[0] < pause.start()]


def _has_demonstrative(clause: Sequence[Word], nouns: Collection[str], language: str, cues: LanguageCues) -> bool:
    """Whether it has a "this" beside a noun that is named neither before it nor in the title: "rejected this claim"."""
    for index, (_, _, word) in enumerate(clause):
        if index and cues.demonstrative.has(word):
            before, after = clause[index - 1 :: -1], clause[index + 1 :]
            beside = [word for _, _, word in (before if cues.demonstrative_follows else after)[:2]]
            earlier = [word for _, _, word in before[cues.demonstrative_follows :]]
            noun = next((word for word in beside if not _is_article(word, language, cues)), None)
            if noun is None or any(cues.times.beginning(word) for word in beside[:1]) or cues.times.beginning(noun):
                continue
            if not _is_among(noun, [*nouns, *earlier]):
                return True
    return False


def _is_article(word: str, language: str, cues: LanguageCues) -> bool:
    return word in function_words(language) or cues.unfinished.has(word)


def _has_inverted_pronoun(sentence: Text, clause: Sequence[Word], cues: LanguageCues) -> bool:
    """Whether its subject is a pronoun behind the verb, and no name stands before it: "Am Freitag reiste er ab"."""
    for (_, _, before), (start, end, word) in pairwise(clause[1:]):
        if cues.inverted.has(word) and sentence.written[start:end].islower():
            may_lack_that = sentence.language in _THAT_MAY_LACK
            may_be_subordinate = may_lack_that and cues.attribution.occurs_in(taken_apart(f" {before} "))
            return not (cues.unfinished.has(before) or before in cues.boundary or may_be_subordinate)
    return False


def _has_pronoun_before_noun(sentence: Text, words: Sequence[Word], end: int, cues: LanguageCues) -> bool:
    """Whether the clause behind an opening phrase begins with a pronoun ("In a statement, it said"; "In 1971
    she left"), or the phrase itself has one, and no name follows ("When she arrived, the crowd cheered").

    `words` are those of the sentence up to character `end`.
    """
    is_attributed = cues.attribution.beginning(sentence.lowered) > 0
    if len(words) < 3 or not (is_attributed or _opens_with_phrase(sentence, cues)):
        return False
    comma = next((match.start() for match in _PAUSE.finditer(sentence.written, 0, end) if match[0] in ",،"), end)
    opening = [word for word in words if word[0] < comma]
    following = [word for word in words if word[0] > comma]
    for index, (_, _, word) in enumerate(opening[2:_LONGEST_OPENING], start=2):
        if _is_pronoun(word, cues):
            return not _has_name(sentence, opening[1:index])
    if not opening or not following:
        return False
    if _is_pronoun(following[0][2], cues) or cues.referring.has(following[0][2]):
        is_expletive = _expletive([word for _, _, word in following], cues) > 0
        return not is_expletive and not _has_name(sentence, opening[1:])
    return len(opening) > 1 and _is_pronoun(opening[1][2], cues) and not _has_name(sentence, following[:1])


def _opens_with_phrase(sentence: Text, cues: LanguageCues) -> bool:
    first = sentence.words[0][2]
    is_preposition = cues.unfinished.has(first) and not cues.articles.has(first)
    return is_preposition or opens_with_phrase(sentence)


def _has_name(sentence: Text, words: Sequence[Word]) -> bool:
    return any(sentence.written[start].isupper() for start, _, _ in words)


def _is_pronoun(word: str, cues: LanguageCues) -> bool:
    return cues.pronoun.has(word) and cues.referring.has(word)
