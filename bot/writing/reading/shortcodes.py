"""Removes from an article's body what its software should have rendered: shortcodes, BBCode, template tags. Pure."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator

from bot.writing.reading.superscripts import UNREADABLE

__all__ = ["without_shortcodes"]

_TOKEN = re.compile(r"\[(/?)([A-Za-z*][A-Za-z0-9_-]{0,60})((?:[\s=:/][^\[\]]{0,4000}+)?)\]")
_ATTRIBUTE = re.compile(
    r"(?:^|\s)[A-Za-z0-9_-]{1,60}=(?=[\"'“”„″‘’′»«]|&(?:quot|#|ldquo|rdquo|Prime|lsquo|rsquo)|[\w#./%-])"
)
_TOKEN_PATH = re.compile(r":[a-z0-9_-]+(?::[a-z0-9_-]+)*")
"""What follows the name in a token of Drupal: [node:title]."""
_QUOTED = re.compile(r"[\"“”″]|&quot;|&#8220;")
_ADDRESS = re.compile(r"\s*(?:https?:)?//\S+|\s\d{5,}")
_KNOWN = frozenset(
    {"audio", "caption", "code", "contact-form", "contact-form-7", "dropcap", "drop-cap", "embed", "gallery"}
    | {"googlemaps", "gravityform", "img", "list", "more", "nextpage", "playlist", "poll", "pullquote", "quote"}
    | {"slideshow", "sourcecode", "spoiler", "table", "tablepress", "toc", "tweet", "url", "video", "vimeo"}
    | {"youtube", "newsletter", "social", "ad", "ads", "adsense"}
)
"""Names that mean a shortcode even without an attribute: https://wordpress.org/documentation/article/shortcode-blocks/,
BBCode, and widespread plug-ins."""
_BBCODE = frozenset(
    {"align", "audio", "color", "email", "font", "img", "list", "quote", "size", "spoiler", "style", "tweet", "twitter"}
    | {"url", "user", "video", "vimeo", "youtube"}
)
"""Names of BBCode that take a value: [url=address]."""
_EMBEDS = frozenset(
    {"audio", "embed", "facebook", "gist", "googlemaps", "instagram", "polldaddy", "soundcloud", "spotify"}
    | {"tiktok", "tweet", "twitter", "video", "vimeo", "youtube"}
)
_GONE = frozenset(
    {"ad", "ads", "adsense", "attachment", "audio", "blockquote", "btn", "button", "buttons", "caption", "code"}
    | {"cta", "del", "embed", "facebook", "figure", "fn", "footnote", "form", "gallery", "googlemaps", "heading"}
    | {"hidden", "html", "icon", "image", "imageframe", "images", "img", "instagram", "js", "map", "media"}
    | {"newsletter", "note", "noformat", "photo", "php", "playlist", "poll", "pre", "pullquote", "quiz", "quote"}
    | {"quotes", "ref", "related", "script", "signup", "slider", "slideshow", "social", "sourcecode", "strike"}
    | {"subscribe", "table", "testimonial", "tiktok", "title", "toc", "tweet", "twitter", "video"}
    | {"vimeo", "youtube"}
)
"""Parts of names between whose tags there is no text of the article."""
_LAYOUT = frozenset(
    {"accordion", "area", "block", "box", "boxed", "col", "cols", "column", "columns", "container", "content"}
    | {"div", "fifth", "fifths", "fourth", "full", "fullwidth", "grid", "group", "half", "hr", "inner", "item"}
    | {"layout", "li", "module", "more", "nextpage", "one", "p", "panel", "pb", "row", "section", "sidebar"}
    | {"slide", "spacer", "tab", "tabs", "text", "third", "thirds", "toggle", "wrap", "wrapper", "divider"}
    | {"separator"}
)
"""Parts of names that end a paragraph."""
_IN_LINE = frozenset({"dropcap", "dropcaps", "highlight", "abbr", "lead", "font", "color", "size", "dc"})
_AS_HTML = {
    "b": "b", "i": "i", "u": "u", "sup": "sup", "sub": "sub", "s": "s", "q": "q", "li": "li", "*": "li", "br": "br",
}  # fmt: skip
_PART = re.compile(r"[_-]")
_TEMPLATE_TAG = re.compile(
    r"\{\{\{?[^{}]{0,500}+\}\}\}?|\{%[^{}%]{0,500}+%\}|\{#[^{}#]{0,500}+#\}|<%[^<>%]{0,500}+%>|\*\|[\w:]{1,60}+\|\*|%%\w{1,60}+%%"
    r"|\{/?(?:load(?:module(?:id)?|position)|module(?:pos)?|jumi|mosimage|mospagebreak|phocagallery|widgetkit)\b[^{}]{0,300}+\}"
    r"|\$latex\s[^$]{1,500}+\$|\$\$(?=[^$]{0,200}[\\^_{=])[^$]{1,500}+\$\$|\\\([^\\()]{1,300}+\\\)|\\\[[^\\\[\]]{1,300}+\\\]"
)
"""Liquid, Twig, Jinja, Handlebars, ERB, Mailchimp's and other mailers' merge tags, Joomla's plug-ins, and TeX."""
_REST_LINK = re.compile(r"`([^`<>]{1,300}+)<[^<>`\s]{1,2000}+>`__?")
_AUTOLINK = re.compile(r"<(?:https?://|mailto:)[^<>\s]{1,2000}+>")
_COMMENT_AS_TEXT = re.compile(r"<!\s?[–—][^<>]{0,500}+[–—]>|&lt;!--(?:(?!--&gt;|&lt;!--).){0,500}+--&gt;")
_PARAGRAPH_END = "<hr>"
_ENDS_BEFORE = re.compile(r"(?:\A|[>\]\n]|[.!?…。！？][\"”’»」)]?)\s{0,9}\Z")
_BEGINS_AFTER = re.compile(r"\s*(?:\Z|[<\[\n]|[\"“«„(]?[^\W\d_a-zà-öø-ÿа-яёα-ω])")


