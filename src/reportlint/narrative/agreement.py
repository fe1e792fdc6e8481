"""Numbers of the prose against the cells that its words name, and percentages against any base."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import NamedTuple

from reportlint.location import Location
from reportlint.narrative import scope
from reportlint.narrative.binding import Binder
from reportlint.narrative.discourse import Claim
from reportlint.narrative.lexicon import Interpretation, Interpreter, interpreter_of
from reportlint.narrative.quantities import MONEY, ProseParagraph, read_paragraph
from reportlint.narrative.sentences import Span, is_heading, is_open
from reportlint.number import Number, decimals
from reportlint.report import Passage, Report
from reportlint.spelling import is_numbered

_LONGEST_PROSE = 100_000
_SECTIONS = ("preamble", "overview", "problems", "other_matters")


@dataclass(frozen=True)
class Prose:
    """A report's prose, read: its paragraphs and the numbers in them whose cells are known.

    `changes` are what is said of last year's numbers.
    """

    paragraphs: tuple[ProseParagraph, ...]
    claims: tuple[Claim, ...]
    changes: tuple[Claim, ...] = ()


def prose(report: Report) -> Prose:
    """Return the prose of a report, of which more than an organ writes is left unread."""
    return report.derived(_read)


def _read(report: Report) -> Prose:
    if report.form is None or report.year is None:
        return Prose((), ())
    binder = Binder(interpreter_of(report.form, report.year), report.year)
    passages = _bounded(passage for passage in report.passages if passage.section in _SECTIONS)
    paragraphs = tuple(
        read_paragraph(passage, report.form, report.year, report.agency or "")
        for passage in passages
    )
    claims = tuple(_claims(binder, paragraphs))
    return Prose(
        paragraphs,
        tuple(claim for claim in claims if not claim.is_change),
        tuple(claim for claim in claims if claim.is_change),
    )


def _bounded(passages: Iterable[Passage]) -> Iterator[Passage]:
    length = 0
    for passage in passages:
        length += len(passage.text)
        if length > _LONGEST_PROSE:
            return
        yield passage


def _claims(binder: Binder, paragraphs: Iterable[ProseParagraph]) -> Iterator[Claim]:
    heading: frozenset[str] | None = None
    section, broken = "", False
    for each in paragraphs:
        if each.passage.section != section:
            section, heading = each.passage.section, None
        if is_numbered(each.text) or is_heading(each.text):
            heading = binder.heading(each)
        yield from binder.bind(each, heading, broken=broken)
        broken = is_open(each.text)


def number_location(paragraph: ProseParagraph, at: Span, sentence: Span) -> Location | None:
    """Return where a number stands; `sentence` is what a document is quoted with.

    In a line of text that is the number's column. Where the line does not hold the paragraph as
    it is (a document, a block of several lines, escaped characters), it is the paragraph's place.
    """
    location, source = paragraph.passage.location, paragraph.passage.text
    if location is None:
        return None
    if location.line is None:
        return replace(location, excerpt=paragraph.spelled.quote(sentence))
    start = (location.excerpt or "").find(source)
    if start < 0:
        return location
    return replace(location, column=start + paragraph.spelled.offsets[at.start] + 1)


_NEAR = 80
_ASIDE = re.compile("（[^（）]*）")


class Disagreement(NamedTuple):
    """A number of the prose, and the sums of cells of which none is that number."""

    claim: Claim
    sums: tuple[tuple[Interpretation, Number], ...]


def disagreements(report: Report) -> Iterator[Disagreement]:
    """Yield every number of the prose that fits no interpretation of its words."""
    if report.form is None or report.year is None:
        return
    interpreter = interpreter_of(report.form, report.year)
    fitting: dict[object, set[frozenset[str]]] = defaultdict(set)
    others = []
    for claim in prose(report).claims:
        sums = () if claim.is_share else values(claim, report)
        if any(agrees(claim, value) for _, value in sums):
            fitting[_subject(claim)].add(_words(interpreter, claim))
        elif sums:
            others.append(Disagreement(claim, sums))
    for found in others:
        # Received 41, of which accepted 40: the writer makes a difference unknown to the form.
        distinct = fitting[_subject(found.claim)] - {_words(interpreter, found.claim)}
        if not distinct and not _adds_up(found, others) and not _may_leave_out(interpreter, found):
            yield found


def _adds_up(found: Disagreement, others: Sequence[Disagreement]) -> bool:
    """Whether a sentence counts one row in parts: 信息不存在9件，不属于本机关职责范围5件."""
    own = found.claim
    parts = [
        x.claim.quantity.numeral.value
        for x in others
        if x.claim.sentence is own.sentence and _subject(x.claim) == _subject(own)
    ]
    return len(parts) > 1 and any(value == sum(parts) for _, value in found.sums)


def _subject(claim: Claim) -> object:
    """Return what the numbers of a paragraph for the same sums have in common."""
    return claim.paragraph, claim.nodes, claim.columns


def _words(interpreter: Interpreter, claim: Claim) -> frozenset[str]:
    """Return the words for rows around a number."""
    near = claim.paragraph.words_in(claim.quantity.before, claim.quantity.after)
    return frozenset(word.text for word in near if word.text in interpreter.lexicon.rows)


def _may_leave_out(interpreter: Interpreter, found: Disagreement) -> bool:
    """Whether a number may leave out what is said nearby to be of another kind."""
    claim = found.claim
    general = not claim.columns and all(interpreter.is_general(node) for node in claim.nodes)
    sentence, at = claim.sentence.span, claim.quantity.span
    start, end = max(sentence.start, at.start - _NEAR), min(sentence.end, at.end + _NEAR)
    near = _without_asides(claim.paragraph.text, Span(start, end), at)
    if any(node.partition(".")[0] in interpreter.lexicon.counting for node in claim.nodes):
        return general and scope.ends_otherwise(near)
    return scope.revises(near) and _is_by_revisions(found)


def _is_by_revisions(found: Disagreement) -> bool:
    """Whether a number is right with or without the documents that are said to be revised."""
    claim = found.claim
    text, own = claim.paragraph.text, claim.quantity
    revised = [
        x.numeral.value
        for x in claim.sentence.quantities
        if x is not own and scope.revises(text[x.before.start : x.after.end])
    ]
    differences = {abs(value - own.numeral.value) for _, value in found.sums}
    return not revised or bool(differences & {*revised, sum(revised)})


def _without_asides(text: str, span: Span, at: Span) -> str:
    """Return what is said around a number, up to semicolons and outside of others' brackets."""
    before = _ASIDE.sub("", re.split("[；;]", text[span.start : at.start])[-1])
    after = re.split("[；;]", text[at.end : span.end])[0]
    own = _ASIDE.match(after)
    return before + (own[0] if own else "") + _ASIDE.sub("", after)


