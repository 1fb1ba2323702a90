"""When an article was published, by what its page says of that article and of nothing else. Pure.

A page has many dates: today's in its masthead, those of other stories, of comments and of events. Each is marked alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, islice

from lxml import html

from bot.sources.parsing.dates import read_date

__all__ = ["published_on"]

_META = (
    "article:published_time",  # https://ogp.me/#type_article
    "datepublished",  # https://schema.org/datePublished, as the name of a tag
    "parsely-pub-date",  # https://docs.parse.ly/metatags/
    "sailthru.date",  # https://getstarted.sailthru.com/site/horizon-overview/horizon-meta-tags/
    "cxenseparse:recs:publishtime",  # Cxense Insight, meta tags for articles
    "dcterms.issued",  # https://www.dublincore.org/specifications/dublin-core/dcmi-terms/#issued
    "dc.date.issued",  # the same before 2008: https://www.dublincore.org/specifications/dublin-core/dcq-html/
    "citation_publication_date",  # https://scholar.google.com/intl/en/scholar/inclusion.html#indexing
)
_OWN_CLASSES = frozenset({"published", "dt-published"})
"""https://microformats.org/wiki/hatom and https://microformats.org/wiki/h-entry."""
_OF_A_CHANGE = frozenset({"updated", "modified", "dt-updated", "dtstart", "dtend", "dt-start", "dt-end"})
"""The same, and of events: https://microformats.org/wiki/h-event."""

_ARTICLES = ("Article", "Posting", "Report", "CreativeWork", "WebPage")
"""How the names of schema.org's types end of which an article is one."""
_OTHERS = frozenset({"article", "aside", "nav", "form", "dialog"})
"""Elements with something else than the article that they stand in."""
_BLOCKS = frozenset({"p", "li", "dd", "td", "blockquote", "figcaption", "div", "section", "header", "article", "main"})

_MOST_ELEMENTS = 20_000
_MOST_HEADINGS = 20
_LETTERS_OF_HEADER = 600
"""Between the headline and the text there are a standfirst, the byline and the date."""
_LETTERS_OF_PARAGRAPH = 80
_PARAGRAPHS_OF_HEADER = 1
"""The standfirst."""
_LETTERS_BESIDE_DATE = 120
"""A date among more words than a byline has is told in the text."""


def published_on(tree: html.HtmlElement, meta: Mapping[str, str], linked: str, headline: str) -> str:
    """The date that the page gives for its article, as written; "" where it gives none for it.

    Args:
        meta: Its meta tags.
        linked: The `datePublished` of the article in its JSON-LD.
        headline: Of the article.
    """
    first, *others = (meta.get(name, "") for name in _META)
    heading = _heading(tree, headline)
    scope = _scope(tree, heading)
    stated: Iterable[str] = (first, linked, *others)
    head = islice(tree.iter("head"), 1)
    marked = chain.from_iterable(map(_marked, (*head, scope)))
    dates = chain(stated, marked, _in_header(scope, heading) if heading is not None else ())
    return next((date for date in dates if date and read_date(date)), "")


def _heading(tree: html.HtmlElement, headline: str) -> html.HtmlElement | None:
    """The element with the article's headline; the only one of the first level, where none has just that."""
    headings = list(islice(tree.iter("h1"), _MOST_HEADINGS))
    wanted = _letters(headline)
    same = (heading for heading in headings if wanted and _letters(heading.text_content()) == wanted)
    return next(same, headings[0] if len(headings) == 1 else None)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()


def _scope(tree: html.HtmlElement, heading: html.HtmlElement | None) -> html.HtmlElement:
    """The element with the article alone, as far as the page says so; else the whole page."""
    if heading is None:
        articles = list(islice(tree.iter("article"), 2))
        return articles[0] if len(articles) == 1 else tree
    around = list(heading.iterancestors())
    own = (element for element in around if element.tag == "article" or _is_of_article(element))
    main = (element for element in around if element.tag == "main" or element.get("role") == "main")
    return next(own, next(main, tree))


def _is_of_article(element: html.HtmlElement) -> bool:
    return (element.get("itemtype") or "").rstrip("/").endswith(_ARTICLES)


