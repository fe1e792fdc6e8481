"""Reports checked on a Spark cluster: files as they lie in a store, and tables by SQL.

Needs `pip install 'reportlint[spark]'` where the driver and where the executors run, and Java.
"""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import polars as pl
from polars.datatypes import DataTypeClass

try:
    import pyarrow as pa
    from pyspark import StorageLevel
    from pyspark.sql import Column, DataFrame, GroupedData
    from pyspark.sql import functions as sf
    from pyspark.sql.pandas.types import from_arrow_schema
except ModuleNotFoundError as error:
    raise ModuleNotFoundError(
        f"reportlint.spark needs {error.name}: pip install 'reportlint[spark]'"
    ) from error

from reportlint.corpora.rows import AS_READ
from reportlint.files.account import entries
from reportlint.files.reading import Reading
from reportlint.files.sources import Source
from reportlint.findings import Findings, Omission, Unreadable
from reportlint.form.dialects import DIALECTS
from reportlint.form.schema import Form, forms
from reportlint.frames.sql import verdicts
from reportlint.language import Language, Text
from reportlint.linter import check as check_reports
from reportlint.organs import Organ
from reportlint.report import Report
from reportlint.rules import RULES, selected
from reportlint.years import groups

_TEXTS = ("file", "code", "name", "year")
_READ = pa.schema([*((name, pa.string()) for name in _TEXTS), ("item", pa.binary())])
_TOGETHER = 200
"""Files that are checked in one task of the second stage."""
_FAST = 1


