"""The quantities of a paragraph: numbers with a unit, and the words around them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from reportlint.form.schema import Form
from reportlint.narrative import scope
from reportlint.narrative.lexicon import lexicon
from reportlint.narrative.numerals import PATTERN, Numeral, numeral
from reportlint.narrative.sentences import Span, SpelledText, clauses, sentences, spelled
from reportlint.report import Passage

CASES = ("件次", "件", "份", "宗", "起", "例", "部")
MONEY = {"元": 0, "万元": 4, "亿元": 8}
_UNITS = (
    *("个百分点", "个工作日", "人次", "期次", "场次", "批次"),
    *CASES,
    *MONEY,
    *(
        "%",
        "条",
        "项",
        "个",
        "次",
        "期",
        "场",
        "篇",
        "则",
        "人",
        "家",
        "户",
        "名",
        "批",
        "幅",
        "册",
    ),
)
_UNIT = "|".join(sorted(_UNITS, key=len, reverse=True))
_LONGEST_CLAUSE = 400
_MORE = "以上|以下|以内|左右|上下|余|多"


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the schema, or one that changes nothing, where it stands."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class Quantity:
    """A number with its unit, at its one place in the prose.

    `before` and `after` are the words around it up to the next number or mark; `attached` says that
    only words, and no mark, part it from another number.
    """

    numeral: Numeral
    unit: str
    span: Span
    clause: Span
    before: Span
    after: Span
    attached: bool


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause with its quantities."""

    span: Span
    quantities: tuple[Quantity, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Sentence:
    """A sentence with its clauses, at its one place in the prose."""

    span: Span
    clauses: tuple[Clause, ...]

    @property
    def quantities(self) -> tuple[Quantity, ...]:
        """The quantities of all its clauses."""
        return tuple(quantity for clause in self.clauses for quantity in clause.quantities)


@dataclass(frozen=True, eq=False)
class ProseParagraph:
    """A passage with what is known in it; `masked` has blanks where that stands."""

    passage: Passage
    spelled: SpelledText
    words: tuple[Word, ...]
    masked: str
    sentences: tuple[Sentence, ...]

    @property
    def text(self) -> str:
        """The passage in one spelling."""
        return self.spelled.text

    def words_in(self, *spans: Span) -> list[Word]:
        """Return the words of some spans."""
        return [
            word
            for span in spans
            for word in self.words[
                bisect_left(self._starts, span.start) : bisect_left(self._starts, span.end)
            ]
        ]

    def unknown_in(self, span: Span) -> str:
        """Return what is not understood in a span."""
        return self.masked[span.start : span.end].replace(" ", "")

    @cached_property
    def _starts(self) -> list[int]:
        return [word.span.start for word in self.words]


@lru_cache
def _lexer(form: Form) -> re.Pattern[str]:
    words = lexicon(form).pattern
    number = rf"(?P<number>{PATTERN})(?P<unit>{_UNIT})(?P<more>{_MORE})?"
    share = rf"百分之(?P<share>{PATTERN})"
    return re.compile(rf"(?P<word>{words})|{number}|{share}")


def read_paragraph(passage: Passage, form: Form, year: int, own: Sequence[str]) -> ProseParagraph:
    """Read a passage; `own` are the names of the reporting organ."""
    text = spelled(passage.text)
    masked = list(text.text)
    named = _own(text.text, own, year)
    for span in named:
        _blank(masked, span)
    words, found = [], []
    for match in _lexer(form).finditer(text.text):
        span = Span(*match.span())
        if match["word"]:
            words.append(Word(match["word"], span))
            _blank(masked, span)
        elif (quantity := _number(match)) is not None:
            found.append((span, *quantity))
            _blank(masked, span)
    placed = tuple(_placed(text.text, found))
    return ProseParagraph(passage, text, tuple(words), "".join(masked), placed)


def _own(text: str, names: Sequence[str], year: int) -> Iterator[Span]:
    """Yield where the organ and the report year are named."""
    for match in scope.years(text):
        if int(match[1]) == year:
            yield Span(*match.span())
    for name in names:
        start = text.find(name)
        while name and start >= 0:
            yield Span(start, start + len(name))
            start = text.find(name, start + len(name))


def _blank(masked: list[str], span: Span) -> None:
    masked[span.start : span.end] = " " * (span.end - span.start)


def _number(match: re.Match[str]) -> tuple[Numeral, str] | None:
    if match["share"]:
        share = numeral(match["share"])
        return (share, "%") if share else None
    text, unit = match["number"], match["unit"]
    if unit == "元" and text[-1] in "万亿":
        text, unit = text[:-1], text[-1] + unit
    found = numeral(text)
    if found is None or not match["more"]:
        return (found, unit) if found else None
    return Numeral(found.value, found.step, rounded=True), unit


def _placed(text: str, found: Sequence[tuple[Span, Numeral, str]]) -> Iterator[Sentence]:
    """Yield the sentences, with the numbers in their clauses."""
    masked = list(text)
    for span, _, _ in found:
        masked[span.start : span.end] = "0" * (span.end - span.start)
    marks = "".join(masked)
    waiting = deque(found)
    for sentence in sentences(marks):
        inside = []
        for clause in clauses(marks, sentence):
            own = []
            while waiting and waiting[0][0].start < clause.end:
                own.append(waiting.popleft())
            inside.append(Clause(clause, tuple(_in_clause(text, own, clause))))
        yield Sentence(sentence, tuple(inside))


def _in_clause(
    text: str, own: Sequence[tuple[Span, Numeral, str]], clause: Span
) -> Iterator[Quantity]:
    if clause.end - clause.start > _LONGEST_CLAUSE:
        return
    for i, (span, number, unit) in enumerate(own):
        left = own[i - 1][0].end if i else clause.start
        right = own[i + 1][0].start if i + 1 < len(own) else clause.end
        mark_left = text.find("、", left, span.start) if i else left - 1
        mark_right = text.find("、", span.end, right)
        attached = (i > 0 and mark_left < 0) or (i + 1 < len(own) and mark_right < 0)
        yield Quantity(
            number,
            unit,
            span,
            clause,
            Span(max(mark_left + 1, left), span.start),
            Span(span.end, mark_right if mark_right >= 0 else right),
            attached,
        )
