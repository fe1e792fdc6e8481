"""Hypothesis strategies for whole reports; needs `pip install 'reportlint[strategies]'`.

The reports are derived from the schema, so a new edition has its strategy without code here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any

try:
    from hypothesis import assume
    from hypothesis import strategies as st
except ModuleNotFoundError as error:
    raise ModuleNotFoundError(
        "reportlint.strategies needs Hypothesis: pip install 'reportlint[strategies]'"
    ) from error

from reportlint.form.edits import Condition, Edit, Identity, Limit, ReservedRow, known
from reportlint.form.schema import Form, form, form_of_year, forms, last_year
from reportlint.form.statements import PREVIOUS
from reportlint.form.structure import FormCell
from reportlint.number import Number
from reportlint.report import Report, nest
from reportlint.years.history import nonzero_numbers

Cells = dict[str, Number]

_ORGANS = ("云溪街道办事处", "青禾县教育局", "青禾县人民政府", "临江市人民政府", "某省水利厅")
_MOST_FILLED = 40
_MOST_YEARS = 6


@st.composite
def reports(draw: st.DrawFn, edition: str) -> Report:
    """Whole reports of an edition on which no A or C rule has anything to say.

    Cells are drawn over the whole range of the form; most are 0, as in published reports. Totals
    and balances are computed.
    """
    own = form(edition)
    year = draw(st.integers(own.first_year, last_year(own) or own.first_year + 50))
    return draw(_report(own, year, draw(_organ(own))))


@st.composite
def histories(draw: st.DrawFn) -> list[Report]:
    """Reports of one organ for two to six years running, oldest first, also across editions.

    Nothing above a note is to be said of any of them by an A, C or Y rule: what is carried over was
    carried forward, and no more is in force than was or was issued.
    """
    editions = tuple(forms().values())
    first = draw(st.integers(editions[0].first_year, editions[-1].first_year + 9))
    organ = draw(_organ(editions[0]))
    found: list[Report] = []
    for year in range(first, first + draw(st.integers(2, _MOST_YEARS))):
        before = found[-1].record if found else {}
        last_year = {f"{PREVIOUS}{key}": number for key, number in before.items()}
        own = form_of_year(year) or editions[-1]
        report = draw(_report(own, year, organ, last_year, _MOST_YEARS))
        filled = nonzero_numbers(report)
        assume(not found or not filled or filled != nonzero_numbers(found[-1]))
        found.append(report)
    return found


@st.composite
def _organ(draw: st.DrawFn, own: Form) -> dict[str, Any]:
    return {
        "agency.name": draw(st.sampled_from(_ORGANS) | st.text(max_size=20).filter(str.strip)),
        "agency.level": draw(st.sampled_from((None, *own.node("agency.level")["enum"]))),
    }


@st.composite
def _report(
    draw: st.DrawFn,
    own: Form,
    year: int,
    organ: dict[str, Any],
    last_year: Mapping[str, Any] = MappingProxyType({}),
    years: int = 1,
) -> Report:
    """A report, one of so many `years`, in keeping with the cells of the one before it."""
    fixed = _fixed(own, last_year)
    cells = draw(_cells(own, fixed, years))
    over_years = [edit for edit in own.year_edits if isinstance(edit, Limit)]
    _settle(cells, (*own.edits, *over_years), fixed, {**last_year, **organ})
    about = {"edition": draw(st.sampled_from((None, own.edition))), "year": year, **organ}
    data = nest((key, value) for key, value in about.items() if value is not None)
    data |= draw(_period(year)) | nest(cells.items()) | draw(_narrative(own))
    return Report.from_dict(data)


def _fixed(own: Form, last_year: Mapping[str, Any]) -> Cells:
    """Return the cells that follow from last year's, totals aside."""
    return {
        edit.right[0]: known(edit.left, last_year)
        for edit in own.year_edits
        if isinstance(edit, Identity)
        and edit.right[0] not in own.totals
        and all(last_year.get(key) is not None for key in edit.left)
    }


@st.composite
def _cells(draw: st.DrawFn, own: Form, fixed: Cells, years: int) -> Cells:
    """Every cell, with the identities true; numbers that are summed over `years` stay in range."""
    summed = {key for identity in own.identities for key in identity.cells}
    share = len(own.cells) * years
    free = [key for key in own.cells if key not in own.totals]
    filled = draw(st.sets(st.sampled_from(free), max_size=_MOST_FILLED))
    cells: Cells = {
        key: draw(_number(own.cells[key], share if key in summed or years > 1 else 1))
        if key in filled
        else 0
        for key in free
    }
    cells |= fixed
    for identity in own.identities:
        if len(identity.right) > 1 and not own.totals.keys() & set(identity.left):
            _balance(cells, identity, own, fixed)
    for key in own.totals:
        _total(cells, key, own)
    return {key: cells[key] for key in own.cells}


def _number(cell: FormCell, share: int) -> st.SearchStrategy[Number]:
    """A number that the cell may hold; of a summed cell no more than its share of the range."""
    if cell.decimals is not None:
        digits = st.integers(0, cell.maximum * 10**cell.decimals)
        return st.integers(0, 10**4) | digits.map(lambda n: Decimal(n).scaleb(-6))
    most = cell.maximum // share
    return st.integers(max(cell.minimum, -9), 99) | st.integers(max(cell.minimum, -most), most)


def _balance(cells: Cells, identity: Identity, own: Form, fixed: Cells) -> None:
    """Split what the right side amounts to over the cells of the left, at least what is fixed."""
    rest = sum(_total(cells, key, own) for key in identity.right)
    for key in identity.left[1:]:
        cells[key] = fixed.get(key, min(cells[key], max(rest, 0)))
        rest -= cells[key]
    cells[identity.right[-1]] -= min(rest, 0)
    cells[identity.left[0]] = max(rest, 0)


def _total(cells: Cells, key: str, own: Form) -> Number:
    """Return a cell, computed and stored first where it is the sum of others."""
    if key in own.totals:
        cells[key] = sum(_total(cells, part, own) for part in own.totals[key])
    return cells[key]


def _settle(cells: Cells, edits: Sequence[Edit], fixed: Cells, about: Mapping[str, Any]) -> None:
    """Make the remaining statements true: raise what limits a sum, empty what lacks its ground.

    `about` is what else the statements are about: the organ, and last year's cells.
    """
    for edit in edits:
        row = {**about, **cells}
        if isinstance(edit, Limit) and edit.fails(row):
            raised = next(key for key in edit.right if key in cells and key not in fixed)
            cells[raised] += known(edit.left, row) - known(edit.right, row)
    for edit in edits:
        if isinstance(edit, Condition) and edit.fails(cells):
            cells[edit.positive] = 0
        if isinstance(edit, ReservedRow) and edit.fails({**about, **cells}):
            cells.update(dict.fromkeys(edit.cells, 0))


def _period(year: int) -> st.SearchStrategy[dict[str, Any]]:
    whole = {"start": f"{year}-01-01", "end": f"{year}-12-31"}
    day = st.dates(date(year + 1, 1, 1), date(year + 1, 3, 31)).map(date.isoformat)
    return st.fixed_dictionaries({}, optional={"period": st.just(whole), "published": day})


def _narrative(own: Form) -> st.SearchStrategy[dict[str, Any]]:
    prose = st.text(max_size=60)
    keys = own.schema["properties"]["narrative"]["properties"]
    sections = st.fixed_dictionaries({}, optional=dict.fromkeys(keys, prose))
    return st.fixed_dictionaries({}, optional={"narrative": sections})