def _marked(scope: html.HtmlElement) -> Iterator[str]:
    """The dates that are marked as those of publication.

    `pubdate` is of a draft of HTML5: https://www.w3.org/TR/2011/WD-html5-20110525/text-level-semantics.html
    """
    for element in islice(scope.iter("time", "meta", "abbr", "span", "div"), _MOST_ELEMENTS):
        is_marked = (
            "datePublished" in (element.get("itemprop") or "").split()
            or (element.tag == "time" and element.get("pubdate") is not None)
            or (element.tag != "div" and not _OWN_CLASSES.isdisjoint(_classes(element)))
        )
        if is_marked and _belongs_to(element, scope, None):
            yield _value(element)


def _in_header(scope: html.HtmlElement, heading: html.HtmlElement) -> list[str]:
    """The earliest of the dates that stand beside the headline: a later one is that of a change."""
    dates = [_value(time) for time in _times_beside(scope, heading) if _is_of_header(time, scope, heading)]
    moments = {date: moment for date in dates if (moment := read_date(date))}
    return sorted(moments, key=moments.__getitem__)[:1]


def _times_beside(scope: html.HtmlElement, heading: html.HtmlElement) -> list[html.HtmlElement]:
    """Each <time> from the beginning of an article, or from the headline where it has no element of its own, down to
    where its text is under way.
    """
    times: list[html.HtmlElement] = []
    letters, paragraphs, is_below = 0, 0, False
    for element in islice(scope.iter(), _MOST_ELEMENTS):
        if element is heading:
            letters, paragraphs, is_below = 0, 0, True
        elif element.tag == "time" and (is_below or scope.tag == "article"):
            times.append(element)
        letters += len((element.text or "").strip()) + len((element.tail or "").strip())
        paragraphs += element.tag == "p" and len(element.text_content()) > _LETTERS_OF_PARAGRAPH
        is_over = letters > _LETTERS_OF_HEADER or paragraphs > _PARAGRAPHS_OF_HEADER
        if is_below and (is_over or _is_headline_of_another(element)):
            break
        if is_over:
            times, letters, paragraphs = [], 0, 0  # what stands so far above the headline is not beside it
    return times


def _is_headline_of_another(element: html.HtmlElement) -> bool:
    """Whether it is a heading that leads to another page."""
    if element.tag not in ("h2", "h3", "h4", "h5"):
        return False
    parent = element.getparent()
    return element.find(".//a[@href]") is not None or (parent is not None and parent.tag == "a")


def _is_of_header(time: html.HtmlElement, scope: html.HtmlElement, heading: html.HtmlElement) -> bool:
    if time.get("itemprop") or not _OF_A_CHANGE.isdisjoint(_classes(time)):
        return False
    block = next((parent for parent in time.iterancestors() if parent.tag in _BLOCKS), scope)
    is_in_prose = len(block.text_content()) - len(time.text_content()) > _LETTERS_BESIDE_DATE
    is_beside_heading = heading in block.iter("h1")
    return (is_beside_heading or not is_in_prose) and _belongs_to(time, scope, heading)


def _belongs_to(element: html.HtmlElement, scope: html.HtmlElement, heading: html.HtmlElement | None) -> bool:
    """Whether the element says something of the article in `scope`, and not of a comment, an event or another story.

    Where the heading is given, nor may it be in the header of something else, such as the masthead.
    """
    for parent in element.iterancestors():
        if parent is scope:
            return True
        if parent.tag in _OTHERS or (parent.get("itemscope") is not None and not _is_of_article(parent)):
            return False
        if heading is not None and parent.tag in ("header", "footer") and heading not in parent.iter("h1"):
            return bool(scope.tag == "article" and parent.tag == "header")
    return True


def _classes(element: html.HtmlElement) -> list[str]:
    return (element.get("class") or "").lower().split()


def _value(element: html.HtmlElement) -> str:
    """What a date's element says to programs; its text, where it says nothing else to them."""
    values = (element.get(name) for name in ("datetime", "content", "title"))
    return next((value for value in values if value and read_date(value)), " ".join(element.text_content().split()))
