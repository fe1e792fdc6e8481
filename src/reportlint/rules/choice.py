"""Which rules a user asks for, by the beginnings of their codes."""

from __future__ import annotations

from collections.abc import Collection, Iterable

ALL = "ALL"
"""What stands for every code, as the empty beginning does."""


def begins(code: str, beginning: str) -> bool:
    """Whether a code begins so."""
    return beginning == ALL or code.startswith(beginning)


def is_chosen(code: str, select: Collection[str], ignore: Iterable[str]) -> bool:
    """Whether a rule is asked for: the longest beginning of its code decides.

    Without `select` every rule is. What stands in both lists is ignored.

    >>> [code for code in ("A101", "A102", "C101") if is_chosen(code, ["A", "C101"], ["A1", "C"])]
    ['C101']
    """
    return longest(code, select or (ALL,)) > longest(code, ignore)


def longest(code: str, beginnings: Iterable[str]) -> int:
    """Return how many letters of a code the longest of its beginnings names; -1 without any."""
    return max((len(x) if x != ALL else 0 for x in beginnings if begins(code, x)), default=-1)
