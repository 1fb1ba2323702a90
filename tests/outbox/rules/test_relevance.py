from __future__ import annotations

import pytest

from bot.article import Article
from bot.outbox.rules.relevance import is_about

ARTICLES = {
    "finnish": (
        "Turun satama laajentaa varastoja ensi keväänä",
        "Satamayhtiö kertoi maanantaina, että varastoalue […]",
        "<p>Satamayhtiö kertoi maanantaina, että varastoaluetta laajennetaan kolmella hehtaarilla.</p>"
        "<p>Turun kaupunki vuokraa sataman viereisen tontin kahdeksikymmeneksi vuodeksi. "
        "Varastot valmistuvat keväällä.</p>",
    ),
    "japanese": (
        "港区の小学校で耐震工事始まる",
        "区教育委員会は七日、老朽化した校舎の […]",
        "<p>区教育委員会は七日、老朽化した校舎の耐震工事を始めたと発表した。</p>"
        "<p>工事は三つの小学校で来年三月まで続く。児童は港区の仮校舎で授業を受ける。</p>",
    ),
    "thai": (
        "ชาวประมงภูเก็ตขอเลื่อนกฎหมายเรือใหม่",
        "สมาคมชาวประมงภูเก็ตยื่นหนังสือต่อ […]",
        "<p>สมาคมชาวประมงภูเก็ตยื่นหนังสือต่อผู้ว่าราชการจังหวัดเมื่อวันจันทร์</p>"
        "<p>ชาวประมงกว่าสองร้อยคนเห็นว่ากฎหมายเรือใหม่ทำให้ต้นทุนสูงขึ้น และขอเลื่อนออกไปหนึ่งปี</p>",
    ),
    "korean": (
        "부산항 신항 크레인 노동자 파업 종료",
        "노사는 화요일 새벽 임금 인상에 […]",
        "<p>노사는 화요일 새벽 임금 인상에 합의했다고 밝혔다.</p>"
        "<p>부산항 신항의 크레인은 수요일부터 다시 움직이며, 파업에 참가한 노동자 사백 명이 돌아온다.</p>",
    ),
    "arabic": (
        "إغلاق ميناء العقبة بسبب الرياح",
        "أعلنت سلطة الميناء صباح الاثنين […]",
        "<p>أعلنت سلطة الميناء صباح الاثنين وقف دخول السفن حتى المساء.</p>"
        "<p>وبلغت سرعة الرياح في العقبة ستين كيلومترا، وقالت السلطة إن الإغلاق يشمل السفن الصغيرة بالميناء.</p>",
    ),
    "russian": (
        "Мост через Томь закроют на ремонт",
        "Мэрия сообщила в среду, что движение […]",
        "<p>Мэрия сообщила в среду, что движение по мосту остановят с первого июня.</p>"
        "<p>Ремонтом моста через Томь займётся подрядчик из Кемерова. Закрытие продлится сорок дней.</p>",
    ),
}

WALLS = {
    "finnish": "<p>Tilaa lehti ja jatka lukemista. Ensimmäinen kuukausi maksaa euron, "
    "ja voit lopettaa milloin tahansa.</p>"
    "<p>Onko sinulla jo tunnus? Kirjaudu sisään sähköpostillasi, niin pääset kaikkiin juttuihin.</p>",
    "japanese": "<p>当サイトではサービス向上のためクッキーを使用しています。利用を続けるには同意が必要です。</p>"
    "<p>会員の方はログインしてください。登録は無料で、一分で完了します。</p>",
    "thai": "<p>เว็บไซต์นี้ใช้คุกกี้เพื่อมอบประสบการณ์ที่ดีที่สุดแก่คุณ โปรดกดยอมรับเพื่อดำเนินการต่อ</p>"
    "<p>หากคุณมีบัญชีอยู่แล้ว กรุณาเข้าสู่ระบบด้วยอีเมลและรหัสผ่าน</p>",
    "korean": "<p>이 사이트는 방문자의 브라우저를 확인하고 있습니다. 잠시만 기다려 주십시오.</p>"
    "<p>자바스크립트와 쿠키를 사용하도록 설정한 뒤 다시 시도하십시오. 요청 번호는 아래에 있습니다.</p>",
    "arabic": "<p>نستخدم نحن وشركاؤنا ملفات تعريف الارتباط لتخزين المعلومات على جهازك وقياس أداء الإعلانات.</p>"
    "<p>يمكنك قبول الاختيارات أو رفضها في أي وقت من صفحة الخصوصية، ولن يؤثر ذلك في التصفح.</p>",
    "russian": "<p>Войдите в личный кабинет, чтобы продолжить чтение. Первый месяц подписки бесплатный.</p>"
    "<p>Регистрируясь, вы принимаете условия пользования и политику конфиденциальности издательства.</p>",
}


