"""Reading many files: limits, processes and order."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from reportlint.files.reading import Reading
from reportlint.files.sources import Source
from reportlint.findings import Unreadable
from reportlint.report import Report

HTML = (
    "<html><body><h1>某街道{year}年政府信息公开工作年度报告</h1><table><tr><th>信息内容</th>"
    "<th>本年处理决定数量</th></tr><tr><td>行政许可</td><td>{n}</td></tr><tr><td>行政处罚</td>"
    "<td>0</td></tr></table></body></html>"
)


@pytest.fixture
def mixed(tmp_path: Path, good: Path) -> list[Source]:
    """Documents and data files in turn, and one that is missing."""
    names = []
    for n in range(6):
        path = tmp_path / f"{n}.html"
        path.write_text(HTML.format(year=2021 + n, n=n), encoding="utf-8")
        names += [str(path), str(good)]
    return [Source(name) for name in [*names, str(tmp_path / "missing.html")]]


@pytest.mark.parametrize("processes", [0, 1, 2])
def test_results_stand_in_the_order_of_the_files(mixed: list[Source], processes: int) -> None:
    results = list(Reading(processes).reports(mixed))
    assert isinstance(results[-1], Unreadable)
    files = [result.file for result in results if isinstance(result, Report)]
    assert files == [source.name for source in mixed[:-1]]


def test_each_file_is_told_of_when_it_is_read_and_the_last_when_it_was(
    mixed: list[Source],
) -> None:
    told: list[tuple[int, int, str]] = []
    list(Reading(watch=lambda *each: told.append(each)).reports(mixed))
    names = [source.name for source in mixed]
    assert told == [(n, len(mixed), name) for n, name in enumerate((*names, names[-1]))]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs a file that is never read to its end")
def test_document_that_takes_too_long_is_given_up_and_the_rest_is_read(
    mixed: list[Source], tmp_path: Path
) -> None:
    paths = [tmp_path / "endless.html", tmp_path / "endless.doc"]
    for path in paths:
        os.mkfifo(path)
    page, converted = (Source(str(path)) for path in paths)
    results = list(Reading(processes=1, seconds=0.1).reports([page, mixed[1], converted]))
    assert [type(result) for result in results] == [Unreadable, Report, Unreadable]
    assert "gave up after 0.1 seconds" in str(results[0])
    # LibreOffice takes its time to start.
    assert "gave up after 0.6 seconds" in str(results[2])


def test_document_that_needs_too_much_memory_is_given_up(mixed: list[Source]) -> None:
    results = list(Reading(processes=1, memory=1 << 24).reports(mixed[:2]))
    assert [type(result) for result in results] == [Unreadable, Report]
