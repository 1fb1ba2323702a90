"""Tells in which language a text is, by its script and its commonest words. Pure but for the file of these words."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from math import log
from types import MappingProxyType

from bot.writing.language.scripts import Range, has_letter
from bot.writing.wordfiles import wordfile

_SCRIPTS: Mapping[str, Sequence[Range]] = {
    "ja": (("\u3041", "\u30ff"),),
    "zh": (("\u3400", "\u9fff"),),
    "ko": (("\uac00", "\ud7af"), ("\u1100", "\u11ff")),
    "th": (("\u0e01", "\u0e5b"),),
    "lo": (("\u0e81", "\u0edf"),),
    "my": (("\u1000", "\u109f"),),
    "km": (("\u1780", "\u17ff"),),
    "hi": (("\u0900", "\u097f"),),
    "bn": (("\u0980", "\u09ff"),),
    "pa": (("\u0a01", "\u0a76"),),
    "gu": (("\u0a81", "\u0aff"),),
    "or": (("\u0b01", "\u0b77"),),
    "ta": (("\u0b80", "\u0bff"),),
    "te": (("\u0c00", "\u0c7f"),),
    "kn": (("\u0c80", "\u0cff"),),
    "ml": (("\u0d00", "\u0d7f"),),
    "si": (("\u0d81", "\u0df4"),),
    "am": (("\u1200", "\u137f"),),
    "ar": (("\u0600", "\u06ff"), ("\u0750", "\u077f"), ("\ufb50", "\ufdff"), ("\ufe70", "\ufefc")),
    "he": (("\u0590", "\u05ff"),),
    "ru": (("\u0400", "\u04ff"),),
    "el": (("\u0370", "\u03ff"), ("\u1f00", "\u1fff")),
    "hy": (("\u0530", "\u058f"),),
    "ka": (("\u10a0", "\u10ff"),),
    "en": (("A", "Z"), ("a", "z"), ("\u00c0", "\u024f"), ("\u1e00", "\u1eff")),
}
"""For each language the letters of its script. A script implies this language where nothing else is known."""
_SAME_SCRIPT = {
    "ar": frozenset({"fa", "ur", "ps", "ku", "ckb", "sd", "ug", "pnb", "azb"}),
    "ru": frozenset({"uk", "be", "bg", "sr", "mk", "kk", "ky", "mn", "tg", "tt", "ba", "cv", "os", "bs", "cnr"}),
    "hi": frozenset({"mr", "ne", "sa", "bho", "mai", "kok"}),
    "bn": frozenset({"as"}),
    "he": frozenset({"yi"}),
    "am": frozenset({"ti"}),
    "my": frozenset({"shn"}),
    "zh": frozenset({"yue", "wuu", "nan"}),
}
"""The other languages of a script. Any language that is not here is one of Latin letters."""
_KIN = {"nb": "no", "bs": "hr", "sh": "hr", "cnr": "sr", "fil": "tl", "iw": "he", "in": "id"}
"""Languages whose words are those of another one, and the former codes of languages."""
_SAMPLE = 2000
"""Characters at the head of a text by which its language is told."""
_ENOUGH_KANA = 0.1
"""Japanese mixes kana and Chinese characters; a text with this share of kana is Japanese."""

_WORD = re.compile(r"(?:[^\W\d_]++|[\u064b-\u065f\u0900-\u0dff]++)++(?:['’](?=[^\W\d_]))?")
"""A word, or the elided article before one ("l’"). Vowel signs of Arabic and Indic scripts are no letters to Python."""
_QUOTATION = re.compile('[“„«»”"「][^“”„«»"「」]{1,500}[”“»«"」]')
_ENOUGH_OUTSIDE = 60
"""Characters outside quotations, which may be in another language, that are enough to judge by."""
_FLATTENING = 8.0
"""The larger, the less the commonest words of a language count more than its hundredth (Zipf-Mandelbrot law)."""
_LEAST_WORDS = 3
"""Different function words that a text must have for its language to be certain."""
_LEAST_LEAD = 8.0
"""By how much the best language must outdo the declared one; a common function word gives about 3."""
_LEAST_RATIO = 1.5
"""How many times the score of the declared language the best one must have: in a mixed text neither has."""


def language_of(text: str, declared: str = "") -> str:
    """The primary language subtag of `text`: that of `declared` (BCP 47), unless the text is surely in another.

    Many sites declare "en-US" because their software does. A text in another script than that of the declared
    language, or with far more function words of another language, is in that one. A short or a mixed text, and one in a
    language whose words are not known, is in the declared language; without one, in the likeliest.
    """
    primary = declared.replace("_", "-").split("-")[0].lower()
    sample = text[:_SAMPLE]
    script = _by_script(sample)
    fits = bool(primary) and _is_of_script(primary, script)
    if script not in _scripts_with_known_words():
        return primary if fits else script
    if fits and kin_of(primary) not in function_words_by_language():
        return primary
    likeliest, is_sure = _by_words(sample, script, kin_of(primary) if fits else "")
    if fits:
        return likeliest if is_sure else primary
    return likeliest or script


def kin_of(language: str) -> str:
    """The language whose lists of words hold for a language (a primary subtag): for Bosnian Croatian, mostly itself."""
    return _KIN.get(language, language)


def function_words(language: str) -> frozenset[str]:
    """The commonest function words of a language (a primary subtag), in lower case; none where they are not known."""
    return function_words_by_language().get(kin_of(language), frozenset())


def _by_script(text: str) -> str:
    letters = sorted(set(text))
    languages = [language for language, ranges in _SCRIPTS.items() if has_letter(letters, ranges)]
    if len(languages) < 2:
        return languages[0] if languages else "en"
    counts = dict.fromkeys(languages, 0)
    for letter, times in Counter(text).items():
        for language in languages:
            if has_letter(letter, _SCRIPTS[language]):
                counts[language] += times
    kana, han = counts.get("ja", 0), counts.get("zh", 0)
    if kana > _ENOUGH_KANA * (kana + han):
        counts["ja"] += counts.pop("zh", 0)
    return max(counts, key=lambda language: counts[language])


def _is_of_script(language: str, script: str) -> bool:
    """Whether texts in the language are written in the letters of `script` (a key of `_SCRIPTS`)."""
    if language == script or language in _SAME_SCRIPT.get(script, ()):
        return True
    return script == "en" and (language not in _SCRIPTS) and not _is_never_latin(language)


def _is_never_latin(language: str) -> bool:
    words = function_words_by_language().get(kin_of(language))
    return words is not None and not any(word.isascii() for word in words)


def _by_words(text: str, script: str, declared: str) -> tuple[str, bool]:
    """The language of the script whose function words the text has most, and whether it is surely not the declared one.

    Every word counts by how common it is in the language, so that "la" says less for Hungarian than "és".
    """
    outside = _QUOTATION.sub(" ", text)
    judged = outside if len(outside) >= _ENOUGH_OUTSIDE else text
    words = Counter(_WORD.findall(judged.replace("İ", "i").lower().replace("’", "'")))
    scores: dict[str, float] = defaultdict(float)
    distinct: Counter[str] = Counter()
    weights = _weights(script)
    for word, times in words.items():
        for language, weight in weights.get(word, ()):
            scores[language] += times * weight
            distinct[language] += 1
    if not scores:
        return "", False
    best = max(scores, key=lambda language: (scores[language], language))
    lead = scores[best] - scores[declared]
    is_sure = distinct[best] >= _LEAST_WORDS and lead >= _LEAST_LEAD and scores[best] >= _LEAST_RATIO * scores[declared]
    return best, is_sure


@cache
def _word_lists() -> Mapping[str, tuple[str, ...]]:
    """The function words by key of the data file: a language, or a language and a script."""
    data = wordfile("bot.writing.language", "function_words")
    return MappingProxyType({key: tuple(words.split()) for key, words in data.items()})


@cache
def function_words_by_language() -> Mapping[str, frozenset[str]]:
    """The function words of every language that is known."""
    languages: dict[str, frozenset[str]] = {}
    for key, words in _word_lists().items():
        language = key.split("-")[0]
        languages[language] = languages.get(language, frozenset()) | frozenset(words)
    return MappingProxyType(languages)


@cache
def _scripts_of_lists() -> Mapping[str, str]:
    return MappingProxyType({key: _by_script(" ".join(words[:5])) for key, words in _word_lists().items()})


@cache
def _scripts_with_known_words() -> frozenset[str]:
    return frozenset(_scripts_of_lists().values())


@cache
def _weights(script: str) -> Mapping[str, tuple[tuple[str, float], ...]]:
    """For each function word of the languages of a script: these languages, and how much the word says for each."""
    weights: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for key, words in _word_lists().items():
        if _scripts_of_lists()[key] == script:
            for rank, word in enumerate(words):
                weights[word].append((key.split("-")[0], log(1 + 400 / (rank + _FLATTENING))))
    return MappingProxyType({word: tuple(entries) for word, entries in weights.items()})
