"""A label is taken off the head of a sentence, whole, and nothing that belongs to the sentence is."""

from __future__ import annotations

import pytest

from bot.writing.furniture.labels import are_credits, without_labels
from bot.writing.reading.clean import paragraphs

LABELLED = [
    ("en", "LISTEN | ", "The mayor of Leeds has resigned after nine days."),
    ("en", "LIVE: ", "Firefighters are still on the roof of the mill."),
    ("en", "🔴 LIVE — ", "Firefighters are still on the roof."),
    ("en", "EXCLUSIVE — ", "The mayor took two trips to Malta."),
    ("en", "[UPDATED 5:15 p.m.] ", "The bridge is open again to traffic."),
    ("en", "Update (Nov. 27, 3:40 p.m. ET): ", "The bridge is open again."),
    ("en", "By our staff reporter. ", "The bridge at Holm was closed on Friday."),
    ("en", "(Updated) ", "The bridge is open again to traffic."),
    ("de", "+++ Eilmeldung +++ ", "Der Bürgermeister von Gera ist zurückgetreten."),
    ("de", "UPDATE 2: ", "Der Bürgermeister tritt zurück."),
    ("de", "Aktualisiert um 14.30 Uhr: ", "Die Brücke ist wieder frei."),
    ("de", "Exklusiv – ", "Der Bürgermeister war zweimal in Malta."),
    ("de", "Von unserem Korrespondenten. ", "Die Brücke wurde am Freitag gesperrt."),
    ("fr", "EXCLUSIF. ", "Le maire a fait deux voyages à Malte."),
    ("fr", "ENQUÊTE | ", "Le maire a fait deux voyages à Malte."),
    ("fr", "Mis à jour à 18 h 05 : ", "Le pont est rouvert."),
    ("es", "EN VIVO | ", "El alcalde declara ante el juez."),
    ("es", "(Actualizado a las 18:30 h) ", "El puente está abierto de nuevo."),
    ("es", "ÚLTIMA HORA: ", "El puente está abierto de nuevo."),
    ("it", "ULTIM’ORA – ", "Il ponte è stato riaperto al traffico."),
    ("it", "Aggiornamento ore 14.30. ", "Il ponte è stato riaperto."),
    ("pt", "AO VIVO: ", "O prefeito depõe na Câmara nesta tarde."),
    ("nl", "UPDATE 14.30 uur: ", "De brug is weer open voor verkeer."),
    ("nl", "COLUMN. ", "De brug is nog altijd dicht, en dat is goed."),
    ("sv", "JUST NU: ", "Bron är åter öppen för trafik."),
    ("sv", "Uppdatering kl. 14.30: ", "Bron är åter öppen."),
    ("da", "KOMMENTAR: ", "Broen er igen åben for trafik."),
    ("no", "Siste: ", "Broen er igjen åpen for trafikk."),
    ("fi", "Päivitys klo 14.30: ", "Silta on taas auki liikenteelle."),
    ("pl", "PILNE! ", "Most w Krakowie jest znów otwarty dla ruchu."),
    ("pl", "Aktualizacja, godz. 14:30: ", "Most jest znów otwarty."),
    ("cs", "Aktualizováno ve 14.30: ", "Most je znovu otevřen."),
    ("hu", "Frissítés, 14.30: ", "A híd újra megnyílt a forgalom előtt."),
    ("ro", "Actualizare ora 14:30: ", "Podul este din nou deschis."),
    ("tr", "SON DAKİKA: ", "Köprü yeniden trafiğe açıldı bugün."),
    ("ru", "Обновлено в 14:30 мск. ", "Мост снова открыт для движения."),
    ("ru", "СРОЧНО: ", "Мост снова открыт для движения."),
    ("uk", "Оновлено о 14:30. ", "Міст знову відкрито для руху."),
    ("el", "ΑΠΟΚΛΕΙΣΤΙΚΟ: ", "Η γέφυρα άνοιξε ξανά σήμερα."),
    ("ar", "عاجل: ", "أعيد فتح الجسر أمام حركة المرور صباح اليوم."),
    ("he", "עדכון 14:30: ", "הגשר נפתח מחדש לתנועה הבוקר."),
    ("hi", "लखनऊ, डिजिटल डेस्क। ", "पुल को यातायात के लिए फिर खोल दिया गया।"),
    ("hi", "ब्रेकिंग न्यूज: ", "पुल को यातायात के लिए फिर खोल दिया गया।"),
    ("bn", "নিজস্ব প্রতিবেদক, ঢাকা: ", "সেতুটি আবার যান চলাচলের জন্য খুলে দেওয়া হয়েছে।"),
    ("ur", "ویب ڈیسک: ", "پل کو دوبارہ ٹریفک کے لیے کھول دیا گیا۔"),
    ("id", "BREAKING NEWS - ", "Jembatan dibuka lagi untuk umum hari ini."),
    ("vi", "TIN NÓNG: ", "Cầu đã thông xe trở lại sáng nay."),
    ("ja", "〈更新〉", "市は工事に1億2千万円をかけた。"),
    ("ja", "【速報】", "市長は27日、辞任する意向を表明した。"),
    ("ja", "社説:", "市長は27日、辞任する意向を表明したばかりだ。"),
    ("ko", "[속보] ", "시장이 27일 사퇴 의사를 밝혔다고 시가 전했다."),
    ("ko", "[단독] ", "시장이 27일 사퇴 의사를 밝혔다."),
    ("zh", "快讯:", "市长27日宣布辞职,副市长代理其职务。"),
    ("th", "ด่วน: ", "นายกเทศมนตรีประกาศลาออกเมื่อวันที่ 27 พฤศจิกายน"),
    ("sw", "Na Mwandishi Wetu, Tanga. ", "Daraja limefunguliwa tena leo asubuhi."),
    ("lt", "SKUBU: ", "Tiltas vėl atidarytas eismui šį rytą."),
    ("hr", "UŽIVO: ", "Most je ponovno otvoren za promet."),
    ("sr", "УЖИВО: ", "Мост је поново отворен за саобраћај."),
]


