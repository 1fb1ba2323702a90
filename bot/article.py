"""The `Article` that every step works with, and the identities by which an article is recognised. Pure.

The bot posts each article once, so it must recognise an article that it has seen before. An article has several
identities (its guid, its URL, its WordPress post number, a fingerprint of its text), and one that matches is enough: a
changed guid, a new slug, a switch from http to https, a new domain, an edit, or a restore from the bin all leave at
least one unchanged. Two different articles must share no identity, or the second would never be posted. An identity
that could belong to two articles is therefore left out.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from typing import Literal, NamedTuple
from urllib.parse import quote, unquote_to_bytes, urlsplit

from bot.html_text import unescape

__all__ = [
    "Article",
    "Identity",
    "IdentityKind",
    "canonical_url",
    "identities",
    "identities_within",
]

IdentityKind = Literal["guid", "url", "wordpress", "fingerprint"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One published article of a site, as its feed or page gives it. A missing text is ""."""

    site: str
    """The name of the site, as in bot.toml."""
    title: str
    """Plain text: entities decoded, no tags, white space collapsed."""
    link: str
    """Absolute http(s) URL of the article's own page."""
    body: str = ""
    """The whole article as HTML, as published (`content:encoded`); "" where there is only an excerpt."""
    excerpt: str = ""
    """The feed's description as HTML; often cut short by the site."""
    guid: str = ""
    """The feed's own identifier, verbatim."""
    author: str = ""
    published: datetime | None = None
    """Aware, in UTC; None where the feed has no readable date."""
    tags: tuple[str, ...] = ()
    """The categories and tags, in the feed's order."""
    language: str = ""
    """BCP 47, such as "en" or "pt-BR", as the feed or the page declares it; "" where it does not."""
    image: str = ""
    """Absolute URL of the lead image."""
    image_alt: str = ""
    """What the image shows, in words, as its site says."""
    image_width: int | None = None
    """Pixels, as its site says; None where it does not."""
    image_height: int | None = None

    def __hash__(self) -> int:
        """Hashes guid and link only, which differ for nearly all articles: hashing every field is ten times as slow."""
        return hash((self.guid, self.link))


class Identity(NamedTuple):
    """One feature by which an article is recognised: two articles with an equal identity are the same article."""

    kind: IdentityKind
    value: str
    """At most 255 characters, printable."""
    site: str = ""
    """The site within which the value is unique; "" for a value that is unique everywhere, such as a URL."""


def identities(article: Article) -> tuple[Identity, ...]:
    """All identities of `article`, at most one of each kind; () where it has none that can be trusted."""
    candidates = (
        _guid(article),
        Identity("url", canonical_url(article.link)),
        Identity("wordpress", _wordpress_post(article), article.site),
        Identity("fingerprint", _fingerprint(article.title, article.body)),
    )
    return tuple(_bounded(identity) for identity in candidates if identity.value)


def identities_within(articles: Sequence[Article]) -> list[tuple[Identity, ...]]:
    """The identities of each article of one feed document, in the order of `articles`, without misleading ones.

    An identity that two *different* articles of one document share is misleading: the entries of a live blog share one
    link, and some feeds give every item the same guid. Two items are different if their guids differ, or if both their
    links and their titles differ. Equal fingerprints are kept, because they mean equal texts. Where the guids come from
    several WordPress installations (an aggregated feed), post numbers are dropped: each installation counts from 1.
    """
    all_identities = [identities(article) for article in articles]
    hosts = frozenset(host for article in articles if (host := _wordpress_host(article)))
    if len(hosts) <= 1 and len(set().union(*all_identities)) == sum(map(len, all_identities)):
        return all_identities  # no two articles share an identity: nearly always so
    articles_with: defaultdict[Identity, list[Article]] = defaultdict(list)
    for article, own_identities in zip(articles, all_identities, strict=True):
        for identity in own_identities:
            articles_with[identity].append(article)
    misleading = {
        identity for identity, bearers in articles_with.items() if len(bearers) > 1 and _misleads(identity, bearers)
    }
    if len(hosts) > 1:
        misleading.update(identity for identity in articles_with if identity.kind == "wordpress")
    return [
        tuple(identity for identity in own_identities if identity not in misleading)
        for own_identities in all_identities
    ]


def _misleads(identity: Identity, bearers: Sequence[Article]) -> bool:
    if identity.kind == "fingerprint":
        return False
    if len({guid for article in bearers if (guid := _guid(article).value)}) > 1:
        return True
    links = {canonical_url(article.link) for article in bearers}
    titles = {_letters(article.title) for article in bearers}
    return len(links) > 1 and len(titles) > 1


