from __future__ import annotations

import hmac
import urllib.request
from dataclasses import replace
from datetime import timedelta
from urllib.parse import parse_qs, urlencode

import pytest

from bot.desk.ingest.collect import collect, next_collect_at, sites_to_ask
from bot.desk.ingest.subscribe import ASK_AGAIN, HubDesk, subscribe_due
from bot.desk.report.overview import HubOverview, overview
from bot.errors import FeedError
from bot.sources.types import Hub
from bot.sources.websub.push import PushServer

HUB = Hub("https://hub.example/", "https://news.example/feed/")
CALLBACK = "https://us.example/websub/"


@pytest.fixture
def newsroom(world):
    """Its one site's feed names a hub, and `watch.callback` is set."""
    world = world.with_settings(watch=replace(world.desk.settings.watch, callback=CALLBACK))
    world.sites.hub = HUB
    world.show()
    return world


def token(world, request=-1):
    return world.sites.hub_requests[request].callback.removeprefix(CALLBACK)


def hub_desk(world, woken=None):
    return HubDesk(world.desk, (lambda: woken.append(world.clock())) if woken is not None else lambda: None)


def confirm(world, mode="subscribe", lease_seconds=864_000):
    return hub_desk(world).confirms(token(world), mode=mode, topic=HUB.topic, lease_seconds=lease_seconds)


def push(world, body=b"<rss/>", secret=None, woken=None):
    secret = secret or world.sites.hub_requests[0].secret
    signature = f"sha256={hmac.new(secret.encode(), body, 'sha256').hexdigest()}"
    hub_desk(world, woken).pushed(token(world, 0), body, signature)


def test_a_site_that_names_a_hub_is_subscribed_to_once(newsroom):
    assert [subscribe_due(newsroom.desk) for _ in range(2)] == [1, 0]
    (request,) = newsroom.sites.hub_requests
    assert (request.site, request.hub, request.subscribes) == ("News", HUB, True)
    assert len(token(newsroom)) >= 32
    assert len(request.secret) == 64


def test_a_site_without_a_hub_is_not(world):
    world.show()
    assert subscribe_due(world.desk) == 0


def test_only_what_was_asked_for_is_confirmed(newsroom):
    subscribe_due(newsroom.desk)
    desk = hub_desk(newsroom)
    assert not desk.confirms("guessed", mode="subscribe", topic=HUB.topic, lease_seconds=60)
    assert not desk.confirms(token(newsroom), mode="subscribe", topic="https://other.example/", lease_seconds=60)
    assert not desk.confirms(token(newsroom), mode="unsubscribe", topic=HUB.topic, lease_seconds=60)
    assert confirm(newsroom)
    assert newsroom.events()[-1] == "site.subscribed"


def test_it_is_renewed_before_the_lease_ends_under_the_same_address(newsroom):
    subscribe_due(newsroom.desk)
    confirm(newsroom, lease_seconds=86_400)
    newsroom.clock.forward(hours=19)
    assert subscribe_due(newsroom.desk) == 0
    newsroom.clock.forward(hours=1)
    assert subscribe_due(newsroom.desk) == 1
    first, second = newsroom.sites.hub_requests
    assert first == second


@pytest.mark.parametrize("seconds", [None, 0])
def test_a_hub_that_does_not_say_how_long_it_pushes_grants_what_was_asked_for(newsroom, seconds):
    subscribe_due(newsroom.desk)
    confirm(newsroom, lease_seconds=seconds)
    assert hub(newsroom).subscribed_until == newsroom.clock() + timedelta(days=10)
    newsroom.clock.forward(days=7)
    assert subscribe_due(newsroom.desk) == 0
    newsroom.clock.forward(days=1)
    assert subscribe_due(newsroom.desk) == 1


@pytest.mark.parametrize("seconds", [1, 60, 3_000])
def test_a_hub_that_grants_hardly_any_time_is_not_asked_without_end(newsroom, seconds):
    subscribe_due(newsroom.desk)
    confirm(newsroom, lease_seconds=seconds)
    newsroom.clock.forward(minutes=47)
    assert subscribe_due(newsroom.desk) == 0
    newsroom.clock.forward(minutes=1)
    assert subscribe_due(newsroom.desk) == 1


