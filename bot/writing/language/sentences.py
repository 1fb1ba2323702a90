"""Finds where the sentences of a paragraph end, in many languages. Pure, but for the file of abbreviations.

A sentence may end at a full stop, question or exclamation mark or ellipsis that white space follows (Unicode Standard
Annex 29). Such an end is doubted, and no end, where what follows goes on in small letters or with a mark that begins no
sentence, or where the full stop belongs to an abbreviation, an initial or an ordinal number. In doubt the sentence goes
on: two sentences in one are only long, half a sentence is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple, cast
from unicodedata import normalize

from bot.writing.language.clauses import clauses_of
from bot.writing.language.detection import function_words, kin_of
from bot.writing.language.quotes import open_marks
from bot.writing.language.scripts import WITHOUT_STOPS, has_letter
from bot.writing.wordfiles import wordfile

_ENDS = ".!。！…।॥۔።։។៕။"
"""Marks that end a statement."""
_AFTER_END = '”“»«」』"’)）]'
_QUESTION_END = re.compile(r"[?？؟]\W{0,9}\Z")
_STOPS = ".!?…‼⁇⁈⁉؟۔܀܁܂।॥።፧፨։՜՞᙮᠃᠉᱾᱿"
_WIDE_STOPS = "。！？｡"
_QUOTES = "\"'”“’‘»«›‹」』"
_BRACKETS = ")]}）】》〉"
_CLOSERS = re.escape(_QUOTES + _BRACKETS)
_WIDE_CLOSERS = re.escape("”’」』)）】》〉")
_STOPS_OF = {"el": ";\u037e", "am": "፡", "hy": ":"}
"""More stops. The Greek question mark is a semicolon; "፡፡" and ":" are typed for the Ethiopic "።" and Armenian "։"."""
_OWN_FULL_STOP = re.compile("[।॥።։]|፡፡")
"""A full stop of the script's own. Where a paragraph has one, "." only abbreviates (in Armenian it is a colon)."""

_MOST_OPEN = 8
"""Quotation marks and brackets inside one another; with more the text is no prose."""
_MOST_STOPS = 100
"""Stops inside one sentence; with more the text is no prose."""
_LONGEST_PARTS = 24
_WINDOW = 48
"""Characters before and after a full stop that are looked at."""

_LETTER = re.compile(r"[^\W\d_]")
_TOKEN = re.compile(
    r"(?<![^\W\d_])(?<![\u0300-\u036f\u0900-\u0dff])(?<![^\W\d_][.·'’/:&\"״-])"
    r"(?:[^\W\d_]|[\u0300-\u036f\u0900-\u0dff])++(?:[.·'’/:&\"״-][^\W\d_]++)*+\Z"
)
_SPACED_PARTS = re.compile(r"(?<![^\W\d_])(?:[^\W\d_]{1,4}\.\s?){1,4}[^\W\d_]{1,4}\Z")
"""An abbreviation of several parts, with or without spaces: "z. B", "p. ej", "т. д"."""
_NUMBER = re.compile(r"(?<![\w.,:/–-])§?\d{1,4}\Z")
"""A whole number of at most four digits; the second half of "2:1" or "1950–60" is no ordinal."""
_BEFORE_GLUED = re.compile(r"[\"'“”„«»‘’(\[¿¡]*+([^\W\d_]++(?:[-'’][^\W\d_]++)*+)")
_KOREAN_END = re.compile("[\uac00-\ud7a3][다요죠]\\Z")
"""A Korean sentence ends with one of three syllables; any other full stop may stand for a dot between nouns."""
_AFTER_GLUED = re.compile(r"[^\W\d_]++(?:['’][^\W\d_]++)*+(?![\w./@])")
_ENDS_OF_DOMAINS = frozenset({"com", "org", "net", "info", "js", "io", "ai", "tv"})
_SHORTEST_WORDS = (3, 4)
"""Letters of a word that begins with a capital, or of a script without them, and of what follows a word with a capital:
"Hrensko.Policie", but "Dr.Martens" and "Amazon.De"."""
_AFTER_A_NUMBER = re.compile(r"\d[-‐]?\s?\Z")
_ROMAN = re.compile(r"(?=[IVXLC])(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})\Z")
_INITIAL = re.compile(r"(?:[^\W\d_][-‐])*[^\W\d_]\Z")
_INITIAL_OF_SECOND_NAME = re.compile(r"[^\W\d_]{2,}[-‐][^\W\d_]\Z")
"""As in "Ana-M. Rus" and "Karl-H. Grün"; both letters are capital ones."""
_NO_INITIALS = (("\u1100", "\u11ff"), ("\u3040", "\u9fff"), ("\uac00", "\ud7af"))
"""Letters of East Asia, of which one is a syllable or a word."""
_ACRONYM = re.compile(r"(?=.*(?<![^\W\d_])[^\W\d_](?![^\W\d_]))(?:[^\W\d_]{1,3}\.)+[^\W\d_]{1,3}\Z")
"""Letters with full stops between them, of which one at least stands alone: "U.S", "Ph.D"; not "bbc.co"."""
_VOWELS = frozenset("aeiouyıøœæəαεηιουωаеёиоуыэюяієўъӯөүұ")
"""Vowels without their diacritical marks."""
_SYLLABIC = frozenset({"cs", "sk", "hr", "sr", "bs", "sl", "mk", "bg"})
"""In these languages r and l may stand for a vowel: "smrt", "vlk"."""

