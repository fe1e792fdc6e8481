"""Accepted findings, with a reason and a last day, and the `[[accept]]` tables that state them."""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from reportlint.errors import SettingsError
from reportlint.files.sources import STDIN, matches, relative
from reportlint.findings import AcceptedFinding, Finding, Findings, Unreadable
from reportlint.form.schema import forms
from reportlint.language import Text, dated
from reportlint.location import Location
from reportlint.nearest import meant
from reportlint.rules import RULES
from reportlint.rules.acceptances import EXPIRED, UNUSED
from reportlint.rules.rule import Rule
from reportlint.toml import Toml, read_toml, written

SIDECAR = ".accept.toml"
"""What follows the name of a report in the name of the file beside it."""


@dataclass(frozen=True, slots=True)
class Acceptance:
    """One `[[accept]]` table; the day `until` still counts.

    `file` is a pattern as `exclude` has them, relative to the folder of the settings; None in a
    sidecar, which speaks of the report beside it. `cells` are patterns of keys: a finding is
    accepted where each of its cells matches one. Without them every finding of the code is.

    >>> a = Acceptance("C202", "legacy", date(2027, 1, 31), Location("reportlint.toml"), "2023*")
    >>> a.concerns("reports/2023.docx"), a.concerns("reports/2024.docx")
    (True, False)
    """

    code: str
    reason: str
    until: date
    location: Location
    file: str | None = None
    cells: tuple[str, ...] = ()
    by: str | None = None

    @property
    def files(self) -> str:
        """The file, or the pattern of files, that the acceptance speaks of."""
        return self.location.file.removesuffix(SIDECAR) if self.file is None else self.file

    def concerns(self, file: str) -> bool:
        """Whether the acceptance speaks of that file."""
        if self.file is None:
            return Path(file) == Path(self.files)
        return matches(relative(file, Path(self.location.file).parent), (self.file,))

    def accepts(self, finding: Finding) -> bool:
        """Whether the finding, in a file that it concerns, is one of those that it is for."""
        if finding.code != self.code:
            return False
        if not self.cells:
            return True
        return bool(finding.cells) and all(self._names(cell) for cell in finding.cells)

    def accepted(self, finding: Finding) -> AcceptedFinding:
        """Return the finding with the reason for which it is accepted."""
        return AcceptedFinding(finding, self.reason, self.until, self.by)

    def to_toml(self, header: str = "accept") -> str:
        """Return the acceptance as a table of a file."""
        own = ((name, getattr(self, name)) for name in ("code", "file", "cells", "reason", "until"))
        lines = [f"{name} = {written(value)}" for name, value in (*own, ("by", self.by)) if value]
        return "\n".join([f"[[{header}]]", *lines, ""])

    def _names(self, cell: str) -> bool:
        return any(fnmatchcase(cell, pattern) for pattern in self.cells)


def accept(
    findings: Findings,
    acceptances: Iterable[Acceptance],
    *,
    today: date,
    rules: Iterable[Rule] | None = None,
) -> Findings:
    """Return the findings without those that are accepted today, which stand in `accepted`.

    `rules` are those that were run, by default all. What the rules of family E among them find is
    added at the end.
    """
    run = tuple(RULES.values() if rules is None else rules)
    concerning = _concerning(tuple(acceptances), findings)
    uses: Counter[Acceptance] = Counter()
    found: list[Finding] = []
    accepted: list[AcceptedFinding] = []
    for finding in findings:
        matching = [a for a in concerning.get(finding.file, ()) if a.accepts(finding)]
        current = [a for a in matching if today <= a.until]
        uses.update(current or matching)
        if current:
            accepted.append(current[0].accepted(finding))
        else:
            found.append(finding)
    checked = dict.fromkeys(a for file in findings.checked for a in concerning[file])
    found += _about(checked, uses, today, run)
    return replace(findings, found=tuple(found), accepted=(*findings.accepted, *accepted))


def conclusive(rules: Iterable[Rule]) -> frozenset[str]:
    """Return the codes whose silence about a checked file means that nothing is wrong.

    A rule that compares reports is also silent where the others are not given.
    """
    return frozenset(r.code for r in rules if r.needs not in ("years", "peers", "units"))


def _concerning(
    acceptances: tuple[Acceptance, ...], findings: Findings
) -> dict[str, list[Acceptance]]:
    """Return the acceptances by the file that they concern, for every file of the run."""
    beside: dict[Path, list[Acceptance]] = defaultdict(list)
    for acceptance in acceptances:
        if acceptance.file is None:
            beside[Path(acceptance.files)].append(acceptance)
    shared = [acceptance for acceptance in acceptances if acceptance.file is not None]
    files = dict.fromkeys((*findings.checked, *filter(None, (x.file for x in findings))))
    return {file: [*beside[Path(file)], *(a for a in shared if a.concerns(file))] for file in files}


