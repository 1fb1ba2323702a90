"""A description that only promises what the article tells is no standfirst; one that tells something is."""

from __future__ import annotations

import pytest

from bot.writing.summary.standfirst import standfirst_of
from bot.writing.summary.teasers import is_teaser

TEASERS = [
    ("en", "Read the full story in the Moorland Mercury."),
    ("en", "How a village of forty people saved its pub."),
    ("en", "Who is affected and what drivers need to know."),
    ("en", "Here's what we know about the closure."),
    ("de", "Bahn-Chaos: Welche Züge ausfallen und was Reisende jetzt tun können."),
    ("de", "Was das Urteil bedeutet und wer nun Geld zurückfordern kann."),
    ("de", "Was die neue Regel für Mieter heißt."),
    ("de", "Warum die Brücke gesperrt wurde, wer sie baut und wann sie wieder öffnet."),
    ("fr", "Comment la passerelle a été fermée et ce que l'on sait des travaux."),
    ("fr", "Lisez l'article complet dans Le Courrier du Fleuve."),
    ("es", "Qué líneas cambian y cuándo vuelve el servicio."),
    ("es", "Te contamos cómo pedir la ayuda y quién puede recibirla."),
    ("pt", "Saiba quais linhas mudam e como pedir o reembolso."),
    ("it", "Ecco cosa cambia per i passeggeri da lunedì."),
    ("nl", "Waarom de hangbrug dicht moest en wat wandelaars moeten weten."),
    ("sv", "Läs hela artikeln i Norrbladet."),
    ("fi", "Miksi silta suljettiin ja mitä autoilijoiden pitää tietää."),
    ("pl", "Jak doszło do wypadku i co wiadomo o sprawcy."),
    ("cs", "Proč se most zavírá, kudy povede objížďka a kdy práce skončí."),
    ("hu", "Mutatjuk, melyik vonatok nem járnak hétfőtől."),
    ("ro", "Cum a fost închis podul și ce trebuie să știe șoferii."),
    ("ru", "Что известно о закрытии моста и как теперь добираться до города."),
    ("uk", "Чому закрили міст і що робити водіям."),
    ("bg", "Кои улици се затварят и кога ще бъде пуснато движението."),
    ("el", "Διαβάστε ολόκληρο το ρεπορτάζ στη Φωνή του Κάμπου."),
    ("tr", "Röportajın tamamını Ege Postası'nda okuyun."),
    ("ar", "لماذا أُغلق الجسر ومتى يعاد فتحه."),
    ("fa", "متن کامل گزارش را در روزنامه کویر بخوانید."),
    ("he", "קראו את הכתבה המלאה בידיעות הגליל."),
    ("hi", "पूरी खबर यहां पढ़ें।"),
    ("ja", "記事の全文は本紙でご覧ください。"),
    ("ko", "자세한 내용은 본문에서 확인하세요."),
    ("vi", "Vì sao cây cầu bị đóng và khi nào mở lại."),
    ("id", "Simak jadwal baru kereta mulai Senin."),
]
NEWS = [
    ("en", "What began as a small fire has destroyed 40 homes."),
    ("en", "When the bridge opened in 1932 it carried trams."),
    ("en", "Read wins seat in Tarnmouth by four votes, more than expected."),
    ("de", "Wer die Milch gekauft hat, bekommt das Geld zurück."),
    ("de", "Was das Geld angeht, ist die Stadt zuversichtlich."),
    ("de", "Wie die Polizei mitteilte, wurde niemand verletzt."),
    ("de", "So geht es nicht weiter, sagt der Rat der Stadt."),
    ("de", "Wie im Vorjahr bleibt das Freibad bis Mai geschlossen."),
    ("fr", "Voici trois ans que le pont est fermé aux camions."),
    ("ru", "Как и в прошлом году бассейн закрыт до мая."),
    ("sk", "Ako prvý Slovák zdolal všetky osemtisícovky bez kyslíka."),
    ("fr", "Quand la passerelle a fermé, les élèves ont pris le bac."),
    ("es", "Lee Kang marcó tres goles y cerró la noche en Valdeoro."),
    ("pt", "Quem compra um bilhete recebe uma refeição."),
    ("it", "Chi compra un biglietto riceve un pasto."),
    ("nl", "Wie een kaartje koopt krijgt een maaltijd."),
    ("da", "Se og Hør-sagen kommer for retten igen i marts her i byen."),
    ("fi", "Näin suurta tulvaa ei ole nähty sitten vuoden 1966."),
    ("pl", "Co najmniej pięć osób zginęło w pożarze hotelu."),
    ("ru", "Как сообщили в полиции, никто не пострадал."),
    ("tr", "Kim Jong-un Pekin'e gitti ve Xi ile görüştü."),
    ("he", "מי שקנה כרטיס יקבל את כספו בחזרה."),
    ("hi", "पूरी रिपोर्ट मंगलवार को विधानसभा में पेश की गई।"),
    ("fa", "گزارش کامل روز سه‌شنبه به مجلس داده شد."),
    ("zh", "如何处置旧桥，市议会周二将作出决定。"),
    ("ko", "전체 기사 택시의 절반이 운행을 멈췄다."),
    ("vi", "Xem xét toàn bộ hồ sơ, tòa tuyên án 5 năm tù."),
]
BODY = ("Die Hängebrücke bleibt bis Mai gesperrt, weil ein Seil gerissen ist.",)


@pytest.mark.parametrize(("language", "sentence"), TEASERS)
def test_what_only_promises_to_tell_is_a_teaser(language: str, sentence: str) -> None:
    assert is_teaser(sentence, language)


@pytest.mark.parametrize(("language", "sentence"), NEWS)
def test_what_tells_something_is_no_teaser(language: str, sentence: str) -> None:
    assert not is_teaser(sentence, language)


def test_a_description_that_is_a_teaser_is_no_standfirst() -> None:
    description = "Warum die Hängebrücke gesperrt ist und was Wanderer jetzt wissen müssen."
    assert standfirst_of((description,), BODY, "Ärger am Fluss", "de") == ""


def test_a_teaser_behind_the_news_is_left_out_of_the_standfirst() -> None:
    description = "Die Hängebrücke über die Velbe bleibt bis Mai zu. Was Wanderer jetzt wissen müssen."
    left = "Die Hängebrücke über die Velbe bleibt bis Mai zu."
    assert standfirst_of((description,), BODY, "Ärger am Fluss", "de") == left
