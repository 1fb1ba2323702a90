"""A sentence that begins with "the man" or "the company" needs the one that tells which, where no article shows it."""

from __future__ import annotations

import pytest

from bot.writing.language.text import Text
from bot.writing.language.unnamed import told_by
from bot.writing.summary.ranking import ranked_sentences

UNTOLD = [
    ("ru", "Пожар на складе потушили за три часа", "Мужчина был задержан на месте."),
    ("ru", "В центре города ограничат движение", "Компания обещает завершить работы в мае."),
    ("uk", "На Полтавщині вибухнув газ у будинку", "Чоловік дістав опіки й перебуває в лікарні."),
    ("pl", "Pożar kamienicy w Łodzi", "Mężczyzna trafił do szpitala z oparzeniami."),
    ("pl", "Nowa ulga dla firm od stycznia? Nie dla wszystkich", "Kobieta odwołała się do sądu."),
    ("cs", "V centru Brna hořel sklad", "Muž skončil v nemocnici."),
    ("sk", "Havária pri Žiline zablokovala diaľnicu", "Žena bola pod vplyvom alkoholu."),
    ("sr", "Požar u centru Beograda", "Muškarac je prebačen u bolnicu."),
    ("bg", "Взрив разтърси блок в Пловдив", "Мъжът е настанен в болница."),
    ("lt", "Gaisras sandėlyje užgesintas", "Vyras išvežtas į ligoninę."),
    ("lv", "Ugunsgrēks noliktavā nodzēsts", "Sieviete nogādāta slimnīcā."),
    ("et", "Tulekahju laos kustutati", "Mees viidi haiglasse."),
    ("fi", "Varasto paloi Lahdessa", "Mies vietiin sairaalaan."),
    ("fi", "Tehdas suljetaan Oulussa", "Yhtiö aloittaa neuvottelut maanantaina."),
    ("tr", "Depo yangını söndürüldü", "Şüpheli gözaltına alındı."),
    ("tr", "Köprü yolu iki ay kapalı", "Şirket çalışmaların mayısta biteceğini bildirdi."),
    ("hi", "गोदाम में आग, लाखों का नुकसान", "युवक ने पुलिस को बताया कि वह वहां सो रहा था।"),
    ("ko", "물류창고 화재 3시간 만에 진화", "남성은 화상을 입고 병원으로 옮겨졌다."),
    ("ko", "강변북로 이틀간 통제", "회사는 공사를 5월에 마칠 예정이다."),
    ("ja", "倉庫火災、3時間後に鎮火", "男は「よく覚えていない」と話しているという。"),
    ("zh", "仓库大火三小时后扑灭", "男子被送往医院治疗。"),
    ("zh", "跨江大桥将封闭两个月", "公司表示工程将于五月完工。"),
    ("ar", "إخماد حريق في مستودع بعمان", "وقال الرجل إن النار بدأت في الطابق الأول."),
    ("ar", "إغلاق الجسر شهرين", "وأعلنت الشركة أن الأعمال ستنتهي في مايو."),
    ("he", "שריפה במחסן בלוד כובתה", "הגבר פונה לבית החולים."),
    ("ro", "Incendiu la un depozit din Iași", "Bărbatul a fost dus la spital."),
    ("sv", "Lagerbrand släckt i Borås", "Mannen fördes till sjukhus."),
    ("da", "Lagerbrand slukket i Herning", "Manden blev kørt til hospitalet."),
    ("no", "Lagerbrann slukket i Moss", "Mannen ble kjørt til sykehus."),
    ("vi", "Cháy kho hàng ở Đồng Nai được dập tắt", "Nghi phạm khai đã hút thuốc trong kho."),
    ("id", "Gudang terbakar di Bekasi", "Pelaku ditangkap dua jam kemudian."),
]
"""Language, title, sentence."""
TOLD = [
    ("ru", "Мужчина погиб при пожаре", "Мужчина был один в квартире."),
    ("ru", "Сбербанк закроет треть отделений", "Банк сократит 9 тысяч человек."),
    ("ru", "Пожар на складе потушили", "Компания «Волга» оценила ущерб в 340 миллионов."),
    ("ru", "Пожар на складе потушили", "Женщина, которая вызвала пожарных, живёт напротив."),
    ("ru", "Пожар на складе потушили", "Мужчина и женщина получили ожоги."),
    ("uk", "Водій збив пішохода і втік", "Чоловік був п'яний."),
    ("pl", "Orlen kupi 40 stacji na Litwie", "Spółka zapłaci 120 mln euro."),
    ("pl", "Pożar kamienicy w Łodzi", "Mężczyzna w wieku 40 lat trafił do szpitala."),
    ("pl", "Anna Nowak nową rektor uczelni", "Kobieta kierowała wcześniej wydziałem."),
    ("cs", "Řidič narazil do tramvaje", "Muž nadýchal dvě promile."),
    ("cs", "Škoda Auto propustí 900 lidí", "Firma chce ušetřit miliardu."),
    ("sr", "Vozač udario u ogradu", "Muškarac je bio pijan."),
    ("bg", "Кметът на Видин подаде оставка", "Мъжът е в болница."),
    ("fi", "Epäilty vangittiin Turussa", "Mies kiistää syytteet."),
    ("fi", "Nokia vähentää 300 työpaikkaa", "Yhtiö aloittaa neuvottelut."),
    ("tr", "Türk Hava Yolları 40 uçak alıyor", "Şirket ödemeyi dört yılda yapacak."),
    ("tr", "Sürücü kaldırıma çıktı", "Adam alkollüydü."),
    ("hi", "युवक ने बचाई बच्ची की जान", "युवक ने बताया कि वह तैरना जानता है।"),
    ("ko", "50대 남성, 흉기 난동", "남성은 현장에서 체포됐다."),
    ("ko", "현대자동차, 미국에 공장 신설", "회사는 900명을 채용한다."),
    ("ja", "男逮捕、コンビニ強盗の疑い", "男は容疑を認めている。"),
    ("zh", "男子跳江救人", "男子随后离开现场。"),
    ("zh", "华为公司发布新手机", "公司表示下月开售。"),
    ("ar", "رجل ينقذ طفلا من الغرق", "وقال الرجل إنه لا يجيد السباحة."),
    ("he", "חברת החשמל תעלה את התעריף", "החברה הודיעה על העלייה אתמול."),
    ("sv", "Man gripen efter rån", "Mannen nekar."),
    ("sv", "Volvo varslar 900", "Bolaget skyller på tullarna."),
    ("no", "Equinor kutter 1000 stillinger", "Selskapet vil spare."),
    ("ro", "Un bărbat a căzut de pe bloc", "Bărbatul a fost dus la spital."),
    ("vi", "Người đàn ông cứu hai em nhỏ", "Người đàn ông cho biết ông không biết bơi."),
    ("id", "Pria tewas tertimpa pohon", "Pria itu sedang berteduh."),
    ("lt", "Vairuotojas partrenkė pėsčiąjį", "Vyras buvo girtas."),
]


