"""Findings as text for people: place, code, message, and the piece of the source under it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import PurePath
from unicodedata import category

import click
from wcwidth import wcswidth, wcwidth

from reportlint.findings import (
    FileStatus,
    Finding,
    Findings,
    GivenFile,
    Repair,
    Severity,
    Unreadable,
)
from reportlint.language import COMMA, LIST, Language, Text, joined
from reportlint.location import Location
from reportlint.output.accept_lines import accept_line, may_be_right
from reportlint.output.by_file import by_file
from reportlint.output.closing import closing_line
from reportlint.output.total_differences import lines as differing_cells
from reportlint.rules import RULES
from reportlint.rules.evidence import Evidence

WIDEST = 100
"""Columns of an excerpt."""
_UNSHOWN = ("Cc", "Cf", "Cs", "Zl", "Zp")
"""Controls (NUL takes no column), marks of direction, halves of characters, ends of lines."""
_NO_CHARACTERS = "\ufffe\uffff"


def printable(line: str) -> str:
    r"""Show a tab as one space, and what a terminal would act on or not show as a middle dot.

    >>> printable("a\tb\x1b[31m\0")
    'a b·[31m·'
    """
    if line.isprintable():
        return line
    return "".join(" " if c == "\t" else c if _is_shown(c) else "·" for c in line)


def width(line: str) -> int:
    """Return how many columns a printable line takes.

    >>> width("第3行")
    5
    """
    return max(wcswidth(line), 0)


def cut(line: str, column: int = 0) -> tuple[str, str]:
    """Return what stands before and from a column, counted from 0, so that both fit `WIDEST`.

    The line may be a whole page of HTML.
    """
    start = max(column - WIDEST, 0)
    near = printable(line[start : column + WIDEST + 1])
    before, after = near[: column - start], near[column - start :]
    if width(before) > WIDEST * 2 // 3:
        before = "…" + _fitting(before[::-1], WIDEST // 2)[::-1]
    room = WIDEST - width(before)
    return before, after if width(after) <= room else _fitting(after, room - 1) + "…"


def _is_shown(character: str) -> bool:
    if category(character) in _UNSHOWN or character in _NO_CHARACTERS:
        return False
    return wcwidth(character) >= 0


def _fitting(text: str, room: int) -> str:
    """Return as much of the text's beginning as `room` columns hold."""
    used = 0
    for end, character in enumerate(text):
        used += width(character)
        if used > room:
            return text[:end]
    return text


