"""A sentence about "many of them" leans on the one that says of whom; one about "many of the parents" does not."""

from __future__ import annotations

import pytest

from bot.writing.language.references import leans_on_another, refers_back
from bot.writing.language.text import Text

LEANING = [
    ("en", "Nearly half of them had never voted before."),
    ("de", "Die meisten von ihnen wohnen seit Jahren im Viertel."),
    ("fr", "Plusieurs d'entre eux dormaient dans leur voiture."),
    ("es", "La mitad de ellas sigue sin agua corriente."),
    ("it", "Almeno tre di loro hanno già trovato casa."),
    ("pt", "Metade delas continua sem água canalizada."),
    ("ca", "La meitat d'elles encara no té aigua corrent."),
    ("nl", "Ongeveer de helft van hen slaapt in een sporthal."),
    ("sv", "Ungefär hälften av dem saknar körkort."),
    ("da", "Knap halvdelen af dem mangler kørekort."),
    ("no", "Rundt halvparten av dem mangler førerkort."),
    ("fi", "Noin puolet heistä nukkuu liikuntasalissa."),
    ("et", "Umbes pooled neist magavad spordisaalis."),
    ("lv", "Aptuveni puse no viņiem guļ sporta zālē."),
    ("lt", "Maždaug pusė iš jų miega sporto salėje."),
    ("pl", "Około połowa z nich śpi w hali sportowej."),
    ("cs", "Zhruba polovina z nich přespává v tělocvičně."),
    ("sk", "Zhruba polovica z nich prespáva v telocvični."),
    ("hu", "Körülbelül húszan közülük a tornateremben alszanak."),
    ("hu", "Néhányan közülük a tornateremben alszanak."),
    ("ro", "Jumătate dintre ei dorm în sala de sport."),
    ("el", "Οι μισοί από αυτούς κοιμούνται στο γυμναστήριο."),
    ("bg", "Около половината от тях спят в спортната зала."),
    ("ru", "Около половины из них ночует в спортзале."),
    ("uk", "Близько половини з них ночує у спортзалі."),
    ("sr", "Oko polovine od njih spava u sportskoj sali."),
    ("sr", "Неки од њих спавају у спортској сали."),
    ("tr", "Bunların yarısı spor salonunda uyuyor."),
    ("tr", "Birçoğu spor salonunda uyuyor."),
    ("id", "Separuh dari mereka tidur di gedung olahraga."),
    ("ms", "Ramai daripada mereka tidur di dewan sukan."),
    ("vi", "Một nửa trong số họ ngủ tại nhà thi đấu."),
    ("tl", "Kalahati sa kanila ang natutulog sa gym."),
    ("sw", "Baadhi yao wanalala katika ukumbi wa michezo."),
    ("ar", "ينام نحو نصفهم في القاعة الرياضية."),
    ("ar", "كثيرون منهم ينامون في القاعة الرياضية."),
    ("he", "כמחצית מהם ישנים באולם הספורט."),
    ("he", "רובם ישנים באולם הספורט."),
    ("fa", "نیمی از آن‌ها در سالن ورزشی می‌خوابند."),
    ("ur", "ان میں سے نصف کھیل کے ہال میں سوتے ہیں۔"),
    ("hi", "उनमें से आधे लोग खेल भवन में सोते हैं।"),
    ("bn", "তাঁদের মধ্যে অর্ধেক খেলার হলে ঘুমান।"),
    ("ta", "அவர்களில் பாதிப் பேர் விளையாட்டு அரங்கில் உறங்குகிறார்கள்."),
    ("th", "ครึ่งหนึ่งในจำนวนนี้นอนในโรงยิม"),
    ("zh", "有一半人睡在体育馆，他们中不少是老人。"),
    ("zh", "其中一半人睡在体育馆。"),
    ("ja", "このうち半数は体育館で寝ている。"),
    ("ja", "うち3人は体育館で寝ている。"),
    ("ko", "이들 가운데 절반은 체육관에서 잔다."),
]

