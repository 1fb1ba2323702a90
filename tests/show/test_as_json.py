"""What is printed as JSON is what docs/json-schema.json says of it, whatever stands in it."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.actions import Action
from bot.article import Article
from bot.desk.alert.sending import Trial
from bot.desk.changed_articles import ChangeDate
from bot.desk.deliver.once import Outcome
from bot.desk.edit.editing import QueuedArticle
from bot.desk.edit.pausing import PauseResult
from bot.desk.edit.selection import MoveResult, Refusal
from bot.desk.report.audit import Audit, Unexplained
from bot.desk.report.checking import Findings
from bot.desk.report.dry_run import DryRun
from bot.desk.report.explain import DeliveryStory, Explanation
from bot.desk.report.moved_feed import MovedFeed
from bot.desk.report.outlook import Outlook
from bot.desk.report.overview import AccountOverview, HubOverview, Overview, SiteOverview
from bot.desk.report.preview import AccountPreview, Preview
from bot.desk.report.waiting import Waiting
from bot.health import Health
from bot.outbox.rules.delivery import Attempt, Delivery
from bot.outbox.rules.states import AccountState
from bot.outbox.store.articles import StoredArticle
from bot.show import as_json
from bot.writing.post import Post

SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "json-schema.json").read_text("utf-8"))

DOCUMENTS = {
    "check": (Findings, as_json.findings),
    "once": (Outcome, as_json.outcome),
    "once --dry-run": (DryRun, as_json.dry_run),
    "approve": (tuple[MoveResult, list[Outlook]], lambda both: as_json.move_result(*both, spelled)),
    "post": (QueuedArticle, lambda done: as_json.queued_article(done, spelled)),
    "explain": (Explanation, lambda found: as_json.explanation(found, spelled)),
    "audit": (Audit, lambda found: as_json.audit(found, spelled)),
    "status": (tuple[Health, Overview], lambda both: as_json.status(*both, spelled)),
    "status --check": (Health, lambda health: as_json.status(health, None, spelled)),
    "alerts test": (list[Trial], as_json.trials),
    "pause": (PauseResult, lambda done: as_json.pause_result(done, spelled)),
}
"""From a command to what it prints, and how."""

PARTS = {
    "Article": (Article, as_json.article),
    "StoredArticle": (StoredArticle, as_json.stored_article),
    "Delivery": (Delivery, as_json.delivery),
    "DeliveryStory": (DeliveryStory, lambda story: as_json.delivery_story(story, spelled)),
    "Attempt": (Attempt, as_json.attempt),
    "Waiting": (Waiting, lambda row: as_json.waiting(row, spelled)),
    "Refusal": (Refusal, lambda refused: as_json.refusal(refused, spelled)),
    "Unexplained": (Unexplained, lambda found: as_json.unexplained(found, spelled)),
    "SiteOverview": (SiteOverview, as_json.site_overview),
    "HubOverview": (HubOverview, as_json.hub_overview),
    "MovedFeed": (MovedFeed, as_json.moved_feed),
    "ChangeDate": (ChangeDate, as_json.change_date),
    "AccountOverview": (AccountOverview, as_json.account_overview),
    "AccountState": (AccountState, as_json.account_state),
    "Post": (Post, as_json.post),
    "Outlook": (Outlook, lambda ahead: as_json.outlook(ahead, spelled)),
}
"""From a type to how it is printed."""


def spelled(action: Action) -> str:
    return f"do {action.name}"


@pytest.fixture(autouse=True, scope="module")
def _times_and_sums_as_the_program_has_them():
    """Aware times and finite sums."""
    st.register_type_strategy(datetime, st.datetimes(timezones=st.just(UTC)))
    st.register_type_strategy(Decimal, st.decimals(0, 1000, places=3))


def printed(document):
    return json.loads(as_json.json_text(document))


def faults(name, document):
    validator = jsonschema.Draft202012Validator(SCHEMA | {"$ref": f"#/$defs/{name.replace(' ', '%20')}"})
    return [fault.message for fault in validator.iter_errors(document)]


@pytest.mark.parametrize("name", DOCUMENTS)
@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(data=st.data())
def test_a_document_is_what_the_schema_says(name, data):
    kind, function = DOCUMENTS[name]
    assert faults(name, printed(function(data.draw(st.from_type(kind))))) == []


@pytest.mark.parametrize("name", PARTS)
@settings(max_examples=15)
@given(data=st.data())
def test_a_part_of_one_is_what_the_schema_says(name, data):
    kind, function = PARTS[name]
    part = printed(function(data.draw(st.from_type(kind))))
    assert faults(name, {key: value for key, value in part.items() if key != "version"}) == []


def test_times_sums_and_sets_are_written_as_texts_and_lists():
    assert printed(
        {"at": datetime(2026, 11, 23, 12, tzinfo=UTC), "sum": Decimal("0.20"), "names": frozenset({"b", "a"})}
    ) == {"version": 1, "at": "2026-11-23T12:00:00+00:00", "sum": "0.20", "names": ["a", "b"]}


def test_what_has_no_function_of_its_own_is_not_printed():
    with pytest.raises(TypeError, match="has no place in a JSON document"):
        as_json.json_text({"action": Action("once")})


def test_a_preview_names_its_article_and_each_account():
    article = Article(site="News", title="Ministers agree", link="https://a.example/1")
    account = AccountPreview(account="mtt", platform="x", post=None, fault="no link")
    shown = Preview(article, (account,), ZoneInfo("Asia/Tokyo"))
    document = printed(as_json.previews([shown], spelled))
    assert faults("preview", document) == []
    assert document["articles"][0]["article"]["title"] == "Ministers agree"
    assert document["articles"][0]["accounts"][0]["fault"] == "no link"
