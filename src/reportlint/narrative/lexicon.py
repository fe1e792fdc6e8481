"""The words that the schemas have for parts of the form, and what sums of cells they may mean."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from reportlint.form.edits import Record, known
from reportlint.form.schema import Form
from reportlint.language import Text
from reportlint.narrative.words import CHANNELS, FILLERS, expanded
from reportlint.number import Number

_TOTAL = "total"

Sums = tuple[tuple[str, ...], tuple[str, ...]]
"""Rows and groups to add, and those to take away."""


class OtherSum(NamedTuple):
    """Sums that a row or group may mean too, said with words that hold one of `only` if given.

    Words that hold one of `never` do not mean it.
    """

    sums: Sums
    only: tuple[str, ...]
    never: tuple[str, ...]

    def is_of(self, words: Sequence[str]) -> bool:
        """Whether words may mean it; so they may where none are known."""
        if not words:
            return True
        only, never = (
            any(mark in word for mark in marks for word in words)
            for marks in (self.only, self.never)
        )
        return (only or not self.only) and not never


@dataclass(frozen=True)
class Lexicon:
    """An edition's words: `rows` names rows and groups, `columns` cells, `nouns` what is counted.

    `contexts` are the words of whole sections; `readings` are what else a row or group may mean.
    """

    rows: dict[str, frozenset[str]]
    columns: dict[str, frozenset[str]]
    nouns: dict[str, str]
    contexts: dict[str, str]
    readings: dict[str, tuple[OtherSum, ...]]
    words: frozenset[str]

    @cached_property
    def _lengths(self) -> dict[str, list[int]]:
        """How many characters words have, most first, by their first two."""
        found: dict[str, set[int]] = defaultdict(set)
        for word in self.words:
            found[word[:2]].add(len(word))
        return {pair: sorted(lengths, reverse=True) for pair, lengths in found.items()}

    def longest_at(self, text: str, start: int) -> str | None:
        """Return the longest word that stands there in a text, if one does."""
        for length in self._lengths.get(text[start : start + 2], ()):
            word = text[start : start + length]
            if word in self.words and not _cuts_year(text, start + length):
                return word
        return text[start] if text[start] in self.words else None

    def next_word(self, text: str, start: int, end: int) -> tuple[int, str] | None:
        """Return the first word that begins within a part of a text, with its place."""
        lengths, words = self._lengths, self.words
        for at in range(start, end):
            if (text[at : at + 2] in lengths or text[at] in words) and (
                word := self.longest_at(text, at)
            ):
                return at, word
        return None

    @cached_property
    def sections(self) -> frozenset[str]:
        """The sections that have words of their own."""
        return frozenset(self.contexts.values())

    @cached_property
    def counting(self) -> frozenset[str]:
        """The sections that count what their nouns name."""
        return frozenset(self.nouns.values())

    @cached_property
    def topics(self) -> frozenset[str]:
        """The words that tell of a heading that its text is about applications or their review."""
        review = self.sections - self.counting
        of_review = {keys for keys in set(self.rows.values()) if set(map(_section, keys)) <= review}
        rows = (word for word, keys in self.rows.items() if keys in of_review)
        return frozenset({*rows, *(w for w, key in self.contexts.items() if key in self.counting)})


def _cuts_year(text: str, end: int) -> bool:
    """Whether a word would end within the name of a year: 加上年结转 is 加 and 上年结转."""
    return text.startswith("上年", end - 1) and not text.startswith("内", end + 1)


@lru_cache
def lexicon(form: Form, year: int) -> Lexicon:
    """Return the words of an edition in a year: last and next year may be written in digits."""
    rows: dict[str, frozenset[str]] = {}
    columns: dict[str, frozenset[str]] = {}
    contexts: dict[str, str] = {}
    counted = dict(form.annotated("x-counted"))
    for key, stated in form.annotated("x-prose"):
        words = dated(expanded(stated), year)
        if key in form.cells:
            _name(columns, words, frozenset([key]))
        elif "." in key:
            _name(rows, words, frozenset([key]))
        else:
            contexts |= dict.fromkeys(words, key)
    for stated, cells in _groups(form):
        _name(columns, expanded(stated), cells)
    nouns = {w: k for w, k in contexts.items() if k in counted}
    nouns |= {word: key for key, stated in counted.items() for word in expanded(stated)}
    every = frozenset().union(rows, columns, nouns, contexts, FILLERS, CHANNELS)
    return Lexicon(rows, columns, nouns, contexts, _readings(form), every)


def _name(named: dict[str, frozenset[str]], words: Iterable[str], keys: frozenset[str]) -> None:
    """Let words name keys beside what they name already."""
    own = dict.fromkeys(words, keys)
    for word in own.keys() & named.keys():
        own[word] = named[word] | keys
    named.update(own)


def dated(words: Iterable[str], year: int) -> Iterator[str]:
    """Yield words, and those for last or next year with its number too.

    >>> list(dated(["上年结转"], 2024))
    ['上年结转', '2023年结转']
    """
    every = list(words)
    yield from every
    for name, other in (("上年", year - 1), ("下年", year + 1)):
        named = [word.replace(name, f"{other}年") for word in every if name in word]
        yield from named
        yield from (word.replace("本年", f"{year}年") for word in named if "本年" in word)


def _groups(form: Form) -> Iterator[tuple[Sequence[str], frozenset[str]]]:
    """Yield the wordings for each group of columns, with the cells under it."""
    cells: dict[str, set[str]] = defaultdict(set)
    stated: dict[str, Sequence[str]] = {}
    for key, group in form.annotated("x-group"):
        cells[group["title"]].add(key)
        if "x-prose" in group:
            stated[group["title"]] = group["x-prose"]
    yield from ((wordings, frozenset(cells[title])) for title, wordings in stated.items())


def _readings(form: Form) -> dict[str, tuple[OtherSum, ...]]:
    found: dict[str, tuple[OtherSum, ...]] = {}
    for section, stated in form.annotated("x-readings"):
        for interpretation in stated:
            more, less = (
                tuple(f"{section}.{path}" for path in interpretation.get(side, ()))
                for side in ("sum", "less")
            )
            of = f"{section}.{interpretation['of']}"
            only, never = (tuple(interpretation.get(marks, ())) for marks in ("only", "never"))
            found[of] = (*found.get(of, ()), OtherSum((more, less), only, never))
    return found


class Interpretation(NamedTuple):
    """What words may mean: a sum of cells, less others, named in the form's words."""

    cells: tuple[str, ...]
    less: tuple[str, ...]
    text: Text

    def value(self, row: Record) -> Number | None:
        """Return the sum; None where one of the cells is unknown."""
        if any(row.get(key) is None for key in (*self.cells, *self.less)):
            return None
        total: Number = known(self.cells, row) - known(self.less, row)
        return total


