"""Organs' figures beside last year's and their peers': a table, CSV, JSON, and bars in SVG."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from fractions import Fraction
from html import escape
from typing import Any

from wcwidth import wcswidth

from reportlint.collection.figures import ComparedFigures, PeerFigures, Share
from reportlint.language import Language, Text
from reportlint.number import as_json, shortest
from reportlint.output.tabular import TextTable, as_csv, as_workbook
from reportlint.output.text import printable

FORMATS = ("text", "csv", "json", "xlsx", "svg")
"""How figures are printed; the first is the usual one."""

_TITLE = Text("{year}年度主要指标", "figures for {year}")
_ORGAN = Text("机关名称", "organ")
_ALL, _MEDIAN = Text("各单位合计", "all organs"), Text("各单位中位数", "median of organs")
_TOTAL = Text("（汇总）", " (total)")
_OF_YEAR = Text("{year}年{rate}", "{rate} {year}")
_PART = Text("{year}年{rate}的分子", "{rate} {year}: part")
_WHOLE = Text("{year}年{rate}的分母", "{rate} {year}: whole")
_CHANGE = Text("{rate}增减（百分点）", "{rate}: change in points")
_NONE = "—"
_NOTE = Text("{rate} = {formula}", "{rate} = {formula}")
_UNKNOWN = Text(
    "分母为 0 或有空白的记“—”；合计和中位数不含汇总报告。",
    "— where the whole is 0 or a cell is blank; the consolidated report is in no sum or median.",
)


def render(figures: PeerFigures, output: str, language: Language) -> str | bytes:
    """Return figures in one of `FORMATS`."""
    if output == "csv":
        return as_csv(_table(figures, language), language)
    if output == "xlsx":
        return as_workbook([_table(figures, language)], language)
    if output == "json":
        return json.dumps(_as_dict(figures, language), ensure_ascii=False, indent=2) + "\n"
    if output == "svg":
        return _svg(figures, language)
    return "\n".join(_lines(figures, language))


_FiguresRow = tuple[str, Sequence[Share | None], Sequence[Share | None]]
"""A name, its shares of this year and of the year before."""


def _rows(figures: PeerFigures, language: Language) -> Iterator[_FiguresRow]:
    """Yield the consolidated report, all organs together, then each organ."""
    nothing: Sequence[Share | None] = [None] * len(figures.rates)
    if figures.total:
        name, now, before = _row(figures.total, nothing)
        yield f"{name}{_TOTAL.of(language)}", now, before
    if len(figures.organs) > 1:
        yield _ALL.of(language), *figures.sums
    yield from (_row(x, nothing) for x in figures.organs)


def _row(own: ComparedFigures, nothing: Sequence[Share | None]) -> _FiguresRow:
    return printable(own.now.name), own.now.shares, own.before.shares if own.before else nothing


def _percent(value: Fraction | None) -> str:
    """Return a share in per cent, to one decimal, halves away from zero.

    >>> _percent(Fraction(1, 8)), _percent(None)
    ('12.5%', '—')
    """
    return _NONE if value is None else f"{_tenths(value * 100)}%"


def _tenths(value: Fraction) -> str:
    tenths = int(abs(value) * 10 + Fraction(1, 2))
    return f"{'-' if value < 0 and tenths else ''}{tenths // 10}.{tenths % 10}"


def _change(now: Share | None, before: Share | None) -> str:
    """Return by how many points a share has changed."""
    values = [x.value if x else None for x in (now, before)]
    if values[0] is None or values[1] is None:
        return _NONE
    points = _tenths((values[0] - values[1]) * 100)
    return points if points.startswith("-") or points == "0.0" else f"+{points}"


def _lines(figures: PeerFigures, language: Language) -> Iterator[str]:
    """Yield an aligned table: of each rate this year's, last year's, and the change."""
    yield _TITLE.fill(year=figures.year).of(language)
    head = [_ORGAN.of(language)]
    for rate in figures.rates:
        head += [_heading(rate.title, figures.year, language)]
        head += [_heading(rate.title, figures.year - 1, language), "±"]
    table = [head]
    for name, now, before in _rows(figures, language):
        cells = [name]
        for own, last in zip(now, before, strict=True):
            cells += [_percent(x.value if x else None) for x in (own, last)] + [_change(own, last)]
        table.append(cells)
    if len(figures.organs) > 1:
        medians = [y for x in figures.medians for y in (_percent(x), "", "")]
        table.append([_MEDIAN.of(language), *medians])
    widths = [max(wcswidth(row[i]) for row in table) for i in range(len(head))]
    for row in table:
        padded = [_padded(x, w, i > 0) for i, (x, w) in enumerate(zip(row, widths, strict=True))]
        yield "  ".join(padded).rstrip()
    yield from _notes(figures, language)


def _heading(rate: Text, year: int, language: Language) -> str:
    return _OF_YEAR.fill(year=year, rate=rate).of(language)


def _padded(text: str, width: int, right: bool) -> str:  # noqa: FBT001
    blanks = " " * (width - wcswidth(text))
    return blanks + text if right else text + blanks


def _notes(figures: PeerFigures, language: Language) -> Iterator[str]:
    """Yield what each rate is made of."""
    for rate in figures.rates:
        yield _NOTE.fill(rate=rate.title, formula=rate.formula).of(language)
    yield _UNKNOWN.of(language)


def _table(figures: PeerFigures, language: Language) -> TextTable:
    headings: list[Text] = [_ORGAN]
    for rate in figures.rates:
        for year in (figures.year, figures.year - 1):
            headings += [x.fill(year=year, rate=rate.title) for x in (_PART, _WHOLE)]
            headings += [Text(f"{y} (%)", f"{z} (%)") for y, z in [_both(rate.title, year)]]
        headings.append(_CHANGE.fill(rate=rate.title))
    lines = []
    for name, now, before in _rows(figures, language):
        cells = [name]
        for own, last in zip(now, before, strict=True):
            cells += [*_numbers(own), *_numbers(last), _plain(_change(own, last))]
        lines.append(cells)
    widths = [30] + [14] * (len(headings) - 1)
    return TextTable(_TITLE.fill(year=figures.year), headings, widths, lines, 1)


def _both(rate: Text, year: int) -> tuple[str, str]:
    stated = _OF_YEAR.fill(year=year, rate=rate)
    return stated.zh, stated.en


def _numbers(share: Share | None) -> list[str]:
    if share is None:
        return ["", "", ""]
    known = ["" if x is None else shortest(x) for x in (share.part, share.whole)]
    return [*known, _plain(_percent(share.value).removesuffix("%"))]


def _plain(text: str) -> str:
    return "" if text == _NONE else text.removeprefix("+")


def _as_dict(figures: PeerFigures, language: Language) -> dict[str, Any]:
    lines = []
    for name, now, before in _rows(figures, language):
        shares = [
            {"rate": rate.title.of(language), "now": _share(own), "before": _share(last)}
            for rate, own, last in zip(figures.rates, now, before, strict=True)
        ]
        lines.append({"organ": name, "rates": shares})
    medians = [None if x is None else round(float(x), 6) for x in figures.medians]
    return {"version": 1, "year": figures.year, "organs": lines, "medians": medians}


def _share(share: Share | None) -> dict[str, Any] | None:
    if share is None:
        return None
    part, whole = (None if x is None else as_json(x) for x in (share.part, share.whole))
    value = None if share.value is None else round(float(share.value), 6)
    return {"part": part, "whole": whole, "value": value}


_NAMES, _PANEL, _BAR, _LINE, _TOP, _GAP = 190, 290, 170, 30, 64, 20
_MOST_DRAWN, _LONGEST_NAME = 200, 15
_LEGEND = Text(
    "实心：{year}年　空心：{before}年　竖线：各单位中位数",
    "solid: {year}; open: {before}; line: median",
)
_NOT_DRAWN = Text(
    "只画出前 {n} 个，其余见表", "the first {n} are drawn; for the others see the table"
)


def _svg(figures: PeerFigures, language: Language) -> str:
    """Return bars, a panel a rate; they need no colours, and every number stands beside its bar."""
    lines = list(_rows(figures, language))
    drawn = lines[:_MOST_DRAWN]
    bottom = _TOP + _LINE * len(drawn)
    width, height = _NAMES + _PANEL * len(figures.rates) + _GAP, bottom + 2 * _GAP
    parts = [_text(_GAP, 24, _TITLE.fill(year=figures.year).of(language), size=18)]
    legend = _LEGEND.fill(year=figures.year, before=figures.year - 1)
    parts.append(_text(_NAMES + _GAP, 24, legend.of(language), size=12))
    for row, (name, _, _) in enumerate(drawn):
        parts.append(_text(_NAMES, _TOP + row * _LINE + 14, _short(name), anchor="end", size=12))
    for column, rate in enumerate(figures.rates):
        left = _NAMES + _GAP + column * _PANEL
        parts.append(_text(left, _TOP - 12, rate.title.of(language), size=14))
        parts += _panel(left, column, drawn)
        middle = figures.medians[column]
        if middle is not None and len(figures.organs) > 1:
            x = left + float(middle) * _BAR
            parts.append(
                f'<path d="M{x:.1f} {_TOP - 4}V{bottom}" stroke="#555" stroke-dasharray="3 3"/>'
            )
    if len(lines) > _MOST_DRAWN:
        said = _NOT_DRAWN.fill(n=_MOST_DRAWN).of(language)
        parts.append(_text(_GAP, height - 10, said, size=12))
    whole = "\n".join(parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}" font-family="sans-serif" fill="#111">\n'
        f'<rect width="{width}" height="{height}" fill="#fff"/>\n{whole}\n</svg>\n'
    )


def _short(name: str) -> str:
    """Return a name that fits beside the bars."""
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…"


def _panel(left: int, column: int, lines: Sequence[_FiguresRow]) -> Iterator[str]:
    for row, (_, now, before) in enumerate(lines):
        top = _TOP + row * _LINE
        own, last = now[column], before[column]
        shares = [x.value if x else None for x in (own, last)]
        if shares[0] is not None:
            yield _rectangle(left, top + 3, shares[0], 12, 'fill="#333"')
        if shares[1] is not None:
            yield _rectangle(left, top + 17, shares[1], 6, 'fill="#fff" stroke="#333"')
        said = _percent(shares[0])
        said += f"（{_percent(shares[1])}）" if shares[1] is not None else ""
        yield _text(left + _BAR + 6, top + 14, said, size=11)


def _rectangle(left: int, top: int, share: Fraction, height: int, look: str) -> str:
    width = max(min(float(share), 1.0) * _BAR, 0.5)
    return f'<rect x="{left}" y="{top}" width="{width:.1f}" height="{height}" {look}/>'


def _text(x: int, y: int, text: str, *, size: int, anchor: str = "start") -> str:
    return f'<text x="{x}" y="{y}" font-size="{size}" text-anchor="{anchor}">{escape(text)}</text>'
