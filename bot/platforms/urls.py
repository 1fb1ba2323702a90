"""Where a platform sees URLs in a text, bare domains included. Pure.

The rules are those of the one platform that publishes its own (twitter-text 3.1.0, `extractUrlsWithIndices`), here in
linear time: its pattern tries every start against every end, this reads each run of domain characters once, from its
end backwards. https://github.com/twitter/twitter-text/tree/master/js/src
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from typing import NamedTuple

from bot.platforms.tlds import NEWER_TOP_LEVEL_DOMAINS, OTHER_SCRIPT_TOP_LEVEL_DOMAINS, TOP_LEVEL_DOMAINS

MOST_URL_CHARACTERS = 4096
MOST_LABEL_CHARACTERS = 63

_DIRECTIONAL = "\u202a-\u202e\u061c\u200e\u200f\u2066-\u2069"
_SPACES = "\t-\r \x85\xa0\u1680\u180e\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_NEVER_IN_DOMAIN = r"!'#%&()*+,\\/:;<=>?@\[\]\^{|}~$" + _SPACES + "\ufffe\ufeff\uffff" + _DIRECTIONAL
# the Greek iota is among them because JavaScript takes it for the combining iota in another case
LATIN_ACCENTS = (
    "\u0399\u03b9"
    "\xc0-\xd6\xd8-\xf6\xf8-\xff\u0100-\u024f\u0253\u0254\u0256\u0257\u0259\u025b\u0263\u0268\u026f\u0272\u0289"
    "\u028b\u02bb\u0300-\u036f\u1e00-\u1eff"
)

_RUN = re.compile(f"[^{_NEVER_IN_DOMAIN}]+")
"""Domain characters with the dots, hyphens and underscores between them."""
_OTHER_SCRIPTS = "|".join(map(re.escape, OTHER_SCRIPT_TOP_LEVEL_DOMAINS))
TOP_LEVEL = re.compile(
    # ASCII letters begin one of the other names, so that those come first; the lookahead spares most dots the list
    rf"\.(?:(?=[^\0-\x7f]|[vV]erm)(?i:{_OTHER_SCRIPTS})(?![0-9a-zA-Z@+\-])"
    r"|([a-zA-Z]{2,}+)(?![0-9a-zA-Z@+\-])|[xX][nN]--[-0-9a-zA-Z]+)"
)
_START_AFTER = re.compile("[^A-Za-z0-9@＠$#＃\ufffe\ufeff\uffff]")
"""The characters after which a URL may begin."""
_PROTOCOL = re.compile(r"[hH][tT][tT][pP][sS]?://\Z")
LONGEST_PROTOCOL = len("https://")
_PLAIN_HOST = re.compile(r"[a-zA-Z0-9]++(?:[-.][a-zA-Z0-9]++)++")
_ASCII_DOMAIN = re.compile(f"[-a-zA-Z0-9{LATIN_ACCENTS}.]+")

PATH_END = rf"+\-a-zA-Z\u0400-\u04ff0-9=_#/{LATIN_ACCENTS}"
PATH_INNER = r"!*';:,.$%\[\]\u2013~@|&"
_PATH = f"[{PATH_END}{PATH_INNER}]"
_PARENTHESES = rf"\((?:{_PATH}++|{_PATH}*+\({_PATH}++\){_PATH}*+)\)"
_QUERY_END = r"a-zA-Z0-9\-_&=#/"
_QUERY_INNER = r"!?*'@();:+$%\[\].,~|"
QUERY = rf"\?(?:[{_QUERY_INNER}]*+[{_QUERY_END}]++)++"
_TAIL = re.compile(
    rf"(?::[0-9]++)?(/(?:[{PATH_END}]++|[{PATH_INNER}]++[{PATH_END}]|[{PATH_INNER}]*+{_PARENTHESES})*+)?(?:{QUERY})?"
)
_FULL_STOPS = re.compile("[\u3002\uff0e\uff61]")


class Span(NamedTuple):
    """Where something stands in a text: `text[start:end]`."""

    start: int
    end: int


def find_urls(text: str, short_link: re.Pattern[str] | None = None) -> list[Span]:
    """The URLs that the platform would turn into links, in order.

    The text is taken as it is: normalise it first (NFC) where the platform does. `short_link` matches the platform's
    own shortened links, which end with the match whatever follows; one without a group 1 is no link at all.
    """
    return find_possible_urls(text, short_link)[0]


def find_possible_urls(text: str, short_link: re.Pattern[str] | None = None) -> tuple[list[Span], list[Span]]:
    """Those of `find_urls`, and the same with what is a URL if the newer top-level domains are known there too."""
    known, newer = _top_level_ends(text)
    urls = list(_urls(text, known, short_link)) if known else []
    return urls, list(_urls(text, dict(sorted((known | newer).items())), short_link)) if newer else urls


def _top_level_ends(text: str) -> tuple[dict[int, int], dict[int, int]]:
    """The end of each top-level domain in the text by the place of the dot before it: the known, the newer ones."""
    known, newer = {}, {}
    for match in TOP_LEVEL.finditer(text):
        name = match[1]
        if name is None or (name := name.lower()) in TOP_LEVEL_DOMAINS:
            known[match.start()] = match.end()
        elif name in NEWER_TOP_LEVEL_DOMAINS:
            newer[match.start()] = match.end()
    return known, newer


def _urls(text: str, ends: dict[int, int], short_link: re.Pattern[str] | None) -> Iterator[Span]:
    consumed = 0  # what stands before it belongs to a URL, or to what had the shape of one
    searched = 0
    for dot in ends:
        if dot < max(consumed, searched):
            continue
        run = _run_around(text, max(consumed, searched), dot)
        searched = run.end
        match = _whole_run(text, ends, run, consumed)
        labels = deque[_Label]() if match else _labels(text, ends, run)
        while match := match or _first_domain(text, labels, run.start, consumed):
            domain = Span(match.domain_start, ends[match.last_dot])
            tail = _TAIL.match(text, domain.end)
            assert tail is not None  # every part of it is optional
            before = "" if match.start == consumed else text[match.start - 1]
            for url in _accepted_urls(text, match.start, before, domain, tail, ends):
                yield from _trimmed(text, url, short_link)
            consumed = tail.end()
            match = None


class _Label(NamedTuple):
    """One label of a run, with the last dot before a top-level domain that a domain through it can reach."""

    start: int
    end: int
    beyond: int | None
    """By the labels after it."""
    here: int | None
    """By the dot at its own end."""


class _Match(NamedTuple):
    start: int
    """Where the URL begins: at its protocol, or at its domain."""
    domain_start: int
    last_dot: int


def _run_around(text: str, first: int, dot: int) -> Span:
    """The run of domain characters in which the dot stands, as far as it lies after `first`."""
    start = max(first, text.rfind(" ", first, dot) + 1)
    for run in _RUN.finditer(text, start):
        if run.end() > dot:
            return Span(*run.span())
    raise AssertionError("a dot is a domain character")


def _whole_run(text: str, ends: dict[int, int], run: Span, consumed: int) -> _Match | None:
    """The usual case, decided at once: the run is a plain host name with a top-level domain at its end."""
    dot = text.rfind(".", run.start, run.end)
    if ends.get(dot) != run.end or not _PLAIN_HOST.fullmatch(text, run.start, run.end):
        return None
    protocol = _PROTOCOL.search(text, max(0, run.start - LONGEST_PROTOCOL), run.start)
    for start in (run.start,) if protocol is None else (protocol.start(), run.start):
        if _may_begin(text, start, consumed):
            return _Match(start, run.start, dot)
    return None


def _labels(text: str, ends: dict[int, int], run: Span) -> deque[_Label]:
    """The labels of the run that can be in a domain, from the first."""
    labels: deque[_Label] = deque()
    furthest = None
    end = run.end
    for label in reversed(text[run.start : run.end].split(".")):
        start = end - len(label)
        here = end if end in ends else None
        if not label or label[-1] in "-_":
            furthest = None
        else:
            if furthest is not None or here is not None:
                labels.appendleft(_Label(start, end, furthest, here))
            if label[0] in "-_":
                furthest = None
            elif furthest is None and "_" not in label:
                furthest = here
        end = start - 1
    return labels


def _first_domain(text: str, labels: deque[_Label], run_start: int, consumed: int) -> _Match | None:
    """The first domain that may begin at or after `consumed`; it goes as far as it can."""
    while labels and labels[0].end <= consumed:
        labels.popleft()
    for label in labels:
        for start, domain_start in _starts(text, label, run_start, consumed):
            if text[domain_start] in "-_":
                continue
            if label.beyond is not None:
                return _Match(start, domain_start, label.beyond)
            if label.here is not None and "_" not in text[domain_start : label.end]:
                return _Match(start, domain_start, label.here)
    return None


def _starts(text: str, label: _Label, run_start: int, consumed: int) -> Iterator[tuple[int, int]]:
    """Where a URL may begin whose domain begins in this label, and where that domain begins."""
    if label.start == run_start:
        protocol = _PROTOCOL.search(text, max(0, run_start - LONGEST_PROTOCOL), run_start)
        if protocol is not None and _may_begin(text, protocol.start(), consumed):
            yield protocol.start(), run_start
    if label.start == 0 and label.end > 1 and _START_AFTER.match(text):
        yield 1, 1  # that pattern tries to take the first character for the one before a URL
    if _may_begin(text, label.start, consumed):
        yield label.start, label.start
    for before in _START_AFTER.finditer(text, max(label.start, consumed), label.end - 1):
        yield before.end(), before.end()


def _may_begin(text: str, start: int, consumed: int) -> bool:
    if text[start] > "\uffff":  # by the rules the first half of such a character, in UTF-16, stands before the second
        return start >= consumed
    return start == 0 or (start > consumed and _START_AFTER.match(text, start - 1) is not None)


def _accepted_urls(
    text: str, start: int, before: str, domain: Span, tail: re.Match[str], ends: dict[int, int]
) -> Iterator[Span]:
    if not _is_possible(text[start : tail.end()], text[domain.start : domain.end]):
        return
    if text.startswith("xn--", domain.start) and not _bare_domains(text, domain, tail, ends):
        return
    if start < domain.start:
        yield Span(start, tail.end())
    elif not before or before not in "-_./":
        yield from _bare_domains(text, domain, tail, ends)


def _trimmed(text: str, url: Span, short_link: re.Pattern[str] | None) -> Iterator[Span]:
    """The URL, or as much of it as a shortened link has."""
    short = short_link.match(text, *url) if short_link else None
    if short is None:
        yield url
    elif short[1]:
        yield Span(url.start, short.end())


def _bare_domains(text: str, domain: Span, tail: re.Match[str], ends: dict[int, int]) -> list[Span]:
    """Without a protocol only ASCII and accented letters make a domain; the last one has the path."""
    domains = []
    for part in _ASCII_DOMAIN.finditer(text, domain.start, domain.end):
        start = part.end() - len(part[0].lstrip("."))
        dot = next((index for index in range(part.end() - 1, start, -1) if index in ends), None)
        if dot is not None:
            domains.append(Span(start, ends[dot]))
    if domains and tail[1]:
        domains[-1] = Span(domains[-1].start, domains[-1].end + tail.end() - domain.end)
    return domains


def _is_possible(url: str, domain: str) -> bool:
    if len(url) + LONGEST_PROTOCOL > MOST_URL_CHARACTERS:
        return False
    if len(domain) <= MOST_LABEL_CHARACTERS and domain.isascii():
        return True
    return all(_punycode_length(label) <= MOST_LABEL_CHARACTERS for label in domain.split("."))


def _punycode_length(label: str) -> int:
    """No character takes less than one, so a label that is too long is known without encoding it."""
    if label.isascii() or len(label) > MOST_LABEL_CHARACTERS:
        return len(label)
    parts = _FULL_STOPS.split(label)
    encoded = [part if part.isascii() else f"xn--{part.encode('punycode').decode('ascii')}" for part in parts]
    return len(".".join(encoded))