_MOST_REPAIRS = 5
SEVERITIES: dict[Severity, tuple[Text, str]] = {
    "error": (Text("错误", "error"), "red"),
    "warning": (Text("警告", "warning"), "yellow"),
    "note": (Text("提示", "note"), "cyan"),
}
_INTERNAL = Text("内部错误", "internal error")
UNREADABLE = Text("无法读取", "cannot be read")
_ALSO_COUNTED = {
    "accepted": Text("；豁免 {n} 处", "; accepted: {n}"),
    "in_baseline": Text("；基线中已有 {n} 处", "; in the baseline: {n}"),
    "unreadable": Text("；{n} 处无法读取", "; could not be read: {n}"),
    "unlisted": Text("；其中 {n} 处没有列出", "; of these not listed: {n}"),
}
_FILES = Text("给出 {n} 个文件：{counts}", "files given: {n}; {counts}")
_STATUSES: dict[FileStatus, Text] = {
    "checked": Text("检查 {n}", "checked: {n}"),
    "compared": Text("只作比较 {n}", "compared with: {n}"),
    "unreadable": Text("未能读取 {n}", "unreadable: {n}"),
    "left_out": Text("未检查 {n}", "left out: {n}"),
}
_NAMED = Text("（{names}{more}）", " ({names}{more})")
_MOST_NAMED = 3
_NAME = Text("{name}：{reason}", "{name}: {reason}")
_SETTINGS = Text("；设置：{files}", "; settings: {files}")
_PLACES = {
    "page": Text("第{n}页", "page {n}"),
    "table": Text("第{n}张表", "table {n}"),
    "row": Text("第{n}行", "row {n}"),
    "column": Text("第{n}列", "column {n}"),
    "paragraph": Text("第{n}段", "paragraph {n}"),
}
_ONLY_REPAIR = Text("理由：{reason}", "why: {reason}")
_SEVERAL_REPAIRS = Text(
    "不能唯一确定，按可能性从大到小：", "not certain; possible repairs, the likeliest first:"
)
_ANY_REPAIR = Text("不能确定错在哪里，可能的改法：", "it cannot be told which; possible repairs:")
_REPAIR = Text("  {changes}{reason}", "  {changes}{reason}")
_REPAIR_REASON = Text("（{reason}）", " ({reason})")
_MORE_REPAIRS = Text("  还有 {n} 种", "  and {n} more")
_COUNTS: dict[Severity, Text] = {
    "error": Text("{n} 个错误", "errors: {n}"),
    "warning": Text("{n} 个警告", "warnings: {n}"),
    "note": Text("{n} 个提示", "notes: {n}"),
}
_CLEAN = Text("其余 {n} 个文件没有发现问题", "other files, in which nothing was found: {n}")
_TOGETHER = Text("{title}，共 {n} 处", "{title}: {n} times")
_OTHERS = Text("另有 {n} 处：{places}{more}", "and {n} more: {places}{more}")
_PLACES_OF_ALL = Text("位置：{places}{more}", "at {places}{more}")
_CONCISE = Text("（--format concise 逐条列出）", " (--format concise lists each)")
_EXPLAINED = Text("依据和说明：reportlint rule {code}", "what it rests on: reportlint rule {code}")
_ACCEPT = Text("核实无误的可以豁免，如：{line}", "what is right as it is may be accepted: {line}")
_EVIDENT = (Evidence.CERTAIN, Evidence.UNREAD, Evidence.FORMALITY)
"""Where the message says all; what is inferred, or rests on the law, needs more words."""
_MOST_LISTED = 8
_MOST_PLACES = 30
_SEVERAL = 2
_NO_FILE = Text("没有找到可检查的文件", "no file to check was found")


def render(findings: Findings, language: Language) -> str:
    """Return every finding, what could not be read, and a summary line; styled with ANSI codes.

    Where several files are given, a line each says first what was found in it.
    """
    lines = [*overview(findings, language), *told(findings, language)]
    lines += differing_cells(findings, language)
    if (first := next(filter(may_be_right, findings), None)) is not None:
        lines.append(_ACCEPT.fill(line=accept_line(first, findings, language)).of(language))
    return "\n".join([*lines, summary(findings, language)])


def told(findings: Findings, language: Language) -> list[str]:
    """Return every finding, and what could not be read, without how many there are."""
    lines: list[str] = []
    explained: set[str] = set()
    for file in by_file(findings):
        for group in file.groups():
            lines += _group(group, language) if group[1:] else _finding(group[0], language)
            lines += _where_explained(group[0], explained, language)
    for entry in findings.unreadable:
        lines += [unreadable_line(entry, language), *_excerpt(entry.location, "red")]
    return lines


def overview(findings: Findings, language: Language) -> Iterator[str]:
    """Yield what was found in each of several files, a line each; of one file alone nothing."""
    given = [file.name for file in findings.files if file.status in ("checked", "unreadable")]
    if len(given) < _SEVERAL:
        return
    whole = replace(findings, found=(*findings.found, *findings.unlisted))
    files = [file for file in by_file(whole) if file.name is not None]
    for file in files:
        counts = [_COUNTS[x].fill(n=n) for x, n in file.counts.items() if n]
        counts += [UNREADABLE] if file.unreadable else []
        line = _NAME.fill(name=_file(file.name or ""), reason=joined(counts, COMMA))
        yield click.style(printable(line.of(language)), bold=True)
    if clean := len(set(given) - {file.name for file in files}):
        yield _CLEAN.fill(n=clean).of(language)
    yield ""


