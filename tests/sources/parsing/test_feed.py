from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import FeedError
from bot.sources.parsing.feed import parse, read, read_at_once
from bot.sources.parsing.item import ParsedItem, as_article
from bot.sources.types import Bounds

Saved = Callable[[str], bytes]
URL = "https://gazette.example/feed/"
TITLES = ["The mayor’s ferry & the storm", "Fish prices: cod < herring?", "Lighthouse opens"]


def rss(*items: str) -> bytes:
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>S</title>{"".join(items)}</channel></rss>'.encode()


def titles(content: bytes) -> list[str]:
    return [article.title for article in parse(content, site="S", url=URL)]


def test_a_wordpress_feed_gives_the_whole_article(saved: Saved) -> None:
    article = parse(saved("wordpress.rss.xml"), site="Gazette", url=URL)[0]
    assert article.site == "Gazette"
    assert article.title == "The mayor’s ferry & the storm"
    assert article.link == "https://gazette.example/2026/11/20/the-mayors-ferry/"
    assert article.guid == "http://gazette.example/?p=301"
    assert article.author == "Ann Lee"
    assert article.published == datetime(2026, 11, 19, 23, 15, tzinfo=UTC)
    assert article.published.utcoffset() == timedelta(0)
    assert article.tags == ("Harbour", "Weather & sea")
    assert article.language == "en-GB"
    assert article.image == "https://gazette.example/files/ferry.jpg"
    assert article.body.startswith("<p>The ferry stayed in port on Friday")
    assert article.excerpt == "The ferry stayed in port. [&#8230;]"


def test_articles_come_in_the_order_of_the_feed(saved: Saved) -> None:
    assert titles(saved("wordpress.rss.xml")) == TITLES


def test_an_atom_feed_is_read_as_its_specification_says(saved: Saved) -> None:
    first, second = parse(saved("atom.xml"), site="S", url="https://hafenblatt.example/atom.xml")
    assert first.title == "Die Fähre bleibt im Hafen"
    assert first.link == "https://hafenblatt.example/2026/faehre"
    assert first.guid == "tag:hafenblatt.example,2026:301"
    assert first.published == datetime(2026, 11, 19, 23, 15, tzinfo=UTC)
    assert first.body == "<p>Die Fähre blieb am Freitag im Hafen.</p>"
    assert first.excerpt == "Kurz gesagt."
    assert (first.author, first.tags, first.language) == ("Ann Lee", ("Hafen",), "de")
    assert second.link == "https://hafenblatt.example/2026/titel"
    assert (second.body, second.excerpt) == ("", "")


@pytest.mark.parametrize(
    ("element", "namespace"),
    [
        ("yandex:full-text", "http://news.yandex.ru"),
        ("ya:full-text", "http://news.yandex.ru"),
        ("full-text", ""),
        ("turbo:content", "http://turbo.yandex.ru"),
    ],
)
def test_the_full_text_that_is_written_for_yandex_is_the_body(element: str, namespace: str) -> None:
    declaration = f' xmlns:{element.partition(":")[0]}="{namespace}"' if namespace else ""
    item = "<item><link>https://a.example/1</link><description>Short.</description>"
    plain, markup = (
        parse(rss(f"{item}<{element}{declaration}>{text}</{element}></item>"), site="S", url=URL)[0]
        for text in ("One &lt; two.\n\nThree.", "&lt;p&gt;One.&lt;/p&gt;")
    )
    assert (plain.body, plain.excerpt) == ("<p>One &lt; two.</p>\n<p>Three.</p>", "Short.")
    assert (markup.body, markup.excerpt) == ("<p>One.</p>", "Short.")


