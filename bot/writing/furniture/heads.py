"""Takes off a first paragraph what stands before its first sentence: the title, the byline, an agency's dateline. Pure.

A sentence is never damaged: where the head may be the subject of the sentence, it stays. "Ann Hale is the author" keeps
Ann Hale, "Berlin - eine Stadt" keeps Berlin, "NASA — which" keeps NASA.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache

from bot.writing.furniture import entries, small_words, tables
from bot.writing.furniture.unlisted_towns import SHORTEST_REST, begins_sentence, without_unlisted_town
from bot.writing.furniture.wordings import before_author
from bot.writing.language.detection import language_of
from bot.writing.language.references import leans_on_another
from bot.writing.language.scripts import has_letter, may_be_east_asian
from bot.writing.language.text import Text
from bot.writing.language.words import cues_of
from bot.writing.language.words.lists import words_of

_LONGEST_HEAD = 160
"""Characters, in which a dateline ends."""
_MOST_HEADS = 4
_MOST_WORDS = 9
"""Of a dateline between two of its marks."""
_MOST_WORDS_OF_PLACE = 5
"""Before a bracket that names an unknown agency."""
_MOST_WORDS_OF_TOWN = 3
_MOST_WORDS_OF_NAME = 2
"""Behind a town, in a script without capitals."""
_REPORTER_SHORT = re.compile(r"[a-zäöüß]{2,4}|[A-ZÄÖÜ]{2,4}")
"""A reporter, a paper or an agency's regional service, as German papers write it: "Altenfurt (jw).", "Höxter (WB)."."""
_LONG_NAME = 7
"""Chinese or Japanese characters. A longer title is a headline, and no name."""

_SPACE = " \t\xa0\u202f\u2009\u3000"
_DASH = "-–—―‐‑−"
_PLACE_WITHOUT_MARK = re.compile(
    rf"([A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ'’-]{{3,20}}+(?:[{_SPACE}][A-ZÀ-ÖØ-Þ]{{3,20}}+)?)[{_SPACE}]++"
    rf"(?=(?:(De|Het|Een)|The|An?|Der|Die|Das|Eine?|Les?|La|Une?|El|Los|Las|Una|Il|Gli|Os?|As|Uma?|Den|Det)[{_SPACE}])"
)
"""A place without a mark after it, as papers print it in capitals or in bold: "DELFZIJL De gemeente stopt"."""
_SEPARATOR = re.compile(
    rf"[{_SPACE}]*+(?:[:：|·•\n]|[{_DASH}/]{{1,3}}(?=[{_SPACE}\n])|(?<=[{_SPACE}])[{_DASH}]{{1,3}})[{_SPACE}\n]*+"
)
"""After a title or byline: a colon, a bar, a line's end, or a dash with a space beside it."""
_CLOSES = re.compile(
    rf"[{_SPACE}]\u0640++[{_SPACE}]++|--[{_SPACE}]*+|[{_SPACE}][{_DASH}]+[{_SPACE}]*+|[{_DASH}–—]{{1,2}}[{_SPACE}]++"
    rf"|[|｜][{_SPACE}]*+"
    rf"|\)[{_SPACE}]*+(?:\.?[{_DASH}]+|[:.。।,|])?[{_SPACE}]*+|/[{_SPACE}]*+(?:\.?[{_DASH}]+|[:.,])?[{_SPACE}]*+"
    rf"|[:：][{_SPACE}]*+|\.[{_SPACE}]++|।[{_SPACE}]*+|=[{_SPACE}]++"
)
"""Where a dateline may end: at a dash, a bar, after a bracket, a slash, a colon or a full stop. Papers in Arabic take
the stroke that lengthens letters for a dash."""
_DASH_IN_SENTENCE = re.compile(rf"[{_SPACE}](?:[{_DASH}]|\u0640)++[{_SPACE}]")
_BETWEEN_PLACES = re.compile(
    rf"[,;/]|(?<=\w\w\w)\.|[{_SPACE}][{_DASH}]+[{_SPACE}]|--|(?<=[\u0590-\u06ff])-(?=[\u0590-\u06ff])"
)
_BETWEEN_AGENCIES = re.compile(r"[/,+&-]|\b(?:and|und|et|y|e)\b")
_BETWEEN_TOWNS = re.compile(r"(?<!\s)\s++(?:and|und|et|y|e|i|og|och|en|ve|и|та)\s++")
_AGENCY_IN_BRACKETS = re.compile(r"[(\[]([^()\[\]]{2,40})[)\]]|/([^()\[\]/]{2,40})/")
_BRACKETS = re.compile(r"[()\[\]/]")
_DAY = re.compile(r"\d{1,2}(?!\d)")
"""The number of a day. A year beside a place makes a name: "Paris 2024"."""
_FIRST_SENTENCE = re.compile(r"[^.!?।]++(?:[.!?।]\S[^.!?।]*+)*+")
_LONG_SENTENCE = 60
"""Characters. After a place and a colon or a full stop a shorter one is a headline, or goes on with the place."""
_FIRST_WORDS = 3
"""Among which a word such as "here" may refer to the place before them."""
_NUMBER = re.compile(r"\d{1,4}(?:st|nd|rd|th|er|º|ª|日|月|年)?[.,]?\Z")
_STARTS_SENTENCE = re.compile(r"[\s\"“”„«»‘’‚'‹›「『(（\[¿¡…]*")
_DATE_OF_CJK = r"(?:\d{1,4}\s?年\s?)?(?:\d{1,2}\s?月\s?)?\d{1,2}\s?日"
_SITE = re.compile(
    r"[\w-]{2,30}(?:\.[A-Za-z]{2,4}){1,2}(?:,[ ][^\W\d_][\w.' ]{1,30}){0,2}[ ][-–—][ ]"
    r"(?![^.]{0,200}[ ][-–—][ ])"
)
"""A paper that signs with the name of its site: "Suara.com - ", "Liputan6.com, Jakarta - ". It is the subject where
a second dash follows: "Booking.com - Europe's largest agency - is"."""
_HANGUL = (("\uac00", "\ud7af"),)
_KANA_AND_HAN = (("\u3041", "\u30ff"), ("\u4e00", "\u9fff"))


