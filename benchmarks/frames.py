"""The frame benchmark, in processes of its own so that their peak memory is theirs.

`write FOLDER` makes the frames, `time FOLDER` prints seconds as JSON, `once FOLDER FRAME PEER` does
one validation. `corpus FOLDER ROWS` makes a corpus, `stream FOLDER ROWS PEER` reads it from the
disk while it is checked, and prints seconds, once all is imported, and mebibytes.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import polars as pl

from benchmarks import raw_polars, reports
from reportlint import Form, form, pandera_schema, wrong_cells

EDITION = "2021"
REPORTS = 100_000
REPEATS = 9
SLOW_REPEATS = 3
SLOW = "column per cell"
_SOME = "some.parquet"

Verdicts = dict[str, list[int]]
"""The failing rows by rule code."""


def main(task: str, folder: Path, *names: str) -> None:
    edition = form(EDITION)
    if task == "write":
        write(edition, folder)
    elif task == "time":
        frames = {path.stem: read(path) for path in sorted(folder.glob("*.parquet"))}
        print(json.dumps({name: timed(edition, frame) for name, frame in frames.items()}))
    elif task == "corpus":
        write_corpus(edition, folder, int(names[0]))
    elif task == "stream":
        rows, peer = names
        streamed(edition, folder / _SOME, peer)
        began = time.perf_counter()
        streamed(edition, folder / f"{rows}.parquet", peer)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps({"seconds": time.perf_counter() - began, "mebibytes": peak}))
    elif task == "files":
        reports.write(edition, reports.consistent(edition, int(names[0])), folder)
    else:
        frame, peer = names
        loaded = read(folder / f"{frame}.parquet")
        if peer != "reading":
            peers(edition)[peer](loaded)


def write(edition: Form, folder: Path) -> None:
    valid = reports.consistent(edition, REPORTS)
    wrong = reports.with_wrong_cells(edition, valid, 0.01)
    blank = reports.with_blanks(edition, wrong, 0.05)
    for name, frame in {"1 valid": valid, "2 wrong": wrong, "3 blank": blank}.items():
        frame.write_parquet(folder / f"{name}.parquet")


def write_corpus(edition: Form, folder: Path, rows: int) -> None:
    """Write right reports, as many as are asked for, in row groups as `reportlint convert` does."""
    some = folder / _SOME
    reports.consistent(edition, REPORTS).write_parquet(some, row_group_size=10_000)
    whole = pl.scan_parquet([some] * (rows // REPORTS))
    whole.sink_parquet(folder / f"{rows}.parquet", row_group_size=10_000)


def streamed(edition: Form, corpus: Path, peer: str) -> None:
    if peer == "reportlint":
        found = wrong_cells(corpus, edition.edition)
        broken = [x.code for x in found]
    else:
        verdicts = raw_polars.verdicts(edition, pl.scan_parquet(corpus)).sum()
        broken = [key for key, n in verdicts.collect(engine="streaming").to_dict().items() if n[0]]
    if broken:
        raise AssertionError(f"{peer} finds {broken} in right reports")


def read(path: Path) -> pl.DataFrame:
    # From Parquet: reading Arrow IPC peaks at twice the frame and would hide what a peer needs.
    return pl.read_parquet(path)


def peers(edition: Form) -> dict[str, Callable[[pl.DataFrame], Verdicts]]:
    def raw(frame: pl.DataFrame) -> Verdicts:
        broken = raw_polars.broken(edition, frame)
        return {x.name: x.arg_true().to_list() for x in broken if x.any()}

    def own(frame: pl.DataFrame) -> Verdicts:

        return _failing(pandera_schema(EDITION), frame)

    def per_cell(frame: pl.DataFrame) -> Verdicts:
        from benchmarks.per_cell_schema import per_cell_schema

        return _failing(per_cell_schema(edition), frame)

    return {"raw Polars": raw, "reportlint": own, SLOW: per_cell}


def _failing(schema: object, frame: pl.DataFrame) -> Verdicts:
    import pandera.polars as pa
    from pandera.errors import SchemaErrors

    if not isinstance(schema, pa.DataFrameSchema):
        raise TypeError(type(schema).__name__)
    try:
        schema.validate(frame, lazy=True)
    except SchemaErrors as errors:
        return {
            str(error.check.name): error.check_output.to_series().not_().arg_true().to_list()
            for error in errors.schema_errors
        }
    return {}


def timed(edition: Form, frame: pl.DataFrame) -> dict[str, float]:
    """Return each peer's median, all of them in turn, after one turn that compares verdicts."""
    contenders = peers(edition)
    verdicts = {name: validate(frame) for name, validate in contenders.items()}
    for name, verdict in verdicts.items():
        if verdict != verdicts["raw Polars"]:
            raise AssertionError(f"{name} does not agree with raw Polars")
    seconds: dict[str, list[float]] = {name: [] for name in contenders}
    for turn in range(REPEATS):
        for name, validate in contenders.items():
            if name != SLOW or turn < SLOW_REPEATS:
                began = time.perf_counter()
                validate(frame)
                seconds[name].append(time.perf_counter() - began)
    return {name: median(all_) for name, all_ in seconds.items()}


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), *sys.argv[3:])
