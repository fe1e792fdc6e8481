"""Corpora in Parquet: written, checked and taken apart again, as a user does."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from tests.commands import run
from tests.fixture_types import Write
from tests.paths import FIXTURES

import reportlint
from reportlint.corpora import parquet
from reportlint.findings import Unreadable

RECEIVED = "requests.received.total"


@pytest.fixture
def folder(write: Write) -> Path:
    """A folder with three reports, of which one is wrong."""
    write("reports/a/one.json")
    write("reports/a/two.json", {RECEIVED: 3})
    return write("reports/one.json", {"year": 2023}).parent


def test_corpus_is_checked_as_its_files_are(folder: Path, tmp_path: Path) -> None:
    corpus = tmp_path / "all.parquet"
    assert run("convert", folder, "-o", corpus).exit_code == 0
    assert pl.read_parquet(corpus)["file"].to_list() == sorted(map(str, folder.rglob("*.json")))
    by_files, by_rows = reportlint.check([folder]), reportlint.check([corpus])
    assert [(x.code, x.message, x.suggestion) for x in by_rows] == [
        (x.code, x.message, x.suggestion) for x in by_files
    ]
    assert by_rows.checked == by_files.checked
    assert run("check", corpus).exit_code == 1


def test_corpus_of_documents_finds_what_data_files_of_them_do(tmp_path: Path) -> None:
    corpus, data = tmp_path / "all.parquet", tmp_path / "data"
    run("convert", FIXTURES / "faulty", "-o", corpus)
    assert run("convert", corpus, "-o", f"{data}/").exit_code == 0
    by_rows, by_files = reportlint.check([corpus]), reportlint.check([data])
    assert len(by_rows) == len(by_files) >= 3
    assert {x.message for x in by_rows} == {x.message for x in by_files}


def test_corpus_becomes_files_again(folder: Path, tmp_path: Path) -> None:
    corpus, out = tmp_path / "all.parquet", tmp_path / "out"
    run("convert", folder, "-o", corpus)
    assert run("convert", corpus, "-o", f"{out}/").exit_code == 0
    written = sorted(out.rglob("*.json"))
    assert len(written) == 3
    for path in written:
        data = json.loads(path.read_text(encoding="utf-8"))
        original = next(x for x in folder.rglob("*.json") if str(path).endswith(str(x)[1:]))
        assert data == {"edition": "2021", **json.loads(original.read_text(encoding="utf-8"))}


@pytest.mark.parametrize("name", ["../../out.json", "/etc/out.json", "a/../../out.json", "", "a\0"])
def test_no_name_of_a_row_leads_out_of_the_folder(name: str, write: Write, tmp_path: Path) -> None:
    corpus, out = tmp_path / "evil.parquet", tmp_path / "inner" / "out"
    frame = reportlint.frame([write("source.json")]).with_columns(file=pl.lit(name))
    pl.concat([frame, frame]).write_parquet(corpus)
    result = run("convert", corpus, "-o", f"{out}/")
    written = {path for path in tmp_path.rglob("*.json") if path.name != "source.json"}
    assert result.exit_code in (0, 2)
    assert all(path.is_relative_to(out) for path in written)
    assert len(written) == (2 if result.exit_code == 0 else 0)


def test_rows_without_a_file_are_named_by_their_number(write: Write, tmp_path: Path) -> None:
    corpus = tmp_path / "own.parquet"
    one = reportlint.frame([write("a.json", {RECEIVED: 3})]).drop("file")
    one.write_parquet(corpus)
    places = {x.location.file for x in reportlint.check([corpus]) if x.location}
    assert places == {f"{corpus}#0"}


def test_rows_come_in_batches_and_in_order(write: Write, tmp_path: Path) -> None:
    corpus = tmp_path / "many.parquet"
    one = reportlint.frame([write("a.json")])
    many = pl.concat([one] * 25_000).with_columns(pl.int_range(25_000).alias(RECEIVED))
    many.write_parquet(corpus, row_group_size=7_000)
    batches = list(parquet.batches(corpus))
    assert max(batch.height for batch in batches) <= 10_000
    assert pl.concat(x.select(RECEIVED) for x in batches).to_series().to_list() == [*range(25_000)]


def test_writing_takes_reports_as_they_come(write: Write) -> None:
    report, taken, file = reportlint.load(write("a.json")), 0, io.BytesIO()

    def reports() -> Any:
        nonlocal taken
        for _ in range(12_000):
            taken += 1
            yield report

    parquet.write(reports(), file)
    assert taken == 12_000
    assert pl.read_parquet(file.getvalue()).height == 12_000


@pytest.mark.parametrize("content", [b"", b"PAR1", b"no table", b"PAR1" + bytes(1000) + b"PAR1"])
def test_broken_corpus_is_unreadable(content: bytes, tmp_path: Path) -> None:
    corpus = tmp_path / "broken.parquet"
    corpus.write_bytes(content)
    (entry,) = reportlint.check([corpus]).unreadable
    assert not entry.is_internal
    assert run("check", corpus).exit_code == 2


def test_cut_corpus_is_unreadable(write: Write, tmp_path: Path) -> None:
    corpus = tmp_path / "cut.parquet"
    reportlint.frame([write("a.json")]).write_parquet(corpus)
    whole = corpus.read_bytes()
    for place in range(4, len(whole) - 8, len(whole) // 40):
        corpus.write_bytes(whole[:place] + bytes(8) + whole[place + 8 :])
        findings = reportlint.check([corpus])
        assert not [x for x in findings.unreadable if x.is_internal]


def test_other_table_is_no_corpus(tmp_path: Path) -> None:
    corpus = tmp_path / "other.parquet"
    pl.DataFrame({"year": [2024]}).write_parquet(corpus)
    (found,) = parquet.reports(corpus)
    assert isinstance(found, Unreadable)
    assert found.is_foreign


def test_absent_corpus_is_unreadable_and_not_looked_for_elsewhere() -> None:
    for name in ("absent.parquet", "s3://bucket/a.parquet", "https://127.0.0.1/a.parquet"):
        (entry,) = reportlint.check([name]).unreadable
        assert entry.location.file == name


def test_corpus_in_a_folder_is_left_out_and_one_of_a_pattern_is_read(folder: Path) -> None:
    corpus = folder / "all.parquet"
    run("convert", folder, "-o", corpus)
    files = {file.name: file.status for file in reportlint.check([folder]).files}
    assert files[str(corpus)] == "left_out"
    assert reportlint.check([f"{folder}/*.parquet"]).reports == 3


def test_folder_and_corpus_need_a_target_that_fits(folder: Path, tmp_path: Path) -> None:
    corpus = tmp_path / "all.parquet"
    run("convert", folder, "-o", corpus)
    assert run("convert", folder, "-o", tmp_path / "one.json").exit_code == 2
    assert run("convert", corpus).exit_code == 2
    assert run("convert", corpus, "-o", tmp_path / "one.json").exit_code == 2


def test_what_could_not_be_read_is_said(folder: Path, tmp_path: Path) -> None:
    (folder / "broken.json").write_text("{")
    result = run("convert", folder, "-o", tmp_path / "all.parquet")
    assert result.exit_code == 2
    assert "broken.json" in result.output
    assert pl.read_parquet(tmp_path / "all.parquet").height == 3
