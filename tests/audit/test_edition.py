"""Every witness of the audit, checked in exact numbers by the statements themselves."""

from __future__ import annotations

from functools import cache

import pytest

import reportlint.audit.edition as tested
from reportlint.audit.edition import Constraint, edit_audits, satisfying, solution
from reportlint.form.edits import Decimals, Limit
from reportlint.form.schema import Form, forms
from reportlint.solving import redundant

proven = cache(edit_audits)
FORMS = pytest.mark.parametrize("form", forms().values(), ids=forms())


@FORMS
def test_report_with_every_cell_filled_keeps_every_statement(form: Form) -> None:
    found = satisfying(form)
    assert found is not None
    assert found.keys() == form.cells.keys()
    assert min(found.values()) > 0
    assert [edit for edit in form.edits if edit.fails(found)] == []


@FORMS
def test_each_witness_breaks_its_statement_alone(form: Form) -> None:
    implied = redundant(form.identities)
    kept = [edit for edit in form.edits if edit not in implied]
    found = proven(form)
    assert [statement.edit for statement in found] == kept
    for statement in found:
        if statement.witness is not None:
            row = {**dict.fromkeys(form.cells, 0), **statement.witness}
            assert [edit for edit in kept if edit.fails(row)] == [statement.edit]


@FORMS
def test_only_signs_of_what_others_bound_are_implied(form: Form) -> None:
    limits = [edit for edit in form.edits if isinstance(edit, Limit) and edit.left]
    bound = set(form.totals) | {edit.right[0] for edit in limits if len(edit.right) == 1}
    implied = [statement.edit for statement in proven(form) if statement.witness is None]
    assert {edit.name for edit in implied} == {"negative-number"}
    assert {key for edit in implied for key in edit.cells} == bound


def test_witness_of_too_many_decimals_has_one_more_than_allowed() -> None:
    form = forms()["2021"]
    (found,) = (x for x in proven(form) if isinstance(x.edit, Decimals))
    assert found.witness is not None
    assert {k: str(v) for k, v in found.witness.items()} == {found.edit.cells[0]: "1.0000001"}


def test_program_without_a_solution_has_none() -> None:
    total = Constraint({"a": 1, "b": -1}, 0, 0)
    assert solution([total, Constraint({"a": 1}, low=1), Constraint({"b": 1}, high=0)]) is None
    assert solution([Constraint({"a": 1}, low=1), Constraint({"a": 1}, high=0)]) is None


def test_statements_that_contradict_each_other_have_no_report(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    form = Form(forms()["2021"].schema)
    total, parts = next(iter(form.totals.items()))
    more = Limit("more", form.identities[0].text, form.identities[0].text, (total,), parts[:1])
    monkeypatch.setattr(form, "edits", (*form.edits, more))
    assert satisfying(form) is None


def test_report_that_rounding_spoilt_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    form = forms()["2021"]
    monkeypatch.setattr(tested, "solution", lambda _: dict.fromkeys(form.cells, 0.4))
    with pytest.raises(ArithmeticError):
        edit_audits(form)
