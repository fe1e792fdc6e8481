"""What has become of reports from round to round: for people, for programs and as tables."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

import click

from reportlint.collection.notices import gravity
from reportlint.collection.rounds import RoundComparison, StatedChange, VersionComparison
from reportlint.findings import Finding, Findings
from reportlint.language import COMMA, LIST, Language, Text, joined
from reportlint.output.rows import rows
from reportlint.output.tabular import TextTable, as_csv, as_workbook
from reportlint.output.text import cut, printable

FORMATS = ("text", "json", "csv", "xlsx")
"""How rounds are printed; the first is the usual one."""

_HEAD = Text("{before} → {after}", "{before} → {after}")
_FIRST = Text("首轮", "first round")
_KINDS = {
    "mended": Text("已改", "mended"),
    "not_mended": Text("未改", "not mended"),
    "new": Text("新错", "newly wrong"),
    "unasked": Text("另改", "changed without being asked"),
}
"""What becomes of a finding, and what is changed beside."""
_COUNT = Text("{kind} {n}", "{kind}: {n}")
_LINE = Text("{unit}：{said}", "{unit}: {said}")
_NOT_AGAIN = Text("没有再报", "not handed in again")
_FIRST_TIME = Text("首次报送，发现 {n} 处", "handed in for the first time, found: {n}")
_UNREAD = Text("无法读取", "cannot be read")
_NOW_READ = Text("现在可以读取，发现 {n} 处", "can be read now, found: {n}")
_NOTHING = Text("没有问题，也没有改动", "nothing was found, and nothing changed")
_ALL = Text(
    "合计 {n} 个单位：{counts}；{again} 个单位重新报送，{left} 个单位还有问题",
    "organs: {n}; {counts}; handed in again: {again}, with findings left: {left}",
)
_CLEAN = Text("没有问题，也没有改动：{units}", "nothing found, nothing changed: {units}")
_CHANGE = Text("{subject}：{before} → {after}", "{subject}: {before} → {after}")
_BLANK = Text("（无）", "(nothing)")


def render(compared: Sequence[RoundComparison], output: str, language: Language) -> str | bytes:
    """Return what became of reports in one of `FORMATS`."""
    if output == "json":
        rounds = [_as_dict(x, language) for x in compared]
        return json.dumps({"version": 1, "rounds": rounds}, ensure_ascii=False, indent=2) + "\n"
    if output == "csv":
        return as_csv(_items(compared, language), language)
    if output == "xlsx":
        return as_workbook([_units(compared, language), _items(compared, language)], language)
    return "\n".join(line for x in compared for line in _lines(x, language))


def _lines(compared: RoundComparison, language: Language) -> Iterator[str]:
    yield click.style(_named(compared).of(language), bold=True)
    quiet = []
    for unit in compared.units:
        said = _said(unit)
        if said == _NOTHING:
            quiet.append(unit.unit.label)
            continue
        yield printable(_LINE.fill(unit=unit.unit.label, said=said).of(language))
        for kind, text in _details(unit):
            yield printable(f"  {_KINDS[kind].of(language)} {text.of(language)}")
    if quiet:
        yield printable(_CLEAN.fill(units=joined(quiet, LIST)).of(language))
    colour = "red" if any(x.left for x in compared.units) else "green"
    yield click.style(_in_all(compared).of(language), fg=colour, bold=True)


def _named(compared: RoundComparison) -> Text:
    before, after = compared.before.name or _FIRST, compared.after.name or _FIRST
    return _HEAD.fill(before=before, after=after)


def _counts(unit: VersionComparison) -> dict[str, int]:
    return {kind: len(getattr(unit, kind)) for kind in _KINDS}


def _said(unit: VersionComparison) -> Text:
    """Return in few words what became of an organ's report."""
    if not unit.is_read:
        return _UNREAD if unit.is_new else joined([_NOT_AGAIN, _UNREAD], COMMA)
    if not unit.was_read:
        first = _FIRST_TIME if unit.is_first_time else _NOW_READ
        return first.fill(n=len(unit.new))
    counts = [_COUNT.fill(kind=_KINDS[x], n=n) for x, n in _counts(unit).items() if n]
    if not unit.is_new and counts:
        counts.insert(0, _NOT_AGAIN)
    return joined(counts, COMMA) if counts else _NOTHING


def _in_all(compared: RoundComparison) -> Text:
    sums = {x: sum(_counts(unit)[x] for unit in compared.units) for x in _KINDS}
    counts = joined((_COUNT.fill(kind=_KINDS[x], n=n) for x, n in sums.items()), COMMA)
    again = sum(unit.is_new for unit in compared.units)
    left = sum(bool(unit.left) or not unit.is_read for unit in compared.units)
    return _ALL.fill(n=len(compared.units), counts=counts, again=again, left=left)


