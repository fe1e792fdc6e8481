"""A name says one thing: no two types of the package have the same."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator

from tests.sources import modules

TYPE_FACTORIES = {"NewType", "NamedTuple", "TypedDict"}


def types(module: ast.Module) -> Iterator[str]:
    """The names of a module's classes and type aliases."""
    for node in ast.walk(module):
        if isinstance(node, ast.ClassDef):
            yield node.name
    for statement in module.body:
        match statement:
            case ast.AnnAssign(ast.Name(id=name), ast.Name(id="TypeAlias")):
                yield name
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                if re.match("_?[A-Z].*[a-z]", name) and _makes_a_type(value):
                    yield name


def _makes_a_type(value: ast.expr) -> bool:
    if isinstance(value, ast.Call):
        return isinstance(value.func, ast.Name) and value.func.id in TYPE_FACTORIES
    return isinstance(value, ast.Name | ast.Attribute | ast.Subscript | ast.BinOp)


def test_no_type_name_is_defined_twice() -> None:
    where: dict[str, list[str]] = defaultdict(list)
    for name, module in modules().items():
        for type_ in types(module):
            where[type_.lstrip("_")].append(name)
    assert {name: places for name, places in where.items() if len(places) > 1} == {}
