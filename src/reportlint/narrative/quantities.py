"""The quantities of a paragraph: its numbers with their units, and the words around them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from reportlint.form.schema import Form
from reportlint.narrative import scope
from reportlint.narrative.lexicon import Lexicon, lexicon
from reportlint.narrative.numerals import PATTERN, Numeral, numeral
from reportlint.narrative.sentences import Span, SpelledText, clauses, sentences, spelled
from reportlint.organs import abbreviation, names_in_prose
from reportlint.report import Passage

_NOTHING = Numeral(Decimal(), Decimal(1), rounded=False)
CASES = ("件次", "件", "份", "宗", "起", "例", "部")
ENTRIES = ("条", "次", "项", "个", "笔")
"""Units in which applications and suits are counted too, but not only they."""
EVENTS = ("次", "场", "期", "人次", "场次", "期次", "批次")
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
        "笔",
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
_LONGEST_ASIDE = 40
_MORE = "以上|以下|以内|左右|上下|余|多"


class Word(NamedTuple):
    """A word of the schema, or one that changes nothing, where it stands."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class Quantity:
    """A number with its unit, at its one place in the prose.

    `before` and `after` are the words around it up to the next number or mark; `attached` says that
    only words, and no mark, part it from another number; `is_base`, the next is a share of it.
    """

    numeral: Numeral
    unit: str
    span: Span
    clause: Span
    before: Span
    after: Span
    attached: bool

    is_base: bool = False

    @property
    def is_none(self) -> bool:
        """Whether it is no number, but words that say that there is none."""
        return not self.unit


class Clause(NamedTuple):
    """A clause with its quantities; where it has none, with what it says there is none of."""

    span: Span
    quantities: tuple[Quantity, ...]
    absences: tuple[Quantity, ...] = ()


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

    def unsure_in(self, span: Span) -> str:
        """Return what is not understood in a span, single characters that may be part of it too."""
        single = {x.span.start for x in self.words_in(span) if x.span.end - x.span.start == 1}
        kept = range(span.start, span.end)
        return "".join(self.text[i] for i in kept if i in single or self.masked[i] != " ")

    def aside_after(self, quantity: Quantity) -> str:
        """Return what stands in brackets straight after a number, the first bracket too."""
        text, end = self.text, quantity.span.end
        close = text.find("）", end, end + _LONGEST_ASIDE)
        return text[end:close] if text.startswith("（", end) and close >= 0 else ""

    @cached_property
    def other_nouns(self) -> tuple[Span, ...]:
        """Where it names something else that organs receive and answer."""
        return tuple(Span(*at) for at in scope.other_nouns(self.text))

    @cached_property
    def counts(self) -> bool:
        """Whether it says of anything how much there is, or that there is none."""
        inside = (clause for sentence in self.sentences for clause in sentence.clauses)
        return any(clause.quantities or clause.absences for clause in inside)

    @cached_property
    def _starts(self) -> list[int]:
        return [word.span.start for word in self.words]


_NUMBER = rf"(?P<number>{PATTERN})(?P<unit>{_UNIT})(?P<more>{_MORE})?"
_SHARE = rf"百分之(?P<share>{PATTERN})"
_COUNTED = re.compile(
    rf"(?P<zero>{scope.ZERO})|(?P<about>{scope.ABOUT})|{_NUMBER}|{_SHARE}|(?P<absence>{scope.ABSENCE})"
)


def _tokens(text: str, lexicon: Lexicon) -> Iterator[Word | re.Match[str]]:
    """Yield the words of a text, and what it says of numbers; a zero may begin with words."""
    start, counted = 0, _COUNTED.search(text)
    while start < len(text):
        if counted and counted.start() < start:
            counted = _COUNTED.search(text, start)
        end = counted.start() if counted else len(text)
        if counted and not (counted["zero"] or counted["about"]):
            end += 1  # A number may begin with words.
        if found := lexicon.next_word(text, start, end):
            at, word = found
            start = at + len(word)
            yield Word(word, Span(at, start))
        elif counted:
            yield counted
            start = counted.end()
        else:
            return


