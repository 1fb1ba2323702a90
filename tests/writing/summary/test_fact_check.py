"""A post about a fact check tells the verdict, or nothing of the claim."""

from __future__ import annotations

from typing import Any

import pytest

from bot.article import Article
from bot.errors import ComposeError
from bot.writing.summary.fact_check import is_marked_as_fact_check, tells_verdict
from bot.writing.summary.ranking import ranked_sentences
from bot.writing.summary.versions import summary_versions

LINK = "https://star.org/2026/11/sheds/"


@pytest.mark.parametrize(
    ("language", "title", "claim", "verdict"),
    [
        (
            "cs",
            "„Stát zabaví chalupy lidem, kteří je nevyužívají“",
            "Řetězový e-mail tvrdí, že stát zabaví chalupy, které stojí prázdné déle než rok.",
            "Není to pravda.",
        ),
        (
            "sv",
            "Stämmer det att elbilar väger mer än bron tål?",
            "Ett inlägg som delats tusentals gånger hävdar att Ölandsbron inte tål elbilar.",
            "Det stämmer inte.",
        ),
        (
            "tr",
            "Konya’da musluk suyuna klor gazı mı karıştı?",
            "Sosyal medyada paylaşılan bir videoda şebeke suyuna klor gazı karıştığı iddia edildi.",
            "İddia doğru değil.",
        ),
        (
            "ru",
            "«В Сызрани закрывают единственный роддом»",
            "В соцсетях распространяется сообщение, что с 1 декабря в Сызрани закроют единственный роддом.",
            "Это не так.",
        ),
        (
            "hu",
            "„Betiltják a fatüzelésű kályhákat januártól”",
            "Egy Facebookon terjedő bejegyzés szerint januártól betiltják a fatüzelésű kályhákat.",
            "Az állítás hamis.",
        ),
        (
            "ar",
            "هل يغلق مطار طرابلس يوم الجمعة؟",
            "تداول مستخدمون على مواقع التواصل منشورا يزعم أن مطار طرابلس سيغلق يوم الجمعة أمام المسافرين.",
            "الخبر غير صحيح.",
        ),
        (
            "ko",
            "내년부터 고양이도 등록 의무화된다?",
            "내년 1월부터 고양이를 등록하지 않으면 과태료를 문다는 글이 온라인에서 퍼지고 있다.",
            "이는 사실이 아니다.",
        ),
        (
            "ja",
            "「酢を飲めば血管が若返る」は本当か",
            "酢を飲めば血管が若返るとする投稿がSNSで拡散している。",
            "この情報は誤りだ。",
        ),
        (
            "zh",
            "喝醋能溶解血管中的斑块吗？",
            "近日，一段“喝醋软化血管”的视频在微信群里被大量转发。",
            "这一说法是谣言。",
        ),
        (
            "vi",
            "Ăn sầu riêng với sữa gây tử vong?",
            "Một video lan truyền trên mạng xã hội nói rằng ăn sầu riêng với sữa có thể gây tử vong.",
            "Thông tin này sai sự thật.",
        ),
    ],
)
def test_no_summary_tells_a_claim_without_its_verdict(language: str, title: str, claim: str, verdict: str) -> None:
    ranked = ranked_sentences((claim, verdict), title=title, language=language)
    *told, nothing = summary_versions(ranked, 3, language, title=title)
    assert nothing.text == ""
    assert told
    assert all(verdict in summary.sentences for summary in told)


@pytest.mark.parametrize(
    ("title", "tags", "link", "html"),
    [
        ("[Cek fakta] Gubernur bagikan uang", (), LINK, ""),
        ("【ファクトチェック】避難所の写真は能登のものか", (), LINK, ""),
        ("Did the mayor sell the lake? | Fact check", (), LINK, ""),
        ("Kommunen stänger simhallen", ("Faktagranskning",), LINK, ""),
        ("Роддом закрывают", ("Город", "Фактчек"), LINK, ""),
        ("El alcalde vendió el lago", (), "https://star.org/verificaci%C3%B3n/lago", ""),
        ("Konya suyuna klor karıştı", (), "https://star.org/dogruluk-kontrolu/konya", ""),
        ("The mayor sold the lake", (), LINK, '<script type="application/ld+json">{"@type": "ClaimReview"}</script>'),
    ],
)
def test_a_fact_check_is_known_by_its_label_tag_address_or_linked_data(
    title: str, tags: tuple[str, ...], link: str, html: str
) -> None:
    assert is_marked_as_fact_check(title, tags, link, html)


@pytest.mark.parametrize(
    "title", ["Police check facts in harbour murder", "The fact is: checks work", "Fakten: ein Check"]
)
def test_an_article_about_facts_is_none(title: str) -> None:
    assert not is_marked_as_fact_check(title, ("Facts", "Checkpoint"), LINK, "<p>ClaimReview is a form of data.</p>")


