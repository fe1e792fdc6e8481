"""Findings as text: the line that names the place, and the source with a mark beneath."""

from __future__ import annotations

import click
import pytest
from wcwidth import wcswidth

from reportlint import Finding, Findings, Location, Unreadable
from reportlint.language import Text
from reportlint.output import text

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
