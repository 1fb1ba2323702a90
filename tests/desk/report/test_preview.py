"""A preview is the sending path with the last step left out."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot import wiring
from bot.article import Article
from bot.desk.edit.editing import queue_article
from bot.desk.report.preview import preview, preview_at_desk, preview_of_delivery
from bot.errors import FeedError
from bot.outbox.rules.delivery import Status
from bot.platforms import PLATFORMS
from bot.sandbox import Sandbox
from bot.sandbox.accounts import SandboxAccount
from bot.settings import Account
from bot.settings.loading import settings_from_text
from bot.sources.page.card import CardPage
from tests.desk.sending import publish_due

ACCOUNTS = (
    SandboxAccount(PLATFORMS["x"].stand_in(), "FIRST"),
    SandboxAccount(PLATFORMS["x"].stand_in(), "SECOND"),
    SandboxAccount(PLATFORMS["facebook"].stand_in(), "PAGE"),
    SandboxAccount(PLATFORMS["facebook"].stand_in(), "OTHER"),
)
BOT_TOML = """
database = "sqlite:///bot.db"
timezone = "Asia/Tokyo"

[[appeals]]
text = "Please support us with a donation: news.example.com/donate & thank you"
short = "Support us."

[[appeals]]
text = "Noch heute spenden – für unabhängige Nachrichten"
weight = 2
never_with = ["dies"]

[[sites]]
name = "News"
url = "https://news.example.com"
hashtags = ["Japan"]
""" + "".join(
    f'[[accounts]]\nname = "{one.prefix.lower()}"\nplatform = "{one.platform}"\nsecrets = "{one.prefix}"\ngap = "0s"\n'
    for one in ACCOUNTS
)
TEXT = """\
the minister of harbours said on Monday that ferries sail again & islanders <wait> “for hours” at $AAPL's pier README.md
@desk 12.5% 日本の新聞は昨日 そして島民は الوزير قال إن السفن ستبحر מחר השר אמר 🎉 👨‍👩‍👧 é é straße Ökonomie C++ 3,000
Ministerpräsident #summit https://other.example.com/x?a=1&b=2 https://t.co/abc “why?” it's they’re"""
WORDS = TEXT.split()


def article_number(number: int) -> Article:
    drawn = random.Random(number)
    sentences = (" ".join(drawn.choices(WORDS, k=drawn.randint(3, 30))).capitalize() + "." for _ in range(12))
    body = "".join(f"<p>{sentence.replace('&', '&amp;').replace('<', '&lt;')}</p>" for sentence in sentences)
    return Article(
        site="News",
        title=" ".join(drawn.choices(WORDS, k=drawn.randint(1, 25))) + f" {number}",
        link=f"https://news.example.com/2026/{number}/" + "-".join(drawn.choices(["ein", "langer", "ü"], k=number % 9)),
        guid=f"guid {number}",
        body=body if number % 7 else "",
        excerpt="" if number % 7 else "A short excerpt &amp; no more.",
        author="A. Reporter",
        published=datetime(2026, 11, 23, tzinfo=UTC) + timedelta(minutes=number),
        tags=tuple(drawn.sample(["Tech", "日本", "Breaking News", "dies", "Économie"], k=number % 4)),
        language=drawn.choice(["en", "de", "ja", "ar", ""]),
    )


@pytest.mark.timeout(300)
def test_what_the_platform_receives_is_byte_for_byte_what_was_previewed(tmp_path):
    articles = [article_number(number) for number in range(100)]
    with Sandbox(accounts=ACCOUNTS) as sandbox:
        sandbox.rules.posts_in_window = 1_000
        environ = sandbox.credentials | {"BOT_SANDBOX": sandbox.url}
        settings = settings_from_text(BOT_TOML, tmp_path / "bot.toml", environ)
        with wiring.open_desk(settings, environ, lambda event, /, **values: None) as desk:
            desk.web.read_bodies = lambda asked: [""] * len(asked)
            shown = [preview_at_desk(desk, one, settings.accounts, None) for one in articles]
            for one in articles:
                queue_article(desk, one, settings.accounts)
            for account in settings.accounts:
                while publish_due(desk, account):
                    pass
    received = {
        line.account.prefix.lower(): [post.text.encode() for post in line.posts] for line in sandbox.timelines()
    }
    for number, account in enumerate(settings.accounts):
        posts = [one.accounts[number].post for one in shown]
        assert received[account.name] == [post.text.encode() for post in posts if post]
        # The second account of a platform has no post where an article cannot be told in other words.
        assert len(received[account.name]) == 100 if number % 2 == 0 else len(received[account.name]) > 90


@pytest.fixture
def shown(world, article):
    """Preview an article for the desk's accounts."""

    def of(one: Article | None = None, page: CardPage | FeedError | None = None, accounts: list[Account] | None = None):
        return preview_at_desk(world.desk, one or article(), accounts or world.desk.settings.accounts, page).accounts

    return of


def test_each_account_has_its_length_price_marks_and_folds(shown, article):
    on_x, on_facebook = shown(article(link="https://news.example.com/1", tags=("Economy",)))
    assert on_x.price == on_x.price.__class__("0.200")
    assert on_facebook.price == 0
    assert {mark.kind for mark in on_x.marks} == {"link", "hashtag"}
    assert on_x.folds == ()
    assert [(fold.screen, fold.is_sure) for fold in on_facebook.folds] == [("phone", False), ("desktop", False)]
    assert on_x.why_appeal == "the only one"


def test_the_card_is_made_for_each_platform(shown, article):
    page = CardPage(url=article().link, tags={"og:title": "A title"})
    on_x, on_facebook = shown(page=page)
    assert (on_x.card.title, on_facebook.card.title) == ("", "A title")


