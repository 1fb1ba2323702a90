from __future__ import annotations

import asyncio
import gzip
import socket
import zlib
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import TYPE_CHECKING, Any

import aiohttp
import brotli
import pytest
from aiohttp.client_reqrep import ConnectionKey
from multidict import CIMultiDict, CIMultiDictProxy
from yarl import URL

from bot import __version__
from bot.errors import FeedError, SettingsError
from bot.sources.http.fetch import Fetcher
from bot.sources.http.refusals import remedy_for, remedy_for_status
from bot.sources.parsing.sanitize import printable_url
from bot.sources.types import Answer, Bounds, Validators, WebPolicy
from bot.sources.web import WebSources

if TYPE_CHECKING:
    from tests.sources.conftest import LocalSite

MB = 2**20


def answer_to(method: str, *args: Any, allow_private: bool = False, bounds: Bounds | None = None) -> Any:
    """What the web answers to that question."""
    with WebSources(WebPolicy(allow_private=allow_private, bounds=bounds or Bounds())) as sources:
        return getattr(sources, method)(*args)


def fetch(
    url: str,
    validators: Validators | None = None,
    *,
    conditional: bool = True,
    allow_private: bool = True,
    bounds: Bounds | None = None,
) -> Answer:
    policy = WebPolicy("https://us.example/contact", allow_private, bounds or Bounds())

    async def fetched() -> Answer:
        async with Fetcher(policy) as one:
            return await one.fetch("Gazette", url, validators, conditional=conditional)

    return asyncio.run(fetched())


def refusal(url: str, **options: object) -> str:
    with pytest.raises(FeedError) as raised:
        fetch(url, **options)  # type: ignore[arg-type]
    assert raised.value.site == "Gazette"
    assert raised.value.__cause__ is not None or "answers" in str(raised.value) or "redirects" in str(raised.value)
    return str(raised.value)


def unused_port() -> int:
    with socket.socket() as closed_again:
        closed_again.bind(("127.0.0.1", 0))
        return int(closed_again.getsockname()[1])


def test_content_comes_with_its_type_and_its_validators(local_site: LocalSite) -> None:
    url = local_site.serve("/feed", b"<rss/>", Content_Type="text/xml", ETag='W/"a b"', Last_Modified="yesterday")
    answer = fetch(url)
    assert (answer.url, answer.content, answer.content_type, answer.unchanged) == (url, b"<rss/>", "text/xml", False)
    assert answer.validators == Validators('W/"a b"', "yesterday", url, sha256(b"<rss/>").hexdigest())


def test_we_say_who_we_are_and_how_to_reach_us(local_site: LocalSite) -> None:
    fetch(local_site.serve("/feed", b"x"))
    (headers,) = local_site.headers_asked("/feed")
    assert headers["User-Agent"] == f"syndication-bot/{__version__} (+https://us.example/contact)"
    assert headers["Accept-Encoding"] == "gzip, deflate, br"


def test_validators_are_sent_back_verbatim_and_304_means_unchanged(local_site: LocalSite) -> None:
    url = local_site.serve("/feed", status=304)
    given = Validators('W/"a b"', "Fri, 20 nov 2026 odd", url, "digest")
    answer = fetch(url, given)
    (headers,) = local_site.headers_asked("/feed")
    assert headers["If-None-Match"] == 'W/"a b"'
    assert headers["If-Modified-Since"] == "Fri, 20 nov 2026 odd"
    assert answer.unchanged
    assert answer.validators == given


def test_validators_are_never_sent_to_another_address(local_site: LocalSite) -> None:
    local_site.serve("/new", b"x")
    url = local_site.serve("/feed", status=302, Location="/new")
    fetch(url, Validators('"1"', "", url, "digest"))
    assert "If-None-Match" in local_site.headers_asked("/feed")[0]
    assert "If-None-Match" not in local_site.headers_asked("/new")[0]


def test_a_validator_that_no_database_takes_is_left_out(local_site: LocalSite) -> None:
    def odd(request: BaseHTTPRequestHandler) -> None:
        request.wfile.write(b'HTTP/1.1 200 OK\r\nETag: "\xff"\r\nLast-Modified: caf\xc3\xa9\r\n')
        request.wfile.write(b"Content-Length: 1\r\n\r\nx")

    given = fetch(local_site.handle("/feed", odd)).validators
    assert (given.etag, given.last_modified) == ("", "café")


