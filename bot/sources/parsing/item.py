"""`ParsedItem`, an article as a parser reads it, and its conversion to a clean `Article`. Pure."""

from __future__ import annotations

import html
import re
from typing import Literal, NamedTuple
from urllib.parse import SplitResult, urljoin, urlsplit

from bot.article import Article
from bot.html_text import unescape_all
from bot.sources.parsing.dates import read_date
from bot.sources.parsing.sanitize import C1_AS_MEANT, one_line, text_of_markup

__all__ = ["Markup", "ParsedItem", "as_article"]

Markup = Literal["text", "html"]

# No real article exceeds these; a feed that does is broken or hostile.
_LONGEST_TITLE = 1_000
_LONGEST_NAME = 300
_LONGEST_EXCERPT = 100_000
_LONGEST_URL = 2_048
_MOST_TAGS = 50


class ParsedItem(NamedTuple):
    """One article as a parser reads it, not cleaned. A missing text is "".

    A NamedTuple, because one is made for every article of every feed, and a frozen dataclass takes three times as long.
    """

    title: str = ""
    title_is: Markup = "html"
    link: str = ""
    guid: str = ""
    body: str = ""
    body_is: Markup = "html"
    excerpt: str = ""
    excerpt_is: Markup = "html"
    author: str = ""
    published: str = ""
    """The date as the feed writes it, or in ISO 8601."""
    dated_by_change: bool = False
    """That is the date of its last change; the feed has no other."""
    tags: tuple[str, ...] = ()
    language: str = ""
    image: str = ""
    image_alt: str = ""
    image_width: int | None = None
    image_height: int | None = None
    says_article: bool = False
    """Whether a page says of itself that it is an article."""
    base: str = ""
    """What its relative URLs are relative to; "" for the address of the document."""


def as_article(item: ParsedItem, *, site: str, base: str, longest: int = 10**6) -> Article:
    """The article of `item`, cleaned, with relative URLs resolved against its own base or `base`.

    Body and excerpt are cut after `longest` bytes of UTF-8.
    """
    base = item.base or base
    published = read_date(item.published)
    return Article(
        site=site,
        title=_title(item.title, item.title_is),
        link=_page_address(item.link, base),
        guid=one_line(item.guid, _LONGEST_URL),
        body=_markup(item.body, item.body_is, longest),
        excerpt=_markup(item.excerpt, item.excerpt_is, min(_LONGEST_EXCERPT, longest)),
        author=_author(item.author),
        published=published,
        dated_by_change=item.dated_by_change and published is not None,
        tags=_tags(item.tags),
        language=_language(item.language),
        image=_page_address(item.image, base),
        image_alt=_title(item.image_alt, "html"),
        image_width=item.image_width,
        image_height=item.image_height,
    )


def web_address(link: str, base: str) -> str:
    """`link` as an absolute http(s) URL, resolved against `base`; "" where it is invalid or too long."""
    if _PLAIN_ADDRESS.fullmatch(link):
        return link
    link = "".join(part.strip() for part in _LINE_END.split(link)).replace(" ", "%20")
    if not link or len(link) > _LONGEST_URL:
        return ""
    try:
        link = f"//{link}" if _WITHOUT_SCHEME.match(link) else link
        absolute = urljoin(base, _ESCAPED_TWICE.sub("&", link))
        parts = urlsplit(absolute)
        is_valid = parts.scheme in {"http", "https"} and _is_host(parts) and absolute.isprintable()
    except ValueError:
        return ""
    return f"{parts.scheme}{absolute[len(parts.scheme) :]}" if is_valid else ""  # with the scheme in lower case


def _is_host(parts: SplitResult) -> bool:
    """Whether the URL names a valid host. Raises ValueError for an invalid port."""
    return bool(parts.hostname) and parts.port != 0 and not {"%", "\\"} & set(parts.netloc)


