"""init, check, preview, status, demo: what a candidate does first."""

from __future__ import annotations

import json
import os
import re
import socket
import stat
import subprocess
import sys
from dataclasses import replace

import pytest
import requests

from bot.sandbox import Newsroom

TEXT = """\
Ferry Sails Again

A Reporter

The night ferry left Takeshiba pier on Friday with every berth taken. Islanders met it with drums.

http://news.example/other
"""


@pytest.fixture
def saved(office):
    path = office.folder / "article.txt"
    path.write_text(TEXT, "utf-8")
    return path


def test_init_finds_the_feed_and_writes_settings_that_work(office):
    (office.folder / "bot.toml").unlink()
    (office.folder / ".env").unlink()
    office.newsroom.publish(office.articles[0])
    result = office.bot("init", office.newsroom.url, "--allow-private")
    assert result.exit_code == 0, result.output
    assert f"{office.newsroom.url}/feed/" in (office.folder / "bot.toml").read_text()
    assert 'name     = "Modern Tokyo News"' in (office.folder / "bot.toml").read_text()
    assert stat.S_IMODE((office.folder / ".env").stat().st_mode) == 0o600
    assert "X_API_KEY" in office.bot("check").stderr
    office.write_secrets()
    assert office.bot("check").exit_code == 0
    assert office.json("preview", "latest")["articles"][0]["article"]["title"] == office.articles[0].title


def test_init_shows_an_appeal_for_each_language_of_the_sites(office):
    (office.folder / "bot.toml").unlink()
    (office.folder / ".env").unlink()
    summit = office.articles[2]
    office.newsroom.publish(summit)
    with Newsroom(name="東京新聞") as other:
        other.publish(replace(summit, title="新しい橋が開通した"))
        office.bot("init", office.newsroom.url, other.url, "--allow-private")
    text = (office.folder / "bot.toml").read_text("utf-8")
    assert re.findall(r"(?m)^# language = \"(\w+)\"", text) == ["en", "ja"]


def test_init_overwrites_nothing(office):
    before = (office.folder / "bot.toml").read_text()
    result = office.bot("init", office.newsroom.url, "--allow-private")
    assert result.exit_code == 2
    assert "is there already" in result.stderr
    assert (office.folder / "bot.toml").read_text() == before


def test_init_says_where_no_feed_was_found(office):
    (office.folder / "bot.toml").unlink()
    (office.folder / ".env").unlink()
    result = office.bot("init", office.sandbox.url, "--allow-private")
    assert result.exit_code == 1
    assert "feed" in result.stderr
    assert not (office.folder / "bot.toml").exists()


def test_init_tells_every_site_without_a_feed_and_those_that_have_one(office):
    (office.folder / "bot.toml").unlink()
    (office.folder / ".env").unlink()
    sites = ["http://127.0.0.1:9", office.newsroom.url, "nobody.invalid"]
    result = office.bot("init", *sites, "--allow-private")
    assert result.exit_code == 1
    assert [line.split()[:2] for line in result.output.splitlines()] == [
        ["bot:", "127.0.0.1"],
        [f"{office.newsroom.url}:", f"{office.newsroom.url}/feed/"],
        ["bot:", "no"],
        ["Nothing", "was"],
    ]
    assert not (office.folder / "bot.toml").exists()


def test_what_is_said_to_do_about_a_private_address_is_possible_there(office, saved):
    allowed = (office.folder / "bot.toml").read_text("utf-8")
    (office.folder / "bot.toml").write_text(allowed.replace("allow_private = true", ""), "utf-8")
    by_settings = office.bot("preview", f"{office.newsroom.url}/about").stderr
    assert "set watch.allow_private = true in bot.toml if that is meant" in by_settings

    (office.folder / "bot.toml").unlink()
    (office.folder / ".env").unlink()
    assert "say --allow-private if that is meant" in office.bot("init", office.newsroom.url).stderr
    without_file = office.bot("preview", str(saved), "--link", f"{office.newsroom.url}/about", "--card").stdout
    assert "only with a bot.toml, in which watch.allow_private = true" in " ".join(without_file.split())


def test_a_missing_bot_toml_is_told_with_what_writes_one(office):
    (office.folder / "bot.toml").unlink()
    for command in (["once"], ["run"], ["queue"], ["status"], ["check"], ["preview", "latest"]):
        result = office.bot(*command)
        assert result.exit_code == 2
        assert "bot init SITE" in result.stderr


def test_an_unknown_key_is_told_with_its_line_and_the_likely_right_one(office):
    path = office.folder / "bot.toml"
    path.write_text(path.read_text().replace("hold =", "hodl ="))
    result = office.bot("check")
    assert result.exit_code == 2
    assert re.search(r"bot\.toml, line 7: .*hodl.*hold", result.stderr)


