"""What a cell shows, the number that a person reads in it, and the form entered with it.

Every format gives a cell's text as it is seen, with what stands beside it apart: marks that refer
to a note, and text that is struck out. Here, once for all formats, it becomes a number, a blank, or
*uncertain*. Nothing is normalised before it is understood: `41235¹` is no 412351, and two numbers
in a cell are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import Any, Literal

from reportlint.form.schema import Form
from reportlint.form.structure import FormCell
from reportlint.location import Location
from reportlint.number import Number
from reportlint.report import Observation, ObservationKind
from reportlint.spelling import (
    folded,
    note_marks,
    unspaced,
    without_controls,
    without_note_marks,
    without_zero_width,
)

PICTURE, HIDDEN = "\ufffc", "\ufdd0"
"""What stands for a picture in a cell that holds nothing else, and for a number of the form that is
hidden: no one sees which number that is."""
_FAR_APART = "  "
"""What stands between two numbers that are not one."""
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")

Style = Literal["plain", "raised", "struck"]
"""How a run of text stands in its line: raised also stands for lowered and for small."""


@dataclass(frozen=True, slots=True)
class ShownText:
    r"""The text of a cell as a person sees it, `\n` where its lines or paragraphs part.

    `notes` are marks that refer to a note, `struck` what is struck out; neither is in `text`.
    """

    text: str
    notes: tuple[str, ...] = ()
    struck: tuple[str, ...] = ()

    @property
    def whole(self) -> str:
        """The text with the marks of notes, as a message quotes it."""
        text = "⏎".join(self.text.split("\n")).strip("⏎ ")
        notes = (note.translate(_RAISED) for note in self.notes)
        return "".join((text.replace(PICTURE, "［图］").replace(HIDDEN, "［隐藏］"), *notes))

    @classmethod
    def of(cls, runs: Iterable[tuple[str, Style]]) -> ShownText:
        """Return runs of text, each in one style, as what they show together.

        >>> ShownText.of([("41235", "plain"), ("1", "raised")])
        ShownText(text='41235', notes=('1',), struck=())
        """
        by_style: dict[Style, list[str]] = {"plain": [], "raised": [], "struck": []}
        before: Style = "plain"
        for text, style in runs:
            # Raised white space parts words as any other does.
            own = style if text.strip() else "plain"
            plain = by_style["plain"]
            if own == "plain" and before == "raised" and plain and _parts_figures(plain[-1], text):
                plain.append(_FAR_APART)
            by_style[own].append(text)
            before = own if text else before
        return cls("".join(by_style["plain"]), tuple(by_style["raised"]), tuple(by_style["struck"]))


@dataclass(frozen=True, slots=True)
class CellReading:
    """What a cell holds: its number, None where it is blank or uncertain, or words as they stand.

    `marks` are what was unusual; `uncertain` is among them where no number can be told.
    """

    value: Number | str | None
    marks: tuple[ObservationKind, ...] = ()


_WIDE_BLANK = re.compile("[\t\u2001\u2003\u2800\u3000\u3164\uffa0]")
"""What sets two numbers apart, where a narrow blank may group the figures of one."""
_LINE_END = re.compile(r"[\n\r\v\f\x85\u2028\u2029]+")
_BLANK = re.compile(r"[^\S\n]")
_AMOUNTS = r"(?:百万|[亿万千])?\s*元整?|百万|[亿万千]"
_COUNTED = "件次|人次|条次|项次|件|次|项|个|份|宗|条|人|户|起|例|笔|部|篇|批|家"
_UNIT = rf"(?:{_AMOUNTS})?\s*(?:{_COUNTED})?"
_IS_UNIT = re.compile(_UNIT)
_TYPED_NOTE = re.compile(
    r"(?<=[0-9元亿万千件次项个份宗条])\s*(?P<note>[*※†‡#]+|注[0-9]?|\[(?:注:?)?[0-9]\]"
    rf"|[〔【](?:注:?)?[0-9][〕】]|\(注:?[0-9]*\))(?=\s*(?:{_UNIT})\Z)"
)
_STOP = re.compile(r"(?<=[0-9])\s?[.,;。]\Z")
"""What is typed after a number as if it ended a sentence."""
_DASHES = frozenset({"-", "--", "---", "—", "——", "–", "―", "/", "//", "\\", "无", "零", "〇"})
_NUMBER = re.compile(
    rf"""(?P<open>\()?\s*(?P<yuan>¥|人民币)?\s*(?P<sign>[-+–—]|增加|减少|新增|增|减)?\s*
    (?P<digits>
        [0-9]{{1,3}}(?:,[0-9]{{3}})+(?:\.[0-9]+)?            # 41,235
      | [0-9]{{1,3}}(?:[ '’][0-9]{{3}})+(?:\.[0-9]+)?        # 41 235
      | [0-9](?:[ ][0-9]){{2,}}(?:[ ]?\.(?:[ ]?[0-9])+)?     # 4 1 2 3 5
      | [0-9]+(?:\.[0-9]+)?
    )\s*(?(open)\)\s*)(?P<bracket>\()?(?P<unit>{_AMOUNTS})?\s*(?P<counted>{_COUNTED})?(?(bracket)\))""",
    re.VERBOSE,
)
_EXPLAINED = re.compile(
    r"(?=[^(\[〔【]*[0-9])(?P<number>[^(\[〔【]+)[(\[〔【].*[)\]〕】]", re.DOTALL
)
_LIKE_A_NUMBER = re.compile(r"(?!.*\.[0-9]+\.)[-+]?[0-9\s.,'’%‰¼-¾⅐-ↈ\ufdd0\ufffc]+")
_VAGUE = re.compile(
    r"""(?:大?约|近|逾|超过?|不足|至?少于|[<>≤≥≈~±])?\s*[0-9]+(?:[,.][0-9]+)?\s*
    (?:[余多±]|左右|以[上下])?[亿万千百十]?元?(?:件次|人次|件|次|项|个|份|宗|条)?(?:左右|以[上下])?
  | [0-9]+(?:\.[0-9]+)?\s?[-–—~～至、/+×]\s?[0-9]+(?:\.[0-9]+)?
  | [0-9]+(?:\.[0-9]+)?[Ee][-+]?[0-9]+
  | (?=.*[0-9])[0-9OoIl|]+
  | [Nn]/?[Aa]|暂无|无数据""",
    re.VERBOSE,
)
"""What a person takes for a number without knowing which: 约12, 12余件, 3-5, 1O."""
_FORMULA = re.compile(r"=.*|#[A-Z0-9/!?#]*", re.DOTALL)
_LONGEST_NUMBER = 100
"""Characters; Python refuses to print integers of several thousand digits."""
_SCALES = {"千": 1000, "万": 10_000, "百万": 1_000_000, "亿": 100_000_000}
_MONEY = {"元": Decimal("0.0001")}
_MONEY |= {
    f"{scale}{yuan}": Decimal(n) / 10_000 for scale, n in _SCALES.items() for yuan in ("", "元")
}
"""The units of amounts, in 万元; an amount in 万 is one in 万元."""


def _parts_figures(before: str, after: str) -> bool:
    return before[-1:].isdecimal() and after[:1].isdecimal()


@lru_cache(maxsize=2048)
def _apart(text: str) -> tuple[str, tuple[str, ...]]:
    """Return a cell's text in one spelling, line by line, and the note marks that stood in it."""
    seen = _WIDE_BLANK.sub(_FAR_APART, without_controls(without_zero_width(text)))
    marks = note_marks(seen)
    lines = _LINE_END.split(folded(without_note_marks(seen)))
    plain = "\n".join(stripped for line in lines if (stripped := _BLANK.sub(" ", line).strip()))
    plain = _STOP.sub("", plain)
    typed = _TYPED_NOTE.search(plain)
    if typed is None:
        return plain, marks
    return (plain[: typed.start()] + plain[typed.end() :]).rstrip(), (*marks, typed["note"])


@lru_cache(maxsize=2048)
def is_value(text: str) -> bool:
    """Whether a cell is blank or holds what could stand for a number.

    >>> is_value("412 35"), is_value("①"), is_value("22（其中修订16件）"), is_value("1.属于")
    (True, True, True, False)
    """
    plain, _ = _apart(text)
    # A formula stands for the number that was never calculated, `#REF!` for one that cannot be.
    if not plain or plain in _DASHES or _FORMULA.fullmatch(plain):
        return True
    explained = _EXPLAINED.fullmatch(plain)
    whole = explained["number"].strip() if explained else plain
    if len(whole) > _LONGEST_NUMBER:
        return False
    return any(x.fullmatch(whole) for x in (_NUMBER, _LIKE_A_NUMBER, _VAGUE))


def is_unit(text: str) -> bool:
    """Whether a text is what may stand after a number: `件`, `万元`."""
    plain = unspaced(folded(text))
    return bool(plain) and _IS_UNIT.fullmatch(plain) is not None


def read_cell(shown: ShownText, cell: FormCell, unit: str | None = None) -> CellReading:
    r"""Read one cell; amounts come out in 万元. `unit` is what the table's heading says.

    >>> from reportlint.form.schema import form
    >>> cells = form("2021").cells
    >>> count = cells["requests.received.total"]
    >>> read_cell(ShownText("251,000元"), cells["proactive.fees.amount"])
    CellReading(value=Decimal('25.1'), marks=('yuan',))
    >>> read_cell(ShownText("41235①"), count)
    CellReading(value=41235, marks=('note',))
    >>> read_cell(ShownText("412\n35"), count)
    CellReading(value=None, marks=('uncertain',))
    """
    plain, typed = _apart(shown.text)
    struck: list[ObservationKind] = ["struck"] if shown.struck else []
    marks: list[ObservationKind] = ["note", *struck] if typed or shown.notes else struck
    if not plain:
        return CellReading(None, (*struck, "uncertain") if "note" in marks else tuple(struck))
    if plain in _DASHES:
        return CellReading(0, (*marks, "dash"))
    found = _number_in(plain)
    if found is None and (explained := _EXPLAINED.fullmatch(plain)):
        plain, marks = explained["number"].strip(), ["note", *struck]
        found = _number_in(plain)
    if found is None or (_is_amount(found) and cell.kind != "money"):
        # No number is read without the mark, so it is no note beside one.
        if len(plain) <= _LONGEST_NUMBER and _LIKE_A_NUMBER.fullmatch(plain):
            return CellReading(None, (*struck, "uncertain"))
        return CellReading(shown.text.strip(), tuple(struck))
    return _with_unit(found, cell, unit, marks)


def _number_in(plain: str) -> re.Match[str] | None:
    return _NUMBER.fullmatch(plain) if len(plain) <= _LONGEST_NUMBER else None


def _unit_of(found: re.Match[str]) -> str:
    """Return the unit of an amount that stands with a number, empty where there is none."""
    own = unspaced(found["unit"] or "").removesuffix("整")
    return own or ("元" if found["yuan"] else "")


def _is_amount(found: re.Match[str]) -> bool:
    return found["yuan"] is not None or _unit_of(found).endswith("元")


def _with_unit(
    found: re.Match[str], cell: FormCell, heading: str | None, marks: list[ObservationKind]
) -> CellReading:
    own = _unit_of(found)
    number = _signed(found)
    if cell.kind == "money":
        factor = _MONEY[own or heading or "万元"]
        unusual: list[ObservationKind]
        if heading is None and heading_unit(cell.column.label.text.zh) is None:
            unusual = ["unstated_unit"] if number and own != "万元" else []
        else:
            unusual = ["yuan"] if factor != 1 else ["unit"] if own or found["counted"] else []
    else:
        factor = Decimal(_SCALES[own] if own else 1)
        unusual = ["scaled"] if own else ["unit"] if found["counted"] else []
    return CellReading(_plain(number * factor, cell), (*marks, *unusual))


def _signed(found: re.Match[str]) -> Decimal:
    number = Decimal(re.sub(r"[, '’]", "", found["digits"]))
    negative = found["sign"] in ("-", "–", "—", "减少", "减") or (
        found["open"] and not found["sign"]
    )
    return -number if negative else number


def _plain(value: Decimal, cell: FormCell) -> Number:
    if cell.kind == "count" and value == value.to_integral_value():
        return int(value)
    # 25.1000 yuan-converted and 25.1 typed are the same amount, written the short way.
    short = value.normalize()
    return short if short != int(short) else int(short)


def heading_unit(text: str) -> str | None:
    """Return the unit of money that a heading names.

    >>> heading_unit("本年收费金额（单位：元）")
    '元'
    """
    found = re.search(r"单位\s*(?::\s*)?(亿元|百万元|万元|千元|元)", _apart(text)[0])
    return found[1] if found else None


@dataclass
class FormEntries:
    """Values, places and texts by key, as `Report` has them, and what was seen on the way."""

    form: Form
    values: dict[str, Any] = field(default_factory=dict)
    locations: dict[str, Location] = field(default_factory=dict)
    raw: dict[str, str] = field(default_factory=dict)
    observations: list[Observation] = field(default_factory=list)

    def enter(
        self, key: str, shown: ShownText, location: Location, unit: str | None = None
    ) -> None:
        """Enter what a cell shows; `unit` is the unit of money in the heading over it."""
        reading = read_cell(shown, self.form.cells[key], unit)
        text = without_zero_width(shown.text).strip()
        self.values[key] = reading.value
        self.locations[key] = location
        if text and text != str(reading.value):
            self.raw[key] = text.replace(HIDDEN, "［隐藏］")
        for mark in reading.marks:
            quoted = " ".join(shown.struck) if mark == "struck" else shown.whole
            self.observe(mark, quoted, location, (key,))

    def leave_unknown(self, keys: Iterable[str], text: str, location: Location) -> None:
        """Leave cells unknown that `text` stands for: it is there, but which value is whose?"""
        for key in keys:
            self.values.setdefault(key, None)
            self.locations.setdefault(key, location)
            self.raw.setdefault(key, text.strip())

    def leave_out(self, keys: Iterable[str], location: Location) -> None:
        """Leave cells blank that the document has no room for."""
        for key in keys:
            self.values.setdefault(key, None)
            self.locations.setdefault(key, location)

    def observe(
        self, kind: ObservationKind, text: str, location: Location, keys: tuple[str, ...] = ()
    ) -> None:
        """Note what a rule may want to judge."""
        self.observations.append(Observation(kind, text.strip(), location, keys))
