"""Another number among the characters that a cell shows: which of them are the old one's.

A format tells which characters stand at a cell's place, and where in its source each one is. The
reader has said what the cell shows. Here the old number is found among them, and the new one is
written in its manner: with its separators, its decimals, its full-width digits, its kind of minus.
That it was the cell's number indeed is known when the file has been read again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from reportlint.document.places import Extent, Replacement
from reportlint.errors import AmendError
from reportlint.language import Text
from reportlint.number import Number, shortest, written_like
from reportlint.report import ObservationKind, Report
from reportlint.spelling import half_width, without_zero_width

_GROUP = r"[,，'’ \u00a0]"
_NUMERAL = re.compile(
    rf"[-+−–—－＋]?(?:[0-9０-９]{{1,3}}(?P<group>{_GROUP})[0-9０-９]{{3}}(?:(?P=group)[0-9０-９]{{3}})*"
    r"|[0-9０-９]+)(?:[.．][0-9０-９]+)?"
)
_WIDE = str.maketrans("0123456789.,-+", "０１２３４５６７８９．，－＋")
_MINUS = "−–—－-"
_UNSURE: tuple[ObservationKind, ...] = ("uncertain", "struck")
_UNTOLD = Text(
    "这一格现在写作“{text}”，其中的数不能确定，请手工修改",
    "the cell has “{text}”, in which the number is not certain; change it by hand",
)
_ELSEWHERE = Text(
    "在文件中找不到这一格的数，请手工修改",
    "the number of the cell was not found in the file; change it by hand",
)


@dataclass(frozen=True, slots=True)
class PlacedCharacter:
    """A character that is shown, and what stands for it in the source: `&#49;` for `1`."""

    text: str
    extent: Extent


def shown_in(report: Report, key: str) -> str:
    """Return the text that a document shows in a cell.

    Raises AmendError where no one can tell which number that is.
    """
    cells = report.form.cells if report.form else {}
    value, raw = report.stated(cells[key])
    text = raw or ("" if value is None else str(value))
    unsure = any(x.kind in _UNSURE and key in x.cells for x in report.observations)
    if unsure or (text and value is None):
        raise AmendError(_UNTOLD.fill(text=text))
    return text


def renumbered(
    characters: Iterable[PlacedCharacter], shown: str, old: Number | None, new: Number
) -> list[Replacement]:
    """Return what changes for the characters at a cell's place to show another number.

    They begin with `shown`, white space aside, in which the number `old` stands. Where the number
    is in several pieces, the first takes the new one and the others nothing.

    >>> placed = [PlacedCharacter(x, (i, i + 1)) for i, x in enumerate(" 1,200 件")]
    >>> renumbered(placed, "1,200 件", 1200, 13000)
    [((1, 6), '13,000')]
    """
    start, end = _numeral(shown, old)
    placed = list(characters)
    visible = [i for i, x in enumerate(placed) if _dense(x.text)]
    before, number = _dense(shown[:start]), _dense(shown[start:end])
    own = visible[: len(before + number)]
    if "".join(placed[i].text for i in own) != before + number:
        raise AmendError(_ELSEWHERE)
    pieces = _joined(x.extent for x in placed[own[len(before)] : own[-1] + 1])
    manner = in_manner_of(shown[start:end], new)
    return [(piece, "" if i else manner) for i, piece in enumerate(pieces)]


def _dense(text: str) -> str:
    return "".join(without_zero_width(text).split())


def _joined(extents: Iterable[Extent]) -> list[Extent]:
    """Return extents, those that follow each other as one."""
    joined: list[Extent] = []
    for start, end in extents:
        if joined and start == joined[-1][1]:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _numeral(shown: str, old: Number | None) -> Extent:
    """Return where the number stands in a cell's text; all of it where that is a sign for 0."""
    found = _NUMERAL.search(shown)
    if found is None and old == 0:
        return 0, len(shown)
    if found is None or _value(found) != old:
        raise AmendError(_UNTOLD.fill(text=shown))
    return found.span()


def _value(found: re.Match[str]) -> Decimal:
    return Decimal(_plain(found[0]).replace(",", ""))


def _plain(numeral: str) -> str:
    """Return a numeral in ASCII, its groups parted by commas."""
    grouped = re.sub(_GROUP, ",", half_width(numeral.replace("＋", "+")))
    return re.sub(f"[{_MINUS}]", "-", grouped)


def in_manner_of(old: str, new: Number) -> str:
    """Return a number written as the old one was.

    >>> in_manner_of("１，２００", 13000), in_manner_of("1 200.50", 13000), in_manner_of("−3", -4)
    ('１３，０００', '13 000.00', '−4')
    >>> in_manner_of("无", 5)
    '5'
    """
    found = _NUMERAL.fullmatch(old)
    if found is None:
        return shortest(new)
    minus = old[0] if old[0] in _MINUS else "-"
    group = found["group"] or ","
    text = written_like(_plain(old), new).replace(",", group).replace("-", minus)
    return text.translate(_WIDE) if half_width(old) != old else text
