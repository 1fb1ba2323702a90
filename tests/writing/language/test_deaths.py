"""The first sentences of an article tell of a death, in any language; a death of long ago or of fiction is none."""

from __future__ import annotations

import tomllib
from datetime import UTC, datetime
from importlib.resources import files

import pytest

from bot.settings.sensitive_words import languages
from bot.writing.language.deaths import tells_death
from bot.writing.language.text import Text
from bot.writing.language.words import code_of

PUBLISHED = datetime(2026, 11, 27, tzinfo=UTC)
TABLES = tomllib.loads(files("bot.writing.language").joinpath("deaths.toml").read_text("utf-8"))

TOLD = {
    "ar": "قال الدفاع المدني إن ثلاثة أشخاص لقوا حتفهم حين جرف السيل سيارتهم.",
    "bg": "Трима миньори загинаха в четвъртък в рудник край Бобов дол.",
    "bn": "সুনামগঞ্জে নৌকা উল্টে চারজন মারা গেছেন, জানিয়েছে পুলিশ।",
    "ca": "Dues persones han perdut la vida a la carretera de Vic, segons els Mossos.",
    "cs": "Při výpadku lanovky přišli o život dva lyžaři, uvedla policie.",
    "da": "En mand mistede livet, da en kran væltede i Aarhus torsdag.",
    "de": "In dem Tunnel bei Sargans sind nach Angaben der Polizei vier Menschen ums Leben gekommen.",
    "el": "Δύο άνθρωποι έχασαν τη ζωή τους στη Μάνδρα, ανακοίνωσε η Πυροσβεστική.",
    "en": "The roof of the hall gave way on Thursday and 14 people were killed, police said.",
    "es": "La avioneta cayó en un maizal y sus dos ocupantes murieron, según la policía.",
    "et": "Kaks töölist said surma, kui kraana Narvas ümber läks.",
    "fa": "بر اثر ریزش ساختمان در آبادان پنج نفر جان باختند.",
    "fi": "Kaksi ihmistä menehtyi rivitalossa Oulussa, poliisi kertoo.",
    "fr": "L'effondrement du balcon a fait quatre morts, selon les pompiers.",
    "he": "שלושה פועלים נהרגו הבוקר באתר בנייה בחיפה, מסרה המשטרה.",
    "hi": "पटना में दीवार गिरने से तीन मजदूरों की मौत हो गई।",
    "hr": "Dvoje ljudi poginulo je u četvrtak na cesti kod Knina.",
    "hu": "Két ember életét vesztette csütörtökön az M3-ason.",
    "id": "Sebuah perahu terbalik di Danau Toba dan lima penumpangnya tewas.",
    "it": "Il muro è caduto sugli scout: due ragazzi hanno perso la vita.",
    "ja": "山小屋の屋根が落ち、登山客3人が死亡した。",
    "ko": "공사장 비계가 무너져 노동자 2명이 숨졌다.",
    "lt": "Panevėžyje apvirtus traktoriui žuvo ūkininkas.",
    "lv": "Pie Jelgavas ceturtdien gāja bojā divi cilvēki.",
    "nb": "To personer omkom da båten kantret utenfor Bodø.",
    "nl": "Bij het ongeluk in Breda kwamen twee fietsers om het leven.",
    "pl": "W kamienicy w Łodzi zginęły trzy osoby, poinformowała straż.",
    "pt": "O teto do mercado caiu e oito pessoas morreram, disse a polícia.",
    "ro": "Doi mineri și-au pierdut viața joi la Lupeni.",
    "ru": "Под завалами дома погибли двое рабочих, сообщили спасатели.",
    "sk": "Pri nehode autobusu zahynuli traja ľudia, uviedla polícia.",
    "sl": "V predoru sta umrla dva delavca, umrli so tudi trije potniki.",
    "sr": "Двоје људи погинуло је у четвртак код Ваљева.",
    "sv": "Två personer omkom när taket rasade i Umeå på torsdagen.",
    "sw": "Watu sita wamefariki baada ya basi kutumbukia mtoni Mbeya.",
    "ta": "மதுரை அருகே சுவர் இடிந்து மூன்று பேர் உயிரிழந்தனர்.",
    "th": "หลังคาโรงเรียนถล่ม มีผู้เสียชีวิต 3 ราย",
    "tl": "Tatlong mangingisda ang namatay nang lumubog ang bangka sa Quezon.",
    "tr": "Zonguldak'taki ocakta iki madenci yaşamını yitirdi.",
    "uk": "Унаслідок обвалу в шахті загинули четверо гірників.",
    "ur": "کوئٹہ میں چھت گرنے سے تین افراد جاں بحق ہو گئے۔",
    "vi": "Sập giàn giáo ở Bình Dương khiến hai công nhân tử vong.",
    "zh": "矿井透水，已有五名矿工遇难。",
}  # fmt: skip


def test_every_language_of_the_sensitive_words_has_a_table() -> None:
    assert {code_of(language) for language in languages()} <= set(TABLES)


@pytest.mark.parametrize("language", TOLD)
def test_a_usual_lead_of_a_disaster_tells_of_a_death(language: str) -> None:
    assert tells_death(Text(TOLD[language], language), PUBLISHED)


