"""The link card (title, text, picture) that a platform makes of a page's meta tags, and the faults of the tags. Pure.

The tags that a platform reads, and its limits for pictures, are in its `CardRules`. The tags: https://ogp.me
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urljoin, urlsplit

from bot.article import canonical_url
from bot.sources.parsing.decode import decoded
from bot.sources.parsing.sanitize import one_line, printable_url

if TYPE_CHECKING:
    from bot.sources.parsing.markup import Head

__all__ = [
    "CardPage",
    "CardPicture",
    "CardRules",
    "LinkCard",
    "card_page_of",
    "card_page_of_html",
    "link_card",
    "origin_of",
    "picture_urls",
    "saved_card_page",
]


class CardRules(Protocol):
    """How a platform makes a card of a page; `bot.platforms.spec.CardRules` explains the fields."""

    @property
    def platform(self) -> str: ...
    @property
    def crawler(self) -> str: ...
    @property
    def title(self) -> tuple[str, ...]: ...
    @property
    def description(self) -> tuple[str, ...]: ...
    @property
    def image(self) -> tuple[str, ...]: ...
    @property
    def smallest_image(self) -> tuple[int, int]: ...
    @property
    def wide_image(self) -> tuple[int, int]: ...
    @property
    def most_image_bytes(self) -> int: ...
    @property
    def card_tag(self) -> str: ...
    @property
    def wide_card(self) -> str: ...
    @property
    def instead_of_card_tag(self) -> tuple[str, ...]: ...
    @property
    def follows_og_url(self) -> bool: ...
    @property
    def wants_declared_size(self) -> bool: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class CardPicture:
    """A picture that a page names for its card."""

    url: str
    media_type: str = ""
    """Such as "image/png"; "" where the picture was not fetched."""
    width: int = 0
    height: int = 0
    """Pixels, as measured, or else as the page declares; 0 means unknown."""
    content: bytes = field(default=b"", repr=False)
    fault: str = ""
    """Why it could not be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CardPage:
    """What was read at a link, as far as its card depends on it."""

    url: str
    """Where the page came from, after redirects."""
    moved: bool = False
    """Whether the link redirected to `url`."""
    tags: Mapping[str, str]
    """Meta tags by name, the first of each; `<title>` is "title"."""
    pictures: Mapping[str, CardPicture] = field(default_factory=dict)
    """The pictures that were fetched, by URL."""
    robots: Mapping[str, str] = field(default_factory=dict)
    """The robots.txt of each origin, where it is known; "" where an origin has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkCard:
    """What followers see below the post."""

    title: str
    """"" where the platform shows no card."""
    description: str
    domain: str
    picture: CardPicture | None
    is_large: bool
    """Whether the picture has the full width of the card; else it is a small square beside the text."""
    faults: tuple[str, ...]
    """Messages for the newsroom; each says what followers see because of the fault."""


def saved_card_page(content: bytes, url: str) -> CardPage | None:
    """What a saved page says about its card, without any request; None where the file is not an HTML page."""
    page = decoded(content)
    return card_page_of_html(page, url) if _PAGE.search(page[:4096]) else None


_PAGE = re.compile(r"<!doctype html|<html|<head|<meta", re.IGNORECASE)


def card_page_of_html(page: str, url: str) -> CardPage:
    """What the HTML of a page says about its card."""
    # Imported in functions for a quick start of commands that show no card: lxml takes 20 ms, protego 5 ms.
    from bot.sources.parsing.markup import read_head

    return card_page_of(read_head(page), url)


def card_page_of(head: Head, url: str) -> CardPage:
    """What the head of the page at `url` says about its card."""
    return CardPage(url=url, tags=head.tags | ({"title": head.title} if head.title else {}))


def link_card(page: CardPage, rules: CardRules) -> LinkCard:
    """The card that a platform with these rules makes of the page."""
    title, description = _text(page, rules.title), _text(page, rules.description)
    picture = _picture(page, rules)
    refused = list(_refusals(page, rules))
    has_card = bool(title) and not refused
    usable = picture is not None and not _picture_problem(page, picture, rules)
    return LinkCard(
        title=title if has_card else "",
        description=description if has_card else "",
        domain=_domain(page.url),
        picture=picture if has_card and usable else None,
        is_large=has_card and usable and _is_large(page, picture, rules),
        faults=(*refused, *_faults(page, rules, title, description), *_faults_of_picture(page, rules, picture)),
    )


def picture_urls(page: CardPage, rules: Iterable[CardRules]) -> list[str]:
    """The URLs of the pictures that platforms with these rules would show, each once."""
    tag_values = (_first_tag(page, platform_rules.image) for platform_rules in rules)
    return list(dict.fromkeys(url for tag_value in tag_values if (url := _absolute(page, tag_value))))


def origin_of(url: str) -> str:
    """The scheme and host of `url`; robots.txt is below it (RFC 9309, section 2.3)."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


_ADVISED = (600, 315)
"""Pixels, width and height: from this size on every platform shows a picture in full width."""


def _text(page: CardPage, names: Iterable[str]) -> str:
    """The first of these tags that is not empty, on one line of at most 300 characters."""
    return one_line(_first_tag(page, names), 300)


def _first_tag(page: CardPage, names: Iterable[str]) -> str:
    return next((text for name in names if (text := page.tags.get(name, "").strip())), "")


