"""What is seen of the pages of an OFD."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple

from reportlint.errors import ReadError
from reportlint.formats.ofd.drawn_objects import (
    State,
    Tint,
    deltas,
    ems,
    glyph_style,
    holds,
    is_seen,
    lines_of,
    name_of,
    number,
    shown,
)
from reportlint.layout.characters import Character
from reportlint.layout.drawing import MOST_OBJECTS, TOO_FULL, Drawing
from reportlint.layout.placing import Point, around, is_on_page, rules_along, thin_rule
from reportlint.layout.rulings import Box, Ruling
from reportlint.location import Location

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_DEEPEST = 12
_MOST_POINTS = 200_000
"""Of the paths of a page; a seal drawn as shapes has some thousand."""
_LEAST = 0.05
"""What stands out less than this is not seen."""
_OPAQUE = 0.95
_MOSTLY = 0.5
_BAND = 40.0
_MOST_BANDS = 100
_MOST_LOOKS = 2_000_000
_SAME = 0.5
_UNEVEN = Tint(None, 0)


class _FilledBox(NamedTuple):
    """What fills a box of the page, at its place in the order."""

    order: int
    box: Box
    tint: Tint


class _TintedCharacter(NamedTuple):
    """A character with its colour; its run is its object's place in the order."""

    character: Character
    tint: Tint


class DrawnPage:
    """Takes what is drawn on one page."""

    def __init__(
        self,
        resources: Mapping[str, Element],
        is_opaque: Callable[[str], bool],
        size: tuple[float, float],
        place: Location,
    ) -> None:
        self.resources = resources
        self.is_opaque = is_opaque
        self.size = size
        self.place = place
        self.shapes = 0
        self._letters: list[_TintedCharacter] = []
        self._rules: list[Ruling] = []
        self._filled: list[_FilledBox] = []
        self._order = 0
        self._left = MOST_OBJECTS
        self._points_left = _MOST_POINTS

    def drawing(self) -> Drawing:
        """Return what is seen of the page."""
        filled = _FilledBoxes(self._filled, self.place)
        seen = (x.character._replace(strength=filled.strength(x)) for x in self._letters)
        return Drawing(
            *self.size,
            tuple(x for x in seen if x.strength >= _LEAST),
            tuple(x for x in self._rules if is_on_page(x, self.size)),
        )

    def draw(self, items: Iterable[Element], state: State) -> None:
        """Draw objects and groups of them, in their order."""
        for item in items:
            self._count(1)
            self._order += 1
            if not is_seen(item):
                continue
            own = state.of(item, self._parameters(item))
            if own.depth > _DEEPEST:
                raise ReadError(TOO_FULL, self.place)
            match name_of(item):
                case "Layer" | "PageBlock":
                    self.draw(item, own)
                case "CompositeObject":
                    unit = self.resources.get(item.get("ResourceID", ""))
                    content = None if unit is None else unit.find("{*}Content")
                    self.draw(() if content is None else content, own)
                case "TextObject":
                    self._draw_text(item, own)
                case "PathObject":
                    self._draw_path(item, own)
                case "ImageObject":
                    self._draw_image(item, own)

    def _count(self, more: int) -> None:
        self._left -= more
        if self._left < 0:
            raise ReadError(TOO_FULL, self.place)

    def _parameters(self, item: Element) -> tuple[Element, ...]:
        """Return the parameters that an object names, and those that they are based on."""
        found: list[Element] = []
        name = item.get("DrawParam")
        while name and len(found) < _DEEPEST:
            parameters = self.resources.get(name)
            if parameters is None:
                break
            found.append(parameters)
            name = parameters.get("Relative")
        return tuple(found)

    def _draw_text(self, item: Element, state: State) -> None:
        is_filled = item.get("Fill") != "false"
        if not is_filled and item.get("Stroke") != "true":
            return
        tint = state.tint(item, "FillColor" if is_filled else "StrokeColor")
        tint = tint or Tint(0, state.opacity)
        wide = number(item.get("HScale"), 1)
        style = glyph_style(item, state.placing)
        if style.turn is None or not style.is_legible:
            return
        for text, points in self._codes(item):
            places = [state.placing.point(*point) for point in points]
            for k, (sign, here) in enumerate(zip(text, places, strict=True)):
                widest = ems(sign, last=k + 1 == len(places)) * style.size * wide
                width = style.reach(here, places[k + 1], widest) if k + 1 < len(places) else widest
                box = left, top, right, bottom = style.box(*here, width)
                if self._is_on_page(box, state):
                    own = Character(
                        shown(sign), left, right, top, bottom, style.size, self._order, style.turn
                    )
                    self._letters.append(_TintedCharacter(own, tint))

    def _codes(self, item: Element) -> Iterator[tuple[str, list[Point]]]:
        """Yield the texts of an object, and where each of their characters stands."""
        x = y = 0.0
        for code in item.iterfind("{*}TextCode"):
            text = re.sub(r"[\r\n]", "", code.text or "")
            self._count(len(text))
            x, y = number(code.get("X"), x), number(code.get("Y"), y)
            across = deltas(code.get("DeltaX"), len(text) - 1)
            down = deltas(code.get("DeltaY"), len(text) - 1)
            if not (across or down):
                across = [ems(sign, last=True) * number(item.get("Size"), 0) for sign in text[:-1]]
            points = [(x, y)]
            for right, below in zip_longest(across, down, fillvalue=0.0):
                points.append((points[-1][0] + right, points[-1][1] + below))
            if text:
                yield text, points

    def _is_on_page(self, box: Box, state: State) -> bool:
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        return holds((0, 0, *self.size), x, y) and state.shows(x, y)

    def _draw_path(self, item: Element, state: State) -> None:
        fill = state.tint(item, "FillColor") if item.get("Fill") == "true" else None
        stroke = None
        if item.get("Stroke") != "false":
            stroke = state.tint(item, "StrokeColor") or Tint(0, state.opacity)
        lines, shapes = lines_of(item, state.placing)
        self._points_left -= sum(map(len, lines))
        if self._points_left < 0 or len(self._rules) > MOST_OBJECTS:
            raise ReadError(TOO_FULL, self.place)
        if lines and fill and fill.opacity >= _LEAST:
            self.shapes += shapes
            self._fill(lines, fill, curved=bool(shapes))
        is_stroked = stroke is not None and stroke.opacity >= _LEAST
        if is_stroked or (fill and fill.opacity >= _LEAST and not shapes):
            for line in lines:
                self._rules += rules_along(line, stroked=is_stroked)

    def _fill(self, lines: Sequence[Sequence[Point]], tint: Tint, *, curved: bool) -> None:
        box = around((x, y, x, y) for line in lines for x, y in line)
        is_box = not curved and len(lines) == 1 and _is_box(lines[0], box)
        # What is behind a text on any other shape is not known.
        self._filled.append(_FilledBox(self._order, box, tint if is_box else _UNEVEN))

    def _draw_image(self, item: Element, state: State) -> None:
        box = state.placing.box(0, 0, 1, 1)
        opacity = state.opacity * self.is_opaque(item.get("ResourceID", ""))
        self._rules += thin_rule(box)
        self._filled.append(_FilledBox(self._order, box, Tint(None, opacity)))


