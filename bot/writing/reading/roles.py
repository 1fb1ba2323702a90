"""Says what an element of an article's HTML is to its reader: text, a heading, a quotation, hidden, furniture. Pure.

The judgment rests on elements, attributes and the class names that publishing software and CSS frameworks share.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import IntEnum
from functools import cache, lru_cache
from itertools import islice
from typing import Literal, NamedTuple

from lxml import etree

from bot.writing.reading.wordlists import wordlist


class Kind(IntEnum):
    """What a piece of text is to the reader. Within an element the kind of the highest number holds."""

    TEXT = 0
    HEADING = 1
    QUOTATION = 2
    """Another's words: a block quotation, a pull quote."""
    AROUND = 3
    """A table or a form: no running text, unless the whole page is laid out in it."""
    HIDDEN = 4
    """Not on the screen, at least not before a script has run."""
    FURNITURE = 5
    """What stands around an article: links to others, buttons to share."""
    NEVER = 6
    """No text of the article in any case: scripts, captions, embedded posts, struck-out text."""


_NEVER_TAGS = frozenset(
    {"audio", "canvas", "datalist", "del", "dialog", "embed", "fb:post", "fb:video", "figcaption", "head", "iframe"}
    | {"input", "noscript", "object", "oembed", "optgroup", "option", "ref", "rp", "rt", "rtc", "s", "script", "select"}
    | {"strike", "style", "svg", "template", "textarea", "title", "video"}
)
_KIND_OF_TAG = {
    **dict.fromkeys(_NEVER_TAGS, Kind.NEVER),
    **dict.fromkeys(("aside", "button", "figure", "footer", "nav", "menu"), Kind.FURNITURE),
    **dict.fromkeys(("form", "table"), Kind.AROUND),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6", "hgroup", "summary"), Kind.HEADING),
    "blockquote": Kind.QUOTATION,
}
BLOCKS = frozenset(
    {
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "dir",
        "div",
        "dl",
        "dt",
    }
    | {"fieldset", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html"}
    | {"legend", "li", "listing", "main", "menu", "nav", "ol", "p", "plaintext", "pre", "search", "section", "summary"}
    | {"table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "xmp"}
)
"""Elements that browsers show on lines of their own: https://html.spec.whatwg.org/multipage/rendering.html#flow-content-3"""
_FURNITURE_CLASS = re.compile(
    r"(?:addtoany|author-?bio|byline|comments?|comment-?(?:form|list|respond|section|body|area|container|wrap(?:per)?)"
    r"|(?:user|reader|post|article|fb|disqus|wp|page)-comments|comments-(?:area|section|list|wrap(?:per)?|container)"
    r"|respond|disqus_?thread|wpdiscuz.*|donat(?:e|ion)s?|gallery|jp-relatedposts|newsletter(?:-.*)?|paywall(?:[-_](?:banner|box|cta|message|offers?|overlay|promo|prompt))?|post-(?:tags|share|navigation)"
    r"|promo|related(?:-posts)?|shar(?:e|ing)|sharedaddy|sd-sharing.*|social(?:-(?:share|links|icons))?|sponsor(?:ed)?"
    r"|subscri(?:be|ption)(?:-.*)?|tags-links|tiled-gallery|button-wrapper|captioned-image-container|image-link"
    r"|kg-(?:embed|signup|button|gallery|product|bookmark|cta|call-to-action|email|email-cta|header|file|audio|video|nft)-.*|separator|wp-caption"
    r"|wp-block-(?:gallery|buttons?|social-links|table|post-comments.*|comments.*).*|yarpp.*"
    r"|(?:[\w-]{0,60}[-_])?(?:ads?|adverts?|advertisements?|adsbygoogle)(?:[-_](?:box|container|inline|slot|wrap(?:per)?|unit))?"
    r"|(?:wp-block-)?footnotes?(?:-list)?|endnotes?|reflist|references)"
)
"""Classes and ids by which WordPress, Blogger, Ghost and Substack mark what is not the text of the article."""
_CAPTION_CLASS = re.compile(
    r"(?:[\w-]{0,60}[-_])?(?:captions?|(?:photo|image|img|picture|media|video|foto)[-_]?credits?"
    r"|(?:[\w-]{0,60}[-_])?(?:photo|image|img|picture|foto)[-_]?(?:desc(?:ription)?|legende?|title|alt)"
    r"|pie-?de-?foto|pie-foto|bild(?:unter|be)schrift(?:en)?|bildtext|bildnachweis|fotonachweis|didascalia|onderschrift)"
    r"(?:[-_](?:text|wrap(?:per)?|inner|container|title))?"
)
"""Classes of what is written below a picture, also as papers in Spanish, German, Italian and Dutch have them."""
_QUOTATION_CLASS = re.compile(
    r"(?:[\w-]{0,60}[-_])?(?:pull[-_]?quotes?|block[-_]?quotes?|quote[-_]?block|quotebox|epigraph|testimonials?"
    r"|click[-_]to[-_]tweet|tweetable|bctt)(?:[-_][\w-]{0,60})?|quotes?"
)
_HIDDEN_CLASS = re.compile(
    r"(?:[\w-]{0,60}[-_])?(?:sr[-_]?only|sr-text|visually-?hidden|hidden-visually|screen-?reader(?:s|-.{0,30})?"
    r"|elementor-screen-only|element-(?:invisible|hidden)|assistive-text|a11y-(?:hidden|text|only)|accessib\w{0,8}-(?:hidden|text)"
    r"|helper-hidden(?:-accessible)?|off-?screen|off-canvas|show-for-sr|for-screen-?readers?|is-hidden|uk-hidden"
    r"|pre-?header(?:-?text)?|preview-?text|mcnpreviewtext)(?:-focusable)?"
    r"|hidden|hide|invisible|d-none|opacity-0|print-?only|only-print|show-for-print|visible-print(?:-\w{1,12})?"
    r"|d-print-\w{1,12}|material-(?:icons?|symbols)(?:-\w{1,12})?|amp-access-hide|mw-collapsed|tw-hidden|govuk-!-display-none"
)
"""Classes that hide an element on the screen: Bootstrap, Tailwind, Bulma, Foundation, UIkit, H5BP, Drupal, USWDS,
GOV.UK, NHS, Google's icon fonts, Angular CDK, jQuery UI, Carbon, PatternFly, Salesforce, Elementor, WordPress,
MediaWiki and Mailchimp."""
_SHOWN_ON_WIDE_SCREENS = re.compile(
    r"(?:d-(?:sm|md|lg|xl|xxl)-|(?:sm|md|lg|xl|2xl):)(?:block|inline|flex|grid|table|contents)[\w-]{0,20}"
)
_CLOSED_PANELS = frozenset({"collapse", "tab-pane"})
"""Panels of Bootstrap, which are shown where they have one of the next classes, too."""
_OPEN = frozenset({"active", "in", "show"})
_FLAT = frozenset({"h-0", "max-h-0", "w-0"})
"""Tailwind's classes of an element without extent, which hides its text where it has "overflow-hidden", too."""
_HIDDEN_ON_PHONES = frozenset({"hidden", "hide", "d-none", "tw-hidden"})
_STRUCK_CLASSES = frozenset({"line-through", "strikethrough", "strike", "text-decoration-line-through", "struck"})
_QUESTION_CLASS = re.compile(r"(?:[\w-]{0,60}[-_])?(?:questions?|interviewer)(?:[-_](?:text|title|row))?")
_BOLD_CLASSES = frozenset({"bold", "font-bold", "fw-bold", "has-font-weight-bold", "is-bold", "strong"})
_SETTING_APART = frozenset(
    {"aligncenter", "alignright", "has-text-align-center", "has-text-align-right", "has-text-centered", "text-center"}
    | {"text-right", "text-end", "uk-text-center"}
)
_SOCIAL = frozenset(
    {"bluesky", "bsky", "bilibili", "dailymotion", "discord", "douyin", "facebook", "fb", "flickr", "gettr"}
    | {"giphy", "imgur", "instagram", "instgrm", "kakao", "koo", "lemmy", "linkedin", "mastodon", "naver"}
    | {"niconico", "odnoklassniki", "parler", "peertube", "pinterest", "pixelfed", "quora", "reddit", "rumble"}
    | {"snapchat", "soundcloud", "spotify", "telegram", "tgme", "tg", "threads", "tiktok", "truth", "truthsocial"}
    | {"tumblr", "twitch", "twitter", "vimeo", "vk", "vkontakte", "weibo", "xiaohongshu", "youtube", "yt"}
    | {"zhihu"}
)
_EMBED_PARTS = frozenset({"embed", "embeds", "embedded", "oembed", "tweet", "tweets", "toot", "toots", "skeet"})
_SOCIAL_PARTS = frozenset(
    {"block", "card", "comment", "container", "feed", "frame", "media", "message", "player", "post", "posts", "quote"}
    | {"snippet", "status", "thread", "timeline", "video", "widget", "wrap", "wrapper"}
)
_NO_EMBED_ITSELF = frozenset({"has", "with", "no", "contains", "without", "is"})
_PART = re.compile(r"[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])")
_ACCESS = frozenset(
    {"abo", "member", "members", "membership", "metered", "newsletter", "newsletters", "paywall", "premium", "regwall"}
    | {"subscriber", "subscribers", "subscription"}
)
"""Words in the name of an element that may say who may read the article's text in it, or where it came out."""
_FIELDS = frozenset({"button", "form", "input", "select"})
_SHORTEST_RUNNING_TEXT = 150
"""Letters in paragraphs; what a box says is shorter, or has a button."""
_MOST_ELEMENTS = 200
"""Elements within one that are looked at."""
_RECIPE_PARTS = frozenset({"directions", "equipment", "ingredient", "ingredients", "instructions", "nutrition"})
_RECIPE_CARD = re.compile(r"(?:wprm-recipe-container|tasty-recipes|mv-create-card|recipe-?card)(?:[-_][\w-]{0,60})?")
"""The card of a recipe: WP Recipe Maker, Tasty Recipes, Mediavine Create."""
_RECIPE_PROPERTIES = frozenset(
    {"cooktime", "ingredients", "nutrition", "preptime", "recipeingredient", "recipeinstructions", "recipeyield"}
)
"""https://schema.org/Recipe"""
_PERMALINK = re.compile(r"data-[\w-]{0,40}(?:permalink|uri|url|href|embed[\w-]{0,20}|tweet-id|post-id|video-id)")

_ZERO = r"(?:0+(?:\.0*)?|\.0+)(?![\d.])"
_FAR = r"-(?:\d{4,}|\d{3,}(?:v[wh]|r?em|%))"
"""So far to the left or above that it is off the screen."""
_STYLE_HIDES = re.compile(
    rf"(?:^|;)(?:display:none|visibility:(?:hidden|collapse)|mso-hide:all|content-visibility:hidden|(?:opacity|zoom|scale):{_ZERO}"
    rf"|font-size:(?:{_ZERO}|1px)|clip:rect\(|clip-path:(?:inset\((?:50|100)%|polygon\([0,px%]+\)|circle\({_ZERO})"
    rf"|(?:left|right|top|bottom|margin(?:-left|-top)?):{_FAR}|text-indent:-\d{{3,}}"
    rf"|transform:(?:translate(?:x|y|3d)?\((?:0,)?{_FAR}|scale\({_ZERO})|filter:opacity\({_ZERO})"
)
_STYLE_WITHOUT_COLOUR = re.compile(
    r"(?:^|;)color:(?:transparent|rgba\(\d+,\d+,\d+,0(?:\.0*)?%?\)|rgba?\([^()]{1,40}/0(?:\.0*)?%?\)"
    r"|#[0-9a-f]{3}0(?![0-9a-f])|#[0-9a-f]{6}00)"
)
_STYLE_FLATTENS = re.compile(rf"(?:^|;)(?:max-)?(?:height|width):(?:{_ZERO}|1px)")
_STYLE_CLIPS = re.compile(r"(?:^|;)overflow(?:-[xy])?:(?:hidden|clip)")
_STYLE_SHOWS = re.compile(r"(?:^|;)(?:font-size:(?!0(?![\d.]))[\d.]|visibility:visible)")
_STYLE_STRIKES = re.compile(r"(?:^|;)text-decoration(?:-line)?:[a-z ]{0,20}line-through")
_STYLE_MARKS = re.compile(r"(?:^|;)(?:font-weight:(?:bold|[6-9]00)|font-style:(?:italic|oblique))")
_STYLE_SETS_APART = re.compile(r"(?:^|;)text-align:(?:center|right|end)")
_STYLE_DISPLAY = re.compile(r"(?:^|;)display:(block|inline)(?:;|$|!)")
_STYLE_LEVEL = re.compile(r"(?:^|;)vertical-align:(super|sub)")
_STYLE_INDENTS = re.compile(r"(?:^|;)(?:border(?:-width)?:(?:none|0)|margin:0(?:px)?0(?:px)?0(?:px)?40px)")
_COMPONENT_NAMES = ("data-component", "data-component-name", "data-hook", "data-testid", "data-type")
"""Attributes in which software without class names of its own says what an element is."""
_OF_THE_ARTICLE = ("category-", "format-", "has-", "no-", "tag-", "term-", "type-", "with-", "without-")
"""Beginnings of classes that tell what an article is about or has: https://developer.wordpress.org/reference/functions/post_class/"""
_FURNITURE_ROLES = frozenset({"complementary", "doc-endnotes", "doc-footnote", "navigation", "search"})
_LONGEST_ATTRIBUTE = 400
"""Characters of a class attribute that are read; of a style twice as many."""


class Look(NamedTuple):
    """How a class attribute or a style shows an element."""

    kind: Kind = Kind.TEXT
    marks: bool = False
    """Bold or italic, or called a question."""
    sets_apart: bool = False
    """Centred or set to the right."""
    blocks: bool | None = None
    """Shown as a block or within a line, against what its tag says; None: as its tag says."""
    resets: bool = False
    """Shown again within an element that hides its text by font size or visibility."""
    level: Literal["", "sup", "sub"] = ""
    """Whether the element is raised or lowered like one of these."""
    may_hold_text: bool = False
    """Furniture by a name that may also say who may read the text of the article in it: "paywall", "newsletter"."""


@lru_cache(maxsize=2048)
def look_of_class(names: str) -> Look:
    """What the class attribute `names` says of an element. An id may be given likewise."""
    tokens = names[:_LONGEST_ATTRIBUTE].split()
    lower = [token.lower() for token in tokens]
    kinds = [_kind_of_token(token, lower) for token in tokens]
    kind = max(kinds, default=Kind.TEXT)
    named = [token for token, its_kind in zip(tokens, kinds, strict=True) if its_kind is kind]
    return Look(
        kind=kind,
        may_hold_text=kind is Kind.FURNITURE and not any(map(_ACCESS.isdisjoint, map(_parts, named))),
        marks=any(token in _BOLD_CLASSES or _QUESTION_CLASS.fullmatch(token) for token in lower),
        sets_apart=not _SETTING_APART.isdisjoint(lower),
    )


@lru_cache(maxsize=2048)
def look_of_style(style: str) -> Look:
    """What a style attribute says of an element."""
    style = "".join(style[: 2 * _LONGEST_ATTRIBUTE].lower().split())
    kind = Kind.TEXT
    if _hides(style):
        kind = Kind.HIDDEN
    elif _STYLE_STRIKES.search(style):
        kind = Kind.NEVER
    display = _STYLE_DISPLAY.search(style)
    level = _STYLE_LEVEL.search(style)
    return Look(
        kind=kind,
        marks=bool(_STYLE_MARKS.search(style)),
        sets_apart=bool(_STYLE_SETS_APART.search(style)),
        blocks=None if display is None else display[1] == "block",
        resets=bool(_STYLE_SHOWS.search(style)),
        level="" if level is None else "sup" if level[1] == "super" else "sub",
    )


def _hides(style: str) -> bool:
    """Whether a style, in small letters and without white space, takes the text from the screen."""
    if _STYLE_HIDES.search(style) or (_STYLE_FLATTENS.search(style) and _STYLE_CLIPS.search(style)):
        return True
    return _STYLE_WITHOUT_COLOUR.search(style) is not None and "background-clip:text" not in style


def _kind_of_token(name: str, others: Sequence[str]) -> Kind:
    token = name.lower()
    if token.startswith(_OF_THE_ARTICLE):
        return Kind.TEXT
    if _RECIPE_CARD.fullmatch(token) or not _RECIPE_PARTS.isdisjoint(_parts(name[:100])):
        return Kind.NEVER
    if token in _STRUCK_CLASSES or _CAPTION_CLASS.fullmatch(token) or _is_embed(name):
        return Kind.NEVER
    if _HIDDEN_CLASS.fullmatch(token):
        is_for_wide_screens = token in _HIDDEN_ON_PHONES and any(map(_SHOWN_ON_WIDE_SCREENS.fullmatch, others))
        return Kind.TEXT if is_for_wide_screens else Kind.HIDDEN
    if (token in _CLOSED_PANELS and _OPEN.isdisjoint(others)) or (token in _FLAT and "overflow-hidden" in others):
        return Kind.HIDDEN
    if _FURNITURE_CLASS.fullmatch(token) or _is_box(name):
        return Kind.FURNITURE
    return Kind.QUOTATION if _QUOTATION_CLASS.fullmatch(token) else Kind.TEXT


def _parts(name: str) -> set[str]:
    """The words of which a name is made: "kg-embed-card", "block__embed", "TweetCard"."""
    return {part.lower() for part in _PART.findall(name)}


@cache
def _box_words(kind: str) -> frozenset[str]:
    return frozenset(wordlist("box_names")[kind].split())


def _is_box(name: str) -> bool:
    """Whether the name is that of a box with an offer or with other articles: "c-newsletter__teaser", "see-also"."""
    words = [part.lower() for part in _PART.findall(name[:100])]
    parts = frozenset(words)
    if parts & _box_words("own"):
        return False
    leads_on, is_box = parts & _box_words("others"), parts & _box_words("boxes")
    if (is_box and (leads_on or parts & _box_words("offers"))) or (leads_on and parts & _box_words("articles")):
        return True
    return any(f"-{phrase}-" in f"-{'-'.join(words)}-" for phrase in _box_words("phrases"))


@lru_cache(maxsize=2048)
def _has_correction(names: str) -> bool:
    return any(map(_is_of_correction, names[:_LONGEST_ATTRIBUTE].split()))


def _is_of_correction(name: str) -> bool:
    """Whether it is the name of a box that tells what the article had wrong: "article-correction", "c-errata__text"."""
    parts = {part.lower() for part in _PART.findall(name[:100])}
    corrections = parts & _box_words("corrections")
    return bool(corrections) and parts - corrections <= _box_words("beside_corrections")


def _is_embed(name: str) -> bool:
    """Whether the name of a class, an id or an element is that of a post or a video of another site."""
    if len(name) > 100:
        return False
    parts = _parts(name)
    if parts & _NO_EMBED_ITSELF:
        return "provider" in parts
    return bool(parts & _EMBED_PARTS) or bool(parts & _SOCIAL and parts & _SOCIAL_PARTS)


def _is_embed_or_caption(name: str) -> bool:
    return _is_embed(name) or _CAPTION_CLASS.fullmatch(name[:100].lower()) is not None


def kind_of(element: etree._Element, tag: str, attributes: dict[str, str]) -> Kind:
    """What `element` itself is to the reader; what stands around it may make it more."""
    kind = _KIND_OF_TAG.get(tag, Kind.TEXT)
    if kind is Kind.NEVER:
        return kind
    if tag.startswith(("amp-", "fb:")) or ("-" in tag and _parts(tag) & (_SOCIAL | _EMBED_PARTS)):
        return Kind.NEVER
    if not attributes:
        return kind
    kind = _kind_by_attributes(element, tag, attributes, kind)
    if kind is Kind.QUOTATION and tag == "blockquote":
        return _kind_of_blockquote(element, attributes)
    return kind if tag in BLOCKS or kind is not Kind.QUOTATION else Kind.TEXT


def _kind_by_attributes(element: etree._Element, tag: str, attributes: dict[str, str], kind: Kind) -> Kind:
    if "class" in attributes:
        kind = max(kind, _kind_by_name(element, tag, attributes["class"]))
    if "style" in attributes:
        kind = max(kind, look_of_style(attributes["style"]).kind)
    if "id" in attributes and tag in BLOCKS:
        kind = max(kind, _kind_by_name(element, tag, attributes["id"]))
    if any(name in attributes and _is_embed_or_caption(attributes[name]) for name in _COMPONENT_NAMES):
        kind = Kind.NEVER
    if (
        "hidden" in attributes
        or "popover" in attributes
        or ("aria-hidden" in attributes and attributes["aria-hidden"].lower() == "true")
    ):
        kind = max(kind, Kind.HIDDEN)
    if "itemprop" in attributes and not _RECIPE_PROPERTIES.isdisjoint(attributes["itemprop"].lower().split()):
        kind = Kind.NEVER
    if "role" in attributes and attributes["role"] in _FURNITURE_ROLES:
        kind = max(kind, Kind.FURNITURE)
    return kind


def _kind_by_name(element: etree._Element, tag: str, names: str) -> Kind:
    look = look_of_class(names)
    if tag in BLOCKS and look.kind is Kind.TEXT and _has_correction(names):
        return Kind.FURNITURE
    return Kind.TEXT if look.may_hold_text and tag in BLOCKS and _holds_running_text(element) else look.kind


def _holds_running_text(element: etree._Element) -> bool:
    """Whether the element has paragraphs of some length, and nothing to click or to fill in but links within them."""
    letters = 0
    for part in islice(element.iterdescendants(), _MOST_ELEMENTS):
        if part.tag in _FIELDS or (part.tag == "a" and _is_whole(part)):
            return False
        if part.tag == "p":
            letters += sum(len(text) for text in islice(part.itertext(), _MOST_ELEMENTS))
    return letters >= _SHORTEST_RUNNING_TEXT


def _is_whole(link: etree._Element) -> bool:
    """Whether the link is all that stands in its paragraph."""
    before, around = link.getprevious(), link.getparent()
    beside = (around.text if before is None else before.tail) if around is not None else ""
    return not (beside or "").strip() and not (link.tail or "").strip()


def _kind_of_blockquote(element: etree._Element, attributes: dict[str, str]) -> Kind:
    """Whose words a block quotation is: an embedded post, a quotation, or none but an indented text.

    Editors of browsers indent a text by a block quotation without a border. An embedded post, of any network, has the
    address of the post in an attribute, or a script beside it.
    """
    if _STYLE_INDENTS.search("".join(attributes.get("style", "").lower().split())):
        return Kind.TEXT
    if "cite" in attributes and "://" in attributes["cite"] and element.find(".//script") is not None:
        return Kind.NEVER
    if any(_PERMALINK.fullmatch(name) for name in attributes):
        return Kind.NEVER
    following = element.getnext()
    return Kind.NEVER if following is not None and following.tag == "script" else Kind.QUOTATION
