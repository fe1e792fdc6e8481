"""The roster: the organs that are to hand in a report, by name and code."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from reportlint.collection.credit_code import fault
from reportlint.language import Text
from reportlint.location import Location
from reportlint.organs import Organ
from reportlint.spelling import single_spaced

NAME, CODE, OTHER_NAMES, RECEIVED = "name", "code", "other_names", "received"
COLUMNS: Mapping[str, tuple[str, ...]] = {
    NAME: ("机关名称", "单位名称", "名称", "机关", "单位", "报告机关", "organ", "unit"),
    CODE: ("统一社会信用代码", "社会信用代码", "信用代码", "机关代码", "代码", "credit code"),
    OTHER_NAMES: ("其他名称", "曾用名", "简称", "别名", "other names"),
    RECEIVED: ("收到日期", "报送日期", "报送时间", "收文日期"),
}
"""What stands over each column of a roster; the first is what is written."""

_BETWEEN_NAMES = str.maketrans(dict.fromkeys(",，;；|/\n", "、"))
_NEITHER = Text(
    "机关名称和统一社会信用代码都没有填，这一行没有采用",
    "neither name nor code is stated; the row was passed over",
)
_TWICE = Text(
    "{unit}在名册中重复（{where}），只算一个",
    "{unit} is on the roster twice ({where}): counted once",
)
_ONE_CODE = Text(
    "{unit}与{other}的统一社会信用代码相同，请核对；这两个单位只按名称认定",
    "{unit} and {other} have one credit code: check it; they are told by name only",
)
_ONE_NAME = Text(
    "{unit}在名册中有两个，代码不同或没有填，报告只能按代码认定",
    "{unit} is on the roster twice with other codes or none: reports are told by code only",
)
_NO_DAY = Text("“{said}”不是日期，没有采用", "{said} is no date and was not used")


@dataclass(frozen=True, slots=True)
class RosterRemark:
    """Something odd about a roster, and where."""

    location: Location
    message: Text


@dataclass(frozen=True, slots=True)
class RosterUnit:
    """One organ of a roster; of `name` and `code` one may be None.

    `received` is the day on which the office notes to have received its report.
    """

    name: str | None
    code: str | None
    location: Location
    other_names: tuple[str, ...] = ()
    received: date | None = None

    @property
    def organ(self) -> Organ:
        """The organ, as it is told from others."""
        return Organ.stated(self.code, self.name)

    @property
    def label(self) -> str:
        """What it is called: its name, or the code of one that has none."""
        return self.name or self.code or "?"


@dataclass(frozen=True, slots=True)
class Roster:
    """The organs of a roster, in its order, and what is odd about it."""

    file: str
    units: tuple[RosterUnit, ...]
    remarks: tuple[RosterRemark, ...] = ()


RosterRow = tuple[Location, Mapping[str, str]]
"""A row of a roster: where it stands, and its texts by the names of `COLUMNS`."""


def roster(file: str, rows: Iterable[RosterRow]) -> Roster:
    """Return the roster of these rows; what is wrong with one is a remark."""
    remarks: list[RosterRemark] = []
    units: dict[Organ, RosterUnit] = {}
    for location, texts in rows:
        if not any(map(str.strip, texts.values())):
            continue
        unit = _unit(location, texts, remarks)
        if unit.organ == (None, None):
            remarks.append(RosterRemark(location, _NEITHER))
        elif (first := units.get(unit.organ)) is not None:
            where = _place(first.location)
            remarks.append(RosterRemark(location, _TWICE.fill(unit=unit.label, where=where)))
        else:
            units[unit.organ] = unit
    remarks += _ambiguities(units.values())
    return Roster(file, tuple(units.values()), tuple(remarks))


def column_of(heading: str) -> str | None:
    """Return which column a heading stands over; None for any other.

    >>> column_of(" 机关 名称"), column_of("other_names"), column_of("联系人")
    ('name', 'other_names', None)
    """
    plain = "".join(heading.replace("_", " ").split()).lower()
    for name, spellings in COLUMNS.items():
        if plain in (name.replace("_", ""), *("".join(x.split()) for x in spellings)):
            return name
    return None


def _unit(location: Location, texts: Mapping[str, str], remarks: list[RosterRemark]) -> RosterUnit:
    name = single_spaced(texts.get(NAME, "")) or None
    code = Organ.stated(texts.get(CODE), None).code
    others = texts.get(OTHER_NAMES, "").translate(_BETWEEN_NAMES).split("、")
    if code is not None and (wrong := fault(code)) is not None:
        label = f"{name or ''} {code}".strip()
        said = Text(f"{label}：{wrong.zh}", f"{label}: {wrong.en}")
        remarks.append(RosterRemark(location, said))
    said_day = texts.get(RECEIVED, "").strip()
    received = day(said_day)
    if said_day and received is None:
        remarks.append(RosterRemark(location, _NO_DAY.fill(said=said_day)))
    return RosterUnit(
        name, code, location, tuple(x for x in map(single_spaced, others) if x), received
    )


def _ambiguities(units: Iterable[RosterUnit]) -> Iterator[RosterRemark]:
    by_name: dict[str, list[RosterUnit]] = defaultdict(list)
    by_code: dict[str, list[RosterUnit]] = defaultdict(list)
    for unit in units:
        code, name = unit.organ
        if name:
            by_name[name].append(unit)
        if code:
            by_code[code].append(unit)
    for same in by_name.values():
        for unit in same[1:]:
            yield RosterRemark(unit.location, _ONE_NAME.fill(unit=unit.label))
    for first, *rest in by_code.values():
        for unit in rest:
            said = _ONE_CODE.fill(unit=unit.label, other=first.label)
            yield RosterRemark(unit.location, said)


def day(text: str) -> date | None:
    """Return the day that a text states, however it is written; None where it is none.

    >>> day("2025年1月6日") == day("2025-01-06") == day("20250106") == date(2025, 1, 6)
    True
    >>> day("45663") == date(2025, 1, 6), day("一月底") is None
    (True, True)
    """
    return next(days_in(text), None) or _serial(text.strip())


def days_in(text: str) -> Iterator[date]:
    """Yield the days that are written in a text."""
    for found in _DAY.finditer(text):
        numbers = [int(x) for x in found.groups() if x]
        try:
            yield date(numbers[0], numbers[1], numbers[2])
        except ValueError:
            continue


_DAY = re.compile(
    r"(?<!\d)(?:(20\d\d)\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})(?!\d)|(20\d\d)(\d\d)(\d\d)(?!\d))"
)
_FIRST_DAY, _SERIALS = date(1899, 12, 30), range(43_831, 73_051)
"""Spreadsheets count days from the first; those counted here are of 2020 to 2099."""


def _serial(text: str) -> date | None:
    whole = text.removesuffix(".0")
    is_serial = whole.isdecimal() and len(whole) == 5 and int(whole) in _SERIALS
    return _FIRST_DAY + timedelta(days=int(whole)) if is_serial else None


def _place(location: Location) -> Text:
    if location.reference is not None:
        return Text(location.reference, location.reference)
    return Text("第 {n} 行", "line {n}").fill(n=location.line or "?")
