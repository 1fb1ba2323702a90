"""A paragraph is what the reader of the page sees, letter by letter."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.writing.reading.clean import paragraphs

NEWS = "The council voted 7 to 2 on Friday to close the bridge."


@pytest.mark.parametrize(
    "hidden",
    [
        "<span class='is-sr-only'>Only heard it is.</span>",
        "<span class='usa-sr-only'>Only heard it is.</span>",
        "<span class='elementor-screen-only'>Only heard it is.</span>",
        "<span class='cdk-visually-hidden'>Only heard it is.</span>",
        "<span class='element-invisible'>Only heard it is.</span>",
        "<span class='d-none'>Gone it is.</span>",
        "<span style='visibility: hidden'>Gone it is.</span>",
        "<span style='position:absolute; left:-9999px'>Gone it is.</span>",
        "<span style='font-size:0px'>Gone it is.</span>",
        "<span hidden='until-found'>Gone it is.</span>",
        "<template><p>Gone it is.</p></template>",
        "<a class='sr-only sr-only-focusable' href='#content'>Skip it.</a>",
        "<span class='material-icons'>share</span>",
        "<em class='img_desc'>Below a picture it is.</em>",
        "<p class='pie-de-foto'>Below a picture it is.</p>",
        "<div data-hook='image-caption'>Below a picture it is.</div>",
        "<div class='paywall-offer'><p>Pay for it.</p></div>",
        "<div class='kg-card kg-cta-card'><p>Beside it is.</p></div>",
        "<span class='line-through'>Struck out it is.</span>",
        "<span style='text-decoration: line-through'>Struck out it is.</span>",
    ],
)
def test_what_no_reader_sees_is_not_read(hidden: str) -> None:
    assert paragraphs(f"<p>{NEWS}{hidden}</p>") == (NEWS,)


@pytest.mark.parametrize(
    "body",
    [
        "<div class='fade-in' style='opacity: 0'><p>{}</p></div><p>Share this: on all networks.</p>",
        "<div class='d-none d-md-block'><p>{}</p></div>",
        "<div class='hidden lg:block'><p>{}</p></div>",
        "<div style='font-size:0'><p style='font-size:16px'>{}</p></div>",
        "<div class='invisible'><p>{}</p></div>",
        "<table><tr><td><p>{}</p></td></tr></table>",
        "<form id='aspnetForm'><div>{}</div></form>",
        "<h3>{}</h3>",
        "<blockquote><p>{}</p></blockquote>",
        "<blockquote style='margin: 0 0 0 40px; border: none; padding: 0px;'><div>{}</div></blockquote>",
        "<div class='entry-content has-embed category-comment'><p>{}</p></div>",
        "<article class='post hentry tag-facebook-post category-embed tag-ads no-ads has-caption'><p>{}</p></article>",
    ],
)
def test_an_article_that_its_page_hides_or_lays_out_oddly_is_still_read(body: str) -> None:
    assert paragraphs(body.format(NEWS)) == (NEWS,)


@pytest.mark.parametrize(
    "page",
    [
        "<!DOCTYPE html><html><head><title>Bridge</title><style>p {}</style></head><body><p>{news}</p></body></html>",
        "<html lang='en'><body><p>Below it was.</p></body><body><p>{news}</p></body></html>",
        "</body><html><body>Below it was.<div><p>{news}</p></div>",
        "<html><head><title>Bridge</title><style>a {}</style></head></html>",
        "<!doctype html>\n<html><head><script>var bridge = 'closed.';",
        "<html><frameset><frame src='https://x.example'></frameset></html>",
        "<html lang='en-GB'>",
    ],
)
def test_a_whole_page_is_read_whether_it_has_a_body_none_or_several(page: str) -> None:
    paragraphs_of_page = paragraphs(page.replace("{news}", NEWS))
    assert (NEWS in paragraphs_of_page) is ("{news}" in page)
    assert not any("Bridge" in text or "bridge =" in text or "{}" in text for text in paragraphs_of_page)


@pytest.mark.parametrize("empty", ["<math></math>", "<math> </math>", "<math alttext=''><mrow></mrow></math>"])
def test_a_formula_without_text_is_nothing_even_after_a_footnote_s_mark(empty: str) -> None:
    assert paragraphs(f"<p>{NEWS}<sup><a href='#fn1'>1</a></sup>{empty}</p>") == (NEWS,)


@pytest.mark.parametrize(
    ("link", "shown"),
    [
        ("the report (opens in a new tab)", "the report"),
        ("the report <span>(opens new window)</span>", "the report"),
        ("a statement, opens new tab", "a statement"),
        ("den Bericht (öffnet in neuem Fenster)", "den Bericht"),
        ("le rapport (s’ouvre dans un nouvel onglet)", "le rapport"),
        ("el informe (se abre en una nueva pestaña)", "el informe"),
        ("o relatório (abre em nova janela)", "o relatório"),
        ("raport (otwiera się w nowej karcie)", "raport"),
        ("отчёт (открывается в новой вкладке)", "отчёт"),
        ("報告書（新しいタブで開く）", "報告書"),
        ("보고서(새 탭에서 열림)", "보고서"),
        ("the report (84 pages)", "the report (84 pages)"),
        ("Die Regierung (Merz)", "Die Regierung (Merz)"),
    ],
)
def test_a_link_does_not_say_where_it_opens(link: str, shown: str) -> None:
    assert paragraphs(f"<p>It was said in <a href='x'>{link}</a> on Monday.</p>") == (
        f"It was said in {shown} on Monday.",
    )


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ("It has 10<sup>15</sup> parts.", "It has 10¹⁵ parts."),
        ("It has 10<sup>-6</sup> parts.", "It has 10⁻⁶ parts."),
        ("It has 55 m<sup>2</sup> and 3 km<sup>3</sup>.", "It has 55 m² and 3 km³."),
        ("It emits CO<sub>2</sub> and PM<sub>2.5</sub>.", "It emits CO₂ and PM2.5."),
        ("It is 3<sup>1</sup>/<sub>2</sub> miles.", "It is 3½ miles."),
        ("It is 3<sup>3</sup>&frasl;<sub>16</sub> inches.", "It is 3³⁄₁₆ inches."),
        ("It is the 1<sup>st</sup> of May.", "It is the 1st of May."),
        ("C’est le XXI<sup>e</sup> siècle, dit M<sup>me</sup> Blanc.", "C’est le XXIe siècle, dit Mme Blanc."),
        ("El n.<sup>o</sup> 3 y la 2<sup>a</sup> vez.", "El n.º 3 y la 2ª vez."),
        ("Es war der <sup>14</sup>C-Test.", "Es war der ¹⁴C-Test."),
        ("It is 10<span style='vertical-align: super'>9</span> parts.", "It is 10⁹ parts."),
        ("The mayor resigned.<sup>1</sup> It was late.", "The mayor resigned. It was late."),
        ("The mayor resigned<sup>[2]</sup> late.", "The mayor resigned late."),
        ("注<sup>※1</sup>がある。", "注がある。"),
        ("It has H<sub>3</sub>O<sup>+</sup> and Ca<sup>2+</sup>.", "It has H₃O⁺ and Ca²⁺."),
        ("The Widget<sup>TM</sup> is in.", "The Widget™ is in."),
        ("The mayor resigned<sup><a href='/post#fn:1'>1</a></sup> late.", "The mayor resigned late."),
        ("The mayor resigned<sup class='fn' data-fn='a-b'><a href='#a-b'>3</a></sup>.", "The mayor resigned."),
        ("Great news <img class='wp-smiley' alt='🙂'> today.", "Great news 🙂 today."),
        ("Great <img src='https://static.xx.fbcdn.net/images/emoji.php/v9/1.png' alt='🎉'> news.", "Great 🎉 news."),
        ("Great <img class='emoji' alt=':-)'> news.", "Great :-) news."),
        ("Great <img alt='The mayor'> news.", "Great news."),
        ("<ruby>東京<rp>(</rp><rt>とうきょう</rt><rp>)</rp></ruby>で会談した。", "東京で会談した。"),
        ("The Donau<wbr>dampf&shy;schiff sank.", "The Donaudampfschiff sank."),
        ("The <b>T</b>own and <span>vil</span>lage met.", "The Town and village met."),
        ("It will cost £55 <del>or £40</del>. It is late.", "It will cost £55. It is late."),
        (
            "<span aria-hidden='true'>T</span><span class='sr-only'>T</span>he council met.",
            "The council met.",
        ),
        (
            "It costs <span aria-hidden='true'>$5</span><span class='sr-only'>five dollars</span> now.",
            "It costs $5 now.",
        ),
        ("The value is <math alttext='5'><mn>5</mn></math> now.", "The value is 5 now."),
        ("東京で\n会談した。", "東京で会談した。"),
    ],
)
def test_what_is_raised_pictured_or_joined_is_read_as_it_is_shown(body: str, shown: str) -> None:
    assert paragraphs(f"<p>{body}</p>") == (shown,)


@pytest.mark.parametrize(
    "unreadable",
    [
        "10<sup>2.5</sup>",
        "the phone<sup>NEW</sup>",
        "<math><msup><mi>x</mi><mn>2</mn></msup></math>",
        "<img class='latex' alt='x^2'>",
        "$latex x^2$",
        "{{ price }}",
        "[price id='3']",
    ],
)
def test_a_sentence_of_which_text_cannot_show_a_part_is_left_out(unreadable: str) -> None:
    assert paragraphs(f"<p>The answer is {unreadable} in all. {NEWS}</p>") == (NEWS,)


@pytest.mark.parametrize(
    ("language", "body", "shown"),
    [
        ("", "She said <q>I will go</q> on Monday.", "She said “I will go” on Monday."),
        ("de-AT", "Sie sagte <q>Ich gehe</q> am Montag.", "Sie sagte „Ich gehe“ am Montag."),
        ("fr", "Il a dit <q>je pars</q> lundi.", "Il a dit «je pars» lundi."),
        ("sv", "Hon sa <q>jag går</q> igen.", "Hon sa ”jag går” igen."),
        ("", "首相は<q>辞任しない</q>と述べた。", "首相は「辞任しない」と述べた。"),
        ("zh-TW", "市長說<q>我不走</q>。", "市長說「我不走」。"),
        ("", "Он сказал <q>я ухожу</q> сегодня.", "Он сказал «я ухожу» сегодня."),
        ("en", "She said “<q>I will go</q>” on Monday.", "She said “I will go” on Monday."),
        ("en", "<q>He told me <q>go</q> then</q>, she said.", "“He told me ‘go’ then”, she said."),
        ("en", "<span lang='pl'>Mówi <q>idę</q></span> on Monday.", "Mówi „idę” on Monday."),
    ],
)
def test_a_quotation_has_the_marks_of_its_language(language: str, body: str, shown: str) -> None:
    assert paragraphs(f"<p>{body}</p>", language=language) == (shown,)


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ("fish &amp;amp; chips", "fish & chips"),
        ("it&amp;#8217;s a &amp;quot;note&amp;quot;", 'it’s a "note"'),
        ("it&amp;amp;#x2019;s late", "it’s late"),
        ("AT&amp;T and R&amp;D", "AT&T and R&D"),
        ("?a=1&amp;copy=2", "?a=1&copy=2"),
        ("the &lt;canvas&gt; element", "the <canvas> element"),
        ("the &amp;lt;canvas&amp;gt; element", "the &lt;canvas&gt; element"),
    ],
)
def test_an_entity_is_decoded_as_often_as_it_was_escaped_too_much(body: str, shown: str) -> None:
    assert paragraphs(f"<p>The council debated {body} on Monday.</p>") == (f"The council debated {shown} on Monday.",)


@pytest.mark.parametrize(
    "body",
    [
        "<p>The council voted 7 to 2 on Friday<br>to close the bridge.</p>",
        "<div>The council voted 7 to 2<br/>on Friday to close<br/>the bridge.</div>",
        "The council voted 7 to 2 on Friday to\nclose the bridge.",
        "<pre>The council voted 7 to 2 on Friday\nto close the bridge.</pre>",
        "<p>The council voted 7 to 2\non Friday to close the bridge.</p>",
    ],
)
def test_a_line_that_goes_on_in_lower_case_is_one_sentence_with_the_one_before(body: str) -> None:
    assert paragraphs(body) == (NEWS,)


@pytest.mark.parametrize(
    "lines",
    [
        (
            "Der Rat stimmte am Freitagabend mit sieben zu zwei für die",
            "Schließung der Brücke am Hafen. Die Kosten liegen bei",
            "3,5 Millionen Euro. Busse werden bis zum Juni über die",
            "Altstadt umgeleitet.",
        ),
        (
            "صوت المجلس يوم الجمعة على إغلاق جسر الميناء من أجل",
            "إصلاحات تكلف ثلاثة ملايين ونصف المليون جنيه وسيتم تحويل",
            "الحافلات حتى يونيو.",
        ),
    ],
)
def test_lines_of_equal_length_of_which_none_ends_a_sentence_are_one_text(lines: tuple[str, ...]) -> None:
    assert paragraphs(f"<p>{'<br>'.join(lines)}</p>") == (" ".join(lines),)


def test_chinese_lines_are_joined_without_a_space() -> None:
    assert paragraphs("<p>市议会周五以七票对两票决定关闭<br>港口大桥，维修费用为三百万<br>英镑。</p>") == (
        "市议会周五以七票对两票决定关闭港口大桥，维修费用为三百万英镑。",
    )


@pytest.mark.parametrize(
    "lines",
    [
        "2 eggs<br>1 cup of sugar<br>pinch of salt<br>300 g of flour, sifted well",
        "Town Hall<br>12 High Street<br>London SW1",
        "Leeds 3-1 Hull<br>Derby 2-2 York<br>Bath 0-0 Wells",
        "Монтажная улица, дом 3<br>Москва<br>Россия",
        "Rosen sind rot,<br>Veilchen sind blau,<br>Zucker ist süß,<br>und du bist schlau.",
    ],
)
def test_lines_of_a_list_are_not_made_one_sentence(lines: str) -> None:
    assert paragraphs(f"<p>{lines}</p><p>{NEWS}</p>") == (NEWS,)


@pytest.mark.parametrize("end", ["kostet 1,5 Mio.", "beginnt am 9.", "sagte Dr.", "hat Wm. J."])
def test_a_line_that_ends_in_an_abbreviation_is_not_cut_off(end: str) -> None:
    assert paragraphs(f"<p>Die Brücke, so heißt es, {end}<br>Euro und mehr.</p>") == (
        f"Die Brücke, so heißt es, {end} Euro und mehr.",
    )


def test_sentences_on_lines_of_their_own_stay_apart() -> None:
    assert paragraphs("<p>First line.<br>Second line.</p>") == ("First line.", "Second line.")


PIECES = (
    *("<!DOCTYPE html>", "<html>", "</html>", "<head>", "</head>", "<body>", "</body>", "<frameset>", "<noframes>"),
    *("<p>", "</p>", "<div>", "</div>", "<table>", "<td>", "<br>", "<q>", "<math>", "</math>", "<svg>", "<template>"),
    *("<sup><a href='#fn1'>1</a></sup>", "<sup>2</sup>", "<img alt='\U0001f600'>", "<span style='vertical-align:sub'>"),
    *("<!--", "-->", "<![CDATA[", "]]>", "<?xml version='1.0'?>", "<o:p>", "<x y='", "<plaintext>", "<textarea>", "</"),
    *("[b]", "[/b]", "{% x %}", "**a**", "&#0;", "&lt;p&gt;", "\x00", "\ud800", "\u2028", "\n\n", " ", "“", "?", NEWS),
)


@settings(max_examples=1_000)
@given(st.lists(st.sampled_from(PIECES), max_size=12))
def test_any_pieces_of_markup_in_any_order_are_read(pieces: list[str]) -> None:
    assert all(text == text.strip() != "" for text in paragraphs("".join(pieces)))


LEAD = "<p>The council voted 7 to 2 on Friday to close the bridge.</p>"
REST = (
    "<p>The bridge, built in 1932, carries 4,000 cars a day, the city engineer told the council.</p>"
    "<p>It will be closed for three years, <a href='/ferry'>the ferry</a> will run every ten minutes, and a tunnel is "
    "planned.</p>"
)


@pytest.mark.parametrize(
    "name", ["paywall", "js-paywall", "subscription-content", "newsletter", "newsletter__text", "premium members-only"]
)
def test_a_name_that_says_who_may_read_a_text_does_not_hide_it(name: str) -> None:
    assert paragraphs(f"{LEAD}<div class='{name}'>{REST}</div>") == paragraphs(LEAD + REST)


@pytest.mark.parametrize(
    "box",
    [
        "<div class='paywall'><p>You get all articles and the app.</p><p><a href='/plus'>To the offer</a></p></div>",
        "<div class='c-paywall__message'><p>You get all articles and the app.</p></div>",
        "<section class='js-subscribe-banner'><p>All articles for a year.</p></section>",
        "<div class='newsletterTeaser'><p>Five stories, every weekday at seven.</p></div>",
        "<div class='inline-newsletter'><p>Five stories, every weekday at seven.</p><form><input></form></div>",
        "<div class='related__stories'><p>Ferry fares rise. They will rise in January.</p></div>",
        "<div class='noticias-relacionadas'><p>Sube el ferri. Subirá en enero.</p></div>",
        "<div class='leggi-anche'><p>Il traghetto costa di più. Da gennaio.</p></div>",
    ],
)
def test_the_name_of_a_box_is_known_by_the_words_of_which_it_is_made(box: str) -> None:
    assert paragraphs(LEAD + box + REST) == paragraphs(LEAD + REST)


@pytest.mark.parametrize(
    "link",
    [
        "<p><a href='/1'>Ferry fares to rise in January, says the operator.</a></p>",
        "<p><strong><a href='/1'>Der Bürgermeister will lieber einen Tunnel.</a></strong></p>",
        "<ul><li>• <a href='/1'>The mayor wants a tunnel.</a></li><li>• <a href='/2'>Shops fear for it.</a></li></ul>",
        "<a href='/1'><h4>The tunnel</h4><p>The mayor wants one. It would cost 84 million euros.</p></a>",
    ],
)
def test_a_paragraph_that_is_a_link_as_a_whole_leads_to_another_article(link: str) -> None:
    assert paragraphs(LEAD + link + REST) == paragraphs(LEAD + REST)


def test_a_text_that_is_a_link_from_its_beginning_is_the_article_s() -> None:
    assert paragraphs("<a href='/1'><p>The council voted to close the bridge.</p></a>") == (
        "The council voted to close the bridge.",
    )


@pytest.mark.parametrize(
    "hidden",
    [
        "<details><summary>More</summary><p>The mayor was paid.</p></details>",
        "<details>The mayor was paid.<summary>More</summary>The builder paid him.</details>",
        "<details open><summary>A</summary><details><p>The mayor was paid.</p></details></details>",
        "<div popover id='note'><p>The mayor was paid.</p></div>",
        "<div role='tabpanel' hidden><p>The mayor was paid.</p></div>",
        "<div class='accordion-collapse collapse'><p>The mayor was paid.</p></div>",
        "<div class='tab-pane fade'><p>The mayor was paid.</p></div>",
        "<div class='max-h-0 overflow-hidden'><p>The mayor was paid.</p></div>",
        "<p class='mw-collapsed'>The mayor was paid.</p>",
        "<p style='font-size: .0em'>The mayor was paid.</p>",
        "<p style='max-height:0px; overflow-y: clip'>The mayor was paid.</p>",
        "<p style='position:absolute; left:-100vw'>The mayor was paid.</p>",
        "<p style='transform: translateX(-9999px)'>The mayor was paid.</p>",
        "<p style='transform: scale(0)'>The mayor was paid.</p>",
        "<p style='clip-path: circle(0)'>The mayor was paid.</p>",
        "<p style='color: rgba(0, 0, 0, 0)'>The mayor was paid.</p>",
        "<p style='color: #0000'>The mayor was paid.</p>",
        "<p style='opacity: .0'>The mayor was paid.</p>",
    ],
)
def test_what_is_closed_or_off_the_screen_is_not_read(hidden: str) -> None:
    assert paragraphs(LEAD + hidden + REST) == paragraphs(LEAD + REST)


@pytest.mark.parametrize(
    "shown",
    [
        "<details open><summary>More</summary><p>The mayor was paid.</p></details>",
        "<div inert><p>The mayor was paid.</p></div>",
        "<div class='collapse show'><p>The mayor was paid.</p></div>",
        "<div class='tab-pane fade show active'><p>The mayor was paid.</p></div>",
        "<p style='opacity: 0.5; transform: scale(0.9); margin-left: -15px'>The mayor was paid.</p>",
        "<p style='color: #fff0ab; clip-path: inset(5px)'>The mayor was paid.</p>",
        "<p style='background-clip: text; color: transparent'>The mayor was paid.</p>",
    ],
)
def test_what_is_open_is_read(shown: str) -> None:
    assert "The mayor was paid." in paragraphs(LEAD + shown + REST)
