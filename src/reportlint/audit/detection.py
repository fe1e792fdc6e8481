"""Which wrong cells the identities show, and which they point at: the form as a code."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import combinations
from typing import Literal, get_args

from reportlint.form.edits import Edit, Identity
from reportlint.form.schema import Form
from reportlint.form.structure import Section
from reportlint.solving import coefficients, null_vector, redundant

Circuit = dict[str, Fraction]
"""The cells of a circuit, each with its share of the change."""

Verdict = Literal["unseen", "cancelling", "unlocated", "proportion", "unequal", "always"]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
"""What can be said of two wrong cells, the worst first.

unseen: nothing, they break no identity.
cancelling: they break one, unless the one error makes up for the other.
unlocated: they always break one, but other cells explain it as well.
proportion: they are located, unless the errors are in one certain proportion.
unequal: they are located, unless the errors are of the same size.
always: they are located, whatever the errors.
"""

_MOST = 4
"""Two errors are mistaken for two others only where the four cells form a circuit."""


@dataclass(frozen=True, slots=True)
class Audit:
    """The identities of one form, or of one of its tables, counted.

    `redundant` are those that earlier ones imply; `unguarded` are the cells in no identity, which
    no sum can show to be wrong; `guarded` counts the cells by the number of their identities.
    """

    edition: str
    cells: int
    identities: int
    rank: int
    redundant: tuple[Identity, ...]
    unguarded: tuple[str, ...]
    guarded: dict[int, int]


def audit(form: Form, table: Section | None = None) -> Audit:
    """Count the identities of a form, or of one table of it, and what they guard.

    >>> from reportlint.form.schema import form
    >>> found = audit(form("2021"))
    >>> found.identities, found.rank, len(found.unguarded)
    (42, 40, 10)
    """
    cells = keys(form, table)
    own = tuple(x for x in form.identities if set(x.cells) & set(cells))
    implied = redundant(own)
    number = Counter(key for identity in own for key in identity.cells)
    return Audit(
        edition=form.edition,
        cells=len(cells),
        identities=len(own),
        rank=len(own) - len(implied),
        redundant=implied,
        unguarded=tuple(key for key in cells if not number[key]),
        guarded=dict(sorted(Counter(number[key] for key in cells).items(), reverse=True)),
    )


def guards(form: Form) -> dict[str, tuple[Edit, ...]]:
    """Return for every cell the statements that it stands in, in the order of the form."""
    found: dict[str, list[Edit]] = {key: [] for key in form.cells}
    for edit in form.edits:
        for key in edit.cells:
            found[key].append(edit)
    return {key: tuple(edits) for key, edits in found.items()}


def keys(form: Form, table: Section | None = None) -> tuple[str, ...]:
    """Return the keys of a form's cells, or of those of one table."""
    return tuple(k for k, cell in form.cells.items() if table in (None, cell.section))


@dataclass(frozen=True, slots=True)
class ErrorCounts:
    """What the identities say of one wrong cell and of two, among some cells of a form.

    An error is a cell wrong by any number but 0. It is detected where it breaks an identity, and
    located where no other one or two cells explain all that is broken. `distance` is the fewest
    cells that can be wrong together and break nothing; None where that is more than four.
    `detected` and `located` count the cells, each wrong alone; `pairs` every two cells.
    """

    cells: int
    distance: int | None
    detected: int
    located: int
    pairs: dict[Verdict, int]


def error_counts(form: Form, tables: Iterable[Section | None] = (None,)) -> tuple[ErrorCounts, ...]:
    """Count the errors that the identities of a form show, in all of it or in tables of it.

    >>> from reportlint.form.schema import form
    >>> error_counts(form("2021"), [form("2021").tables[1]])[0].distance
    4
    """
    found = circuits(form.cells, form.identities, _MOST)
    return tuple(count_errors(keys(form, table), found) for table in tables)


