"""`python -m benchmarks.prose`: recall and false alarms of the N rules; prints Markdown tables."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

from benchmarks.prose.corpus import sentences
from benchmarks.prose.study import lines, study
from benchmarks.studies import line, write

CORPORA = ("seen", "unseen")
_HEAD = ("family", "sentences", "claims", "found", "recall", "false alarms")


def main() -> None:
    """Run the study on one corpus or both, print it, and write it into a page if asked to."""
    parser = ArgumentParser(prog="python -m benchmarks.prose", description=__doc__)
    parser.add_argument("--corpus", choices=CORPORA)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--details", action="store_true", help="what is missed, what is false")
    parser.add_argument("--write", type=Path, metavar="PAGE", help="docs/prose.md")
    given = parser.parse_args()
    tables = [
        table(name, given.seed, details=given.details)
        for name in CORPORA
        if given.corpus in (None, name)
    ]
    print("\n\n".join(tables))
    if given.write is not None:
        write(given.write, "\n\n".join(tables))


def table(name: str, seed: int, *, details: bool) -> str:
    """Return a corpus's table."""
    tallies = study(sentences(name), seed)
    found = [f"### {name}.toml", "", line(_HEAD), line("---" for _ in _HEAD)]
    found += map(line, lines(tallies))
    impossible = [x for tally in tallies.values() for x in tally.impossible]
    if impossible:
        found += ["", f"No tables agree with {len(impossible)} sentences; they are left out."]
    if details:
        found += [f"- missed: {x}" for tally in tallies.values() for x in tally.missed]
        found += [f"- false: {x}" for tally in tallies.values() for x in tally.false]
    return "\n".join(found)


if __name__ == "__main__":
    main()
