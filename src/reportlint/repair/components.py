"""The edits that a wrong cell can reach: connected components, and neighbourhoods in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from reportlint.form.edits import Condition, Decimals, Edit, Limit, Record, Sum
from reportlint.solving.connected import connected_edits


@dataclass(frozen=True)
class Component:
    """Edits that share cells with each other and with no other edit; some of them `broken`."""

    edits: tuple[Edit, ...]
    broken: tuple[Edit, ...]
    row: Record

    @cached_property
    def by_cell(self) -> dict[str, list[Edit]]:
        """The edits of every cell."""
        found: dict[str, list[Edit]] = defaultdict(list)
        for edit in self.edits:
            for cell in dict.fromkeys(edit.cells):
                found[cell].append(edit)
        return found

    def neighbourhoods(self) -> Iterator[Neighbourhood]:
        """Yield ever larger neighbourhoods of the broken edits, until one holds every cell.

        The first holds the cells of the broken edits, each next one also the cells that share an
        edit with those. A blank is no step on the way: it may take any value.
        """
        reached = self._past_blanks(self.broken)
        cells: set[str] = set()
        while more := {cell for edit in reached for cell in edit.cells} - cells:
            cells |= more
            reached = self._past_blanks([e for cell in cells for e in self.by_cell[cell]])
            chosen = {id(edit) for edit in reached}
            edits = tuple(edit for edit in self.edits if id(edit) in chosen)
            yield Neighbourhood(self, tuple(c for c in self.by_cell if c in cells), edits)

    def _past_blanks(self, edits: Sequence[Edit]) -> list[Edit]:
        """Return the edits, and those that blank cells tie to them."""
        found = {id(edit): edit for edit in edits}
        todo = list(found.values())
        while todo:
            blanks = [cell for cell in todo.pop().cells if self.row.get(cell) is None]
            for edit in (edit for cell in blanks for edit in self.by_cell[cell]):
                if id(edit) not in found:
                    found[id(edit)] = edit
                    todo.append(edit)
        return list(found.values())


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
        return any(limits_below(edit) for edit in self.component.by_cell[cell])

    @cached_property
    def blanks(self) -> tuple[str, ...]:
        """The blank cells of the edits."""
        cells = dict.fromkeys(cell for edit in self.edits for cell in edit.cells)
        return tuple(cell for cell in cells if self.row.get(cell) is None)


def components(edits: Collection[Edit], row: Record) -> Iterator[Component]:
    """Yield the connected components that contain a broken edit, in the order of the edits."""
    numeric = [edit for edit in edits if isinstance(edit, Sum | Condition | Decimals)]
    broken = {id(edit) for edit in numeric if edit.fails(row)}
    if not broken:
        return
    for own in connected_edits(numeric):
        failing = tuple(edit for edit in own if id(edit) in broken)
        if failing:
            yield Component(tuple(own), failing, row)


def limits_below(edit: Edit) -> bool:
    """Whether the edit says that one cell is not negative."""
    return isinstance(edit, Limit) and not edit.left and len(edit.right) == 1
