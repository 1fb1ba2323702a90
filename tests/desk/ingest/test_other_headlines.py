"""One article under two headlines is posted once to an account; what is only alike in its form is an article."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.outbox.rules.delivery import Status
from bot.settings import Site

SISTER = Site(name="Sister", url="https://sister.example")
TICKER = (
    "<p>Follow every goal, every card and every substitution in our live coverage, with the tables, the statistics and "
    "the voices of the coaches after the final whistle.</p><p>You may discuss the game with other readers below.</p>"
)
TEXTS = {
    "en": (
        "Mayor of Aldport quits after audit",
        "Four million missing: Aldport loses its mayor",
        "<p>The mayor of Aldport has stepped down after an audit of the ferry fund found that four million were "
        "missing.</p><p>She told the council on Thursday that she had known nothing of it, and that her deputy would "
        "take over until spring.</p><p>The opposition wants a new election before the summer.</p>",
    ),
    "de": (
        "Altona bekommt eine neue Brücke über den Kanal",
        "Rat stimmt für vierzig Millionen teuren Bau",
        "<p>Der Stadtrat von Altona hat am Donnerstag den Bau der neuen Brücke über den Kanal beschlossen, gegen die "
        "Stimmen der Grünen.</p><p>Die Kosten werden auf vierzig Millionen geschätzt, der Bund trägt die Hälfte.</p>"
        "<p>Mit dem Bau soll im Frühjahr begonnen werden, fertig wäre die Brücke in drei Jahren.</p>",
    ),
    "ja": (
        "東京都、湾岸再開発を見直しへ",
        "湾岸の計画、完成は二年遅れか",
        "<p>東京都は木曜日、湾岸地区の再開発計画を見直すと発表した。知事は記者会見で、費用が当初の見積もりを大きく上回った"
        "ためだと説明した。</p><p>専門家は、見直しによって完成が少なくとも二年遅れるとみている。</p>"
        "<p>地元の商店街は不安を隠せない。都議会は来月、修正案を審議する予定だ。</p>",
    ),
    "el": (
        "Ο δήμαρχος της Αλντπόρτ παραιτήθηκε",
        "Λείπουν τέσσερα εκατομμύρια από το ταμείο της Αλντπόρτ",
        "<p>Ο δήμαρχος της Αλντπόρτ παραιτήθηκε την Πέμπτη, αφού ο έλεγχος στο ταμείο των πορθμείων έδειξε ότι λείπουν "
        "τέσσερα εκατομμύρια.</p><p>Η αντιπολίτευση ζητά νέες εκλογές πριν από το καλοκαίρι, και ο εισαγγελέας "
        "ξεκίνησε έρευνα για το ταμείο.</p><p>Ο αντιδήμαρχος αναλαμβάνει ως την άνοιξη.</p>",
    ),
    "ar": (
        "استقالة عمدة المدينة بعد التدقيق",
        "أربعة ملايين مفقودة من صندوق العبارات",
        "<p>أعلنت عمدة المدينة استقالتها يوم الخميس بعد أن كشف التدقيق في صندوق العبارات أن أربعة ملايين مفقودة من "
        "حساباته.</p><p>وقالت أمام المجلس إنها لم تكن تعلم شيئا عن ذلك، وإن نائبها سيتولى المنصب حتى الربيع المقبل، "
        "بينما تطالب المعارضة بانتخابات جديدة قبل الصيف.</p>",
    ),
}


def links_on_x(world):
    return [link for _, link in world.platforms["x"].links]


def held(world):
    return [delivery.title for delivery in world.deliveries(Status.HELD) if delivery.account == "x"]


def come_up(world, *articles, site="News", in_place_of=0):
    """These come up on top of the site's feed, in place of so many others, and the world goes on for a while."""
    feed = [*articles, *world.sites.shown.get(site, [])[in_place_of:]]
    world.show(*feed, site=site)
    world.live(minutes=30)


@pytest.fixture
def baseline(world, article):
    """Three articles stand in the feed at the first look."""
    world.show(*[article(number) for number in (3, 2, 1)])
    return world


@pytest.fixture
def sisters(world, article):
    """Two sites of one house, which both accounts follow; their first looks are over."""
    both = world.with_settings(sites=(*world.desk.settings.sites, SISTER))
    both.show()
    both.show(site="Sister")
    return both


