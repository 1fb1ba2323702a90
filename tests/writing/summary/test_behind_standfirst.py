"""A post does not stop at one line of description where there is room for what happened."""

from __future__ import annotations

import pytest

from bot.writing.summary.ranking import ranked_sentences
from bot.writing.summary.versions import summary_versions

ROOM = 270
"""Characters that a summary has on Facebook above the call to donate."""

STORIES = [
    (
        "en",
        "Ferry runs aground off Skye",
        "A ferry with 88 people aboard ran aground off Skye on Sunday night.",
        "The Loch Ainort, which was carrying 88 passengers and crew from Mallaig in "
        "heavy rain and gusts of up to sixty "
        "miles an hour, struck a reef at about twenty to ten on Sunday evening, "
        "within sight of the harbour, and lay with a "
        "list of eight degrees until the tide rose shortly after three in the morning, the coastguard said.",
        "All aboard were taken off by two lifeboats by midnight.",
    ),
    (
        "vi",
        "Cháy chợ đêm ở Cần Thơ",
        "Hơn 40 gian hàng của chợ đêm Ninh Kiều ở Cần Thơ bị thiêu rụi rạng sáng 15/11.",
        "Khoảng hai giờ sáng, ngọn lửa bốc lên từ một gian hàng bán quần áo ở cuối "
        "chợ đêm Ninh Kiều rồi lan nhanh sang "
        "hơn 40 gian hàng khác làm bằng khung sắt và vải bạt, trong khi gió mạnh từ "
        "phía sông thổi vào khiến lực lượng chữa "
        "cháy tại chỗ không thể tiếp cận, theo báo cáo nhanh của công an quận gửi thành phố sáng nay.",
        "Công an điều 12 xe chữa cháy và dập tắt đám cháy lúc 4h.",
    ),
    (
        "de",
        "Seilbahn am Fellhorn bleibt stehen",
        "In der Seilbahn am Fellhorn saßen 61 Menschen am Samstag drei Stunden lang fest.",
        "Wegen eines Defekts am Antrieb, dessen Ursache nach den Worten des "
        "Betreibers noch niemand kennt, ist die Seilbahn "
        "am Fellhorn am Samstagnachmittag bei Schneetreiben und Böen von neunzig "
        "Kilometern in der Stunde stehen geblieben, "
        "so dass 61 Menschen drei Stunden lang in den Gondeln saßen, bis die "
        "Bergwacht zu ihnen aufsteigen konnte.",
        "Die Bergwacht seilte 61 Menschen aus 14 Gondeln ab.",
    ),
]


def summary_in_room(title: str, language: str, standfirst: str, *paragraphs: str) -> str:
    ranked = ranked_sentences(paragraphs, title=title, language=language)
    versions = summary_versions(ranked, 3, language, standfirst, title)
    return next(version.text for version in versions if len(version.text) <= ROOM)


@pytest.mark.parametrize(("language", "title", "standfirst", "lead", "following"), STORIES)
def test_where_the_lead_is_too_long_what_follows_it_stands_behind_the_standfirst(
    language: str, title: str, standfirst: str, lead: str, following: str
) -> None:
    assert summary_in_room(title, language, standfirst, lead, following) in (
        f"{standfirst} {following}",
        f"{standfirst}{following}",
    )


def test_a_sentence_that_only_the_lead_explains_does_not_stand_behind_the_standfirst() -> None:
    language, title, standfirst, lead, _ = STORIES[0]
    for leaning in ("She was built in 1994.", "The skipper had 20 years of experience."):
        assert summary_in_room(title, language, standfirst, lead, leaning) == standfirst


SHORT_LINES = [
    (
        "vi",
        "Cựu giám đốc bệnh viện lĩnh 9 năm tù",
        "Cựu giám đốc Bệnh viện Sơn La bị tuyên 9 năm tù vì nhận hối lộ khi mua máy xét nghiệm.",
        "Chiều 18/11, sau ba ngày xét xử, tòa án tỉnh Sơn La tuyên phạt ông Lò Văn "
        "Hùng, cựu giám đốc Bệnh viện Sơn La, "
        "9 năm tù về tội nhận hối lộ; bốn bị cáo khác nhận mức án từ hai đến năm năm tù.",
    ),
    (
        "en",
        "Council to sell its art",
        "Harrow council will sell 31 paintings to fill a hole in its budget.",
        "Harrow council voted by 34 to 29 late on Tuesday to sell 31 paintings "
        "from the town hall, among them two by "
        "Stanley Spencer, and hopes to raise six million pounds for its budget before the tax year ends.",
    ),
]


@pytest.mark.parametrize(("language", "title", "standfirst", "lead"), SHORT_LINES)
def test_a_lead_that_tells_much_more_takes_the_place_of_a_short_standfirst_that_has_no_room_beside_it(
    language: str, title: str, standfirst: str, lead: str
) -> None:
    assert len(standfirst) + len(lead) > ROOM - 20
    summary = summary_in_room(title, language, standfirst, lead)
    assert summary in {lead, f"{standfirst} {lead}"}


