"""In scripts without capitals too, whoever is called by one name has been introduced, where that can be told."""

from __future__ import annotations

import pytest

from bot.writing.summary.names import introductions

INTRODUCED = [
    ("ar", "وقع وزير المياه رائد السعود الاتفاقية في عمان.", "وقال السعود إن الضخ سيبدأ في عام 2030."),
    ("ar", "انتقد النائب فؤاد حمدان مشروع القانون.", "وأضاف حمدان أن المشروع يضر بالمزارعين."),
    ("he", "השופטת רונית כהן ביטלה את המכרז.", "כהן אמרה כי הוועדה טעתה בחישוב."),
    ("he", "מנכ״ל הרשות אבי לוינסון הציג את הדוח.", "לוינסון הוסיף כי העבודות יימשכו שנה."),
    ("hi", "विधायक राकेश शर्मा ने पुल का निरीक्षण किया।", "शर्मा ने कहा कि काम जून तक पूरा होगा।"),
    ("hi", "ठेकेदार अनिल वर्मा से पूछताछ हुई।", "वर्मा ने पुलिस को बताया कि सामग्री सही थी।"),
    ("zh", "警方26日拘留犯罪嫌疑人张某。", "张某供述，他曾三次进入仓库。"),
    ("zh", "市民李女士上月购买了这款手机。", "李女士说，商家拒绝退款。"),
    ("th", "นายสมชาย ใจดี ผู้ว่าราชการจังหวัด ตรวจพื้นที่น้ำท่วม", "นายสมชาย กล่าวว่าจะแจกถุงยังชีพ 500 ชุด"),
    ("th", "น.ส.มาลี สุขใจ เจ้าของร้าน แจ้งความเมื่อวานนี้", "น.ส.มาลี เล่าว่าคนร้ายมีสองคน"),
]
OTHERS = [
    ("ar", "أعلنت الشرطة اعتقال ثلاثة أشخاص.", "وقالت الشرطة إن التحقيق مستمر."),
    ("ar", "بحث الوفد الأزمة في القاهرة.", "وقال وزير الخارجية إن اللقاء كان مفيدا."),
    ("he", "דובר המשטרה מסר את הפרטים.", "המשטרה הודיעה כי החשוד נעצר."),
    ("he", "הדוח פורסם אתמול.", "מומחים אמרו כי המחירים יעלו."),
    ("hi", "जयपुर पुलिस मौके पर पहुंची।", "पुलिस ने बताया कि दो लोग घायल हैं।"),
    ("hi", "राज्य सरकार से जवाब मांगा गया।", "सरकार ने कहा कि जांच होगी।"),
    ("zh", "王毅26日会见来访的法国外长。", "王毅表示，双方将扩大合作。"),
    ("zh", "该书上月出版。", "李女士（化名）说，她读了三遍。"),
    ("th", "ฝนตกหนักทั่วจังหวัดเชียงราย", "นายสมชาย ใจดี กล่าวว่าน้ำจะลดในสามวัน"),
]


@pytest.mark.parametrize(("language", "first", "second"), INTRODUCED)
def test_a_name_alone_needs_the_sentence_that_tells_it_whole(language: str, first: str, second: str) -> None:
    assert introductions([first, second], "", language) == (None, 0)


@pytest.mark.parametrize(("language", "first", "second"), INTRODUCED)
def test_a_name_that_the_title_tells_needs_nothing(language: str, first: str, second: str) -> None:
    assert introductions([first, second], first, language) == (None, None)


@pytest.mark.parametrize(("language", "first", "second"), OTHERS)
def test_who_is_no_person_or_is_told_whole_needs_nothing(language: str, first: str, second: str) -> None:
    assert introductions([first, second], "", language) == (None, None)
