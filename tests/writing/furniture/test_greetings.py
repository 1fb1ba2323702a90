"""Readers of a post are not greeted, and are not told as news that a live blog is closed."""

from __future__ import annotations

import pytest

from bot.writing.furniture.greetings import without_greetings
from bot.writing.furniture.paragraphs import is_furniture
from bot.writing.reading.clean import paragraphs

NEWS = {
    "en": "The ferry to Ardlea sails again from Monday.",
    "de": "Die Fähre nach Ardlea fährt ab Montag wieder.",
    "fr": "Le bac d'Ardlea reprend ses traversées lundi.",
    "es": "El ferri de Ardlea vuelve a navegar el lunes.",
    "pt": "O ferry de Ardlea volta a navegar na segunda-feira.",
    "it": "Il traghetto di Ardlea torna a navigare lunedì.",
    "nl": "De veerboot naar Ardlea vaart maandag weer.",
    "sv": "Färjan till Ardlea går igen från måndag.",
    "fi": "Ardlean lautta liikennöi taas maanantaista alkaen.",
    "pl": "Prom do Ardlei wraca na trasę w poniedziałek.",
    "cs": "Přívoz do Ardley jezdí znovu od pondělí.",
    "hu": "Hétfőtől újra jár a komp Ardleába.",
    "ru": "Паром на Ардли снова пойдёт с понедельника.",
    "uk": "Пором до Ардлі знову піде з понеділка.",
    "el": "Το φέρι για το Άρντλι ταξιδεύει ξανά από Δευτέρα.",
    "tr": "Ardlea feribotu pazartesiden itibaren yeniden sefere çıkıyor.",
    "id": "Feri ke Ardlea berlayar lagi mulai Senin.",
    "ar": "تعود العبارة إلى الإبحار يوم الاثنين.",
    "hi": "अर्डली के लिए नाव सोमवार से फिर चलेगी।",
    "zh": "前往阿德利的渡轮周一恢复航行。",
    "ja": "アードリー行きのフェリーは月曜日に再開する。",
    "ko": "아들리행 여객선이 월요일부터 다시 다닌다.",
}


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Good morning, readers. Here’s your Thursday round-up."),
        ("en", "Our live coverage has now ended. Thank you for reading."),
        ("de", "Guten Morgen aus Kiel! Das sollten Sie heute wissen."),
        ("de", "Wir beenden diesen Liveblog."),
        ("fr", "Bonjour à tous. Voici l’essentiel de ce jeudi."),
        ("fr", "Ce direct est désormais terminé. Merci de nous avoir suivis."),
        ("es", "¡Buenos días! Esto es lo que debes saber hoy."),
        ("es", "Hasta aquí nuestra cobertura. Gracias por acompañarnos."),
        ("pt", "Bom dia. Estas são as principais notícias desta quinta-feira."),
        ("it", "La nostra diretta finisce qui. Grazie per averci seguito."),
        ("nl", "Goedemorgen! Dit is het belangrijkste nieuws van vandaag."),
        ("sv", "God morgon! Här är de viktigaste nyheterna."),
        ("fi", "Hyvää huomenta! Tässä päivän tärkeimmät uutiset."),
        ("pl", "Dzień dobry. Oto najważniejsze informacje z czwartku."),
        ("cs", "Online přenos skončil. Děkujeme za pozornost."),
        ("hu", "Jó reggelt kívánunk! Íme a nap legfontosabb hírei."),
        ("ru", "Доброе утро! Рассказываем о главном за ночь."),
        ("uk", "Доброго ранку! Ось головні новини на цю годину."),
        ("el", "Καλημέρα σας. Αυτές είναι οι κυριότερες ειδήσεις."),
        ("tr", "Canlı anlatımımız sona erdi."),
        ("id", "Selamat pagi. Berikut rangkuman berita hari ini."),
        ("ar", "صباح الخير. إليكم أبرز الأخبار لهذا اليوم."),
        ("hi", "सुप्रभात। ये हैं आज की बड़ी खबरें।"),
        ("zh", "早上好。以下是今天的要闻。"),
        ("ja", "おはようございます。今日の主なニュースをお伝えします。"),
        ("ko", "독자 여러분, 안녕하세요. 오늘의 주요 뉴스입니다."),
    ],
)
def test_what_only_speaks_to_readers_goes_and_the_news_behind_it_stays(language: str, said: str) -> None:
    news = NEWS[language]
    assert without_greetings(f"{said} {news}", language) == news
    assert paragraphs(f"<p>{said}</p><p>{news}</p>", language=language) == (news,)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Good Morning America will be shown an hour later from March."),
        ("en", "Hello Kitty turns 50 on Friday, and Tokyo paints a train for her."),
        ("en", "Welcome rain fell on the burning hills north of Exford."),
        ("de", "Hallo Pizza schließt im März ihre letzte Filiale in Kiel."),
        ("es", "Hola Luna, el cohete de una empresa de Elche, despegó el lunes."),
        ("fr", "Bonjour tristesse revient au cinéma dans une version restaurée."),
        ("nl", "Dit is het grootste wrak dat ooit in de Waddenzee is gevonden."),
        ("ru", "Привет из космоса прислал школьникам экипаж станции."),
        ("sw", "Karibu watu mia mbili wamehama makazi yao kutokana na mafuriko."),
    ],
)
def test_news_that_begins_in_the_same_words_stays(language: str, sentence: str) -> None:
    assert without_greetings(sentence, language) == sentence


@pytest.mark.parametrize(
    "text",
    [
        "Do you know of a concert? Write to diary@example.org.",
        "Waren Sie dabei? Schreiben Sie uns an redaktion@example.org.",
        "¿Organizas una fiesta? Envíanosla a agenda@example.org antes del martes.",
        "Vous organisez une fête ? Écrivez à agenda@example.org avant mardi.",
        "Знаете о концерте? Пишите на afisha@example.org.",
    ],
)
def test_a_question_with_an_address_for_the_answer_is_no_news(text: str) -> None:
    assert is_furniture(text)
