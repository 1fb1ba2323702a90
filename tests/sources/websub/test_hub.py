from __future__ import annotations

import contextlib
import hashlib
import hmac
import json
import socket
import threading
import urllib.error
import urllib.request
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlencode

import pytest

from bot.errors import SettingsError
from bot.sources.types import Bounds, Hub, PollRequest, WebPolicy
from bot.sources.web import WebSources
from bot.sources.websub.hub import MOST_ADDRESS_BYTES, HubRequest, is_signed, named_hub
from bot.sources.websub.push import MOST_BYTES, MOST_CONNECTIONS, PushServer

if TYPE_CHECKING:
    from tests.sources.conftest import LocalSite

URL = "https://gazette.example/feed/"
HUB, TOPIC = "https://hub.example/", "https://gazette.example/feed.xml"
RSS = (
    '<rss xmlns:atom="http://www.w3.org/2005/Atom"><channel>'
    f'<atom:link href="{TOPIC}" rel="self" type="application/rss+xml"/><atom:link rel="hub" href="{HUB}"/>'
)


def answer_to(method: str, *args: Any, allow_private: bool = False, bounds: Bounds | None = None) -> Any:
    """What the web answers to that question."""
    with WebSources(WebPolicy(allow_private=allow_private, bounds=bounds or Bounds())) as sources:
        return getattr(sources, method)(*args)


@pytest.mark.parametrize(
    ("headers", "content", "hub"),
    [
        ((), RSS, Hub(HUB, TOPIC)),
        ((), f"<feed><link rel='hub' href='{HUB}'/><title/>", Hub(HUB, URL)),
        ((), "<feed><link rel='hub' href='/hub?a=1&amp;b=2'/>", Hub("https://gazette.example/hub?a=1&b=2", URL)),
        ((f'<{HUB}>; rel="hub", <{TOPIC}>; rel=self',), "", Hub(HUB, TOPIC)),
        (
            (f'<{HUB}>; rel="alternate hub"', f'<{TOPIC}>; rel="self"'),
            RSS.replace("hub.ex", "other.ex"),
            Hub(HUB, TOPIC),
        ),
        ((f'<{TOPIC}>; rel="self"',), f"<feed><link rel='hub' href='{HUB}'/>", Hub(HUB, TOPIC)),
        (
            (),
            f'{{"feed_url": "{TOPIC}", "hubs": [{{"type": "WebSub", "url": "https:\\/\\/hub.example/"}}]',
            Hub(HUB, TOPIC),
        ),
        ((), '{"hubs": [], "items": [{"url": "https://x.example"}]}', None),
        ((), "<rss><channel><title>Our hub</title>", None),
        ((), "<rss><channel><item><link rel='hub' href='https://x.example'/></item>", None),
        ((), "<feed><link rel='hub' href='javascript:alert(1)'/>", None),
        ((), "", None),
        ((), RSS.replace("hub.example/", "hub.example/" + "h" * MOST_ADDRESS_BYTES), None),
        ((), RSS.replace("feed.xml", "feed.xml?" + "t" * (MOST_ADDRESS_BYTES - len(HUB))), None),
    ],
)
def test_a_feed_names_its_hub(headers: tuple[str, ...], content: str, hub: Hub | None) -> None:
    assert named_hub(headers, content.encode(), URL) == hub


def test_a_look_gives_the_hub_of_the_feed(local_site: LocalSite) -> None:
    url = local_site.serve("/feed", f"{RSS}</channel></rss>".encode())
    with WebSources(WebPolicy(allow_private=True)) as sources:
        ((look,),) = sources.look([PollRequest("Gazette", url)])
    assert look.hub == Hub(HUB, TOPIC)


@pytest.mark.parametrize("algorithm", ["sha1", "sha256", "sha384", "sha512"])
def test_a_push_is_known_by_its_signature(algorithm: str) -> None:
    signed = hmac.new(b"our secret", b"content", algorithm).hexdigest()
    assert is_signed(b"content", "our secret", f"{algorithm}={signed}")
    assert not is_signed(b"content!", "our secret", f"{algorithm}={signed}")
    assert not is_signed(b"content", "their secret", f"{algorithm}={signed}")


