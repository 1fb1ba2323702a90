"""The names of a document's elements, by what their namespaces mean, whatever their prefixes are. Pure.

https://www.w3.org/TR/xml-names/
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.sources.parsing.bounds import MOST_NAMESPACES, TooMuchWorkError

__all__ = ["XmlNames", "local_name"]

_RSS, _ATOM, _FOREIGN = "", "atom", "?"

# The prefixes that the namespaces' own specifications use, by the namespaces as `_normalized` writes them.
_PREFIXES = {
    **dict.fromkeys(
        [
            "purl.org/rss/1.0",
            "purl.org/net/rss1.1",
            "my.netscape.com/rdf/simple/0.9",
            "channel.netscape.com/rdf/simple/0.9",
            "my.netscape.com/publish/formats/rss-0.91.dtd",
            "backend.userland.com/rss",
            "backend.userland.com/rss2",
            "backend.userland.com/rss091",
            "backend.userland.com/rss092",
            "blogs.law.harvard.edu/tech/rss",
            "cyber.law.harvard.edu/rss",
        ],
        _RSS,
    ),
    "www.w3.org/2005/atom": _ATOM,
    "purl.org/atom/ns": _ATOM,  # Atom 0.3
    "purl.org/rss/1.0/modules/content": "content",
    "purl.org/dc/elements/1.1": "dc",
    "purl.org/dc/elements/1.0": "dc",
    "purl.org/dc/terms": "dcterms",
    "search.yahoo.com/mrss": "media",
    "search.yahoo.com/rss": "media",
    "www.rssboard.org/media-rss": "media",
    "www.itunes.com/dtds/podcast-1.0.dtd": "itunes",
    "rssnamespace.org/feedburner/ext/1.0": "feedburner",
    "www.w3.org/1999/02/22-rdf-syntax-ns": "rdf",
    "www.w3.org/1999/xhtml": "xhtml",
    "news.yandex.ru": "yandex",
    "turbo.yandex.ru": "turbo",
}
_ROOTS = {"rss": _RSS, "channel": _RSS, "feed": _ATOM}


class XmlNames:
    """Turns names as written into `prefix:name` in lower case, with the usual prefix of their namespace.

    Elements of RSS have none; those of a namespace that is not in the table above have "?". A prefix that is declared
    nowhere means what it usually does. Names are in lower case, because some feeds write `<pubdate>`.
    """

    def __init__(self, most_namespaces: int = MOST_NAMESPACES) -> None:
        self.known: dict[str, str] = {}
        """By the name as written, in the scope that is open now; see `learn`."""
        self._prefixes: dict[str, str] = {}
        """The declared namespaces in that scope, by their prefixes."""
        self._own: dict[str, str] = {}
        """What the document's own elements are, by the namespace of its root, which many feeds get wrong."""
        self._outer: list[tuple[dict[str, str], dict[str, str]]] = []
        self._left = most_namespaces

    def learn(self, written: str) -> str:
        """The name of `written`, which is not in `known` yet."""
        prefix, _, local = written.rpartition(":")
        namespace = self._prefixes.get(prefix, None if prefix else "")
        if namespace is None:
            usual = prefix.lower()
        else:
            foreign = _FOREIGN if namespace else _RSS
            usual = self._own.get(namespace, _PREFIXES.get(_normalized(namespace), foreign))
        name = self.known[written] = f"{usual}:{local.lower()}" if usual else local.lower()
        return name

    def adopt(self, written: str) -> None:
        """Take the namespace of this root (or channel of RDF), whatever it is, for that of its format."""
        prefix, _, local = written.rpartition(":")
        own = _ROOTS.get(local.lower())
        if own is not None:
            self._own[self._prefixes.get(prefix, "")] = own
            self.known.clear()

    def open_scope(self, attributes: Mapping[str, str]) -> bool:
        """Begin the scope of an element that declares namespaces; false, and nothing done, where it declares none.

        Raises TooMuchWorkError where the document declares too many.
        """
        declared = {name[6:]: value.strip() for name, value in attributes.items() if name.startswith("xmlns")}
        if not declared:
            return False
        self._left -= len(declared)
        if self._left < 0:
            raise TooMuchWorkError
        self._outer.append((self.known, self._prefixes))
        self.known, self._prefixes = {}, self._prefixes | declared
        return True

    def close_scope(self) -> None:
        self.known, self._prefixes = self._outer.pop()


def local_name(written: str) -> str:
    """The name without its prefix, in lower case."""
    return written.rpartition(":")[2].lower()


def _normalized(namespace: str) -> str:
    """The namespace without what feeds get wrong: https for http, the last "/" or "#", capitals."""
    return namespace.lower().removeprefix("http://").removeprefix("https://").rstrip("/#")
