"""Counts the length of a text as X does. Pure.

As in twitter-text, configuration v3: https://docs.x.com/fundamentals/counting-characters and
https://github.com/twitter/twitter-text/blob/master/config/v3.json.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache

from bot.platforms.tlds import TOP_LEVEL_DOMAINS
from bot.platforms.urls import (
    LONGEST_PROTOCOL,
    MOST_LABEL_CHARACTERS,
    MOST_URL_CHARACTERS,
    PATH_END,
    PATH_INNER,
    QUERY,
    TOP_LEVEL,
    Span,
    find_possible_urls,
)

URL_WEIGHT = 23
"""The length that X counts for any URL, because it replaces each by a t.co link."""

SHORT_LINK = re.compile(
    rf"https?://t\.co/(?:([a-z0-9]{{1,40}})(?![a-z0-9])(?:{QUERY})?|[a-z0-9]+)", re.IGNORECASE | re.ASCII
)
"""X's own shortened links. They end after name and query; with a name of more than 40 characters it is not a link."""
_USUAL_URL = re.compile(
    r"(?<!\S)(?:https?://)?+(?!t\.co\b)(?P<host>(?:[a-zA-Z0-9]++(?:-++[a-zA-Z0-9]++)*+\.)++(?P<top>[a-zA-Z]{2,}+))"
    rf"(?:/(?:[{PATH_INNER}]*+[{PATH_END}]++)*+(?:{QUERY})?+)?+(?!\S)"
)

_HEAVY = re.compile("[^\0-\u10ff\u2000-\u200d\u2010-\u201f\u2032-\u2037]+")
"""Runs of characters that count as 2; those in the four ranges count as 1."""
_EMOJI_MARK = "\u4e00"
"""Replaces an emoji sequence for counting: it counts as 2, as the whole sequence does."""
_URL_MARK = "\0"
"""Replaces a URL for counting, so that the characters on both sides are not read as one emoji; it counts as 1."""

_JOINING = re.compile("[\u200d\u20e3\ufe0f\U0001f1e6-\U0001f1ff\U0001f3fb-\U0001f3ff\U000e007f]")
"""Without one of these every emoji is a single character, which counts as 2 anyway."""

