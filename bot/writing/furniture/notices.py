"""Recognises notices to readers by their words and form: links to articles, credits, corrections, paywalls. Pure.

`wordings.py` finds the words. A word alone proves nothing: "Source" begins a credit, and a report on a
river. So each kind of word counts only in a form that reporting does not have, and not in a paragraph that reports what
somebody said.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import chain
from typing import TypeVar

from bot.writing.furniture import entries, small_words
from bot.writing.furniture.corrections import begins_with_correction_label
from bot.writing.furniture.wordings import (
    Match,
    Tokens,
    credits_anywhere,
    groups_of,
    is_furniture_alone,
    matches_anywhere,
    matches_at_start,
    tokens_of,
)
from bot.writing.language.cues import has
from bot.writing.language.text import Text

_LONGEST_NOTICE = 600
"""Characters. A longer paragraph that mentions a newsletter is an article."""
_LONGEST_INVITATION = 330
_LONGEST_CREDIT = 8
"""Words after "Source:". Names may be twice as many."""
_LONGEST_CREDIT_UNSPACED = 30
_LONGEST_SMALL_WORD = 3
"""Letters of "at", "um", "min"."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_NETWORK = re.compile(
    r"facebook|twitter|\bon x\b|\bx \(|instagram|whats\s?app|telegram|youtube|tiktok|linkedin|threads|bluesky|mastodon"
    r"|google news"
    r"|pinterest|newsletter|viber|vkontakte|\bvk\b|zalo|\bline\b|discord|reddit|вконтакте|телеграм|инстаграм|фейсбук|ютуб"
    r"|فيسبوك|تويتر|واتساب|تلغرام|يوتيوب|إنستغرام|اینستاگرام|تلگرام"
    r"|टेलीग्राम|व्हाट्स|फेसबुक|ट्विटर|यूट्यूब|ফেসবুক|ইউটিউব|வாட்ஸ்",
    re.IGNORECASE,
)
_LONGEST_FOLLOW = 35
"""Words of "Follow Jane Doe on Twitter and Facebook for more"."""
_NEAR = 45
"""Characters between "this article" and "was updated"."""
_LAST_WORDS = 12
"""Among which a caption has the credit of its photograph."""
_SEPARATES = re.compile(r"[:：\-–—―|>»›→▶►=＝/／•·]")
_ENDS = re.compile(r"[.!?…。！？।॥۔؟]")
_ENDS_OF_SENTENCE = frozenset(".!?…。！？।॥۔؟")
_BEHIND_END = "\"'”’»)）]］」』】"
_CLAUSE = ",،、，"
_CLAUSE_MARK = re.compile(r"[,،、，:;]")
_OPENING_QUOTE = re.compile(r"[\s(\[（【*※]*[\"“”„«「『‘‚'‹]")
_QUESTION_AND_ANSWER = re.compile(r"[^.!?…。！？]{8,150}+[?？؟]\s?")
_SHORTEST_ANSWER = 4
"""Words."""
_AFTER_SENTENCE = re.compile(r"[.!?。]\s?(?=[^\s\d])")
_LONGEST_PHOTO_CREDIT = 70
_PHOTO_AGENCY = re.compile(
    r"getty|reuters|\bafp\b|\bap\b|\bepa\b|\bdpa\b|imago|picture alliance|shutterstock|istock|\befe\b|\bansa\b|alamy"
    r"|unsplash|pixabay|wikimedia|zuma|\bpa wire\b|file photo|archiv|flickr|keystone|lehtikuva|anadolu",
)
_CLOSING_BRACKETS = (")", "]", "）", "】")
_BRACKETED_END = re.compile(r"[(\[（【]([^()\[\]（）【】]{2,90})[)\]）】]\Z")
_COPYRIGHT_END = re.compile(r"[©ⓒ]\s?[^.!?。]{1,80}\Z")
_PHOTOGRAPHED = re.compile(r"(?:摄|攝|供图|供圖|資料照|资料图片?|資料圖片?|本报资料)[)）]?[。.]?\s*\Z")
_COPYRIGHT = re.compile(
    r"\W{0,9}(?:©|ⓒ|\(c\)|copyright|copr\.)\s?(?:\(c\)|©|ⓒ)?,?\s?(?:(?:19|20)\d\d|[^\W\d_])", re.IGNORECASE
)
_YEAR_OR_MARK = re.compile(r"©|ⓒ|\(c\)|(?:19|20)\d\d", re.IGNORECASE)
_PAYS = re.compile(
    r"paypal|patreon|iban\b|ko-?fi|buymeacoffee|gofundme|bitcoin|venmo|zelle|swish|mobilepay|vipps", re.IGNORECASE
)