def test_a_missing_secret_is_told_before_anything_is_posted(office):
    path = office.folder / ".env"
    path.write_text(re.sub(r"(?m)^FACEBOOK_PAGE_TOKEN=.*$", "", path.read_text()))
    for command in (["check"], ["once"], ["run"]):
        result = office.bot(*command)
        assert result.exit_code == 2
        assert "FACEBOOK_PAGE_TOKEN" in result.stderr


def test_check_names_every_fault_of_the_templates(office):
    (office.folder / "templates").mkdir()
    (office.folder / "templates" / "x.j2").write_text("{{ title }} {{ link }}")
    (office.folder / "templates" / "facebook.j2").write_text("{{ titel }} {{ link }} {{ appeal }}")
    found = office.bot("check", "--json")
    assert found.exit_code == 2
    faults = json.loads(found.stdout)["faults"]
    assert any("x.j2" in fault and "appeal" in fault for fault in faults)
    assert any("facebook.j2" in fault and "title" in fault for fault in faults)
    assert office.bot("run").exit_code == 2


def test_check_tells_a_call_to_action_that_never_fits(office):
    office.write_settings(**{'short = "Support us: PayPal sawakoart@gmail.com"': "", "DONATIONS to": "DONATE " * 50})
    result = office.bot("check")
    assert result.exit_code == 2
    assert "give that call to action a short form" in result.stderr


def test_check_tells_that_nothing_keeps_the_call_to_action_from_sad_news(office):
    assert "no never_with" in office.bot("check").stderr
    office.write_settings(**{"[appeal]": '[appeal]\nnever_with = ["dies"]'})
    assert "no never_with" not in office.bot("check").stderr


def test_check_touches_no_network(office):
    office.write_settings(**{office.newsroom.url: "http://127.0.0.1:9"})
    result = office.bot("check")
    assert (result.exit_code, "nothing is wrong" in result.stdout) == (0, True)
    assert "posts to the sandbox" in result.stderr


def test_preview_of_a_text_file_shows_each_account_s_post(office, saved):
    result = office.bot("preview", str(saved), "--link", "https://news.example.com/ferry")
    assert result.exit_code == 0, result.output
    assert re.search(r"── mtt on X\n", result.stdout)
    assert re.search(r"Length: +\d+ of 280, \d+ left", result.stdout)
    assert re.search(r"Price: +\$0\.200", result.stdout)
    assert "── page on Facebook" in result.stdout
    assert result.stdout.count("sawakoart@gmail.com") == 2
    assert "A Reporter\n\n" not in result.stdout


def test_preview_says_so_where_the_file_tells_no_address(office, saved):
    assert "--link URL gives it" in office.bot("preview", str(saved)).stderr
    assert "--link" not in office.bot("preview", str(saved), "--link", "https://news.example.com/1").stderr


def test_preview_reads_standard_input(office, saved):
    ran = subprocess.run(
        [sys.executable, "-m", "bot", "preview", "-", "--json"],
        input=saved.read_bytes(),
        cwd=office.folder,
        capture_output=True,
        check=True,
    )
    assert json.loads(ran.stdout)["articles"][0]["article"]["title"] == "Ferry Sails Again"


def test_preview_of_a_file_needs_no_bot_toml(office, saved):
    (office.folder / "bot.toml").unlink()
    result = office.bot("preview", str(saved))
    assert result.exit_code == 0
    assert "the sample newsroom's" in result.stderr


def test_preview_of_a_saved_feed_shows_its_articles(office):
    for article in office.articles[:2]:
        office.newsroom.publish(article)
    from urllib.request import urlopen

    with urlopen(office.newsroom.feed_url) as answer:
        (office.folder / "feed.xml").write_bytes(answer.read())
    shown = office.json("preview", "feed.xml", "--account", "mtt")["articles"]
    assert [len(one["accounts"]) for one in shown] == [1, 1]
    assert {one["article"]["title"] for one in shown} == {one.title for one in office.articles[:2]}


def test_preview_of_an_article_s_page_takes_its_whole_body(office):
    url = office.newsroom.publish(office.articles[2])
    shown = office.json("preview", url)["articles"][0]
    assert shown["article"]["title"] == office.articles[2].title
    on_facebook = next(one["post"] for one in shown["accounts"] if one["platform"] == "facebook")
    assert "Shinzo Abe" in " ".join(on_facebook["summary"])


def test_preview_of_an_article_without_text_is_a_post_of_its_title(office):
    (office.folder / "a.txt").write_text("A title that stands alone\n")
    result = office.bot("preview", "a.txt")
    assert result.exit_code == 0
    assert result.stdout.count("A title that stands alone") >= 2


