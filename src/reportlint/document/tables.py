"""The tables of a document: where each stands, and which only say again what another says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from reportlint.document.blocks import Block, Grid, GridCell, Paragraph
from reportlint.document.labels import EditionLabels, label_key
from reportlint.document.outline import Outline
from reportlint.document.shown import is_value
from reportlint.form.structure import Section


@dataclass(frozen=True, slots=True)
class Table:
    """A table, the section that it stands in, and the line above it."""

    grid: Grid
    section: Section | None
    caption: str


def tables(outline: Outline, labels: EditionLabels) -> list[Table]:
    """Return the tables, without the small ones that quote elsewhere what the section's own has."""
    found = list(_tables(outline))
    rows = [_rows(table, labels) for table in found]
    homes = [_home(own, labels) for own in rows]
    kept = []
    for i, (table, home) in enumerate(zip(found, homes, strict=True)):
        others = [j for j, x in enumerate(homes) if j != i and x is home]
        own = frozenset().union(*(rows[j] for j in others if found[j].section is home))
        is_extract = rows[i] < own or any(rows[i] < rows[j] for j in others)
        if home is None or table.section is home or not is_extract:
            kept.append(table)
    return kept


def _tables(outline: Outline) -> Iterator[Table]:
    """Yield all; where numbers need no label, lines of numbers alone are a row of one."""
    caption = ""
    for (section, is_row), group in groupby(outline.sectioned(), _kind):
        blocks = [block for _, block in group]
        if is_row:
            row = tuple(cell for block in blocks for cell in _numbers(block))
            yield Table(Grid((row,)), section, caption)
            continue
        for block in blocks:
            if isinstance(block, Grid):
                yield Table(block, section, caption)
            caption = block.text if isinstance(block, Paragraph) else ""


def _kind(item: tuple[Section | None, Block]) -> tuple[Section | None, bool]:
    section, block = item
    return section, bool(section and section.across and _numbers(block))


def _numbers(block: Block) -> Sequence[GridCell]:
    """Return the numbers that a line consists of; none where there is a word."""
    words = block.text.split() if isinstance(block, Paragraph) else []
    if isinstance(block, Grid) or not all(map(is_value, words)):
        return ()
    return [GridCell(word, block.location) for word in words]


def _rows(table: Table, labels: EditionLabels) -> frozenset[str]:
    """Return the labels of rows that a table has; `总计` may as well be one of a column."""
    keys = {label_key(cell.text) for row in table.grid.rows for cell in row}
    return (labels.all_side_rows - labels.columns) & keys


def _home(rows: frozenset[str], labels: EditionLabels) -> Section | None:
    """Return the section that most rows are of."""
    # A section is hashed with all its rows, its key alone at once.
    homes = {labels.rows[row][0].key: labels.rows[row][0] for row in rows}
    counted = Counter(labels.rows[row][0].key for row in rows)
    return homes[counted.most_common(1)[0][0]] if homes else None