_TONE = "[\U0001f3fb-\U0001f3ff]"
_JOINED_GENDER = "\u200d[\u2640\u2642]\ufe0f"
_PROFESSION = (
    "(?:[\u2695\u2696\u2708]\ufe0f|[\U0001f33e\U0001f373\U0001f393\U0001f3a4\U0001f3a8\U0001f3eb\U0001f3ed"
    "\U0001f4bb\U0001f4bc\U0001f527\U0001f52c\U0001f680\U0001f692\U0001f9b0-\U0001f9b3])"
)
_TAKES_GENDER = (
    "[\U0001f3c3\U0001f3c4\U0001f3ca\U0001f46e\U0001f471\U0001f473\U0001f477\U0001f481\U0001f482\U0001f486"
    "\U0001f487\U0001f645-\U0001f647\U0001f64b\U0001f64d\U0001f64e\U0001f6a3\U0001f6b4-\U0001f6b6\U0001f926"
    "\U0001f935\U0001f937-\U0001f939\U0001f93d\U0001f93e\U0001f9b8\U0001f9b9\U0001f9d6-\U0001f9dd]"
)
_TAKES_TONE = (
    "[\u261d\u26f7\u26f9\u270a-\u270d\U0001f385\U0001f3c2-\U0001f3c4\U0001f3c7\U0001f3ca-\U0001f3cc\U0001f442"
    "\U0001f443\U0001f446-\U0001f450\U0001f466-\U0001f469\U0001f46e\U0001f470-\U0001f478\U0001f47c"
    "\U0001f481-\U0001f483\U0001f485-\U0001f487\U0001f4aa\U0001f574\U0001f575\U0001f57a\U0001f590\U0001f595"
    "\U0001f596\U0001f645-\U0001f647\U0001f64b-\U0001f64f\U0001f6a3\U0001f6b4-\U0001f6b6\U0001f6c0\U0001f6cc"
    "\U0001f918-\U0001f91c\U0001f91e\U0001f91f\U0001f926\U0001f930-\U0001f939\U0001f93d\U0001f93e\U0001f9b5"
    "\U0001f9b6\U0001f9b8\U0001f9b9\U0001f9d1-\U0001f9dd]"
)
_TAKES_VARIATION = (
    "[\xa9\xae\u203c\u2049\u2122\u2139\u2194-\u2199\u21a9\u21aa\u231a\u231b\u2328\u23cf\u23ed-\u23ef"
    "\u23f1\u23f2\u23f8-\u23fa\u24c2\u25aa\u25ab\u25b6\u25c0\u25fb-\u25fe\u2600-\u2604\u260e\u2611"
    "\u2614\u2615\u2618\u261d\u2620\u2622\u2623\u2626\u262a\u262e\u262f\u2638-\u263a\u2640\u2642"
    "\u2648-\u2653\u265f\u2660\u2663\u2665\u2666\u2668\u267b\u267f\u2692-\u2697\u2699\u269b\u269c"
    "\u26a0\u26a1\u26aa\u26ab\u26b0\u26b1\u26bd\u26be\u26c4\u26c5\u26c8\u26cf\u26d1\u26d3\u26d4"
    "\u26e9\u26ea\u26f0-\u26f5\u26f7-\u26fa\u26fd\u2702\u2708\u2709\u270c\u270d\u270f\u2712\u2714\u2716"
    "\u271d\u2721\u2733\u2734\u2744\u2747\u2757\u2763\u2764\u27a1\u2934\u2935\u2b05-\u2b07\u2b1b\u2b1c"
    "\u2b50\u2b55\u3030\u303d\u3297\u3299\U0001f004\U0001f170\U0001f171\U0001f17e\U0001f17f\U0001f202"
    "\U0001f21a\U0001f22f\U0001f237\U0001f321\U0001f324-\U0001f32c\U0001f336\U0001f37d"
    "\U0001f396\U0001f397\U0001f399-\U0001f39b\U0001f39e\U0001f39f\U0001f3cb-\U0001f3ce"
    "\U0001f3d4-\U0001f3df\U0001f3f3\U0001f3f5\U0001f3f7\U0001f43f\U0001f441\U0001f4fd"
    "\U0001f549\U0001f54a\U0001f56f\U0001f570\U0001f573-\U0001f579\U0001f587\U0001f58a-\U0001f58d"
    "\U0001f590\U0001f5a5\U0001f5a8\U0001f5b1\U0001f5b2\U0001f5bc\U0001f5c2-\U0001f5c4"
    "\U0001f5d1-\U0001f5d3\U0001f5dc-\U0001f5de\U0001f5e1\U0001f5e3\U0001f5e8\U0001f5ef\U0001f5f3"
    "\U0001f5fa\U0001f6cb\U0001f6cd-\U0001f6cf\U0001f6e0-\U0001f6e5\U0001f6e9\U0001f6f0\U0001f6f3]"
)
_FLAGS = (
    "A:CDEFGILMOQRSTUWXZ B:ABDEFGHIJLMNOQRSTVWYZ C:ACDFGHIKLMNOPRUVWXYZ D:EGJKMOZ E:ACEGHRSTU F:IJKMOR "
    "G:ABDEFGHILMNPQRSTUWY H:KMNRTU I:CDELMNOQRST J:EMOP K:EGHIMNPRWYZ L:ABCIKRSTUVY "
    "M:ACDEFGHKLMNOPQRSTUVWXYZ N:ACEFGILOPRUZ O:M P:AEFGHKLMNRSTWY Q:A R:EOSUW S:ABCDEGHIJKLMNORSTVXYZ "
    "T:ACDFGHJKLMNORTVWZ U:AGMNSYZ V:ACEGINU W:FS X:K Y:ET Z:AMW"
)


def _flags() -> str:
    def letter(name: str) -> str:
        return chr(0x1F1E6 + ord(name) - ord("A"))

    by_first = (group.split(":") for group in _FLAGS.split())
    return "|".join(f"{letter(first)}[{''.join(map(letter, seconds))}]" for first, seconds in by_first)


_SECOND = "[\u200d\u20e3\ufe0f\U0001f1e6-\U0001f1ff\U0001f3fb-\U0001f3ff\U000e0067]"


