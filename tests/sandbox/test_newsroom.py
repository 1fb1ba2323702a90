from __future__ import annotations

import threading
from datetime import UTC, datetime

import feedparser
import pytest
import requests

from bot.errors import SandboxError
from bot.platforms import PLATFORMS, sandbox_accounts
from bot.sandbox import Newsroom, Sandbox, SandboxAccount, sample_articles

ARTICLES = sample_articles()
DAY = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)


def test_the_samples_are_whole_and_one_is_japanese() -> None:
    assert len(ARTICLES) >= 5
    assert {"en", "ja"} == {article.language for article in ARTICLES}
    assert all(article.title and article.slug and article.author and article.tags for article in ARTICLES)
    assert all(article.body.startswith("<p>") and article.body.endswith("</p>") for article in ARTICLES)
    assert len({article.slug for article in ARTICLES}) == len(ARTICLES)


def test_the_article_that_this_project_started_from_is_among_them_in_full() -> None:
    seed = next(article for article in ARTICLES if article.slug.startswith("russian-federation"))

    assert seed.author == "Sawako Uchida and Lee Jay Walker"
    assert seed.body.count("<p>") == 26
    assert "DONATIONS to SUPPORT MODERN TOKYO TIMES" in seed.body


def test_a_published_article_is_at_the_top_of_the_feed(newsroom: Newsroom) -> None:
    links = [newsroom.publish(article, DAY) for article in ARTICLES[:2]]
    parsed = feedparser.parse(requests.get(newsroom.feed_url).content)

    assert parsed.bozo is False
    assert [entry.link for entry in parsed.entries] == links[::-1]
    newest, article = parsed.entries[0], ARTICLES[1]
    assert newest.title == article.title
    assert newest.author == article.author
    assert newest.content[0].value == article.body
    assert newest.published == "Fri, 20 Nov 2026 09:30:00 +0000"
    assert [tag.term for tag in newest.tags] == list(article.tags)
    assert newest.id == f"{newsroom.url}/?p=1025"


def test_a_feed_that_has_not_changed_is_not_sent_again(newsroom: Newsroom) -> None:
    newsroom.publish(ARTICLES[0])
    first = requests.get(newsroom.feed_url)
    by_etag = requests.get(newsroom.feed_url, headers={"If-None-Match": f'"x", W/{first.headers["ETag"]}'})
    by_date = requests.get(newsroom.feed_url, headers={"If-Modified-Since": first.headers["Last-Modified"]})

    assert (first.status_code, by_etag.status_code, by_date.status_code) == (200, 304, 304)
    assert by_etag.content == b""


def test_a_new_article_changes_the_validator(newsroom: Newsroom) -> None:
    etag = requests.get(newsroom.feed_url).headers["ETag"]
    newsroom.publish(ARTICLES[0])

    assert requests.get(newsroom.feed_url, headers={"If-None-Match": etag}).status_code == 200


def test_a_feed_holds_so_many_articles_and_no_more() -> None:
    with Newsroom(feed_length=2) as newsroom:
        for article in ARTICLES[:3]:
            newsroom.publish(article)
        parsed = feedparser.parse(requests.get(newsroom.feed_url).content)

    assert [entry.title for entry in parsed.entries] == [ARTICLES[2].title, ARTICLES[1].title]


def test_the_front_page_names_the_feed_and_the_articles(newsroom: Newsroom) -> None:
    link = newsroom.publish(ARTICLES[0])
    page = requests.get(newsroom.url).text

    assert (
        f'<link rel="alternate" type="application/rss+xml" title="Modern Tokyo News » Feed" href="{newsroom.feed_url}">'
        in page
    )
    assert f'href="{link}"' in page


def test_an_article_s_page_has_what_a_link_card_is_made_of(newsroom: Newsroom) -> None:
    article = next(article for article in ARTICLES if "&" in article.title)
    page = requests.get(newsroom.publish(article, DAY))

    assert page.headers["Content-Type"] == "text/html; charset=UTF-8"
    assert f'<meta property="og:title" content="{article.title.replace("&", "&amp;")}">' in page.text
    assert '<meta property="article:published_time" content="2026-11-20T09:30:00+00:00">' in page.text
    assert article.body in page.text
    picture = page.text.partition('property="og:image" content="')[2].partition('"')[0]
    assert requests.get(picture).headers["Content-Type"] == "image/png"


def test_a_page_that_does_not_exist_is_not_found(newsroom: Newsroom) -> None:
    assert requests.get(f"{newsroom.url}/nothing").status_code == 404


