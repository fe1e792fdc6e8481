"""Hypothesis strategies for whole reports; needs `pip install 'reportlint[strategies]'`.

The reports are derived from the schema, so a new edition has its strategy without code here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import product
from math import ceil
from types import MappingProxyType
from typing import Any

try:
    from hypothesis import assume
    from hypothesis import strategies as st
except ModuleNotFoundError as error:
    raise ModuleNotFoundError(
        "reportlint.strategies needs Hypothesis: pip install 'reportlint[strategies]'"
    ) from error

from reportlint.form.edits import Condition, Edit, ReservedRow, Sum, known
from reportlint.form.expectations import MODEST_AMOUNT, day_written, review_first
from reportlint.form.schema import Form, form, form_of_year, forms, last_year
from reportlint.form.structure import PREVIOUS, FormCell
from reportlint.number import Number
from reportlint.organs import spends_little
from reportlint.report import Report, nest
from reportlint.years import nonzero_numbers

Cells = dict[str, Number]

_ORGANS = ("云溪街道办事处", "青禾县教育局", "青禾县人民政府", "临江市人民政府", "某省水利厅")
_MOST_FILLED = 40
_MOST_YEARS = 6


@st.composite
def reports(draw: st.DrawFn, edition: str) -> Report:
    """Whole reports of an edition on which no rule has anything to say.

    Cells are drawn over the whole range of the form, less amounts that are too large for the organ;
    most are 0, as in published reports. Whatever the form states of them holds. A section of prose
    says what it is asked to, and then anything.
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
        "agency.name": draw(st.sampled_from(_ORGANS) | _named()),
        "agency.level": draw(st.sampled_from((None, *own.node("agency.level")["enum"]))),
    }


def _named() -> st.SearchStrategy[str]:
    """Any name that can be read, in which nothing is left blank."""
    letters = st.characters(exclude_categories=["C"], exclude_characters=_BLANKS)
    return st.text(letters, max_size=20).filter(str.strip)


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
    cells = draw(_cells(own, organ, last_year, years))
    about = {"edition": draw(st.sampled_from((None, own.edition))), "year": year, **organ}
    data = nest((key, value) for key, value in about.items() if value is not None)
    data |= draw(_period(year)) | nest(cells.items()) | draw(_narrative(own, year))
    return Report.from_dict(data)


