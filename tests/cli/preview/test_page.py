"""The page in a real Chromium, in a wide window and in a narrow one: what people see is what goes out."""

from __future__ import annotations

import re
from dataclasses import replace

import click
import pytest
import requests
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree, html
from playwright.sync_api import Page

from bot.article import Article
from bot.cli.preview.page import page
from bot.cli.preview.terminal import Screen, lines_of
from bot.desk.report.preview import AccountPreview, Folded, Preview
from bot.drawing.fold import fold_at
from bot.platforms import PLATFORMS, sandbox_accounts
from bot.platforms.marks import marks_of
from bot.sandbox import Newsroom, Sandbox, sample_articles
from bot.settings import sample_settings
from bot.sources.page.card import link_card
from bot.wiring import read_card_pages
from bot.writing.post import Post

TEXT_OF_POST = """box => {
    const copy = box.cloneNode(true);
    copy.querySelectorAll("label, input").forEach(one => one.remove());
    return copy.textContent;
}"""

OVERFLOWS = """() => {
    const found = [];
    for (const post of document.querySelectorAll(".post")) {
        const room = post.getBoundingClientRect();
        for (const one of post.querySelectorAll("*:not(.unseen, .unfold, use)")) {
            const taken = one.getBoundingClientRect();
            const inside = taken.left > room.left - 1 && taken.right < room.right + 1 && taken.bottom < room.bottom + 1;
            if (taken.width && !inside)
                found.push(`${one.className || one.tagName}: ${one.textContent.slice(0, 40)}`);
        }
    }
    for (const one of document.querySelectorAll("h1, h2, h3, p, dt, dd, label, figcaption, .text, .who, .words"))
        if (one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).display !== "inline" && one.clientWidth)
            found.push(`${one.className || one.tagName} is too narrow: ${one.textContent.slice(0, 40)}`);
    if (document.documentElement.scrollWidth > innerWidth) found.push("the page scrolls sideways");
    return found;
}"""

# https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio, for every text node that is seen, against what is painted behind it.
# Over a picture the worse of black and white counts.
TOO_FAINT = """() => {
    const rgba = colour => { const [r, g, b, a = 1] = colour.match(/[\\d.]+/g).map(Number); return [r, g, b, a]; };
    const over = (top, below) => [0, 1, 2].map(i => top[i] * top[3] + below[i] * (1 - top[3])).concat(1);
    const light = ([r, g, b]) => {
        const linear = [r, g, b].map(v => v / 255).map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4);
        return .2126 * linear[0] + .7152 * linear[1] + .0722 * linear[2];
    };
    const ratio = (one, other) => {
        const [low, high] = [light(one), light(other)].sort((a, b) => a - b);
        return (high + .05) / (low + .05);
    };
    const behind = (one, base) => {
        const layers = [];
        for (; one; one = one.parentElement) {
            const style = getComputedStyle(one);
            layers.push(rgba(style.backgroundColor));
            if (style.backgroundImage !== "none") break;
        }
        return layers.reverse().reduce((below, layer) => over(layer, below), base);
    };
    const found = new Set();
    let seen = 0;
    const nodes = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node; node = nodes.nextNode();) {
        const box = node.parentElement, style = getComputedStyle(box);
        if (!node.data.trim() || !box.checkVisibility() || parseFloat(style.fontSize) === 0) continue;
        if (["STYLE", "SCRIPT"].includes(box.tagName)) continue;
        seen++;
        for (const base of [[255, 255, 255, 1], [0, 0, 0, 1]]) {
            const ground = behind(box, base), contrast = ratio(over(rgba(style.color), ground), ground);
            if (contrast < 4.5) found.add(`${contrast.toFixed(2)} in ${box.className || box.tagName}: ${node.data}`);
        }
    }
    return [seen, [...found]];
}"""


def test_the_text_that_is_seen_is_the_post_s_text(window, seen: Page):
    texts = seen.locator(".text").evaluate_all(f"boxes => boxes.map({TEXT_OF_POST})")
    assert texts == [text for text in window.posts for _ in range(4)]  # in two themes, on two screens


