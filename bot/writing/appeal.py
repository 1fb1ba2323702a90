"""The appeal, a newsroom's call to donate: chooses which of several a post carries. Pure."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, tzinfo
from itertools import combinations
from typing import NamedTuple

from bot.article import Article
from bot.language_tags import is_within
from bot.writing.language.article_language import article_language
from bot.writing.language.scripts import has_letter

_LONGEST_SEARCHED = 1000
"""Characters of a title and its tags, and of first sentences, that are searched for forbidden words."""
_LONGEST_SHOWN = 120
"""Characters of a sentence that are shown to say why an appeal is forbidden."""
_WITHOUT_SPACES = (
    ("\u0e00", "\u0eff"),
    ("\u1000", "\u109f"),
    ("\u1780", "\u17ff"),
    ("\u3041", "\u30ff"),
    ("\u3400", "\u9fff"),
    ("\uac00", "\ud7af"),
)
"""Letters of scripts in which words stand beside each other, or within compounds, without a space."""
_WORD_BEGINS = r"(?<![\w\u0300-\u036f\u0900-\u0dff])"
"""Where no letter stands before, nor a vowel sign of Indic scripts, which Python does not count among the letters."""
_PREFIXES = {
    re.compile("[\u0590-\u05ff]"): "[ובהלכמש]{0,3}",
    re.compile("[\u0600-\u06ff]"): "[وفبلكا]{0,4}",
}
"""By script, "and", "the", "in" and the like, which Hebrew and Arabic write together with the word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Appeal:
    """One call to action, as `[appeal]` or one `[[appeals]]` of bot.toml gives it."""

    text: str
    """The long form; one line of plain text."""
    short: str = ""
    """Used where the long form does not fit; "" means that there is only the long form."""
    url: str = ""
    """The donation page, written after either form."""
    sites: tuple[str, ...] = ()
    """Names of the sites whose articles may carry it; empty means all."""
    languages: tuple[str, ...] = ()
    """Language tags (BCP 47) of the articles that may carry it: "pt" is every Portuguese. Empty means all."""
    valid_from: date | None = None
    """The first date of publication of the articles that may carry it; None: no first date."""
    valid_until: date | None = None
    """The last such date, inclusive; None: no last date."""
    weight: int = 1
    """How often it is chosen, relative to the others that fit the article; 0 or more, and 0 switches it off."""
    never_with: tuple[str, ...] | None = None
    """Words or phrases that forbid it if they are in the article's title or tags: "obituary", "dies"; or two of them in
    its first sentences. It is also forbidden where these tell of a death, unless this is empty: then nothing forbids
    it. None: the newsroom has named no words. A correction of its own carries none either, unless this is empty."""
    instead: str = ""
    """The quieter wording for an article that forbids it; "" means none for that article."""

    @property
    def forms(self) -> tuple[str, ...]:
        """Its wordings with the URL, the long form first."""
        wordings = (_with_url(form, self.url) for form in (self.text, self.short) if form.strip())
        return tuple(dict.fromkeys(wordings))


class Head(NamedTuple):
    """What the first sentences of an article tell, below which some appeals may not stand."""

    text: str = ""
    """The very first ones of its excerpt and of its body."""
    death: str = ""
    """A sentence that tells of a death; "" where there is none."""
    corrects: bool = False
    """Whether the article is a correction of what the newsroom has published."""


class AppealChoice(NamedTuple):
    """The appeal that a post carries, and why, for an editor to read."""

    appeal: Appeal | None
    why: str


def choose_appeal(
    appeals: Sequence[Appeal], article: Article, account_name: str, *, zone: tzinfo = UTC, head: Head | None = None
) -> AppealChoice:
    """The appeal that a post for this account about this article carries, if any.

    The same article and account always get the same appeal, so that preview and sending agree: the appeal is drawn by
    weight from a hash, its dates are compared with the article's date of publication in `zone`, and its languages with
    the article's. An article without a date carries only appeals without dates. Where the article forbids every appeal,
    the quieter wording of one is used, if there is one. `head` is what the article's first sentences tell; None: only
    its title and its tags are known.
    """
    # telling the language takes time, and most newsrooms need not know it
    language = article_language(article) if any(appeal.languages for appeal in appeals) else ""
    place = f"site, day and language ({language})" if language else "site and day"
    fitting = [appeal for appeal in appeals if appeal.weight > 0 and _applies_to(appeal, article, language, zone)]
    if not fitting:
        return AppealChoice(None, f"none of {len(appeals)} is for this {place}" if appeals else "there is none")
    key = f"{article.guid or article.link}\n{account_name}"
    head = head or Head()
    allowed = [appeal for appeal in fitting if not _prohibition(appeal, article, head)]
    if allowed:
        appeal = _draw(allowed, key)
        return AppealChoice(appeal, _reason(appeal, allowed, len(appeals), place))
    prohibition = _prohibition(fitting[0], article, head)
    quieter = [
        Appeal(text=appeal.instead, url=appeal.url, weight=appeal.weight)
        for appeal in fitting
        if appeal.instead.strip()
    ]
    if not quieter:
        return AppealChoice(None, f"{prohibition}, and there is no quieter wording")
    return AppealChoice(_draw(quieter, key), f"the quieter wording: {prohibition}")