def test_a_page_that_cannot_be_read_is_told(shown):
    on_x, _ = shown(page=FeedError("News", "no address is known for news.example"))
    assert (on_x.card, on_x.card_fault) == (None, "there is no card: no address is known for news.example")
    on_x, _ = shown(page=FeedError("News", "it answers 404: the feed has moved", status=404))
    assert on_x.card_fault == "there is no card: its page answers 404"


def test_a_text_that_was_out_before_is_told(world, article):
    world.show()
    queue_article(world.desk, article(1), [world.account("page")])
    world.live(minutes=1)
    queue_article(world.desk, article(2), [world.account("page")])
    sent, again = world.deliveries()
    world.desk.outbox.rewrite(again.id, f" {sent.text}\n", read_at=world.clock(), now=world.clock())
    told = preview_of_delivery(world.desk, again.id).accounts[0].warnings
    assert told == (f"the same text went out {sent.sent_at:%Y-%m-%d %H:%M}: {sent.permalink}",)
    assert preview_of_delivery(world.desk, sent.id).accounts[0].warnings == ()


def test_the_form_of_the_call_to_action_is_explained(shown, article):
    on_x, _ = shown(article(title="Word " * 45))
    assert on_x.why_appeal == "the only one; its short form, for want of room"


@pytest.mark.parametrize(
    ("language", "title"),
    [("", "Singer dies at 91"), ("es", "Aviso rojo por lluvias"), ("pt-BR", "Acidente na BR-1")],
)
def test_a_call_to_action_below_news_of_death_or_disaster_is_told_where_nothing_forbids_it(
    world, article, language, title
):
    settings, sad = world.desk.settings, article(title=title, language=language)

    def warnings(**more):
        appeals = tuple(replace(appeal, **more) for appeal in settings.appeals)
        changed = replace(settings, appeals=appeals)
        (made,) = preview(changed, world.desk.templates, sad, [settings.accounts[0]]).accounts
        return [warning for warning in made.warnings if "never_with" in warning]

    assert len(warnings()) == 1
    assert warnings(never_with=("lottery",)) == []


def test_a_death_that_the_first_sentences_tell_forbids_the_call_and_is_shown_as_the_reason(world, article):
    told = "A wall fell onto the market in Selby on Thursday and 14 people were killed, police said."
    settings, sad = world.desk.settings, article(title="Selby market stays shut", body=f"<p>{told}</p>", language="en")

    def made(never_with):
        appeals = tuple(replace(appeal, never_with=never_with) for appeal in settings.appeals)
        changed = replace(settings, appeals=appeals)
        (account,) = preview(changed, world.desk.templates, sad, [settings.accounts[0]]).accounts
        return account

    for never_with in (("lottery",), None):
        assert made(never_with).post.appeal == ""
        assert told[:60] in made(never_with).why_appeal
    assert made(()).post.appeal


def test_a_call_to_action_below_any_other_news_is_not(shown, article):
    on_x, _ = shown(article(title="Harbour opens a new pier", language="es"))
    assert not any("never_with" in warning for warning in on_x.warnings)


def test_two_accounts_with_the_same_text_are_told(world, article):
    twin = replace(world.account("x"), name="twin", sites=("Elsewhere",))
    made = preview(world.desk.settings, world.desk.templates, article(), [world.account("x"), twin])
    assert [one.warnings[-1] for one in made.accounts] == [
        "it has the same text as twin: X forbids that, and followers of both see it twice",
        "it has the same text as x: X forbids that, and followers of both see it twice",
    ]


def test_two_pages_may_have_the_same_text_and_none_loses_its_lead(world, article):
    pages = [world.account("page"), replace(world.account("page"), name="second")]
    settings = replace(world.desk.settings, accounts=tuple(pages))
    first, second = preview(settings, world.desk.templates, article(), pages).accounts
    assert first.post.text == second.post.text
    assert (first.warnings, second.warnings) == ((), ())


def test_an_account_that_cannot_post_it_says_why(shown, article):
    on_x, _ = shown(article(title="", body=""))
    assert (on_x.post, on_x.marks, on_x.price) == (None, (), 0)
    assert "neither a title nor a text" in on_x.fault


def test_what_an_editor_wrote_is_previewed_as_it_stands(world, article):
    world.show()
    world.show(article(1))
    text = f"$AAA and $BBB by @desk, see README.md\n\n{article(1).link}\n\nSupport us."
    world.desk.outbox.rewrite(1, text, read_at=world.clock(), now=world.clock())
    (on_x,) = preview_of_delivery(world.desk, 1).accounts
    assert on_x.post.text == text
    assert preview_at_desk(world.desk, article(1), [world.account("x")], None).accounts[0].post == on_x.post
    assert on_x.warnings == (
        "X makes a link of 'README.md'",
        "it mentions @desk, who is told of it",
        "it has 2 cashtags ($AAA, $BBB), and X refuses more than one",
    )


def test_what_has_gone_out_is_previewed_as_it_went_out(world, article):
    world.show()
    world.show(article(1))
    world.live(minutes=10)
    sent = {name: platform.sent for name, platform in world.platforms.items()}
    world.show(article(1, title="Another headline"))
    for delivery in world.deliveries(Status.SENT):
        (one,) = preview_of_delivery(world.desk, delivery.id).accounts
        assert [one.post.text] == sent[delivery.account]
        assert one.outlook.why.startswith("it is out: ")


def test_a_held_post_is_previewed_with_what_holds_it(world, article):
    world.show()
    world.show(*(article(number) for number in range(1, 6)))
    (one,) = preview_of_delivery(world.desk, 1).accounts
    assert one.outlook.at is None
    assert "watch.burst" in one.outlook.why