def in_small_letters(title: str, language: str) -> Text:
    """A sentence in which no word of the title is a name."""
    return Text(title.lower(), language)


@pytest.mark.parametrize(("language", "title", "sentence"), UNTOLD)
def test_who_is_meant_is_told_neither_by_the_title_nor_by_the_sentence(
    language: str, title: str, sentence: str
) -> None:
    texts = [in_small_letters(title, language), Text(sentence, language)]
    assert told_by(texts, 1, title) == 0


@pytest.mark.parametrize(("language", "title", "sentence"), TOLD)
def test_whom_the_title_or_the_sentence_itself_introduces_needs_nothing(
    language: str, title: str, sentence: str
) -> None:
    texts = [Text(f"{title} .", language), Text(sentence, language)]
    assert told_by(texts, 1, title) is None


def test_a_first_sentence_may_introduce_somebody_by_such_a_noun() -> None:
    ranked = ranked_sentences(
        ("Мужчина погиб под обрушившейся крышей склада в Казани в ночь на субботу, сообщили спасатели.",),
        title="Крыша склада обрушилась после снегопада",
        language="ru",
    )
    assert [sentence.leans_on for sentence in ranked] == [None]


def test_a_later_one_stands_only_behind_the_sentence_before_it() -> None:
    ranked = ranked_sentences(
        (
            "Пожарные потушили склад на окраине Казани за три часа, сообщили в субботу в управлении МЧС.",
            "Огонь вспыхнул в бытовке, где ночевал сторож. Мужчина доставлен в больницу с ожогами рук и лица.",
        ),
        title="Пожар на складе потушили за три часа",
        language="ru",
    )
    leans_on = {sentence.position: sentence.leans_on for sentence in ranked}
    assert leans_on[2] == 1
    assert leans_on[1] is None


def test_nothing_is_told_of_a_language_without_a_table() -> None:
    texts = [Text("A fire was put out.", "en"), Text("The man was arrested.", "en")]
    assert told_by(texts, 1, "Fire put out") is None


def test_where_no_sentence_speaks_of_such_a_house_the_lead_names_it() -> None:
    texts = [
        Text(sentence, "sv")
        for sentence in (
            "Fler har varslats än på länge, visar statistik från Arbetsförmedlingen.",
            "Flest varsel kom från fabriker i väster.",
            "Myndigheten väntar ännu fler i vår.",
        )
    ]
    assert told_by(texts, 2, "Rekordmånga varslade i november") == 0


def test_the_nearest_sentence_that_speaks_of_such_a_person_tells_who_is_meant() -> None:
    texts = [
        Text(sentence, "ru")
        for sentence in (
            "На складе вспыхнул пожар.",
            "Из бытовки вынесли пенсионера.",
            "Огонь потушили за час.",
            "Мужчина доставлен в больницу.",
        )
    ]
    assert told_by(texts, 3, "Пожар на складе потушили") == 1
