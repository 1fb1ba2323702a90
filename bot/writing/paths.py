"""Checks that a template writes the link and the appeal exactly once, whichever of its branches are taken. Pure.

For each part, the smallest and the largest number of times that it can be written are added up over the template's
syntax tree. So a missing part is found, with the line of its branch, before any article takes that branch.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from jinja2 import nodes

_Trees = Mapping[str, nodes.Template]
_Faults = list[tuple[int, str]]
_DEEPEST = 10
"""Levels of includes; templates nested deeper include each other in a circle."""


def missing_parts(
    tree: nodes.Template, trees: _Trees, parts: Sequence[str], *, optional: Collection[str] = ()
) -> Iterator[tuple[int, str]]:
    """For each of `parts` that is not written exactly once: the line, and a message. `trees` are all templates.

    A part that is `optional` may be missing.
    """
    for part in parts:
        branches: _Faults = []
        least, most = _times(tree.body, part, trees, branches, _DEEPEST)
        if part in optional and most <= 1:
            continue
        if most == 0:
            yield 1, f"{{{{ {part} }}}} is missing: every post must hold it"
        elif least == 0:
            yield from branches or [(1, f"{{{{ {part} }}}} may be missing from a post")]
        elif most > 1:
            yield 1, f"{{{{ {part} }}}} may be written {most} times in a post: it must stand there once"


def _times(body: Sequence[nodes.Node], part: str, trees: _Trees, branches: _Faults, depth: int) -> tuple[int, int]:
    """The smallest and the largest number of times that these nodes write the part; faults are added to `branches`."""
    counts = [_times_of(node, part, trees, branches, depth) for node in body]
    return sum(least for least, _ in counts), sum(most for _, most in counts)


def _times_of(node: nodes.Node, part: str, trees: _Trees, branches: _Faults, depth: int) -> tuple[int, int]:
    if isinstance(node, nodes.Output):
        counts = [_times_in(expression, part) for expression in node.nodes]
        return sum(least for least, _ in counts), sum(most for _, most in counts)
    if isinstance(node, nodes.If):
        return _times_of_if(node, part, trees, branches, depth)
    if isinstance(node, nodes.For):
        _, most = _times([*node.body, *node.else_], part, trees, [], depth)
        if most:
            branches.append((node.lineno, f"{{{{ {part} }}}} stands in a loop, which may run any number of times"))
        return 0, 2 * most
    if isinstance(node, nodes.Include):
        return _times_of_include(node, part, trees, branches, depth)
    if isinstance(node, (nodes.With, nodes.Block, nodes.Scope, nodes.FilterBlock)):
        return _times(node.body, part, trees, branches, depth)
    return 0, 0


def _times_of_if(node: nodes.If, part: str, trees: _Trees, branches: _Faults, depth: int) -> tuple[int, int]:
    if _tests_for(node.test, part):
        # `{% if appeal %}`: where an article has no appeal, none need be written
        return _times(node.body, part, trees, branches, depth)
    ways = [(node.body, node.lineno), *((other.body, other.lineno) for other in node.elif_)]
    ways.append((node.else_, node.else_[0].lineno if node.else_ else node.lineno))
    counts = [_times(body, part, trees, branches, depth) for body, _ in ways]
    most = max(count[1] for count in counts)
    for (least, _), (body, line) in zip(counts, ways, strict=True):
        if least == 0 and most:
            where = "the branch that begins here" if body else "the branch in which this condition does not hold"
            branches.append((line, f"{{{{ {part} }}}} is missing from {where}"))
    return min(count[0] for count in counts), most


def _times_of_include(node: nodes.Include, part: str, trees: _Trees, branches: _Faults, depth: int) -> tuple[int, int]:
    name = node.template.value if isinstance(node.template, nodes.Const) else None
    included = trees.get(name) if isinstance(name, str) else None
    if included is None or depth == 0:
        return 0, 0
    return _times(included.body, part, trees, branches, depth - 1)


def _times_in(expression: nodes.Node, part: str) -> tuple[int, int]:
    if isinstance(expression, nodes.CondExpr):
        then = _times_in(expression.expr1, part)
        otherwise = _times_in(expression.expr2, part) if expression.expr2 is not None else (0, 0)
        least = then[0] if _tests_for(expression.test, part) else min(then[0], otherwise[0])
        return least, max(then[1], otherwise[1])
    if isinstance(expression, nodes.Name):
        times = int(expression.name == part)
        return times, times
    counts = [_times_in(child, part) for child in expression.iter_child_nodes()]
    return sum(least for least, _ in counts), sum(most for _, most in counts)


def _tests_for(test: nodes.Node, part: str) -> bool:
    return isinstance(test, nodes.Name) and test.name == part
