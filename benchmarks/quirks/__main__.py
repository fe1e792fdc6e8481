"""`python -m benchmarks.quirks`: the study, in two processes; prints Markdown tables."""

from __future__ import annotations

from functools import partial

from benchmarks.quirks.page import described, slowest, tables
from benchmarks.quirks.study import study
from benchmarks.studies import arguments, shared_out, write


def main() -> None:
    """Run the study, print it and the slowest documents, and write it into a page if asked to."""
    given = arguments("python -m benchmarks.quirks", __doc__, "documents", "docs/reliability.md")
    parts = shared_out(partial(study, seed=given.seed), given.documents, given.processes)
    judgements = [judgement for part in parts for judgement in part]
    found = f"{described(given.documents, given.seed)}\n\n{tables(judgements)}"
    print(f"{found}\n\n{slowest(judgements)}")
    if given.write is not None:
        write(given.write, found)


if __name__ == "__main__":
    main()
