"""Of an interview only the introduction is the paper's own; a story with a question in it is no interview."""

from __future__ import annotations

import pytest

from bot.writing.reading.clean import paragraphs

INTRODUCTION = {
    "en": "The mayor talked to us about the bridge on Monday.",
    "de": "Die Bürgermeisterin sprach am Montag mit uns über die Brücke.",
    "es": "El alcalde habló del puente el lunes.",
    "it": "Il sindaco ha parlato del ponte lunedì.",
    "pl": "Burmistrz mówił w poniedziałek o moście.",
    "ru": "Мэр рассказал о мосте в понедельник.",
    "el": "Ο δήμαρχος μίλησε για τη γέφυρα τη Δευτέρα.",
    "ar": "تحدث العمدة عن الجسر يوم الاثنين.",
    "hi": "महापौर ने सोमवार को पुल पर बात की।",
    "zh": "市长周一谈到了大桥。",
    "ja": "市長が月曜日に橋について語った。",
    "ko": "시장이 월요일 다리에 대해 말했다.",
}


@pytest.mark.parametrize(
    ("language", "turns"),
    [
        (
            "en",
            "<p><b>Why did you close it?</b></p><p>It is old. I had to.</p>"
            "<p><b>Will it open?</b></p><p>Yes, it will.</p>",
        ),
        (
            "en",
            "<p><b>Why did you close it?</b><br>It is old. I had to.</p><p><b>Will it open?</b><br>Yes, it will.</p>",
        ),
        ("en", "<p><b>Why did you close it?</b> It is old.</p><p><b>Will it open?</b> Yes, it will.</p>"),
        (
            "en",
            "<h3>Why close it?</h3><p>I had to.</p><h3>Will it open?</h3><p>Yes.</p><h3>Sorry?</h3>"
            "<p>No, I am not.</p>",
        ),
        (
            "en",
            "<p><b>Gazette:</b> Why?</p><p><b>Hale:</b> It is old.</p><p><b>Gazette:</b> When?</p>"
            "<p><b>Hale:</b> Now.</p>",
        ),
        (
            "en",
            "<p>JOHN SMITH: I did not.</p><p>ANN DOE: Where were you?</p><p>JOHN SMITH: At home.</p>"
            "<p>ANN DOE: Thanks.</p>",
        ),
        (
            "de",
            "<p><em>Warum jetzt?</em></p><p>Sie ist alt.</p><p><em>Wann öffnet sie?</em></p><p>Im März, denke ich.</p>",
        ),
        (
            "es",
            "<p><b>Pregunta.</b> ¿Por qué?</p><p><b>Respuesta.</b> Es viejo.</p>"
            "<p><b>P.</b> ¿Cuándo?</p><p><b>R.</b> En marzo.</p>",
        ),
        (
            "it",
            "<p>D: Perché lo chiude?</p><p>R: È vecchio.</p><p>D: Quando riapre?</p><p>R: A marzo, lo prometto.</p>",
        ),
        ("pl", "<p><b>– Dlaczego?</b></p><p>– Bo jest stary.</p><p><b>– Kiedy go otworzycie?</b></p><p>– W marcu.</p>"),
        ("ru", "<p>— Почему закрыли мост?</p><p>— Он старый.</p><p>— Когда откроете?</p><p>— В марте.</p>"),
        ("ru", "<p>В.: Почему закрыли мост?</p><p>О.: Он старый.</p><p>В.: Когда откроете?</p><p>О.: В марте.</p>"),
        ("el", "<p><b>Γιατί την κλείσατε;</b></p><p>Είναι παλιά.</p><p><b>Πότε θα ανοίξει;</b></p><p>Τον Μάρτιο.</p>"),
        ("ar", "<p><b>لماذا أغلقت الجسر؟</b></p><p>إنه قديم.</p><p><b>متى تفتحه؟</b></p><p>في مارس.</p>"),
        ("hi", "<p>सवाल: पुल क्यों बंद किया?</p><p>जवाब: वह पुराना है।</p><p>सवाल: कब खुलेगा?</p><p>जवाब: मार्च में।</p>"),
        ("ko", '<p>▷왜 닫았습니까?</p><p>"오래됐습니다."</p><p>▷언제 엽니까?</p><p>"3월입니다."</p>'),
        (
            "en",
            "<p><b>Gazette</b><br>Why?</p><p><b>Hale</b><br>It is old.</p>"
            "<p><b>Gazette</b><br>When?</p><p><b>Hale</b><br>Now.</p>",
        ),
        (
            "en",
            "<p>ZOE HALE, HOST: Why did you close it?</p><p>ANN ROE, MAYOR: It is old.</p>"
            "<p>ZOE HALE, HOST: When will it open?</p><p>ANN ROE, MAYOR: In March.</p>",
        ),
        ("zh", "<p>主持人：为什么关闭？</p><p>市长：它很旧。</p><p>主持人：什么时候开放？</p><p>市长：三月。</p>"),
        ("ja", "<p>――なぜ閉鎖したのですか。</p><p>「古いからです」</p><p>――いつ開通しますか。</p><p>「三月です」</p>"),
        ("ko", "<p>Q. 왜 닫았습니까?</p><p>A. 오래됐습니다.</p><p>Q. 언제 엽니까?</p><p>A. 3월입니다.</p>"),
    ],
)
def test_of_an_interview_only_the_introduction_is_given(language: str, turns: str) -> None:
    assert paragraphs(f"<p>{INTRODUCTION[language]}</p>{turns}") == (INTRODUCTION[language],)
    assert paragraphs(turns) == ()


