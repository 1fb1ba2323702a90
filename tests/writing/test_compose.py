"""An article becomes a post that an editor would have written from it."""

from __future__ import annotations

import tomllib
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import product
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.article import Article
from bot.errors import ComposeError, TemplateError
from bot.platforms import PLATFORMS
from bot.platforms.urls import find_urls
from bot.platforms.x.counting import weighted_length
from bot.writing.appeal import Appeal
from bot.writing.compose import Post, alike, compose, faults_of, too_long_by_itself
from bot.writing.link import Campaign
from bot.writing.summary.ranking import ranked_sentences
from bot.writing.summary.versions import hashtag_versions, summary_versions, title_versions
from bot.writing.templates import Templates

GOLDEN = Path(__file__).resolve().parents[1] / "data" / "writing"
ARTICLES = sorted(path.stem for path in GOLDEN.glob("*.toml"))

BRIDGE = Article(
    site="Star",
    title="Bridge over the Ouse to close",
    link="https://star.org/2026/bridge/",
    body="<p>The council voted 7 to 2 on Friday to close the bridge for repairs that cost 3.5 million pounds.</p>"
    "<p>Buses will go by way of Clifton until June. Cyclists may use the railway bridge from Monday on.</p>",
    published=datetime(2026, 11, 23, 9, tzinfo=UTC),
    tags=("Roads", "York"),
    language="en",
)


def changed(**parts: Any) -> Article:
    return Article(**{name: getattr(BRIDGE, name) for name in BRIDGE.__slots__} | parts)


@pytest.fixture
def post_of(account: Any, limits: Any, templates: Templates, donation: Appeal) -> Any:
    def made(article: Article, **more: Any) -> Post:
        given: dict[str, Any] = {"limits": limits(), "templates": templates, "appeals": (donation,)} | more
        return compose(article, given.pop("account", account()), **given)

    return made


@pytest.mark.parametrize("platform", ["x", "facebook"])
@pytest.mark.parametrize("name", ARTICLES)
def test_the_post_in_each_language_is_the_golden_one(post_of: Any, account: Any, name: str, platform: str) -> None:
    parts = tomllib.loads((GOLDEN / f"{name}.toml").read_text(encoding="utf-8"))
    article = Article(site="Modern Tokyo News", **parts | {"tags": tuple(parts["tags"])})
    room = PLATFORMS[platform].limits
    post = post_of(article, account=account("mtt", platform, f"{platform}.j2"), limits=room)
    assert post.text + "\n" == (GOLDEN / f"{name}.{platform}.txt").read_text(encoding="utf-8")


def test_there_are_golden_posts_of_three_genres_in_twenty_languages() -> None:
    genres = Counter(name.partition("-")[0] for name in ARTICLES if "-" in name)
    assert sum(count >= 3 for count in genres.values()) >= 20


def test_of_a_speech_that_begins_with_a_dash_no_later_sentence_stands_without_the_first() -> None:
    paragraphs = (
        "Randi Bjerke has mended 214 organs in the churches of the north since 1976.",
        "– Mice are the worst thing that can happen. The leather of the bellows tastes well to them, says the builder.",
    )
    by_position = {sentence.position: sentence for sentence in ranked_sentences(paragraphs, title="", language="en")}
    assert by_position[2].leans_on == 1


@pytest.mark.parametrize(
    ("paragraph", "language"),
    [
        ("Biologists asked whether nests can be counted from the air: is it safe? The answer is yes above 60 m.", "en"),
        ("Les nids peuvent-ils être comptés depuis le ciel ? La réponse est oui, au-dessus de 60 mètres.", "fr"),
        ("هل يمكن عد الأعشاش من الجو دون خطر؟ الجواب نعم على ارتفاع 60 مترا.", "ar"),
    ],
)
def test_an_answer_does_not_stand_without_its_question(paragraph: str, language: str) -> None:
    sentences = ranked_sentences((paragraph,), title="", language=language)
    assert [sentence.leans_on for sentence in sorted(sentences, key=lambda each: each.position)] == [None, 0]


