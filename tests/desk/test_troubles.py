"""What jobs run into is told once when it begins and once when it is over."""

from __future__ import annotations

import pytest

from bot.desk.troubles import Troubles
from bot.errors import StoreError
from bot.sources.stopping import StoppedError

AWAY = "the database is away"


@pytest.fixture
def events() -> list[tuple[str, str]]:
    return []


@pytest.fixture
def troubles(events) -> Troubles:
    return Troubles(lambda event, /, **values: events.append((event, values["job"])))


def failing(exc: Exception):
    def fail() -> None:
        raise exc

    return fail


def well() -> None:
    return


def test_one_trouble_of_many_jobs_is_told_once_and_once_more_when_it_is_over(troubles, events) -> None:
    for _ in range(3):
        for job in ("collect", "account x", "account page"):
            assert not troubles.run(job, failing(StoreError(AWAY)))
    assert [event for event in events if event[0] == "job.failed"] == [("job.failed", "collect")]
    for job in ("collect", "account x", "account page"):
        assert troubles.run(job, well)
    assert [event for event in events if event[0] == "job.recovered"] == [("job.recovered", "account page")]


def test_another_trouble_is_told_anew(troubles, events) -> None:
    troubles.run("collect", failing(StoreError(AWAY)))
    troubles.run("collect", failing(StoreError("the disk is full")))
    assert [event for event, _ in events] == ["job.failed", "job.failed"]


def test_what_has_a_sentence_has_no_traceback_and_what_nobody_foresaw_has_one() -> None:
    tracebacks = []
    troubles = Troubles(lambda event, /, **values: tracebacks.append(values.get("exc_info")))
    bug = KeyError("title")
    troubles.run("collect", failing(StoreError(AWAY)))
    troubles.run("pages", failing(bug))
    assert tracebacks == [None, bug]


def test_work_that_is_broken_off_because_the_program_ends_is_no_trouble(troubles, events) -> None:
    assert not troubles.run("collect", failing(StoppedError()))
    assert events == []


def test_where_all_is_well_nothing_is_told(troubles, events) -> None:
    assert troubles.run("collect", well)
    assert events == []