def read_paragraph(passage: Passage, form: Form, year: int, organ: str) -> ProseParagraph:
    """Read a passage of the report of an organ."""
    text = spelled(passage.text)
    masked = list(text.text)
    named = _own(text.text, organ, year)
    for span in named:
        _blank(masked, span)
    words, found, absences = [], [], []
    for token in _tokens(text.text, lexicon(form, year)):
        if isinstance(token, Word):
            words.append(token)
            _blank(masked, token.span)
            continue
        span = Span(*token.span())
        if token["about"]:
            _blank(masked, span)
        elif token["zero"] or token["absence"]:
            absences.append(span)
        elif (quantity := _number(token)) is not None:
            found.append((span, *quantity))
            _blank(masked, span)
    placed = tuple(_placed(text.text, found, absences))
    return ProseParagraph(passage, text, tuple(words), "".join(masked), placed)


def _own(text: str, organ: str, year: int) -> Iterator[Span]:
    """Yield where the organ and the report year are named."""
    for match in scope.years(text):
        if int(match[1]) == year:
            yield Span(*match.span())
    yield from (Span(*at) for at in scope.whole_years(text))
    if short := abbreviation(organ):
        yield from (Span(*match.span()) for match in short.finditer(text))
    for name in names_in_prose(organ):
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


def _placed(
    text: str, found: Sequence[tuple[Span, Numeral, str]], absences: Sequence[Span]
) -> Iterator[Sentence]:
    """Yield the sentences, with the numbers in their clauses."""
    masked = list(text)
    for span, _, _ in found:
        masked[span.start : span.end] = "0" * (span.end - span.start)
    marks = "".join(masked)
    waiting = deque(found)
    for sentence in sentences(marks):
        inside: list[Clause] = []
        for clause in clauses(marks, sentence):
            own = []
            while waiting and waiting[0][0].start < clause.end:
                own.append(waiting.popleft())
            label = _label(text, inside, clause, own) if inside else None
            nothing = () if own else [span for span in absences if span.start in clause]
            inside.append(
                Clause(
                    clause,
                    tuple(_based(text, _in_clause(text, own, clause, label))),
                    tuple(_absent(text, nothing, clause, inside)),
                )
            )
        yield Sentence(sentence, tuple(inside))


_OF = re.compile("[约仅]?占")
_LINK = re.compile("[的有为是共计]*")


def _label(
    text: str, earlier: Sequence[Clause], clause: Span, own: Sequence[tuple[Span, Numeral, str]]
) -> Span | None:
    """Return what a clause's first number is of, where brackets part them.

    That is the last item before them, if it has no number of its own: 予以公开（3件）, or where
    they hold none, 其他（主动撤回）3件.
    """
    if not own:
        return None
    mark, start = text[clause.start - 1], own[0][0].start
    before = earlier[-1]
    if mark == ":" and not before.quantities and _LINK.fullmatch(text, clause.start, start):
        # 收到申请：5件。
        return _unnumbered(text, before.span)
    if mark == "）" and _LINK.fullmatch(text, clause.start, start):
        opening = text.rfind("（", 0, clause.start)
        aside = [each for each in earlier if each.span.start > opening]
        if any(each.quantities for each in aside) or len(aside) == len(earlier):
            return None
        before = earlier[-len(aside) - 1]
    elif mark != "（" or own[0][0] != clause:
        return None
    if before.quantities:
        return None
    mark_at = text.rfind("、", before.span.start, before.span.end)
    return Span(mark_at + 1 if mark_at >= 0 else before.span.start, before.span.end)


_NUMBERING = re.compile("（[一二三四五六七八九十]{1,2}）|[一二三四五六七八九十]{1,2}、")


def _unnumbered(text: str, label: Span) -> Span:
    numbering = _NUMBERING.match(text, label.start, label.end)
    return Span(numbering.end(), label.end) if numbering else label


