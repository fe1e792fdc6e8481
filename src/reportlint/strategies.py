"""Hypothesis strategies for whole reports; needs `pip install 'reportlint[strategies]'`.

The reports are derived from the schema, so a new edition has its strategy without code here.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

try:
    from hypothesis import strategies as st
except ModuleNotFoundError as error:
    raise ModuleNotFoundError(
        "reportlint.strategies needs Hypothesis: pip install 'reportlint[strategies]'"
    ) from error

from reportlint.edits import Condition, Edit, Identity, Limit, Reserved, known
from reportlint.forms import Form, FormCell, form, forms
from reportlint.report import Number, Report, nest

Cells = dict[str, Number]

_ORGANS = ("云溪街道办事处", "青禾县教育局", "青禾县人民政府", "临江市人民政府", "某省水利厅")
_MOST_FILLED = 40


@st.composite
def reports(draw: st.DrawFn, edition: str) -> Report:
    """Whole reports of an edition on which no A or C rule has anything to say.

    Cells are drawn over the whole range of the form; most are 0, as in published reports. Totals
    and balances are computed.
    """
    own = form(edition)
    year = draw(st.integers(own.first_year, _last_year(own)))
    agency = draw(st.sampled_from(_ORGANS) | st.text(min_size=1, max_size=20))
    level = draw(st.sampled_from((None, *own.node("agency.level")["enum"])))
    organ = {"agency.name": agency, "agency.level": level}
    cells = draw(_cells(own))
    _settle(cells, own.edits, organ)
    about = {"edition": draw(st.sampled_from((None, edition))), "year": year, **organ}
    data = nest((key, value) for key, value in about.items() if value is not None)
    data |= draw(_period(year)) | nest(cells.items()) | draw(_narrative(own))
    return Report.from_dict(data)


def _last_year(own: Form) -> int:
    later = [other.first_year for other in forms().values() if other.first_year > own.first_year]
    return min(later) - 1 if later else own.first_year + 50


@st.composite
def _cells(draw: st.DrawFn, own: Form) -> Cells:
    """Every cell, with the identities true."""
    summed = {key for identity in own.identities for key in identity.cells}
    free = [key for key in own.cells if key not in own.totals]
    filled = draw(st.sets(st.sampled_from(free), max_size=_MOST_FILLED))
    cells: Cells = {
        key: draw(_number(own.cells[key], len(own.cells) if key in summed else 1))
        if key in filled
        else 0
        for key in free
    }
    for identity in own.identities:
        if len(identity.right) > 1 and not own.totals.keys() & set(identity.left):
            _balance(cells, identity, own)
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


def _balance(cells: Cells, identity: Identity, own: Form) -> None:
    """Split what the right side amounts to over the cells of the left."""
    rest = sum(_total(cells, key, own) for key in identity.right)
    for key in identity.left[1:]:
        cells[key] = min(cells[key], rest)
        rest -= cells[key]
    cells[identity.left[0]] = rest


def _total(cells: Cells, key: str, own: Form) -> Number:
    """Return a cell, computed and stored first where it is the sum of others."""
    if key in own.totals:
        cells[key] = sum(_total(cells, part, own) for part in own.totals[key])
    return cells[key]


def _settle(cells: Cells, edits: Sequence[Edit], organ: dict[str, Any]) -> None:
    """Make the remaining statements true: raise what limits a sum, empty what lacks its ground."""
    for edit in edits:
        if isinstance(edit, Limit) and edit.fails(cells):
            cells[edit.right[0]] += known(edit.left, cells) - known(edit.right, cells)
    for edit in edits:
        if isinstance(edit, Condition) and edit.fails(cells):
            cells[edit.positive] = 0
        if isinstance(edit, Reserved) and edit.fails({**cells, **organ}):
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
