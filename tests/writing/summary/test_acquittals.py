"""A post that tells an acquittal does not tell the charge at length once more."""

from __future__ import annotations

import pytest

from bot.writing.summary.ranking import ranked_sentences
from bot.writing.summary.versions import summary_versions


@pytest.mark.parametrize(
    ("language", "title", "lead", "charge"),
    [
        (
            "en",
            "Former care home manager cleared of stealing from residents",
            "A former care home manager accused of stealing £60,000 from residents was cleared of all charges at "
            "Leeds Crown Court on Tuesday.",
            "Prosecutors had said that Dawn Pickles, 52, emptied the accounts of seven residents over three years "
            "and spent the money on a caravan and two cruises.",
        ),
        (
            "de",
            "Verfahren gegen Tierarzt aus Celle eingestellt",
            "Die Staatsanwaltschaft Lüneburg hat das Ermittlungsverfahren gegen einen Tierarzt aus Celle eingestellt.",
            "Dem 48-Jährigen war vorgeworfen worden, über Jahre Hunde ohne Betäubung operiert und Rechnungen "
            "gefälscht zu haben.",
        ),
        (
            "fr",
            "Agnès Morel relaxée dans l’affaire des faux diplômes",
            "Le tribunal correctionnel de Limoges a relaxé vendredi l’ancienne directrice d’école Agnès Morel.",
            "Le parquet lui reprochait d’avoir vendu une quarantaine de faux diplômes à des étudiants étrangers, "
            "pour 2 000 euros pièce.",
        ),
        (
            "es",
            "El juez archiva la causa contra el entrenador de Albacete",
            "El Juzgado de Instrucción número 3 de Albacete ha archivado la causa abierta contra el entrenador Raúl "
            "Peña.",
            "Dos exjugadoras le habían denunciado por insultos y tocamientos durante los entrenamientos de 2022 y "
            "2023.",
        ),
        (
            "ru",
            "Оправдан бывший директор тульского зоопарка",
            "Центральный районный суд Тулы оправдал бывшего директора зоопарка Игоря Лапина, обвинявшегося в хищении.",
            "По версии следствия, в 2020–2022 годах он списал корма на 8 млн рублей и продал их знакомому фермеру.",
        ),
        (
            "el",
            "Αθωώθηκε ο λιμενάρχης της Καβάλας",
            "Το Τριμελές Πλημμελειοδικείο Καβάλας αθώωσε την Τετάρτη τον πρώην λιμενάρχη Στέλιο Βαρδή.",
            "Σύμφωνα με το κατηγορητήριο, είχε ζητήσει 15.000 ευρώ από ιδιοκτήτες σκαφών για να μη βεβαιώσει "
            "παραβάσεις.",
        ),
        (
            "ja",
            "元保育園長に無罪　名古屋地裁「園児への暴行認められず」",
            "園児に暴行したとして起訴された元保育園長の女性（58）に対し、名古屋地裁は20日、無罪を言い渡した。",
            "起訴状などによると、女性は2023年5月、昼寝をしない園児の腕をつかんで床に押し倒し、けがをさせたとされた。",
        ),
        (
            "zh",
            "法院改判：货车司机无罪释放",
            "江西省高级人民法院19日对货车司机刘建国故意伤害案作出再审判决，宣告刘建国无罪。",
            "检方此前指控，刘建国2011年在加油站与人争执后用扳手击打对方头部，致其重伤。",
        ),
        (
            "ar",
            "محكمة الاستئناف تبرئ صاحب صيدلية في طنجة",
            "قضت محكمة الاستئناف في طنجة يوم الخميس ببراءة صاحب صيدلية من تهمة بيع أدوية فاسدة.",
            "وكانت النيابة العامة قد اتهمته ببيع أدوية منتهية الصلاحية لعشرات المرضى وتزوير تواريخ الإنتاج.",
        ),
        (
            "hi",
            "झाँसी के डॉक्टर बरी, अदालत ने कहा सबूत नहीं",
            "झाँसी की सत्र अदालत ने मंगलवार को सर्जन डॉ. अनिल मिश्रा को लापरवाही से मौत के आरोप से बरी कर दिया।",
            "अभियोजन का कहना था कि डॉ. मिश्रा ने शराब पीकर ऑपरेशन किया और मरीज़ के पेट में कैंची छोड़ दी।",
        ),
        (
            "pl",
            "Sąd uniewinnił nauczycielkę z Kielc",
            "Sąd Okręgowy w Kielcach uniewinnił we wtorek nauczycielkę oskarżoną o znęcanie się nad uczniami.",
            "Według prokuratury kobieta zamykała dzieci w schowku na szczotki i kazała im klęczeć na grochu.",
        ),
        (
            "es",
            "Zumpango: liberan a maestro acusado por error",
            "Un juez de Zumpango dejó en libertad al maestro Hugo Lara, quien pasó 14 meses en prisión por un delito "
            "que no cometió, y lo exoneró de todos los cargos.",
            "La querella afirmaba que Lara había golpeado a un alumno de nueve años hasta romperle un brazo.",
        ),
        (
            "tr",
            "Beraat eden eski muhtar: Üç yıl uyuyamadım",
            "Sivas 1. Asliye Ceza Mahkemesi, eski muhtar Halil Kaya'nın köy konağını zimmetine geçirme suçundan "
            "beraatine karar verdi.",
            "İddianamede Kaya'nın köylülerden topladığı 400 bin lirayı oğlunun düğününe harcadığı öne sürülmüştü.",
        ),
        (
            "sl",
            "Sodišče oprostilo nekdanjo direktorico bolnišnice",
            "Okrožno sodišče v Celju je v torek oprostilo nekdanjo direktorico bolnišnice Marjano Kos.",
            "Tožilstvo ji je očitalo, da je pri nakupu naprav oškodovala bolnišnico za 1,2 milijona evrov in denar "
            "nakazala sestrični.",
        ),
    ],
)
def test_behind_an_acquittal_the_charge_is_not_told_again(language: str, title: str, lead: str, charge: str) -> None:
    ranked = ranked_sentences((lead, charge), title=title, language=language)
    summaries = [summary.sentences for summary in summary_versions(ranked, 3, language, title=title)]
    assert (lead,) in summaries
    assert not any(sentence[:30] in charge for sentences in summaries for sentence in sentences)