def values(claim: Claim, report: Report) -> tuple[tuple[Interpretation, Number], ...]:
    """Return every interpretation with its sum; nothing where one is unknown, and so might fit."""
    row = report.record
    sums = [(interpretation, interpretation.value(row)) for interpretation in claim.interpretations]
    known = tuple((interpretation, value) for interpretation, value in sums if value is not None)
    return known if len(known) == len(sums) else ()


def agrees(claim: Claim, value: Number) -> bool:
    """Whether a sum is the number that the prose gives, money to the coarser of both last digits.

    A table in 万元 may have dropped or rounded what the prose gives in 元.
    """
    number, unit = claim.quantity.numeral, claim.quantity.unit
    if unit not in MONEY:
        return number.value == value
    shift = MONEY[unit] - MONEY["万元"]
    stated, step = number.value.scaleb(shift), number.step.scaleb(shift)
    last = Decimal(1).scaleb(-decimals(Decimal(value).normalize()))
    return stated == value or abs(stated - value) < max(step, last)


def figures(report: Report) -> Mapping[str, frozenset[int]]:
    """Return the numbers that the prose gives for single cells, where its words name just one.

    >>> overview = "收到政府信息公开行政复议3件，其中维持2件。"
    >>> report = Report.from_dict({"year": 2024, "narrative": {"overview": overview}})
    >>> dict(figures(report))["review.reconsideration.upheld"]
    frozenset({2})
    """
    found: dict[str, set[int]] = defaultdict(set)
    for claim in prose(report).claims:
        interpretation, *others = claim.interpretations
        single = not others and len(interpretation.cells) == 1 and not interpretation.less
        if single and not claim.is_share and claim.quantity.unit not in MONEY:
            found[interpretation.cells[0]].add(int(claim.quantity.numeral.value))
    return {key: frozenset(numbers) for key, numbers in found.items()}


