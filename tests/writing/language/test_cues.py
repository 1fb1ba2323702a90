"""What the words of a sentence tell: whose words it reports, what it denies, limits or leaves open."""

from __future__ import annotations

import pytest

from bot.writing.language.cues import (
    boundaries,
    has,
    must_stay,
    speaker_is_missing,
)
from bot.writing.language.references import leans_on_another
from bot.writing.language.text import Text
from bot.writing.language.words import cues_of

SENTENCES = {
    "en": (
        "The driver had been drinking since noon, the coastguard alleged.",
        "According to two former clerks, the vault was opened at night.",
        "The panel cleared the surgeon, finding that she had harmed nobody.",
        "The pier will reopen in June, unless the storm returns.",
        "The orchestra moved to a larger hall in Leeds, where 2,000 people heard the first concert.",
    ),
    "de": (
        "Der Kassierer hat das Geld nach Polen gebracht, behauptet die Witwe.",
        "Laut Küstenwache war der Frachter überladen.",
        "Das Gericht prüfte die Vorwürfe und verurteilte den Arzt in keinem Punkt.",
        "Die Seebrücke öffnet im Juni, sofern der Sturm ausbleibt.",
        "Das Orchester zog in einen größeren Saal in Leipzig, und 2.000 Menschen kamen zum Konzert.",
    ),
    "fr": (
        "Le caissier a porté l’argent en Suisse, affirme sa veuve.",
        "Selon les garde-côtes, le cargo était surchargé.",
        "La cour a relu le dossier et n’a retenu aucune faute.",
        "La jetée rouvre en juin, à moins que la tempête revienne.",
        "L’orchestre a déménagé dans une salle plus grande à Lyon, et 2 000 personnes sont venues au concert.",
    ),
    "es": (
        "El cajero llevó el dinero a Andorra, asegura su viuda.",
        "Según la guardia costera, el carguero iba sobrecargado.",
        "El tribunal revisó los papeles y condenó a los dos médicos por ninguno de los hechos.",
        "El muelle abre en junio, siempre que la tormenta pase.",
        "La orquesta se mudó a una sala más grande de Sevilla, y 2.000 personas fueron al concierto.",
    ),
    "pt": (
        "O caixa levou o dinheiro para Andorra, afirma a viúva.",
        "Segundo a guarda costeira, o cargueiro ia sobrecarregado.",
        "O tribunal leu os papéis e condenou os médicos por nenhum dos crimes.",
        "O cais abre em junho, a menos que chova forte.",
        "A orquestra mudou para uma sala maior no Porto, e 2.000 pessoas foram ao concerto.",
    ),
    "it": (
        "Il cassiere ha portato il denaro in Svizzera, sostiene la vedova.",
        "Secondo la guardia costiera, il cargo viaggiava troppo carico.",
        "La corte ha letto le carte e ha condannato i medici per nessuno dei reati.",
        "Il molo riapre a giugno, purché la tempesta passi.",
        "L’orchestra si è trasferita in una sala più grande di Torino, e 2.000 persone sono venute al concerto.",
    ),
    "nl": (
        "De kassier bracht het geld naar Zwitserland, beweert zijn weduwe.",
        "Volgens de kustwacht voer het vrachtschip met een zware lading.",
        "De rechter las het dossier en veroordeelde de arts voor geen van de feiten.",
        "De pier gaat in juni open, tenzij de storm terugkeert.",
        "Het orkest verhuisde naar een grotere zaal in Utrecht, en 2.000 mensen kwamen naar het concert.",
    ),
    "sv": (
        "Kassören tog pengarna till Schweiz, hävdar änkan.",
        "Enligt kustbevakningen var fartyget tungt lastat.",
        "Rätten läste akten och dömde läkaren för ingen av punkterna.",
        "Piren öppnar i juni, såvida stormen drar förbi.",
        "Orkestern flyttade till en större sal i Lund, och 2 000 personer kom till konserten.",
    ),
    "da": (
        "Kassereren tog pengene med til Schweiz, påstår enken.",
        "Ifølge kystvagten var skibet tungt lastet.",
        "Retten læste sagen og dømte lægen for ingen af punkterne.",
        "Molen åbner i juni, medmindre stormen vender tilbage.",
        "Orkestret flyttede til en større sal i Odense, og 2.000 mennesker kom til koncerten.",
    ),
    "no": (
        "Kassereren tok pengene med til Sveits, hevder enken.",
        "Ifølge kystvakten var skipet tungt lastet.",
        "Retten leste saken og dømte legen for ingen av punktene.",
        "Moloen åpner i juni, med mindre stormen vender tilbake.",
        "Orkesteret flyttet til en større sal i Bergen, og 2000 mennesker kom på konserten.",
    ),
    "fi": (
        "Kassanhoitaja vei rahat Sveitsiin, leski väittää.",
        "Merivartioston mukaan rahtialus oli raskaassa lastissa.",
        "Oikeus luki paperit eikä tuominnut lääkäriä.",
        "Laituri avataan kesäkuussa, mikäli myrsky väistyy.",
        "Orkesteri muutti isompaan saliin Turussa, ja konserttiin tuli 2 000 ihmistä.",
    ),
    "pl": (
        "Kasjer wywiózł pieniądze do Szwajcarii, twierdzi wdowa.",
        "Według straży przybrzeżnej statek płynął z dużym ładunkiem.",
        "Sąd przeczytał akta i skazał lekarza za żaden z czynów.",
        "Molo otworzy się w czerwcu, chyba że wróci sztorm.",
        "Orkiestra przeniosła się do większej sali w Gdańsku, a na koncert przyszło 2000 osób.",
    ),
    "cs": (
        "Pokladník odvezl peníze do Švýcarska, tvrdí vdova.",
        "Podle pobřežní stráže plula loď s těžkým nákladem.",
        "Soud prostudoval spis a odsoudil lékaře za žádný z činů.",
        "Molo se otevře v červnu, pokud bouře přejde.",
        "Orchestr se přestěhoval do většího sálu v Brně a na koncert přišlo 2000 lidí z několika okresů.",
    ),
    "sk": (
        "Pokladník odviezol peniaze do Švajčiarska, tvrdí vdova.",
        "Podľa pobrežnej stráže plávala loď s ťažkým nákladom.",
        "Súd preštudoval spis a odsúdil lekára za žiadny zo skutkov.",
        "Mólo sa otvorí v júni, ak búrka prejde.",
        "Orchester sa presťahoval do väčšej sály v Nitre a na koncert prišlo 2000 ľudí.",
    ),
    "sl": (
        "Blagajnik je denar odpeljal v Švico, trdi vdova.",
        "Po navedbah obalne straže je bila ladja preobremenjena.",
        "Sodišče je preučilo spis in zdravnika obsodilo v nobeni točki.",
        "Pomol se odpre junija, če se vihar ne vrne.",
        "Orkester se je preselil v večjo dvorano v Celju, in na koncert je prišlo 2000 ljudi.",
    ),
    "ru": (
        "Кассир вывез деньги в Швейцарию, утверждает вдова.",
        "По данным береговой охраны, сухогруз шёл с большим грузом.",
        "Суд прочитал дело и осудил врача ни по одному пункту.",
        "Причал откроют в июне, если шторм пройдёт.",
        "Оркестр переехал в больший зал в Казани, и на концерт пришли 2000 человек.",
    ),
    "uk": (
        "Касир вивіз гроші до Швейцарії, стверджує вдова.",
        "За даними берегової охорони, суховантаж ішов із великим вантажем.",
        "Суд прочитав справу і засудив лікаря за жодним пунктом.",
        "Причал відкриють у червні, якщо шторм мине.",
        "Оркестр переїхав до більшої зали у Львові, і на концерт прийшли 2000 людей.",
    ),
    "bg": (
        "Касиерът изнесъл парите в Швейцария, твърди вдовицата.",
        "Според бреговата охрана корабът плавал с тежък товар.",
        "Съдът прочете делото и осъди лекаря по нито една точка.",
        "Кеят отваря през юни, ако бурята отмине.",
        "Оркестърът се премести в по-голяма зала във Варна и на концерта дойдоха 2000 души.",
    ),
    "ro": (
        "Casierul a dus banii în Elveția, susține văduva.",
        "Potrivit pazei de coastă, cargoul mergea cu multă marfă.",
        "Instanța a citit dosarul și l-a condamnat pe medic pentru niciuna dintre fapte.",
        "Digul se deschide în iunie, dacă furtuna trece.",
        "Orchestra s-a mutat într-o sală mai mare din Cluj, iar 2.000 de oameni au venit la concert.",
    ),
    "hu": (
        "A pénztáros Svájcba vitte a pénzt, állítja az özvegy.",
        "A parti őrség szerint a hajó nagy rakománnyal haladt.",
        "A bíróság elolvasta az aktát, és az orvost nem ítélte el.",
        "A móló júniusban nyílik, hacsak a vihar visszatér.",
        "A zenekar nagyobb terembe költözött Szegeden, és 2000 ember jött a koncertre.",
    ),
    "el": (
        "Ο ταμίας πήγε τα χρήματα στην Ελβετία, ισχυρίζεται η χήρα.",
        "Σύμφωνα με το λιμενικό, το πλοίο ταξίδευε με μεγάλο φορτίο.",
        "Το δικαστήριο διάβασε τη δικογραφία και καταδίκασε τον γιατρό για καμία πράξη.",
        "Η προβλήτα ανοίγει τον Ιούνιο, εφόσον περάσει η καταιγίδα.",
        "Η ορχήστρα μετακόμισε σε αίθουσα της Πάτρας και 2.000 άνθρωποι ήρθαν στη συναυλία.",
    ),
    "tr": (
        "Veznedar parayı İsviçre’ye götürdü, dul eşi iddia ediyor.",
        "Sahil güvenliğe göre gemi ağır yükle yol aldı.",
        "Mahkeme dosyayı okudu ve doktoru suçlu bulmadı.",
        "İskele haziranda açılıyor, eğer fırtına geçerse.",
        "Orkestra İzmir’de büyük bir salona taşındı ve konsere 2.000 kişi geldi.",
    ),
    "ar": (
        "أخذ أمين الصندوق المال إلى سويسرا، وزعمت أرملته ذلك.",
        "وبحسب خفر السواحل أبحرت السفينة بحمولة ثقيلة.",
        "قرأت المحكمة الملف ولم تدن الطبيب.",
        "يفتح الرصيف في يونيو إذا مرت العاصفة.",
        "انتقلت الأوركسترا إلى قاعة واسعة في طنجة وحضر الحفل ألفا شخص.",
    ),
    "fa": (
        "صندوقدار پول را به سوئیس برد، همسرش مدعی است.",
        "به گفته گارد ساحلی کشتی با بار سنگین حرکت کرد.",
        "دادگاه پرونده را خواند و پزشک را محکوم نکرد.",
        "اسکله در خرداد باز می‌شود، اگر توفان بگذرد.",
        "ارکستر به تالار بزرگی در شیراز رفت و ۲۰۰۰ نفر به کنسرت آمدند.",
    ),
    "ur": (
        "خزانچی رقم سوئٹزرلینڈ لے گیا، بیوہ کا دعویٰ ہے۔",
        "ساحلی محافظوں کے مطابق جہاز پر بھاری سامان تھا۔",
        "عدالت نے فائل پڑھی اور ڈاکٹر کو سزا نہیں دی۔",
        "گودی جون میں کھلے گی، اگر طوفان گزر گیا۔",
        "آرکسٹرا لاہور کے بڑے ہال میں آیا اور دو ہزار لوگ محفل میں آئے۔",
    ),
    "he": (
        "הקופאי לקח את הכסף לשווייץ, טוענת אלמנתו.",
        "לדברי משמר החופים הספינה הפליגה במטען כבד.",
        "בית המשפט קרא את התיק והרשיע את הרופא בשום סעיף.",
        "המזח ייפתח ביוני, אלא אם הסערה תחזור.",
        "התזמורת עברה לאולם גדול בחיפה ואלפיים איש באו לקונצרט.",
    ),
    "hi": (
        "खजांची पैसा स्विट्जरलैंड ले गया, विधवा का आरोप है।",
        "तटरक्षक बल के अनुसार जहाज पर भारी माल था।",
        "अदालत ने फाइल पढ़ी और डॉक्टर को सजा नहीं दी।",
        "घाट जून में खुलेगा, यदि तूफान गुजर गया।",
        "ऑर्केस्ट्रा भोपाल के बड़े हॉल में गया और दो हजार लोग संगीत सुनने आए।",
    ),
    "bn": (
        "কোষাধ্যক্ষ টাকা সুইজারল্যান্ডে নিয়ে যান, বিধবার অভিযোগ।",
        "কোস্টগার্ডের মতে জাহাজে ভারী মাল ছিল।",
        "আদালত নথি পড়ে ডাক্তারকে সাজা দেননি।",
        "জেটি জুনে খুলবে, যদি ঝড় কেটে যায়।",
        "অর্কেস্ট্রা খুলনার বড় মিলনায়তনে যায় এবং দুই হাজার মানুষ গান শোনেন।",
    ),
    "ta": (
        "காசாளர் பணத்தை சுவிட்சர்லாந்து கொண்டு சென்றார் என்று மனைவி கூறினார்.",
        "கடலோரக் காவல்படையின் தகவலின்படி கப்பலில் அதிக சரக்கு இருந்தது.",
        "நீதிமன்றம் கோப்பைப் படித்தது, மருத்துவரைத் தண்டிக்கவில்லை.",
        "புயல் நீங்கினால் ஜூனில் துறைமுகம் திறக்கும்.",
        "இசைக்குழு மதுரையில் பெரிய அரங்கிற்கு மாறியது, இரண்டாயிரம் பேர் வந்தனர்.",
    ),
    "ja": (
        "出納係は現金をスイスへ運んだと妻が主張した。",
        "沿岸警備隊によると、貨物船は荷を積みすぎていた。",
        "裁判所は記録を読んだが、医師を有罪とは認定しなかった。",
        "嵐が過ぎれば、桟橋は六月に開く。",
        "楽団は広島の大きなホールに移り、二千人が演奏を聴いた。",
    ),
    "ko": (
        "출납원이 돈을 스위스로 가져갔다고 부인이 주장했다.",
        "해안경비대에 따르면 화물선은 짐을 실었다.",
        "법원은 기록을 읽고 의사에게 벌을 주지 않았다.",
        "폭풍이 지나가면 부두는 유월에 열린다.",
        "악단은 대구의 큰 공연장으로 옮겼고 이천 명이 음악을 들었다.",
    ),
    "zh": (
        "出纳把钱带到瑞士，他的妻子声称。",
        "据海岸警卫队介绍，货轮载货过重。",
        "法院看完案卷，没有给医生定罪。",
        "码头六月开放，除非风暴再来。",
        "乐团搬到武汉的大厅，两千人听了音乐。",
    ),
    "th": (
        "แคชเชียร์นำเงินไปสวิตเซอร์แลนด์ ภรรยากล่าวหา",
        "ตามรายงานของหน่วยยามฝั่ง เรือบรรทุกสินค้าหนัก",
        "ศาลอ่านสำนวนและไม่ลงโทษแพทย์",
        "ท่าเรือเปิดเดือนมิถุนายน หากพายุผ่านไป",
        "วงดนตรีย้ายไปห้องใหญ่ในเชียงใหม่ มีผู้ชมสองพันคน",
    ),
    "vi": (
        "Thủ quỹ mang tiền sang Thụy Sĩ, người vợ cáo buộc.",
        "Theo lực lượng tuần duyên, tàu hàng chở nặng.",
        "Tòa đọc hồ sơ và không kết án bác sĩ.",
        "Cầu cảng mở vào tháng sáu, trừ khi bão quay lại.",
        "Dàn nhạc chuyển đến nhà hát lớn ở Huế và 2.000 người đến nghe nhạc.",
    ),
    "id": (
        "Kasir membawa uang ke Swiss, tuding istrinya, menurut surat itu.",
        "Menurut penjaga pantai, kapal itu memuat barang berat.",
        "Pengadilan membaca berkas dan tidak menghukum dokter.",
        "Dermaga dibuka pada Juni, asalkan badai berlalu.",
        "Orkes pindah ke gedung besar di Malang dan 2.000 orang datang ke konser.",
    ),
    "sr": (
        "Blagajnik je odneo novac u Švajcarsku, tvrdi udovica.",
        "Prema obalskoj straži, brod je plovio s teškim teretom.",
        "Sud je pročitao spis i osudio lekara ni po jednoj tački.",
        "Dok se otvara u junu, ukoliko oluja prođe.",
        "Orkestar se preselio u veliku dvoranu u Nišu i 2.000 ljudi je došlo na koncert.",
    ),
    "ca": (
        "El caixer va portar els diners a Andorra, assegura la vídua.",
        "Segons els guardacostes, el vaixell anava molt carregat.",
        "El tribunal va llegir l’expedient i va condemnar el metge per cap dels fets.",
        "El moll obre al juny, sempre que la tempesta passi.",
        "L’orquestra es va mudar a una sala gran de Girona, i 2.000 persones van anar al concert.",
    ),
    "sw": (
        "Mhasibu alipeleka fedha Uswisi, mjane wake alidai.",
        "Kwa mujibu wa walinzi wa pwani, meli ilibeba mzigo mzito.",
        "Mahakama ilisoma faili na haikuwa na kosa la daktari.",
        "Gati litafunguliwa Juni, iwapo dhoruba itapita.",
        "Bendi ilihamia ukumbi mkubwa wa Arusha na watu elfu mbili walifika.",
    ),
    "tl": (
        "Dinala ng kahera ang pera sa Switzerland, giit ng balo.",
        "Ayon sa tanod-baybayin, mabigat ang karga ng barko.",
        "Binasa ng korte ang papeles at hindi hinatulan ang doktor.",
        "Bubuksan ang pantalan sa Hunyo, maliban kung bumalik ang bagyo.",
        "Lumipat ang orkestra sa malaking bulwagan sa Iloilo at dumating ang 2,000 tao.",
    ),
    "et": (
        "Kassapidaja viis raha Šveitsi, väidab lesk.",
        "Rannavalve sõnul sõitis laev raske lastiga.",
        "Kohus luges toimikut ega karistanud arsti.",
        "Kai avatakse juunis, juhul et torm möödub.",
        "Orkester kolis Tartus suurde saali, sinna tuli 2000 inimest.",
    ),
    "lv": (
        "Kasieris aizveda naudu uz Šveici, apgalvo atraitne.",
        "Pēc krasta apsardzes teiktā kuģis brauca ar smagu kravu.",
        "Tiesa izlasīja lietu un sodīja ārstu par nevienu no punktiem.",
        "Mols tiks atvērts jūnijā, ja vētra pāries.",
        "Orķestris pārcēlās uz lielu zāli Liepājā, koncertā bija 2000 cilvēku.",
    ),
    "lt": (
        "Kasininkas išvežė pinigus į Šveicariją, tvirtina našlė.",
        "Pasak pakrančių apsaugos, laivas plaukė su sunkiu kroviniu.",
        "Teismas perskaitė bylą ir nubaudė gydytoją už nė vieną punktą.",
        "Molas atidaromas birželį, jeigu audra praeis.",
        "Orkestras persikėlė į didelę salę Kaune, į koncertą atėjo 2000 žmonių.",
    ),
}
"""For each language: words reported at the end, and at the beginning, a denial, a condition, none of these."""