def test_nothing_overflows(seen: Page):
    assert seen.evaluate(OVERFLOWS) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_has_enough_contrast(seen: Page, scheme: str):
    seen.emulate_media(color_scheme=scheme)
    count, faint = seen.evaluate(TOO_FAINT)
    assert faint == []
    assert count > 500


def test_posts_run_from_right_to_left_where_their_language_does(seen: Page):
    boxes = seen.locator(".text").evaluate_all("boxes => boxes.map(one => [one.lang, getComputedStyle(one).direction])")
    assert {direction for language, direction in boxes if language in {"ar", "he"}} == {"rtl"}
    assert {direction for language, direction in boxes if language not in {"ar", "he"}} == {"ltr"}


def test_the_first_line_of_a_right_to_left_post_begins_at_the_right(seen: Page):
    boxes = seen.locator(".text[lang=ar]").all()
    assert len(boxes) == 16
    for box in boxes:
        line, room = box.evaluate("""box => {
            const range = document.createRange();
            range.setStart(box.firstChild, 0);
            range.setEnd(box.firstChild, 3);
            const room = box.getBoundingClientRect().right - parseFloat(getComputedStyle(box).paddingRight);
            return [range.getBoundingClientRect().right, room];
        }""")
        assert line == pytest.approx(room, abs=2)


def test_the_rest_of_a_long_post_is_behind_see_more(seen: Page):
    post = seen.locator(".phone .facebook").first
    assert not post.locator(".rest").is_visible()
    post.get_by_text("See more").click()
    assert post.locator(".rest").is_visible()
    assert not post.get_by_text("See more").is_visible()


def test_a_link_on_x_is_shown_short_and_copied_whole(seen: Page):
    link = seen.locator('.x a.mark[href^="https://moderntokyonews.com/2026"]').first
    assert link.evaluate("one => one.textContent") == link.get_attribute("href")
    unseen = link.locator(".unseen").evaluate_all("all => all.map(one => one.getBoundingClientRect().width)")
    assert unseen == [0, 0]


def test_the_picture_of_a_card_is_there_wide_or_small(seen: Page):
    wide = seen.locator(".card.wide .picture").first
    assert wide.evaluate("one => getComputedStyle(one).backgroundImage").startswith('url("data:image/png;base64,')
    box, small = wide.bounding_box(), seen.locator(".card.small .picture").first.bounding_box()
    assert box["width"] / box["height"] == pytest.approx(1.91, abs=0.05)
    assert small["width"] < 140


@pytest.mark.parametrize(
    ("choice", "hidden", "shown"),
    [
        ("#only-light", ".band.dark", ".band.light"),
        ("#only-dark", ".band.light", ".band.dark"),
        ("#only-phone", ".frame.desktop", ".frame.phone"),
        ("#only-desktop", ".frame.phone", ".frame.desktop"),
    ],
)
def test_themes_and_screens_can_be_chosen(seen: Page, choice: str, hidden: str, shown: str):
    seen.locator(choice).check()
    assert not seen.locator(hidden).first.is_visible()
    assert seen.locator(shown).first.is_visible()


def test_both_themes_stand_on_the_page_whatever_the_reader_s_own(seen: Page):
    for scheme in ("light", "dark"):
        seen.emulate_media(color_scheme=scheme)
        papers = seen.locator(".x").evaluate_all("all => all.map(one => getComputedStyle(one).backgroundColor)")
        assert set(papers) == {"rgb(255, 255, 255)", "rgb(0, 0, 0)"}


def test_a_post_is_as_wide_as_its_platform_shows_it(seen: Page):
    frames = (".desktop .x", ".desktop .facebook", ".phone .x", ".phone .facebook")
    widths = [seen.locator(frame).first.bounding_box()["width"] for frame in frames]
    if seen.viewport_size["width"] == 1280:
        assert widths == [598, 680, 390, 390]
    else:
        assert max(widths) <= seen.viewport_size["width"]


def test_nothing_of_a_feed_runs_and_the_network_is_not_asked(window, seen: Page):
    assert seen.locator("script, img, iframe, [onclick], [onerror], [style]").count() == 0
    assert seen.title() == "Preview: Ferry to the outer islands sails again"
    assert {told.partition(":")[0] for told in window.told} == {"file"}


