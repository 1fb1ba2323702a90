"""Values in .env are changed without touching anything else, and can be taken back."""

from __future__ import annotations

import string
from io import StringIO

from dotenv.parser import parse_stream
from hypothesis import example, given
from hypothesis import strategies as st

from bot.settings.env_text import KEPT, kept_names, with_kept_again, with_values, without_kept

NAMES = ("X_API_KEY", "X_ACCESS_TOKEN", "PAGE")
PRINTABLE = [chr(code) for code in range(0x21, 0x7F)]
tokens = st.text(PRINTABLE, min_size=1, max_size=12)
plain = st.text(string.ascii_letters + string.digits + "-_", min_size=1, max_size=12)


def quoted(value: str, mark: str) -> str:
    escaped = value.replace("\\", "\\\\").replace(mark, f"\\{mark}")
    return f"{mark}{escaped}{mark}"


values = st.one_of(
    plain,
    tokens.map(lambda value: quoted(value, "'")),
    tokens.map(lambda value: quoted(value, '"')),
    st.just('"two\nlines"'),
    st.just(""),
)
bindings = st.builds(
    "{}{}{}{}{}".format,
    st.sampled_from(["", "export ", "  "]),
    st.sampled_from([*NAMES, "OTHER", "LAST"]),
    st.sampled_from(["=", " = "]),
    values,
    st.sampled_from(["", " # a note", "  "]),
)
comments = plain.map(lambda text: f"# {text}")
lines = st.one_of(bindings, comments, st.just(""))
texts = st.builds(
    lambda parts, newline, end: newline.join(parts) + end * newline,
    st.lists(lines, max_size=8),
    st.sampled_from(["\n", "\r\n"]),
    st.integers(0, 2),
)
new_values = st.dictionaries(st.sampled_from(NAMES), tokens, min_size=1)


def read(text: str) -> dict[str, str]:
    """What the program reads: the last value of a variable that is not empty."""
    pairs = parse_stream(StringIO(text))
    return {binding.key: binding.value for binding in pairs if binding.key and binding.value}


def others(text: str) -> list[str]:
    """All lines that set none of NAMES and keep no older value, blank ones too."""
    return [
        line
        for line in text.splitlines()
        if not line.startswith(KEPT)
        and not any(name in line for name in NAMES)
        and line
        and not line.startswith('lines"')
    ]


@given(texts, new_values)
@example("X_API_KEY=old", {"X_API_KEY": "'"})
@example("X_API_KEY=a\nX_API_KEY=b\n", {"X_API_KEY": "c"})
@example("X_API_KEY=\nX_API_KEY=\n", {"X_API_KEY": "c"})
def test_new_values_are_read_and_all_others_stay(text: str, new: dict[str, str]) -> None:
    changed = with_values(text, new)
    assert read(changed) == read(text) | new
    assert others(changed) == others(text)


@given(texts, new_values)
def test_an_older_value_is_kept_as_a_comment_and_comes_back(text: str, new: dict[str, str]) -> None:
    before, changed = read(text), with_values(text, new)
    replaced = {name for name in new if name in before and before[name] != new[name]}
    assert replaced <= kept_names(changed)
    restored = read(with_kept_again(changed, new))
    assert {name: restored[name] for name in replaced} == {name: before[name] for name in replaced}
    assert others(with_kept_again(changed, new)) == others(text)


@given(texts, new_values)
def test_nothing_older_is_left_when_the_new_value_is_proven(text: str, new: dict[str, str]) -> None:
    proven = without_kept(with_values(text, new), new)
    assert KEPT not in proven
    assert read(proven) == read(text) | new
    assert others(proven) == others(text)


@given(texts, new_values, tokens)
def test_a_value_that_was_never_proven_is_not_what_is_kept(text: str, new: dict[str, str], newer: str) -> None:
    name = next(iter(new))
    before = read(text)
    once = with_values(text, new)
    twice = with_values(once, {name: newer})
    assert read(twice) == before | new | {name: newer}
    if name in before and before[name] != new[name] != newer:
        assert read(with_kept_again(twice, {name}))[name] == before[name]


def test_comments_order_and_line_endings_stay() -> None:
    text = "# head\r\n\r\nexport X_API_KEY = old  # the app's\r\nOTHER=1\r\n"
    assert with_values(text, {"X_API_KEY": "new", "PAGE": "7"}) == (
        "# head\r\n\r\n"
        f"{KEPT}export X_API_KEY = old  # the app's\r\n"
        "export X_API_KEY = new  # the app's\r\n"
        "OTHER=1\r\nPAGE=7\r\n"
    )


def test_a_line_without_a_value_takes_the_new_one_and_nothing_is_kept() -> None:
    assert with_values("# where\nPAGE=\n", {"PAGE": "7"}) == "# where\nPAGE=7\n"


def test_the_same_value_again_changes_nothing() -> None:
    assert with_values("PAGE='7'\n", {"PAGE": "7"}).count("7") == 1
