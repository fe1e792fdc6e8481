"""Numbers that leave what their own series supports.

The statistic is the modified z-score of Iglewicz and Hoaglin (How to Detect and Handle Outliers,
ASQC 1993): the distance from the median in units of the median absolute deviation, flagged above
3.5. As statistical offices do for ratios of successive periods (Hidiroglou and Berthelot, Survey
Methodology 12, 1986), it is taken on logarithms, so that a rise to the double weighs as much as a
fall to the half, with small counts damped and a deviation of at least a part of the level.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import log
from statistics import median

from reportlint.report import Number

FEWEST_YEARS = 4
_FLAGGED = 3.5
_NORMAL = 1.4826  # makes the median absolute deviation that of a normal distribution
_DAMPING = 20  # log(x + 20): from 0 to 20, or from 100 to 220, is a rise to the double
_LEAST_SPREAD = log(2) / _FLAGGED  # nothing within the double or the half is flagged


def is_jump(value: Number, earlier: Sequence[Number]) -> bool:
    """Return whether `value` is an outlier to the numbers of four earlier years or more.

    Negative numbers count as 0.

    >>> is_jump(560, [98, 110, 102, 95]), is_jump(150, [98, 110, 102, 95])
    (True, False)
    """
    if len(earlier) < FEWEST_YEARS:
        return False
    levels = [_level(number) for number in earlier]
    centre = median(levels)
    spread = _NORMAL * median(abs(level - centre) for level in levels)
    return abs(_level(value) - centre) > _FLAGGED * max(spread, _LEAST_SPREAD)


def _level(number: Number) -> float:
    return log(max(number, 0) + _DAMPING)
