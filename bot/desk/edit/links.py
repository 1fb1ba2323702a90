"""The links in an editor's text, and whether they lead where its readers should go."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from bot.article import Article, canonical_url, identities
from bot.desk import Desk
from bot.platforms import PLATFORMS
from bot.settings import host_of

_WITH_SCHEME = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_AFTER_A_LINK = ".,;:!?'\"”’»)]}…。、，！？」』】）"
"""What stands behind a link, and is not its end."""


def links_in(text: str, platform: str, hosts: Iterable[str] = ()) -> list[str]:
    """The links in the text: addresses with a scheme, what the platform makes links of, and pages of these hosts.

    No list of top-level domains is up to date, so a newsroom's own address counts as one in any case. Pure.
    """
    spans = [match.span() for match in _WITH_SCHEME.finditer(text)]
    bare = "|".join(map(re.escape, filter(None, hosts)))
    others = [(mark.start, mark.end) for mark in PLATFORMS[platform].marks_of(text) if mark.kind == "link"]
    if bare:
        pages = re.compile(rf"(?<![\w@./-])(?:www\.)?(?:{bare})(?::\d+)?/[^\s<>\"]+", re.IGNORECASE)
        others = [*(match.span() for match in pages.finditer(text)), *others]
    for start, end in others:
        if all(end <= before[0] or start >= before[1] for before in spans):
            spans.append((start, end))
    return [text[start:end].rstrip(_AFTER_A_LINK) for start, end in sorted(spans)]


def address_of(link: str) -> str:
    """What makes two spellings of a link equal. A home page has no canonical address, so its host stands for it."""
    whole = link if "://" in link else f"https://{link}"
    try:
        return canonical_url(whole) or host_of(whole)
    except ValueError:  # it has the form of no address: "http://["
        return link


def hosts_of(desk: Desk) -> tuple[str, ...]:
    """The hosts of the watched sites."""
    return tuple(host_of(site.url) for site in desk.settings.sites)


def faults_of_links(
    desk: Desk, text: str, *, platform: str, link: str, own: frozenset[str], article_id: int
) -> Iterator[str]:
    """Where the text leads its readers to another article, or to another place instead of the article.

    Args:
        link: The article's; "" where the post needs none.
        own: The addresses to which the text may lead in any case.
        article_id: Of the article.
    """
    links = links_in(text, platform, hosts_of(desk))
    leads_to_article = address_of(link) in map(address_of, links)
    for other in links:
        address = address_of(other)
        if address in own:
            continue
        if title := _title_of_another(desk, address, article_id):
            yield f"it links to another article, “{title}”: {other}"
        elif "/" in address and desk.settings.site_at(f"https://{address}"):
            yield f"it links to a page of the newsroom's that is neither the article nor its call to action's: {other}"
        elif link and not leads_to_article and PLATFORMS[platform].limits.link_is_beside:
            yield f"it links to {other}, and not to its article: {link}"


def _title_of_another(desk: Desk, address: str, article_id: int) -> str:
    """The headline of the article at that address; "" where none is known there, or it is the post's own."""
    wanted = identities(Article(site="", title="", link=f"https://{address}"))
    stored = desk.articles.find(identity for identity in wanted if identity.kind == "url")
    return stored.article.title if stored and stored.id != article_id else ""