@pytest.mark.parametrize(
    ("title", "language", "tells"),
    [
        ("No, the council is not banning dogs", "en", True),
        ("Nein, Bargeld wird nicht abgeschafft", "de", True),
        ("Es falso que el agua con limón cure la diabetes", "es", True),
        ("Les éoliennes font fuir les vaches : vrai ou faux ?", "fr", False),
        ("„Die Wahl ist falsch ausgezählt“: Faktencheck", "de", False),
        ("Does this photo show the mayor?", "en", False),
        ("Yes, it's true that towns can fine owners of plastic lawns", "en", True),
        ("Es cierto que Sevilla cobrará por entrar en la plaza", "es", True),
        ("Είναι αλήθεια ότι απαγορεύονται οι καρέκλες;", "el", False),
    ],
)
def test_a_title_tells_the_verdict_where_it_does_not_ask_or_quote(title: str, language: str, tells: bool) -> None:
    assert tells_verdict(title, language) is tells


def test_what_only_repeats_that_others_call_something_false_is_no_verdict() -> None:
    paragraphs = (
        "A former minister has attacked last year's election again on Monday.",
        "He claimed on Facebook that tens of thousands of votes were fabricated. There is no evidence of that.",
    )
    ranked = ranked_sentences(paragraphs, title="“Tens of thousands of votes were invented”", language="en")
    assert [sentence.text for sentence in ranked if sentence.is_verdict] == ["There is no evidence of that."]


def test_a_report_of_a_fraud_is_no_fact_check() -> None:
    paragraphs = (
        "A man who sold fake concert tickets on Facebook was jailed for two years on Friday.",
        "The tickets were false in every detail. Judge Ann Hale said that 212 people had been cheated.",
    )
    ranked = ranked_sentences(paragraphs, title="Man jailed for selling concert tickets", language="en")
    assert not any(sentence.is_verdict for sentence in ranked)


def test_a_marked_fact_check_without_a_verdict_has_no_summary() -> None:
    paragraphs = ("A post says that the council will tax every garden shed in the county from next April.",)
    assert ranked_sentences(paragraphs, title="Council to tax sheds", language="en", is_fact_check=True) == ()


SHEDS = Article(
    site="Star",
    title="Council to tax garden sheds",
    link=LINK,
    body="<p>A post on Facebook claims that the council will tax every garden shed from next April.</p>"
    "<p>That claim is false. No such tax is planned, the council said.</p>",
    excerpt="Owners of sheds are to pay £40 a year, a post says.",
    tags=("Fact check",),
    language="en",
)


def test_a_standfirst_that_only_tells_the_claim_is_not_used(compose_post: Any) -> None:
    post = compose_post(SHEDS)
    assert "That claim is false." in post.text
    assert "Owners" not in post.text


def test_where_the_title_states_a_false_claim_and_the_verdict_has_no_room_there_is_no_post(
    limits: Any, compose_post: Any
) -> None:
    with pytest.raises(ComposeError, match="states what the article calls false"):
        compose_post(SHEDS, limits=limits(120))


def test_where_the_title_only_asks_and_the_verdict_has_no_room_an_editor_is_warned(
    limits: Any, compose_post: Any
) -> None:
    asked = Article(**{name: getattr(SHEDS, name) for name in SHEDS.__slots__} | {"title": "A tax on garden sheds?"})
    post = compose_post(asked, limits=limits(110))
    assert post.summary == ()
    assert "the post does not tell the verdict of this fact check" in post.warnings


