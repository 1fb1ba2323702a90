"""once, run, post, queue and what editors do, against the sandbox and a local site."""

from __future__ import annotations

import itertools
import json
import queue
import signal
import threading
from datetime import datetime, timedelta

from tests.sources.conftest import local_site

__all__ = ["local_site"]


def published(office, count=1):
    """The baseline, then new articles."""
    office.bot("once")
    for article in office.articles[:count]:
        office.newsroom.publish(article)


def test_once_posts_a_new_article_once_to_each_account(office):
    published(office)
    first, second = office.json("once"), office.json("once")
    assert (first["new"], first["sent"]) == (1, 2)
    assert (second["new"], second["sent"]) == (0, 0)
    assert [len(texts) for texts in office.texts().values()] == [1, 1]


def test_every_post_has_its_link_and_the_call_to_action_whole(office):
    published(office, count=3)
    office.bot("once")
    texts = [text for on_platform in office.texts().values() for text in on_platform]
    assert len(texts) == 6
    assert all("sawakoart@gmail.com" in text for text in texts)


def test_what_is_previewed_is_what_the_platform_receives(office):
    published(office)
    office.bot("once", "--dry-run")
    office.write_settings(hold="1h")
    office.bot("once")
    shown = {
        one["platform"]: one["post"]["text"]
        for delivery in ("1", "2")
        for one in office.json("preview", delivery)["articles"][0]["accounts"]
    }
    office.write_settings()
    for delivery in ("1", "2"):
        office.bot("hold", delivery)
        office.bot("approve", delivery)
    office.bot("once")
    received = {line.account.platform: line.posts[0].text for line in office.sandbox.timelines()}
    assert received == shown


def test_a_dry_run_changes_nothing(office):
    published(office)
    found = office.json("once", "--dry-run")
    assert [one["account"] for one in found["posts"]] == ["mtt", "page"]
    assert all("sawakoart@gmail.com" in one["text"] for one in found["posts"])
    assert office.json("queue")["deliveries"] == []
    assert office.texts() == {"x": [], "facebook": []}


def test_a_site_that_fails_ends_once_with_3(office):
    office.write_settings(**{office.newsroom.url: "http://127.0.0.1:9"})
    result = office.bot("once")
    assert result.exit_code == 3
    assert "Modern Tokyo News" in result.stderr


def test_a_wrong_token_halts_the_account_and_keeps_its_queue(office):
    secrets = (office.folder / ".env").read_text().replace("PAGE_TOKEN=EAA", "PAGE_TOKEN=EAAwrong")
    (office.folder / ".env").write_text(secrets)
    published(office)
    office.bot("once")
    page = next(one for one in office.json("status")["accounts"] if one["name"] == "page")
    assert page["held_back"].startswith("halted: ")
    assert page["counts"] == {"queued": 1}
    office.write_secrets()
    assert office.bot("resume", "page").output == "page goes on\nUndo: bot pause page\n"
    assert office.json("once")["sent"] == 1


def test_a_round_after_which_an_account_is_halted_is_done_in_part_and_names_it(office):
    published(office)
    env = office.folder / ".env"
    lines = [
        "FACEBOOK_PAGE_TOKEN=EAArevokedrevokedrevoked" if line.startswith("FACEBOOK_PAGE_TOKEN") else line
        for line in env.read_text("utf-8").splitlines()
    ]
    env.write_text("\n".join(lines), "utf-8")
    result = office.bot("once")
    assert result.exit_code == 3
    assert "account page is halted: " in result.stderr
    assert office.bot("once").exit_code == 3


def test_run_posts_an_article_after_its_hold_and_ends_on_sigterm(office, running):
    office.write_settings(hold="2s")
    process = running("run", "--log-format", "json")
    events = _events(process)
    _wait_for(events, "site.baseline")
    office.newsroom.publish(office.articles[0])
    for _ in range(2):
        _wait_for(events, "delivery.sent")
    posts = office.json("history")["deliveries"]
    assert len(posts) == 2
    first_seen = datetime.fromisoformat(office.json("explain", "1")["article"]["first_seen_at"])
    assert all(datetime.fromisoformat(post["sent_at"]) >= first_seen + timedelta(seconds=2) for post in posts)
    process.send_signal(signal.SIGTERM)
    assert process.wait(20) == 0
    assert [len(texts) for texts in office.texts().values()] == [1, 1]


def _events(process):
    """Each event of the log."""
    for line in process.stderr:
        yield json.loads(line)["event"]


