"""The words by which prose names the parts of the form, as the schema states them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import product

from reportlint.forms import Form
from reportlint.narrative.scope import FILLERS

Sums = tuple[tuple[str, ...], tuple[str, ...]]
"""Rows and groups to add, and those to take away."""


@dataclass(frozen=True)
class Wordings:
    """An edition's words: `rows` names rows and groups, `columns` cells, `nouns` what is counted.

    `contexts` are the words of whole sections; `readings` are other sums by row or group.
    """

    rows: dict[str, frozenset[str]]
    columns: dict[str, frozenset[str]]
    nouns: dict[str, str]
    contexts: dict[str, str]
    readings: dict[str, tuple[Sums, ...]]
    pattern: str

    @cached_property
    def counting(self) -> frozenset[str]:
        """The sections that count what their nouns name."""
        return frozenset(self.nouns.values())

    @cached_property
    def topics(self) -> frozenset[str]:
        """The words that tell of a heading that its text is about applications or their review."""
        review = set(self.contexts.values()) - self.counting
        rows = (w for w, keys in self.rows.items() if {k.partition(".")[0] for k in keys} <= review)
        return frozenset({*rows, *(w for w, key in self.contexts.items() if key in self.counting)})


def expand(wording: str) -> Iterator[str]:
    """Yield every text that a wording stands for.

    >>> list(expand("(上年|去年)结转"))
    ['上年结转', '去年结转']
    """
    pieces = re.split(r"[()]", wording)
    yield from map("".join, product(*(piece.split("|") for piece in pieces)))


@lru_cache
def wordings(form: Form) -> Wordings:
    """Return the words of an edition."""
    rows, columns = defaultdict(set), defaultdict(set)
    contexts: dict[str, str] = {}
    counted = dict(form.annotated("x-counted"))
    for key, stated in form.annotated("x-prose"):
        for word in _words(stated):
            if key in form.cells:
                columns[word].add(key)
            elif "." in key:
                rows[word].add(key)
            else:
                contexts[word] = key
    for word, cells in _groups(form).items():
        columns[word] |= cells
    nouns = {w: k for w, k in contexts.items() if k in counted}
    nouns |= {word: key for key, stated in counted.items() for word in _words(stated)}
    return Wordings(
        {word: frozenset(keys) for word, keys in rows.items()},
        {word: frozenset(keys) for word, keys in columns.items()},
        nouns,
        contexts,
        _readings(form),
        _either({*rows, *columns, *nouns, *contexts, *FILLERS}),
    )


def _words(stated: Sequence[str]) -> list[str]:
    return [word for wording in stated for word in expand(wording)]


def _groups(form: Form) -> dict[str, set[str]]:
    """Return the cells under each word for a group of columns."""
    named = {
        group["title"]: _words(group["x-prose"])
        for _, group in form.annotated("x-group")
        if "x-prose" in group
    }
    cells: dict[str, set[str]] = defaultdict(set)
    for key, group in form.annotated("x-group"):
        for word in named.get(group["title"], ()):
            cells[word].add(key)
    return cells


def _readings(form: Form) -> dict[str, tuple[Sums, ...]]:
    found: dict[str, tuple[Sums, ...]] = {}
    for section, stated in form.annotated("x-readings"):
        for reading in stated:
            more, less = (
                tuple(f"{section}.{path}" for path in reading.get(side, ()))
                for side in ("sum", "less")
            )
            of = f"{section}.{reading['of']}"
            found[of] = (*found.get(of, ()), (more, less))
    return found


def _either(words: set[str]) -> str:
    """Return a pattern of all words, the longest first, under each first character once."""
    tails: dict[str, list[str]] = defaultdict(list)
    for word in sorted(words, key=len, reverse=True):
        tails[word[0]].append(re.escape(word[1:]))
    return "|".join(f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in tails.items())
