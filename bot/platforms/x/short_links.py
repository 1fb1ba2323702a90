"""Changes the text of a stored post as X does: every URL becomes a t.co link, and `& < >` are escaped."""

from __future__ import annotations

import hashlib
import re
from typing import Any

from bot.sandbox.accounts import StoredPost
from bot.sandbox.links import URL


def text_with_short_links(post: StoredPost) -> tuple[str, list[dict[str, Any]]]:
    """The text of the post as X's API returns it, and its `entities.urls`."""
    display_text, urls, end = "", [], 0
    for number, link in enumerate(URL.finditer(post.text)):
        display_text += _escaped(post.text[end : link.start()])
        short, end = _short(post.id, number), link.end()
        url = link[0] if "://" in link[0] else f"http://{link[0]}"
        bare = re.sub(r"^https?://(www\.)?", "", url)
        urls.append(
            {
                "start": len(display_text),
                "end": len(display_text) + len(short),
                "url": short,
                "expanded_url": url,
                "display_url": bare if len(bare) <= 30 else f"{bare[:29]}…",
            }
        )
        display_text += short
    return display_text + _escaped(post.text[end:]), urls


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _short(post_id: str, number: int) -> str:
    return f"https://t.co/{hashlib.sha256(f'{post_id} {number}'.encode()).hexdigest()[:10]}"