def test_a_sentence_that_invites_readers_to_something_is_none_of_the_summary() -> None:
    paragraphs = ("The bridge is closed since Monday, the council says. Follow the latest updates here.",)
    (sentence,) = ranked_sentences(paragraphs, title="", language="en")
    assert sentence.text == "The bridge is closed since Monday, the council says."


def test_a_post_says_all_about_itself(post_of: Any) -> None:
    post = post_of(BRIDGE, hashtags=("Yorkshire",))
    assert post.text == (
        "Bridge over the Ouse to close\n\n"
        "The council voted 7 to 2 on Friday to close the bridge for repairs that cost 3.5 million pounds. "
        "Buses will go by way of Clifton until June.\n\n"
        "https://star.org/2026/bridge/\n\n"
        "Support us: PayPal sawakoart@gmail.com\n\n"
        "#Yorkshire #Roads #York"
    )
    assert (post.account, post.platform, post.limit) == ("mtt", "x", 280)
    assert post.length == weighted_length(post.text)
    assert post.link == BRIDGE.link
    assert post.appeal == "Support us: PayPal sawakoart@gmail.com"
    assert len(post.summary) == 2
    assert post.warnings == ()


def test_without_a_link_s_domain_nothing_else_in_the_sample_post_is_a_url(post_of: Any) -> None:
    assert not find_urls(post_of(BRIDGE).text.replace(BRIDGE.link, ""))


DEFAULT = Templates({"x.j2": "{{ title }}\n{{ summary }}\n{{ link }}\n{{ appeal }}\n{{ hashtags }}"})


@pytest.mark.parametrize("room", range(70, 420, 7))
def test_the_post_is_the_best_that_brute_force_finds(post_of: Any, limits: Any, donation: Appeal, room: int) -> None:
    sentences = ranked_sentences(
        [part.split("</p>")[0] for part in BRIDGE.body.split("<p>") if part], title=BRIDGE.title, language="en"
    )
    every = product(
        title_versions(BRIDGE.title, "en"),
        donation.forms,
        (summary.text for summary in summary_versions(sentences, 3, "en")),
        hashtag_versions(("#Roads", "#York")),
    )
    texts = (
        DEFAULT.render(
            "x.j2", {"title": title, "appeal": appeal, "summary": summary, "hashtags": tags, "link": BRIDGE.link}
        )
        for title, appeal, summary, tags in every
    )
    best = next((text for text in texts if weighted_length(text) <= room), None)
    if best is None:
        with pytest.raises(ComposeError, match="no post fits"):
            post_of(BRIDGE, limits=limits(room), templates=DEFAULT)
    else:
        assert post_of(BRIDGE, limits=limits(room), templates=DEFAULT).text == best


def test_parts_give_way_in_their_order(post_of: Any, limits: Any) -> None:
    wide = post_of(BRIDGE, limits=limits(500), templates=DEFAULT)
    narrow = post_of(BRIDGE, limits=limits(wide.length - len(" #Roads #York")), templates=DEFAULT)
    tight = post_of(BRIDGE, limits=limits(100), templates=DEFAULT)
    assert wide.text.endswith("sawakoart@gmail.com\n#Roads #York")
    assert wide.appeal.startswith("DONATIONS")
    assert "#" not in narrow.text
    assert narrow.summary == wide.summary
    assert narrow.appeal.startswith("DONATIONS")
    assert tight.summary == ()
    assert tight.appeal.startswith("Support us")
    assert tight.text.startswith("Bridge over the Ouse to close\n")


def test_of_a_title_of_several_sentences_the_first_ones_stay(post_of: Any) -> None:
    title = "The bridge is closed. " + "It will stay closed for nine months, the council decided on Friday night. " * 4
    post = post_of(changed(title=title, body=""))
    assert post.text.startswith("The bridge is closed. It will stay closed for nine months, the council decided")
    assert "the title is cut short" in post.warnings


def test_a_title_without_room_is_left_out_and_not_cut_to_what_it_does_not_say(post_of: Any) -> None:
    title = "Council guilty of none of the " + "charges and " * 25 + "claims"
    post = post_of(changed(title=title))
    assert post.text.startswith("The council voted 7 to 2")
    assert "there is no room for the title" in post.warnings