class Reference(NamedTuple):
    """The rows or groups that `words` name, and the words of columns beside them."""

    nodes: tuple[str, ...]
    columns: tuple[str, ...]
    words: tuple[str, ...] = ()


class Interpreter:
    """Interprets words by an edition's lexicon."""

    def __init__(self, form: Form, year: int) -> None:
        self.form = form
        self.lexicon = lexicon(form, year)
        # Reports say the same things again and again.
        self.interpretations = lru_cache(maxsize=1024)(self._interpretations)

    def reference(self, texts: Sequence[str]) -> Reference | None:
        """Return what words name; None where they name parts of sections that do not mix."""
        rows = {text: self.lexicon.rows[text] for text in texts if text in self.lexicon.rows}
        every = frozenset(key for keys in rows.values() for key in keys)
        rows = {
            text: keys
            for text, keys in rows.items()
            if not any(other.startswith(f"{key}.") for key in keys for other in every - keys)
        }
        nouns = [text for text in texts if text in self.lexicon.nouns]
        clear = self._of_one_section(rows, nouns)
        if clear is None:
            return None
        nodes = dict.fromkeys(key for keys in clear.values() for key in sorted(keys))
        columns = dict.fromkeys(text for text in texts if text in self.lexicon.columns)
        return Reference(tuple(nodes), tuple(columns), tuple(clear))

    def _of_one_section(
        self, rows: dict[str, frozenset[str]], nouns: Sequence[str]
    ) -> dict[str, frozenset[str]] | None:
        """Leave out the verbs of a section whose noun is missing, beside another section's row."""
        if len({_section(key) for keys in rows.values() for key in keys}) < 2 or nouns:
            return rows
        others = {
            text: keys
            for text, keys in rows.items()
            if not {_section(key) for key in keys} <= self.lexicon.counting
        }
        verbs = [keys for text, keys in rows.items() if text not in others]
        plain = all(self.is_general(key) for keys in verbs for key in keys)
        cases = all(self.totals(key) for keys in others.values() for key in keys)
        handled = all(any(key not in self.form.rows for key in keys) for keys in verbs)
        return others if plain and (cases or handled) and len(set(verbs)) == 1 else None

    def is_general(self, key: str) -> bool:
        """Whether a row or group is the whole of its section, of which others are parts."""
        return key in self.lexicon.readings and key.count(".") == 1

    def _interpretations(
        self,
        nodes: tuple[str, ...],
        columns: tuple[str, ...],
        before: tuple[str, ...] = (),
        words: tuple[str, ...] = (),
    ) -> tuple[Interpretation, ...]:
        """Return every sum that rows, said in `words`, and columns may mean.

        `before` are columns said before.
        """
        choices = [tuple(columns), *((word,) for word in columns if len(columns) > 1)]
        choices += [(word,) for word in before if not columns]
        found: dict[Sums, Interpretation] = {}
        for more, less in self._sums(nodes, words):
            for chosen in choices:
                interpretation = self._interpretation(more, less, chosen)
                if interpretation is not None:
                    found.setdefault((interpretation.cells, interpretation.less), interpretation)
        return tuple(found.values())

    @cached_property
    def general(self) -> tuple[str, ...]:
        """The rows and groups that are the whole of a section that counts, in the form's order."""
        stated = [key for key in self.lexicon.readings if self.is_general(key)]
        return tuple(dict.fromkeys(stated))

    @cached_property
    def balances(self) -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
        """The cells on both sides of what the form requires of its rows, in their totals."""
        return tuple(
            (frozenset(edit.left), frozenset(edit.right))
            for edit in self.form.identities
            if all(cell.endswith(f".{_TOTAL}") for cell in edit.cells)
        )

    def together(self, nodes: Sequence[str], columns: Sequence[str]) -> tuple[Interpretation, ...]:
        """Return the one sum of all rows under all columns; of rows without a total all cells."""
        found = self._interpretation(nodes, (), columns)
        if found is None and not columns:
            rows = [row for node in nodes for row in self.rows(node)]
            cells = [
                f"{row}.{column.key}" for row in rows for column in self.form.rows[row].columns
            ]
            found = self.sum_of(nodes, cells)
        return () if found is None else (found,)

    def sum_of(self, nodes: Sequence[str], cells: Sequence[str]) -> Interpretation:
        """Return the sum of some cells of rows."""
        return Interpretation(tuple(cells), (), self._text(nodes, (), cells))

    def children(self, node: str) -> tuple[str, ...]:
        """Return the rows and groups right below a group, but for its total, in their order."""
        depth = node.count(".") + 2
        below = (key for key in self.form.rows if key.startswith(f"{node}."))
        keys = dict.fromkeys(".".join(key.split(".")[:depth]) for key in below)
        return tuple(key for key in keys if key != f"{node}.{_TOTAL}")

    def _sums(self, nodes: Sequence[str], words: Sequence[str]) -> Iterator[Sums]:
        for node in nodes:
            yield (node,), ()
        if len(nodes) > 1:
            yield tuple(nodes), ()
        for node in nodes:
            readings = self.lexicon.readings.get(node, ())
            yield from (reading.sums for reading in readings if reading.is_of(words))

    def _interpretation(
        self, more: Sequence[str], less: Sequence[str], columns: Sequence[str]
    ) -> Interpretation | None:
        sides = [self._cells(nodes, columns) for nodes in (more, less)]
        if None in sides or not sides[0]:
            return None
        plus, minus = (tuple(side or ()) for side in sides)
        return Interpretation(plus, minus, self._text(more, less, plus))

    def _cells(self, nodes: Sequence[str], columns: Sequence[str]) -> list[str] | None:
        """Return the cells of rows under columns, else in the total; None where a row has none."""
        cells: dict[str, None] = {}
        for row in (row for node in nodes for row in self.rows(node)):
            own = self.under(row, columns)
            if own is None:
                return None
            cells |= dict.fromkeys(own)
        return list(cells)

    def under(self, row: str, columns: Sequence[str]) -> list[str] | None:
        """Return a row's cells under column words; None where a word is of other rows only."""
        cells: list[str] = []
        own = [f"{row}.{column.key}" for column in self.form.rows[row].columns]
        for word in columns:
            named = self.lexicon.columns.get(word, frozenset())
            if named.isdisjoint(own) and word not in FILLERS:
                return None
            cells += [key for key in own if key in named and key not in cells]
        whole = [f"{row}.{_TOTAL}"]
        if not cells and (whole[0] in own or len(own) == 1):
            cells = whole if whole[0] in own else own
        return cells or None

    def rows(self, node: str) -> list[str]:
        """Return the rows of a group: its total where it has one, else all of them."""
        if node in self.form.rows:
            return [node]
        if f"{node}.{_TOTAL}" in self.form.rows:
            return [f"{node}.{_TOTAL}"]
        return [key for key in self.form.rows if key.startswith(f"{node}.")]

    def totals(self, node: str) -> bool:
        """Whether a row or group has a total column."""
        return all(f"{row}.{_TOTAL}" in self.form.cells for row in self.rows(node))

    def _text(self, more: Sequence[str], less: Sequence[str], cells: Sequence[str]) -> Text:
        """Name a sum: its rows, and the columns where they are not the total."""
        plus, minus = ([self._label(node) for node in nodes] for nodes in (more, less))
        zh = " + ".join(x.zh for x in plus) + "".join(f" - {x.zh}" for x in minus)
        en = " + ".join(x.en for x in plus) + "".join(f" - {x.en}" for x in minus)
        columns = self._columns(cells)
        return Text(f"{zh} · {columns.zh}", f"{en} / {columns.en}") if columns.zh else Text(zh, en)

    def _label(self, node: str) -> Text:
        if node in self.form.rows:
            return self.form.rows[node].text
        stated = self.form.node(node)
        return Text(stated["title"], stated["description"])

    def _columns(self, cells: Sequence[str]) -> Text:
        columns = [self.form.cells[key].column for key in cells]
        groups = {group for column in columns for group in column.groups}
        names = {column.key: column.label.text for column in columns if column.key != _TOTAL}
        if len(groups) == 1 and len(names) > 1 and all(column.groups for column in columns):
            return next(iter(groups)).text
        listed = list(names.values())
        return Text("、".join(x.zh for x in listed), ", ".join(x.en for x in listed))


@lru_cache
def interpreter_of(form: Form, year: int) -> Interpreter:
    """Return what interprets the words of an edition in a year."""
    return Interpreter(form, year)


def _section(key: str) -> str:
    return key.partition(".")[0]