CASES = [(language, *sentences) for language, sentences in SENTENCES.items()]


@pytest.mark.parametrize(("language", "at_end", "at_beginning", "denial", "condition", "plain"), CASES)
def test_each_cue_is_seen_where_it_stands_and_none_in_plain_news(
    language: str, at_end: str, at_beginning: str, denial: str, condition: str, plain: str
) -> None:
    assert has("attribution", Text(at_end, language))
    assert has("attribution", Text(at_beginning, language))
    assert has("negation", Text(denial, language))
    assert has("condition", Text(condition, language))
    assert not has("attribution", Text(plain, language))
    assert not has("negation", Text(plain, language))
    assert not has("condition", Text(plain, language))


@pytest.mark.parametrize(("language", "at_end", "at_beginning", "denial", "condition", "plain"), CASES)
def test_a_rest_with_a_cue_must_stay_and_one_of_plain_news_need_not(
    language: str, at_end: str, at_beginning: str, denial: str, condition: str, plain: str
) -> None:
    assert all(must_stay(Text(sentence, language)) for sentence in (at_end, at_beginning, denial, condition))
    cues = cues_of(language)
    assert cues is not None
    assert must_stay(Text(plain, language)) == cues.verb_last


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("n’t know who called", "en"),
        ("the police didn’t answer", "en"),
        ("the police didn't answer", "en"),
        ("guilty of none of the charges", "en"),
        ("THE CLAIM IS FALSE", "en"),
        ("in keinem der Fälle", "de"),
        ("lehnte die Stadt am Freitag ab", "de"),
        ("n’en a rien vu", "fr"),
        ("sans l’accord du maire", "fr"),
        ("dell’intesa non c’è traccia", "it"),
        ("vahvistamatta tietoa", "fi"),
        ("nebylo to v plánu", "cs"),
        ("a lidé nejsou doma", "cs"),
        ("a rada nesouhlasí", "cs"),
        ("工会表示不同意", "zh"),
        ("وبدون موافقة المجلس", "ar"),
        ("ושלא בידיעתו", "he"),
        ("दस्तावेज नहीं मिला", "hi"),
        ("नही मिला", "hi"),
        ("এটা \u09a8\u09af\u09bc", "bn"),
        ("এটা \u09a8\u09df", "bn"),
        ("سند را تأیید نمی‌کند", "fa"),
        ("سند را نمیکند", "fa"),
        ("није било струје", "sr"),
        ("沒有人受傷", "zh"),
    ],
)
def test_a_denial_is_seen_in_any_spelling(text: str, language: str) -> None:
    assert has("negation", Text(text, language))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("is accused of arson", "en"),
        ("was held on suspicion of arson", "en"),
        ("a court heard on Monday", "en"),
        ("soll die Kasse geleert haben", "de"),
        ("er habe die Kasse geleert", "de"),
        ("die Kasse sei leer gewesen, so Weber", "de"),
        ("aurait vidé la caisse", "fr"),
        ("« La caisse est vide », raconte-t-elle", "fr"),
        ("avrebbe svuotato la cassa", "it"),
        ("habría vaciado la caja", "es"),
        ("ar fi golit casa", "ro"),
        ("kasayı boşaltmış", "tr"),
        ("būšot iztukšojis kasi", "lv"),
        ("olevat kassa tühjendanud", "et"),
        ("金庫を空にしたという", "ja"),
        ("금고를 비웠다고 한다", "ko"),
        ("据新华社报道", "zh"),
        ("據新華社報道", "zh"),
        ("وقالت الشرطة", "ar"),
        ("فقال الحارس", "ar"),
        ("рекла је полиција", "sr"),
        ("prema riječima policije", "hr"),
        ("kata juru bicara polis", "ms"),
    ],
)
def test_hearsay_is_seen_in_the_form_that_the_language_gives_it(text: str, language: str) -> None:
    assert has("attribution", Text(text, language))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("in May", "en"),
        ("and United States troops left the base", "en"),
        ("with a view of the state house", "en"),
        ("bringing the total to 17", "en"),
        ("on May 3, 2026, at the harbour", "en"),
        ("where the United States opened an embassy", "en"),
        ("at No. 10 in the evening", "en"),
        ("where the Notting Hill carnival began", "en"),
        ("der Nichte des Königs folgten 300 Gäste", "de"),
        ("notamment à Paris et à Lyon", "fr"),
        ("s’est ouvert dans une ancienne gare", "fr"),
        ("negli anni di pace", "it"),
        ("a segunda-feira foi de sol", "pt"),
        ("v nemocnici leží 40 lidí", "cs"),
        ("největší most vede přes řeku", "cs"),
        ("nezávislý kandidát získal 40 hlasů", "cs"),
        ("v nemocnici leží 40 ľudí", "sk"),
        ("w niedzielę na Niemców czekał pociąg", "pl"),
        ("в небе над городом летали птицы", "ru"),
        ("不同国家的三千名选手参加比赛", "zh"),
        ("w hali było 40 osób", "pl"),
        ("dronning Margrethe rejste til Aarhus", "da"),
        ("数据中心在三月投入使用", "zh"),
        ("中国人民大学迎来三千名新生", "zh"),
        ("อาจารย์สามคนสอนที่มหาวิทยาลัย", "th"),
        ("วงดนตรีเล่นอย่างสนุก", "th"),
        ("انتقال الفريق إلى ملعب كبير", "ar"),
        ("và hãng hàng không mở đường bay", "vi"),
    ],
)
def test_a_word_that_only_looks_like_a_cue_lets_the_rest_go(text: str, language: str) -> None:
    assert not must_stay(Text(text, language))