def _about(
    checked: Iterable[Acceptance], uses: Counter[Acceptance], today: date, rules: tuple[Rule, ...]
) -> Iterator[Finding]:
    """Yield what is to be said of the acceptances that concern a checked file."""
    codes = conclusive(rules)
    for a in checked:
        n = uses[a]
        if n and a.until < today and EXPIRED in rules:
            yield EXPIRED.finding(
                a.location, code=a.code, until=dated(a.until), n=n, reason=a.reason
            )
        if not n and a.code in codes and UNUSED in rules:
            yield UNUSED.finding(a.location, code=a.code, file=a.files)


_LARGEST = 2**16
"""Bytes of a file beside a report, which may come with it from anywhere."""


def acceptances(tables: Any, toml: Toml, header: str) -> tuple[Acceptance, ...]:
    """Return the accept tables of a settings file, which stand under `[[header]]`.

    Raises SettingsError for what is no such table.
    """
    return _acceptances(tables, toml, header, ("code", "file", "reason", "until"))


def sidecars(files: Iterable[str]) -> tuple[tuple[Acceptance, ...], tuple[Unreadable, ...]]:
    """Return what the files beside reports accept, and which of them cannot be used."""
    found: list[Acceptance] = []
    wrong: list[Unreadable] = []
    for path in (Path(f"{file}{SIDECAR}") for file in files if file != STDIN):
        if os.path.isfile(path):
            try:
                found += sidecar(read_toml(path, _LARGEST))
            except SettingsError as error:
                wrong.append(Unreadable(error.location, error.message))
    return tuple(found), tuple(wrong)


def sidecar(toml: Toml) -> tuple[Acceptance, ...]:
    """Return what a file beside a report accepts; SettingsError for what is no such file."""
    for name in toml.table:
        if name != "accept":
            said = Text("没有设置项 {name}{hint}", "there is no setting {name}{hint}")
            raise SettingsError(said.fill(name=name, hint=meant(name, ["accept"])), toml.location)
    return _acceptances(toml.table.get("accept", []), toml, "accept", ("code", "reason", "until"))


def _acceptances(
    tables: Any, toml: Toml, header: str, required: tuple[str, ...]
) -> tuple[Acceptance, ...]:
    if not (isinstance(tables, list) and all(isinstance(table, dict) for table in tables)):
        raise SettingsError(
            Text("accept 应写作 [[accept]] 表", "accept must be [[accept]] tables"), toml.location
        )
    lines = toml.lines(header, len(tables))
    return tuple(
        _acceptance(table, replace(toml.location, line=line), required)
        for table, line in zip(tables, lines, strict=True)
    )


def _acceptance(table: dict[str, Any], location: Location, required: tuple[str, ...]) -> Acceptance:
    allowed = {*required, "cells", "by"}
    for name, value in table.items():
        if name not in allowed:
            text = Text("豁免中没有 {name} 一项{hint}", "an acceptance has no {name} here{hint}")
            raise SettingsError(text.fill(name=name, hint=meant(name, sorted(allowed))), location)
        is_right, wanted = _WANTED[name]
        if not is_right(value):
            raise SettingsError(wanted, location)
    for name in required:
        if name not in table:
            text = Text("豁免缺少 {name}：{wanted}", "an acceptance lacks {name}: {wanted}")
            raise SettingsError(text.fill(name=name, wanted=_WANTED[name][1]), location)
    cells = tuple(table.get("cells", ()))
    return Acceptance(**{**table, "cells": cells, "location": location})


def _is_words(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_code(value: object) -> bool:
    rule = RULES.get(value) if isinstance(value, str) else None
    return rule is not None and rule.needs != "findings"


def _is_day(value: object) -> bool:
    return isinstance(value, date) and not isinstance(value, datetime)


def _are_cells(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(map(_is_cell, value))


def _is_cell(value: object) -> bool:
    keys = (key for form in forms().values() for key in form.cells)
    return isinstance(value, str) and any(fnmatchcase(key, value) for key in keys)


_WANTED: dict[str, tuple[Callable[[object], bool], Text]] = {
    "code": (
        _is_code,
        Text(
            "code 应为一条规则的完整代码，如 C202；E 类不能豁免",
            "code must be the whole code of a rule, such as C202, not of family E",
        ),
    ),
    "file": (
        _is_words,
        Text(
            "file 应为报告的文件名或通配符，相对于设置文件所在的文件夹",
            "file must name reports, or be a pattern, relative to the folder of the settings",
        ),
    ),
    "cells": (
        _are_cells,
        Text(
            "cells 应为列表，每项是格式中一格的键名或匹配某格的通配符",
            "cells must be a list of keys of cells of the form, or of patterns that match one",
        ),
    ),
    "reason": (
        _is_words,
        Text("reason 应写明理由，不能留空", "reason must say why, and may not be blank"),
    ),
    "until": (
        _is_day,
        Text(
            "until 应为最后有效的一天，不加引号，如 2027-01-31",
            "until must be the last day, without quotes, such as 2027-01-31",
        ),
    ),
    "by": (_is_words, Text("by 应为人名或机构", "by must be a name")),
}