def test_under_its_policy_no_script_runs(browser, tmp_path, preview_of):
    path = tmp_path / "page.html"
    written = page([preview_of("plain")]).replace("<h1>", "<script>document.title = 'hacked'</script><h1>")
    path.write_text(written, "utf-8")
    opened = browser.new_page()
    opened.goto(path.as_uri())
    assert opened.title() == "Preview: Ferry to the outer islands sails again"
    opened.close()


@settings(max_examples=50)
@given(st.text("ab <>&\"'{}%\n#@.:/é中א🎉\u2028", max_size=200))
def test_whatever_a_post_says_stands_on_the_page_as_it_is(preview_of, text: str):
    shown = preview_of("plain")
    account = shown.accounts[1]
    changed = replace(account, post=replace(account.post, text=text), marks=marks_of(text, {"link", "hashtag"}))
    document = html.document_fromstring(page([replace(shown, accounts=(changed,))]))
    boxes = document.xpath('//div[@class="text"]')
    for box in boxes:
        etree.strip_elements(box, "label", with_tail=False)
    assert [box.text_content() for box in boxes] == [text] * 4


def test_an_account_without_a_post_says_why(preview_of):
    nothing = AccountPreview(account="mtt", platform="x", post=None, fault="no post fits into 280")
    shown = replace(preview_of("plain"), accounts=(nothing,))
    text = html.document_fromstring(page([shown])).text_content()
    assert "mtt on X: no post" in text
    assert "no post fits into 280" in text
    assert "── mtt on X: no post\n   Why not:        no post fits into 280" in click.unstyle(
        "\n".join(lines_of(shown, Screen(60, is_terminal=True)))
    )


def test_a_page_that_reloads_says_so_and_another_does_not(preview_of):
    assert '<meta http-equiv="refresh" content="2">' in page([preview_of("plain")], reloads=True)
    assert "refresh" not in page([preview_of("plain")])


def test_a_picture_stands_in_the_page_once(preview_of):
    assert page([preview_of("plain"), preview_of("hebrew")]).count("data:image/png") == 1


@pytest.mark.parametrize("platform", PLATFORMS)
def test_a_post_is_drawn_on_the_sandbox_s_timeline_as_in_the_preview(platform: str):
    name, spec = "Modern Tokyo News", PLATFORMS[platform]
    for article in sample_articles():
        with Newsroom() as newsroom, Sandbox(accounts=sandbox_accounts((platform,))) as sandbox:
            url = newsroom.publish(article)
            (timeline,) = sandbox.timelines()
            post = timeline.store(f"{article.title} #Tag\n\n{article.body[:900]} {url}", url, sandbox.rules.clock(), 0)
            marks, fold = spec.marks_of(post.text), spec.limits.shown and fold_at(post.text, spec.limits.shown)
            account = AccountPreview(
                account=timeline.account.handle,
                platform=platform,
                post=Post(
                    account="a", platform=platform, text=post.text, link=url, length=1, limit=9, appeal="", summary=()
                ),
                marks=marks,
                folds=(Folded("desktop", fold, is_sure=False),),
                card=link_card(read_card_pages(LOCAL, [url])[url], spec.card),
            )
            preview_page = page([Preview(Article(site=name, title="", link=url), (account,), LOCAL.timezone)])
            timeline_page = requests.get(sandbox.url).text
        assert drawn_on(preview_page) == drawn_on(timeline_page)


LOCAL = replace(sample_settings(), watch=replace(sample_settings().watch, allow_private=True))


def drawn_on(document: str) -> str:
    """The first post on a page, without what each page has of its own: ids, the time, and how it holds the picture."""
    post = html.document_fromstring(document).xpath("//article")[0]
    for element in post.iter():
        for attribute in ("id", "for", "datetime"):
            element.attrib.pop(attribute, None)
    for picture in post.xpath('.//div[starts-with(@class, "picture")]'):
        etree.strip_elements(picture, "img")
        picture.attrib["class"] = "picture"
    return re.sub(r">\s+<", "><", etree.tostring(post, encoding="unicode", with_tail=False))
