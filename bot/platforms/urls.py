"""Finds the URLs that a platform recognises in a text, including bare domains. Pure.

The rules are X's, the only published ones: `extractUrlsWithIndices` of twitter-text 3.1.0,
https://github.com/twitter/twitter-text/tree/master/js/src. Its pattern takes quadratic time, because it tries every
start with every end. This takes linear time: it reads each run of domain characters once, backwards from its end.
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
# with the Greek iota, because JavaScript's case folding equates it with the combining iota
LATIN_ACCENTS = (
    "\u0399\u03b9"
    "\xc0-\xd6\xd8-\xf6\xf8-\xff\u0100-\u024f\u0253\u0254\u0256\u0257\u0259\u025b\u0263\u0268\u026f\u0272\u0289"
    "\u028b\u02bb\u0300-\u036f\u1e00-\u1eff"
)

_RUN = re.compile(f"[^{_NEVER_IN_DOMAIN}]+")
"""Domain characters with the dots, hyphens and underscores between them."""
_OTHER_SCRIPTS = "|".join(map(re.escape, OTHER_SCRIPT_TOP_LEVEL_DOMAINS))
TOP_LEVEL = re.compile(
    # other scripts come first because one of their names begins in ASCII; the lookahead skips their list for most dots
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


_FILE_ENDINGS = frozenset({"md", "mov", "pl", "ps", "py", "rs", "sh", "so", "zip"})
"""Top-level domains with which names of files end: README.md, deploy.sh."""


class Span(NamedTuple):
    """A part of a text: `text[start:end]`."""

    start: int
    end: int


def find_urls(text: str, short_link: re.Pattern[str] | None = None) -> list[Span]:
    """The URLs that the platform would turn into links, in order.

    The text must be normalised (NFC) before, if the platform does that. `short_link` matches the platform's own
    shortened links, which end where the match ends, whatever follows; a match without group 1 is not a link.
    """
    return find_possible_urls(text, short_link)[0]


def is_stray(link: str) -> bool:
    """Whether what has the form of a link is surely none: the name of a file, or words without a space between them.

    That is told by the top-level domain, which nobody writes with a capital: "ASP.NET", "the end.Next".
    """
    if "://" in link:
        return False
    host, slash, _ = link.partition("/")
    top = host.rpartition(".")[2]
    return top != top.lower() or (not slash and top in _FILE_ENDINGS)


def find_possible_urls(text: str, short_link: re.Pattern[str] | None = None) -> tuple[list[Span], list[Span]]:
    """The URLs of `find_urls`; and those that it would find if the platform also knew the newer top-level domains."""
    known, newer = _top_level_ends(text)
    urls = list(_urls(text, known, short_link)) if known else []
    return urls, list(_urls(text, dict(sorted((known | newer).items())), short_link)) if newer else urls


def _top_level_ends(text: str) -> tuple[dict[int, int], dict[int, int]]:
    """From the index of a dot to the end of the top-level domain after it: the known ones, and the newer ones."""
    known, newer = {}, {}
    for match in TOP_LEVEL.finditer(text):
        name = match[1]
        if name is None or (name := name.lower()) in TOP_LEVEL_DOMAINS:
            known[match.start()] = match.end()
        elif name in NEWER_TOP_LEVEL_DOMAINS:
            newer[match.start()] = match.end()
    return known, newer


def _urls(text: str, ends: dict[int, int], short_link: re.Pattern[str] | None) -> Iterator[Span]:
    consumed = 0  # everything before this index belongs to a URL, or to something of that form
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
    """One label of a run, and the dot before the last top-level domain that a domain with this label can have."""

    start: int
    end: int
    beyond: int | None
    """That dot, if it is after later labels."""
    here: int | None
    """That dot, if it is at the end of this label."""


class _Match(NamedTuple):
    start: int
    """The start of the URL: of its protocol, or else of its domain."""
    domain_start: int
    last_dot: int


def _run_around(text: str, first: int, dot: int) -> Span:
    """The run of domain characters around the dot, beginning at `first` at the earliest."""
    start = max(first, text.rfind(" ", first, dot) + 1)
    for run in _RUN.finditer(text, start):
        if run.end() > dot:
            return Span(*run.span())
    raise AssertionError("a dot is a domain character")


def _whole_run(text: str, ends: dict[int, int], run: Span, consumed: int) -> _Match | None:
    """The match in the usual case, that the run is a plain host name that ends in a top-level domain; else None."""
    dot = text.rfind(".", run.start, run.end)
    if ends.get(dot) != run.end or not _PLAIN_HOST.fullmatch(text, run.start, run.end):
        return None
    protocol = _PROTOCOL.search(text, max(0, run.start - LONGEST_PROTOCOL), run.start)
    for start in (run.start,) if protocol is None else (protocol.start(), run.start):
        if _may_begin(text, start, consumed):
            return _Match(start, run.start, dot)
    return None


def _labels(text: str, ends: dict[int, int], run: Span) -> deque[_Label]:
    """The labels of the run that can be part of a domain, in order."""
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
    """The first domain that can begin at or after `consumed`, as long as possible."""
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
    """For each URL whose domain can begin in this label: the start of the URL, and that of its domain."""
    if label.start == run_start:
        protocol = _PROTOCOL.search(text, max(0, run_start - LONGEST_PROTOCOL), run_start)
        if protocol is not None and _may_begin(text, protocol.start(), consumed):
            yield protocol.start(), run_start
    if label.start == 0 and label.end > 1 and _START_AFTER.match(text):
        yield 1, 1  # twitter-text's pattern may take the first character for the one before a URL
    if _may_begin(text, label.start, consumed):
        yield label.start, label.start
    for before in _START_AFTER.finditer(text, max(label.start, consumed), label.end - 1):
        yield before.end(), before.end()


def _may_begin(text: str, start: int, consumed: int) -> bool:
    if text[start] > "\uffff":  # in UTF-16, as in JavaScript, its first half is the character before
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
    """The URL, or only its shortened link if it begins with one; nothing if that is not a link."""
    short = short_link.match(text, *url) if short_link else None
    if short is None:
        yield url
    elif short[1]:
        yield Span(url.start, short.end())


def _bare_domains(text: str, domain: Span, tail: re.Match[str], ends: dict[int, int]) -> list[Span]:
    """The URLs without a protocol: their domains have only ASCII and accented letters, and the last has the path."""
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
    """The label's length in Punycode, which is no shorter: a label that is too long is not encoded."""
    if label.isascii() or len(label) > MOST_LABEL_CHARACTERS:
        return len(label)
    parts = _FULL_STOPS.split(label)
    encoded = [part if part.isascii() else f"xn--{part.encode('punycode').decode('ascii')}" for part in parts]
    return len(".".join(encoded))
