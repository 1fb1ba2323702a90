"""Knows what a site says of itself: "The Mercury is your newspaper for the valleys", "Read the latest news". Pure.

Much software gives the description of the whole site to each page that has none of its own. The words are in
`furniture/self_descriptions.toml`, whose languages are those of `bot.writing.language.words`.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from functools import cache

from bot.writing.furniture import tables
from bot.writing.furniture.titles import names_site
from bot.writing.language.words import code_of, cues_of
from bot.writing.language.words.lists import Folded, WordList, entries_of, fold, taken_apart, word_list
from bot.writing.summary.words import content_words

_FEWEST_SHARED = 2
_LEAST_SHARE, _LEAST_SHARE_BESIDE_NAME = 0.3, 0.5
"""Of the content words of a sentence that speaks of newspapers or news the part that its article has, if it is about
that; and if the sentence names the site. Of 255 standfirsts of news pages one in twenty shares less, most of them
without such a word."""


def describes_site(sentence: str, article: AbstractSet[str], language: str, *, site: str = "", link: str = "") -> bool:
    """Whether the sentence is about the site and not about the article, whose content words are `article`.

    It speaks of newspapers or news, and has hardly a word of the article. `site` is the site's name, `link` the
    article's address. Always false for a language whose words are not known.
    """
    words = _words_of(code_of(language))
    if words is None or not words.occurs_in(_folded(sentence, language)):
        return False
    own = content_words(sentence)
    is_named = names_site(sentence, site=site, link=link)
    if is_named:
        own -= content_words(site)
    shared = len(own & article)
    least = _LEAST_SHARE_BESIDE_NAME if is_named else _LEAST_SHARE
    return shared < _FEWEST_SHARED or shared < least * len(own)


def _folded(sentence: str, language: str) -> Folded:
    cues = cues_of(language)
    return cues.fold(sentence) if cues is not None else taken_apart(fold(sentence))


@cache
def _words_of(language: str) -> WordList | None:
    table = tables("self_descriptions").get(language)
    if table is None:
        return None
    cues = cues_of(language)
    entries = entries_of(f"{table['outlets']}|{table['news']}", cyrillic=bool(table.get("cyrillic")))
    return word_list(entries, spaces=cues is None or cues.spaces)