@pytest.mark.parametrize(
    ("language", "title", "lead", "charge"),
    [
        (
            "en",
            "Harbour master charged with fraud",
            "The former harbour master of Falmouth has been charged with fraud, police said on Monday.",
            "Prosecutors say that Alan Tregear hid the loss of 41,200 pounds in the accounts for dredging.",
        ),
        (
            "de",
            "Bürgermeister plädiert auf unschuldig",
            "Der frühere Bürgermeister von Altenfurt hat vor dem Landgericht auf unschuldig plädiert.",
            "Die Staatsanwaltschaft wirft ihm vor, mit Zinswetten drei Millionen Euro verspielt zu haben.",
        ),
        (
            "ru",
            "Бывшего директора зоопарка судят за хищение",
            "В Туле начался суд над бывшим директором зоопарка Игорем Лапиным.",
            "По версии следствия, он списал корма на восемь миллионов рублей и продал их фермеру.",
        ),
        (
            "ja",
            "元園長が無罪を主張　名古屋地裁で初公判",
            "園児に暴行した罪に問われた元保育園長は20日の初公判で無罪を主張した。",
            "起訴状によると、元園長は昼寝をしない園児の腕をつかんで床に押し倒し、けがをさせたとされる。",
        ),
        (
            "en",
            "Court overturns ban on night flights at Essen",
            "The administrative court in Münster on Wednesday overturned a ban on flights at Essen airport.",
            "Residents accused the airport of hiding the noise figures of two years from the council.",
        ),
    ],
)
def test_where_nobody_is_acquitted_the_charge_may_be_told(language: str, title: str, lead: str, charge: str) -> None:
    ranked = ranked_sentences((lead, charge), title=title, language=language)
    assert any(charge in summary.sentences for summary in summary_versions(ranked, 3, language, title=title))


def test_an_acquittal_is_told_by_the_lead_or_not_at_all() -> None:
    paragraphs = (
        "A retired teacher who was accused of poisoning five dogs walked free on Wednesday, for there was no evidence.",
        "Margaret Loosemore had been said to have hidden rat poison in sausages over a period of eight months.",
        "Detectives had told the court that she searched for poison, and that she hated the dogs.",
    )
    title = "Woman cleared of poisoning dogs"
    ranked = ranked_sentences(paragraphs, title=title, language="en")
    summaries = {summary.sentences for summary in summary_versions(ranked, 3, "en", title=title) if not summary.is_cut}
    assert summaries == {paragraphs[:1], ()}


def test_beside_an_acquittal_a_detail_that_names_no_accuser_is_not_told() -> None:
    paragraphs = (
        "Police in Ballymena have dropped their investigation into a nurse suspected of stealing morphine.",
        "Officers searched her home twice and seized 14 boxes of medicines and a set of scales.",
    )
    title = "Police drop case against nurse"
    ranked = ranked_sentences(paragraphs, title=title, language="en")
    assert not any(paragraphs[1] in summary.sentences for summary in summary_versions(ranked, 3, "en", title=title))


@pytest.mark.parametrize(
    ("language", "title", "lead", "outcome"),
    [
        (
            "de",
            "Freispruch für Bürgermeister, Kämmerer muss zahlen",
            "Das Landgericht Altenfurt hat den früheren Bürgermeister vom Vorwurf der Untreue freigesprochen.",
            "Der ehemalige Kämmerer der Stadt wurde dagegen zu einer Geldstrafe von 120 Tagessätzen verurteilt.",
        ),
        (
            "fi",
            "Hovioikeus vapautti kunnanjohtajan lahjussyytteestä",
            "Rovaniemen hovioikeus on vapauttanut Kittilän entisen kunnanjohtajan kaikista lahjussyytteistä.",
            "Rakennusyhtiön toimitusjohtaja tuomittiin samassa asiassa kahdeksan kuukauden vankeuteen.",
        ),
        (
            "zh",
            "前镇长获判无罪 会计入狱三年",
            "杭州市中级人民法院18日作出终审判决，宣告前镇长陈国华无罪。",
            "同案会计李某被判处有期徒刑三年，并处罚金人民币二十万元。",
        ),
    ],
)
def test_beside_an_acquittal_another_s_sentence_is_told(language: str, title: str, lead: str, outcome: str) -> None:
    ranked = ranked_sentences((lead, outcome), title=title, language=language)
    assert (lead, outcome) in {summary.sentences for summary in summary_versions(ranked, 3, language, title=title)}
