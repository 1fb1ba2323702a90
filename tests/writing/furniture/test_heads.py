"""A first paragraph loses what stands before its first sentence, and never a part of that sentence."""

from __future__ import annotations

import pytest

from bot.writing.furniture.heads import without_head


@pytest.mark.parametrize(
    ("head", "rest"),
    [
        ("OSAKA, Sept. 14 (Reuters) — ", "The council voted on Friday."),
        ("(CNN)", "President Hale signed the bill on Friday."),
        ("NEW YORK and CHICAGO (December 22, 2026) — ", "The two companies agreed to share track."),
        ("LONDON--(BUSINESS WIRE)--", "Harbour Cranes plc today said that it had sold 14 cranes."),
        ("HARBOUR CITY, Nov. 23, 2026 /PRNewswire/ -- ", "Harbour Cranes Inc. announced a contract."),
        ("LA CROSSE, Wis. (AP) — ", "Two people died in a fire on Friday night."),
        ("NEW DELHI: ", "The court on Friday struck down the rule."),
        ("[Capital FM] Nairobi -- ", "The stage is set for a thrilling race."),
        ("COLOMBO (EconomyNext) – ", "The central bank held its rates on Friday."),
        ("Kiel (dpa/lno) - ", "Die Küstenwache hat am Montag ein Schiff aufgebracht."),
        ("Hamburg/Berlin – ", "Die Bahn sperrt im März die Strecke."),
        ("DELFZIJL ", "De gemeente stopt per direct met de sloop."),
        ("HAMBURG ", "Die Bahn sperrt im März die Strecke."),
        ("Kiel (lno). ", "Die Küstenwache hat am Montag ein Schiff aufgebracht."),
        ("Bad Neustadt (jw). ", "Die Stadt baut ein neues Rathaus."),
        ("(Il Sole 24 Ore Radiocor) - ", "Piazza Affari chiude in calo dello 0,9%."),
        ("Genève (ATS). ", "Le Conseil fédéral a adopté la loi mercredi."),
        ("MADRID, 23 nov. (EUROPA PRESS) - ", "El Pleno del Congreso ha aprobado la ley."),
        ("(ANSA) - ROMA, 23 NOV - ", "La Camera ha approvato venerdì la legge."),
        ("København /ritzau/ - ", "Folketinget vedtog fredag loven."),
        ("Budapest, 2026. november 23., hétfő (MTI) - ", "Az Országgyűlés elfogadta a törvényt."),
        ("МОСКВА, 5 мая. /ТАСС/. ", "Госдума в пятницу приняла закон."),
        ("МОСКВА, 5 мая — РИА Новости. ", "Госдума в пятницу приняла закон."),
        ("القاهرة (أ ش أ) - ", "أقر البرلمان القانون يوم الجمعة."),
        ("नई दिल्ली, 5 नवंबर (भाषा)। ", "संसद ने शुक्रवार को विधेयक पारित किया।"),
        ("Jakarta, CNN Indonesia -- ", "DPR mengesahkan undang-undang itu pada Jumat."),
        ("Suara.com - ", "DPR mengesahkan undang-undang itu pada Jumat."),
        ("Liputan6.com, Jakarta - ", "DPR mengesahkan undang-undang itu pada Jumat."),
        ("（ＣＮＮ）　", "英国議会は金曜日、法案を可決した。"),
        ("(Dân trí) - ", "Quốc hội thông qua luật hôm thứ Sáu."),
        ("新华社北京11月23日电（记者张三）", "全国人大常委会周五通过决定。"),
        ("（中央社記者王大明台北23日電）", "立法院週五三讀通過法案。"),
        ("【ソウル＝山田太郎】", "韓国の国会は金曜日、法案を可決した。"),
        ("［東京　３日　ロイター］ - ", "日銀は金曜日、利上げを決めた。"),
        ("국회, 법안 의결(서울=연합뉴스) 김하나 기자 = ", "국회는 금요일 법안을 의결했다."),
        ("(서울=연합뉴스) 김하나 기자 = ", "국회는 금요일 법안을 의결했다."),
        ("Nairobi, Kenya | ", "The central bank raised its rate on Friday."),
        ("Islamabad: ", "The Supreme Court on Friday struck down the rule that had banned two newspapers."),
        ("Mumbai, Maharashtra: ", "The city on Friday closed three bridges that were built before 1932."),
        ("Berlin. ", "Der Bundestag hat am Freitag beschlossen, 14 Häfen zu sperren und 3 zu bauen."),
        ("Bogotá. ", "El Congreso aprobó el viernes la ley que protege los ríos del sur del país."),
        ("Минск, 27 ноября /Корр. БЕЛТА/. ", "Парламент в пятницу принял закон."),
        ("【ソウル聯合】", "韓国の国会は金曜日、法案を可決した。"),
    ],
)
def test_a_dateline_goes_and_the_sentence_begins_right(head: str, rest: str) -> None:
    assert without_head(head + rest) == rest


