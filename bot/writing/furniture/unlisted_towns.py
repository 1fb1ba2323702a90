"""Datelines of towns that are on no list, known by their form: "EDE - ", "Rewa, Our Paper. ", "Lerdo, Dgo.- ". Pure.

The form alone is not enough where the head may be the subject of its sentence ("NATO - the alliance - has"), so each
has a condition: the town is named again, a whole sentence follows, the paper's own name stands beside it, or the name
is made as those of towns are ("Bad Rehna", "Lhotka u Javorníku").
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.writing.furniture import entries, small_words
from bot.writing.furniture.titles import names_site
from bot.writing.language.detection import function_words, kin_of, language_of
from bot.writing.language.references import leans_on_another
from bot.writing.language.text import Text

SHORTEST_REST = 12
"""Characters of a sentence. What is shorter is no paragraph without its head."""
_LONG_SENTENCE = 40
"""Characters of the sentence behind a head that only its form shows."""
_MOST_WORDS = 6
_MOST_WORDS_OF_TOWN, _MOST_WORDS_OF_PAPER = 3, 4
_MOST_WORDS_WITHOUT_CASE = 2
"""Of a paper or a reporter in a script without capitals; more may say what the town is: "second town of the land"."""
_SHORTEST_NAME, _LONGEST_ENDING = 4, 3
"""Letters of a name that is looked for in another form, at least; and of the ending in which the forms differ."""
_STARTS_SENTENCE = re.compile(r"[\s\"'“”„«»‘’‚'‹›「『(（\[¿¡…]*")
_DASHES = r"\-–—―"
_SPANISH_END = re.compile(rf"([^:;!?\"“«\n]{{3,60}}?)\s?\.\s?[{_DASHES}]{{1,2}}\s?(?=\S)")
"""".-", which ends datelines in Spanish and Catalan."""
_DASH_OR_COLON = re.compile(
    rf"([^.:;!?\"“\n{_DASHES}]{{2,40}}?)(?:\s?(:)|\s[{_DASHES}]{{1,2}}|[{_DASHES}]{{1,2}}(?=\s))\s+"
)
_TWO_DASHES = re.compile(
    rf"([^.:;!?\n{_DASHES}،,]{{2,40}}?)\s?[{_DASHES}]{{1,2}}\s+([^.:;!?\n{_DASHES}]{{2,50}}?)\s?[{_DASHES}]{{1,2}}\s+"
)
_STOP = re.compile(r"([^.:;!?।\n]{2,60}?)(?:।|\.(?=\s))\s*")
_NAME_AND_MARK = re.compile(
    rf"([^.:;!?।\n{_DASHES}]{{3,40}}(?:-[^.:;!?।\n{_DASHES}\s]{{1,20}}){{0,4}})(?:[.:]|\s[{_DASHES}])\s+"
)
"""A name, in which hyphens may stand ("Saint-Jean-de-Luz"), and a mark that ends it."""
_FIRST_SENTENCE = re.compile(r"[^.!?।؟]++(?:[.!?।؟]\S[^.!?।؟]*+)*+")
_SECOND_DASH = re.compile(rf"[^.!?।؟]{{0,300}}?\s[{_DASHES}]\s")
_QUOTED = re.compile(r"[«\"“„].{2,40}[»\"”“]\Z")


def begins_sentence(text: str) -> bool:
    """Whether `text` begins as a sentence does: with a capital, a digit, or a letter of a script without capitals."""
    marks = _STARTS_SENTENCE.match(text)
    first = text[marks.end() : marks.end() + 1] if marks else ""
    return bool(first) and first.isalnum() and not first.islower()


def without_unlisted_town(text: str, *, title: str, site: str, after_dateline: bool) -> str:
    """`text` without such a dateline; `after_dateline`: one was taken off before it. `site` is the site's name."""
    for match, is_head in (
        (_SPANISH_END.match(text), _ends_as_in_spanish),
        (_TWO_DASHES.match(text), _is_town_and_paper),
        (_DASH_OR_COLON.match(text), _is_town),
        (_STOP.match(text), _is_town_before_stop),
        (_NAME_AND_MARK.match(text), _is_named_as_towns_are),
    ):
        rest = text[match.end() :] if match else ""
        if not match or len(rest) < SHORTEST_REST or not begins_sentence(rest):
            continue
        if is_head(match, rest, title, site) or (after_dateline and _is_paper_alone(match[1], rest)):
            return rest
    return text


def _ends_as_in_spanish(match: re.Match[str], rest: str, title: str, site: str) -> bool:
    words = re.split(r"[\s,()/]+", match[1].strip("() "))
    return len(words) <= _MOST_WORDS and _are_names(words) and any(map(str.isalpha, match[1]))


def _is_town_and_paper(match: re.Match[str], rest: str, title: str, site: str) -> bool:
    town, paper = match[1].strip(), match[2].strip()
    if len(town.split()) > _MOST_WORDS_OF_TOWN or len(paper.split()) > _MOST_WORDS_OF_PAPER or not _is_long(rest):
        return False
    if not _are_names(town.split()):
        return False
    if _QUOTED.search(paper) or names_site(paper, site=site) or _has_agency(paper.split()):
        return True
    is_short = len(paper.split()) <= _MOST_WORDS_WITHOUT_CASE
    return is_short and _is_without_case(town + paper) and _has_no_small_word(f"{town} {paper}", rest)


