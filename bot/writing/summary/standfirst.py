"""Finds an article's standfirst: the line or two in which its editors say themselves what it is about. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.writing.furniture.notices import is_notice
from bot.writing.language.quotes import is_balanced
from bot.writing.language.scripts import WITHOUT_SPACES
from bot.writing.language.sentences import ends_question, ends_sentence, sentences_of
from bot.writing.summary.ranking import content_words

_LONGEST = 400
"""Characters; a longer description is the article's beginning, or no sentence."""
_FEWEST_WORDS = 5
_FEWEST_NEW_WORDS = 3
"""Content words that the title lacks."""
_CUT = re.compile(r"(?:…|\.\.\.|[\[(](?:…|\.\.\.)[\])])\W{0,9}\Z")
_PRICE = re.compile(r"[$€£¥₹]\s?\d|\d\s?[€₽₫₩]")
_MOST_PRICES = 2


def standfirst_of(excerpt: Sequence[str], body: Sequence[str], title: str, language: str = "") -> str:
    """The standfirst, or "" where the excerpt is none.

    `excerpt` and `body` are the paragraphs of reporting of the feed's or page's description, and of the article. An
    excerpt that the site's software has cut from the beginning of the article is none; nor is a question, a list of
    prices or keywords, a text of several paragraphs, or what says hardly more than the title. Invitations to the
    reader at its end ("Follow our live coverage.") are left out. `language` is the text's primary subtag.
    """
    if len(excerpt) != 1:
        return ""
    text = _without_invitations(excerpt[0], language)
    words = len(text.split()) + len(WITHOUT_SPACES.findall(text)) // 2
    if words < _FEWEST_WORDS or len(text) > _LONGEST or not is_balanced(text):
        return ""
    if _CUT.search(text) or ends_question(text) or len(_PRICE.findall(text)) > _MOST_PRICES or _is_keywords(text):
        return ""
    new = content_words(text) - content_words(title)
    return "" if _begins(text, body) or len(new) < _FEWEST_NEW_WORDS else text


def _without_invitations(text: str, language: str) -> str:
    if len(text) > _LONGEST:
        return text
    for sentence in reversed(sentences_of(text, language)[1:]):
        if not (text.endswith(sentence) and is_notice(sentence)):
            break
        text = text.removesuffix(sentence).rstrip()
    return text


def _is_keywords(text: str) -> bool:
    """Whether it is keywords: "bridge, harbour, council, traffic, repairs"."""
    pieces = [piece.split() for piece in re.split(r"[,;|•·、，]", text)]
    return len(pieces) > 4 and max(map(len, pieces)) <= 3 and not ends_sentence(text)


def _begins(text: str, body: Sequence[str]) -> bool:
    """Whether the article begins with this text, and goes on in the same paragraph: then nobody chose where it ends."""
    return bool(body) and len(body[0]) > len(text) and body[0].startswith(text)
