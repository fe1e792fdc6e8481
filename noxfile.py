"""The tasks of this project, each in an environment of its own: `nox -l` lists them.

What follows `--` goes to pytest: `nox -s tests -- -k A101`. `.ci/run` runs them all.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import nox

CHECKOUT = Path(__file__).parent
TRY = "pip install . && reportlint check --lang en fixtures/faulty/street-2021.txt"
PAGE = "reportlint check --lang en fixtures/faulty/ --output html:report.html"
TESTS = "pip install '.[test]' && pytest"
SLOW = "browser or edition or fuzz or hook or libreoffice or spark"

os.environ.setdefault("PIP_CONSTRAINT", (CHECKOUT / "constraints.txt").as_uri())


@nox.session
def readme(session: nox.Session) -> None:
    """What README.md says to type first, which finds what is wrong, and shows it in a page."""
    printed = session.run("bash", "-c", TRY, external=True, silent=True, success_codes=[1])
    session.log(printed)
    if "A101" not in str(printed):
        session.error("it did not find the wrong cell")
    page = Path(session.create_tmp()).resolve() / "report.html"
    command = PAGE.replace("report.html", str(page))
    session.run("bash", "-c", command, external=True, success_codes=[1])
    if 'class="wrong"' not in page.read_text(encoding="utf-8"):
        session.error("it did not mark the wrong cell")


@nox.session
def lint(session: nox.Session) -> None:
    """Style and types, and the hook on whole reports: what .pre-commit-config.yaml says."""
    session.install(".[dev]")
    session.run("pre-commit", "run", "--all-files", "--show-diff-on-failure")


@nox.session
def package(session: nox.Session) -> None:
    """The distributions: the wheel tried away from the checkout, the sdist by tests of its own."""
    session.install("build")
    made = Path(session.create_tmp()).resolve()
    session.run("python", "-m", "build", "--outdir", str(made), ".", silent=True)
    (wheel,), (sdist,) = made.glob("*.whl"), made.glob("*.tar.gz")
    session.log(f"{sdist.name}: {sdist.stat().st_size // 1024} KiB")
    session.install(f"{wheel}[test]")
    session.chdir(made)
    whole = CHECKOUT / "fixtures" / "whole"
    options = ("--exclude", "*.expected.json", "--output", "html:report.html")
    session.run("reportlint", "check", *options, str(whole))
    session.run("tar", "-xzf", str(sdist), external=True)
    session.chdir(made / sdist.name.removesuffix(".tar.gz"))
    session.run("pytest", "tests/test_packaging.py", "tests/test_hook.py", "tests/test_fixtures.py")


@nox.session
def tests(session: nox.Session) -> None:
    """The tests, as README.md says to run them."""
    session.run("bash", "-c", f'{TESTS} "$@"', "--", *session.posargs, external=True)


@nox.session
def ajv(session: nox.Session) -> None:
    """The schemas in the strict mode of ajv, which npm installs."""
    if not shutil.which("npm"):
        session.skip("npm is not installed")
    session.install(".[test]")
    folder = Path(session.create_tmp()).resolve()
    packages = ("ajv@8", "ajv-formats@3")
    session.run("npm", "install", "--silent", "--prefix", str(folder), *packages, external=True)
    modules = {"REPORTLINT_NODE_MODULES": str(folder / "node_modules")}
    session.run("pytest", "tests/form/test_ajv.py", env=modules)


@nox.session
def examples(session: nox.Session) -> None:
    """The examples, and ajv and check-jsonschema on the fixtures; npm installs ajv."""
    session.install(".[test,examples]")
    folder = Path(session.create_tmp()).resolve()
    if shutil.which("npm"):
        packages = ("ajv@8", "ajv-formats@3")
        session.run("npm", "install", "--silent", "--prefix", str(folder), *packages, external=True)
    modules = {"REPORTLINT_NODE_MODULES": str(folder / "node_modules")}
    session.run("pytest", "-rs", "tests/test_examples.py", env=modules)


@nox.session
def browser(session: nox.Session) -> None:
    """The HTML output in the system's Chromium, judged by axe-core, which npm installs."""
    session.install(".[test,browser]")
    folder = Path(session.create_tmp()).resolve()
    if shutil.which("npm"):
        install = ("npm", "install", "--silent", "--prefix", str(folder), "axe-core@4")
        session.run(*install, external=True)
    modules = {"REPORTLINT_NODE_MODULES": str(folder / "node_modules")}
    session.run("pytest", "-m", "browser", "tests/output/test_html_in_a_browser.py", env=modules)


@nox.session(default=False)
def made_up(session: nox.Session) -> None:
    """The tests with an edition more, which is data alone."""
    session.install(".[test]")
    folder = Path(session.create_tmp()).resolve()
    session.run("python", "tests/form/made_up.py", str(folder))
    session.run("pytest", *session.posargs, env={"REPORTLINT_SCHEMAS": str(folder)})


@nox.session
def slow(session: nox.Session) -> None:
    """The kinds of tests that `pytest` leaves out."""
    session.install(".[test]")
    session.run("pytest", "-m", SLOW, *session.posargs)


@nox.session
def spark(session: nox.Session) -> None:
    """The tests on a Spark cluster of three processes; skipped where there is no Java."""
    session.install(".[test,spark]")
    session.run("pytest", "-m", "spark", "tests/test_spark.py", *session.posargs)