def is_notice(text: str, *, site: str = "", has_address: bool = False, corrects: bool = False) -> bool:
    """Whether the paragraph is a notice to readers and no reporting.

    `site` is the name of the site; `has_address` says that the paragraph has a link or an e-mail address; `corrects`
    that its article corrects another one: then it is none that it says what "this article" said.
    """
    if len(text) > _LONGEST_NOTICE:
        return False
    tokens = tokens_of(text)
    if not tokens.raw:
        return False
    groups = groups_of(text)
    plain = _plain(text)
    if is_furniture_alone(tokens, groups) or _appeared_first(text, plain, site) or _continues(text, plain):
        return True
    matches = tuple(matches_anywhere(tokens, groups))
    reports = frozenset(match.language for match in matches if match.kind == "said")
    openings = matches_at_start(tokens, groups) if not (corrects and begins_with_correction_label(text)) else ()
    return (
        any(_is_begun_by(match, matches, tokens, text, reports) for match in openings)
        or (not corrects and not _OPENING_QUOTE.match(text) and _says_so(matches, tokens, text, reports))
        or (site != "" and _is_about_site(matches, text, site))
        or _asks_to_give(matches, text, site, reports, has_address=has_address)
        or _is_caption(tokens, text, groups)
        or _is_copyright(text)
    )


def _is_begun_by(match: Match, matches: Sequence[Match], tokens: Tokens, text: str, reports: frozenset[str]) -> bool:
    after = _marks_after(tokens, match)
    if match.kind == "labels":
        return _is_labelled(match, tokens, after)
    if match.kind == "credits":
        return _is_credit(match, tokens, text, after)
    if match.kind == "follows" and (reports or not _names_a_network(text, tokens)):
        return False
    return (
        not after.startswith(tuple(_CLAUSE))
        and match.language not in reports
        and len(text) <= _LONGEST_INVITATION
        and not _OPENING_QUOTE.match(text)
        and not _plays_on_invitation(match, matches, text)
    )


def _plays_on_invitation(opening: Match, matches: Sequence[Match], text: str) -> bool:
    """Whether a lead only begins as an invitation: it ends with who said so, or answers the question that it asks.

    "Sign up for the army, the president told young men", "Subscribe to Netflix? You may soon pay more."
    """
    own = [match for match in matches if match.language == opening.language and match.start >= opening.end]
    if any(match.kind in ("says", "says.", "own") for match in own):
        return False
    last_clause = _CLAUSE_MARK.split(text)[-1]
    if last_clause != text and has("attribution", Text(last_clause, opening.language)):
        return True
    question = _QUESTION_AND_ANSWER.match(text)
    if question is None or own or _NETWORK.search(text):
        return False
    answer = tokens_of(text[question.end() :])
    return len(answer.raw) >= _SHORTEST_ANSWER and not any(matches_at_start(answer, groups_of(answer.text)))


def _names_a_network(text: str, tokens: Tokens) -> bool:
    """Whether a short paragraph names a social network in its first clause."""
    network = _NETWORK.search(text)
    if network is None or len(tokens.raw) > _LONGEST_FOLLOW:
        return False
    return not _CLAUSE_MARK.search(text[: network.start()])


def _marks_after(tokens: Tokens, match: Match) -> str:
    """The marks that follow the match: within its last word where words have no spaces between them."""
    rest = tokens.text[match.end : match.end + 2]
    if rest[:1] not in ("", " ") and not rest[0].isalnum():
        return rest[0]
    if rest[:1] not in ("", " "):
        return "" if rest[0].isalnum() else rest[0]
    return tokens.tails[tokens.word_at(match.end) - 1]


def _is_labelled(match: Match, tokens: Tokens, after: str) -> bool:
    if match.end >= len(tokens.text) - 1 or _SEPARATES.search(after):
        return True
    count = tokens.word_at(match.end)
    dated = tokens.tails[count - 1 : count + 5]
    return bool(dated) and dated[0][:1] in (",", "(", " (") and any(":" in tail for tail in dated[1:])


def _is_credit(match: Match, tokens: Tokens, text: str, after: str) -> bool:
    """ "Source: Ministry of Health", and not "Source: the spring above the village has run dry"."""
    separated = _SEPARATES.search(after) is not None
    count = tokens.word_at(match.end)
    if tokens.text[match.end : match.end + 1] not in (" ", ""):  # a script without spaces
        rest = tokens.text[match.end :].strip()
        return separated and len(rest) <= _LONGEST_CREDIT_UNSPACED and not _ends_sentence(text)
    rest_words = tokens.raw[count:]
    if rest_words and _is_date(rest_words, tokens.tails[count:]):
        return True
    if not separated and " " not in tokens.text[match.start : match.end].strip():
        return False
    if not rest_words:
        return separated
    if _are_names(rest_words):
        return len(rest_words) <= 2 * _LONGEST_CREDIT
    if not separated or len(rest_words) > _LONGEST_CREDIT:
        return False
    return len(rest_words) <= 3 or not _ends_sentence(text) or any(word[:1].isdigit() for word in rest_words)