def _kana_and_han(text: str) -> int:
    """How many letters of Japanese and Chinese the text has."""
    return sum(has_letter(letter, _KANA_AND_HAN) for letter in text) if may_be_east_asian(text) else 0


_CHINESE_HEAD = (
    # 新华社北京11月23日电（记者张三）, 本报讯（记者 李明）, 港城11月23日电
    rf"[^，。,.：:“「（(]{{0,14}}?(?:{_DATE_OF_CJK}\s?[电電讯訊]|(?<=[报報刊站网網])[讯訊])\s?(?:[（(][^（）()。]{{1,40}}[）)])?[：:，,]?\s*"
    # （中央社記者王大明台北23日電）, （记者张三 北京报道）, 〔記者王大明／台北報導〕, 【大纪元2026年11月23日讯】
    r"|[（(〔【\[［][^（）()〔〕【】\[\]。，]{2,30}?(?:[电電讯訊]|報導|报道|報道|綜合報導|综合报道)\s?[）)〕】\]］]\s*"
    # 央视网消息：
    r"|[^，。：:\s“「]{2,10}(?:消息|[讯訊])\s?(?:[（(][^（）()。]{1,30}[）)])?[：:]\s*"
    # 记者张三 北京报道, 記者王大明／台北報導
    r"|[记記]者\s?[^，。,\s]{2,8}[\s/／╱]{1,3}[^，。,\s]{2,6}(?:報導|报道|報道)\s+"
)


@cache
def _chinese() -> re.Pattern[str]:
    return re.compile(_CHINESE_HEAD)


_BRACKETED_AT_START = re.compile(r"[（(【\[［〔]\s?([^（）()【】\[\]［］〔〕]{1,40}?)\s?[）)】\]］〕]\s*(?:[-–—]\s*)?")


@cache
def _korean_reporter() -> re.Pattern[str]:
    return re.compile(
        r"(?:[가-힣]{2,4}(?:[·,]\s?[가-힣]{2,4}){0,3}\s?(?:[가-힣]{2,4}\s?)?(?:기자|특파원|인턴기자|통신원)\s*[=:]\s*)"
    )


@cache
def _korean_summary() -> re.Pattern[str]:
    """A summary that stands before the dateline without a space: "시의회 의결(서울=연합뉴스) 김하나 기자 = "."""
    return re.compile(
        r"[^.!?()\[\]]{1,120}[(\[][^()\[\]]{1,12}=[^()\[\]]{2,12}[)\]]\s?[가-힣]{2,4}\s?(?:기자|특파원|통신원)\s?=\s*"
    )


