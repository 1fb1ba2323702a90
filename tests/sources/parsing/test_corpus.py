"""Every kind of feed gives the right articles, in this process and in the child, well-formed and not."""

from __future__ import annotations

import codecs
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from bot.article import Article
from bot.sources.parsing.decode import decoded
from bot.sources.parsing.feed import parse, read_patiently

URL = "https://gazette.example/feeds/all.xml"
AT = datetime(2026, 11, 19, 23, 15, tzinfo=UTC)
TITLE = "Der Bürgermeister & die Fähre"
LINK = "https://gazette.example/2026/11/20/ferry/"
BODY = "<p>The ferry stayed in port, &#8220;for once&#8221;.</p>"
RFC_822 = "Fri, 20 Nov 2026 08:15:00 +0900"


@dataclass(frozen=True)
class Feed:
    """One of the corpus, and what it says of its one article."""

    content: bytes
    title: str = TITLE
    link: str = LINK
    guid: str = "tag:gazette.example,2026:301"
    published: datetime | None = AT
    body: str = BODY
    excerpt: str = ""
    author: str = ""
    tags: tuple[str, ...] = ()
    language: str = ""
    image: str = ""
    content_type: str = ""

    @property
    def article(self) -> Article:
        names = ("title", "link", "guid", "published", "body", "excerpt", "author", "tags", "language", "image")
        return Article(site="S", **{name: getattr(self, name) for name in names})


NAMESPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom"'
)
ESCAPED = TITLE.replace("&", "&amp;")
GUID = '<guid isPermaLink="false">tag:gazette.example,2026:301</guid>'
DATE = f"<pubDate>{RFC_822}</pubDate>"
ENCODED = f"<content:encoded><![CDATA[{BODY}]]></content:encoded>"
BASIC = f"<title>{ESCAPED}</title><link>{LINK}</link>{GUID}{DATE}{ENCODED}"


def rss(item: str, *, version: str = "2.0", head: str = "", declared: str = "", prolog: str = "") -> str:
    declaration = f'<?xml version="1.0"{declared}?>'
    return (
        f'{declaration}{prolog}<rss version="{version}" {NAMESPACES}><channel><title>Gazette</title>'
        f"<link>https://gazette.example/</link>{head}<item>{item}</item></channel></rss>"
    )


def atom(entry: str, attributes: str = "", *, namespace: str = "http://www.w3.org/2005/Atom") -> str:
    return (
        f'<?xml version="1.0" encoding="utf-8"?><feed xmlns="{namespace}" {attributes}><title>Gazette</title>'
        f"<id>tag:gazette.example,2026:feed</id><updated>2026-11-20T08:15:00Z</updated><entry>{entry}</entry></feed>"
    )


ATOM_ID = "<id>tag:gazette.example,2026:301</id>"
ATOM_TIME = "<published>2026-11-20T08:15:00+09:00</published><updated>2026-11-21T00:00:00Z</updated>"
ATOM_LINK = f'<link href="{LINK}"/>'
ATOM_HTML = f'<content type="html">{BODY.replace("&", "&amp;").replace("<", "&lt;")}</content>'
ATOM_BASIC = f"<title>{ESCAPED}</title>{ATOM_ID}{ATOM_TIME}{ATOM_LINK}{ATOM_HTML}"
RDF = (
    '<?xml version="1.0" encoding="UTF-8"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
    f'xmlns="{{namespace}}" {NAMESPACES}><channel rdf:about="https://gazette.example/"><title>Gazette</title>'
    "<link>https://gazette.example/</link><description>News</description></channel>{item}</rdf:RDF>"
)
JSON_ITEM = {
    "id": "tag:gazette.example,2026:301",
    "url": LINK,
    "title": TITLE,
    "content_html": BODY,
    "date_published": "2026-11-20T08:15:00+09:00",
}


def json_feed(version: str, **more: object) -> bytes:
    feed = {"version": f"https://jsonfeed.org/version/{version}", "title": "Gazette", "items": [JSON_ITEM | more]}
    return json.dumps(feed, ensure_ascii=False).encode()


