"""Thirty days of a newsroom of four sites and three accounts, from 10 October to 9 November 2026, in Berlin.

The sites publish by a timetable, most of it the same every day. Besides: a copy on the sister site every day, breaking
news at night, an article that is taken back, a crowd of articles at once, an answer that is lost, nine hours in which
nothing runs, the night on which the clock is turned back, and a month that ends with the budget spent.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from itertools import pairwise
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest

from bot.article import Article, identities
from bot.desk.deliver.absence import note_absence
from bot.desk.edit.editing import move_delivery
from bot.desk.ingest.recheck import PAGE_IS_GONE
from bot.desk.report.audit import audit
from bot.desk.report.overview import overview
from bot.errors import OutcomeUnknown
from bot.outbox.rules.delivery import APPROVE, Status
from bot.outbox.rules.lifetime import BUDGET_WAS_SPENT, has_expired, too_old
from bot.outbox.rules.pacing import month_start
from bot.settings.loading import settings_from_text
from bot.sources.types import PollResult, Validators

BERLIN = ZoneInfo("Europe/Berlin")
BEGAN = datetime(2026, 10, 10, 7, 0, tzinfo=BERLIN)
ENDED = BEGAN + timedelta(days=30)
DAYS = 30
HOLD, GAP = timedelta(minutes=10), timedelta(minutes=20)
PER_DAY, BUDGET = 11, Decimal("35.00")
UNPAID = 8
"""Posts on X in the last days of October, for which its budget does not suffice."""
PRICE, PRICE_OF_LOOK = Decimal("0.200"), Decimal("0.025")

BOT_TOML = """
timezone = "Europe/Berlin"
[watch]
every = "90m"
hold = "10m"
burst = 4
[breaking]
tags = ["Breaking"]
[appeal]
text = "Please support News with a donation: news.example/donate"
short = "Support us."
[[sites]]
name = "News"
url = "https://news.example"
[[sites]]
name = "Sister"
url = "https://sister.example"
[[sites]]
name = "Sport"
url = "https://sport.example"
[[sites]]
name = "Culture"
url = "https://culture.example"
[[accounts]]
name = "x"
platform = "x"
quiet = "23:30-06:00"
per_day = 11
budget = 35.00
[[accounts]]
name = "page"
platform = "facebook"
gap = "0s"
[[accounts]]
name = "sport-page"
platform = "facebook"
secrets = "SPORT"
sites = ["Sport"]
gap = "0s"
"""

TIMETABLE = {
    "News": [time(7, 40), time(9, 10), time(13, 5), time(21, 15)],
    "Sister": [time(10, 30)],
    "Sport": [time(18, 45), time(22, 50)],
    "Culture": [time(12, 0)],
}
COPIED = time(9, 10)
"""What News publishes then, Sister publishes too, half an hour later."""

BREAKING_AT = datetime(2026, 10, 17, 2, 15, tzinfo=BERLIN)
TAKEN_BACK = datetime(2026, 10, 14, 13, 5, tzinfo=BERLIN)
"""When an article comes out that its site takes back as soon as it has been seen."""
CROWD_AT = datetime(2026, 10, 29, 15, 0, tzinfo=BERLIN)
LOST_AT = datetime(2026, 10, 20, 12, 0, tzinfo=BERLIN)
AWAY_FROM = datetime(2026, 10, 22, 8, 30, tzinfo=BERLIN)
AWAY_FOR = timedelta(hours=9)
PROSE = "".join(f"<p>On day {day} they met again, and spoke of what was left open before.</p>" for day in range(12))


def written(site: str, at: datetime, **changed: object) -> Article:
    name = f"{at:%m%d-%H%M}"
    facts = {
        "site": site,
        "title": f"{site} tells at length what came of the meeting {name}",
        "link": f"https://{site.lower()}.example/{name}",
        "guid": f"{site}-{name}",
        "body": PROSE.replace("they", f"they of {site} {name}"),
        "published": at.astimezone(UTC),
        "language": "en",
    }
    return Article(**facts | changed)  # type: ignore[arg-type]


def copied(original: Article) -> Article:
    late = original.published + timedelta(minutes=30)
    link = original.link.replace("news.", "sister.")
    return replace(original, site="Sister", link=link, guid=f"copy of {original.guid}", published=late)


def everything() -> list[Article]:
    """All that the four sites publish in these days, the oldest first."""
    days = [BEGAN.date() + timedelta(days=number) for number in range(DAYS)]
    articles = [
        written(site, datetime.combine(day, clock, BERLIN))
        for day in days
        for site, clocks in TIMETABLE.items()
        for clock in clocks
    ]
    articles += [copied(written("News", datetime.combine(day, COPIED, BERLIN))) for day in days]
    articles.append(written("News", BREAKING_AT, tags=("Politics", "breaking")))
    articles += [written("Culture", CROWD_AT + timedelta(minutes=number)) for number in range(5)]
    return sorted(articles, key=lambda article: article.published)


@dataclass
class FourSites:
    """Feeds of ten articles each, as WordPress gives them; one article is taken out within its hold."""

    clock: Callable[[], datetime]
    articles: list[Article]
    taken_back: str
    """The address that is shown once."""
    last: dict[str, tuple[Article, ...]] = field(default_factory=dict)

    def look(self, requests):
        for request in requests:
            shown = tuple(self._shown(request.site))
            # Only who has looked before can be told that nothing has changed.
            if request.validators.etag and shown == self.last[request.site]:
                yield [PollResult(request.site, request.url, unchanged=True, validators=request.validators)]
            else:
                self.last[request.site] = shown
                yield [PollResult(request.site, request.url, articles=shown, validators=Validators(etag="some"))]

    def _shown(self, site):
        if any(one.link == self.taken_back for one in self.last.get(site, ())):
            self.articles = [one for one in self.articles if one.link != self.taken_back]
        out = [one for one in self.articles if one.site == site and one.published <= self.clock()]
        return list(reversed(out))[:10]


@pytest.fixture(scope="module")
def month(open_world, tmp_path_factory):
    """The thirty days, lived."""
    settings = settings_from_text(BOT_TOML, tmp_path_factory.mktemp("month") / "bot.toml", {})
    with open_world(settings) as world:
        world.clock.at = BEGAN.astimezone(UTC)
        articles = everything()
        taken_back = written("News", TAKEN_BACK).link
        world.sites.gone = {taken_back}
        world.sites.look = FourSites(world.clock, articles, taken_back).look

        def until(at):
            world.live(seconds=(at - world.clock()).total_seconds())

        until(LOST_AT)
        world.platforms["x"].answers = [OutcomeUnknown("the answer never came")]
        until(AWAY_FROM)
        world.clock.forward(seconds=AWAY_FOR.total_seconds())
        note_absence(world.desk)
        until(CROWD_AT + timedelta(hours=5))
        crowd = world.deliveries(Status.HELD)
        for one in crowd:
            move_delivery(world.desk, one.id, APPROVE)
        until(ENDED)
        yield SimpleNamespace(world=world, articles=articles, crowd=crowd)


def own_articles(*sites: str) -> list[Article]:
    """What these sites publish of their own, but for the article that is taken back."""
    taken_back = f"News-{TAKEN_BACK:%m%d-%H%M}"
    return [
        one for one in everything() if one.site in sites and not one.guid.startswith("copy") and one.guid != taken_back
    ]


def posts(month, account):
    """When the account posted what; a copy on the sister site stands for the article."""
    originals = {copied(one).link: one.link for one in month.articles if one.site == "News"}
    return [(at, originals.get(link, link)) for at, link in month.world.platforms[account].links]


def local(at):
    return at.astimezone(BERLIN)


def is_breaking(link):
    return link == written("News", BREAKING_AT).link


def test_every_article_is_posted_exactly_once_on_every_account_that_follows_its_site(month):
    everywhere = sorted(one.link for one in own_articles("News", "Sister", "Sport", "Culture"))
    assert len(everywhere) == DAYS * 8 + 1 + 5 - 1
    unpaid = [one.link for one in month.world.deliveries(Status.SKIPPED) if has_expired(one.reason)]
    assert sorted([*(link for _, link in posts(month, "x")), *unpaid]) == everywhere
    assert sorted(link for _, link in posts(month, "page")) == everywhere
    assert sorted(link for _, link in posts(month, "sport-page")) == sorted(one.link for one in own_articles("Sport"))


def test_nothing_is_unexplained(month):
    found = audit(month.world.desk, days=DAYS)
    assert (found.articles, found.unexplained, found.faults) == (40, (), ())
    skipped = month.world.deliveries(Status.SKIPPED)
    # The first of those that the budget does not pay is a day old before the month ends.
    assert Counter(one.reason for one in skipped) == {
        PAGE_IS_GONE: 2,
        BUDGET_WAS_SPENT: UNPAID - 1,
        too_old(timedelta(hours=24)): 1,
    }
    assert Counter(one.status for one in month.world.deliveries()) == {
        Status.SENT: 245 + 245 + 60 - UNPAID,
        Status.SKIPPED: 2 + UNPAID,
    }
    assert {one.link for one in skipped if one.reason == PAGE_IS_GONE} == {written("News", TAKEN_BACK).link}


def test_what_the_budget_of_october_does_not_pay_november_does_not_either(month):
    unpaid = [one for one in month.world.deliveries(Status.SKIPPED) if has_expired(one.reason)]
    november = datetime(2026, 11, 1, tzinfo=BERLIN)
    assert {one.account for one in unpaid} == {"x"}
    assert all(november - timedelta(days=2) < one.due_at < november for one in unpaid)
    for one in month.articles:
        stored = month.world.desk.articles.find(identities(one))
        assert stored.not_posted or month.world.desk.outbox.deliveries_of(stored.id)


def test_no_post_goes_out_before_its_article_was_seen_and_its_hold_had_ended(month):
    published = {one.link: one.published for one in month.articles}
    for account in month.world.platforms:
        assert all(at >= published[link] + HOLD for at, link in posts(month, account))


def test_two_posts_on_x_are_a_gap_apart_but_for_breaking_news(month):
    for (earlier, _), (later, link) in pairwise(posts(month, "x")):
        assert later - earlier >= GAP or is_breaking(link)


def test_nothing_but_breaking_news_goes_out_on_x_in_the_quiet_hours(month):
    at_night = [
        link for at, link in posts(month, "x") if local(at).time() >= time(23, 30) or local(at).time() < time(6)
    ]
    assert len(at_night) == 1
    assert is_breaking(at_night[0])


def test_breaking_news_is_out_as_soon_as_its_hold_has_ended(month):
    breaking = [one for one in month.world.deliveries() if is_breaking(one.link)]
    assert {one.account: one.sent_at - one.created_at for one in breaking} == {"x": HOLD, "page": HOLD}


def test_no_day_has_more_posts_on_x_than_its_cap_and_the_crowd_reaches_it(month):
    by_day = Counter(local(at).date() for at, _ in posts(month, "x"))
    assert max(by_day.values()) == PER_DAY


def test_the_crowd_waited_for_the_editor(month):
    assert len(month.crowd) == 2 * 5
    assert {one.reason for one in month.crowd} == {"burst: 5 new articles at once, and watch.burst is 4"}
    crowd = {one.link for one in month.crowd}
    assert all(at >= CROWD_AT + timedelta(hours=5) for at, link in posts(month, "page") if link in crowd)


def test_after_nine_hours_the_articles_of_these_hours_went_out_oldest_first(month):
    back_at = AWAY_FROM + AWAY_FOR
    own = own_articles("News", "Sister", "Culture")
    missed = {one.link: one.published for one in own if AWAY_FROM <= one.published <= back_at}
    for account in ("x", "page"):
        sent = [(at, missed[link]) for at, link in posts(month, account) if link in missed]
        assert len(sent) == 4
        assert [published for _, published in sent] == sorted(published for _, published in sent)
        assert all(back_at + HOLD <= at <= back_at + timedelta(hours=4) for at, _ in sent)
    assert not [at for at, _ in posts(month, "page") if AWAY_FROM < at < back_at]


def test_the_post_whose_answer_was_lost_was_looked_for_and_sent_again(month):
    (lost,) = [values for event, values in month.world.told if event == "delivery.unsure"]
    outcomes = [one.outcome for one in month.world.desk.outbox.attempts_at(lost["delivery"])]
    assert outcomes == ["absent", "looked", "looked", "looked", "looked", "sent"]


def test_october_is_spent_to_the_cent_and_what_would_have_passed_the_budget_waited(month):
    first_of_november = month_start(ENDED, BERLIN)
    in_october = [at for at, _ in posts(month, "x") if at < first_of_november]
    looks = len(month.world.platforms["x"].looks)
    spent = (len(in_october) + 1) * PRICE + looks * PRICE_OF_LOOK
    before = month.world.desk.accounts.activity("x", day_began=ENDED, month_began=month_start(BEGAN, BERLIN))
    (account, *_) = overview(month.world.desk).accounts
    assert before.spent_this_month - account.spent_this_month == spent
    assert spent <= BUDGET < spent + PRICE
    assert account.spent_this_month == (len(posts(month, "x")) - len(in_october)) * PRICE
    told = [values for event, values in month.world.told if event == "account.waits"]
    assert [values["account"] for values in told] == ["x"]
    assert "of the budget of $35.00 for October are spent: it starts anew on 2026-11-01" in told[0]["reason"]


def test_facebook_costs_nothing(month):
    assert [one.spent_this_month for one in overview(month.world.desk).accounts[1:]] == [0, 0]