def without_head(text: str, *, title: str = "", author: str = "", site: str = "") -> str:
    """`text` from its first sentence on, without the title, the byline and the datelines that stand before it.

    `site` is the site's name, which papers set beside the town. A dateline stays where its town is called "here".
    """
    after_dateline = False
    for _ in range(_MOST_HEADS):
        named = _without_byline(_without_title(text, title), author)
        shorter = _without_dateline(named, after_dateline=after_dateline)
        if shorter == named and not may_be_east_asian(named[:_LONGEST_HEAD]):
            shorter = without_unlisted_town(named, title=title, site=site, after_dateline=after_dateline)
        if shorter != named and _speaks_of_the_place(shorter):
            return named
        if shorter == text:
            break
        after_dateline |= shorter != named
        text = shorter
    return text


def _speaks_of_the_place(text: str) -> bool:
    """Whether the first sentence calls the town of its dateline "here": "The court here ruled on Monday"."""
    sentence = _FIRST_SENTENCE.match(text)
    language = language_of(text)
    words = tables("agencies")["here"].get(language, "").split()
    return sentence is not None and any(word in words for _, _, word in words_of(sentence[0]))


def _without_title(text: str, title: str) -> str:
    title = title.strip()
    if not title or not text.startswith(title):
        return text
    rest = text[len(title) :]
    if separator := _SEPARATOR.match(rest):
        ends = separator[0].strip(_SPACE) in ("|", "·", "•", "\n", "") or _is_headline(title)
        return _rest_or(text, rest[separator.end() :]) if ends else text
    whole_words = rest[:1].isspace() and _is_headline(title)
    return _rest_or(text, rest.lstrip()) if whole_words and rest.lstrip()[:1].isupper() else text


def _is_headline(title: str) -> bool:
    """Whether the title is so long that a sentence which begins with it does not go on with a capital."""
    return len(title.split()) >= 3 or title[-1] in "!?…。！？" or _kana_and_han(title) > _LONG_NAME


def _without_byline(text: str, author: str) -> str:
    author = author.strip()
    by = before_author(text)
    begins = len(by)
    if not author or text[begins : begins + len(author)].casefold() != author.casefold():
        return text
    rest = text[begins + len(author) :]
    if separator := _SEPARATOR.match(rest):
        after = rest[separator.end() :]
        return _rest_or(text, after) if by or begins_sentence(after) else text
    if by and rest[:1].isspace() and begins_sentence(rest.lstrip()) and rest.lstrip()[:1].isupper():
        return _rest_or(text, rest.lstrip())
    return text


def _rest_or(text: str, rest: str) -> str:
    return rest if len(rest) >= SHORTEST_REST and begins_sentence(rest) else text


def _without_dateline(text: str, *, after_dateline: bool) -> str:
    letters = sorted(set(text[:_LONGEST_HEAD]))
    if has_letter(letters, _HANGUL):
        return _without_korean(text)
    if has_letter(letters, _KANA_AND_HAN):
        return _without_chinese_or_japanese(text)
    if site := _SITE.match(text):
        return _rest_or(text, text[site.end() :])
    place = _PLACE_WITHOUT_MARK.match(text)
    if place and (place[2] or _is_known_place(place[1])):
        return _rest_or(text, text[place.end() :])
    for head, rest in _heads(text):
        if len(rest) < SHORTEST_REST or not begins_sentence(rest) or _is_described(head, rest):
            continue
        if _is_dateline(head, after_dateline=after_dateline) and not _is_fixture(head, rest):
            return rest
        if _is_place_of_report(head, rest):
            return rest
    return text


def _is_described(head: str, rest: str) -> bool:
    """Whether, in a script without capitals, a dash behind the place begins what is said of it, and another ends that:
    "Gaza - which is the largest town - is without power".
    """
    if not head.rstrip(_SPACE).endswith(tuple(_DASH)) or not _is_without_case(head):
        return False
    sentence = _FIRST_SENTENCE.match(rest)
    return sentence is not None and len(_DASH_IN_SENTENCE.findall(sentence[0])) == 1


def _is_fixture(head: str, rest: str) -> bool:
    """Whether two places or dates face each other: "Barcelona - Real Madrid", "May 3, 1932 – June 5, 1932"."""
    if "(" in head or head.isupper():
        return False
    if "," in head:
        return _has_date(head) and any(_NUMBER.match(word) for word in rest.split(None, 2)[1:2])
    return any(_is_known_place(word.strip(".,:;'’")) for word in rest.split(None, 2)[:2])


