"""An element is known by its namespace and place, with all its text; a link by what it is a link to."""

from __future__ import annotations

import json
from datetime import datetime

import pytest

from bot.article import Article
from bot.sources.parsing.feed import parse
from bot.sources.types import Bounds

URL = "https://feeds.cdn.example/gazette/rss.xml"
NAMESPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:media="http://search.yahoo.com/mrss/" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" '
    'xmlns:a10="http://www.w3.org/2005/Atom" xmlns:fb="http://rssnamespace.org/feedburner/ext/1.0" '
    'xmlns:x="https://x.example/ns" xmlns:h="http://www.w3.org/1999/xhtml"'
)
TITLE = "<title>Le pont rouvre</title>"
LINK = "<link>https://gazette.example/pont</link>"
GUID = '<guid isPermaLink="false">p-1</guid>'
DATE = "<pubDate>Fri, 20 Nov 2026 08:15:00 GMT</pubDate>"
TEXT = "<description>Le pont rouvre lundi.</description>"
ITEM = f"{TITLE}{LINK}{GUID}{DATE}{TEXT}"


def rss(item: str, *, attributes: str = NAMESPACES, channel: str = "<link>https://gazette.example/</link>") -> str:
    return (
        f'<rss version="2.0" {attributes}><channel><title>Gazette</title>{channel}<item>{item}</item></channel></rss>'
    )


def atom(entry: str, attributes: str = "", head: str = "") -> str:
    return (
        f'<feed xmlns="http://www.w3.org/2005/Atom" {NAMESPACES} {attributes}><title>Gazette</title>{head}'
        f"<entry>{entry}</entry></feed>"
    )


def article(document: str) -> Article:
    (found,) = parse(document.encode(), site="S", url=URL)
    return found


FOREIGN = {
    "a picture's title": "<media:title>Foto: der Hafen</media:title>",
    "a podcast's title": "<itunes:title>Folge 9</itunes:title>",
    "a shop's title": "<x:title>Sonderangebot</x:title>",
    "Dublin Core's title": "<dc:title>SEO-Titel</dc:title>",
    "a map's link": "<x:link>https://maps.example/9</x:link>",
    "a link to itself": '<a10:link rel="self" href="https://gazette.example/9.xml"/>',
    "a link to another story": '<a10:link rel="related" href="https://gazette.example/other"/>',
    "a link to a picture gallery": "<media:group><media:player url='https://v.example/'/><link>u</link></media:group>",
    "a shop's number": "<x:guid>sku-9</x:guid>",
    "a picture's description": "<media:description>Ein Foto.</media:description>",
    "a podcast's summary": "<itunes:summary>Hören Sie rein.</itunes:summary>",
    "Dublin Core's description": "<dc:description>Kurz.</dc:description>",
    "an event's date": "<x:pubDate>Thu, 01 Oct 2020 18:00:00 GMT</x:pubDate>",
    "the date of a change": "<a10:updated>2020-10-01T00:00:00Z</a10:updated>",
    "another feed as its source": '<source url="https://o.example/">Agentur<title>T</title><link>u</link></source>',
    "a picture": "<image><title>Foto</title><link>https://i.example/</link><url>https://i.example/1.png</url></image>",
    "a place": "<x:place><title>Hafen</title><guid>9</guid><description>Ort</description></x:place>",
}


@pytest.mark.parametrize("foreign", FOREIGN.values(), ids=FOREIGN)
@pytest.mark.parametrize("is_before", [True, False], ids=["before", "behind"])
def test_what_another_vocabulary_says_is_never_the_items_own(foreign: str, is_before: bool) -> None:
    assert article(rss(foreign + ITEM if is_before else ITEM + foreign)) == article(rss(ITEM))


