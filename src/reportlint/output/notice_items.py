"""What a notice says, in rows: what is asked, where, what stands there, what should, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from reportlint.collection.notices import Notice
from reportlint.findings import Finding, Findings, Severity
from reportlint.language import COMMA, SEMICOLON, Language, Text, joined
from reportlint.location import Location
from reportlint.output.rows import FindingRow, rows
from reportlint.output.tabular import TextTable
from reportlint.output.text import place_within, printable, remarks

_ASKED: dict[Severity, Text] = {
    "error": Text("应更正", "correct"),
    "warning": Text("请核实", "check"),
    "note": Text("供参考", "for information"),
}
"""What is asked of an organ, by how grave a finding is."""
_HAND_IN = Text("请重新报送", "hand in again")
_COUNTS: dict[Severity, Text] = {
    "error": Text("应更正 {n} 处", "to be corrected: {n}"),
    "warning": Text("请核实 {n} 处", "to be checked: {n}"),
    "note": Text("供参考 {n} 处", "for information: {n}"),
}
_UNREAD = Text(
    "无法读取、请重新报送的文件 {n} 个", "files that cannot be read, to be handed in again: {n}"
)
_LINE = Text("第{n}行", "line {n}")
_WHOLE = Text("全文", "the whole report")


@dataclass(frozen=True, slots=True)
class NoticeItem:
    """One row of a notice; what does not apply is empty.

    `section` is where it is: a section of the form, else a place in the document. The organ writes
    its answer in a column that is left blank.
    """

    number: int
    asked: str
    code: str
    file: str
    section: str
    row: str
    column: str
    reported: str
    expected: str
    message: str
    basis: str


def notice_items(notice: Notice, language: Language) -> tuple[NoticeItem, ...]:
    """Return the rows of a notice, each finding in one."""
    found = Findings(notice.findings, notice.unreadable, files=notice.files)
    several = len(notice.files) > 1
    return tuple(
        _item(number, finding, row, language, several=several)
        for number, (finding, row) in enumerate(_paired(found, language), 1)
    )


def _paired(found: Findings, language: Language) -> Iterator[tuple[Finding | Location, FindingRow]]:
    about = (*found, *(x.location for x in found.unreadable))
    return zip(about, rows(found, language), strict=True)


def _item(
    number: int,
    about: Finding | Location,
    row: FindingRow,
    language: Language,
    *,
    several: bool,
) -> NoticeItem:
    """Return the row of a finding, or of a file that could not be read."""
    place = about.location if isinstance(about, Finding) else about
    said = [row.message]
    if isinstance(about, Finding):
        said += _more(about, language)
    file = printable(PurePath(place.file).name) if place else ""
    own = row.section or _where(place, language)
    return NoticeItem(
        number,
        (_ASKED[about.severity] if isinstance(about, Finding) else _HAND_IN).of(language),
        row.code,
        file,
        f"{file} {own}" if several else own,
        row.row,
        row.column,
        row.reported,
        row.expected,
        "\n".join(said),
        row.basis,
    )


def _more(finding: Finding, language: Language) -> Iterator[str]:
    """Yield what a finding breaks, and how it could be mended, without the codes of rules."""
    broken = (x.message.of(language) for x in finding.broken)
    others = (x.of(language).strip() for x in [*remarks(finding)][len(finding.broken) :])
    yield from (printable(x) for x in (*broken, *others))


def _where(place: Location | None, language: Language) -> str:
    """Return a place in words, as one who has the document before him finds it."""
    if place is None:
        return ""
    if place.line is not None:
        return _LINE.fill(n=place.line).of(language)
    return place_within(place, language) or _WHOLE.of(language)


def counts(notice: Notice) -> Text:
    """Return how much is asked, in words.

    >>> from reportlint.collection.versions import UnitVersions
    >>> found = (Finding("D103", "note", Text("", "")),) * 2
    >>> print(counts(Notice(UnitVersions(None, {}), (), found)))
    供参考 2 处
    """
    severities = [x.severity for x in notice.findings]
    said = [text.fill(n=n) for x, text in _COUNTS.items() if (n := severities.count(x))]
    said += [_UNREAD.fill(n=len(notice.unreadable))] if notice.unreadable else []
    return joined(said, COMMA)


def file_names(notice: Notice) -> Text:
    """Return the names of the files that a notice is about."""
    return joined((printable(PurePath(x.name).name) for x in notice.files), SEMICOLON)


HEADINGS = (
    (Text("序号", "no."), 6),
    (Text("要求", "asked"), 9),
    (Text("部分", "section"), 18),
    (Text("行", "row"), 22),
    (Text("列", "column"), 14),
    (Text("现为", "reported"), 12),
    (Text("应为", "should be"), 12),
    (Text("说明", "message"), 50),
    (Text("依据", "basis"), 28),
    (Text("答复", "answer"), 24),
)
"""What stands over the rows of a notice, and how wide each column is in a sheet."""
_OF_LIST = ((Text("机关名称", "organ"), 24), (Text("文件", "file"), 28), (Text("规则", "rule"), 8))
_LIST = Text("更正清单", "corrections")


def notice_list(due: Iterable[Notice], language: Language) -> TextTable:
    """Return a table with every row of all notices."""
    lines = [_line(x, item) for x in due for item in notice_items(x, language)]
    columns = (*_OF_LIST, *HEADINGS)
    return TextTable(_LIST, [x for x, _ in columns], [x for _, x in columns], lines, 1)


def _line(notice: Notice, item: NoticeItem) -> Sequence[str]:
    return (
        notice.unit.label,
        item.file,
        item.code,
        str(item.number),
        item.asked,
        item.section,
        item.row,
        item.column,
        item.reported,
        item.expected,
        item.message,
        item.basis,
        "",
    )
