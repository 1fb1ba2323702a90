"""Simulated faults of a platform's answers, and which request has which fault.

Faults come from a list that a test has set, or are drawn at random from a seed. The fault of an account's n-th request
depends only on the seed, the account, the method and n, so it does not depend on the timing of threads.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from random import Random

from bot.sandbox.wire import JSON, Answer, Wire

PROBLEM = '{"title":"Service Unavailable","detail":"Service Unavailable","type":"about:blank","status":503}'
GRAPH_1 = '{"error":{"message":"An unknown error occurred","type":"OAuthException","code":1,"fbtrace_id":"Asandbox"}}'
GRAPH_2 = (
    '{"error":{"message":"Service temporarily unavailable","type":"OAuthException","is_transient":true,"code":2,'
    '"fbtrace_id":"Asandbox"}}'
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """How the regular answer to a request is replaced or broken."""

    stores: bool = True
    """Whether the request is carried out all the same."""
    status: int | None = None
    """None: status and body of the regular answer."""
    body: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    """Additional headers. A value such as "+90" is replaced by the Unix time in 90 seconds."""
    is_late: bool = False
    """Whether the request is carried out only after the account's next one, as one that was held up on its way is."""
    is_repeated: bool = False
    """Whether the request is carried out twice, as a proxy does that repeats it."""
    wire: Wire = "whole"
    seconds: float = 0.0
    """How long a stall lasts, or each byte of a drip takes."""
    says: str = ""
    """What it is, in a sentence for people."""

    def spoil(self, original: Answer, now: float) -> Answer:
        """The answer to send in place of `original`; `now` is Unix time."""
        headers = {name: _in_time(value, now) for name, value in self.headers.items()}
        if self.status is None:
            return Answer(original.status, original.body, {**original.headers, **headers}, self.wire, self.seconds)
        kind = "text/html" if self.body.startswith("<") else JSON
        return Answer(self.status, self.body.encode(), {"Content-Type": kind, **headers}, self.wire, self.seconds)


def _in_time(value: str, now: float) -> str:
    return str(int(now) + int(value)) if value[:1] in "+-" and value[1:].isdigit() else value


FAULTS: Mapping[str, Fault] = {
    "lost reply": Fault(says="The post is stored, and the connection closes without an answer.", wire="close"),
    "lost request": Fault(says="The connection closes, and nothing was stored.", stores=False, wire="close"),
    "reset after storing": Fault(says="The post is stored, and the connection is reset.", wire="reset"),
    "reset before storing": Fault(says="The connection is reset, and nothing was stored.", stores=False, wire="reset"),
    "answer cut short": Fault(says="The post is stored, and only half of the answer comes.", wire="cut"),
    "stall after storing": Fault(
        says="The post is stored, and for a second no answer comes, nor ever.", wire="stall", seconds=1
    ),
    "stall before storing": Fault(
        says="Nothing is stored, and for a second no answer comes, nor ever.", stores=False, wire="stall", seconds=1
    ),
    "drip": Fault(says="The post is stored, and its answer comes byte by byte.", wire="drip", seconds=0.002),
    "stored, then 500": Fault(says="The post is stored, and the answer is an unknown error.", status=500, body=GRAPH_1),
    "stored, then 502": Fault(
        says="The post is stored, and a gateway answers with a page of HTML.",
        status=502,
        body="<html><body><h1>502 Bad Gateway</h1></body></html>",
    ),
    "stored, then 503": Fault(
        says="The post is stored, and the answer says that the service is unavailable.", status=503, body=PROBLEM
    ),
    "stored, then code 2": Fault(
        says="The post is stored, and the answer is an error of code 2.", status=503, body=GRAPH_2
    ),
    "stored, empty answer": Fault(says="The post is stored, and the answer is empty.", status=201),
    "stored, {}": Fault(says="The post is stored, and the answer is an empty object.", status=500, body="{}"),
    "stored, false": Fault(says="The post is stored, and the answer is “false”.", status=500, body="false"),
    "not stored, 503": Fault(
        says="The service is unavailable, and nothing was stored.", stores=False, status=503, body=PROBLEM
    ),
    "redirect": Fault(
        says="The answer points to another address.",
        stores=False,
        status=301,
        headers={"Location": "https://elsewhere.example/"},
    ),
    "late": Fault(
        says="The connection closes, and the request is carried out after the next one.",
        stores=False,
        is_late=True,
        wire="close",
    ),
    "repeated": Fault(says="The request is carried out twice.", is_repeated=True),
    "429": Fault(
        says="Too many posts: the next is taken in two seconds.",
        stores=False,
        status=429,
        body='{"title":"Too Many Requests","detail":"Too Many Requests","type":"about:blank","status":429}',
        headers={"x-rate-limit-limit": "100", "x-rate-limit-remaining": "0", "x-rate-limit-reset": "+2"},
    ),
    "429, day used up": Fault(
        says="The day's posts are used up, for two seconds.",
        stores=False,
        status=429,
        body='{"title":"Too Many Requests","detail":"Too Many Requests","type":"about:blank","status":429}',
        headers={
            "x-rate-limit-remaining": "99",
            "x-rate-limit-reset": "-60",
            "x-app-limit-24hour-remaining": "0",
            "x-app-limit-24hour-reset": "+2",
        },
    ),
    "page used up": Fault(
        says="No more calls are taken for this account, for two seconds.",
        stores=False,
        status=400,
        body='{"error":{"message":"(#80001) There have been too many calls to this Page account.",'
        '"type":"OAuthException","code":80001}}',
        headers={"Retry-After": "2"},
    ),
    "no credit": Fault(
        says="The app has no credit left, and the account is halted.",
        stores=False,
        status=402,
        body='{"detail":"credits depleted","status":402,"title":"Payment Required","type":"about:blank"}',
    ),
    "token revoked": Fault(
        says="The token is not taken any more, and the account is halted.",
        stores=False,
        status=401,
        body='{"title":"Unauthorized","status":401,"error":{"message":"Error validating access token","code":190,'
        '"error_subcode":460}}',
    ),
}

