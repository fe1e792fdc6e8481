"""Reports in other formats; a blank form reads back as the form, with nothing in it."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from decimal import Decimal
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

import reportlint
from reportlint.conversion import template
from reportlint.form.schema import Form, forms
from reportlint.formats import BLANK_WRITERS, WRITERS, read
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
    assert filled == {}


LISTED = {"year": 2024, "agency": {"name": "某局"}, "published": ["a"]}
ENDLESS = {"year": 2024, "proactive": {"fees": {"amount": Decimal("Infinity")}}}
WORDS = {"year": 2024, "requests": {"received": {"total": "Infinity"}}}


@pytest.mark.parametrize("suffix", WRITERS)
@pytest.mark.parametrize(
    ("data", "key"),
    [
        (LISTED, "published"),
        (ENDLESS, "proactive.fees.amount"),
        (WORDS, "requests.received.total"),
    ],
)
def test_what_no_format_can_hold_is_named(suffix: str, data: dict[str, Any], key: str) -> None:
    with pytest.raises(reportlint.WriteError, match=re.escape(key)):
        reportlint.convert(Report.from_dict(data), suffix)


@pytest.mark.parametrize("sign", "=+-@＝＋－＠")
def test_no_key_or_value_of_csv_is_a_formula(sign: str) -> None:
    wicked = {"year": 2024, f"{sign}1": 1, "agency": {"name": f"\t{sign}1"}}
    written = reportlint.convert(Report.from_dict(wicked), ".csv").decode("utf-8-sig")
    for fields in csv.reader(io.StringIO(written)):
        assert not any(field.lstrip("\t\r").startswith(sign) for field in fields)


def test_markdown_has_no_links_or_pictures() -> None:
    text = "见[此处](javascript:x)与![图](http://127.0.0.1/a.png)"
    prose = {"year": 2024, "agency": {"name": "某局"}, "narrative": {"overview": text}}
    written = reportlint.convert(Report.from_dict(prose), ".md").decode()
    assert not re.findall(r"(?<!\\)\[", written)


@pytest.mark.parametrize("wrong", [None, {}, b"", 5, [{}], [None]])
def test_wrong_use_names_what_is_taken(wrong: Any) -> None:
    for call in (reportlint.check, lambda x: reportlint.rollup(x, "total.json")):
        with pytest.raises(TypeError, match="takes reports and paths"):
            call(wrong)


@pytest.mark.parametrize("wrong", [None, {}, b""])
def test_wrong_use_of_a_path_is_refused(wrong: Any) -> None:
    for call in (reportlint.load, lambda x: reportlint.convert(x, ".json")):
        with pytest.raises(TypeError, match="takes reports and paths"):
            call(wrong)
    with pytest.raises(TypeError, match="save takes a report"):
        reportlint.save(wrong, "x.json")


def test_a_blank_form_says_so_and_nothing_worse() -> None:
    findings = reportlint.check(load(FORMS[-1], ".xlsx"))
    assert {finding.code for finding in findings} == {"D307", "D313"}


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
        area = re.fullmatch(r'IF\(COUNT\((.*)\)=0,"",SUM\(\1\)\)', formula)
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


def test_report_in_a_file_is_converted_like_any(good: Path) -> None:
    content = reportlint.convert(good, ".YAML")
    assert content == reportlint.convert(reportlint.load(good), "report.yaml")
    assert read(content, "a.yaml").to_dict() == reportlint.load(good).to_dict()


def test_report_is_saved_in_the_format_of_the_name(good: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    reportlint.save(reportlint.load(good), path)
    assert path.read_bytes() == reportlint.convert(good, path)
    assert reportlint.load(path).to_dict() == reportlint.load(good).to_dict()


@pytest.mark.parametrize("output", ["a.docm", "a.pdf", "a", "", ".xlsm"])
def test_formats_that_are_not_written_are_named_with_those_that_are(output: str) -> None:
    with pytest.raises(reportlint.WriteError, match=r"\.xlsx.*\.md"):
        reportlint.convert(Report({}), output)
    with pytest.raises(reportlint.WriteError, match=r"\.xlsx.*\.md"):
        template(FORMS[0].edition, FORMS[0].first_year, output)


def test_report_of_no_known_form_is_not_printed() -> None:
    assert reportlint.convert(Report({"year": 1999}), ".json")
    with pytest.raises(reportlint.UnknownFormError, match="cannot be laid out"):
        reportlint.convert(Report({"year": 1999}), ".docx")


def test_template_is_of_an_edition_and_of_its_years() -> None:
    with pytest.raises(reportlint.UnknownFormError, match="there is no edition 1900"):
        template("1900", 2024, ".json")
    with pytest.raises(reportlint.UnknownFormError, match="does not use edition"):
        template(FORMS[-1].edition, FORMS[0].first_year, ".json")
