"""What is left of an object by the paths that it is clipped to."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass

import pypdfium2.raw as pdfium

from reportlint.formats.pdf.page_objects import Handle, PageObject
from reportlint.layout.rulings import Box

_CORNERS = 5
_MOST_PATHS = 50


@dataclass(frozen=True, slots=True)
class Clip:
    """The box that holds all that is left; `exact` where no more than that is cut away."""

    box: Box
    exact: bool


def clip_of(item: PageObject) -> Clip | None:
    """Return what an object is clipped to, by its own paths and those of its forms."""
    found = None
    owner: PageObject | None = item
    while owner:
        own = _own(owner)
        if own:
            found = Clip(_common(own.box, found.box), own.exact and found.exact) if found else own
        owner = owner.form
    return found


def _own(item: PageObject) -> Clip | None:
    clip = pdfium.FPDFPageObj_GetClipPath(item.handle)
    count = pdfium.FPDFClipPath_CountPaths(clip) if clip else 0
    if count <= 0:
        return None
    found = None
    for i in range(min(count, _MOST_PATHS)):
        box, corners = _path(clip, i, item)
        exact = corners <= _CORNERS and count <= _MOST_PATHS
        found = Clip(_common(box, found.box), exact and found.exact) if found else Clip(box, exact)
    return found


def _path(clip: Handle, i: int, item: PageObject) -> tuple[Box, int]:
    """Return the box around a path, and how many corners it has."""
    x, y = ctypes.c_float(), ctypes.c_float()
    corners = pdfium.FPDFClipPath_CountPathSegments(clip, i)
    points = []
    for n in range(min(max(corners, 0), _CORNERS)):
        segment = pdfium.FPDFClipPath_GetPathSegment(clip, i, n)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        points.append(item.placing.point(x.value, y.value))
    if not points:
        return (0.0, 0.0, 0.0, 0.0), 0
    across, down = [x for x, _ in points], [y for _, y in points]
    return (min(across), min(down), max(across), max(down)), corners


def _common(a: Box, b: Box) -> Box:
    return max(a[0], b[0]), max(a[1], b[1]), min(a[2], b[2]), min(a[3], b[3])