@st.composite
def _cells(
    draw: st.DrawFn, own: Form, organ: Mapping[str, Any], last_year: Mapping[str, Any], years: int
) -> Cells:
    """Every cell: what follows from last year's, and multiples of steps added up.

    Sums that agree, or do not exceed others, still do so after a step, and so does what needs a
    ground. Only where the parts of a ground cancel out does it take a step more.
    """
    barred = frozenset(
        key
        for edit in own.edits
        if isinstance(edit, ReservedRow)
        for key in edit.cells
        if edit.fails({**organ, key: 1})
    )
    is_small = spends_little(organ["agency.name"], organ["agency.level"])
    steps = _steps(own, barred, is_small=is_small, over_years=bool(last_year))
    cells: Cells = dict.fromkeys(own.cells, 0)
    if last_year:
        alone = _steps(own, barred, is_small=is_small, over_years=False)
        _follow(cells, own, last_year, (steps, alone))
    least = draw(st.integers(0, _MOST_FILLED // 4))
    filled = st.sets(st.sampled_from(list(own.cells)), min_size=least, max_size=_MOST_FILLED)
    for key in sorted(draw(filled)):
        number, turn = (
            draw(_number(own.cells[key], steps.share(key, years), steps.largest(key))),
            draw(st.integers(0, _TURNS - 1)),
        )
        step = steps.step(key, -1 if number < 0 else 1, turn)
        _add(cells, step, abs(ceil(number)))
        if step and number != ceil(number):
            _refine(cells, key, number - ceil(number), own, last_year)
    for edit in own.edits:
        if isinstance(edit, Condition) and edit.fails(cells):
            need = next(key for key in edit.needs if steps.step(key, 1, 0))
            _add(cells, steps.step(need, 1, 0), 1 - int(cells[need]))
    if not last_year:
        _review(cells, own, steps)
    assume(not any(map(day_written, cells.values())))
    return cells


def _review(cells: Cells, own: Form, steps: _Steps) -> None:
    """Add the reconsiderations that suits come after."""
    for edit in own.year_edits:
        needs = [key for key in edit.cells[:-1] if key in cells]
        row = {**dict.fromkeys(edit.cells, 0), **cells}
        if isinstance(edit, Condition) and edit.fails(row):
            _add(cells, steps.step(needs[0], 1, 0), 1)
    stated = review_first(own)
    if stated is not None and cells[stated.suits] > (reviewed := cells[stated.reconsiderations]):
        _add(cells, steps.step(stated.reconsiderations, 1, 0), cells[stated.suits] - reviewed)


_TURNS = 4
_MOST_TRIES = 5000
_DEEPEST = (2, 4, 6, 8, 12, 16)


class _Steps:
    """Small reports on which every edit holds, all but a few of their cells 0.

    With those edits that are about two years they are what may be added to a report when nothing
    is added to the one of the year before.
    """

    def __init__(
        self, own: Form, barred: frozenset[str], *, is_small: bool, over_years: bool
    ) -> None:
        self._own = own
        self._barred = barred
        self._most_money = MODEST_AMOUNT - 1 if is_small else None
        self._edits: dict[str, list[Edit]] = {key: [] for key in own.cells}
        for edit in (*own.edits, *(own.year_edits if over_years else ())):
            for key in edit.cells:
                self._edits.setdefault(key, []).append(edit)
        self._zeros: Cells = dict.fromkeys(self._edits, 0)
        self._tries = 0
        self._found: dict[tuple[str, int, int], Cells] = {}

    def share(self, key: str, years: int) -> int:
        """Return by what to divide the range of a cell so that no sum leaves it."""
        alone = all(len(edit.cells) == 1 for edit in self._edits[key])
        return years if alone else len(self._own.cells) * years

    def largest(self, key: str) -> int:
        """Return the largest number that every cell raised along with this one may hold."""
        turns = [self.step(key, 1, turn) for turn in range(_TURNS)]
        cells = {self._own.cells[cell] for cell in (key, *(x for t in turns for x in t))}
        money = [self._most_money or cell.maximum for cell in cells if cell.kind == "money"]
        return min([cell.maximum for cell in cells] + money)

    def step(self, key: str, number: int, turn: int) -> Cells:
        """Return the cells of a step that has `number` in a cell; none where there is no such.

        Each `turn` prefers other cells to make up for it.
        """
        if (key, number, turn) not in self._found:
            start: Cells = {key: number}
            self._tries = _MOST_TRIES
            tries = (self._completed(start, turn, deepest) for deepest in _DEEPEST)
            found = next((cells for cells in tries if cells), {}) if self._can(key, number) else {}
            self._found[key, number, turn] = found
        return self._found[key, number, turn]

    def _completed(self, cells: Cells, turn: int, deepest: int) -> Cells | None:
        """Return the cells with others raised until every edit holds, as few as may be."""
        self._tries -= 1
        row = {**self._zeros, **cells}
        about = dict.fromkeys(edit for key in cells for edit in self._edits[key])
        choices = [self._raises(edit, row) for edit in about if edit.fails(row)]
        if not choices or not deepest or self._tries < 0:
            return None if choices else cells
        least = min(choices, key=len)
        middle = turn % (len(least) or 1)
        for key, amount in (*least[middle:], *least[:middle]):
            raised = {**cells, key: row[key] + amount}
            if found := self._completed(raised, turn, deepest - 1):
                return found
        return None

    def _raises(self, edit: Edit, row: Mapping[str, Number]) -> list[tuple[str, Number]]:
        """Return which cells make an edit hold, each with what has to be added to it."""
        raises: list[tuple[str, Number]] = []
        if isinstance(edit, Condition):
            raises = [(key, 1 - row[key]) for key in edit.needs]
        elif isinstance(edit, Sum):
            lacking = known(edit.left, row) - known(edit.right, row)
            side = edit.right if lacking > 0 else edit.left
            raises = [(key, max(lacking, -lacking)) for key in side]
        return [(key, amount) for key, amount in raises if self._can(key, amount)]

    def _can(self, key: str, number: Number) -> bool:
        cell = self._own.cells.get(key)
        return cell is not None and key not in self._barred and number >= cell.minimum


@lru_cache(maxsize=32)
def _steps(own: Form, barred: frozenset[str], *, is_small: bool, over_years: bool) -> _Steps:
    return _Steps(own, barred, is_small=is_small, over_years=over_years)


def _add(cells: Cells, step: Mapping[str, Number], times: Number) -> None:
    for key, number in step.items():
        cells[key] += number * times


def _refine(cells: Cells, key: str, part: Number, own: Form, last_year: Mapping[str, Any]) -> None:
    """Add a fraction to an amount of money, where no edit is against it."""
    edits = [edit for edit in (*own.edits, *own.year_edits) if key in edit.cells]
    row, refined = {**last_year, **cells}, {**last_year, **cells, key: cells[key] + part}
    if not any(edit.fails(refined) and not edit.fails(row) for edit in edits):
        cells[key] = refined[key]


def _follow(
    cells: Cells, own: Form, last_year: Mapping[str, Any], choices: Sequence[_Steps]
) -> None:
    """Add what last year's report asks of this one."""
    edits = [
        edit
        for edit in own.year_edits
        if isinstance(edit, Sum) and all(key in cells or key in last_year for key in edit.cells)
    ]
    while lacking := _lacking(edits, {**last_year, **cells}):
        left = {
            (sum(_lacking(edits, {**last_year, **more}).values()), size): more
            for more, size in _more(cells, lacking, choices)
        }
        least = min(left, default=(sum(lacking.values()), 0))
        assume(least[0] < sum(lacking.values()))  # no report may follow last year's
        cells.update(left[least])


def _lacking(edits: Sequence[Sum], row: Mapping[str, Any]) -> dict[Sum, Number]:
    """Return by how much the failing edits fail."""
    lacking: dict[Sum, Number] = {}
    for edit in edits:
        if edit.fails(row):
            difference = known(edit.left, row) - known(edit.right, row)
            lacking[edit] = max(difference, -difference)
    return lacking


def _more(
    cells: Cells, lacking: Mapping[Sum, Number], choices: Sequence[_Steps]
) -> Iterator[tuple[Cells, int]]:
    """Yield the cells with what some edit lacks added to one of its cells, and how many change."""
    for edit, amount in lacking.items():
        for key in edit.cells:
            for steps, turn in product(choices, range(_TURNS)):
                if key in cells and (step := steps.step(key, 1, turn)):
                    more = dict(cells)
                    _add(more, step, amount)
                    yield more, len(step)


def _number(cell: FormCell, share: int, largest: int) -> st.SearchStrategy[Number]:
    """A number other than 0 that the cell may hold, no more than its share of the range.

    Cells that are raised along with it hold no more than `largest`.
    """
    most = min(cell.maximum, largest) // share
    if cell.decimals is not None:
        places = cell.decimals
        digits = st.integers(1, 10**4) | st.integers(1, most * 10**places)
        return digits.map(lambda n: Decimal(n).scaleb(-places))
    positive = st.integers(1, 99) | st.integers(1, most)
    return positive if cell.minimum >= 0 else positive | st.integers(max(cell.minimum, -most), -1)


def _period(year: int) -> st.SearchStrategy[dict[str, Any]]:
    whole = {"start": f"{year}-01-01", "end": f"{year}-12-31"}
    day = st.dates(date(year + 1, 1, 1), date(year + 1, 1, 31)).map(date.isoformat)
    return st.fixed_dictionaries({}, optional={"period": st.just(whole), "published": day})


_SAID = {
    "preamble": "本报告所列数据的统计期限为{year}年1月1日至12月31日。",
    "overview": "主动公开、依申请公开、政府信息管理、平台建设、监督保障各项工作平稳；"
    "工作考核、社会评议已经开展，未发生责任追究。",
    "problems": "信息更新不够及时；已经完善制度，加强培训。",
    "other_matters": "本年度未收取信息处理费，没有其他需要报告的事项。",
}
"""What the sections of prose are asked to say, in a few words."""


def _narrative(own: Form, year: int) -> st.SearchStrategy[dict[str, Any]]:
    prose = own.schema["properties"]["narrative"]["properties"]
    texts = {key: _prose(_SAID.get(key, "").format(year=year)) for key in prose}
    sections = st.fixed_dictionaries({}, optional=texts)
    return st.fixed_dictionaries({}, optional={"narrative": sections})


def _prose(said: str) -> st.SearchStrategy[str]:
    """What has to be said, then a paragraph of anything that is no blank of a template."""
    letters = st.characters(codec="utf-8", exclude_characters=_BLANKS)
    return st.text(letters, max_size=60).map(lambda text: f"{said}\n{text}")


_BLANKS = "×✕XxＸｘ*＊_＿〔(（【[此"
