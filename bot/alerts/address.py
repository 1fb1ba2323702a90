"""An address below [alerts]: its kind, the names of secrets in it, and how it may be shown. Pure.

mailto://desk@example.org                                     through the mail server of this machine
mailto://desk:${SMTP_PASSWORD}@mail.example.org/?to=desk@example.org,editor@example.org
https://hooks.example.org/${HOOK}                             a webhook
slack://${SLACK_TOKEN}                                        anything else, through Apprise
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlsplit

from bot.errors import SettingsError

MAIL = ("mailto", "mailtos")
WEBHOOK = ("http", "https")

SUBMISSION, SUBMISSION_OVER_TLS, RELAY = 587, 465, 25
"""Ports: https://www.rfc-editor.org/rfc/rfc8314#section-3.3, https://www.rfc-editor.org/rfc/rfc5321#section-4.5.4.2"""

_NAME = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")
_MAILBOX = re.compile(r"[^@\s,<>]+@[^@\s,<>]+")
_HIDDEN = "…"
_TOKEN_LENGTH = 16
"""In characters: a part of an address that is as long, and has letters and digits in it, may be a token."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailAddress:
    """Where mail goes, and through which server. Its `repr` shows the password: never print it."""

    host: str
    port: int
    is_tls: bool
    """Whether the connection is encrypted from its beginning; else STARTTLS is used where the server offers it."""
    user: str
    """With which to log in; "" to send without."""
    password: str
    sender: str
    recipients: tuple[str, ...]


def scheme_of(address: str) -> str:
    """The kind of the address: what stands before "://", in lower case."""
    return address.partition("://")[0].lower()


def names_in(address: str) -> tuple[str, ...]:
    """The names of the secrets that are to be put in: of "slack://${SLACK_TOKEN}" that is SLACK_TOKEN."""
    return tuple(dict.fromkeys(_NAME.findall(address)))


def filled(address: str, secrets: Mapping[str, str]) -> str:
    """The address with the secrets in the places of their names, escaped so that each stays in its place.

    Where user and password stand every sign is escaped that means something in a URL; elsewhere "/" and ":" are not,
    for a name may stand for several parts.
    """
    userinfo_ends = address.rfind("@", 0, _end_of_authority(address))

    def value(match: re.Match[str]) -> str:
        return quote(secrets[match[1]], safe="" if match.start() < userinfo_ends else "/:=+,")

    return _NAME.sub(value, address)


def shown(address: str) -> str:
    """The address without anything that may be a secret: its kind, its host or recipients, and names of secrets."""
    scheme = scheme_of(address)
    parts = urlsplit(address)
    if scheme in MAIL:
        try:
            return f"{scheme}://{','.join(mail_address(address).recipients)}"
        except SettingsError:
            return f"{scheme}://{_HIDDEN}"
    rest = address.partition("://")[2]
    if scheme in WEBHOOK and parts.hostname:
        host = parts.netloc.rpartition("@")[2]
        return f"{scheme}://{host}{_only_names(rest[len(parts.netloc) :])}"
    return f"{scheme}://{_only_names(rest)}"


def _only_names(text: str) -> str:
    """The names of secrets in their places, and "…" for every other part."""
    return re.sub(r"[^/?&@:]+", lambda part: part[0] if _NAME.fullmatch(part[0]) else _HIDDEN, text)


def holds_secret(address: str) -> bool:
    """Whether a password, or something that looks like a token, stands in the address itself."""
    parts = urlsplit(address)
    password = _NAME.sub("", parts.password or "")
    if password or scheme_of(address) in MAIL:
        return bool(password)
    without_host = f"{parts.path}?{parts.query}" if scheme_of(address) in WEBHOOK else address.partition("://")[2]
    return any(map(_is_like_token, re.split(r"[/?&@:=.]+", _NAME.sub("", without_host))))


def literal_secrets(address: str) -> frozenset[str]:
    """What `holds_secret` has found, for a log to hide."""
    parts = urlsplit(address)
    literal = {part for part in re.split(r"[/?&@:=]+", _NAME.sub("/", address)) if _is_like_token(part)}
    password = "" if _NAME.search(parts.password or "") else unquote(parts.password or "")
    return frozenset({*literal, password} - {""})


def _is_like_token(part: str) -> bool:
    has_digit = any(letter.isdigit() for letter in part)
    return len(part) >= _TOKEN_LENGTH and has_digit and any(letter.isalpha() for letter in part)


def require_usable(address: str) -> None:
    """Raises SettingsError where it is no address for mail or of a webhook; others are known to Apprise alone."""
    if scheme_of(address) in MAIL:
        mail_address(address)
    elif scheme_of(address) in WEBHOOK and not _split(address).hostname:
        raise SettingsError("names no host; write such as https://hooks.example.org/${HOOK}")


def mail_address(address: str) -> MailAddress:
    """What an address for mail says.

    Where it has neither password, port nor `to`, it is the recipient, and this machine's own mail server is used; else
    its host is the server. Raises SettingsError where it cannot be used; no message quotes it.
    """
    parts = _split(address)
    query = _query(parts)
    host, user, password = parts.hostname or "", unquote(parts.username or ""), unquote(parts.password or "")
    mailbox = user if "@" in user else f"{user}@{host}" if user and host else ""
    recipients = tuple(query.get("to", mailbox).replace(",", " ").split())
    for recipient in (*recipients, *([query["from"]] if "from" in query else [])):
        if not _MAILBOX.fullmatch(recipient) and not _NAME.search(recipient):
            raise SettingsError(f'"{recipient}" is no mail address; write such as desk@example.org')
    if not recipients:
        raise SettingsError("names nobody whom it is for; write such as mailto://mail.example.org/?to=desk@example.org")
    is_recipient = not (password or port_of(parts) or "to" in query)
    is_tls = scheme_of(address) == "mailtos"
    usual_port = SUBMISSION_OVER_TLS if is_tls else SUBMISSION if password else RELAY
    return MailAddress(
        host="localhost" if is_recipient or not host else host,
        port=port_of(parts) or usual_port,
        is_tls=is_tls,
        user=user if password else "",
        password=password,
        sender=query.get("from") or mailbox or recipients[0],
        recipients=recipients,
    )


def port_of(parts: SplitResult) -> int | None:
    """The port; None where none is given. Raises SettingsError where it is none."""
    try:
        return parts.port
    except ValueError as exc:
        raise SettingsError("has no number for its port; write such as mailto://mail.example.org:25/?to=…") from exc


def _split(address: str) -> SplitResult:
    try:
        return urlsplit(address)
    except ValueError as exc:
        raise SettingsError("is not a URL; write such as mailto://desk@example.org") from exc


def _query(parts: SplitResult) -> dict[str, str]:
    query = dict(parse_qsl(parts.query))
    for name in query:
        if name not in ("to", "from"):
            raise SettingsError(f'"{name}" says nothing in an address for mail; write `to` and `from`')
    return query


def _end_of_authority(address: str) -> int:
    """Where user, password, host and port end."""
    match = re.compile(r"[/?#]").search(address, len(scheme_of(address)) + len("://"))
    return match.start() if match else len(address)
