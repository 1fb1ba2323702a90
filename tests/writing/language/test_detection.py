"""The language of a text is told by its script and its words, against a wrong declaration."""

from __future__ import annotations

import pytest

from bot.writing.language.detection import function_words, language_of

NEWS = {
    "af": (
        "Die stadsraad het Vrydag besluit dat die brug nege maande lank gesluit sal wees. Die koste is nie bekend nie."
    ),
    "ar": (
        "قررت بلدية المدينة يوم الجمعة إغلاق الجسر لمدة تسعة أشهر بعد أن عثر المهندسون على شقوق في الهيكل، "
        "وهو ما لم يكن متوقعا."
    ),
    "be": (
        "Гарадскі савет у пятніцу вырашыў закрыць мост на дзевяць месяцаў, бо інжынеры знайшлі ў ім "
        "расколіны. Гэта будзе каштаваць шмат."
    ),
    "bg": (
        "Общинският съвет реши в петък да затвори моста за девет месеца, защото инженерите са открили "
        "пукнатини. Това ще струва много на града."
    ),
    "ca": (
        "L'ajuntament va decidir divendres tancar el pont durant nou mesos perquè els enginyers hi han trobat"
        " esquerdes. La reparació costarà més del que es preveia."
    ),
    "cs": (
        "Městské zastupitelstvo v pátek rozhodlo, že most bude na devět měsíců uzavřen, protože v něm byly "
        "nalezeny trhliny. Oprava by měla stát více, než se čekalo."
    ),
    "cy": (
        "Mae'r cyngor wedi penderfynu cau'r bont am naw mis ar ôl i beirianwyr ddod o hyd i graciau. Bydd y "
        "gwaith yn costio mwy nag yr oedd y ddinas wedi ei ddisgwyl."
    ),
    "da": (
        "Byrådet besluttede fredag, at broen skal være lukket i ni måneder, fordi der er fundet revner i den."
        " Det bliver ikke billigt, og der er også andre problemer."
    ),
    "de": (
        "Der Stadtrat hat am Freitag beschlossen, die Brücke für neun Monate zu sperren, weil in ihr Risse "
        "gefunden wurden. Das wird die Stadt mehr kosten als gedacht."
    ),
    "el": (
        "Το δημοτικό συμβούλιο αποφάσισε την Παρασκευή να κλείσει τη γέφυρα για εννέα μήνες, επειδή βρέθηκαν ρωγμές."
    ),
    "en": (
        "The city council decided on Friday to close the bridge for nine months because engineers had found "
        "cracks in it. The work will cost more than was expected."
    ),
    "es": (
        "El ayuntamiento decidió el viernes cerrar el puente durante nueve meses porque los ingenieros "
        "encontraron grietas. La obra costará más de lo que se esperaba."
    ),
    "et": (
        "Linnavolikogu otsustas reedel, et sild on üheksa kuud suletud, sest inseneride sõnul on selles "
        "praod. See ei ole odav ja ka muu liiklus võib peatuda."
    ),
    "eu": (
        "Udalak ostiralean erabaki zuen zubia bederatzi hilabetez itxiko dutela, baina ez da erraza izan. "
        "Lanak uste baino gehiago kostatuko dira, eta hori ere esan zuen alkateak."
    ),
    "fa": (
        "شورای شهر روز جمعه تصمیم گرفت که پل را برای نه ماه ببندد، زیرا مهندسان در آن ترک پیدا کرده‌اند. این "
        "کار برای شهر بسیار گران است."
    ),
    "fi": (
        "Kaupunginvaltuusto päätti perjantaina, että silta on suljettu yhdeksän kuukautta, koska siinä on "
        "halkeamia. Työ ei ole halpa, mutta se on tehtävä ennen kuin talvi tulee."
    ),
    "fr": (
        "Le conseil municipal a décidé vendredi de fermer le pont pendant neuf mois, car les ingénieurs y ont"
        " trouvé des fissures. Les travaux seront plus chers que prévu."
    ),
    "ga": (
        "Chinn an chomhairle Dé hAoine go mbeidh an droichead dúnta ar feadh naoi mí mar go bhfuil "
        "scoilteanna ann. Tá an costas níos mó ná mar a bhí súil leis, a dúirt sé."
    ),
    "he": (
        "מועצת העיר החליטה ביום שישי כי הגשר יהיה סגור תשעה חודשים, אך לא אמרה מי ישלם על כך. גם התושבים של "
        "העיר לא היו מרוצים."
    ),
    "hi": ("नगर परिषद ने शुक्रवार को पुल को नौ महीने के लिए बंद करने का फैसला किया क्योंकि उसमें दरारें हैं। यह काम शहर के लिए महंगा है।"),
    "hr": (
        "Gradsko vijeće odlučilo je u petak da će most biti zatvoren devet mjeseci jer su u njemu nađene "
        "pukotine. To će stajati više nego što se očekivalo, a ne zna se tko će platiti."
    ),
    "hu": (
        "A városi tanács pénteken úgy döntött, hogy a hidat kilenc hónapra lezárják, mert repedések vannak "
        "rajta. Ez nem lesz olcsó, és a munka is több időt vesz igénybe, mint azt várták."
    ),
    "id": (
        "Dewan kota memutuskan pada hari Jumat untuk menutup jembatan selama sembilan bulan karena ada "
        "retakan. Pekerjaan ini akan lebih mahal dari yang diperkirakan dan tidak mudah."
    ),
    "is": (
        "Borgarráð ákvað á föstudag að brúin verður lokuð í níu mánuði því að sprungur hafa fundist í henni. "
        "Það er dýrara en búist var við og ekki er vitað hver á að borga."
    ),
    "it": (
        "Il consiglio comunale ha deciso venerdì di chiudere il ponte per nove mesi, perché gli ingegneri vi "
        "hanno trovato delle crepe. I lavori sono più cari di quanto si pensava."
    ),
    "lt": (
        "Miesto taryba penktadienį nusprendė, kad tiltas bus uždarytas devynis mėnesius, nes jame yra "
        "įtrūkimų. Tai kainuos daugiau, nei buvo tikėtasi, bet kitos išeities jau nėra."
    ),
    "lv": (
        "Pilsētas dome piektdien nolēma, ka tilts būs slēgts deviņus mēnešus, jo tajā ir plaisas. Tas maksās "
        "vairāk, nekā bija gaidīts, bet citas iespējas vairs nav, un to arī teica mērs."
    ),
    "mk": (
        "Градскиот совет во петокот одлучи дека мостот ќе биде затворен девет месеци, бидејќи во него се "
        "најдени пукнатини. Тоа ќе го чини градот многу."
    ),
    "nl": (
        "De gemeenteraad heeft vrijdag besloten dat de brug negen maanden dicht gaat, omdat er scheuren in "
        "zijn gevonden. Het werk wordt duurder dan de stad had verwacht."
    ),
    "no": (
        "Bystyret vedtok fredag at broen skal være stengt i ni måneder fordi det er funnet sprekker i den. "
        "Det blir ikke billig, og ingen vet hvem som skal betale for arbeidet."
    ),
    "pl": (
        "Rada miasta zdecydowała w piątek, że most będzie zamknięty przez dziewięć miesięcy, ponieważ są w "
        "nim pęknięcia. To będzie kosztować więcej, niż się spodziewano."
    ),
    "pt": (
        "A câmara municipal decidiu na sexta-feira fechar a ponte por nove meses, porque os engenheiros "
        "encontraram fissuras. A obra será mais cara do que se esperava, mas não há outra saída."
    ),
    "ro": (
        "Consiliul local a decis vineri ca podul să fie închis nouă luni, pentru că inginerii au găsit "
        "fisuri. Lucrarea va costa mai mult decât se aștepta și nu este clar cine o va plăti."
    ),
    "ru": (
        "Городской совет решил в пятницу закрыть мост на девять месяцев, так как инженеры нашли в нём "
        "трещины. Это обойдётся дороже, чем ожидалось, но другого выхода не было."
    ),
    "sk": (
        "Mestské zastupiteľstvo v piatok rozhodlo, že most bude na deväť mesiacov zatvorený, lebo v ňom našli"
        " trhliny. Oprava by mala stáť viac, ako sa čakalo, ale iná možnosť nie je."
    ),
    "sl": (
        "Mestni svet je v petek odločil, da bo most devet mesecev zaprt, ker so v njem našli razpoke. Delo bo"
        " stalo več, kot so pričakovali, vendar po mnenju župana ni druge možnosti."
    ),
    "so": (
        "Golaha magaalada ayaa Jimcihii go'aansaday in buundada la xiro sagaal bilood, waayo waxaa laga helay"
        " dildilaac. Shaqadu waxay ku kacaysaa lacag badan oo ka badan intii la filayay."
    ),
    "sq": (
        "Këshilli i qytetit vendosi të premten që ura të jetë e mbyllur për nëntë muaj, sepse inxhinierët "
        "kanë gjetur plasaritje në të. Kjo do të kushtojë më shumë se sa pritej."
    ),
    "sr": (
        "Градско веће је у петак одлучило да ће мост бити затворен девет месеци, јер су у њему нађене "
        "пукотине. То ће коштати више него што се очекивало, а не зна се ко ће да плати."
    ),
    "sv": (
        "Kommunfullmäktige beslutade på fredagen att bron ska vara stängd i nio månader, eftersom det har "
        "hittats sprickor i den. Det blir inte billigt, och ingen vet vem som ska betala."
    ),
    "sw": (
        "Baraza la jiji liliamua siku ya Ijumaa kufunga daraja kwa miezi tisa kwa sababu ya nyufa. Kazi hiyo "
        "ni ghali zaidi kuliko ilivyotarajiwa, lakini pia ni muhimu kwa wakazi wa jiji."
    ),
    "tl": (
        "Nagpasya ang konseho ng lungsod noong Biyernes na isara ang tulay sa loob ng siyam na buwan dahil "
        "may mga bitak ito. Mas mahal ang gawain kaysa sa inaasahan ng mga residente."
    ),
    "tr": (
        "Belediye meclisi cuma günü köprünün dokuz ay süreyle kapatılmasına karar verdi; çünkü köprüde "
        "çatlaklar var. Bu iş beklenenden daha pahalı olacak ve kent için çok zor bir dönem başlıyor."
    ),
    "uk": (
        "Міська рада вирішила в п'ятницю закрити міст на дев'ять місяців, бо інженери знайшли в ньому "
        "тріщини. Це буде коштувати більше, ніж очікували, але іншого виходу не було."
    ),
    "ur": (
        "شہر کی کونسل نے جمعے کو فیصلہ کیا کہ پل کو نو ماہ کے لیے بند کیا جائے گا کیونکہ اس میں دراڑیں ہیں۔ "
        "یہ کام شہر کے لیے مہنگا ہے۔"
    ),
    "uz": (
        "Shahar kengashi juma kuni koʻprikni toʻqqiz oyga yopishga qaror qildi, chunki unda yoriqlar bor. Bu "
        "ish kutilganidan ham qimmat boʻladi va shahar uchun juda muhim."
    ),
    "vi": (
        "Hội đồng thành phố hôm thứ Sáu đã quyết định đóng cây cầu trong chín tháng vì các kỹ sư tìm thấy vết"
        " nứt. Công việc này sẽ tốn kém hơn dự kiến, nhưng không có cách nào khác."
    ),
}
"""The same news item, written for this test, in languages that share their script with others."""


