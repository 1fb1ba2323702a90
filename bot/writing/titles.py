"""Tells of a title whether it says anything, and takes the name of its site off. Pure.

Words that publishing software writes by itself are in `furniture/wordpress_titles.toml`, with their sources.
"""

from __future__ import annotations

import re
from functools import cache
from urllib.parse import urlsplit

from bot.html_text import unescape
from bot.writing.boilerplate import letters_of
from bot.writing.furniture import lines
from bot.writing.furniture.wordings import line_of

_SPACE = r"[ \t\xa0\u202f\u3000]"
_BETWEEN_PARTS = re.compile(
    rf"{_SPACE}++(?:[|｜¦•·‣▸►<>‹›«»~/\\*_]|[-–—―−]{{1,3}}|::?|→|←){_SPACE}++|{_SPACE}*+[｜|]{_SPACE}*+|{_SPACE}*+::{_SPACE}*+"
    r"|(?<=[\u3040-\u9fff])[_–—-](?=[\u3040-\u9fff])"
)
"""Between a title and a site's name: a bar, or a dash with a space on each side."""
_STRONG = re.compile(r"[|｜¦«»<>‹›•:_]")
"""A mark that stands in no sentence, so that what follows is a section of the site: "War | World | The Gazette"."""
_BEFORE_TITLE = re.compile(rf"{_SPACE}*+[:：|｜]{_SPACE}*+|{_SPACE}++[-–—»>]{_SPACE}++")
_LONGEST_SECTION = 3
"""Words of "Local News" between the title and the site's name."""
_SHORTEST_NAME = 3
"""Letters. A shorter name ("We", "Q") is a word of many titles."""
_SHORTEST_TITLE = 2
_LONGEST_TITLE = 500
"""Characters. A longer one is no title."""
_ARTICLES = ("the", "der", "die", "das", "le", "la", "les", "el", "los", "il", "lo", "o", "a", "os", "de", "het")
_NO_WORD = re.compile(r"[\W_]*\Z")
_NUMBERED = re.compile(r"[\s_-]*(?:[#(]?\d{1,4}\)?)\Z")
_COPY = re.compile(
    r"(?:copy of|kopie von|copie de|copia de|copia di|cópia de|kopia|копия)\s+"
    r"|(?:\s*[(\-–]\s*(?:copy|kopie|copie|copia)\)?)\Z"
)
_LOREM = re.compile(r"lorem ipsum(?: dolor(?: sit(?: amet\b.*)?)?)?\Z")
_PASSWORD_FORM = re.compile(
    r"""<(?:form|input|div|p)\b[^<>]*(?:class|name|id)\s*=\s*["']?[^"'<>]*\bpost[-_]password""", re.IGNORECASE
)
_TAG = re.compile(r"<[^<>]*+>")
_BLOCK = re.compile(
    r"</?(?:p|div|br|li|h[1-6]|form|label|input|button|a|ul|ol|section|blockquote)\b[^<>]*+>|\n", re.IGNORECASE
)
_SHORTEST_TEXT = 60
"""Letters. What a protected article shows beside known sentences is a notice in other words, or a text."""
_MOST_LINES = 12
_READ = 5_000
"""Characters of a body: one that is withheld has a few lines."""


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


def _without_end(title: str, names: frozenset[str]) -> str:
    marks = list(_BETWEEN_PARTS.finditer(title))
    if not marks or _bare(title[marks[-1].end() :]) not in names:
        return title
    end = len(marks) - 1
    while end > 0 and _is_section(title[marks[end - 1].end() : marks[end].start()], marks[end - 1][0]):
        end -= 1
    return title[: marks[end].start()].rstrip()


def _is_section(part: str, mark: str) -> bool:
    """Whether a part before the site's name is a section: "World", "Local News"."""
    words = part.split()
    return (
        len(words) <= _LONGEST_SECTION
        and all(not word[0].islower() for word in words)
        and (_STRONG.search(mark) is not None or len(words) <= 2)
    )


