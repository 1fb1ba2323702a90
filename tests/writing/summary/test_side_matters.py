"""Where the lead does not stand in a post, no side matter takes its place; what is about the news itself may."""

from __future__ import annotations

import pytest

from bot.writing.language.cues import speaks_of_the_matter
from bot.writing.language.text import Text
from bot.writing.summary.ranking import ranked_sentences

LEAD = "Exford will charge visitors five pounds to enter the old town by car, the council decided on Tuesday evening."
NEXT = "Residents keep their free permits."


def details(title: str, *sentences: str, language: str = "en") -> list[bool]:
    ranked = ranked_sentences(sentences, title=title, language=language)
    return [sentence.is_detail for sentence in sorted(ranked, key=lambda sentence: sentence.position)]


def test_what_stands_far_below_the_head_and_shares_no_word_with_it_is_a_side_matter() -> None:
    others = ["Shopkeepers fear empty streets.", "Ann Low sells hats there.", "She has done so since 1998."]
    side = "Gas and electricity bills, which are sent separately, climb another eight per cent in spring."
    assert details("Exford to charge drivers", LEAD, NEXT, *others, side)[-1] is True


def test_what_is_about_the_news_itself_is_none_wherever_it_stands() -> None:
    others = ["Shopkeepers fear empty streets.", "Ann Low sells hats there.", "She has done so since 1998."]
    about = "According to engineers, the measure will keep 1,200 lorries a week off Mill Lane."
    assert details("Exford to charge drivers", LEAD, NEXT, *others, about)[-1] is False


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("de", "Die Regelung kostet die Stadt nach eigenen Angaben 40.000 Euro im Jahr."),
        ("fr", "La mesure coûtera 40 000 euros par an à la ville."),
        ("es", "Según el alcalde, la norma costará 40.000 euros al año."),
        ("pt", "O acordo custará 40 mil euros por ano à cidade."),
        ("it", "Il provvedimento costerà alla città 40mila euro l'anno."),
        ("pl", "Uchwała będzie kosztować miasto 40 tysięcy złotych rocznie."),
        ("ru", "Решение обойдётся городу в 40 тысяч рублей в год."),
        ("hu", "A döntés évi negyvenezer eurójába kerül a városnak."),
        ("sv", "Beslutet kostar staden 40 000 kronor om året."),
        ("ar", "سيكلف القرار المدينة أربعين ألف دينار سنويا."),
        ("tr", "Düzenleme belediyeye yılda 40 bin liraya mal olacak."),
        ("ko", "이번 조치로 시는 해마다 4천만 원을 쓴다."),
    ],
)
def test_the_news_is_known_by_what_stories_call_it(language: str, sentence: str) -> None:
    assert speaks_of_the_matter(Text(sentence, language))
