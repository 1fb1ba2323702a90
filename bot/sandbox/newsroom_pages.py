"""Makes the documents of the news site: its feed, like WordPress's, its front page, and the article pages. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from html import escape, unescape

from bot.sandbox.articles import SampleArticle
from bot.sandbox.cover import HEIGHT, WIDTH


@dataclass(frozen=True, slots=True)
class Site:
    """The site's own data, as plain text."""

    name: str
    description: str
    url: str


@dataclass(frozen=True, slots=True)
class Published:
    """A published article. `at` (aware) is its date; `number` is its post id."""

    article: SampleArticle
    site: Site
    number: int
    at: datetime

    @property
    def link(self) -> str:
        """Its URL, in WordPress's short numeric form: X counts a URL without a known domain by its full length."""
        return f"{self.site.url}/archives/{self.number}"

    @property
    def image(self) -> str:
        return f"{self.site.url}/wp-content/uploads/{self.article.slug}.svg"

    @property
    def excerpt(self) -> str:
        """Its first 55 words, as in WordPress."""
        words = unescape(re.sub(r"<[^>]+>", " ", self.article.body)).split()
        return " ".join(words[:55]) + (" […]" if len(words) > 55 else "")


def feed(site: Site, published: Iterable[Published], changed: datetime) -> str:
    """The feed, in RSS 2.0 (https://www.rssboard.org/rss-specification), with whole articles in content:encoded."""
    entries = "".join(_entry(entry) for entry in published)
    return f"""<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"
	xmlns:content="http://purl.org/rss/1.0/modules/content/"
	xmlns:dc="http://purl.org/dc/elements/1.1/"
	xmlns:atom="http://www.w3.org/2005/Atom"
	xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">
<channel>
	<title>{escape(site.name)}</title>
	<atom:link href="{site.url}/feed/" rel="self" type="application/rss+xml" />
	<link>{site.url}</link>
	<description>{escape(site.description)}</description>
	<lastBuildDate>{format_datetime(changed)}</lastBuildDate>
	<language>en</language>
	<sy:updatePeriod>hourly</sy:updatePeriod>
	<sy:updateFrequency>1</sy:updateFrequency>
{entries}</channel>
</rss>
"""


def _entry(entry: Published) -> str:
    article = entry.article
    categories = "".join(f"\t\t<category>{_cdata(tag)}</category>\n" for tag in article.tags)
    return f"""	<item>
		<title>{escape(article.title)}</title>
		<link>{entry.link}</link>
		<dc:creator>{_cdata(article.author)}</dc:creator>
		<pubDate>{format_datetime(entry.at)}</pubDate>
{categories}		<guid isPermaLink="false">{entry.site.url}/?p={entry.number}</guid>
		<description>{_cdata(escape(entry.excerpt))}</description>
		<content:encoded>{_cdata(article.body)}</content:encoded>
	</item>
"""


def _cdata(text: str) -> str:
    return f"<![CDATA[{text.replace(']]>', ']]]]><![CDATA[>')}]]>"


def front_page(
    site: Site, published: Iterable[Published], draft: str = "", *, is_open: bool = False, timelines: str = ""
) -> str:
    """The front page. `draft` is the title of the article that its button publishes; "" for no button.

    `is_open`: whoever reads it may write and change articles too. `timelines` is the URL of the page with what was
    posted; "" for no link.
    """
    entries = "".join(_front_entry(entry, is_open=is_open) for entry in published)
    button = f'<form method="post" action="/publish"><button>Publish “{escape(draft)}”</button></form>' if draft else ""
    links = {"/write": "Write an article of your own"} if is_open else {}
    if timelines:
        links[f"{timelines}/"] = "What was posted"
    beside = " · ".join(f'<a href="{escape(url)}">{text}</a>' for url, text in links.items())
    return _document(site, site.name, "en", "", f'{button}<p class="meta">{beside}</p><ul class="front">{entries}</ul>')


def _front_entry(entry: Published, *, is_open: bool) -> str:
    edit = f' · <a href="{entry.link}/edit">correct or withdraw</a>' if is_open else ""
    return (
        f'<li><a href="{entry.link}"><img src="{entry.image}" alt=""><h2 lang="{entry.article.language}">'
        f"{escape(entry.article.title)}</h2></a><p>{escape(entry.article.author)} · {entry.at:%-d %B %Y}{edit}</p></li>"
    )


def writing_page(site: Site) -> str:
    """The page on which a reader writes an article."""
    return _document(site, "Write an article", "en", "", f"<h1>Write an article</h1>{_form('/write', 'Publish it')}")


