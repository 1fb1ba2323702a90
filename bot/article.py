"""The `Article` that every step works with, and the identities by which an article is recognised. Pure.

The bot posts each article once, so it must recognise an article that it has seen before. An article has several
identities (its guid, its URL, its WordPress post number, a fingerprint of headline and text, its text alone), and one
that matches is enough: a changed guid, a new slug, a switch from http to https, a new domain, an edit, or a restore
from the bin all leave at least one unchanged. Two different articles must share no identity, or the second would never
be posted. An identity that could belong to two articles is therefore left out. The text alone is the weakest: it may
stand under two headlines, and is weighed with them (`outbox/rules/evidence.py`).
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
    "is_long_text",
    "opening_letters",
    "visible_words",
    "whole_text",
]

IdentityKind = Literal["guid", "url", "wordpress", "fingerprint", "text"]


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
    dated_by_change: bool = False
    """`published` is when the article was last changed: its feed does not say when it came out."""
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
    """All identities of `article`; () where it has none that can be trusted.

    At most one of each kind, but two addresses where the link has a fragment, with it and without, and two texts: the
    whole one and its opening, by which a text is known again of which another feed gives only the excerpt.
    """
    address = canonical_url(article.link)
    text = opening_letters(article)
    candidates = (
        _guid(article),
        Identity("url", address),
        Identity("url", _with_fragment(address, article.link)),
        Identity("wordpress", _wordpress_post(article), article.site),
        Identity("fingerprint", _fingerprint(article.title, text) if article.body else ""),
        whole_text(text),
        Identity("text", _hash_of_text("opening", _opening(text))),
    )
    return tuple(_bounded(identity) for identity in candidates if identity.value)


def identities_within(articles: Sequence[Article]) -> list[tuple[Identity, ...]]:
    """The identities of each article of one feed document, in the order of `articles`, without misleading ones.

    An identity that two *different* articles of one document share is misleading: the entries of a live blog share one
    link, and some feeds give every item the same guid. Two items are different if their guids differ, or if both their
    links and their titles differ. Equal fingerprints are kept, because they mean equal texts. So is a text under two
    headlines, but not under more: then it is what a site writes under all articles of a kind. Where the guids come from
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
    if identity.kind == "text":
        return len({_letters(article.title) for article in bearers}) > _MOST_HEADLINES_OF_ONE_TEXT
    if len({guid for article in bearers if (guid := _guid(article).value)}) > 1:
        return True
    links = {_with_fragment(canonical_url(article.link), article.link) or article.link for article in bearers}
    titles = {_letters(article.title) for article in bearers}
    return len(links) > 1 and len(titles) > 1


def canonical_url(url: str) -> str:
    """`url` as "host/path?query", without a scheme, so that different spellings of one address are equal.

    Removed are the scheme, `www.`, the default port, the fragment, trailing slashes, tracking parameters, sessions and
    AMP forms; percent-encoding is normalised (RFC 3986, section 6.2.2) and the query is sorted. A fragment stays that
    a page takes for a path ("/#!/article/3"). "" for anything that is not an http(s) URL, and for a site's home page,
    which many feeds give as the link of every item.
    """
    if (plain := _PLAIN_URL.fullmatch(url)) and (host := _host_of_plain_url(plain["host"])):
        query = plain["query"] or ""
        return f"{host}{plain['path']}{query}" if plain["path"] or query else ""
    address = _parse_address(url)
    if address is None or not (address.path or address.query or address.route):
        return ""
    query = f"?{'&'.join(address.query)}" if address.query else ""
    return f"{address.host}{address.path}{query}{address.route}"


def _with_fragment(address: str, url: str) -> str:
    """The canonical address with the fragment of `url`, which tells entries of one page apart; "" without one."""
    fragment = url.partition("#")[2].strip()
    return f"{address}#{fragment}" if address and fragment and "#" not in address else ""


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
    route: str
    """The fragment, where a script takes it for a path: "#!/article/3"."""


_TRACKING = re.compile(
    r"(utm|ga|hsa)_\w+"
    r"|(pk|mtm|piwik|matomo)_(campaign|keyword|kwd|source|medium|content|cid|group|placement)"
    r"|at_(medium|campaign\w*|custom\w*|link_\w+|bbc_team|ptr_name|format)"
    r"|fb_(action_ids|action_types|comment_id|ref|source)|mc_[ce]id|oly_(anon|enc)_id"
    r"|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|yclid|twclid|ttclid|igsh|igshid|li_fat_id|srsltid|_ga|_gl"
    r"|_hsenc|_hsmi|mkt_tok|vero_id|ref_src|ref_url|__twitter_impression|amp|outputtype"
)
# A parameter by which a site counts its readers: "traffic_source=rss", "xtor=RSS-1", "partner=feed".
_FROM_FEED = re.compile(r"(?:.*[^a-z])?(?:rss|atom|feed)(?:[^a-z].*)?", re.IGNORECASE | re.DOTALL)
# Sessions of Java, PHP, ColdFusion, ASP and shops, in a path's parameter or the query.
_SESSION = re.compile(r"(?:j|php|asp)?sess(?:ion)?_?id\w*|cfid|cftoken|oscsid|zenid", re.IGNORECASE)
_SHORT_SESSION = re.compile(r"s(?:id)?=[0-9a-z]{16,}", re.IGNORECASE)
_PATH_SESSION = re.compile(r";(\w+)=[^/;]*+")
_ROUTE = re.compile(r"!?/.|!.")
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
    path = _PATH_SESSION.sub(lambda match: "" if _SESSION.fullmatch(match[1]) else match[0], parts.path)
    host, path = _bare_host(host), _normal_escapes(path)
    if (original := _AMP_COPY_PATH.fullmatch(path)) and _AMP_COPY_HOST.fullmatch(host):
        host, path, port = _bare_host(original[1]), original[2] or "", None
    if port not in {None, 80, 443}:
        host = f"{host}:{port}"
    route = f"#{_normal_escapes(parts.fragment).rstrip('/')}" if _ROUTE.match(parts.fragment) else ""
    return _Address(host, _bare_path(path), _distinguishing_parameters(parts.query), route)


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
    return tuple(sorted(pair for pair in parameters if not _tells_the_reader(pair)))