@cache
def _sequence() -> re.Pattern[str]:
    """The emoji sequences of Unicode 11, as in twitter-text; the parts of a newer one are counted separately."""
    return re.compile(
        # for speed: the second character rules out nearly everything that is not a sequence
        f"(?=.{_SECOND})(?:"
        + "|".join(
            (
                f"[\U0001f468\U0001f469]{_TONE}?\u200d{_PROFESSION}",
                f"[\u26f9\U0001f3cb\U0001f3cc\U0001f574\U0001f575](?:{_TONE}|\ufe0f){_JOINED_GENDER}",
                f"{_TAKES_GENDER}{_TONE}?{_JOINED_GENDER}",
                f"[\U0001f46f\U0001f93c\U0001f9de\U0001f9df]{_JOINED_GENDER}",
                # couples, with and without a kiss, then families
                "\U0001f469\u200d\u2764\ufe0f\u200d(?:\U0001f48b\u200d)?[\U0001f468\U0001f469]",
                "\U0001f468\u200d\u2764\ufe0f\u200d(?:\U0001f48b\u200d)?\U0001f468",
                "(?:\U0001f468\u200d[\U0001f468\U0001f469]|\U0001f469\u200d\U0001f469|[\U0001f468\U0001f469])\u200d"
                "(?:\U0001f467(?:\u200d[\U0001f466\U0001f467])?|\U0001f466(?:\u200d\U0001f466)?)",
                "\U0001f3f3\ufe0f\u200d\U0001f308|\U0001f3f4\u200d\u2620\ufe0f|\U0001f441\u200d\U0001f5e8",
                "[#*0-9]\ufe0f?\u20e3",
                # most hands and persons may have a selector or a tone; these may have a tone after the selector
                f"[\u261d\u26f7\u26f9\u270c\u270d\U0001f3cb\U0001f3cc\U0001f574\U0001f575\U0001f590]\ufe0f?{_TONE}",
                f"{_TAKES_TONE}{_TONE}",
                f"{_TAKES_VARIATION}\ufe0f",
                "\U0001f3f4\U000e0067\U000e0062(?:\U000e0065\U000e006e\U000e0067|\U000e0073\U000e0063\U000e0074"
                "|\U000e0077\U000e006c\U000e0073)\U000e007f",
                _flags(),
            )
        )
        + ")",
        re.DOTALL,
    )


_LONG = 1000
_PIECES = re.compile("[\0-\x7f]*[^\0-\x7f]{0,256}")


def weighted_length(text: str) -> int:
    """The length of `text` as X counts it; at most 280 may be posted.

    Where it is not known whether X recognises a URL, because of a newer top-level domain, the larger count.
    """
    if text.isascii():
        return len(text) if "." not in text else _weight_with_urls(text)
    text = normalised(text)
    return _weight(text) if "." not in text else _weight_with_urls(text)


def normalised(text: str) -> str:
    """The text in NFC, the form that X counts.

    Normalising a run of combining marks takes quadratic time, so a long text is normalised in pieces. Where a piece
    ends within such a run, the result may be longer than NFC, never shorter.
    """
    if text.isascii():
        return text
    if len(text) <= _LONG:
        return unicodedata.normalize("NFC", text)
    return "".join(unicodedata.normalize("NFC", piece) for piece in _PIECES.findall(text))


def _weight_with_urls(text: str) -> int:
    text, removed = _without_usual_urls(text)
    known, possible = find_possible_urls(text, SHORT_LINK)
    weight = _weight_around(text, known)
    if possible is not known:
        weight = max(weight, _weight_around(text, possible))
    return weight + URL_WEIGHT * removed


def _without_usual_urls(text: str) -> tuple[str, int]:
    """The text without its simplest URLs, those between spaces, and their number.

    This is for speed: one pattern finds them several times faster than `find_possible_urls`, which finds the others.
    """
    if TOP_LEVEL.search(text) is None:
        return text, 0
    removed = 0

    def replacement(match: re.Match[str]) -> str:
        nonlocal removed
        is_short = (
            len(match["host"]) <= MOST_LABEL_CHARACTERS and len(match[0]) + LONGEST_PROTOCOL <= MOST_URL_CHARACTERS
        )
        if not is_short or match["top"].lower() not in TOP_LEVEL_DOMAINS:
            return match[0]
        removed += 1
        return ""

    return _USUAL_URL.sub(replacement, text), removed


def _weight_around(text: str, urls: Sequence[Span]) -> int:
    if not urls:
        return _weight(text)
    pieces = []
    end = 0
    for url in urls:
        pieces.append(text[end : url.start])
        end = url.end
    pieces.append(text[end:])
    return _weight(_URL_MARK.join(pieces)) + (URL_WEIGHT - len(_URL_MARK)) * len(urls)


def _weight(text: str) -> int:
    """The length, as X counts it, of a text without URLs."""
    if text.isascii():
        return len(text)
    if _JOINING.search(text):
        text = _sequence().sub(_EMOJI_MARK, text)
    return len(text) + len("".join(_HEAVY.findall(text)))
