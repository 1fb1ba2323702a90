"""Previews of articles that are hard to show, and a real browser to show them in."""

from __future__ import annotations

import os
import struct
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from bot.article import Article
from bot.cli.preview.page import page
from bot.cli.preview.picture import find_browser
from bot.desk.report.preview import Preview, PreviewContext, preview
from bot.errors import PictureError
from bot.settings import sample_settings
from bot.sources.page.card import CardPage, CardPicture
from bot.wiring import templates_of

PICTURE = "https://moderntokyonews.com/picture.png"
ARTICLES = {
    "plain": (
        "Ferry to the outer islands sails again",
        "About 300 islanders waited on the pier since dawn for the first boat in two years, and @harbour read "
        "boats.org aloud. The ferry sailed at noon on Monday. Tickets cost 12 euros, and children travel free until "
        "May, as the council of the islands decided in autumn. The company says that it will sail twice a day.",
        "en",
    ),
    "arabic": (
        "العبّارة إلى الجزر البعيدة تبحر من جديد",
        "أبحرت العبّارة إلى الجزر البعيدة يوم الاثنين للمرة الأولى منذ عامين. "
        "وانتظر نحو ثلاثمئة من سكان الجزر على الرصيف منذ الفجر. وتقول الشركة إنها ستبحر مرتين في اليوم.",
        "ar",
    ),
    "hebrew": ("המעבורת לאיים המרוחקים שבה להפליג", "המעבורת לאיים המרוחקים הפליגה ביום שני לראשונה זה שנתיים.", "he"),
    "japanese": (
        "離島へのフェリーが二年ぶりに運航を再開",
        "離島へのフェリーが月曜日、二年ぶりに運航を再開した。夜明けから約三百人の島民が桟橋で待っていた。会社は一日二便を運航するとしている。",
        "ja",
    ),
    "unbroken": ("Donaudampfschifffahrts" * 6, f"{'x' * 150} is a word. {'W' * 90}. And so it goes for a while.", "de"),
    "hostile": (
        "<script>document.title = 'hacked'</script><img src=x onerror=\"document.title='hacked'\">",
        "The “quoted” & <b>bold</b> minister said so. {{ 7 * 7 }} </span></style></textarea> was seen by nobody.",
        'en" onclick="x',
    ),
}


def png(width: int, height: int) -> bytes:
    """A picture of that size, all shades."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    colours = ((x * 255 // width, y * 255 // height, 120) for y in range(height) for x in range(width))
    pixels = b"".join(map(bytes, colours))
    rows = b"".join(b"\0" + pixels[3 * width * y : 3 * width * (y + 1)] for y in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def previewed(name: str, *, card: str = "summary_large_image", picture: bool = True) -> Preview:
    """What the sample newsroom's accounts would post; `card` is the page's twitter:card, "" for a page not asked."""
    title, text, language = ARTICLES[name]
    link = f"https://moderntokyonews.com/2026/11/23/{name}-and-quite-a-long-name-so-that-it-must-be-cut-somewhere/"
    body = "".join(f"<p>{sentence.replace('&', '&amp;').replace('<', '&lt;')}</p>" for sentence in text.split("\n"))
    article = Article(site="Modern Tokyo News", title=title, link=link, body=body, language=language, tags=("Ferry",))
    tags = {"og:title": title, "og:description": text, "twitter:card": card} | (
        {"og:image": PICTURE} if picture else {}
    )
    shown = CardPicture(url=PICTURE, media_type="image/png", width=640, height=335, content=png(640, 335))
    found = CardPage(url=link, tags=tags, pictures={PICTURE: shown} if picture else {})
    settings = sample_settings()
    return preview(
        settings, templates_of(settings), article, settings.accounts, PreviewContext(page=found if card else None)
    )


@pytest.fixture(scope="session")
def preview_of() -> Callable[..., Preview]:
    return previewed


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Open for one module only: while it is, its event loop runs in this thread, and no other can."""
    try:
        program = find_browser()
    except PictureError as exc:
        pytest.skip(str(exc))
    arguments = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=program, args=arguments)
        yield opened
        opened.close()


class Window:
    """A page of previews in a window of the browser, and what it has told and asked."""

    def __init__(self, page: Page, posts: list[str]) -> None:
        self.page = page
        self.posts = posts
        """The texts that must be on it, in order."""
        self.told: list[str] = []
        page.on("console", lambda message: self.told.append(message.text))
        page.on("request", lambda asked: self.told.append(asked.url))


@pytest.fixture(scope="module", params=[1280, 390], ids=["wide window", "narrow window"])
def window(
    request: pytest.FixtureRequest, browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Window]:
    """Every article on one page; with a wide card, a small one, one without a picture and none."""
    shown = [previewed(name) for name in ARTICLES]
    shown += [previewed("plain", card="summary"), previewed("arabic", picture=False), previewed("plain", card="")]
    path: Path = tmp_path_factory.mktemp("page") / "page.html"
    path.write_text(page(shown), "utf-8")
    opened = Window(
        browser.new_page(viewport={"width": request.param, "height": 900}),
        [one.post.text for each in shown for one in each.accounts if one.post],
    )
    opened.page.goto(path.as_uri())
    yield opened
    opened.page.close()


@pytest.fixture
def seen(window: Window) -> Iterator[Page]:
    """The page as it is when it was just opened."""
    yield window.page
    window.page.emulate_media(color_scheme="light")
    window.page.reload()
