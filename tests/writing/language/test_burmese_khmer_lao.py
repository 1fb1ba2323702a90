"""Burmese, Khmer and Lao posts tell no charge without its denial, and begin with nothing that only goes on."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.article import Article
from bot.writing.compose import Post
from bot.writing.language.cues import boundaries, has
from bot.writing.language.deaths import tells_death
from bot.writing.language.disputes import acquits, answers_charge, charges, turns_round
from bot.writing.language.references import leans_on_another
from bot.writing.language.text import Text

CHARGES = [
    (
        "my",
        "မန္တလေးမြို့တော်ဝန်ဟောင်းကို လာဘ်စားမှုဖြင့် ဖမ်းဆီး",
        "မြို့တော်ဝန်ဟောင်း ဦးကျော်မင်းကို ကျပ်သိန်း ၅၀၀၀ လာဘ်ယူသည်ဟု စွပ်စွဲကာ ရဲတပ်ဖွဲ့က ဖမ်းဆီးခဲ့သည်။",
        "အမှုကို တရားလွှတ်တော်က ဒီဇင်ဘာ ၁၀ ရက်တွင် ကြားနာမည်ဖြစ်သည်။",
        "ဦးကျော်မင်းက လာဘ်ယူခဲ့ခြင်း မရှိကြောင်း ငြင်းဆိုခဲ့သည်။",
    ),
    (
        "km",
        "អតីតអភិបាលស្រុកត្រូវចាប់ខ្លួនពីបទស៊ីសំណូក",
        "សមត្ថកិច្ចបានចាប់ខ្លួនលោក សុខ វិបុល កាលពីថ្ងៃពុធ ដោយចោទថាបានទទួលសំណូក ៥០ ០០០ ដុល្លារ។",
        "តុលាការខេត្តកំពតនឹងបើកសវនាការនៅថ្ងៃទី១០ ខែធ្នូ។",
        "លោក សុខ វិបុល បានបដិសេធថាមិនបានទទួលប្រាក់ពីក្រុមហ៊ុននោះទេ។",
    ),
    (
        "lo",
        "ອະດີດເຈົ້າເມືອງຖືກຈັບໃນຂໍ້ຫາຮັບສິນບົນ",
        "ຕຳຫຼວດໄດ້ຈັບຕົວທ່ານ ສົມພອນ ແກ້ວມະນີ ເມື່ອວັນພຸດ ໂດຍກ່າວຫາວ່າຮັບສິນບົນ 500 ລ້ານກີບ.",
        "ສານປະຊາຊົນແຂວງຈະໄຕ່ສວນຄະດີໃນວັນທີ 10 ທັນວາ.",
        "ທ່ານ ສົມພອນ ປະຕິເສດວ່າບໍ່ໄດ້ຮັບເງິນຈາກບໍລິສັດ.",
    ),
]
DENIALS = [
    ("my", "သူ၏ရှေ့နေက စွပ်စွဲချက်များ မမှန်ကန်ကြောင်း ပြောသည်။"),
    ("my", "ဝန်ကြီးဟောင်းက လိမ်လည်မှုကို မကျူးလွန်ခဲ့ပါဟု ထွက်ဆိုသည်။"),
    ("km", "មេធាវីរបស់គ្រូពេទ្យថា កូនក្តីរបស់លោកមិនមានកំហុសទេ។"),
    ("km", "អតីតរដ្ឋមន្ត្រីប្រកែកថា លោកមិនជាប់ពាក់ព័ន្ធនឹងការលួចនោះ។"),
    ("lo", "ທະນາຍຂອງທ່ານໝໍກ່າວວ່າ ລູກຄວາມຂອງຕົນບໍ່ມີຄວາມຜິດ."),
    ("lo", "ອະດີດຫົວໜ້າອ້າງວ່າບໍ່ໄດ້ເອົາເງິນຂອງໂຮງຮຽນ."),
]
LEANING = [
    ("my", "သို့သော် ရေသည် သောကြာနေ့တွင် ပြန်ကျမည်ဖြစ်သည်။"),
    ("my", "သူက လက်မှတ်ခကို ကျပ် ၂၀၀ သတ်မှတ်ထားသည်ဟု ပြောသည်။"),
    ("my", "ယင်းကြောင့် ဘတ်စ်ကားခများ လျော့ကျနိုင်သည်။"),
    ("my", "ရထားသစ်များ ဝယ်ယူမည်ဟု သူမက ပြောသည်။"),
    ("km", "ប៉ុន្តែទឹកនឹងស្រកវិញនៅថ្ងៃសុក្រ។"),
    ("km", "លោកបានបន្តថា ផ្សារនេះមានតូប ៦០០។"),
    ("km", "ដូច្នេះ ថ្លៃធ្វើដំណើរអាចនឹងថោក។"),
    ("lo", "ແຕ່ວ່ານ້ຳຈະລົດລົງໃນວັນສຸກ."),
    ("lo", "ຜູ້ກ່ຽວຮັບສາລະພາບວ່າໄດ້ຂາຍລົດ."),
    ("lo", "ດັ່ງນັ້ນ ຄ່າລົດເມອາດຈະຖືກລົງ."),
]
STANDING = [
    ("my", "ထိုင်းနိုင်ငံက ရေနံတင်သွင်းမှုကို လျှော့ချခဲ့သည်။"),
    ("my", "သူနာပြု ၃၀၀ ကို ရန်ကုန်ဆေးရုံကြီးတွင် ခေါ်ယူမည်ဖြစ်သည်။"),
    ("my", "ဒီဇယ်ဈေးနှုန်းမှာ တစ်လီတာ ကျပ် ၂၈၀၀ အထိ ကျဆင်းသွားသည်။"),
    ("km", "លោក ហ៊ុន ម៉ាណែត បានទៅទស្សនកិច្ចនៅប្រទេសជប៉ុន។"),
    ("km", "គេហទំព័ររបស់ក្រសួងត្រូវបានបើកដំណើរការវិញ។"),
    ("km", "វាលវែងជាស្រុកមួយក្នុងខេត្តពោធិ៍សាត់។"),
    ("lo", "ລາວ ແລະ ຫວຽດນາມ ໄດ້ເຊັນສັນຍາຮ່ວມມືດ້ານພະລັງງານ."),
    ("lo", "ແຕ່ວັນທີ 12 ຫາ 14 ພະຈິກ ມີງານບຸນທາດຫຼວງ."),
    ("lo", "ມັນຕົ້ນເປັນສິນຄ້າສົ່ງອອກຫຼັກຂອງແຂວງໄຊຍະບູລີ."),
]
DEATHS = [
    ("my", "မီးလောင်မှုတွင် လူနှစ်ဦး သေဆုံးခဲ့သည်။"),
    ("km", "មនុស្សពីរនាក់បានស្លាប់ក្នុងគ្រោះថ្នាក់ចរាចរណ៍។"),
    ("lo", "ມີຜູ້ເສຍຊີວິດສອງຄົນໃນອຸບັດເຫດລົດຕຳກັນ."),
]
NO_DEATHS = [
    ("my", "မီးလောင်မှုတွင် သေဆုံးသူ မရှိပါ။"),
    ("km", "ក្រសួងបើកគេហទំព័រសព្វថ្ងៃ។"),
    ("lo", "ບໍລິສັດປະສົບຜົນສຳເລັດໃນປີນີ້."),
]


@pytest.mark.parametrize(("language", "title", "charge", "hearing", "denial"), CHARGES)
def test_a_charge_is_told_with_the_denial_that_stands_at_the_end(
    compose_post: Callable[..., Post], language: str, title: str, charge: str, hearing: str, denial: str
) -> None:
    body = "".join(f"<p>{text}</p>" for text in (charge, hearing, hearing.replace("10", "12"), denial))
    post = compose_post(Article(site="Star", title=title, link="https://star.org/c/", body=body, language=language))
    assert not post.summary or denial in post.summary
    assert charges(Text(charge, language))


@pytest.mark.parametrize(("language", "sentence"), DENIALS)
def test_what_the_accused_or_their_lawyers_say_answers_the_charge(language: str, sentence: str) -> None:
    assert answers_charge(Text(sentence, language))


@pytest.mark.parametrize(("language", "sentence"), LEANING)
def test_what_goes_on_with_an_earlier_sentence_is_known(language: str, sentence: str) -> None:
    assert leans_on_another(Text(sentence, language))


@pytest.mark.parametrize(("language", "sentence"), STANDING)
def test_a_word_that_only_begins_with_the_same_letters_refers_to_nothing(language: str, sentence: str) -> None:
    assert not leans_on_another(Text(sentence, language))
    assert not turns_round(Text(sentence, language))


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("my", "တရားရုံးက သတင်းထောက် မသန္တာကို အပြီးတိုင်လွှတ်လိုက်သည်။"),
        ("km", "តុលាការសម្រេចលើកលែងការចោទប្រកាន់លើអ្នកកាសែត។"),
        ("lo", "ສານຕັດສິນຍົກຟ້ອງນັກຂ່າວໃນຄະດີໝິ່ນປະໝາດ."),
    ],
)
def test_an_acquittal_is_known(language: str, sentence: str) -> None:
    assert acquits(Text(sentence, language))


@pytest.mark.parametrize(("language", "sentence"), DEATHS)
def test_a_death_is_known(language: str, sentence: str) -> None:
    assert tells_death(Text(sentence, language), None)


@pytest.mark.parametrize(("language", "sentence"), NO_DEATHS)
def test_no_death_is_seen_in_a_word_that_has_the_same_letters(language: str, sentence: str) -> None:
    assert not tells_death(Text(sentence, language), None)


@pytest.mark.parametrize(("language", "sentence"), [("km", "អង្គការនេះមានកុំព្យូទ័រ ១២។"), ("lo", "ບໍລິສັດເປີດຮ້ານໃໝ່.")])
def test_no_denial_is_seen_in_a_word_that_has_the_same_letters(language: str, sentence: str) -> None:
    assert not has("negation", Text(sentence, language))


def test_a_burmese_sentence_is_never_shortened_for_its_verb_stands_last() -> None:
    assert not list(boundaries(Text("မီးလောင်မှုကြောင့် ကျောင်းကို ပိတ်ထားခဲ့ပြီး ကျောင်းသားများ အိမ်ပြန်ခဲ့ကြသည်။", "my")))


@pytest.mark.parametrize(
    ("language", "written", "other"),
    [("lo", "ຕໍາຫຼວດຈັບຕົວຊາຍຄົນໜຶ່ງໃນຂໍ້ຫາລັກຊັບ", "ຕຳຫຼວດຈັບຕົວຊາຍຄົນໜຶ່ງໃນຂໍ້ຫາລັກຊັບ"), ("km", "គាត់ត្រូវប្ដឹងពីបទលួច", "គាត់ត្រូវប្តឹងពីបទលួច")],
)
def test_two_spellings_of_one_sign_are_the_same(language: str, written: str, other: str) -> None:
    assert Text(written, language).folded == Text(other, language).folded
    assert has("accusing", Text(written, language)) == has("accusing", Text(other, language))
