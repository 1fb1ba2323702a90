"""Every observation that a client can make of one publish, over real sockets, ends in its class.

The lines follow the answers that X and the Graph API are known to give; where a body is quoted, it is theirs.
"""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest

from bot.errors import AccountHalted, OutcomeUnknown, PublishError, Refused, RetryLater
from bot.platforms import PLATFORMS, Platform
from bot.platforms.facebook.client import Facebook
from bot.platforms.http import Patience, PlatformSession, SandboxAdapter
from bot.platforms.x.client import X
from bot.sandbox import Sandbox
from bot.sandbox.faults import Fault

TEXT = "Japan and Russia seek calm"
BRIEF = Patience(connect=0.5, read=1, whole=2)
ADAPTERS = {"x": X, "facebook": Facebook}


def opened(name: str, sandbox: Sandbox, session: PlatformSession | None = None) -> Platform:
    prefix = f"{PLATFORMS[name].prefix}_"
    secrets = {key.removeprefix(prefix): value for key, value in sandbox.credentials.items()}
    return ADAPTERS[name](secrets, session or PlatformSession(sandbox=sandbox.url, patience=BRIEF))


def steered(url: str) -> PlatformSession:
    """A session whose calls all go to `url`, which need not be a sandbox."""
    session = PlatformSession(patience=BRIEF)
    session.mount("https://", SandboxAdapter(url))
    return session


@pytest.fixture(params=ADAPTERS)
def name(request: pytest.FixtureRequest) -> str:
    return request.param


@contextmanager
def listener(backlog: int = 1) -> Iterator[tuple[socket.socket, str]]:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen(backlog)
        yield server, f"127.0.0.1:{server.getsockname()[1]}"