@pytest.mark.parametrize(
    ("language", "title", "claim", "verdict", "reason"),
    [
        (
            "en",
            "Does a new law let Ohio towns fine owners of fake grass?",
            "A widely shared post on Facebook says that Ohio towns may fine people $500 for artificial turf from "
            "next year.",
            "The claim is true.",
            "House Bill 311, which the governor signed on 4 November, lets councils ban plastic lawns and fine "
            "owners up to $500.",
        ),
        (
            "de",
            "„Sachsen verschenkt 1.000 alte Straßenbahnsitze“",
            "Auf Instagram wird ein Beitrag geteilt, nach dem die Dresdner Verkehrsbetriebe ausgemusterte Sitze "
            "verschenken.",
            "Das stimmt.",
            "Die Verkehrsbetriebe geben am Samstag auf dem Betriebshof Gorbitz rund 1.000 Sitze kostenlos ab.",
        ),
        (
            "fr",
            "La photo d’un loup sur la plage de Berck est-elle authentique ?",
            "Un cliché partagé plus de 12 000 fois montre un loup marchant sur le sable au lever du jour.",
            "La photo est authentique.",
            "L’Office français de la biodiversité confirme le passage d’un loup solitaire à Berck le 3 novembre.",
        ),
        (
            "es",
            "¿Cobrará Sevilla una entrada para visitar la plaza de España?",
            "Un vídeo viral asegura que los turistas tendrán que pagar tres euros por entrar en la plaza de España "
            "de Sevilla.",
            "Es cierto.",
            "El Ayuntamiento aprobó el jueves una tasa de tres euros para los visitantes no empadronados, que se "
            "aplicará a partir de marzo.",
        ),
        (
            "pl",
            "Czy w Łodzi naprawdę stoi budka telefoniczna, która dzwoni o północy?",
            "W sieci krąży nagranie budki telefonicznej przy ulicy Piotrkowskiej, w której o północy odzywa się "
            "dzwonek.",
            "To prawda.",
            "Budkę ustawił w październiku artysta Jan Wolski w ramach festiwalu światła, a telefon dzwoni codziennie "
            "o godz. 0.00.",
        ),
        (
            "ru",
            "Правда ли, что в Архангельске сняли фильм на льдине?",
            "В соцсетях распространяется ролик, авторы которого утверждают, что полнометражный фильм целиком снят на "
            "дрейфующей льдине.",
            "Это правда.",
            "Съёмочная группа провела на льдине в Белом море 19 дней, подтвердил Архангельский гидрометцентр.",
        ),
        (
            "el",
            "Ισχύει ότι η Νάξος απαγορεύει τις πλαστικές καρέκλες στις παραλίες;",
            "Ανάρτηση που κυκλοφορεί στο Facebook υποστηρίζει ότι από τον Μάιο απαγορεύονται οι πλαστικές καρέκλες "
            "στις παραλίες της Νάξου.",
            "Ο ισχυρισμός είναι αληθής.",
            "Το δημοτικό συμβούλιο ψήφισε την απαγόρευση στις 12 Νοεμβρίου, με πρόστιμο 200 ευρώ για κάθε κάθισμα.",
        ),
        (
            "ar",
            "هل تمنح مدينة صفاقس تذاكر مجانية للحافلات؟",
            "تداول مستخدمون منشورا يقول إن الحافلات في صفاقس ستكون مجانية للطلبة طيلة شهر رمضان.",
            "الخبر صحيح.",
            "وأكدت شركة النقل الجهوية أن التنقل سيكون مجانيا لحاملي بطاقة الطالب من أول رمضان إلى آخره.",
        ),
        (
            "hi",
            "क्या भोपाल में बाघ ने स्कूल का मैदान पार किया?",
            "सोशल मीडिया पर एक वीडियो शेयर किया जा रहा है, जिसमें एक बाघ स्कूल के मैदान से गुज़रता दिखता है।",
            "वीडियो असली है।",
            "वन विभाग ने बताया कि बाघ 9 नवंबर की सुबह केरवा के एक स्कूल के मैदान से होकर जंगल में लौट गया।",
        ),
        (
            "ja",
            "「青森のリンゴ自販機で1日1000個売れる」は本当か",
            "青森駅前の自動販売機でリンゴが1日1000個売れているとする投稿がXで拡散している。",
            "この投稿の内容は事実だ。",
            "設置したJA青森によると、10月の販売数は1日平均1034個だった。",
        ),
        (
            "zh",
            "网传“苏州地铁可以带自行车上车”是真的吗？",
            "近日，一段称苏州地铁周末允许乘客携带自行车上车的视频在网上流传。",
            "这一说法属实。",
            "苏州轨道交通集团表示，自11月起，每周六、周日10时至16时，乘客可携带折叠或普通自行车进入末节车厢。",
        ),
        (
            "sl",
            "Ali v Ljubljani res stoji najstarejše leseno kolo na svetu?",
            "Na družbenih omrežjih kroži zapis, da v Ljubljani hranijo najstarejše leseno kolo na svetu.",
            "To drži.",
            "Kolo, ki so ga leta 2002 našli na Ljubljanskem barju, je staro približno 5150 let in je razstavljeno v "
            "Mestnem muzeju.",
        ),
    ],
)
def test_a_check_that_finds_the_claim_true_says_so_and_why(
    language: str, title: str, claim: str, verdict: str, reason: str
) -> None:
    paragraphs = (claim, f"{verdict} {reason}")
    ranked = ranked_sentences(paragraphs, title=title, language=language, is_fact_check=True)
    *summaries, nothing = summary_versions(ranked, 3, language, title=title)
    assert nothing.sentences == ()
    assert (claim, verdict, reason) in {summary.sentences for summary in summaries}
    assert all(verdict in summary.sentences for summary in summaries)


@pytest.mark.parametrize(
    ("language", "title", "paragraphs"),
    [
        (
            "en",
            "“Bees died in Kent after 5G mast was switched on”",
            (
                "A photo of dead bees shared on Facebook says that a 5G mast in Kent killed them.",
                "The photo is genuine. It was taken in 2014 in Oregon, and shows a field that had been sprayed.",
            ),
        ),
        (
            "it",
            "Mostra il video un orso a Trento?",
            (
                "Un video condiviso su WhatsApp mostrerebbe un orso nel centro di Trento.",
                "Il video è autentico. La scena si svolge a Sinaia, in Romania, dove gli orsi entrano in città.",
            ),
        ),
    ],
)
def test_that_a_picture_is_genuine_is_told_only_with_what_it_shows(
    language: str, title: str, paragraphs: tuple[str, ...]
) -> None:
    ranked = ranked_sentences(paragraphs, title=title, language=language, is_fact_check=True)
    *summaries, _ = summary_versions(ranked, 3, language, title=title)
    assert summaries
    assert all(paragraphs[1].endswith(summary.sentences[-1]) for summary in summaries)
