"""The audit of every edition's statements, as text and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any

from reportlint.audit.detection import Audit, ErrorCounts, guards
from reportlint.audit.edition import EditionAudit, edition_audit
from reportlint.form.edits import Edit
from reportlint.form.schema import Form, forms
from reportlint.form.structure import Section
from reportlint.language import Language, Text, joined
from reportlint.number import Number, as_json
from reportlint.rules import selected

_HEAD = Text(
    "{edition} 版：{cells} 格，{identities} 个勾稽关系，秩 {rank}，多余 {n} 个",
    "edition {edition}: {cells} cells, {identities} identities of rank {rank}, {n} redundant",
)
_REDUNDANT = Text(
    "  可由其他勾稽关系推出（保留，用于定位错误）：{subject}：{text}",
    "  implied by other identities (kept, it helps to locate errors): {subject}: {text}",
)
_SATISFIABLE = Text(
    "  相容：已找到一份报告，{cells} 格都大于 0，全部 {n} 条关系都成立",
    "  they agree: a report was found with a number above 0 in each of the {cells} cells on which "
    "all {n} statements hold",
)
_CONTRADICTORY = Text(
    "  相互矛盾：没有一份报告各格都大于 0 而全部 {n} 条关系都成立",
    "  they do not agree: no report has a number above 0 in each cell and keeps all {n} statements",
)
_INDEPENDENT = Text(
    "  独立：不计多余的，共 {n} 条关系，{broken} 条可以单独不成立，{implied} 条由其他关系推出",
    "  independent: of the {n} statements besides redundant identities, {broken} can be broken "
    "while all others hold; {implied} follow from others",
)
_IMPLIED = Text(
    "    {code}（{text}）有 {n} 条由其他关系推出（保留，用于说明错在哪里）：{cells}",
    "    of {code} ({text}) {n} follow from others (kept, they say what is wrong): {cells}",
)
_NO_RULE_IMPLIED = Text(
    "    没有一条规则可以整条由其他规则推出", "    no rule as a whole follows from the other rules"
)
_SEE = Text(
    "各种填写错误实际查出、改正多少，见 docs/mutations.md；逐格、逐条的结果见 --format json。",
    "What is found and repaired of real typing errors: docs/mutations.md; every cell and every "
    "statement: --format json.",
)
_SECTION = Text(
    "  {title}：{cells} 格，{identities} 个勾稽关系，秩 {rank}",
    "  section {number}, {title}: {cells} cells, {identities} identities of rank {rank}",
)
_GUARDED = Text(
    "    有 {n} 个勾稽关系核对的格：{cells}", "    cells guarded by {n} of them: {cells}"
)
_DISTANCE = Text(
    "    同时填错而各勾稽关系仍可能全部成立的最少格数：{n}",
    "    the fewest wrong cells that may break nothing: {n}",
)
_ONE = Text(
    "    错一格：{detected} 格错了能查出，{located} 格能指明是哪一格",
    "    one wrong cell: shown for {detected} of the cells, pointed at for {located}",
)
_TWO = Text("    错两格，共 {n} 种组合：", "    two wrong cells, {n} pairs:")
_VERDICTS = {
    "unseen": Text("查不出", "never shown"),
    "cancelling": Text("两处错误恰好抵消时查不出", "shown unless one error makes up for the other"),
    "unlocated": Text("总能查出，但指不明两格", "always shown, but not pointed at"),
    "proportion": Text(
        "两处错误成某一比例时指不明，否则能指明",
        "always shown; pointed at unless the errors are in one proportion",
    ),
    "unequal": Text(
        "总能查出；两处差额大小不同即能指明",
        "always shown; pointed at unless both errors are of the same size",
    ),
    "always": Text("总能查出、总能指明", "always shown and pointed at"),
}
_VERDICT = Text("      {verdict}：{n}", "      {verdict}: {n}")
_UNGUARDED = Text(
    "    没有勾稽关系核对：{cell}（{key}），只受 {codes} 约束",
    "    in no identity: {cell} ({key}), only under {codes}",
)


def text(language: Language) -> str:
    """Return for every edition what its statements can and cannot do, for reading."""
    lines = [line for edition in forms() for line in _lines(edition_audit(edition))]
    return "\n".join(line.of(language) for line in (*lines, _SEE))


def document(language: Language) -> bytes:
    """Return the same as JSON, with every cell's guards and every statement's witness."""
    editions = [_edition(edition_audit(edition), language) for edition in forms()]
    audits = {"version": 1, "editions": editions}
    return f"{json.dumps(audits, ensure_ascii=False, indent=2)}\n".encode()


def _lines(found: EditionAudit) -> Iterator[Text]:
    whole, cells = found.whole, found.form.cells
    yield _HEAD.fill(
        edition=whole.edition,
        cells=whole.cells,
        identities=whole.identities,
        rank=whole.rank,
        n=len(whole.redundant),
    )
    for identity in whole.redundant:
        yield _REDUNDANT.fill(subject=identity.subject, text=identity.text)
    agree = _SATISFIABLE if found.satisfying else _CONTRADICTORY
    yield agree.fill(cells=len(cells), n=len(found.form.edits))
    yield from _independence(found)
    for table, counted, shown in found.tables:
        yield from _section(found.form, table, counted, shown)


def _independence(found: EditionAudit) -> Iterator[Text]:
    n, implied = len(found.statements), len(found.implied)
    yield _INDEPENDENT.fill(n=n, broken=n - implied, implied=implied)
    for name in dict.fromkeys(edit.name for edit in found.implied):
        edits = [edit for edit in found.implied if edit.name == name]
        cells = joined(edit.subject for edit in edits)
        yield _IMPLIED.fill(code=_codes()[name], text=edits[0].text, n=len(edits), cells=cells)
    names = {x.edit.name for x in found.statements if x.witness is not None}
    if names == {edit.name for edit in found.form.edits}:
        yield _NO_RULE_IMPLIED


def _section(form: Form, table: Section, counted: Audit, shown: ErrorCounts) -> Iterator[Text]:
    yield _SECTION.fill(
        number=table.number,
        title=table.label.text,
        cells=counted.cells,
        identities=counted.identities,
        rank=counted.rank,
    )
    for n, cells in counted.guarded.items():
        if n:
            yield _GUARDED.fill(n=n, cells=cells)
    if shown.distance is not None:
        yield _DISTANCE.fill(n=shown.distance)
    yield _ONE.fill(detected=shown.detected, located=shown.located)
    yield _TWO.fill(n=sum(shown.pairs.values()))
    for verdict, n in shown.pairs.items():
        if n:
            yield _VERDICT.fill(verdict=_VERDICTS[verdict], n=n)
    found = guards(form)
    for key in counted.unguarded:
        codes = sorted({_codes()[edit.name] for edit in found[key]})
        zh, en = (mark.join(codes) for mark in ("、", ", "))
        yield _UNGUARDED.fill(cell=form.cells[key].text, key=key, codes=Text(zh, en))


def _edition(found: EditionAudit, language: Language) -> dict[str, Any]:
    return {
        "edition": found.form.edition,
        **_counts(found.whole, language),
        "sections": [
            {
                "number": table.number,
                "title": table.label.text.of(language),
                **_counts(counted, language),
                "errors": asdict(shown),
            }
            for table, counted, shown in found.tables
        ],
        "satisfying": _witness(found.satisfying),
        "statements": [
            {**_statement(x.edit, language), "witness": _witness(x.witness)}
            for x in found.statements
        ],
        "guards": {
            key: [_statement(edit, language) for edit in edits]
            for key, edits in guards(found.form).items()
        },
    }


def _counts(counted: Audit, language: Language) -> dict[str, Any]:
    return {
        "cells": counted.cells,
        "identities": counted.identities,
        "rank": counted.rank,
        "redundant": [_statement(identity, language) for identity in counted.redundant],
        "guarded": {str(n): cells for n, cells in counted.guarded.items()},
        "unguarded": list(counted.unguarded),
    }


def _codes() -> dict[str, str]:
    """Return the codes of the rules by the names of the statements that they report."""
    return {rule.name: rule.code for rule in selected()}


def _statement(edit: Edit, language: Language) -> dict[str, Any]:
    return {
        "code": _codes()[edit.name],
        "subject": edit.subject.of(language),
        "text": edit.text.of(language),
        "cells": list(edit.cells),
    }


def _witness(witness: Mapping[str, Number | str] | None) -> dict[str, Any] | None:
    if witness is None:
        return None
    return {key: v if isinstance(v, str) else as_json(v) for key, v in witness.items()}
