"""Fetches a feed or a page over HTTP: politely, with limits on time and size, and from public addresses only."""

from __future__ import annotations

import asyncio
import os
import re
import socket
import ssl
import time
import urllib.request
from collections.abc import Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self
from urllib.parse import urljoin, urlsplit
from weakref import WeakValueDictionary

import aiohttp
import certifi
from yarl import URL

from bot import __version__
from bot.errors import FeedError, SettingsError
from bot.sources.http.addresses import is_public, may_be_public
from bot.sources.http.inflate import Inflater, NotInflatableError, TooMuchError
from bot.sources.http.refusals import PrivateAddressError, remedy_for, remedy_for_status
from bot.sources.parsing.sanitize import printable_url
from bot.sources.schedule import fresh_until, retry_after
from bot.sources.types import Answer, Bounds, Validators, WebPolicy

__all__ = ["Fetcher"]

_ACCEPT: Final = "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5"
_CONTENT: Final = frozenset({200, 201, 203, 206, 226})
"""Answers that bring the feed: a proxy that has changed its form says 203 (RFC 9110, 15.3.4). Not 202, with which walls
against programs bring a page of their own."""
_PERMANENT: Final = frozenset({301, 308})
_SAME_METHOD: Final = frozenset({307, 308})
_ELSEWHERE: Final = _PERMANENT | {302, 303, 307}
_LONGEST_HEADER: Final = 256 * 1024
"""Bytes; browsers take as many for all headers together. Some policies and lists of links have 25 kB."""
_MOST_HEADERS: Final = 512


@dataclass(frozen=True, slots=True)
class _Request:
    """One request, including its redirects."""

    site: str
    validators: Validators
    conditional: bool
    accept: str
    bounds: Bounds
    session: aiohttp.ClientSession