def test_the_site_only_answers_readers(newsroom: Newsroom) -> None:
    assert requests.post(newsroom.feed_url).status_code == 405
    assert requests.head(newsroom.feed_url).content == b""


def test_articles_can_be_published_while_the_feed_is_read(newsroom: Newsroom) -> None:
    writers = [threading.Thread(target=newsroom.publish, args=(article,)) for article in ARTICLES]
    for writer in writers:
        writer.start()
        requests.get(newsroom.feed_url)
    for writer in writers:
        writer.join()

    parsed = feedparser.parse(requests.get(newsroom.feed_url).content)
    assert sorted(entry.title for entry in parsed.entries) == sorted(article.title for article in ARTICLES)
    assert len({entry.id for entry in parsed.entries}) == len(ARTICLES)


@pytest.mark.parametrize(
    "start", [Newsroom, lambda port: Sandbox(port, accounts=sandbox_accounts())], ids=["newsroom", "sandbox"]
)
def test_a_port_in_use_is_told_with_the_remedy(newsroom: Newsroom, start: object) -> None:
    port = int(newsroom.url.rpartition(":")[2])

    with pytest.raises(SandboxError, match=rf"port {port} .*choose another port"):
        start(port)  # type: ignore[operator]


def test_the_keys_of_an_account_outlive_a_restart() -> None:
    accounts = (
        SandboxAccount(PLATFORMS["x"].stand_in(), "MTT"),
        SandboxAccount(PLATFORMS["facebook"].stand_in(), "MTT"),
    )
    with Sandbox(accounts=accounts) as first:
        before = first.credentials
    with Sandbox(accounts=accounts) as second:
        assert second.credentials == before
    assert set(before) == {
        "MTT_API_KEY",
        "MTT_API_SECRET",
        "MTT_ACCESS_TOKEN",
        "MTT_ACCESS_TOKEN_SECRET",
        "MTT_PAGE_ID",
        "MTT_PAGE_TOKEN",
    }


def test_drafts_are_published_in_their_order_by_whoever_asks_until_there_are_none() -> None:
    with Newsroom(drafts=ARTICLES[:2]) as newsroom:
        assert f"Publish “{ARTICLES[0].title}”" in requests.get(newsroom.url).text
        answers = [requests.post(f"{newsroom.url}/publish", allow_redirects=False) for _ in range(3)]
        titles = [entry.title for entry in feedparser.parse(requests.get(newsroom.feed_url).content).entries]
        assert "<button>" not in requests.get(newsroom.url).text
    assert [answer.status_code for answer in answers] == [303, 303, 409]
    assert titles == [ARTICLES[1].title, ARTICLES[0].title]


def test_whoever_reads_an_open_site_writes_corrects_and_withdraws_articles_there() -> None:
    with Newsroom(drafts=()) as newsroom:
        text = "The harbour is closed.\r\n\r\nIt opens again on <Friday>."
        written = requests.post(
            f"{newsroom.url}/write", {"title": "Harbour closed", "text": text}, allow_redirects=False
        )
        link = written.text.splitlines()[1]
        assert "<p>It opens again on &lt;Friday&gt;.</p>" in requests.get(link).text
        assert "It opens again on &lt;Friday&gt;.</textarea>" in requests.get(f"{link}/edit").text

        requests.post(f"{link}/edit", {"title": "Harbour open"})
        (entry,) = feedparser.parse(requests.get(newsroom.feed_url).content).entries
        assert (entry.title, entry.link) == ("Harbour open", link)
        assert "The harbour is closed." in entry.content[0].value

        requests.post(f"{link}/withdraw")
        assert feedparser.parse(requests.get(newsroom.feed_url).content).entries == []
        assert requests.get(link).status_code == 404


@pytest.mark.parametrize(
    ("path", "form"), [("/write", {"title": "Only a title"}), ("/archives/1/edit", {"title": "x"}), ("/nothing", {})]
)
def test_what_cannot_be_written_is_refused_with_a_sentence(path: str, form: dict[str, str]) -> None:
    with Newsroom(drafts=()) as newsroom:
        answer = requests.post(f"{newsroom.url}{path}", form)
    assert (answer.status_code, answer.text) == (400, "give the title and the text of an article that is there\n")


def test_nobody_can_write_on_a_site_that_is_not_open(newsroom: Newsroom) -> None:
    link = newsroom.publish(ARTICLES[0])
    assert requests.get(f"{newsroom.url}/write").status_code == 404
    assert requests.get(f"{link}/edit").status_code == 404
    assert requests.post(f"{link}/withdraw").status_code == 405