def test_what_stands_within_an_atom_entrys_source_or_author_is_not_the_entrys_own() -> None:
    own = '<title>Il ponte</title><id>tag:9</id><link href="https://gazette.example/ponte"/>'
    foreign = (
        '<source><title>Agenzia</title><id>tag:8</id><link href="https://o.example/"/></source>'
        "<author><name>Ada</name><title>Dott.</title></author>"
    )
    found = article(atom(foreign + own))
    assert (found.title, found.guid, found.link) == ("Il ponte", "tag:9", "https://gazette.example/ponte")
    assert found.author == "Ada"


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("Kritik: <i>Der Hafen</i> öffnet", "Kritik: Der Hafen öffnet"),
        ('<a href="/9" hreflang="de">Der Hafen öffnet</a>', "Der Hafen öffnet"),
        ("<h:span>Der</h:span> Hafen<br/>öffnet", "Der Hafen öffnet"),
        ("Der <!-- alt --> Hafen", "Der Hafen"),
        ("Der <?php x ?>Hafen", "Der Hafen"),
        ("<![CDATA[Der]]> Hafen <![CDATA[& die See]]>", "Der Hafen & die See"),
        ("<![CDATA[Der <![CDATA[Hafen]]>]]>", "Der Hafen"),
        ("&lt;![CDATA[Der Hafen]]&gt;", "Der Hafen"),
        ("Der <x:term>Hafen</x:term> &amp; <b>See</b>", "Der Hafen & See"),
        ("1 &lt; 2 <b>und</b> 3", "1 < 2 und 3"),
        ("<del>Fünf</del><ins>Sechs</ins> Verletzte", "Sechs Verletzte"),
    ],
)
def test_a_title_is_all_of_its_text(written: str, read_as: str) -> None:
    assert article(rss(ITEM.replace(TITLE, f"<title>{written}</title>"))).title == read_as


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("<p>Der <b>Hafen</b> öffnet.</p><p>Bald.</p>", "<p>Der <b>Hafen</b> öffnet.</p><p>Bald.</p>"),
        ("1 &lt; 2, <i>sagt</i> sie &amp; geht", "1 &lt; 2, <i>sagt</i> sie &amp; geht"),
        ("<h:p>Öffnet<h:br/>bald.</h:p>", "<p>Öffnet<br>bald.</p>"),
        ('<img src="/a.png" alt="&quot;A&quot;"/>Öffnet.', '<img src="/a.png" alt="&quot;A&quot;">Öffnet.'),
        ("&lt;p&gt;Öffnet &amp;amp; schließt.&lt;/p&gt;<img src='a'/>", '<p>Öffnet &amp; schließt.</p><img src="a">'),
        ("<![CDATA[<p>Öffnet.</p>]]><!-- x --><![CDATA[<p>Bald.</p>]]>", "<p>Öffnet.</p><p>Bald.</p>"),
    ],
)
def test_markup_that_was_not_escaped_is_markup(written: str, read_as: str) -> None:
    assert article(rss(ITEM.replace(TEXT, f"<description>{written}</description>"))).excerpt == read_as
    assert article(rss(f"{ITEM}<content:encoded>{written}</content:encoded>")).body == read_as
    atom_html = f'<title>T</title><id>9</id><content type="html">{written}</content>'
    assert article(atom(atom_html)).body == read_as


@pytest.mark.parametrize("prefix", ["content", "CONTENT"])
def test_a_body_whose_prefix_is_not_declared_is_a_body(prefix: str) -> None:
    body = f"<{prefix}:encoded>&lt;p&gt;Le pont.&lt;/p&gt;</{prefix}:encoded>"
    assert article(rss(ITEM + body, attributes="")).body == "<p>Le pont.</p>"


@pytest.mark.parametrize(
    "namespace",
    [
        "http://purl.org/rss/1.0/modules/content",
        "https://purl.org/rss/1.0/modules/content/",
        "http://purl.org/RSS/1.0/modules/content/",
    ],
)
def test_a_namespace_with_a_slip_is_known(namespace: str) -> None:
    body = f'<c:encoded xmlns:c="{namespace}">&lt;p&gt;Le pont.&lt;/p&gt;</c:encoded>'
    assert article(rss(ITEM + body)).body == "<p>Le pont.</p>"