def test_content_that_a_feed_has_for_everybody_stands_before_the_full_text_for_yandex() -> None:
    namespaces = 'xmlns:c="http://purl.org/rss/1.0/modules/content/" xmlns:yandex="http://news.yandex.ru"'
    texts = f"<c:encoded {namespaces}>Ours.</c:encoded><yandex:full-text {namespaces}>Theirs.</yandex:full-text>"
    assert parse(rss(f"<item><link>https://a.example/1</link>{texts}</item>"), site="S", url=URL)[0].body == "Ours."


def test_an_rdf_feed_in_latin_1_is_read(saved: Saved) -> None:
    (article,) = parse(saved("rdf.xml"), site="S", url="https://tokyo.example/rdf")
    assert (article.title, article.author, article.language) == ("Café ouvert", "René", "fr")
    assert article.published == datetime(2026, 11, 19, 23, 15, tzinfo=UTC)
    assert article.body == "<p>Un café ouvre.</p>"
    assert article.guid == "https://tokyo.example/un"


def test_a_json_feed_is_read_and_its_plain_text_stays_plain(saved: Saved) -> None:
    first, second = parse(saved("feed.json"), site="S", url="https://gazette.example/feed.json")
    assert first.title == "Ferry & storm <now>"
    assert (first.author, first.tags, first.language) == ("Ann Lee, Bo Berg", ("Harbour",), "en")
    assert first.image == "https://gazette.example/ferry.jpg"
    assert (second.guid, second.link) == ("300", "https://elsewhere.example/x")
    assert second.body == "<p>One &lt; two.</p>\n<p>Three.</p>"


DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "stray ampersand": lambda feed: feed.replace(b"News of the harbour", b"News & views"),
    "NUL byte": lambda feed: feed.replace(b"It sails", b"It\0 sails"),
    "text before the prolog": lambda feed: b"\n\nWarning: something in plugin.php on line 3<br />\n" + feed,
    "junk after the end": lambda feed: feed + b"\n<!-- cached --> <script>x</script>",
    "undeclared prefix": lambda feed: feed.replace(
        b"<category>", b"<itunes:explicit>no</itunes:explicit><category>", 1
    ),
    "undefined entity": lambda feed: feed.replace(b"News of the harbour", b"News&nbsp;of"),
    "unclosed tag": lambda feed: feed.replace(b"<language>en-GB</language>", b"<language>en-GB"),
    "control character": lambda feed: feed.replace(b"It sails", b"It\x08 sails"),
    "declared as another encoding": lambda feed: feed.replace(b'encoding="UTF-8"', b'encoding="us-ascii"'),
    "unknown encoding": lambda feed: feed.replace(b'encoding="UTF-8"', b'encoding="utf-8-mac"'),
    "no end of an item": lambda feed: feed.replace(b"</item>", b"", 1),
    "no end of a guid": lambda feed: feed.replace(b"</guid>", b"", 1),
    "no end of a category": lambda feed: feed.replace(b"</category>", b"", 1),
    "a warning between items": lambda feed: feed.replace(b"</item>", b"</item><br />\n<b>Warning</b>: x<br>\n", 1),
    "ends in the wrong order": lambda feed: feed.replace(b"It sails", b"]]><b><i>It</b> sails</i><![CDATA[", 1),
    "a second feed behind it": lambda feed: feed + feed.replace(b"p=30", b"p=90"),
    "unquoted attribute": lambda feed: feed.replace(b'isPermaLink="false"', b"isPermaLink=false"),
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE.keys())
def test_a_damaged_feed_loses_no_article(saved: Saved, damage: Callable[[bytes], bytes]) -> None:
    found = parse(damage(saved("wordpress.rss.xml")), site="S", url=URL)
    assert [article.title for article in found] == TITLES
    assert [article.guid for article in found] == [f"http://gazette.example/?p={post}" for post in (301, 300, 299)]
    assert all(article.published and article.body for article in found)


def test_windows_1252_called_utf_8_keeps_its_quotation_marks() -> None:
    content = rss("<item><title>The “last” café</title><link>https://x.example/a</link></item>")
    assert titles(content.decode().replace("?>", ' encoding="utf-8"?>', 1).encode("cp1252")) == ["The “last” café"]


