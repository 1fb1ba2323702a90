"""With `link = "never"` an account's posts have no link, cost what such posts cost, and are else as all others."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from bot.desk.edit.rewriting import draft_of, faults_in, note_on_link
from bot.desk.report.checking import check_everything
from bot.desk.report.preview import preview_of_delivery
from bot.errors import OutcomeUnknown
from bot.outbox.rules.delivery import APPROVE, Status
from bot.settings.loading import settings_from_text
from tests.desk.conftest import BOT_TOML, NOON
from tests.desk.sending import publish_due

WITHOUT_LINK = BOT_TOML.replace("news.example/donate", "PayPal desk").replace(
    'platform = "x"', 'platform = "x"\nlink = "never"\nbudget = 1.00'
)


@pytest.fixture
def cheap(open_world, article, tmp_path):
    """One article is due on X, whose posts have no link, and on the Page, whose posts have."""
    with open_world(settings_from_text(WITHOUT_LINK, tmp_path / "bot.toml", {})) as world:
        world.show()
        world.show(article(1))
        world.clock.forward(minutes=5)
        yield world


def on_x(world):
    return next(delivery for delivery in world.desk.outbox.deliveries_of(1) if delivery.account == "x")


def spent(world) -> Decimal:
    began = world.clock() - timedelta(days=1)
    return world.desk.accounts.activity("x", day_began=began, month_began=began).spent_this_month


def test_the_post_has_its_summary_and_appeal_and_no_link(cheap):
    publish_due(cheap.desk, cheap.account("x"))
    (text,) = cheap.platforms["x"].sent
    assert "Ministers agree on plan number 1" in text
    assert "Please support News with a donation: PayPal desk" in text
    assert "news.example" not in text
    assert "\n\n\n" not in text
    assert cheap.platforms["x"].links[0][1] == ""


def test_it_costs_what_a_post_without_a_url_costs(cheap):
    publish_due(cheap.desk, cheap.account("x"))
    assert spent(cheap) == Decimal("0.015")


def test_the_budget_counts_so_many_more_posts(cheap, article):
    cheap.show(*[article(number) for number in range(2, 5)])
    for delivery in cheap.deliveries(Status.HELD):
        cheap.desk.outbox.move(delivery.id, APPROVE, now=cheap.clock())
    cheap.live(hours=3)
    assert len(cheap.platforms["x"].sent) == 4
    assert spent(cheap) == Decimal("0.060")


def test_a_lost_answer_is_looked_for_by_the_text_alone(cheap):
    cheap.platforms["x"].answers = [OutcomeUnknown("the answer never came")]
    cheap.platforms["x"].on_timeline = True
    cheap.live(minutes=10)
    assert on_x(cheap).status is Status.SENT
    assert cheap.platforms["x"].sent == []


def test_the_preview_shows_both_prices(cheap):
    shown = {preview.account: preview for preview in preview_of_delivery(cheap.desk, on_x(cheap).id).accounts}
    assert (shown["x"].price, shown["x"].price_otherwise) == (Decimal("0.015"), Decimal("0.200"))
    assert shown["x"].post.link == ""
    assert shown["x"].card is None


def test_an_editor_s_text_needs_no_link_and_with_one_costs_more(cheap):
    draft = draft_of(cheap.desk, on_x(cheap))
    text = "Ministers agree. Please support News with a donation: PayPal desk"
    assert faults_in(cheap.desk, draft, text) == ()
    assert note_on_link(draft, text) == ""
    with_link = f"{text} https://ministry.org/plan"
    assert note_on_link(draft, with_link) == "the text has a link, so that X charges $0.200 for it"
    cheap.desk.outbox.rewrite(on_x(cheap).id, with_link, read_at=cheap.clock(), now=cheap.clock())
    publish_due(cheap.desk, cheap.account("x"))
    assert spent(cheap) == Decimal("0.200")


def test_a_template_of_such_an_account_may_go_without_the_link(cheap, tmp_path):
    template = tmp_path / "templates" / "x.j2"
    template.parent.mkdir()
    template.write_text("{{ title }}\n\n{{ summary }}\n\n{{ appeal }}\n")
    settings = cheap.desk.settings
    assert [fault for fault in check_everything(settings, {}, cheap.clock()).faults if "x.j2" in fault] == []
    with_links = replace(settings, accounts=tuple(replace(account, with_link=True) for account in settings.accounts))
    assert any("x.j2" in fault for fault in check_everything(with_links, {}, cheap.clock()).faults)


def test_a_call_to_action_with_a_link_is_told_as_dear(tmp_path):
    text = WITHOUT_LINK.replace("PayPal desk", "https://news.org/donate")
    settings = settings_from_text(text, tmp_path / "bot.toml", {})
    warnings = check_everything(settings, {}, NOON).warnings
    assert [warning for warning in warnings if 'with link = "never" a post costs $0.015, and $0.200 with' in warning]
