"""The form as its schemas state it, and a made-up edition added as data alone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from tests.fixture_types import Zeros
from tests.form import made_up
from tests.paths import FIXTURES

import reportlint
from reportlint.form.edits import Edit
from reportlint.form.schema import Form, form, form_of_year, forms, last_year, package_folder
from reportlint.form.structure import PREVIOUS, Schema
from reportlint.formats import json as json_data
from reportlint.formats import read
from reportlint.report import Report
from reportlint.strategies import reports

EDITIONS = tuple(forms())


def vocabulary() -> Draft202012Validator:
    """A validator of schemas with the annotations of the form."""
    path = package_folder() / "vocabulary" / "form.schema.json"
    meta = json.loads(path.read_text(encoding="utf-8"))
    known: Registry[Any] = Registry().with_resource(meta["$id"], Resource.from_contents(meta))
    return Draft202012Validator(meta, registry=known)


def objects(node: Schema) -> Iterator[Schema]:
    """Every part of a schema that is an object, itself first."""
    yield node
    for value in node.values():
        if isinstance(value, dict):
            yield from objects(value)


@pytest.mark.parametrize(
    ("edition", "cells", "identities", "rows"),
    [("2019", 198, 40, (8, 23, 3)), ("2021", 200, 42, (6, 25, 3))],
)
def test_form_has_its_cells_and_identities(
    edition: str, cells: int, identities: int, rows: tuple[int, ...]
) -> None:
    own = form(edition)
    assert (len(own.cells), len(own.identities)) == (cells, identities)
    assert tuple(len(table.rows) for table in own.tables) == rows
    assert [section.number for section in own.sections] == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize("edition", EDITIONS)
def test_year_has_the_newest_form_that_had_begun(edition: str) -> None:
    own = form(edition)
    last = last_year(own)
    assert form_of_year(own.first_year) is form_of_year(last or own.first_year + 50) is own
    assert last is None or form_of_year(last + 1) is not own


def test_there_is_no_form_before_the_first() -> None:
    assert form_of_year(form(EDITIONS[0]).first_year - 1) is None


@pytest.mark.parametrize("edition", EDITIONS)
def test_schema_is_valid_against_the_vocabulary(edition: str) -> None:
    assert list(vocabulary().iter_errors(form(edition).schema)) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"x-section": 7},
        {"x-aliases": []},
        {"x-headings": {"columns": {"title": "", "description": ""}}},
        {"x-unit": "个"},
        {"x-identities": [{"name": "t", "title": "", "description": "", "sum": ["a"]}]},
        {"x-article": "第十四条"},
        {
            "x-years": [
                {"name": "t", "title": "", "description": "", "sum": ["next:a"], "equals": ["a"]}
            ]
        },
        {"x-series": []},
    ],
    ids=lambda wrong: next(iter(wrong)),
)
def test_vocabulary_refuses_wrong_annotations_at_any_depth(wrong: Schema) -> None:
    nested = {"properties": {"requests": {"properties": {"received": wrong}}}}
    assert not vocabulary().is_valid(nested)


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_object_names_and_requires_its_parts(edition: str) -> None:
    tables = [form(edition).node(section.key) for section in form(edition).tables]
    parts = [*tables, *form(edition).schema["$defs"].values()]
    groups = [node for part in parts for node in objects(part) if "properties" in node]
    groups = [node for node in groups if node.get("type") == "object"]
    assert [node for node in groups if node["additionalProperties"] is not False] == []
    assert [node for node in groups if node["required"] != list(node["properties"])] == []


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("value", [7.5, "7", [], {}, True])
def test_schema_refuses_what_is_no_count(zeros: Zeros, edition: str, value: object) -> None:
    plain = Draft202012Validator(form(edition).schema)
    counts = [key for key, cell in form(edition).cells.items() if cell.kind == "count"]
    accepted = [k for k in counts[::9] if plain.is_valid(zeros({k: value}, edition=edition).data)]
    assert accepted == []


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("value", [0, 7, None])
def test_schema_accepts_counts_and_blanks(zeros: Zeros, edition: str, value: int | None) -> None:
    plain = Draft202012Validator(form(edition).schema)
    everywhere = dict.fromkeys(form(edition).cells, value)
    assert list(plain.iter_errors(zeros(everywhere, edition=edition).data)) == []


@pytest.mark.parametrize("place", ["", "agency.", "requests.", "requests.received.", "review."])
def test_schema_refuses_other_keys(zeros: Zeros, place: str) -> None:
    plain = Draft202012Validator(form("2021").schema)
    assert not plain.is_valid(zeros({f"{place}remarks": 0}).data)


@pytest.mark.parametrize("edition", EDITIONS)
def test_schema_accepts_its_own_edition_and_no_other(zeros: Zeros, edition: str) -> None:
    plain = Draft202012Validator(form(edition).schema)
    own = zeros(edition=edition).data
    assert [e for e in EDITIONS if plain.is_valid({**own, "edition": e})] == [edition]


@pytest.mark.parametrize("edition", EDITIONS)
def test_identities_name_cells_of_the_form_and_each_only_once(edition: str) -> None:
    own = form(edition)
    named = [key for identity in own.identities for key in identity.cells]
    assert set(named) <= own.cells.keys()
    assert [i for i in own.identities if len(set(i.cells)) != len(i.cells)] == []


@pytest.mark.parametrize("edition", EDITIONS)
def test_stated_paths_lead_somewhere(edition: str) -> None:
    own = form(edition)
    stated = [
        f"{key}.{path}" if key else path
        for key in ("", *own.rows, "requests", "requests.outcomes")
        for kind in ("x-identities", "x-limits")
        for statement in own.node(key).get(kind, ())
        for path in (*statement["sum"], *statement.get("equals", statement.get("atMost", ())))
    ]
    assert len(stated) > 0
    assert [path for path in stated if not {path} & (own.cells.keys() | own.rows.keys())] == []


@pytest.mark.parametrize("edition", EDITIONS)
def test_statements_over_years_lead_somewhere(edition: str) -> None:
    own = form(edition)
    named = {key for edit in own.year_edits for key in edit.cells}
    assert {key.removeprefix(PREVIOUS) for key in named} <= own.cells.keys()
    assert [edit for edit in own.year_edits if all(k in own.cells for k in edit.cells)] == []
    assert set(own.series) <= own.cells.keys()
    assert [section.number for section in own.yearly] == [1, 5]


def test_what_is_carried_over_is_bound_to_last_year_in_every_column() -> None:
    for own in forms().values():
        carried = [edit for edit in own.year_edits if edit.name == "carried-over"]
        assert [len(edit.cells) for edit in carried] == [2] * 7


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_row_of_requests_has_the_seven_columns(edition: str) -> None:
    (requests,) = (table for table in form(edition).tables if table.number == 3)
    columns = {tuple(column.label.title for column in row.columns) for row in requests.rows}
    assert {len(titles) for titles in columns} == {7}
    assert len(columns) == 1


@pytest.mark.parametrize("edition", EDITIONS)
def test_cells_are_told_apart_by_their_text(edition: str) -> None:
    texts = [cell.text for cell in form(edition).cells.values()]
    assert len({text.zh for text in texts}) == len({text.en for text in texts}) == len(texts)


def test_money_is_exact_and_in_its_unit() -> None:
    money = [cell for own in forms().values() for cell in own.cells.values() if cell.decimals]
    assert {(cell.kind, cell.unit, cell.decimals) for cell in money} == {("money", "万元", 6)}
    assert {cell.key for cell in money} == {"proactive.procurement.amount", "proactive.fees.amount"}


@pytest.fixture
def new(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Form]:
    """The made-up edition, added to a copy of the folder of schemas."""
    made_up.write(tmp_path)
    monkeypatch.setenv("REPORTLINT_SCHEMAS", str(tmp_path))
    forms.cache_clear()
    yield forms()[made_up.EDITION]
    forms.cache_clear()


def text_dump() -> bytes:
    """A right report on the made-up edition, as a text dump."""
    text = (FIXTURES / "whole" / "street-2021.txt").read_text(encoding="utf-8")
    text = text.replace("2024年", f"{made_up.EDITION}年")
    text = text.replace(form(made_up.BASE).notice, made_up.NOTICE)
    text = text.replace("\n行政强制\t", "\n行政强制措施\t")
    zeros = "\t0" * 7
    return text.replace("\t（七）总计\t", f"\t\t4.移送其他机关{zeros}\n\t（七）总计\t").encode()


def test_folder_of_schemas_can_be_given(tmp_path: Path) -> None:
    made_up.write(tmp_path)
    assert list(forms(tmp_path)) == ["2019", "2021", made_up.EDITION]
    assert list(forms()) == list(EDITIONS)


def test_new_edition_has_its_cells_labels_and_identities(new: Form) -> None:
    assert list(vocabulary().iter_errors(new.schema)) == []
    assert (len(new.cells), len(new.identities)) == (207, 43)
    assert new.rows["proactive.coercion"].label.title == "行政强制措施"
    assert new.cells[f"{made_up.ADDED}.total"].text.zh == "（六）其他处理 4.移送其他机关 · 总计"
    assert f"{made_up.ADDED}.total" in new.totals


@pytest.mark.usefixtures("new")
def test_new_edition_is_that_of_its_years() -> None:
    own = [form_of_year(year) for year in (2020, 2026, 2027, 2040)]
    assert [each and each.edition for each in own] == ["2019", "2021", "2027", "2027"]


def test_new_edition_is_read_from_text_and_json_alike(new: Form) -> None:
    text = read(text_dump(), "a.txt")
    again = read(json_data.write(text), "a.json")
    assert text.form is again.form is new
    assert text.cells.keys() == new.cells.keys()
    assert again.to_dict() == text.to_dict()


@pytest.mark.usefixtures("new")
def test_new_edition_is_checked_by_the_rules_there_are() -> None:
    report = read(text_dump(), "a.txt")
    assert list(reportlint.check(report)) == []
    report.data["requests"]["outcomes"]["other"]["transferred"] |= {"other": 1, "total": Decimal(1)}
    (finding,) = reportlint.check(Report.from_dict(report.data))
    assert [statement.code for statement in finding.broken] == ["A102", "A102"]
    assert {f"{made_up.ADDED}.other", f"{made_up.ADDED}.total"} <= {*finding.cells}


@pytest.mark.usefixtures("new")
def test_new_edition_has_a_pandera_schema() -> None:
    names = [check.name for check in reportlint.pandera_schema(made_up.EDITION).checks]
    assert names == [check.name for check in reportlint.pandera_schema(made_up.BASE).checks]


@pytest.mark.usefixtures("new")
def test_report_on_the_new_edition_for_an_old_year_is_found() -> None:
    old = text_dump().replace(f"{made_up.EDITION}年".encode(), "2026年".encode())
    (finding,) = reportlint.check(read(old, "a.txt"))
    assert (finding.code, finding.expected, finding.actual) == ("S003", "2021", made_up.EDITION)


@pytest.mark.usefixtures("new")
def test_limit_of_the_new_edition_is_reported_by_the_rule_of_its_name() -> None:
    report = read(text_dump(), "a.txt")
    report.data["proactive"]["regulations"] = {"issued": 0, "repealed": 10**6, "in_force": 0}
    report.data["agency"]["level"] = "province"
    (finding,) = reportlint.check(Report.from_dict(report.data), select=["C"])
    assert finding.code == "C202"
    assert made_up.LIMIT["title"] in finding.message.zh


@pytest.mark.usefixtures("new")
@given(reports(made_up.EDITION))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_strategy_keeps_to_what_the_new_edition_states(report: Report) -> None:
    assert report.form is forms()[made_up.EDITION]
    assert list(reportlint.check(report, select=["S", "A", "C"])) == []


STATED: dict[str, tuple[str, str, dict[str, Any]]] = {
    "limit over sums of rows": (
        "requests",
        "x-limits",
        {
            "sum": ["outcomes.granted", "outcomes.partially_granted"],
            "atMost": ["received", "carried_over"],
        },
    ),
    "limit that a balance runs through": (
        "requests",
        "x-limits",
        {"sum": ["carried_forward"], "atMost": ["outcomes.granted"]},
    ),
    "limit of money": (
        "proactive",
        "x-limits",
        {"sum": ["fees.amount"], "atMost": ["penalties.decisions", "coercion.decisions"]},
    ),
    "identity": (
        "proactive",
        "x-identities",
        {
            "sum": ["penalties.decisions", "coercion.decisions"],
            "equals": ["licensing.decisions", "normative_documents.issued"],
        },
    ),
    "condition": (
        "review",
        "x-conditions",
        {
            "positive": "litigation.direct.total",
            "needs": ["reconsideration.total", "litigation.after_reconsideration.total"],
        },
    ),
}


@pytest.mark.parametrize(("key", "keyword", "statement"), STATED.values(), ids=STATED)
def test_strategy_keeps_to_whatever_a_schema_may_state(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    key: str,
    keyword: str,
    statement: dict[str, Any],
) -> None:
    made_up.write(tmp_path)
    path = tmp_path / made_up.EDITION / "report.schema.json"
    schema = json.loads(path.read_text(encoding="utf-8"))
    words = {"name": made_up.LIMIT["name"], "title": "多一条", "description": "one more"}
    schema["properties"][key].setdefault(keyword, []).append({**words, **statement})
    path.write_text(json.dumps(schema), encoding="utf-8")
    monkeypatch.setenv("REPORTLINT_SCHEMAS", str(tmp_path))
    forms.cache_clear()
    try:
        added = [edit for edit in form(made_up.EDITION).edits if edit.text.en == "one more"]
        filled = _held(added)
    finally:
        forms.cache_clear()
    assert len(added) == len(filled)
    assert any(filled)


def _held(added: list[Edit]) -> list[bool]:
    """Whether some generated report fills the cells of each edit, having kept every edit."""
    filled = [False] * len(added)

    @given(reports(made_up.EDITION))
    @settings(max_examples=150)
    def holds(report: Report) -> None:
        assert report.form is not None
        assert [edit for edit in report.form.edits if edit.fails(report.record)] == []
        for index, edit in enumerate(added):
            filled[index] |= bool(report.value(edit.cells[0]))

    holds()
    return filled