class TestNothingLeftThisMachine:
    """Surely not stored: it is tried again."""

    def outcome(self, name: str, sandbox: Sandbox, url: str) -> RetryLater:
        with pytest.raises(RetryLater) as raised:
            opened(name, sandbox, steered(url)).publish(TEXT, "")
        return raised.value

    def test_refused_connection(self, name: str, sandbox: Sandbox) -> None:
        with listener() as (_, address):
            pass
        assert "refused" in str(self.outcome(name, sandbox, f"http://{address}"))

    def test_name_that_does_not_resolve(self, name: str, sandbox: Sandbox) -> None:
        assert "known" in str(self.outcome(name, sandbox, "http://platform.invalid"))

    def test_tls_failure(self, name: str, sandbox: Sandbox) -> None:
        assert "SSLError" in str(self.outcome(name, sandbox, sandbox.url.replace("http:", "https:")))

    def test_connect_timeout(self, name: str, sandbox: Sandbox) -> None:
        """A listener whose backlog is full answers no further SYN."""
        with listener(backlog=0) as (server, address), ExitStack() as waiting:
            for _ in range(3):
                caller = waiting.enter_context(socket.socket())
                caller.setblocking(False)
                caller.connect_ex(server.getsockname())
            assert "ConnectTimeout" in str(self.outcome(name, sandbox, f"http://{address}"))

    def test_handshake_without_an_answer(self, name: str, sandbox: Sandbox) -> None:
        """requests calls this a ReadTimeout, as it does when the whole post has left."""
        with listener() as (_, address):
            assert "ReadTimeout" in str(self.outcome(name, sandbox, f"https://{address}"))

    def test_proxy_that_is_dead(self, name: str, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
        with listener() as (_, address):
            monkeypatch.setenv("HTTPS_PROXY", f"http://{address}")
        with pytest.raises(RetryLater, match="ProxyError"):
            opened(name, sandbox, PlatformSession(patience=BRIEF)).publish(TEXT, "")


class TestPerhapsStored:
    """It is looked for, never sent again on a guess."""

    @pytest.mark.parametrize(
        "fault",
        [
            pytest.param(Fault(wire="stall", seconds=3), id="read timeout, stored"),
            pytest.param(Fault(stores=False, wire="stall", seconds=3), id="read timeout, not stored"),
            pytest.param(Fault(wire="drip", seconds=0.05), id="a byte at a time, for longer than a call may take"),
            pytest.param(Fault(wire="close"), id="closed without an answer"),
            pytest.param(Fault(wire="reset"), id="reset after the request was read"),
            pytest.param(Fault(stores=False, wire="reset"), id="reset before it was read"),
            pytest.param(Fault(wire="cut"), id="answer cut in its body"),
            pytest.param(Fault(status=201), id="empty answer"),
            pytest.param(Fault(status=200), id="empty answer, status 200"),
            pytest.param(Fault(status=201, body="<html>hello</html>"), id="HTML"),
            pytest.param(Fault(status=200, body='{"data": {"id": "12'), id="truncated JSON"),
            pytest.param(Fault(status=200, body="{}"), id="{}"),
            pytest.param(Fault(status=200, body="false"), id="false"),
            pytest.param(Fault(status=200, body="null"), id="null"),
            pytest.param(Fault(status=200, body="[]"), id="a list"),
            pytest.param(Fault(status=200, body='{"data": {"id": ""}, "id": ""}'), id="an empty id"),
            pytest.param(Fault(status=200, body='{"data": {"id": 12}, "id": 12}'), id="an id that is no string"),
            pytest.param(Fault(status=200, body='{"data": null, "id": null, "error": {}}'), id="no id"),
            pytest.param(Fault(status=200, body='{"errors": [{"title": "Not Found Error"}]}'), id="errors only"),
            pytest.param(Fault(status=500, body="{}"), id="500 {}"),
            pytest.param(Fault(status=500, body="false"), id="500 false"),
            pytest.param(Fault(status=500, body="null"), id="500 null"),
            pytest.param(Fault(status=503, body='{"errors": null}'), id="503 errors null"),
            pytest.param(Fault(status=500, body='{"id": "1_2", "data": {"id": "12"}}'), id="500 with an id"),
            pytest.param(Fault(status=502, body="<html>Sorry, something went wrong.</html>"), id="502 HTML"),
            pytest.param(Fault(status=504), id="504"),
            pytest.param(Fault(status=408), id="408"),
            pytest.param(Fault(status=301, headers={"Location": "https://api.x.com/2/tweets"}), id="301"),
            pytest.param(Fault(status=302, headers={"Location": "/"}), id="302"),
            pytest.param(Fault(status=418), id="a status that nobody expects"),
        ],
    )
    def test_ends_as_unknown(self, name: str, sandbox: Sandbox, fault: Fault) -> None:
        sandbox.faults.add(fault)

        with pytest.raises(OutcomeUnknown):
            opened(name, sandbox).publish(TEXT, "")
        assert sandbox.faults.given.total() == 1

    def test_an_answer_that_never_ends(self, name: str, sandbox: Sandbox) -> None:
        sandbox.faults.add(Fault(status=200, body=" " * 5_000_000))

        with pytest.raises(OutcomeUnknown, match="more than"):
            opened(name, sandbox).publish(TEXT, "")

    @pytest.mark.parametrize("kind", ["text/javascript; charset=UTF-8", "text/plain", "image/png"])
    def test_a_facebook_receipt_of_another_media_type(self, sandbox: Sandbox, kind: str) -> None:
        sandbox.faults.add(Fault(status=200, body='{"id": "1_2"}', headers={"Content-Type": kind}))

        with pytest.raises(OutcomeUnknown):
            opened("facebook", sandbox).publish(TEXT, "")


def x_problem(status: int, detail: str, kind: str = "about:blank", title: str = "Forbidden", **more: object) -> Fault:
    body = {"title": title, "detail": detail, "type": kind, "status": status, **more}
    return Fault(stores=False, status=status, body=json.dumps(body))


def x_errors(status: int, message: str, code: int | None = None) -> Fault:
    error = {"message": message} | ({} if code is None else {"code": code})
    body = {
        "errors": [error],
        "title": "Invalid Request",
        "detail": "One or more parameters to your request was invalid.",
    }
    return Fault(stores=False, status=status, body=json.dumps(body if code is None else {"errors": [error]}))


PROBLEMS = "https://api.x.com/2/problems/"
TOO_LONG = "Your Tweet text is too long. For more information on how Twitter determines text length see …"
LOCKED = "To protect our users from spam and other malicious activity, this account is temporarily locked."

X_LINES: list[tuple[str, Fault, type[PublishError], str]] = [
    ("1 invalid", x_errors(400, "$.text: string expected"), Refused, "edit it"),
    ("1 invalid, new form", x_problem(400, "bad", f"{PROBLEMS}invalid-request", value="x"), Refused, "edit it"),
    ("1 nothing but a code", Fault(stores=False, status=400, body='{"code":3,"message":"?"}'), Refused, "edit it"),
    ("2 too long", x_errors(400, TOO_LONG), Refused, "shorten"),
    ("2 too long, forbidden", x_problem(403, TOO_LONG), Refused, "shorten"),
    ("2 legacy 186", x_errors(403, "Tweet needs to be a bit shorter.", 186), Refused, "shorten"),
    ("3 unauthorized", x_problem(401, "Unauthorized", title="Unauthorized"), AccountHalted, "keys"),
    ("3 as HTML", Fault(stores=False, status=401, body="<html></html>"), AccountHalted, "keys"),
    ("3 legacy 89", x_errors(403, "Invalid or expired token", 89), AccountHalted, "keys"),
    ("3 legacy 32", x_errors(400, "Could not authenticate you", 32), AccountHalted, "keys"),
    ("4 credits", x_problem(402, "…", "https://api.twitter.com/2/problems/credits"), AccountHalted, "buy credits"),
    ("4 credits, new form", x_problem(402, "credits depleted"), AccountHalted, "buy credits"),
    ("6 suspended", x_problem(403, "The user used for authentication is suspended"), AccountHalted, "appeal"),
    ("6 legacy 64", x_errors(403, "Your account is …", 64), AccountHalted, "appeal"),
    ("7 generic", x_problem(403, "You are not permitted to perform this action."), AccountHalted, "log in"),
    ("7 read only", x_problem(403, "…", f"{PROBLEMS}oauth1-permissions"), AccountHalted, "read and write"),
    ("7 as HTML", Fault(stores=False, status=403, body="<html></html>"), OutcomeUnknown, "looked for"),
    (
        "7 unknown code",
        x_errors(403, "something new", 999),
        OutcomeUnknown,
        r"report it.*\(403, code 999: so",
    ),
    ("7 unknown type", x_problem(403, "A new rule.", f"{PROBLEMS}new-rule"), OutcomeUnknown, "A new rule"),
    ("8 reply", x_problem(403, "You can only reply to or quote posts where you are …"), Refused, "reply"),
    ("9 reply", x_problem(403, "You attempted to reply to a Tweet that is deleted"), Refused, "reply"),
    ("10 cashtag", x_problem(403, "Posts may contain a maximum of one cashtag."), Refused, "cashtag"),
    ("10 cashtag, 400", x_problem(400, "Posts may contain a maximum of one cashtag."), Refused, "cashtag"),
    ("11 URL", x_problem(403, "The Tweet contains an invalid URL."), Refused, "block"),
    (
        "12 restricted",
        x_errors(403, "Your account is not permitted to access this feature"),
        AccountHalted,
        "restricted",
    ),
    (
        "13 enrol",
        x_problem(403, "…", f"{PROBLEMS}client-forbidden", reason="client-not-enrolled"),
        AccountHalted,
        "plan",
    ),
    ("14 app-only", x_problem(403, "…", f"{PROBLEMS}unsupported-authentication"), AccountHalted, "user keys"),
    ("15 locked", x_errors(403, LOCKED, 326), AccountHalted, "unlock"),
    ("16 too many", x_problem(429, "Too Many Requests"), RetryLater, "no more posts"),
    ("17 capped", x_problem(429, "Usage cap exceeded: …", f"{PROBLEMS}usage-capped"), RetryLater, "monthly cap"),
    ("legacy 88", x_errors(403, "Rate limit exceeded", 88), RetryLater, "no more posts"),
    ("legacy 185", x_errors(403, "User is over daily status update limit", 185), RetryLater, "no more posts"),
    ("legacy 344", x_errors(403, "You have reached your daily limit", 344), RetryLater, "limit for a day"),
    ("legacy 226", x_errors(403, "looks like it might be automated", 226), RetryLater, "robot"),
    ("legacy 135", x_errors(401, "Timestamp out of bounds.", 135), RetryLater, "clock"),
    ("legacy 407", x_errors(400, "The given URL is invalid.", 407), Refused, "URL"),
    ("legacy 433", x_errors(403, "The author restricted who can reply.", 433), Refused, "reply"),
    ("legacy 261", x_errors(403, "Application cannot perform write actions.", 261), AccountHalted, "read and write"),
    ("18 unavailable", x_problem(503, "Service Unavailable"), OutcomeUnknown, "failed"),
    ("19 server error", x_problem(500, "Internal Server Error"), OutcomeUnknown, "failed"),
    *((f"20 {s}", Fault(stores=False, status=s), Refused, "edit it") for s in (409, 413, 415, 422)),
    *((f"gone {s}", Fault(stores=False, status=s), AccountHalted, "update this program") for s in (404, 405, 410)),
]


@pytest.mark.parametrize(("fault", "expected", "remedy"), [pytest.param(*line[1:], id=line[0]) for line in X_LINES])
def test_each_answer_of_x_ends_in_its_class(
    sandbox: Sandbox, fault: Fault, expected: type[PublishError], remedy: str
) -> None:
    sandbox.faults.add(fault)

    with pytest.raises(expected, match=remedy) as raised:
        opened("x", sandbox).publish(TEXT, "")
    assert not getattr(raised.value, "duplicate", False)
    assert sandbox.faults.given.total() == 1


@pytest.mark.parametrize(
    "fault",
    [
        x_problem(403, "You are not allowed to create a Tweet with duplicate content."),
        x_errors(403, "Status is a duplicate.", 187),
    ],
)
def test_a_duplicate_of_x_is_told_apart_even_where_no_twin_exists(sandbox: Sandbox, fault: Fault) -> None:
    sandbox.faults.add(fault)

    with pytest.raises(Refused) as raised:
        opened("x", sandbox).publish(TEXT, "")
    assert raised.value.duplicate


def graph(code: int | None, subcode: int | None = None, message: str = "", status: int = 400) -> Fault:
    error: dict[str, object] = {"message": message, "type": "OAuthException", "fbtrace_id": "A"}
    error |= {} if code is None else {"code": code}
    error |= {} if subcode is None else {"error_subcode": subcode}
    return Fault(stores=False, status=status, body=json.dumps({"error": error}))


GRAPH_LINES: list[tuple[Fault, type[PublishError]]] = [
    *((graph(code), RetryLater) for code in (4, 17, 32, 341, 613, 80001)),
    (graph(4, status=403), RetryLater),
    (graph(17, 2446079), RetryLater),
    *((graph(190, subcode, status=401), AccountHalted) for subcode in (458, 459, 460, 463, 464, 467, 483, 490, 492)),
    (graph(190), AccountHalted),
    (graph(102), AccountHalted),
    (graph(10, status=403), AccountHalted),
    *((graph(code, status=403), AccountHalted) for code in (200, 250, 283, 299)),
    *((graph(368, sub), RetryLater) for sub in (None, 1390008, 1404112, 9_999_999)),
    *((graph(368, sub), AccountHalted) for sub in (4854002, 1404006, 1404078)),
    *((graph(368, sub), Refused) for sub in (1346003, 1404102)),
    *((graph(code), RetryLater) for code in (9, 340, 80000, 80002, 80014)),
    *((graph(code), AccountHalted) for code in (5, 12, 15, 21, 104, 452, 463, 900)),
    *((graph(code), Refused) for code in (105, 144, 194, 197, 324, 1500, 5101)),
    (graph(100, 21), AccountHalted),
    (graph(100, message="Unsupported post request."), OutcomeUnknown),
    *((graph(code), OutcomeUnknown) for code in (18, 960, 1705)),
    (graph(100, message="(#100) Invalid parameter"), Refused),
    (graph(100, 1609005), Refused),
    *((graph(code), Refused) for code in (1609005, 1609008, 1366046, 1366051, 2061006, 2069019)),
    (graph(100, message="API calls from the server require an appsecret_proof argument"), AccountHalted),
    (graph(100, 33), AccountHalted),
    *((graph(code), AccountHalted) for code in (3, 101, 803, 2500)),
    *((graph(code, status=status), OutcomeUnknown) for code in (1, 2) for status in (400, 500, 503)),
    (graph(1, 99), OutcomeUnknown),
    (graph(None), OutcomeUnknown),
    (graph(987_654), OutcomeUnknown),
    (Fault(status=400, body='{"error": "a plain string"}'), OutcomeUnknown),
    (Fault(status=200, body='{"error": {"message": "m", "code": "190"}}'), OutcomeUnknown),
]


@pytest.mark.parametrize(
    ("fault", "expected"), [pytest.param(*line, id=f"{line[0].status} {line[0].body}") for line in GRAPH_LINES]
)
def test_each_code_of_the_graph_api_ends_in_its_class(
    sandbox: Sandbox, fault: Fault, expected: type[PublishError]
) -> None:
    sandbox.faults.add(fault)

    with pytest.raises(expected) as raised:
        opened("facebook", sandbox).publish(TEXT, "")
    assert not getattr(raised.value, "duplicate", False)
    assert sandbox.faults.given.total() == 1


@pytest.mark.parametrize("fault", [graph(506), graph(368, 1404082)])
def test_a_duplicate_of_facebook_is_told_apart_even_where_no_twin_exists(sandbox: Sandbox, fault: Fault) -> None:
    sandbox.faults.add(fault)

    with pytest.raises(Refused) as raised:
        opened("facebook", sandbox).publish(TEXT, "")
    assert raised.value.duplicate


@pytest.mark.parametrize(
    ("name", "fault", "seconds"),
    [("x", "429", 2), ("x", "429, day used up", 2), ("facebook", "page used up", 2)],
)
def test_the_account_waits_until_the_platform_takes_posts_again(
    sandbox: Sandbox, name: str, fault: str, seconds: int
) -> None:
    sandbox.faults.add(fault)

    with pytest.raises(RetryLater) as raised:
        opened(name, sandbox).publish(TEXT, "")
    assert raised.value.at is not None
    assert raised.value.at.timestamp() == pytest.approx(sandbox.rules.clock() + seconds, abs=1.5)
