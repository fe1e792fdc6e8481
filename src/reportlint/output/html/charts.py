"""Counts as pictures that need no colours: bars of SVG, and a table shaded by number.

Every number is text beside its bar or in its box; the bars are for the eye alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reportlint.findings import SEVERITY_ORDER, Severity
from reportlint.output.html.markup import Markup, MarkupOrText, element, wide

_WIDTH, _HEIGHT = 240, 12
_SHADES = (1, 3, 10, 30)
"""From so many on a box of the table is a shade darker."""


def patterns() -> Markup:
    """Return what fills the bars, once in the page: solid, hatched and open."""
    hatch = element(
        "pattern",
        element("rect", width=5, height=5, class_="open"),
        element("path", d="M0 5L5 0", class_="stroke"),
        id="hatch",
        width=5,
        height=5,
        patternUnits="userSpaceOnUse",
    )
    return element(
        "svg", element("defs", hatch), class_="unseen", width=0, height=0, aria_hidden="true"
    )


def bars(
    caption: str,
    heads: tuple[str, str],
    lines: Sequence[tuple[MarkupOrText, Mapping[Severity, int]]],
) -> Markup:
    """Return a table of labelled bars, each of as many parts as there are severities in it."""
    longest = max((sum(counts.values()) for _, counts in lines), default=1) or 1
    rows = (
        element(
            "tr",
            element("th", label, scope="row"),
            element("td", _bar(counts, longest), class_="bar"),
            element("td", str(sum(counts.values()) or ""), class_="count"),
        )
        for label, counts in lines
    )
    head = element(
        "tr",
        element("th", heads[0], scope="col"),
        element("th", heads[1], scope="col", colspan=2),
    )
    return element(
        "table",
        element("caption", caption),
        element("thead", head, class_="unseen"),
        element("tbody", *rows),
        class_="bars",
    )


def _bar(counts: Mapping[Severity, int], longest: int) -> Markup:
    parts: list[Markup] = []
    left = 0.0
    for severity in SEVERITY_ORDER:
        if width := _WIDTH * counts.get(severity, 0) / longest:
            parts.append(
                element(
                    "rect",
                    x=f"{left:.1f}",
                    y=0.5,
                    width=f"{max(width - 1, 1):.1f}",
                    height=_HEIGHT - 1,
                    class_=severity,
                )
            )
            left += width
    return element(
        "svg", *parts, viewBox=f"0 0 {_WIDTH} {_HEIGHT}", aria_hidden="true", focusable="false"
    )


def heat_map(
    caption: str,
    corner: str,
    columns: Sequence[str],
    lines: Sequence[tuple[MarkupOrText, Sequence[int]]],
) -> Markup:
    """Return a table of counts, the darker the more."""
    head = [element("th", corner, scope="col")]
    head += [element("th", column, scope="col") for column in columns]
    rows = (
        element("tr", element("th", label, scope="row"), *map(_shaded, counts))
        for label, counts in lines
    )
    table = element(
        "table",
        element("caption", caption),
        element("thead", element("tr", *head)),
        element("tbody", *rows),
        class_="heat",
    )
    return wide(table, caption)


def _shaded(count: int) -> Markup:
    shade = sum(count >= least for least in _SHADES)
    return element("td", str(count) if count else "", class_=f"shade{shade}" if shade else None)
