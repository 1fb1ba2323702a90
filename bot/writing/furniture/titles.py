"""Tells of a title whether it says anything, and takes the name of its site off. Pure.

Words that publishing software writes by itself are in `wordpress_titles.toml` beside it, with their sources.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import chain
from urllib.parse import urlsplit

from bot.html_text import unescape
from bot.writing.furniture import entries
from bot.writing.furniture.categories import is_structural
from bot.writing.furniture.wordings import tokens_of
from bot.writing.language.letters import letters_of
from bot.writing.language.scripts import may_be_east_asian

_SPACE = r"[ \t\xa0\u202f\u3000]"
_BETWEEN_PARTS = re.compile(
    rf"(?<!{_SPACE}){_SPACE}++(?:[|｜¦•·‣▸►<>‹›«»~/\\*_]|[-–—―−]{{1,3}}|::?|//|→|←){_SPACE}++"
    rf"|(?<!{_SPACE}){_SPACE}*+(?:[｜|]|::){_SPACE}*+"
)
"""Between a title and a site's name: a bar, or a dash with a space on each side."""
_STRONG = re.compile(r"[|｜¦«»<>‹›•:_]")
"""A mark that stands in no sentence, so that what follows is a section of the site: "War | World | The Gazette"."""
_BEFORE_TITLE = re.compile(rf"(?<!{_SPACE}){_SPACE}*+[:：|｜]{_SPACE}*+|(?<!{_SPACE}){_SPACE}++[-–—»>]{_SPACE}++")
_LONGEST_SECTION = 3
"""Words of "Local News" between the title and the site's name."""
_SHORTEST_NAME = 3
"""Letters. A shorter name ("We", "Q") is a word of many titles."""
_FIRST_OF_EAST_ASIA = 0x2E80
_MOST_WORDS_OF_NAME = 5
_MOST_WORDS_READ = 60
"""Of a text in which the site's name is looked for."""
_SHORTEST_TITLE = 2
_LONGEST_PLACEHOLDER = 60
"""Characters. The longest of those in the data has 34; "Copy of" and a number may stand beside it."""
_LONGEST_TITLE = 500
"""Characters. A longer one is no title."""
_ARTICLES = ("the", "der", "die", "das", "le", "la", "les", "el", "los", "il", "lo", "o", "a", "os", "de", "het")
_DOMAIN = re.compile(r"[\w-]++(?:\.[\w-]++)++")
_NO_WORD = re.compile(r"[\W_]*\Z")
_NUMBERED = re.compile(r"(?<![\s_-])[\s_-]*+(?:[#(]?\d{1,4}\)?)\Z")
_COPY = re.compile(
    r"(?:copy of|kopie von|copie de|copia de|copia di|cópia de|kopia|копия)\s+"
    r"|(?:(?<!\s)\s*+[(\-–]\s*+(?:copy|kopie|copie|copia)\)?)\Z"
)
_JOINS = re.compile("[-_]")
_LOREM = re.compile(r"lorem ipsum(?: dolor(?: sit(?: amet\b.*)?)?)?\Z")
_PASSWORD_FORM = re.compile(
    r"""<(?:form|input|div|p)\b[^<>]*(?:class|name|id)\s*=\s*["']?[^"'<>]*\bpost[-_]password""", re.IGNORECASE
)
_TAG = re.compile(r"<[^<>]*+>")
_BLOCK = re.compile(
    r"</?(?:p|div|br|li|h[1-6]|form|label|input|button|a|ul|ol|section|blockquote)\b[^<>]*+>|\n", re.IGNORECASE
)
_SHORTEST_TEXT = 60
"""Characters. What a protected article shows is a notice in other words, or a text."""
_MOST_LINES = 12
_LONGEST_STAND_IN = 200
"""Characters. No software writes more in the place of a text that it hides."""
_SHORT_LINE = 15
"""Characters of a line that may stand beside a notice in the place of a text, such as a label."""
_READ = 5_000
"""Characters of a body: one that is withheld has a few lines."""


@cache
def _between_parts_of_east_asia() -> re.Pattern[str]:
    return re.compile(rf"{_BETWEEN_PARTS.pattern}|(?<=[\u3040-\u9fff\]」』）])[_–—：-](?=[\u3040-\u9fff])")


def _between_parts(text: str) -> re.Pattern[str]:
    """Finds what stands between the parts of a title; Chinese and Japanese have no spaces around it."""
    return _between_parts_of_east_asia() if may_be_east_asian(text) else _BETWEEN_PARTS