def test_utf_16_with_a_byte_order_mark_is_read(saved: Saved) -> None:
    text = saved("wordpress.rss.xml").decode().replace('encoding="UTF-8"', 'encoding="UTF-16"')
    assert titles(text.encode("utf-16")) == TITLES


def test_a_feed_cut_in_the_middle_gives_its_whole_articles_and_says_that_it_is_not_whole(saved: Saved) -> None:
    feed = saved("wordpress.rss.xml")
    reading = read(feed[: feed.index(b"the market reports")], site="S", url=URL)
    assert [article.title for article in reading.articles] == TITLES[:1]
    assert not reading.whole


def test_a_feed_cut_between_two_articles_is_not_whole_either(saved: Saved) -> None:
    feed = saved("wordpress.rss.xml")
    reading = read(feed[: feed.rindex(b"<item>")], site="S", url=URL)
    assert [article.title for article in reading.articles] == TITLES[:2]
    assert not reading.whole


def test_a_whole_feed_is_whole(saved: Saved) -> None:
    assert read(saved("wordpress.rss.xml"), site="S", url=URL).whole


@pytest.mark.parametrize(
    ("content", "remedy"),
    [
        (b"", "empty answer"),
        (b" \n\t ", "empty answer"),
        (b"<!DOCTYPE html><html><body>Not found</body></html>", "an HTML page, not a feed"),
        (b"\n<!-- x --><html lang='en'><head></head></html>", "an HTML page, not a feed"),
        (b'{"error": "no"}', "JSON that is no JSON Feed"),
        (b"[" * 100_000, "more than 100 deep"),
        (b"plain words", "is no feed"),
        (b"<?xml version='1.0'?><urlset><url/></urlset>", "is no feed"),
        (b"<?xml version='1.0'?><rss><channel><item><title>The beginn", "cut off in the middle"),
        (bytes(range(256)) * 20, "is no feed"),
    ],
)
def test_what_is_no_feed_is_refused_with_the_remedy(content: bytes, remedy: str) -> None:
    with pytest.raises(FeedError, match=remedy) as raised:
        parse(content, site="Gazette", url=URL)
    assert raised.value.site == "Gazette"


def test_an_article_without_title_date_link_or_body_keeps_what_it_has() -> None:
    found = parse(
        rss(
            "<item><link>https://x.example/only-link</link></item>",
            "<item><title>Only guid</title><guid>tag:x,1:1</guid></item>",
            "<item><title>Permalink guid</title><guid>https://x.example/p</guid></item>",
            "<item><title>Neither link nor guid</title></item>",
            "<item><title>Bad date</title><link>https://x.example/d</link><pubDate>soon</pubDate></item>",
        ),
        site="S",
        url=URL,
    )
    assert [(article.title, article.link) for article in found] == [
        ("", "https://x.example/only-link"),
        ("Only guid", ""),
        ("Permalink guid", "https://x.example/p"),
        ("Bad date", "https://x.example/d"),
    ]
    assert all(article.published is None and article.body == "" for article in found)


def test_a_feed_without_articles_is_a_feed() -> None:
    assert parse(rss(), site="S", url=URL) == ()


def test_the_number_of_articles_is_bounded() -> None:
    items = [f"<item><title>{n}</title><link>https://x.example/{n}</link></item>" for n in range(505)]
    assert len(parse(rss(*items), site="S", url=URL)) == 500
    few = Bounds(entries=3)
    kinds = {
        "strict": rss(*items),
        "lenient": rss(*items).replace(b"<title>4<", b"<title>4 & 5<"),
        "json": json.dumps({"items": [{"id": str(n)} for n in range(9)]}).encode(),
    }
    assert {kind: len(parse(feed, site="S", url=URL, bounds=few)) for kind, feed in kinds.items()} == dict.fromkeys(
        kinds, 3
    )


