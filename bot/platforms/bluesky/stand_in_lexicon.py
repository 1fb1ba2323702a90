"""What a server refuses of a post's record, as the lexicons have it. Pure.

https://github.com/bluesky-social/atproto/tree/main/lexicons/app/bsky: feed/post.json, richtext/facet.json and
embed/external.json
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from bot.platforms.bluesky.address import COLLECTION
from bot.platforms.bluesky.text import BYTES, GRAPHEMES, TAG_BYTES, TAG_GRAPHEMES
from bot.platforms.bluesky.tid import time_of
from bot.platforms.graphemes import grapheme_length

MOST_LANGUAGES = 3
MOST_THUMBNAIL = 1_000_000
_URI = re.compile(r"\w+:(?://)?[^\s/]\S*")
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")


def fault_of(key: str, record: object) -> str:
    """The first fault of a record, as a server words it; "" for none."""
    if not isinstance(record, dict) or record.get("$type") != COLLECTION:
        return f"Invalid $type: expected {COLLECTION}"
    if time_of(key) is None:
        return "Invalid TID string"
    return next(_faults(record), "")


def _faults(record: dict[str, Any]) -> Iterator[str]:
    text = record.get("text")
    if not isinstance(text, str):
        yield "Record must have the property text"
        return
    yield from _faults_of_length("text", text, BYTES, GRAPHEMES)
    if not _is_datetime(record.get("createdAt")):
        yield "Record/createdAt must be an valid atproto datetime (both RFC-3339 and ISO-8601)"
    languages = record.get("langs", [])
    if not isinstance(languages, list) or len(languages) > MOST_LANGUAGES:
        yield f"Record/langs must not have more than {MOST_LANGUAGES} elements"
    elif not all(isinstance(language, str) and _LANGUAGE.fullmatch(language) for language in languages):
        yield "Record/langs must be well-formed BCP 47 language tags"
    for number, facet in enumerate(record.get("facets", ())):
        yield from _faults_of_facet(f"facets/{number}", facet)
    if "embed" in record:
        yield from _faults_of_embed(record["embed"])


def _faults_of_length(name: str, text: str, most_bytes: int, most_graphemes: int) -> Iterator[str]:
    if len(text.encode("utf-8", "replace")) > most_bytes:
        yield f"Record/{name} must not be longer than {most_bytes} characters"
    if grapheme_length(text) > most_graphemes:
        yield f"Record/{name} must not be longer than {most_graphemes} graphemes"


def _faults_of_facet(name: str, facet: Any) -> Iterator[str]:
    try:
        start, end, features = facet["index"]["byteStart"], facet["index"]["byteEnd"], facet["features"]
    except (KeyError, TypeError):
        yield f"Record/{name} must have the properties index and features"
        return
    if not isinstance(start, int) or not isinstance(end, int) or start < 0 or end < 0:
        yield f"Record/{name}/index must hold integers"
    for feature in features:
        if feature["$type"].endswith("#link") and not _URI.fullmatch(str(feature.get("uri", ""))):
            yield f"Record/{name}/features/0/uri must be a uri"
        if feature["$type"].endswith("#tag"):
            yield from _faults_of_length(f"{name}/features/0/tag", str(feature["tag"]), TAG_BYTES, TAG_GRAPHEMES)


def _faults_of_embed(embed: Any) -> Iterator[str]:
    external = embed.get("external") if isinstance(embed, dict) else None
    if not isinstance(external, dict):
        yield "Record/embed must have the property external"
        return
    for name in ("uri", "title", "description"):
        if not isinstance(external.get(name), str):
            yield f"Record/embed/external must have the property {name}"
    thumbnail = external.get("thumb")
    if isinstance(thumbnail, dict) and thumbnail.get("size", 0) > MOST_THUMBNAIL:
        yield f"This file is too large. It is {thumbnail['size']} bytes but the maximum size is {MOST_THUMBNAIL}."


def _is_datetime(value: object) -> bool:
    try:
        return isinstance(value, str) and datetime.fromisoformat(value).tzinfo is not None
    except ValueError:
        return False
