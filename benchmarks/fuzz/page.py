"""The study's table, and how it was made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from importlib.metadata import version
from platform import python_version

from benchmarks.fuzz.trial import AS_IT_SHOULD_BE, OUTCOMES, Trial
from benchmarks.studies import line
from reportlint import __version__

_LIBRARIES = ("hypothesis", "justhtml", "lxml", "pypdfium2", "xlrd")


def described(inputs: int, seed: int) -> str:
    """Return how the table was made."""
    versions = ", ".join(f"{name} {version(name)}" for name in _LIBRARIES)
    return (
        f"    python -m benchmarks.fuzz --inputs {inputs} --seed {seed}\n\n"
        f"reportlint {__version__}, Python {python_version()}, {versions}."
    )


def table(trials: Sequence[Trial]) -> str:
    """Return what became of the inputs, by format."""
    return "\n".join(_rows(trials))


def failures(trials: Iterable[Trial]) -> str:
    """Return what is not as it should be: one input of each kind, with what was raised."""
    kinds: dict[tuple[str, str], list[Trial]] = {}
    for trial in trials:
        if trial.outcome not in AS_IT_SHOULD_BE:
            where = trial.raised.strip().splitlines()[-4:]
            kinds.setdefault((trial.outcome, "".join(where)), []).append(trial)
    return "\n\n".join(
        f"{len(own)} × {own[0].outcome}, the first {own[0].number}{own[0].suffix} "
        f"({own[0].damage}):\n{own[0].raised}"
        for own in kinds.values()
    )


def _rows(trials: Sequence[Trial]) -> Iterator[str]:
    yield line(("format", "inputs", *OUTCOMES, "slowest, seconds", "peak memory, MiB"))
    yield line(["---"] * (len(OUTCOMES) + 4))
    for suffix in sorted({trial.suffix for trial in trials}):
        yield _row(suffix, [trial for trial in trials if trial.suffix == suffix])
    yield _row("**all**", trials)


def _row(name: str, trials: Sequence[Trial]) -> str:
    outcomes = Counter(trial.outcome for trial in trials)
    slowest = max(trial.seconds for trial in trials)
    peak = max(trial.mebibytes for trial in trials)
    counts = [outcomes[outcome] for outcome in OUTCOMES]
    return line((name, len(trials), *counts, f"{slowest:.1f}", f"{peak:.0f}"))
