"""`bot preview` as people call it."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ARTICLE = """\
Ferry to the outer islands sails again

The ferry to the outer islands sailed on Monday for the first time in two years. About 300 islanders waited on the pier.
"""


@pytest.fixture
def article(office) -> str:
    (office.folder / "article.txt").write_text(ARTICLE, "utf-8")
    return "article.txt"


def accounts(office, *args: str) -> list[dict]:
    return office.json("preview", *args)["articles"][0]["accounts"]


def test_the_data_have_everything_that_is_shown(office, article):
    on_x, on_page = accounts(office, article, "--link", "https://news.example.com/ferry")
    assert set(on_x) == set(on_page) >= {"post", "marks", "folds", "outlook", "card", "price", "why_appeal", "warnings"}
    text = on_x["post"]["text"]
    marked = {"kind": "link", "text": "https://news.example.com/ferry"}
    start = text.index(marked["text"])
    assert marked | {"start": start, "end": start + len(marked["text"])} in on_x["marks"]
    assert [fold["screen"] for fold in on_page["folds"]] == ["phone", "desktop"]
    assert (on_x["price"], on_page["price"]) == ("0.200", "0")
    assert (on_x["card"], on_x["card_fault"]) == (None, "its page was not asked")


def test_text_prints_the_post_alone_byte_for_byte(office, article):
    shown = accounts(office, article, "--account", "page")[0]["post"]["text"]
    assert office.bot("preview", article, "--account", "page", "--text").stdout == shown


def test_the_page_of_an_article_gives_its_card(office):
    url = office.newsroom.publish(office.articles[0])
    on_x, on_page = accounts(office, url)
    assert on_page["card"]["title"] == office.articles[0].title
    assert on_page["card"]["domain"] == "127.0.0.1"
    assert on_x["card"]["picture"]["url"].startswith(office.newsroom.url)


def test_no_card_asks_for_no_page_and_card_asks_for_that_of_a_file(office, article):
    url = office.newsroom.publish(office.articles[0])
    office.json("preview", "latest")
    assert accounts(office, url, "--no-card")[0]["card"] is None
    assert accounts(office, article, "--link", url)[0]["card"] is None
    assert accounts(office, article, "--link", url, "--card")[0]["card"]["title"] == office.articles[0].title


def test_a_saved_page_tells_its_card_without_the_network(office):
    head = '<head><title>T</title><meta property="og:title" content="On the card"></head>'
    (office.folder / "a.html").write_text(f"<html>{head}<body><p>Text.</p></body></html>", "utf-8")
    on_page = accounts(office, "a.html", "--link", "http://127.0.0.1:9/a")[1]
    assert on_page["card"]["title"] == "On the card"
    assert "no og:image: the card has no picture" in on_page["card"]["faults"]


def test_a_page_that_cannot_be_read_is_no_reason_to_show_no_post(office, article):
    shown = accounts(office, article, "--link", "http://127.0.0.1:9/a", "--card")[1]
    assert shown["post"]
    assert shown["card_fault"].startswith("there is no card: ")


def test_when_and_why_a_new_article_would_go_out_is_told(office):
    office.bot("once")
    office.write_settings(hold="10m")
    url = office.newsroom.publish(office.articles[1])
    on_x = accounts(office, url)[0]
    assert on_x["outlook"]["at"]
    assert "it is held for 10 min" in on_x["outlook"]["why"]
    office.bot("once")
    assert accounts(office, url)[0]["outlook"]["delivery"] == 1


def test_html_writes_one_page_and_says_so(office, article):
    result = office.bot("preview", article, "--html", "page.html")
    assert (result.exit_code, result.stdout) == (0, "page.html: 2 posts about 1 article\n")
    assert "Ferry to the outer islands sails again" in (office.folder / "page.html").read_text("utf-8")


def test_open_needs_something_to_open(office, article):
    result = office.bot("preview", article, "--open")
    assert result.exit_code == 2
    assert "--html or --png" in result.stderr


def test_a_page_that_cannot_be_written_is_told(office, article):
    result = office.bot("preview", article, "--html", "nowhere/page.html")
    assert result.exit_code == 1
    assert "nowhere/page.html cannot be written: No such file or directory" in result.stderr


@pytest.mark.parametrize("both", [("--json", "--text"), ("--json", "--html", "a.html"), ("--text", "--png", "a.png")])
def test_a_preview_is_one_thing_at_a_time(office, article, both):
    result = office.bot("preview", article, *both)
    assert result.exit_code == 2
    assert "one thing at a time" in result.stderr


def test_png_without_a_browser_says_what_to_install(office, article, monkeypatch):
    monkeypatch.setenv("PATH", str(office.folder))
    monkeypatch.delenv("CHROME_PATH", raising=False)
    result = office.bot("preview", article, "--png", "page.png")
    assert result.exit_code == 1
    assert "apt install chromium" in result.stderr


def test_png_into_a_folder_names_the_picture_of_each_post(office, article):
    if not any(map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))):
        pytest.skip("no Chromium here")
    (office.folder / "pictures").mkdir()
    result = office.bot("preview", article, "--png", "pictures")
    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines() == ["pictures/mtt.png", "pictures/page.png"]
    assert all(path.read_bytes().startswith(b"\x89PNG") for path in (office.folder / "pictures").iterdir())


def test_no_color_is_heeded(office, article, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in office.bot("preview", article).stdout


def wait_for(wanted: str, page: Path, process: subprocess.Popen[str]) -> None:
    """Until the page that the watching command has written last holds it."""
    for line in process.stderr:
        if line.startswith("Watching") and page.exists() and wanted in page.read_text("utf-8"):
            return
    raise AssertionError(f"the command has ended without {wanted!r}")


def test_watch_shows_it_again_when_a_template_the_settings_or_the_file_change(office, article, running):
    (office.folder / "templates").mkdir()
    template = office.folder / "templates" / "x.j2"
    template.write_text("FIRST {{ title }} {{ link }} {{ appeal }}", "utf-8")
    page = office.folder / "page.html"
    process = running("preview", article, "--watch", "--html", str(page))
    wait_for('http-equiv="refresh"', page, process)
    assert "FIRST " in page.read_text("utf-8")
    template.write_text("SECOND {{ title }} {{ link }} {{ appeal }}", "utf-8")
    wait_for("SECOND ", page, process)
    template.write_text("{{ nonsense }}", "utf-8")
    template.write_text("THIRD {{ title }} {{ link }} {{ appeal }}", "utf-8")
    wait_for("THIRD ", page, process)
    (office.folder / article).write_text(ARTICLE.replace("outer", "inner"), "utf-8")
    wait_for("inner islands", page, process)
    office.write_settings(**{"DONATIONS to": "GIFTS to"})
    wait_for("GIFTS to SUPPORT", page, process)
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=20) == 0


def test_watch_tells_what_is_wrong_and_waits_for_it_to_be_mended(office, article, running):
    page = office.folder / "page.html"
    settings = (office.folder / "bot.toml").read_text("utf-8")
    (office.folder / "bot.toml").write_text("nonsense = [", "utf-8")
    process = running("preview", article, "--watch", "--html", str(page))
    for line in process.stderr:
        if line.startswith("bot: "):
            break
    assert not page.exists()
    (office.folder / "bot.toml").write_text(settings, "utf-8")
    wait_for("Ferry", page, process)


def test_previews_in_every_form_are_the_same_text(office, article):
    link = ("--link", "https://news.example.com/ferry")
    texts = [one["post"]["text"] for one in accounts(office, article, *link)]
    assert office.bot("preview", article, *link, "--text").stdout.rstrip("\n") == "\n\n".join(texts)
    piped = office.bot("preview", article, *link).stdout
    assert all(f"\n\n{text}\n\n" in piped for text in texts)


def test_columns_are_those_of_the_window(office, article):
    def widest(columns: str) -> int:
        ran = subprocess.run(
            [sys.executable, "-m", "bot", "preview", article],
            cwd=office.folder,
            env=os.environ | {"COLUMNS": columns},
            capture_output=True,
            text=True,
            check=True,
        )
        facts = [line for line in ran.stdout.split("\n") if line.startswith("   ") and "://" not in line]
        return max(len(line) for line in facts)

    assert widest("60") <= 60 < widest("120") <= 96


def test_json_is_one_document(office, article):
    assert json.loads(office.bot("preview", article, "--json").stdout)["articles"]
