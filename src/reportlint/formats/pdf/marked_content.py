"""What marked content says of an object: that it is in a layer, or another text than is shown."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterable, Iterator

import pypdfium2.raw as pdfium

from reportlint.formats.pdf.page_objects import Handle, PageObject

_LONGEST = 64
_MOST = 100
_LAYER = "OC"
_OTHER_TEXT = "ActualText"


def layered(texts: Iterable[PageObject]) -> set[int]:
    """Return which texts a layer may hide, by their order; take away what replaces a text."""
    of_forms: dict[int, bool] = {}
    return {item.order for item in texts if _is_layered(item, of_forms)}


def _is_layered(item: PageObject, of_forms: dict[int, bool]) -> bool:
    """Whether an object is in a layer, by itself or with the form that it is in."""
    found = False
    if pdfium.FPDFPageObj_CountMarks(item.handle) > 0:
        for mark in list(_marks(item)):
            found = found or _name(mark) == _LAYER
            if _OTHER_TEXT in _keys(mark):
                pdfium.FPDFPageObj_RemoveMark(item.handle, mark)
    form = item.form
    if found or form is None:
        return found
    if form.order not in of_forms:
        of_forms[form.order] = _is_layered(form, of_forms)
    return of_forms[form.order]


def _marks(item: PageObject) -> Iterator[Handle]:
    for i in range(min(pdfium.FPDFPageObj_CountMarks(item.handle), _MOST)):
        yield pdfium.FPDFPageObj_GetMark(item.handle, i)


def _name(mark: Handle) -> str:
    return _text(lambda *room: pdfium.FPDFPageObjMark_GetName(mark, *room))


def _keys(mark: Handle) -> list[str]:
    count = min(pdfium.FPDFPageObjMark_CountParams(mark), _MOST)
    return [
        _text(lambda *room, i=i: pdfium.FPDFPageObjMark_GetParamKey(mark, i, *room))
        for i in range(count)
    ]


def _text(ask: Callable[..., int]) -> str:
    """Return a text of the library, which puts it in the room that it is given."""
    room = ctypes.create_string_buffer(_LONGEST)
    length = ctypes.c_ulong()
    found = ask(ctypes.cast(room, ctypes.POINTER(pdfium.FPDF_WCHAR)), _LONGEST, length)
    return room.raw[: length.value].decode("utf-16-le", "replace").rstrip("\0") if found else ""