class Fetcher:
    """Fetches from many sites within one event loop. Use it with `async with`, or call `open` and `close`."""

    def __init__(self, policy: WebPolicy) -> None:
        self._policy = policy
        self._contact = policy.contact
        self._allow_private = policy.allow_private
        self._bounds = policy.bounds
        self._slots_by_host: WeakValueDictionary[str, asyncio.Semaphore] = WeakValueDictionary()

    async def open(self) -> Self:
        """Prepare for requests. Raises SettingsError where the certificates named by the environment cannot be read."""
        self._certificates, self._proxies = _certificates(), urllib.request.getproxies()
        self._direct = self._session(guarded=not self._allow_private)
        self._alone = self._session(guarded=not self._allow_private, reuse=False)
        # A proxy that this machine's environment names may have a private address.
        self._proxied = self._session(guarded=False)
        return self

    async def close(self) -> None:
        """Close every connection."""
        await self._direct.close()
        await self._alone.close()
        await self._proxied.close()

    async def __aenter__(self) -> Self:
        return await self.open()

    async def __aexit__(
        self, kind: type[BaseException] | None, exc: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    def is_current(self) -> bool:
        """Whether certificates and proxies are still what a new Fetcher would use. Raises SettingsError."""
        return self._certificates is _certificates() and self._proxies == urllib.request.getproxies()

    def _session(self, *, guarded: bool, reuse: bool = True) -> aiohttp.ClientSession:
        return aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(
                ssl=self._certificates,
                limit=0,
                limit_per_host=self._bounds.per_host,
                force_close=not reuse,
                keepalive_timeout=2 if reuse else None,
                socket_factory=_public_socket if guarded else None,
            ),
            headers={"User-Agent": _user_agent(self._contact), "Accept-Encoding": "gzip, deflate, br"},
            cookie_jar=aiohttp.DummyCookieJar(),
            timeout=aiohttp.ClientTimeout(total=None),
            auto_decompress=False,
            max_line_size=_LONGEST_HEADER,
            max_field_size=_LONGEST_HEADER,
            max_headers=_MOST_HEADERS,
        )

    async def fetch(
        self,
        site: str,
        url: str,
        validators: Validators | None = None,
        *,
        conditional: bool = True,
        alone: bool = False,
        accept: str = _ACCEPT,
        bounds: Bounds | None = None,
    ) -> Answer:
        """Send one GET request. Raises FeedError(site), with the remedy, for every answer but content or "unchanged".

        `validators` are those of the last answer; unless the request is `conditional`, they are compared with the new
        ones and not sent.
        `alone` says that no other request to the host follows: the connection is then closed at once, or ten thousand
        sites would stay connected. `accept` is the Accept header, by default for feeds; `bounds` replace the policy's.
        """
        limits = bounds or self._bounds
        session = self._alone if alone else self._direct
        request = _Request(site, validators or Validators(), conditional, accept, limits, session)
        try:
            async with self._host_slots(url), asyncio.timeout(limits.seconds):
                return await self._follow_redirects(url, request)
        except (aiohttp.ClientError, OSError, TooMuchError, NotInflatableError, ValueError) as exc:
            raise FeedError(site, remedy_for(exc, url, self._policy, limits.seconds)) from exc

    async def post(self, site: str, url: str, form: Mapping[str, str]) -> None:
        """Send a form by POST. Raises FeedError(site), with the remedy, for every answer but 2xx.

        Redirects that keep the method, 307 and 308, are followed (https://www.w3.org/TR/websub/#hub-subscription).
        """
        try:
            async with self._host_slots(url), asyncio.timeout(self._bounds.seconds):
                await self._post(site, url, form)
        except (aiohttp.ClientError, OSError, ValueError) as exc:
            raise FeedError(site, remedy_for(exc, url, self._policy, self._bounds.seconds)) from exc

    async def _post(self, site: str, url: str, form: Mapping[str, str]) -> None:
        for _ in range(self._bounds.redirects + 1):
            self._refuse_other_schemes(site, url)
            async with self._direct_or_proxied(self._direct, "POST", url, data=form) as response:
                if 200 <= response.status < 300:
                    return
                if response.status not in _SAME_METHOD or "Location" not in response.headers:
                    raise FeedError(site, f"{printable_url(url)} answers {response.status}", status=response.status)
                url = urljoin(url, response.headers["Location"])
        raise self._redirects_too_often(site, url, self._bounds)

    def _host_slots(self, url: str) -> asyncio.Semaphore:
        """Limits the requests to one host at a time. Waiting here does not count towards the answer's time limit."""
        return self._slots_by_host.setdefault(urlsplit(url).netloc, asyncio.Semaphore(self._bounds.per_host))

    async def _follow_redirects(self, url: str, request: _Request) -> Answer:
        site, requested_url, moved_to, all_permanent = request.site, url, "", True
        cookies: aiohttp.CookieJar | None = None
        for _ in range(request.bounds.redirects + 1):
            self._refuse_other_schemes(site, url)
            headers = {"Accept": request.accept, **_cookie_header(cookies, url)}
            if request.conditional:
                headers |= request.validators.headers_for(url, requested_url=requested_url)
            async with self._direct_or_proxied(request.session, "GET", url, headers=headers) as response:
                if response.status not in _ELSEWHERE:
                    return await self._answer(url, request, response, moved_to)
                cookies = _with_cookies(cookies, response)
                url = urljoin(url, response.headers.get("Location", ""))
                all_permanent = all_permanent and response.status in _PERMANENT
                moved_to = url if all_permanent else moved_to
        raise self._redirects_too_often(site, url, request.bounds)

    def _redirects_too_often(self, site: str, url: str, bounds: Bounds) -> FeedError:
        return FeedError(
            site, f"{printable_url(url)} redirects more than {bounds.redirects} times: ask its host to mend it"
        )

    def _refuse_other_schemes(self, site: str, url: str) -> None:
        if urlsplit(url).scheme not in {"http", "https"}:
            raise FeedError(site, f"{printable_url(url)} is no http or https address, and no other kind is asked")

    def _direct_or_proxied(
        self, direct: aiohttp.ClientSession, method: str, url: str, **payload: Mapping[str, str]
    ) -> AbstractAsyncContextManager[aiohttp.ClientResponse]:
        """`payload` is `headers=` or `data=`, the fields of a form."""
        options: dict[str, Any] = {**payload, "allow_redirects": False}
        proxy = self._proxy_for(url)
        if proxy is None:
            return direct.request(method, url, **options)
        if not self._allow_private:
            _refuse_private_name(urlsplit(url).hostname or "")
        return self._proxied.request(method, url, proxy=proxy, **options)

    def _proxy_for(self, url: str) -> str | None:
        parts = urlsplit(url)
        proxy = self._proxies.get(parts.scheme)
        # `proxy_bypass` reads the environment anew for each URL.
        return None if proxy is None or urllib.request.proxy_bypass(parts.netloc.rpartition("@")[2]) else proxy

    async def _answer(self, url: str, request: _Request, response: aiohttp.ClientResponse, moved_to: str) -> Answer:
        now, validators = datetime.now(UTC), request.validators
        unchanged = response.status == 304 and request.conditional and bool(validators.etag or validators.last_modified)
        begins_inside = response.status == 206 and not _begins_at_start(response.headers)
        if (response.status not in _CONTENT or begins_inside) and not unchanged:
            raise FeedError(
                request.site,
                remedy_for_status(response.status, url),
                ask_again_at=retry_after(response.headers, now),
                gone=response.status == 410,
                status=response.status,
            )
        content, whole = (b"", True) if unchanged else await self._content(response, request.bounds)
        whole = whole and (response.status != 206 or _is_whole(response.headers))
        fresh = _validators(url, response.headers, content) if whole else Validators()
        if unchanged:
            fresh = validators if fresh.etag in {"", validators.etag} else replace(validators, etag=fresh.etag)
        elif fresh.belie(validators):
            fresh = replace(fresh, digest="")
        return Answer(
            url=url,
            unchanged=unchanged or fresh.digest == validators.digest != "",
            content=content,
            content_type=response.headers.get("Content-Type", ""),
            links=tuple(response.headers.getall("Link", ())),
            validators=fresh,
            moved_to=moved_to,
            ask_again_at=fresh_until(response.headers, now),
        )

    async def _content(self, response: aiohttp.ClientResponse, bounds: Bounds) -> tuple[bytes, bool]:
        """The decompressed content, and whether it is complete: the start of a broken-off answer is still of use."""
        inflater = Inflater(",".join(response.headers.getall("Content-Encoding", ())), bounds.content_bytes)
        received, content = 0, bytearray()
        try:
            async for chunk in response.content.iter_any():
                received += len(chunk)
                if received > bounds.wire_bytes:
                    raise TooMuchError(bounds.wire_bytes, "bounds.download")
                content += inflater.inflated(chunk)
        except aiohttp.ClientPayloadError:
            if not content:
                raise
            return bytes(content), False
        return bytes(content), inflater.is_complete


