"""The separate process in which untrusted documents are parsed that may take long. Reads stdin, writes stdout.

libxml2 compares each attribute of an element with every other, and a document of tags alone takes a hundred times its
size in memory. So such documents are parsed here, where they can be killed, with limited memory and without the bot's
secrets. trafilatura runs here because it would keep 20 MB of memory for good. This file is run by its path; it imports
only the bot's pure parsers. Libraries are imported in functions: each task needs another one, and they must load after
the memory limit is set.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from itertools import islice
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bot.sources.parsing.item import ParsedItem

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


def _read_feed(content: bytes, task: Mapping[str, Any]) -> dict[str, Any] | None:
    """What an XML feed (in UTF-8) gives, as an XmlFeed, or None where it is nested more than `deepest` deep.

    `task` has "url", "most" (items), "deepest" and "longest" (characters of a text).
    """
    from bot.sources.parsing.bounds import TooDeepError  # after the limit
    from bot.sources.parsing.xml_feed import read_xml_feed

    few = {"url": task["url"], "most": task["most"], "deepest": task["deepest"]}
    try:
        feed = read_xml_feed(content.decode(), **few, most_attributes=len(content), most_namespaces=_MOST_NAMESPACES)
    except TooDeepError:
        return None
    return {**feed._asdict(), "items": [_short(item, task["longest"]) for item in feed.items]}


_MOST_NAMESPACES = 100_000


def _read_json_feed(content: bytes, task: Mapping[str, Any]) -> dict[str, Any] | None:
    """The items of a JSON Feed; "items" is None where it is none. Else as `_read_feed`."""
    from bot.sources.parsing.bounds import TooDeepError  # after the limit
    from bot.sources.parsing.json_value import read_json
    from bot.sources.parsing.jsonfeed import read_json_feed

    try:
        items = read_json_feed(read_json(content, task["deepest"]), task["most"])
    except TooDeepError:
        return None
    except ValueError:
        items = None
    return {"items": None if items is None else [_short(item, task["longest"]) for item in items]}


def _short(item: ParsedItem, longest: int) -> dict[str, Any]:
    fields = item._asdict() | {"tags": item.tags[:200]}
    return {name: value[:longest] if isinstance(value, str) else value for name, value in fields.items()}


_TASKS = {
    "feed": _read_feed,
    "json_feed": _read_json_feed,
    "body": _read_body,
    "article": _read_article,
    "head": _read_head,
    "json": _read_json,
}

if __name__ == "__main__":
    main()
