"""The names of months in the languages that this program knows, where their first letters do not tell. Pure.

The Gregorian months of the Unicode CLDR (https://cldr.unicode.org), as Babel 2.19.0 has them, in lower case, of the
languages in `bot/writing/language/words`: of three letters and more, and without marks that are no letters. No name
means one month in one of these languages and another in the next.
"""

from __future__ import annotations

MONTH_NAMES = (
    "ian ianuarie jaan jaanuar led leden ledna oca ocak saus sausio sausis sty styczeń stycznia tammi tammikuu "
    "tammikuuta ιαν ιανουάριος ιανουαρίου січ січень січня янв январь января яну януари јан јануар ינואר جنوری "
    "يناير ژانویه มกราคม",
    "helmi helmikuu helmikuuta lut lutego luty peb pebrero vas vasario vasaris veebr veebruar úno únor února şub "
    "şubat φεβ φεβρουάριος φεβρουαρίου лют лютий лютого феб фебруар фев февр февраль февраля февруари פברואר "
    "فبراير فروری فوریه",
    "bře březen března kov kovas kovo mac machi márc március μάρ μάρτιος μαρ μαρτίου бер березень березня мар "
    "март марта מרץ مارس مارچ",
    "bal balandis balandžio dub duben dubna huhti huhtikuu huhtikuuta kwi kwiecień kwietnia nis nisan ápr április "
    "απρ απρίλιος απριλίου апр апрель апреля април квіт квітень квітня אפריל آوریل أبريل اپریل เมษายน",
    "geg gegužė gegužės kvě květen května máj mája május touko toukokuu toukokuuta μάι μάιος μαΐ μαΐου май мая "
    "мај трав травень травня מאי مئی مايو พฤษภาคม",
    "birž birželio birželis cze czerwca czerwiec haz haziran hun hunyo iun iunie juuni jún júna június jūn jūnijs "
    "kesä kesäkuu kesäkuuta červen června čvn ιουν ιουνίου ιούν ιούνιος июн июнь июня черв червень червня юни јун "
    "יוני جون يونيو ژوئن",
    "heinä heinäkuu heinäkuuta hul hulyo iul iulie juuli júl júla július jūl jūlijs liep liepa liepos lip lipca "
    "lipiec tem temmuz července červenec čvc ιουλ ιουλίου ιούλ ιούλιος июл июль июля лип липень липня юли јул "
    "יולי جولائی يوليو ژوئیه กรกฎาคม",
    "agu agustus ağu ağustos elo elokuu elokuuta rugp rugpjūtis rugpjūčio sie sierpień sierpnia srp srpen srpna "
    "αυγ αυγούστου αύγ αύγουστος авг август августа серп серпень серпня אוגוסט أغسطس اوت اگست",
    "eyl eylül rugs rugsėjis rugsėjo syys syyskuu syyskuuta szept szeptember wrz wrzesień września zář září σεπ "
    "σεπτέμβριος σεπτεμβρίου вер вересень вересня сент сентябрь сентября сеп септембар септември ספטמבר سبتمبر "
    "ستمبر سپتامبر",
    "eki ekim loka lokakuu lokakuuta paź październik października spal spalio spalis říj říjen října οκτ "
    "οκτωβρίου οκτώβριος жовт жовтень жовтня окт октобар октомври октябрь октября אוקטובר أكتوبر اکتبر اکتوبر",
    "kas kasım lapkr lapkritis lapkričio lis listopad listopada listopadu marras marraskuu marraskuuta nob "
    "nobyembre noiembrie νοέ νοέμβριος νοε νοεμβρίου лист листопад листопада нов новембар ное ноември нояб ноябрь "
    "ноября נובמבר نوامبر نوفمبر نومبر 十一月",
    "ara aralık des desemba desember desembre dets detsember dis disyembre gru grudnia grudzień gruod gruodis "
    "gruodžio joulu joulukuu joulukuuta pro prosince prosinec δεκ δεκέμβριος δεκεμβρίου груд грудень грудня дек "
    "декабрь декабря декември дец децембар דצמבר دسامبر دسمبر ديسمبر 十二月",
)
"""January to December, each with spaces between its names."""