def test_what_is_too_long_of_one_article_is_cut() -> None:
    item = f"<item><guid>1</guid><description>{'ü' * 30}</description><content>{'ü' * 30}</content></item>"
    (article,) = parse(rss(item), site="S", url=URL, bounds=Bounds(entry_bytes=25))
    assert {article.excerpt, article.body} <= {"ü" * 12, ""}
    assert article.excerpt == "ü" * 12


DEEP = {
    "strict": rss("<item><guid>1</guid><description>" + "<b>" * 20 + "x" + "</b>" * 20 + "</description></item>"),
    "for the lenient reader": rss(
        '<item xml:base="https://x.example/"><guid>1</guid><a>' + "<b>" * 20 + "x" + "</b>" * 20 + "</a></item>"
    ),
    "cut off": rss("<item><guid>1</guid></item><item>" + "<b>" * 20)[:-20],
    "json": json.dumps({"items": [{"id": "1", "_deep": json.loads("[" * 20 + "]" * 20)}]}).encode(),
}


@pytest.mark.parametrize("kind", DEEP)
def test_a_feed_that_nests_too_deep_is_not_read(kind: str) -> None:
    with pytest.raises(FeedError, match=r"more than 15 deep.*raise bounds\.nesting"):
        parse(DEEP[kind], site="S", url=URL, bounds=Bounds(nesting=15))
    assert len(parse(DEEP[kind], site="S", url=URL, bounds=Bounds(nesting=30))) == 1


@pytest.mark.parametrize("opens", [b"<rss><channel>" + b"<a>" * 50_000, b'{"items": ' + b"[" * 100_000])
def test_a_million_levels_neither_crash_nor_hang(opens: bytes) -> None:
    with pytest.raises(FeedError, match="more than 100 deep"):
        parse(opens, site="S", url=URL)


def test_entities_that_multiply_are_not_expanded() -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<!DOCTYPE rss [<!ENTITY l0 "ha">{laughs}]>'.encode()
    feed = bomb + rss("<item><guid>1</guid><title>&l9;</title></item>").partition(b"?>")[2]
    try:
        found = parse(feed, site="S", url=URL)
    except FeedError:
        found = ()
    assert sum(len(article.title) for article in found) < 10_000


@pytest.mark.parametrize("control", ["\x1b[2J\x1b[31m", "\u202e", "\u2066", "\u2028", "\ufeff"])
def test_nothing_that_a_terminal_obeys_comes_through_in_a_title(control: str) -> None:
    item = {"id": "1", "title": f"Red{control} news", "tags": [f"a{control}b"], "authors": [{"name": f"N{control}"}]}
    (article,) = parse(json.dumps({"version": "1", "items": [item]}).encode(), site="S", url=URL)
    assert article.title == "Red news"
    assert (article.title + article.author + "".join(article.tags)).isprintable()


def test_windows_1252_in_unicodes_clothes_is_read_as_it_was_meant() -> None:
    item = "<item><title>Don&#146;t \x93stop\x94</title><guid>1</guid><description>Don\x92t</description></item>"
    (article,) = parse(rss(item), site="S", url=URL)
    assert (article.title, article.excerpt) == ("Don’t “stop”", "Don’t")


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("Ann Lee", "Ann Lee"),
        ("ann@x.example (Ann Lee)", "Ann Lee"),
        ("Ann Lee &lt;ann@x.example&gt;", "Ann Lee"),
        ("ann@x.example", ""),
        ("Ann &amp;amp; Bo", "Ann & Bo"),
    ],
)
def test_an_author_is_a_name_and_no_mail_address(written: str, read_as: str) -> None:
    item = f"<item><guid>1</guid><author>{written}</author></item>"
    assert parse(rss(item), site="S", url=URL)[0].author == read_as


