"""Draws a post as its platform shows it. Pure.

A page that shows posts needs `styles_of` their looks once, and `draw_post` for each. A post brings no script, and no
`style` attribute, so both work under a strict Content-Security-Policy.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from jinja2 import Environment, FunctionLoader, StrictUndefined, Template
from markupsafe import Markup

from bot.drawing.icons import icon
from bot.drawing.look import Look


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What a platform shows of the linked page below a post."""

    title: str
    domain: str
    url: str
    """Where a click on it leads."""
    description: str = ""
    has_picture: bool = False
    picture_url: str = ""
    """Where the picture is, as an <img> names it; "" where a CSS class shows it, or where it was not read."""
    picture_class: str = ""
    """The CSS class by which the page's own style shows the picture; "" for none."""
    is_large: bool = False
    """Whether the picture has the full width of the card; else it is a small square beside the text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PostView:
    """A post, and what is shown around it."""

    id: str
    """Unique on its page; `post-` and this is the element's id."""
    name: str
    """The account's name for people."""
    handle: str
    text: str
    fold: int | None = None
    """`text[:fold]` is shown, the rest is behind "See more"; None: all is shown."""
    language: str = ""
    """The text's language tag; "" where it is not known."""
    age: str = "now"
    """How long ago it was posted, such as "5m"."""
    posted_at: str = ""
    """When it was posted, in ISO 8601; "" where it was not."""
    card: Card | None = None


class Piece(NamedTuple):
    """A part of a post's text, as the platform shows it.

    If it is a link that the platform cuts short, `hidden_before` and `hidden_after` are the parts that are not visible.
    """

    kind: str
    """The kind of mark, such as "link"; "" for plain text."""
    visible: str
    hidden_before: str = ""
    hidden_after: str = ""

    @property
    def href(self) -> str:
        """The address of a link; "" if the text is no complete URL."""
        return web_address(self.hidden_before + self.visible + self.hidden_after) if self.kind == "link" else ""


def draw_post(post: PostView, look: Look) -> Markup:
    """The post as HTML, without the styles."""
    fold = len(post.text) if post.fold is None else post.fold
    html = _template(look.template).render(
        post=post,
        platform=look.platform,
        pieces=list(_pieces(look, post.text, 0, fold)),
        rest=list(_pieces(look, post.text, fold, len(post.text))),
        initials="".join(word[0] for word in post.name.split()[:2]).upper(),
    )
    return Markup(html)


def styles_of(looks: Iterable[Look]) -> str:
    """The CSS for posts with these looks. What surrounds them may have the classes `around` and `on-` with a name."""
    return "\n".join((_file("post.css"), *dict.fromkeys(look.style for look in looks)))


def web_address(url: str) -> str:
    """`url` where a link may lead to it; "" for any other, such as javascript:."""
    return url if url.lower().startswith(("http://", "https://")) else ""


@cache
def _environment() -> Environment:
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, loader=FunctionLoader(_file)
    )
    environment.globals["icon"] = icon
    environment.filters["web_address"] = web_address
    return environment


@cache
def _template(source: str) -> Template:
    return _environment().from_string(source or _file("post.html.j2"))


def _file(name: str) -> str:
    return files("bot.drawing").joinpath(name).read_text("utf-8")


def _pieces(look: Look, text: str, start: int, end: int) -> Iterator[Piece]:
    """The parts of the text between `start` and `end`, none empty; a mark that reaches beyond is cut there."""
    for kind, mark_start, mark_end in look.marks_of(text):
        mark_start, mark_end = max(mark_start, start), min(mark_end, end)
        if mark_start >= mark_end:
            continue
        if start < mark_start:
            yield Piece("", text[start:mark_start])
        yield _mark_piece(look, text[mark_start:mark_end], kind)
        start = mark_end
    if start < end:
        yield Piece("", text[start:end])


def _mark_piece(look: Look, text: str, kind: str) -> Piece:
    if kind != "link":
        return Piece(kind, text)
    before, visible, after = look.display_link(text)
    return Piece(kind, visible, before, after)