TOLD_AGAIN = [
    (
        "en",
        "Council votes to shut Leith swimming pool",
        "The pool will close in March, in a move that is meant to save money.",
        "Edinburgh councillors voted by 33 to 29 on Thursday evening, after four hours of debate, to shut Leith "
        "swimming pool in March.",
        "More than 9,000 people had signed a petition to keep it open.",
    ),
    (
        "es",
        "Cádiz cierra el mercado central por obras",
        "Los trabajos empiezan el lunes y durarán ocho meses.",
        "El Ayuntamiento de Cádiz anunció este viernes en rueda de prensa que el mercado central cierra desde el lunes "
        "por obras en la cubierta.",
        "Los 112 puestos se trasladan a una carpa en la plaza de la Libertad.",
    ),
    (
        "zh",
        "林慧敏当选滨海市首位女市长 得票率52.3%",
        "滨海市长选举结果揭晓，民主进步联盟候选人林慧敏以52.3%的得票率击败寻求连任的陈国栋。",
        "滨海市选举委员会28日凌晨宣布，进步联盟候选人林慧敏在市长选举中获得52.3%的选票，击败寻求第三个任期的现任市长陈国栋，"
        "成为该市建市以来首位女市长。",
        "选委会公布的数据显示，林慧敏共获得61万4千多票，陈国栋获得51万2千多票。",
    ),
]


@pytest.mark.parametrize(("language", "title", "standfirst", "lead", "following"), TOLD_AGAIN)
def test_a_lead_that_mostly_says_what_stands_above_it_makes_room_for_what_follows(
    language: str, title: str, standfirst: str, lead: str, following: str
) -> None:
    assert summary_in_room(title, language, standfirst, lead, following) in (
        f"{standfirst} {following}",
        f"{standfirst}{following}",
    )


QUESTIONS = [
    (
        "en",
        "What the new parking rules mean",
        "From May residents pay by the hour. Eight questions and answers.",
        "Do you park outside your own front door?",
        "The council voted in March to put meters on all streets within a mile of the station.",
    ),
    (
        "nl",
        "Dit verandert er met de afvalpas",
        "Vanaf maart betalen inwoners van Delden per vuilniszak. Wij beantwoorden zeven vragen.",
        "Gooit u vaak een halfvolle zak weg?",
        "De gemeenteraad koos in november voor een tarief van 1,20 euro per keer.",
    ),
    (
        "pl",
        "Co zmienia nowa opłata za wodę",
        "Od kwietnia mieszkańcy Ełku zapłacą więcej. Odpowiadamy na sześć pytań.",
        "Czy podlewasz ogród latem?",
        "Rada miasta uchwaliła w środę stawkę 14 złotych za metr sześcienny.",
    ),
]


@pytest.mark.parametrize(("language", "title", "standfirst", "question", "news"), QUESTIONS)
def test_a_question_to_readers_does_not_stand_behind_the_standfirst_but_the_news_below_it(
    language: str, title: str, standfirst: str, question: str, news: str
) -> None:
    assert summary_in_room(title, language, standfirst, question, news) == f"{standfirst} {news}"


GONE_ON = [
    (
        "en",
        "Former Leith harbour master jailed over missing fees",
        "Leith Sheriff Court sentenced Alan Moray to three years in prison on Friday for theft from the harbour.",
        "He signed, prosecutors said, six contracts with a firm that belonged to his cousin. "
        "The work was paid for in full and never done.",
        "The work was paid for",
    ),
    (
        "de",
        "Früherer Kurdirektor wegen Untreue verurteilt",
        "Das Landgericht Aurich hat den früheren Kurdirektor Uwe Tammen wegen Untreue zu drei Jahren Haft verurteilt.",
        "Er hatte laut Anklage sechs Verträge mit der Firma seines Schwagers geschlossen. "
        "Die Arbeiten wurden bezahlt und nie ausgeführt.",
        "Die Arbeiten wurden",
    ),
    (
        "ru",
        "Экс-главу порта осудили за растрату",
        "Ленинский районный суд приговорил бывшего главу порта Павла Титова к трём годам колонии за растрату.",
        "По версии следствия, он заключил с фирмой своего знакомого шесть договоров на ремонт причалов. "
        "Работы оплатили полностью, но часть из них так и не выполнили.",
        "Работы оплатили",
    ),
]


@pytest.mark.parametrize(("language", "title", "lead", "paragraph", "leaning"), GONE_ON)
def test_no_paragraph_goes_on_behind_a_standfirst_whose_beginning_is_left_out(
    language: str, title: str, lead: str, paragraph: str, leaning: str
) -> None:
    """The standfirst is the lead itself, so the body begins with what was said already."""
    summary = summary_in_room(title, language, lead, lead, paragraph)
    assert leaning not in summary or paragraph in summary


AGAIN_IN_SHORT = [
    (
        "uk",
        "Удар дронів по Ізюму: поранено п'ятьох",
        "Уночі безпілотники влучили у дев'ятиповерхівку в Ізюмі. Рятувальники завершили роботу.",
        "Один із дронів влучив у дев'ятиповерхівку близько 02:40.",
    ),
    (
        "en",
        "Lorry crashes into Ripon bakery",
        "A lorry crashed into a bakery in Ripon overnight. Firefighters have left the scene.",
        "The lorry crashed into the bakery at about 2.40.",
    ),
    (
        "es",
        "Un camión choca contra una panadería en Lugo",
        "Un camión chocó anoche contra una panadería de Lugo. Los bomberos ya se han retirado.",
        "El camión chocó contra la panadería a las 2.40.",
    ),
]


@pytest.mark.parametrize(("language", "title", "standfirst", "again"), AGAIN_IN_SHORT)
def test_a_short_sentence_that_only_adds_the_hour_does_not_tell_the_standfirst_again(
    language: str, title: str, standfirst: str, again: str
) -> None:
    assert again not in summary_in_room(title, language, standfirst, again)
