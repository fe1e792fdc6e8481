"""What becomes of a file's numbers: as a diff of its text, or a line a cell."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import unified_diff

import click

from reportlint.document.content import Content
from reportlint.document.packages import is_package
from reportlint.fix.plan import Fix, Refusal
from reportlint.language import Language, Text
from reportlint.number import written
from reportlint.output.text import place
from reportlint.report import Report
from reportlint.spelling import printable

_MOST_LINES = 20_000
"""A longer file is shown a line a cell; a report has some hundreds."""
_COLOURS = {"+": "green", "-": "red", "@": "cyan"}
_BLANK = Text("空白", "blank")
_CELL = Text("{cell}：", "{cell}: ")
_CHANGE = Text("{place}: {cell}{change}（{reason}）", "{place}: {cell}{change} ({reason})")
_REFUSAL = Text(
    "{place}: {cell}{change}（{reason}）；没有修改：{why}",
    "{place}: {cell}{change} ({reason}); not changed: {why}",
)


def diff(before: Content, after: Content) -> str | None:
    """Return a unified diff, styled with ANSI codes; None for a file of which there is none.

    A page may be in an encoding that no other text is in.
    """
    if is_package(before) or not before.is_text or before.page != before.text:
        return None
    old, new = before.text.split("\n"), after.text.split("\n")
    if len(old) > _MOST_LINES:
        return None
    lines = unified_diff(old, new, before.file, after.file, lineterm="")
    return "\n".join(_styled(printable(line)) for line in lines)


def change_lines(fix: Fix, report: Report | None, language: Language) -> Iterator[str]:
    """Yield a line for every cell of a fix: where, which, from what to what, and why."""
    for cell in _cells(fix, report, language):
        yield printable(_CHANGE.fill(**cell, reason=fix.reason).of(language))


def refusal_lines(refusal: Refusal, report: Report | None, language: Language) -> Iterator[str]:
    """Yield a line for every cell of a fix that is not made, and why it is not."""
    fix = refusal.fix
    for cell in _cells(fix, report, language):
        line = _REFUSAL.fill(**cell, why=refusal.why, reason=fix.reason)
        yield printable(line.of(language))


def _cells(fix: Fix, report: Report | None, language: Language) -> Iterator[dict[str, object]]:
    reason = fix.reason.of(language)
    for key, value in fix.values.items():
        own = report.form.cells.get(key) if report and report.form else None
        name = own.text if own else Text(key, key)
        before = report.value(key) if report else None
        old = _BLANK.of(language) if before is None else written(before)
        yield {
            "place": place(report.location(key), language) if report else fix.file,
            "cell": "" if name.of(language) in reason else _CELL.fill(cell=name),
            "change": f"{old} → {written(value)}" if report else f"→ {written(value)}",
        }


def _styled(line: str) -> str:
    if line.startswith(("---", "+++")):
        return click.style(line, bold=True)
    return click.style(line, fg=_COLOURS.get(line[:1]))
