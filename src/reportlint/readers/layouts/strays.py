"""Labels that stand apart from their numbers.

Where a cell is taller than the rest, a dump without layout prints its label after the table, and
numbers follow numbers. Such labels are put back only where it can be done in one way: as many
rows of numbers lack a label as labels lack numbers between the same two rows of the form, and the
labels are in the form's order. Numbers of which it is not sure that they are their label's keep
none, or too many, so that the matcher reports them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from reportlint.readers.labels import plain
from reportlint.readers.layouts.broken import Label
from reportlint.readers.layouts.runs import Run
from reportlint.readers.vocabulary import numbered, vocabulary

_FEWEST = 4


@dataclass
class _Ranks:
    """Where labels stand in the edition that most of them are of."""

    order: dict[str, int]

    def of(self, label: Label | None) -> int | None:
        """Return the place of a label of a row, None of any other."""
        if label is None:
            return None
        name = plain(label.text)
        is_row = numbered(label.text) or name not in vocabulary().columns
        return self.order.get(name) if is_row else None

    def between(self, begin: int, end: int, found: Sequence[Run]) -> list[tuple[int, Label]]:
        """Return the labels without numbers from `begin` to `end`, each after its run's number."""
        ranked = [
            (rank, k, label)
            for k, run in enumerate(found)
            for label in run.heads
            if (rank := self.of(label)) is not None and begin < rank < end
        ]
        return [(k, label) for _, k, label in sorted(ranked, key=lambda place: place[0])]


def settled(found: Sequence[Run]) -> list[Run]:
    """Return the runs as rows: each with the label of its numbers, or none, and blank rows."""
    ranks, width = _ranks(found), usual_width(found)
    ranked = [(i, rank) for i, run in enumerate(found) if (rank := ranks.of(run.label)) is not None]
    rows: list[Run] = []
    for (i, rank), (j, end) in pairwise([(-1, -1), *ranked, (len(found), len(ranks.order))]):
        owner, rest = found[max(i, 0) : i + 1], found[i + 1 : j]
        between = ranks.between(rank, end, found)
        lost = [label for _, label in between]
        paired = _paired(owner, rest, lost, width)
        away = any(not i < k <= j for k, _ in between)
        rows += paired or [*(_alone(run, width) if away else run for run in owner), *rest]
        if not paired and not away:
            rows += [Run([], label, []) for label in lost]
    return rows


def usual_width(found: Sequence[Run]) -> int:
    """Return how many numbers most rows have; 0 where no number is usual."""
    widths = Counter(len(run.numbers) for run in found if run.label)
    width, times = max(widths.items(), key=lambda item: item[1], default=(0, 0))
    return width if width >= _FEWEST and times * 2 >= widths.total() else 0


def _paired(
    owner: Sequence[Run], rest: Sequence[Run], lost: Sequence[Label], width: int
) -> list[Run]:
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
    return [Run(heads, None, []), *(Run([], *pair) for pair in zip(names, parts, strict=True))]


def _is_group(run: Run) -> bool:
    return run.label is None or run.label.known


def _alone(run: Run, width: int) -> Run:
    """Take the label from numbers that may be another's; too many numbers tell themselves."""
    too_many = 0 < width < len(run.numbers)
    return run if too_many else Run(run.heads, None, run.numbers)


def _go_down(lost: Sequence[Label]) -> bool:
    return all(above.top < below.top for above, below in pairwise(lost))


def _ranks(found: Sequence[Run]) -> _Ranks:
    """Take the edition that knows most of the labels."""
    every = [
        _Ranks({name: i for i, names in enumerate(order) for name in names})
        for order in vocabulary().orders
    ]
    labels = [label for run in found for label in (*run.heads, run.label)]
    return max(every, key=lambda ranks: sum(ranks.of(label) is not None for label in labels))
