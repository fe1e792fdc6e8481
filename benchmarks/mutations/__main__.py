"""`python -m benchmarks.mutations`: the study, in two processes; prints a Markdown table."""

from __future__ import annotations

import time
from argparse import ArgumentParser
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from benchmarks.mutations.page import described, table, write
from benchmarks.mutations.study import Tally, study

_CHUNK = 100


def main() -> None:
    """Run the study, print it, and write it into a page if asked to."""
    parser = ArgumentParser(prog="python -m benchmarks.mutations", description=__doc__)
    parser.add_argument("--reports", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--write", type=Path, metavar="PAGE", help="docs/mutations.md")
    given = parser.parse_args()
    started = time.perf_counter()
    tally = run(given.reports, given.seed, given.processes)
    taken = (time.perf_counter() - started) * given.processes
    found = f"{described(given.reports, given.seed, taken)}\n\n{table(tally)}"
    print(found)
    if given.write is not None:
        write(given.write, found)


def run(reports: int, seed: int, processes: int) -> Tally:
    """Study as many reports, shared out among processes."""
    chunks = [range(i, min(i + _CHUNK, reports)) for i in range(0, reports, _CHUNK)]
    tally: Tally = Counter()
    with ProcessPoolExecutor(processes) as pool:
        for counted in pool.map(partial(study, seed=seed), chunks):
            tally.update(counted)
    return tally


if __name__ == "__main__":
    main()
