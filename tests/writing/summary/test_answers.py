"""Neither a concession stands without its point, nor a charge without its denial."""

from __future__ import annotations

import pytest

from bot.writing.language.disputes import denies, denies_its_own_charge, denies_told, denies_untold, title_denies
from bot.writing.language.text import Text
from bot.writing.summary.ranking import ranked_sentences
from bot.writing.summary.versions import summary_versions

OWN_DENIALS = {
    "en": "He denies the charges.",
    "de": "Er bestreitet die Vorwürfe.",
    "fr": "Il nie les faits.",
    "es": "Niega los cargos.",
    "it": "Respinge ogni accusa.",
    "ru": "Вину он не признаёт.",
}


def summaries_of(paragraphs: tuple[str, ...], title: str, language: str) -> list[tuple[str, ...]]:
    ranked = ranked_sentences(paragraphs, title=title, language=language)
    return [summary.sentences for summary in summary_versions(ranked, 3, language, title=title)]


@pytest.mark.parametrize(
    ("language", "title", "lead", "concession", "point"),
    [
        (
            "it",
            "Vendete l’ippodromo, ma non così",
            "Il Comune di Lecco discute lunedì la vendita dei terreni dell’ippodromo a un solo costruttore.",
            "I terreni dell’ippodromo costano ogni anno ottantamila euro di manutenzione.",
            "Ma venderli a porte chiuse a un solo costruttore non è il modo di farlo.",
        ),
        (
            "pl",
            "Sprzedajcie tor, ale nie tak",
            "Rada miasta zdecyduje w poniedziałek o sprzedaży toru wyścigów konnych jednemu kupcowi.",
            "Utrzymanie toru wyścigów kosztuje miasto osiemdziesiąt tysięcy złotych rocznie.",
            "Jednak sprzedaż bez przetargu jednemu kupcowi budzi sprzeciw mieszkańców osiedla.",
        ),
        (
            "ru",
            "Продайте ипподром, но не так",
            "Городская дума в понедельник решит, продать ли ипподром единственному покупателю.",
            "Содержание ипподрома обходится городу в восемь миллионов рублей ежегодно.",
            "Однако продажа без торгов единственному покупателю вызывает вопросы жителей.",
        ),
        (
            "ja",
            "競馬場の売却、非公開は許されない",
            "市議会は月曜日、市営競馬場の土地を一社だけに売却する議案を採決する予定となっている。",
            "競馬場の維持には毎年八千万円の費用がかかり、観客席の老朽化も進んでいる。",
            "しかし、非公開のまま一社だけに売却する手続きには市民の理解が得られない。",
        ),
    ],
)
def test_what_the_next_sentence_turns_round_does_not_stand_without_it(
    language: str, title: str, lead: str, concession: str, point: str
) -> None:
    summaries = summaries_of((lead, f"{concession} {point}"), title, language)
    assert any(concession in sentences for sentences in summaries)
    assert all(point in sentences for sentences in summaries if concession in sentences)


@pytest.mark.parametrize(
    ("language", "concession"),
    [
        ("en", "There is nothing wrong with selling a racecourse that nobody has used since 2022."),
        ("es", "Es verdad que el hipódromo lleva cuatro años cerrado y cuesta ochenta mil euros."),
        ("fr", "Certes, l’hippodrome est fermé depuis quatre ans et coûte quatre-vingt mille euros."),
        ("de", "Zwar steht die Rennbahn seit vier Jahren leer und kostet die Stadt jedes Jahr viel Geld."),
        ("zh", "诚然，这座赛马场已经关闭四年，每年的维护费用高达八十万元。"),
    ],
)
def test_a_concession_whose_point_is_not_found_does_not_stand(language: str, concession: str) -> None:
    assert summaries_of((concession,), "", language) == [()]


