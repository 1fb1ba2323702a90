"""What goes out beside text and link, to a platform that takes more."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.desk.ingest.collect import collect
from bot.outbox.rules.delivery import Status
from bot.platforms import Receipt
from bot.platforms.spec import Card, Details
from bot.settings.loading import settings_from_text
from bot.sources.stopping import StoppedError
from tests.desk.conftest import BOT_TOML, World
from tests.desk.sending import publish_due

HEAD = '<head><title>Plan | News</title><meta property="og:title" content="Ministers agree">{}</head>'
DESCRIBED = HEAD.format('<meta property="og:description" content="It begins in May.">')


@dataclass
class PlatformThatTakesDetails:
    """It publishes under the key that the client has chosen, and notes what it is sent."""

    sent: list[tuple[str, Details]] = field(default_factory=list)
    details: Details = field(default_factory=Details)
    notice: str = ""

    def with_details(self, details: Details) -> PlatformThatTakesDetails:
        return PlatformThatTakesDetails(self.sent, details)

    def prepare(self, text: str, link: str, *, key: str) -> str:
        return key or "key"

    def publish_prepared(self, key: str, text: str, link: str) -> Receipt:
        self.sent.append((link, self.details))
        return Receipt(key, f"https://sky.example/{key}")

    def find_prepared(self, key: str, text: str, link: str) -> Receipt | None:
        return None


@pytest.fixture
def extra() -> str:
    """More lines of the account's in bot.toml."""
    return ""


@pytest.fixture
def world(open_world, tmp_path: Path, extra: str) -> Iterator[World]:
    account = f'\n[[accounts]]\nname = "sky"\nplatform = "bluesky"\n{extra}\n'
    with open_world(settings_from_text(BOT_TOML + account, tmp_path / "bot.toml", {})) as world:
        yield world


@pytest.fixture
def platform(world: World) -> PlatformThatTakesDetails:
    world.platforms["sky"] = PlatformThatTakesDetails()  # type: ignore[assignment]
    return world.platforms["sky"]  # type: ignore[return-value]


def send(world: World, article, **changed: object) -> None:
    collect(world.desk, world.desk.settings.sites)
    world.sites.shown["News"] = [article(1, **changed)]
    collect(world.desk, world.desk.settings.sites)
    world.clock.forward(minutes=5)
    assert publish_due(world.desk, world.account("sky")) == [Status.SENT]


def test_a_post_goes_out_with_its_article_s_language_and_the_card_of_its_page(world, platform, article) -> None:
    world.sites.heads["https://news.example/1"] = DESCRIBED
    send(world, article)
    card = Card(title="Ministers agree", description="It begins in May.")
    assert platform.sent == [("https://news.example/1", Details(language="en", card=card))]


def test_the_text_of_an_article_tells_its_language_where_its_site_states_none(world, platform, article) -> None:
    body = "<p>Die Minister haben sich am Montag getroffen und auf einen Plan geeinigt. Er beginnt im Mai.</p>"
    send(world, article, body=body, title="Die Minister einigen sich auf einen Plan", language="")
    assert platform.sent[0][1].language == "de"


def test_a_page_that_cannot_be_read_keeps_no_post_back(world, platform, article) -> None:
    send(world, article)
    assert platform.sent[0][1].card == Card(title="Ministers agree on plan number 1")


def test_a_page_at_which_the_reading_itself_fails_keeps_no_post_back(world, platform, article, monkeypatch) -> None:
    def fail(urls: object, rules: object) -> None:
        raise RuntimeError("a fault of the bot")

    monkeypatch.setattr(world.sites, "read_cards", fail)
    send(world, article)
    assert platform.sent[0][1].card == Card(title="Ministers agree on plan number 1")
    assert "card.unread" in world.events()


def test_a_program_that_is_to_end_leaves_the_post_for_the_next_start(world, platform, article, monkeypatch) -> None:
    def stop(urls: object, rules: object) -> None:
        raise StoppedError

    monkeypatch.setattr(world.sites, "read_cards", stop)
    with pytest.raises(StoppedError):
        send(world, article)
    assert [delivery.account for delivery in world.deliveries(Status.QUEUED)].count("sky") == 1
    assert platform.sent == []


def test_a_page_without_a_title_has_no_card_as_its_preview_says(world, platform, article) -> None:
    world.sites.heads["https://news.example/1"] = "<head></head>"
    send(world, article)
    assert platform.sent[0][1].card is None


@pytest.mark.parametrize("extra", ['link = "never"'])
def test_a_post_without_a_link_has_no_card(world, platform, article) -> None:
    world.sites.heads["https://news.example/1"] = DESCRIBED
    send(world, article)
    assert platform.sent == [("", Details(language="en"))]
