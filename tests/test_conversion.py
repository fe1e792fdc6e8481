"""A blank form reads back as the form, with nothing in it."""

from __future__ import annotations

import io
import re
import zipfile
from itertools import product

import pytest
from lxml import etree

import reportlint
from reportlint.conversion import template
from reportlint.form.schema import Form, forms
from reportlint.formats import BLANK_WRITERS, read
from reportlint.report import Report

FORMS = tuple(forms().values())


def load(own: Form, suffix: str) -> Report:
    return read(template(own.edition, own.first_year, suffix), f"template{suffix}")


@pytest.mark.parametrize("suffix", BLANK_WRITERS)
@pytest.mark.parametrize("own", FORMS, ids=forms())
def test_reads_back_as_the_same_form(own: Form, suffix: str) -> None:
    report = load(own, suffix)
    assert (report.data["edition"], report.year) == (own.edition, own.first_year)
    assert report.data["period"] == {
        "start": f"{own.first_year}-01-01",
        "end": f"{own.first_year}-12-31",
    }
    assert not report.observations
    assert list(report.cells) == list(own.cells)
    filled = {key: cell.value for key, cell in report.cells.items() if not cell.blank}
    # A workbook's totals are formulas, of which a reader sees the value saved with them.
    assert filled == (dict.fromkeys(own.totals, 0) if suffix == ".xlsx" else {})


def test_a_blank_form_says_so_and_nothing_worse() -> None:
    findings = reportlint.check(load(FORMS[-1], ".xlsx"))
    assert {finding.code for finding in findings} == {"D103"}


def sheets(content: bytes) -> dict[str, etree._Element]:
    """The sheets of a workbook by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        names = etree.fromstring(parts.read("xl/workbook.xml")).iterfind("{*}sheets/{*}sheet")
        return {
            str(sheet.get("name")): etree.fromstring(parts.read(f"xl/worksheets/sheet{i}.xml"))
            for i, sheet in enumerate(names, 1)
        }


def references(area: str) -> set[str]:
    """The cells of a range such as `B2:C3`."""
    found = re.findall(r"([A-Z])(\d+)", area)
    (left, top), (right, bottom) = found[0], found[-1]
    columns = map(chr, range(ord(left), ord(right) + 1))
    return {f"{x}{y}" for x, y in product(columns, range(int(top), int(bottom) + 1))}


@pytest.mark.parametrize("own", FORMS, ids=forms())
def test_totals_are_the_sums_that_the_form_states(own: Form) -> None:
    content = template(own.edition, own.first_year, ".xlsx")
    report, found = read(content, "template.xlsx"), sheets(content)
    for key, parts in own.totals.items():
        place = report.locations[key]
        formula = found[place.sheet or ""].findtext(f".//{{*}}c[@r='{place.reference}']/{{*}}f")
        assert formula is not None, key
        area = re.fullmatch(r"SUM\((.*)\)", formula)
        assert area is not None
        assert references(area[1]) == {report.locations[part].reference for part in parts}


@pytest.mark.parametrize("own", FORMS, ids=forms())
def test_every_cell_takes_only_the_numbers_of_the_form(own: Form) -> None:
    content = template(own.edition, own.first_year, ".xlsx")
    report, found = read(content, "template.xlsx"), sheets(content)
    for key, cell in own.cells.items():
        place = report.locations[key]
        rules = found[place.sheet or ""].iterfind("{*}dataValidations/{*}dataValidation")
        (rule,) = (x for x in rules if x.get("sqref") == place.reference)
        assert rule.get("type") == ("whole" if cell.kind == "count" else "decimal")
        assert rule.findtext("{*}formula1") == str(cell.minimum)


def test_the_same_form_gives_the_same_workbook() -> None:
    own = FORMS[0]
    assert template(own.edition, own.first_year, ".xlsx") == template(
        own.edition, own.first_year, ".xlsx"
    )