def count_errors(cells: Collection[str], found: Iterable[Circuit]) -> ErrorCounts:
    """Count the errors among `cells`, given every circuit of at most four."""
    own = [circuit for circuit in found if circuit.keys() <= set(cells)]
    blind = {key for circuit in own if len(circuit) == 1 for key in circuit}
    alike = {key for circuit in own if len(circuit) == 2 for key in circuit}
    confused = _confused(own)
    verdicts = Counter(
        VERDICTS[min(_alone(pair, blind, alike), confused.get(frozenset(pair), len(VERDICTS) - 1))]
        for pair in combinations(cells, 2)
    )
    return ErrorCounts(
        cells=len(cells),
        distance=min(map(len, own), default=None),
        detected=len(cells) - len(blind),
        located=len(cells) - len(blind | alike),
        pairs={verdict: verdicts[verdict] for verdict in VERDICTS},
    )


def _alone(pair: tuple[str, str], blind: Collection[str], alike: Collection[str]) -> int:
    """Return the verdict that the cells have whatever stands between them, as its place."""
    if all(key in blind for key in pair):
        return VERDICTS.index("unseen")
    vague = any(key in blind or key in alike for key in pair)
    return VERDICTS.index("unlocated" if vague else "always")


def _confused(own: Iterable[Circuit]) -> dict[frozenset[str], int]:
    """Return the pairs that stand in a circuit, each with its worst verdict, as its place."""
    found: dict[frozenset[str], int] = {}
    for circuit in own:
        for (one, its), (other, others) in combinations(circuit.items(), 2):
            verdict = VERDICTS.index(_verdict(len(circuit), same_size=abs(its) == abs(others)))
            pair = frozenset((one, other))
            found[pair] = min(verdict, found.get(pair, verdict))
    return found


def _verdict(size: int, *, same_size: bool) -> Verdict:
    if size == 2:
        return "cancelling"
    if size == 3:
        return "unlocated"
    return "unequal" if same_size else "proportion"


def circuits(
    cells: Iterable[str], identities: Iterable[Identity], most: int = 4
) -> tuple[Circuit, ...]:
    """Return every circuit of at most `most` cells.

    >>> from reportlint.form.schema import form
    >>> form = form("2021")
    >>> [len(circuit) for circuit in circuits(form.cells, form.identities, 1)][:3]
    [1, 1, 1]
    """
    search = _CircuitSearch(cells, identities, most)
    return tuple(circuit for cell in search.order for circuit in search.grown((cell,)))


class _CircuitSearch:
    """Grows sets of cells that may become a circuit, each from the first of its cells."""

    def __init__(self, cells: Iterable[str], identities: Iterable[Identity], most: int) -> None:
        self.most = most
        self.order = {key: n for n, key in enumerate(cells)}
        self.rows = [coefficients(identity) for identity in identities]
        self.tried: set[frozenset[str]] = set()

    @cached_property
    def of_cell(self) -> dict[str, tuple[int, ...]]:
        """The identities that a cell stands in."""
        found: dict[str, list[int]] = {key: [] for key in self.order}
        for n, row in enumerate(self.rows):
            for key in row:
                found[key].append(n)
        return {key: tuple(numbers) for key, numbers in found.items()}

    def grown(self, cells: tuple[str, ...]) -> Iterator[Circuit]:
        """Yield the circuits that hold all of `cells`, unless these were here in another order."""
        if frozenset(cells) in self.tried:
            return
        self.tried.add(frozenset(cells))
        touched = Counter(n for key in cells for n in self.of_cell[key])
        single = [n for n, times in touched.items() if times == 1]
        if not single:
            rows = ({k: self.rows[n][k] for k in cells if k in self.rows[n]} for n in touched)
            found = null_vector(rows, cells)
            if found is not None:
                if len(found) == len(cells):
                    yield found
                return
        if len(cells) < self.most:
            # An identity that one cell alone breaks needs another; else any connected cell may do.
            near = [min(single, key=lambda n: len(self.rows[n]))] if single else touched
            for key in dict.fromkeys(key for n in near for key in self.rows[n]):
                if key not in cells and self.order[key] > self.order[cells[0]]:
                    yield from self.grown((*cells, key))
