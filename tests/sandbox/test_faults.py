from __future__ import annotations

import threading

import pytest
import requests

from bot.sandbox import Sandbox
from bot.sandbox.faults import FAULTS, PASSING, Fault, Faults


def drawn(faults: Faults, account: str, calls: int = 200) -> list[Fault | None]:
    return [faults.next_for(account, "POST") for _ in range(calls)]


def test_listed_faults_are_met_in_their_order_and_once() -> None:
    faults = Faults()
    faults.add("lost reply", "429")

    assert drawn(faults, "A", 3) == [FAULTS["lost reply"], FAULTS["429"], None]


def test_a_fault_for_an_account_waits_for_that_account_and_method() -> None:
    faults = Faults()
    faults.add("lost reply", account="B")
    faults.add("429", method="GET")

    assert faults.next_for("A", "POST") is None
    assert faults.next_for("B", "POST") == FAULTS["lost reply"]
    assert faults.next_for("B", "GET") == FAULTS["429"]


def test_the_same_seed_draws_the_same_faults() -> None:
    runs = []
    for _ in range(2):
        faults = Faults()
        faults.draw(seed=7, rate=0.3)
        runs.append(drawn(faults, "A"))

    assert runs[0] == runs[1]
    assert len({id(fault) for fault in runs[0]}) > 5


def test_another_seed_draws_others() -> None:
    one, other = Faults(), Faults()
    one.draw(seed=7, rate=0.3)
    other.draw(seed=8, rate=0.3)

    assert drawn(one, "A") != drawn(other, "A")


def test_what_an_account_meets_does_not_depend_on_threads() -> None:
    alone = Faults()
    alone.draw(seed=7, rate=0.3)
    expected = {account: drawn(alone, account) for account in "ABCD"}
    racing = Faults()
    racing.draw(seed=7, rate=0.3)
    met: dict[str, list[Fault | None]] = {}
    threads = [threading.Thread(target=lambda a=account: met.update({a: drawn(racing, a)})) for account in "ABCD"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert met == expected


def test_the_rate_is_about_what_was_asked_for() -> None:
    faults = Faults()
    faults.draw(seed=1, rate=0.25)

    assert 180 <= sum(fault is not None for fault in drawn(faults, "A", 1000)) <= 320


def test_faults_that_are_cleared_are_met_no_more() -> None:
    faults = Faults()
    faults.draw(seed=7, rate=1)
    faults.add("lost reply")
    faults.clear()

    assert drawn(faults, "A", 50) == [None] * 50


def test_a_rate_of_nothing_ends_it() -> None:
    faults = Faults()
    faults.draw(seed=7, rate=1)
    faults.draw(seed=7, rate=0)

    assert drawn(faults, "A", 50) == [None] * 50


def test_a_fault_that_does_not_exist_is_refused() -> None:
    with pytest.raises(KeyError):
        Faults().add("no such fault")
    with pytest.raises(KeyError):
        Faults().draw(seed=1, rate=0.5, faults=("no such fault",))


def test_what_an_account_gets_over_by_itself_includes_no_halt() -> None:
    assert {"no credit", "token revoked"}.isdisjoint(PASSING)
    assert set(PASSING) < set(FAULTS)


def test_faults_rules_and_posts_are_reached_from_another_process(sandbox: Sandbox) -> None:
    own = f"{sandbox.url}/_sandbox"
    wishes = {"add": [{"fault": "429"}, {"fault": {"stores": False, "status": 402}, "account": "FACEBOOK"}]}
    assert requests.post(f"{own}/faults", json=wishes).ok
    assert requests.post(f"{own}/rules", json={"lag": 3, "duplicate_window": 0}).ok

    token = sandbox.credentials["FACEBOOK_PAGE_TOKEN"]
    page = f"{sandbox.url}/v25.0/{sandbox.credentials['FACEBOOK_PAGE_ID']}/feed"
    statuses = [
        requests.post(page, data={"message": f"number {number}", "access_token": token}).status_code
        for number in range(3)
    ]
    assert statuses == [429, 402, 200]
    assert requests.get(f"{own}/faults").json() == {"given": {"429": 1, "its own": 1}}
    assert (sandbox.rules.lag, sandbox.rules.duplicate_window) == (3.0, 0.0)
    listed = requests.get(f"{own}/posts.json").json()["accounts"]
    posts = {line["account"]: [post["text"] for post in line["posts"]] for line in listed}
    assert {account: texts for account, texts in posts.items() if texts} == {"FACEBOOK": ["number 2"]}
    assert len(posts) == len(sandbox.timelines())


def test_faults_can_be_drawn_from_another_process(sandbox: Sandbox) -> None:
    wishes = {"draw": {"seed": 7, "rate": 1, "faults": ["lost reply"]}}
    assert requests.post(f"{sandbox.url}/_sandbox/faults", json=wishes).ok

    with pytest.raises(requests.ConnectionError):
        requests.get(f"{sandbox.url}/2/users/me")


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("faults", "no json"),
        ("faults", '{"add": [{"fault": "no such fault"}]}'),
        ("faults", '{"add": [{"fault": {"colour": "red"}}]}'),
        ("faults", "[]"),
        ("rules", '{"clock": 7}'),
        ("rules", '{"lag": "soon"}'),
    ],
)
def test_a_wish_that_cannot_be_granted_is_told(sandbox: Sandbox, path: str, body: str) -> None:
    answer = requests.post(f"{sandbox.url}/_sandbox/{path}", data=body)

    assert answer.status_code == 400
    assert answer.json()["error"]