def check(
    binary_files: DataFrame,
    *,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    language: Language = "zh",
    reading: Reading | None = None,
) -> DataFrame:
    """Check files given as Spark's `binaryFile` source gives them, by `path` and `content`.

    The answer has a row for every file, whose `status` and `message` say what became of it and
    whose `code` is null, and a row for every finding, with the columns of `Findings.to_polars`.
    Reports of one organ are compared over the years, those of one year with each other, as by
    `reportlint.check`. A file that hangs or kills its reader is unreadable, and no more: `reading`
    bounds each, by default with one process a task. Files are read when this is called, and what
    was read is kept on the executors' disks.
    """
    spark = binary_files.sparkSession
    bounds = reading or Reading(processes=1)

    def reading_each(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        return _read(batches, bounds)

    read = binary_files.select("path", "content").mapInArrow(reading_each, from_arrow_schema(_READ))
    read = read.persist(StorageLevel.DISK_ONLY)
    counted = read.groupBy("code", "name").count().collect()
    total = sum(row["count"] for row in counted)
    numbers = groups(Organ(x["code"], x["name"]) for x in counted if x["code"] or x["name"])
    rules = selected(tuple(select), tuple(ignore))
    among_organs = [rule.code for rule in rules if rule.needs == "peers"]
    of_organs = [rule.code for rule in rules if rule.needs != "peers"]

    def of_each_organ(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        return _answers(batches, of_organs, language, with_files=True)

    def of_each_year(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        return _answers(batches, among_organs, language, with_files=False)

    numbered = [(*organ, number) for organ, number in numbers.items()]
    organs = spark.createDataFrame(numbered, "organ_code string, organ_name string, number long")
    is_organ = read["code"].eqNullSafe(organs["organ_code"]) & read["name"].eqNullSafe(
        organs["organ_name"]
    )
    task = sf.coalesce("number", sf.crc32(sf.encode("file", "utf-8"))) % (total // _TOGETHER + 1)
    by_organ = read.join(sf.broadcast(organs), is_organ, "left").withColumn("task", task)
    answer = from_arrow_schema(_answer_columns())
    found = _grouped(by_organ, "task").applyInArrow(of_each_organ, answer)
    if not among_organs:
        return found
    by_year = _grouped(read.where("year IS NOT NULL"), "year")
    return found.unionByName(by_year.applyInArrow(of_each_year, answer))


def _grouped(read: DataFrame, key: str) -> GroupedData:
    """Return what was read in groups, each in the order in which a folder is read."""
    path = sf.split("file", "/")
    return (
        read.select(key, "file", "item")
        .repartition(key)
        .sortWithinPartitions(key, path)
        .groupBy(key)
    )


def check_table(
    table: DataFrame, *, edition: str | None = None, language: Language = "zh"
) -> DataFrame:
    """Check the rows of a table, a report each, by the A and C rules in SQL.

    The table has the columns of a corpus. For every rule that a row fails the answer has the
    row's columns that are no cells and no prose, with the rule's `code`, `severity` and `title`;
    the code is `columns` where a number is beyond the form's range. Each row follows the edition in
    its column `edition`, or all the one that is given. Raises ValueError for editions that are not
    there, and for a table without all cells of one.
    """
    parts = _by_edition(table) if edition is None else {edition: table}
    whole: DataFrame | None = None
    for name, part in parts.items():
        form = forms().get(name)
        lacking = sorted((form.cells.keys() if form else {name}) - set(table.columns))
        if form is None or lacking:
            raise ValueError(f"edition {name}: there is no {', '.join(lacking[:3])}")
        failing = _failing(part, form, language)
        whole = whole.unionByName(failing) if whole is not None else failing
    if whole is None:
        raise ValueError("no row has an edition")
    return whole


def _by_edition(table: DataFrame) -> dict[str, DataFrame]:
    """Return the rows of each edition that occurs."""
    if "edition" not in table.columns:
        raise ValueError("the table has no column edition: say edition=…")
    found = table.select("edition").where("edition IS NOT NULL").distinct().collect()
    names = sorted(row["edition"] for row in found)
    return {name: table.where(sf.col("edition") == name) for name in names}


def _failing(table: DataFrame, form: Form, language: Language) -> DataFrame:
    """Return the rows of an edition that fail a rule, once for each."""
    for name in ("agency.name", "agency.level"):
        if name not in table.columns:
            table = table.withColumn(name, sf.lit(None).cast("string"))
    numbers = {key for each in forms().values() for key in each.cells}
    kept = [x for x in table.columns if x not in numbers and not x.startswith("narrative.")]
    own = [DIALECTS["spark"].identifier(x) for x in kept if x != AS_READ]
    found = [
        sf.when(sf.expr(expression), _described(code, language))
        for code, expression in verdicts(form, "spark").items()
    ]
    rows = table.select(*own, sf.explode(sf.array_compact(sf.array(*found))).alias("failed rule"))
    return rows.select(*own, "`failed rule`.*")


def _described(code: str, language: Language) -> Column:
    rule = RULES.get(code)
    severity, title = (rule.severity, rule.title) if rule else ("error", _BEYOND)
    said = {"code": code, "severity": severity, "title": title.of(language)}
    return sf.struct(*(sf.lit(value).alias(name) for name, value in said.items()))


_BEYOND = Text("数超出表格允许的范围", "A number is beyond the range of the form")


def _read(batches: Iterable[pa.RecordBatch], reading: Reading) -> Iterator[pa.RecordBatch]:
    """Yield what each file holds, packed, under what tells whose it is."""
    for batch in batches:
        files = zip(batch["path"].to_pylist(), batch["content"].to_pylist(), strict=True)
        sources = [Source(path, is_named=False, data=data or b"") for path, data in files]
        rows = [_packed(item) for item in reading.items(sources)]
        yield pa.RecordBatch.from_pylist(rows, schema=_READ)


def _packed(item: Report | Unreadable | Omission) -> dict[str, object]:
    packed = {"item": zlib.compress(pickle.dumps(item), _FAST)}
    if isinstance(item, Report):
        known = item.form is not None and item.year is not None
        year = {"year": str(item.year)} if known else {}
        return {"file": item.file, **item.organ._asdict(), **year, **packed}
    return {"file": item.file if isinstance(item, Omission) else item.location.file, **packed}


def _unpacked(batches: Iterable[pa.RecordBatch]) -> Iterator[Report | Unreadable | Omission]:
    for batch in batches:
        for packed in batch["item"]:
            item: Report | Unreadable | Omission = pickle.loads(zlib.decompress(packed.as_py()))
            yield item


def _answers(
    batches: Iterable[pa.RecordBatch], codes: Sequence[str], language: Language, *, with_files: bool
) -> Iterator[pa.RecordBatch]:
    """Yield the answers about the reports of one task, checked by some rules."""
    others: list[Unreadable | Omission] = []

    def reports() -> Iterator[Report]:
        for item in _unpacked(batches):
            if isinstance(item, Report):
                yield item
            else:
                others.append(item)

    findings = check_reports(reports(), select=codes or ["-"])
    files = (*findings.files, *entries(others)) if with_files else ()
    edition = {file.name: file.edition for file in findings.files}
    rows: list[dict[str, Any]] = []
    for stated in (file.to_dict(language) for file in files):
        rows.append({**stated, "file": stated["name"], "message": stated.get("reason")})
    for row in findings.to_polars(language).iter_rows(named=True):
        rows.append({"status": "checked", "edition": edition.get(row["file"]), **row})
    yield from pa.Table.from_pylist(rows, schema=_answer_columns()).to_batches()


def _answer_columns() -> pa.Schema:
    """Return the columns of an answer: those of a finding, and what became of the file."""
    kinds: dict[str, pl.DataType | DataTypeClass]
    kinds = {**Findings(()).to_polars().schema, "status": pl.String, "edition": pl.String}
    return pa.schema([(name, _arrow(kind)) for name, kind in kinds.items()])


def _arrow(kind: pl.DataType | DataTypeClass) -> pa.DataType:
    """Return a type in the form that Spark takes: Polars has longer texts than that."""
    match kind:
        case pl.List(inner=inner):
            return pa.list_(_arrow(inner))
        case pl.Struct(fields=fields):
            return pa.struct([(x.name, _arrow(x.dtype)) for x in fields])
    plain = {
        pl.String: pa.string(),
        pl.Int64: pa.int64(),
        pl.Float64: pa.float64(),
        pl.Boolean: pa.bool_(),
    }
    return next(other for own, other in plain.items() if kind == own)