@pytest.mark.parametrize(
    "attributes",
    ['xmlns="http://www.w3.org/2005/Atom"', 'xmlns="urn:x"', 'xmlns="http://purl.org/rss/1.0/"', 'xmlns="urn:x:rss"'],
)
def test_a_wrong_namespace_of_the_root_is_that_of_its_format(attributes: str) -> None:
    assert article(rss(ITEM, attributes=attributes)) == article(rss(ITEM))


def test_a_feed_of_atom_without_its_namespace_is_read() -> None:
    entry = '<title>Il ponte</title><id>tag:9</id><link href="https://gazette.example/ponte"/>'
    assert article(f"<feed><entry>{entry}</entry></feed>") == article(atom(entry))


def test_names_in_other_capitals_are_known() -> None:
    item = ITEM.replace("title>", "Title>").replace("pubDate>", "pubdate>").replace("link>", "LINK>")
    assert article(rss(item)) == article(rss(ITEM))


LINKS = {
    "RSS's own": (LINK + '<a10:link href="https://gazette.example/b"/>', "https://gazette.example/pont"),
    "its attribute": ('<link href="https://gazette.example/pont"/>', "https://gazette.example/pont"),
    "Atom's": ('<a10:link rel="alternate" href="https://gazette.example/pont"/>', "https://gazette.example/pont"),
    "Atom's without rel": ('<a10:link href="https://gazette.example/pont"/>', "https://gazette.example/pont"),
    "Atom's in capitals": ('<a10:link rel="Alternate" href="https://gazette.example/p"/>', "https://gazette.example/p"),
    "Atom's by IANA's name": (
        '<a10:link rel="http://www.iana.org/assignments/relation/alternate" href="https://gazette.example/pont"/>',
        "https://gazette.example/pont",
    ),
    "FeedBurner's": ("<fb:origLink>https://gazette.example/pont</fb:origLink>", "https://gazette.example/pont"),
    "a guid": ("<guid>https://gazette.example/pont</guid>", "https://gazette.example/pont"),
    "a guid that says so": ("<guid isPermaLink='true'>https://gazette.example/p</guid>", "https://gazette.example/p"),
    "no guid that says otherwise": ("<guid isPermaLink='False'>https://cms.example/9</guid>", ""),
    "no guid that says it elsewise": ("<guid ispermalink='false'>https://cms.example/9</guid>", ""),
    "no foreign guid": ("<guid isPermaLink='false'>9</guid><x:guid>https://cms.example/9</x:guid>", ""),
    "no link to itself": ('<guid isPermaLink="false">9</guid><a10:link rel="self" href="https://g.example/9"/>', ""),
    "with a comment": ("<link><!-- x -->https://gazette.example/pont</link>", "https://gazette.example/pont"),
    "the second where the first is empty": (f"<link/>{LINK}", "https://gazette.example/pont"),
    "relative": ("<link>/pont</link>", "https://gazette.example/pont"),
    "relative to xml:base": ('<link xml:base="https://www.gazette.example/a/">b</link>', "https://www.gazette.example/a/b"),
    "without a scheme": ("<link>www.gazette.example/pont</link>", "https://www.gazette.example/pont"),
    "without the scheme alone": ("<link>//gazette.example/pont</link>", "https://gazette.example/pont"),
}  # fmt: skip


@pytest.mark.parametrize(("item", "link"), LINKS.values(), ids=LINKS)
def test_a_link_is_the_items_own(item: str, link: str) -> None:
    assert article(rss(f"{TITLE}{item}")).link == link


def test_a_category_of_atom_is_called_as_its_readers_see_it() -> None:
    # RFC 4287, section 4.2.2.3: the label is for display, the term identifies.
    categories = '<category term="hallefors" label="Hällefors"/><category term="Kultur"/>'
    document = atom(f'<title>Bridge closes</title><link href="https://gazette.example/1"/>{categories}')
    assert article(document).tags == ("Hällefors", "Kultur")


def test_the_links_of_atom_are_relative_to_the_site_that_the_feed_names() -> None:
    entry = '<title>T</title><id>9</id><link rel="enclosure" href="/a.mp3"/><link href="/ponte"/>'
    site = '<link rel="self" href="https://feeds.cdn.example/"/><link href="https://gazette.example/"/>'
    assert article(atom(entry, head=site)).link == "https://gazette.example/ponte"
    assert article(atom(entry)).link == "https://feeds.cdn.example/ponte"
    assert article(atom(entry, 'xml:base="https://b.example/"', site)).link == "https://b.example/ponte"


