"""Guesses the language of a text, well enough to find its sentences and words. Pure."""

from __future__ import annotations

import re
from collections import Counter

_SCRIPTS = {
    "ja": "[\u3041-\u30ff]",
    "zh": "[\u3400-\u9fff]",
    "ko": "[\uac00-\ud7af\u1100-\u11ff]",
    "th": "[\u0e01-\u0e5b]",
    "hi": "[\u0900-\u097f]",
    "bn": "[\u0980-\u09ff]",
    "ta": "[\u0b80-\u0bff]",
    "ar": "[\u0600-\u06ff\u0750-\u077f]",
    "he": "[\u0590-\u05ff]",
    "ru": "[\u0400-\u04ff]",
    "el": "[\u0370-\u03ff]",
    "hy": "[\u0530-\u058f]",
    "ka": "[\u10a0-\u10ff]",
    "en": "[A-Za-z\u00c0-\u024f]",
}
"""For each language the letters of its script. A script implies this language where nothing else is known."""
_PATTERNS = {language: re.compile(pattern) for language, pattern in _SCRIPTS.items()}
_SAME_SCRIPT = {
    "ar": frozenset({"fa", "ur", "ps", "ku", "sd", "ug"}),
    "ru": frozenset({"uk", "be", "bg", "sr", "mk", "kk", "ky", "mn", "tg"}),
    "hi": frozenset({"mr", "ne", "sa"}),
    "bn": frozenset({"as"}),
    "he": frozenset({"yi"}),
}
_SAMPLE = 2000
_ENOUGH_KANA = 0.1
"""Japanese mixes kana and Chinese characters; a text with this share of kana is Japanese."""


def language_of(text: str, declared: str = "") -> str:
    """The primary language subtag of `text`: that of `declared` (BCP 47), unless the text is in another script.

    Many sites declare "en-US" because their software does.
    """
    primary = declared.replace("_", "-").split("-")[0].lower()
    by_script = _by_script(text[:_SAMPLE])
    if primary and (primary == by_script or primary in _SAME_SCRIPT.get(by_script, ())):
        return primary
    if by_script == "en":
        return primary if primary and primary not in _SCRIPTS else "en"
    return by_script


def _by_script(text: str) -> str:
    counts = Counter({language: len(pattern.findall(text)) for language, pattern in _PATTERNS.items()})
    if counts["ja"] > _ENOUGH_KANA * (counts["ja"] + counts["zh"]):
        counts["ja"] += counts.pop("zh")
    language, letters = counts.most_common(1)[0]
    return language if letters else "en"