_NEXT = re.compile(r"[\s\"'“”„‚‘’«»‹›「『（(\[{¿¡–—―‒•*-]*+")
_CANNOT_BEGIN = re.compile(r"[,;:!?.…%‰)\]}/=+&°、，；：。）」』】》]")
_LOW_QUOTE = re.compile(",,|‚‚")
"""Two commas for the opening quotation mark „, as many type it."""
_WORD = re.compile(r"(?:[^\W\d_]|[\u0300-\u036f\u0900-\u0dff])++(?:['’][^\W\d_]++)?+")
_DUTCH_ARTICLE = re.compile(r"[stnk]\s")
"""What follows the apostrophe of "’s Avonds", "’t Is", "’n Man": the capital letter comes after it."""
_BRAND = re.compile(r"[a-z]{1,2}[A-Z]")
"""A name that begins with a small letter: "iPhone", "eBay"."""
_PARTICLES = frozenset(
    {"de", "di", "da", "do", "du", "del", "della", "dos", "das", "van", "von", "der", "den", "ter", "ten", "zu", "af"}
    | {"la", "le", "lo", "el", "al", "bin", "ibn", "ben", "abu", "san", "st", "y", "e", "i"}
)
"""What may stand between an initial and a surname: "J. van Dyke", "P. Le Gall". Lower case."""

_ORDINALS = frozenset(
    {"de", "lb", "hsb", "dsb", "da", "no", "nb", "nn", "fo", "is", "fi", "se", "et", "lv", "cs", "sk", "pl", "sl", "hu"}
    | {"hr", "sr", "bs", "sh", "cnr", "sq", "tr", "az", "eu", "ka"}
)
"""Languages that write an ordinal number with a full stop: "9. April", "34. hafta", "II. Rákóczi"."""

_YEAR_FIRST = frozenset({"hu", "ko", "lt", "lv"})
"""Languages that write a date from the year to the day: "2026. 11. 5."."""
_DATE = re.compile(r"(?:\d{4}|\b[IVX]++)\s?[^\W\d_]++\Z")
"""A year or a century with its abbreviated unit: "1996 г", "XX w"."""
_SHORTEST = 30
"""Characters; a sentence that ends with a date of that kind is at least as long."""
_NUMBERED = re.compile(r"(?:(?<![^\W\d_])([^\W\d_]++)\.|[№§#])\s?\d++\Z")
"""A number that is no ordinal, for the abbreviation of "number", "article" or the like stands before it."""
_DOUBLED = re.compile(r"([A-Z])\1\Z")
"""A Spanish plural: "EE. UU.", "RR. HH."."""

_BRACKETED_WORD = re.compile(r"[(\[（][^\W\d_]{1,10}\Z")
"""An abbreviation in brackets: "Col. (ret.) Reid"."""
_QUOTED_END = re.compile('[”“»«」』"’]')
_OPENS_QUOTED = re.compile('[\\s]*[“„«»”「『"‘]')
_GOES_ON = re.compile("と|って|など|を|は|の(?!ち)|が(?!、)|に(?!も)")
"""How a Japanese sentence goes on after a quotation that has a full stop of its own."""
_CHINESE_SPEAKER = re.compile(
    "[^，。！？：；、“”「」]{0,16}?(?:说|說|称|稱|表示|道|问|問|指出|强调|強調|告诉|告訴|写|寫|回答|回应|回應|喊|补充|補充|透露"
    "|解释|解釋|坦言|直言|呼吁|呼籲)"
)
"""Who said it, after a Chinese quotation: “……。”市长说。"""
_ENGLISH_SPEAKER = re.compile(
    r"(?:[A-Z][\w.'’-]*+ (?:(?:of|the|de|van|von|bin|al) )?){1,6}"
    r"(?:said|says|asked|asks|wrote|writes|shouted|told|added|replied|tweeted|posted|cried|yelled|wondered|joked|recalled)\b"
)