def test_joiners_and_direction_marks_that_a_script_needs_stay() -> None:
    title = "👩‍👧 می‌خواهم \u200fשלום"
    (article,) = parse(json.dumps({"items": [{"id": "1", "title": title}]}).encode(), site="S", url=URL)
    assert article.title == title


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("AT&amp;amp;T", "AT&T"),
        ("AT&amp;T", "AT&T"),
        ("It&#8217;s", "It’s"),
        ("It&amp;#8217;s", "It’s"),
        ("Fish &amp;amp;amp; chips", "Fish & chips"),
        ("&amp;amp;lt;canvas&amp;amp;gt; explained", "&lt;canvas&gt; explained"),
        ("a &lt; b &gt; c", "a < b > c"),
        ("&lt;b&gt;Bold&lt;/b&gt; &lt;em class='x'&gt;move&lt;/em&gt;", "Bold move"),
        ("On &lt;canvas&gt;", "On <canvas>"),
        ("Line&lt;br/&gt;break\n  here", "Line break here"),
        ("&lt;del&gt;Five&lt;/del&gt; Six hurt", "Six hurt"),
        ("The &lt;s&gt; key &amp;amp; others", "The key & others"),
    ],
)
def test_the_titles_of_rss_are_decoded_as_html_however_often_they_were_escaped(written: str, read_as: str) -> None:
    assert titles(rss(f"<item><title>{written}</title><guid>1</guid></item>")) == [read_as]


def test_a_plain_text_title_of_atom_is_taken_at_its_word() -> None:
    content = (
        b'<feed xmlns="http://www.w3.org/2005/Atom"><title>F</title>'
        b"<entry><id>1</id><title>The &amp;lt;b&amp;gt; tag</title></entry></feed>"
    )
    assert titles(content) == ["The &lt;b&gt; tag"]


def test_atom_titles_of_different_types_are_each_read_by_their_own() -> None:
    content = (
        b'<feed xmlns="http://www.w3.org/2005/Atom"><title>F</title>'
        b'<entry><id>1</id><title type="text">a &amp;amp; b</title></entry>'
        b'<entry><id>2</id><title type="html">a &amp;amp; b</title></entry>'
        b'<entry><id>3</id><title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">a <b>b</b></div></title>'
        b"</entry>"
        b"</feed>"
    )
    assert titles(content) == ["a & b", "a & b", "a b"]


def test_xml_base_moves_relative_links() -> None:
    content = (
        b'<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://other.example/blog/"><title>F</title>'
        b'<entry><id>1</id><title>t</title><link href="one"/></entry></feed>'
    )
    assert parse(content, site="S", url=URL)[0].link == "https://other.example/blog/one"


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("/a", "https://gazette.example/a"),
        ("//cdn.example/a", "https://cdn.example/a"),
        ("https://x.example/?a=1&amp;amp;b=2", "https://x.example/?a=1&b=2"),
        ("\n https://x.example/a \n", "https://x.example/a"),
        ("HTTPS://x.example/a", "https://x.example/a"),
        ("javascript:alert(1)", ""),
        ("file:///etc/passwd", ""),
        ("https://[bad/", ""),
        ("https://x.example/" + "a" * 3000, ""),
    ],
)
def test_a_link_is_an_absolute_web_address_or_none(written: str, read_as: str) -> None:
    content = rss(f"<item><title>t</title><link>{written}</link><guid isPermaLink='false'>g</guid></item>")
    assert parse(content, site="S", url=URL)[0].link == read_as


def test_a_feed_with_entities_of_its_own_neither_expands_without_end_nor_reads_files() -> None:
    bomb = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    content = (
        f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a0 "ha">{bomb}<!ENTITY file SYSTEM "file:///etc/passwd">]>'
        "<rss><channel><title>F</title><item><title>T &a11; &file;</title><guid>1</guid></item></channel></rss>"
    ).encode()
    try:
        found = parse(content, site="S", url=URL)
    except FeedError:
        found = ()
    assert all("root:" not in article.title and len(article.title) <= 1000 for article in found)


