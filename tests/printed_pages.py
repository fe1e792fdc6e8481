"""Pages to draw reports on, as printers draw them: with text and rules, and what else is asked."""

from __future__ import annotations

import textwrap
import zlib
from collections.abc import Callable, Mapping, Sequence
from itertools import accumulate, pairwise

from reportlint.form.schema import Form

HEIGHT, TOP, BOTTOM = 842, 90, 740
PLAIN = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
FONT = (
    b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H"
    b" /DescendantFonts [<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light"
    b" /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 0 >>"
    b" /FontDescriptor << /Type /FontDescriptor /FontName /STSong-Light /Flags 4"
    b" /FontBBox [0 -120 1000 880] /Ascent 880 /Descent -120 >> /DW 1000 /W [1 95 500] >>] >>"
)


_FIRST = 5
Cell = tuple[float, float, float, float]
"""Left, bottom, right and top, in points from the bottom left corner."""


class Paper:
    """Pages of A4 to draw on, measured in points from the top left corner.

    Tables have `rules` all around their cells, only between them, or none.
    """

    def __init__(self, rules: str = "all") -> None:
        self.rules = rules
        self.pages: list[list[str]] = [[]]
        self.trailer = b""
        self.catalog = b""
        self.of_pages = b""
        self.of_page: dict[int, bytes] = {}
        self.resources = b""
        self.objects: list[bytes] = []

    def add(self, content: bytes) -> int:
        """Keep an object beside the pages; return the number by which it is referred to."""
        self.objects.append(content)
        return _FIRST + len(self.objects) - 1

    def draw(self, content: str) -> None:
        """Put operators on the page."""
        self.pages[-1].append(content)

    def turn(self) -> float:
        self.text(290, 800, f"- {len(self.pages)} -", 12)
        self.pages.append([])
        return TOP

    def text(self, x: float, top: float, text: str, size: float = 16) -> None:
        code = text.encode("utf-16-be").hex()
        self.pages[-1].append(f"BT /F {size} Tf {x} {HEIGHT - top - size} Td <{code}> Tj ET")

    def prose(self, top: float, *wrapped: str) -> float:
        """Draw the lines of a paragraph; return where the next one begins."""
        for i, line in enumerate(wrapped):
            self.text(74 if i else 106, top + 28 * i, line)
        return top + 28 * len(wrapped)

    def rule(self, x0: float, top: float, x1: float, bottom: float) -> None:
        self.pages[-1].append(f"{x0} {HEIGHT - top} m {x1} {HEIGHT - bottom} l S")

    def shade(self, x0: float, top: float, x1: float, bottom: float) -> None:
        box = f"{x0} {HEIGHT - bottom} {x1 - x0} {bottom - top}"
        self.pages[-1].append(f"1 1 0 rg {box} re f 0 g")

    def row(self, top: float, cells: Sequence[str | Drawn], *widths: float) -> float:
        """Draw a row of a ruled table; the last cell of a short row spans the rest."""
        lefts = list(accumulate(widths, initial=74))
        upright = [*lefts[: len(cells)], lefts[-1]]
        edges = list(pairwise(upright))
        wrapped = [
            textwrap.wrap(text, int(right - left) // 7) if isinstance(text, str) else []
            for (left, right), text in zip(edges, cells, strict=True)
        ]
        bottom = top + 8 * max(2, *map(len, wrapped))
        for (left, right), lines in zip(edges, wrapped, strict=True):
            for i, line in enumerate(lines):
                self.text(left + 2, top + 8 * i, line, 7)
            if self.rules != "none":
                self.rule(left, top, right, top)
                self.rule(left, bottom, right, bottom)
        for (left, right), own in zip(edges, cells, strict=True):
            if not isinstance(own, str):
                own(self, (left, HEIGHT - bottom, right, HEIGHT - top))
        for x in {"all": upright, "inner": upright[1:-1], "none": []}[self.rules]:
            self.rule(x, top, x, bottom)
        return bottom

    def __bytes__(self) -> bytes:
        first = _FIRST + len(self.objects)
        kids = b" ".join(b"%d 0 R" % (first + 2 * i) for i in range(len(self.pages)))
        objects = [
            b"<< /Type /Catalog /Pages 2 0 R %s >>" % self.catalog,
            b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(self.pages)),
            FONT,
            PLAIN,
            *self.objects,
        ]
        for number, page in enumerate(self.pages):
            drawn = zlib.compress("\n".join(page).encode())
            objects += [
                b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 %d] /Contents %d 0 R %s"
                b" /Resources << /Font << /F 3 0 R /H 4 0 R >> %s >> >>"
                % (
                    HEIGHT,
                    len(objects) + 2,
                    self.of_pages + self.of_page.get(number, b""),
                    self.resources,
                ),
                b"<< /Filter /FlateDecode /Length %d >> stream\n%s\nendstream"
                % (len(drawn), drawn),
            ]
        return self._file(objects)

    def _file(self, objects: Sequence[bytes]) -> bytes:
        body = b"%PDF-1.7\n"
        places = b"0000000000 65535 f \n"
        for number, content in enumerate(objects, 1):
            places += b"%010d 00000 n \n" % len(body)
            body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
        count = len(objects) + 1
        index = b"xref\n0 %d\n%strailer << /Size %d /Root 1 0 R %s >>"
        index %= (count, places, count, self.trailer)
        return body + index + b"\nstartxref\n%d\n%%%%EOF\n" % len(body)


