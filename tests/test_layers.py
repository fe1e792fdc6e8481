"""What a package says that it may import is what it imports, and no import runs back up."""

from __future__ import annotations

import ast
import re
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest
from tests.paths import CHECKOUT
from tests.sources import ROOT, imports, modules

PACKAGES = sorted(path.parent.name for path in ROOT.glob("*/__init__.py"))
STATEMENT = re.compile(r"^In: .+\nOut: .+\nMay import: (?P<names>[^.]+)\.$", re.MULTILINE)


def layer(module: str) -> str:
    """The package, or the module at the top, that a module belongs to."""
    return module.split(".")[1] if "." in module else module


@cache
def layers() -> dict[str, set[str]]:
    """Every layer with those that it imports."""
    found: dict[str, set[str]] = {}
    for module in modules():
        found.setdefault(layer(module), set()).update(map(layer, imports(module)))
    return {name: imported - {name} for name, imported in found.items()}


@pytest.mark.parametrize("package", PACKAGES)
def test_package_says_what_comes_in_what_goes_out_and_what_it_may_import(package: str) -> None:
    stated = STATEMENT.search(ast.get_docstring(modules()[f"reportlint.{package}"]) or "")
    assert stated, f"{package}/__init__.py has no lines In:, Out: and May import:"
    assert set(re.split(r",\s+", stated["names"])) == layers()[package]


def test_no_layer_imports_one_above_it() -> None:
    TopologicalSorter(layers()).prepare()


def test_no_modules_import_each_other_in_a_circle() -> None:
    TopologicalSorter({module: imports(module) for module in modules()}).prepare()


def test_every_folder_of_tests_is_that_of_a_package() -> None:
    tests = CHECKOUT / "tests"
    folders = {path.parent.relative_to(tests) for path in tests.rglob("test_*.py")}
    assert {folder for folder in folders if not (ROOT / folder).is_dir()} == {Path("benchmarks")}
