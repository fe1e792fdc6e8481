"""The blocks of a document in, a report out: edition and metadata, outline, prose and tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reportlint.document.blocks import Block, Grid, Paragraph
from reportlint.document.entries import FormEntries
from reportlint.document.labels import all_labels, label_key, labels_of
from reportlint.document.matching import TableMatch
from reportlint.document.metadata import metadata
from reportlint.document.outline import Outline
from reportlint.document.shown import is_value
from reportlint.document.tables import tables
from reportlint.errors import ReadError
from reportlint.form.schema import Form, form_of_year, forms
from reportlint.language import Text
from reportlint.location import Location
from reportlint.report import Report, nest
from reportlint.spelling import with_ideographs, without_zero_width

_FEWEST_LABELS = 3
_FEWEST_NUMBERS = 5


def assemble(blocks: Sequence[Block], file: str) -> Report:
    """Make a report of a document's blocks; ReadError where it holds no table of the form."""
    blocks = [_without_frame(block) for block in blocks]
    found = metadata([block for block in blocks if isinstance(block, Paragraph)])
    year = found.values.get("year")
    form = _form([block for block in blocks if isinstance(block, Grid)], year, file)
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
    return Report(data, file, places, entries.raw, observations, found.about)


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


def _form(grids: Sequence[Grid], year: int | str | None, file: str) -> Form:
    """Return the form whose labels the tables use most, of several the one of the title's year.

    Raises ReadError where they use none's.
    """
    used = {label_key(cell.text) for grid in grids for row in grid.rows for cell in row}
    scores = {form: len(used & labels_of(form).all) for form in forms().values()}
    most = max(scores.values())
    if most < _FEWEST_LABELS:
        raise ReadError(
            Text("没有找到年度报告的表格", "no table of the annual report was found"),
            Location(file),
        )
    best = [form for form, score in scores.items() if score == most]
    return next((form for form in best if form is form_of_year(int(year or 0))), best[-1])
