"""Whether a link leads the public anywhere, as far as its spelling tells. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from ipaddress import ip_address
from urllib.parse import urlsplit

_NOT_PUBLIC = ("localhost", "local", "localdomain", "internal", "intranet", "lan", "home.arpa", "corp", "private")
"""Names within a machine or a house: RFC 6761, 6762 and 8375, ICANN's reserved "internal", and what offices use."""


def is_public_link(link: str) -> bool:
    """Whether the host of `link` is one that everybody can reach: no machine's own name, no private address."""
    host = _host(link)
    if not host or ("." not in host.strip("[]") and ":" not in host):
        return False
    try:
        return ip_address(host).is_global
    except ValueError:
        return not host.endswith(tuple(f".{name}" for name in _NOT_PUBLIC)) and not host.replace(".", "").isdigit()


def same_host(one: str, other: str) -> bool:
    """Whether two addresses are at the same host."""
    return bool(_host(one)) and _host(one) == _host(other)


_FEWEST_LINKS = 3
_OWN_SHARE = 0.9
"""The part of a site's links that lead to one domain where the site has a domain of its own. A site that gathers what
others publish has none."""
_SHORTEST_NAME = 4
"""Letters. A shorter second-level name is often a registry's own (co.uk, com.au), which are not listed here."""


def own_domain(links: Iterable[str], link: str) -> str:
    """The domain to which most of a site's links lead, where `link` leads to one that none of them has; else ""."""
    domains = Counter(map(domain_of, links))
    domain, count = next(iter(domains.most_common(1)), ("", 0))
    has_own = domains.total() >= _FEWEST_LINKS and count >= _OWN_SHARE * domains.total()
    return domain if has_own and domain_of(link) not in domains else ""


def domain_of(link: str) -> str:
    """The end of the link's host that all hosts of one owner have in common, as far as its spelling tells."""
    host = _host(link)
    if ":" in host or host.replace(".", "").isdigit():
        return host
    labels = host.split(".")
    is_of_registry = len(labels) > 2 and len(labels[-1]) == 2 and len(labels[-2]) < _SHORTEST_NAME
    return ".".join(labels[-3 if is_of_registry else -2 :])


def _host(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").rstrip(".")
    except ValueError:
        return ""
