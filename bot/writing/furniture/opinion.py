"""Knows articles that give a view and no report by the word with which they are marked: leaders, columns. Pure.

A post of which only the title and the first sentences are shown reads as the paper's own report. So the word with which
the newsroom marks the article stands before its title, as the site writes it; or where the page says only to programs
that it is an opinion, the name of its author.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import chain
from typing import NamedTuple
from unicodedata import category, normalize
from urllib.parse import unquote, urlsplit

from bot.html_text import unescape
from bot.writing.furniture import tables
from bot.writing.furniture.categories import levels_of
from bot.writing.language.detection import kin_of
from bot.writing.language.scripts import is_without_spaces
from bot.writing.language.words import code_of

OPINION_TYPE = "OpinionNewsArticle"
"""https://schema.org/OpinionNewsArticle, which the reader of pages hands on as a tag."""
_HEAD = 2_000
"""Characters of a body in which it is marked."""
_LONGEST_LABEL = 40
_LONGEST_NAME = 60
_SHORTEST_FOLDER = 5
"""Letters of such a word in an address: "/voz/" and "/col/" are more than one thing."""
_SHORTEST_SENTENCE = 20
_LINES = re.compile(r"</?(?:p|div|br|h[1-6]|li|ul|ol|section|article|blockquote|figure)\b[^<>]*+>|\n")
_TAG = re.compile(r"<[^<>]*+>")
_LABEL = re.compile(r"\W{0,3}([^\W_][^.:：|｜\n\])】］〉>»]{1,38}?)\s{0,2}(?:[.:：|｜\])】］〉»]|\s[–—-]\s|\Z)")
"""The first words of a title or a text, up to a mark that may end a label: "DEBATT. …", "[사설] …", "Opinion | …"."""
_LAST_PART = re.compile(r"[|｜–—:：\[(（【•·-]\s{0,2}([^|｜–—:：\[(（【•·-]{2,40})[\])）】]?\Z")
_BARS = re.compile(r"\s{0,2}[|｜]\s{0,2}|\s[–—-]\s")
_FIRST_OF_UNSPACED = re.compile(r"\W{0,2}([^\W_]{2,8})[\s\u3000]")
_HANGUL = re.compile("[\uac00-\ud7a3]")


class Mark(NamedTuple):
    """How an article is marked as a view."""

    label: str
    """What stands before its title, as the site writes it; "" where nothing need or can."""
    why: str
    """Where the article says so; "" where it is no view, or where its title says so."""


def opinion_mark(
    *, title: str, written_title: str, link: str, tags: Sequence[str], body: str, author: str, language: str
) -> Mark:
    """How the article is marked; an empty mark where it is not, or where its title says so itself.

    `title` is what a post shows of `written_title`, the site's; `body` is HTML or plain text; `language` is the primary
    subtag of the language of the text.
    """
    own_words = _words_of(code_of(kin_of(language)))
    words = own_words | _words_of("en")
    marks = chain(
        ((label, "its category") for tag in tags for label in levels_of(tag) if _plain(label) in words),
        ((label, "its title") for label in _edges(written_title) if _plain(label) in words),
        ((label, "the head of its text") for label in _label_at_head(body) if _plain(label) in words),
        ((label, "its address") for label in _folders(link, own_words)),
        # What no reader of the site sees.
        ((_name(author), "its address") for _ in _folders(link, words)),
        ((_name(author), f"the type {OPINION_TYPE} of its page") for tag in tags if tag == OPINION_TYPE),
    )
    label, why = next(marks, ("", ""))
    if not why or _says_so(title, author, words):
        return Mark("", "")
    return Mark(_with_capital(label), why)


def is_opinion_section(tag: str, language: str) -> bool:
    """Whether a category or a tag is such a word, and so no topic."""
    words = _words_of(code_of(kin_of(language))) | _words_of("en")
    return any(_plain(level) in words for level in levels_of(tag)[-1:])


def before_title(label: str, language: str) -> str:
    """The label with the mark that parts it from the title: "Opinion: "; in French with a space before the colon."""
    if not label:
        return ""
    if is_without_spaces(label) and language in {"zh", "ja", "yue", "cmn"}:
        return f"{label}："
    return f"{label}\u00a0: " if language == "fr" else f"{label}: "


def _says_so(title: str, author: str, words: frozenset[str]) -> bool:
    """Whether the title says itself that it is a view, or names its author."""
    if author and author.casefold() in title.casefold():
        return True
    beginnings = tuple(f"{word} " for word in words)
    edges = list(_edges(title))
    return any(_plain(edge) in words for edge in edges) or any(
        _plain(edge).startswith(beginnings) for edge in edges[:1] if edge != title.strip()
    )


def _edges(title: str) -> Iterator[str]:
    """What may be a label at the head or the end of a title, or between two bars."""
    if is_without_spaces(title) or _HANGUL.search(title):
        yield from (match[1] for match in [_FIRST_OF_UNSPACED.match(title)] if match)
    yield from (match[1].strip() for match in (_LABEL.match(title), _LAST_PART.search(title)) if match)
    yield from _BARS.split(title)[1:-1]


def _label_at_head(body: str) -> Iterator[str]:
    """What may be a label before the first sentence of the text; a line of its own may be a link to comments."""
    lines = (unescape(_TAG.sub("", part)).strip() for part in _LINES.split(body[:_HEAD]))
    text = next(filter(None, lines), "")
    match = _LABEL.match(text)
    if match and len(text) - match.end() >= _SHORTEST_SENTENCE:
        yield match[1].strip()


def _folders(link: str, words: frozenset[str]) -> Iterator[str]:
    """The words that the folders of the address spell: "/opinion/" is "opinión"."""
    try:
        folders = unquote(urlsplit(link).path).split("/")[1:-1]
    except ValueError:
        return
    for folder in folders:
        word = _words_by_slug(words).get(_slug(folder)) if len(folder) >= _SHORTEST_FOLDER else None
        if word:
            yield word


def _name(author: str) -> str:
    return author if len(author) <= _LONGEST_NAME else ""


def _with_capital(label: str) -> str:
    return label[:1].upper() + label[1:] if label.islower() else label


def _plain(text: str) -> str:
    """The words of the text for comparing: case-folded, without marks but for apostrophes."""
    if text.isascii() and text.isalpha():
        return text.lower()
    folded = normalize("NFKC", text).casefold().replace("’", "'")
    return " ".join("".join(char if char == "'" or category(char)[0] in "LMN" else " " for char in folded).split())


def _slug(text: str) -> str:
    """The text as an address spells it: without accents, and with one hyphen between words."""
    letters = normalize("NFD", _plain(text.replace("_", " ").replace("-", " ")))
    return "-".join("".join(char for char in letters if category(char) != "Mn").split())


@cache
def _words_by_slug(words: frozenset[str]) -> Mapping[str, str]:
    """Each word as an address spells it, with its accents: of those that an address spells alike the one with them."""
    return {_slug(word): word for word in sorted(words)}


@cache
def _words_of(code: str) -> frozenset[str]:
    """The words of a language; none where they are not known."""
    words = str(tables("opinion").get(code, ""))
    return frozenset(_plain(entry) for entry in words.split(";") if entry.strip())