def of_sister(article, number, **changed):
    at = f"https://sister.example/{number}"
    return article(number, site="Sister", link=at, guid=at, **changed)


@pytest.mark.parametrize("language", TEXTS)
@pytest.mark.parametrize("given_as", ["body", "excerpt"])
def test_the_text_of_an_article_under_another_headline_at_a_sister_site_is_not_posted(
    sisters, article, language, given_as
):
    first, second, text = TEXTS[language]
    given = {"body": "", given_as: text}
    come_up(sisters, article(9, title=first, **given))
    sisters.clock.forward(hours=22)
    come_up(sisters, of_sister(article, 8, title=second, published=sisters.clock(), **given), site="Sister")
    sisters.live(hours=2)
    assert links_on_x(sisters) == ["https://news.example/9"]
    assert held(sisters) == []


@pytest.mark.parametrize("language", ["en", "de", "ja"])
@pytest.mark.parametrize("first_as", ["body", "excerpt"])
def test_a_sister_site_that_gives_only_the_excerpt_of_the_text_waits_for_an_editor(
    sisters, article, language, first_as
):
    first, second, text = TEXTS[language]
    longer = text + TEXTS["el"][2]
    forms = [{"body": longer}, {"body": "", "excerpt": text.replace("</p>", "")[:-4] + " […]"}]
    given = forms if first_as == "body" else forms[::-1]
    come_up(sisters, article(9, title=first, **given[0]))
    come_up(sisters, of_sister(article, 8, title=second, published=sisters.clock(), **given[1]), site="Sister")
    sisters.live(hours=2)
    assert links_on_x(sisters) == ["https://news.example/9"]
    assert held(sisters) == [second]


def test_an_account_that_follows_the_sister_site_alone_has_the_article_posted(sisters, article):
    accounts = tuple(
        replace(account, sites=("Sister",)) if account.name == "x" else account
        for account in sisters.desk.settings.accounts
    )
    world = sisters.with_settings(accounts=accounts)
    first, second, text = TEXTS["en"]
    come_up(world, article(9, title=first, body=text))
    come_up(world, of_sister(article, 8, title=second, body=text, published=world.clock()), site="Sister")
    world.live(hours=1)
    assert len(links_on_x(world)) == 1
    assert len([link for name, link in world.posted() if name == "page"]) == 1


@pytest.mark.parametrize("language", TEXTS)
def test_a_headline_that_is_tried_out_without_guid_and_date_makes_one_post(world, article, language):
    first, second, text = TEXTS[language]
    unnamed = {"body": text, "guid": "", "published": None}
    world.show(*[article(number, guid="", published=None) for number in (3, 2, 1)])
    shown = [
        article(9, title=title, link=f"https://news.example/{at}", **unnamed)
        for at, title in (("variant-a", first), ("variant-b", second))
    ]
    come_up(world, shown[0])
    for variant in (1, 0, 1):
        come_up(world, shown[variant], in_place_of=1)
    assert links_on_x(world) == ["https://news.example/variant-a"]
    assert held(world) == []


def test_one_text_twice_in_one_feed_is_posted_once_and_its_other_headline_waits_for_an_editor(baseline, article):
    first, second, text = TEXTS["en"]
    come_up(baseline, article(10, title=second, body=text), article(9, title=first, body=text))
    assert links_on_x(baseline) == ["https://news.example/9"]
    assert held(baseline) == [second]


def test_a_short_text_under_another_headline_waits_for_an_editor(baseline, article):
    short = "The mayor of Aldport has stepped down after an audit found that four million were missing from a fund."
    come_up(baseline, article(9, title="Mayor of Aldport quits", body="", excerpt=short))
    come_up(baseline, article(10, title="Audit in Aldport: million missing", body="", excerpt=short), in_place_of=1)
    assert links_on_x(baseline) == ["https://news.example/9"]
    assert held(baseline) == ["Audit in Aldport: million missing"]


def test_what_a_site_writes_under_each_article_of_a_kind_makes_none_of_them_another(baseline, article):
    for day, title in enumerate(("Hertha - Union: the derby", "Werder - Bremerhaven", "Kiel - Rostock")):
        come_up(baseline, article(20 + day, title=title, body=TICKER, published=baseline.clock()))
        baseline.clock.forward(days=1)
    assert len(links_on_x(baseline)) == 3


