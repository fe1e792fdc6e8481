"""The numbers of a paragraph, each with the words around it."""

from __future__ import annotations

import pytest

from reportlint.form.schema import form
from reportlint.narrative.quantities import read_paragraph
from reportlint.report import Passage


@pytest.mark.parametrize(("length", "numbers"), [(400, 1), (401, 0)])
def test_a_clause_longer_than_any_that_is_written_is_left_unread(length: int, numbers: int) -> None:
    clause = "收到申请5件".rjust(length, "甲")
    passage = Passage("overview", f"全年，{clause}，均已答复", None)
    (sentence,) = read_paragraph(passage, form("2021"), 2024, "").sentences
    assert len(sentence.quantities) == numbers
