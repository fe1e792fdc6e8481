"""Drawn pages: characters and rules made into lines and tables, without watermarks and stamps."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import median

from reportlint.document.blocks import Grid
from reportlint.errors import ReadError
from reportlint.language import Text
from reportlint.layout.characters import Character, PrintedLine, printed_lines, turned, with_notes
from reportlint.layout.pages import PrintedPage
from reportlint.layout.rulings import RuledTable, Ruling, Rulings, tables
from reportlint.location import Location

_FAINT = 0.5
_LARGE = 1.5
_LARGE_ALONE = 2.0
_TALL = 0.75
_CELL = 20.0

_TextKind = tuple[str, float, float]
_Runs = Mapping[int, Sequence[Character]]


def without_watermarks(pages: Sequence[Sequence[Character]]) -> list[Sequence[Character]]:
    """Return the characters of each page without those of watermarks.

    One is told where it goes over what is smaller or darker; what looks like it is one too.
    """
    kinds: set[_TextKind] = set()
    for page in pages:
        kinds |= _kinds(page)
    if not kinds:
        return list(pages)
    return [_without(page, kinds) for page in pages]


def _without(page: Sequence[Character], kinds: set[_TextKind]) -> Sequence[Character]:
    dropped = {run for run, own in _runs(page).items() if _kind(own) in kinds}
    return [x for x in page if x.run not in dropped]


def _runs(page: Iterable[Character]) -> _Runs:
    runs: dict[int, list[Character]] = defaultdict(list)
    for character in page:
        runs[character.run].append(character)
    return runs


def _kind(run: Sequence[Character]) -> _TextKind:
    text = "".join(x.text for x in run).strip()
    return text, round(run[0].size, 1), round(max(x.strength for x in run), 1)


def _kinds(page: Sequence[Character]) -> set[_TextKind]:
    """Return the kinds of run that are watermarks on this page."""
    if not page:
        return set()
    usual = median(x.size for x in page)
    faint = _FAINT * median(x.strength for x in page)
    unusual = {x.run for x in page if x.size >= _LARGE * usual or x.strength < faint}
    suspects = {
        run: own
        for run, own in _runs(x for x in page if x.run in unusual).items()
        if own[0].size >= _LARGE * usual or max(x.strength for x in own) < faint
    }
    if not suspects:
        return set()
    top = min(x.top for own in suspects.values() for x in own)
    bottom = max(x.bottom for own in suspects.values() for x in own)
    near = _Neighbours(x for x in page if top < x.bottom and x.top < bottom)
    return {
        _kind(own)
        for own in suspects.values()
        if _stands_out(own, usual, faint) or any(near.is_over_text(x) for x in own)
    }


def _stands_out(run: Sequence[Character], usual: float, faint: float) -> bool:
    return max(x.strength for x in run) < faint and run[0].size >= _LARGE_ALONE * usual


class _Neighbours:
    """The characters of a page by where they stand."""

    def __init__(self, page: Iterable[Character]) -> None:
        self._at: dict[tuple[int, int], list[Character]] = defaultdict(list)
        for x in page:
            if x.text.strip():
                self._at[int(x.centre // _CELL), int(x.middle // _CELL)].append(x)

    def is_over_text(self, over: Character) -> bool:
        """Whether a character goes over one that is smaller or darker, of another run."""
        if not over.text.strip():
            return False
        top = over.bottom - _TALL * (over.bottom - over.top)
        columns = range(int(over.x0 // _CELL), int(over.x1 // _CELL) + 1)
        rows = range(int(top // _CELL), int(over.bottom // _CELL) + 1)
        return any(
            over.x0 < x.centre < over.x1
            and top < x.middle < over.bottom
            and x.run != over.run
            and (over.size >= _LARGE * x.size or over.strength < _FAINT * x.strength)
            for column in columns
            for row in rows
            for x in self._at.get((column, row), ())
        )


_LOWEST, _HIGHEST = 0.25, 0.75
"""Where a stroke goes through a character, as parts of its box from the top."""

_BEYOND = 1.0
_NEAR = 3
_THICKEST = 0.3


def with_strikes(
    characters: Sequence[Character], rulings: Rulings, pieces: Sequence[Ruling]
) -> list[Character]:
    """Return the characters, told which a stroke goes through that is no rule of a table."""
    found = list(characters)
    strokes = _strokes(pieces, rulings)
    if not strokes:
        return found
    order = sorted(range(len(found)), key=lambda i: found[i].middle)
    middles = [found[i].middle for i in order]
    largest = max((x.size for x in found), default=0)
    for stroke in strokes:
        height = (stroke.top + stroke.bottom) / 2
        first = bisect_left(middles, height - largest)
        last = bisect_right(middles, height + largest)
        hit = [i for i in order[first:last] if _goes_through(stroke, found[i])]
        if hit and _is_as_long(stroke, [found[i] for i in hit]):
            for i in hit:
                found[i] = found[i]._replace(struck=True)
    return found


def _strokes(pieces: Iterable[Ruling], rulings: Rulings) -> list[Ruling]:
    """Return the level rules that do not go from one upright rule to another."""
    upright = sorted(rulings.upright, key=lambda rule: rule.x0)
    lefts = [rule.x0 for rule in upright]

    def meets(x: float, y: float) -> bool:
        near = upright[bisect_left(lefts, x - _NEAR) : bisect_right(lefts, x + _NEAR)]
        return any(rule.top - _NEAR <= y <= rule.bottom + _NEAR for rule in near)

    level = {x for x in pieces if x.x1 - x.x0 > x.bottom - x.top}
    return [x for x in level if not (meets(x.x0, x.top) and meets(x.x1, x.top))]


def _goes_through(stroke: Ruling, character: Character) -> bool:
    height = (stroke.top + stroke.bottom) / 2
    part = (height - character.top) / (character.bottom - character.top)
    thin = stroke.bottom - stroke.top <= _THICKEST * character.size
    return thin and _LOWEST <= part <= _HIGHEST and stroke.x0 <= character.centre <= stroke.x1


def _is_as_long(stroke: Ruling, hit: Sequence[Character]) -> bool:
    size = max(x.size for x in hit)
    left, right = min(x.x0 for x in hit), max(x.x1 for x in hit)
    return stroke.x0 >= left - _BEYOND * size and stroke.x1 <= right + _BEYOND * size


MOST_OBJECTS = 20_000
"""Characters, rules and pictures on a page; a full one has about two thousand."""

MOST_CROSSINGS = 10_000
"""Upright rules of a page times level ones; a page full of tables has about a thousand."""

MOST_PAGES = 500
"""A report has about ten."""

FEWEST_CHARACTERS = 200
_UNKNOWN = "\ufffd"

TOO_MANY_PAGES = Text("{format} 页数过多", "the {format} has too many pages")
NO_TEXT = Text(
    "{format} 中几乎没有文字，可能是扫描件：请检查排版前的原文件，或先做文字识别（OCR）",
    "the {format} has hardly any text and may be a scan: check the document that it was made from, "
    "or run OCR on it first",
)
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
    turned_up = [upright(drawing) for drawing in drawings]
    characters = without_watermarks([drawing.characters for drawing in turned_up])
    return [
        _page(replace(drawing, characters=tuple(kept)), replace(file, page=number))
        for number, (drawing, kept) in enumerate(zip(turned_up, characters, strict=True), 1)
    ]


def is_scan(drawings: Sequence[Drawing], pages: Sequence[PrintedPage]) -> bool:
    """Whether there is no table, and next to no text or none that its fonts tell."""
    if any(isinstance(item, Grid) for page in pages for item in page.items):
        return False
    texts = (x.text.strip() for drawing in drawings for x in drawing.characters)
    return sum(text not in ("", _UNKNOWN) for text in texts) < FEWEST_CHARACTERS


def quarters(drawing: Drawing) -> int:
    """Return how many quarters most characters of a page are turned clockwise."""
    turns = Counter(x.turn for x in drawing.characters)
    return max(turns, key=lambda turn: turns[turn], default=0)


def upright(drawing: Drawing) -> Drawing:
    """Turn a page that was laid on its side so that most of its characters stand upright."""
    turn = quarters(drawing)
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


def _turned_rule(rule: Ruling, turn: int, right: float, down: float) -> Ruling:
    corner = Character("", rule.x0, rule.x1, rule.top, rule.bottom, 0)
    box = _moved(turned(corner, turn), right, down)
    return Ruling(box.x0, box.x1, box.top, box.bottom)


def ruled_tables(rulings: Rulings, place: Location) -> list[RuledTable]:
    """Return the tables of an upright page in their order; ReadError where there is too much."""
    if len(rulings.level) * len(rulings.upright) > MOST_CROSSINGS:
        raise ReadError(TOO_FULL, place)
    # A frame around prose has one column.
    return [table for table in map(RuledTable, tables(rulings)) if len(table.lefts) > 1]


def _page(drawing: Drawing, place: Location) -> PrintedPage:
    rulings = Rulings.of(drawing.rules)
    ruled = ruled_tables(rulings, place)
    rest = with_strikes(drawing.characters, rulings, drawing.rules)
    for table in ruled:
        rest = table.take(rest)
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
