"""A sentence that names what only an earlier one has told does not begin a summary."""

from __future__ import annotations

import pytest

from bot.writing.language.references import leans_on_another, names_later, refers_back
from bot.writing.language.text import Text
from bot.writing.summary.answers import NOWHERE
from bot.writing.summary.ranking import ranked_sentences


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "These questions were put to the harbour board on Friday."),
        ("en", "Those who did were fined 40 pounds each."),
        ("en", "The latter will be rebuilt by June."),
        ("en", "Both men were taken to Selby hospital."),
        ("en", "Such a move would cost 40 million pounds."),
        ("de", "Diese Brücke wird im Juni gesperrt."),
        ("de", "Letztere wurde 1998 abgerissen."),
        ("fr", "Cette passerelle sera fermée neuf mois."),
        ("es", "Dicha pasarela costó 40 millones."),
        ("pt", "Essa passarela custou 40 milhões."),
        ("it", "Quest'ultimo ha lasciato l'incarico nel 2019."),
        ("ro", "Aceasta a fost închisă în iunie."),
        ("nl", "Laatstgenoemde vertrok in 2019."),
        ("sv", "Dessa broar stängs i juni."),
        ("fi", "Kyseinen silta suljetaan kesäkuussa."),
        ("pl", "Tego wniosku rada nie przyjęła."),
        ("cs", "Tento most bude v červnu uzavřen."),
        ("hu", "Ezt a hidat júniusban lezárják."),
        ("tr", "Bu köprü haziranda kapatılacak."),
        ("id", "Hal tersebut dibahas di balai kota."),
        ("vi", "Người này bị bắt tại Huế."),
        ("he", "הללו נעצרו בחיפה."),
        ("th", "เหตุการณ์ดังกล่าวเกิดขึ้นที่ท่าเรือ"),
        ("zh", "该公司周二关闭了码头。"),
        ("ja", "同社は六月に桟橋を閉鎖する。"),
        ("ko", "해당 다리는 유월에 닫힌다."),
    ],
)
def test_what_only_points_at_something_refers_back(language: str, sentence: str) -> None:
    assert refers_back(Text(sentence, language))


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Officials rejected this claim in a letter to the council."),
        ("en", "In a statement, it said the ferry was safe."),
        ("en", "When she arrived, the crowd cheered."),
        ("de", "Am Freitag reiste er nach Leipzig ab."),
        ("de", "Vertreter der Stadt wiesen diesen Vorwurf zurück."),
        ("nl", "Vier jaar geleden stond ze nog voor de klas."),
        ("sv", "Efter valet flyttade hon till Lund."),
        ("fr", "Le maire a rejeté ces accusations devant le conseil."),
        ("es", "El alcalde rechazó estas acusaciones ante el pleno."),
        ("pt", "O prefeito rejeitou essas acusações na câmara."),
        ("it", "Il sindaco ha respinto queste accuse in consiglio."),
        ("ro", "Primarul a respins aceste acuzații în consiliu."),
        ("pl", "Burmistrz odrzucił te zarzuty na sesji rady."),
        ("ru", "Мэр отверг эти обвинения на заседании совета."),
        ("uk", "Мер відкинув ці звинувачення на засіданні ради."),
        ("el", "Ο δήμαρχος απέρριψε αυτές τις κατηγορίες στο συμβούλιο."),
        ("tr", "Belediye başkanı bu suçlamaları reddetti."),
        ("ar", "رفض رئيس البلدية هذه الاتهامات أمام المجلس."),
        ("fa", "شهردار این اتهام را در شورا رد کرد."),
        ("hi", "महापौर ने इन आरोपों को परिषद में खारिज किया।"),
        ("id", "Wali kota menolak tuduhan tersebut di hadapan dewan."),
        ("vi", "Thị trưởng bác bỏ cáo buộc này trước hội đồng."),
        ("sw", "Meya alikanusha madai hayo mbele ya baraza."),
        ("he", "ראש העיר דחה את הטענה הזאת במועצה."),
    ],
)
def test_what_points_back_in_the_middle_of_a_sentence_refers_back_too(language: str, sentence: str) -> None:
    assert refers_back(Text(sentence, language))


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "The harbour of Goole has, in his view, lost two million pounds."),
        ("de", "Der Hafen von Emden hat ihm zufolge zwei Millionen Euro verloren."),
        ("de", "Die Brücke in Gera ist ihrer Meinung nach nicht mehr zu retten."),
        ("fr", "Le port de Sète aurait perdu, d’après elle, deux millions d’euros."),
        ("es", "El puerto de Vigo perdió, según ella, dos millones de euros."),
        ("pt", "O porto de Aveiro perdeu, segundo ele, dois milhões de euros."),
        ("it", "Il porto di Ancona ha perso secondo lui due milioni di euro."),
        ("ca", "El port de Palamós va perdre, segons ella, dos milions d’euros."),
        ("ro", "Portul Galați a pierdut, potrivit acestuia, două milioane de lei."),
        ("nl", "De haven van Delfzijl verloor volgens hem twee miljoen euro."),
        ("sv", "Hamnen i Luleå förlorade enligt honom två miljoner kronor."),
        ("da", "Havnen i Esbjerg tabte ifølge hende to millioner kroner."),
        ("nb", "Havna i Bodø tapte ifølge ham to millioner kroner."),
        ("fi", "Kotkan satama menetti hänen mukaansa kaksi miljoonaa euroa."),
        ("et", "Pärnu sadam kaotas tema sõnul kaks miljonit eurot."),
        ("hu", "A győri kikötő szerinte kétmillió forintot veszített."),
        ("pl", "Port w Ustce stracił według niego dwa miliony złotych."),
        ("cs", "Přístav v Děčíně podle něj ztratil dva miliony korun."),
        ("sk", "Prístav v Komárne podľa neho stratil dva milióny eur."),
        ("hr", "Luka Zadar izgubila je prema njegovim riječima dva milijuna eura."),
        ("sr", "Лука Нови Сад је по његовим речима изгубила два милиона динара."),
        ("bg", "Пристанището в Русе по думите му е загубило два милиона лева."),
        ("ru", "Порт Выборга, по её словам, потерял два миллиона рублей."),
        ("uk", "Порт Ізмаїла, за його словами, втратив два мільйони гривень."),
        ("el", "Το λιμάνι του Βόλου έχασε, κατά τον ίδιο, δύο εκατομμύρια ευρώ."),
        ("tr", "Rize limanı ona göre iki milyon lira kaybetti."),
        ("lt", "Klaipėdos uostas, anot jos, prarado du milijonus eurų."),
        ("lv", "Liepājas osta pēc viņa teiktā zaudēja divus miljonus eiro."),
        ("ar", "خسر ميناء طنجة بحسب قوله مليوني درهم."),
        ("he", "נמל חיפה הפסיד לדבריה שני מיליון שקלים."),
        ("fa", "بندر انزلی به گفته وی دو میلیون تومان زیان دید."),
        ("hi", "कांडला बंदरगाह को उनके मुताबिक दो करोड़ का घाटा हुआ।"),
        ("id", "Pelabuhan Cirebon menurutnya merugi dua miliar rupiah."),
        ("ko", "부산항은 그의 말에 따르면 이십억 원을 잃었다."),
        ("zh", "青岛港据他介绍去年亏损两百万元。"),
    ],
)
def test_words_given_to_him_inside_a_sentence_refer_to_who_was_named_before(language: str, sentence: str) -> None:
    assert refers_back(Text(sentence, language))


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Ann Low said that the harbour had, in her view, lost two million pounds."),
        ("de", "Die Ministerin sagte, der Hafen habe ihrer Meinung nach zu viel verloren."),
        ("cs", "Starosta Dvořák řekl, že přístav podle něj ztratil dva miliony korun."),
        ("it", "Il sindaco Berti sostiene che il porto secondo lui ha perso due milioni."),
        ("fi", "Pormestari Aho sanoi, että satama menetti hänen mukaansa kaksi miljoonaa euroa."),
    ],
)
def test_a_speaker_whom_the_sentence_itself_names_is_no_reference(language: str, sentence: str) -> None:
    assert not refers_back(Text(sentence, language))


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "On Friday the 52-year-old beekeeper moved nine hives across the river."),
        ("de", "Der 52-jährige Imker trug neun Körbe über den Fluss bei Wesel."),
        ("de", "Am Freitag trug die 52-Jährige neun Körbe über den Fluss."),
        ("de", "Laut Polizei trug der 52-Jährige neun Körbe über den Fluss."),
        ("nl", "De 52-jarige imker droeg negen korven over de IJssel."),
        ("sv", "Den 52-åriga biodlaren bar nio kupor över ån."),
        ("da", "Den 52-årige biavler bar ni stader over åen."),
        ("nb", "Den 52 år gamle birøkteren bar ni kuber over elva."),
        ("fr", "L’apiculteur de 52 ans a porté neuf ruches de l’autre côté de la Loire."),
        ("es", "La apicultora de 52 años cruzó el Ebro con nueve colmenas."),
        ("pt", "O apicultor de 52 anos levou nove colmeias para lá do Tejo."),
        ("it", "Il 52enne ha portato nove arnie oltre il Po."),
        ("ca", "L’apicultora de 52 anys va creuar l’Ebre amb nou ruscs."),
    ],
)
def test_an_age_stands_for_a_name_that_was_told_before(language: str, sentence: str) -> None:
    assert leans_on_another(Text(sentence, language))


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "The 52-year-old beekeeper Ann Low moved nine hives across the river."),
        ("en", "A 52-year-old beekeeper moved nine hives across the river."),
        ("de", "Der 52-jährige Imker Karl Ott trug neun Körbe über den Fluss."),
        ("de", "Die Brauerei in Wesel feiert ihr 52-jähriges Bestehen."),
        ("nl", "Imker Piet Vos, de 52-jarige kandidaat, droeg negen korven over de IJssel."),
        ("fr", "Le tribunal de Tours a confirmé la peine de 12 ans."),
        ("es", "Una apicultora de 52 años cruzó el Ebro con nueve colmenas."),
    ],
)
def test_an_age_beside_a_name_or_of_somebody_new_needs_nothing_before_it(language: str, sentence: str) -> None:
    assert not leans_on_another(Text(sentence, language))


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("fr", "Le musée d’Arles en possède trois, dont un volé en 1971."),
        ("fr", "La mairie de Sète en a vendu deux."),
        ("fr", "On en compte aujourd’hui dix, contre trente en 1980."),
        ("it", "Il museo di Cremona ne conserva due; un altro fu rubato."),
        ("nl", "Het museum in Gouda bewaart er drie."),
        ("ca", "El museu de Reus en conserva dos, un d’ells robat el 1971."),
    ],
)
def test_a_number_of_what_is_not_named_refers_back(language: str, sentence: str) -> None:
    assert refers_back(Text(sentence, language))


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("fr", "La mairie de Sète a vendu en janvier deux bacs."),
        ("fr", "Le musée d’Arles compte en France trois rivaux."),
        ("nl", "In Gouda staan er drie molens."),
    ],
)
def test_a_number_beside_its_noun_names_what_it_counts(language: str, sentence: str) -> None:
    assert not refers_back(Text(sentence, language))


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("bn", "শের–ই–বাংলা স্টেডিয়ামে সেই হিসাব মিলিয়ে দিয়েছেন তানভীর হাসান।"),
        ("bn", "জবাবে ৮ উইকেট হারিয়ে ১৬৭ রান করে বরিশাল।"),
        ("et", "Laeva viimane reis Pärnust algas nädal enne seda."),
        ("en", "The ferry made its last trip to Goole a week before that."),
        ("fr", "Le bac de Sète avait coulé deux ans avant cela."),
        ("de", "Die Fähre nach Emden sank zwei Jahre danach."),
        ("pl", "Prom do Ustki zatonął dwa lata po tym."),
        ("nb", "Om en uke åpner festivalen her, med ni scener."),
        ("en", "Nine bands will play here, three of them for the first time."),
        ("de", "In einer Woche beginnt das Fest hier."),
        ("es", "En una semana empieza la fiesta aquí."),
        ("cs", "Za týden začne slavnost zde, s devíti kapelami."),
        ("nl", "Over een week begint het feest hier."),
    ],
)
def test_a_time_or_place_told_only_by_an_earlier_one_leans_on_it(language: str, sentence: str) -> None:
    assert leans_on_another(Text(sentence, language))


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "The ferry sailed to Goole and sank a week after that."),
        ("en", "Nine bands from Leeds play here."),
        ("pl", "Prom do Ustki zatonął po tym, jak wpłynął na skałę."),
        ("nb", "Festivalen her i Bodø åpner med ni scener."),
    ],
)
def test_a_time_or_place_that_the_sentence_names_itself_leans_on_nothing(language: str, sentence: str) -> None:
    assert not leans_on_another(Text(sentence, language))


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("es", "Afirmó que el puente es seguro."),
        ("es", "Ha explicado que el puente es seguro."),
        ("pt", "Acrescentou que a ponte é segura."),
        ("it", "Ha aggiunto che il ponte è sicuro."),
        ("ca", "Va afegir que el pont és segur."),
        ("ro", "A precizat că podul este sigur."),
        ("pl", "Dodał, że most jest bezpieczny."),
        ("cs", "Uvedla, že most je bezpečný."),
        ("sk", "Dodal, že most je bezpečný."),
        ("hr", "Dodala je da je most siguran."),
        ("sr", "Рекао је да је мост безбедан."),
        ("bg", "Добави, че мостът е безопасен."),
        ("ru", "Добавил, что мост безопасен."),
        ("uk", "Зазначила, що міст безпечний."),
        ("el", "Πρόσθεσε ότι η γέφυρα είναι ασφαλής."),
        ("hu", "Hozzátette, hogy a híd biztonságos."),
        ("lt", "Pridūrė, kad tiltas saugus."),
        ("lv", "Piebilda, ka tilts ir drošs."),
        ("ar", "وأضافت أن الجسر آمن."),
        ("fa", "افزود که پل ایمن است."),
        ("sw", "Aliongeza kuwa daraja ni salama."),
    ],
)
def test_a_sentence_that_leaves_its_speaker_out_refers_back(language: str, sentence: str) -> None:
    assert refers_back(Text(sentence, language))


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "The bridge was closed this week after a fire."),
        ("en", "The council bought a ferry, and this ferry sank on Friday."),
        ("en", "Towns such as Selby and Goole were flooded."),
        ("en", "In Leeds, Ann Hale said she would resign."),
        ("en", "Another 200 jobs go at the harbour of Goole."),
        ("de", "Dieselpreise steigen in Leipzig um vier Cent."),
        ("de", "Jens Spahn eröffnet die Brücke in Dieburg."),
        ("de", "Diese Woche öffnet die Brücke in Köln."),
        ("de", "Der Bürgermeister sagte, er trete im Juni zurück."),
        ("de", "Bis zum Erscheinen dieses Artikels war der Täter in Gera auf der Flucht."),
        ("sv", "Ministern säger hon avgår i juni."),
        ("fr", "Ce mardi, la passerelle de Lyon a rouvert."),
        ("es", "Este lunes reabre la pasarela de Lorca."),
        ("es", "Murió el escritor Juan Gil en Sevilla."),
        ("es", "Afirmó el alcalde que el puente es seguro."),
        ("it", "Quest’anno la passerella riapre a giugno."),
        ("pl", "W tym roku most otwarto w czerwcu."),
        ("ru", "В Самаре закрыли мост, об этом сообщил мэр."),
        ("ar", "وقال وزير النقل إن الجسر آمن."),
        ("vi", "Ông Nguyễn Văn An mở cầu tại Huế."),
    ],
)
def test_what_names_all_that_it_speaks_of_does_not_refer_back(language: str, sentence: str) -> None:
    assert not refers_back(Text(sentence, language))


