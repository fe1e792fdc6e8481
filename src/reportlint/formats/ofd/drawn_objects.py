"""What an OFD object says of itself: where it is drawn, how painted, how clipped."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from reportlint.layout.drawing import MOST_OBJECTS
from reportlint.layout.placing import GlyphStyle, Placing, Point, around
from reportlint.layout.rulings import Box

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

POINTS = 72 / 25.4
"""In a millimetre."""
_SHOWN = Placing(POINTS, 0, 0, POINTS, 0, 0)
_AS_IT_IS = Placing(1, 0, 0, 1, 0, 0)
_FARTHEST = 1e6
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_STEP = re.compile(r"([MSLQBAC])([^MSLQBAC]*)")
_WORD = re.compile(r"[^\s,]+")
_CURVES = frozenset("QBA")
_CLIP_MARGIN = 1.0
_WHOLE = 255


class Tint(NamedTuple):
    """A colour: how light, None where it varies, and how opaque, both from 0 to 1."""

    lightness: float | None
    opacity: float


@dataclass(frozen=True, slots=True)
class State:
    """What an object has from those that it is in: place, parameters, opacity and clips."""

    placing: Placing = _SHOWN
    parameters: tuple[Element, ...] = ()
    opacity: float = 1
    clips: tuple[Sequence[Box], ...] = ()
    depth: int = 0

    def of(self, item: Element, parameters: tuple[Element, ...] = ()) -> State:
        """Return the state of an object in this one."""
        plain = _AS_IT_IS.within(_offset(item)).within(self.placing)
        placing = _matrix(item).within(plain)
        clips = item.find("{*}Clips")
        moved = clips is None or clips.get("TransFlag") != "false"
        return replace(
            self,
            placing=placing,
            parameters=(*parameters, *self.parameters),
            opacity=self.opacity * _opacity(item),
            clips=(*self.clips, *_clips(item, placing if moved else plain)),
            depth=self.depth + 1,
        )

    def tint(self, item: Element, kind: str) -> Tint | None:
        """Return the colour of an object, None where nothing states any."""
        for element in (item, *self.parameters):
            colour = element.find(f"{{*}}{kind}")
            if colour is not None:
                return Tint(_lightness(colour), self.opacity * _opacity(colour))
        return None

    def shows(self, x: float, y: float) -> bool:
        """Whether no clip leaves a point out."""
        return all(any(holds(box, x, y) for box in boxes) for boxes in self.clips)


def name_of(item: Element) -> str:
    """Return the name of an element without its namespace."""
    return str(item.tag).rpartition("}")[2]


def is_seen(item: Element) -> bool:
    """Whether an object is not switched off."""
    return item.get("Visible", "").strip().lower() not in ("false", "0")


def holds(box: Box, x: float, y: float) -> bool:
    """Whether a point is in a box."""
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def numbers(stated: str | None) -> list[float]:
    """Return the numbers of a text, none farther than any page reaches.

    >>> numbers("0 -1.5 1e999")
    [0.0, -1.5, 1000000.0]
    """
    found = islice(_NUMBER.finditer(stated or ""), MOST_OBJECTS)
    return [max(-_FARTHEST, min(float(x[0]), _FARTHEST)) for x in found]


def number(stated: str | None, default: float) -> float:
    """Return the first number of a text."""
    return next(iter(numbers(stated)), default)


def deltas(stated: str | None, count: int) -> list[float]:
    """Return so many steps from one character to the next; the last goes on where they are fewer.

    >>> deltas("g 2 3.5 1", 4)
    [3.5, 3.5, 1.0, 1.0]
    """
    words = (x[0] for x in _WORD.finditer(stated or ""))
    found: list[float] = []
    for word in words:
        if len(found) >= count:
            break
        times, step = (next(words, ""), next(words, "")) if word == "g" else ("1", word)
        found += numbers(step)[:1] * int(min(number(times, 1), count - len(found)))
    return found + found[-1:] * (count - len(found))


def _offset(item: Element) -> Placing:
    left, top, *_ = *numbers(item.get("Boundary")), 0.0, 0.0
    return replace(_AS_IT_IS, e=left, f=top)


def _matrix(item: Element) -> Placing:
    stated = numbers(item.get("CTM"))
    return Placing(*stated) if len(stated) == 6 else _AS_IT_IS


def _opacity(item: Element) -> float:
    return max(0.0, min(number(item.get("Alpha"), _WHOLE) / _WHOLE, 1.0))


def _lightness(colour: Element) -> float | None:
    """Return how light a colour is: of grey, of red, green and blue, or of four inks."""
    stated = re.sub(r"#([0-9A-Fa-f]{1,2})", lambda x: str(int(x[1], 16)), colour.get("Value", ""))
    parts = [max(0.0, min(x / _WHOLE, 1.0)) for x in numbers(stated)]
    match parts:
        case [grey]:
            return grey
        case [red, green, blue]:
            return 0.299 * red + 0.587 * green + 0.114 * blue
        case [cyan, magenta, yellow, black]:
            ink = 0.299 * cyan + 0.587 * magenta + 0.114 * yellow
            return (1 - ink) * (1 - black)
    return None


def _clips(item: Element, placing: Placing) -> Iterator[list[Box]]:
    """Yield the boxes of each clip, in one of which a point must be."""
    for clip in item.iterfind("{*}Clips/{*}Clip"):
        boxes = []
        for area in clip.iterfind("{*}Area"):
            for path in area.iterfind("{*}Path"):
                own = _matrix(path).within(_offset(path)).within(_matrix(area)).within(placing)
                lines, _ = lines_of(path, own)
                points = [(x, y, x, y) for line in lines for x, y in line]
                boxes += [around(points)] if points else []
        if boxes and clip.find("{*}Area/{*}Text") is None:
            margin = _CLIP_MARGIN
            yield [(a - margin, b - margin, c + margin, d + margin) for a, b, c, d in boxes]


def lines_of(path: Element, placing: Placing) -> tuple[list[list[Point]], int]:
    """Return the straight lines of a path, and how many shapes it has where there are curves."""
    lines: list[list[Point]] = []
    curved, shapes = False, 0
    start: Point | None = None
    for step in islice(_STEP.finditer(path.findtext("{*}AbbreviatedData") or ""), MOST_OBJECTS):
        stated = numbers(step[2])
        ends = [placing.point(*xy) for xy in zip(stated[::2], stated[1::2], strict=False)]
        if step[1] == "C":
            if lines and start:
                lines[-1].append(start)
        elif step[1] in "MS" and ends:
            start = ends[0]
            shapes += 1
            lines.append(ends)
        elif step[1] == "L" and lines:
            lines[-1] += ends
        elif step[1] in _CURVES and len(stated) > 1:
            curved = True
            lines.append([placing.point(*stated[-2:])])
    return lines, shapes if curved else 0


def glyph_style(item: Element, placing: Placing) -> GlyphStyle:
    """Return size and direction of the characters of a text object."""
    across, down = (placing.a, placing.b), (placing.c, placing.d)
    for _ in range(round(number(item.get("CharDirection"), 0) / 90) % 4):
        across, down = down, (-across[0], -across[1])
    upright = Placing(*across, -down[0], -down[1], 0, 0)
    return GlyphStyle.of(upright, number(item.get("Size"), 0), _AS_IT_IS)


_DIGIT, _LETTER, _IDEOGRAPH = 0.6, 1.0, 1.0
_USUAL = 0.5
_NARROW = frozenset({"N", "Na", "H"})
_ZERO_WIDTH = frozenset({"Cf", "Mn", "Me"})


def ems(character: str, *, last: bool) -> float:
    """Return how wide a character may be; the last of a text is not seen to end."""
    if unicodedata.category(character) in _ZERO_WIDTH:
        return 0
    if unicodedata.east_asian_width(character) not in _NARROW:
        return _IDEOGRAPH
    if last:
        return _USUAL
    return _LETTER if character.isalpha() else _DIGIT


_WITHOUT_MEANING = frozenset({"Co", "Cn", "Cs"})
_UNKNOWN = "\ufffd"


def shown(character: str) -> str:
    """Return a character, or that it is not known which: fonts give private codes a meaning."""
    return _UNKNOWN if unicodedata.category(character) in _WITHOUT_MEANING else character