def _details(unit: VersionComparison) -> Iterator[tuple[str, Text]]:
    """Yield what is to be read one by one: what is mended is only counted."""
    for kind in ("not_mended", "new"):
        findings: tuple[Finding, ...] = getattr(unit, kind)
        yield from ((kind, _finding(x)) for x in sorted(findings, key=gravity))
    yield from (("unasked", _change(x)) for x in unit.unasked)


def _finding(finding: Finding) -> Text:
    said = finding.message
    return Text(f"{finding.code} {said.zh}", f"{finding.code} {said.en}")


def _change(change: StatedChange) -> Text:
    before, after = (
        "".join(cut(x.replace("\n", " "))) or _BLANK for x in (change.before, change.after)
    )
    return _CHANGE.fill(subject=change.subject, before=before, after=after)


_ITEM_HEADINGS = (
    (Text("轮次", "round"), 18),
    (Text("机关名称", "organ"), 26),
    (Text("结果", "outcome"), 10),
    (Text("规则", "rule"), 8),
    (Text("部分", "section"), 20),
    (Text("行", "row"), 24),
    (Text("列", "column"), 16),
    (Text("原为", "before"), 24),
    (Text("现为", "now"), 24),
    (Text("说明", "message"), 60),
)
_UNIT_HEADINGS = (
    (Text("轮次", "round"), 18),
    (Text("机关名称", "organ"), 30),
    *((text, 12) for text in _KINDS.values()),
    (Text("说明", "remarks"), 50),
)


def _items(compared: Sequence[RoundComparison], language: Language) -> TextTable:
    """Return a table with a row for each finding and each change."""
    lines = [
        (_named(x).of(language), unit.unit.label, *row)
        for x in compared
        for unit in x.units
        for row in _rows(unit, language)
    ]
    headings = _ITEM_HEADINGS
    name = Text("逐项", "items")
    return TextTable(name, [x for x, _ in headings], [x for _, x in headings], lines, 2)


def _rows(unit: VersionComparison, language: Language) -> Iterator[tuple[str, ...]]:
    for kind in ("mended", "not_mended", "new"):
        found: tuple[Finding, ...] = getattr(unit, kind)
        for x in rows(Findings(found, files=unit.files), language):
            before, now = ("", x.reported) if kind != "mended" else (x.reported, "")
            place = (x.code, x.section, x.row, x.column, before, now, x.message)
            yield _KINDS[kind].of(language), *place
    for change in unit.unasked:
        subject = change.subject.of(language)
        row = ("", "", subject, "", change.before, change.after, "")
        yield _KINDS["unasked"].of(language), *row


def _units(compared: Sequence[RoundComparison], language: Language) -> TextTable:
    """Return a table with a row for each organ, and one for all."""
    lines = []
    for x in compared:
        name = _named(x).of(language)
        for unit in x.units:
            counts = map(str, _counts(unit).values())
            lines.append((name, unit.unit.label, *counts, _said(unit).of(language)))
        sums = (str(sum(_counts(unit)[kind] for unit in x.units)) for kind in _KINDS)
        lines.append((name, Text("合计", "all").of(language), *sums, _in_all(x).of(language)))
    headings = _UNIT_HEADINGS
    widths = [width for _, width in headings]
    return TextTable(Text("各单位", "organs"), [x for x, _ in headings], widths, lines, 2)


def _as_dict(compared: RoundComparison, language: Language) -> dict[str, Any]:
    return {
        "before": compared.before.name or None,
        "after": compared.after.name or None,
        "summary": {
            "units": len(compared.units),
            **{kind: sum(_counts(unit)[kind] for unit in compared.units) for kind in _KINDS},
            "handed_in_again": sum(unit.is_new for unit in compared.units),
            "with_findings_left": sum(bool(unit.left) for unit in compared.units),
            "unreadable": sum(not unit.is_read for unit in compared.units),
        },
        "units": [_unit(unit, language) for unit in compared.units],
    }


def _unit(unit: VersionComparison, language: Language) -> dict[str, Any]:
    return {
        "organ": unit.unit.label,
        "handed_in_again": unit.is_new,
        "readable": unit.is_read,
        **{
            kind: [x.to_dict(language) for x in getattr(unit, kind)]
            for kind in ("mended", "not_mended", "new")
        },
        "unasked": [
            {"subject": x.subject.of(language), "before": x.before, "after": x.after}
            for x in unit.unasked
        ],
    }
