"""The labels of every edition at once, for readers that must know a label to find a table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from reportlint.form.schema import Form, forms
from reportlint.form.structure import Label
from reportlint.numbering import unnumbered
from reportlint.spelling import compact, letters


@lru_cache(maxsize=2048)
def label_key(text: str) -> str:
    """Return what labels are compared by: their letters, without their numbers.

    >>> label_key("１．甲 乙（丙）") == label_key("1、甲乙丙")
    True
    """
    return letters(unnumbered(compact(text)))


_ALIKE = 0.8


@dataclass(frozen=True)
class Vocabulary:
    """Labels in the spelling that they are compared in, by what they name.

    `rows` are those with their numbers beside them; `groups` has the columns of each group of
    columns, and `orders` the rows of each edition as the form prints them.
    """

    rows: frozenset[str]
    columns: frozenset[str]
    sections: frozenset[str]
    all: frozenset[str]
    groups: dict[str, frozenset[str]]
    orders: tuple[tuple[frozenset[str], ...], ...]

    def knows(self, text: str) -> bool:
        """Whether `text` is a label of a row, a column, or a group of either."""
        return label_key(text) in self.all

    def likeness(self, text: str) -> float:
        """Return how much `text` is like the row label that it is most like; 0 for little."""
        label = label_key(text)
        matcher = SequenceMatcher(None, b=label, autojunk=False)
        best = _ALIKE
        for row in self.rows:
            matcher.set_seq1(row)
            if matcher.real_quick_ratio() >= best and matcher.quick_ratio() >= best:
                best = max(best, matcher.ratio())
        return best if best > _ALIKE else 0


@lru_cache
def vocabulary() -> Vocabulary:
    """Return the labels of every edition.

    >>> vocabulary().knows("自 然 人"), vocabulary().knows("本报告")
    (True, False)
    """
    every = tuple(forms().values())
    rows = [row for form in every for row in form.rows.values()]
    columns = {column for row in rows for column in row.columns}
    groups = [
        *(x for row in rows for x in row.groups),
        *(x for column in columns for x in column.groups),
    ]
    members: dict[str, list[Label]] = {}
    for column in columns:
        for group in column.groups:
            members.setdefault(label_key(group.title), []).append(column.label)
    return Vocabulary(
        rows=_spelled(label for form in every for label in _beside(form)),
        columns=_spelled(column.label for column in columns),
        sections=_spelled(section.label for form in every for section in form.sections),
        all=_spelled([*(row.label for row in rows), *(x.label for x in columns), *groups]),
        groups={name: _spelled(set(labels)) for name, labels in members.items()},
        orders=tuple(tuple(_spelled([label]) for label in _beside(form)) for form in every),
    )


def _spelled(labels: Iterable[Label]) -> frozenset[str]:
    return frozenset(label_key(spelling) for label in labels for spelling in label.spellings)


def _beside(form: Form) -> list[Label]:
    """Return the labels of the rows that have their numbers beside and not beneath them."""
    return [row.label for table in form.tables if not table.across for row in table.rows]