def without_site_name(title: str, *, site: str, link: str = "") -> str:
    """`title` without the name of its site, and of the section, at its end or its head.

    What stands behind a bar or a dash goes only where it is the site's name (`site`, letters compared) or the host of
    `link`. The title stays as it is where nothing would be left of it.
    """
    whole = " ".join(title.split())
    if len(whole) > _LONGEST_TITLE:
        return title
    names = _names_of(" ".join(site[:_LONGEST_TITLE].split()), link)
    shorter = _without_end(whole, names)
    if shorter == whole:
        shorter = _without_beginning(whole, names)
    return title if shorter == whole or len(letters_of(shorter)) < _SHORTEST_TITLE else shorter


def names_site(text: str, *, site: str, link: str = "") -> bool:
    """Whether the name of the site, or the host of `link` in words, stands in the text."""
    names = _names_of(" ".join(site[:_LONGEST_TITLE].split()), link)
    words = text.split()[:_MOST_WORDS_READ]
    if any(name in letters_of(text) for name in names if _is_east_asian(name)):
        return True
    return any(
        _is_name(" ".join(words[start : start + count]), names)
        for start in range(len(words))
        for count in range(1, min(_MOST_WORDS_OF_NAME, len(words) - start) + 1)
    )


def _without_end(title: str, names: frozenset[str]) -> str:
    marks = list(_between_parts(title).finditer(title))
    ends = [*(mark.start() for mark in marks[1:]), len(title)]
    parts = [title[mark.end() : end] for mark, end in zip(marks, ends, strict=False)]
    for nth, part in enumerate(parts):
        if _is_name(part, names) and all(_is_section(later, "") for later in parts[nth + 1 :]):
            while nth > 0 and _is_section(parts[nth - 1], marks[nth - 1][0]):
                nth -= 1
            return title[: marks[nth].start()].rstrip()
    return title


def _is_section(part: str, mark: str) -> bool:
    """Whether a part beside the site's name is a section: "Local News", and "World" where a bar stands before it."""
    words = part.split()
    if not any(char.isalpha() for char in part):
        return not mark  # a date, behind the site's name
    if len(words) > _LONGEST_SECTION or any(word[0].islower() for word in words):
        return False
    return is_structural(part) or not mark or _STRONG.search(mark) is not None


def _is_name(part: str, names: frozenset[str]) -> bool:
    """Whether the part is the site's name, or that and a word such as "News", or its host in words."""
    letters = letters_of(part)
    if letters in names or _bare(part) in names or _without_accents(letters) in names:
        return True
    words = [letters_of(word) for word in part.split()]
    if len(words) > 1 and words[0] in names and is_structural(part.split(None, 1)[1]):
        return True
    words = words[1:] if words and words[0] in _ARTICLES else words
    return any(
        "".join(word[:1] for word in words[:count]) + "".join(words[count:]) in names for count in range(2, len(words))
    )


def _without_accents(letters: str) -> str:
    """Letters as hosts have them: "seznamzpravy.cz" is "Seznam Zprávy"."""
    return "".join(char for char in unicodedata.normalize("NFD", letters) if not unicodedata.combining(char))


def _without_beginning(title: str, names: frozenset[str]) -> str:
    mark = _BEFORE_TITLE.search(title)
    if mark is None or not _is_name(title[: mark.start()], names):
        return title
    rest = title[mark.end() :].lstrip()
    if mark[0].strip()[:1] in "-–—" or not rest[:1].isalnum() or rest[0].islower():
        return title
    return rest


def _names_of(site: str, link: str) -> frozenset[str]:
    """The letters of what the site may be called: its name, the first part of that, and its host."""
    site = unescape(site)
    forms = (site, _between_parts(site).split(site, maxsplit=1)[0], re.split(r"[(\[]", site, maxsplit=1)[0])
    names = {name for form in forms for name in (_bare(form), letters_of(form))}
    host = _host(link)
    if host:
        parts = host.split(".")
        names.add(letters_of(host))
        if len(parts) > 1:
            names.add(letters_of(parts[-3] if len(parts) > 2 and len(parts[-2]) <= 3 else parts[-2]))
    if _DOMAIN.fullmatch(site):
        names.add(letters_of(site.removeprefix("www.").split(".")[0]))
    return frozenset(name for name in names if len(name) >= _SHORTEST_NAME or _is_east_asian(name))