def test_a_hub_that_never_asks_back_is_asked_again_hours_later(newsroom):
    subscribe_due(newsroom.desk)
    newsroom.clock.forward(hours=5)
    assert subscribe_due(newsroom.desk) == 0
    newsroom.clock.forward(hours=1)
    assert subscribe_due(newsroom.desk) == 1


def test_a_hub_that_refuses_is_told_and_its_site_is_asked_as_before(newsroom):
    newsroom.sites.hub_fault = FeedError("News", "https://hub.example/ answers 422")
    subscribe_due(newsroom.desk)
    told = {"site": "News", "hub": HUB.url, "fault": "https://hub.example/ answers 422"}
    assert newsroom.told[-1] == ("site.hub_refused", told)
    assert next_collect_at(newsroom.desk) == newsroom.clock() + timedelta(minutes=2)


def test_a_push_makes_the_next_look_come_now_and_is_no_content(newsroom):
    subscribe_due(newsroom.desk)
    newsroom.clock.forward(seconds=30)
    assert sites_to_ask(newsroom.desk) == []
    woken = []
    assert hub_desk(newsroom).knows(token(newsroom))
    push(newsroom, woken=woken)
    assert [site.name for site in sites_to_ask(newsroom.desk)] == ["News"]
    assert woken == [newsroom.clock()]
    assert newsroom.deliveries() == []


def test_a_push_that_is_not_signed_with_our_secret_is_taken_and_ignored(newsroom):
    subscribe_due(newsroom.desk)
    newsroom.clock.forward(seconds=30)
    push(newsroom, secret="guessed")
    assert sites_to_ask(newsroom.desk) == []
    assert newsroom.events()[-1] == "site.push_ignored"


def test_a_hub_that_pushes_all_the_time_costs_its_site_little(newsroom):
    subscribe_due(newsroom.desk)
    newsroom.clock.forward(seconds=30)
    woken = []
    for _ in range(30):
        push(newsroom, woken=woken)
        collect(newsroom.desk, sites_to_ask(newsroom.desk))
        newsroom.clock.forward(seconds=1)
    assert len(woken) == 3


def test_a_site_that_is_watched_no_more_is_unsubscribed_from(newsroom):
    subscribe_due(newsroom.desk)
    confirm(newsroom)
    newsroom = newsroom.with_settings(sites=(replace(newsroom.desk.settings.sites[0], name="Other"),))
    assert subscribe_due(newsroom.desk) == 1
    assert not newsroom.sites.hub_requests[-1].subscribes
    assert not hub_desk(newsroom).knows(token(newsroom))
    assert confirm(newsroom, mode="unsubscribe")
    assert newsroom.desk.subscriptions.find(token(newsroom)) is None


def test_a_feed_that_names_another_hub_is_subscribed_to_there(newsroom):
    subscribe_due(newsroom.desk)
    confirm(newsroom)
    newsroom.sites.hub = Hub("https://new-hub.example/", HUB.topic)
    newsroom.show()
    subscribe_due(newsroom.desk)
    asked = [(request.hub.url, request.subscribes) for request in newsroom.sites.hub_requests[1:]]
    assert sorted(asked) == [("https://hub.example/", False), ("https://new-hub.example/", True)]


def test_a_subscription_that_no_hub_has_confirmed_is_dropped_without_a_word(newsroom):
    subscribe_due(newsroom.desk)
    newsroom = newsroom.with_settings(sites=(replace(newsroom.desk.settings.sites[0], name="Other"),))
    assert subscribe_due(newsroom.desk) == 0
    assert newsroom.desk.subscriptions.find(token(newsroom)) is None


def test_what_a_hub_refuses_later_is_told(newsroom):
    subscribe_due(newsroom.desk)
    assert hub_desk(newsroom).denied(token(newsroom), "no such topic")
    assert newsroom.told[-1][1]["fault"] == "no such topic"
    assert not hub_desk(newsroom).denied("guessed", "")


def hub(world):
    (site,) = overview(world.desk).sites
    return site.hub