def article(language: str, **changed: str) -> Article:
    title, excerpt, _ = ARTICLES[language]
    return Article(**{"site": "S", "title": title, "link": "https://news.example/1", "excerpt": excerpt, **changed})


@pytest.mark.parametrize("language", ARTICLES)
def test_an_article_s_own_text_is_known_by_its_words_in_other_forms_too(language: str) -> None:
    assert is_about(article(language), ARTICLES[language][2])


@pytest.mark.parametrize("language", ARTICLES)
def test_a_headline_alone_is_enough_to_know_it_by(language: str) -> None:
    assert is_about(article(language, excerpt=""), ARTICLES[language][2])


@pytest.mark.parametrize("language", WALLS)
@pytest.mark.parametrize("excerpt", ["", None], ids=["a headline alone", "an excerpt"])
def test_a_wall_is_never_taken_for_the_article(language: str, excerpt: str | None) -> None:
    known = article(language) if excerpt is None else article(language, excerpt=excerpt)
    assert not is_about(known, WALLS[language])


@pytest.mark.parametrize("language", WALLS)
def test_a_wall_that_names_the_headline_alone_is_none(language: str) -> None:
    title = ARTICLES[language][0]
    assert not is_about(article(language, excerpt=""), f"<p>{title} | {title}</p>{WALLS[language]}")


def test_a_page_that_ends_the_sentence_that_its_feed_has_cut_is_taken() -> None:
    known = Article(site="S", title="A new pier", link="https://n.example/1", excerpt="<p>Seven ministers […]</p>")
    assert is_about(known, "<p>Seven ministers met in the harbour town of Norddeich.</p>")


@pytest.mark.parametrize("language", WALLS)
def test_neither_is_a_wall_that_repeats_the_headline_and_the_first_sentence(language: str) -> None:
    title, _, body = ARTICLES[language]
    first = body.split("</p>")[0] + "</p>"
    page = f"<p>{title}</p>{first}{WALLS[language]}"
    assert not is_about(article(language, excerpt=first), page)


def test_an_offer_that_names_the_article_s_subject_is_known_by_the_notices_beside_it() -> None:
    known = Article(
        site="S",
        title="Dock number 9 opens early after pumps pass the test",
        link="https://news.example/9",
        excerpt="The harbour office said that dock nine opens two weeks early […]",
    )
    page = (
        "<p>The harbour office said that dock nine opens two weeks early.</p>"
        "<p>Continue with a plan from 1.99 a week and read all that we have on the harbour, the town and the coast.</p>"
    )
    assert is_about(known, page)
    assert not is_about(known, page, has_notices=True)


def test_the_teasers_of_a_front_page_are_not_the_article_though_its_own_is_among_them() -> None:
    known = Article(
        site="S",
        title="Dock number 9 opens early after pumps pass the test",
        link="https://news.example/9",
        excerpt="The harbour office said that dock nine opens two weeks early, after the last of the pumps passed […]",
    )
    teasers = (
        "The bakers of the old town began a strike on Wednesday over the price of flour, which has risen by a third.",
        "The roof of the school on Mill Lane will be mended in the spring holidays, the council said, for two million.",
        "The choir of Saint Anne won the first prize in Leeds on Sunday with two songs of its own and a third piece.",
        "Buses will not stop at the market in December, because the square is being paved with stone from the quarry.",
        "A beaver has been seen in the river for the first time in ninety years, and the anglers are not pleased.",
        "The library opens on Sundays from March, said its director, who has found five people to work there by turns.",
    )
    own = "The harbour office said that dock nine opens two weeks early, after the last of the pumps passed its test."
    page = "".join(f"<div><p>{text}</p></div>" for text in (*teasers[:2], own, *teasers[2:]))
    assert not is_about(known, page)


def test_a_page_with_nothing_to_compare_it_with_is_not_taken() -> None:
    assert not is_about(Article(site="S", title="G7", link="https://news.example/1"), ARTICLES["finnish"][2])