def _refusals(page: CardPage, rules: CardRules) -> Iterator[str]:
    """Why there is no card at all."""
    if _is_disallowed(page, page.url, rules):
        yield f"robots.txt of {_domain(page.url)} keeps {rules.crawler} from the page: {rules.platform} shows no card"
    if not rules.card_tag or page.tags.get(rules.card_tag):
        return
    others = rules.instead_of_card_tag
    if not others:
        yield f"no {rules.card_tag}: {rules.platform} shows no card"
    elif not all(page.tags.get(name) for name in others):
        listed = f"{', '.join(others[:-1])} and {others[-1]}"
        yield f"no {rules.card_tag}, and not all of {listed}: {rules.platform} shows no card"


def _faults(page: CardPage, rules: CardRules, title: str, description: str) -> Iterator[str]:
    if page.moved:
        yield f"the link leads on to {printable_url(page.url)}: let the feed give that address"
    if not title:
        yield f"no og:title: {rules.platform} shows the bare address"
    elif "og:title" not in page.tags and rules.title[-1] == "title":
        yield "no og:title: the page's <title> stands in"
    if not description:
        yield "no og:description"
    yield from _faults_of_card_tag(page, rules)
    og_url = _absolute(page, page.tags.get("og:url", ""))
    if rules.follows_og_url and og_url and canonical_url(og_url) not in {"", canonical_url(page.url)}:
        yield f"og:url names another address, {printable_url(og_url)}: {rules.platform} makes the card of that page"


def _faults_of_card_tag(page: CardPage, rules: CardRules) -> Iterator[str]:
    tag, wide = rules.card_tag, rules.wide_card
    if not tag:
        return
    if tag not in page.tags:
        yield f"no {tag}: the picture is small, if there is a card at all; {wide} makes it wide"
    elif page.tags[tag] != wide:
        yield f"{tag} is {printable_url(page.tags[tag])}: the picture is small; {wide} makes it wide"


def _faults_of_picture(page: CardPage, rules: CardRules, picture: CardPicture | None) -> Iterator[str]:
    if picture is None:
        yield "no og:image: the card has no picture"
        return
    if not urlsplit(_first_tag(page, rules.image)).netloc:
        yield "the picture's address is not absolute, as it must be"
    if problem := _picture_problem(page, picture, rules):
        yield problem
    elif picture.width and not _at_least(picture, _ADVISED):
        yield f"the picture is {_size(picture)}, smaller than {_size_text(_ADVISED)}: it is shown small"
    if rules.wants_declared_size and not (page.tags.get("og:image:width") and page.tags.get("og:image:height")):
        yield "no og:image:width and og:image:height: the first followers to see the post may see no picture"


def _picture_problem(page: CardPage, picture: CardPicture, rules: CardRules) -> str:
    if _is_disallowed(page, picture.url, rules):
        return f"robots.txt of {_domain(picture.url)} keeps {rules.crawler} from the picture: it is not shown"
    if picture.fault:
        return f"the picture cannot be read: {picture.fault}"
    if picture.media_type.startswith("image/svg"):
        return f"the picture is an SVG, which {rules.platform} does not show: give a JPEG or PNG"
    if len(picture.content) > rules.most_image_bytes:
        size, most = len(picture.content) / 1e6, rules.most_image_bytes / 1e6
        return f"the picture has {size:.1f} MB, and {rules.platform} takes {most:g}"
    if picture.width and not _at_least(picture, rules.smallest_image):
        return (
            f"the picture is {_size(picture)}, and {rules.platform} shows none below {_size_text(rules.smallest_image)}"
        )
    return ""


def _is_large(page: CardPage, picture: CardPicture | None, rules: CardRules) -> bool:
    if rules.card_tag and page.tags.get(rules.card_tag) != rules.wide_card:
        return False
    return picture is not None and (not picture.width or _at_least(picture, rules.wide_image))


def _picture(page: CardPage, rules: CardRules) -> CardPicture | None:
    """The picture that the platform would show: as fetched, or else as the page declares it; None if it names none."""
    url = _absolute(page, _first_tag(page, rules.image))
    if not url:
        return None
    if (fetched := page.pictures.get(url)) and (fetched.width or fetched.fault):
        return fetched
    width, height = (_number(page.tags.get(f"og:image:{side}", "")) for side in ("width", "height"))
    return CardPicture(
        url=url,
        width=width,
        height=height,
        media_type=fetched.media_type if fetched else page.tags.get("og:image:type", ""),
        content=fetched.content if fetched else b"",
    )


def _is_disallowed(page: CardPage, url: str, rules: CardRules) -> bool:
    robots = page.robots.get(origin_of(url), "")
    if not robots:
        return False
    from protego import Protego

    return not Protego.parse(robots).can_fetch(url, rules.crawler)


def _absolute(page: CardPage, url: str) -> str:
    try:
        absolute = urljoin(page.url, url) if url else ""
        return absolute if urlsplit(absolute).scheme in {"http", "https"} and urlsplit(absolute).hostname else ""
    except ValueError:
        return ""


def _domain(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0


def _at_least(picture: CardPicture, size: tuple[int, int]) -> bool:
    return picture.width >= size[0] and picture.height >= size[1]


def _size(picture: CardPicture) -> str:
    return _size_text((picture.width, picture.height))


def _size_text(size: Iterable[int]) -> str:
    return " × ".join(map(str, size))
