"""Knows articles that an advertiser has paid for by how they are marked: advertorials, sponsored content. Pure.

The words are in `advertising.toml`, those of the article's language and of English. A word such as "Anzeige" stands
also above the advertisements between the paragraphs of any article, so each word counts only where it speaks of the
article itself: in a category, in the address, at an edge of title or description, in a line at the article's head or
foot that is nothing else, or in a sentence there that says what "this article" is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import chain
from typing import NamedTuple
from unicodedata import category, normalize
from urllib.parse import unquote, urlsplit

from bot.html_text import unescape
from bot.writing.furniture import tables
from bot.writing.language.cues import has
from bot.writing.language.detection import kin_of, language_of
from bot.writing.language.scripts import LANGUAGES_WITHOUT_SPACES
from bot.writing.language.text import Text
from bot.writing.language.words import code_of

_READ = 60_000
"""Characters of a body."""
_SAMPLE = 1_000
"""Characters by which the language is told."""
_AT_HEAD, _AT_FOOT = 2, 4
"""Paragraphs in which an article is marked."""
_LONGEST_LABEL = 70
"""Characters of a label, with the marks and names beside it."""
_LONGEST_SENTENCE = 250
_FEWEST_LINKS = 2
_BLOCK = re.compile(r"</?(?:p|div|br|li|h[1-6]|ul|ol|section|aside|figure|blockquote|table|tr|td|hr)\b[^<>]*+>|\n")
_TAG = re.compile(r"<[^<>]*+>")
_LINK = re.compile(r"<a\b([^<>]*+)>", re.IGNORECASE)
_HREF = re.compile(r"""\bhref\s{0,8}=\s{0,8}["']?\s{0,8}(https?://[^"'\s<>]+)""", re.IGNORECASE)
_SPONSORED_REL = re.compile(r"""\brel\s*=\s*(?:"[^"]*\bsponsored\b|'[^']*\bsponsored\b|sponsored\b)""", re.IGNORECASE)
_SHORTEST_SLOT = 4
"""Letters of such a word in an address: "/ad/" and "/pr/" are more than one thing."""
_WITHOUT_STROKE = str.maketrans("łøđı", "lodi")
"""Letters that Unicode does not take apart."""
_PAID_LINK = "rel=sponsored"
_ERID = re.compile(r"\berid\s{0,3}[:=]?\s{0,3}[0-9A-Za-z]{6,}", re.IGNORECASE)
"""The number under which an advertisement is registered in Russia: https://erir.grfc.ru/."""
_BRACKETED_HEAD = re.compile(r"\s{0,8}[\[(（【〔［{]([^\[\]()（）【】〔〕［］{}]{1,60})[\])）】〕］}]")
_BRACKETED_END = re.compile(r"[\[(（【〔［]([^\[\]()（）【】〔〕［］]{1,60})[\])）】〕］]\s{0,4}[.。]?\s{0,4}\Z")
_MARKED_HEAD = re.compile(r"\s{0,8}([^:：|｜–—•·/\n]{2,60}?)\s{0,8}(:|：|\||｜|\s[–—•·-]{1,2}\s|//)")
_BAR_END = re.compile(r"[|｜•·–—]\s*([^|｜•·–—]{2,60})\Z")
_BARS = "|｜•·/"
_SENTENCE_END = re.compile(r"(?<=[.!?。！？।؟])\s*")


class _Words(NamedTuple):
    labels: frozenset[str]
    slots: frozenset[str]
    industry: frozenset[str]
    marks: frozenset[str]
    own: tuple[str, ...]


def advertising_mark(
    *, title: str, link: str, tags: Sequence[str], excerpt: str, body: str, declared_language: str = ""
) -> str:
    """The words by which the article is marked as paid for by an advertiser, as they are written; "" where it is not.

    `excerpt` and `body` are HTML or plain text; `declared_language` is what the site says of it (BCP 47).
    """
    paragraphs = list(_paragraphs(body[:_READ]))
    description = next(_paragraphs(excerpt[:_READ]), "")
    sample = " ".join([title, description, *paragraphs[:_AT_HEAD]])[:_SAMPLE]
    language = code_of(kin_of(language_of(sample, declared_language)))
    words = _words_of(language)
    marks = chain(
        _marked_tags(tags, words),
        _marked_path(link, words),
        _marked_edges(title, words),
        _marked_edges(description, words),
        _marked_paragraphs(paragraphs, words, language),
        _paid_links(body[:_READ], link),
    )
    return next(marks, "")


def _marked_tags(tags: Sequence[str], words: _Words) -> Iterator[str]:
    surely = words.labels | words.slots | (words.industry if len(tags) == 1 else frozenset())
    return (tag for tag in tags if _plain(tag) in surely)


def _marked_path(link: str, words: _Words) -> Iterator[str]:
    """The folders of the address that are such words: "/anzeige/heizungstausch-2231"."""
    try:
        folders = unquote(urlsplit(link).path).split("/")[:-1]
    except ValueError:
        return iter(())
    slots = frozenset(slug for slot in words.slots if len(slug := _slug(slot)) >= _SHORTEST_SLOT)
    return (folder for folder in folders if folder and _slug(folder) in _slugs() | slots)


def _marked_edges(line: str, words: _Words) -> Iterator[str]:
    """The label at the head or the end of a title or description: "Anzeige | …", "[Sponsored] …", "… (P)"."""
    line = line.strip()
    surely = words.labels | words.slots
    for pattern, chosen in (
        (_BRACKETED_HEAD, surely | words.industry),
        (_BRACKETED_END, surely | words.industry | words.marks),
        (_BAR_END, words.labels),
    ):
        match = pattern.match(line) if pattern is _BRACKETED_HEAD else pattern.search(line[-_LONGEST_LABEL:])
        if match and _plain(match[1]) in chosen:
            yield match[1].strip()
    head = _MARKED_HEAD.match(line)
    if head and _plain(head[1]) in surely | (words.industry if head[2].strip() in _BARS else frozenset()):
        yield head[1].strip()


def _marked_paragraphs(paragraphs: Sequence[str], words: _Words, language: str) -> Iterator[str]:
    foot = max(_AT_HEAD, len(paragraphs) - _AT_FOOT)
    for text in (*paragraphs[:_AT_HEAD], *paragraphs[foot:]):
        if len(text) <= _LONGEST_LABEL and _plain(text) in words.labels:
            yield text
        elif _ERID.search(text):
            yield text[:_LONGEST_LABEL]
        yield from _labels_with_name(text, words)
        yield from (sentence for sentence in _SENTENCE_END.split(text) if _says_so(sentence, words, language))
    if paragraphs:
        end = _BRACKETED_END.search(paragraphs[-1][-_LONGEST_LABEL:])
        if end and _plain(end[1]) in words.marks | words.labels:
            yield end[0].strip()
        yield from (mark for mark in _marked_edges(paragraphs[0], words) if _plain(mark) not in words.industry)


def _labels_with_name(text: str, words: _Words) -> Iterator[str]:
    """A short line that begins with such a label and names whose it is: "Sponsored content by Thermo Ltd"."""
    if len(text) > _LONGEST_LABEL or text.endswith((".", "!", "?", "。")):
        return
    plain = _plain(text)
    if any(plain.startswith(f"{label} ") for label in words.labels):
        yield text


def _says_so(sentence: str, words: _Words, language: str) -> bool:
    """Whether the sentence says that this article is paid for: "Dieser Beitrag ist eine bezahlte Anzeige."."""
    if len(sentence) > _LONGEST_SENTENCE:
        return False
    plain = f" {_plain(sentence)} "
    spaced = language not in LANGUAGES_WITHOUT_SPACES
    own = next((at for phrase in words.own if (at := _place_of(phrase, plain, spaced=spaced)) >= 0), -1)
    if own < 0 or has("negation", Text(sentence, language)):
        return False
    return any(_place_of(label, plain, spaced=spaced) >= 0 for label in words.labels | words.slots)


def _place_of(phrase: str, plain: str, *, spaced: bool) -> int:
    return plain.find(f" {phrase} " if spaced else phrase)


def _paid_links(body: str, link: str) -> Iterator[str]:
    """`rel=sponsored`, where all links of an article that lead away from its site, and to one other, are marked so."""
    if "sponsored" not in body:
        return
    host = urlsplit(link).hostname or ""
    hosts = set()
    count = 0
    for attributes in _LINK.findall(body):
        href = _HREF.search(attributes)
        other = (urlsplit(href[1]).hostname or "") if href else ""
        if not other or other == host:
            continue
        if not _SPONSORED_REL.search(attributes):
            return
        count += 1
        hosts.add(other)
    if count >= _FEWEST_LINKS and len(hosts) == 1:
        yield _PAID_LINK


def _paragraphs(markup: str) -> Iterator[str]:
    lines = (" ".join(unescape(_TAG.sub(" ", part)).split()) for part in _BLOCK.split(markup))
    return (line for line in lines if line)


def _plain(text: str) -> str:
    """The words of the text for comparing: case-folded, without marks."""
    folded = normalize("NFKC", text).casefold().replace("’", "'")
    return " ".join("".join(char if _counts(char) else " " for char in folded).split())


def _counts(char: str) -> bool:
    return char in "'\u200c" or category(char)[0] in "LMN"


def _slug(folder: str) -> str:
    """The folder as a slug: without accents, and with one hyphen between words."""
    letters = normalize("NFD", _plain(folder.replace("_", "-")).translate(_WITHOUT_STROKE))
    return "-".join("".join(char for char in letters if category(char) != "Mn").split())


@cache
def _words_of(language: str) -> _Words:
    """The words of a language, with the English ones, which papers of any language use."""
    codes = [code for code in (language, "en") if code in tables("advertising")]
    return _Words(
        frozenset(_entries(codes, "labels")),
        frozenset(_entries(codes, "slots")),
        frozenset(_entries(codes, "industry")),
        frozenset(_entries(codes, "marks")),
        tuple(_entries(codes[:1], "own")),
    )


@cache
def _slugs() -> frozenset[str]:
    """Labels of all languages as they stand in addresses."""
    return frozenset(map(_slug, _entries(tables("advertising"), "labels")))


def _entries(codes: Iterable[str], kind: str) -> list[str]:
    texts = (tables("advertising")[code].get(kind, "") for code in dict.fromkeys(codes))
    return [plain for text in texts for entry in text.split(";") if (plain := _plain(entry))]