@dataclass(frozen=True, slots=True)
class _Abbreviations:
    """The abbreviations of a language, as the data file explains them."""

    names: frozenset[str]
    numbers: frozenset[str]
    inside: frozenset[str]
    ends: frozenset[str]
    times: frozenset[str]
    after_times: frozenset[str]


class _Place(NamedTuple):
    """A full stop that may end a sentence."""

    before: str
    """The text before it, at most `_WINDOW` characters."""
    next_word: str
    """The word after it, without quotation marks and brackets before it; "" where an initial or a number follows."""
    language: str
    number_follows: bool
    dash_follows: bool


def sentences_of(paragraph: str, language: str) -> tuple[str, ...]:
    """The sentences of a paragraph in `language` (a primary subtag, or ""); joined by spaces they are the paragraph.

    A quotation of several sentences stays with what introduces it. For Thai, Lao, Burmese and Khmer, in which a full
    stop ends only abbreviations, see `clauses`.
    """
    if WITHOUT_STOPS.search(paragraph):
        return clauses_of(paragraph)
    return tuple(sentence for piece in _pieces(paragraph, language or "en") if (sentence := piece.strip()))


def _pieces(paragraph: str, language: str) -> Iterator[str]:
    """The paragraph cut at the ends of its sentences."""
    start = read = stops = 0
    marks = ""
    has_letters = False
    only_abbreviates = _OWN_FULL_STOP.search(paragraph) is not None
    for match in _candidates(language).finditer(paragraph):
        chunk = paragraph[read : match.end()]
        read = match.end()
        has_letters = has_letters or _LETTER.search(chunk) is not None
        marks = _still_open(marks + chunk, language)
        stops += 1
        if len(marks) > _MOST_OPEN or stops > _MOST_STOPS:
            break
        if marks or not has_letters or (only_abbreviates and "." in (match[1], match[7])):
            continue
        if _is_end(paragraph, match, start, language):
            yield paragraph[start:read]
            start, stops, has_letters = read, 0, False
    yield paragraph[start:]


@cache
def _candidates(language: str) -> re.Pattern[str]:
    stops = re.escape(_STOPS + _STOPS_OF.get(language, ""))
    return re.compile(
        rf"(?=[{stops}{_WIDE_STOPS}।॥])"  # for speed: nearly every character is none of these
        rf"(?:(?<![{stops}])([{stops}]++)([{_CLOSERS}]*+)(?=\s)"
        rf"|([{_WIDE_STOPS}][{_WIDE_STOPS}{stops}]*+)([{_WIDE_CLOSERS}]*+)|([।॥])()"
        r"|(?<=[^\W\d_][^\W\d_])(\.)()(?=[^\W\d_]))"
    )


def _still_open(text: str, language: str) -> str:
    """The quotation marks and brackets that are open at the end of `text`; one that closes nothing is ignored."""
    if language in {"he", "yi"}:
        text = re.sub(r"(?<=[\u05d0-\u05ea])[\"”“](?=[\u05d0-\u05ea])", "״", text)  # marks an acronym
    if "‘" in text:
        text = re.sub(r"‘(?=\d)", "’", text)  # an apostrophe: the ‘90s
    still_open = open_marks(text)
    return re.sub(r"[)\]）】」』》〉›]", "", still_open) if still_open else ""


def _is_end(paragraph: str, match: re.Match[str], start: int, language: str) -> bool:
    """Whether a sentence that begins at `start` ends at the stop that was matched."""
    stop, closers = next((match[number], match[number + 1]) for number in (1, 3, 5, 7) if match[number] is not None)
    following = paragraph[match.end() : match.end() + _WINDOW]
    is_quoted = _QUOTED_END.search(closers) is not None
    if closers and _speaker_follows(paragraph, start, following, language):
        return False
    if match[7] and not _is_glued(paragraph[max(start, match.start() - _WINDOW) : match.start()], following, language):
        return False
    if match[1] is None and match[7] is None:
        return True
    marks, after = _split_marks(following)
    if _goes_on(stop, marks, after):
        return False
    if stop != "." or is_quoted or not after:
        return True
    before = paragraph[max(start, match.start() - _WINDOW) : match.start()]
    if closers and _BRACKETED_WORD.search(before):
        return False
    return _full_stop_ends(_place(before, marks, after, language))


