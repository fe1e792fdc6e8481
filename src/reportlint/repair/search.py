"""The search for the smallest sets of cells, as a mixed-integer program that HiGHS solves.

A cell's change is 0 unless its binary variable is 1; the weights of the binaries are minimised.
Changes are measured in units of the largest residual, and none exceeds twice the sum of all
residuals: a set that cannot be made smaller has a solution that is a combination of basic ones, and
in tables of sums an entry of the inverse of a basis is at most 1 (twice that leaves room for sums
in three directions).

Two kinds of constraints keep the search short and do not rest on that bound. At least one cell
changes of every broken edit, and of every edit that broken ones imply (Fellegi and Holt's cover);
and no cell of an identity that holds changes alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache
from itertools import combinations

from reportlint.form.edits import Condition, Decimals, Edit, Identity, Limit, Record, Sum
from reportlint.solving import INFINITY, LinearProgram, coefficients, connected_edits, expression


@dataclass(frozen=True)
class Component:
    """Edits that share cells with each other and with no other edit; some of them `broken`.

    The cells of `fixed` do not change.
    """

    edits: tuple[Edit, ...]
    broken: tuple[Edit, ...]
    row: Record
    fixed: frozenset[str] = frozenset()

    def changeable(self, cells: Iterable[str]) -> tuple[str, ...]:
        """Return those of the cells that may change: neither blank nor fixed."""
        return tuple(c for c in cells if self.row.get(c) is not None and c not in self.fixed)

    @cached_property
    def by_cell(self) -> dict[str, list[int]]:
        """The places in `edits` of the edits of every cell."""
        found: dict[str, list[int]] = defaultdict(list)
        for place, edit in enumerate(self.edits):
            for cell in dict.fromkeys(edit.cells):
                found[cell].append(place)
        return found

    def neighbourhoods(self) -> Iterator[Neighbourhood]:
        """Yield ever larger neighbourhoods of the broken edits, until one holds every cell.

        The first holds the cells of the broken edits, each next one also the cells that share an
        edit with those. A blank is no step on the way: it may take any value.
        """
        broken = (place for place, edit in enumerate(self.edits) if edit.fails(self.row))
        reached = self._past_blanks(broken)
        cells: set[str] = set()
        while more := {cell for place in reached for cell in self.edits[place].cells} - cells:
            cells |= more
            reached = self._past_blanks(place for cell in cells for place in self.by_cell[cell])
            edits = tuple(self.edits[place] for place in sorted(reached))
            yield Neighbourhood(self, tuple(c for c in self.by_cell if c in cells), edits)

    def _past_blanks(self, places: Iterable[int]) -> set[int]:
        """Return the places of edits, and of those that blank cells tie to them."""
        found = set(places)
        todo = list(found)
        while todo:
            blanks = [c for c in self.edits[todo.pop()].cells if self.row.get(c) is None]
            more = {place for cell in blanks for place in self.by_cell[cell]} - found
            found |= more
            todo += more
        return found


@dataclass(frozen=True)
class Neighbourhood:
    """The cells near the broken edits of a component, and every edit about one of them."""

    component: Component
    near: tuple[str, ...]
    edits: tuple[Edit, ...]

    @property
    def row(self) -> Record:
        """The report."""
        return self.component.row

    @cached_property
    def cells(self) -> tuple[str, ...]:
        """The cells that may change."""
        return self.component.changeable(self.near)

    def nonnegative(self, cell: str) -> bool:
        """Whether an edit says that the cell is not negative."""
        own = self.component
        return any(limits_below(own.edits[place]) for place in own.by_cell[cell])

    @cached_property
    def blanks(self) -> tuple[str, ...]:
        """The blank cells of the edits."""
        cells = dict.fromkeys(cell for edit in self.edits for cell in edit.cells)
        return tuple(cell for cell in cells if self.row.get(cell) is None)


def components(
    edits: Collection[Edit], row: Record, fixed: frozenset[str] = frozenset()
) -> Iterator[Component]:
    """Yield the connected components that contain a broken edit, in the order of the edits."""
    numeric = tuple(edit for edit in edits if isinstance(edit, Sum | Condition | Decimals))
    if not any(edit.fails(row) for edit in numeric):
        return
    for own in _connected(numeric):
        if broken := tuple(edit for edit in own if edit.fails(row)):
            yield Component(own, broken, row, fixed)


@lru_cache(maxsize=16)
def _connected(edits: tuple[Edit, ...]) -> tuple[tuple[Edit, ...], ...]:
    return tuple(map(tuple, connected_edits(edits)))


def limits_below(edit: Edit) -> bool:
    """Whether the edit says that one cell is not negative."""
    return isinstance(edit, Limit) and not edit.left and len(edit.right) == 1


SAME_WEIGHT = 1e-7


@dataclass(frozen=True, slots=True)
class Candidate:
    """A set of cells, and the numbers that HiGHS, in binary floats, has for them and the blanks."""

    cells: tuple[str, ...]
    numbers: Mapping[str, Fraction]


class CellSetSearch:
    """Finds the lightest sets of cells of a neighbourhood that weigh no more than `most`."""

    def __init__(
        self,
        near: Neighbourhood,
        weights: Mapping[str, float],
        most: float = INFINITY,
        *,
        least: float = 0.0,
        single: Mapping[str, Fraction | None] | None = None,
    ) -> None:
        """`least` is the weight of cells that cover the broken edits, be they a solution or not.

        `single` holds the only cells that may change, with their changes where known.
        """
        self._near = near
        self._origin = _origin(near)
        self._scale, self._reach = _measure(near.edits, self._origin)
        self._program = LinearProgram()
        self._chosen: dict[str, int] = {}
        self._changes: dict[str, dict[int, float]] = {}
        for cell in near.cells if single is None else single:
            self._add_cell(cell, weights[cell], None if single is None else single[cell])
        self._weights = {x: weights[cell] for cell, x in self._chosen.items()}
        self._blanks = {cell: self._add_blank(cell) for cell in near.blanks}
        for edit in near.edits:
            self._add_sum(edit)
        for cells in sets_to_cover(near.component):
            chosen = {self._chosen[cell]: 1.0 for cell in cells if cell in self._chosen}
            self._program.row(chosen, lower=1.0)
        if most < INFINITY:
            self._program.row(self._weights, upper=most + SAME_WEIGHT)
            self._program.row(self._in_no_broken_edit(), upper=most - least + SAME_WEIGHT)

    def next(self) -> Candidate | None:
        """Return a lightest set; None where there is none. Raises `UndecidedError`."""
        values = self._program.solve()
        if values is None:
            return None
        cells = tuple(cell for cell, x in self._chosen.items() if values[x] > 0.5)
        found = {
            cell: sum(sign * values[x] for x, sign in self._changes[cell].items()) for cell in cells
        } | {cell: values[x] for cell, x in self._blanks.items()}
        scale = self._scale
        return Candidate(
            cells,
            {cell: self._origin[cell] + Fraction(value) * scale for cell, value in found.items()},
        )

    def settle(self, weight: float) -> None:
        """From now on find any set of that weight."""
        self._program.row(self._weights, weight - SAME_WEIGHT, weight + SAME_WEIGHT)
        self._program.forget_costs()

    def exclude(self, cells: Collection[str], *, larger: bool) -> None:
        """From now on leave that set out, and where `larger` all that contain it."""
        inside = {self._chosen[cell]: 1.0 for cell in cells}
        outside = {} if larger else dict.fromkeys(self._chosen.values(), -1.0)
        self._program.row(outside | inside, upper=len(cells) - 1.0)

    def _in_no_broken_edit(self) -> dict[int, float]:
        """Return the weights of the cells that come on top of those that cover the broken edits."""
        covering = {cell for edit in self._near.component.broken for cell in edit.cells}
        return {x: self._weights[x] for cell, x in self._chosen.items() if cell not in covering}

    def _add_cell(self, cell: str, weight: float, change: Fraction | None) -> None:
        """Add the choice of a cell, and its change, where that is not known."""
        chosen = self._program.column(upper=1.0, cost=weight, integer=True)
        self._chosen[cell] = chosen
        if change is not None:
            self._changes[cell] = {chosen: float(change / self._scale)}
            return
        self._changes[cell] = self._add_change(cell)
        for part in self._changes[cell]:
            self._program.row({part: 1.0, chosen: -self._program.upper(part)}, upper=0.0)

    def _add_change(self, cell: str) -> dict[int, float]:
        """Add a cell's increase and decrease; return them with their signs."""
        least, below = 0.0, INFINITY
        if self._near.nonnegative(cell):
            number = float(self._origin[cell] / self._scale)
            least, below = max(-number, 0.0), max(number, 0.0)
        increase = self._program.column(lower=least, upper=self._reach)
        decrease = self._program.column(upper=min(self._reach, below))
        return {increase: 1.0, decrease: -1.0}

    def _add_blank(self, cell: str) -> int:
        return self._program.column(
            lower=-float(self._origin[cell] / self._scale), upper=self._reach
        )

    def _add_sum(self, edit: Edit) -> None:
        """Add what a sum requires of the changes."""
        if not isinstance(edit, Sum) or limits_below(edit):
            return
        terms: dict[int, float] = {}
        for cell, factor in coefficients(edit).items():
            columns = self._changes.get(cell) or (
                {self._blanks[cell]: 1.0} if cell in self._blanks else {}
            )
            terms |= {x: sign * factor for x, sign in columns.items()}
        residual = -float(expression(edit, self._origin, {})[1] / self._scale)
        identity = isinstance(edit, Identity)
        self._program.row(terms, residual if identity else -INFINITY, residual)
        if identity and not residual and not any(cell in self._blanks for cell in edit.cells):
            self._no_change_alone(edit)

    def _no_change_alone(self, edit: Sum) -> None:
        binaries = [self._chosen[c] for c in coefficients(edit) if c in self._chosen]
        for x in binaries:
            self._program.row(dict.fromkeys(binaries, -1.0) | {x: 1.0}, upper=0.0)


