from __future__ import annotations

import tomllib

from hypothesis import given
from hypothesis import strategies as st

from bot.settings.places import KeyPath, key_lines

CROOKED = '''\
# [not a table]
top = 1 # key = 2
"quoted.key" = "[no]\\" # no"

[a.b]   # c
long = """
[no]
x = 1
a quote at the end""""
literal = \'\'\'
y = 2\'\'\'
dotted.'key one' . two = [ # comment ]
  1,
  "]",

  { in.line = 3, other = { deep = [4.5] } },
]

[[shops]]
name = "first"
[shops.at]
city = "Tokyo"
[[shops.people]]
name = "A"
[[shops.people]]
name = "B"
[[shops]]
opened = 2026-11-23T10:00:00.5+09:00
[[shops.people]]
name = "C"
'''


def test_every_key_is_found_on_its_line() -> None:
    tomllib.loads(CROOKED)
    lines = key_lines(CROOKED)
    assert lines[("top",)] == 2
    assert lines[("quoted.key",)] == 3
    assert lines[("a", "b")] == 5
    assert lines[("a", "b", "long")] == 6
    assert lines[("a", "b", "literal")] == 10
    assert lines[("a", "b", "dotted", "key one", "two")] == 12
    assert lines[("a", "b", "dotted", "key one", "two", 1)] == 14
    assert lines[("a", "b", "dotted", "key one", "two", 2, "in", "line")] == 16
    assert lines[("a", "b", "dotted", "key one", "two", 2, "other", "deep", 0)] == 16


def test_each_of_several_tables_has_its_own_lines() -> None:
    lines = key_lines(CROOKED)
    assert lines[("shops", 0, "name")] == 20
    assert lines[("shops", 0, "at", "city")] == 22
    assert lines[("shops", 0, "people", 1, "name")] == 26
    assert lines[("shops", 1, "opened")] == 28
    assert lines[("shops", 1, "people", 0, "name")] == 30


def test_text_that_looks_like_keys_is_none() -> None:
    lines = key_lines(CROOKED)
    assert not {path for path in lines if {"x", "y", "no", "key", "not a table"} & set(path)}


names = st.text("ab", min_size=1, max_size=2)
scalars = st.sampled_from(
    ["1", "-2.5", "true", '"]"', "'# ['", '"""a\nb = 1"""', "2026-01-01", "[1,\n 2]", "{x = 1}", "[]"]
)
tables = st.dictionaries(names, scalars, max_size=4)


@given(top=tables, named=st.dictionaries(st.sampled_from(["t", "u"]), tables), many=st.lists(tables, max_size=3))
def test_whatever_is_written_is_found_where_it_was_written(
    top: dict[str, str], named: dict[str, dict[str, str]], many: list[dict[str, str]]
) -> None:
    written: list[str] = []
    expected: dict[KeyPath, int] = {}

    def write(path: KeyPath, header: str, table: dict[str, str]) -> None:
        if header:
            written.append(header)
        for key, value in table.items():
            expected[(*path, key)] = "\n".join(written).count("\n") + (2 if written else 1)
            written.append(f"{key} = {value} # {key} = 0")

    write((), "", top)
    for name, table in named.items():
        write((name,), f"[{name}]", table)
    for index, table in enumerate(many):
        write(("many", index), "[[many]]", table)
    text = "\n".join(written)
    tomllib.loads(text)
    lines = key_lines(text)
    assert {path: lines.get(path) for path in expected} == expected
