"""The statistical period, in many wordings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportlint.document.wording import period, whole_year
from reportlint.spelling import squeezed

FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


@st.composite
def wordings(draw: st.DrawFn, year: int) -> str:
    """A sentence that states the whole of a year, in one of its many spellings."""
    announced = draw(
        st.sampled_from(
            [
                "统计期限",
                "本报告所列数据的统计期限",
                "本年度报告中所列数据统计期限",
                "数据统计时间",
                "报告期",
                "统计周期",
                "本报告中所列数据",
            ]
        )
    )
    link = draw(st.sampled_from(["自", "从"] if announced.endswith("数据") else ["自", "为", "："]))
    to = draw(st.sampled_from(["至", "起至", "到", "起，至", "—", "——", "-", "～", "截至"]))
    again = draw(st.sampled_from(["", f"{year}年"]))
    days = draw(
        st.sampled_from([("1月1日", "12月31日"), ("01月01日", "12月31日"), ("1月", "12月")])
    )
    end = draw(st.sampled_from(["", "止", "止。"]))
    text = f"{announced}{link}{year}年{days[0]}{to}{again}{days[1]}{end}"
    spaced = draw(st.sampled_from([text, text.replace("年", " 年 "), text.translate(FULL_WIDTH)]))
    return f"{draw(st.sampled_from(['', '根据条例编制本报告。']))}{spaced}"


@given(st.integers(2008, 2099).flatmap(lambda year: st.tuples(st.just(year), wordings(year))))
def test_whole_year_is_read_in_every_wording(case: tuple[int, str]) -> None:
    year, text = case
    found = period(squeezed(text))
    assert found is not None, text
    assert found.year == year


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("统计期限为2024年1月1日至2024年11月30日", ("2024-01-01", "2024-11-30")),
        ("统计期限为2024年5月至12月", ("2024-05-01", "2024-12-31")),
        ("统计期限：2024.1.1-2024.12.31", ("2024-01-01", "2024-12-31")),
        ("（2024年2月1日至2024年12月31日）", ("2024-02-01", "2024-12-31")),
        ("数据统计期限为1月1日—12月31日", ("2023-01-01", "2023-12-31")),
        ("统计期限为本年度1月1日至12月31日", ("2023-01-01", "2023-12-31")),
        ("统计期限为2023年12月至2024年2月", ("2023-12-01", "2024-02-29")),
    ],
)
def test_period_is_read_as_it_is_stated(text: str, expected: tuple[str, str]) -> None:
    found = period(text, 2023)
    assert found is not None
    assert (found.start.isoformat(), found.end.isoformat()) == expected


@pytest.mark.parametrize(
    "text",
    [
        "2024年3月1日至5月31日，公开征求意见。",
        "统计数据显示，2024年3月1日至5月31日共收到意见20条。",
        "预算报告公示期为2024年3月1日至3月10日。",
        "统计期限自2024年2月30日起至12月31日止",
        "统计期限自2024年13月1日起至12月31日止",
    ],
)
def test_other_dates_are_no_period(text: str) -> None:
    assert period(text, 2024) is None


def test_without_a_year_it_must_be_known() -> None:
    assert period("统计期限为1月1日至12月31日") is None
    assert period("统计期限为1月1日至12月31日", 10**9) is None


def test_whole_year_is_known_without_its_name() -> None:
    assert whole_year("2024年1月1日至2024年12月31日，共公开信息20条。") == 2024
    assert whole_year("2024年1月1日至2024年6月30日，共公开信息20条。") is None


@pytest.mark.parametrize(
    "piece", ["统计", "统计数据报告", "2024年1月", "2024年1月1日至", "1月1日至12月3日"]
)
def test_long_text_is_read_through(piece: str) -> None:
    assert period(piece * 20_000, 2024) is None
