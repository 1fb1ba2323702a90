"""The card that a platform shows for a link, as the page's own tags make it, and what is wrong with them. Pure.

https://ogp.me, https://developers.facebook.com/docs/sharing/webmasters/images and https://developer.x.com/cards/markup
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from bot.article import canonical_url
from bot.feeds.pages.decode import decoded
from bot.feeds.plain import one_line, shown

if TYPE_CHECKING:
    from bot.feeds.pages.markup import Head

__all__ = [
    "CardPage",
    "CardPicture",
    "LinkCard",
    "card_page_of",
    "link_card",
    "origin_of",
    "page_as_it_says",
    "picture_urls",
    "saved_card_page",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class CardPicture:
    """A picture that a page names for its card."""

    url: str
    media_type: str = ""
    """Such as "image/png"; "" where it was not asked for."""
    width: int = 0
    height: int = 0
    """Pixels, as measured, else as the page declares them; 0: not known."""
    content: bytes = field(default=b"", repr=False)
    fault: str = ""
    """Why it could not be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CardPage:
    """What stands at a link, as far as its card depends on it."""

    url: str
    """Where the page came from, after redirects."""
    moved: bool = False
    """The link has led there from another address."""
    tags: Mapping[str, str]
    """The first of each name; `<title>` is "title"."""
    pictures: Mapping[str, CardPicture] = field(default_factory=dict)
    """By their addresses, those that were asked for."""
    robots: Mapping[str, str] = field(default_factory=dict)
    """The robots.txt of each origin, where it is known; "" for one that has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkCard:
    """What followers see below the post."""

    title: str
    """"" where the platform shows no card."""
    description: str
    domain: str
    picture: CardPicture | None
    is_large: bool
    """The picture takes the whole width; else it is a small square beside the words."""
    faults: tuple[str, ...]
    """Each says what followers get for it."""


def saved_card_page(content: bytes, url: str) -> CardPage | None:
    """What a saved page itself says of its card, with nothing asked; None where the file is no page."""
    page = decoded(content)
    return page_as_it_says(page, url) if _PAGE.search(page[:4096]) else None


_PAGE = re.compile(r"<!doctype html|<html|<head|<meta", re.IGNORECASE)


def page_as_it_says(page: str, url: str) -> CardPage:
    """What a page in HTML says of its card."""
    from bot.feeds.pages.markup import read_head

    return card_page_of(read_head(page), url)


def card_page_of(head: Head, url: str) -> CardPage:
    """What a page whose head says that shows of its card."""
    return CardPage(url=url, tags=head.tags | ({"title": head.title} if head.title else {}))


def link_card(page: CardPage, platform: str) -> LinkCard:
    """The card as that platform makes it of the page."""
    reader = _READERS.get(platform, _FACEBOOK)
    title, description = reader.text(page, "title"), reader.text(page, "description")
    picture = _picture(page, reader)
    refused = list(_refusals(page, reader))
    is_shown = bool(title) and not refused
    usable = picture is not None and not _why_not_shown(page, picture, reader)
    return LinkCard(
        title=title if is_shown else "",
        description=description if is_shown else "",
        domain=_domain(page.url),
        picture=picture if is_shown and usable else None,
        is_large=is_shown and usable and _is_large(page, picture, reader),
        faults=(*refused, *_faults(page, reader, title, description), *_faults_of_picture(page, reader, picture)),
    )


def picture_urls(page: CardPage) -> list[str]:
    """The addresses of the pictures that any platform would show."""
    named = (reader.image(page) for reader in _READERS.values())
    return list(dict.fromkeys(url for name in named if (url := _absolute(page, name))))


def origin_of(url: str) -> str:
    """Scheme and host: where robots.txt stands (RFC 9309, section 2.3)."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reader:
    """How a platform reads a page."""

    name: str
    crawler: str
    tags: Mapping[str, tuple[str, ...]]
    """The names under which it looks for title, description and image, the first first."""
    smallest: tuple[int, int]
    """Below that it shows no picture."""
    large_from: tuple[int, int]
    most_bytes: int
    needs_card_tag: bool

    def text(self, page: CardPage, part: str) -> str:
        return next((one_line(text, 300) for name in self.tags[part] if (text := page.tags.get(name, "").strip())), "")

    def image(self, page: CardPage) -> str:
        return next((url for name in self.tags["image"] if (url := page.tags.get(name, "").strip())), "")


_FACEBOOK = _Reader(
    name="Facebook",
    crawler="facebookexternalhit",  # https://developers.facebook.com/docs/sharing/webmasters/web-crawlers
    tags={
        "title": ("og:title", "title"),
        "description": ("og:description", "description"),
        "image": ("og:image", "og:image:url", "og:image:secure_url"),
    },
    smallest=(200, 200),
    large_from=(600, 315),
    most_bytes=8_000_000,
    needs_card_tag=False,
)
_X = _Reader(
    name="X",
    crawler="Twitterbot",  # https://developer.x.com/en/docs/x-for-websites/cards/guides/getting-started
    tags={
        "title": ("twitter:title", "og:title"),
        "description": ("twitter:description", "og:description"),
        "image": ("twitter:image", "twitter:image:src", "og:image", "og:image:url"),
    },
    smallest=(144, 144),
    large_from=(300, 157),
    most_bytes=5_000_000,
    needs_card_tag=True,
)
_READERS = {"twitter": _X, "facebook": _FACEBOOK}

