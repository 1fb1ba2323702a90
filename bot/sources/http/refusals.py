"""Turns a failed request to a site into a message that says what to do about it."""

from __future__ import annotations

import errno
import socket
from urllib.parse import urlsplit

import aiohttp

from bot.errors import FeedError
from bot.sources.http.inflate import NotInflatableError, TooMuchError
from bot.sources.parsing.sanitize import printable_url
from bot.sources.types import WebPolicy

__all__ = ["PrivateAddressError", "own_fault", "remedy_for", "remedy_for_status"]


class PrivateAddressError(OSError):
    """The host is not on the public internet. One text for all, so that a host's addresses raise one error."""

    def __init__(self) -> None:
        super().__init__(errno.EACCES, "not an address of the public internet")


_STATUSES = {
    401: "it wants a password: give the address of a public feed",
    403: "it refuses programs: ask its host to allow the User-Agent syndication-bot",
    404: "nothing is there: open it in a browser to see whether it has moved or is gone, and correct the address; "
    "the address of a site is enough to find its feed",
    406: "it refuses programs: ask its host to allow the User-Agent syndication-bot",
    407: "the proxy wants a password: put it into HTTP_PROXY or HTTPS_PROXY",
    410: "it is gone for good: give its new address, or take the site out (it is asked once a day)",
    429: "it is asked too often: wait an hour, and raise watch.every if it says so again",
    451: "it is withheld for legal reasons where this machine stands: ask its host, or run the bot elsewhere",
}


def remedy_for_status(status: int, url: str) -> str:
    """The message for an answer that is neither content nor "unchanged"."""
    client_fault = "that is no feed; open it in a browser to see why"
    server_fault = "the site is in trouble; it is asked again by itself"
    remedy = _STATUSES.get(status, server_fault if status >= 500 else client_fault)
    return f"{printable_url(url)} answers {status}: {remedy}"


# The first that fits the exception. {reason} is the library's own message, which holds no secret.
_REMEDIES: tuple[tuple[type[Exception], str], ...] = (
    (TooMuchError, "{address} sends {reason}: ask its host for a shorter one, or raise that"),
    (NotInflatableError, "{address} sends an answer that is {reason}: ask its host to mend its compression"),
    (
        TimeoutError,
        "{address} did not finish its answer within {seconds:g} s (bounds.timeout); it is asked again by itself",
    ),
    (PrivateAddressError, "{host} is at a private address: {private_remedy}"),
    (socket.gaierror, "no address is known for {host}: check its spelling, and this machine's DNS"),
    (aiohttp.ClientProxyConnectionError, "the proxy of HTTP_PROXY or HTTPS_PROXY cannot be reached: check them"),
    (aiohttp.ClientSSLError, "{host} has no TLS certificate to be trusted ({reason}): ask its host to mend it"),
    (ConnectionRefusedError, "{host} refuses connections: is the site down, or the port wrong?"),
    (aiohttp.ServerDisconnectedError, "{host} closes the connection unanswered; it is asked again by itself"),
    (aiohttp.ClientPayloadError, "{host} breaks off before its answer has begun; it is asked again by itself"),
    (aiohttp.ClientResponseError, "{host} does not answer in proper HTTP ({reason}): check the address"),
    (OSError, "{host} cannot be reached ({reason}): check this machine's network"),
    (ValueError, "{address} is no address that can be asked: check its spelling"),
    (Exception, "{address} cannot be asked ({reason}); it is asked again by itself"),
)


def remedy_for(exc: Exception, url: str, policy: WebPolicy, seconds: float) -> str:
    """The message for a request that failed with `exc`: no answer, a broken one, or one that is too large.

    `seconds` is how long an answer was waited for.
    """
    wrapped = type(exc) in {aiohttp.ClientConnectorError, aiohttp.ClientConnectorDNSError}
    cause = getattr(exc, "os_error", exc) if wrapped else exc
    remedy = next(text for kind, text in _REMEDIES if isinstance(cause, kind))
    return remedy.format(
        address=printable_url(url),
        host=_host(url),
        seconds=seconds,
        reason=_reason(cause),
        private_remedy=policy.private_remedy,
    )


def own_fault(site: str, url: str, cause: Exception) -> FeedError:
    """The FeedError for an exception that nobody has foreseen, which must not stop the polls of other sites."""
    fault = FeedError(site, f"{printable_url(url)} sets off a fault of this program: please report it")
    fault.__cause__ = cause
    return fault


def _host(url: str) -> str:
    try:
        return printable_url(urlsplit(url).hostname or url)
    except ValueError:
        return printable_url(url)


def _reason(exc: BaseException) -> str:
    cause = getattr(exc, "certificate_error", None) or getattr(exc, "os_error", None) or exc
    texts = (getattr(cause, name, None) for name in ("verify_message", "reason", "strerror", "message"))
    reason = next((text for text in texts if isinstance(text, str) and text), str(cause))
    return ascii(reason[:100])[1:-1] or type(cause).__name__
