"""Findings as text: the line that names the place, and the source with a mark beneath."""

from __future__ import annotations

from dataclasses import replace

import click
import pytest
from wcwidth import wcswidth

from reportlint import BrokenEdit, Finding, Findings, GivenFile, Location, Unreadable
from reportlint.language import Text
from reportlint.output import text
from reportlint.rules import RULES

WIDEST = 110


def finding(location: Location | None) -> Finding:
    return Finding("A101", "error", Text("不等", "unequal"), location)


def lines(location: Location | None) -> list[str]:
    """The lines of one finding in English, without colour and without the summary."""
    rendered = text.render(Findings((finding(location),), reports=1), "en")
    return click.unstyle(rendered).split("\n")[:-1]


def marked(excerpt: str, column: int) -> str:
    """What stands over the mark and after it, by columns of the terminal."""
    _, source, mark = lines(Location("a.json", 12, column, excerpt=excerpt))
    assert source.startswith("  12 │ ")
    before = source
    while wcswidth(before) > wcswidth(mark) - 1:
        before = before[:-1]
    assert wcswidth(before) == wcswidth(mark) - 1
    return source[len(before) :]


def test_place_is_written_as_editors_understand_it() -> None:
    assert lines(Location("a.json", 12, 3)) == ["a.json:12:3: A101 error unequal"]
    assert lines(Location("a.csv", 12)) == ["a.csv:12: A101 error unequal"]
    assert lines(Location("a.csv")) == ["a.csv: A101 error unequal"]
    assert lines(None) == ["-: A101 error unequal"]


def test_mark_stands_under_the_column() -> None:
    assert lines(Location("a.json", 12, 11, excerpt='  "total": 3,'))[1:] == [
        '  12 │   "total": 3,',
        "     │           ^",
    ]


@pytest.mark.parametrize(
    ("excerpt", "column", "under"),
    [
        ("总计: 3", 5, "3"),
        ("规章\t0\t1", 6, "1"),
        ("\t\t7", 3, "7"),
        ("３２０．２３ 7", 8, "7"),
        ("e\u0301cole 7", 8, "7"),
        ("\x1b[31m\x07 7", 8, "7"),
        ("𠮷野家 7", 5, "7"),
        ("x", 1, "x"),
    ],
)
def test_mark_stands_under_the_column_after_wide_and_silent_characters(
    excerpt: str, column: int, under: str
) -> None:
    assert marked(excerpt, column) == under


def test_mark_may_stand_after_the_end() -> None:
    assert marked("{", 2) == ""


@pytest.mark.parametrize("filler", ["x", "字", "\t", "\x1b"])
@pytest.mark.parametrize("before", [0, 60, 5000])
@pytest.mark.parametrize("after", [0, 60, 5000])
def test_long_line_is_cut_around_the_mark(filler: str, before: int, after: int) -> None:
    excerpt = filler * before + "7" + filler * after
    location = Location("a.json", 12, before + 1, excerpt=excerpt)
    assert max(wcswidth(line) for line in lines(location)) <= WIDEST
    assert marked(excerpt, before + 1).startswith("7")
    source = lines(location)[1]
    assert source.startswith("  12 │ …") or before < 5000
    assert source.endswith("…") or after < 5000


def test_control_characters_of_the_source_do_not_reach_the_terminal() -> None:
    printed = "".join(lines(Location("a.json", 1, 1, excerpt="\x1b[31m\r\x9b7")))
    assert not set("\x1b\r\x9b") & set(printed)


def test_blank_source_line_is_not_shown() -> None:
    assert len(lines(Location("a.json", 12, 1, excerpt=" \t"))) == 1


def test_line_without_column_has_no_mark() -> None:
    assert lines(Location("a.csv", 12, excerpt="总计,3"))[1:] == ["  12 │ 总计,3"]


def test_unreadable_files_follow_the_findings() -> None:
    entry = Unreadable(Location("b.json", 1, 2, excerpt="{x"), Text("坏", "broken"))
    findings = Findings((finding(Location("a.json")),), (entry,), reports=1)
    assert click.unstyle(text.render(findings, "en")).split("\n") == [
        "a.json: A101 error unequal",
        "b.json:1:2: cannot be read broken",
        "  1 │ {x",
        "    │  ^",
        "reports checked: 1; errors: 1, warnings: 0, notes: 0; could not be read: 1",
    ]
    assert "b.json:1:2: 无法读取 坏" in click.unstyle(text.render(findings, "zh"))


