"""A report of an arrest is told together with what the accused answer, however far below that stands."""

from __future__ import annotations

import pytest

from bot.article import Article

CASES = [
    ("tr", "Belediye başkan yardımcısı tutuklandı",
     "Bursa'da belediye başkan yardımcısı Kemal Aydın, ihaleye fesat karıştırdığı gerekçesiyle perşembe "
     "günü tutuklandı.",
     ("Operasyonda iki depo arandı.", "İhalelerin toplam tutarı 340 milyon lira.", "Muhalefet toplantı istedi.",
      "Mahkeme, duruşma tarihini henüz açıklamadı.", "Belediye yeni bir yardımcı atadı."),
     "Aydın'ın avukatı Selin Kaya, müvekkilinin suçsuz olduğunu söyledi."),
    ("es", "Detenido el alcalde de Villanueva",
     "La Guardia Civil detuvo este jueves al alcalde de Villanueva, Julián Ortega, por cobrar comisiones.",
     ("El pueblo tiene 8.000 habitantes.", "La investigación comenzó hace un año.", "El juez decidirá el sábado.",
      "Los agentes se llevaron 14 cajas.", "El PP ha pedido un pleno extraordinario."),
     "La abogada de Ortega aseguró que su cliente nunca recibió un euro."),
    ("en", "Charity treasurer held in Bristol",
     "Detectives in Bristol have arrested the treasurer of a children's charity who spent £120,000 of its money.",
     ("The charity runs four homes in the city.", "It was founded in 1974.", "Trustees will meet on Monday.",
      "Two banks have handed over records.", "The Charity Commission has opened an inquiry."),
     "The treasurer's solicitor, Ann Moss, said that not a penny was missing."),
    ("pl", "Burmistrz Zalesia zatrzymany przez CBA",
     "Burmistrz Zalesia Marek Nowak został w czwartek zatrzymany: za pozwolenie na budowę przyjął 200 tysięcy złotych.",
     ("Agenci przeszukali urząd i dom.", "Osiedle ma liczyć 400 mieszkań.", "Radni zbiorą się w poniedziałek.",
      "Obowiązki przejęła jego zastępczyni.", "Sąd rozpatrzy wniosek w sobotę."),
     "Obrońca burmistrza powiedziała, że jej klient nie przyznaje się do winy."),
    ("hu", "Őrizetbe vették a polgármestert Tiszafüreden",
     "Csütörtökön őrizetbe vették Kovács Gábor tiszafüredi polgármestert, aki 40 millió forintot kért egy "
     "vállalkozótól.",
     ("A nyomozók átkutatták a hivatalt.", "A város 10 ezer lakosú.", "A képviselő-testület hétfőn ülésezik.",
      "A bíróság szombaton dönt.", "A vállalkozó feljelentést tett."),
     "Kovács ügyvédje szerint védence ártatlan, és soha nem kért pénzt."),
    ("ko", "인천 구청 공무원 체포",
     "인천경찰청은 27일 건설업자에게서 3천만 원을 받은 구청 공무원 김모(48)씨를 체포했다.",
     ("경찰은 구청 사무실을 압수수색했다.", "구청은 직위를 해제했다.", "업자 두 명도 조사를 받고 있다.",
      "구의회는 다음 주 임시회를 연다.", "영장 심사는 토요일에 열린다."),
     '김씨의 변호인은 "빌린 돈을 갚은 것"이라며 혐의를 부인했다.'),
    ("ar", "توقيف مدير مستشفى في الدار البيضاء",
     "أوقفت الشرطة القضائية يوم الخميس مدير مستشفى في الدار البيضاء اختلس عشرة ملايين درهم.",
     ("وفتش المحققون مكتبه ومنزله.", "ويستقبل المستشفى ألفي مريض كل أسبوع.", "وعينت الوزارة مديرا مؤقتا.",
      "وتواصل الأقسام عملها كالمعتاد.", "وطالبت النقابات بالشفافية."),
     "وقال محامي المدير إن موكله ينفي التهم."),
    ("th", "ตำรวจจับหนุ่มวัย 24 คดีปล้นร้านทองหาดใหญ่",
     "ตำรวจสงขลาจับกุมนายสมชาย ใจดี อายุ 24 ปี ในคดีปล้นร้านทองกลางเมืองหาดใหญ่ คนร้ายกวาดทองคำหนัก 85 บาท",
     ("ร้านทองเปิดมานาน 30 ปี", "ตำรวจตรวจกล้องวงจรปิด 40 ตัว", "เจ้าของร้านตั้งรางวัลหนึ่งแสนบาท",
      "พนักงานไม่ได้รับบาดเจ็บ", "ศาลจะพิจารณาในวันศุกร์"),
     "นายสมชายให้การปฏิเสธทุกข้อกล่าวหา"),
]  # fmt: skip


def article_of(language: str, title: str, charge: str, between: tuple[str, ...], answer: str) -> Article:
    body = "".join(f"<p>{text}</p>" for text in (charge, *between, answer))
    return Article(site="Example News", link="https://news.example/1", title=title, body=body, language=language)


@pytest.mark.parametrize(("language", "title", "charge", "between", "answer"), CASES)
def test_with_room_for_both_the_charge_and_the_far_answer_are_told(
    compose_post, limits, language: str, title: str, charge: str, between: tuple[str, ...], answer: str
) -> None:
    text = compose_post(article_of(language, title, charge, between, answer), limits=limits(length=5000)).text
    assert charge in text
    assert answer in text


@pytest.mark.parametrize(("language", "title", "charge", "between", "answer"), CASES)
def test_without_room_for_both_nothing_of_the_charge_is_told_but_the_title(
    compose_post, limits, language: str, title: str, charge: str, between: tuple[str, ...], answer: str
) -> None:
    article = article_of(language, title, charge, between, answer)
    for length in range(140, 420, 20):
        post = compose_post(article, limits=limits(length=length))
        assert not post.summary or answer in post.text


def test_who_has_been_acquitted_needs_no_answer(compose_post, limits) -> None:
    language, _, charge, between, answer = CASES[2]
    article = article_of(language, "Charity treasurer cleared of fraud", charge, between, answer)
    assert answer not in compose_post(article, limits=limits(length=300)).text


def test_a_report_in_which_nobody_is_charged_needs_no_denial_from_far_below(compose_post, limits) -> None:
    lead = "The council in Selby will build 300 flats beside the canal by 2029."
    article = article_of("en", "300 flats for Selby", lead, CASES[2][3], "The mayor's lawyer denied that it rains.")
    assert "lawyer" not in compose_post(article, limits=limits(length=400)).text
