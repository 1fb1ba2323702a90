"""The separate process in which untrusted documents are parsed that may take long. Reads stdin, writes stdout.

feedparser reads nearly every feed, but a hostile one can keep it busy for an hour (kurtmckee/feedparser#562), and
libxml2 compares each attribute of an element with every other. So both run here, where they can be killed, with limited
memory and without the bot's secrets. trafilatura runs here because it would keep 20 MB of memory for good. This file is
run by its path; it imports only the bot's pure parsers. Libraries are imported in functions: each task needs another
one, and they must load after the memory limit is set.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

_MEMORY = 1 << 30


def main() -> None:
    """Run one task. The first line of stdin is a JSON object, `{"task": …, …}`; the document follows. Writes JSON."""
    _limit_memory()
    task = json.loads(sys.stdin.buffer.readline())
    json.dump(_TASKS[task["task"]](sys.stdin.buffer.read(), task), sys.stdout)


def _limit_memory() -> None:
    try:
        import resource  # not available on Windows

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    except (ImportError, ValueError, OSError):
        return  # the parent's time limit applies in any case


def _read_article(content: bytes, task: Mapping[str, Any]) -> dict[str, Any]:
    """The article on a page (HTML in UTF-8) that came from `task["url"]`, as a ParsedItem."""
    from bot.sources.parsing.markup import read_page  # after the limit

    return read_page(content.decode(), task["url"])._asdict()


def _read_head(content: bytes, _task: Mapping[str, Any]) -> dict[str, Any]:
    """The title, meta tags and feeds of a page (HTML in UTF-8), as a Head."""
    from bot.sources.parsing.markup import read_head  # after the limit

    return read_head(content.decode())._asdict()


def _read_json(content: bytes, task: Mapping[str, Any]) -> dict[str, Any]:
    """The JSON value, its lists and objects cut to `most` members, its texts to `longest`; {} where nested too deep."""
    try:
        return {"value": _truncated(json.loads(content), task["most"], task["longest"], task["deepest"])}
    except RecursionError:
        return {}


def _truncated(value: Any, most: int, longest: int, deepest: int) -> Any:
    if isinstance(value, str):
        return value[:longest]
    if not isinstance(value, dict | list):
        return value
    if deepest == 0:
        raise RecursionError
    if isinstance(value, list):
        return [_truncated(member, most, longest, deepest - 1) for member in value[:most]]
    members = islice(value.items(), most)
    return {name[:longest]: _truncated(member, most, longest, deepest - 1) for name, member in members}


def _read_body(content: bytes, task: Mapping[str, Any]) -> str:
    """The body of the article on a page (HTML in UTF-8) that came from `url`, as HTML of at most `longest` bytes."""
    from bot.sources.parsing.item import as_article  # after the limit
    from bot.sources.parsing.markup import read_page

    item = read_page(content.decode(), task["url"])
    return as_article(item, site="", base=task["url"], longest=task["longest"]).body


def _read_feed(content: bytes, task: Mapping[str, Any]) -> dict[str, Any]:
    """The items of a feed; `task` has "url", "content_type", "most" (items) and "longest" (characters of a text)."""
    import feedparser  # after the limit

    headers = {"content-location": task["url"]}
    if task["content_type"]:
        headers["content-type"] = task["content_type"]
    feed = feedparser.parse(content, response_headers=headers, sanitize_html=False, resolve_relative_uris=False)
    is_atom = feed.version.startswith("atom")
    language = feed.feed.get("language") or ""
    items = [_item_from_entry(entry, is_atom, language, task["longest"]) for entry in feed.entries[: task["most"]]]
    return {"version": feed.version, "found": items}


def _item_from_entry(entry: dict[str, Any], is_atom: bool, language: str, longest: int) -> dict[str, Any]:
    body: Mapping[str, Any] = next(iter(entry.get("content") or ()), {})
    summary = entry.get("summary_detail") or {}
    title = entry.get("title_detail") or {}
    excerpt = summary.get("value") or ""
    if excerpt == body.get("value"):  # feedparser copies the one into the other where it is missing
        body, excerpt = (body, "") if is_atom else ({}, excerpt)
    return {
        "title": _text(title.get("value"), longest),
        "title_is": "text" if is_atom and title.get("type") == "text/plain" else "html",
        "link": _text(_link(entry), longest),
        "guid": _text(entry.get("id") or (entry.get("link") if not is_atom else ""), longest),  # as fastfeedparser does
        "body": _text(body.get("value"), longest),
        "body_is": _kind(body, is_atom),
        "excerpt": _text(excerpt, longest),
        "excerpt_is": _kind(summary, is_atom),
        "author": _text((entry.get("author_detail") or {}).get("name") or entry.get("author"), longest),
        "published": _text(_date(entry), longest),
        "tags": [tag["term"] for tag in entry.get("tags") or () if tag.get("term")][:200],
        "language": _text(body.get("language") or language, longest),
        "image": _text(next(_pictures(entry), ""), longest),
    }


def _kind(text: Mapping[str, Any], is_atom: bool) -> str:
    """Many Atom feeds do not declare that their content is HTML; a text with an end tag is taken for HTML."""
    is_plain = is_atom and text.get("type") == "text/plain" and "</" not in (text.get("value") or "")
    return "text" if is_plain else "html"


def _link(entry: Mapping[str, Any]) -> str:
    links = [link for link in entry.get("links") or () if link.get("rel") == "alternate" and link.get("href")]
    html = [link for link in links if link.get("type") in {"text/html", "application/xhtml+xml", None}]
    return next((link["href"] for link in html or links), "") or entry.get("link") or ""


def _date(entry: dict[str, Any]) -> str:
    # `dict.get`, because feedparser's own `get` maps one of these names to another.
    return next((date for name in ("published", "updated", "created") if (date := dict.get(entry, name))), "")


def _pictures(entry: Mapping[str, Any]) -> Iterator[str]:
    for media in [*(entry.get("media_content") or ()), *(entry.get("enclosures") or ())]:
        url = media.get("url") or media.get("href") or ""
        is_image = media.get("medium") == "image" or str(media.get("type") or "").startswith("image/")
        if is_image and url and "gravatar.com/" not in url:
            yield url


def _text(value: object, longest: int) -> str:
    return str(value or "")[:longest]


_TASKS = {
    "feed": _read_feed,
    "body": _read_body,
    "article": _read_article,
    "head": _read_head,
    "json": _read_json,
}

if __name__ == "__main__":
    main()