@pytest.mark.parametrize("signature", ["", "sha256", "sha256=", "md5=0", "sha256=ü", "=", "sha256=" + "0" * 64])
def test_any_other_signature_is_none(signature: str) -> None:
    assert not is_signed(b"", "our secret", signature)
    assert not is_signed(b"", "our secret", signature.replace("sha256=", f"md5={hashlib.md5(b'').hexdigest()}"))


def test_a_hub_is_asked_with_all_that_it_needs(local_site: LocalSite) -> None:
    hub = Hub(local_site.serve("/hub", status=202), TOPIC)
    refusing = Hub(local_site.serve("/refuses", status=422), TOPIC)
    callback = "https://us.example/websub/token"
    requests = [
        HubRequest("A", hub, callback, "our secret", subscribes=True),
        HubRequest("B", refusing, callback, "our secret", subscribes=True),
        HubRequest("C", hub, callback, "our secret", subscribes=False),
    ]
    taken, refused, ended = answer_to("ask_hubs", requests, allow_private=True)
    assert (taken, ended) == (None, None)
    assert (refused.status, str(refused)) == (422, f"{refusing.url} answers 422")
    forms = [parse_qs(posted.decode()) for posted in local_site.posted]
    asked = {form["hub.mode"][0]: form for form in forms}
    assert asked["subscribe"] == {
        "hub.mode": ["subscribe"],
        "hub.callback": [callback],
        "hub.topic": [TOPIC],
        "hub.secret": ["our secret"],
        "hub.lease_seconds": ["864000"],
    }
    assert asked["unsubscribe"] == {"hub.mode": ["unsubscribe"], "hub.callback": [callback], "hub.topic": [TOPIC]}


def test_a_hub_at_a_private_address_is_not_asked(local_site: LocalSite) -> None:
    (fault,) = answer_to(
        "ask_hubs", [HubRequest("A", Hub(f"{local_site.url}/hub", TOPIC), "https://x.example/", "s", True)]
    )
    assert "private address" in str(fault)
    assert local_site.asked == []


class Answers:
    """Confirms the token `known`, and remembers what it was told."""

    def __init__(self) -> None:
        self.told: list[tuple[object, ...]] = []

    def confirms(self, token: str, *, mode: str, topic: str, lease_seconds: int | None) -> bool:
        self.told.append((token, mode, topic, lease_seconds))
        return token == "known"

    def denied(self, token: str, reason: str) -> bool:
        self.told.append((token, reason))
        return token == "known"

    def knows(self, token: str) -> bool:
        return token == "known"

    def pushed(self, token: str, body: bytes, signature: str) -> None:
        self.told.append((token, body, signature))


def ask(url: str, body: bytes | None = None, **headers: str) -> tuple[int, bytes]:
    try:
        with urllib.request.urlopen(urllib.request.Request(url, body, headers), timeout=5) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code, refused.read()


@pytest.fixture
def answers() -> Answers:
    return Answers()


@pytest.fixture
def server(answers: Answers):
    with PushServer("127.0.0.1", 0, answers) as listening:
        yield f"http://127.0.0.1:{listening.port}"
    assert not [thread for thread in threading.enumerate() if thread.name == "push"]


def test_what_a_hub_asks_back_is_answered_with_its_challenge(server: str, answers: Answers) -> None:
    asked = {"hub.mode": "subscribe", "hub.topic": TOPIC, "hub.challenge": "<b>42", "hub.lease_seconds": "3600"}
    assert ask(f"{server}/websub/known?{urlencode(asked)}") == (200, b"<b>42")
    assert answers.told == [("known", "subscribe", TOPIC, 3600)]
    assert ask(f"{server}/unknown?{urlencode(asked)}") == (404, b"")
    assert ask(f"{server}/known?{urlencode(asked | {'hub.lease_seconds': '9' * 5000})}")[0] == 200
    assert answers.told[-1][3] is None