BEYOND = rss("<item><title>a &amp; b</title><guid>1</guid></item>", "<a/>" * 100_000)
"""A feed with more tags than are parsed in this process."""


def test_a_feed_that_takes_too_long_is_given_up() -> None:
    with pytest.raises(FeedError, match=r"takes longer than 0\.01 s"):
        parse(BEYOND, site="S", url=URL, seconds=0.01)


def test_the_reader_of_long_feeds_gets_no_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    """It would fail where PYTHONSTARTUP-like variables of ours reached it; this one makes Python refuse to start."""
    monkeypatch.setenv("PYTHONHASHSEED", "not a number")
    assert titles(BEYOND) == ["a & b"]


def test_a_document_that_is_nothing_but_tags_is_left_to_the_process_that_can_be_stopped() -> None:
    """In this process it would take a hundred times its size in memory."""
    assert read_at_once(b"<rss>" + b"<a>" * 200_000, site="S", url=URL) is None


@given(
    st.builds(
        ParsedItem,
        title=st.text(),
        link=st.text(),
        guid=st.text(),
        author=st.text(),
        published=st.text(),
        body=st.text(),
        language=st.text(),
        image=st.text(),
    )
)
@settings(max_examples=300)
def test_whatever_a_parser_finds_makes_an_article_that_can_be_shown_and_stored(found: ParsedItem) -> None:
    article = as_article(found, site="S", base=URL)
    shown = article.title + article.author + article.guid + article.link + article.image
    assert not any(unicodedata.category(letter) == "Cc" or letter in "\u202a\u202d\u202e\u2066" for letter in shown)
    assert "\0" not in article.body
    (shown + article.body).encode()


@given(st.binary(max_size=400))
@settings(max_examples=300)
def test_the_reader_never_fails_but_with_a_feed_error(content: bytes) -> None:
    for whole in (content, b"<rss><channel>" + content + b"</channel></rss>", b"<feed>" + content, b"{" + content):
        try:
            read_at_once(whole, site="S", url=URL)
        except FeedError:
            continue


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("/a/2", "https://news.example/a/2"),
        ("https://news.example/a", "https://news.example/a"),
        ("https://user:password@news.example/a", ""),
        ("https://news.example@evil.example/a", ""),
        ("https://news.example\\@evil.example/a", ""),
        ("https://news.example:99999/a", ""),
    ],
)
def test_an_articles_link_never_holds_a_login(link: str, address: str) -> None:
    article = as_article(ParsedItem(link=link), site="S", base="https://reader:secret@news.example/feed/")
    assert article.link == address


@pytest.mark.parametrize("form", ["{}", "<![CDATA[{}]]>"])
@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("&nbsp;&hellip;", "…"),
        ("&ldquo;Nein&rdquo; &ndash; K&ouml;ln", "“Nein” – Köln"),
        ("L&rsquo;&Eacute;tat&nbsp;: &laquo;&nbsp;Non&nbsp;&raquo;", "L’État : « Non »"),
        ("&iquest;Qu&eacute; pas&oacute;?", "¿Qué pasó?"),
        ("&Pi;&omicron;&iota;&omicron;&sigmaf;", "Ποιος"),
        ("&Scaron;kola v &Ccaron;esku", "Škola v Česku"),
        ("&Zdot;&oacute;&lstrok;w", "Żółw"),
        ("&euro;5&thinsp;m &rarr; &frac12;", "€5 m → ½"),
        ("&ensp;&emsp;&nbsp;", ""),
        ("&hearts;", "♥"),
    ],
)
def test_references_that_no_document_type_declares_are_what_html_says(form: str, written: str, title: str) -> None:
    item = f"<item><title>{form.format(written)}</title><guid>1</guid></item>"
    (article,) = parse(rss(item), site="S", url=URL)
    assert article.title == title