def test_an_appeal_with_a_page_of_its_own_and_a_campaign_link_stand_whole(post_of: Any) -> None:
    appeal = Appeal(text="Please give", url="https://star.org/2026/bridge/give")
    post = post_of(BRIDGE, appeals=(appeal,), campaign=Campaign(source="{platform}", content="{account}"))
    assert post.link == "https://star.org/2026/bridge/?utm_source=x&utm_content=mtt"
    assert post.text.count(post.link) == 1
    assert post.text.count("Please give https://star.org/2026/bridge/give") == 1


def test_a_story_that_goes_without_an_appeal_says_so(post_of: Any) -> None:
    post = post_of(changed(title="Mayor dies in fire"), appeals=(Appeal(text="DONATE", never_with=("dies",)),))
    assert post.appeal == ""
    assert "DONATE" not in post.text
    assert post.warnings == ("no call to action is meant for this article",)


def test_a_short_form_that_is_longer_than_the_long_one_is_not_used(post_of: Any, limits: Any) -> None:
    appeal = Appeal(text="Please give", short="Please do give us something")
    assert post_of(BRIDGE, appeals=(appeal,), limits=limits(75)).appeal == "Please give"


def test_a_day_begins_where_the_newsroom_is(post_of: Any) -> None:
    tokyo = ZoneInfo("Asia/Tokyo")
    late = changed(published=datetime(2026, 11, 30, 16, tzinfo=UTC))
    december = Appeal(text="Give in December", valid_from=date(2026, 12, 1))
    dated = Templates({"x.j2": "{{ published.strftime('%d.%m.') }} {{ title }} {{ link }} {{ appeal }}"})
    assert post_of(late, appeals=(december,), templates=dated, zone=tokyo).text.startswith("01.12. Bridge")
    assert post_of(late, appeals=(december,), zone=tokyo).appeal == "Give in December"
    assert post_of(late, appeals=(december,)).appeal == ""


def test_what_quotes_the_link_or_the_appeal_does_not_bring_it_in_twice(post_of: Any, donation: Appeal) -> None:
    article = changed(
        title=f"Bridge to close {BRIDGE.link}",
        body=f"<p>Readers may find the plan at {BRIDGE.link} today. {donation.short} and be glad of it all.</p>"
        + BRIDGE.body,
    )
    post = post_of(article)
    assert post.text.count(BRIDGE.link) == 1
    assert post.text.count(post.appeal) == 1


def test_other_accounts_get_another_text_that_leads_with_another_sentence(post_of: Any) -> None:
    posts = [post_of(BRIDGE, variant=nth) for nth in range(3)]
    assert len({post.text for post in posts}) == 3
    assert posts[0].summary[0] != posts[1].summary[0]
    assert all(not part.endswith("…") for part in posts[1].summary)


def test_two_posts_with_the_same_text_on_one_platform_are_found(post_of: Any, account: Any) -> None:
    one, same, other = (post_of(BRIDGE, account=account(name)) for name in ("one", "same", "other"))
    assert alike([one, same]) == (("one", "same"),)
    assert alike([one, post_of(BRIDGE, account=account("other"), variant=1)]) == ()
    assert alike([one, replace(other, platform="facebook")]) == ()


def test_no_post_has_more_cashtags_than_its_platform_allows(post_of: Any) -> None:
    post = post_of(changed(title="$AAPL beats $TSLA", body="<p>Shares of $MSFT rose to $5 today, as $NVDA fell.</p>"))
    assert "$AAPL beats TSLA" in post.text
    assert "Shares of MSFT rose to $5 today, as NVDA fell." in post.text


def test_where_a_platform_minds_no_cashtag_each_keeps_its_sign(post_of: Any, account: Any) -> None:
    body = "<p>Shares of $MSFT rose to $5 today, as $NVDA fell.</p>"
    page = account("page", "facebook", "facebook.j2")
    post = post_of(changed(title="$AAPL beats $TSLA", body=body), account=page, limits=PLATFORMS["facebook"].limits)
    assert "$AAPL beats $TSLA" in post.text
    assert "Shares of $MSFT rose to $5 today, as $NVDA fell." in post.text


