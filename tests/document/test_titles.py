"""The title of a report."""

from __future__ import annotations

import pytest

from reportlint.document.metadata import title
from reportlint.spelling import squeezed


@pytest.mark.parametrize(
    "text",
    [
        "青禾县教育局2024年政府信息公开工作年度报告",
        "2024 年度青禾县教育局政府信息公开年度报告",
        "青禾县教育局关于政府信息公开工作２０２４年度报告",
    ],
)
def test_title_names_organ_and_year(text: str) -> None:
    found = title(squeezed(text))
    assert found is not None
    assert (found.agency, found.year) == ("青禾县教育局", 2024)


def test_organ_may_have_a_number() -> None:
    found = title("青禾县第2中学2024年政府信息公开工作年度报告")
    assert found is not None
    assert (found.agency, found.year) == ("青禾县第2中学", 2024)


@pytest.mark.parametrize(
    "text",
    [
        "《青禾县教育局2024年政府信息公开工作年度报告》",
        "根据要求，现公布2024年政府信息公开工作年度报告",
        "青禾县教育局2024年工作总结",
        "青" * 100_000,
    ],
)
def test_other_lines_are_no_title(text: str) -> None:
    assert title(text) is None
