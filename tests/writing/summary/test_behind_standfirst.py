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
