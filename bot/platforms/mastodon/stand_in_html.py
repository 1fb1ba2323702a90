"""The HTML in which Mastodon returns the text of a post, as its `app/lib/text_formatter.rb` makes it. Pure."""

from __future__ import annotations

import re
from html import escape

from bot.platforms.mastodon.text import display_link, marks_of
from bot.platforms.spec import MarkKind


def as_html(text: str, host: str) -> str:
    """Links in three pieces of which followers see one, hashtags as links, paragraphs and line breaks as tags."""
    pieces, end = [], 0
    for mark in marks_of(text):
        pieces.append(escape(text[end : mark.start]))
        marked = text[mark.start : mark.end]
        pieces.append(_marked(mark.kind, marked, host))
        end = mark.end
    html = "".join((*pieces, escape(text[end:])))
    paragraphs = re.split("\n\n+", html.replace("\r\n", "\n"))
    return "".join(f"<p>{paragraph.replace(chr(10), '<br />')}</p>" for paragraph in paragraphs)


def _marked(kind: MarkKind, text: str, host: str) -> str:
    """A mention of an account that the server does not know stays text."""
    match kind:
        case "link":
            return _link(text)
        case "hashtag":
            return _tag(text, host)
        case _:
            return escape(text)


def _link(url: str) -> str:
    shown = display_link(url)
    kind = "ellipsis" if shown.after else ""
    return (
        f'<a href="{escape(url)}" target="_blank" rel="nofollow noopener noreferrer">'
        f'<span class="invisible">{escape(shown.before)}</span><span class="{kind}">{escape(shown.visible)}</span>'
        f'<span class="invisible">{escape(shown.after)}</span></a>'
    )


def _tag(hashtag: str, host: str) -> str:
    word = escape(hashtag[1:])
    return f'<a href="https://{host}/tags/{word}" class="mention hashtag" rel="tag">#<span>{word}</span></a>'
