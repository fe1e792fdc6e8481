"""A table of the form as a report fills it in, drawn as it is printed, with its wrong cells marked.

A mark is a frame (solid where the cell is certainly wrong, else dashed), a sign and the number of
the finding; what is said of the cell appears over it, for the pointer and for the keyboard.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from reportlint.document.printed_form import PrintedCell, PrintedTable, printed_table
from reportlint.findings import Finding
from reportlint.form.schema import Form, forms
from reportlint.form.structure import Section
from reportlint.language import Language, Text
from reportlint.output.html.markup import TAGS, Markup, element, together
from reportlint.output.html.reports import FoundReport, shortened
from reportlint.output.rows import MARKS, marked_cells
from reportlint.rules import RULES

_LONGEST_NUMBER = 24
_LONGEST_LINE = 200
_MOST_LINES = 6
_MOST_TIPS = 8
"""Cells that bear the message of one finding."""
_BLANK = Text("空白", "blank")
_CAPTION = Text("{report}：{section}", "{report}: {section}")
SIGNS = {"wrong": "✗", "doubtful": "?"}


@dataclass(frozen=True, slots=True)
class Mark:
    """How a cell is marked, a key of `SIGNS`, and the findings about it, a certain one first."""

    kind: str
    findings: tuple[int, ...]


def marks(findings: Sequence[Finding]) -> dict[str, Mark]:
    """Return the marks of a report's cells by key; its findings are numbered from 1."""
    found: dict[str, Mark] = {}
    for number, finding in enumerate(findings, 1):
        for key, is_certain in marked_cells(finding).items():
            before = found.get(key, Mark("doubtful", ()))
            if is_certain:
                found[key] = Mark("wrong", (number, *before.findings))
            else:
                found[key] = Mark(before.kind, (*before.findings, number))
    return found


def legend(language: Language) -> Markup:
    """Return what the marks mean."""
    items = (
        element("li", element("span", sign, class_=f"sample {kind}"), MARKS[kind].of(language))
        for kind, sign in SIGNS.items()
    )
    return element("ul", *items, class_="legend")


def drawn_form(
    report: FoundReport, section: Section, marked: Mapping[str, Mark], language: Language
) -> Markup:
    """Return one table of the form with the report's numbers."""
    form = forms()[str(report.file.edition)]
    shown = dict(zip(form.cells, report.file.shown, strict=True))
    table = _laid_out(form, section.key)
    rows = [
        element("tr", *(_box(box, table, report, shown, marked, language) for box in boxes))
        for boxes in table.rows
    ]
    top = next(i for i, boxes in enumerate(table.rows) if any(x.form_cell for x in boxes))
    caption = _CAPTION.fill(report=report.title(language), section=section.label.title)
    return element(
        "table",
        element("caption", caption.of(language), class_="unseen"),
        element("thead", *rows[:top]),
        element("tbody", *rows[top:]),
        class_="form",
        lang="zh-CN",
    )


@lru_cache
def _laid_out(form: Form, key: str) -> PrintedTable:
    return printed_table(form, next(x for x in form.tables if x.key == key))


def _box(
    box: PrintedCell,
    table: PrintedTable,
    report: FoundReport,
    shown: Mapping[str, str],
    marked: Mapping[str, Mark],
    language: Language,
) -> Markup:
    spans = {
        "rowspan": box.height if box.height > 1 else None,
        "colspan": box.width if box.width > 1 else None,
    }
    if box.form_cell is None:
        if not box.text:
            return element("td", **spans)
        return element("th", box.text, scope=_scope(box, table), **spans)
    key = box.form_cell.key
    number = shortened(shown[key], _LONGEST_NUMBER)
    if key not in marked:
        return element("td", number, **spans)
    mark = marked[key]
    content = together(_marked(number, mark, report, language))
    return element("td", content, class_=mark.kind, **spans)


def _scope(box: PrintedCell, table: PrintedTable) -> str:
    """Return what a heading is over: a row or a column, or several."""
    beside_cells = any(other.form_cell for other in table.rows[box.row])
    if beside_cells and box.column < table.labels:
        return "row" if box.height == 1 else "rowgroup"
    return "col" if box.width == 1 else "colgroup"


def _marked(number: str, mark: Mark, report: FoundReport, language: Language) -> Iterator[Markup]:
    """Yield what stands in a marked cell: a link to its first finding, and what that says."""
    yield element(
        "a",
        number or element("span", _BLANK.of(language), class_="unseen"),
        element("span", f"{SIGNS[mark.kind]}{mark.findings[0]}", class_="sign"),
        element("span", MARKS[mark.kind].of(language), class_="unseen"),
        href=f"#{report.key}-{mark.findings[0]}",
    )
    lines = (line for n in mark.findings for line in _tip(report.findings[n - 1], language))
    tip = (element("span", shortened(line, _LONGEST_LINE)) for line in islice(lines, _MOST_LINES))
    yield element("span", *tip, class_="tip", lang=TAGS[language])


def _tip(finding: Finding, language: Language) -> Iterator[str]:
    """Yield what is said over a cell: the equations with it, or of many cells only the title."""
    is_of_many = len(marked_cells(finding)) > _MOST_TIPS
    said = RULES[finding.code].title if is_of_many else finding.message
    yield said.of(language)
    if not is_of_many:
        yield from (statement.message.of(language) for statement in finding.broken)