_LARGE_CARD = "summary_large_image"
_ADVISED = (600, 315)
"""What Facebook asks for, and X shows well too."""


def _refusals(page: CardPage, reader: _Reader) -> Iterator[str]:
    """Why there is no card at all."""
    if _is_kept_out(page, page.url, reader):
        yield f"robots.txt of {_domain(page.url)} keeps {reader.crawler} from the page: {reader.name} shows no card"
    has_open_graph = all(page.tags.get(name) for name in ("og:type", "og:title", "og:description"))
    if reader.needs_card_tag and not page.tags.get("twitter:card") and not has_open_graph:
        yield "no twitter:card, and not all of og:type, og:title and og:description: X shows no card"


def _faults(page: CardPage, reader: _Reader, title: str, description: str) -> Iterator[str]:
    if page.moved:
        yield f"the link leads on to {shown(page.url)}: let the feed give that address"
    if not title:
        yield f"no og:title: {reader.name} shows the bare address"
    elif "og:title" not in page.tags and reader.tags["title"][-1] == "title":
        yield "no og:title: the page's <title> stands in"
    if not description:
        yield "no og:description"
    if reader.needs_card_tag and page.tags.get("twitter:card", _LARGE_CARD) != _LARGE_CARD:
        yield f"twitter:card is {shown(page.tags['twitter:card'])}: the picture is small; {_LARGE_CARD} makes it wide"
    elif reader.needs_card_tag and "twitter:card" not in page.tags:
        yield f"no twitter:card: the picture is small, if there is a card at all; {_LARGE_CARD} makes it wide"
    named = _absolute(page, page.tags.get("og:url", ""))
    if not reader.needs_card_tag and named and canonical_url(named) not in {"", canonical_url(page.url)}:
        yield f"og:url names another address, {shown(named)}: Facebook makes the card of that page"


def _faults_of_picture(page: CardPage, reader: _Reader, picture: CardPicture | None) -> Iterator[str]:
    if picture is None:
        yield "no og:image: the card has no picture"
        return
    if not urlsplit(reader.image(page)).netloc:
        yield "the picture's address is not absolute, as it must be"
    if why_not := _why_not_shown(page, picture, reader):
        yield why_not
    elif picture.width and not _at_least(picture, _ADVISED):
        yield f"the picture is {_size(picture)}, smaller than {_spelt(_ADVISED)}: it is shown small"
    if reader is _FACEBOOK and not (page.tags.get("og:image:width") and page.tags.get("og:image:height")):
        yield "no og:image:width and og:image:height: the first followers to see the post may see no picture"


def _why_not_shown(page: CardPage, picture: CardPicture, reader: _Reader) -> str:
    if _is_kept_out(page, picture.url, reader):
        return f"robots.txt of {_domain(picture.url)} keeps {reader.crawler} from the picture: it is not shown"
    if picture.fault:
        return f"the picture cannot be read: {picture.fault}"
    if picture.media_type.startswith("image/svg"):
        return f"the picture is an SVG, which {reader.name} does not show: give a JPEG or PNG"
    if len(picture.content) > reader.most_bytes:
        return (
            f"the picture has {len(picture.content) / 1e6:.1f} MB, and {reader.name} takes {reader.most_bytes / 1e6:g}"
        )
    if picture.width and not _at_least(picture, reader.smallest):
        return f"the picture is {_size(picture)}, and {reader.name} shows none below {_spelt(reader.smallest)}"
    return ""


def _is_large(page: CardPage, picture: CardPicture | None, reader: _Reader) -> bool:
    if reader.needs_card_tag and page.tags.get("twitter:card") != _LARGE_CARD:
        return False
    return picture is not None and (not picture.width or _at_least(picture, reader.large_from))


def _picture(page: CardPage, reader: _Reader) -> CardPicture | None:
    """As it was read, else as the page declares it."""
    url = _absolute(page, reader.image(page))
    if not url:
        return None
    if (read := page.pictures.get(url)) and (read.width or read.fault):
        return read
    width, height = (_number(page.tags.get(f"og:image:{side}", "")) for side in ("width", "height"))
    return CardPicture(
        url=url,
        width=width,
        height=height,
        media_type=read.media_type if read else page.tags.get("og:image:type", ""),
        content=read.content if read else b"",
    )


def _is_kept_out(page: CardPage, url: str, reader: _Reader) -> bool:
    robots = page.robots.get(origin_of(url), "")
    if not robots:
        return False
    from protego import Protego

    return not Protego.parse(robots).can_fetch(url, reader.crawler)


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
    return _spelt((picture.width, picture.height))


def _spelt(size: Iterable[int]) -> str:
    return " × ".join(map(str, size))
