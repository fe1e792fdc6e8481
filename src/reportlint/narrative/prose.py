"""A report's prose as read once for all rules, and where in its file a number of it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from reportlint.location import Location
from reportlint.narrative.binding import Binder, Claim
from reportlint.narrative.lexicon import interpreter_of
from reportlint.narrative.quantities import ProseParagraph, read_paragraph
from reportlint.narrative.sentences import Span, is_heading, is_open
from reportlint.organs import names_in_prose
from reportlint.report import Passage, Report
from reportlint.spelling import is_numbered

_LONGEST_PROSE = 100_000
_SECTIONS = ("overview", "problems", "other_matters")


@dataclass(frozen=True)
class Prose:
    """A report's prose, read: its paragraphs and the numbers in them whose cells are known."""

    paragraphs: tuple[ProseParagraph, ...]
    claims: tuple[Claim, ...]


def prose(report: Report) -> Prose:
    """Return the prose of a report, of which more than an organ writes is left unread."""
    return report.derived(_read)


def _read(report: Report) -> Prose:
    if report.form is None or report.year is None:
        return Prose((), ())
    own = names_in_prose(report.agency or "")
    binder = Binder(interpreter_of(report.form), report.year)
    passages = _bounded(passage for passage in report.passages if passage.section in _SECTIONS)
    paragraphs = tuple(
        read_paragraph(passage, report.form, report.year, own) for passage in passages
    )
    return Prose(paragraphs, tuple(_claims(binder, paragraphs)))


def _bounded(passages: Iterable[Passage]) -> Iterator[Passage]:
    length = 0
    for passage in passages:
        length += len(passage.text)
        if length > _LONGEST_PROSE:
            return
        yield passage


def _claims(binder: Binder, paragraphs: Iterable[ProseParagraph]) -> Iterator[Claim]:
    heading: frozenset[str] = frozenset()
    broken = False
    for each in paragraphs:
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
