"""Drawn pages: characters and rules in their places, made into lines and tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from reportlint.document.blocks import Grid
from reportlint.errors import ReadError
from reportlint.language import Text
from reportlint.layout.characters import Character, PrintedLine, printed_lines
from reportlint.layout.crossings import Rulings, tables
from reportlint.layout.marks import turned, with_notes
from reportlint.layout.pages import PrintedPage
from reportlint.layout.rulings import RuledTable, Ruling
from reportlint.layout.strikes import with_strikes
from reportlint.layout.watermarks import without_watermarks
from reportlint.location import Location

MOST_OBJECTS = 20_000
"""Characters, rules and pictures on a page; a full one has about two thousand."""

MOST_CROSSINGS = 10_000
"""Upright rules of a page times level ones; a page full of tables has about a thousand."""

TOO_FULL = Text("这一页的内容过多", "there is too much on this page")


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is to be seen of a page, in points from its top left corner."""

    width: float
    height: float
    characters: tuple[Character, ...]
    rules: tuple[Ruling, ...]


def printed_pages(drawings: Sequence[Drawing], file: Location) -> list[PrintedPage]:
    """Return the lines and tables of drawn pages; ReadError where there is too much on one."""
    upright = [_upright(drawing) for drawing in drawings]
    characters = without_watermarks([drawing.characters for drawing in upright])
    return [
        _page(replace(drawing, characters=tuple(kept)), replace(file, page=number))
        for number, (drawing, kept) in enumerate(zip(upright, characters, strict=True), 1)
    ]


def _upright(drawing: Drawing) -> Drawing:
    """Turn a page that was laid on its side so that most of its characters stand upright."""
    turns = Counter(x.turn for x in drawing.characters)
    turn = max(turns, key=lambda quarters: turns[quarters], default=0)
    if turn == 0:
        return drawing
    width, height = drawing.width, drawing.height
    right, down = {1: (0.0, width), 2: (width, height), 3: (height, 0.0)}[turn]
    return Drawing(
        *((height, width) if turn % 2 else (width, height)),
        tuple(_moved(turned(x, -turn), right, down) for x in drawing.characters),
        tuple(_turned_rule(rule, -turn, right, down) for rule in drawing.rules),
    )


def _moved(x: Character, right: float, down: float) -> Character:
    return x._replace(x0=x.x0 + right, x1=x.x1 + right, top=x.top + down, bottom=x.bottom + down)


def _turned_rule(rule: Ruling, quarters: int, right: float, down: float) -> Ruling:
    corner = Character("", rule.x0, rule.x1, rule.top, rule.bottom, 0)
    box = _moved(turned(corner, quarters), right, down)
    return Ruling(box.x0, box.x1, box.top, box.bottom)


def _page(drawing: Drawing, place: Location) -> PrintedPage:
    rulings = Rulings.of(drawing.rules)
    if len(rulings.level) * len(rulings.upright) > MOST_CROSSINGS:
        raise ReadError(TOO_FULL, place)
    rest = with_strikes(drawing.characters, rulings, drawing.rules)
    ruled: list[RuledTable] = []
    # A frame around prose has one column.
    for table in filter(lambda table: len(table.lefts) > 1, map(RuledTable, tables(rulings))):
        rest = table.take(rest)
        ruled.append(table)
    items: list[tuple[float, PrintedLine | Grid]] = [
        (line.top, line) for line in _prose(rest, place)
    ]
    for number, table in enumerate(ruled, 1):
        items.append((table.tops[0], table.grid(replace(place, table=number))))
    in_order = sorted(items, key=lambda item: item[0])
    return PrintedPage(drawing.height, tuple(item for _, item in in_order))


def _prose(characters: Iterable[Character], place: Location) -> Iterator[PrintedLine]:
    """Yield the lines beside the tables, without their marks; text on its side is none."""
    level = [x for x in characters if x.turn == 0]
    for line in printed_lines(level, place):
        told = with_notes(line.characters)
        if all(x.is_text for x in told):
            yield line
        else:
            yield from printed_lines([x for x in told if x.is_text], place)
