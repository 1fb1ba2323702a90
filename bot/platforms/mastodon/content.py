"""Reads the text out of the HTML in which Mastodon returns posts. Pure.

A server returns what it shows, not what was sent: https://docs.joinmastodon.org/spec/activitypub/#sanitization. Links
are cut into pieces of which some are hidden, and line breaks are tags.
"""

from __future__ import annotations

from html.parser import HTMLParser


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self.pieces.append("\n")
        elif tag == "p" and self.pieces:
            self.pieces.append("\n\n")
        elif tag == "a":
            self.addresses += [value for name, value in attrs if name == "href" and value]

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)


def text_of(content: str) -> str:
    """The text of a post, with its links whole."""
    return "".join(_read(content).pieces)


def text_with_addresses(content: str) -> str:
    """The text of a post, and the addresses to which its links lead, where they are not in the text."""
    reader = _read(content)
    text = "".join(reader.pieces)
    return "\n".join((text, *(address for address in reader.addresses if address not in text)))


def _read(content: str) -> _Reader:
    reader = _Reader()
    reader.feed(content)
    reader.close()
    return reader