def _is_glued(before: str, following: str, language: str) -> bool:
    """Whether a sentence may follow a full stop without a space: "the end.Then", where a line's end was lost.

    Not so in "Node.js", "Booking.com", "System.IO" and "U.S.A".
    """
    first, second = _BEFORE_GLUED.fullmatch(re.split(r"\s", before)[-1]), _AFTER_GLUED.match(following)
    if second is not None and _KOREAN_END.search(before) and "\uac00" <= following[0] <= "\ud7a3":
        return True
    if first is None or second is None:
        return False
    word, next_word = first[1], second[0]
    if not _has_case(word[-1]):
        return len(word) >= _SHORTEST_WORDS[0] and not _has_case(next_word[0]) and "\u0590" <= word[-1] <= "\u06ff"
    if not word[1:].islower() or not next_word[0].isupper() or not (next_word[1:].islower() or len(next_word) == 1):
        return False
    if next_word.lower() in _ENDS_OF_DOMAINS:
        return False
    if word[0].islower():
        return True
    is_usual = next_word.lower() in function_words(language)
    return len(word) >= _SHORTEST_WORDS[0] and (len(next_word) >= _SHORTEST_WORDS[1] or is_usual)


def _split_marks(following: str) -> tuple[str, str]:
    """The spaces, opening marks and dashes that follow a stop, and what comes after them."""
    end = cast("re.Match[str]", _NEXT.match(following)).end()
    return following[:end], following[end:]


def _goes_on(stop: str, marks: str, after: str) -> bool:
    """Whether what follows a stop cannot begin a sentence: small letters, a comma, a closing mark."""
    if not after:
        return not marks.strip()
    if _CANNOT_BEGIN.match(after) and not _LOW_QUOTE.match(after):
        return True
    if not after[0].isalpha() or _BRAND.match(after) or (marks.endswith(("'", "’")) and _DUTCH_ARTICLE.match(after)):
        return False
    if not _has_case(after[0]):
        return stop in {"...", "…"}
    return after[0].islower()


def _place(before: str, marks: str, after: str, language: str) -> _Place:
    word = _WORD.match(after)
    is_initial = word is not None and len(word[0]) == 1 and after[1:2] == "."
    return _Place(
        before,
        word[0] if word is not None and not is_initial else "",
        language,
        number_follows=after[0].isdigit() or after[0] in "№§#",
        dash_follows=any(dash in marks for dash in "-–—―"),
    )


def _has_case(letter: str) -> bool:
    """Whether the letter's script has capital letters. Georgian does not use those that Unicode has for it."""
    return letter.lower() != letter.upper() and not "\u10d0" <= letter <= "\u10ff"


def _speaker_follows(paragraph: str, start: int, following: str, language: str) -> bool:
    """Whether what follows a quotation with a full stop of its own goes on with who said it, or with a particle."""
    if language == "ja":
        return _GOES_ON.match(following) is not None
    if not _OPENS_QUOTED.match(paragraph, start):
        return False
    if language == "zh":
        return _CHINESE_SPEAKER.match(following) is not None
    return language == "en" and _ENGLISH_SPEAKER.match(following.lstrip()) is not None


def _full_stop_ends(place: _Place) -> bool:
    """Whether a full stop that a capital letter, a letter without case or a number follows ends the sentence."""
    last = re.split(r"\s", place.before)[-1]
    if number := _NUMBER.search(last):
        return _number_ends(place, digits=len(number[0].lstrip("§")))
    token = _TOKEN.search(last)
    if token is None:
        return True
    word = _without_elided_article(token[0])
    names = _spellings(word) | _spellings_of_parts(place.before, word)
    lists = _abbreviations(place.language)
    is_name = not lists.names.isdisjoint(names)
    is_end = not lists.ends.isdisjoint(names)
    looks_abbreviated = _looks_abbreviated(word, place.language)
    if _AFTER_A_NUMBER.search(place.before[: -len(word)][-3:]):  # a unit
        is_name, is_end = is_name and not is_end, is_end or (looks_abbreviated and not is_name)
    if is_name:
        return False
    if is_end:
        return _unit_ends(place, names, lists)
    if place.number_follows or _ROMAN.match(place.next_word):
        return not looks_abbreviated and names.isdisjoint(lists.numbers) and names.isdisjoint(lists.inside)
    return _capital_begins(place, word, names, lists, looks_abbreviated=looks_abbreviated)