ARE_DEAD = [
    ("en", "Two people are dead and 14 are missing."),
    ("en", "A woman is dead and two men are in custody."),
    ("de", "Zwei Menschen sind tot, 14 werden vermisst."),
    ("nl", "Twee mensen zijn dood en veertien worden vermist."),
    ("sv", "Två personer är döda och 14 saknas."),
    ("da", "To mennesker er døde, og 14 er savnet."),
    ("no", "To personer er døde og 14 er savnet."),
    ("it", "Due persone sono morte e 14 risultano disperse."),
    ("es", "Hay dos muertos y 14 desaparecidos."),
    ("pt", "Duas pessoas estão mortas e 14 desaparecidas."),
    ("pl", "Dwie osoby nie żyją, 14 zaginęło."),
    ("cs", "Dva lidé jsou mrtví a 14 je nezvěstných."),
    ("sk", "Dvaja ľudia sú mŕtvi, 14 je nezvestných."),
    ("sl", "Dve osebi sta mrtvi, 14 je pogrešanih."),
    ("hr", "Dvoje ljudi je mrtvo, 14 se traži."),
    ("hu", "Ketten halottak, 14-en eltűntek."),
    ("ro", "Doi oameni sunt morți, iar 14 sunt dispăruți."),
    ("ru", "Два человека мертвы, 14 пропали без вести."),
    ("el", "Δύο άνθρωποι είναι νεκροί και 14 αγνοούνται."),
    ("tr", "İki kişi öldü, 14 kişi kayıp."),
    ("ar", "لقي شخصان مصرعهما وفُقد 14 آخرون."),
]


@pytest.mark.parametrize(("language", "sentence"), ARE_DEAD)
def test_that_people_are_dead_tells_of_a_death_too(language: str, sentence: str) -> None:
    assert tells_death(Text(sentence, language), PUBLISHED)


@pytest.mark.parametrize("language", TABLES)
def test_the_lists_of_a_language_are_written_in_small_letters_and_hold_each_entry_once(language: str) -> None:
    for name in ("dying", "past", "none", "fiction"):
        entries = TABLES[language][name].split("|")
        assert entries == list(dict.fromkeys(entry.strip().lower() for entry in entries))
        assert all("*" not in entry[:-1] for entry in entries)


UNTOLD = [
    ("en", "The deal is dead, the minister said, and so are the talks about the canal."),
    ("de", "Das Abkommen ist tot, sagte die Ministerin am Montag nach den Gesprächen."),
    ("nl", "De onderhandelingen zijn dood, zei de minister."),
    ("cs", "Dohoda je mrtvá, řekl ministr po jednání."),
    ("en", "Two runners finished the Leeds marathon in a dead heat on Sunday, and both were given the gold medal."),
    ("en", "A comedy about a widow whose husband has died three times returns to the Old Vic in March."),
    ("en", "No one was killed when the crane fell on the empty bank, police said."),
    ("en", "The mill, in which 60 people were killed in 1911, will become a library."),
    ("en", "The hopes of a new stadium in Selby are dead, the council's leader said on Thursday."),
    ("de", "Gezeigt werden 240 Stücke über Kaiser Barbarossa, der 1190 auf dem Kreuzzug ertrank."),
    ("de", "Bei dem Brand kam niemand ums Leben, teilte die Feuerwehr mit."),
    ("fr", "La ville remplacera cet hiver 400 arbres morts de la sécheresse par des chênes verts."),
    ("fr", "Les places pour « La Traviata », opéra dont l'héroïne est morte au dernier acte, sont en vente."),
    ("es", "El mercado, donde un incendio mató a cuatro personas en 1987, reabre este sábado."),
    ("it", "Partono i lavori del parco, otto anni dopo il crollo che causò 43 morti."),
    ("nl", "In 1672, toen het kasteel werd opgeblazen, kwamen zestig soldaten om het leven."),
    ("ru", "Открыт музей битвы, в которой погибли более миллиона человек."),
    ("uk", "За словами голови області, загиблих немає, двоє людей травмовані."),
    ("ja", "主人公の刑事が、死亡した兄の謎を追う小説が映画になる。"),
    ("ja", "工場の爆発で死者はいない、と消防が発表した。"),
    ("th", "ไม่มีผู้เสียชีวิตจากเหตุไฟไหม้ตลาดเมื่อคืนนี้"),
    ("pl", "Debiut Anny Nowej opowiada o mężczyźnie, który zmarł i obudził się we własnym domu."),
    ("xx", "Zwölf Menschen starben."),
]


@pytest.mark.parametrize(("language", "sentence"), UNTOLD)
def test_a_death_of_long_ago_of_fiction_or_of_nobody_is_not_told(language: str, sentence: str) -> None:
    assert not tells_death(Text(sentence, language), PUBLISHED)


def test_a_year_tells_of_long_ago_only_beside_the_death_and_where_the_article_is_later() -> None:
    bridge = Text("The bridge, built in 1953, fell into the river on Thursday and killed 12 people.", "en")
    trial = Text("Four people were killed in the fire of 2021.", "en")
    assert tells_death(bridge, PUBLISHED)
    assert tells_death(trial, datetime(2021, 6, 1, tzinfo=UTC))
    assert not tells_death(trial, PUBLISHED)
