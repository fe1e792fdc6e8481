"""The fields of a Word document, of which the results are shown and the codes are not."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from reportlint.formats.docx.runs import GONE, TEXT, WRITTEN, W

_CODE, _BEGIN = f"{W}instrText", f"{W}fldChar"
_CELL = f"{W}tc"
_RING = re.compile(
    r"\s*eq\s.*\\o\s*\\ac\s*\(\s*[^,，]{0,2}[,，]\s*([0-9]{1,2})\s*\)", re.IGNORECASE
)


@dataclass
class _Field:
    """A field that has begun: what stands in its code, and whether anything is its result."""

    begin: Any
    code: list[Any] = field(default_factory=list)
    has_result: bool = False


def show_results(root: Any) -> None:
    """Drop the codes of fields, which a field inside may be part of, and show chosen entries."""
    fields: list[_Field] = []
    coding: list[_Field] = []
    for element in [*root.iter(_BEGIN, _CODE, *WRITTEN)]:
        if element.tag != _BEGIN:
            if coding:
                coding[-1].code.append(element)
            elif fields and (element.text or "").strip():
                fields[-1].has_result = True
            continue
        kind = element.get(f"{W}fldCharType")
        if kind == "begin":
            fields.append(_Field(element))
            coding.append(fields[-1])
        elif fields:
            if coding and coding[-1] is fields[-1]:
                coding.pop()
            if kind == "end":
                ended = fields.pop()
                # Where half a field was deleted, the end is another's.
                if _cell_of(ended.begin) is _cell_of(element):
                    _end(ended)


def _end(ended: _Field) -> None:
    code = "".join(x.text or "" for x in ended.code)
    for element in ended.code:
        element.tag = GONE
    chosen = _RING.match(code)
    shown = chr(0x245F + int(chosen[1])) if chosen and 0 < int(chosen[1]) <= 20 else _choice(ended)
    if shown and not ended.has_result:
        ended.begin.tag, ended.begin.text = TEXT, shown


def _cell_of(element: Any) -> Any:
    return next(element.iterancestors(_CELL), None)


def _choice(ended: _Field) -> str:
    """Return the entry of a list that is chosen in a form's field."""
    entries = [x.get(f"{W}val", "") for x in ended.begin.iter(f"{W}listEntry")]
    stated = ended.begin.find(f"{W}ffData/{W}ddList/{W}result")
    value = "" if stated is None else stated.get(f"{W}val", "")
    chosen = int(value) if re.fullmatch("[0-9]{1,4}", value) else 0
    return entries[chosen] if chosen < len(entries) else ""