def _wait_for(events, wanted):
    assert wanted in events, f"the process ended without {wanted}"  # which reads them up to that one


def test_sigint_ends_run_too(office, running):
    process = running("run", "--log-format", "json")
    _wait_for(_events(process), "site.baseline")
    process.send_signal(signal.SIGINT)
    assert process.wait(20) == 0


def test_what_an_editor_approves_is_noticed_by_a_running_bot(office, running):
    office.write_settings(**{'platform = "x"': 'platform = "x"\nreview = true'})
    process = running("run", "--log-format", "json")
    events = _events(process)
    _wait_for(events, "site.baseline")
    office.newsroom.publish(office.articles[0])
    _wait_for(events, "delivery.sent")
    held = [one["delivery"]["id"] for one in office.json("queue", "--account", "mtt")["deliveries"]]
    assert "is queued" in office.bot("approve", str(held[0])).output
    _wait_for(events, "delivery.sent")
    assert len(office.texts()["x"]) == 1


def test_two_bots_on_one_database_post_no_article_twice(office, running):
    processes = [running("run", "--log-format", "json") for _ in range(2)]
    told: queue.Queue[str] = queue.Queue()
    for process in processes:
        threading.Thread(target=lambda one: [told.put(event) for event in _events(one)], args=(process,)).start()
    _wait_for((told.get(timeout=20) for _ in itertools.count()), "site.baseline")
    for article in office.articles:
        office.newsroom.publish(article)
    sent = 0
    while sent < 2 * len(office.articles):
        sent += told.get(timeout=20) == "delivery.sent"
    for process in processes:
        process.send_signal(signal.SIGTERM)
    assert [process.wait(20) for process in processes] == [0, 0]
    assert [len(set(texts)) for texts in office.texts().values()] == [len(office.articles)] * 2
    assert [len(texts) for texts in office.texts().values()] == [len(office.articles)] * 2


def test_post_queues_one_article_past_the_baseline(office):
    url = office.newsroom.publish(office.articles[0])
    office.bot("once")
    assert office.texts() == {"x": [], "facebook": []}
    result = office.bot("post", url, "--account", "mtt")
    assert "is queued for mtt" in result.output
    office.bot("once")
    assert [len(texts) for texts in office.texts().values()] == [1, 0]
    again = office.bot("post", url, "--account", "mtt")
    assert "mtt has it already: 1 is sent" in again.output


def test_post_asks_before_it_posts_a_page_that_does_not_say_that_it_is_an_article(office, local_site):
    office.bot("once")
    url = local_site.serve("/donate", b"<title>How to support us</title><h1>How to support us</h1><p>Give.</p>")
    refused = office.bot("post", url, "--account", "mtt")
    assert refused.exit_code == 2
    assert f"Nothing on {url} says that it is an article. It would be posted as:\n  How to support us" in refused.stderr
    assert "say --yes" in refused.stderr
    assert office.json("queue")["deliveries"] == []
    assert "is queued for mtt: How to support us" in office.bot("post", url, "--account", "mtt", "--yes").stdout


def test_history_shows_what_is_out_with_its_address(office):
    published(office)
    office.bot("once")
    shown = office.bot("history").output
    assert office.articles[0].title[:20] in shown
    assert f"{office.sandbox.url}/i/web/status/" in shown
    assert len(office.json("history", "--limit", "1")["deliveries"]) == 1


def test_queue_tells_what_each_delivery_waits_for(office):
    office.write_settings(hold="1h", **{'platform = "x"': 'platform = "x"\nreview = true'})
    published(office)
    office.bot("once")
    assert "1: review: every post of this account waits for an editor" in office.bot("queue").output
    assert "watch.hold: its newsroom may still correct it" in office.bot("queue", "-v").output


def test_ids_that_do_not_fit_are_told_one_by_one(office):
    office.write_settings(hold="1h")
    published(office)
    office.bot("once")
    result = office.bot("skip", "1", "99", "--yes")
    assert result.exit_code == 3
    assert result.stdout.startswith("1 is skipped: mtt: ")
    assert "there is no delivery 99" in result.stderr
    assert office.bot("approve", "1").exit_code == 1


def test_a_paused_account_waits_and_tells_until_when(office):
    office.write_settings(hold="1h")
    published(office)
    office.bot("once")
    assert "mtt is paused until 2099-01-01 00:00" in office.bot("pause", "mtt", "--until", "2099-01-01").output
    assert "2098" in office.bot("status").output or "2099" in office.bot("status").output
    assert "paused by an editor" in office.bot("queue", "--account", "mtt").output
