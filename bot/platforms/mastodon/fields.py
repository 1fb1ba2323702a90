"""What a post on Mastodon is sent with beside its text: who sees it, its language, and a warning before it. Pure.

https://docs.joinmastodon.org/methods/statuses/#form-data-parameters
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import cast

from bot.platforms.graphemes import grapheme_length
from bot.platforms.mastodon import DEFAULT_LENGTH
from bot.platforms.spec import Details

VISIBILITY, WARNINGS, LENGTH = "visibility", "warnings", "length"
"""The names of the account's own settings."""

_WITH_REGION = frozenset({"zh-CN", "zh-HK", "zh-TW", "pt-BR", "pt-PT"})
"""Of the languages that Mastodon tells apart by their region, those in which newsrooms write:
https://github.com/mastodon/mastodon/blob/main/app/helpers/languages_helper.rb"""


def fields_of(details: Details) -> dict[str, str]:
    """The fields of the API. Without a visibility the account's own default would count, which may be a private one."""
    fields = {
        "visibility": str(details.options.get(VISIBILITY) or "public"),
        "language": language_of(details.language),
        "spoiler_text": warning_of(details),
    }
    return {name: value for name, value in fields.items() if value}


def warning_of(details: Details) -> str:
    """The warning behind which the post is hidden; "" for none. The first that fits, in the order of the settings."""
    warnings = cast("Mapping[str, str]", details.options.get(WARNINGS) or {})
    tags = {tag.casefold().strip().lstrip("#") for tag in details.tags}
    return next((text for tag, text in warnings.items() if tag.casefold().strip().lstrip("#") in tags), "")


def longest_post(details: Details) -> int:
    """The longest post that the account's server takes, the warning included."""
    length = details.options.get(LENGTH)
    return length if isinstance(length, int) else DEFAULT_LENGTH


def length_of_warning(details: Details) -> int:
    """How much of a post's length its warning takes."""
    return grapheme_length(warning_of(details))


def language_of(tag: str) -> str:
    """The language as Mastodon writes it, from a language tag (BCP 47); "" where it tells none."""
    parts = tag.replace("_", "-").split("-")
    language = parts[0].lower()
    if not re.fullmatch("[a-z]{2,3}", language) or language == "und":
        return ""
    region = next((part.upper() for part in parts[1:] if re.fullmatch("[A-Za-z]{2}", part)), "")
    scripts = {"zh": {"hant": "TW", "hans": "CN"}}.get(language, {})
    region = region or next((scripts[part.lower()] for part in parts[1:] if part.lower() in scripts), "")
    return f"{language}-{region}" if f"{language}-{region}" in _WITH_REGION else language


def notes_of(details: Details) -> tuple[str, ...]:
    """The same for an editor, a sentence each; nothing of what goes without saying."""
    notes = []
    if warning := warning_of(details):
        notes.append(f"it is hidden behind the warning “{warning}”, which counts towards its length")
    if details.options.get(VISIBILITY) == "unlisted":
        notes.append("it is unlisted: followers see it, and no public timeline shows it")
    return tuple(notes)
