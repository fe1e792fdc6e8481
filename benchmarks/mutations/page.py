"""The study's table, and how it was made."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.metadata import version
from platform import python_version

from benchmarks.mutations.study import OUTCOMES, SECTIONS, Outcome, Tally
from benchmarks.mutations.typing_errors import KINDS
from benchmarks.studies import line
from reportlint import __version__

_LIBRARIES = ("highspy", "pandera", "polars")


def table(tally: Tally) -> str:
    """Return a Markdown table: a line for every kind in every section, and one for a section."""
    lines = [line(("section", "kind", *OUTCOMES)), line(["---"] * (len(OUTCOMES) + 2))]
    for section in sorted(set(SECTIONS)):
        kinds = [kind for kind in KINDS if tally[kind, section, "planted"]]
        lines += [line((section, kind, *_shares(tally, [kind], section))) for kind in kinds]
        lines.append(line((section, "**all**", *_shares(tally, kinds, section))))
    return "\n".join(lines)


def described(reports: int, seed: int, taken: float) -> str:
    """Return how the table was made."""
    versions = ", ".join(f"{name} {version(name)}" for name in _LIBRARIES)
    return (
        f"    python -m benchmarks.mutations --reports {reports} --seed {seed}\n\n"
        f"reportlint {__version__}, Python {python_version()}, {versions}; "
        f"{taken / reports:.3f} s a report and process."
    )


def _shares(tally: Tally, kinds: Iterable[str], section: int) -> list[str]:
    counts: dict[Outcome, int] = {
        outcome: sum(tally[kind, section, outcome] for kind in kinds) for outcome in OUTCOMES
    }
    planted = counts["planted"]
    shares = [_share(counts[outcome], planted) for outcome in OUTCOMES[1:]]
    return [str(planted), *shares]


def _share(n: int, planted: int) -> str:
    """Return a share that is 100 % or 0 only where it is exact."""
    if n in (0, planted):
        return "100 %" if n else "0"
    return f"{n / planted:.1%}".replace("%", " %")
