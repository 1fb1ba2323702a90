"""How X shows links, and what an editor should know about a text before it is posted on X. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.platforms.spec import DisplayLink, Mark
from bot.platforms.urls import find_urls, is_stray
from bot.platforms.x.counting import SHORT_LINK, normalised

_DOT_WITHIN = re.compile(r"\.\w")
_VISIBLE_AFTER_HOST = 15


def display_link(url: str) -> DisplayLink:
    """A link as X shows it (`display_url`): the host without www., and the 15 characters after it.

    https://docs.x.com/x-api/fundamentals/data-dictionary gives examples; the rule itself is not published.
    """
    prefix = re.match(r"(?:https?://)?(?:www\.)?", url, re.IGNORECASE)
    start = prefix.end() if prefix else 0
    host = re.compile(r"[^/?#]*").match(url, start)
    end = (host.end() if host else start) + _VISIBLE_AFTER_HOST
    return DisplayLink(url[:start], url[start:end], url[end:])


def stray_links(text: str) -> tuple[str, ...]:
    """What X would make a link of and is surely none: the name of a file, or words without a space between them."""
    if not _DOT_WITHIN.search(text):
        return ()
    text = normalised(text)
    links = [text[start:end] for start, end in find_urls(text, SHORT_LINK)]
    return tuple(link for link in links if is_stray(link))


def cautions(text: str, marks: Sequence[Mark], *, link: str, appeal: str) -> tuple[str, ...]:
    """Messages for an editor about a text to be posted on X: accidental links, mentions, too many cashtags.

    `link` and `appeal` are the post's own; links in them are intended.
    """
    cautions = []
    for mark in marks:
        piece = text[mark.start : mark.end]
        if mark.kind == "link" and "://" not in piece and piece not in link and piece not in appeal:
            cautions.append(f"X makes a link of {piece!r}")
    # X forbids unsolicited mentions in automated posts: https://docs.x.com/developer-guidelines
    mentioned = dict.fromkeys(text[mark.start : mark.end] for mark in marks if mark.kind == "mention")
    cautions += (f"it mentions {name}, who is told of it" for name in mentioned)
    cashtags = [text[mark.start : mark.end] for mark in marks if mark.kind == "cashtag"]
    if len(cashtags) > 1:
        # https://docs.x.com/x-api/posts/manage-tweets/integrate
        cautions.append(f"it has {len(cashtags)} cashtags ({', '.join(cashtags)}), and X refuses more than one")
    return tuple(cautions)
