"""What people are told, and when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.health import Finding, Health, Severity
from bot.health.alerting import News, Route, decide, routes, with_beginnings
from bot.outbox.rules.states import FindingState
from tests.health.conftest import DAY, HOUR, NOW

MINUTE = timedelta(minutes=1)
DESK, EDITORS = "mailto://desk@example.org", "mailto://editors@example.org"


def finding(
    subject: str = "News", severity: Severity = Severity.PERSON, kind: str = "site-failing", **changed: object
) -> Finding:
    said = {"what": f"{subject} cannot be read", "follows": "nothing is found", "remedy": "open it"}
    return Finding(kind=kind, subject=subject, severity=severity, **said | changed)  # type: ignore[arg-type]


BROKEN = finding("mtt", Severity.BROKEN, "account-halted")
FAILING = finding("News")
NOTE = finding("Old", Severity.NOTE, "site-moved")
HELD = finding("mtt", kind="posts-held", newest=3)


@dataclass
class Newsroom:
    """Judges again and again, and keeps what was told to whom."""

    to: Sequence[str] = (DESK,)
    held_to: Sequence[str] = ()
    now: datetime = NOW
    states: tuple[FindingState, ...] = ()
    told: list[tuple[datetime, Route, News]] = field(default_factory=list)
    last_at: dict[str, datetime] = field(default_factory=dict)

    def judge(self, *findings: Finding, after: timedelta = MINUTE, **options: timedelta) -> list[News]:
        """What is told where this is found, so long after the judgement before."""
        self.now += after
        health = Health(self.now, findings)
        decision = decide(self.states, health, routes(self.to, self.held_to, self.last_at), **options)
        self.states = decision.states
        for route, news in decision.messages:
            self.told.append((self.now, route, news))
            self.last_at.update(dict.fromkeys(route.addresses, self.now))
        return [news for _, news in decision.messages]

    def live(self, *findings: Finding, for_: timedelta, every: timedelta = MINUTE) -> list[News]:
        """What is told while this is found all the time."""
        end, told = self.now + for_, []
        while self.now < end:
            told += self.judge(*findings, after=every)
        return told


@pytest.fixture
def newsroom() -> Newsroom:
    return Newsroom()


def begun(news: Sequence[News]) -> list[list[str]]:
    return [[finding.key for finding in message.begun] for message in news]


def ended(news: Sequence[News]) -> list[list[str]]:
    return [[state.key for state in message.ended] for message in news]


def test_what_is_broken_is_told_at_the_first_judgement(newsroom) -> None:
    assert begun(newsroom.judge(BROKEN)) == [["account-halted mtt"]]


def test_what_is_not_broken_is_gathered_for_ten_minutes_and_told_in_one_message(newsroom) -> None:
    assert newsroom.live(FAILING, for_=4 * MINUTE) == []
    assert newsroom.live(FAILING, NOTE, for_=6 * MINUTE) == []
    assert begun(newsroom.judge(FAILING, NOTE)) == [["site-failing News", "site-moved Old"]]


def test_what_waits_to_be_told_is_told_together_with_what_is_broken(newsroom) -> None:
    newsroom.judge(FAILING)
    assert begun(newsroom.judge(BROKEN, FAILING)) == [["account-halted mtt", "site-failing News"]]


def test_nothing_is_gathered_where_nobody_judges_again_soon(newsroom) -> None:
    assert begun(newsroom.judge(FAILING, gathered_for=timedelta(0))) == [["site-failing News"]]


def test_no_address_gets_a_message_within_ten_minutes_of_another(newsroom) -> None:
    newsroom.judge(BROKEN)
    other = finding("page", Severity.BROKEN, "account-halted")
    assert newsroom.live(BROKEN, other, for_=9 * MINUTE) == []
    assert begun(newsroom.judge(BROKEN, other)) == [["account-halted page"]]


def test_what_goes_on_is_told_once(newsroom) -> None:
    assert len(newsroom.live(BROKEN, FAILING, NOTE, for_=23 * HOUR, every=10 * MINUTE)) == 1


def test_a_reminder_follows_after_a_day_and_then_weekly(newsroom) -> None:
    newsroom.live(BROKEN, for_=30 * DAY, every=HOUR)
    began_at = newsroom.told[0][0]
    reminders = [at - began_at for at, _, news in newsroom.told if news.lasting]
    assert reminders == [1 * DAY, 8 * DAY, 15 * DAY, 22 * DAY, 29 * DAY]


def test_nobody_is_reminded_of_what_is_only_worth_knowing(newsroom) -> None:
    assert len(newsroom.live(NOTE, for_=30 * DAY, every=HOUR)) == 1


def test_the_end_is_told_once_ten_minutes_after_it(newsroom) -> None:
    newsroom.judge(BROKEN)
    newsroom.live(BROKEN, for_=HOUR)
    assert newsroom.live(for_=10 * MINUTE) == []
    (over,) = newsroom.live(for_=DAY, every=HOUR)
    assert [state.key for state in over.ended] == ["account-halted mtt"]
    assert over.ended[0].ended_at == NOW + HOUR + 2 * MINUTE
    assert newsroom.states == ()


def test_what_ends_before_it_was_told_is_not_told_at_all(newsroom) -> None:
    newsroom.live(FAILING, for_=9 * MINUTE)
    assert newsroom.live(for_=DAY, every=10 * MINUTE) == []
    assert newsroom.states == ()


def test_what_ends_and_comes_back_within_ten_minutes_is_no_news(newsroom) -> None:
    newsroom.judge(BROKEN)
    for _ in range(20):
        assert newsroom.live(for_=9 * MINUTE) == []
        assert newsroom.live(BROKEN, for_=9 * MINUTE) == []


def test_what_comes_and_goes_for_ten_minutes_is_told_all_the_same(newsroom) -> None:
    told = []
    for _ in range(6):
        told += newsroom.live(FAILING, for_=2 * MINUTE) + newsroom.live(for_=2 * MINUTE)
    assert begun(told) == [["site-failing News"]]


def test_what_comes_back_after_its_end_was_told_is_told_again(newsroom) -> None:
    newsroom.judge(BROKEN)
    newsroom.live(for_=HOUR)
    assert begun(newsroom.judge(BROKEN)) == [["account-halted mtt"]]


def test_what_becomes_worse_is_told_again_at_once_and_what_becomes_better_is_not(newsroom) -> None:
    newsroom.live(FAILING, for_=HOUR)
    worse = replace(FAILING, severity=Severity.BROKEN)
    assert begun(newsroom.judge(worse)) == [["site-failing News"]]
    assert newsroom.live(FAILING, for_=HOUR) == newsroom.live(worse, for_=HOUR) == []


def test_more_held_posts_are_told_again_an_hour_after_the_last_message_and_fewer_are_not(newsroom) -> None:
    newsroom.live(HELD, for_=HOUR)
    more = replace(HELD, newest=9)
    assert begun(newsroom.live(more, for_=HOUR)) == [["posts-held mtt"]]
    assert newsroom.live(HELD, for_=2 * HOUR) == newsroom.live(more, for_=2 * HOUR) == []


def test_what_happened_is_told_and_its_end_is_not(newsroom) -> None:
    was_away = finding("2026-11-23", Severity.NOTE, "was-away")
    assert len(newsroom.live(was_away, for_=DAY, every=HOUR)) == 1
    assert newsroom.live(for_=DAY, every=HOUR) == []
    assert newsroom.states == ()


def test_held_posts_are_told_to_editors_alone_where_they_have_an_address() -> None:
    newsroom = Newsroom(held_to=[EDITORS])
    newsroom.live(BROKEN, HELD, for_=HOUR)
    assert [(route.addresses, [finding.kind for finding in news.begun]) for _, route, news in newsroom.told] == [
        ((DESK,), ["account-halted"]),
        ((EDITORS,), ["posts-held"]),
    ]


def test_held_posts_are_told_to_everybody_where_editors_have_no_address(newsroom) -> None:
    assert begun(newsroom.judge(BROKEN, HELD)) == [["account-halted mtt", "posts-held mtt"]]


def test_an_address_that_is_named_later_is_told_what_is_the_case_then() -> None:
    newsroom = Newsroom(to=())
    assert newsroom.live(BROKEN, FAILING, for_=DAY, every=HOUR) == []
    newsroom.to = (DESK,)
    assert begun(newsroom.judge(BROKEN, FAILING)) == [["account-halted mtt", "site-failing News"]]


def test_what_nobody_can_be_told_of_is_forgotten_when_it_has_ended() -> None:
    newsroom = Newsroom(to=())
    newsroom.live(BROKEN, for_=HOUR)
    newsroom.live(for_=HOUR)
    assert newsroom.states == ()


def test_a_clock_that_was_put_back_keeps_no_message_back(newsroom) -> None:
    newsroom.judge(BROKEN)
    newsroom.now -= DAY
    other = finding("page", Severity.BROKEN, "account-halted")
    assert begun(newsroom.judge(BROKEN, other)) == [["account-halted page"]]


def test_a_finding_that_does_not_know_since_when_has_begun_when_it_was_first_judged_so(newsroom) -> None:
    newsroom.live(FAILING, for_=3 * MINUTE)
    began_at = {state.key: state.began_at for state in newsroom.states}
    known = replace(BROKEN, since=NOW)
    dated = with_beginnings(Health(newsroom.now, (known, FAILING)), began_at)
    assert [finding.since for finding in dated.findings] == [NOW, NOW + MINUTE]
    ((told,),) = [message.begun for message in newsroom.live(FAILING, for_=HOUR)]
    assert told.since == NOW + MINUTE


ALL = (BROKEN, FAILING, NOTE, HELD, finding("Times"), finding("page", Severity.BROKEN, "account-halted"))
STEPS = st.lists(
    st.tuples(st.sets(st.sampled_from(range(len(ALL)))), st.sampled_from([1, 1, 1, 2, 5, 11, 60])), max_size=60
)


@given(steps=STEPS, held_to=st.sampled_from([(), (EDITORS,), (EDITORS, DESK)]))
def test_whatever_comes_and_goes_each_is_told_once_and_cleared_once_and_no_address_is_flooded(steps, held_to) -> None:
    newsroom = Newsroom(held_to=held_to)
    for present, minutes in steps:
        newsroom.judge(*(ALL[index] for index in sorted(present)), after=minutes * MINUTE)
    newsroom.live(for_=HOUR)

    times: dict[str, list[datetime]] = {}
    is_told: dict[str, bool] = {}
    for at, route, news in newsroom.told:
        for address in route.addresses:
            times.setdefault(address, []).append(at)
        for told in news.begun:
            assert not is_told.get(told.key), "it was told already, and not cleared since"
            is_told[told.key] = True
        for told in news.lasting:
            assert is_told[told.key]
        for state in news.ended:
            assert is_told[state.key], "its end is told, and its beginning was not"
            is_told[state.key] = False
    assert not any(is_told.values()), "what was told is cleared in the end"
    assert newsroom.states == ()
    for of_address in times.values():
        assert all(later - earlier >= 10 * MINUTE for earlier, later in pairwise(of_address))


@given(steps=STEPS)
def test_whatever_came_before_all_that_is_there_for_half_an_hour_has_been_told(steps) -> None:
    newsroom = Newsroom()
    for present, minutes in steps:
        newsroom.judge(*(ALL[index] for index in sorted(present)), after=minutes * MINUTE)
    newsroom.live(*ALL, for_=30 * MINUTE)
    assert {state.key for state in newsroom.states if state.told_at} == {finding.key for finding in ALL}