HALTING = ("no credit", "token revoked", "redirect", "page used up")
PASSING_IF_REPEATABLE = tuple(name for name in FAULTS if name not in HALTING)
"""Faults from which an account recovers by itself where its calls may be repeated, whatever its platform."""

PASSING = tuple(name for name in PASSING_IF_REPEATABLE if name not in ("late", "repeated"))
"""Faults from which an account recovers by itself, whatever its platform, and however it posts."""


@dataclass(slots=True)
class _ScheduledFault:
    name: str
    fault: Fault
    account: str
    method: str


class Faults:
    """Decides which fault a request has, if any. `given` counts the faults so far, by name.

    `of_platforms` are the platforms' own, which may be added beside those of `FAULTS`.
    """

    def __init__(self, of_platforms: Mapping[str, Fault] | None = None) -> None:
        self._by_name = {**FAULTS, **(of_platforms or {})}
        self.given: Counter[str] = Counter()
        self._scheduled: list[_ScheduledFault] = []
        self._request_counts: Counter[tuple[str, str]] = Counter()
        self._seed: int | None = None
        self._rate = 0.0
        self._random_faults: Sequence[str] = PASSING
        self._lock = threading.Lock()

    def add(self, *faults: str | Fault, account: str = "", method: str = "POST") -> None:
        """Give the next requests of that method one of `faults` each, in this order.

        `account` is the prefix of the account's variables; "" means any account. `method` is what a request does (see
        `StandIn.act_of`). Raises KeyError for an unknown name.
        """
        scheduled = [
            _ScheduledFault(fault, self._by_name[fault], account, method)
            if isinstance(fault, str)
            else _ScheduledFault("its own", fault, account, method)
            for fault in faults
        ]
        with self._lock:
            self._scheduled += scheduled

    def draw(self, seed: int, rate: float, faults: Sequence[str] = PASSING) -> None:
        """From now on give the share `rate` of requests one of `faults`, drawn from `seed`; rate 0 ends it.

        Raises KeyError for a name that is not in FAULTS.
        """
        for name in faults:
            FAULTS[name]
        with self._lock:
            self._seed, self._rate, self._random_faults = seed, rate, tuple(faults)
            self._request_counts.clear()

    def clear(self) -> None:
        """From now on requests have no fault."""
        with self._lock:
            self._scheduled.clear()
            self._rate = 0.0

    def next_for(self, account: str, method: str) -> Fault | None:
        """The fault of the current request of `account`, a prefix; None for none."""
        with self._lock:
            name, fault = self._next_scheduled(account, method) or self._draw_from_seed(account, method)
            if fault is not None:
                self.given[name] += 1
            return fault

    def _next_scheduled(self, account: str, method: str) -> tuple[str, Fault] | None:
        for scheduled in self._scheduled:
            if scheduled.method == method and scheduled.account in ("", account):
                self._scheduled.remove(scheduled)
                return scheduled.name, scheduled.fault
        return None

    def _draw_from_seed(self, account: str, method: str) -> tuple[str, Fault | None]:
        number = self._request_counts[account, method]
        self._request_counts[account, method] += 1
        draw = Random(f"{self._seed} {account} {method} {number}")
        if draw.random() >= self._rate:
            return "", None
        name = draw.choice(self._random_faults)
        return name, FAULTS[name]
