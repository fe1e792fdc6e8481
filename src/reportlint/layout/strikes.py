"""Text that is struck through."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from reportlint.layout.characters import Character
from reportlint.layout.crossings import Rulings
from reportlint.layout.rulings import Ruling

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
