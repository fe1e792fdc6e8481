"""The study's tables, and how they were made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from importlib.metadata import version
from platform import python_version
from statistics import median

from benchmarks.quirks.medium import AS_IT_SHOULD_BE, VERDICTS, Judgement
from benchmarks.studies import line
from reportlint import __version__

_LIBRARIES = ("justhtml", "lxml", "xlrd")
_SLOWEST = 5


def described(documents: int, seed: int) -> str:
    """Return how the tables were made."""
    versions = ", ".join(f"{name} {version(name)}" for name in _LIBRARIES)
    return (
        f"    python -m benchmarks.quirks --documents {documents} --seed {seed}\n\n"
        f"reportlint {__version__}, Python {python_version()}, {versions}."
    )


def tables(judgements: Sequence[Judgement]) -> str:
    """Return the verdicts by format, then the quirks that had another than they should."""
    found = [_by_format(judgements)]
    if failures := [x for x in judgements if x.verdict not in AS_IT_SHOULD_BE]:
        found.append(_by_quirk(failures))
    return "\n\n".join("\n".join(table) for table in found)


def slowest(judgements: Iterable[Judgement]) -> str:
    """Return which documents took longest to read and check."""
    longest = sorted(judgements, key=lambda x: -x.seconds)[:_SLOWEST]
    return "\n".join(f"{x.seconds:.3f} s: {x.medium}, {x.quirk} ({x.number})" for x in longest)


def _by_format(judgements: Sequence[Judgement]) -> Iterator[str]:
    yield line(("format", "quirks", "documents", *VERDICTS, "seconds a document"))
    yield line(["---"] * (len(VERDICTS) + 4))
    for medium in dict.fromkeys(x.medium for x in judgements):
        yield _row(medium, [x for x in judgements if x.medium == medium])
    yield _row("**all**", judgements)


def _row(name: str, judgements: Sequence[Judgement]) -> str:
    verdicts = Counter(x.verdict for x in judgements)
    quirks = len({(x.medium, x.turn) for x in judgements})
    seconds = median(x.seconds for x in judgements)
    counts = [verdicts[verdict] for verdict in VERDICTS]
    return line((name, quirks, len(judgements), *counts, f"{seconds:.3f}"))


def _by_quirk(failures: Iterable[Judgement]) -> Iterator[str]:
    yield line(("format", "quirk", "place", "verdict", "documents", "the first"))
    yield line(["---"] * 6)
    kinds: dict[tuple[str, str, str, str], list[int]] = {}
    for x in failures:
        kinds.setdefault((x.medium, x.quirk, x.place, x.verdict), []).append(x.number)
    for kind, numbers in sorted(kinds.items()):
        yield line((*kind, len(numbers), numbers[0]))
