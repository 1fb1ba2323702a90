"""Markup that some software has left in a text is gone; what a writer typed stays."""

from __future__ import annotations

import pytest

from bot.writing.reading.clean import paragraphs

NEWS = "The council voted 7 to 2 on Friday to close the bridge."
MORE = "The mayor agreed on Monday."


@pytest.mark.parametrize(
    "body",
    [
        '[vc_row][vc_column width="1/2"][vc_column_text]{}[/vc_column_text][/vc_column][/vc_row]',
        "[vc_row css=&#8221;.vc_custom_1{{margin: 0 !important;}}&#8221;]<p>{}</p>[/vc_row]",
        "[et_pb_section fb_built=”1″ _builder_version=”4.9″][et_pb_text]<p>{}</p>[/et_pb_text][/et_pb_section]",
        "[fusion_text]{}[/fusion_text][fusion_button link='x']Buy a thing right now.[/fusion_button]",
        "[caption id='a' width='300']<a href='x'><img src='y'></a> The mayor smiles at us.[/caption]\n\n{}",
        '<p>{} [my_widget id="3"]</p><p>[random foo="bar" baz=\'1\']</p>',
        '<p>{}</p>[contact-form-7 id="12" title="Kontakt"][gallery ids="1,2"]',
        "[embed]https://youtu.be/abc[/embed]\n\n{}",
        "<p>[dropcap]T[/dropcap]he council voted 7 to 2 on Friday to close the bridge.</p>",
        "<p>[su_highlight color='red']The council[/su_highlight] voted 7 to 2 on Friday to close the bridge.</p>",
        "<p>{}</p>[su_quote]I am very angry about it.[/su_quote]",
        "[b]The council[/b] voted 7 to 2 on [url=https://x.example/a]Friday[/url] to close the bridge.",
        "[quote=Ann]I hate it very much indeed.[/quote]\n\n{}\n\n[img]https://x.example/a.jpg[/img]",
        "<p>**The council** voted 7 to 2 on [Friday](https://x.example/a) to close the bridge.</p>",
        "# Bridge to close\n\nThe council voted 7 to 2\non Friday to _close_ the `bridge`"
        ".\n\n> I hate it all so much.\n\n**x**",
        "- The council voted 7 to 2 on **Friday** to close the bridge.\n\n![A picture](a.png)\n\n---",
        "The council voted ~~6~~ 7 to 2 on Friday to close the bridge.",
        "The [[City council|council]] voted 7 to 2 on '''Friday''' to close the [[bridge]].\n\n== Reactions ==",
        "<p>The council voted 7 to 2 on Friday to close the bridge.[^1]</p>",
        "<p>{{% include 'ad.html' %}}</p><p>{}</p><p>{{{{ newsletter }}}}</p>",
        '<!-- wp:paragraph {{"a":1}} --><p>{}</p><!-- /wp:paragraph -->',
        "&lt;p&gt;The council voted 7 to 2 on &lt;strong&gt;Friday&lt;/strong&gt; to close the bridge.&lt;/p&gt;",
        "<p>&amp;lt;p&amp;gt;The council voted 7 to 2 on Friday to close the bridge.&amp;lt;/p&amp;gt;</p>",
        "<p>{} [node:title] {{loadposition ads}}</p>",
        "<p>The [tooltip text='x']council[/tooltip] voted 7 to 2 on Friday to close the bridge.</p>",
        "<p>The council voted 7 to 2 on Friday[efn_note]The minutes say so.[/efn_note] to close the bridge.</p>",
        "<p>&lt;strong&gt;The council&lt;/strong&gt; voted 7 to 2 on Friday to close the bridge.</p>",
    ],
)
def test_markup_that_was_not_rendered_is_gone(body: str) -> None:
    assert paragraphs(body.format(NEWS)) == (NEWS,)


@pytest.mark.parametrize(
    "sentence",
    [
        "“He [the mayor] said [sic] that [t]he bridge [and the quay] is done,” she said.",
        "[The minister] refused to say more on Monday.",
        "[S]he left the room [laughs] at noon, he said.",
        "The law [Section 5(2)] says [emphasis added] that it must pay [€5 m].",
        "The price of 5 * 3 dollars was paid by the asterisk * footnote.",
        "The _private_ names and the snake_case_name stay in the code.",
        "In the code, array[0] comes before array[1] and array[n].",
        "The f*** and s*** words were bleeped on Monday.",
        "He f***ing said that s***ing thing on Monday.",
        "The picture is of [Reuters=Kyodo], the agency said.",
        "It fell by 40% and/or 50 %, the {curly} firm said.",
        "He scored -1 and +2 #first on Monday.",
        "The A|B test at C:\\temp was run on Monday.",
        "Write to ann_hale@x.example or *not at all*, he said.",
    ],
)
def test_brackets_and_stars_that_a_writer_typed_stay(sentence: str) -> None:
    assert paragraphs(f"<p>{sentence}</p>") == (sentence,)
    assert paragraphs(sentence) == (sentence,)


def test_a_shortcode_around_columns_does_not_join_their_texts() -> None:
    body = f"[vc_column]{NEWS}[/vc_column][vc_column]{MORE}[/vc_column]"
    assert paragraphs(body) == (NEWS, MORE)


@pytest.mark.parametrize(
    "body",
    [
        "<p>The mayor resigned.[1] It was late[2] on Friday.</p><p>[1] The minutes say so.</p><p>[2] A clock.</p>",
        "<p>The mayor resigned.<sup><a href='#a'>1</a></sup> It was late on Friday.</p>"
        "<ol class='wp-block-footnotes'><li id='a'>The minutes say so. <a href='#b'>↩︎</a></li></ol>",
        "<p>The mayor* resigned. It was late on Friday.</p><p>*The name has been changed.</p>",
    ],
)
def test_footnotes_and_their_marks_are_no_text(body: str) -> None:
    assert paragraphs(body) == ("The mayor resigned. It was late on Friday.",)