class _FilledBoxes:
    """What fills parts of a page, by where it is."""

    def __init__(self, covers: Iterable[_FilledBox], place: Location) -> None:
        self.place = place
        self._looks = 0
        self._bands: dict[int, list[_FilledBox]] = defaultdict(list)
        for cover in covers:
            for band in range(_band(cover.box[1]), _band(cover.box[3]) + 1):
                self._bands[band].append(cover)

    def strength(self, letter: _TintedCharacter) -> float:
        """Return how much a letter stands out from what is behind it, 0 where it is covered."""
        character, (lightness, opacity) = letter
        behind: float | None = 1.0
        for cover in self._at(character):
            if cover.order > character.run:
                if cover.tint.opacity >= _OPAQUE:
                    return 0.0
            elif cover.tint.lightness is None or cover.tint.opacity >= _MOSTLY:
                behind = cover.tint.lightness
        if behind is None or lightness is None:
            return opacity
        return abs(lightness - behind) * opacity

    def _at(self, character: Character) -> Iterator[_FilledBox]:
        own = self._bands.get(_band(character.middle), ())
        self._looks += len(own)
        if self._looks > _MOST_LOOKS:
            raise ReadError(TOO_FULL, self.place)
        return (x for x in own if holds(x.box, character.centre, character.middle))


def _band(y: float) -> int:
    return max(0, min(int(y // _BAND), _MOST_BANDS))


def _is_box(line: Sequence[Point], box: Box) -> bool:
    """Whether a line goes around a box by its corners."""
    left, top, right, bottom = box
    corners = {
        (abs(x - left) <= _SAME, abs(y - top) <= _SAME)
        for x, y in line
        if min(abs(x - left), abs(x - right)) <= _SAME
        and min(abs(y - top), abs(y - bottom)) <= _SAME
    }
    return len(line) in (4, 5) and len(corners) == 4