def test_bases_within_bases_are_joined() -> None:
    entry = '<title>T</title><id>9</id><link xml:base="sport/" href="9"/>'
    assert article(atom(entry, 'xml:base="https://b.example/de/x.xml"')).link == "https://b.example/de/sport/9"


def test_an_id_of_atom_is_a_link_only_at_the_host_of_the_site() -> None:
    site = '<link href="https://www.gazette.example/"/>'
    found = article(atom("<title>T</title><id>https://cms.example/node/9</id>", head=site))
    assert (found.guid, found.link) == ("https://cms.example/node/9", "")
    found = article(atom("<title>T</title><id>https://gazette.example/9</id>", head=site))
    assert (found.guid, found.link) == ("https://gazette.example/9", "https://gazette.example/9")


def test_a_base_of_another_link_is_not_the_items_own() -> None:
    links = '<link href="9"/><link rel="edit" xml:base="https://api.example/" href="37"/>'
    found = article(atom(f"<title>T</title><id>9</id>{links}", 'xml:base="https://b.example/"'))
    assert found.link == "https://b.example/9"


def test_a_feed_of_rdf_without_links_has_those_by_which_it_knows_its_items() -> None:
    found = article(
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">'
        '<channel><title>G</title></channel><item rdf:about="https://gazette.example/pont"><title>T</title></item>'
        "</rdf:RDF>"
    )
    assert (found.guid, found.link) == ("https://gazette.example/pont", "https://gazette.example/pont")


@pytest.mark.parametrize("kind", ["image/png", "audio/mpeg", "application/pdf"])
def test_content_that_is_no_text_is_no_body(kind: str) -> None:
    assert article(atom(f'<title>T</title><id>9</id><content type="{kind}">aGFsbG8=</content>')).body == ""


@pytest.mark.parametrize("is_malformed", [False, True])
@pytest.mark.parametrize("dates", [range(1, 29), range(28, 0, -1), [3, *range(28, 0, -1)]])
def test_of_too_many_articles_the_newest_are_read_in_the_feeds_order(dates: list[int], is_malformed: bool) -> None:
    items = [f"<item><title>{day}</title><guid>{day}</guid><pubDate>{day} Oct 2026</pubDate></item>" for day in dates]
    document = f"<rss><channel><title>{'A & B' if is_malformed else 'A'}</title>{''.join(items)}</channel></rss>"
    found = parse(document.encode(), site="S", url=URL, bounds=Bounds(entries=5))
    assert [int(one.title) for one in found] == [day for day in dates if day > 23]


def test_an_article_without_a_date_is_as_old_as_the_one_before_it() -> None:
    items = "".join(
        f"<item><guid>{place}</guid>{f'<pubDate>{day} Oct 2026</pubDate>' if day else ''}</item>"
        for place, day in enumerate([0, 1, 0, 20, 0, 21])
    )
    found = parse(f"<rss><channel>{items}</channel></rss>".encode(), site="S", url=URL, bounds=Bounds(entries=3))
    assert [one.guid for one in found] == ["3", "4", "5"]


def test_an_impossible_date_gives_way_to_one_that_is_possible() -> None:
    dates = "<pubDate>Thu, 01 Jan 1970 00:00:00 GMT</pubDate><dc:date>2026-11-20</dc:date>"
    published = article(rss(TITLE + LINK + dates)).published
    assert published is not None
    assert published.year == 2026


CHANGED, CAME_OUT = "2026-11-20T09:00:00Z", "2026-10-01T09:00:00Z"


