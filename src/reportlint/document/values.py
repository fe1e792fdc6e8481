"""What the text of a cell says: a number, a blank, or something else."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from reportlint.form.structure import FormCell
from reportlint.number import Number
from reportlint.report import ObservationKind
from reportlint.spelling import compact

_DASHES = frozenset({"-", "--", "—", "——", "–", "―", "/", "\\", "无"})
_NUMBER = re.compile(
    r"(?P<open>\()?(?P<sign>[-+]|增加|减少|新增|增|减)?"
    r"(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?(open)\))"
    r"(?P<unit>亿元|万元|元|件次|件|项|个|份|宗|条)?"
)
_LONGEST_NUMBER = 100
"""Characters; Python refuses to print integers of several thousand digits."""
_MONEY = {"元": Decimal("0.0001"), "万元": Decimal(1), "亿元": Decimal(10000)}


@dataclass(frozen=True, slots=True)
class CellReading:
    """A cell's content: its number, or the text itself where it is none, and what was unusual."""

    value: Number | str | None
    marks: tuple[ObservationKind, ...] = ()


def is_value(text: str) -> bool:
    """Whether a cell is blank or holds what could stand for a number."""
    plain = compact(text)
    # A formula stands for the number that was never calculated, `#REF!` for one that cannot be.
    return not plain or plain in _DASHES or plain[0] in "=#" or bool(_NUMBER.fullmatch(plain))


def read_value(text: str, cell: FormCell, unit: str | None = None) -> CellReading:
    """Read one cell; amounts come out in 万元. `unit` is what the table's heading says.

    >>> from reportlint.form.schema import form
    >>> fees = form("2021").cells["proactive.fees.amount"]
    >>> read_value("251,000元", fees)
    CellReading(value=Decimal('25.1'), marks=('yuan',))
    """
    plain = compact(text)
    if not plain:
        return CellReading(None)
    if plain in _DASHES:
        return CellReading(0, ("dash",))
    found = _NUMBER.fullmatch(plain)
    if found is None or len(plain) > _LONGEST_NUMBER:
        return CellReading(text.strip())
    own = found["unit"]
    if own in _MONEY and cell.kind != "money":
        return CellReading(text.strip())
    money = (own or unit or "万元") if cell.kind == "money" else None
    value = _signed(found) * (_MONEY.get(money, Decimal(1)) if money else 1)
    return CellReading(_plain(value, cell), _marks(own, money))


def heading_unit(text: str) -> str | None:
    """Return the unit of money that a heading names.

    >>> heading_unit("本年收费金额（单位：元）")
    '元'
    """
    found = re.search(r"单位:?(亿元|万元|元)", compact(text))
    return found[1] if found else None


def _marks(own: str | None, money: str | None) -> tuple[ObservationKind, ...]:
    if money in _MONEY and _MONEY[money] != 1:
        return ("yuan",)
    return ("unit",) if own else ()


def _signed(found: re.Match[str]) -> Decimal:
    number = Decimal(found["digits"].replace(",", ""))
    negative = found["sign"] in ("-", "减少", "减") or (found["open"] and not found["sign"])
    return -number if negative else number


def _plain(value: Decimal, cell: FormCell) -> Number:
    if cell.kind == "count" and value == value.to_integral_value():
        return int(value)
    # 25.1000 yuan-converted and 25.1 typed are the same amount, written the short way.
    short = value.normalize()
    return short if short != int(short) else int(short)
