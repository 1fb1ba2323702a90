"""Which articles a feed gives only the beginning of, so that the rest is on their own page. Pure."""

from __future__ import annotations

import re

from bot.article import Article
from bot.html_text import unescape

__all__ = ["is_only_excerpt", "text_of"]

_SHORTEST_WHOLE = 1_000
"""Characters of text. WordPress cuts an excerpt after 55 words, Blogger after 400 characters, Ghost after 500."""

_TAG = re.compile(r"<[^<>]*>")
# What WordPress puts under every excerpt: https://developer.wordpress.org/reference/hooks/the_excerpt_rss/
_APPEARED_FIRST = re.compile(r"\bThe post .{1,400}? (?:appeared first|first appeared) on .{1,200}$")
_LONGEST_APPEARED_FIRST = 700
# In lower case. Looked for ahead, so that one mark hides no other that begins within it.
_CUT = re.compile(
    r"(?=(…|\.\.\.|\[\+?\d* ?(?:chars|…)\]|\[(?:…|\.\.\.|more)[\])]|\((?:…|\.\.\.|more)[\])]"
    r"|continue reading.{0,200}|keep reading.{0,200}|read (?:more|on|the (?:full|whole|rest)).{0,200}"
    r"|full (?:story|article)|weiterlesen.{0,200}|mehr lesen|lire la suite.{0,200}"
    r"|leer (?:m[áa]s|todo|la ).{0,60}|seguir leyendo.{0,60}|sigue leyendo.{0,60}|leia mais.{0,60}"
    r"|читать (?:далее|полностью).{0,60}|続きを読む.{0,60}|阅读(?:全文|更多)|اقرأ المزيد|आगे पढ़ें|อ่านต่อ))"
)
_LAST_WORD = re.compile(r"\w\W*+\Z")
_LONGEST_CUT = 260


def is_only_excerpt(article: Article) -> bool:
    """Whether the article's feed gives less than the whole of it.

    It does where a text ends in the mark of a cut ("[…]", "Read more"). Without a mark a body is whole, and a
    description is where it is as long as a short article; many a feed puts the whole article there.
    """
    body = text_of(article.body)
    if body:
        return _is_cut(body)
    excerpt = text_of(article.excerpt)
    return _is_cut(excerpt) or _length(excerpt) < _SHORTEST_WHOLE


def text_of(markup: str) -> str:
    """The text of HTML, on one line."""
    return " ".join(unescape(_TAG.sub(" ", markup)).split())


def _is_cut(text: str) -> bool:
    end = text[-_LONGEST_APPEARED_FIRST - _LONGEST_CUT :]
    if "The post " in end:
        end = _APPEARED_FIRST.sub("", end).rstrip()
    end = end[-_LONGEST_CUT:].lower()
    last_word = _LAST_WORD.search(end)
    words_end = last_word.start() + 1 if last_word else 0
    return any(mark.end(1) >= words_end for mark in _CUT.finditer(end))


def _length(text: str) -> int:
    """As many letters as the text would have in Latin script: a Chinese character stands for three, kana and Korean
    syllables for two."""
    beginning = text[:_SHORTEST_WHOLE]
    wide = sum("\u2e80" <= letter <= "\ud7ff" for letter in beginning)
    return len(text) + wide + sum("\u4e00" <= letter <= "\u9fff" for letter in beginning)
