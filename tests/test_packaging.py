"""What is shipped, and that README, tasks, continuous integration and metadata say the same."""

from __future__ import annotations

import os
import re
import tomllib
from importlib.metadata import version

import click
import pytest
import yaml
from tests.paths import CHECKOUT

import reportlint
from reportlint.formats import read
from reportlint.language import Language
from reportlint.output.text import render

CONFIG = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))
PROJECT, TOOLS = CONFIG["project"], CONFIG["tool"]
PINNED = (CHECKOUT / "constraints.txt").read_text(encoding="utf-8").split()
RUN = CHECKOUT / ".ci" / "run"
TASKS = (CHECKOUT / "noxfile.py").read_text(encoding="utf-8")


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def numbers(release: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", release))


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_tasks_run_the_first_commands_of_the_readme(name: str) -> None:
    readme = (CHECKOUT / name).read_text(encoding="utf-8")
    commands = re.findall(r"```sh\n(.*?)\n```", readme, re.DOTALL)[:3]
    run = re.findall('^(?:TRY|PAGE|TESTS) = "(.*)"$', TASKS, re.MULTILINE)
    if name == "README.zh-CN.md":
        run = [command.replace(" --lang en", "") for command in run]
    assert commands == run


def test_tasks_run_every_kind_of_test_that_pytest_leaves_out() -> None:
    options = TOOLS["pytest"]["ini_options"]
    kinds = [marker.partition(":")[0] for marker in options["markers"]]
    assert options["addopts"][-2:] == ["-m", " and ".join(f"not {kind}" for kind in kinds)]
    assert f'SLOW = "{" or ".join(kinds)}"\n' in TASKS


@pytest.mark.parametrize(("name", "language"), [("README.md", "en"), ("README.zh-CN.md", "zh")])
def test_readme_shows_what_its_command_prints(name: str, language: Language) -> None:
    readme = (CHECKOUT / name).read_text(encoding="utf-8")
    shown = re.findall(r"```text\n(.*?)\n```", readme, re.DOTALL)[0]
    example = "fixtures/faulty/street-2021.txt"
    report = read((CHECKOUT / example).read_bytes(), example)
    assert click.unstyle(render(reportlint.check(report), language)) == shown


def test_ci_can_be_run_as_it_is() -> None:
    assert os.access(RUN, os.X_OK)


def test_version_is_stated_alike() -> None:
    cited = yaml.safe_load((CHECKOUT / "CITATION.cff").read_text(encoding="utf-8"))["version"]
    assert reportlint.__version__ == PROJECT["version"] == version("reportlint") == cited


def test_constraints_are_names_and_versions() -> None:
    assert [line for line in PINNED if not re.fullmatch(r"[\w.-]+==[\w.]+", line)] == []


@pytest.mark.parametrize(
    "requirement",
    [
        *PROJECT["dependencies"],
        *(r for group in PROJECT["optional-dependencies"].values() for r in group),
    ],
)
def test_constraints_pin_every_dependency_within_its_bounds(requirement: str) -> None:
    pins = {normal(name): release for name, _, release in (p.partition("==") for p in PINNED)}
    name, _, lowest = re.sub(r"\[.*\]", "", requirement).partition(">=")
    if name != "reportlint":
        assert numbers(pins[normal(name)]) >= numbers(lowest)


def test_every_name_of_the_public_api_is_there() -> None:
    assert [name for name in reportlint.__all__ if not hasattr(reportlint, name)] == []


def test_no_address_is_given_but_the_setting() -> None:
    """Where the project lives is said in pyproject.toml, under [project.urls], or nowhere."""
    pages = [*CHECKOUT.glob("*.md"), *CHECKOUT.glob("docs/*.md"), CHECKOUT / "CITATION.cff"]
    texts = "".join(page.read_text(encoding="utf-8") for page in pages)
    assert set(re.findall(r"https?://[^\s)>\"']*reportlint", texts)) <= {
        *PROJECT.get("urls", {}).values()
    }
