"""Tables that agree with a sentence: what the form requires and the sentence claims, else random.

An integer program finds the numbers that are nearest to random ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from random import Random

from benchmarks.prose.corpus import Claim, Sentence
from reportlint.form.edits import Identity, Sum
from reportlint.form.structure import PREVIOUS
from reportlint.number import Number
from reportlint.report import Report, nest
from reportlint.solving import LinearProgram, coefficients

Cells = dict[str, Number]
_MOST = 30
_LARGEST = 10.0**8
_ORGANS = {
    "街": "青禾县云溪街道办事处",
    "局": "青禾县水务局",
    "委": "青禾县发展和改革委员会",
    "中心": "青禾县水务局",
    "厅": "东海省水利厅",
    "镇": "青禾县石桥镇人民政府",
    "乡": "青禾县柳林乡人民政府",
    "省": "东海省人民政府",
    "市": "临江市人民政府",
    "区": "云溪区人民政府",
    "县": "青禾县人民政府",
}

_OWN = re.compile(
    r"\A(?:（[一二三]）[^。]{0,12}。)?(?:20\d\d年度?|[全今]年(?:以来)?|年内|本年度?|截至[^，]{0,14}，)?，?"
    r"(?!我|本|全|各|今年|度|协助|对接|邻|未|没|将|对)"
    r"(?P<organ>(?:国家税务总局)?[\u4e00-\u9fff]{0,8}?(?:(?:人民)?政府办公[室厅]|(?:人民|[省市县区乡镇])政府(?!办公)|管委会"
    r"|管理委员会|街道办事处|办事处|街道|总署|(?<!我)[局厅]|(?<![我市省县区])委(?!托)))(?=[\u4e00-\u9fff0-9])(?![的和、门])"
    r"|\A(?:20\d\d年度?|[全今]年|本年度?)?，?"
    r"(?P<other>[\u4e00-\u9fff]{1,8}(?:馆|园区|海关|[^我本乡镇][乡镇]|[大支]队))"
    r"(?=20|[全本今]年|年内|[共新收受未没无制])"
)


def organ(text: str) -> str:
    """Return an organ that can say a text of itself."""
    if said := _OWN.match(text):
        name = re.sub("(?<!人民)政府", "人民政府", said["organ"] or said["other"])
        if name.endswith(("乡", "镇")):
            return f"青禾县{name}人民政府"
        if name in ("街道", "办事处", "街道办事处"):
            return _ORGANS["街"]
        place = "青禾县石桥" if name[0] in "乡镇" else "青禾" if name[0] in "省市县区" else ""
        return f"{place}{name}"
    subjects = (f"{who}{kind}" for kind in _ORGANS for who in ("我", "本", "全", ""))
    named = sorted((text.find(s), -len(s), s) for s in subjects if 0 <= text.find(s) < 16)
    found = named[0][2] if named else "局"
    return next(name for kind, name in _ORGANS.items() if found.endswith(kind))


def agreeing(sentence: Sentence, random: Random) -> tuple[Report, Report]:
    """Return a report that says the sentence, and that of the year before; both agree with it."""
    own = sentence.form
    program, columns = LinearProgram(nodes=20_000, seconds=20.0), dict[str, int]()
    for key in (*own.cells, *(f"{PREVIOUS}{key}" for key in own.cells)):
        money = own.cells[key.removeprefix(PREVIOUS)].kind == "money"
        reserved = ".regulations." in key
        columns[key] = program.column(upper=_LARGEST, integer=not money)
        _near(program, columns[key], 0 if reserved else _usual(key, random))
    for edit in own.edits:
        if isinstance(edit, Sum):
            _require(program, columns, edit, "")
            _require(program, columns, edit, PREVIOUS)
    for edit in own.year_edits:
        if isinstance(edit, Identity):
            _require(program, columns, edit, "")
    for claim in sentence.claims:
        _state(program, columns, claim)
    found = program.solve()
    if found is None:
        raise ValueError(f"no tables agree with {sentence.text}")
    stated = [claim for claim in sentence.claims if claim.relation == "is"]
    cells = {
        key: _number(own.cells[key.removeprefix(PREVIOUS)].kind, found[at])
        for key, at in columns.items()
    }
    cells |= {c.part[0]: c.number for c in stated if c.number % 1}
    year = 2024 if sentence.edition == "2021" else 2020
    name = organ(sentence.text)
    this = {key: n for key, n in cells.items() if not key.startswith(PREVIOUS)}
    last = {key.removeprefix(PREVIOUS): n for key, n in cells.items() if key.startswith(PREVIOUS)}
    prose = {f"narrative.{sentence.section}": sentence.text}
    return _report(name, year, {**this, **prose}), _report(name, year - 1, last)


def _require(program: LinearProgram, columns: Mapping[str, int], edit: Sum, year: str) -> None:
    """Require what the form states, of this year or of the year before."""
    terms = {columns[f"{year}{key}"]: float(n) for key, n in coefficients(edit).items()}
    program.row(terms, lower=0.0 if isinstance(edit, Identity) else -_LARGEST, upper=0.0)


def _usual(key: str, random: Random) -> int:
    if "natural_person" in key:
        return random.randint(1, _MOST)
    return random.choice((0, 0, 0, random.randint(1, 9)))


def _near(program: LinearProgram, column: int, number: int) -> None:
    """Let a cell cost what it is away from a number."""
    over, under = program.column(cost=1.0), program.column(cost=1.0)
    program.row({column: 1.0, over: -1.0, under: 1.0}, lower=number, upper=number)


def _state(program: LinearProgram, columns: Mapping[str, int], claim: Claim) -> None:
    """Require what a claim says."""
    number, half = float(claim.number), float(claim.step) / 2.1
    part, whole = _terms(columns, claim.part), _terms(columns, claim.whole)
    if claim.relation == "is":
        program.row(part, lower=number, upper=number)
    elif claim.relation == "difference":
        program.row(_added(part, whole, -1.0), lower=number, upper=number)
    elif claim.relation in ("share", "growth"):
        base = 0.0 if claim.relation == "share" else 100.0
        hundred = {column: 100 * n for column, n in part.items()}
        program.row(_added(hundred, whole, -(base + number - half)), lower=0.0)
        program.row(_added(hundred, whole, -(base + number + half)), upper=0.0)
        program.row(whole, lower=1.0)


def _terms(columns: Mapping[str, int], keys: Iterable[str]) -> dict[int, float]:
    return {columns[key]: 1.0 for key in keys}


def _added(terms: Mapping[int, float], other: Mapping[int, float], by: float) -> dict[int, float]:
    sums = dict(terms)
    for column, factor in other.items():
        sums[column] = sums.get(column, 0.0) + by * factor
    return sums


def _number(kind: str, found: float) -> Number:
    return Decimal(round(found)) if kind == "money" else round(found)


def _report(name: str, year: int, values: Mapping[str, object]) -> Report:
    about = {"year": year, "agency.name": name}
    return Report.from_dict(nest({**about, **values}.items()))