def without_shortcodes(body: str) -> str:
    """`body` without shortcodes, BBCode and template tags, closing tags and what only such tags mean included.

    Brackets that a writer typed stay: "[sic]", "[the mayor]", "[S]he". Where a tag without text of its own stands
    inside a sentence, UNREADABLE takes its place, for the sentence then lacks what a reader would see.
    """
    if "<http" in body or "<mailto:" in body or ">`_" in body:
        body = _AUTOLINK.sub("", _REST_LINK.sub(lambda link: link[1].rstrip(), body))
    if "[" in body:
        body = "".join(_without_tokens(body))
    if "<!" in body or "&lt;!--" in body:
        body = _COMMENT_AS_TEXT.sub("", body)
    if "{" in body or "%" in body or "|" in body or "$" in body or "\\" in body:
        body = _TEMPLATE_TAG.sub(UNREADABLE, body)
    return body


def _without_tokens(body: str) -> Iterator[str]:
    tokens = list(_TOKEN.finditer(body))
    closings: dict[str, list[int]] = defaultdict(list)
    for number, token in enumerate(tokens):
        if token[1]:
            closings[token[2].lower()].append(number)
    position = 0
    number = 0
    while number < len(tokens):
        token = tokens[number]
        name = token[2].lower()
        number += 1
        if not _is_shortcode(token, name, closings):
            continue
        yield body[position : token.start()]
        position = token.end()
        if not token[1] and _is_gone(name) and name in closings:
            following = bisect_right(closings[name], number - 1)
            if following < len(closings[name]):
                number = closings[name][following] + 1
                position = tokens[number - 1].end()
                continue
        yield _in_place_of(token, name, body, is_paired=bool(token[1]) or name in closings)
    yield body[position:]


def _is_shortcode(token: re.Match[str], name: str, closings: dict[str, list[int]]) -> bool:
    rest = token[3]
    if token[1] or name in closings or name == "*":
        return True
    if not rest:
        return "_" in name or name in _KNOWN
    if rest[0] == "=":
        return name in _BBCODE
    if rest[0] in ":/":
        return rest == "/" or (token[2].islower() and _TOKEN_PATH.fullmatch(rest) is not None)
    if _ATTRIBUTE.search(rest) or rest.endswith("/"):
        return True
    is_known = name in _KNOWN or "_" in name
    return (is_known and bool(_QUOTED.search(rest))) or (name in _EMBEDS and bool(_ADDRESS.match(rest))) or "_" in name


def _is_gone(name: str) -> bool:
    return any(part in _GONE for part in _PART.split(name))


def _in_place_of(token: re.Match[str], name: str, body: str, *, is_paired: bool) -> str:
    if name in _AS_HTML:
        return f"<{token[1]}{_AS_HTML[name]}>"
    if name in _IN_LINE:
        return ""
    parts = set(_PART.split(name))
    before = body[max(0, token.start() - 3) : token.start()]
    after = body[token.end() : token.end() + 4]
    is_within_line = before[-1:].isalnum() or after[:1].isalnum()
    if parts & _LAYOUT and not (is_paired and is_within_line and before[-1:].isalnum() and after[:1].isalnum()):
        return _PARAGRAPH_END
    if is_paired or (_ENDS_BEFORE.search(before) and _BEGINS_AFTER.match(after)):
        return ""
    return "" if not before.strip() else UNREADABLE