def _page_address(link: str, base: str) -> str:
    """`link` as a public URL: without the login that `base` may contain; "" where `link` contains a login itself."""
    address = web_address(link, _without_login(base) if "@" in base else base)
    return "" if "@" in address and "@" in urlsplit(address).netloc else address


def _without_login(base: str) -> str:
    """The address without user name and password; "" where it is none, as a feed may have it in `xml:base`."""
    try:
        parts = urlsplit(base)
    except ValueError:
        return ""
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()


# A link that `urljoin` would not change, as nearly every link; a segment that begins with a dot might be changed.
_PLAIN_ADDRESS = re.compile(
    r"https?://[a-z0-9][a-z0-9.-]{0,200}(?:/(?!\.)[\w%~+=.-]{0,300}){0,6}(?:\?p=\d{1,19})?", re.ASCII
)
# "www.gazette.example/news/3", which is meant as a host and a path, and would be a path.
_WITHOUT_SCHEME = re.compile(r"www\.[\w-]+\.[\w.-]+(?=/|$)", re.IGNORECASE)
_LINE_END = re.compile(r"[\t\r\n]")
_ESCAPED_TWICE = re.compile("&(?:amp|#0*38|#x26);")


def _title(text: str, markup: Markup) -> str:
    return one_line(unescape_all(text_of_markup(text) if markup == "html" else text), _LONGEST_TITLE)


def _author(text: str) -> str:
    """The author's name, without a mail address."""
    name = _title(text, "html")[:_LONGEST_NAME]
    return _name_beside_address(name) if "@" in name else name


def _name_beside_address(text: str) -> str:
    """The name in `address (name)`, RSS 2.0's form (https://www.rssboard.org/rss-specification), or `name <address>`.

    "" for an address alone; any other text as it is.
    """
    if text.endswith(")"):
        address, _, name = text[:-1].rpartition("(")
        if name and ")" not in name and _is_address(address.strip()):
            return name.strip()
    if text.endswith(">"):
        name, _, address = text[:-1].partition("<")
        if name and not {"@", ">"} & set(name) and _is_address(address) and not {"<", ">"} & set(address):
            return name.strip()
    return "" if _is_address(text) and text.count("@") == 1 else text


def _is_address(text: str) -> bool:
    return "@" in text[1:-1] and not any(character.isspace() for character in text)


def _tags(tags: tuple[str, ...]) -> tuple[str, ...]:
    cleaned = (_title(tag, "html")[:_LONGEST_NAME] for tag in tags[: 4 * _MOST_TAGS])
    return tuple(dict.fromkeys(tag for tag in cleaned if tag))[:_MOST_TAGS]


def _markup(text: str, markup: Markup, most: int) -> str:
    """HTML that can be stored; plain text becomes HTML paragraphs."""
    text = _storable(text[:most], most)
    return text.strip() if markup == "html" else paragraphs(text)


def _storable(text: str, most: int) -> str:
    """`text` without lone surrogates, which no database accepts, and NUL, which PostgreSQL does not.

    Encoding is the fastest way to find them.
    """
    if text.isascii():
        return text.replace("\0", "")
    encoded = text.encode(errors="ignore")[:most]
    if _C1.search(encoded):
        return encoded.decode(errors="ignore").translate(C1_AS_MEANT).replace("\0", "")
    return encoded.replace(b"\0", b"").decode(errors="ignore")


_C1 = re.compile(rb"\xc2[\x80-\x9f]")


def paragraphs(text: str) -> str:
    """Plain text as HTML: an empty line ends a paragraph, a line end becomes <br>."""
    blocks = (block.strip() for block in re.split(r"\n\s*\n", text.replace("\r\n", "\n")))
    return "\n".join("<p>" + html.escape(block).replace("\n", "<br>\n") + "</p>" for block in blocks if block)


def _language(tag: str) -> str:
    tag = tag.strip().replace("_", "-")
    return tag if re.fullmatch(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4}", tag) else ""