def _is_place_of_report(head: str, rest: str) -> bool:
    """Whether a known place stands before a whole report: "New Delhi: The court …", "Berlin. Der Bundestag …".

    "Berlin: Zwei Tote" is a headline, and "Leipzig: Hier wurde …" speaks of the place.
    """
    place = head.strip(_SPACE)
    if place[-1:] not in (":", ".") or not _are_places(re.split("[/,]", place[:-1])):
        return False
    sentence = _FIRST_SENTENCE.match(rest)
    if sentence is None or sentence.end() < _LONG_SENTENCE:
        return False
    if not _words_of_the_place().isdisjoint(re.split(r"\W+", sentence[0].casefold(), maxsplit=_FIRST_WORDS)):
        return False
    language = language_of(rest)
    if language not in entries("agencies", "town_marks", "colon" if place[-1] == ":" else "stop"):
        return False
    return cues_of(language) is not None and not leans_on_another(Text(rest, language))


def _are_places(parts: list[str]) -> bool:
    """Whether the parts are known towns, the first one with the name of a region behind it or not."""
    first, *others = (part.strip() for part in parts)
    return _is_known_place(first) and all(_is_known_place(part) or part.casefold() in _regions() for part in others)


def _heads(text: str) -> Iterator[tuple[str, str]]:
    """What may be a dateline, with its last mark, and what follows it; the shortest first."""
    for close in _CLOSES.finditer(text, 0, _LONGEST_HEAD):
        yield text[: close.end()].replace(" \u0640", " -"), text[close.end() :]


def _is_dateline(head: str, *, after_dateline: bool) -> bool:
    """Whether `head` is a place, a date and an agency, or enough of them. After a dateline an agency is enough."""
    body = head.rstrip(_SPACE)
    inner = body.rstrip(f"{_DASH}.:,।=|" + _SPACE)
    end = body[len(inner) :].strip()
    bracketed = [(match[1] or match[2]).strip() for match in _AGENCY_IN_BRACKETS.finditer(inner)]
    outside = _AGENCY_IN_BRACKETS.sub(" , ", inner)
    if _BRACKETS.search(outside.replace("/", ",")):
        return False
    dashed = (end[-1:] in _DASH and bool(end)) or body[-1:] in "|｜"
    parts = [part.strip(f"{_DASH}. " + _SPACE) for part in _BETWEEN_PLACES.split(outside)]
    parts = [part for part in parts if part]
    if not all(_is_place_or_date(part) for part in parts):
        return False
    if any(_is_agency(name) or _is_agency(name.split()[-1]) for name in bracketed):
        return True
    agencies = [part for part in parts if _is_agency(part)]
    if agencies and end:
        return len(parts) > 1 or dashed or after_dateline
    if bracketed:
        return bool(end) and _names_unknown_agency(parts, bracketed[0], dashed=dashed)
    return bool(parts) and _is_bare_dateline(parts, end, dashed=dashed)


def _is_bare_dateline(parts: list[str], end: str, *, dashed: bool) -> bool:
    """Whether a dateline without an agency is one: `OSAKA, Sept. 14 —`, `Hamburg/Berlin –`, `NEW DELHI:`."""
    place, dated = parts[0], any(_has_date(part) for part in parts)
    known = _is_known_place(place)
    if end.startswith(":"):
        return known and len(parts) == 1 and not any(char.islower() for char in place)
    if not dashed or not any(char.isalpha() for char in place):
        return False
    if not dated and any(char.isdigit() for char in place):
        return False
    if _is_without_case(place) and any(map(_is_description, parts[1:])):
        return False
    if dated:
        return known or _is_in_capitals(place) or any(len(part.split()) > 1 for part in parts[1:])
    if _is_in_capitals(place):
        return known or sum(char.isalpha() for char in place) > 4
    if len(parts) == 1:
        return known
    return known or _is_known_place(parts[1]) or parts[1].casefold() in _regions()


def _is_description(part: str) -> bool:
    """Whether it is too long for a reporter's or a paper's name, and no date or town: "which is the largest town"."""
    if len(part.split()) <= _MOST_WORDS_OF_NAME or _has_date(part):
        return False
    return not (_is_agency(part) or _is_known_place(part) or part.casefold() in _regions())


def _is_without_case(text: str) -> bool:
    return not any(char.isupper() or char.islower() for char in text)


def _names_unknown_agency(parts: list[str], name: str, *, dashed: bool) -> bool:
    """Whether an agency that is on no list stands in brackets after a place: `COLOMBO (EconomyNext) –`."""
    words = sum(len(part.split()) for part in parts)
    if words > _MOST_WORDS_OF_PLACE or len(name.split()) > 4 or not any(char.isalpha() for char in name):
        return False
    if " " in name and name[0].islower():
        return False
    if not parts:
        return dashed and name[0].isupper()
    dated = any(_has_date(part) for part in parts)
    if not dashed and _REPORTER_SHORT.fullmatch(name):
        return words <= _MOST_WORDS_OF_TOWN
    if not dashed:
        return dated and name.isupper() and " " not in name
    return dated or _is_known_place(parts[0]) or _is_in_capitals(parts[0])


