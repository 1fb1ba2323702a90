"""Whether what an article's own page gives is about the article: a page may show a wall in its place. Pure.

Consent walls, bot checks, sign-in pages and offers of a subscription answer as an article does, in every language and
in ever new words. They are known by what they lack: the words in which the feed tells what the article is about.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from bot.article import Article
from bot.excerpts import text_of

__all__ = ["PARAGRAPH_END", "is_about", "tells_of"]

_LEAST_SHARED = 0.3
"""The part of the pieces of title and excerpt that must stand in the page's text. Of the 150 articles of
`tests/data/writing`, in 31 languages and most of them short, 144 have as much with their title and first paragraph, and
132 with their title alone; of 746 pairs of two articles of one language 3, and with the title alone 10."""
_LEAST_SHARED_BY_REST = 0.06
"""The same for what the page says beyond the feed: an offer of a subscription may stand behind the first sentence, and
the teasers of a front page behind the article's own."""
_MORE_FOR_A_CHARACTER = 0.0002
"""A longer text has to share more. Beyond 1,200 characters all of these articles have 0.26 or more, and as much text of
three other articles of the language has 0.09 on the average."""
_LEAST_SHARED_BY_LONG_REST = 0.25
"""No more is asked of any text, and no less where much of the page is notices to its readers, as such an offer is."""
_LONGEST_COMPARED = 6_000
"""Characters. An article has named by then what it is about; the longer a text, the more it shares by chance."""
_LONGEST_DESCRIPTION = 2_000

_PIECE = 5
"""Letters of a piece of a word: endings and prefixes differ from one form of a word to another, its middle stays."""
_SHORTEST_WORD = 4
_WORD = re.compile(
    "(?P<pairs>[\u30a0-\u30ff\u3400-\u9fff\uf900-\ufaff]+|[\uac00-\ud7af]+)"
    "|(?P<letters>(?:[^\\W_\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]"
    "|[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0900-\u0dff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff])+)"
)
"""A run of Chinese characters, of katakana or of Hangul, of which two make a word, or of letters and the vowel signs of
their scripts. Hiragana are left out: they are endings and particles, the same in every text."""

_SENTENCE_END = re.compile(r"[.!?…。！？۔؟।:;\n]+")
_SHORTEST_SENTENCE = 12
"""Letters. What is shorter may stand anywhere."""


def is_about(article: Article, page_body: str, *, has_notices: bool = False) -> bool:
    """Whether the body that an article's page gives is about the article, and not a wall, or its beginning and a wall.

    It shares the words of title and excerpt, without repeating the title; and so does what it says beyond them. Where
    the feed has no excerpt, the first paragraph stands for it. `has_notices` says that much of the body is notices to
    readers.
    """
    excerpt = text_of(article.body or article.excerpt)
    feed_text = f"{article.title}\n{excerpt}"[:_LONGEST_DESCRIPTION]
    paragraphs = [text for part in PARAGRAPH_END.split(page_body) if (text := text_of(part))]
    page_text = "\n".join(paragraphs)[:_LONGEST_COMPARED]
    if _share(feed_text, _without_title(_letters(page_text), article.title)) < _LEAST_SHARED:
        return False
    if not (excerpt or has_notices):
        return True
    feed_text = feed_text if excerpt else f"{feed_text}\n{paragraphs[0]}"
    rest = _beyond(page_text, article.title, feed_text)
    if not rest:
        return True  # it ends the sentence that the feed has cut, and no more
    by_length = min(max(_LEAST_SHARED_BY_REST, _MORE_FOR_A_CHARACTER * len(rest)), _LEAST_SHARED_BY_LONG_REST)
    return _share(feed_text, rest) >= (_LEAST_SHARED_BY_LONG_REST if has_notices else by_length)


def tells_of(text: str, title: str) -> bool:
    """Whether a text says what the headline says."""
    return _share(title, text[:_LONGEST_COMPARED]) >= _LEAST_SHARED


PARAGRAPH_END = re.compile(r"</(?:p|div|li|h[1-6]|blockquote)>|<br[ />]", re.IGNORECASE)
"""Where a paragraph ends in the HTML of a body."""


def _share(described: str, text: str) -> float:
    """The part of the pieces of the one text that are also in the other; 0 where there are none to tell by."""
    pieces = frozenset(_pieces(described))
    return len(pieces & set(_pieces(text))) / len(pieces) if pieces else 0.0


def _pieces(text: str) -> Iterator[str]:
    """The parts of a text's words by which they are known again in another form."""
    for word in _WORD.finditer(_folded(text)):
        letters = word[0]
        if word["pairs"]:
            yield from (letters[at : at + 2] for at in range(max(1, len(letters) - 1)))
        elif len(letters) >= _SHORTEST_WORD:
            yield from (letters[at : at + _PIECE] for at in range(max(1, len(letters) - _PIECE + 1)))


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _beyond(page_text: str, title: str, feed_text: str) -> str:
    """What the page says beyond the feed: without the sentences that the feed gives or begins, and the title."""
    known, own_title = _letters(feed_text), _letters(title)
    begun = tuple(letters for letters in _sentences(feed_text) if letters != own_title)
    new = (letters for letters in _sentences(page_text) if not (letters in known or letters.startswith(begun)))
    return _without_title(" ".join(new), title).strip()


def _without_title(letters: str, title: str) -> str:
    """The letters of a text without those of the title, where it is long enough to be known as that."""
    own = _letters(title)
    return letters.replace(own, " ") if len(own) >= _SHORTEST_SENTENCE else letters


def _sentences(text: str) -> list[str]:
    """The sentences of a text, or what is left of them, that are long enough to be known again."""
    sentences = map(_letters, _SENTENCE_END.split(text))
    return [letters for letters in sentences if len(letters) >= _SHORTEST_SENTENCE]


def _letters(text: str) -> str:
    """The words of a text with one space between them."""
    kept = (char if char.isalnum() or unicodedata.combining(char) else " " for char in _folded(text))
    return " ".join("".join(kept).split())
