"""`python -m benchmarks.fuzz`: the study, in processes of its own; prints a Markdown table."""

from __future__ import annotations

import sys
from pathlib import Path

from benchmarks.fuzz.page import described, failures, table
from benchmarks.fuzz.study import drawn, trials
from benchmarks.fuzz.trial import AS_IT_SHOULD_BE
from benchmarks.studies import arguments, write

_KEPT = Path("fuzz-failures")


def main() -> int:
    """Run the study, print it and write it into a page if asked to; 1 where an input failed.

    Inputs that failed are kept in the folder `fuzz-failures`.
    """
    given = arguments("python -m benchmarks.fuzz", __doc__, "inputs", "docs/reliability.md")
    found = list(trials(given.inputs, given.seed, given.processes))
    study = f"{described(given.inputs, given.seed)}\n\n{table(found)}"
    print(study)
    if given.write is not None:
        write(given.write, study, "fuzz")
    failed = [trial for trial in found if trial.outcome not in AS_IT_SHOULD_BE]
    if failed:
        print(failures(failed), file=sys.stderr)
        _KEPT.mkdir(exist_ok=True)
    for trial in failed:
        own, _ = drawn(trial.number, given.seed)
        (_KEPT / own.name).write_bytes(own.content)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