@pytest.mark.parametrize(
    ("document", "is_dated_by_change"),
    [
        (atom(f"<title>T</title><id>9</id><updated>{CHANGED}</updated>"), True),
        (atom(f"<title>T</title><id>9</id><modified>{CHANGED}</modified>"), True),
        (atom(f"<title>T</title><id>9</id><published>soon</published><updated>{CHANGED}</updated>"), True),
        (atom(f"<title>T</title><id>9</id><updated>{CHANGED}</updated><published>{CAME_OUT}</published>"), False),
        (atom(f"<title>T</title><id>9</id><updated>{CHANGED}</updated><issued>{CAME_OUT}</issued>"), False),
        (atom("<title>T</title><id>9</id><updated>soon</updated>"), False),
        (
            rss(
                f"{TITLE}{LINK}<dcterms:modified xmlns:dcterms='http://purl.org/dc/terms/'>{CHANGED}</dcterms:modified>"
            ),
            True,
        ),
        (rss(f"{TITLE}{LINK}<a10:updated>{CHANGED}</a10:updated><pubDate>{CAME_OUT}</pubDate>"), False),
        (rss(f"{TITLE}{LINK}<dc:date>{CAME_OUT}</dc:date>"), False),
        (rss(f"{TITLE}{LINK}"), False),
    ],
)
def test_an_article_whose_feed_only_says_when_it_was_changed_is_known_to_be_dated_so(
    document: str, is_dated_by_change: bool
) -> None:
    read = article(document)
    assert read.dated_by_change is is_dated_by_change
    expected = CHANGED if is_dated_by_change else CAME_OUT
    assert read.published in (None, datetime.fromisoformat(expected))


@pytest.mark.parametrize(
    ("dates", "is_dated_by_change"),
    [
        ({"date_modified": CHANGED}, True),
        ({"date_published": "soon", "date_modified": CHANGED}, True),
        ({"date_published": CAME_OUT, "date_modified": CHANGED}, False),
        ({}, False),
    ],
)
def test_so_is_one_of_json_feed(dates: dict[str, str], is_dated_by_change: bool) -> None:
    item = {"id": "9", "url": "https://news.example/9", "title": "T", **dates}
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "S", "items": [item]}
    assert article(json.dumps(feed)).dated_by_change is is_dated_by_change


def undated(*names: str) -> bytes:
    items = (f"<item><title>T</title><link>https://news.example/{name}</link></item>" for name in names)
    return f"<rss><channel>{''.join(items)}</channel></rss>".encode()


NUMBERED = {
    "of the post": "{n}",
    "behind a word": "story-{n}",
    "in the query": "?id={n}",
    "of the day": "2026/{n}/council",
    "of WordPress": "?p={n}",
    "with words": "{n}/the-council-meets/",
}


@pytest.mark.parametrize("order", ["oldest first", "newest first", "newest first, but for a pinned one"])
@pytest.mark.parametrize("name", NUMBERED.values(), ids=NUMBERED)
def test_of_too_many_articles_without_dates_the_numbers_in_their_addresses_tell_the_newest(
    name: str, order: str
) -> None:
    numbers = list(range(10, 30)) if order == "oldest first" else list(range(29, 9, -1))
    if "pinned" in order:
        numbers.insert(0, 3)
    names = [name.format(n=number) for number in numbers]
    found = parse(undated(*names), site="S", url=URL, bounds=Bounds(entries=5))
    expected = names[-5:] if order == "oldest first" else names[:5]
    assert [one.link.removeprefix("https://news.example/") for one in found] == expected


def test_where_nothing_tells_the_newest_articles_at_both_ends_are_read() -> None:
    names = [f"{first}{second}" for first in "qwert" for second in "asdf"]
    found = parse(undated(*names), site="S", url=URL, bounds=Bounds(entries=5))
    assert [one.link.rpartition("/")[2] for one in found] == names
    found = parse(undated(*names, "zz"), site="S", url=URL, bounds=Bounds(entries=5))
    assert len(found) == 20


@pytest.mark.parametrize("home", ["http://a@[", "https://x@[::", "https://u:p@]1/", "http://[@/", "https://a@[/[/]"])
def test_a_home_page_that_is_no_address_takes_nothing_from_a_whole_link(home: str) -> None:
    item = "<title>T</title><link>https://news.example/a?x=1</link><guid>1</guid>"
    assert article(rss(item, channel=f"<link>{home}</link>")).link == "https://news.example/a?x=1"
