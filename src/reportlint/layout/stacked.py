"""One cell a line, as a table is copied from a web page or dumped by `pdftotext`.

A label and the numbers under it, up to the next label, are a row.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from reportlint.document.blocks import Grid, GridCell
from reportlint.document.labels import all_labels, label_key
from reportlint.document.shown import is_unit
from reportlint.errors import ReadError
from reportlint.language import Text
from reportlint.layout.label_candidates import (
    LabelCandidate,
    heading_rows,
    label_candidates,
    under_groups,
)
from reportlint.layout.running_text import between_sentences
from reportlint.layout.text_lines import MOST_PIECES, Piece, Region, TextLine
from reportlint.spelling import is_numbered


@dataclass(eq=False)
class NumberRun:
    """Numbers without a word between, the label that they follow, and the headings before it."""

    headings: list[LabelCandidate]
    label: LabelCandidate | None
    numbers: list[Piece]

    @property
    def labels(self) -> list[LabelCandidate]:
        """The headings and the label."""
        return [*self.headings, *([self.label] if self.label else [])]

    @property
    def pieces(self) -> list[Piece]:
        """All that it consists of."""
        return [*(piece for label in self.labels for piece in label.pieces), *self.numbers]


def number_runs(cells: Sequence[Piece]) -> list[NumberRun]:
    """Return the runs of a table; the first label of the form begins it."""
    runs: list[NumberRun] = []
    words: list[LabelCandidate] = []
    for is_number, group in groupby(_with_units(cells), lambda cell: cell.is_value):
        if not is_number:
            words = label_candidates(list(group))
            if not runs:
                words = words[next((i for i, x in enumerate(words) if x.known), len(words)) :]
        elif words or runs:
            runs.append(NumberRun(words, None, list(group)))
            words = []
    last_known = max((i for i, word in enumerate(words) if word.known), default=-1)
    if last_known >= 0:
        runs.append(NumberRun(words[: last_known + 1], None, []))
    _label(runs)
    return runs


def _with_units(cells: Sequence[Piece]) -> Iterator[Piece]:
    """Yield the cells, a number together with a unit on the next line."""
    above: Piece | None = None
    for cell in cells:
        if above and above.is_value and not cell.is_value and is_unit(cell.text):
            above = replace(above, text=above.text + cell.text)
            continue
        if above:
            yield above
        above = cell
    if above:
        yield above


def _label(runs: Sequence[NumberRun]) -> None:
    """Take the last word before numbers for their label, unless it is a heading of columns."""
    labels = all_labels()
    only_rows, only_columns = labels.rows - labels.columns, labels.columns - labels.rows
    has_rows = any(label_key(x.text) in only_rows for run in runs for x in run.headings)
    for run in runs:
        if not run.headings or not run.numbers:
            continue
        keys = [label_key(heading.text) for heading in run.headings]
        is_heading = keys[-1] in labels.columns and not is_numbered(run.headings[-1].text)
        if is_heading and (not has_rows or not only_columns.isdisjoint(keys)):
            continue
        run.label = run.headings.pop()


_FEWEST = 4


@dataclass
class _RowOrder:
    """Where labels of rows stand in the edition that most of them are of."""

    places: dict[str, int]

    def of(self, label: LabelCandidate | None) -> int | None:
        """Return the place of a label of a row, None of any other."""
        if label is None:
            return None
        key = label_key(label.text)
        is_row = is_numbered(label.text) or key not in all_labels().columns
        return self.places.get(key) if is_row else None

    def between(
        self, begin: int, end: int, runs: Sequence[NumberRun]
    ) -> list[tuple[int, LabelCandidate]]:
        """Return the labels without numbers from `begin` to `end`, each after its run's number."""
        placed = [
            (place, k, label)
            for k, run in enumerate(runs)
            for label in run.headings
            if (place := self.of(label)) is not None and begin < place < end
        ]
        return [(k, label) for _, k, label in sorted(placed, key=lambda item: item[0])]


def stacked_rows(runs: Sequence[NumberRun]) -> list[NumberRun]:
    """Return the runs as rows: each with the label of its numbers, or none, and blank rows.

    Between two labels that have numbers the form may have others, which were printed without any,
    or all of them before the numbers of all.
    """
    order, width = _row_order(runs), usual_width(runs)
    placed = [(i, at) for i, run in enumerate(runs) if (at := order.of(run.label)) is not None]
    rows: list[NumberRun] = []
    for (i, at), (j, end) in pairwise([(-1, -1), *placed, (len(runs), len(order.places))]):
        labelled, following = runs[max(i, 0) : i + 1], runs[i + 1 : j]
        between = order.between(at, end, runs)
        labels = [label for _, label in between]
        dealt = _dealt(labelled, following, labels, width)
        elsewhere = any(not i < k <= j for k, _ in between)
        rows += dealt or [
            *(_without_label(run, width) if elsewhere else run for run in labelled),
            *following,
        ]
        if not dealt and not elsewhere:
            rows += [NumberRun([], label, []) for label in labels]
    return rows


