"""Prepares the link of a post: escapes it, and adds campaign parameters for the newsroom's statistics. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, urlsplit, urlunsplit


@dataclass(frozen=True, slots=True, kw_only=True)
class Campaign:
    """Campaign parameters (utm_…); "" leaves one out. `{account}`, `{platform}` and `{site}` in them are filled in.

    https://support.google.com/analytics/answer/10917952
    """

    source: str = ""
    medium: str = ""
    campaign: str = ""
    content: str = ""


_BREAKS_A_LINK = re.compile(r"[^!#$%&'()*+,\-./0-9:;=?@A-Z_a-z\[\]~]")
"""Characters that X, or a reader's program, takes for the end of a link."""
_MAY_END_A_LINK = re.compile(r"[-+&/#=A-Z_a-z0-9]\Z")
"""Any other last character would be taken for punctuation after the link."""


def postable(link: str) -> str:
    """`link`, escaped so that every program recognises all of it as the link.

    Raises ValueError where it is not an http(s) URL.
    """
    parts = urlsplit(link.strip())
    if parts.scheme.lower() not in ("http", "https") or not parts.hostname:
        raise ValueError(f"not an http(s) URL: {link!r}")
    escaped = parts._replace(
        path=_without_open_parentheses(_escaped(parts.path)),
        query=_escaped(parts.query),
        fragment=_escaped(parts.fragment),
    ).geturl()
    if any(char.isspace() for char in escaped):
        raise ValueError(f"white space in a host name: {link!r}")
    if _MAY_END_A_LINK.search(escaped) or not (parts.path or parts.query or parts.fragment):
        return escaped
    if escaped.endswith(")") and parts.path.endswith(")"):
        return escaped  # both parentheses are escaped, or they are balanced
    return f"{escaped[:-1]}%{ord(escaped[-1]):02X}"


def _without_open_parentheses(path: str) -> str:
    """`path`, with its parentheses escaped unless they are balanced: X ends a link at an unbalanced `(`."""
    return path if re.fullmatch(r"[^()]*(?:\([^()]+\)[^()]*)*", path) else path.replace("(", "%28").replace(")", "%29")


def _escaped(part: str) -> str:
    return _BREAKS_A_LINK.sub(lambda match: quote(match[0], safe="", errors="replace"), part)


def with_campaign(link: str, campaign: Campaign, names: dict[str, str]) -> str:
    """The link with the campaign's parameters added to its query.

    The link's own query is kept byte for byte, and a parameter that it already has is not added. `names` maps
    "account", "platform" and "site" to the texts that are filled in.
    """
    parts = urlsplit(link)
    present = {key for key, _ in parse_qsl(parts.query, keep_blank_values=True)}
    added = [
        f"{key}={quote(_filled_in(value, names), safe='')}"
        for key, value in _parameters(campaign)
        if value and key not in present
    ]
    query = "&".join(part for part in (parts.query, *added) if part)
    return urlunsplit(parts._replace(query=query))


def _parameters(campaign: Campaign) -> tuple[tuple[str, str], ...]:
    return (
        ("utm_source", campaign.source),
        ("utm_medium", campaign.medium),
        ("utm_campaign", campaign.campaign),
        ("utm_content", campaign.content),
    )


def _filled_in(value: str, names: dict[str, str]) -> str:
    for name, text in names.items():
        value = value.replace("{" + name + "}", text)
    return value
