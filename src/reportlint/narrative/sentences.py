"""Paragraphs in one spelling, cut into sentences and clauses, with the way back to the source."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from reportlint.spelling import half_width

_END = re.compile(r"[。！？!?\n]")
_NUMBER = "[一二三四五六七八九十]"
# （三） before a label is no aside.
_CLAUSE = re.compile(
    rf"[，,；;：:]|（(?!{_NUMBER}{{1,2}}）)|(?<!（{_NUMBER})(?<!（{_NUMBER}{{2}})）"
)
_BRACKETS = str.maketrans("([［【〔)]］】〕", "（" * 5 + "）" * 5)
_LONGEST_HEADING = 40
_CLOSED = tuple("。！？；：!?;:")


class Span(NamedTuple):
    """A piece of a spelled text, end exclusive."""

    start: int
    end: int

    def __contains__(self, place: object) -> bool:
        return isinstance(place, int) and self.start <= place < self.end


class SpelledText(NamedTuple):
    """A text without blanks, in half-width digits, with brackets of one kind.

    `offsets` leads back to the source.
    """

    text: str
    offsets: Sequence[int]
    source: str

    def quote(self, span: Span) -> str:
        """Return what the source has in a span of the text."""
        if span.start >= span.end:
            return ""
        return self.source[self.offsets[span.start] : self.offsets[span.end - 1] + 1]


def spelled(source: str) -> SpelledText:
    """Return a text in the spelling that words and numbers are looked for.

    A blank between two digits stays: it may part two numbers.

    >>> spelled("共 １２ 件").text, spelled("3 119").text
    ('共12件', '3 119')
    """
    if source.isprintable() and " " not in source:
        # No blank of any kind and no format character: most paragraphs.
        return SpelledText(_narrow(source), range(len(source)), source)
    kept: list[tuple[str, int]] = []
    gap = False
    for offset, (character, narrow) in enumerate(zip(source, _narrow(source), strict=True)):
        if character != "\n" and (character.isspace() or unicodedata.category(character) == "Cf"):
            gap = True
            continue
        if gap and kept and kept[-1][0].isdecimal() and narrow.isdecimal():
            kept.append((" ", offset))
        kept.append((narrow, offset))
        gap = False
    return SpelledText("".join(c for c, _ in kept), tuple(place for _, place in kept), source)


def _narrow(source: str) -> str:
    return half_width(source).translate(_BRACKETS)


def sentences(text: str) -> Iterator[Span]:
    """Yield the sentences of a spelled text, without what ends them."""
    yield from _cut(_END, text, Span(0, len(text)))


def clauses(text: str, sentence: Span) -> Iterator[Span]:
    """Yield the clauses of a sentence."""
    yield from _cut(_CLAUSE, text, sentence)


def _cut(mark: re.Pattern[str], text: str, within: Span) -> Iterator[Span]:
    start = within.start
    for match in mark.finditer(text, within.start, within.end):
        yield Span(start, match.start())
        start = match.end()
    yield Span(start, within.end)


def is_heading(text: str) -> bool:
    """Whether a paragraph is only a heading.

    >>> is_heading("（二）依申请公开方面"), is_heading("（二）依申请公开。全年无申请。")
    (True, False)
    """
    return len(text) <= _LONGEST_HEADING and _END.search(text) is None and "，" not in text


def is_open(text: str) -> bool:
    """Whether a paragraph breaks off in a sentence that the next one continues."""
    return not is_heading(text) and not text.rstrip("”’）)》 ").endswith(_CLOSED)
