"""The notice that a report says it follows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reportlint.form.schema import forms

_NUMBER = re.compile(
    r"国办公开办?函?字?(?P<open>[〔\[［【(（〈<]?)(?P<year>20\d\d)年?(?P<close>[〕\]］】)）〉>]?)"
    r"第?(?P<number>\d{1,3})号"
)
_TITLE_BEFORE = re.compile(r"《([^《》]{0,100})》[（(]?\Z")
_MATTER = re.compile(r"格式|年度报告|年报")
_LONGEST_TITLE = 110
_NEAR = 40


@dataclass(frozen=True, slots=True)
class Citation:
    """A notice as it is cited: `notice` in the proper spelling, `printed` as it stands.

    `bracketed` says whether the year stands in brackets, of whatever kind.
    """

    notice: str
    printed: str
    bracketed: bool


def citations(text: str) -> Iterator[Citation]:
    """Yield what `text`, squeezed, cites as the notice on the form.

    The office that issues the form issues other notices too. Which one is meant is said by the
    title before the number; without one, by a number that a notice on the form has.

    >>> [x.notice for x in citations("按照国办公开办函202130号编制")]
    ['国办公开办函〔2021〕30号']
    >>> list(citations("《关于规范政府信息公开平台有关事项的通知》（国办公开办函〔2019〕61号）"))
    []
    """
    for match in _NUMBER.finditer(text):
        number = int(match["number"])
        if _on_the_form(text[max(0, match.start() - _LONGEST_TITLE) : match.start()], number):
            notice = f"国办公开办函〔{match['year']}〕{number}号"
            yield Citation(notice, match[0], bool(match["open"] and match["close"]))


def _on_the_form(before: str, number: int) -> bool:
    title = _TITLE_BEFORE.search(before)
    if title:
        return _MATTER.search(title[1]) is not None
    known = any(form.notice.endswith(f"〕{number}号") for form in forms().values())
    return known or "格式" in before[-_NEAR:]