Drawn = Callable[[Paper, Cell], None]
"""Draws what is in a cell."""


def drawn(
    edition: Form,
    cut: str = "",
    rules: str = "all",
    cells: Mapping[str, Drawn] | None = None,
    on: Paper | None = None,
) -> tuple[Paper, dict[str, int]]:
    """Draw a report with the cells 1, 2, 3…; return it with the page of each cell.

    The row `cut` stands half on one page and half on the next. `cells` are drawn as they say.
    """
    number: dict[str, str | Drawn] = {key: str(n) for n, key in enumerate(edition.cells, 1)}
    number |= cells or {}
    paper = on or Paper(rules)
    pages: dict[str, int] = {}
    paper.text(219, 30, "某某市人民政府")
    paper.text(100, 60, "2024年政府信息公开工作年度报告", 22)
    top = paper.prose(100, "本报告所列统计期限自2024年1月1日至2024年12月31日。") + 10
    for section in edition.sections:
        top = paper.turn() if top > BOTTOM - 80 else top
        top = paper.prose(top, section.label.title) + 10
        if not section.rows:
            top = paper.prose(top, f"第{section.number}部分的文字。") + 10
        if section.across:
            top = paper.row(top, [row.label.title for row in section.rows], 150, 150, 150)
            heads = [x.label.title for row in section.rows for x in row.columns]
            top = paper.row(top, heads, *[30] * len(heads))
            keys = [f"{row.key}.{x.key}" for row in section.rows for x in row.columns]
            top = paper.row(top, [number[x] for x in keys], *[30] * len(keys)) + 10
            pages |= dict.fromkeys(keys, len(paper.pages))
        for row in () if section.across else section.rows:
            top = paper.turn() if top > BOTTOM - 16 else top
            widths = [280, *[24] * len(row.columns)]
            keys = [f"{row.key}.{x.key}" for x in row.columns]
            top = paper.row(top, ["", *(x.label.title for x in row.columns)], *widths)
            label, rest = row.label.title, ""
            if row.key == cut:
                label, rest = label[:12], label[12:]
            top = paper.row(top, [label, *(number[x] for x in keys)], *widths)
            if rest:
                top = paper.row(paper.turn(), [rest, *[""] * len(keys)], *widths)
            pages |= dict.fromkeys(keys, len(paper.pages) - bool(rest))
    return paper, pages