def test_an_interview_in_markdown_is_one_too() -> None:
    body = f"{INTRODUCTION['en']}\n\n**Why did you close it?**\n\nIt is old.\n\n**Will it open?**\n\nYes, it will."
    assert paragraphs(body) == (INTRODUCTION["en"],)


NEWS = "The council voted 7 to 2 on Friday to close the bridge."
MORE = "The mayor will meet the traders on Monday."


@pytest.mark.parametrize(
    "between",
    [
        "<p><b>What happens next?</b></p>",
        "<h2>Who will pay?</h2>",
        "<p><b>6:42 p.m.</b></p>",
        "<p>Serves: 4</p><p>Time: 40 minutes</p>",
    ],
)
def test_a_story_with_a_question_or_labels_in_it_is_no_interview(between: str) -> None:
    assert set(paragraphs(f"<p>{NEWS}</p>{between}<p>{MORE}</p>")) >= {NEWS, MORE}


@pytest.mark.parametrize(
    "body",
    [
        "<p>NEW DELHI: The court ruled on Monday.</p><p>The mayor agreed with it.</p>",
        "<p>Le conseil a voté trois mesures.</p><p>– La fermeture du pont.</p>"
        "<p>– Un bus gratuit.</p><p>– Une aide.</p>",
        "<p>Fans asked whether he will go.</p>"
        "<p>“Will he go?” asked one. “When?” asked another.</p><p>No, they said.</p>",
        "<p>Town won 3-0 on Saturday.</p><p>Smith: 7. He saved well.</p><p>Jones: 6. He ran a lot.</p>",
        "<p>Who will pay for this?</p><p>The state will, the minister said.</p><p>The town will not.</p>",
    ],
)
def test_a_story_loses_nothing_for_a_colon_a_dash_or_a_question(body: str) -> None:
    assert len(paragraphs(body)) == body.count("<p>")


@pytest.mark.parametrize(
    "body",
    [
        "<p>{0}</p><h2>What is the bridge?</h2><p>The bridge is the oldest of the town.</p><h2>Who owns it?</h2>"
        "<p>The state has owned it since 1950.</p><h2>When will it close?</h2><p>The work begins in March.</p>",
        "<p>{0}</p><p><b>Warum wird sie geschlossen?</b></p><p>Die Brücke ist alt, und das Geld ist da.</p>"
        "<p><b>Was kostet das?</b></p><p>Die Kosten liegen bei drei Millionen Euro, sagt die Stadt.</p>",
        "<p>{0}</p><p>Read more: Who will pay?</p><p>The state pays half of it.</p><p>Read more: What is next?</p>"
        "<p>The town pays the rest of it.</p>",
        "<p>{0}</p><p>Note: It is old.</p><p>The work begins in March.</p>"
        "<p>Note: It is long.</p><p>It ends in May.</p>",
        "<p>{0}</p><p>UPDATE: It is closed.</p><p>BREAKING: It has fallen.</p><p>UPDATE: No one is hurt.</p>",
        "<p>{0}</p><p>– Most jest stary – powiedział burmistrz.</p><p>Prace zaczną się w marcu.</p>"
        "<p><b>Kto zapłaci?</b></p><p>Państwo zapłaci połowę.</p><p>– To dobrze – dodał burmistrz.</p>",
    ],
)
def test_an_explanation_or_a_story_with_labels_is_no_interview(body: str) -> None:
    found = paragraphs(body.format(NEWS))
    assert found[0] == NEWS
    assert len(found) >= 3