def _prohibition(appeal: Appeal, article: Article, head: Head) -> str:
    """Why the article may not carry this appeal; "": it may.

    In the first sentences a single word may be a figure of speech or a thing of the past: "a storm of protest", "since
    the earthquake". Two of them tell the news.
    """
    if appeal.never_with == ():
        return ""
    never_with = appeal.never_with or ()
    if word := word_in_headline(never_with, article):
        return f"{word!r} stands in the title or the tags"
    if head.corrects:
        return "the newsroom corrects an error of its own"
    if head.death:
        shown = head.death if len(head.death) <= _LONGEST_SHOWN else f"{head.death[:_LONGEST_SHOWN]}…"
        return f"the first sentences tell of a death: “{shown}”"
    words = list(_words_in(never_with, head.text))
    pairs = combinations(words, 2)
    two = next((pair for pair in pairs if pair[0] not in pair[1] and pair[1] not in pair[0]), None)
    return f"{two[0]!r} and {two[1]!r} stand in the first sentences" if two else ""


def _reason(appeal: Appeal, allowed: Sequence[Appeal], total_appeals: int, place: str) -> str:
    if len(allowed) == 1:
        return "the only one" if total_appeals == 1 else f"of {total_appeals} the only one for this story, {place}"
    total_weight = sum(appeal.weight for appeal in allowed)
    return f"drawn by weight, {appeal.weight} of {total_weight}, from the {len(allowed)} for this story, {place}"


def _with_url(form: str, url: str) -> str:
    one_line = " ".join(form.split())
    return one_line if not url or url in one_line else f"{one_line} {url}"


def _applies_to(appeal: Appeal, article: Article, language: str, zone: tzinfo) -> bool:
    if appeal.sites and article.site not in appeal.sites:
        return False
    if appeal.languages and not any(is_within(language, wanted) for wanted in appeal.languages):
        return False
    if appeal.valid_from is None and appeal.valid_until is None:
        return True
    if article.published is None:
        return False
    day = article.published.astimezone(zone).date()
    return (appeal.valid_from or date.min) <= day <= (appeal.valid_until or date.max)


def word_in_headline(never_with: Sequence[str], article: Article) -> str:
    """The first of these words that stands in the article's title or tags; "" where none does.

    In ASCII only as whole words; else as the beginning of a word, or of what follows its prefixes in Hebrew and Arabic;
    anywhere in scripts without spaces.
    """
    return next(_words_in(never_with, "\n".join((article.title, *article.tags))), "")


def _words_in(never_with: Sequence[str], text: str) -> Iterator[str]:
    """Those of these words that stand in the text."""
    text = _normalised(text)
    for words in never_with if text else ():
        plain = _normalised(words).strip()
        if plain and _contains(plain, text):
            yield words


def _normalised(text: str) -> str:
    """`text` for comparing; the "İ" of Turkish becomes an "i" without a dot beside it."""
    return unicodedata.normalize("NFKC", text[:_LONGEST_SEARCHED]).casefold().replace("i\u0307", "i")


def _contains(words: str, headline: str) -> bool:
    if words not in headline:
        return False
    if has_letter(words[:1], _WITHOUT_SPACES):
        return True
    prefixes = next((letters for script, letters in _PREFIXES.items() if script.match(words)), "")
    end = r"(?!\w)" if words.isascii() else ""
    return re.search(f"{_WORD_BEGINS}{prefixes}{re.escape(words)}{end}", headline) is not None


def _draw(candidates: Sequence[Appeal], key: str) -> Appeal:
    """One of the candidates, drawn by weight; always the same one for the same key."""
    total = sum(appeal.weight for appeal in candidates)
    ticket = int.from_bytes(hashlib.sha256(key.encode("utf-8", "surrogatepass")).digest()[:8], "big") % total
    for appeal in candidates:
        ticket -= appeal.weight
        if ticket < 0:
            return appeal
    raise AssertionError("the tickets are fewer than the weights")
