"""The XML of a workbook, with its formulas to be computed again when it is opened."""

from __future__ import annotations

from reportlint.amend.errors import AmendError
from reportlint.amend.markup import parse
from reportlint.amend.splicing import spliced
from reportlint.language import Text

_BEFORE = ("sheets", "functionGroups", "externalReferences", "definedNames")
"""What a workbook may hold before the settings of calculation; the first is always there."""
_NO_SHEETS = Text("工作簿里没有工作表", "the workbook has no sheets")


def recalculated(xml: bytes) -> bytes:
    """Return the workbook with `fullCalcOnLoad` set.

    >>> recalculated(b'<workbook><sheets/><calcPr calcId="1"/></workbook>')
    b'<workbook><sheets/><calcPr fullCalcOnLoad="1" calcId="1"/></workbook>'
    """
    root = parse(xml)
    order = b' fullCalcOnLoad="1"'
    for settings in root.named("calcPr"):
        start = settings.named_until
        return spliced(xml, [(*(settings.attribute("fullCalcOnLoad") or (start, start)), order)])
    before = list(root.named(*_BEFORE))
    if not before:
        raise AmendError(_NO_SHEETS)
    end = before[-1].end
    return spliced(xml, [(end, end, f"<{root.prefix}calcPr".encode() + order + b"/>")])
