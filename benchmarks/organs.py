"""Whole reports as real organs have them: seeded, skewed, of both editions and every size.

    report(seed=7, number=0)

draws an organ, from a street office with a few requests to a province with thousands, and fills its
report: most applicants are natural persons, most requests are granted or ask for what the organ
does not hold, most cells are 0. The number of requests is lognormal around the median of the kind
of organ; each organ has weights of its own around those below. Every rule on cells holds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from math import log
from random import Random

from reportlint.form.edits import Condition, Edit, Identity, Limit, ReservedRow, known
from reportlint.form.schema import Form, forms
from reportlint.form.structure import FormCell
from reportlint.number import Number
from reportlint.report import Report, nest

Cells = dict[str, Number]


@dataclass(frozen=True)
class Kind:
    """A kind of organ: its name, its level, and the requests that one in the middle receives."""

    name: str
    level: str
    requests: int


KINDS = (
    Kind("云溪第{}街道办事处", "township", 6),
    Kind("青禾县第{}局", "county", 20),
    Kind("临江市第{}局", "prefecture", 60),
    Kind("青禾第{}县人民政府", "county", 250),
    Kind("临江第{}市人民政府", "prefecture", 1200),
    Kind("云溪第{}省人民政府", "province", 6000),
)

# Out of a thousand requests, by the end of a cell's key; 2 for what is not named.
_SHARES = {
    "natural_person": 860,
    "commercial_enterprise": 95,
    "legal_service_institution": 22,
    "other": 15,
    "received": 955,
    "carried_over": 45,
    "granted": 380,
    "partially_granted": 70,
    "third_party_rights": 8,
    "internal_affairs": 15,
    "process_information": 15,
    "enforcement_case_file": 8,
    "administrative_inquiry": 25,
    "not_held": 260,
    "needs_creation": 40,
    "unclear_after_correction": 15,
    "petition_or_complaint": 30,
    "repeated": 20,
    "excessive": 6,
    "correction_overdue": 15,
    "outcomes.other": 30,
    "other.other": 30,
    "carried_forward": 50,
    "upheld": 60,
    "corrected": 12,
    "pending": 15,
}
_UNUSUAL = 2
_REVIEWED = 0.02
_MOST_REQUESTS = 30_000
_SPREAD = 1.0
_LEAST = 0.1
_IDLE = 0.5


def report(seed: int | str, number: int) -> Report:
    """Return the report of the organ of that number, always the same; its file is the number."""
    random = Random(f"{seed}/{number}")
    form = random.choice(list(forms().values()))
    kind = random.choice(KINDS)
    organ = {"agency.name": kind.name.format(number), "agency.level": kind.level}
    about = {"edition": form.edition, "year": form.first_year + random.randint(0, 1), **organ}
    cells = _cells(random, form, _lognormal(random, kind.requests))
    _settle(cells, form, organ)
    return Report(nest({**about, **{key: cells[key] for key in form.cells}}.items()), str(number))


def _cells(random: Random, form: Form, requests: int) -> Cells:
    """Draw what is no total, then add up."""
    cells: Cells = {}
    balances = {_column(x.left[0]): x for x in form.identities if _is_drawn(form, x)}
    for column, n in _spread(random, requests, balances).items():
        for side in (balances[column].left, balances[column].right):
            rows = [_row(leaf) for key in side for leaf in _leaves(form, key)]
            cells |= {f"{row}.{column}": m for row, m in _spread(random, n, rows).items()}
    for total, parts in form.totals.items():
        if not cells.keys() & set(_leaves(form, total)):
            cells |= _spread(random, _lognormal(random, requests * _REVIEWED), parts)
    guarded = {key for identity in form.identities for key in identity.cells}
    cells |= {k: _alone(random, c, requests) for k, c in form.cells.items() if k not in guarded}
    for total in form.totals:
        cells[total] = sum((cells[leaf] for leaf in _leaves(form, total)), 0)
    return cells


def _is_drawn(form: Form, identity: Identity) -> bool:
    """Whether it balances two sides of which none is a total's column."""
    return len(identity.right) > 1 and identity.left[0] not in form.totals


def _column(key: str) -> str:
    return key.rpartition(".")[2]


def _row(key: str) -> str:
    return key.rpartition(".")[0]


def _leaves(form: Form, key: str) -> list[str]:
    """Return the cells that a total is made of in the end, or the cell itself."""
    if key not in form.totals:
        return [key]
    return [leaf for part in form.totals[key] for leaf in _leaves(form, part)]


def _lognormal(random: Random, middle: float) -> int:
    return min(round(random.lognormvariate(log(max(middle, _LEAST)), _SPREAD)), _MOST_REQUESTS)


def _spread(random: Random, n: int, names: Iterable[str]) -> dict[str, int]:
    """Deal `n` cases out among the names, by their shares and the organ's own leanings."""
    names = list(names)
    weights = [_share(name) * random.gammavariate(4, 0.25) for name in names]
    dealt = Counter(random.choices(names, weights, k=n))
    return {name: dealt[name] for name in names}


def _share(name: str) -> int:
    *_, group, last = ("", *name.split("."))
    return _SHARES.get(f"{group}.{last}", _SHARES.get(last, _UNUSUAL))


def _alone(random: Random, cell: FormCell, requests: int) -> Number:
    """Draw a cell of section two: nothing in half of the organs."""
    if random.random() < _IDLE:
        return 0
    if cell.minimum < 0:
        return random.randint(-3, 3)
    drawn = _lognormal(random, requests / 4)
    return drawn if cell.decimals is None else Decimal(drawn * 100 + random.randint(0, 99)) / 100


def _settle(cells: Cells, form: Form, organ: Mapping[str, str]) -> None:
    """Make the statements about section two true; what one changes may fail another."""
    while failing := [edit for edit in form.edits if edit.fails({**cells, **organ})]:
        for edit in failing:
            _mend(cells, edit, organ)


def _mend(cells: Cells, edit: Edit, organ: Mapping[str, str]) -> None:
    if not edit.fails({**cells, **organ}):
        return
    if isinstance(edit, ReservedRow):
        cells.update(dict.fromkeys(edit.cells, 0))
    elif isinstance(edit, Limit):
        largest = max(edit.right, key=lambda key: cells[key])
        cells[largest] += known(edit.left, cells) - known(edit.right, cells)
    elif isinstance(edit, Condition):
        cells[edit.positive] = 0