@pytest.mark.parametrize(
    ("language", "expectation", "outcome"),
    [
        ("en", "The ferry to Goole was supposed to be scrapped.", "It sails again from Monday, with nine new engines."),
        ("de", "Die Fähre nach Emden sollte eigentlich verschrottet werden.", "Ab Montag fährt sie mit neun Motoren."),
        ("es", "Se suponía que el transbordador de Vigo iría al desguace.", "Desde el lunes navega con nueve motores."),
        ("pl", "Prom do Ustki miał być pocięty na złom.", "Od poniedziałku pływa z dziewięcioma silnikami."),
        ("ja", "青森のフェリーは解体されるはずだった。", "月曜日から九基のエンジンで再び運航する。"),
    ],
)
def test_what_was_expected_does_not_stand_where_nothing_turns_it_round(
    language: str, expectation: str, outcome: str
) -> None:
    summaries = summaries_of((f"{expectation} {outcome}",), "", language)
    assert not any(expectation in sentences for sentences in summaries)


def test_an_anecdote_stands_beside_the_news_as_a_whole_or_not_at_all() -> None:
    anecdote = (
        "Hanna Melnyk gathered mushrooms by the same ravine each autumn.",
        "Last year she found only stumps there.",
        "The keeper told her that he had seen nobody.",
    )
    news = (
        "At least 340 hectares of oak forest have vanished from the village of Selby in five years, an inquiry found."
    )
    later = "Most of the 340 hectares were let to nine companies with one address in Goole."
    summaries = summaries_of((" ".join(anecdote), news, later), "How 340 hectares of oak vanished in Selby", "en")
    assert any(news in sentences for sentences in summaries)
    assert all(set(anecdote) <= set(sentences) or not set(anecdote) & set(sentences) for sentences in summaries)


@pytest.mark.parametrize(
    ("language", "title", "lead", "charge", "denial"),
    [
        (
            "cs",
            "Zastupitelé Prachatic schválili rozpočet na příští rok",
            "Zastupitelé Prachatic schválili ve čtvrtek rozpočet na příští rok se schodkem dvanáct milionů korun.",
            "Opozice starostu obvinila, že zakázku na opravu radnice přidělil firmě svého bratra.",
            "Starosta Karel Novák to popřel.",
        ),
        (
            "pt",
            "Câmara de Vila Chã aprova orçamento",
            "A Câmara de Vila Chã aprovou na quinta-feira o orçamento do próximo ano, com um défice de doze milhões.",
            "A oposição acusou a presidente de entregar a obra da escola à empresa do irmão.",
            "A presidente Ana Lopes negou a acusação.",
        ),
        (
            "uk",
            "Міськрада Ковеля ухвалила бюджет",
            "Міська рада Ковеля у четвер ухвалила бюджет на наступний рік із дефіцитом дванадцять мільйонів гривень.",
            "Опозиція звинуватила мера в тому, що ремонт школи віддали фірмі його брата.",
            "Мер Олег Бондар це заперечив.",
        ),
        (
            "ko",
            "춘천시의회, 내년 예산안 가결",
            "춘천시의회는 27일 본회의를 열어 적자 120억 원 규모의 내년도 예산안을 찬성 14표로 가결했다.",
            "야당은 시장이 학교 보수 공사를 동생의 회사에 몰아줬다는 의혹을 제기했다.",
            "시장은 의혹을 전면 부인했다.",
        ),
        (
            "en",
            "Council of Northam passes its budget",
            "The council of Northam passed on Thursday a budget for next year with a deficit of £12m.",
            "Opposition councillors accused the mayor, Ann Lowe, of giving the repair of a school to her brother.",
            "Ms Lowe has no brother.",
        ),
    ],
)
def test_a_charge_and_its_denial_stand_together_or_not_at_all(
    language: str, title: str, lead: str, charge: str, denial: str
) -> None:
    summaries = summaries_of((lead, charge, denial), title, language)
    assert any(charge in sentences for sentences in summaries)
    assert all((charge in sentences) == (denial in sentences) for sentences in summaries)


