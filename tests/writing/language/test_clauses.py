"""Where sentences end in scripts that have no full stop, or one of their own."""

from __future__ import annotations

import pytest

from bot.writing.language.sentences import sentences_of

THAI = (
    "ผู้ปกครองเข้าแจ้งความครูโรงเรียนมัธยมชื่อดังในเชียงใหม่ หลังลูกชายวัย 14 ปีถูกตบจนแก้วหูทะลุ",
    "ครูปฏิเสธว่าไม่ได้ตบ เพียงแต่ดึงแขนนักเรียนออกจากห้อง",
    "ผู้อำนวยการสั่งพักการสอนไว้ก่อนระหว่างสอบข้อเท็จจริง",
)


def test_a_thai_sentence_ends_at_a_space_between_two_long_clauses() -> None:
    assert sentences_of(" ".join(THAI), "th") == THAI


@pytest.mark.parametrize(
    "paragraph",
    [
        # a name and an age
        "ศาลจังหวัดธัญบุรีออกหมายจับ น.ส.อรทัย แสงทอง อายุ 38 ปี เจ้าของคลินิกเสริมความงามย่านรังสิต "
        "ในข้อหาประกอบกิจการสถานพยาบาลโดยไม่ได้รับอนุญาต",
        # who has said it
        "ระดับน้ำในแม่น้ำเจ้าพระยาจะสูงขึ้นอีกครึ่งเมตรภายในวันศุกร์นี้และจะท่วมพื้นที่ลุ่มต่ำริมฝั่งทั้งหมด "
        "ศาสตราจารย์เกียรติคุณสมหญิงแห่งมหาวิทยาลัยเกษตรศาสตร์กล่าว",
        # "but"
        "เทศบาลนครขอนแก่นประกาศเปิดใช้สะพานข้ามบึงแก่นนครแห่งใหม่ในวันเสาร์นี้ แต่รถบรรทุกขนาดใหญ่ทุกชนิดยังห้ามผ่านจนกว่าการทดสอบจะเสร็จสิ้น",
        # an auxiliary, whose subject stands before it
        "ເຈົ້າໜ້າທີ່ຕຳຫຼວດນະຄອນຫຼວງວຽງຈັນພ້ອມດ້ວຍເຈົ້າໜ້າທີ່ດັບເພີງ ໄດ້ຊ່ວຍຊາວບ້ານອອກຈາກເຮືອນທີ່ຖືກນ້ຳຖ້ວມເມື່ອຄືນນີ້ໃນເມືອງສີສັດຕະນາກ ແລະ ພາໄປພັກຢູ່ໂຮງຮຽນ",
    ],
)
def test_a_thai_or_lao_sentence_goes_on_where_the_next_clause_belongs_to_it(paragraph: str) -> None:
    assert sentences_of(paragraph, "th") == (paragraph,)


def test_a_short_thai_paragraph_stays_whole() -> None:
    paragraph = "ลานใหม่รองรับร้านค้าได้ 120 ร้าน และมีที่จอดรถใต้ดิน 80 คัน"
    assert sentences_of(paragraph, "th") == (paragraph,)


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        ("km", ("ផ្សារថ្មីនឹងបើកនៅខែមករា។", "ការសាងសង់បានចំណាយថវិកា ១២ លានដុល្លារ។")),
        ("my", ("မြို့ပတ်ရထား ပြန်လည်ပြေးဆွဲမည်။", "ရထားတွဲသစ် ၁၁ တွဲကို အသုံးပြုမည်ဖြစ်သည်။")),
    ],
)
def test_khmer_and_burmese_sentences_end_at_their_own_stop(language: str, sentences: tuple[str, ...]) -> None:
    assert sentences_of(" ".join(sentences), language) == sentences
    assert sentences_of("".join(sentences), language) == sentences