class ShareDisagreement(NamedTuple):
    """A share that no base gives; `example` is the most usual one, with its two numbers."""

    claim: Claim
    part: tuple[Interpretation, Number]
    whole: tuple[Interpretation, Number]


def share_disagreements(report: Report) -> Iterator[ShareDisagreement]:
    """Yield every percentage that is none of any plausible base."""
    if report.form is None or report.year is None:
        return
    interpreter = interpreter_of(report.form, report.year)
    wholes: dict[tuple[str, tuple[str, ...]], list[tuple[Interpretation, Number]]] = {}
    for claim in prose(report).claims:
        parts = values(claim, report) if claim.is_share else ()
        if not parts:
            continue
        key = claim.nodes[0].partition(".")[0], claim.columns
        if key not in wholes:
            wholes[key] = list(_wholes(interpreter, *key, report))
        stated = _stated(claim)
        bases = {value for _, value in wholes[key]} | stated
        if not wholes[key] or any(
            _fits(claim, part, base) for part in {x for _, x in parts} | stated for base in bases
        ):
            continue
        yield ShareDisagreement(claim, parts[0], wholes[key][0])


def _wholes(
    interpreter: Interpreter, section: str, columns: tuple[str, ...], report: Report
) -> Iterator[tuple[Interpretation, Number]]:
    """Yield the sums of a section that a share may be of: all rows, groups and their readings.

    Each in total, and under the columns of the share; unknown ones are left out.
    """
    row = report.record
    named = {key for keys in interpreter.lexicon.rows.values() for key in keys}
    nodes = sorted(key for key in named if key.startswith(f"{section}."))
    general = [key for key in nodes if interpreter.is_general(key)]
    nodes = [*general, *(key for key in nodes if key not in general)]
    groups = [key for key in nodes if key.count(".") == 1]
    for interpretation in (
        *(x for node in nodes for x in interpreter.interpretations((node,), ())),
        *interpreter.interpretations(tuple(groups), ()),
        *(
            x
            for word in columns
            for node in nodes
            for x in interpreter.interpretations((node,), (word,))
        ),
    ):
        value = interpretation.value(row)
        if value is not None and value > 0:
            yield interpretation, value


def _stated(claim: Claim) -> set[Number]:
    """Return the whole numbers that the same paragraph gives up to the percentage."""
    end = claim.quantity.span.start
    paragraph = claim.paragraph
    near = [x for x in paragraph.sentences if x.span.start <= end][-3:]
    return {
        int(quantity.numeral.value)
        for sentence in near
        for quantity in sentence.quantities
        if quantity.span.start < end and quantity.unit != "%"
    }


def _fits(claim: Claim, part: Number, whole: Number) -> bool:
    """Whether the share is the printed one, rounded or cut."""
    if whole <= 0:
        return False
    exact = Decimal(100) * Decimal(part) / Decimal(whole)
    step = claim.quantity.numeral.step
    return -step / 2 <= exact - claim.quantity.numeral.value < step
