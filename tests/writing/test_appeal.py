"""Which call to action a post carries is a matter of its article and its account, and of nothing else."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.article import Article
from bot.writing.appeal import Appeal, Head, choose_appeal
from bot.writing.compose import compose

DONATE = Appeal(text="Donate at example.org", never_with=("dies", "obituary", "訃報"))


def article(title: str = "A bridge opens", **more: object) -> Article:
    return Article(site="Star", title=title, link="https://example.org/1", **more)  # type: ignore[arg-type]


def test_the_only_appeal_is_on_every_post() -> None:
    assert choose_appeal([DONATE], article(), "mtt").appeal == DONATE


@pytest.mark.parametrize("title", ["Singer dies at 80", "Obituary: the singer", "人気歌手の訃報が届く"])
def test_a_story_that_forbids_the_appeal_goes_without_it(title: str) -> None:
    assert choose_appeal([DONATE], article(title), "mtt").appeal is None


def test_a_tag_forbids_too_but_a_part_of_a_word_does_not() -> None:
    assert choose_appeal([DONATE], article(tags=("Obituary",)), "mtt").appeal is None
    assert choose_appeal([DONATE], article("Diesel gets cheaper"), "mtt").appeal == DONATE


def test_a_quieter_wording_stands_in_where_there_is_one() -> None:
    loud = Appeal(text="DONATE NOW", never_with=("dies",), instead="Our work is paid for by readers")
    chosen = choose_appeal([loud], article("Singer dies"), "mtt").appeal
    assert chosen is not None
    assert chosen.forms == ("Our work is paid for by readers",)


def test_an_appeal_that_the_story_allows_comes_before_a_quieter_wording() -> None:
    loud = Appeal(text="DONATE NOW", never_with=("dies",), instead="quiet")
    calm = Appeal(text="Readers pay for this")
    assert choose_appeal([loud, calm], article("Singer dies"), "mtt").appeal == calm


def test_an_appeal_is_for_its_sites_only() -> None:
    other = Appeal(text="Give", sites=("Moon",))
    assert choose_appeal([other], article(), "mtt").appeal is None


@pytest.mark.parametrize(("day", "is_used"), [(30, False), (1, True), (3, True), (4, False)])
def test_days_include_the_first_and_the_last_in_the_newsroom_s_own_zone(day: int, is_used: bool) -> None:
    giving = Appeal(text="Giving days", valid_from=date(2026, 12, 1), valid_until=date(2026, 12, 3))
    month = 11 if day == 30 else 12
    published = datetime(2026, month, day, 9, tzinfo=ZoneInfo("Asia/Tokyo"))
    chosen = choose_appeal([giving], article(published=published), "mtt", zone=ZoneInfo("Asia/Tokyo")).appeal
    assert (chosen == giving) is is_used


def test_an_article_without_a_date_carries_no_appeal_that_has_days() -> None:
    assert choose_appeal([Appeal(text="x", valid_until=date(2026, 1, 1))], article(), "mtt").appeal is None
    published = datetime(2025, 1, 1, tzinfo=UTC)
    assert choose_appeal([Appeal(text="x", valid_until=date(2026, 1, 1))], article(published=published), "mtt").appeal


def test_weights_are_kept_over_many_articles_and_a_weight_of_nothing_switches_off() -> None:
    pool = [Appeal(text="one"), Appeal(text="three", weight=3), Appeal(text="never", weight=0)]
    drawn: Counter[str] = Counter()
    for nth in range(2000):
        chosen = choose_appeal(pool, article(guid=f"guid {nth}"), "mtt").appeal
        assert chosen is not None
        assert choose_appeal(pool, article(guid=f"guid {nth}"), "mtt").appeal == chosen
        drawn[chosen.text] += 1
    assert 2.4 < drawn["three"] / drawn["one"] < 3.7
    assert drawn["never"] == 0


def test_the_donation_page_stands_after_either_form_but_not_twice() -> None:
    assert Appeal(text="Please give", short="Give", url="https://d.example").forms == (
        "Please give https://d.example",
        "Give https://d.example",
    )
    assert Appeal(text="Give at https://d.example", url="https://d.example").forms == ("Give at https://d.example",)


def test_the_choice_says_why_it_is_that_one() -> None:
    other_site = Appeal(text="x", sites=("Other",))
    light, heavy = Appeal(text="light"), Appeal(text="heavy", weight=3)
    quiet = Appeal(text="LOUD", never_with=("dies",), instead="quiet")
    for appeals, title, why in (
        ([], "A bridge opens", "there is none"),
        ([DONATE], "A bridge opens", "the only one"),
        ([other_site], "A bridge opens", "none of 1 is for this site and day"),
        ([DONATE, other_site], "A bridge opens", "of 2 the only one for this story, site and day"),
        ([DONATE], "Singer dies", "'dies' stands in the title or the tags, and there is no quieter wording"),
        ([quiet], "Singer dies", "the quieter wording: 'dies' stands in the title or the tags"),
        ([light, heavy], "A bridge opens", "from the 2 for this story, site and day"),
    ):
        assert choose_appeal(appeals, article(title), "mtt").why.endswith(why)


@pytest.mark.parametrize(
    ("word", "title"),
    [
        ("tödlich", "Unfall endet tödlicher als gedacht"),
        ("فيضان", "والفيضانات تغمر المدينة"),
        ("רעידת אדמה", "נזק ברעידת אדמה"),
        ("intihar", "İntihar girişimi önlendi"),
        ("मौत", "बस पलटी, चार की मौत"),
        ("사망", "교통사고사망자 늘어"),
    ],
)
def test_a_word_with_an_ending_or_a_prefix_of_its_language_forbids_too(word: str, title: str) -> None:
    assert choose_appeal([Appeal(text="Give", never_with=(word,))], article(title), "mtt").appeal is None


@pytest.mark.parametrize(
    ("word", "title"),
    [
        ("öldü", "Meclis ikiye böldü"),
        ("död", "En stöd för skolan"),
        ("тело", "Жители хотело бы парк"),
        ("मृत", "अमृतसर में मेला"),
        ("शव", "केशव को पुरस्कार"),
    ],
)
def test_a_word_within_another_word_does_not(word: str, title: str) -> None:
    give = Appeal(text="Give", never_with=(word,))
    assert choose_appeal([give], article(title), "mtt").appeal == give


JAPANESE = "<p>市は新しい橋を開通させた。市長は式典で、地域の人々の長年の願いがかなったと述べた。</p>"
PORTUGUESE = "<p>A ponte foi aberta hoje pelo presidente, que disse que a obra é para todos os que vivem ali.</p>"
NORWEGIAN = "<p>Broen ble åpnet i dag, og ordføreren sa at det er en stor dag for alle som bor her.</p>"


@pytest.mark.parametrize(
    ("languages", "stated", "body", "is_used"),
    [
        (("ja",), "ja", JAPANESE, True),
        (("ja",), "", JAPANESE, True),
        (("ja",), "en-US", JAPANESE, True),  # what the software states, and not what the text is in
        (("en",), "en-US", JAPANESE, False),
        (("en", "ja"), "", JAPANESE, True),
        (("pt",), "pt-BR", PORTUGUESE, True),
        (("pt-BR",), "pt_BR", PORTUGUESE, True),
        (("pt-BR",), "pt-PT", PORTUGUESE, False),
        (("pt-BR",), "", PORTUGUESE, False),  # no text tells the region
        (("PT",), "", PORTUGUESE, True),
        (("nb",), "no", NORWEGIAN, True),
        (("es",), "pt", PORTUGUESE, False),
    ],
)
def test_an_appeal_is_for_articles_in_its_languages_only(
    languages: tuple[str, ...], stated: str, body: str, is_used: bool
) -> None:
    own = Appeal(text="Give", languages=languages)
    assert (choose_appeal([own], article(body=body, language=stated), "mtt").appeal == own) is is_used


def test_of_appeals_in_several_languages_the_article_s_own_is_chosen_and_why_is_said() -> None:
    english, japanese = Appeal(text="Give", languages=("en",)), Appeal(text="ご寄付を", languages=("ja",))
    for body, appeal, language in ((JAPANESE, japanese, "ja"), ("<p>The bridge was opened today.</p>", english, "en")):
        choice = choose_appeal([english, japanese], article(body=body), "mtt")
        assert choice.appeal == appeal
        assert choice.why == f"of 2 the only one for this story, site, day and language ({language})"
    nothing = choose_appeal([english, japanese], article("Ponte aberta", body=PORTUGUESE), "mtt")
    assert (nothing.appeal, nothing.why) == (None, "none of 2 is for this site, day and language (pt)")


FLOOD = "Après une nuit de pluie, deux personnes ont perdu la vie à Sommières."


def test_a_death_in_the_first_sentences_forbids_an_appeal_unless_nothing_shall_forbid_it() -> None:
    chosen = choose_appeal([DONATE], article(), "mtt", head=Head(death=FLOOD))
    assert chosen.appeal is None
    assert FLOOD in chosen.why
    assert choose_appeal([Appeal(text="Give")], article(), "mtt", head=Head(death=FLOOD)).appeal is None
    calm = Appeal(text="Readers pay for this", never_with=())
    assert choose_appeal([DONATE, calm], article(), "mtt", head=Head(death=FLOOD)).appeal == calm


def test_one_word_in_the_first_sentences_may_be_a_figure_of_speech_and_two_tell_the_news() -> None:
    appeal = Appeal(text="Give", never_with=("storm", "flood", "floods", "evacuated"))
    assert choose_appeal([appeal], article(), "mtt", head=Head(text="A storm of protest met it")).appeal == appeal
    assert choose_appeal([appeal], article(), "mtt", head=Head(text="Floods in Selby")).appeal == appeal
    chosen = choose_appeal([appeal], article(), "mtt", head=Head(text="A storm hit Selby; 300 were evacuated"))
    assert chosen.appeal is None
    assert "'storm' and 'evacuated'" in chosen.why


@pytest.mark.parametrize(
    ("language", "title", "excerpt", "body"),
    [
        ("fr", "Le Gard sous l'eau", "", f"<p>{FLOOD} La rivière est montée de quatre mètres.</p>"),
        ("fr", "Le Gard sous l'eau", FLOOD, "<p>La rivière est montée de quatre mètres en six heures.</p>"),
        ("id", "Feri bermasalah", "", "<p>Feri KM Mutiara tenggelam, 12 orang meninggal, kata Basarnas.</p>"),
        ("de", "Feuer in Gelsenkirchen", "", "<p>Es hat gebrannt. Eine Frau und ihr Enkel kamen dabei ums Leben.</p>"),
    ],
)
def test_the_post_of_an_article_whose_lead_tells_of_a_death_asks_for_no_money_and_says_why(
    templates, account, limits, language: str, title: str, excerpt: str, body: str
) -> None:
    sad = article(title, language=language, excerpt=excerpt, body=body)
    post = compose(sad, account(), limits=limits(), templates=templates, appeals=(DONATE,))
    assert post.appeal == ""
    assert post.appeals == ()
    assert "tell of a death" in post.why_appeal
