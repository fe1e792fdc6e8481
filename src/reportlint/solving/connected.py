"""Connected components."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import TypeVar

from reportlint.form.edits import Edit

T = TypeVar("T", bound=Hashable)


def connected(groups: Iterable[Iterable[T]]) -> list[list[T]]:
    """Join the groups that share a member, by union and find; the order is that of appearance.

    >>> connected([["a", "b"], ["c"], ["d", "b"]])
    [['a', 'b', 'd'], ['c']]
    """
    parent: dict[T, T] = {}

    def root(member: T) -> T:
        parent.setdefault(member, member)
        while parent[member] != member:
            parent[member] = member = parent[parent[member]]
        return member

    for group in groups:
        members = list(group)
        for member in members:
            parent[root(member)] = root(members[0])
    found: dict[T, list[T]] = {}
    for member in list(parent):
        found.setdefault(root(member), []).append(member)
    return list(found.values())


def connected_edits(edits: Iterable[Edit]) -> list[list[Edit]]:
    """Group edits that share cells, be it through others; the order is that of appearance."""
    given = list(edits)
    groups = connected(edit.cells for edit in given)
    group_of = {cell: n for n, cells in enumerate(groups) for cell in cells}
    found: list[list[Edit]] = [[] for _ in groups]
    for edit in given:
        found[group_of[edit.cells[0]]].append(edit)
    return found
