"""The record that is a post on Bluesky. Pure.

https://github.com/bluesky-social/atproto/blob/main/lexicons/app/bsky/feed/post.json
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.platforms.bluesky.address import COLLECTION
from bot.platforms.bluesky.text import rich_text
from bot.platforms.bluesky.tid import time_of
from bot.platforms.post_match import url_about
from bot.platforms.spec import Details


def post_record(
    text: str, link: str, key: str, details: Details, thumbnail: Mapping[str, Any] | None
) -> dict[str, Any]:
    """The record of a post with this key, a TID, whose moment is the post's.

    `thumbnail` is what the server says of the card's picture when it has taken it; None for no picture.
    """
    made_at = time_of(key)
    if made_at is None:
        raise ValueError(f"{key!r} is no TID")
    sent, facets = rich_text(text)
    record: dict[str, Any] = {"$type": COLLECTION, "text": sent, "createdAt": _timestamp(made_at)}
    if details.language:
        record["langs"] = [details.language]
    if facets:
        record["facets"] = facets
    if details.card and link:
        external = {
            "uri": url_about(link, text) or link,
            "title": details.card.title,
            "description": details.card.description,
        }
        if thumbnail:
            external["thumb"] = dict(thumbnail)  # type: ignore[assignment]
        record["embed"] = {"$type": "app.bsky.embed.external", "external": external}
    return record


def _timestamp(time: datetime) -> str:
    """https://atproto.com/specs/lexicon#datetime"""
    return time.isoformat(timespec="milliseconds").replace("+00:00", "Z")
