"""A sentence that only says who has reported the news tells none; one that goes on to say what does."""

from __future__ import annotations

import pytest

from bot.writing.language.cues import only_credits
from bot.writing.language.text import Text
from bot.writing.summary.ranking import ranked_sentences

CREDITS = [
    ("en", "The news was first reported by the Exford Echo."),
    ("de", "Das teilte die Reederei am Dienstag mit."),
    ("fr", "C'est ce qu'a annoncé la préfecture du Nord lundi soir."),
    ("es", "Así lo informó la Autoridad Portuaria en un comunicado."),
    ("pt", "As informações são da Capitania dos Portos."),
    ("it", "Lo ha reso noto la Capitaneria di porto."),
    ("ca", "Així ho ha anunciat l'Ajuntament en una nota."),
    ("nl", "Dat meldt de havendienst dinsdag."),
    ("sv", "Det uppger rederiet i ett pressmeddelande."),
    ("da", "Det oplyser rederiet i en pressemeddelelse."),
    ("no", "Det melder rederiet i en pressemelding."),
    ("fi", "Asiasta kertoi ensimmäisenä Laakson Sanomat."),
    ("et", "Sellest teatas sadam teisipäeval."),
    ("lv", "Par to informēja ostas pārvalde."),
    ("lt", "Apie tai pranešė uosto direkcija."),
    ("pl", "O sprawie poinformował rzecznik portu."),
    ("cs", "Informovala o tom mluvčí přístavu Jana Nová."),
    ("sk", "Informovala o tom hovorkyňa prístavu Jana Nová."),
    ("hu", "Erről számolt be a kikötő sajtóosztálya."),
    ("ro", "Anunțul a fost făcut de Administrația Portului."),
    ("el", "Αυτό ανακοίνωσε το λιμεναρχείο."),
    ("bg", "Това съобщиха от пристанищната администрация."),
    ("ru", "Об этом пишет «Портовый вестник» со ссылкой на мэрию."),
    ("ru", "Об этом сообщили в управлении порта."),
    ("uk", "Про це повідомляє «Портовий вісник» з посиланням на мерію."),
    ("sr", "To je saopštila lučka kapetanija."),
    ("id", "Hal itu disampaikan kepala pelabuhan, Selasa."),
    ("vi", "Thông tin trên được cảng vụ công bố chiều thứ Ba."),
    ("ar", "جاء ذلك في بيان صادر عن هيئة الميناء."),
    ("he", "כך הודיעה רשות הנמל."),
    ("fa", "این خبر را اداره بندر اعلام کرد."),
    ("hi", "यह जानकारी बंदरगाह के प्रवक्ता ने दी।"),
    ("bn", "এ তথ্য জানিয়েছে বন্দর কর্তৃপক্ষ।"),
    ("zh", "上述消息由港务局发布。"),
    ("ko", "이 같은 사실은 항만청을 통해 알려졌다."),
]


@pytest.mark.parametrize(("language", "sentence"), CREDITS)
def test_a_sentence_that_only_names_who_reported_it_is_a_credit(language: str, sentence: str) -> None:
    assert only_credits(Text(sentence, language))


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "The Exford Echo reported that the ferry would sail in March."),
        ("de", "Das Landgericht teilte mit, dass die Fähre verkauft wird."),
        ("es", "Así lo informó la Autoridad Portuaria, que añadió que el ferri volverá en marzo."),
        ("it", "Lo scrive in una lettera: «Il traghetto tornerà a marzo»."),
        ("ru", "Об этом сообщили в порту: паром пойдёт в марте."),
        ("sv", "Det är rederiet som äger färjan."),
        ("fr", "C'est le port qui possède le bac."),
        ("pl", "O sprawie poinformował rzecznik portu, dodając, że prom wróci w marcu."),
    ],
)
def test_a_sentence_that_says_what_was_reported_is_none(language: str, sentence: str) -> None:
    assert not only_credits(Text(sentence, language))


def test_a_credit_takes_no_place_in_a_summary_even_beside_the_lead() -> None:
    paragraphs = (
        "Порт продаёт паром, который двадцать лет возил жителей острова на материк.",
        "Об этом пишет «Портовый вестник» со ссылкой на мэрию.",
        "Новый паром вмещает 120 человек и пойдёт в марте, после испытаний на заливе.",
    )
    ranked = ranked_sentences(paragraphs, title="Остров остаётся без парома", language="ru")
    assert [sentence.position for sentence in ranked] == [0, 2]