@pytest.mark.parametrize(
    ("language", "title", "lead", "neutral", "charge", "denial"),
    [
        (
            "en",
            "Ferry company buys nine boats",
            "The ferry company of Goole bought nine boats without a tender, an audit said on Thursday.",
            "The audit of the nine boats took four months and will be read by the council of Goole.",
            "The seamen’s union says that the boats cost twice the usual price.",
            "A spokeswoman for the company rejected the allegation and said that the price had included nine engines.",
        ),
        (
            "de",
            "Reederei kauft neun Boote",
            "Die Reederei von Emden hat neun Boote ohne Ausschreibung gekauft, steht in einem Bericht vom Donnerstag.",
            "Der Bericht über die neun Boote wird im Januar dem Rat von Emden vorgelegt.",
            "Die Gewerkschaft der Seeleute erklärt, die Boote hätten doppelt so viel gekostet wie üblich.",
            "Die Sprecherin der Reederei wies die Anschuldigung zurück und verwies auf neun mitgelieferte Motoren.",
        ),
        (
            "it",
            "La compagnia compra nove traghetti",
            "La compagnia di Ancona ha comprato nove traghetti senza gara, dice un rapporto pubblicato giovedì.",
            "Il rapporto sui nove traghetti sarà letto a gennaio dal consiglio comunale di Ancona.",
            "Il sindacato dei marittimi sostiene che i traghetti siano costati il doppio del prezzo usuale.",
            "La portavoce della compagnia ha respinto l’accusa e ha precisato che il prezzo comprendeva nove motori.",
        ),
        (
            "fr",
            "La compagnie achète neuf bacs",
            "La compagnie de Sète a acheté neuf bacs sans appel d’offres, selon un rapport publié jeudi.",
            "Le rapport sur les neuf bacs sera lu en janvier par le conseil municipal de Sète.",
            "Le syndicat des marins affirme que les bacs ont coûté le double du prix habituel.",
            "La porte-parole de la compagnie a rejeté cette accusation et précisé que le prix comprenait neuf moteurs.",
        ),
        (
            "nl",
            "Rederij koopt negen boten",
            "De rederij van Delfzijl kocht negen boten zonder aanbesteding, staat in een rapport van donderdag.",
            "Het rapport over de negen boten wordt in januari aan de raad van Delfzijl voorgelegd.",
            "De bond van zeelieden beweert dat de boten het dubbele van de gewone prijs kostten.",
            "De woordvoerder van de rederij spreekt de beschuldiging tegen en wijst op de negen motoren in de prijs.",
        ),
        (
            "ro",
            "Compania cumpără nouă bacuri. Directorul acuză o campanie",
            "Compania din Galați a cumpărat nouă bacuri fără licitație, arată un raport publicat joi.",
            "Raportul despre cele nouă bacuri va fi citit în ianuarie de consiliul local din Galați.",
            "Sindicatul marinarilor susține că bacurile au costat dublul prețului obișnuit.",
            "Purtătoarea de cuvânt a companiei a negat acuzația și a precizat că prețul includea nouă motoare.",
        ),
        (
            "vi",
            "Công ty mua chín chiếc phà",
            "Công ty phà Huế mua chín chiếc phà không qua đấu thầu, theo kết luận thanh tra công bố hôm thứ năm.",
            "Kết luận về chín chiếc phà sẽ được trình hội đồng thành phố Huế vào tháng một.",
            "Các bác sĩ cảng Huế cho rằng giá những chiếc phà cao gấp đôi giá thị trường.",
            "Người phát ngôn công ty bác bỏ cáo buộc và nói giá đã gồm chín động cơ cùng bảo hành.",
        ),
        (
            "sv",
            "Rederiet köper nio båtar",
            "Rederiet i Luleå köpte nio båtar utan upphandling, enligt en rapport som kom på torsdagen.",
            "Rapporten om de nio båtarna läggs i januari fram för fullmäktige i Luleå.",
            "Sjömännens fackförbund säger att båtarna kostade dubbelt så mycket som vanligt.",
            "Rederiets talesperson avvisade anklagelsen och sade att nio motorer ingick i priset.",
        ),
        (
            "pl",
            "Armator kupuje dziewięć promów",
            "Armator z Ustki kupił dziewięć promów bez przetargu, wynika z raportu ogłoszonego w czwartek.",
            "Raport o dziewięciu promach trafi w styczniu do rady miasta Ustka.",
            "Związek marynarzy twierdzi, że promy kosztowały dwa razy więcej niż zwykle.",
            "Rzeczniczka armatora odparła zarzuty i wyjaśniła, że cena obejmowała dziewięć silników.",
        ),
    ],
)
def test_a_denial_of_the_accusation_and_the_sentence_that_tells_it_stand_together_or_not_at_all(
    language: str, title: str, lead: str, neutral: str, charge: str, denial: str
) -> None:
    summaries = summaries_of((lead, neutral, charge, denial), title, language)
    assert any(neutral in sentences for sentences in summaries)
    assert all((charge in sentences) == (denial in sentences) for sentences in summaries)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "The mayor denied the charges against him."),
        ("de", "Der Bürgermeister wies die Vorwürfe am Freitag zurück."),
        ("de", "Der Verein weist alle Anschuldigungen von sich."),
        ("nl", "Het bedrijf wijst de aantijgingen van de hand."),
        ("es", "El alcalde rechazó las acusaciones ante el pleno."),
        ("cs", "Starosta obvinění v pátek odmítl."),
        ("ru", "Мэр обвинения отверг."),
        ("ru", "Мэр отверг обвинения в пятницу."),
        ("fi", "Pormestari torjui syytökset perjantaina."),
        ("tr", "Belediye başkanı suçlamaları reddetti."),
        ("id", "Wali kota membantah tuduhan itu."),
        ("ar", "ورفض رئيس البلدية الاتهامات."),
        ("zh", "市长否认上述指控。"),
        ("vi", "Tòa nhận định lời khai của bị cáo không phù hợp với sổ sách."),
    ],
)
def test_a_denial_may_tell_nothing_of_what_it_denies(language: str, sentence: str) -> None:
    assert denies_untold(Text(sentence, language))


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "The mayor rejected the accusation that he had sold the ferry to his brother."),
        ("de", "Der Bürgermeister wies den Vorwurf der Bestechung zurück."),
        ("es", "El alcalde negó las acusaciones de soborno en el puerto."),
        ("it", "Il sindaco apre un negozio dopo l’accusa di frode."),
        ("nl", "De aanklacht tegen de burgemeester telt negen bladzijden."),
        ("vi", "Ba bác sĩ cáo buộc công ty phà thu phí sai."),
        ("en", "The officer in charge denied having seen the ferry."),
    ],
)
def test_a_denial_that_tells_what_it_denies_needs_no_charge_before_it(language: str, sentence: str) -> None:
    assert not denies_untold(Text(sentence, language))