def editing_page(entry: Published) -> str:
    """The page on which a reader corrects or withdraws a published article."""
    path = f"/archives/{entry.number}"
    correct = _form(f"{path}/edit", "Correct it", entry.article.title, text_of_body(entry.article.body))
    withdraw = f'<form method="post" action="{path}/withdraw"><button>Withdraw it</button></form>'
    return _document(entry.site, "Correct an article", "en", "", f"<h1>Correct the article</h1>{correct}{withdraw}")


def _form(action: str, label: str, title: str = "", text: str = "") -> str:
    return (
        f'<form method="post" action="{action}">'
        f'<p><label>Headline<br><input name="title" required value="{escape(title)}"></label></p>'
        f'<p><label>Text, with an empty line between paragraphs<br><textarea name="text" rows="12" required>'
        f"{escape(text)}</textarea></label></p><button>{label}</button></form>"
    )


def body_of_text(text: str) -> str:
    """Paragraphs of plain text, with empty lines between them, as the HTML of an article's body."""
    paragraphs = re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip())
    return "".join(f"<p>{escape(paragraph.strip())}</p>" for paragraph in paragraphs)


def text_of_body(body: str) -> str:
    """The paragraphs of an article's body as plain text, with empty lines between them."""
    paragraphs = re.findall(r"<p[^>]*>(.*?)</p>", body, re.DOTALL)
    return "\n\n".join(" ".join(unescape(re.sub(r"<[^>]+>", "", paragraph)).split()) for paragraph in paragraphs)


def article_page(entry: Published) -> str:
    """The article's page, with the meta tags for link cards: https://ogp.me"""
    article, site = entry.article, entry.site
    properties = {
        "og:type": "article",
        "og:site_name": site.name,
        "og:title": article.title,
        "og:description": entry.excerpt,
        "og:url": entry.link,
        "og:image": entry.image,
        "og:image:width": str(WIDTH),
        "og:image:height": str(HEIGHT),
        "article:published_time": entry.at.isoformat(timespec="seconds"),
    }
    properties_as_html = (f'<meta property="{key}" content="{escape(value)}">' for key, value in properties.items())
    head = "\n".join(
        (
            *properties_as_html,
            '<meta name="twitter:card" content="summary_large_image">',
            f'<meta name="author" content="{escape(article.author)}">',
            f'<link rel="canonical" href="{entry.link}">\n',
        )
    )
    body = (
        f'<article><h1 class="entry-title">{escape(article.title)}</h1>'
        f'<p class="meta"><time datetime="{entry.at.isoformat(timespec="seconds")}">{entry.at:%-d %B %Y}</time></p>'
        f'<img src="{entry.image}" alt=""><div class="entry-content">{article.body}</div></article>'
        '<section id="respond"><h3>Leave a Reply</h3>'
        "<p>Your email address will not be published. Required fields are marked *</p></section>"
    )
    return _document(site, f"{article.title} – {site.name}", article.language, head, body)


def _document(site: Site, title: str, language: str, head: str, body: str) -> str:
    return f"""<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)}</title>
<link rel="alternate" type="application/rss+xml" title="{escape(site.name)} » Feed" href="{site.url}/feed/">
{head}<style>{_STYLE}</style>
</head>
<body>
<header><a href="{site.url}/">{escape(site.name)}</a><p>{escape(site.description)}</p></header>
<main>{body}</main>
</body>
</html>
"""


_STYLE = """
:root { color-scheme: light dark; }
body { margin: 0 auto; max-width: 42rem; padding: 0 1.2rem 4rem; font: 1.05rem/1.65 Georgia, "Noto Serif CJK JP", serif;
  color: light-dark(#222, #ddd); background: light-dark(#fffdf9, #16181c); }
header { border-bottom: 3px double; margin: 2rem 0; padding-bottom: .8rem; text-align: center; }
header a { font-size: 2.1rem; font-weight: 700; letter-spacing: -.02em; }
header p, .meta, .front p { margin: .2rem 0 0; font-size: .85rem; opacity: .7; }
a { color: inherit; text-decoration: none; }
.entry-content a { text-decoration: underline; overflow-wrap: anywhere; }
h1, h2 { line-height: 1.25; text-wrap: balance; }
h2 { font-size: 1.25rem; margin: .7rem 0 0; }
img { width: 100%; height: auto; border-radius: .4rem; }
.front { list-style: none; padding: 0; display: grid; gap: 2.4rem; }
form { margin: 0 0 2rem; text-align: center; }
button { font: inherit; padding: .5rem 1.2rem; }
input, textarea { font: inherit; width: 100%; box-sizing: border-box; padding: .4rem; }
#respond { margin-top: 3rem; border-top: 1px solid; opacity: .7; }
"""