def _is_east_asian(name: str) -> bool:
    return name != "" and ord(name[0]) > _FIRST_OF_EAST_ASIA


def _host(link: str) -> str:
    try:
        return (urlsplit(link).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _bare(name: str) -> str:
    """The letters of a name without its article: "The Harbour Gazette" is "harbourgazette"."""
    name = name.strip().removeprefix("www.")
    words = name.split(None, 1)
    if len(words) == 2 and words[0].casefold() in _ARTICLES:
        name = words[1]
    return letters_of(name.replace("İ", "I").replace("ı", "i"))


@cache
def _placeholders() -> frozenset[str]:
    return frozenset(title for kind in ("draft", "sample", "other") for title in entries("wordpress_titles", kind))


def says_nothing(title: str) -> bool:
    """Whether the title is one that software or a test wrote: "Auto Draft", "(no title)", "Untitled", "Test post 2".

    In all languages of WordPress. A number or a date says little, but is the title of books, films and daily columns.
    """
    title = unescape(title[:_LONGEST_TITLE])
    if _NO_WORD.match(title):
        return True
    if len(title) > _LONGEST_PLACEHOLDER:
        return False
    whole = tokens_of(_JOINS.sub(" ", title)).text[:-1]
    plain = _COPY.sub("", whole)
    return any(text in _placeholders() for text in (whole, plain, _NUMBERED.sub("", plain))) or bool(
        _LOREM.match(whole)
    )


@cache
def _prefixes() -> tuple[str, ...]:
    """What WordPress writes before the titles of articles that it hides, in all its languages."""
    return tuple(_colon(prefix) for kind in ("protected", "private") for prefix in entries("wordpress_titles", kind))


@cache
def _hidden() -> frozenset[str]:
    return frozenset(entries("wordpress_titles", "hidden"))


@cache
def _stubs() -> frozenset[str]:
    return frozenset(entries("wordpress_titles", "stub"))


def _colon(text: str) -> str:
    return re.sub(" ?[:：] ?", ":", " ".join(text.split()).casefold())


def is_withheld(title: str, body: str, excerpt: str) -> bool:
    """Whether the site shows the article only to those who know a password, work there, or pay.

    By the password form and the excerpt of WordPress, in all its languages; by its title ("Protected: …", "Private: …")
    where no text is there, for such a title may be a headline; by the lines that Ghost, Substack and Patreon show,
    where nothing else is there.
    """
    body, excerpt = body[:_READ], excerpt[:_READ]
    if any("password" in text.lower() and _PASSWORD_FORM.search(text) for text in (body, excerpt)):
        return True
    lines = (_plain(line) for text in (body, excerpt) for line in _text_lines(text))
    if _colon(unescape(title[:_LONGEST_TITLE])).startswith(_prefixes()):
        return not _are_a_text(list(lines))
    return _are_all_in_place_of_text(lines)


def _are_a_text(lines: Sequence[str]) -> bool:
    """Whether the lines hold a text, and none of those that WordPress shows in the place of one.

    A line that speaks of a password may be a notice in the site's own words, and does not count.
    """
    texts = [
        line for line in lines if not any(word in line.casefold() for word in entries("wordpress_titles", "password"))
    ]
    return _hidden().isdisjoint(lines) and sum(map(len, texts)) >= _SHORTEST_TEXT


def _plain(line: str) -> str:
    """The line as it is compared; one that is too long to stand in the place of a text as it is."""
    return line if len(line) > _LONGEST_STAND_IN else tokens_of(line).text[:-1]


def _are_all_in_place_of_text(lines: Iterable[str]) -> bool:
    """Whether nothing but what stands in the place of a hidden text is there; the first other line settles it."""
    stands_for_text = False
    for line in filter(None, lines):
        if line in _hidden() or (line in _stubs() and len(line) > _SHORT_LINE):
            stands_for_text = True
        elif line not in _stubs() and len(line) >= _SHORT_LINE:
            return False
    return stands_for_text


def _text_lines(markup: str) -> Iterator[str]:
    """The lines of text, one by one: of a long article nobody asks for more than the first."""
    ends = chain(((block.start(), block.end()) for block in _BLOCK.finditer(markup)), [(len(markup), 0)])
    begin, read = 0, 0
    for end, after in ends:
        if line := unescape(_TAG.sub("", markup[begin:end])).strip():
            yield line
            read += 1
        begin = after
        if read == _MOST_LINES:
            return
