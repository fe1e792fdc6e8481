"""CSV says of every finding which cell, what is and what should be; and runs nothing."""

from __future__ import annotations

import csv
import io

from tests.output.runs import faulty_run, hostile_run

from reportlint import Findings
from reportlint.language import Language
from reportlint.output import render
from reportlint.output.rows import HEADINGS

RUN_BY_A_SPREADSHEET = tuple("=+-@\t\r\n|%＝＋－＠")


def lines(findings: Findings, language: Language = "zh") -> list[dict[str, str]]:
    """The lines of a table, by its headings."""
    document = render("csv", findings, language)
    assert isinstance(document, bytes)
    found = list(csv.DictReader(io.StringIO(document.decode("utf-8-sig"), newline=""), strict=True))
    assert list(found[0]) == [heading.of(language) for heading in HEADINGS]
    return found


def test_line_says_what_is_wrong_and_what_is_right() -> None:
    found = lines(faulty_run())[2]
    assert found["说明"].startswith(
        "（四）无法提供 1.本机关不掌握相关政府信息 · 总计：填报 4，应为 3"
    )
    assert {name: found[name] for name in ("级别", "reportlint 规则", "机关", "年度")} == {
        "级别": "错误",
        "reportlint 规则": "A101",
        "机关": "青禾区云溪街道办事处",
        "年度": "2024",
    }
    assert {name: found[name] for name in ("部分", "行", "列", "填报", "应为")} == {
        "部分": "三、收到和处理政府信息公开申请情况",
        "行": "（四）无法提供 1.本机关不掌握相关政府信息",
        "列": "总计",
        "填报": "4",
        "应为": "3",
    }
    assert "条例" in found["依据"]
    assert found["位置"].endswith("street-2021.txt:65:37")


def test_blank_is_named() -> None:
    found = lines(faulty_run(), "en")[1]
    assert (found["reportlint rule"], found["reported"], found["should be"]) == (
        "D101",
        "blank",
        "0",
    )


def test_cells_of_one_finding_are_listed() -> None:
    found = lines(faulty_run())[0]
    assert (found["列"], found["填报"]) == ("本年制发件数；本年废止件数；现行有效件数", "1；0；1")


def test_no_cell_is_run() -> None:
    run = hostile_run()
    found = lines(run)
    assert len(found) == len(run) + len(run.unreadable)
    cells = [text for line in found for text in line.values()]
    assert any("=1+2" in text for text in cells)
    assert not [text for text in cells if text.startswith(RUN_BY_A_SPREADSHEET)]
    assert not [text for text in cells if "\n" in text]


def test_negative_number_stays_a_number() -> None:
    from dataclasses import replace

    below = replace(faulty_run()[2], actual="-4")
    assert lines(replace(faulty_run(), found=(below,)))[0]["填报"] == "-4"
