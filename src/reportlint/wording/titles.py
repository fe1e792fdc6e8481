"""The title of a report: its organ and its year."""

from __future__ import annotations

import re
from dataclasses import dataclass

_YEAR = r"(?P<year>20\d\d)年(?:度)?"
# Of an organ's name only a number such as in 第二 is written in digits.
_ORGAN = r"(?!政府信息公开)(?P<agency>(?:第\d{1,4}(?!年)|[^\d。，：:；《》]){2,40}?)"
_TITLES = (
    re.compile(rf"^{_YEAR}{_ORGAN}(?:关于)?政府信息公开(?:工作)?(?:年度)?报告"),
    re.compile(
        rf"^{_ORGAN}(?:关于)?(?:政府信息公开(?:工作)?)?{_YEAR}(?:政府信息公开(?:工作)?)?(?:年度)?报告"
    ),
)


@dataclass(frozen=True, slots=True)
class Title:
    """A title as it is printed, the organ that it names and its year."""

    text: str
    agency: str
    year: int


def title(text: str) -> Title | None:
    """Return the title that `text`, in close spelling, begins with.

    >>> title("云溪街道办事处2024年政府信息公开工作年度报告").year
    2024
    """
    found = next((match for pattern in _TITLES if (match := pattern.match(text))), None)
    return Title(found[0], found["agency"], int(found["year"])) if found else None