def _is_town(match: re.Match[str], rest: str, title: str, site: str) -> bool:
    head = match[1].strip()
    words = head.split()
    if names_site(head, site=site) and len(words) <= _MOST_WORDS and _are_names(words):
        return True
    if _has_agency(words) and len(words) <= _MOST_WORDS and _are_names(words) and not match[2]:
        return len(words) > 1
    if len(words) > _MOST_WORDS_OF_TOWN or not _is_long(rest) or _SECOND_DASH.match(rest):
        return False
    if head.isupper() and sum(map(str.isalpha, head)) > (2 if match[2] else 1):
        return _is_named_again(head, f"{title} {rest}") or (
            head not in f"{title} {rest}" and _begins_with_small_word(rest)
        )
    is_named = head in title or rest.find(head, 1) > 0
    return _is_without_case(head) and is_named and _has_no_small_word(head, rest)


def _is_town_before_stop(match: re.Match[str], rest: str, title: str, site: str) -> bool:
    head = match[1].strip()
    words = head.replace(",", " ").split()
    if len(words) > _MOST_WORDS - 1 or not _is_long(rest):
        return False
    if "," not in head and len(words) > _MOST_WORDS_OF_TOWN - 1:
        return False  # it may be a short sentence
    if "," in head and names_site(head.rpartition(",")[2], site=site):
        return _are_names(words)
    return _is_without_case(head) and match[0].rstrip().endswith("।") and _has_no_small_word(head, rest)


def _is_named_as_towns_are(match: re.Match[str], rest: str, title: str, site: str) -> bool:
    """Whether a name such as "Nová Ves nad Nisou" stands before a whole sentence that needs nothing before it."""
    if not _is_long(rest) or _SECOND_DASH.match(rest) or leans_on_another(Text(rest, language_of(rest))):
        return False
    has_stop = match[0].rstrip().endswith(".")  # before which a preposition is rather one of a short sentence
    has_dash = match[0].rstrip()[-1] not in ".:"
    if has_dash and _is_said_to_be_a_place(match[1].strip(), f"{title} {rest}"):
        return True
    return any(_is_made_as_of_a_town(name.strip(), may_have_preposition=not has_stop) for name in match[1].split("/"))


def _is_said_to_be_a_place(name: str, text: str) -> bool:
    """Whether the text has a form of the name behind a word for "in": "w Wieliczce" of "Wieliczka"."""
    if len(name) < _SHORTEST_NAME or not name[0].isupper() or len(name.split()) > _MOST_WORDS_OF_TOWN:
        return False
    stem = re.escape(name[: max(_SHORTEST_NAME, len(name) - _LONGEST_ENDING)])
    prepositions = "|".join(entries("town_names", "in"))
    return re.search(rf"(?<!\w)(?:{prepositions})\s{stem}", text, re.IGNORECASE) is not None


def _is_made_as_of_a_town(name: str, *, may_have_preposition: bool) -> bool:
    words = re.split(r"[\s-]+", name)
    small = {word for word in words[1:-1] if word.islower()}
    if len(words) > _MOST_WORDS or any(word[:1].islower() for word in words if word not in small):
        return False
    folded = f" {' '.join(words).casefold()} "
    prepositions = [entry for entry in entries("town_names", "between") if f" {entry} " in folded]
    if not small <= {*small_words(), *" ".join(prepositions).split()}:
        return False
    first, last = words[0].casefold().rstrip("."), words[-1].casefold()
    if len(words) == 1:
        return any(len(last) > len(end) + 1 and last.endswith(end) for end in entries("town_names", "endings"))
    return (
        (may_have_preposition and bool(prepositions))
        or first in entries("town_names", "first_words")
        or last in entries("town_names", "last_words")
    )


def _is_paper_alone(head: str, rest: str) -> bool:
    """Whether what follows a dateline is the paper or the reporter: "«النهار» - "."""
    head = head.strip()
    is_short = len(head.split()) <= _MOST_WORDS_OF_TOWN and _is_long(rest)
    return is_short and (bool(_QUOTED.search(head)) or (_is_without_case(head) and _has_no_small_word(head, rest)))


def _is_named_again(town: str, text: str) -> bool:
    """Whether the town stands in the text as a name does, and not as initials do, in capitals only."""
    return re.search(rf"(?<!\w){re.escape(town.title())}", text) is not None


def _begins_with_small_word(rest: str) -> bool:
    first = re.match(r"\w+", rest)
    return first is not None and first[0].lower() in function_words(kin_of(language_of(rest)))


def _has_no_small_word(head: str, rest: str) -> bool:
    """Whether no word of the head is one of those that stand between others in a sentence."""
    small = function_words(kin_of(language_of(rest)))
    return bool(small) and small.isdisjoint(re.findall(r"[^\s,،]+", head.casefold()))


def _are_names(words: Sequence[str]) -> bool:
    words = [word for word in words if word]
    return bool(words) and all(not word[0].islower() or word.casefold() in small_words() for word in words)


def _has_agency(words: Sequence[str]) -> bool:
    agencies = frozenset(entries("agencies", "agencies"))
    return any(word.casefold().strip("().") in agencies for word in words)


def _is_without_case(text: str) -> bool:
    return not any(char.isupper() or char.islower() for char in text) and any(map(str.isalpha, text))


def _is_long(rest: str) -> bool:
    sentence = _FIRST_SENTENCE.match(rest)
    return sentence is not None and sentence.end() >= _LONG_SENTENCE
