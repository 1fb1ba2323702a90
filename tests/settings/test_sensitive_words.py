"""Below news of death and disaster nobody is asked for money, in whatever language it is."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest

from bot.article import Article
from bot.settings import sensitive_words
from bot.writing.appeal import word_in_headline

TABLES = tomllib.loads(files("bot.settings").joinpath("sensitive_words.toml").read_text("utf-8"))


@pytest.mark.parametrize("language", TABLES)
def test_every_language_has_words_of_every_kind(language: str) -> None:
    assert list(TABLES[language]) == ["death", "violence", "disaster", "warning"]
    assert all(len(words.split(";")) >= 3 for words in TABLES[language].values())


@pytest.mark.parametrize("language", TABLES)
def test_every_word_is_found_in_a_headline_and_stands_there_once(language: str) -> None:
    words = [" ".join(word.split()) for kind in TABLES[language].values() for word in kind.split(";")]
    assert len(words) == len(set(words))
    assert all(word_in_headline([word], Article(site="S", title=f"12: {word}.", link="")) for word in words)


SAD = {
    "ar": "رحيل الشاعر محمد", "bg": "Почина поетът", "bn": "ট্রেন লাইনচ্যুত", "ca": "Inundacions al Maresme",
    "cs": "Vlak u Pardubic vykolejil", "da": "Forfatteren er sovet ind", "de": "Tödlicher Unfall auf der B 83",
    "el": "Έφυγε από τη ζωή ο ηθοποιός", "en": "Body found in river", "es": "Aviso rojo por lluvias",
    "et": "Kaks hukkunut avariis", "fa": "شاعر معاصر از دنیا رفت", "fi": "Laulaja on nukkunut pois",
    "fr": "L’acteur Jean Vif s’est éteint", "he": "הסופר הלך לעולמו", "hi": "नहीं रहे कवि", "hr": "Potres u Petrinji",
    "hu": "Életét vesztette egy biciklis", "id": "Penyair tutup usia", "it": "Due vittime sulla A1",
    "ja": "作家の林さんが永眠", "ko": "향년 88세로 타계",
    "lt": "Per avariją žuvo du", "lv": "Mūžībā aizgājis dzejnieks",
    "nb": "Rødt farevarsel for Vestland", "nl": "Dodelijk ongeluk bij Weert", "pl": "Odeszła Anna Nowa",
    "pt": "Alerta vermelho para chuva", "ro": "S-a stins din viață actorul", "ru": "Смертельное ДТП под Тверью",
    "sk": "Tragická nehoda pri Nitre", "sr": "Земљотрес у Турској", "sv": "Skådespelaren har gått bort",
    "sw": "Mwandishi afariki dunia", "ta": "நடிகர் காலமானார்", "th": "น้ำท่วมฉับพลันหลายจังหวัด", "tl": "Yumao ang makata",
    "tr": "Şair hayata veda etti", "uk": "Пішла з життя співачка", "ur": "شاعر انتقال کر گئے", "vi": "Nhạc sĩ từ trần",
    "zh": "台語歌謠推手林阿土辭世",
}  # fmt: skip


@pytest.mark.parametrize("language", SAD)
def test_a_usual_headline_of_death_or_disaster_is_known(language: str) -> None:
    assert word_in_headline(sensitive_words(language), Article(site="S", title=SAD[language], link=""))


HURT = {
    "ar": "جرحى في انقلاب حافلة قرب أسوان", "bg": "Двама ранени след удар на пътя край Ловеч", "bn": "বাস উল্টে আহত দশ",
    "ca": "Tres ferits en un xoc frontal a l'Eix", "cs": "Auto se srazilo s tramvají, pět zraněných",
    "da": "To kvæstede efter påkørsel i Odense", "de": "Vier Verletzte bei Unglück am Bahnübergang",
    "el": "Δύο τραυματίες σε καραμπόλα στην Εθνική", "en": "Six people hurt as van and tram collide",
    "es": "Dos heridos al salirse un coche de la vía", "et": "Rong ja buss põrkasid kokku",
    "fa": "واژگون شد: سه زخمی در جاده چالوس", "fi": "Rekka ja henkilöauto törmäsivät Kuopiossa",
    "fr": "Un bus percute un arbre, six blessés", "he": "ארבעה פצועים בהתנגשות בין רכבות",
    "hi": "बस पलटने से बीस यात्री घायल",
    "hr": "Troje ozlijeđenih na autocesti", "hu": "Összeütközött két busz, hárman megsérültek",
    "id": "Truk terguling, tiga orang luka-luka", "it": "Tir contro pullman, undici feriti",
    "ja": "バスが横転、3人けが",
    "ko": "버스가 트럭 들이받아 7명 부상", "lt": "Du sužaloti po kaktomušos", "lv": "Sadūrās divas automašīnas",
    "nb": "Buss og trailer kolliderte på E6", "nl": "Trein botst op tractor, vier gewonden",
    "pl": "Auto dachowało, dwie osoby ranne", "pt": "Carro capotou e deixou três feridos",
    "ro": "Trei răniți după ce două mașini s-au ciocnit", "ru": "Автобус опрокинулся, двое пострадали",
    "sk": "Autobus sa zrazil s vlakom, šesť zranených", "sr": "Četvoro povređenih na auto-putu",
    "sv": "Tåg krockade med traktor, fyra skadade", "sw": "Watu kumi wajeruhiwa basi likipinduka",
    "ta": "பேருந்து கவிழ்ந்து 12 பேர் படுகாயம்", "th": "รถบัสพลิกคว่ำ มีผู้บาดเจ็บ 9 ราย", "tl": "Tatlo ang sugatan sa EDSA",
    "tr": "Minibüs ile tır çarpıştı: 4 yaralı", "uk": "Маршрутка перекинулася, троє поранених",
    "ur": "بس الٹ گئی، بارہ مسافر زخمی", "vi": "Xe khách tông vào cột điện, năm người bị thương",
    "zh": "两车相撞 4人受伤",
}  # fmt: skip


@pytest.mark.parametrize("language", HURT)
def test_a_usual_headline_of_a_crash_in_which_people_were_hurt_is_known(language: str) -> None:
    assert word_in_headline(sensitive_words(language), Article(site="S", title=HURT[language], link=""))


OTHERWISE_HURT = {
    "cs": "Srážky budou o víkendu slabé", "da": "Kane er skadet igen", "de": "Müller verletzt: Pause bis März",
    "en": "Consumers hurt as prices rise; injured Kane misses cup tie",
    "es": "Madrid y Barça, un choque entre gigantes",
    "fi": "Laine loukkaantui harjoituksissa", "he": "מסי נפצע בקרסול", "hi": "चुनाव में कांटे की टक्कर",
    "hu": "Megsérült a Fradi kapusa", "it": "Il Milan travolto in casa", "ko": "중상위권 팀들의 경쟁",
    "lt": "Ūkininkai susidūrė su sunkumais", "nl": "Plan botst op verzet van gemeente",
    "pl": "Potrącenia z pensji: nowe zasady",
    "ru": "Россия столкнулась с нехваткой кадров", "sv": "Skadade Isak missar derbyt", "tr": "Hükümet devrildi",
    "uk": "Фермери зіткнулися з нестачею пального", "zh": "令人伤心的告别赛",
}  # fmt: skip


@pytest.mark.parametrize("language", OTHERWISE_HURT)
def test_a_player_who_is_hurt_or_a_word_in_a_figure_of_speech_is_no_crash(language: str) -> None:
    assert word_in_headline(sensitive_words(language), Article(site="S", title=OTHERWISE_HURT[language], link="")) == ""


GLAD = {
    "ar": "سيول تستضيف القمة", "bn": "নতুন সেতু উদ্বোধন", "de": "Stürmer trifft zum Sieg", "en": "Diesel gets cheaper",
    "es": "El empleo temporal baja en Burgos", "fa": "تیم فوتبال تهران برد", "fr": "Prix littéraire à une Lyonnaise",
    "he": "אבל הממשלה אישרה את התקציב", "hi": "अमृतसर में केशव को पुरस्कार", "id": "Rupiah anjlok", "ja": "ステロイドの治療",
    "ko": "최고인 선수", "nb": "SK Brann vant cupen", "pt": "Corpo de Bombeiros abre concurso",
    "ru": "Труппа театра едет на гастроли", "sv": "Öppna dörrar på skolan", "ta": "கொல்லம் புதிய பாலம்",
    "th": "ระดับน้ำปกติ", "tr": "Kurban Bayramı tatili uzadı", "uk": "Ціни для малих ферм", "ur": "آفتاب احمد کی تقریر",
}  # fmt: skip


@pytest.mark.parametrize("language", GLAD)
def test_a_harmless_headline_with_a_like_word_is_not_taken_for_one(language: str) -> None:
    assert word_in_headline(sensitive_words(language), Article(site="S", title=GLAD[language], link="")) == ""
