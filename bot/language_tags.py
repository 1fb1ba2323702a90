"""Compares language tags, such as "pt-BR", as settings and articles have them. Pure."""

from __future__ import annotations

_OTHER_CODES = {"nb": "no", "fil": "tl", "iw": "he", "in": "id", "ji": "yi", "jw": "jv", "mo": "ro"}
"""Other codes of languages: the former ones of the IANA registry ("Preferred-Value"), and those of Norwegian and of
Filipino, which have two each that are in use.
https://www.iana.org/assignments/language-subtag-registry and CLDR's languageAlias"""


def is_within(tag: str, language_range: str) -> bool:
    """Whether a tag is one of a range: "pt-BR" and "pt" are within "pt", but "pt" is not within "pt-BR".

    As https://www.rfc-editor.org/rfc/rfc4647#section-3.3.1; "_" is taken for "-", as many sites write it.
    """
    tag, language_range = _canonical(tag), _canonical(language_range)
    return bool(tag) and (tag == language_range or tag.startswith(f"{language_range}-"))


def _canonical(tag: str) -> str:
    language, hyphen, rest = tag.strip().replace("_", "-").casefold().partition("-")
    return f"{_OTHER_CODES.get(language, language)}{hyphen}{rest}"
