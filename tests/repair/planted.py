"""Reports in which many cells hold 10 or more, and swapped digits in them."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from reportlint.form.schema import Form

Cells = dict[str, int]


def filled(form: Form, random: Random) -> Cells:
    """Return every cell of a report on which no A or C rule has anything to say.

    Cells of no identity are 0. Of the others a third are 0, the rest log-normal with median 12 (one
    in twenty is above 100), but for totals, which are computed, and for what came in, which follows
    from what was handled and carried on.
    """
    summed = {cell for identity in form.identities for cell in identity.cells}
    cells = {
        key: _count(random) if key in summed else 0 for key in form.cells if key not in form.totals
    }
    for identity in form.identities:
        if len(identity.right) > 1 and not form.totals.keys() & set(identity.left):
            rest = sum(_total(cells, key, form) for key in identity.right)
            cells[identity.left[1]] = min(cells[identity.left[1]], rest)
            cells[identity.left[0]] = rest - cells[identity.left[1]]
    for key in form.totals:
        _total(cells, key, form)
    return {key: cells[key] for key in form.cells}


def _count(random: Random) -> int:
    return 0 if random.random() < 1 / 3 else int(random.lognormvariate(2.5, 1.3))


def _total(cells: Cells, key: str, form: Form) -> int:
    if key in form.totals:
        cells[key] = sum(_total(cells, part, form) for part in form.totals[key])
    return cells[key]


def in_sums(form: Form) -> list[str]:
    """Return the cells of the third section: those of which every one is in two identities."""
    guards = [cell for identity in form.identities for cell in identity.cells]
    return [key for key in form.cells if guards.count(key) > 1]


def swaps(number: int) -> Iterator[int]:
    """Yield the number with two adjacent unequal digits swapped, in every way."""
    digits = str(number)
    for i in range(len(digits) - 1):
        if digits[i] != digits[i + 1]:
            yield int(digits[:i] + digits[i + 1] + digits[i] + digits[i + 2 :])


def two_swaps(form: Form, cells: Cells, random: Random) -> Cells:
    """Return two cells of different rows and columns, each with digits swapped."""
    candidates = [key for key in in_sums(form) if any(swaps(cells[key]))]
    one = random.choice(candidates)
    row, _, column = one.rpartition(".")
    apart = [
        key
        for key in candidates
        if key.rpartition(".")[0] != row and key.rpartition(".")[2] != column
    ]
    return {key: random.choice(list(swaps(cells[key]))) for key in (one, random.choice(apart))}
