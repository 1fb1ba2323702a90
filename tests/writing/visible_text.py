"""The text of an article that its reader sees, found in another way than the program's: for comparing the two.

It knows no class names, no languages and no page builders: only what HTML itself says, and the address of a footnote.
Whoever uses it writes hidden and foreign text with words that occur nowhere else.
"""

from __future__ import annotations

import unicodedata
from html.parser import HTMLParser

_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
_UNSEEN = {"del", "head", "noscript", "rp", "rt", "s", "script", "strike", "style", "svg", "template", "title"}
_IN_LINE = {
    *(
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "cite",
        "code",
        "del",
        "em",
        "font",
        "i",
        "img",
        "ins",
        "kbd",
        "mark",
        "math",
        "q",
    ),
    *("rp", "rt", "ruby", "s", "small", "span", "strike", "strong", "sub", "sup", "template", "time", "u", "wbr"),
}
END_OF_BLOCK = "\n"


class _Seen(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text: list[str] = []
        self._open: list[tuple[str, bool]] = []

    @property
    def _is_unseen(self) -> bool:
        return any(unseen for _, unseen in self._open)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag not in _IN_LINE and tag != "br":
            self.text.append(END_OF_BLOCK)
        if tag == "br":
            self.text.append(" ")
        if tag == "img" and not self._is_unseen:
            self.text.append(given.get("alt") or "")
        if tag not in _VOID:
            style = (given.get("style") or "").replace(" ", "")
            is_unseen = tag in _UNSEEN or "hidden" in given or "display:none" in style
            self._open.append((tag, is_unseen or (given.get("href") or "").startswith("#fn")))

    def handle_endtag(self, tag: str) -> None:
        if any(name == tag for name, _ in self._open):
            while self._open.pop()[0] != tag:
                pass
        if tag not in _IN_LINE:
            self.text.append(END_OF_BLOCK)

    def handle_data(self, data: str) -> None:
        if not self._is_unseen:
            self.text.append(data.replace(END_OF_BLOCK, " "))


def visible_text(body: str) -> str:
    """The letters and digits that a reader sees, block by block, each block on a line of its own."""
    reader = _Seen()
    reader.feed(body)
    reader.close()
    return END_OF_BLOCK.join(letters(block) for block in "".join(reader.text).split(END_OF_BLOCK))


def letters(text: str) -> str:
    """The letters, digits and emoji of a text, without white space and typographic marks; ² counts as 2."""
    return "".join(
        char for char in unicodedata.normalize("NFKC", text) if char.isalnum() or unicodedata.category(char) == "So"
    )
