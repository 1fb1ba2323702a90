"""The bot as a process against sites that give only an excerpt, never answer, or push."""

from __future__ import annotations

import hmac
import json
import queue
import re
import signal
import socket
import sys
import threading
import urllib.request
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode

import pytest

Handler = Callable[[BaseHTTPRequestHandler], bytes]


class Site(ThreadingHTTPServer):
    """Answers GET with what `feed` gives, and hands over the forms that are posted."""

    def __init__(self, feed: Handler) -> None:
        site, self.forms, self.headers_given = self, queue.Queue(), {}

        class Answering(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                content = feed(self)
                self.send_response(200)
                for name, value in site.headers_given.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(content)

            def do_POST(self) -> None:
                site.forms.put(parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode()))
                self.send_response(202)
                self.end_headers()

            def log_message(self, *_: object) -> None:
                return

        super().__init__(("127.0.0.1", 0), Answering)
        self.url = f"http://127.0.0.1:{self.server_port}"

    def handle_error(self, request: object, client_address: object) -> None:
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


@pytest.fixture
def site() -> Iterator[Callable[[Handler], Site]]:
    """A site on loopback whose every page is made so."""
    begun: list[Site] = []

    def begin(feed: Handler) -> Site:
        begun.append(Site(feed))
        threading.Thread(target=begun[-1].serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return begun[-1]

    yield begin
    for one in begun:
        one.shutdown()
        one.server_close()


def read(url: str) -> bytes:
    with urllib.request.urlopen(url, timeout=5) as answer:
        return bytes(answer.read())


def events_of(process) -> Iterator[dict[str, object]]:
    return (json.loads(line) for line in process.stderr)


def wait_for(events: Iterator[dict[str, object]], wanted: str) -> dict[str, object]:
    return next(event for event in events if event["event"] == wanted)


def test_where_the_feed_gives_only_an_excerpt_the_post_is_made_of_the_article_s_page(office, site):
    def only_excerpts(_: BaseHTTPRequestHandler) -> bytes:
        whole = read(office.newsroom.feed_url)
        return re.sub(rb"<content:encoded>.*?</content:encoded>", b"", whole, flags=re.DOTALL)

    news = site(only_excerpts)
    reviewed = 'platform = "x"\nreview = true'
    office.write_settings(**{office.newsroom.url: news.url, 'platform = "x"': reviewed})
    office.bot("once")
    office.newsroom.publish(next(one for one in office.articles if "korean-peninsula" in one.slug))
    office.bot("once")
    assert b"six-party negotiations" not in read(news.url)
    assert "six-party negotiations" in office.bot("preview", "1").stdout
    office.bot("approve", "1")
    office.bot("once")
    (posted,) = office.texts()["x"]
    assert "six-party negotiations" in posted


@pytest.mark.timeout(60)
def test_a_site_that_never_answers_does_not_hold_the_end_up(office, running, site):
    asked, let_go = threading.Event(), threading.Event()

    def never(_: BaseHTTPRequestHandler) -> bytes:
        asked.set()
        let_go.wait(60)
        return b""

    slow = site(never)
    office.write_settings(**{office.newsroom.url: slow.url, "[appeal]": '[bounds]\ntimeout = "10m"\n\n[appeal]'})
    process = running("run", "--log-format", "json")
    assert asked.wait(20)
    process.send_signal(signal.SIGTERM)
    assert process.wait(20) == 0
    let_go.set()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])


@pytest.mark.timeout(60)
def test_a_site_with_a_hub_is_looked_at_when_the_hub_pushes(office, running, site):
    """Its turn would come in an hour."""
    news = site(lambda _: read(office.newsroom.feed_url))
    news.headers_given["Link"] = f'<{news.url}/hub>; rel="hub", <{news.url}/>; rel="self"'
    here = f"127.0.0.1:{free_port()}"
    watch = f'every = "1h"\ncallback = "http://{here}/websub"\nlisten = "{here}"'
    office.write_settings(**{office.newsroom.url: news.url, 'every = "1s"': watch})
    process = running("run", "--log-format", "json")
    events = events_of(process)
    form = news.forms.get(timeout=20)
    asked = {"hub.mode": "subscribe", "hub.topic": f"{news.url}/", "hub.challenge": "42", "hub.lease_seconds": "600"}
    callback = form["hub.callback"][0]
    assert form["hub.topic"] == [f"{news.url}/"]
    assert read(f"{callback}?{urlencode(asked)}") == b"42"
    wait_for(events, "site.subscribed")
    assert "its hub tells of new articles until 20" in office.bot("status").stdout
    assert office.json("status")["sites"][0]["hub"]["url"] == f"{news.url}/hub"
    office.newsroom.publish(office.articles[0])
    push_until_looked_at(callback, form["hub.secret"][0], events)
    wait_for(events, "delivery.sent")
    process.send_signal(signal.SIGTERM)
    assert process.wait(20) == 0


def push_until_looked_at(callback: str, secret: str, events: Iterator[dict[str, object]]) -> None:
    """A push that comes within seconds of a look makes no other, as a hub's own retries would not."""
    body = b"<rss/>"
    signature = f"sha256={hmac.new(secret.encode(), body, 'sha256').hexdigest()}"
    looked_at = threading.Event()
    threading.Thread(target=lambda: wait_for(events, "site.pushed") and looked_at.set(), daemon=True).start()
    while not looked_at.wait(1):
        urllib.request.urlopen(
            urllib.request.Request(callback, body, {"X-Hub-Signature": signature}), timeout=5
        ).close()