@pytest.mark.parametrize(("language", "label", "sentence"), LABELLED)
def test_a_label_is_taken_off_and_the_sentence_stays_whole(language: str, label: str, sentence: str) -> None:
    assert without_labels(label + sentence, language=language) == sentence


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Warning: the bridge is closed until Monday."),
        ("en", "London: the city that never sleeps is tired."),
        ("en", "Live music returns to the Ropery on Friday."),
        ("en", "Analysis of the water showed lead in nine wells."),
        ("en", "Opinion is divided: Half of the town wants the tram."),
        ("en", "Mr Bell: The tram will come, whatever they say."),
        ("en", "Analysis: a word that frightens students more than any other."),
        ("en", "Update 5 people were hurt in the blast on Friday."),
        ("en", "Review — The Quarterly — closes after 40 years in print."),
        ("en", "Exclusive clubs in Mayfair are losing members fast."),
        ("en", "Breaking: it is what waves do, and reputations."),
        ("en", '"Analysis: The end," said the professor, is a poor title.'),
        ("en", "Interview. Jane Doe."),
        ("en", "Latest: Jane Doe."),
        ("de", "Kritik an der Maut kam am Freitag aus Gera."),
        ("de", "Warnung: Die Brücke ist gesperrt."),
        ("de", "Live im Stadion: Es regnete."),
        ("de", "Berlin: Die Stadt wächst weiter."),
        ("fr", "Direction générale : le patron part à la retraite."),
        ("fr", "Critiquer le maire est permis, dit le juge."),
        ("es", "Directo al corazón: el gol de Ruiz salvó al equipo."),
        ("es", "Alerta por lluvias: La Aemet avisa de tormentas."),
        ("it", "Diretta da un maestro: L’orchestra torna a Lecco."),
        ("pl", "Zobacz Kraków: To miasto się zmienia z dnia na dzień."),
        ("sv", "Direkt efter matchen: Han grät som ett barn."),
        ("ru", "Ранее он работал в мэрии и вёл колонку в газете."),
        ("ru", "Важно: не забудьте паспорт на выборы."),
        ("tr", "Özel okullar kapandı: Veliler tepkili."),
        ("ja", "速報値は3.2%だった。市長は辞任した。"),
        ("ja", "監督は27日、辞任を表明した。"),
        ("zh", "更新后的数据显示,房价上涨了3%。"),
        ("ko", "단독 주택 가격이 올랐다고 한국부동산원이 밝혔다."),
        ("hi", "संवाददाता ने बताया कि पुल बंद है।"),
        ("en", "Our correspondent in Paris, Jane Doe, was there when it fell."),
        ("en", "The staff reporter: A dying trade, says the union."),
        ("fi", "Suora yhteys katkesi, ja lähetys loppui."),
        ("nl", "Live muziek keert vrijdag terug in de haven."),
        ("pt", "Direto ao ponto: O prefeito sai em abril, diz o vice."),
        ("en", "Previously on the market for £2m, the mill has been sold."),
        ("en", "Video: Jane Doe."),
        ("en", "Earlier on Friday: The bridge was closed for an hour."),
        ("cs", "Dříve tu stál mlýn, dnes je tu park."),
        ("en", "SATIRE: Mayor bans rain from Monday."),
        ("en", "Correction: The vote was on Tuesday."),
    ],
)
def test_what_only_begins_like_a_label_stays(language: str, text: str) -> None:
    assert without_labels(text, language=language) == text