def _origin(near: Neighbourhood) -> dict[str, Fraction]:
    """Return the known numbers, and for blanks what the identities give where they can tell."""
    row = {
        cell: near.row[cell]
        for edit in near.edits
        for cell in edit.cells
        if near.row.get(cell) is not None
    }
    origin = {cell: Fraction(value) for cell, value in row.items()}
    identities = [edit for edit in near.edits if isinstance(edit, Identity)]
    found = True
    while found:
        found = False
        for edit in identities:
            blanks = [cell for cell in edit.cells if cell not in origin]
            if len(blanks) == 1:
                terms, constant = expression(edit, origin, dict.fromkeys(blanks))
                origin[blanks[0]] = max(Fraction(), -constant / (terms.get(blanks[0]) or 1))
                found = True
    return dict.fromkeys(near.blanks, Fraction()) | origin


def _measure(edits: Collection[Edit], origin: Mapping[str, Fraction]) -> tuple[Fraction, float]:
    """Return the largest residual, and how far a change may reach in units of it."""
    residuals = [_residual(edit, origin) for edit in edits if isinstance(edit, Sum)]
    scale = max(residuals, default=Fraction()) or Fraction(1)
    return scale, 2 * max(float(sum(residuals) / scale), 1.0)


def _residual(edit: Sum, origin: Mapping[str, Fraction]) -> Fraction:
    _, residual = expression(edit, origin, {})
    return abs(residual) if isinstance(edit, Identity) else max(residual, Fraction())


def sets_to_cover(component: Component) -> Iterator[tuple[str, ...]]:
    """Yield the sets of which at least one cell each changes: of broken edits, then of implied."""
    row = component.row
    yield from (component.changeable(edit.cells) for edit in component.broken)
    complete = [
        (coefficients(edit), expression(edit, row, {})[1])
        for edit in component.broken
        if isinstance(edit, Identity) and all(row.get(cell) is not None for cell in edit.cells)
    ]
    for one, other in combinations(complete, 2):
        implied = _cells_of_implied_edits(*one, *other)
        yield from (component.changeable(cells) for cells in implied)


def _cells_of_implied_edits(
    one: Mapping[str, int], residual: Fraction, other: Mapping[str, int], beside: Fraction
) -> Iterator[tuple[str, ...]]:
    """Yield the cells of every broken edit that follows from two by leaving out a shared cell."""
    for ratio in {Fraction(one[cell], other[cell]) for cell in one.keys() & other.keys()}:
        if residual != ratio * beside:
            cells = dict.fromkeys((*one, *other))
            yield tuple(c for c in cells if one.get(c, 0) != ratio * other.get(c, 0))