@pytest.mark.parametrize("language", NEWS)
def test_a_right_declaration_is_kept(language: str) -> None:
    assert language_of(NEWS[language], f"{language}-XX") == language


@pytest.mark.parametrize("language", sorted(set(NEWS) - {"en"}))
def test_a_text_in_another_language_than_the_declared_english_is_told(language: str) -> None:
    assert language_of(NEWS[language], "en-US") == language


@pytest.mark.parametrize("language", NEWS)
def test_the_language_of_a_text_without_a_declaration_is_told(language: str) -> None:
    assert language_of(NEWS[language]) == language


@pytest.mark.parametrize(
    ("declared", "language"),
    [
        *[("ru", "uk"), ("ru", "bg"), ("ar", "fa"), ("ar", "ur"), ("fa", "ar"), ("es", "pt"), ("de", "nl")],
        *[("fr", "en"), ("pt_BR", "es"), ("ru-RU", "sr"), ("sv", "fi"), ("cs", "pl"), ("he", "ar"), ("ja", "de")],
    ],
)
def test_a_wrong_declaration_of_a_neighbouring_language_is_mended(declared: str, language: str) -> None:
    assert language_of(NEWS[language], declared) == language


@pytest.mark.parametrize(
    ("text", "declared"),
    [
        ("Merkel in Berlin", "en"),
        ("La La Land: die Kritik", "en-US"),
        ("Café de Paris", "en"),
        ("", "de"),
        ("2026: 3:1", "tr"),
    ],
)
def test_a_short_text_keeps_its_declaration(text: str, declared: str) -> None:
    assert language_of(text, declared) == declared.split("-")[0]


