"""What every test may use, and how the suite is run.

The whole suite uses every core. `pytest --update-expected` rewrites what is expected of fixtures.
Hypothesis is derandomised, so that CI tells the same every time; `--hypothesis-profile=deep`
searches longer, with new random examples each run.
"""

from __future__ import annotations

import json
import shutil
import struct
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from tests.expected import beside, difference, stated
from tests.fixture_types import Expect, Write, Zeros
from tests.paths import SHARED

from reportlint.findings import Finding
from reportlint.form.schema import form
from reportlint.report import Report, flatten, nest

REWRITTEN = "rewritten"

settings.register_profile(
    "ci",
    derandomize=True,
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.register_profile(
    "deep", parent=settings.get_profile("ci"), derandomize=False, max_examples=1000
)
settings.load_profile("ci")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-expected",
        action="store_true",
        help="rewrite the *.expected.json files with what is found, and show the difference",
    )


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config: pytest.Config) -> None:
    whole = config.args_source is pytest.Config.ArgsSource.TESTPATHS
    worker = hasattr(config, "workerinput")
    if whole and not worker and config.getoption("numprocesses", 0) is None:
        config.option.numprocesses, config.option.dist = "auto", "worksteal"


def pytest_runtest_setup(item: pytest.Item) -> None:
    if item.get_closest_marker("libreoffice") and not shutil.which("soffice"):
        pytest.skip("LibreOffice is not installed")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for report in terminalreporter.getreports("passed"):
        for name, text in report.user_properties:
            if name == REWRITTEN:
                terminalreporter.write_line(str(text))


@pytest.fixture
def expect(
    request: pytest.FixtureRequest, record_property: Callable[[str, object], None]
) -> Expect:
    """Holds findings to what stands beside their report, or with --update-expected rewrites it."""

    def expect(path: Path, findings: Iterable[Finding]) -> None:
        found = stated(findings)
        differs = difference(path, found)
        if differs and not request.config.getoption("--update-expected"):
            pytest.fail(differs, pytrace=False)
        if differs:
            beside(path).write_text(found, encoding="utf-8")
            record_property(REWRITTEN, differs)

    return expect


@pytest.fixture(scope="session")
def shared() -> Path:
    """What lies beside the checkout and is not of it: real reports and the first seeds."""
    if not SHARED.exists():
        pytest.skip("../shared is not beside this checkout")
    return SHARED


@pytest.fixture(scope="session")
def huaian(shared: Path) -> Path:
    """A city's report as it was published, in PDF."""
    return shared / "real" / "huaian-2024.pdf"


@pytest.fixture
def data() -> dict[str, Any]:
    """A report with nothing wrong: every cell is 0."""
    about = {"year": 2024, "agency": {"name": "云溪街道办事处"}}
    return about | nest((key, 0) for key in form("2021").cells)


@pytest.fixture
def write(data: dict[str, Any], tmp_path: Path) -> Write:
    """Write that report as JSON, with other values at some dotted keys."""

    def write(name: str, changes: dict[str, Any] | None = None) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        changed = nest((dict(flatten(data)) | (changes or {})).items())
        path.write_text(json.dumps(changed, ensure_ascii=False, indent=2), encoding="utf-8")
        return path

    return write


@pytest.fixture
def good(write: Write) -> Path:
    """A file, `good.json`, with nothing wrong."""
    return write("good.json")


@pytest.fixture
def bad(write: Write) -> Path:
    """A file, `bad.json`, that breaks A101 and A103."""
    return write("bad.json", {"requests.received.total": 3})


@pytest.fixture
def zeros() -> Zeros:
    """Makes a report that holds 0 in every cell but those given."""

    def make(cells: Mapping[str, Any] | None = None, *, edition: str = "2021") -> Report:
        own = form(edition)
        about = {"year": own.first_year, "agency.name": "青禾区云溪街道办事处"}
        return Report.from_dict(
            nest({**about, **dict.fromkeys(own.cells, 0), **(cells or {})}.items())
        )

    return make


@pytest.fixture
def declaring() -> Callable[..., bytes]:
    """Makes a zip file's directory of members that are said to have those sizes, expanded."""

    def make(*sizes: int) -> bytes:
        entries = b"".join(
            b"PK\x01\x02"
            + struct.pack("<6H3L5H2L", 20, 20, 0, 0, 0, 33, 0, 0, size, 5, 0, 0, 0, 0, 0, 0)
            + b"%05d" % number
            for number, size in enumerate(sizes)
        )
        begin = b"PK\x03\x04"
        count = len(sizes)
        end = struct.pack(
            "<4s4H2LH", b"PK\x05\x06", 0, 0, count, count, len(entries), len(begin), 0
        )
        return begin + entries + end

    return make
