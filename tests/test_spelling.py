"""What each spelling changes, and that it changes nothing else."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportlint import spelling

SPELLINGS = [
    spelling.compact,
    spelling.folded,
    spelling.half_width,
    spelling.letters,
    spelling.printable,
    spelling.single_spaced,
    spelling.squeezed,
    spelling.unspaced,
    spelling.with_ideographs,
    spelling.with_line_feeds,
    spelling.without_controls,
    spelling.without_zero_width,
]


@pytest.mark.parametrize("spelled", SPELLINGS)
@given(text=st.text(alphabet=st.sampled_from("甲⽂⻚乙１ａ％－−（） \u3000\u200b\0\r\n㎡⑴.,_12x")))
def test_a_spelling_is_the_same_when_spelled_again(
    spelled: Callable[[str], str], text: str
) -> None:
    assert spelled(spelled(text)) == spelled(text)


@given(text=st.text())
def test_half_width_keeps_every_character_in_its_place(text: str) -> None:
    narrow = spelling.half_width(text)
    assert len(narrow) == len(text)
    assert all(a == b or a.isascii() for a, b in zip(narrow, text, strict=True))


def test_what_is_quoted_keeps_its_brackets_and_marks() -> None:
    printed = "国办公开办函〔２０２１〕 30 号（试行），自２０２１年起。"
    assert spelling.squeezed(printed) == "国办公开办函〔2021〕30号（试行），自2021年起。"
    assert spelling.compact(printed) == "国办公开办函〔2021〕30号(试行),自2021年起。"


@pytest.mark.parametrize("gone", ["\u00ad", "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff"])
def test_what_takes_no_room_is_left_out(gone: str) -> None:
    assert spelling.without_zero_width(f"政{gone}府{gone}") == "政府"


@pytest.mark.parametrize("control", ["\0", "\x0b", "\x1f", "\x7f", "\x9f", "\ud800", "\ufffe"])
def test_what_no_document_can_hold_is_left_out(control: str) -> None:
    assert spelling.printable(f"a{control}\r\nb\tc\x85") == "a\nb\tc\x85"