def _without_beginning(title: str, names: frozenset[str]) -> str:
    mark = _BEFORE_TITLE.search(title)
    if mark is None or _bare(title[: mark.start()]) not in names:
        return title
    rest = title[mark.end() :].lstrip()
    if mark[0].strip()[:1] in "-–—" or not rest[:1].isalnum() or rest[0].islower():
        return title
    return rest


def _names_of(site: str, link: str) -> frozenset[str]:
    """The letters of what the site may be called: its name, the first part of that, and its host."""
    site = unescape(site)
    names = {_bare(site)}
    first = _BETWEEN_PARTS.split(site, maxsplit=1)[0]
    names.add(_bare(first))
    names.add(_bare(re.sub(r"\s*[(\[].*", "", site)))
    host = _host(link)
    if host:
        parts = host.split(".")
        names.add(_bare(host))
        if len(parts) > 1:
            names.add(_bare(parts[-3] if len(parts) > 2 and len(parts[-2]) <= 3 else parts[-2]))
    if re.fullmatch(r"[\w-]+(?:\.[\w-]+)+", site):
        names.add(_bare(site.removeprefix("www.").split(".")[0]))
    return frozenset(name for name in names if len(name) >= _SHORTEST_NAME or (name and ord(name[0]) > 0x2E80))


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
    return frozenset(title for kind in ("draft", "sample", "other") for title in lines("wordpress_titles", kind))


def says_nothing(title: str) -> bool:
    """Whether the title is one that software or a test wrote: "Auto Draft", "(no title)", "Untitled", "Test post 2".

    In all languages of WordPress. A number or a date says little, but is the title of books, films and daily columns.
    """
    title = unescape(title[:_LONGEST_TITLE])
    if _NO_WORD.match(title):
        return True
    whole = line_of(title).text[:-1]
    plain = _COPY.sub("", whole)
    return any(text in _placeholders() for text in (whole, plain, _NUMBERED.sub("", plain))) or bool(
        _LOREM.match(whole)
    )


@cache
def _prefixes(kind: str) -> tuple[str, ...]:
    return tuple(_colon(prefix) for prefix in lines("wordpress_titles", kind))


@cache
def _hidden() -> frozenset[str]:
    return frozenset(lines("wordpress_titles", "hidden"))


@cache
def _stubs() -> frozenset[str]:
    return frozenset(lines("wordpress_titles", "stub"))


def _colon(text: str) -> str:
    return re.sub(r"\s*[:：]\s*", ":", " ".join(text.split()).casefold())


def is_withheld(title: str, body: str, excerpt: str) -> bool:
    """Whether the site shows the article only to those who know a password, work there, or pay.

    By WordPress's title ("Private: …" always; "Protected: …" where no text is shown), its password form and its
    excerpt, in all its languages; by the lines that Ghost, Substack and Patreon show, where nothing else is there.
    """
    body, excerpt = body[:_READ], excerpt[:_READ]
    if _PASSWORD_FORM.search(body) or _PASSWORD_FORM.search(excerpt):
        return True
    plain_title = _colon(unescape(title[:_LONGEST_TITLE]))
    if any(plain_title.startswith(prefix) and plain_title != prefix for prefix in _prefixes("private")):
        return _after_colon(title)
    shown = [line_of(line).text[:-1] for line in (*_text_lines(body), *_text_lines(excerpt))]
    others = [line for line in shown if line and line not in _hidden()]
    if any(plain_title.startswith(prefix) for prefix in _prefixes("protected")):
        return sum(map(len, others)) < _SHORTEST_TEXT
    if len(others) < len([line for line in shown if line]):
        return not others or all(line in _stubs() or len(line) < 15 for line in others)
    return bool(others) and all(line in _stubs() for line in others) and any(len(line) > 15 for line in others)


def _after_colon(title: str) -> bool:
    """Whether what follows the colon begins as a title does: in German "Privat: so lebt …" is a headline."""
    rest = re.split(r"[:：՝፥]\s*", unescape(title), maxsplit=1)[-1]
    return not rest[:1].islower()


def _text_lines(markup: str) -> list[str]:
    parts = (unescape(_TAG.sub("", part)).strip() for part in _BLOCK.split(markup))
    return [part for part in parts if part][:_MOST_LINES]