def _number_ends(place: _Place, *, digits: int) -> bool:
    """Whether the full stop after a number ends the sentence: "scored 3. Then", but "am 9. April", "26. 27. mail"."""
    if digits > 3:  # a year
        return not (place.number_follows and place.language in _YEAR_FIRST)
    if place.number_follows:
        return False
    numbered = _NUMBERED.search(place.before)
    if numbered and (numbered[1] is None or numbered[1] in _abbreviations(place.language).numbers):
        return True
    return place.language not in _ORDINALS or _begins_sentence(place)


def _unit_ends(place: _Place, names: frozenset[str], lists: _Abbreviations) -> bool:
    """Whether the full stop after a unit or the like ends the sentence: "5 p.m. Police", not "През 1996 г. Русия"."""
    is_short_date = len(place.before) < _SHORTEST and _DATE.search(place.before) is not None
    if place.number_follows or place.dash_follows or is_short_date:
        return False
    return names.isdisjoint(lists.times) or place.next_word not in lists.after_times


def _capital_begins(
    place: _Place, token: str, names: frozenset[str], lists: _Abbreviations, *, looks_abbreviated: bool
) -> bool:
    """Whether a word with a capital letter begins a sentence after the word `token` and a full stop."""
    is_roman = place.language in _ORDINALS and _ROMAN.match(token) is not None
    if lists.inside.isdisjoint(names) and not is_roman and not looks_abbreviated:
        return True
    if place.dash_follows or (_is_initial(token) and place.next_word.lower() in _PARTICLES):
        return False
    return _begins_sentence(place)


def _begins_sentence(place: _Place) -> bool:
    """Whether the next word is a common one with a capital letter, which it has only at the head of a sentence."""
    return place.next_word.lower() in function_words(place.language)


def _without_elided_article(token: str) -> str:
    """The abbreviation or initial after an elided word: "art" of "l’art", "E" of "d’E"; "didn’t" is whole."""
    last = re.split("['’]", token)[-1]
    return last if len(last) > 1 or last.isupper() else token


def _looks_abbreviated(token: str, language: str) -> bool:
    """Whether the word has the form of an abbreviation: an initial, an acronym ("U.S"), or no vowel ("Hrsg")."""
    if _is_initial(token) or ("." in token and _ACRONYM.match(token)) or _DOUBLED.match(token):
        return True
    letters = token.replace("-", "")
    vowels = _VOWELS | {"r", "l"} if language in _SYLLABIC else _VOWELS
    if not 1 < len(letters) <= 4 or not letters.isalpha() or letters.isupper() or not _has_case(letters[0]):
        return False
    return vowels.isdisjoint(normalize("NFD", letters.lower()))


def _is_initial(token: str) -> bool:
    if token[0].isupper() and token[-1].isupper() and _INITIAL_OF_SECOND_NAME.match(token):
        return True
    return _INITIAL.match(token) is not None and not has_letter(token[-1], _NO_INITIALS)


def _spellings(word: str) -> frozenset[str]:
    """How the lists may spell the word: as it is, with a small letter at its head; "DR" and "MUDr" with small letters.

    A single capital letter is an initial.
    """
    if len(word) == 1:
        return frozenset({word})
    spellings = {word, word[0].lower() + word[1:]}
    return frozenset(spellings | {word.capitalize(), word.lower()} if word[1:] != word[1:].lower() else spellings)


def _spellings_of_parts(before: str, last: str) -> frozenset[str]:
    """The spellings of an abbreviation of several parts that ends with the word `last`."""
    parts = _SPACED_PARTS.search(before[-_LONGEST_PARTS:]) if len(last) <= 4 and "." in before else None
    return _spellings(re.sub(r"\s", "", parts[0])) if parts else frozenset()


@cache
def _abbreviations(language: str) -> _Abbreviations:
    tables = _tables()
    tables_here = [tables["any"], tables.get(kin_of(language), {})]

    def words(name: str) -> frozenset[str]:
        return frozenset(word for table in tables_here for word in table.get(name, "").split())

    return _Abbreviations(
        words("names"), words("numbers"), words("inside"), words("ends"), words("times"), words("after_times")
    )


def _tables() -> Mapping[str, Mapping[str, str]]:
    return wordfile("bot.writing.language", "abbreviations")


def ends_sentence(text: str) -> bool:
    """Whether the text ends as a statement does, with a full stop, an exclamation mark or an ellipsis."""
    return last_mark(text) in _ENDS


def ends_question(text: str) -> bool:
    """Whether the text ends with a question mark, whatever marks may follow that."""
    return _QUESTION_END.search(text) is not None


def last_mark(text: str) -> str:
    """The last character of the text that is no quotation mark and no bracket; "" where there is none."""
    return text.rstrip(_AFTER_END)[-1:]
