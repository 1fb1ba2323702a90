"""The previews as one self-contained HTML page, without network, script or other files. Pure."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from bot.cli.preview.facts import Fact, facts_of
from bot.drawing.post import Card, PostView, draw_post, styles_of
from bot.platforms import PLATFORMS

if TYPE_CHECKING:
    from bot.article import Article
    from bot.desk.report.preview import AccountPreview, Preview
    from bot.drawing.look import Look
    from bot.sources.page.card import CardPicture, LinkCard

SCREENS = ("desktop", "phone")
THEMES = ("light", "dark")


@dataclass(frozen=True, slots=True)
class PostOnPage:
    """One account's post, and the facts about it."""

    preview: AccountPreview
    platform: str
    """The platform's name as people know it."""
    frames: Mapping[tuple[str, str], Markup]
    """The post as each screen shows it in each theme; empty where there is no post."""
    facts: Sequence[Fact]


def page(previews: Sequence[Preview], *, reloads: bool = False, script: str = "") -> str:
    """The page as HTML text.

    With `reloads` it reloads itself every two seconds. `script` is the only script that its content policy allows.
    """
    pictures = _pictures(previews)
    platforms = list(dict.fromkeys(account.platform for preview in previews for account in preview.accounts))
    looks = {platform: PLATFORMS[platform].look() for platform in platforms}
    rules = map(_picture_rule, pictures, pictures.values())
    style = Markup("\n".join((styles_of(looks.values()), _own_file("page.css"), *rules)))
    articles = [
        (
            preview.article,
            [
                _post(preview, account, looks[account.platform], f"{number}-{nth}", pictures)
                for nth, account in enumerate(preview.accounts, 1)
            ],
        )
        for number, preview in enumerate(previews, 1)
    ]
    return _template().render(
        articles=articles,
        policy=_policy(style, script),
        style=style,
        script=Markup(script),
        reloads=reloads,
        screens=SCREENS,
        themes=THEMES,
        byline=_byline,
        titles=" and ".join(PLATFORMS[platform].title for platform in platforms),
    )


@cache
def _template() -> Template:
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string(_own_file("page.html.j2"))


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


def _post(
    preview: Preview, account: AccountPreview, look: Look, number: str, pictures: Mapping[str, CardPicture]
) -> PostOnPage:
    """The post of one account; `number` is unique on the page."""
    frames: dict[tuple[str, str], Markup] = {}
    if account.post:
        frames = {
            (screen, theme): draw_post(_view(preview, account, screen, f"{number}-{theme}-{screen}", pictures), look)
            for screen in SCREENS
            for theme in THEMES
        }
    return PostOnPage(
        preview=account,
        platform=PLATFORMS[account.platform].title,
        frames=frames,
        facts=list(facts_of(account, preview.zone)),
    )


def _view(
    preview: Preview, account: AccountPreview, screen: str, name: str, pictures: Mapping[str, CardPicture]
) -> PostView:
    """The post as that screen shows it."""
    assert account.post is not None
    return PostView(
        id=name,
        name=preview.article.site,
        handle=account.account,
        text=account.post.text,
        fold=next((fold.at for fold in account.folds if fold.screen == screen), None),
        language=preview.article.language,
        card=_card(account.card, account.post.link, pictures) if account.card and account.card.title else None,
    )


def _card(card: LinkCard, link: str, pictures: Mapping[str, CardPicture]) -> Card:
    classes = {picture.url: name for name, picture in pictures.items()}
    return Card(
        title=card.title,
        description=card.description,
        domain=card.domain,
        url=link,
        has_picture=card.picture is not None,
        picture_class=classes.get(card.picture.url, "") if card.picture else "",
        is_large=card.is_large,
    )


def _byline(article: Article) -> str:
    published = f"{article.published:%-d %B %Y}" if article.published else ""
    return " · ".join(part for part in (article.site, published, article.author) if part)
