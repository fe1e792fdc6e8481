"""Lines and columns of offsets, and the places of a data file's parts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportlint.document.places import LineIndex, Places


@given(text=st.text(alphabet="甲a\n"), data=st.data())
def test_an_offset_has_the_line_that_it_is_printed_on(text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    lines = LineIndex("a.txt", text)
    place = lines.at(offset)
    assert place.line == text[:offset].count("\n") + 1
    assert place.column == offset - (text.rfind("\n", 0, offset) + 1) + 1
    assert place.excerpt == text.split("\n")[place.line - 1]
    assert lines.start(place.line) + place.column - 1 == offset
    assert lines.count == text.count("\n") + 1


def test_there_is_no_line_after_the_last() -> None:
    lines = LineIndex("a.txt", "a\nb")
    assert lines.start(2) == 2
    with pytest.raises(IndexError):
        lines.start(3)


def test_a_part_of_a_data_file_has_a_json_pointer() -> None:
    places = Places(LineIndex("a.json", '{"a/b": {"c~": 1}}'), {"a/b.c~": (15, 16)})
    assert places["a/b.c~"].pointer == "/a~1b/c~0"
    assert list(places) == ["a/b.c~"]
    assert "a" not in places