@pytest.mark.parametrize("content", [b"", b"\0\0\0", b"<rss><channel></channel></rss>"], ids=["empty", "nul", "bare"])
def test_a_file_that_holds_no_article_is_told_so(office, content):
    (office.folder / "nothing").write_bytes(content)
    result = office.bot("preview", "nothing")
    assert result.exit_code == 1
    assert result.stderr.startswith("bot: ")


def test_preview_of_what_is_nothing_says_what_it_takes(office):
    result = office.bot("preview", "no-such-file.txt")
    assert result.exit_code == 2
    assert "is no file, no URL" in result.stderr


def test_an_account_that_does_not_exist_is_told_with_those_that_do(office, saved):
    result = office.bot("preview", str(saved), "--account", "nobody")
    assert result.exit_code == 2
    assert "there are: mtt, page" in result.stderr


def test_status_shows_every_site_and_account(office):
    office.bot("once")
    shown = office.bot("status").stdout
    assert f"Posts go to the sandbox at {office.sandbox.url}" in shown
    assert "mtt on X: nothing yet" in shown
    assert re.search(r"Modern Tokyo News: last answer 20\d\d-", shown)


def test_status_shows_a_site_s_fault_with_its_remedy(office):
    office.write_settings(**{office.newsroom.url: "http://127.0.0.1:9/feed/"})
    office.bot("once")
    first = office.json("status")["sites"][0]["fault_since"]
    assert re.search(r"fault \(1 in a row, since 20\d\d-\d\d-\d\d \d\d:\d\d\): .+", office.bot("status").stdout)

    office.bot("once")
    (site,) = office.json("status")["sites"]
    assert (site["faults"], site["fault_since"]) == (2, first)


def test_a_database_of_a_newer_version_stops_every_command_that_needs_it(office):
    import sqlite3

    office.bot("once")
    with sqlite3.connect(office.folder / "bot.db") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    result = office.bot("status")
    assert result.exit_code == 1
    assert "written by a newer version" in result.stderr


def test_a_port_in_use_is_told_with_its_remedy(office):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        result = office.bot("sandbox", "--port", port)
    assert result.exit_code == 1
    assert f"port {port}" in result.stderr


def test_the_sandbox_runs_as_a_process_and_ends_on_sigterm(office, running):
    process = running("sandbox", "--port", "0")
    first = process.stdout.readline()
    assert re.fullmatch(r"The timelines:  http://127\.0\.0\.1:\d+/\n", first)
    process.terminate()
    assert process.wait(10) == 0


def test_the_command_that_the_sandbox_names_sets_up_a_rehearsal(office, running, tmp_path):
    process = running("sandbox", "--port", "0")
    lines = iter(process.stdout.readline, "")
    site = next(line.split()[3] for line in lines if line.startswith("The news site:"))
    command = next(line.split() for line in lines if line.strip().startswith("bot init"))
    config = str(tmp_path / "rehearsal" / "bot.toml")

    assert office.bot(*command[1:], "--config", config).exit_code == 0
    assert office.bot("once", "--config", config).exit_code == 0
    published = requests.post(f"{site}publish", allow_redirects=False).text.splitlines()[1]
    assert office.bot("post", published, "--config", config).exit_code == 0
    assert office.bot("once", "--config", config).exit_code == 0
    timelines = requests.get(f"{command[3]}/_sandbox/posts.json").json()["accounts"]
    posts = [account["posts"] for account in timelines if account["posts"]]
    assert [published in post["text"] for (post,) in posts] == [True, True]


def test_no_secret_stands_in_anything_that_is_printed(office):
    path = office.folder / ".env"
    secrets = [line.partition("=")[2] for line in path.read_text().splitlines() if "TOKEN" in line or "SECRET" in line]
    path.write_text(path.read_text().replace("ACCESS_TOKEN_SECRET=", "ACCESS_TOKEN_SECRET=wrong"))
    office.bot("once")
    office.newsroom.publish(office.articles[0])
    printed = "".join(
        office.bot(*command).output
        for command in (["once"], ["--log-level", "debug", "once"], ["status"], ["queue"], ["check"])
    )
    assert secrets
    assert not [secret for secret in secrets if secret in printed]


def test_demo_shows_articles_becoming_posts_and_what_to_do_next(tmp_path):
    environ = {name: value for name, value in os.environ.items() if not name.startswith("BOT_")}
    ran = subprocess.run(
        [sys.executable, "-m", "bot", "demo"],
        cwd=tmp_path,
        env=environ,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "Posted: 3 on X, 3 on Facebook" in ran.stdout
    *_, command, page = ran.stdout.splitlines()
    assert command.startswith("Next: `bot init SITE` ")
    assert "docs/tutorial.md" in page
    assert ran.stderr == ""
    assert list(tmp_path.iterdir()) == []
