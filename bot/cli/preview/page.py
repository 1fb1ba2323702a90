"""The previews as one page that needs nothing else: no network, no script, no file beside it. Pure."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from bot.cli.preview.facts import Fact, facts_of
from bot.platforms import PLATFORMS
from bot.platforms.spec import Mark

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from bot.article import Article
    from bot.desk.report.preview import AccountPreview, Preview
    from bot.sources.page.card import CardPicture

SCREENS = ("desktop", "phone")
THEMES = ("light", "dark")


class Piece(NamedTuple):
    """A part of a post's text; `before` and `after` stand there without being seen, as in a link that is cut short."""

    kind: str
    """"" for plain text."""
    shown: str
    before: str = ""
    after: str = ""

    @property
    def href(self) -> str:
        """Where a link leads; "" for what is no whole address."""
        whole = self.before + self.shown + self.after
        return whole if self.kind == "link" and whole.lower().startswith(("http://", "https://")) else ""


@dataclass(frozen=True, slots=True)
class Frame:
    """A post as it stands on one screen."""

    screen: str
    pieces: Sequence[Piece]
    rest: Sequence[Piece]
    """What is behind "See more"."""


@dataclass(frozen=True, slots=True)
class PostOnPage:
    """One account's post."""

    preview: AccountPreview
    platform: str
    """What people call it."""
    frames: Sequence[Frame]
    facts: Sequence[Fact]
    picture: str
    """The class of its card's picture; "" where there is none, or where it was not read."""


def page(previews: Sequence[Preview], *, reloads: bool = False, script: str = "") -> str:
    """The page, in HTML. `reloads`: it shows itself again every two seconds; `script` is the only one that may run."""
    pictures = _pictures(previews)
    platforms = list(dict.fromkeys(one.platform for shown in previews for one in shown.accounts))
    looks = [PLATFORMS[platform].file("preview.css") for platform in platforms]
    style = Markup("\n".join((_shipped("page.css"), *looks, *map(_picture_rule, pictures, pictures.values()))))
    articles = [(shown.article, [_post(one, shown.zone, pictures) for one in shown.accounts]) for shown in previews]
    return _template().render(
        articles=articles,
        policy=_policy(style, script),
        style=style,
        script=Markup(script),
        reloads=reloads,
        themes=THEMES,
        initials=_initials,
        told=_told,
        looks={platform: _look(platform).module for platform in platforms},
        titles=" and ".join(PLATFORMS[platform].title for platform in platforms),
    )


@cache
def _environment() -> Environment:
    return Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


@cache
def _template() -> Template:
    return _environment().from_string(_shipped("page.html.j2"))


@cache
def _look(platform: str) -> Template:
    """What surrounds a post on that platform: the macros of its folder's `preview.html.j2`, or plain ones."""
    return _environment().from_string(PLATFORMS[platform].file("preview.html.j2") or _shipped("plain.html.j2"))


def _shipped(name: str) -> str:
    return files("bot.cli.preview").joinpath(name).read_text("utf-8")


def _policy(style: str, script: str) -> str:
    """Under which the page may do nothing but look: https://www.w3.org/TR/CSP3/"""
    allowed = f"default-src 'none'; img-src data:; style-src '{_digest(style)}'; base-uri 'none'; form-action 'none'"
    return f"{allowed}; script-src '{_digest(script)}'" if script else allowed


def _digest(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _pictures(previews: Iterable[Preview]) -> dict[str, CardPicture]:
    """Every picture once, however many posts show it, by the class that shows it."""
    cards = (one.card for shown in previews for one in shown.accounts if one.card)
    read = {card.picture.url: card.picture for card in cards if card.picture and card.picture.content}
    return {f"picture-{number}": picture for number, picture in enumerate(read.values())}


def _picture_rule(name: str, picture: CardPicture) -> str:
    """A base64 text and a media type hold nothing that could end the address or the style."""
    content = base64.b64encode(picture.content).decode()
    return f'.{name} {{ background-image: url("data:{picture.media_type};base64,{content}"); }}'


def _post(one: AccountPreview, zone: ZoneInfo, pictures: Mapping[str, CardPicture]) -> PostOnPage:
    shown = one.card.picture if one.card else None
    return PostOnPage(
        preview=one,
        platform=PLATFORMS[one.platform].title,
        frames=[_frame(one, screen) for screen in SCREENS] if one.post else [],
        facts=list(facts_of(one, zone)),
        picture=next((name for name, picture in pictures.items() if shown and picture.url == shown.url), ""),
    )


def _frame(one: AccountPreview, screen: str) -> Frame:
    assert one.post is not None
    text = one.post.text
    fold = next((fold.at for fold in one.folds if fold.screen == screen and fold.at is not None), len(text))
    pieces = [[piece for piece in _pieces(one, text, *part) if piece.shown] for part in ((0, fold), (fold, len(text)))]
    return Frame(screen, *pieces)


def _pieces(one: AccountPreview, text: str, start: int, end: int) -> Iterator[Piece]:
    """What stands between `start` and `end`; a mark that the fold cuts in two is two."""
    for mark in one.marks:
        mark = Mark(mark.kind, max(mark.start, start), min(mark.end, end))
        if mark.start >= mark.end:
            continue
        yield Piece("", text[start : mark.start])
        yield _marked(text[mark.start : mark.end], mark.kind, one.platform)
        start = mark.end
    yield Piece("", text[start:end])


def _marked(text: str, kind: str, platform: str) -> Piece:
    if kind != "link":
        return Piece(kind, text)
    link = PLATFORMS[platform].display_link(text)
    return Piece(kind, link.visible, link.before, link.after)


def _initials(article: Article) -> str:
    return "".join(word[0] for word in article.site.split()[:2]).upper()


def _told(article: Article) -> str:
    published = f"{article.published:%-d %B %Y}" if article.published else ""
    return " · ".join(part for part in (article.site, published, article.author) if part)