def test_nobody_is_notified_whom_the_article_names(post_of: Any, account: Any) -> None:
    article = changed(
        title="@YorkCouncil closes bridge", body="<p>The town of York asked @nasa, or me@york.example.</p>"
    )
    post = post_of(article)
    assert post.text.startswith("YorkCouncil closes bridge\n\nThe town of York asked nasa, or me@york.example.")
    assert "@nasa stands there without its @, so that nobody is notified" in post.warnings
    page = account("page", "facebook", "facebook.j2")
    assert "@YorkCouncil" in post_of(article, account=page, limits=PLATFORMS["facebook"].limits).text


def test_where_there_is_no_other_text_there_is_no_post(post_of: Any) -> None:
    bare = changed(body="", tags=())
    assert post_of(bare, variant=1).appeal != post_of(bare).appeal
    with pytest.raises(ComposeError, match="the same text as another account's: give it a template of its own"):
        post_of(bare, variant=2)


@pytest.mark.parametrize(
    ("parts", "warning"),
    [
        ({"body": ""}, "no sentence of the article is fit to be a summary"),
        ({"title": ""}, "the article has no title"),
        (
            {"body": "", "excerpt": "The bridge over the river Ouse will close on Monday. Then [&#8230;]"},
            "only an excerpt",
        ),
    ],
)
def test_what_is_missing_is_told_and_does_not_stop_the_post(post_of: Any, parts: dict[str, str], warning: str) -> None:
    post = post_of(changed(**parts))
    assert any(warning in each for each in post.warnings)
    assert "[" not in post.text


def test_a_description_that_is_the_whole_article_is_no_excerpt(post_of: Any) -> None:
    whole = "".join(
        f"<p>The bridge over the river Ouse will close for {count} weeks on Monday.</p>" for count in range(20)
    )
    assert not any("excerpt" in warning for warning in post_of(changed(body="", excerpt=whole)).warnings)


@pytest.mark.parametrize(
    "parts",
    [
        {"title": "", "body": ""},
        {"title": "", "body": "<p>https://a.example</p>"},
        {"link": ""},
        {"link": "javascript:alert(1)"},
        {"title": "x" * 5000, "body": ""},
    ],
)
def test_an_article_of_which_no_post_can_be_made_is_a_compose_error(post_of: Any, parts: dict[str, str]) -> None:
    with pytest.raises(ComposeError) as raised:
        post_of(changed(**parts))
    assert raised.value.account == "mtt"


STRANGE = {
    "one word": {"title": "Bridge", "body": "Bridge"},
    "a megabyte": {"body": "<p>The bridge will close on Monday for repairs. It is old.</p>" * 17_000},
    "a sentence of 5,000 characters": {"body": "<p>The bridge " + "and the road " * 380 + "will close.</p>"},
    "only emoji": {"title": "👨‍👩‍👧‍👦🔥🇯🇵", "body": "<p>🔥🔥🔥 👨‍👩‍👧‍👦</p>"},
    "only a URL": {"title": "https://star.org/2026/bridge/x", "body": "https://star.org/2026/bridge/x"},
    "a million nested tags": {"body": "<div>" * 1_000_000 + "<p>The bridge will close.</p>"},
    "controls and bidi": {
        "title": "Bridge \x00\u202eto\u2066 close\x07",
        "body": "<p>\u202eThe bridge will\x1b close.</p>",
    },
    "half an emoji": {"title": "Bridge \ud83d closes", "body": "<p>The bridge \udc00 will close on Monday.</p>"},
}


@pytest.mark.parametrize("kind", STRANGE)
def test_strange_input_makes_a_good_post(post_of: Any, kind: str) -> None:
    post = post_of(changed(**STRANGE[kind]))
    assert post.length <= post.limit
    assert post.link in post.text
    assert post.appeal in post.text
    assert not set(post.text) & {"\x00", "\u202e", "\u2066", "\x07", "\x1b"}
    post.text.encode("utf-8")


