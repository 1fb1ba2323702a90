"""Decides whether an address to which a site redirects is still that site's own. Pure."""

from __future__ import annotations

from urllib.parse import SplitResult, urlsplit

__all__ = ["is_within_site"]


def is_within_site(address: str, site: str) -> bool:
    """Whether `address` is at the host of `site`, or one of the two hosts is within the other's domain.

    www.news.example and news.example are one site, feeds.news.example and www.news.example may be: which domains can be
    registered is not known here, so what has no more than a part of its domain in common is another's.
    """
    try:
        own, other = urlsplit(site), urlsplit(address)
        if _port(own) != _port(other):
            return False
    except ValueError:
        return False
    hosts = (_host(own), _host(other))
    return "" not in hosts and (hosts[0] == hosts[1] or any(a.endswith(f".{b}") for a, b in (hosts, hosts[::-1])))


def _host(url: SplitResult) -> str:
    return (url.hostname or "").rstrip(".").removeprefix("www.")


def _port(url: SplitResult) -> int | None:
    """None for the usual port of its scheme: from http to https a site stays itself."""
    return None if url.port == {"http": 80, "https": 443}.get(url.scheme) else url.port
