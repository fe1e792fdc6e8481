"""D307: text of a template left in."""

from __future__ import annotations

import pytest
from tests.fixture_types import Zeros

import reportlint


def found(zeros: Zeros, text: str, section: str = "overview") -> list[str]:
    report = zeros({f"narrative.{section}": text})
    return [finding.message.zh for finding in reportlint.check(report, select=["D307"])]


@pytest.mark.parametrize(
    "text",
    [
        "（文字描述）",
        "( 文字描述，不超过500字 )",
        "20XX年，本机关公开信息。",
        "全年收到申请××件。",
        "X年X月X日公布。",
        "全年公开****条。",
        "**年**月**日",
        "此处填写主要问题。",
        "联系电话：______。",
        "依据青政发〔 〕3号文件。",
        "依据青政发〔2024〕 号文件。",
        "全年收到申请（  ）件。",
    ],
)
def test_blank_of_a_template(zeros: Zeros, text: str) -> None:
    assert len(found(zeros, text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "申请公开“××市××年度预算”一件。",
        "《关于××件的答复》已经公开。",
        "申请人王××不服。",
        "要求公开××镇××村的批复。",
        "××年鉴编辑部、××日报社来函。",
        "身份证号 3208**********12 已隐去。",
        "**年度重点**：公开供水信息。",
        "______________",
        "详见 www.xx.gov.cn/a__b 和 https://a.cn/__/。",
        "请填写申请表，点击此处下载。",
        "某某公司、某县。",
        "依据青政发〔2024〕3号文件。",
        "产品型号XXL，尺寸3×4米。",
    ],
)
def test_words_that_are_meant(zeros: Zeros, text: str) -> None:
    assert found(zeros, text) == []


def test_organ_without_its_name_is_one_only_before_section_one(zeros: Zeros) -> None:
    text = "本报告由××县水务局编制，全文公布。"
    assert len(found(zeros, text, "preamble")) == 1
    assert found(zeros, text, "problems") == []


def test_all_places_are_one_finding(zeros: Zeros) -> None:
    (message,) = found(zeros, "公开××条。\n" * 9)
    assert "共 9 处" in message
    assert message.endswith("等；请填写或删去")


@pytest.mark.parametrize(
    "piece", ["×", "X", "*", "_", "（", "〔", "（文字描述", "“", "《", "X年", "此处"]
)
def test_long_text_is_read_through(zeros: Zeros, piece: str) -> None:
    assert len(found(zeros, f"全文{piece * 50_000}完")) <= 1
