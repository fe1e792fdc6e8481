"""Another number in the place of the one that a cell shows."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

import pytest

from reportlint.document.amendment import PlacedCharacter, in_manner_of, renumbered
from reportlint.document.places import spliced
from reportlint.errors import AmendError
from reportlint.number import Number


@pytest.mark.parametrize(
    ("old", "new", "written"),
    [
        ("6", 12, "12"),
        ("１２", 345, "３４５"),
        ("1,200", 13000, "13,000"),
        ("1，200", 13000, "13，000"),
        ("１，２００．５０", Decimal("9.5"), "９．５０"),
        ("1 200", 1300000, "1 300 000"),
        ("−3", -4, "−4"),
        ("＋3", 4, "+4"),
        ("-3", 4, "4"),
        ("/", 4, "4"),
    ],
)
def test_number_is_written_as_the_old_one(old: str, new: Number, written: str) -> None:
    assert in_manner_of(old, new) == written


def placed(*pieces: str) -> tuple[str, list[PlacedCharacter]]:
    """Pieces of text with a tag after each, as a format finds them."""
    text = "".join(f"{piece}<>" for piece in pieces)
    own = (i for i in range(len(text)) if text[i] not in "<>")
    return text, [PlacedCharacter(text[i], (i, i + 1)) for i in own]


@pytest.mark.parametrize(
    ("pieces", "shown", "old", "new", "written"),
    [
        ([" 12 件"], "12 件", 12, 7, [" 7 件"]),
        (["1", "2"], "12", 12, 345, ["345", ""]),
        ([" 1", "2 万元"], "12 万元", 12, 5, [" 5", " 万元"]),
        (["共", "41 235", "①"], "共41 235", 41235, 41236, ["共", "41 236", "①"]),
        (["\u200b1\u200b2"], "12", 12, 3, ["\u200b3"]),
        (["无"], "无", 0, 3, ["3"]),
    ],
)
def test_only_the_number_is_replaced(
    pieces: Iterable[str], shown: str, old: int, new: int, written: Iterable[str]
) -> None:
    text, characters = placed(*pieces)
    changes = renumbered(characters, shown, old, new)
    assert spliced(text, [(*place, x) for place, x in changes]) == placed(*written)[0]


@pytest.mark.parametrize(
    ("pieces", "shown", "old"),
    [(["12"], "13", 13), (["3万"], "3万", 30_000), (["减少3"], "减少3", -3), (["1"], "12", 12)],
)
def test_what_is_not_told_for_certain_is_refused(
    pieces: Iterable[str], shown: str, old: int
) -> None:
    with pytest.raises(AmendError, match="by hand"):
        renumbered(placed(*pieces)[1], shown, old, 5)
