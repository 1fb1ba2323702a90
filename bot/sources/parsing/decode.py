"""Decodes the bytes of a page or feed to text, by the encoding that they declare or seem to have. Pure."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

__all__ = ["decoded"]

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    # XML without a mark: https://www.w3.org/TR/xml/#sec-guessing-no-ext-info
    ("<?".encode("utf-16-le"), "utf-16-le"),
    ("<?".encode("utf-16-be"), "utf-16-be"),
)
_PRESCANNED = 16_384
"""Bytes. Browsers look at 1,024 before they begin, and begin anew where the declaration comes later."""
_LABEL = rb"[\w.:-]{2,40}+"
_IN_HEADER = re.compile(rb"charset\s*+=\s*+[\"']?+(%s)" % _LABEL, re.IGNORECASE)
_XML_DECLARATION = re.compile(rb"\s{0,20}+<\?xml\s[^<>]{0,200}?\sencoding\s*+=\s*+[\"'](%s)" % _LABEL, re.IGNORECASE)
# What `_declared_in` passes by: comments and scripts, which may hold a tag that is none, and other tags.
_TAG = re.compile(
    rb"<(?:!--.*?(?:--!?>|\Z)|(?P<raw>script|style|title|textarea|noscript)\b.*?(?:</(?P=raw)|\Z)|(?P<meta>meta)(?=[\s/])|[a-z/!?])",
    re.IGNORECASE | re.DOTALL,
)
_ATTRIBUTE = re.compile(
    rb"[\s/]*+(?P<name>[^\s/>=][^\s/>=]*+)(?:\s*+=\s*+(?:\"(?P<double>[^\"]*+)\"|'(?P<single>[^']*+)'|(?P<bare>[^\s>\"']*+)))?+"
)
_LANGUAGE = re.compile(
    rb"(?:<html\b[^<>]{0,500}?\slang\s*+=\s*+[\"']?+|<(?:dc:)?language>\s*+(?:<!\[CDATA\[)?+|\sxml:lang\s*+=\s*+[\"'])"
    rb"([a-z]{2,3})\b",
    re.IGNORECASE,
)
_MARKUP = re.compile(
    rb"<(?:script|style)\b.*?(?:</(?:script|style)|\Z)|<[^<>]*+>|[\x00-\x20]++", re.IGNORECASE | re.DOTALL
)
_SAMPLE = 200_000
"""Bytes that are looked at to guess an encoding, …"""
_GUESSED_FROM = 8_000
"""… and bytes of text among them from which it is guessed."""
_MOST_FAULTS = 0.1
"""Of the characters that are not ASCII. A document with more has another encoding than it declares; one with fewer was
cut within a character, or has a foreign piece."""

# The encodings of https://encoding.spec.whatwg.org/#names-and-labels, by Python's names. Browsers know none of Python's
# other codecs; some take minutes (idna), and some do not even decode to text.
_WEB_ENCODINGS = frozenset(
    {
        "utf-8",
        "utf-16",
        "utf-16-be",
        "utf-16-le",
        "cp866",
        "koi8-r",
        "koi8-u",
        "mac-roman",
        "mac-cyrillic",
        "cp874",
        "tis-620",
    }
    | {"gbk", "gb2312", "gb18030", "big5", "big5hkscs", "euc_jp", "iso2022_jp", "shift_jis", "cp932", "euc_kr", "cp949"}
    | {"ascii", *(f"iso8859-{part}" for part in (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 14, 15, 16))}
    | {f"cp125{part}" for part in range(9)}
)
# Labels of the standard that Python does not know; ISO-8859-8-I differs from ISO-8859-8 in direction alone.
_LABELS = {
    "unicode-1-1-utf-8": "utf-8",
    "unicode11utf8": "utf-8",
    "unicode20utf8": "utf-8",
    "x-unicode20utf8": "utf-8",
    "koi": "koi8-r",
    "koi8": "koi8-r",
    "koi8-ru": "koi8-u",
    "mac": "mac-roman",
    "csmacintosh": "mac-roman",
    "x-mac-roman": "mac-roman",
    "x-mac-ukrainian": "mac-cyrillic",
    "csgb2312": "gb18030",
    "gb_2312": "gb18030",
    "gb_2312-80": "gb18030",
    "cn-big5": "big5",
    "x-x-big5": "big5",
    "cseucpkdfmtjapanese": "euc_jp",
    "cseuckr": "cp949",
    "csksc56011987": "cp949",
    "iso-ir-149": "cp949",
    "ks_c_5601-1989": "cp949",
    "ksc_5601": "cp949",
    "csisolatin9": "iso8859-15",
    "sun_eu_greek": "iso8859-7",
    "logical": "iso8859-8",
    "visual": "iso8859-8",
    "csiso88598e": "iso8859-8",
    "csiso88598i": "iso8859-8",
    "iso-8859-8-e": "iso8859-8",
    "csiso88596e": "iso8859-6",
    "csiso88596i": "iso8859-6",
    "iso-8859-6-e": "iso8859-6",
    "iso-8859-6-i": "iso8859-6",
    "windows-874": "cp874",
    "dos-874": "cp874",
    "windows-31j": "cp932",
    "x-sjis": "cp932",
    "windows-949": "cp949",
    "x-gbk": "gb18030",
    "x-euc-jp": "euc_jp",
    "iso-8859-8-i": "iso8859-8",
    "x-mac-cyrillic": "mac-cyrillic",
}
# Browsers read these labels as supersets of the encodings that they name.
_LIKE_BROWSERS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "utf-16": "utf-16-le",
}


_MULTIBYTE = frozenset(["utf-16-le", "utf-16-be", "gb18030", "big5hkscs", "euc_jp", "iso2022_jp", "cp932", "cp949"])
"""Encodings in which a few letters may be valid UTF-8 by chance."""

# The encodings that browsers suppose for pages in these languages where nothing is declared, of those that differ only
# in a few letters, so that a guess is often wrong: https://html.spec.whatwg.org/#determining-the-character-encoding.
_BY_LANGUAGE = {
    **dict.fromkeys(["cs", "hr", "sk"], ("cp1250",)),
    **dict.fromkeys(["hu", "pl", "sl"], ("iso8859-2", "cp1250")),
    **dict.fromkeys(["et", "lt", "lv"], ("cp1257",)),
    **dict.fromkeys(["az", "ku", "tr"], ("cp1254",)),
    **dict.fromkeys(["da", "de", "en", "es", "fi", "fr", "is", "it", "nl", "no", "pt", "sv"], ("cp1252",)),
}
_LATIN = frozenset(["cp1250", "cp1252", "cp1254", "cp1257", "cp1258", "iso8859_2", "iso8859_15", "mac_roman"])
_C1 = re.compile("[\x80-\x9f]")


def decoded(content: bytes, content_type: str = "") -> str:
    """The text of a page, feed or file; bytes that cannot be decoded become U+FFFD. `content_type` is the HTTP header.

    A byte order mark decides; else the HTTP header, then the document's own declaration, if they are correct
    (https://html.spec.whatwg.org/#determining-the-character-encoding); else UTF-8; else what the bytes are like. But
    what is valid UTF-8 is UTF-8 whatever encoding of single bytes is declared, for no text in such a one is that by
    chance. A few faulty bytes do not change the encoding.
    """
    for bom, encoding in _BOMS:
        if content.startswith(bom):
            return content.decode(encoding, errors="replace")
    encodings = list(_declared(content, content_type))
    if not _MULTIBYTE.intersection(encodings):
        encodings.insert(0, "utf-8")
    for encoding in dict.fromkeys([*encodings, "utf-8"]):
        try:
            return content.decode(encoding, errors=_STRICT.get(encoding, "strict"))
        except UnicodeError:
            if encoding == encodings[0] == "utf-8" and (text := _nearly_utf_8(content)):
                return text
    return _decoded_with_faults(content, encodings)


def _nearly_utf_8(content: bytes) -> str:
    """The text of a document that is UTF-8 but for a few bytes, whatever is declared; "" for any other."""
    text = content.decode("utf-8", errors="replace")
    faults = text.count("\ufffd") - content.count("\ufffd".encode())
    return text if faults <= _MOST_FAULTS * sum(map(len, _NOT_ASCII.findall(text))) else ""


def _decoded_with_faults(content: bytes, encodings: list[str]) -> str:
    """The text of a document that no encoding fits: by that which fits but for a few faults, else by a guess."""
    text = content.decode("utf-8", errors="replace")
    cut = len(_CUT_LETTER.findall(content))
    faults = text.count("\ufffd") - content.count("\ufffd".encode()) - cut
    # Half of the letters are enough, for a letter of another encoding is hardly ever valid as UTF-8.
    if 2 * faults <= sum(map(len, _NOT_ASCII.findall(text))):
        return text
    for encoding in encodings:
        text = content.decode(encoding, errors=_LENIENT.get(encoding, "replace"))
        faults = text.count("\ufffd")
        if encoding != "utf-8" and faults <= max(1, _MOST_FAULTS * sum(map(len, _NOT_ASCII.findall(text)))):
            return text
    return content.decode(_guessed(content), errors="replace")


def _jis_as_shift_jis(fault: UnicodeError) -> tuple[str, int]:
    """The character that Python's EUC-JP lacks and browsers' has, such as "①": Shift_JIS of Windows holds the same."""
    if not isinstance(fault, UnicodeDecodeError):
        raise fault
    row, cell = (byte - 0xA0 for byte in fault.object[fault.start : fault.start + 2].ljust(2, b"\0"))
    if not (1 <= row <= 94 and 1 <= cell <= 94):
        raise fault
    lead = (row + 1) // 2 + (0x80 if row <= 62 else 0xC0)
    trail = cell + (0x9E if row % 2 == 0 else 0x3F if cell < 64 else 0x40)
    return bytes([lead, trail]).decode("cp932"), fault.start + 2


def _jis_or_fault(fault: UnicodeError) -> tuple[str | bytes, int]:
    try:
        return _jis_as_shift_jis(fault)
    except UnicodeError:
        return codecs.replace_errors(fault)


codecs.register_error("jis-as-shift-jis", _jis_as_shift_jis)
codecs.register_error("jis-or-fault", _jis_or_fault)
_STRICT = {"euc_jp": "jis-as-shift-jis"}
"""What is done about what a codec does not know, where that is no fault; …"""
_LENIENT = {"euc_jp": "jis-or-fault"}
"""… and where faults are allowed."""


_CUT_LETTER = re.compile(rb"(?:\xe2\x80|\xf0\x9f[\x80-\xbf]?+)(?![\x80-\xbf])")
"""The beginning of a quotation mark, dash, ellipsis or emoji in UTF-8, which is no word in any other encoding."""
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")


def _declared(content: bytes, content_type: str) -> Iterator[str]:
    """Python's names of the encodings that the HTTP header and the document declare, of those that browsers know."""
    header = _IN_HEADER.search(content_type.encode("ascii", "ignore"))
    document = _XML_DECLARATION.match(content)
    labels = (header[1] if header else b"", document[1] if document else _declared_in(content[:_PRESCANNED]))
    for label in labels:
        try:
            yield _python_codec(label.decode().lower())
        except (ValueError, LookupError):  # ValueError: bytes that are no text, or a NUL among them
            continue


def _declared_in(head: bytes) -> bytes:
    """The encoding that the first <meta> declares which declares one; b"" where none does.

    As in https://html.spec.whatwg.org/#prescan-a-byte-stream-to-determine-its-encoding, but scripts are passed by.
    """
    position = 0
    while tag := _TAG.search(head, position):
        attributes: dict[bytes, bytes] = {}
        position = tag.end()
        while not tag["raw"] and (attribute := _ATTRIBUTE.match(head, position)):
            value = attribute["double"] or attribute["single"] or attribute["bare"] or b""
            attributes.setdefault(attribute["name"].lower(), value.strip())
            position = attribute.end()
        if tag["meta"] and (label := _label_in(attributes)):
            return label
    return b""


def _label_in(attributes: dict[bytes, bytes]) -> bytes:
    """The encoding that a <meta> with these attributes declares."""
    label = attributes.get(b"charset", b"")
    if not label and attributes.get(b"http-equiv", b"").lower() == b"content-type":
        in_content = _IN_HEADER.search(attributes.get(b"content", b""))
        label = in_content[1] if in_content else b""
    # A page whose <meta> could be read has neither of these: https://html.spec.whatwg.org/#parsing-main-inhead
    return b"utf-8" if label.lower().startswith(b"utf-16") else label


def _guessed(content: bytes) -> str:
    """The encoding that the bytes are most likely in."""
    from charset_normalizer import from_bytes  # takes 20 ms

    language = _LANGUAGE.search(content[:_PRESCANNED])
    text = _MARKUP.sub(b" ", content[:_SAMPLE])
    best = from_bytes(_with_context(text), cp_isolation=_GUESSED, preemptive_behaviour=False).best()
    encoding = best.encoding if best else "cp1252"
    if encoding in _LATIN:
        if language is None and _is_western(text.decode("cp1252", "ignore")):
            return "cp1252"
        likely = _BY_LANGUAGE.get(language[1].decode().lower() if language else "", (encoding,))
        return next((name for name in likely if not _C1.search(text.decode(name, "ignore"))), likely[-1])
    return encoding


def _is_western(text: str) -> bool:
    """Whether all letters of a text are those of one language of Western Europe, with no sign in the midst of a word.

    In Czech, Polish, Turkish and their like some letter is not, where Western Europe's encoding is taken for theirs.
    """
    letters = {letter for letter in text.lower() if letter > "\x7f" and letter.isalpha()} - {"º", "ª"}
    return _SIGN_IN_WORD.search(text) is None and any(letters <= alphabet for alphabet in _WESTERN)


_SIGN_IN_WORD = re.compile(r"[^\W\d_][\u00a1-\u00bf][^\W\d_]")
# The letters beyond ASCII of Danish and Norwegian, Dutch, English, French, German, Icelandic, Italian, Portuguese,
# Spanish, Catalan, Swedish and Finnish: https://www.unicode.org/cldr/charts/48/summary/root.html, exemplar characters.
_WESTERN = [
    frozenset(alphabet)
    for alphabet in (
        *("æøåéòôâ", "áäéëèêíïóöúü", "éèêçñïôöü", "àâæçéèêëîïôùûüÿœ", "äöüßé", "áéíóúýþæöð"),
        *("àèéìòóùî", "àáâãçéêíòóôõúü", "áéíñóúüç", "àçéèíïóòúü", "åäöéàü", "åäöšžé"),
    )
]


def _with_context(text: bytes) -> bytes:
    """The part of the text from its first letter on that is not ASCII, with a little before it."""
    first = re.search(rb"[\x80-\xff]", text)
    start = max(0, first.start() - 100) if first else 0
    return text[start : start + _GUESSED_FROM]


_GUESSED = [
    *("cp932", "euc_jp", "iso2022_jp", "gb18030", "big5hkscs", "cp949", "cp874", "koi8_r", "koi8_u", "iso8859_2"),
    *("iso8859_5", "cp866", *(f"cp125{part}" for part in range(9))),
]


def _python_codec(label: str) -> str:
    """Python's name of the encoding that browsers use for `label`. Raises LookupError where there is none."""
    plain = _ISO.sub(r"iso8859-\1", label.removeprefix("x-") if label.startswith("x-cp125") else label)
    name = codecs.lookup(_LABELS.get(label, plain)).name
    if name not in _WEB_ENCODINGS:
        raise LookupError(label)
    return _LIKE_BROWSERS.get(name, name)


_ISO = re.compile(r"^iso8859(\d{1,2})$")
