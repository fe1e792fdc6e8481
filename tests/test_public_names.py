"""What a public signature speaks of can be imported from `reportlint` itself."""

from __future__ import annotations

import ast
import builtins
import inspect
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from types import ModuleType
from typing import Any

import pytest

import reportlint

NAMES = reportlint.__all__


def is_ours(module: str | None) -> bool:
    return module is not None and module.partition(".")[0] == "reportlint"


def signatures(name: str) -> Iterator[tuple[ModuleType, str]]:
    """Yield every annotation of a public name, and of its public members, with its module.

    Of an alias it is what it stands for; of a class its bases too.
    """
    value = getattr(reportlint, name)
    if inspect.isfunction(value):
        yield from ((sys.modules[value.__module__], str(x)) for x in value.__annotations__.values())
    elif inspect.isclass(value):
        for own in value.__mro__:
            if is_ours(own.__module__):
                yield from ((sys.modules[own.__module__], x) for x in members(own))
    else:
        yield from aliases(name)


def members(own: type) -> Iterator[str]:
    yield from (base.__name__ for base in own.__bases__ if is_ours(base.__module__))
    for name, field in inspect.get_annotations(own).items():
        if name[0] != "_":
            yield str(getattr(field, "__forward_arg__", field))
    for name, member in vars(own).items():
        if name[0] != "_" or name == "__init__":
            inner: Any = member
            for wrapped in ("__func__", "fget", "func"):
                inner = getattr(inner, wrapped, inner)
            if inspect.isfunction(inner):
                yield from (str(x) for x in inner.__annotations__.values())


def aliases(name: str) -> Iterator[tuple[ModuleType, str]]:
    for module in [each for each in sys.modules.values() if is_ours(each.__name__)]:
        for node in parsed(module).body:
            target = node.targets[0] if isinstance(node, ast.Assign) else None
            if isinstance(node, ast.Assign) and isinstance(target, ast.Name) and target.id == name:
                yield module, ast.unparse(node.value)


@cache
def parsed(module: ModuleType) -> ast.Module:
    return ast.parse(inspect.getsource(module))


@cache
def known(module: ModuleType) -> dict[str, str]:
    """The names that a module defines or imports, each with where it is from."""
    found: dict[str, str] = {}
    for node in ast.walk(parsed(module)):
        if isinstance(node, ast.Import | ast.ImportFrom):
            source = getattr(node, "module", None)
            found |= {a.asname or a.name: source or a.name for a in node.names}
    for node in parsed(module).body:
        if isinstance(node, ast.ClassDef):
            found[node.name] = module.__name__
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            is_variable = ast.unparse(node.value).startswith("TypeVar(")
            found[node.targets[0].id] = "typing" if is_variable else module.__name__
    return found


def ours_in(module: ModuleType, annotation: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(annotation, mode="eval")):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            continue
        if isinstance(node, ast.Name) and not hasattr(builtins, node.id):
            assert node.id in known(module), (module, annotation)
            if is_ours(known(module)[node.id]):
                yield node.id


@pytest.mark.parametrize("name", NAMES)
def test_everything_that_a_public_signature_names_is_public(name: str) -> None:
    named = {x for module, annotation in signatures(name) for x in ours_in(module, annotation)}
    assert named <= set(NAMES)


def test_signatures_are_walked() -> None:
    """What the walk must come upon: a parameter, a field, a member of a base, an alias."""
    walked = {name: {x for _, x in signatures(name)} for name in NAMES}
    assert "Reading | None" in walked["check"]
    assert "tuple[Repair, ...]" in walked["Finding"]
    assert "dict[str, FormCell]" in walked["Form"]
    assert "int | Decimal" in walked["Number"]
    assert "Callable[[int, int, str], None]" in walked["Watch"]


def test_every_public_name_says_what_it_is() -> None:
    for name in NAMES:
        value = getattr(reportlint, name)
        if inspect.isclass(value) or inspect.isfunction(value):
            assert (value.__doc__ or "").partition("\n")[0].endswith("."), name


def test_function_is_not_hidden_by_the_package_of_its_name() -> None:
    program = "import reportlint.form.schema; print(reportlint.form('2021').edition)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert done.stdout.split() == [b"2021"]