def usual_width(runs: Sequence[NumberRun]) -> int:
    """Return how many numbers most rows have; 0 where no number is usual."""
    widths = Counter(len(run.numbers) for run in runs if run.label)
    width, times = max(widths.items(), key=lambda item: item[1], default=(0, 0))
    return width if width >= _FEWEST and times * 2 >= widths.total() else 0


def _dealt(
    labelled: Sequence[NumberRun],
    following: Sequence[NumberRun],
    labels: Sequence[LabelCandidate],
    width: int,
) -> list[NumberRun]:
    """Deal numbers to labels that lack them, `width` to each; nothing where they are not as many.

    The numbers are those that follow the labelled row, under no label or one of a group.
    """
    runs = [*labelled, *following]
    if not labels or not width or not _are_in_order(labels):
        return []
    row_labels = [*(run.label for run in labelled), *labels]
    numbers = [number for run in runs for number in run.numbers]
    whole = all(len(run.numbers) % width == 0 for run in runs)
    if not whole or len(numbers) != width * len(row_labels) or not all(map(_is_group, following)):
        return []
    groups = [run.label for run in following if run.label]
    headings = [*(heading for run in runs for heading in run.headings), *groups]
    rows = (numbers[n : n + width] for n in range(0, len(numbers), width))
    return [
        NumberRun(headings, None, []),
        *(NumberRun([], *pair) for pair in zip(row_labels, rows, strict=True)),
    ]


def _is_group(run: NumberRun) -> bool:
    return run.label is None or run.label.known


def _without_label(run: NumberRun, width: int) -> NumberRun:
    """Take the label from numbers that may be another's; too many numbers tell themselves."""
    too_many = 0 < width < len(run.numbers)
    return run if too_many else NumberRun(run.headings, None, run.numbers)


def _are_in_order(labels: Sequence[LabelCandidate]) -> bool:
    """Whether labels are printed below one another in the order of the form."""
    return all(above.top < below.top for above, below in pairwise(labels))


def _row_order(runs: Sequence[NumberRun]) -> _RowOrder:
    """Take the edition that knows most of the labels."""
    orders = [
        _RowOrder({key: i for i, keys in enumerate(order) for key in keys})
        for order in all_labels().row_orders
    ]
    labels = [label for run in runs for label in run.labels]
    return max(orders, key=lambda order: sum(order.of(label) is not None for label in labels))


_FEWEST_LABELS = 2
_FARTHEST = 8


def stacked(lines: Sequence[TextLine]) -> Iterator[Region]:
    """Find tables between the sentences of prose."""
    for start, stop in between_sentences(lines):
        filled = [i for i in range(start, stop) if not lines[i].blank]
        cells = [_piece(lines[i], i) for i in filled]
        if not any(cell.is_value for cell in cells):
            continue
        if len(cells) > MOST_PIECES:
            raise ReadError(Text("表格过大", "the table is too large"), lines[start].at(0))
        runs = number_runs(cells)
        used = [piece.row for run in runs for piece in run.pieces]
        if sum(label.known for run in runs for label in run.labels) >= _FEWEST_LABELS:
            yield Region(min(used), max(used) + 1, (Grid(tuple(_grid_rows(runs))),))


def _piece(line: TextLine, row: int) -> Piece:
    text = line.text.strip()
    return Piece(text, line, line.text.index(text), row, 0, 1)


def _grid_rows(runs: Sequence[NumberRun]) -> Iterator[tuple[GridCell, ...]]:
    labels, width, columns = all_labels(), usual_width(runs), 0
    for row in stacked_rows(runs):
        yield from _headings(row.headings)
        named = {label_key(x.text) for x in row.headings} & (labels.columns - labels.rows)
        columns = len(named) or columns
        label = [row.label.cell] if row.label else []
        blank = [row.label.blank] * (width or columns) if row.label and not row.numbers else []
        if label or row.numbers:
            yield (*label, *(number.cell for number in row.numbers), *blank)


def _headings(headings: Sequence[LabelCandidate]) -> Iterator[tuple[GridCell, ...]]:
    """Yield headings; where one is broken by another their order says nothing."""
    pairs = ((x, y) for i, x in enumerate(headings) for y in headings[i + 2 : i + _FARTHEST])
    if any(_are_halves(*pair) for pair in pairs):
        yield from ((heading.cell,) for heading in headings)
    else:
        yield from heading_rows(list(under_groups(headings)))


def _are_halves(first: LabelCandidate, second: LabelCandidate) -> bool:
    alone = not first.known and not second.known
    return alone and all_labels().knows(first.text + second.text)
