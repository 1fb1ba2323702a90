"""Makes documents odd at one place: every place of a document once, with each of a few odd values. Pure."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from lxml import etree, html

Odd = tuple[str, bytes]
"""Where a document is odd, and how, in words; and the document."""

ODD_VALUES: Sequence[Any] = (
    None, True, -(10**30), float("inf"), "", "9" * 400, "\ud800", "//[", "0000-00-00T00:00:00", [None], {}, {"a": {}},
)  # fmt: skip
ODD_TEXTS = ("", "-1", "9" * 400, "//[", "http://a:99999/", "\u202e\x85", "Mon, 99 Nov 99999 99:99:99 +9999", "<p>a &")
_TEXTS_OF_PAGES = ("", "9" * 400, "//[", "\u202e\x85")
"""Fewer, for a page takes ten milliseconds to read."""
ODD_HEADERS = (
    b"", b"-1", b"9" * 400, b"\xff\xfe", b"//[", b"http://a:99999/", b"<//[>; rel=hub, <", b"x" * 3000, b"max-age=-9",
    b"bytes 9-0/1", b"Mon, 99 Nov 99999 99:99:99 GMT", b"0", b"a=b; expires=never; domain=//[", b'W/"', b";;,=,",
)  # fmt: skip


def odd_json(content: bytes) -> Iterator[Odd]:
    """The JSON document with each of its values in turn taken out, and replaced by each odd value."""
    document = json.loads(content)
    for path in _paths(document):
        if path:
            yield f"{_spelled(path)} taken out", _dumped(_changed(document, path, _TAKEN_OUT))
        for value in ODD_VALUES:
            yield f"{_spelled(path)} = {ascii(value)[:40]}", _dumped(_changed(document, path, value))


_TAKEN_OUT = object()


def _paths(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    yield path
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, member in members:
        yield from _paths(member, (*path, key))


def _changed(value: Any, path: Sequence[str | int], odd: object) -> Any:
    if not path:
        return odd
    changed = copy.copy(value)
    if len(path) == 1 and odd is _TAKEN_OUT:
        del changed[path[0]]
    else:
        changed[path[0]] = _changed(value[path[0]], path[1:], odd)
    return changed


def _spelled(path: Sequence[str | int]) -> str:
    return "/".join(map(str, path)) or "the whole"


def _dumped(value: Any) -> bytes:
    return json.dumps(value).encode()


def odd_xml(content: bytes) -> Iterator[Odd]:
    """The XML document with each element taken out, doubled, emptied, renamed, moved up, and with each odd text; each
    attribute taken out and with each odd text; and without each declaration of a namespace.
    """
    for place, changed in _odd_trees(etree.fromstring(content)):
        yield place, etree.tostring(changed)
    for found in re.finditer(rb'\sxmlns(:\w+)?="[^"]*"', content):
        yield f"{found[0].decode().strip()} taken out", content[: found.start()] + content[found.end() :]


def _odd_trees(tree: Any, texts: Sequence[str] = ODD_TEXTS) -> Iterator[tuple[str, Any]]:
    for number, element in enumerate(tree.iter(etree.Element)):
        place = f"{etree.QName(element).localname} {number}"
        for name, change in _CHANGES.items():
            if number or name in _OF_THE_ROOT:
                yield f"{place} {name}", _copied(tree, number, change)
        for text in texts:
            yield f"{place} = {ascii(text)[:40]}", _copied(tree, number, partial(_set_text, text=text))
        for attribute in element.attrib:
            yield f"{place}/@{attribute} taken out", _copied(tree, number, partial(_delete, name=attribute))
            for text in texts:
                change = partial(_set, name=attribute, text=text)
                yield f"{place}/@{attribute} = {ascii(text)[:40]}", _copied(tree, number, change)


def _copied(tree: Any, number: int, change: Callable[[Any], None]) -> Any:
    """A copy of the tree in which the element of that number is changed."""
    copied = copy.deepcopy(tree)
    change(list(copied.iter(etree.Element))[number])
    return copied


def _take_out(element: Any) -> None:
    element.getparent().remove(element)


def _double(element: Any) -> None:
    element.addnext(copy.deepcopy(element))


def _set_text(element: Any, text: str = "") -> None:
    del element[:]
    element.text = text


def _rename(element: Any) -> None:
    element.tag = "odd"


def _move_up(element: Any) -> None:
    element.getroottree().getroot().insert(0, element)


def _set(element: Any, name: str, text: str) -> None:
    element.set(name, text)


def _delete(element: Any, name: str) -> None:
    del element.attrib[name]


_OF_THE_ROOT = frozenset({"renamed"})
_CHANGES: Mapping[str, Callable[[Any], None]] = {
    "taken out": _take_out,
    "doubled": _double,
    "renamed": _rename,
    "moved up": _move_up,
}


def odd_html(content: bytes) -> Iterator[Odd]:
    """The page, with the same done to its elements and attributes as to those of an XML document."""
    for place, changed in _odd_trees(html.fromstring(content), _TEXTS_OF_PAGES):
        yield place, html.tostring(changed, encoding="utf-8")


def odd_headers(status: str, headers: Mapping[str, bytes], body: bytes, names: Iterable[str]) -> Iterator[Odd]:
    """The HTTP answer with each of the named headers taken out, doubled, and with each odd value."""
    for name in names:
        others = [(other, value) for other, value in headers.items() if other != name]
        yield f"{status}, {name} taken out", http_answer(status, others, body)
        yield f"{status}, {name} doubled", http_answer(status, [*others, *[(name, headers[name])] * 2], body)
        for value in ODD_HEADERS:
            yield f"{status}, {name}: {value[:40]!r}", http_answer(status, [*others, (name, value)], body)


def http_answer(status: str, headers: Iterable[tuple[str, bytes]], body: bytes) -> bytes:
    lines = (name.encode() + b": " + value + b"\r\n" for name, value in headers)
    return f"HTTP/1.1 {status}\r\n".encode() + b"".join(lines) + b"\r\n" + body