def test_a_word_that_only_joins_sentences_names_nothing() -> None:
    assert leans_on_another(Text("However, the bridge stays.", "en"))
    assert not refers_back(Text("However, the bridge stays.", "en"))


@pytest.mark.parametrize(
    ("language", "title", "lead"),
    [
        ("en", "Apple cake in one pan", "This cake needs one pan and is ready in an hour, without a mixer or an oven."),
        ("en", "Houseplants that clean the air", "These plants need little light, and water only once a month."),
        ("he", "עוגת גזר בקערה אחת", "העוגה הזאת מוכנה בתוך שעה ונשארת רכה ארבעה ימים."),
        ("hi", "मूंग दाल खिचड़ी", "यह खिचड़ी कुकर में 20 मिनट में बन जाती है और चार लोगों के लिए काफ़ी है।"),
    ],
)
def test_an_article_may_begin_with_what_its_title_names(language: str, title: str, lead: str) -> None:
    (sentence,) = ranked_sentences((lead,), title=title, language=language)
    assert sentence.leans_on is None


def test_no_summary_has_a_first_sentence_that_refers_back_nor_what_leans_on_it() -> None:
    paragraphs = (
        "These questions were put to the harbour board of Goole on Friday by the owners of nine ferries.",
        "They got no answer from the board or from its chairman.",
        "The board of Goole has run the harbour and its nine ferries since 1998.",
    )
    first, second, third = sorted(
        ranked_sentences(paragraphs, title="Ferries", language="en"), key=lambda sentence: sentence.position
    )
    assert (first.leans_on, second.leans_on, third.leans_on) == (NOWHERE, 0, None)


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("According to the estimate of a notary, its value has risen to 640,000 euros.", "en"),
        ("Selon l’estimation d’un notaire, sa valeur est passée de 9 500 à 640 000 euros.", "fr"),
        ("Según la estimación de un notario, su valor ha subido hasta los 640.000 euros.", "es"),
    ],
)
def test_whose_value_it_is_has_to_be_told_before_a_source(sentence: str, language: str) -> None:
    assert refers_back(Text(sentence, language))


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("fr", "Depuis qu'elle a quitté la banque, Mathilde Garnier élève des abeilles sur les toits."),
        ("en", "Since she left the bank, Maud Garner has kept bees on the roofs of the town."),
        ("es", "Desde que ella dejó el banco, Matilde Garrido cría abejas en los tejados."),
        ("de", "Seit sie die Bank verlassen hat, hält Mathilde Garner Bienen auf den Dächern."),
        ("nl", "Sinds zij de bank verliet, houdt Mathilde Garner bijen op de daken."),
    ],
)
def test_who_is_named_behind_the_first_clause_is_known(language: str, sentence: str) -> None:
    assert names_later(Text(sentence, language))


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("fr", "Elle a quitté la banque, Mathilde Garnier l'a remplacée."),
        ("en", "She left the bank, Maud Garner said on Friday."),
        ("en", "Since she left the bank, the bees have done well."),
    ],
)
def test_a_pronoun_at_the_head_is_not_explained_by_a_later_name(language: str, sentence: str) -> None:
    assert not names_later(Text(sentence, language))
