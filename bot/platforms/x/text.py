"""How X shows a text, and what an editor should know of one that is to go there. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.platforms.spec import DisplayLink, Mark

_VISIBLE_AFTER_HOST = 15


def display_link(url: str) -> DisplayLink:
    """Without scheme and www., and with 15 characters of what follows the host, as `display_url` has it.

    https://docs.x.com/x-api/fundamentals/data-dictionary gives examples; the rule itself is not published.
    """
    prefix = re.match(r"(?:https?://)?(?:www\.)?", url, re.IGNORECASE)
    start = prefix.end() if prefix else 0
    host = re.compile(r"[^/?#]*").match(url, start)
    end = (host.end() if host else start) + _VISIBLE_AFTER_HOST
    return DisplayLink(url[:start], url[start:end], url[end:])


def cautions(text: str, marks: Sequence[Mark], *, link: str, appeal: str) -> tuple[str, ...]:
    """What an editor should know of a text that is to go to X.

    `link` and `appeal` are the post's own: the links in them are meant.
    """
    cautions = []
    for mark in marks:
        piece = text[mark.start : mark.end]
        if mark.kind == "link" and "://" not in piece and piece not in link and piece not in appeal:
            cautions.append(f"X makes a link of {piece!r}")
    # X allows automated posts no unsolicited mentions: https://docs.x.com/developer-guidelines
    mentioned = dict.fromkeys(text[mark.start : mark.end] for mark in marks if mark.kind == "mention")
    cautions += (f"it mentions {name}, who is told of it" for name in mentioned)
    cashtags = [text[mark.start : mark.end] for mark in marks if mark.kind == "cashtag"]
    if len(cashtags) > 1:
        # https://docs.x.com/x-api/posts/manage-tweets/integrate
        cautions.append(f"it has {len(cashtags)} cashtags ({', '.join(cashtags)}), and X refuses more than one")
    return tuple(cautions)