def _user_agent(contact: str) -> str:
    words = "".join(letter for letter in contact if letter.isascii() and letter.isprintable() and letter not in "()")
    return f"syndication-bot/{__version__} (+{words})" if words else f"syndication-bot/{__version__}"


def _validators(url: str, headers: Mapping[str, str], content: bytes) -> Validators:
    return Validators(
        url=url,
        etag=_storable(headers.get("ETag", "")),
        last_modified=_storable(headers.get("Last-Modified", "")),
        digest=sha256(content).hexdigest() if content else "",
    )


def _storable(header: str) -> str:
    """`header`, or "" where no database can store it: aiohttp decodes invalid UTF-8 to surrogates."""
    return header if header.isprintable() else ""


def _with_cookies(cookies: aiohttp.CookieJar | None, response: aiohttp.ClientResponse) -> aiohttp.CookieJar | None:
    """The cookies of one chain of redirects: some sites set one and redirect, to see whether it comes back."""
    if not response.cookies:
        return cookies
    cookies = cookies or aiohttp.CookieJar(unsafe=True)  # which takes cookies of IP addresses too
    cookies.update_cookies(response.cookies, response.url)
    return cookies


def _cookie_header(cookies: aiohttp.CookieJar | None, url: str) -> dict[str, str]:
    sent = cookies.filter_cookies(URL(url)).values() if cookies is not None else ()
    return {"Cookie": "; ".join(f"{cookie.key}={cookie.coded_value}" for cookie in sent)} if sent else {}


_RANGE = re.compile(r"\s*+bytes\s++0-(\d{1,12})/(\d{1,12}|\*)\s*+", re.IGNORECASE)


def _begins_at_start(headers: Mapping[str, str]) -> bool:
    """Whether a 206 holds the content from its first byte on (RFC 9110, 14.4); no range was asked for."""
    return _RANGE.fullmatch(headers.get("Content-Range", "bytes 0-0/*")) is not None


def _is_whole(headers: Mapping[str, str]) -> bool:
    """Whether a 206 holds the content to its last byte."""
    match = _RANGE.fullmatch(headers.get("Content-Range", ""))
    return match is not None and match[2] != "*" and int(match[1]) + 1 == int(match[2])


_HOUR: Final = 3_600


def _certificates() -> ssl.SSLContext:
    """The TLS context for all connections; reading the certificate authorities takes 30 ms.

    They are read again every hour, because a machine's authorities change. Raises SettingsError.
    """
    bundle = os.environ.get("REQUESTS_CA_BUNDLE") or os.environ.get("CURL_CA_BUNDLE") or ""
    return _certificates_at(bundle, time.monotonic() // _HOUR)


@lru_cache(maxsize=1)
def _certificates_at(bundle: str, _hour: float) -> ssl.SSLContext:
    """Trusts `bundle`, found as requests finds it (https://requests.readthedocs.io/en/latest/user/advanced/).

    Without a bundle, the machine's own authorities and certifi's are trusted.
    """
    if bundle:
        return _certificates_of(bundle)
    context = ssl.create_default_context()
    context.load_verify_locations(cafile=certifi.where())
    return context


def _certificates_of(bundle: str) -> ssl.SSLContext:
    try:
        if Path(bundle).is_dir():
            return ssl.create_default_context(capath=bundle)
        return ssl.create_default_context(cafile=bundle)
    except OSError as exc:  # among them ssl.SSLError
        raise SettingsError(
            f"REQUESTS_CA_BUNDLE or CURL_CA_BUNDLE names {bundle}, which holds no certificates: correct or unset it"
        ) from exc


def _public_socket(address: aiohttp.connector.AddrInfoType) -> socket.socket:
    """A socket for `address`, if that is public. Raises PrivateAddressError.

    This is the last step before connecting, so it checks the very address that is connected to; a check of the host
    name could be evaded by a second, different answer from DNS.
    """
    family, kind, protocol, _, socket_address = address
    if not is_public(str(socket_address[0])):
        raise PrivateAddressError
    return socket.socket(family, kind, protocol)


def _refuse_private_name(host: str) -> None:
    """For a request by way of a proxy, which looks the name up itself. Raises PrivateAddressError."""
    if not may_be_public(host):
        raise PrivateAddressError
