"""`python -m benchmarks.mutations`: the study, in two processes; prints a Markdown table."""

from __future__ import annotations

import time
from collections import Counter
from functools import partial

from benchmarks.mutations.page import described, table
from benchmarks.mutations.study import Tally, study
from benchmarks.studies import arguments, shared_out, write


def main() -> None:
    """Run the study, print it, and write it into a page if asked to."""
    given = arguments("python -m benchmarks.mutations", __doc__, "reports", "docs/mutations.md")
    started = time.perf_counter()
    tally: Tally = Counter()
    for counted in shared_out(partial(study, seed=given.seed), given.reports, given.processes):
        tally.update(counted)
    taken = (time.perf_counter() - started) * given.processes
    found = f"{described(given.reports, given.seed, taken)}\n\n{table(tally)}"
    print(found)
    if given.write is not None:
        write(given.write, found)


if __name__ == "__main__":
    main()