def test_a_quotation_in_another_language_does_not_change_the_language() -> None:
    quotation = "“We will do it because it is right, and that is all that I have to say to you about this.”"
    assert language_of(f"{NEWS['de']} {quotation} {NEWS['de']}", "de") == "de"
    assert language_of(f"{NEWS['de']} {quotation}", "de") == "de"


def test_a_text_half_in_one_language_and_half_in_another_keeps_its_declaration() -> None:
    assert language_of(f"{NEWS['de']} {NEWS['en']}", "de") == "de"
    assert language_of(f"{NEWS['de']} {NEWS['en']}", "en") == "en"


@pytest.mark.parametrize("declared", ["fy", "lb", "br", "nb", "nn-NO", "bs", "fil", "yo"])
def test_a_declared_language_whose_words_are_not_known_or_those_of_its_kin_is_kept(declared: str) -> None:
    kin = {"nb": "no", "nn-NO": "no", "bs": "hr", "fil": "tl"}
    assert language_of(NEWS[kin.get(declared, "nl")], declared) == declared.split("-")[0]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("東京都は金曜日に橋を閉鎖した。", "ja"),
        ("市议会周五决定关闭大桥。", "zh"),
        ("시의회는 금요일에 다리를 폐쇄했다.", "ko"),
        ("สภาเมืองปิดสะพาน", "th"),
        ("ខណៈក្រុមប្រឹក្សា", "km"),
        ("ქალაქის საბჭომ ხიდი დახურა.", "ka"),
        ("Քաղաքի խորհուրդը փակեց կամուրջը։", "hy"),
        ("የከተማው ምክር ቤት ድልድዩን ዘጋ።", "am"),
        ("நகர சபை பாலத்தை மூடியது.", "ta"),
        ("నగర మండలి వంతెనను మూసివేసింది.", "te"),
    ],
)
def test_the_script_tells_the_language_against_any_declaration(text: str, language: str) -> None:
    assert language_of(text, "en-US") == language
    assert language_of(text) == language


def test_function_words_are_those_of_the_kindred_language_and_none_where_none_are_known() -> None:
    assert "og" in function_words("nb")
    assert function_words("xx") == frozenset()


def test_only_the_beginning_of_a_text_tells_its_language() -> None:
    english = "The council said on Friday that the bridge will be closed until June. " * 40
    german = "Der Rat sagte am Freitag, dass die Brücke bis zum Juni gesperrt wird. " * 400
    assert language_of(english + german, "de") == "en"
    assert language_of(german, "en") == "de"