def test_newsletters_that_begin_alike_are_each_posted(baseline, article):
    greeting = (
        "<p>Good morning and welcome to our newsletter, in which the editors of the paper tell you each day what will "
        "move the town and the county today, what has happened overnight, and what you can do about it at the weekend "
        "with your family and your friends.</p>"
    )
    stories = ("Ferry runs again after the storm", "Council puts off its budget vote", "School hall gets a new roof")
    for day, story in enumerate(stories):
        shown = article(20 + day, title=story, body=f"{greeting}<p>{story}, says our reporter.</p>")
        come_up(baseline, replace(shown, published=baseline.clock()), in_place_of=min(day, 1))
        baseline.clock.forward(days=1)
    assert len(links_on_x(baseline)) == 3
    assert held(baseline) == []


HEADLINE = "Mayor of Aldport resigns after audit of the ferry fund"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (HEADLINE, f"Copy of {HEADLINE}"),
        (HEADLINE, f"UPDATE 2-{HEADLINE}"),
        (HEADLINE, f"{HEADLINE} [VIDEO]"),
        (f"Breaking: {HEADLINE}", HEADLINE),
        ("Stadtrat beschließt Bau der Brücke", "Kopie von Stadtrat beschließt Bau der Brücke"),
        ("Le maire démissionne après un audit", "Le maire démissionne après un audit (mise à jour)"),
        ("El alcalde dimite tras la auditoría", "ÚLTIMA HORA | El alcalde dimite tras la auditoría"),
        ("Мэр ушёл в отставку после проверки", "Обновлено: Мэр ушёл в отставку после проверки"),
        ("東京都、湾岸再開発の計画を見直しへ", "【更新】東京都、湾岸再開発の計画を見直しへ"),
        ("서울시, 한강 개발 계획 전면 재검토하기로", "[속보] 서울시, 한강 개발 계획 전면 재검토하기로"),
        ("استقالة عمدة المدينة بعد التدقيق في الصندوق", "عاجل: استقالة عمدة المدينة بعد التدقيق في الصندوق"),
        ("Burmistrz odchodzi po audycie funduszu", "AKTUALIZACJA Burmistrz odchodzi po audycie funduszu"),
    ],
)
@pytest.mark.parametrize("hours", [1, 40])
def test_a_headline_with_a_label_under_new_names_waits_for_an_editor(baseline, article, first, second, hours):
    come_up(baseline, article(9, title=first, body="", published=baseline.clock()))
    baseline.clock.forward(hours=hours)
    come_up(baseline, article(10, title=second, body="", published=baseline.clock()))
    assert links_on_x(baseline) == ["https://news.example/9"]
    assert held(baseline) == [second]


def test_of_a_headline_and_the_same_with_a_label_that_come_up_together_the_older_is_posted(baseline, article):
    come_up(baseline, article(10, title=f"Update: {HEADLINE}"), article(9, title=HEADLINE))
    assert links_on_x(baseline) == ["https://news.example/9"]
    assert held(baseline) == [f"Update: {HEADLINE}"]


@pytest.mark.parametrize(
    ("first", "second", "hours"),
    [
        ("Letters to the editor", "Letters to the editor: bus fares", 26),
        ("Köln: Zwei Tote bei Brand in Wohnhaus", "Bonn: Zwei Tote bei Brand in Wohnhaus", 1),
        (
            "Police arrest three men after a robbery in the north",
            "Police arrest three men after a robbery in the south",
            1,
        ),
        ("Mayor resigns", "Mayor resigns: council meets tonight to choose a new one from three candidates", 1),
        ("Ward 3: residents ask for a school hall", "Ward 4: residents ask for a school hall", 1),
        ("Wetter: Regen", "Wetter: Regen und Sturm", 1),
    ],
)
def test_an_article_about_something_else_under_a_headline_alike_is_posted(baseline, article, first, second, hours):
    come_up(baseline, article(9, title=first, body="", published=baseline.clock()))
    baseline.clock.forward(hours=hours)
    come_up(baseline, article(10, title=second, body="", published=baseline.clock()))
    assert links_on_x(baseline) == ["https://news.example/9", "https://news.example/10"]