@pytest.mark.parametrize(
    ("language", "view", "reply"),
    [
        ("fr", "La mairie assure qu’un appel d’offres aurait pris une année entière.", "Peut-être."),
        ("es", "El alcalde dice que un concurso público habría tardado un año entero.", "Puede ser."),
        ("nl", "De wethouder zegt dat een openbare inschrijving een heel jaar had gekost.", "Dat kan."),
    ],
)
def test_what_a_word_answers_does_not_stand_without_that_word(language: str, view: str, reply: str) -> None:
    summaries = summaries_of((f"{view} {reply}",), "", language)
    assert all((view in sentences) == (reply in sentences) for sentences in summaries)


def test_the_news_that_the_title_tells_stands_without_what_turns_it_round() -> None:
    lead = "The council of Northam voted on Friday to close the old harbour bridge for repairs."
    summaries = summaries_of((f"{lead} But traders fear for their living.",), "Northam votes to close bridge", "en")
    assert (lead,) in summaries


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Both men pleaded not guilty on Monday."),
        ("de", "Der Angeklagte räumt die Tat nicht ein."),
        ("fr", "Le prévenu ne reconnaît pas les faits."),
        ("es", "El acusado no reconoció los hechos."),
        ("it", "L’imputato si proclama innocente."),
        ("nl", "De verdachte bekende niet."),
        ("sv", "Mannen erkänner inte brott."),
        ("fi", "Mies ei ole myöntänyt tekoa."),
        ("cs", "Obžalovaný vinu nepřiznává."),
        ("sk", "Obžalovaný sa k činu nepriznáva."),
        ("hu", "A vádlott nem ismerte el a bűnösségét."),
        ("ro", "Inculpatul nu a recunoscut fapta."),
        ("bg", "Обвиняемият не признава вина."),
        ("hr", "Optuženik ne priznaje krivnju."),
        ("sr", "Оптужени није признао кривицу."),
        ("ru", "Подсудимая не признала вину."),
        ("uk", "Підозрюваний провину не визнає."),
        ("uk", "Посадовиця не визнала провини."),
        ("el", "Ο κατηγορούμενος δεν παραδέχεται την πράξη."),
        ("lt", "Vyras kaltės nepripažino."),
        ("lv", "Apsūdzētais vainu neatzīst."),
        ("et", "Mees süüd ei tunnistanud."),
        ("he", "הנאשם לא הודה במעשה."),
        ("zh", "被告拒不认罪。"),
        ("ja", "男は容疑を認めていない。"),
    ],
)
def test_who_admits_no_guilt_denies_the_charge(language: str, sentence: str) -> None:
    assert denies(Text(sentence, language))