def test_the_overview_tells_how_the_subscription_stands(newsroom):
    assert hub(newsroom) == HubOverview(HUB.url, subscribed_until=None, ask_at=None, fault="")
    subscribe_due(newsroom.desk)
    again = newsroom.clock() + ASK_AGAIN
    assert hub(newsroom) == HubOverview(HUB.url, subscribed_until=None, ask_at=again, fault="")
    confirm(newsroom, lease_seconds=86_400)
    until = newsroom.clock() + timedelta(days=1)
    assert (hub(newsroom).subscribed_until, hub(newsroom).fault) == (until, "")
    newsroom.clock.forward(days=1)
    assert hub(newsroom).subscribed_until is None


def test_it_tells_why_a_hub_refuses_until_it_is_asked_again(newsroom):
    newsroom.sites.hub_fault = FeedError("News", "https://hub.example/ answers 422")
    subscribe_due(newsroom.desk)
    assert hub(newsroom).fault == "https://hub.example/ answers 422"
    newsroom.sites.hub_fault = None
    newsroom.clock.forward(hours=6)
    subscribe_due(newsroom.desk)
    assert hub(newsroom).fault == ""


def test_a_renewal_that_is_refused_leaves_the_lease_and_a_hub_that_ends_it_does_not(newsroom):
    subscribe_due(newsroom.desk)
    confirm(newsroom, lease_seconds=86_400)
    newsroom.sites.hub_fault = FeedError("News", "https://hub.example/ answers 503")
    newsroom.clock.forward(hours=20)
    subscribe_due(newsroom.desk)
    assert (hub(newsroom).subscribed_until, hub(newsroom).fault) == (
        newsroom.clock() + timedelta(hours=4),
        "https://hub.example/ answers 503",
    )
    hub_desk(newsroom).denied(token(newsroom), "no such topic")
    assert (hub(newsroom).subscribed_until, hub(newsroom).fault) == (None, "no such topic")


def test_without_a_callback_no_hub_is_asked_or_told_of(newsroom):
    subscribe_due(newsroom.desk)
    assert hub(newsroom.with_settings(watch=replace(newsroom.desk.settings.watch, callback=""))) is None


def test_neither_secret_nor_address_is_ever_told(newsroom):
    subscribe_due(newsroom.desk)
    confirm(newsroom)
    newsroom.clock.forward(seconds=30)
    push(newsroom)
    push(newsroom, secret="guessed")
    (request,) = newsroom.sites.hub_requests
    found = newsroom.desk.subscriptions.find(token(newsroom))
    assert request.secret not in f"{newsroom.told}{found!r}"
    assert token(newsroom) not in f"{newsroom.told}"


def test_with_a_hub_of_flesh_and_blood_a_new_article_is_looked_for_at_once(newsroom):
    """A hub that asks back over HTTP while it is asked, as most do, and then pushes."""
    woken = []
    with PushServer("127.0.0.1", 0, hub_desk(newsroom, woken)) as server:
        here = f"http://127.0.0.1:{server.port}/"

        def ask_back(requests):
            (request,) = requests
            newsroom.sites.hub_requests.append(request)
            asked = {"hub.mode": "subscribe", "hub.topic": request.hub.topic, "hub.challenge": "42"}
            url = f"{request.callback.replace(CALLBACK, here)}?{urlencode(asked | {'hub.lease_seconds': 600})}"
            with urllib.request.urlopen(url, timeout=5) as answer:
                assert answer.read() == b"42"
            assert parse_qs(urlencode(request.form))["hub.mode"] == ["subscribe"]
            return [None]

        newsroom.sites.ask_hubs = ask_back
        subscribe_due(newsroom.desk)
        newsroom.clock.forward(seconds=30)
        signature = hmac.new(newsroom.sites.hub_requests[0].secret.encode(), b"<rss/>", "sha256").hexdigest()
        sent = urllib.request.Request(here + token(newsroom), b"<rss/>", {"X-Hub-Signature": f"sha256={signature}"})
        with urllib.request.urlopen(sent, timeout=5) as answer:
            assert answer.status == 202
    assert newsroom.events()[-2:] == ["site.subscribed", "site.pushed"]
    assert woken == [newsroom.clock()]