def _group(group: Sequence[Finding], language: Language) -> Iterator[str]:
    """Yield one line for all, then the first of them a line each, and the places of the rest."""
    first = group[0]
    said = _TOGETHER.fill(title=RULES[first.code].title, n=len(group))
    file = Location(first.location.file) if first.location else None
    yield _line(file, first, said, language)
    differ = any(finding.message != first.message for finding in group)
    listed, rest = (group[:_MOST_LISTED], group[_MOST_LISTED:]) if differ else (group[:0], group)
    if not differ:
        yield f"  {printable(first.message.of(language))}"
    for finding in listed:
        yield f"  {_within(finding.location, language)} {printable(finding.message.of(language))}"
    if rest:
        places = joined((_within(x.location, language) for x in rest[:_MOST_PLACES]), LIST)
        more = _CONCISE if listed or rest[_MOST_PLACES:] else ""
        text = (_OTHERS if listed else _PLACES_OF_ALL).fill(n=len(rest), places=places, more=more)
        yield f"  {text.of(language)}"


def _within(location: Location | None, language: Language) -> str:
    """Return a place without its file."""
    if location is None:
        return "-"
    if location.line is not None and location.sheet is None:
        return ":".join(str(x) for x in (location.line, location.column) if x is not None)
    return place_within(location, language) or "-"


def _where_explained(finding: Finding, explained: set[str], language: Language) -> Iterator[str]:
    """Say once of a rule that rests on what its message cannot say where more is said of it."""
    if RULES[finding.code].evidence not in _EVIDENT and finding.code not in explained:
        explained.add(finding.code)
        yield f"  = {_EXPLAINED.fill(code=finding.code).of(language)}"


def summary(findings: Findings, language: Language) -> str:
    """Return the line that closes a run."""
    counts = findings.summary
    files = account(findings.files).of(language)
    if not counts["reports"] and not counts["unreadable"]:
        return "\n".join(filter(None, (files, _NO_FILE.of(language))))
    counts["unreadable"] -= sum(file.status == "unreadable" for file in findings.files)
    more = "".join(t.fill(n=counts[k]).of(language) for k, t in _ALSO_COUNTED.items() if counts[k])
    if findings.settings:
        more += _SETTINGS.fill(files=", ".join(map(printable, findings.settings))).of(language)
    line = closing_line(counts, language, more, findings.exit_code)
    return "\n".join(filter(None, (files, line)))


def account(files: Sequence[GivenFile]) -> Text:
    """Return how many files became what, and which were left out; nothing where all were checked.

    >>> left_out = GivenFile("通知.docx", "left_out", reason=Text("没有表格", "no tables"))
    >>> print(account([GivenFile("a.md", "checked"), left_out]))
    给出 2 个文件：检查 1，未检查 1（通知.docx：没有表格）
    """
    statuses = Counter(file.status for file in files)
    if set(statuses) <= {"checked"}:
        return Text("", "")
    counts = [text.fill(n=statuses[x]) for x, text in _STATUSES.items() if statuses[x]]
    left_out = [file for file in files if file.status == "left_out"]
    named = _names(left_out) if left_out else ""
    said = _WITH.fill(counts=joined(counts, COMMA), named=named)
    return _FILES.fill(n=len(files), counts=said)


_WITH = Text("{counts}{named}", "{counts}{named}")


def _names(files: Sequence[GivenFile]) -> Text:
    names = (_left_out(file) for file in files)
    more = Text("；…", "; …") if len(files) > _MOST_NAMED else ""
    listed = joined(islice(names, _MOST_NAMED))
    return _NAMED.fill(names=listed, more=more)


def _left_out(file: GivenFile) -> Text:
    said = _NAME.fill(name=PurePath(file.name).name, reason=file.reason)
    return Text(printable(said.zh), printable(said.en))


