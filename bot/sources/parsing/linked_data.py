"""Reads what a page says about its article in JSON-LD (https://schema.org/Article). Pure."""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Iterator, Sequence
from html import unescape
from typing import Any, NamedTuple

__all__ = ["LinkedArticle", "linked_article"]

_MOST_SCRIPTS = 50
_LONGEST_SCRIPT = 1_000_000
_MOST_OBJECTS = 1_000
_LONGEST_TEXT = 10_000
_MOST_WORDS = 100
"""Authors, or keywords, of one article."""
_IDENTIFIER = re.compile(r"\w:\S|://")
"""What no reader calls a topic: "tag:flood", "urn:topic:17"."""
_ARTICLES = ("Article", "Posting", "Report")
"""How the names of schema.org's types of articles end: NewsArticle, LiveBlogPosting, Report."""

_ADVERTISERS, _OPINION, _CLAIM_REVIEW = "AdvertiserContentArticle", "OpinionNewsArticle", "ClaimReview"
"""https://schema.org/AdvertiserContentArticle, https://schema.org/OpinionNewsArticle, and https://schema.org/ClaimReview,
which stands beside the article that checks the claim."""


class LinkedArticle(NamedTuple):
    """The article of a page; a missing text is ""."""

    headline: str = ""
    description: str = ""
    language: str = ""
    is_list: bool = False
    """The page says that it is a list of articles, and names none as its own."""
    sites: tuple[str, ...] = ()
    """The names of the site and of its publisher."""
    author: str = ""
    """The names of its authors, with commas between them."""
    published: str = ""
    """The date as the page writes it: https://schema.org/datePublished is in ISO 8601."""
    tags: tuple[str, ...] = ()
    """Its keywords, then the sections of the site in which it stands."""
    special_types: tuple[str, ...] = ()
    """The types of schema.org by which it is no usual report: an advertiser has paid for it, it gives a view, or it
    checks a claim."""


def linked_article(tree: Any) -> LinkedArticle:
    """The first article in the page's JSON-LD, with the site's names, which may stand beside it."""
    objects = list(_objects(tree))
    article = next((item for item in objects if _is_a(item, _ARTICLES) and _text(item.get("headline"))), {})
    sites = [item for item in objects if _is_a(item, ("WebSite", "Organization"))]
    named = [*sites, *(_first(article.get(part)) for part in ("publisher", "isPartOf", "sourceOrganization"))]
    return LinkedArticle(
        _text(article.get("headline")),
        _text(article.get("description")),
        _text(article.get("inLanguage")),
        not article and any(_is_a(item, ("CollectionPage", "SearchResultsPage")) for item in objects),
        tuple(dict.fromkeys(name for item in named if (name := _text(item.get("name"))))),
        ", ".join(_authors(article, objects)),
        _text(article.get("datePublished")),
        tuple(dict.fromkeys((*_keywords(article.get("keywords")), *_keywords(article.get("articleSection"))))),
        (
            *(kind for kind in (_ADVERTISERS, _OPINION) if _is_a(article, (kind,))),
            *((_CLAIM_REVIEW,) if any(_is_a(item, (_CLAIM_REVIEW,)) for item in objects) else ()),
        ),
    )


def _authors(article: dict[str, Any], objects: Sequence[dict[str, Any]]) -> tuple[str, ...]:
    """The names of the authors, of whom some pages only say under which "@id" they stand among the other objects."""
    described = {_identity(item): item for item in objects if _identity(item)}
    authors = _members(article.get("author") or article.get("creator"))
    names = [_text(author) or _text(described.get(_identity(author))) for author in authors]
    return tuple(dict.fromkeys(name for name in names if name and "://" not in name))


def _identity(item: Any) -> str:
    identity = item.get("@id") if isinstance(item, dict) else ""
    return identity if isinstance(identity, str) else ""


def _keywords(value: Any) -> tuple[str, ...]:
    """Keywords, which stand in a list, or in one text with commas between them."""
    texts = (keyword for member in _members(value) for keyword in _text(member).split(","))
    words = (text.strip() for text in texts)
    return tuple(word for word in words if word and not _IDENTIFIER.search(word))[:_MOST_WORDS]


def _members(value: Any) -> list[Any]:
    return value[:_MOST_WORDS] if isinstance(value, list) else [value]


def _objects(tree: Any) -> Iterator[dict[str, Any]]:
    """The objects on the first level, without those of which they are made: among these are other articles."""
    waiting: deque[Any] = deque()
    for script in list(tree.iter("script"))[: 10 * _MOST_SCRIPTS]:
        if "ld+json" in (script.get("type") or "").lower() and len(waiting) < _MOST_SCRIPTS:
            waiting.append(_value(script.text or ""))
    for _ in range(_MOST_OBJECTS):
        if not waiting:
            return
        value = waiting.popleft()
        if isinstance(value, list):
            waiting.extend(value[:_MOST_OBJECTS])
        elif isinstance(value, dict):
            yield value
            waiting.extend(value[name] for name in ("@graph", "mainEntity", "mainEntityOfPage") if name in value)


def _value(text: str) -> Any:
    """The JSON value, which some sites wrap in a comment or in CDATA; None where there is none."""
    starts = [at for at in (text.find("{"), text.find("[{")) if at >= 0]
    if not starts or len(text) > _LONGEST_SCRIPT:
        return None
    try:
        return json.JSONDecoder(strict=False).raw_decode(text, min(starts))[0]  # many have line ends within a string
    except (ValueError, RecursionError):
        return None


def _is_a(item: dict[str, Any], kinds: tuple[str, ...]) -> bool:
    types = item.get("@type")
    return any(
        isinstance(name, str) and name.endswith(kinds) for name in (types if isinstance(types, list) else [types])
    )


def _first(value: Any) -> dict[str, Any]:
    value = value[0] if isinstance(value, list) and value else value
    return value if isinstance(value, dict) else {}


def _text(value: Any) -> str:
    value = value[0] if isinstance(value, list) and value else value
    if isinstance(value, dict):  # a Language has its tag in "alternateName"
        value = value.get("alternateName") or value.get("name")
    return " ".join(unescape(value[:_LONGEST_TEXT]).split()) if isinstance(value, str) else ""