@pytest.mark.parametrize("text", ["CRITIQUE.", "[Live]", "EXCLUSIF |", "Update 14:30:"])
def test_a_label_alone_is_no_sentence(text: str) -> None:
    assert without_labels(text, language="fr") == ""


@pytest.mark.parametrize(
    ("label", "sentence"),
    [
        ("<b>UPDATE</b> ", "The bridge is open again to traffic."),
        ("<em>Analysis</em> ", "The council has no plan for the bridge."),
        ("<strong>EXKLUSIV</strong> ", "Der Rat hat keinen Plan für die Brücke."),
    ],
)
def test_a_label_may_be_parted_from_its_sentence_by_bold_letters_alone(label: str, sentence: str) -> None:
    assert paragraphs(f"<p>{label}{sentence}</p>") == (sentence,)


@pytest.mark.parametrize(
    ("language", "label", "sentence"),
    [
        ("fr", "TRAVAUX", "Le pont de Sauve sera fermé six mois à toute circulation, a annoncé le département."),
        ("fr", "FAITS DIVERS", "Un homme de 40 ans a été interpellé mardi à Sauve par la gendarmerie."),
        ("fr", "SOCIAL", "L’usine de Sauve ferme ses portes le 4 janvier, a annoncé la direction."),
        ("de", "VERKEHR", "Die Weserbrücke wird vom 4. Januar an für den gesamten Verkehr gesperrt."),
        ("es", "OBRAS", "El puente de Isaba quedará cerrado al tráfico del 4 de enero al 30 de junio."),
        ("pt", "MOBILIDADE", "As obras da ponte de Lamego começam em janeiro e acabam em junho."),
        ("sv", "TRAFIK", "I januari stängs bron över ån för all trafik, meddelar kommunen."),
        ("el", "ΚΥΚΛΟΦΟΡΙΑ", "Η γέφυρα θα μείνει κλειστή από τον Ιανουάριο έως τον Ιούνιο."),
        ("ru", "ТРАНСПОРТ", "С января мост через Волгу закроют для движения, сообщила мэрия."),
    ],
)
def test_a_label_may_be_any_word_in_bold_capitals(language: str, label: str, sentence: str) -> None:
    body = f"<p><strong>{label}</strong> {sentence}</p>"
    assert paragraphs(body, language=language) == (sentence,)


