"""Spark finds what one machine does, over documents and over tables, and loses nothing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from tests.clusters import LOOPBACK, Cluster, cluster
from tests.fixture_types import Write, Zeros
from tests.paths import FIXTURES

import reportlint
from reportlint import Reading, Report
from reportlint.corpora.rows import frame_of
from reportlint.rules import selected

DOCUMENTS = ("*.docx", "*.xlsx", "*.pdf", "*.html", "*.txt", "*.json")

NAMES = ("某局\n", "国家\u2028局", "a'b\\局", "石桥镇人民政府", "国家局")
"""What regular expressions of other engines take otherwise."""

on_spark = pytest.mark.spark
pytestmark = pytest.mark.filterwarnings("default")


@pytest.fixture(scope="session")
def spark_cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    if find_spec("pyspark") is None:
        pytest.skip("pyspark is not installed: pip install 'reportlint[spark]'")
    if not shutil.which("java"):
        pytest.skip("Java is not installed: apt-get install default-jre-headless")
    with cluster(tmp_path_factory.mktemp("cluster"), workers=2) as started:
        yield started


@pytest.fixture(scope="session")
def session(spark_cluster: Cluster) -> Iterator[Any]:
    from pyspark.sql import SparkSession

    os.environ |= {"PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_IP": LOOPBACK}
    builder = SparkSession.builder.master(spark_cluster.master).appName("reportlint")
    options = {
        "spark.driver.host": LOOPBACK,
        "spark.executor.memory": "1g",
        "spark.sql.shuffle.partitions": "4",
        "spark.ui.enabled": "false",
    }
    for key, value in options.items():
        builder = builder.config(key, value)
    started = builder.getOrCreate()
    yield started
    started.stop()


@pytest.fixture
def folder(write: Write) -> Path:
    """Documents of every kind, two years of an organ that do not meet, and what is no report."""
    carried = {"year": 2023, "requests.carried_forward.natural_person": 4}
    whole = write("files/years/2023.json", carried).parents[1]
    write("files/years/2024.json")
    for number, pattern in enumerate(DOCUMENTS):
        for path in sorted(FIXTURES.rglob(pattern))[:6]:
            if not path.name.endswith(".expected.json"):
                shutil.copy(path, whole / f"{number}-{path.name}")
    (whole / "broken.docx").write_bytes(b"PK\x03\x04 no archive")
    (whole / "notes.txt").write_text("no report at all", encoding="utf-8")
    return whole


def answered(session: Any, folder: Path, **options: Any) -> Any:
    from reportlint import spark

    files = session.read.format("binaryFile").option("recursiveFileLookup", "true")
    return spark.check(files.load(str(folder)), **options)


def found(answer: Any) -> tuple[set[tuple[Any, ...]], dict[str, str]]:
    """The findings, and what became of each file."""
    rows = [row.asDict() | {"file": row["file"].removeprefix("file:")} for row in answer.collect()]
    findings = {(x["file"], x["code"], x["message"], x["line"]) for x in rows if x["code"]}
    statuses = [(x["file"], x["status"]) for x in rows if not x["code"]]
    assert len(dict(statuses)) == len(statuses)
    return findings, dict(statuses)


def by_one_machine(folder: Path) -> tuple[set[tuple[Any, ...]], dict[str, str]]:
    findings = reportlint.check([folder])
    rows = findings.to_polars().select("file", "code", "message", "line").rows()
    return set(rows), {file.name: file.status for file in findings.files}


@on_spark
def test_table_is_told_what_the_rules_say_of_its_rows(
    session: Any, zeros: Zeros, tmp_path: Path
) -> None:
    from reportlint import spark

    given = Reading(0).items(FIXTURES)
    reports = [x for x in given if isinstance(x, Report) and x.form][::3]
    for number, name in enumerate(NAMES):
        cells = {"agency.name": name, "proactive.regulations.issued": 1}
        reports.append(Report(zeros(cells).data, f"name {number}"))
    corpus = tmp_path / "corpus.parquet"
    frame_of(reports).write_parquet(corpus)
    answer = spark.check_table(session.read.parquet(str(corpus)))
    assert {"file", "agency.name", "code", "severity", "title"} <= set(answer.columns)
    rules = [rule for rule in selected() if rule.needs == "cells"]
    pairs = ((report, rule) for report in reports for rule in rules if rule.failing(report))
    expected = sorted((str(report.file), rule.code) for report, rule in pairs)
    assert sorted((row["file"], row["code"]) for row in answer.collect()) == expected
    assert {code for _, code in expected} == {rule.code for rule in rules}


@on_spark
def test_table_without_the_cells_is_refused(session: Any) -> None:
    from reportlint import spark

    with pytest.raises(ValueError, match="edition 2021: there is no"):
        spark.check_table(session.createDataFrame([("2021",)], "edition string"))
    with pytest.raises(ValueError, match="no column edition"):
        spark.check_table(session.createDataFrame([("2021",)], "year string"))


@on_spark
def test_file_that_hangs_or_kills_its_reader_is_one_row(session: Any, tmp_path: Path) -> None:
    for path in sorted(FIXTURES.rglob("*.docx"))[:3]:
        shutil.copy(path, tmp_path / f"{len(list(tmp_path.iterdir()))}-{path.name}")
    for bounds in (Reading(1, seconds=0.001), Reading(1, memory=2**24)):
        findings, statuses = found(answered(session, tmp_path, reading=bounds))
        assert not findings
        assert len(statuses) == 3
        assert set(statuses.values()) == {"unreadable"}


@on_spark
def test_documents_are_found_as_on_one_machine_though_a_worker_is_killed(
    session: Any, spark_cluster: Cluster, folder: Path
) -> None:
    expected = by_one_machine(folder)
    assert {"Y101", "A101"} <= {code for _, code, *_ in expected[0]}
    assert {"checked", "unreadable", "left_out"} == set(expected[1].values())
    answer = answered(session, folder)
    spark_cluster.kill(1)  # with what it has read and kept
    assert found(answer) == expected


def test_missing_extra_is_named() -> None:
    program = "import sys; sys.modules['pyspark'] = None; import reportlint.spark"
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert "pip install 'reportlint[spark]'" in run.stderr
