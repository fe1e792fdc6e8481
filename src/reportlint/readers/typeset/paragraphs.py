"""Paragraphs from the lines that they are printed in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from reportlint.readers.typeset.lines import Line

_NUMBERED = re.compile(r"[(（]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})(?:[)）]|[、.．](?!\d))")
_FIRST_UNIT = re.compile(r"[!-~]+|[《“‘（【「]*.?[，。、；：！？”’）】》」]*")
_ENDS = tuple("。！？；：.!?;:")
_PARAGRAPH_PITCH = 1.5
_SAME_SIZE = 0.15


@dataclass(frozen=True, slots=True)
class Measure:
    """The margins of a document's prose, and the usual step from line to line."""

    left: float
    right: float
    pitch: float

    @classmethod
    def of(cls, pages: Sequence[Sequence[Line]]) -> Measure:
        """Measure the prose of all pages: many lines reach a margin, and few go beyond."""
        every = [line for page in pages for line in page]
        if not every:
            return cls(0, 0, 0)
        steps = [b.top - a.top for page in pages for a, b in pairwise(page)]
        fifth = len(every) // 5
        return cls(
            left=sorted(line.x0 for line in every)[fifth],
            right=sorted(line.x1 for line in every)[-1 - fifth],
            pitch=median(steps) if steps else 0,
        )

    def continues(self, last: Line, line: Line) -> bool:
        """Whether `line` goes on with the paragraph of `last`, the line before.

        At the top of a page `line` stands higher than `last`, and no step is too wide.
        """
        if abs(line.size - last.size) > _SAME_SIZE * last.size or not self._full(last, line):
            return False
        if line.top - last.top > _PARAGRAPH_PITCH * self.pitch:
            return False
        ended = last.text.endswith(_ENDS)
        aligned = abs(line.x0 - last.x0) <= line.size
        if line.x0 - self.left > line.size and (ended or not aligned):
            return False
        return not (ended and _NUMBERED.match(line.text))

    def _full(self, last: Line, line: Line) -> bool:
        """Whether the first word of `line` had no room at the end of `last`."""
        word = _FIRST_UNIT.match(line.text)
        ems = sum(0.5 if x.isascii() else 1 for x in word[0]) if word else 1
        return self.right - last.x1 < (ems + 0.5) * line.size