def test_nothing_to_check_is_said() -> None:
    assert text.render(Findings(()), "zh") == "没有找到可检查的文件"
    assert text.render(Findings(()), "en") == "no file to check was found"


def test_what_a_terminal_would_act_on_is_shown_as_a_dot() -> None:
    message = Text("键 a\n\x1b[31mX\u202e", "key a\n\x1b[31mX\u202e")
    finding = Finding("S102", "error", message, Location("b\x1b.json"))
    shown = click.unstyle(text.render(Findings((finding,)), "en"))
    assert shown.startswith("b·.json: S102 error key a··[31mX·\n")


def several(*found: Finding, files: str = "ab", unreadable: tuple[Unreadable, ...] = ()) -> str:
    """Findings in files that are called by a letter each, as text in Chinese."""
    lost = {entry.location.file for entry in unreadable}
    given = tuple(GivenFile(x, "unreadable" if x in lost else "checked") for x in files)
    findings = Findings(found, unreadable, reports=len(files) - len(lost), files=given)
    return click.unstyle(text.render(findings, "zh"))


def of(code: str, file: str, line: int = 1, message: str = "不等") -> Finding:
    return Finding(code, RULES[code].severity, Text(message, message), Location(file, line))


def test_errors_of_a_file_stand_before_its_warnings_and_notes() -> None:
    found = several(of("D104", "a", 1), of("D101", "a", 2), of("A101", "a", 3), files="a")
    assert [line[:9] for line in found.split("\n") if line.startswith("a:")] == [
        "a:3: A101",
        "a:2: D101",
        "a:1: D104",
    ]


def test_several_files_are_summed_up_a_line_each_before_the_findings() -> None:
    lost = (Unreadable(Location("c"), Text("坏", "broken")),)
    found = [*(of("A101", "b", n) for n in range(2)), of("D104", "b"), of("D104", "a")]
    assert several(*found, files="abcde", unreadable=lost).split("\n")[:6] == [
        "b：2 个错误，1 个提示",
        "a：1 个提示",
        "c：无法读取",
        "其余 2 个文件没有发现问题",
        "",
        "b:0: A101 错误 不等",
    ]
    assert several(of("D104", "a"), files="a").startswith("a:1: D104 提示")


def test_findings_that_are_not_listed_are_summed_up_too() -> None:
    given = tuple(GivenFile(x, "checked") for x in "abc")
    findings = Findings((of("A101", "a"), of("D104", "b")), reports=3, files=given)
    assert click.unstyle(text.render(findings.first(1), "zh")).split("\n")[:5] == [
        "a：1 个错误",
        "b：1 个提示",
        "其余 1 个文件没有发现问题",
        "",
        "a:1: A101 错误 不等",
    ]


def test_many_findings_of_one_rule_in_one_file_are_shown_together() -> None:
    found = several(*(of("D104", "a", n, f"{n}格") for n in range(1, 41)), files="a").split("\n")
    assert found[:3] == [
        "a: D104 提示 用“-”“/”“无”代替 0，共 40 处",
        "  1 1格",
        "  2 2格",
    ]
    assert found[9].startswith("  另有 32 处：9、10、11、12、")
    assert found[9].endswith("、38（--format concise 逐条列出）")
    assert len(found) == 11
    alike = several(*(of("D104", "a", n) for n in range(1, 5)), files="a").split("\n")
    assert alike[1:3] == ["  不等", "  位置：1、2、3、4"]
    assert len(several(*(of("D104", "a", n) for n in range(1, 4)), files="a").split("\n")) == 4


def test_cell_that_breaks_sums_is_never_shown_with_others() -> None:
    broken = (BrokenEdit("A101", Text("不等", "unequal"), ()),)
    found = several(*(replace(of("A101", "a", n), broken=broken) for n in range(9)), files="a")
    assert found.count("A101 错误 不等") == 9


def test_rule_that_needs_more_words_is_named_once() -> None:
    found = several(of("C201", "a"), of("C201", "b"), of("A101", "b"), of("D104", "b"))
    assert (
        found.count("reportlint rule") == found.count("  = 依据和说明：reportlint rule C201") == 1
    )