@pytest.mark.parametrize(
    "text",
    [
        "<b>NATO</b> Secretary General Mark Rutte is in London today.",
        "<b>DIE</b> Brücke über die Weser wird im Januar gesperrt.",
        "<b>WELCOME TO</b> The Hague, where the judges of the world sit.",
        "<b>MÚSICA EN</b> La Rioja, con la banda de la ciudad.",
        "<b>ANN LEE</b> The mill is my life.</p><p><b>TOM ROE</b> The mill is my home.",
        "<b>MARTA</b> Wir leben seit zehn Jahren hier, und meine Kinder gehen hier zur Schule.",
        "<b>ANN LEE</b> The mill is old.</p><p>Mrs Lee has worked there for forty years.",
    ],
)
def test_bold_capitals_that_belong_to_the_sentence_or_name_its_speaker_stay(text: str) -> None:
    plain = text.replace("<b>", "").replace("</b>", "")
    assert paragraphs(f"<p>{text}</p>") == tuple(plain.split("</p><p>"))


@pytest.mark.parametrize("text", ["<b>Live</b> music returns to the Ropery.", "<b>Ann Lee</b> The mill is my life."])
def test_other_bold_words_stay(text: str) -> None:
    assert paragraphs(f"<p>{text}</p>") == (text.replace("<b>", "").replace("</b>", ""),)


def test_a_lead_is_not_lost_with_the_label_before_it() -> None:
    link = "<p>WATCH: See how it fell on Monday.</p>"
    body = f"<p>WATCH: The bridge fell on Monday at noon.</p><p>Nobody was on it.</p>{link}"
    assert paragraphs(body) == ("The bridge fell on Monday at noon.", "Nobody was on it.")


@pytest.mark.parametrize(
    "text",
    [
        "Regie: Ana Souza. Mit Jan Roth und Lea Vogt. Schauspielhaus Graz, bis 3. März.",
        "Mise en scène de Luc Arnal. Avec Jeanne Roy. Théâtre du Port, jusqu’au 14 janvier.",
        "De Agnès Cordier. Avec Jeanne Roy, Luc Arnal. Durée : 1 h 42.",
        "Directed by Ann Lowe. Starring Tom Roe. 104 minutes.",
        "Regi: Anna Berg. Medverkande: Lars Ek. Dramaten, Stockholm.",
        "Scénář a režie: Jan Vrba. Hrají: Eva Malá, Petr Nový.",
        "Режиссёр: Анна Верещагина. В ролях: Иван Петров.",
        "監督:山田太郎 出演:林花子",
        "Autor: Jan Nowak. Wydawnictwo Znak, 320 stron.",
        "Text: A. B. Photos: C. D.",
    ],
)
def test_who_made_the_work_that_is_reviewed_is_no_reporting(text: str) -> None:
    assert are_credits(text)


@pytest.mark.parametrize(
    "text",
    [
        "With Jane Doe gone, the council has no leader. The vote is on Monday.",
        "Music: it is what keeps her alive.",
        "Music is what she lives for. Jane Doe plays.",
        "Mit Jan Roth verliert Graz seinen besten Mann.",
        "By Monday the bridge is open.",
        "With the bridge closed, traffic is heavy.",
        "Jane Doe won. Tom Roe lost.",
        "Text messages were sent. Nobody answered.",
        "Von Gera nach Jena fahren wieder Züge.",
        "The price: 40 euros. The town pays.",
        "Avec Paris, Lyon gagne.",
        "Con Messi, Argentina gana el Mundial.",
        "Cast out of Eden, Adam wept.",
        "Di Roma resta poco.",
        "Direction: Nuria Busquets says that she will leave the theatre in May.",
    ],
)
def test_a_sentence_that_begins_with_a_role_or_is_short_is_reporting(text: str) -> None:
    assert not are_credits(text)