def test_quantifiers_superlatives_and_ordinals_are_seen() -> None:
    assert has("limiting", Text("the first woman to fly around the world", "en"))
    assert has("limiting", Text("die größte Brücke der Welt", "de"))
    assert has("limiting", Text("le plus grand pont du monde", "fr"))
    assert has("limiting", Text("世界上最长的桥", "zh"))
    assert not has("limiting", Text("the woman who flew around the world", "en"))


def test_nothing_is_known_of_a_language_without_a_file_so_all_of_it_must_stay() -> None:
    sentence = "Bishqirtdim va ketdim"
    assert must_stay(Text(sentence, "uz"))
    assert must_stay(Text(sentence, ""))
    assert list(boundaries(Text(sentence, "uz"))) == []
    assert not has("attribution", Text(sentence, "uz"))
    assert not has("negation", Text(sentence, "uz"))
    assert not has("condition", Text(sentence, "uz"))
    assert not has("limiting", Text(sentence, "uz"))
    assert not leans_on_another(Text(sentence, "uz"))
    assert not has("comment", Text(sentence, "uz"))


def heads(sentence: str, language: str) -> list[str]:
    return [sentence[:index].rstrip(" ,") for index in boundaries(Text(sentence, language))]


@pytest.mark.parametrize(
    ("language", "sentence", "expected"),
    [
        (
            "en",
            "The ferry sank off the north quay on Tuesday after a fire, while 40 people slept.",
            [
                "The ferry sank off the north quay",
                "The ferry sank off the north quay on Tuesday",
                "The ferry sank off the north quay on Tuesday after a fire",
            ],
        ),
        ("de", "Die Fähre sank am Kai, nachdem ein Feuer ausgebrochen war.", ["Die Fähre sank am Kai"]),
        ("fr", "Le ferry a coulé mardi après un incendie.", ["Le ferry a coulé mardi"]),
        ("es", "El ferri se hundió el martes tras un incendio.", ["El ferri se hundió el martes"]),
        ("ru", "Паром затонул во вторник после пожара.", ["Паром затонул во вторник"]),
        ("ar", "غرقت العبارة يوم الثلاثاء بعد حريق.", ["غرقت العبارة يوم الثلاثاء"]),
        ("zh", "渡轮周二沉没，造成三人受伤。", ["渡轮周二沉没"]),
        ("th", "เรือจมเมื่อวานนี้ หลังจากไฟไหม้ที่ท่าเรือหลังเก่า", ["เรือจมเมื่อวานนี้"]),
    ],
)
def test_a_sentence_can_end_before_a_clause_or_an_adjunct(language: str, sentence: str, expected: list[str]) -> None:
    assert heads(sentence, language) == expected


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Police are in the harbour."),
        ("en", "The fire resulted in three deaths."),
        ("en", "The mayor believes in the plan."),
        ("en", "It opened shortly after noon."),
        ("en", "The band played When Doves Cry."),
        ("en", "She works on-site."),
        ("en", "After the fire in the port, the council met."),
        ("en", "The tank fired at the crowd."),
        ("es", "Tras el incendio del puerto, en la ciudad hubo luto."),
        ("de", "Die Polizei nahm den Mann am Freitag nach einer Fahndung fest."),
        ("fr", "La gare se trouve juste après le pont."),
        ("ja", "フェリーは火事の後、火曜日に沈んだ。"),
        ("tr", "Feribot salı günü yangından sonra battı."),
    ],
)
def test_no_sentence_ends_where_its_verb_is_not_complete(language: str, sentence: str) -> None:
    assert heads(sentence, language) == []


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "He resigned."),
        ("en", "“It’s over."),
        ("en", "However, the bridge stays."),
        ("de", "Dieser Plan gilt."),
        ("fr", "C’est la fin."),
        ("it", "Tuttavia il ponte resta."),
        ("nl", "Daarom blijft de brug."),
        ("pl", "Jego żona odeszła."),
        ("ar", "وأضاف أن الجسر باق."),
        ("ar", "لكنه رحل."),
        ("he", "אבל הגשר נשאר."),
        ("ja", "「しかし、橋は残る。」"),
        ("zh", "此外，大桥开放。"),
        ("ko", "그러나 다리는 남는다."),
        ("sr", "Међутим, мост остаје."),
        ("en", "According to its report, the bridge is safe."),
        ("en", "In Leeds, however, the bridge stays."),
        ("fr", "À 30 m, au contraire, un couple a quitté son œuf."),
        ("es", "La concesionaria, en cambio, acudirá al arbitraje."),
        ("de", "Laut seinem Anwalt war er krank."),
        ("fr", "Selon son avocat, il était malade."),
        ("es", "Según su escrito, el contrato se fraccionó."),
        ("pt", "Segundo seu advogado, ele estava doente."),
        ("it", "Secondo il suo legale era malato."),
        ("nl", "Volgens zijn advocaat was hij ziek."),
        ("sv", "Enligt hans advokat var han sjuk."),
        ("cs", "Podle jeho obhájce byl nemocný."),
        ("ru", "Об этом сообщил мэр города."),
        ("ru", "По его данным, мост безопасен."),
        ("fi", "Hänen mukaansa silta on turvallinen."),
        ("he", "לטענתו הגשר בטוח."),
        ("hi", "उनके मुताबिक पुल सुरक्षित है।"),
    ],
)
def test_a_sentence_that_refers_back_leans_on_the_one_before_it(language: str, sentence: str) -> None:
    assert leans_on_another(Text(sentence, language))


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Hedges grow fast."),
        ("en", "In Leeds, this week, the bridge opens."),
        ("en", "It is likely that the bridge closes."),
        ("de", "Es gibt drei Brücken in der Stadt."),
        ("fr", "Il y a trois ponts dans la ville."),
        ("nl", "Het regent in Utrecht."),
        ("sv", "Det finns tre broar i staden."),
        ("ar", "الجسر مفتوح."),
        ("ar", "الجسر هو الأطول."),
        ("ja", "橋は残る。"),
    ],
)
def test_a_sentence_that_refers_to_nothing_stands_alone(language: str, sentence: str) -> None:
    assert not leans_on_another(Text(sentence, language))


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "“The bridge is safe,” she said."),
        ("", "“The bridge is safe,” she said."),
        ("es", "«El puente es seguro», afirmó."),
        ("pt", "“A ponte é segura”, disse ela."),
        ("it", "«Il ponte è sicuro», ha detto."),
        ("nl", "“De brug is veilig”, zei hij."),
        ("pl", "„Most jest bezpieczny” – powiedziała."),
        ("sv", "”Bron är säker”, säger hon."),
        ("ja", "「橋は安全だ」と述べた。"),
    ],
)
def test_a_quotation_with_no_speaker_but_a_pronoun_is_known(language: str, sentence: str) -> None:
    assert speaker_is_missing(Text(sentence, language))


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "“The bridge is safe,” Ann Hale said."),
        ("en", "Ann Hale called the bridge “safe” after the tests."),
        ("es", "«El puente es seguro», afirmó Ana Gil."),
        ("it", "La sindaca ha definito il ponte «sicuro»."),
        ("ja", "市長は「橋は安全だ」と述べた。"),
    ],
)
def test_a_quotation_with_a_named_speaker_is_whole(language: str, sentence: str) -> None:
    assert not speaker_is_missing(Text(sentence, language))


