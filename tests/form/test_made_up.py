"""What has been tried with the editions there are holds with one more, which is data alone.

`nox -s made_up` runs every test that way; here run those that ask most of the forms.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.form import made_up
from tests.paths import CHECKOUT

OPTIONS = ("-q", "-x", "-n0", "-k", "not strategy", "-p", "no:cacheprovider")
TRIED = (
    "src/reportlint/form",
    "tests/cli/test_commands.py",
    "tests/corpora",
    "tests/form/test_accept.py",
    "tests/form/test_schema.py",
    "tests/frames",
    "tests/rules/test_categories.py",
    "tests/rules/test_structure.py",
)


@pytest.mark.edition
def test_tests_pass_with_an_edition_more(tmp_path: Path) -> None:
    made_up.write(tmp_path)
    run = subprocess.run(
        [sys.executable, "-m", "pytest", *OPTIONS, *TRIED],
        cwd=CHECKOUT,
        env={**os.environ, "REPORTLINT_SCHEMAS": str(tmp_path)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert run.returncode == 0, run.stdout[-3000:]
