"""What one call does in a process does not change what the next one finds."""

from __future__ import annotations

import subprocess
import sys

CALLS = """
import reportlint
from reportlint.form.schema import form
from reportlint.report import Report, nest

def report(name, received, carried):
    cells = dict.fromkeys(form("2021").cells, 0)
    for column in ("natural_person", "total"):
        cells[f"requests.received.{column}"] = cells[f"requests.carried_forward.{column}"] = carried
    cells["requests.received.natural_person"] = received
    return Report.from_dict(nest({"year": 2024, "agency.name": name, **cells}.items()))

units = [report("甲局", 5, 5), report("乙局", 5, 5)]
print([finding.code for finding in reportlint.rollup(units, report("青禾县人民政府", 15, 15))])
print([finding.suggestion for finding in reportlint.check(report("丙局", 55, 5), select=["A"])])
"""


def test_wrong_cell_is_located_after_units_were_added_up() -> None:
    done = subprocess.run(
        [sys.executable, "-c", CALLS], capture_output=True, text=True, encoding="utf-8", check=True
    )
    assert done.stdout.splitlines() == ["['U102']", "[{'requests.received.natural_person': 5}]"]
