"""Findings as rows of a table: whose report, which cell, what is, what should be, by what rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass

from reportlint.document.sheets import FINDINGS
from reportlint.findings import FileStatus, Finding, Findings, GivenFile, Unreadable
from reportlint.form.schema import forms
from reportlint.form.structure import FormCell
from reportlint.language import SEMICOLON, Language, Text, joined
from reportlint.number import written
from reportlint.output.text import SEVERITIES, UNREADABLE, place, printable, remarks
from reportlint.rules import RULES

_MOST_NAMED = 5
_BLANK = Text("空白", "blank")
HEADINGS = (
    Text("级别", "severity"),
    Text(f"{FINDINGS} 规则", f"{FINDINGS} rule"),
    Text("机关", "organ"),
    Text("年度", "year"),
    Text("部分", "section"),
    Text("行", "row"),
    Text("列", "column"),
    Text("填报", "reported"),
    Text("应为", "should be"),
    Text("说明", "message"),
    Text("附注", "remarks"),
    Text("依据", "basis"),
    Text("位置", "place"),
)
OUTCOMES: dict[FileStatus, Text] = {
    "checked": Text("已检查", "checked"),
    "compared": Text("只作比较", "compared"),
    "unreadable": Text("未能读取", "unreadable"),
    "left_out": Text("未检查", "left out"),
}
"""What became of a file."""
MARKS = {
    "wrong": Text("错误所在的格", "a cell that is wrong"),
    "doubtful": Text("可能有误、请核对的格", "a cell that may be wrong: please check it"),
}
"""How cells of a drawn form are marked, and what that means."""


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One row under `HEADINGS`, safe to print; what is not known is empty."""

    severity: str
    code: str = ""
    organ: str = ""
    year: str = ""
    section: str = ""
    row: str = ""
    column: str = ""
    reported: str = ""
    expected: str = ""
    message: str = ""
    remarks: str = ""
    basis: str = ""
    place: str = ""

    @property
    def texts(self) -> tuple[str, ...]:
        """What stands under each of the headings."""
        texts: tuple[str, ...] = astuple(self)
        return texts


def rows(findings: Findings, language: Language) -> Iterator[FindingRow]:
    """Yield a row a finding, then one for each file that could not be read."""
    for finding in findings:
        yield _row(finding, findings.file_of(finding), language)
    for entry in findings.unreadable:
        yield _unreadable(entry, language)


def wrong_cells(finding: Finding) -> tuple[str, ...]:
    """Return the keys of the cells that a finding is about.

    Where one repair is certain these are its cells; where a sum does not hold it is the total.

    >>> from reportlint.language import Text
    >>> wrong_cells(Finding("A102", "error", Text("", ""), cells=("a", "b", "c"), expected="3"))
    ('c',)
    """
    if finding.unique and finding.suggestion:
        return tuple(finding.suggestion)
    return finding.cells[-1:] if finding.expected is not None else finding.cells


def marked_cells(finding: Finding) -> dict[str, bool]:
    """Return the cells to be marked in the form, and whether it is certain that they are wrong.

    Where several repairs are possible these are the cells of them all.
    """
    is_certain = finding.severity == "error" and (finding.unique is True or len(finding.cells) == 1)
    changes = [x for repair in finding.repairs for x in repair.changes if x.file is None]
    open_cells = tuple(dict.fromkeys(x.cell for x in changes)) if not finding.unique else ()
    return dict.fromkeys(open_cells or wrong_cells(finding), is_certain)


def form_cells(file: GivenFile | None, keys: Iterable[str]) -> list[FormCell]:
    """Return the cells of those keys of the form that a file's report follows."""
    form = forms().get(file.edition or "") if file else None
    return [form.cells[key] for key in keys if key in form.cells] if form else []


def _row(finding: Finding, file: GivenFile | None, language: Language) -> FindingRow:
    cells = form_cells(file, wrong_cells(finding))
    rule = RULES[finding.code]
    return FindingRow(
        severity=SEVERITIES[finding.severity][0].of(language),
        code=finding.code,
        organ=printable(file.organ or "") if file else "",
        year=str(file.year) if file and file.year is not None else "",
        section=_list((cell.section.label.text.of(language) for cell in cells), language),
        row=_list((cell.row.text.of(language) for cell in cells), language),
        column=_list((cell.column.label.text.of(language) for cell in cells), language),
        reported=printable(_reported(finding, file, cells, language)),
        expected=printable(_expected(finding, language)),
        message=printable(finding.message.of(language)),
        remarks=printable(joined(map(_trimmed, remarks(finding))).of(language)),
        basis=rule.filled(rule.basis).of(language),
        place=place(finding.location, language),
    )


def _list(texts: Iterable[str], language: Language) -> str:
    """Return the different texts as one, cut where they are many."""
    different = list(dict.fromkeys(texts))
    more = ["…"] if len(different) > _MOST_NAMED else []
    return joined([*different[:_MOST_NAMED], *more], SEMICOLON).of(language)


def _reported(
    finding: Finding, file: GivenFile | None, cells: list[FormCell], language: Language
) -> str:
    """Return what stands in the cells; of many, nothing."""
    if finding.actual is not None or file is None or len(cells) > _MOST_NAMED:
        return finding.actual or ""
    form = forms()[file.edition] if file.edition else None
    shown = dict(zip(form.cells, file.shown, strict=False)) if form else {}
    texts = [shown.get(cell.key) or _BLANK.of(language) for cell in cells]
    return joined(texts).of(language)


def _expected(finding: Finding, language: Language) -> str:
    if finding.unique and finding.suggestion:
        return joined(written(number) for number in finding.suggestion.values()).of(language)
    return finding.expected or ""


def _trimmed(text: Text) -> Text:
    return Text(text.zh.strip(), text.en.strip())


def _unreadable(entry: Unreadable, language: Language) -> FindingRow:
    return FindingRow(
        severity=UNREADABLE.of(language),
        message=printable(entry.message.of(language)),
        place=place(entry.location, language),
    )
