"""Baselines: the findings that were there already, so that only new ones are reported.

A finding is known again by its file, code, cells, and the numbers that were expected and found, not
by its line; one that has no such numbers by its message. A finding whose numbers change is new.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from reportlint.acceptances.acceptance import conclusive
from reportlint.document.content import Content
from reportlint.errors import ReadError
from reportlint.files.sources import relative
from reportlint.findings import Finding, Findings
from reportlint.formats import json as json_reader
from reportlint.language import Text
from reportlint.location import Location
from reportlint.rules import RULES
from reportlint.rules.acceptances import STALE
from reportlint.rules.rule import Rule

VERSION = 1


@dataclass(frozen=True, slots=True)
class BaselineEntry:
    """One finding of a baseline; `file` is relative to the baseline's folder.

    `message` is None where `expected` or `actual` tells the finding.
    """

    file: str
    code: str
    cells: tuple[str, ...] = ()
    expected: str | None = None
    actual: str | None = None
    message: str | None = None
    location: Location | None = field(default=None, compare=False)

    def to_dict(self) -> dict[str, Any]:
        """Return the parts that are known, as the file holds them."""
        own = {f.name: getattr(self, f.name) for f in fields(self) if f.compare}
        return {n: list(v) if n == "cells" else v for n, v in own.items() if v not in (None, ())}


@dataclass(frozen=True)
class Baseline:
    """The findings that a file holds.

    >>> findings = Findings((Finding("D103", "note", Text("空", "blank"), Location("a.txt")),))
    >>> baseline = Baseline(Path("baseline.json")).updated(findings)
    >>> baseline.entries[0].to_dict()
    {'file': 'a.txt', 'code': 'D103', 'message': '空'}
    >>> (left := baseline.hide(findings)).found, left.in_baseline
    ((), 1)
    """

    path: Path
    entries: tuple[BaselineEntry, ...] = ()

    @classmethod
    def load(cls, path: str | Path) -> Baseline:
        """Read a baseline; ReadError where the file holds none, OSError where it does not open."""
        path = Path(path)
        held = json_reader.read(Content(str(path), path.read_bytes()))
        version, found = held.data.get("version"), held.data.get("findings")
        if version != VERSION or not isinstance(found, list):
            text = Text("不是基线文件，或版本不同", "not a baseline, or one of another version")
            raise ReadError(text, Location(str(path)))
        places = [held.locations[f"findings.{n}"] for n in range(len(found))]
        return cls(path, tuple(map(_entry, found, places)))

    def dumps(self) -> str:
        """Return the baseline as JSON, sorted, so that its changes read well."""
        content = {"version": VERSION, "findings": [entry.to_dict() for entry in self.entries]}
        return json.dumps(content, ensure_ascii=False, indent=2) + "\n"

    def hide(self, findings: Findings, rules: Iterable[Rule] | None = None) -> Findings:
        """Return the findings without those of the baseline, which are counted.

        `rules` are those that were run, by default all; if E103 is among them it is said which
        entries are no longer found.
        """
        run = tuple(RULES.values() if rules is None else rules)
        left = Counter(self.entries)
        found = []
        for finding in findings:
            entry = self._entry_of(finding)
            if entry is not None and left[entry]:
                left[entry] -= 1
            else:
                found.append(finding)
        hidden = len(findings) - len(found)
        left.subtract(filter(None, (self._entry_of(x.finding) for x in findings.accepted)))
        if STALE in run:
            found += self._stale(left, self._would_find(findings, run))
        return replace(findings, found=tuple(found), in_baseline=findings.in_baseline + hidden)

    def updated(self, findings: Findings, rules: Iterable[Rule] | None = None) -> Baseline:
        """Return the baseline with these findings.

        Of its own entries those stay of which the run could not tell: of other files, and of rules
        that were not run.
        """
        would_find = self._would_find(findings, RULES.values() if rules is None else rules)
        kept = Counter(entry for entry in self.entries if not would_find(entry))
        new = Counter(filter(None, map(self._entry_of, findings)))
        return replace(self, entries=tuple(sorted((kept | new).elements(), key=_order)))

    def _entry_of(self, finding: Finding) -> BaselineEntry | None:
        """Return what would stand for a finding; None for one of no file, or about acceptances."""
        if finding.location is None or RULES[finding.code].needs == "findings":
            return None
        sides = (finding.expected, finding.actual)
        message = _clean(finding.message.zh) if sides == (None, None) else None
        file = self._file(finding.location.file)
        return BaselineEntry(file, finding.code, finding.cells, *sides, message)

    def _file(self, file: str) -> str:
        return _clean(relative(file, Path(os.path.abspath(self.path.parent))).as_posix())

    def _would_find(
        self, findings: Findings, rules: Iterable[Rule]
    ) -> Callable[[BaselineEntry], bool]:
        """Return whether the run would have found an entry's finding, were it there."""
        files, codes = set(map(self._file, findings.checked)), conclusive(rules)
        return lambda entry: entry.file in files and entry.code in codes

    def _stale(
        self, left: Counter[BaselineEntry], would_find: Callable[[BaselineEntry], bool]
    ) -> Iterator[Finding]:
        for entry in self.entries:
            if left[entry] > 0 and would_find(entry):
                left[entry] -= 1
                cell = entry.cells[-1] if entry.cells else ""
                what = Text(f"（{cell}）", f" ({cell})") if cell else ""
                yield STALE.finding(entry.location, file=entry.file, code=entry.code, what=what)


def _entry(found: Any, location: Location) -> BaselineEntry:
    """Return an entry as the file holds it; ReadError where it is none."""
    if not (isinstance(found, dict) and _is_entry(found)):
        raise ReadError(Text("不是基线中的一项", "not an entry of a baseline"), location)
    return BaselineEntry(**{**found, "cells": tuple(found.get("cells", ())), "location": location})


def _is_entry(found: dict[str, Any]) -> bool:
    texts = {field.name for field in fields(BaselineEntry) if field.compare} - {"cells"}
    cells = found.get("cells", [])
    return (
        {"file", "code"} <= found.keys() <= texts | {"cells"}
        and all(isinstance(found[name], str) for name in texts & found.keys())
        and isinstance(cells, list)
        and all(isinstance(cell, str) for cell in cells)
    )


def _clean(text: str) -> str:
    """Return text as JSON can hold it; a file name in an old encoding is not valid Unicode."""
    return text.encode(errors="backslashreplace").decode()


def _order(entry: BaselineEntry) -> tuple[str, ...]:
    sides = (entry.expected or "", entry.actual or "", entry.message or "")
    return entry.file, entry.code, *entry.cells, "", *sides