def _absent(
    text: str, found: Sequence[Span], clause: Span, earlier: Sequence[Clause]
) -> Iterator[Quantity]:
    """Yield what is said to be none; what it is may stand before, and beyond enumeration commas."""
    if found and earlier and found[0] == clause and text[clause.start - 1] == ":":
        # 依申请公开情况：无。
        label, end = _unnumbered(text, earlier[-1].span), Span(clause.end, clause.end)
        yield Quantity(_NOTHING, "", found[0], clause, label, end, attached=False)
        return
    for i, span in enumerate(found):
        left = found[i - 1].end if i else clause.start
        right = found[i + 1].start if i + 1 < len(found) else clause.end
        before, after = Span(left, span.start), Span(span.end, right)
        yield Quantity(_NOTHING, "", span, clause, before, after, attached=False)


def _in_clause(
    text: str, own: Sequence[tuple[Span, Numeral, str]], clause: Span, label: Span | None
) -> Iterator[Quantity]:
    """Yield the quantities of a clause; `label` are the words for the first, if brackets part them.

    Of 甲、乙分别为3件、5件 each number has its own name before it.
    """
    if clause.end - clause.start > _LONGEST_CLAUSE:
        return
    names = _respective(text, [span for span, _, _ in own], clause)
    for i, (span, number, unit) in enumerate(own):
        left = own[i - 1][0].end if i else clause.start
        right = own[i + 1][0].start if i + 1 < len(own) else clause.end
        mark_left = _mark(text, left, span.start) if i else left - 1
        mark_right = _mark(text, span.end, right)
        attached = (i > 0 and mark_left < 0) or (i + 1 < len(own) and mark_right < 0)
        before = label if label and not i else Span(max(mark_left + 1, left), span.start)
        after = Span(span.end, mark_right if mark_right >= 0 else right)
        if names:
            before, after, attached = names[i], Span(span.end, span.end), False
        yield Quantity(number, unit, span, clause, before, after, attached)


def _based(text: str, quantities: Iterable[Quantity]) -> Iterator[Quantity]:
    """Yield quantities; of 占80件的25% the first is what the second is a share of."""
    given = [*quantities]
    for i, (base, share) in enumerate(pairwise(given)):
        of = _OF.match(text, base.before.start, base.before.end)
        if of and share.unit == "%" and text[base.span.end : share.span.start] == "的":
            before, after = Span(of.end(), base.before.end), Span(base.span.end, base.span.end)
            given[i] = replace(base, before=before, after=after, attached=False, is_base=True)
            given[i + 1] = replace(share, before=Span(*of.span()), attached=False)
    yield from given


def _mark(text: str, start: int, end: int) -> int:
    """Return where what parts two numbers ends: a mark, or straight after the first an “and”."""
    if conjunction := _AND.match(text, start, end):
        return conjunction.end() - 1
    return text.find("、", start, end)


_RESPECTIVELY = re.compile(r"分别(?:为|是|有|达|共|计)?")
_AND = re.compile(r"、|以及|和|与|及")
_LEADING = re.compile(r".*[为是：]")


def _respective(text: str, numbers: Sequence[Span], clause: Span) -> list[Span]:
    """Return the names of 甲、乙分别为3件、5件, one for each number; none where not so said."""
    if len(numbers) < 2:
        return []
    said = _RESPECTIVELY.search(text, clause.start, numbers[0].start)
    between = (text[one.end : other.start] for one, other in pairwise(numbers))
    if said is None or said.end() != numbers[0].start or not all(map(_AND.fullmatch, between)):
        return []
    start, end = clause.start, said.start()
    if start == end and text[start - 1 : start] == "，":
        end = start - 1
        start = max(text.rfind(mark, 0, end) for mark in "，。；") + 1
    if lead := _LEADING.match(text, start, end):
        start = lead.end()
    marks = [*_AND.finditer(text, start, end)]
    starts, ends = [start, *(x.end() for x in marks)], [*(x.start() for x in marks), end]
    return [*map(Span, starts, ends)] if len(starts) == len(numbers) else []