EXCERPT = "<description>The ferry stayed in port.</description>"
PLAIN = {"guid": LINK, "body": "", "excerpt": "The ferry stayed in port."}
CORPUS: dict[str, Feed] = {
    "RSS 0.91": Feed(
        rss(f"<title>{ESCAPED}</title><link>{LINK}</link>{EXCERPT}", version="0.91").encode(), published=None, **PLAIN
    ),
    "RSS 0.91 with Netscape's DTD": Feed(
        rss(
            f"<title>{ESCAPED}</title><link>{LINK}</link>{EXCERPT}",
            version="0.91",
            prolog='<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" '
            '"http://my.netscape.com/publish/formats/rss-0.91.dtd">',
        ).encode(),
        published=None,
        **PLAIN,
    ),
    "RSS 0.92": Feed(
        rss(
            f"<title>{ESCAPED}</title><link>{LINK}</link>{EXCERPT}<category>Harbour</category>", version="0.92"
        ).encode(),
        published=None,
        tags=("Harbour",),
        **PLAIN,
    ),
    "RSS 0.93": Feed(
        rss(f"<title>{ESCAPED}</title><link>{LINK}</link>{EXCERPT}{DATE}", version="0.93").encode(), **PLAIN
    ),
    "RSS 0.90": Feed(
        RDF.format(
            namespace="http://my.netscape.com/rdf/simple/0.9/",
            item=f"<item><title>{ESCAPED}</title><link>{LINK}</link></item>",
        ).encode(),
        guid=LINK,
        published=None,
        body="",
    ),
    "RSS 1.0": Feed(
        RDF.format(
            namespace="http://purl.org/rss/1.0/",
            item=f'<item rdf:about="{LINK}"><title>{ESCAPED}</title><link>{LINK}</link>{EXCERPT}'
            f"<dc:date>2026-11-20T08:15:00+09:00</dc:date><dc:creator>Ann Lee</dc:creator>"
            f"<dc:subject>Harbour</dc:subject>{ENCODED}</item>",
        ).encode(),
        guid=LINK,
        excerpt="The ferry stayed in port.",
        author="Ann Lee",
        tags=("Harbour",),
    ),
    "RSS 2.0": Feed(
        rss(
            f"{BASIC}{EXCERPT}<dc:creator><![CDATA[Ann Lee]]></dc:creator>"
            "<category><![CDATA[Harbour]]></category><category>Weather &amp; sea</category>",
            head="<language>en-GB</language>",
        ).encode(),
        excerpt="The ferry stayed in port.",
        author="Ann Lee",
        tags=("Harbour", "Weather & sea"),
        language="en-GB",
    ),
    "RSS 2.0 whose guid is its address": Feed(
        rss(f"<title>{ESCAPED}</title><guid>{LINK}</guid>{DATE}{ENCODED}").encode(), guid=LINK
    ),
    "RSS 2.0 with an Atom link to itself": Feed(
        rss(BASIC, head='<atom:link href="https://gazette.example/feed/" rel="self" type="text/xml"/>').encode()
    ),
    "RSS 2.0 with a title in CDATA": Feed(
        rss(BASIC.replace(f"<title>{ESCAPED}</title>", f"<title><![CDATA[{TITLE}]]></title>")).encode()
    ),
    "RSS 2.0 with a title escaped twice": Feed(rss(BASIC.replace("&amp;", "&amp;amp;", 1)).encode()),
    "RSS 2.0 with a relative link": Feed(rss(BASIC.replace("https://gazette.example/2026", "/2026")).encode()),
    "RSS 2.0 with xml:base": Feed(
        rss(BASIC.replace("https://gazette.example/2026", "2026"))
        .replace("<rss ", '<rss xml:base="https://gazette.example/" ')
        .encode(),
    ),
    "RSS 2.0 with a body escaped": Feed(
        rss(BASIC.replace(f"<![CDATA[{BODY}]]>", BODY.replace("&", "&amp;").replace("<", "&lt;"))).encode()
    ),
    "RSS 2.0 with dc:date alone": Feed(
        rss(BASIC.replace(DATE, "<dc:date>2026-11-20T08:15:00+09:00</dc:date>")).encode()
    ),
    "an enclosure that is a picture": Feed(
        rss(f'{BASIC}<enclosure url="https://gazette.example/f.jpg" length="9" type="image/jpeg"/>').encode(),
        image="https://gazette.example/f.jpg",
    ),
    "an enclosure that is sound": Feed(
        rss(f'{BASIC}<enclosure url="https://gazette.example/f.mp3" length="9" type="audio/mpeg"/>').encode()
    ),
    "media:content": Feed(
        rss(
            f'{BASIC}<media:content url="https://gazette.example/f.jpg" medium="image">'
            "<media:title>A picture</media:title></media:content>"
        ).encode(),
        image="https://gazette.example/f.jpg",
    ),
    "media:content behind a portrait": Feed(
        rss(
            f'{BASIC}<media:content url="https://secure.gravatar.com/avatar/1" medium="image"/>'
            '<media:content url="https://gazette.example/f.jpg" medium="image"/>'
        ).encode(),
        image="https://gazette.example/f.jpg",
    ),
    "media:group": Feed(
        rss(
            f'{BASIC}<media:group><media:content url="https://gazette.example/f.jpg" type="image/jpeg"/></media:group>'
        ).encode(),
        image="https://gazette.example/f.jpg",
    ),
    "a media:title before the title": Feed(
        rss(f"<media:title>A picture</media:title>{BASIC}").encode(),
    ),
    "Atom 1.0": Feed(
        atom(
            f"{ATOM_BASIC}<summary>The ferry stayed in port.</summary><author><name>Ann Lee</name></author>"
            '<category term="Harbour"/>',
            'xml:lang="de"',
        ).encode(),
        excerpt="<p>The ferry stayed in port.</p>",
        author="Ann Lee",
        tags=("Harbour",),
        language="de",
    ),
    "Atom 1.0 with several links": Feed(
        atom(
            ATOM_BASIC.replace(
                ATOM_LINK,
                '<link rel="enclosure" type="audio/mpeg" href="https://gazette.example/f.mp3"/>'
                '<link rel="replies" href="https://gazette.example/comments/"/>'
                f'<link rel="alternate" type="text/html" href="{LINK}"/>',
            )
        ).encode()
    ),
    "Atom 1.0 with an HTML title": Feed(
        atom(
            ATOM_BASIC.replace(
                f"<title>{ESCAPED}</title>", '<title type="html">Der B&amp;uuml;rgermeister &amp;amp; die Fähre</title>'
            )
        ).encode()
    ),
    "Atom 1.0 with an HTML summary": Feed(
        atom(f'{ATOM_BASIC}<summary type="html">In &lt;b&gt;port&lt;/b&gt;.</summary>').encode(),
        excerpt="In <b>port</b>.",
    ),
    "Atom 1.0 with a plain summary that speaks of markup": Feed(
        atom(f"{ATOM_BASIC}<summary>One &lt; two &amp;amp; more.</summary>").encode(),
        excerpt="<p>One &lt; two &amp;amp; more.</p>",
    ),
    "Atom 1.0 with XHTML": Feed(
        atom(
            ATOM_BASIC.replace(
                ATOM_HTML,
                '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>The ferry.</p></div></content>',
            )
        ).encode(),
        body="<p>The ferry.</p>",
    ),
    "Atom 1.0 with plain text": Feed(
        atom(ATOM_BASIC.replace(ATOM_HTML, '<content type="text">One &lt; two.</content>')).encode(),
        body="<p>One &lt; two.</p>",
    ),
    "Atom 1.0 with xml:base": Feed(
        atom(
            ATOM_BASIC.replace(LINK, "2026/11/20/ferry/"),
            'xml:base="https://gazette.example/"',
        ).encode(),
    ),
    "Atom 0.3": Feed(
        atom(
            f'<title>{ESCAPED}</title>{ATOM_ID}<link rel="alternate" type="text/html" href="{LINK}"/>'
            "<issued>2026-11-20T08:15:00+09:00</issued><modified>2026-11-20T08:15:00+09:00</modified>"
            f'<content type="text/html" mode="escaped"><![CDATA[{BODY}]]></content>',
            'version="0.3"',
            namespace="http://purl.org/atom/ns#",
        ).encode(),
    ),
    "JSON Feed 1.1": Feed(
        json_feed("1.1", authors=[{"name": "Ann Lee"}], tags=["Harbour"], language="de"),
        author="Ann Lee",
        tags=("Harbour",),
        language="de",
    ),
    "JSON Feed 1.0": Feed(
        json_feed("1", author={"name": "Ann Lee"}, summary="In port."), author="Ann Lee", excerpt="<p>In port.</p>"
    ),
    "a byte order mark": Feed(codecs.BOM_UTF8 + rss(BASIC, declared=' encoding="utf-8"').encode()),
    "no declared encoding": Feed(rss(BASIC).encode()),
    "ISO 8859-1": Feed(rss(BASIC, declared=' encoding="ISO-8859-1"').encode("latin-1")),
    "windows-1252": Feed(rss(BASIC, declared=' encoding="windows-1252"').encode("cp1252")),
    "windows-1252 called UTF-8": Feed(rss(BASIC, declared=' encoding="UTF-8"').encode("cp1252")),
    "UTF-16": Feed(rss(BASIC, declared=' encoding="UTF-16"').encode("utf-16")),
    "Shift_JIS": Feed(
        rss(BASIC.replace(ESCAPED, "北朝鮮と米国"), declared=' encoding="Shift_JIS"').encode("shift_jis"),
        title="北朝鮮と米国",
    ),
    "EUC-JP": Feed(
        rss(BASIC.replace(ESCAPED, "北朝鮮と米国"), declared=' encoding="EUC-JP"').encode("euc_jp"),
        title="北朝鮮と米国",
    ),
    "KOI8-R": Feed(
        rss(BASIC.replace(ESCAPED, "Паром"), declared=' encoding="KOI8-R"').encode("koi8-r"),
        title="Паром",
    ),
    "an encoding that only the header knows": Feed(
        rss(BASIC).encode("cp1252"), content_type="text/xml; charset=windows-1252"
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CORPUS)
def test_the_corpus_is_read_as_it_is_meant(name: str) -> None:
    feed = CORPUS[name]
    assert parse(feed.content, site="S", url=URL, content_type=feed.content_type) == (feed.article,)


@pytest.mark.parametrize("name", CORPUS)
def test_the_corpus_is_read_alike_in_the_process_that_can_be_killed(name: str) -> None:
    feed = CORPUS[name]
    assert read_patiently(feed.content, site="S", url=URL, content_type=feed.content_type).articles == (feed.article,)


FAULTS: dict[str, Callable[[str], str]] = {
    "something before it": lambda feed: f"\nNotice: undefined index\n{feed}",
    "something behind it": lambda feed: f"{feed}\n<!-- cached --><script>1</script>",
    "a raw ampersand": lambda feed: feed.replace(">Gazette</title>", ">Gazette & Post</title>", 1),
    "an unknown reference": lambda feed: feed.replace(">Gazette</title>", ">Gazette&harbour;</title>", 1),
    "HTML's references": lambda feed: feed.replace(">Gazette</title>", ">Gazette&nbsp;&eacute;</title>", 1),
    "an open field of the channel": lambda feed: feed.replace(">Gazette</title>", ">Gazette", 1),
    "a control character": lambda feed: feed.replace(">Gazette</title>", ">Gaz\x0bette</title>", 1),
    "an attribute without quotes": lambda feed: feed.replace("<title>Gazette", "<title lang=en>Gazette", 1),
    "an end that nothing begins": lambda feed: feed.replace(">Gazette</title>", ">Gazette</b></title>", 1),
}


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("name", [name for name in CORPUS if not name.startswith("JSON")])
def test_a_feed_with_a_fault_is_read_as_it_is_without(name: str, fault: str) -> None:
    """A feed that is malformed at one poll must not give its articles another link or guid, or they are new."""
    feed = CORPUS[name]
    document = FAULTS[fault](decoded(feed.content, feed.content_type))
    assert parse(document.encode(), site="S", url=URL, content_type="text/xml; charset=utf-8") == (feed.article,)