@pytest.mark.parametrize(
    ("language", "claim", "reply"),
    [
        ("en", "The council says that it needs the meadow.", "It does not; there are 600 empty flats in the town."),
        ("de", "Die Stadt sagt, dass sie die Wiese braucht.", "Das stimmt nicht: 600 Wohnungen stehen leer."),
        ("fr", "La mairie affirme qu’elle a besoin du pré.", "Elle n’en a pas besoin : 600 logements sont vides."),
        ("es", "El alcalde dice que necesita el prado.", "Esto no es cierto: hay 600 pisos vacíos en la ciudad."),
        ("it", "Il sindaco dice che il prato serve alla città.", "Questo non è vero: 600 case sono vuote."),
        ("ru", "Мэрия говорит, что городу нужен этот луг.", "Это не так: в городе пустуют 600 квартир."),
    ],
)
def test_what_somebody_says_stands_only_beside_the_no_of_the_next_sentence(
    language: str, claim: str, reply: str
) -> None:
    lead = "Exford 2015 1140: " + claim
    for summary in summaries_of((lead, f"{claim} {reply}"), "Exford", language):
        assert claim not in summary or reply in summary


@pytest.mark.parametrize(
    ("language", "denial", "charge"),
    [
        ("ru", "Блогер вину не признаёт.", "По версии следствия, ущерб превышает 60 миллионов рублей."),
        ("en", "The singer denies the charge.", "Prosecutors say that the loss exceeds 60 million pounds."),
        ("fr", "Le chanteur nie les faits.", "Selon le parquet, le préjudice dépasse 60 millions d’euros."),
        ("pl", "Piosenkarz zaprzecza zarzutom.", "Według prokuratury szkoda przekracza 60 milionów złotych."),
    ],
)
def test_a_charge_that_follows_its_denial_stands_only_beside_it(language: str, denial: str, charge: str) -> None:
    lead = "Exford 2015 1140 Selby, Fulford 1998."
    for paragraphs in ((lead, f"{denial} {charge}"), (lead, denial, charge)):
        for summary in summaries_of(paragraphs, "Exford", language):
            assert charge not in summary or denial in summary


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "A scout leader accused of stealing camp fees told the court he had never held the cash box."),
        ("de", "Ein Trainer, dem die Anklage Betrug vorwirft, sagte vor Gericht, er habe nie Geld genommen."),
        ("de", "Ein wegen Betrugs angeklagter Trainer sagte am Montag, er habe das Geld nie gesehen."),
        ("fr", "Un prêtre accusé d’avoir volé des tableaux a affirmé au tribunal qu’il ne les avait jamais touchés."),
        ("es", "Un conserje acusado de robar portátiles declaró que nunca tuvo las llaves del aula."),
        ("pt", "Um contador acusado de desviar salários afirmou que nunca assinou os cheques."),
        ("it", "Un bidello accusato di aver rubato i computer ha detto al giudice di non averli mai visti."),
        ("nl", "Een boer die verdacht wordt van brandstichting zei dat hij nooit in de schuur was geweest."),
        ("sv", "En kassör som misstänks för förskingring sade i rätten att hon aldrig rört pengarna."),
        ("pl", "Księgowy oskarżony o kradzież powiedział w sądzie, że nigdy nie miał klucza do sejfu."),
        ("ru", "Бухгалтер, обвиняемый в краже, заявил в суде, что никогда не видел этих денег."),
        ("cs", "Účetní obviněný z krádeže u soudu řekl, že peníze nikdy neviděl."),
        ("id", "Seorang guru yang dituduh mencuri uang mengatakan bahwa ia tidak pernah memegang kunci."),
        ("el", "Ο λογιστής που κατηγορείται για κλοπή είπε στο δικαστήριο ότι ποτέ δεν είδε τα χρήματα."),
    ],
)
def test_a_charge_and_what_the_accused_says_to_it_in_one_sentence_need_no_other(language: str, sentence: str) -> None:
    title = "Exford 2015"
    for denial in ("", OWN_DENIALS.get(language, "")):
        assert (sentence,) in summaries_of((f"{sentence} {denial}".rstrip(),), title, language)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Prosecutors said the man accused of stealing the fees had never returned a penny."),
        ("en", "The witness said the leader accused of theft never locked the box."),
        ("en", "A man accused of theft was never at home, a neighbour said."),
        ("de", "Die Staatsanwaltschaft sagte, der Angeklagte habe das Geld nie zurückgegeben."),
        ("es", "La fiscalía dijo que el conserje acusado de robar nunca devolvió los portátiles."),
    ],
)
def test_what_others_say_of_the_accused_is_no_denial(language: str, sentence: str) -> None:
    assert not denies_its_own_charge(Text(sentence, language))


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Denise Marlow, 52, denies four counts of theft and one of fraud."),
        ("en", "Tom Reed has pleaded not guilty to arson at the mill in Hebden."),
        ("de", "Jens Ott bestreitet den Diebstahl von 84.000 Euro aus der Vereinskasse."),
        ("fr", "Paul Kerbrat nie le vol de trois tableaux dans l’église de Tréguier."),
        ("es", "Ramón Vidal niega el soborno de dos funcionarios del puerto."),
        ("pt", "Wagner Teles nega a fraude na compra de merenda em Ipatinga."),
        ("it", "Luca Ferri nega la truffa ai danni dell’ospedale di Cuneo."),
        ("nl", "Kees Bout ontkent de brandstichting in de schuur van zijn buurman."),
        ("sv", "Eva Lind nekar till förskingring av kyrkans pengar i Boden."),
        ("pl", "Marek Sowa zaprzecza kradzieży pieniędzy z gminnej kasy."),
        ("ru", "Олег Рябов отрицает хищение двух миллионов рублей."),
        ("tr", "Kemal Arıkan rüşvet almadığını söyleyerek yolsuzluğu reddetti."),
        ("id", "Hasan Lubis membantah penggelapan dana desa di Langkat."),
        ("ja", "山田健被告は業者からの収賄を否認している。"),
        ("zh", "王志强否认在采购中受贿三百万元。"),
        ("ko", "김민수 씨는 업체에서 뇌물을 받은 사실을 부인했다."),
        ("ar", "نفى سامي حداد اختلاس أموال البلدية في صفاقس."),
        ("hi", "रमेश यादव ने पंचायत के पैसे में गबन से इनकार किया है।"),
    ],
)
def test_a_denial_that_names_the_offence_stands_by_itself(language: str, sentence: str) -> None:
    assert denies_told(Text(sentence, language))