def _is_in_capitals(part: str) -> bool:
    letters = [char for char in part if char.isalpha()]
    return len(letters) > 2 and all(char.isupper() for char in letters)


def _is_place_or_date(part: str) -> bool:
    """Whether the words between two marks can be a place, a date or a name, and no part of a sentence."""
    words = part.split()
    if not words or len(words) > _MOST_WORDS or ":" in part or "“" in part or '"' in part:
        return False
    if _is_agency(part):
        return True
    if not any(char.isupper() or char.islower() for char in part):
        return len(words) <= 4
    for nth, word in enumerate(words):
        core = word.strip("'’\"“”.")
        if not core or not core[0].islower() or core.casefold() in small_words():
            continue
        beside = (_next_to(words, nth, -1), _next_to(words, nth, 1))
        if not any(_NUMBER.match(other) for other in beside) and not (len(words) == 1 and len(core) <= 12):
            return False
    return True


def _next_to(words: Sequence[str], nth: int, step: int) -> str:
    """The word before or behind a word of a date, beyond a small one: "27 de noviembre de 2026"."""
    at = nth + step
    if 0 <= at < len(words) and words[at].casefold() in small_words():
        at += step
    return words[at] if 0 <= at < len(words) else ""


def _has_date(part: str) -> bool:
    return any(_NUMBER.match(word) and _DAY.match(word) for word in part.split())


@cache
def _agencies() -> frozenset[str]:
    return frozenset(entries("agencies", "agencies"))


@cache
def _agencies_unspaced() -> tuple[str, ...]:
    return entries("agencies", "agencies_unspaced")


@cache
def _roles_of_korean() -> frozenset[str]:
    return frozenset(entries("agencies", "roles_ko"))


@cache
def _places() -> frozenset[str]:
    return frozenset(
        name for table in tables("places").values() for name in table["names"].casefold().strip().split("\n")
    )


@cache
def _words_of_the_place() -> frozenset[str]:
    return frozenset(entries("agencies", "of_the_place"))


@cache
def _regions() -> frozenset[str]:
    return frozenset(entries("agencies", "regions"))


def _is_agency(name: str) -> bool:
    """Whether an agency, or several with a slash or "and" between them, is called so."""
    folded = " ".join(name.casefold().replace("’", "'").split()).strip(" .")
    if folded in _agencies():
        return True
    names = [name.strip() for name in _BETWEEN_AGENCIES.split(folded)]
    return len(names) > 1 and names[0] in _agencies() and all(name in _agencies() or len(name) <= 5 for name in names)


def _is_known_place(part: str) -> bool:
    names = _BETWEEN_TOWNS.split(part.casefold())
    return all(_name_of_place(name) in _places() for name in names)


def _name_of_place(name: str) -> str:
    words = [word for word in name.split() if not _NUMBER.match(word)]
    return " ".join(words).strip(" .'")


def _without_korean(text: str) -> str:
    if bracketed := _BRACKETED_AT_START.match(text):
        inner = bracketed[1]
        is_head = (
            "=" in inner
            or inner in _roles_of_korean()
            or any(word in ("기자", "특파원") for word in inner.split())
            or any(name in inner for name in _agencies_unspaced())
        )
        if is_head:
            rest = text[bracketed.end() :]
            reporter = _korean_reporter().match(rest)
            return _rest_or(text, rest[reporter.end() :] if reporter else rest)
    if summary := _korean_summary().match(text):
        return _rest_or(text, text[summary.end() :])
    reporter = _korean_reporter().match(text)
    return _rest_or(text, text[reporter.end() :]) if reporter else text


def _without_chinese_or_japanese(text: str) -> str:
    if chinese := _chinese().match(text[: 2 * _LONGEST_HEAD]):
        return _rest_or(text, text[chinese.end() :])
    bracketed = _BRACKETED_AT_START.match(text)
    if bracketed and _is_japanese_head(bracketed[1]):
        return _rest_or(text, text[bracketed.end() :])
    return text


def _is_japanese_head(inner: str) -> bool:
    """Whether 【東京共同】, 【ソウル＝山田太郎】 or （ロンドン時事） stands before the text."""
    inner = unicodedata.normalize("NFKC", inner)
    if re.search(r"[＝=]", inner):
        return True
    return any(inner.endswith(name) or inner.startswith(name) for name in _agencies_unspaced())
