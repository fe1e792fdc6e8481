"""Which wrong cells the identities show, and which they point at: the form as a code."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import combinations
from typing import Literal, get_args

from reportlint.audit.circuits import Circuit, circuits
from reportlint.audit.coverage import keys
from reportlint.forms import Form, Section

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
class Errors:
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


def errors(form: Form, tables: Iterable[Section | None] = (None,)) -> tuple[Errors, ...]:
    """Count the errors that the identities of a form show, in all of it or in tables of it.

    >>> from reportlint.forms import form
    >>> errors(form("2021"), [form("2021").tables[1]])[0].distance
    4
    """
    found = circuits(form.cells, form.identities, _MOST)
    return tuple(counted(keys(form, table), found) for table in tables)


def counted(cells: Collection[str], found: Iterable[Circuit]) -> Errors:
    """Count the errors among `cells`, given every circuit of at most four."""
    own = [circuit for circuit in found if circuit.keys() <= set(cells)]
    blind = {key for circuit in own if len(circuit) == 1 for key in circuit}
    alike = {key for circuit in own if len(circuit) == 2 for key in circuit}
    confused = _confused(own)
    verdicts = Counter(
        VERDICTS[min(_alone(pair, blind, alike), confused.get(frozenset(pair), len(VERDICTS) - 1))]
        for pair in combinations(cells, 2)
    )
    return Errors(
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