def test_a_question_without_a_challenge_is_none(server: str, answers: Answers) -> None:
    assert ask(f"{server}/known?hub.mode=subscribe")[0] == 404
    assert ask(f"{server}/known")[0] == 404
    assert answers.told == []


def test_a_refusal_is_passed_on(server: str, answers: Answers) -> None:
    assert ask(f"{server}/known?hub.mode=denied&hub.reason=no")[0] == 200
    assert answers.told == [("known", "no")]


def test_a_push_is_passed_on_with_its_signature(server: str, answers: Answers) -> None:
    assert ask(f"{server}/websub/known", b"<rss/>", **{"X-Hub-Signature": "sha256=1"})[0] == 202
    assert answers.told == [("known", b"<rss/>", "sha256=1")]
    assert ask(f"{server}/unknown", b"<rss/>")[0] == 410
    assert len(answers.told) == 1


def test_a_push_that_is_too_long_is_refused(server: str, answers: Answers) -> None:
    assert ask(f"{server}/known", bytes(MOST_BYTES + 1))[0] == 413
    assert answers.told == []


def test_a_port_that_is_taken_is_a_fault_of_the_settings(server: str, answers: Answers) -> None:
    port = int(server.rpartition(":")[2])
    with (
        pytest.raises(SettingsError, match=r"watch\.listen: cannot listen at 127\.0\.0\.1"),
        PushServer("127.0.0.1", port, answers),
    ):
        pass
    assert json.dumps([thread.name for thread in threading.enumerate()]).count('"push"') == 1


def received(connection: socket.socket) -> bytes:
    """What comes before the other side ends the connection."""
    try:
        return connection.recv(1_000)
    except ConnectionResetError:
        return b""


def connected(port: int) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), timeout=10)


@pytest.mark.parametrize(
    "begun",
    [
        b"",
        b"GET /websub/token HTTP/1.1\r\nHost: x\r\n",
        b"POST /known HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n12",
    ],
    ids=["nothing", "half a head", "half a body"],
)
def test_who_sends_no_whole_request_is_cut_off(answers: Answers, begun: bytes) -> None:
    with (
        PushServer("127.0.0.1", 0, answers, longest_connection=0.3) as listening,
        connected(listening.port) as half_open,
    ):
        half_open.sendall(begun)
        assert received(half_open) == b""


def test_only_so_many_connections_are_held_at_once(answers: Answers) -> None:
    with PushServer("127.0.0.1", 0, answers) as listening, contextlib.ExitStack() as held:
        for _ in range(MOST_CONNECTIONS):
            held.enter_context(connected(listening.port))
        with connected(listening.port) as one_more:
            assert received(one_more) == b""


@pytest.mark.parametrize("status", [307, 308])
def test_a_hub_that_has_moved_is_asked_with_the_same_form_where_it_is_now(local_site: LocalSite, status: int) -> None:
    moved = local_site.serve("/hub", status=status, Location="/new-hub")
    local_site.serve("/new-hub", status=202)
    request = HubRequest("News", Hub(moved, TOPIC), "https://us.example/cb", "secret", subscribes=True)
    assert answer_to("ask_hubs", [request], allow_private=True) == [None]
    assert local_site.posted[0] == local_site.posted[1] != b""


@pytest.mark.parametrize(
    ("status", "location", "reason"),
    [
        (307, "/hub", "redirects more than 5 times"),
        (307, "file:///etc/passwd", "no http or https address"),
        (302, "/new-hub", "answers 302"),
        (303, "/new-hub", "answers 303"),
    ],
)
def test_any_other_redirect_of_a_hub_is_a_refusal(
    local_site: LocalSite, status: int, location: str, reason: str
) -> None:
    local_site.serve("/new-hub", status=202)
    hub = Hub(local_site.serve("/hub", status=status, Location=location), TOPIC)
    request = HubRequest("News", hub, "https://us.example/cb", "secret", subscribes=True)
    (fault,) = answer_to("ask_hubs", [request], allow_private=True)
    assert reason in str(fault)
    assert local_site.headers_asked("/new-hub") == []
