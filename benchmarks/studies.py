"""What the studies have in common: processes that share the work, and the page with the table."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import TypeVar

BEGIN, END = "<!-- study: begin -->", "<!-- study: end -->"
_CHUNK = 100

Found = TypeVar("Found")


def arguments(prog: str, about: str | None, counted: str, page: str) -> Namespace:
    """Parse the options of a study's command; `counted` is what there are 10,000 of."""
    parser = ArgumentParser(prog=prog, description=about)
    parser.add_argument(f"--{counted}", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--write", type=Path, metavar="PAGE", help=page)
    return parser.parse_args()


def shared_out(study: Callable[[range], Found], count: int, processes: int) -> Iterator[Found]:
    """Yield what the study finds in each part of so many numbers, in order."""
    chunks = [range(i, min(i + _CHUNK, count)) for i in range(0, count, _CHUNK)]
    with ProcessPoolExecutor(processes) as pool:
        yield from pool.map(study, chunks)


def line(fields: Iterable[object]) -> str:
    """Return a line of a Markdown table."""
    return f"| {' | '.join(map(str, fields))} |"


def replaced(page: str, study: str, name: str = "study") -> str:
    """Return the page with another study between its markers; ValueError where it has none."""
    begin, end = (mark.replace("study", name) for mark in (BEGIN, END))
    before, rest = page.split(begin)
    _, after = rest.split(end)
    return f"{before}{begin}\n\n{study}\n\n{end}{after}"


def write(path: Path, study: str, name: str = "study") -> None:
    """Replace the study of that name on a page."""
    path.write_text(replaced(path.read_text(encoding="utf-8"), study, name), encoding="utf-8")