def _is_date(words: Sequence[str], tails: Sequence[str]) -> bool:
    """Whether the words are a date, a clock time, a reading time: "9 November 2026 at 18:12 - 4 min", and no clause."""
    if not words[0][0].isdigit() or len(words) > 2 * _LONGEST_CREDIT:
        return False
    numbered = [any(map(str.isdigit, word)) for word in words]
    long = sum(is_number or len(word) > _LONGEST_SMALL_WORD for word, is_number in zip(words, numbered, strict=True))
    goes_on = any(
        "," in tail and not any(numbered[index + 1 : index + 3])
        for index, tail in enumerate(tails)
        if _YEAR.fullmatch(words[index])
    )
    return 2 * sum(numbered) > long and any(map(_YEAR.search, words)) and not goes_on


def _are_names(words: Sequence[str]) -> bool:
    """Whether all words are names or stand between names. In a script without capitals only a few words can be."""
    capitals = sum(word[0].isupper() for word in words)
    if not capitals:
        return len(words) <= 4 and not any(word[0].islower() for word in words)
    return all(not word[0].islower() or word in small_words() for word in words)


def _says_so(matches: Sequence[Match], tokens: Tokens, text: str, reports: frozenset[str]) -> bool:
    for match in matches:
        if match.language in reports:
            continue
        if match.kind == "says":
            return True
        if match.kind == "says." and _ends_there(tokens, match):
            return True
    if len(text) > _LONGEST_INVITATION:
        return False
    acts = [match for match in matches if match.kind == "acts" and match.language not in reports]
    return any(
        act.language == own.language and 0 <= act.start - own.end <= _NEAR
        for own in matches
        if own.kind == "own" and not _is_of_something(tokens, own)
        for act in acts
    )


def _ends_there(tokens: Tokens, match: Match) -> bool:
    return match.end >= len(tokens.text) - 1 or bool(_ENDS.search(tokens.tails[tokens.word_at(match.end) - 1]))


def _is_of_something(tokens: Tokens, match: Match) -> bool:
    """Whether "this article" is one of a constitution, and not the one that the reader reads."""
    return tokens.text.startswith((" of ", " de ", " der ", " des ", " du ", " del ", " della "), match.end)


def _is_about_site(matches: Sequence[Match], text: str, site: str) -> bool:
    """Whether the paragraph says whose the site is: "The Gazette is part of Harbour Media"."""
    return site.casefold() in text.casefold() and any(match.kind == "belongs" for match in matches)


def _asks_to_give(
    matches: Sequence[Match], text: str, site: str, reports: frozenset[str], *, has_address: bool
) -> bool:
    """Whether readers are asked for money. A report on a donation has no address, or is not about the paper."""
    if not has_address:
        return False
    gives = {match.language for match in matches if match.kind == "gives"}
    us = {match.language for match in matches if match.kind == "us"}
    about_us = gives & us or (gives and (_PAYS.search(text) or (site and site.casefold() in text.casefold())))
    return bool(about_us) and not (gives & reports)


def _is_caption(tokens: Tokens, text: str, groups: Sequence[str]) -> bool:
    """Whether the paragraph ends with the credit of a photograph: "The bridge on Friday. (Photo: Jane Doe)"."""
    if len(text) > _LONGEST_INVITATION:
        return False
    if (not text.isascii() and _PHOTOGRAPHED.search(text)) or (
        ("©" in text or "ⓒ" in text) and _COPYRIGHT_END.search(text)
    ):
        return True
    whole = text.rstrip(" .")
    bracketed = _BRACKETED_END.search(whole) if whole.endswith(_CLOSING_BRACKETS) else None
    if bracketed and _credits_a_photograph(bracketed[1]):
        return True
    if _credits_after_sentence(text):
        return True
    if _ends_sentence(text):
        return False
    for match in credits_anywhere(tokens, groups, max(1, len(tokens.raw) - _LAST_WORDS)):
        count = tokens.word_at(match.end)
        separated = ":" in tokens.tails[count - 1] or " " in tokens.text[match.start : match.end]
        if separated and tokens.raw[count:] and _are_names(tokens.raw[count:]):
            return True
    return False


