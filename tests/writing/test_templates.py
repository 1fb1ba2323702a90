"""A template that would send out a poor post is found before any article comes."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import TemplateError
from bot.platforms import PLATFORMS
from bot.writing.shipped import read_templates
from bot.writing.templates import DEFAULT_ORDER, Templates, faults

VALUES = dict.fromkeys(("title", "summary", "hashtags", "site", "author", "published"), "") | {
    "link": "https://a.example/1",
    "appeal": "Give",
    "account": "mtt",
}


def fault_in(source: str, **others: str) -> str:
    (fault,) = faults({"x.j2": source, "_appeal.j2": "{{ appeal }}\n"} | others)
    assert fault.template == "x.j2"
    return str(fault)


def test_the_shipped_templates_have_no_fault() -> None:
    assert {f"{name}.j2" for name in PLATFORMS} | {"twitter.j2", "_appeal.j2"} == set(read_templates())
    assert faults(read_templates()) == ()


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("{{ link }}\n{{ appeal ", "line 2: is not a template that can be read"),
        ("{{ link }} {{ appeal }}\n{{ titel }}", "line 2: there is no variable 'titel'; did you mean 'title'?"),
        ("{{ link }} {{ appeal }} {{ qqq }}", "there are title, summary"),
        ("{{ title }} {{ link }}", "{{ appeal }} is missing"),
        ("{{ title }} {{ appeal }}", "{{ link }} is missing"),
        ("{{ appeal }}\n{% if summary %}\n{{ link }}\n{% endif %}", "line 2: {{ link }} is missing from the branch"),
        (
            "{{ appeal }}{% if summary %}{{ link }}{% elif title %}\n{{ link }}{% else %}\nno{% endif %}",
            "{{ link }} is missing from the branch that begins here",
        ),
        ("{{ link }}{{ appeal if title else '' }}", "{{ appeal }} may be missing"),
        ("{{ link }} {{ link }} {{ appeal }}", "{{ link }} may be written 2 times"),
        ("{% for word in hashtags %}{{ link }}{% endfor %}{{ appeal }}", "stands in a loop"),
        (
            '{{ link }}{{ appeal }}{% include "_apeal.j2" %}',
            "there is no template '_apeal.j2'; did you mean '_appeal.j2'?",
        ),
        ("{{ link }}{{ appeal }}{% include title %}", "only a template that is named can be included"),
        ("{# gives way: sumary #}{{ link }}{{ appeal }}", "line 1: 'sumary' cannot give way; did you mean 'summary'?"),
    ],
)
def test_a_fault_is_named_with_its_line_and_what_to_do(source: str, says: str) -> None:
    assert says in fault_in(source)
    with pytest.raises(TemplateError, match=r"x\.j2: line \d+"):
        Templates({"x.j2": source, "_appeal.j2": "{{ appeal }}"})


@pytest.mark.parametrize(
    "source",
    [
        "{{ link }}{% if appeal %}\n❤ {{ appeal }}{% endif %}",
        "{{ link }}{{ '❤ ' + appeal if appeal else '' }}",
        '{% if summary %}{{ link }}{% else %}{{ title }} {{ link }}{% endif %}{% include "_appeal.j2" %}',
        "{% set mark = '→' %}{{ mark }} {{ link }} {{ appeal }}",
        "{{ link }} {{ appeal }} {{ published.year if published }}",
    ],
)
def test_a_sound_template_may_say_it_as_it_likes(source: str) -> None:
    assert faults({"x.j2": source, "_appeal.j2": "{{ appeal }}"}) == ()


def test_a_template_may_declare_what_gives_way_first() -> None:
    source = "{# gives way: appeal, hashtags #}\n{{ link }}{{ appeal }}"
    templates = Templates({"x.j2": source, "plain.j2": "{{ link }}{{ appeal }}"})
    assert templates.order("x.j2") == ("appeal", "hashtags", "summary", "title")
    assert templates.order("plain.j2") == DEFAULT_ORDER == ("hashtags", "summary", "appeal", "title")


def test_article_text_is_never_read_as_template() -> None:
    templates = Templates({"x.j2": "{{ title }}\n{{ link }}\n{{ appeal }}"})
    text = templates.render("x.j2", VALUES | {"title": "{{ link }} {% include 'x.j2' %} <b>&amp; “q”"})
    assert text.startswith("{{ link }} {% include 'x.j2' %} <b>&amp; “q”\n")


def test_a_part_that_is_empty_leaves_no_gap() -> None:
    templates = Templates({"x.j2": "{{ title }}\n\n{{ summary }}\n\n{{ link }}\n\n{{ appeal }}\n\n{{ hashtags }}\n"})
    assert templates.render("x.j2", VALUES | {"title": "T "}) == "T\n\nhttps://a.example/1\n\nGive"


@pytest.mark.parametrize("source", ["{{ ''.__class__.mro() }}", "{{ published.year }}", "{{ 1 // 0 }}"])
def test_what_cannot_be_filled_in_is_a_template_error(source: str) -> None:
    templates = Templates({"x.j2": source + "{{ link }}{{ appeal }}"})
    with pytest.raises(TemplateError, match=r"x\.j2: cannot be filled in"):
        templates.render("x.j2", VALUES | {"published": None})


def test_a_template_that_is_not_there_is_named_with_a_near_one() -> None:
    with pytest.raises(TemplateError, match=r"twiter\.j2: there is no such template; did you mean 'twitter\.j2'"):
        Templates(read_templates()).render("twiter.j2", VALUES)


def test_a_newsroom_s_own_file_stands_before_the_shipped_one(tmp_path: Path) -> None:
    (tmp_path / "twitter.j2").write_text("{{ link }} mine {{ appeal }}", encoding="utf-8")
    sources = read_templates(tmp_path)
    assert sources["twitter.j2"] == "{{ link }} mine {{ appeal }}"
    assert "facebook.j2" in sources


def test_the_template_under_x_s_older_name_makes_the_same_post() -> None:
    templates = Templates(read_templates())
    assert templates.render("twitter.j2", VALUES) == templates.render("x.j2", VALUES)
    assert templates.order("twitter.j2") == templates.order("x.j2")


def test_a_file_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    (tmp_path / "twitter.j2").write_bytes(b"\xff\xfe{{")
    with pytest.raises(TemplateError, match="save it as UTF-8"):
        read_templates(tmp_path)


def test_a_template_may_go_without_the_link_where_that_is_sent_beside_the_text() -> None:
    sources = {"facebook.j2": "{{ title }}\n{{ appeal }}", "x.j2": "{{ title }}\n{{ appeal }}"}
    (fault,) = faults(sources, without_link={"facebook.j2"})
    assert fault.template == "x.j2"
    twice = {"facebook.j2": "{{ link }} {{ link }} {{ appeal }}"}
    assert "may be written 2 times" in str(faults(twice, without_link={"facebook.j2"})[0])
