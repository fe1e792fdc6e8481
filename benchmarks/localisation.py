"""Which errors are restored, and how long it takes: `python -m benchmarks.localisation`.

Reports are those of `tests/repair/planted.py` (edition 2021, seed 20240131). Times are of the
processor, in milliseconds, one thread; the first localisation, which imports HiGHS, is not counted.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from random import Random
from statistics import median

from tests.repair.planted import Cells, filled, in_sums, swaps, two_swaps

from reportlint.form.edits import Edit, Identity, Sum
from reportlint.form.schema import form
from reportlint.language import Text
from reportlint.repair.localisation import Localisation, localise

FORM = form("2021")
SEED = 20240131
YEARS = 5
Case = tuple[Sequence[Edit], Cells, Cells]
"""The edits, the right report, and the cells that are wrong."""


def main() -> None:
    """Print a line a kind of error."""
    print("errors  cases  restored  unequal: restored/cases  complete  median ms  worst ms")
    kinds: dict[str, Callable[[Random], Iterator[Case]]] = {
        "one swap, every cell": every_swap,
        "two swaps": lambda random: repeated(200, random, 2),
        "five swaps": lambda random: repeated(50, random, 5),
        "row shifted": rows_shifted,
        "column wrong": columns_wrong,
        "five years, one swap": lambda random: years(20, random, 1),
        "five years, five swaps": lambda random: years(20, random, 5),
    }
    localise(FORM.edits, filled(FORM, Random(SEED)) | {"requests.received.total": 1})
    for name, cases in kinds.items():
        print(f"{name}:", *measured(cases(Random(SEED))))


def measured(cases: Iterator[Case]) -> tuple[object, ...]:
    """Localise every case; return the numbers of a line."""
    restored, unequal, complete, times = [], [], [], []
    for edits, right, wrong in cases:
        start = time.process_time()
        found = localise(edits, right | wrong)
        times.append(1000 * (time.process_time() - start))
        restored.append(is_restored(found, right, wrong))
        complete.append(all(part.complete for part in found))
        if len({abs(wrong[key] - right[key]) for key in wrong}) == len(wrong):
            unequal.append(restored[-1])
    slowest = round(median(times), 1), round(max(times), 1)
    return len(times), sum(restored), f"{sum(unequal)}/{len(unequal)}", sum(complete), *slowest


def is_restored(found: Sequence[Localisation], right: Cells, wrong: Cells) -> bool:
    """Whether the right numbers are the only answer."""
    if not all(part.unique for part in found):
        return False
    answer = {key: number for part in found for key, number in part.repairs[0].items()}
    return answer == {key: right[key] for key in wrong if right[key] != wrong[key]}


def every_swap(random: Random) -> Iterator[Case]:
    """Five reports, each with each swap in each cell."""
    for _ in range(5):
        cells = filled(FORM, random)
        for key in in_sums(FORM):
            yield from ((FORM.edits, cells, {key: wrong}) for wrong in swaps(cells[key]))


def repeated(times: int, random: Random, errors: int) -> Iterator[Case]:
    """Reports with two swaps in different rows and columns, or more in any cells."""
    for _ in range(times):
        cells = filled(FORM, random)
        wrong = two_swaps(FORM, cells, random) if errors == 2 else swapped(cells, errors, random)
        yield FORM.edits, cells, wrong


def swapped(cells: Cells, errors: int, random: Random) -> Cells:
    """Return cells of any rows and columns, each with digits swapped."""
    summed = set(in_sums(FORM))
    candidates = [k for k in cells if k.rpartition(":")[2] in summed and any(swaps(cells[k]))]
    return {k: random.choice(list(swaps(cells[k]))) for k in random.sample(candidates, errors)}


def rows_shifted(random: Random) -> Iterator[Case]:
    """Every row of two reports, shifted right by one column."""
    for _ in range(2):
        cells = filled(FORM, random)
        for row in dict.fromkeys(key.rpartition(".")[0] for key in in_sums(FORM)):
            keys = [f"{row}.{column.key}" for column in FORM.rows[row].columns]
            numbers = [0, *(cells[key] for key in keys[:-1])]
            yield FORM.edits, cells, dict(zip(keys, numbers, strict=True))


def columns_wrong(random: Random) -> Iterator[Case]:
    """Every column of two reports with every number too large."""
    for _ in range(2):
        cells = filled(FORM, random)
        for column in dict.fromkeys(key.rpartition(".")[2] for key in in_sums(FORM)):
            keys = [key for key in in_sums(FORM) if key.endswith(f".{column}")]
            yield FORM.edits, cells, {key: cells[key] + random.randint(1, 60) for key in keys}


def years(times: int, random: Random, errors: int) -> Iterator[Case]:
    """The same report for five years, what is carried over being what was carried forward."""
    for _ in range(times):
        cells = filled(FORM, random)
        balanced(cells)
        joined = {f"{year}:{key}": n for year in range(YEARS) for key, n in cells.items()}
        sums = [edit for edit in FORM.edits if isinstance(edit, Sum)]
        own = [renamed(edit, year) for year in range(YEARS) for edit in sums]
        yield [*own, *carried()], joined, swapped(joined, errors, random)


def balanced(cells: Cells) -> None:
    """Make a report carry forward what it was carried over, and receive what it handled."""
    for column in FORM.rows["requests.received"].columns:
        forward = cells[f"requests.carried_forward.{column.key}"]
        cells[f"requests.carried_over.{column.key}"] = forward
        cells[f"requests.received.{column.key}"] = cells[f"requests.outcomes.total.{column.key}"]


def renamed(edit: Sum, year: int) -> Sum:
    """Return the edit about the cells of a year."""
    left, right = (tuple(f"{year}:{key}" for key in side) for side in (edit.left, edit.right))
    return type(edit)(edit.name, edit.text, edit.subject, left, right)


def carried() -> Iterator[Edit]:
    """What ties each year to the one before."""
    nothing = Text("", "")
    for year in range(1, YEARS):
        for column in FORM.rows["requests.received"].columns:
            before = f"{year - 1}:requests.carried_forward.{column.key}"
            after = f"{year}:requests.carried_over.{column.key}"
            yield Identity("carried", nothing, nothing, (before,), (after,))


if __name__ == "__main__":
    main()