STANDING = [
    ("en", "Nearly half of the evacuees had never voted before."),
    ("en", "Evacuees, many of them children, sleep in a gym."),
    ("en", "Many of those who fled sleep in a gym."),
    ("de", "Experten gehen davon aus, dass das Wasser weiter steigt."),
    ("de", "Die Vertriebenen, viele von ihnen Kinder, schlafen in der Turnhalle."),
    ("fr", "Plusieurs des évacués dormaient dans leur voiture."),
    ("es", "La mitad de las casas sigue sin agua corriente."),
    ("it", "Almeno tre degli sfollati hanno già trovato casa."),
    ("pt", "Metade das casas continua sem água canalizada."),
    ("nl", "Ongeveer de helft van de bewoners slaapt in een sporthal."),
    ("sv", "Ungefär hälften av de boende saknar körkort."),
    ("fi", "Noin puolet asukkaista nukkuu liikuntasalissa."),
    ("pl", "Około połowa mieszkańców śpi w hali sportowej."),
    ("cs", "Zhruba polovina obyvatel přespává v tělocvičně."),
    ("hu", "A lakók fele a tornateremben alszik."),
    ("ru", "Около половины жителей ночует в спортзале."),
    ("uk", "Близько половини мешканців ночує у спортзалі."),
    ("tr", "Sakinlerin birçoğu spor salonunda uyuyor."),
    ("id", "Separuh warga tidur di gedung olahraga."),
    ("vi", "Một nửa số cư dân ngủ tại nhà thi đấu."),
    ("ar", "ينام نحو نصف السكان في القاعة الرياضية."),
    ("he", "כמחצית מהתושבים ישנים באולם הספורט."),
    ("hi", "आधे निवासी खेल भवन में सोते हैं।"),
    ("zh", "一半居民睡在体育馆。"),
    ("ja", "住民の半数は体育館で寝ている。"),
    ("ko", "주민 절반은 체육관에서 잔다."),
]


@pytest.mark.parametrize(("language", "sentence"), LEANING)
def test_a_part_of_what_only_an_earlier_sentence_names_refers_back(language: str, sentence: str) -> None:
    assert refers_back(Text(sentence, language))


@pytest.mark.parametrize(("language", "sentence"), STANDING)
def test_a_part_of_what_is_named_stands_by_itself(language: str, sentence: str) -> None:
    assert not refers_back(Text(sentence, language))


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Ann Low, who heads the institution, said that nobody had been asked."),
        ("es", "El director de la entidad, Luis Rey, dijo que nadie fue consultado."),
        ("fr", "Selon la directrice de l'établissement, personne n'a été consulté."),
        ("pt", "O presidente da instituição, Rui Reis, disse que ninguém foi ouvido."),
        ("it", "Secondo il presidente dell'ente, nessuno è stato sentito."),
        ("de", "Die Leiterin der Einrichtung, Anna Lohe, wurde nicht gefragt."),
        ("nl", "De directeur van de instelling, Ann Loo, is niet gevraagd."),
        ("ro", "Directorul instituției, Ion Rusu, spune că nu a fost întrebat."),
        ("sv", "Chefen för myndigheten, Ann Low, säger att ingen tillfrågades."),
        ("bg", "Директорът на институцията, Иван Русев, каза, че никой не е питан."),
        ("ca", "La directora de l'entitat, Anna Roca, diu que ningú no va ser consultat."),
    ],
)
def test_a_house_that_is_only_called_the_institution_leans_on_the_sentence_before(language: str, sentence: str) -> None:
    assert leans_on_another(Text(sentence, language))


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Ann Low heads the institution that trains the pilots, the largest in Wales."),
        ("es", "El director de la entidad bancaria Cajamar, Luis Rey, dijo que nadie fue consultado."),
        ("fr", "La directrice de l'établissement scolaire Jean-Moulin, à Lyon, n'a pas été consultée."),
        ("de", "Die Leiterin der Einrichtung in Halle, Anna Lohe, wurde nicht gefragt."),
    ],
)
def test_a_house_that_is_described_nearer_does_not(language: str, sentence: str) -> None:
    assert not leans_on_another(Text(sentence, language))