def _tells_the_reader(pair: str) -> bool:
    """Whether a parameter tells who reads and from where, and not what."""
    name, _, value = pair.partition("=")
    return bool(
        _TRACKING.fullmatch(name.lower())
        or _SESSION.fullmatch(name)
        or _SHORT_SESSION.fullmatch(pair)
        or _FROM_FEED.fullmatch(value)
    )


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
    """A guid that is a URL is canonicalised like a URL, with its fragment; any other is unique only within its site."""
    guid = _printable(article.guid)
    if guid.startswith(("http://", "https://")):
        address = canonical_url(guid)
        return Identity("guid", _with_fragment(address, guid) or address)
    return Identity("guid", guid, article.site)


def _wordpress_post(article: Article) -> str:
    """The article's post number in WordPress, with the path of the installation; "" where it has none."""
    return next((number for url in (article.guid, article.link) if (number := _post_id(url))), "")


# WordPress gives a post a guid of this form when it is first saved, and never changes it; custom post types add their
# name:
# https://developer.wordpress.org/reference/functions/wp_insert_post/
_POST_ID = re.compile(r"https?://([^/?#]+)(?:/|/([^?#]*)/)?\?(?:post_type=[\w-]+&(?:#038;|amp;)?)?p=(\d{1,19})")


def _post_id(url: str) -> str:
    if "p=" not in url:
        return ""
    match = _POST_ID.fullmatch(url.strip())
    if match is None:
        return ""
    number = match[3].lstrip("0")
    return f"{match[2]} {number}" if match[2] and number else number


def _wordpress_host(article: Article) -> str:
    match = _POST_ID.fullmatch(article.guid.strip())
    return _bare_host(match[1]) if match else ""


# A copy on a sister site has the same title and text, but its own byline, publication line, links and appeal around
# them. So the fingerprint covers only the text after the opening lines, up to this many letters and digits (about 200
# words). A text too short to be distinctive ("Photo of the day") gets no fingerprint. A letter of a script without
# spaces counts as two.
_FINGERPRINTED = 1000
_DISTINCTIVE_BODY = 200
_DISTINCTIVE_TEXT = 80
_MOST_HEADLINES_OF_ONE_TEXT = 2
_DISTINCTIVE_TITLE = 20
_OPENING_LINE = 40
_ENOUGH_MARKUP = 12_000


def _fingerprint(title: str, text: str) -> str:
    """The hash of a headline and of the letters of a text; "" where the two are too short to be one article's alone."""
    heading = _letters(title)
    if _weight(heading) < _DISTINCTIVE_TITLE or _weight(text) < _DISTINCTIVE_BODY:
        return ""
    return sha256(f"{heading}\n{text}".encode()).hexdigest()


def opening_letters(article: Article) -> str:
    """The letters with which the article's body begins, or else its excerpt, without what stands above the text."""
    text, markup = "", (article.body or article.excerpt)[:_ENOUGH_MARKUP]
    for letters in _after_opening_lines(_letters(article.title), _lines(markup)):
        text += letters
        if len(text) >= _FINGERPRINTED:
            break
    return text[:_FINGERPRINTED]


def visible_words(article: Article) -> tuple[str, str, str]:
    """Headline, body and excerpt as a reader sees them: without markup, and with all white space alike."""
    markups = (article.title, article.body, article.excerpt)
    title, body, excerpt = (" ".join(" ".join(_lines(markup)).split()) for markup in markups)
    return title, body, excerpt


def whole_text(letters: str) -> Identity:
    """The identity of a text, given by its letters; with an empty value where it is too short to tell anything."""
    return Identity("text", _hash_of_text("text", letters) if _weight(letters) >= _DISTINCTIVE_TEXT else "")


def is_long_text(letters: str) -> bool:
    """Whether a text is long enough to be no other article's by chance."""
    return _weight(letters) >= _DISTINCTIVE_BODY


def _opening(letters: str) -> str:
    """The first of the letters, as many as an excerpt has at least; "" where there are fewer."""
    if letters.isascii():
        return letters[:_DISTINCTIVE_BODY] if len(letters) > _DISTINCTIVE_BODY else ""
    weight = 0
    for at, letter in enumerate(letters):
        weight += _weight(letter)
        if weight > _DISTINCTIVE_BODY:
            return letters[:at]
    return ""


def _hash_of_text(part: str, letters: str) -> str:
    return sha256(f"{part}\n{letters}".encode()).hexdigest() if letters else ""


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