def test_a_denial_that_names_the_offence_may_stand_without_the_charge_before_it() -> None:
    charge = "A former care home manager is accused of taking £84,000 from four elderly residents in Thornbury."
    denial = "Denise Marlow, 52, of Station Road, Berkeley, denies four counts of theft and one of fraud."
    summaries = summaries_of((charge, denial), "Savings of residents: trial in Bristol", "en")
    assert (denial,) in summaries
    assert all(denial in sentences for sentences in summaries if charge in sentences)


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("ro", "Chirurg din Oradea, trimis în judecată: „Nu am cerut niciodată bani”"),
        ("en", 'Surgeon accused of taking bribes: "I never asked for money"'),
        ("de", "Angeklagter Chirurg: „Ich habe nie Geld verlangt“"),
        ("fr", "Chirurgien accusé de corruption : « Je n’ai jamais demandé d’argent »"),
        ("es", "El cirujano acusado de soborno: «Nunca pedí dinero»"),
    ],
)
def test_a_title_denies_a_charge_by_what_the_accused_says_in_it(language: str, title: str) -> None:
    assert title_denies(Text(title, language))


@pytest.mark.parametrize(
    "title",
    [
        'Mother of victim: "I will never forgive him"',
        'Surgeon accused of taking bribes: "The ward is safe"',
        '"Never again": harbour marks the day of the flood',
    ],
)
def test_what_others_never_did_denies_no_charge(title: str) -> None:
    assert not title_denies(Text(title, "en"))


