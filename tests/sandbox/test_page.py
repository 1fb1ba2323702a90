from __future__ import annotations

import re

import pytest
import requests
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

from bot.platforms import PLATFORMS
from bot.sandbox import Newsroom, Sandbox, SandboxAccount, sample_articles
from bot.sandbox.accounts import Timeline
from bot.sandbox.faults import FAULTS
from bot.sandbox.page import timelines_as_html

NOW = 1_795_460_000.0


def account_on(platform: str, **names: str) -> SandboxAccount:
    spec = PLATFORMS[platform]
    return SandboxAccount(spec.stand_in(), "A", look=spec.look(), **names)


def shown(text: str, link: str = "", platform: str = "x", ago: float = 0.0) -> str:
    timeline = Timeline(account_on(platform, name="M <b>", handle="m"))
    timeline.store(text, link, NOW - ago, lag=0)
    return timelines_as_html([timeline], NOW).body.decode()


def text_of(page: str) -> str:
    found = re.search(r'<div class="text"[^>]*>(.*?)</div>', page, re.DOTALL)
    assert found
    return found[1]


def test_the_page_shows_what_was_posted_on_each_account(sandbox: Sandbox) -> None:
    for timeline in sandbox.timelines():
        timeline.store(f"on {timeline.account.platform}", "", sandbox.rules.clock(), lag=0)
    page = requests.get(f"{sandbox.url}/")

    assert page.headers["Content-Type"].startswith("text/html")
    assert "on x" in page.text
    assert "on facebook" in page.text
    assert requests.get(f"{sandbox.url}/_sandbox/timelines").text in page.text


def test_the_page_runs_no_script_but_its_own_and_loads_nothing_from_elsewhere(sandbox: Sandbox) -> None:
    page = requests.get(f"{sandbox.url}/")

    assert "default-src 'none'" in page.headers["Content-Security-Policy"]
    assert "script-src 'sha256-" in page.headers["Content-Security-Policy"]
    assert re.findall(r'(?:src|href)="(?!data:)[^"]*"', page.text) == []


def test_a_page_without_posts_says_so(sandbox: Sandbox) -> None:
    assert requests.get(f"{sandbox.url}/").text.count("Nothing posted yet") == len(sandbox.timelines())


@given(text=st.text())
def test_whatever_is_posted_is_escaped(text: str) -> None:
    page = text_of(shown(f"<script>alert(1)</script>\"'>&{text}"))

    assert re.findall(r"<(?!/?(?:a|span|i)\b)", page) == []
    assert re.findall(r"&(?!(?:amp|lt|gt|#34|#39);)", page) == []


def test_the_account_s_name_is_escaped() -> None:
    assert "M &lt;b&gt;" in shown("text")


def test_lines_are_kept() -> None:
    assert text_of(shown("one\n\ntwo")) == "one\n\ntwo"


def test_links_hashtags_and_mentions_are_marked() -> None:
    page = text_of(shown("see https://example.com/a?b=1&c=2, #Japan #日本 @MTT_News $ABC a@b.org #1"))

    assert '<a class="mark" href="https://example.com/a?b=1&amp;c=2"' in page
    assert re.findall(r'<span class="mark">([^<]*)</span>', page) == ["#Japan", "#日本", "@MTT_News", "$ABC"]


def test_a_long_link_is_shortened_and_whole_in_its_target() -> None:
    url = "https://moderntokyonews.com/2017/04/28/russian-federation-and-japan/"
    page = text_of(shown(url))

    assert f'href="{url}"' in page
    assert '</span>moderntokyonews.com/2017/04/28/rus<span class="unseen">sian' in page


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "http://[::1"])
def test_only_web_addresses_become_links_to_follow(url: str) -> None:
    assert f'href="{url.partition(":")[0]}:' not in shown("text", link=url).replace('href="http://[::1"', "")


@pytest.mark.parametrize(
    ("ago", "expected"), [(0, "now"), (59, "now"), (60, "1m"), (3600, "1h"), (86_399, "23h"), (86_400, "22 Nov")]
)
def test_times_are_told_as_the_platforms_tell_them(ago: float, expected: str) -> None:
    assert f">{expected}</time>" in shown("text", ago=ago)


def test_a_long_post_is_folded_where_its_platform_folds_it() -> None:
    text = "A sentence of the post. " * 30

    assert "See more" in shown(text, platform="facebook")
    assert "See more" not in shown(text, platform="x")
    assert "See more" not in shown(text[:400], platform="facebook")


def test_a_card_is_made_of_the_linked_page(newsroom: Newsroom) -> None:
    article = sample_articles()[0]
    page = shown("text", link=newsroom.publish(article))

    assert f'<div class="title" dir="auto">{article.title}</div>' in page
    assert '<div class="domain">127.0.0.1</div>' in page
    assert '<img src="data:image/png;base64,' in page


def test_no_page_outside_this_machine_is_asked_for_a_card() -> None:
    page = shown("text https://moderntokyonews.com/2017/04/28/defuse-tensions/")

    assert '<div class="domain">moderntokyonews.com</div>' in page
    assert '<div class="title" dir="auto">Defuse tensions</div>' in page
    assert "<img" not in page


def test_a_dead_link_still_has_a_card(newsroom: Newsroom) -> None:
    assert ">Nothing here</div>" in shown("text", link=f"{newsroom.url}/nothing-here/")


def test_only_the_latest_posts_are_shown() -> None:
    timeline = Timeline(account_on("facebook"))
    for number in range(60):
        timeline.store(f"number {number}", "", NOW, lag=0)
    page = timelines_as_html([timeline], NOW).body.decode()

    assert page.count("<article") == 50
    assert "60 posts" in page


def test_every_fault_has_a_button_and_a_sentence(sandbox: Sandbox) -> None:
    page = requests.get(f"{sandbox.url}/").text
    for name, fault in FAULTS.items():
        assert re.fullmatch(r"[A-Z].+\.", fault.says)
        assert (
            f'value="{escape(name)}">{escape(name)}</button> {escape(fault.says)}</li>'.replace("&#x27;", "&#39;")
            in page
        )


def test_the_news_site_and_the_timelines_link_to_each_other(sandbox: Sandbox) -> None:
    with Newsroom(timelines=sandbox.url) as newsroom:
        sandbox.rules.news_site = newsroom.url
        assert f'<a href="{newsroom.url}/">' in requests.get(sandbox.url).text
        assert f'<a href="{sandbox.url}/">' in requests.get(newsroom.url).text