def _credits_after_sentence(text: str) -> bool:
    """Whether a caption's sentence is followed by who took the photograph: "... on Friday. AP Photo/Jane Doe"."""
    if ":" not in text and "/" not in text and "photo" not in text.casefold():
        return False
    whole = text.rstrip(". ")
    last = _AFTER_SENTENCE.split(whole)[-1]
    if last == whole or len(last) > _LONGEST_PHOTO_CREDIT:
        return False
    folded = last.casefold()
    may_be_agency = ("/" in last or "photo" in folded) and _PHOTO_AGENCY.search(folded) is not None
    if not may_be_agency and ":" not in last:
        return False
    tokens = tokens_of(last)
    if not 0 < len(tokens.raw) <= _LONGEST_CREDIT:
        return False
    if may_be_agency and _are_names(tokens.raw):
        return True
    return ":" in last and any(match.kind == "credits" for match in matches_at_start(tokens, groups_of(last)))


def _credits_a_photograph(inner: str) -> bool:
    tokens = tokens_of(inner)
    if not tokens.raw or len(tokens.raw) > 2 * _LONGEST_CREDIT:
        return False
    if any(
        match.kind == "credits" and (_SEPARATES.search(_marks_after(tokens, match)) or " " in tokens.text[: match.end])
        for match in matches_at_start(tokens, groups_of(inner))
    ):
        return True
    known = _PHOTO_AGENCY.search(inner.casefold()) is not None or "/" in inner
    return len(tokens.raw) > 1 and known and _are_names(tokens.raw)


def _ends_sentence(text: str) -> bool:
    return text.rstrip().rstrip(_BEHIND_END)[-1:] in _ENDS_OF_SENTENCE


def _is_copyright(text: str) -> bool:
    return _COPYRIGHT.match(text) is not None and _YEAR_OR_MARK.search(text[:40]) is not None


@cache
def _sentences_of_software() -> Mapping[str, Sequence[tuple[str, str, str]]]:
    """What stands before, between and after the title and the site's name in "The post X appeared first on Y.".

    The key is the first letter of what stands before, "" where nothing does.
    """
    parts = defaultdict(list)
    for table in ("appeared_first", "appeared_first_other"):
        for sentence in entries("wordpress_lines", table):
            before, between, after = (_plain(part) for part in re.split(r"%(?:\d\$)?s", sentence))
            before = before.lstrip()
            parts[before[:1]].append((before, between, after.rstrip(" .。।")))
    return dict(parts)


@cache
def _lines_before_a_title() -> Mapping[str, Sequence[tuple[str, str]]]:
    """What stands before and after the title in "Continue reading X"; the key is its first letter, or ""."""
    parts = defaultdict(list)
    for sentence in entries("wordpress_lines", "before_a_title"):
        before, after = map(_plain, sentence.split("%s", 1))
        before = before.strip(' :"“”„«»')
        parts[before[:1]].append((before, after.strip(' :."“”„«»')))
    return dict(parts)


_Parts = TypeVar("_Parts")


def _that_may_begin(plain: str, parts: Mapping[str, Sequence[_Parts]]) -> Iterator[_Parts]:
    """Those of the parts that are filed under the first letter of `plain`, or under no letter."""
    return chain(parts.get("", ()), parts.get(plain[:1], ()) if plain else ())


def _plain(text: str) -> str:
    return text.casefold().replace("’", "'").replace("\xa0", " ")


def _appeared_first(text: str, plain: str, site: str) -> bool:
    for before, between, after in _that_may_begin(plain, _sentences_of_software()):
        if between not in plain or not plain.startswith(before):
            continue
        body = plain[len(before) :].rstrip(" .。।")
        if after and not body.endswith(after):
            continue
        title, separator, name = body[: len(body) - len(after)].rpartition(between)
        if (
            separator
            and title.strip()
            and _names_a_site(text, name.strip(), site, sure=bool(before.strip() and (between.strip() or after)))
        ):
            return True
    return False


def _names_a_site(text: str, name: str, site: str, *, sure: bool) -> bool:
    """Whether `name`, the end of a paragraph, is the name of a site: "Gazzetta del Porto", and not "a law of 1970"."""
    if not name or len(name) > 80:
        return False
    if site and _plain(site).strip() in name:
        return True
    at = _plain(text).rfind(name)
    first = text[at : at + 1].lstrip("\"“«《〈「'") or text[at + 1 : at + 2]
    if " " in name and first.islower():
        return False
    return sure or (not site and not any(mark in name for mark in _CLAUSE))


def _continues(text: str, plain: str) -> bool:
    """Whether the paragraph is "Continue reading “Bridge to close”" or like it in another language."""
    if len(text) > _LONGEST_INVITATION or text.rstrip().endswith((".", "!", "?", "。")):
        return False
    plain = plain.strip(' :."“”„«»…→*')
    return any(
        plain.startswith(before) and plain.endswith(after) and len(before) + len(after) < len(plain)
        for before, after in _that_may_begin(plain, _lines_before_a_title())
    )