def canonical_url(url: str) -> str:
    """`url` as "host/path?query", without a scheme, so that different spellings of one address are equal.

    Removed are the scheme, `www.`, the default port, the fragment, trailing slashes, tracking parameters and AMP forms;
    percent-encoding is normalised (RFC 3986, section 6.2.2) and the query is sorted. "" for anything that is not an
    http(s) URL, and for a site's home page, which many feeds give as the link of every item.
    """
    if (plain := _PLAIN_URL.fullmatch(url)) and (host := _host_of_plain_url(plain["host"])):
        query = plain["query"] or ""
        return f"{host}{plain['path']}{query}" if plain["path"] or query else ""
    address = _parse_address(url)
    if address is None or not (address.path or address.query):
        return ""
    return f"{address.host}{address.path}" + (f"?{'&'.join(address.query)}" if address.query else "")


# A URL that is canonical already but for its scheme and a final slash, as nearly every article's is. Saves parsing it.
_PLAIN_URL = re.compile(
    r"https?://(?P<host>(?:[a-z0-9-]+\.)+[a-z0-9-]+)(?P<path>(?:/(?!\.|[^/]*[aA][mM][pP])[\w~.-]+)*)/?(?P<query>\?p=\d+)?",
    re.ASCII,
)


@lru_cache(maxsize=4096)
def _host_of_plain_url(host: str) -> str:
    return "" if _AMP_COPY_HOST.fullmatch(host) else _bare_host(host)


class _Address(NamedTuple):
    host: str
    path: str
    query: tuple[str, ...]


_TRACKING = re.compile(
    r"(utm|ga|hsa)_\w+"
    r"|(pk|mtm|piwik|matomo)_(campaign|keyword|kwd|source|medium|content|cid|group|placement)"
    r"|at_(medium|campaign\w*|custom\w*|link_\w+|bbc_team|ptr_name|format)"
    r"|fb_(action_ids|action_types|comment_id|ref|source)|mc_[ce]id|oly_(anon|enc)_id"
    r"|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|yclid|twclid|ttclid|igsh|igshid|li_fat_id|srsltid|_ga|_gl"
    r"|_hsenc|_hsmi|mkt_tok|vero_id|ref_src|ref_url|__twitter_impression|amp|outputtype"
)
# The AMP viewer and cache: https://developers.google.com/amp/cache/overview#amp-cache-url-format
_AMP_COPY_HOST = re.compile(r"[^/]+\.cdn\.ampproject\.org|google(\.[a-z]{2,3}){1,2}")
_AMP_COPY_PATH = re.compile(r"/(?:amp|c|v|wp)/(?:s/)?([^/]+\.[^/]+)(/.*)?")
_AMP_PARTS_OF_PATH = re.compile(
    r"^(/amp)+(?=/)|(?<!/amp)(?<!\.amp)(?:/amp|\.amp)++$|(?<!\.amp)(?:\.amp)++(?=\.html$)", re.IGNORECASE
)


def _parse_address(url: str) -> _Address | None:
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not host:
        return None
    host, path = _bare_host(host), _normal_escapes(parts.path)
    if (original := _AMP_COPY_PATH.fullmatch(path)) and _AMP_COPY_HOST.fullmatch(host):
        host, path, port = _bare_host(original[1]), original[2] or "", None
    if port not in {None, 80, 443}:
        host = f"{host}:{port}"
    return _Address(host, _bare_path(path), _distinguishing_parameters(parts.query))


@lru_cache(maxsize=4096)
def _bare_host(host: str) -> str:
    if not host.isascii():
        try:
            host = host.encode("idna").decode("ascii")
        except UnicodeError:
            host = quote(host, errors="replace")
    return re.sub(r"^((www|amp)\.)+(?=.*\.)", "", host.lower().rstrip("."))


def _bare_path(path: str) -> str:
    segments: list[str] = []
    for segment in path.split("/"):
        if segment == "..":
            segments = segments[:-1]
        elif segment not in {"", "."}:
            segments.append(segment)
    return _AMP_PARTS_OF_PATH.sub("", "".join(f"/{segment}" for segment in segments))


def _distinguishing_parameters(query: str) -> tuple[str, ...]:
    if not query:
        return ()
    parameters = (_normal_escapes(pair) for pair in query.split("&") if pair)
    return tuple(sorted(pair for pair in parameters if not _TRACKING.fullmatch(pair.partition("=")[0].lower())))


_STRAY_PERCENT = re.compile("%(?![0-9A-Fa-f]{2})")
_ESCAPE = re.compile("%[0-9A-Fa-f]{2}")
_PLAIN = re.compile(r"[\w/?&=:;,@!$'()*+~.-]*", re.ASCII)


def _normal_escapes(text: str) -> str:
    if _PLAIN.fullmatch(text):
        return text
    text = _STRAY_PERCENT.sub("%25", unicodedata.normalize("NFC", text))
    text = _ESCAPE.sub(lambda match: quote(unquote_to_bytes(match[0]), safe=""), text)
    return quote(text, safe="%/?&=:;,@!$'()*+~", errors="replace")