def place(location: Location | None, language: Language = "zh") -> str:
    """Return a place: for text as editors understand it, for documents in words.

    >>> place(Location("a.json", 3, 7))
    'a.json:3:7'
    >>> place(Location("a.pdf", page=4, table=2, row=5, column=3), "en")
    'a.pdf: page 4, table 2, row 5, column 3'
    """
    if location is None:
        return "-"
    file = _file(location.file)
    if location.line is not None and location.sheet is None:
        parts = [file, location.line, location.column]
        return printable(":".join(str(part) for part in parts if part is not None))
    words = place_within(location, language)
    return printable(f"{file}: {words}" if words else file)


def _file(name: str) -> str:
    """Return a file's name; one that is no text shows its code."""
    return name.encode(errors="backslashreplace").decode()


def place_within(location: Location, language: Language = "zh") -> str:
    """Return where in a document something stands, in words; nothing where that is not known.

    >>> place_within(Location("a.pdf", page=4, table=2, row=5, column=3))
    '第4页第2张表第5行第3列'
    """
    if location.sheet is not None:
        return printable(f"{location.sheet}!{location.reference or ''}")
    words = [
        text.fill(n=value).of(language)
        for name, text in _PLACES.items()
        if (value := getattr(location, name)) is not None
    ]
    return (", " if language == "en" else "").join(words)


def finding_line(finding: Finding, language: Language) -> str:
    """Return where a finding is, its rule, and what it says."""
    return _line(finding.location, finding, finding.message, language)


def _line(location: Location | None, finding: Finding, said: Text, language: Language) -> str:
    word, colour = SEVERITIES[finding.severity]
    head = click.style(f"{finding.code} {word.of(language)}", fg=colour, bold=True)
    where = click.style(place(location, language), bold=True)
    return f"{where}: {head} {printable(said.of(language))}"


def unreadable_line(entry: Unreadable, language: Language) -> str:
    """Return where something could not be read, and why."""
    failed = _INTERNAL if entry.is_internal else UNREADABLE
    head = click.style(failed.of(language), fg="red", bold=True)
    where = click.style(place(entry.location, language), bold=True)
    return f"{where}: {head} {printable(entry.message.of(language))}"


def _finding(finding: Finding, language: Language) -> Iterator[str]:
    yield finding_line(finding, language)
    _, colour = SEVERITIES[finding.severity]
    yield from _excerpt(finding.location, colour)
    for related in finding.related:
        yield f"  ↔ {place(related, language)}"
        yield from _excerpt(related, colour)
    for line in remarks(finding):
        yield f"  = {printable(line.of(language))}"


def remarks(finding: Finding) -> Iterator[Text]:
    """Yield what a wrong cell breaks, and how it could be mended."""
    for statement in finding.broken:
        yield Text(
            f"{statement.code} {statement.message.zh}", f"{statement.code} {statement.message.en}"
        )
    if finding.unique:
        yield from (_ONLY_REPAIR.fill(reason=x.reason) for x in finding.repairs[:1] if x.reason)
    elif finding.repairs:
        yield (_SEVERAL_REPAIRS if finding.suggestion else _ANY_REPAIR)
        yield from (_repair(repair) for repair in finding.repairs[:_MOST_REPAIRS])
        if len(finding.repairs) > _MOST_REPAIRS:
            yield _MORE_REPAIRS.fill(n=len(finding.repairs) - _MOST_REPAIRS)


def _repair(repair: Repair) -> Text:
    changes = joined(change.text for change in repair.changes)
    reason = _REPAIR_REASON.fill(reason=repair.reason) if repair.reason else ""
    return _REPAIR.fill(changes=changes, reason=reason)


def _excerpt(location: Location | None, colour: str) -> Iterator[str]:
    """The source line, and under it a mark at the column; of a document the row or paragraph."""
    if location is None or not (location.excerpt or "").strip():
        return
    if location.line is None:
        yield f"  │ {''.join(cut(location.excerpt or ''))}"
        return
    number = str(location.line)
    before, after = cut(location.excerpt or "", (location.column or 1) - 1)
    yield f"  {number} │ {before}{after}"
    if location.column is not None:
        mark = click.style("^", fg=colour, bold=True)
        yield f"  {' ' * len(number)} │ {' ' * width(before)}{mark}"