def test_a_certificate_bundle_that_cannot_be_read_is_a_fault_of_the_settings(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for bundle in (tmp_path / "none.pem", Path(__file__)):
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(bundle))
        with pytest.raises(SettingsError, match="REQUESTS_CA_BUNDLE"):
            fetch("https://x.example/feed")


def test_a_304_that_was_not_asked_for_is_a_fault(local_site: LocalSite) -> None:
    assert "answers 304" in refusal(local_site.serve("/feed", status=304))


def test_a_request_without_conditions_compares_the_content_only(local_site: LocalSite) -> None:
    url = local_site.serve("/feed", b"<rss/>", ETag='"1"')
    before = fetch(url).validators
    answer = fetch(url, before, conditional=False)
    assert "If-None-Match" not in local_site.headers_asked("/feed")[1]
    assert (answer.unchanged, answer.validators) == (True, before)


@pytest.mark.parametrize(
    "headers",
    [{"ETag": '"1"'}, {"Last_Modified": "Thu, 12 Jan 2017 00:12:01 GMT"}, {"ETag": 'W/"1"', "Last_Modified": "now"}],
    ids=["ETag", "Last-Modified", "both"],
)
def test_validators_that_stay_while_the_content_changes_are_not_sent_until_they_change(
    local_site: LocalSite, headers: dict[str, str]
) -> None:
    url = local_site.serve("/feed", b"<rss/>", **headers)
    before = fetch(url).validators
    local_site.serve("/feed", b"<rss>news</rss>", **headers)
    stuck = fetch(url, before, conditional=False).validators
    again = fetch(url, stuck)
    assert (again.content, again.validators) == (b"<rss>news</rss>", stuck)
    local_site.serve("/feed", b"<rss>more news</rss>", ETag='"2"', Last_Modified="later")
    fetch(url, fetch(url, stuck).validators)
    sent = ["If-None-Match" in asked or "If-Modified-Since" in asked for asked in local_site.headers_asked("/feed")]
    assert sent == [False, False, False, False, True]


def test_the_same_bytes_again_are_unchanged_even_without_a_304(local_site: LocalSite) -> None:
    url = local_site.serve("/feed", b"<rss/>")
    assert fetch(url, fetch(url).validators).unchanged
    local_site.serve("/feed", b"<rss />")
    assert not fetch(url, Validators(digest=sha256(b"<rss/>").hexdigest())).unchanged


@pytest.mark.parametrize("status", [301, 308])
def test_a_site_that_has_moved_for_good_says_where_to(local_site: LocalSite, status: int) -> None:
    local_site.serve("/new", b"x")
    answer = fetch(local_site.serve("/feed", status=status, Location="/new"))
    assert answer.moved_to == answer.url == local_site.url + "/new"


@pytest.mark.parametrize("status", [302, 303, 307])
def test_a_detour_is_followed_and_forgotten(local_site: LocalSite, status: int) -> None:
    local_site.serve("/new", b"x")
    answer = fetch(local_site.serve("/feed", status=status, Location="/new"))
    assert (answer.content, answer.moved_to) == (b"x", "")


def test_behind_a_detour_nothing_is_for_good(local_site: LocalSite) -> None:
    local_site.serve("/c", b"x")
    local_site.serve("/b", status=301, Location="/c")
    assert fetch(local_site.serve("/a", status=302, Location="/b")).moved_to == ""


def test_a_redirect_loop_ends(local_site: LocalSite) -> None:
    local_site.serve("/a", status=302, Location="/b")
    assert "redirects more than 5 times" in refusal(local_site.serve("/b", status=302, Location="/a"))
    assert len(local_site.asked) == 6


@pytest.mark.parametrize("location", ["file:///etc/passwd", "ftp://127.0.0.1/x", "gopher://127.0.0.1/"])
def test_a_redirect_leaves_the_web_for_nothing(local_site: LocalSite, location: str) -> None:
    url = local_site.serve("/feed", status=302, Location=location)
    with pytest.raises(FeedError, match="no http or https address"):
        fetch(url)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "0x7f.0.0.1", "0.0.0.0"])
def test_a_private_address_is_not_connected_to(local_site: LocalSite, host: str) -> None:
    port = local_site.url.rpartition(":")[2]
    assert "private address" in refusal(f"http://{host}:{port}/feed", allow_private=False)
    assert local_site.asked == []


