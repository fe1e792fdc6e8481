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
from reportlint.document.values import is_value
from reportlint.errors import ReadError
from reportlint.language import Text
from reportlint.layout.broken_labels import BrokenLabel, broken_labels, heading_rows, under_groups
from reportlint.layout.pieces import MOST_PIECES, Piece
from reportlint.layout.running_text import between_sentences
from reportlint.layout.text_lines import Region, TextLine
from reportlint.numbering import is_numbered


@dataclass(eq=False)
class LabelledRun:
    """Numbers without a word between, the label that they follow, and the words before it."""

    heads: list[BrokenLabel]
    label: BrokenLabel | None
    numbers: list[Piece]


def runs(cells: Sequence[Piece]) -> list[LabelledRun]:
    """Return the runs of a table; the first label of the form begins it."""
    found: list[LabelledRun] = []
    heads: list[BrokenLabel] = []
    for is_number, group in groupby(_with_units(cells), lambda cell: cell.is_value):
        if not is_number:
            heads = broken_labels(list(group))
            if not found:
                heads = heads[next((i for i, x in enumerate(heads) if x.known), len(heads)) :]
        elif heads or found:
            found.append(LabelledRun(heads, None, list(group)))
            heads = []
    known = max((i for i, head in enumerate(heads) if head.known), default=-1)
    if known >= 0:
        found.append(LabelledRun(heads[: known + 1], None, []))
    _name(found)
    return found


def _with_units(cells: Sequence[Piece]) -> Iterator[Piece]:
    """Yield the cells, a number together with a unit on the next line."""
    above: Piece | None = None
    for cell in cells:
        if above and above.is_value and not cell.is_value and is_value(above.text + cell.text):
            above = replace(above, text=above.text + cell.text)
            continue
        if above:
            yield above
        above = cell
    if above:
        yield above


def _name(found: Sequence[LabelledRun]) -> None:
    """Take the last word before numbers for their label, unless it is a heading of columns."""
    words = all_labels()
    sure = words.rows - words.columns
    certain = any(label_key(label.text) in sure for run in found for label in run.heads)
    for run in found:
        if not run.heads or not run.numbers:
            continue
        names = [label_key(label.text) for label in run.heads]
        last = run.heads[-1]
        heading = names[-1] in words.columns and not is_numbered(last.text)
        if heading and (not certain or any(name in words.columns - words.rows for name in names)):
            continue
        run.label = run.heads.pop()


_FEWEST = 4


@dataclass
class _Ranks:
    """Where labels stand in the edition that most of them are of."""

    order: dict[str, int]

    def of(self, label: BrokenLabel | None) -> int | None:
        """Return the place of a label of a row, None of any other."""
        if label is None:
            return None
        name = label_key(label.text)
        is_row = is_numbered(label.text) or name not in all_labels().columns
        return self.order.get(name) if is_row else None

    def between(
        self, begin: int, end: int, found: Sequence[LabelledRun]
    ) -> list[tuple[int, BrokenLabel]]:
        """Return the labels without numbers from `begin` to `end`, each after its run's number."""
        ranked = [
            (rank, k, label)
            for k, run in enumerate(found)
            for label in run.heads
            if (rank := self.of(label)) is not None and begin < rank < end
        ]
        return [(k, label) for _, k, label in sorted(ranked, key=lambda place: place[0])]


def settled(found: Sequence[LabelledRun]) -> list[LabelledRun]:
    """Return the runs as rows: each with the label of its numbers, or none, and blank rows."""
    ranks, width = _ranks(found), usual_width(found)
    ranked = [(i, rank) for i, run in enumerate(found) if (rank := ranks.of(run.label)) is not None]
    rows: list[LabelledRun] = []
    for (i, rank), (j, end) in pairwise([(-1, -1), *ranked, (len(found), len(ranks.order))]):
        owner, rest = found[max(i, 0) : i + 1], found[i + 1 : j]
        between = ranks.between(rank, end, found)
        lost = [label for _, label in between]
        paired = _paired(owner, rest, lost, width)
        away = any(not i < k <= j for k, _ in between)
        rows += paired or [*(_alone(run, width) if away else run for run in owner), *rest]
        if not paired and not away:
            rows += [LabelledRun([], label, []) for label in lost]
    return rows


def usual_width(found: Sequence[LabelledRun]) -> int:
    """Return how many numbers most rows have; 0 where no number is usual."""
    widths = Counter(len(run.numbers) for run in found if run.label)
    width, times = max(widths.items(), key=lambda item: item[1], default=(0, 0))
    return width if width >= _FEWEST and times * 2 >= widths.total() else 0