@pytest.mark.parametrize(
    ("language", "arrest", "answer"),
    [
        (
            "tr",
            "Jandarma 11 kişiyi gözaltına aldı ve 6,4 ton çalıntı zeytine el koydu.",
            "Avukatları Can Demir, müvekkillerinin zeytinlerin nereden geldiğini bilmediklerini savundu.",
        ),
        (
            "en",
            "Officers arrested two men in Hull and took away 40 stolen bicycles from a garage.",
            "Their lawyer said that neither had known where the bicycles came from.",
        ),
        (
            "de",
            "Die Polizei hat in Celle zwei Männer festgenommen und 40 Fahrräder abtransportiert.",
            "Ihr Anwalt sagte, sie hätten nicht gewusst, woher die Räder stammen.",
        ),
        (
            "es",
            "La Policía detuvo en Gijón a dos hombres y se llevó cuarenta bicicletas robadas.",
            "Su abogado dijo que no sabían de dónde venían las bicicletas.",
        ),
        (
            "fr",
            "Les gendarmes ont interpellé deux hommes à Dax et emporté quarante vélos volés.",
            "Leur avocat a déclaré qu’ils ne savaient pas d’où venaient ces vélos.",
        ),
        (
            "pl",
            "Policja zatrzymała w Pile dwóch mężczyzn i zabrała z garażu czterdzieści rowerów.",
            "Ich adwokat powiedział, że nie wiedzieli, skąd pochodzą rowery.",
        ),
        (
            "ru",
            "Полиция задержала в Пскове двух мужчин и вывезла из гаража сорок велосипедов.",
            "Их адвокат заявил, что они не знали, откуда взялись велосипеды.",
        ),
        (
            "it",
            "I carabinieri hanno arrestato a Lodi due uomini e portato via quaranta biciclette.",
            "Il loro avvocato ha detto che non sapevano da dove venissero le biciclette.",
        ),
        (
            "ko",
            "경찰은 군산에서 남성 두 명을 체포하고 차고에서 자전거 마흔 대를 압수했다.",
            "변호사는 두 사람이 자전거의 출처를 알지 못했다고 말했다.",
        ),
    ],
)
def test_an_arrest_and_what_the_lawyer_answers_right_behind_it_stand_together(
    language: str, arrest: str, answer: str
) -> None:
    summaries = summaries_of((arrest, answer), "Exford 2015", language)
    assert any(answer in sentences for sentences in summaries)
    assert all(answer in sentences for sentences in summaries if arrest in sentences)