@pytest.mark.parametrize(
    "text",
    [
        "TITANIC The Musical opens in York on Friday.",
        "ROTTERDAM Centraal blijft dicht tot maandag.",
        "Julia Berg (links). Die Schauspielerin kam allein.",
        "Hertha BSC (a.). Das Spiel endete spät.",
        "LONDON is to charge drivers 18 pounds a day from January.",
        "NASA — which lost contact with the probe in May — said that it was alive.",
        "NATO: Russia has massed 30,000 men at the border.",
        "Leipzig: Hier wurde vor 40 Jahren die Galerie gegründet.",
        "Berlin - eine Stadt mit 3,8 Millionen Einwohnern - sucht Lehrer.",
        "Booking.com - Europe's largest agency for travel - is to hire 300 people.",
        "Barcelona - Real Madrid ends 3-3 after a late goal.",
        "Texas (AP: 38 electoral votes) was called at midnight.",
        "Apple, Sept. 14 — the day of the launch — will be remembered.",
        "Reuters and AFP said on Monday that two of their reporters were held.",
        "Athens 2004 – The games cost nine billion euros, a study says.",
        "Tokyo (population 37 million) — The city has run out of graves.",
        "Berlin: Zwei Tote bei Brand in der Altstadt.",
        "Marseille: Le port, fermé depuis lundi, rouvrira vendredi, a annoncé la préfecture du département.",
        "Ottawa. The capital where I was born had 300,000 people then, and every second of them knew my father.",
        "Leipzig: Hier wurde vor 40 Jahren die Galerie gegründet, die heute in aller Welt bekannt ist.",
        "Brussels: There, in a room without windows, 27 ministers sat for 31 hours until Friday.",
        "Lisbon. This is the city to which every third nurse of the north has moved since the spring.",
        "北京11月23日的气温降到零下五度。",
        "【速報】ではなく検証記事を増やすと同社は発表した。",
        "기자 김하나는 금요일 상을 받았다.",
    ],
)
def test_a_sentence_that_begins_like_a_dateline_stays_whole(text: str) -> None:
    assert without_head(text) == text


@pytest.mark.parametrize(
    ("text", "title", "author"),
    [
        ("Ann Hale is the author of three books on the harbour.", "Ten poems for winter", "Ann Hale"),
        ("Tom Roe resigned from the council on Friday after 14 years.", "Why I left", "Tom Roe"),
        ("Japan’s parliament voted 312 to 201 on Friday.", "Japan", ""),
        ("Japan Airlines said on Friday that it would fly again.", "Japan", ""),
        ("Byrne, who wrote the report, said that nobody had read it.", "", "Byrne"),
        ("Ann Hale Airport will close for nine months.", "", "Ann Hale"),
    ],
)
def test_the_title_or_author_stays_where_it_is_the_subject(text: str, title: str, author: str) -> None:
    assert without_head(text, title=title, author=author) == text


@pytest.mark.parametrize(
    "head",
    ["Bridge to close: ", "Bridge to close ", "Bridge to close\n", "By Jane Doe | ", "Jane Doe — ", "By Jane Doe "],
)
def test_the_title_and_the_byline_before_a_sentence_go(head: str) -> None:
    news = "The council voted on Friday to close the bridge."
    assert without_head(head + news, title="Bridge to close", author="Jane Doe") == news


@pytest.mark.parametrize(
    ("head", "rest"),
    [
        ("وهران – ", "انطلقت صباح اليوم أشغال توسعة الميناء الذي يستقبل كل عام مئات السفن القادمة من أوروبا."),
        ("البصرة ـ ", "افتتح المحافظ اليوم الأحد جسرا جديدا فوق شط العرب بعد عامين من الأعمال المتواصلة."),
        ("القامشلي - ", "أعلنت البلدية اليوم إعادة فتح السوق القديم بعد ترميم دام سنة كاملة."),
        ("سنندج - ", "بارش برف راه‌های ۴۰ روستا را بست و امدادگران به خودروهای گرفتار کمک کردند."),
        ("هرات — ", "ده‌ها خانواده پس از زلزله شب گذشته در چادر ماندند و کمک‌ها هنوز نرسیده است."),
        ("کوئٹہ: ", "بلوچستان حکومت نے منگل کو اعلان کیا کہ صوبے کے تمام سکول دو ہفتے کے لیے بند رہیں گے۔"),
    ],
)
def test_a_dateline_in_arabic_script_goes(head: str, rest: str) -> None:
    assert without_head(head + rest) == rest


@pytest.mark.parametrize(
    "text",
    [
        "غزة - وهي أكبر مدن القطاع - تعيش بلا كهرباء منذ أكثر من عام بحسب البلدية.",
        "البصرة ـ ثاني مدن البلاد ـ تشهد منذ أسبوع أمطارا لم تعرفها منذ نصف قرن.",
        "مشهد - دومین شهر بزرگ کشور - سال آینده مترو تازه‌ای خواهد داشت.",
        "طرابلس - بنغازي: الطريق مغلق بعد السيول التي ضربت المنطقة الساحلية ليلة أمس.",
    ],
)
def test_a_town_of_which_something_is_said_between_dashes_stays(text: str) -> None:
    assert without_head(text) == text