@pytest.mark.parametrize("host", ["127.1", "0177.0.0.1", "2130706433"])
def test_an_ipv4_address_in_odd_spelling_is_not_even_tried(local_site: LocalSite, host: str) -> None:
    port = local_site.url.rpartition(":")[2]
    assert "no address that can be asked" in refusal(f"http://{host}:{port}/feed")
    assert local_site.asked == []


def test_a_redirect_to_a_private_address_is_not_followed(
    local_site: LocalSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The proxy stands for a public site: loopback is the only network that a test has."""
    local_site.handle("http://public.example/feed", redirecting_to(f"{local_site.url}/secret"))
    local_site.serve("/secret", b"metadata")
    monkeypatch.setenv("http_proxy", local_site.url)
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    assert "private address" in refusal("http://public.example/feed", allow_private=False)
    assert [path for path, _ in local_site.asked] == ["http://public.example/feed"]


def test_a_proxy_of_the_environment_is_used_and_may_be_private(
    local_site: LocalSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    local_site.serve("http://public.example/feed", b"by proxy")
    monkeypatch.setenv("http_proxy", local_site.url)
    assert fetch("http://public.example/feed", allow_private=False).content == b"by proxy"


@pytest.mark.parametrize(
    "host",
    [
        "10.0.0.1",
        "localhost",
        "LOCALHOST.",
        "a.localhost",
        "printer.local",
        "intranet",
        "db.internal",
        "[::1]",
        "cms.lan",
    ],
)
def test_a_proxy_is_not_asked_for_a_private_address(
    local_site: LocalSite, monkeypatch: pytest.MonkeyPatch, host: str
) -> None:
    monkeypatch.setenv("http_proxy", local_site.url)
    monkeypatch.setattr("urllib.request.proxy_bypass", lambda _host: False)
    assert "private address" in refusal(f"http://{host}/feed", allow_private=False)
    assert local_site.asked == []


def redirecting_to(location: str) -> Callable[[BaseHTTPRequestHandler], None]:
    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(302)
        request.send_header("Location", location)
        request.send_header("Content-Length", "0")
        request.end_headers()

    return answer


@pytest.mark.parametrize(
    ("coding", "compressed"),
    [
        ("gzip", gzip.compress(b"content " * 99)),
        ("x-gzip", gzip.compress(b"content " * 50) + gzip.compress(b"content " * 49)),
        ("deflate", zlib.compress(b"content " * 99)),
        ("deflate", zlib.compress(b"content " * 99)[2:-4]),
        ("br", brotli.compress(b"content " * 99)),
        ("identity", b"content " * 99),
    ],
    ids=["gzip", "two gzip members", "zlib", "raw deflate", "brotli", "identity"],
)
def test_compressed_answers_are_opened(local_site: LocalSite, coding: str, compressed: bytes) -> None:
    assert fetch(local_site.serve("/feed", compressed, Content_Encoding=coding)).content == b"content " * 99


def test_half_of_a_compressed_answer_is_kept_but_will_be_asked_for_again(local_site: LocalSite) -> None:
    half = gzip.compress(bytes(range(256)) * 9)[:-40]
    answer = fetch(local_site.serve("/feed", half, Content_Encoding="gzip", ETag='"1"'))
    assert answer.content
    assert answer.validators == Validators()


@pytest.mark.parametrize(
    "coding", ["UTF-8", "none", "aws-chunked", "binary", "gzip", "deflate", "br", "zstd", "gzip, br"]
)
@pytest.mark.parametrize("content", [b"<rss/>" * 99, b"\xef\xbb\xbf\n <rss/>" * 99, b'{"items": []}'])
def test_a_plain_answer_is_taken_whatever_its_header_says_of_compression(
    local_site: LocalSite, coding: str, content: bytes
) -> None:
    answer = fetch(local_site.serve("/feed", content, Content_Encoding=coding, ETag='"1"'))
    assert (answer.content, answer.validators.etag) == (content, '"1"')


@pytest.mark.parametrize("coding", ["", "gzip", "gzip, aws-chunked", "UTF-8", "br", "gzip, gzip", "identity, x-gzip"])
@pytest.mark.parametrize("padding", [b"", bytes(600), b"<!-- cached -->"], ids=["", "zeros", "a comment"])
def test_gzip_is_known_by_its_first_bytes_and_what_follows_its_end_is_left_out(
    local_site: LocalSite, coding: str, padding: bytes
) -> None:
    answer = fetch(
        local_site.serve("/feed", gzip.compress(b"content " * 99) + padding, Content_Encoding=coding, ETag='"1"')
    )
    assert (answer.content, answer.validators.etag) == (b"content " * 99, '"1"')


@pytest.mark.parametrize(
    ("coding", "compressed"),
    [
        ("gzip, gzip", gzip.compress(gzip.compress(b"content " * 99))),
        ("gzip", gzip.compress(gzip.compress(b"content " * 99))),
        ("gzip, br", brotli.compress(gzip.compress(b"content " * 99))),
        ("br, gzip", gzip.compress(brotli.compress(b"content " * 99))),
        ("br , deflate", zlib.compress(brotli.compress(b"content " * 99))),
    ],
    ids=["gzip in gzip", "gzip in gzip, named once", "gzip in brotli", "brotli in gzip", "brotli in deflate"],
)
def test_what_was_compressed_twice_is_opened_twice(local_site: LocalSite, coding: str, compressed: bytes) -> None:
    assert fetch(local_site.serve("/feed", compressed, Content_Encoding=coding)).content == b"content " * 99


def test_a_compressed_answer_that_comes_byte_by_byte_is_opened(local_site: LocalSite) -> None:
    def drip(request: BaseHTTPRequestHandler) -> None:
        content = gzip.compress(gzip.compress(b"<rss/>")) + gzip.compress(b"") + bytes(3)
        request.send_response(200)
        request.send_header("Content-Length", str(len(content)))
        request.end_headers()
        for byte in content:
            request.wfile.write(bytes([byte]))
            request.wfile.flush()

    assert fetch(local_site.handle("/feed", drip)).content == b"<rss/>"


@pytest.mark.parametrize(
    ("coding", "content", "reason"),
    [
        ("gzip", b"\x1f\x8b\x08 nonsense, and more of it", "mend its compression"),
        ("br", b"\xff\xff nonsense", "mend its compression"),
        ("deflate", b"\xff\xff nonsense", "mend its compression"),
        ("zstd", b"\x28\xb5\x2f\xfd\x04\x00", "not asked for"),
    ],
)
def test_what_cannot_be_opened_is_refused(local_site: LocalSite, coding: str, content: bytes, reason: str) -> None:
    assert reason in refusal(local_site.serve("/a", content, Content_Encoding=coding))


def test_a_bomb_within_a_bomb_is_stopped_early(local_site: LocalSite) -> None:
    bomb = gzip.compress(gzip.compress(bytes(100 * MB)))
    assert "ask its host for a shorter one" in refusal(local_site.serve("/feed", bomb, Content_Encoding="gzip, gzip"))


@pytest.mark.parametrize("size", [9_000, 25_000, 66_000, 200_000])
def test_a_long_header_is_read(local_site: LocalSite, size: int) -> None:
    assert fetch(local_site.serve("/feed", b"x", Content_Security_Policy="x" * size)).content == b"x"


def test_many_headers_are_read(local_site: LocalSite) -> None:
    assert fetch(local_site.serve("/feed", b"x", **{f"X_{number}": "x" for number in range(300)})).content == b"x"


@pytest.mark.parametrize("status", [200, 201, 203])
def test_content_is_taken_from_every_answer_that_brings_it(local_site: LocalSite, status: int) -> None:
    assert fetch(local_site.serve("/feed", b"x", status=status, ETag='"1"')).validators.etag == '"1"'


@pytest.mark.parametrize(
    ("content_range", "etag"),
    [("bytes 0-5/6", '"1"'), ("bytes 0-5/60", ""), ("bytes 0-5/*", ""), ("bytes  0-5/6 ", '"1"')],
)
def test_a_206_is_content_and_asked_for_again_unless_it_is_the_whole(
    local_site: LocalSite, content_range: str, etag: str
) -> None:
    url = local_site.serve("/feed", b"<rss/>", status=206, Content_Range=content_range, ETag='"1"')
    assert (fetch(url).content, fetch(url).validators.etag) == (b"<rss/>", etag)


@pytest.mark.parametrize(("status", "headers"), [(202, {}), (204, {}), (206, {"Content_Range": "bytes 5-9/10"})])
def test_no_content_is_taken_from_what_is_none(local_site: LocalSite, status: int, headers: dict[str, str]) -> None:
    assert f"answers {status}" in refusal(local_site.serve("/feed", status=status, **headers))


def test_a_small_answer_that_opens_to_a_huge_one_is_stopped_early(local_site: LocalSite) -> None:
    opener = zlib.compressobj(9, zlib.DEFLATED, 31)
    bomb = b"".join(opener.compress(bytes(MB)) for _ in range(300)) + opener.flush()
    assert len(bomb) < MB
    assert "ask its host for a shorter one" in refusal(local_site.serve("/feed", bomb, Content_Encoding="gzip"))


def test_so_is_one_in_brotli(local_site: LocalSite) -> None:
    bomb = brotli.compress(bytes(300 * MB), quality=5)
    assert len(bomb) < MB
    assert "ask its host for a shorter one" in refusal(local_site.serve("/feed", bomb, Content_Encoding="br"))


def test_two_hundred_megabytes_are_stopped_early(local_site: LocalSite) -> None:
    sent = []

    def endless(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.send_header("Content-Length", str(200 * MB))
        request.end_headers()
        for _ in range(200):
            request.wfile.write(bytes(MB))
            sent.append(MB)

    assert "more than 10,000,000 bytes, which is bounds.download" in refusal(local_site.handle("/feed", endless))
    assert sum(sent) < 40 * MB


def test_an_answer_that_drips_without_end_is_given_up(local_site: LocalSite) -> None:
    def drip(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.end_headers()
        while not local_site.closing.wait(0.02):
            request.wfile.write(b"<")

    url = local_site.handle("/feed", drip)
    assert "did not finish its answer within 0.3 s" in refusal(url, bounds=Bounds(seconds=0.3))


def test_an_answer_that_never_begins_is_given_up(local_site: LocalSite) -> None:
    url = local_site.handle("/feed", lambda _: local_site.closing.wait(5) and None)
    assert "did not finish" in refusal(url, bounds=Bounds(seconds=0.2))


def test_what_came_of_an_answer_that_breaks_off_is_kept_but_will_be_asked_for_again(local_site: LocalSite) -> None:
    def breaks_off(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.send_header("Content-Length", "1000")
        request.send_header("ETag", '"1"')
        request.end_headers()
        request.wfile.write(b"<rss>")
        request.close_connection = True

    answer = fetch(local_site.handle("/feed", breaks_off))
    assert answer.content == b"<rss>"
    assert answer.validators == Validators()


@pytest.mark.parametrize(
    ("status", "remedy"),
    [
        (403, "ask its host to allow the User-Agent syndication-bot"),
        (404, "correct the address"),
        (410, "gone for good"),
        (429, "raise watch.every"),
        (500, "asked again by itself"),
        (503, "asked again by itself"),
        (418, "open it in a browser"),
    ],
)
def test_each_refusal_says_what_to_do(local_site: LocalSite, status: int, remedy: str) -> None:
    url = local_site.serve("/feed", status=status)
    message = refusal(url)
    assert message.startswith(f"{url} answers {status}: ")
    assert remedy in message


def test_a_site_that_wants_to_be_left_alone_says_how_long(local_site: LocalSite) -> None:
    url = local_site.serve("/feed", status=503, Retry_After="600")
    before = datetime.now(UTC)
    with pytest.raises(FeedError) as raised:
        fetch(url)
    after = datetime.now(UTC)
    assert raised.value.ask_again_at is not None
    assert before <= raised.value.ask_again_at - timedelta(seconds=600) <= after


def test_a_feed_that_is_gone_says_so(local_site: LocalSite) -> None:
    with pytest.raises(FeedError) as raised:
        fetch(local_site.serve("/feed", status=410))
    assert raised.value.gone


def test_the_cache_control_of_an_answer_is_the_least_time_to_the_next(local_site: LocalSite) -> None:
    before = datetime.now(UTC)
    answer = fetch(local_site.serve("/feed", b"x", Cache_Control="public, max-age=300"))
    after = datetime.now(UTC)
    assert answer.ask_again_at is not None
    assert before <= answer.ask_again_at - timedelta(seconds=300) <= after


def test_a_port_where_nobody_listens_and_a_name_that_nobody_has_are_told_apart() -> None:
    assert "refuses connections" in refusal(f"http://127.0.0.1:{unused_port()}/feed")
    assert "no address is known for nobody.invalid" in refusal("http://nobody.invalid/feed")


def test_a_server_that_speaks_no_http_is_a_fault(local_site: LocalSite) -> None:
    url = local_site.handle("/feed", lambda request: request.wfile.write(b"SSH-2.0-OpenSSH\r\n\r\n") and None)
    assert "proper HTTP" in refusal(url)


def test_https_against_a_plain_port_is_a_fault(local_site: LocalSite) -> None:
    assert "TLS certificate" in refusal(local_site.url.replace("http:", "https:"))


@pytest.mark.parametrize("url", ["", "feed", "http://", "http://[::1/", "http://x y/", "http://a:99999/"])
def test_what_is_no_address_is_a_fault_and_no_crash(url: str) -> None:
    with pytest.raises(FeedError):
        fetch(url)


def test_cookies_live_as_long_as_one_chain_of_redirects(local_site: LocalSite) -> None:
    def checks_for_cookies(request: BaseHTTPRequestHandler) -> None:
        is_back = "seen=1" in request.headers.get("Cookie", "")
        request.send_response(200 if is_back else 302)
        if not is_back:
            request.send_header("Set-Cookie", "seen=1; Path=/")
            request.send_header("Location", "/feed")
        request.send_header("Content-Length", "0")
        request.end_headers()

    url = local_site.handle("/feed", checks_for_cookies)

    async def fetch_twice() -> None:
        async with Fetcher(WebPolicy(allow_private=True)) as fetcher:
            await fetcher.fetch("S", url)
            await fetcher.fetch("S", url)

    asyncio.run(fetch_twice())
    assert [headers.get("Cookie") for headers in local_site.headers_asked("/feed")] == [None, "seen=1", None, "seen=1"]


def test_a_cookie_goes_to_no_other_host(local_site: LocalSite) -> None:
    local_site.serve("/b", b"x")
    elsewhere = local_site.url.replace("127.0.0.1", "localhost")
    fetch(local_site.serve("/a", status=302, Location=f"{elsewhere}/b", Set_Cookie="who=you; Path=/"))
    assert "Cookie" not in local_site.headers_asked("/b")[0]


def test_at_most_two_connections_go_to_one_host(local_site: LocalSite) -> None:
    urls = [local_site.serve(f"/{number}", b"x") for number in range(20)]
    ports = set()
    answering = dict(local_site.handlers)

    def noting(request: BaseHTTPRequestHandler) -> None:
        ports.add(request.client_address[1])
        answering[request.path](request)

    for url in urls:
        local_site.handle(url.removeprefix(local_site.url), noting)

    async def fetch_all() -> None:
        async with Fetcher(WebPolicy(allow_private=True)) as fetcher:
            await asyncio.gather(*(fetcher.fetch("S", url) for url in urls))

    asyncio.run(fetch_all())
    assert len(ports) <= 2


def test_a_password_or_an_escape_sequence_in_an_address_is_never_shown() -> None:
    assert printable_url("https://me:secret@x.example/feed") == "https://x.example/feed"
    assert printable_url("https://x.example/\x1b[2J").isprintable()
    assert "secret" not in remedy_for_status(404, "https://me:secret@x.example/feed")
    assert "secret" not in remedy_for(TimeoutError(), "https://me:secret@x.example/feed", WebPolicy(), 1)


_KEY = ConnectionKey("x.example", 443, True, True, None, None, None)
_REQUEST = aiohttp.RequestInfo(URL("https://x.example/"), "GET", CIMultiDictProxy(CIMultiDict()))
_ARGUMENTS = (
    (_KEY, OSError(5, "I/O error")),
    ("/socket", _KEY, OSError(5, "I/O error")),
    (b"expected", b"got", "x.example", 443),
    (_REQUEST, ()),
    ("https://x.example/",),
)


def test_what_is_not_there_may_have_moved_or_be_gone_and_either_is_told_what_to_do() -> None:
    assert remedy_for_status(404, "https://x.example/feed") == (
        "https://x.example/feed answers 404: nothing is there: open it in a browser to see whether it has moved or is "
        "gone, and correct the address; the address of a site is enough to find its feed"
    )


def made(kind: type[Exception]) -> Exception:
    for arguments in _ARGUMENTS:
        with suppress(TypeError, AttributeError):
            error = kind(*arguments)
            str(error)
            return error
    raise AssertionError(f"the test does not know how to make a {kind}")


def all_kinds_of(kind: type[Exception]) -> set[type[Exception]]:
    return {kind}.union(*(all_kinds_of(below) for below in kind.__subclasses__()))


@pytest.mark.parametrize("kind", sorted(all_kinds_of(aiohttp.ClientError), key=lambda kind: kind.__name__))
def test_every_error_of_the_http_client_has_a_message_of_ours(kind: type[Exception]) -> None:
    message = remedy_for(made(kind), "https://x.example/feed", WebPolicy(), 1)
    assert "x.example" in message or "proxy" in message
    assert message.isprintable()
