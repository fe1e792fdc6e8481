"""The package's own modules as syntax trees."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import reportlint

ROOT = Path(reportlint.__file__).parent


@cache
def modules() -> dict[str, ast.Module]:
    """The tree of every module, by its dotted name; that of a package is its `__init__`."""
    return {_name(path): ast.parse(path.read_text(encoding="utf-8")) for path in ROOT.rglob("*.py")}


def _name(path: Path) -> str:
    return ".".join(path.relative_to(ROOT.parent).with_suffix("").parts).removesuffix(".__init__")


def imports(module: str) -> set[str]:
    """The modules of the package that a module imports, wherever in it."""
    return {name for node in ast.walk(modules()[module]) for name in _imported(node)} - {module}


def _imported(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names if alias.name in modules())
    if isinstance(node, ast.ImportFrom) and node.module in modules():
        for alias in node.names:
            inner = f"{node.module}.{alias.name}"
            yield inner if inner in modules() else node.module
