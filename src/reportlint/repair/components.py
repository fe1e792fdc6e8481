"""The edits that a wrong cell can reach: connected components, and neighbourhoods in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from reportlint.form.edits import Condition, Decimals, Edit, Limit, Record, Sum
from reportlint.solving import connected_edits


@dataclass(frozen=True)
class Component:
    """Edits that share cells with each other and with no other edit; some of them `broken`."""

    edits: tuple[Edit, ...]
    broken: tuple[Edit, ...]
    row: Record

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
        return tuple(cell for cell in self.near if self.row.get(cell) is not None)

    def nonnegative(self, cell: str) -> bool:
        """Whether an edit says that the cell is not negative."""
        own = self.component
        return any(limits_below(own.edits[place]) for place in own.by_cell[cell])

    @cached_property
    def blanks(self) -> tuple[str, ...]:
        """The blank cells of the edits."""
        cells = dict.fromkeys(cell for edit in self.edits for cell in edit.cells)
        return tuple(cell for cell in cells if self.row.get(cell) is None)


def components(edits: Collection[Edit], row: Record) -> Iterator[Component]:
    """Yield the connected components that contain a broken edit, in the order of the edits."""
    numeric = [edit for edit in edits if isinstance(edit, Sum | Condition | Decimals)]
    if not any(edit.fails(row) for edit in numeric):
        return
    for own in connected_edits(numeric):
        if broken := tuple(edit for edit in own if edit.fails(row)):
            yield Component(tuple(own), broken, row)


def limits_below(edit: Edit) -> bool:
    """Whether the edit says that one cell is not negative."""
    return isinstance(edit, Limit) and not edit.left and len(edit.right) == 1