def _guid(article: Article) -> Identity:
    """A guid that is a URL is canonicalised like a URL; any other guid is unique only within its site."""
    guid = _printable(article.guid)
    if guid.startswith(("http://", "https://")):
        return Identity("guid", canonical_url(guid))
    return Identity("guid", guid, article.site)


def _wordpress_post(article: Article) -> str:
    """The article's post number in WordPress; "" where neither its guid nor its link has one."""
    return next((number for url in (article.guid, article.link) if (number := _post_id(url))), "")


# WordPress gives a post a guid of this form when it is first saved, and never changes it; custom post types add their
# name:
# https://developer.wordpress.org/reference/functions/wp_insert_post/
_POST_ID = re.compile(r"https?://([^/?#]+)(?:/|/[^?#]*/)?\?(?:post_type=[\w-]+&(?:#038;|amp;)?)?p=(\d{1,19})")


def _post_id(url: str) -> str:
    if "p=" not in url:
        return ""
    match = _POST_ID.fullmatch(url.strip())
    return match[2].lstrip("0") if match else ""


def _wordpress_host(article: Article) -> str:
    match = _POST_ID.fullmatch(article.guid.strip())
    return _bare_host(match[1]) if match else ""


# A copy on a sister site has the same title and text, but its own byline, publication line, links and appeal around
# them. So the fingerprint covers only the text after the opening lines, up to this many letters and digits (about 200
# words). A text too short to be distinctive ("Photo of the day") gets no fingerprint. A letter of a script without
# spaces counts as two.
_FINGERPRINTED = 1000
_DISTINCTIVE_BODY = 200
_DISTINCTIVE_TITLE = 20
_OPENING_LINE = 40
_ENOUGH_MARKUP = 12_000


def _fingerprint(title: str, body: str) -> str:
    heading = _letters(title)
    if _weight(heading) < _DISTINCTIVE_TITLE:
        return ""
    text = ""
    for letters in _after_opening_lines(heading, _lines(body[:_ENOUGH_MARKUP])):
        text += letters
        if len(text) >= _FINGERPRINTED:
            break
    text = text[:_FINGERPRINTED]
    if _weight(text) < _DISTINCTIVE_BODY:
        return ""
    return sha256(f"{heading}\n{text}".encode()).hexdigest()


def _after_opening_lines(heading: str, lines: Iterable[str]) -> Iterator[str]:
    """The letters of each line, without the opening lines that repeat the title, the byline or the publication."""
    opening = True
    for line in lines:
        letters = _letters(line)
        if opening and (letters == heading or (_weight(letters) < _OPENING_LINE and not _ends_sentence(line))):
            continue
        opening = False
        yield letters


def _ends_sentence(line: str) -> bool:
    return line.rstrip("\"'”’»)] \t").endswith((".", "!", "?", "…", "。", "！", "？", "।", "؟"))


_BLOCK = re.compile(
    r"</?(?:p|div|br|li|ul|ol|h[1-6]|blockquote|pre|table|tr|td|th|hr|section|article|header|footer|figure|figcaption)"
    r"\b[^<>]*>",
    re.IGNORECASE,
)
_TAG = re.compile("<[^<>]*>")


def _lines(markup: str) -> Iterator[str]:
    begin = 0
    for tag in _BLOCK.finditer(markup):
        if line := _line(markup[begin : tag.start()]):
            yield line
        begin = tag.end()
    if line := _line(markup[begin:]):
        yield line


def _line(block: str) -> str:
    return unescape(_TAG.sub("", block) if "<" in block else block).strip()


_NO_LETTER = re.compile(r"[\W_]+")
# For ASCII, which nearly all English text is: twenty times as fast as the pattern.
_NO_LETTER_OF_ASCII = bytes(code for code in range(128) if not chr(code).isalnum())
_LOWER = bytes(range(256)).lower()


def _letters(text: str) -> str:
    """The letters and digits of `text`, case-folded and in Unicode's compatibility form (NFKC)."""
    if text.isascii():
        return text.encode().translate(_LOWER, _NO_LETTER_OF_ASCII).decode()
    return _NO_LETTER.sub("", unicodedata.normalize("NFKC", text).casefold())


def _weight(letters: str) -> int:
    if letters.isascii():
        return len(letters)
    return sum(2 if "\u2e80" <= letter <= "\ud7ff" or letter >= "\U00020000" else 1 for letter in letters)


def _printable(text: str) -> str:
    if text.isprintable():
        return text.strip()
    return "".join(letter for letter in text if letter.isprintable()).strip()


def _bounded(identity: Identity) -> Identity:
    """`identity`, or where it is long, one of the same kind with a SHA-256 in place of site and value."""
    whole = f"{identity.site}\n{identity.value}" if identity.site else identity.value
    if len(whole) <= 255:
        return identity
    return Identity(identity.kind, f"sha256:{sha256(whole.encode(errors='replace')).hexdigest()}")
