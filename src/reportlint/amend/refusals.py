"""Cells that are not written into: where they stand, or in what unit, is not certain."""

from __future__ import annotations

from collections.abc import Iterable

from reportlint.amend.errors import AmendError
from reportlint.language import Text
from reportlint.report import Observation, ObservationKind, Report

_UNKNOWN = Text("{cell} 不是表式中的格", "{cell} is no cell of the form")
_ABSENT = Text("{cell}：文件里没有这一格", "{cell}: the file has no such cell")
_NO_VALUE = Text(
    "{cell}：这里不是一个数，而是一组数", "{cell}: what stands there is a group, not a number"
)
_WHY: dict[ObservationKind, Text] = {
    "duplicate_key": Text(
        "{cell}：文件里写了不止一次，无法确定改哪一处",
        "{cell}: the file states it more than once, and which to change is not known",
    ),
    "repeated_cell": Text(
        "{cell}：文件里写了不止一次，无法确定改哪一处",
        "{cell}: the file states it more than once, and which to change is not known",
    ),
    "misfit_row": Text(
        "{cell}：这一行的数与各列对不上，无法确定是哪一格",
        "{cell}: its row does not fit the columns, and which number is its own is not known",
    ),
    "yuan": Text(
        "{cell}：单位不是万元，请按原来的单位手工修改",
        "{cell}: it is in another unit than 万元; change it by hand, in that unit",
    ),
}


def refuse(keys: Iterable[str], report: Report) -> None:
    """Raise AmendError for the first cell that must not be written into."""
    for key in keys:
        if report.form is None or key not in report.form.cells:
            raise AmendError(_UNKNOWN.fill(cell=key))
        if reason := _reason(key, report):
            raise AmendError(reason.fill(cell=report.form.cells[key].text))


def _reason(key: str, report: Report) -> Text | None:
    if key not in report.cells or key not in report.locations:
        return _ABSENT
    if isinstance(_found(key, report), dict | list):
        return _NO_VALUE
    return next((_WHY[x.kind] for x in report.observations if _concerns(x, key)), None)


def _found(key: str, report: Report) -> object:
    node: object = report.data
    for name in key.split("."):
        node = node[name] if isinstance(node, dict) else None
    return node


def _concerns(seen: Observation, key: str) -> bool:
    """Whether something was seen for which the cell is left alone; of a key the text names it."""
    if seen.kind == "duplicate_key":
        return f"{key}.".startswith(f"{seen.text}.")
    return seen.kind in _WHY and key in seen.cells
