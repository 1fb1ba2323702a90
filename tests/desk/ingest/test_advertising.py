"""What an advertiser has paid for waits for an editor, with the words by which it is marked."""

from __future__ import annotations

import pytest

from bot.desk.edit.editing import move_delivery
from bot.desk.ingest.pages import read_pages
from bot.desk.report.outlook import outlook
from bot.desk.report.preview import preview
from bot.outbox.rules.delivery import APPROVE, Status
from tests.desk.sending import publish_due

LINK = "https://news.example/1"
PAGE = (
    "<p>Seven ministers met in the harbour town of Norddeich. They agreed to mend its pier by May.</p>"
    "<p>This article is a paid advertisement by the Pier Company.</p>"
)
REASON = "it is marked as advertising (“Sponsored Content”), and an editor decides whether it is posted"


def publish(world):
    world.clock.forward(minutes=30)
    for account in world.desk.settings.accounts:
        publish_due(world.desk, account)


def test_an_advertorial_is_held_with_its_reason_and_goes_out_when_an_editor_approves_it(world, article):
    world.show()
    world.show(article(1, tags=("Sponsored Content",)))
    publish(world)
    assert world.posted() == []
    assert {(delivery.status, delivery.reason) for delivery in world.deliveries()} == {(Status.HELD, REASON)}
    for delivery in world.deliveries():
        move_delivery(world.desk, delivery.id, APPROVE)
    publish(world)
    assert len(world.posted()) == 2


def test_an_article_beside_it_goes_out(world, article):
    world.show()
    world.show(article(1, tags=("Sponsored Content",)), article(2))
    publish(world)
    assert len(world.posted()) == 2


def test_a_preview_says_so_before_anything_is_recorded(world, article):
    marked = article(1, tags=("Sponsored Content",))
    shown = preview(world.desk.settings, world.desk.templates, marked, world.desk.settings.accounts)
    assert all(REASON in account.warnings for account in shown.accounts)
    world.show()
    assert REASON in outlook(world.desk, world.account("x"), marked).why


@pytest.mark.parametrize("approved", [False, True])
def test_what_only_its_page_shows_to_be_advertising_is_held_once(world, article, approved):
    world.show()
    world.sites.pages[LINK] = PAGE
    world.show(article(1, body="", excerpt="<p>Seven ministers […]</p>"))
    read_pages(world.desk)
    held = world.deliveries(Status.HELD)
    assert len(held) == 2
    assert all("This article is a paid advertisement" in delivery.reason for delivery in held)
    for delivery in held if approved else ():
        move_delivery(world.desk, delivery.id, APPROVE)
    publish(world)
    assert len(world.posted()) == 2 * approved
