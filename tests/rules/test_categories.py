"""Family C: what a cell may hold."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from tests.findings import codes
from tests.fixture_types import Zeros

import reportlint
from reportlint.form.schema import forms
from reportlint.formats import read

EDITIONS = tuple(forms())
P = "proactive."


@pytest.mark.parametrize("edition", EDITIONS)
def test_only_a_change_may_be_negative(zeros: Zeros, edition: str) -> None:
    cells = reportlint.form(edition).cells
    minus = zeros(dict.fromkeys(cells, -1), edition=edition)
    named = {key for finding in reportlint.check(minus, select=["C101"]) for key in finding.cells}
    assert named == {key for key in cells if not key.endswith(".change")}


@pytest.mark.parametrize(
    ("amount", "expected"),
    [
        (Decimal("0.000001"), []),
        (Decimal("0.0000010"), []),
        (Decimal("0.0000001"), ["C102"]),
        (Decimal("999999998.1234567"), ["C102"]),
        (0.1, []),
        (3, []),
        (Decimal("-0.0000001"), ["C101", "C102"]),
        (Decimal("1E-12"), ["C102"]),
        (Decimal("-1E-12"), ["C101", "C102"]),
    ],
)
def test_amount_is_in_whole_fen(zeros: Zeros, amount: object, expected: list[str]) -> None:
    assert codes(zeros({P + "fees.amount": amount}), "C") == expected


@pytest.mark.parametrize(
    "name",
    [
        "青禾区云溪街道办事处",
        "白浦市青禾区人民政府云溪街道办事处",
        "石桥镇人民政府",
        "石桥镇政府",
        "云溪乡人民政府",
        "额仁苏木人民政府",
        "青禾县人民政府",
        "青禾自治县人民政府",
        "额仁旗人民政府",
        "白浦市青禾区人民政府",
        "青禾县水务局",
        "青禾区发展和改革委员会",
        "青禾县政务服务中心",
    ],
)
def test_organ_without_the_power_reports_no_government_rules(zeros: Zeros, name: str) -> None:
    filled = {"agency.name": name, P + "regulations.in_force": 2}
    assert codes(zeros(filled), "C") == ["C201"]


@pytest.mark.parametrize(
    "name",
    [
        "景德镇市人民政府",
        "白浦市人民政府",
        "广西壮族自治区人民政府",
        "大理白族自治州人民政府",
        "北京市人民政府",
        "江西省人民政府",
        "白浦市人民政府办公室",
        "国家林业和草原局",
        "国家市场监督管理总局",
        "大兴安岭地区行政公署",
    ],
)
def test_name_alone_does_not_accuse_an_organ_that_may_have_the_power(
    zeros: Zeros, name: str
) -> None:
    assert codes(zeros({"agency.name": name, P + "regulations.in_force": 2}), "C") == []


@pytest.mark.parametrize(
    "name",
    [
        "白浦市水务局",
        "内蒙古自治区水利厅",
        "国家税务总局白浦市税务局",
        "白浦市发展和改革委员会",
        "白浦高新技术产业开发区管委会",
        "青禾县人民政府办公室",
    ],
)
def test_departments_and_zones_make_no_rules(zeros: Zeros, name: str) -> None:
    assert codes(zeros({"agency.name": name, P + "regulations.in_force": 2}), "C") == ["C201"]


@pytest.mark.parametrize(
    ("level", "expected"),
    [
        ("township", ["C201"]),
        ("county", ["C201"]),
        ("prefecture", []),
        ("province", []),
        ("state", []),
    ],
)
def test_level_goes_before_the_name(zeros: Zeros, level: str, expected: list[str]) -> None:
    stated = {"agency.level": level, P + "regulations.in_force": 2}
    for name in ("白浦市人民政府", "青禾县人民政府"):
        assert codes(zeros({**stated, "agency.name": name}), "C") == expected


def test_zero_and_blank_are_no_government_rules(zeros: Zeros) -> None:
    assert codes(zeros({P + "regulations.issued": None}), "C") == []


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"licensing.previous_items": 3, "licensing.change": -3}, []),
        ({"licensing.previous_items": 3, "licensing.change": -4}, ["C104"]),
        ({"licensing.previous_items": None, "licensing.change": -4}, []),
        ({"fees.change": -1}, ["C104"]),
        ({"licensing.decisions": 1}, ["C203"]),
        ({"licensing.change": 1, "licensing.decisions": 1}, []),
        ({"licensing.previous_items": 1, "licensing.decisions": 1}, []),
        ({"licensing.previous_items": None, "licensing.decisions": 1}, []),
        ({"procurement.items": 1}, ["C105"]),
        ({"procurement.amount": Decimal("0.5")}, ["C105"]),
        ({"procurement.items": 1, "procurement.amount": Decimal("0.5")}, []),
        ({"procurement.items": 1, "procurement.amount": None}, []),
        ({"normative_documents.newly_disclosed": 1}, ["C103"]),
        (
            {"normative_documents.newly_disclosed": 1, "normative_documents.total_disclosed": 1},
            [],
        ),
    ],
)
def test_rows_of_2019(zeros: Zeros, cells: dict[str, Any], expected: list[str]) -> None:
    filled = {P + key: value for key, value in cells.items()}
    assert codes(zeros(filled, edition="2019"), "C") == expected


@pytest.mark.parametrize(
    ("issued", "repealed", "in_force", "expected"),
    [
        (1, 0, 0, ["C202"]),
        (1, 1, 0, []),
        (1, 0, 1, []),
        (0, 9, 0, []),
        (5, 2, 2, ["C202"]),
        (5, None, 2, []),
    ],
)
def test_what_was_issued_is_in_force_or_repealed(
    zeros: Zeros, issued: int, repealed: int | None, in_force: int, expected: list[str]
) -> None:
    documents = {"issued": issued, "repealed": repealed, "in_force": in_force}
    filled = {f"{P}normative_documents.{key}": value for key, value in documents.items()}
    assert codes(zeros(filled), "C") == expected


def test_rules_of_one_edition_are_silent_on_the_other(zeros: Zeros) -> None:
    row = f"{P}licensing.decisions"
    assert codes(zeros({row: 1}, edition="2019"), "C") == ["C203"]
    assert codes(zeros({row: 1}, edition="2021"), "C") == []


def test_amount_of_more_decimals_than_memory_holds_is_told() -> None:
    content = '{"year": 2024, "proactive": {"fees": {"amount": 1e-9999999999}}}'
    (finding,) = reportlint.check(read(content.encode(), "a.json"), select=["C102"])
    assert "1E-9999999999" in finding.message.en
