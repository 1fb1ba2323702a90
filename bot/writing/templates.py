"""The templates of posts, which editors may change: Jinja2, sandboxed and checked. Pure.

The text of an article is only ever the value of a template variable, so it is never executed as a template.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Container, Iterator, Mapping
from typing import Literal, get_args

import jinja2
from jinja2 import nodes
from jinja2.sandbox import SandboxedEnvironment

from bot.errors import TemplateError
from bot.writing.paths import missing_parts

VARIABLES = ("title", "summary", "link", "appeal", "hashtags", "site", "author", "published", "account")
REQUIRED = ("link", "appeal")

Elastic = Literal["hashtags", "summary", "appeal", "title"]
"""A part of a post that can be shortened; the appeal only to its short form."""
DEFAULT_ORDER: tuple[Elastic, ...] = ("hashtags", "summary", "appeal", "title")
"""The order in which parts are shortened where a post is too long."""

_JINJA_NAMES = frozenset(
    ("range", "dict", "lipsum", "cycler", "joiner", "namespace", "loop", "caller", "varargs", "kwargs")
)

_ORDER = re.compile(r"\A\s*\{#-?\s*gives way:(?P<parts>[^#]*)#\}", re.IGNORECASE)
_BLANK_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")


class Templates:
    """All templates of a bot, checked, and compiled once."""

    def __init__(self, sources: Mapping[str, str], *, without_link: Container[str] = ()) -> None:
        """Raises TemplateError for the first fault that `faults` finds."""
        for fault in faults(sources, without_link=without_link):
            raise fault
        self._environment = _environment(sources)
        self._orders = {name: _order(name, source) for name, source in sources.items()}

    def order(self, name: str) -> tuple[Elastic, ...]:
        """The order in which this template's parts are shortened. Raises TemplateError for an unknown name."""
        self._require_known(name)
        return self._orders[name]

    def render(self, name: str, values: Mapping[str, object]) -> str:
        """The text of the template with `values` for the variables `VARIABLES`.

        Several blank lines become one, so that empty parts leave no gap. Raises TemplateError.
        """
        self._require_known(name)
        try:
            text = self._environment.get_template(name).render(values)
        except jinja2.TemplateError as exc:
            raise TemplateError(name, f"cannot be filled in: {exc.message}") from exc
        except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as exc:
            raise TemplateError(name, f"cannot be filled in: {exc}") from exc
        lines = (line.rstrip(" \t") for line in text.split("\n"))
        return _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip()

    def _require_known(self, name: str) -> None:
        if name not in self._orders:
            raise TemplateError(name, f"there is no such template{_suggestion(name, self._orders)}")


def faults(sources: Mapping[str, str], *, without_link: Container[str] = ()) -> tuple[TemplateError, ...]:
    """Everything that is wrong with these templates, by name and line, for `bot check`.

    The templates named in `without_link` may go without the link.
    A template whose name begins with `_` is only included by others: it need not contain the link and the appeal.
    """
    errors: list[TemplateError] = []
    environment = _environment(sources)
    trees = {}
    for name, source in sources.items():
        try:
            _order(name, source)
            trees[name] = environment.parse(source, name=name)
        except jinja2.TemplateSyntaxError as exc:
            errors.append(_error_at(name, exc.lineno, f"is not a template that can be read: {exc.message}", exc))
        except TemplateError as exc:
            errors.append(exc)
    for name, tree in trees.items():
        errors += _unknown_variables(name, tree)
        errors += _unknown_templates(name, tree, trees)
        if not name.startswith("_"):
            optional = ("link",) if name in without_link else ()
            parts = missing_parts(tree, trees, REQUIRED, optional=optional)
            errors += [_error_at(name, line, message) for line, message in parts]
    return tuple(errors)


def _environment(sources: Mapping[str, str]) -> SandboxedEnvironment:
    # a post is plain text, so `&` is not escaped
    return SandboxedEnvironment(
        loader=jinja2.DictLoader(dict(sources)),
        undefined=jinja2.StrictUndefined,
        autoescape=False,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,  # so that a line that includes a template stays a line
        auto_reload=False,  # the sources stay as they are
    )


def _order(name: str, source: str) -> tuple[Elastic, ...]:
    match = _ORDER.match(source)
    if match is None:
        return DEFAULT_ORDER
    parts = [part.strip() for part in match["parts"].split(",") if part.strip()]
    elastic = get_args(Elastic)
    for part in parts:
        if part not in elastic:
            raise _error_at(name, 1, f"{part!r} cannot give way{_suggestion(part, elastic)}; {', '.join(elastic)} can")
    named_parts: tuple[Elastic, ...] = tuple(part for part in elastic if part in parts)
    first = tuple(sorted(named_parts, key=parts.index))
    return first + tuple(part for part in DEFAULT_ORDER if part not in named_parts)


def _unknown_variables(name: str, tree: nodes.Template) -> Iterator[TemplateError]:
    assigned = {variable.name for variable in tree.find_all(nodes.Name) if variable.ctx in ("store", "param")}
    assigned |= {macro.name for macro in tree.find_all(nodes.Macro)}
    for variable in tree.find_all(nodes.Name):
        if variable.ctx == "load" and variable.name not in {*VARIABLES, *assigned, *_JINJA_NAMES}:
            suggestion = _suggestion(variable.name, VARIABLES) or f"; there are {', '.join(VARIABLES)}"
            yield _error_at(name, variable.lineno, f"there is no variable {variable.name!r}{suggestion}")


def _unknown_templates(name: str, tree: nodes.Template, trees: Mapping[str, nodes.Template]) -> Iterator[TemplateError]:
    for reference in tree.find_all((nodes.Include, nodes.Extends, nodes.Import, nodes.FromImport)):
        name_node = getattr(reference, "template")  # noqa: B009 (the four have it, their base has not)
        if not isinstance(name_node, nodes.Const):
            yield _error_at(
                name, reference.lineno, 'only a template that is named can be included: write its name in ""'
            )
        elif name_node.value not in trees:
            yield _error_at(
                name,
                reference.lineno,
                f"there is no template {name_node.value!r}{_suggestion(str(name_node.value), trees)}",
            )


def _error_at(name: str, line: int, message: str, cause: Exception | None = None) -> TemplateError:
    error = TemplateError(name, f"line {line}: {message}")
    error.__cause__ = cause
    return error


def _suggestion(word: str, known: Mapping[str, object] | tuple[str, ...]) -> str:
    matches = difflib.get_close_matches(word, list(known), n=1)
    return f"; did you mean {matches[0]!r}?" if matches else ""