def test_a_template_that_damages_or_repeats_a_required_part_sends_nothing_out(post_of: Any) -> None:
    with pytest.raises(TemplateError, match="does not keep"):
        post_of(BRIDGE, templates=Templates({"x.j2": "{{ link }} {{ appeal | upper }}"}))
    loop = "{{ link }}{% macro again() %}{{ appeal }}{% endmacro %}{{ again() }}{{ again() }} {{ appeal }}"
    with pytest.raises(TemplateError, match=r"writes {{ appeal }} 3 times"):
        post_of(BRIDGE, templates=Templates({"x.j2": loop}))


def test_a_template_with_which_nothing_can_ever_fit_is_found_without_an_article(
    account: Any, limits: Any, donation: Appeal
) -> None:
    long = Templates({"x.j2": "word " * 50 + "{{ link }} {{ appeal }}"})
    (fault,) = too_long_by_itself(account(), limits=limits(), templates=long, appeals=(donation,))
    assert fault.startswith("x.j2: its own words, a link and the call to action")
    assert too_long_by_itself(account(), limits=limits(400), templates=long, appeals=(donation,)) == ()


def test_an_editor_s_text_is_told_what_it_lost(limits: Any) -> None:
    def faults(text: str) -> tuple[str, ...]:
        return faults_of(text, link="https://a.example/1", appeals=("Please give", "Give"), limits=limits())

    assert faults("News https://a.example/1 Give") == ()
    assert faults("News https://a.example/1") == ("it has lost its call to action: Please give",)
    assert faults("News Give") == ("it has lost its link: https://a.example/1",)
    assert faults("x" * 285 + " https://a.example/1 Give") == ("it is 310 long, the platform takes 280",)
    assert "it is empty" in faults(" ")


def test_on_a_page_the_call_to_action_is_seen_without_a_click(post_of: Any, account: Any) -> None:
    body = "".join(
        f"<p>The council voted on item {n} of its long list on Friday after a debate of two hours.</p>"
        for n in range(9)
    )
    page = account("page", "facebook", "facebook.j2")
    post = post_of(changed(body=body + BRIDGE.body), account=page, limits=PLATFORMS["facebook"].limits)
    assert post.text.index(post.appeal) + len(post.appeal) <= 477


def test_a_page_s_post_may_leave_the_link_to_its_card(post_of: Any, account: Any) -> None:
    templates = Templates({"facebook.j2": "{{ title }}\n{{ appeal }}"}, without_link={"facebook.j2"})
    page = account("page", "facebook", "facebook.j2")
    post = post_of(BRIDGE, account=page, limits=PLATFORMS["facebook"].limits, templates=templates)
    assert post.link not in post.text
    with pytest.raises(TemplateError, match="link"):
        post_of(BRIDGE, account=page, templates=templates)


def test_a_sentence_with_the_name_of_a_file_gives_way_to_another(post_of: Any) -> None:
    lead = "<p>The town’s README.md was edited on Friday by a child of seven, the council said.</p>"
    post = post_of(changed(body=f"{lead}{BRIDGE.body}", excerpt="The town’s README.md was edited by a child of seven."))
    assert "README.md" not in post.text
    assert "The council voted 7 to 2" in post.text


def test_a_space_that_is_missing_after_a_full_stop_makes_no_link(post_of: Any) -> None:
    body = "<p>The council voted on Friday to close the bridge to cars in the end.Next it will close the tunnel.</p>"
    post = post_of(changed(body=body))
    assert "in the end. Next it will" in post.text
    assert post.length == weighted_length(post.text)


def test_a_title_with_the_name_of_a_file_stays(post_of: Any) -> None:
    assert "What README.md says" in post_of(changed(title="What README.md says")).text


def test_on_facebook_the_name_of_a_file_stays(post_of: Any, account: Any) -> None:
    body = "<p>The town’s README.md was edited on Friday by a child of seven, the council said.</p>"
    facebook = account("page", "facebook", "facebook.j2")
    assert "README.md" in post_of(changed(body=body), account=facebook, limits=PLATFORMS["facebook"].limits).text
