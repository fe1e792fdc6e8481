"""The blocks of a document in, a report out: edition and metadata, outline, prose and tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from reportlint.document.blocks import Block, Grid, GridCell, Paragraph
from reportlint.document.hidden_rows import with_hidden_rows
from reportlint.document.labels import EditionLabels, all_labels, label_key, labels_of
from reportlint.document.matching import TableMatch
from reportlint.document.metadata import is_titled, metadata
from reportlint.document.outline import Outline
from reportlint.document.shown import FormEntries, is_value
from reportlint.errors import NoTableError
from reportlint.form.schema import Form, form_of_year, forms
from reportlint.form.structure import Section
from reportlint.language import Text
from reportlint.location import Location
from reportlint.report import Report, nest
from reportlint.spelling import with_ideographs, without_zero_width


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


_FEWEST_LABELS = 3
_FEWEST_NUMBERS = 5
_NO_TABLE = Text("没有找到年度报告的表格", "no table of the annual report was found")


def assemble(
    blocks: Sequence[Block], file: str, hidden: Iterable[Sequence[GridCell]] = ()
) -> Report:
    """Make a report of a document's blocks; ReadError where it holds no table of the form.

    `hidden` are rows of tables that are not seen.
    """
    blocks = [_without_frame(block) for block in blocks]
    found = metadata([block for block in blocks if isinstance(block, Paragraph)])
    year = found.values.get("year")
    form = _form([block for block in blocks if isinstance(block, Grid)], year)
    if form is None:
        raise NoTableError(_NO_TABLE, Location(file), is_foreign=not is_titled(blocks))
    outline = Outline(blocks, form)
    entries = FormEntries(form)
    matches = []
    for table in tables(outline, labels_of(form)):
        match = TableMatch(entries, table.section, outline.numbers, table.caption)
        match.enter(table.grid)
        matches.append(match)
    for match in matches:
        match.enter_merged_rows()
    narrative, prose_places = outline.narrative()
    cells = [(key, entries.values[key]) for key in form.cells if key in entries.values]
    data = nest([("edition", form.edition), *found.values.items(), *cells])
    if narrative:
        data["narrative"] = narrative
    places = {**found.locations, **entries.locations, **prose_places}
    observations = (*entries.observations, *outline.observations())
    report = Report(data, file, places, entries.raw, observations, found.about)
    return with_hidden_rows(report, hidden)


def _without_frame(block: Block) -> Block:
    """Take a table without any label of the form, or row of numbers, for a frame around prose."""
    if isinstance(block, Paragraph):
        return replace(block, text=with_ideographs(without_zero_width(block.text)))
    cells = [cell for row in block.rows for cell in row if cell.text.strip()]
    is_prose = any(not is_value(cell.text) for cell in cells)
    rows = (
        sum(bool(cell.text.strip()) and is_value(cell.text) for cell in row) for row in block.rows
    )
    if (
        not is_prose
        or max(rows) >= _FEWEST_NUMBERS
        or any(all_labels().knows(cell.text) for cell in cells)
    ):
        return block
    return Paragraph(" ".join(cell.text.strip() for cell in cells), cells[0].location)


def _form(grids: Sequence[Grid], year: int | str | None) -> Form | None:
    """Return the form whose labels the tables use most, of several the one of the title's year.

    None where they use none's.
    """
    used = {label_key(cell.text) for grid in grids for row in grid.rows for cell in row}
    scores = {form: len(used & labels_of(form).all) for form in forms().values()}
    most = max(scores.values())
    if most < _FEWEST_LABELS:
        return None
    best = [form for form, score in scores.items() if score == most]
    return next((form for form in best if form is form_of_year(int(year or 0))), best[-1])