def _paired(
    owner: Sequence[LabelledRun],
    rest: Sequence[LabelledRun],
    lost: Sequence[BrokenLabel],
    width: int,
) -> list[LabelledRun]:
    """Return a row for each label that lacks numbers, where they are as many; else nothing.

    The numbers are those that follow the row of the owner, under no label or one of a group.
    """
    runs = [*owner, *rest]
    if not lost or not width or not _go_down(lost):
        return []
    names = [*(run.label for run in owner), *lost]
    numbers = [number for run in runs for number in run.numbers]
    whole = all(len(run.numbers) % width == 0 for run in runs)
    if not whole or len(numbers) != width * len(names) or not all(map(_is_group, rest)):
        return []
    groups = [run.label for run in rest if run.label]
    heads = [*(head for run in runs for head in run.heads), *groups]
    parts = (numbers[n : n + width] for n in range(0, len(numbers), width))
    return [
        LabelledRun(heads, None, []),
        *(LabelledRun([], *pair) for pair in zip(names, parts, strict=True)),
    ]


def _is_group(run: LabelledRun) -> bool:
    return run.label is None or run.label.known


def _alone(run: LabelledRun, width: int) -> LabelledRun:
    """Take the label from numbers that may be another's; too many numbers tell themselves."""
    too_many = 0 < width < len(run.numbers)
    return run if too_many else LabelledRun(run.heads, None, run.numbers)


def _go_down(lost: Sequence[BrokenLabel]) -> bool:
    return all(above.top < below.top for above, below in pairwise(lost))


def _ranks(found: Sequence[LabelledRun]) -> _Ranks:
    """Take the edition that knows most of the labels."""
    every = [
        _Ranks({name: i for i, names in enumerate(order) for name in names})
        for order in all_labels().row_orders
    ]
    labels = [label for run in found for label in (*run.heads, run.label)]
    return max(every, key=lambda ranks: sum(ranks.of(label) is not None for label in labels))


_FEWEST_LABELS = 2
_FARTHEST = 8


def stacked(lines: Sequence[TextLine]) -> Iterator[Region]:
    """Find tables between the sentences of prose."""
    for start, stop in between_sentences(lines):
        filled = [i for i in range(start, stop) if not lines[i].blank]
        cells = [_piece(lines[i], i) for i in filled]
        if sum(cell.is_value for cell in cells) == 0:
            continue
        if len(cells) > MOST_PIECES:
            raise ReadError(Text("表格过大", "the table is too large"), lines[start].at(0))
        found = runs(cells)
        every = [piece.row for run in found for piece in _pieces(run)]
        if sum(x.known for run in found for x in _labels(run)) >= _FEWEST_LABELS:
            yield Region(min(every), max(every) + 1, (Grid(tuple(_rows(found))),))


def _piece(line: TextLine, row: int) -> Piece:
    text = line.text.strip()
    return Piece(text, line, line.text.index(text), row, 0, 1)


def _labels(run: LabelledRun) -> list[BrokenLabel]:
    return [*run.heads, *([run.label] if run.label else [])]


def _pieces(run: LabelledRun) -> list[Piece]:
    return [*(piece for label in _labels(run) for piece in label.pieces), *run.numbers]


def _rows(found: Sequence[LabelledRun]) -> Iterator[tuple[GridCell, ...]]:
    words, width, headings = all_labels(), usual_width(found), 0
    for run in settled(found):
        yield from _heads(run.heads)
        named = {label_key(head.text) for head in run.heads} & (words.columns - words.rows)
        headings = len(named) or headings
        label = [run.label.cell] if run.label else []
        blank = [run.label.blank] * (width or headings) if run.label and not run.numbers else []
        if label or run.numbers:
            yield (*label, *(number.cell for number in run.numbers), *blank)


def _heads(heads: Sequence[BrokenLabel]) -> Iterator[tuple[GridCell, ...]]:
    """Yield headings; where one is broken by another their order says nothing."""
    pairs = ((x, y) for i, x in enumerate(heads) for y in heads[i + 2 : i + _FARTHEST])
    if any(_are_halves(*pair) for pair in pairs):
        yield from ((head.cell,) for head in heads)
    else:
        yield from heading_rows(list(under_groups(heads)))


def _are_halves(first: BrokenLabel, second: BrokenLabel) -> bool:
    alone = not first.known and not second.known
    return alone and all_labels().knows(first.text + second.text)