def test_an_opinion_is_known_by_its_words() -> None:
    assert has("comment", Text("The city should close the bridge.", "en"))
    assert has("comment", Text("Leider ist die Brücke zu.", "de"))
    assert has("comment", Text("Niestety most jest zamknięty.", "pl"))
    assert has("comment", Text("橋は閉じるべきだ。", "ja"))
    assert not has("comment", Text("The city closed the bridge.", "en"))


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("pl", "Most trzeba naprawić przed zimą i ktoś musi za to zapłacić – podkreślał."),
        ("ru", "Мост надо починить до зимы, и кто-то должен за это заплатить — сказал он."),
        ("uk", "Міст треба полагодити до зими — наголосив посадовець."),
        ("ro", "Podul trebuie reparat înainte de iarnă – a spus el."),
        ("bg", "Мостът трябва да се поправи до зимата – каза той."),
    ],
)
def test_behind_a_dash_too_a_speaker_without_a_name_is_missing(language: str, sentence: str) -> None:
    assert speaker_is_missing(Text(sentence, language))


def test_behind_a_dash_a_named_speaker_is_there() -> None:
    assert not speaker_is_missing(Text("Most trzeba naprawić przed zimą – podkreślał Jan Nowak.", "pl"))
    assert not speaker_is_missing(Text("Most trzeba naprawić przed zimą – to pewne.", "pl"))
