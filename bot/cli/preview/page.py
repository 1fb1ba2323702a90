"""The previews as one self-contained HTML page, without network, script or other files. Pure."""

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
    """A part of a post's text, as the platform shows it.

    If it is a link that the platform cuts short, `hidden_before` and `hidden_after` are the parts that are not visible.
    """

    kind: str
    """The kind of a `Mark`, such as "link"; "" for plain text."""
    visible: str
    hidden_before: str = ""
    hidden_after: str = ""

    @property
    def href(self) -> str:
        """The address of a link; "" if the text is no complete URL."""
        whole = self.hidden_before + self.visible + self.hidden_after
        return whole if self.kind == "link" and whole.lower().startswith(("http://", "https://")) else ""


@dataclass(frozen=True, slots=True)
class Frame:
    """A post as one screen, desktop or phone, shows it."""

    screen: str
    pieces: Sequence[Piece]
    rest: Sequence[Piece]
    """What is hidden behind "See more"."""


@dataclass(frozen=True, slots=True)
class PostOnPage:
    """One account's post, and the facts about it."""

    preview: AccountPreview
    platform: str
    """The platform's name as people know it."""
    frames: Sequence[Frame]
    facts: Sequence[Fact]
    picture: str
    """The CSS class that shows the card's picture; "" if there is no picture or it was not read."""


def page(previews: Sequence[Preview], *, reloads: bool = False, script: str = "") -> str:
    """The page as HTML text.

    With `reloads` it reloads itself every two seconds. `script` is the only script that its content policy allows.
    """
    pictures = _pictures(previews)
    platforms = list(dict.fromkeys(account.platform for preview in previews for account in preview.accounts))
    styles = [PLATFORMS[platform].file("preview.css") for platform in platforms]
    style = Markup("\n".join((_own_file("page.css"), *styles, *map(_picture_rule, pictures, pictures.values()))))
    articles = [
        (preview.article, [_post(account, preview.zone, pictures) for account in preview.accounts])
        for preview in previews
    ]
    return _template().render(
        articles=articles,
        policy=_policy(style, script),
        style=style,
        script=Markup(script),
        reloads=reloads,
        themes=THEMES,
        initials=_initials,
        byline=_byline,
        platform_macros={platform: _platform_template(platform).module for platform in platforms},
        titles=" and ".join(PLATFORMS[platform].title for platform in platforms),
    )


@cache
def _environment() -> Environment:
    return Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


@cache
def _template() -> Template:
    return _environment().from_string(_own_file("page.html.j2"))


@cache
def _platform_template(platform: str) -> Template:
    """The macros that draw a post of that platform: its folder's `preview.html.j2`, or plain ones."""
    return _environment().from_string(PLATFORMS[platform].file("preview.html.j2") or _own_file("plain.html.j2"))


def _own_file(name: str) -> str:
    return files("bot.cli.preview").joinpath(name).read_text("utf-8")


def _policy(style: str, script: str) -> str:
    """The Content-Security-Policy, which allows nothing from the network: https://www.w3.org/TR/CSP3/"""
    allowed = f"default-src 'none'; img-src data:; style-src '{_digest(style)}'; base-uri 'none'; form-action 'none'"
    return f"{allowed}; script-src '{_digest(script)}'" if script else allowed


def _digest(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _pictures(previews: Iterable[Preview]) -> dict[str, CardPicture]:
    """Each card picture once, by the CSS class that shows it."""
    cards = (account.card for preview in previews for account in preview.accounts if account.card)
    pictures = {card.picture.url: card.picture for card in cards if card.picture and card.picture.content}
    return {f"picture-{number}": picture for number, picture in enumerate(pictures.values())}


def _picture_rule(name: str, picture: CardPicture) -> str:
    """The CSS rule that shows the picture. Base64 and a media type hold no character that could end the rule."""
    content = base64.b64encode(picture.content).decode()
    return f'.{name} {{ background-image: url("data:{picture.media_type};base64,{content}"); }}'


def _post(preview: AccountPreview, zone: ZoneInfo, pictures: Mapping[str, CardPicture]) -> PostOnPage:
    card_picture = preview.card.picture if preview.card else None
    classes = {picture.url: name for name, picture in pictures.items()}
    return PostOnPage(
        preview=preview,
        platform=PLATFORMS[preview.platform].title,
        frames=[_frame(preview, screen) for screen in SCREENS] if preview.post else [],
        facts=list(facts_of(preview, zone)),
        picture=classes.get(card_picture.url, "") if card_picture else "",
    )


def _frame(preview: AccountPreview, screen: str) -> Frame:
    assert preview.post is not None
    text = preview.post.text
    fold = next((fold.at for fold in preview.folds if fold.screen == screen and fold.at is not None), len(text))
    pieces = [
        [piece for piece in _pieces(preview, text, *part) if piece.visible] for part in ((0, fold), (fold, len(text)))
    ]
    return Frame(screen, *pieces)


def _pieces(preview: AccountPreview, text: str, start: int, end: int) -> Iterator[Piece]:
    """The parts of the text between `start` and `end`; a mark that reaches beyond is cut there."""
    for mark in preview.marks:
        mark = Mark(mark.kind, max(mark.start, start), min(mark.end, end))
        if mark.start >= mark.end:
            continue
        yield Piece("", text[start : mark.start])
        yield _mark_piece(text[mark.start : mark.end], mark.kind, preview.platform)
        start = mark.end
    yield Piece("", text[start:end])


def _mark_piece(text: str, kind: str, platform: str) -> Piece:
    if kind != "link":
        return Piece(kind, text)
    link = PLATFORMS[platform].display_link(text)
    return Piece(kind, link.visible, link.before, link.after)


def _initials(article: Article) -> str:
    return "".join(word[0] for word in article.site.split()[:2]).upper()


def _byline(article: Article) -> str:
    published = f"{article.published:%-d %B %Y}" if article.published else ""
    return " · ".join(part for part in (article.site, published, article.author) if part)
