"""What the identities guard, and that the page on unguarded cells says the same."""

from __future__ import annotations

import pytest
from tests.paths import DOCS

from reportlint.audit.detection import audit, error_counts, guards
from reportlint.form.edits import Decimals, Edit
from reportlint.form.schema import Form, forms, package_folder
from reportlint.solving import redundant

PAGE = DOCS / "unguarded.md"
FORMS = pytest.mark.parametrize("form", forms().values(), ids=forms())


@pytest.mark.parametrize(("edition", "identities", "rank"), [("2019", 37, 35), ("2021", 39, 37)])
def test_section_three_has_two_identities_to_spare(
    edition: str, identities: int, rank: int
) -> None:
    form = forms()[edition]
    found = [audit(form, table) for table in form.tables]
    assert [(x.identities, x.rank) for x in found] == [(0, 0), (identities, rank), (3, 3)]
    assert audit(form).redundant == found[1].redundant


@FORMS
def test_redundant_identities_follow_in_any_order(form: Form) -> None:
    assert len(redundant(form.identities)) == len(redundant(form.identities[::-1])) == 2


@FORMS
def test_guards_are_every_statement_by_its_cells(form: Form) -> None:
    found = guards(form)
    assert found.keys() == form.cells.keys()
    assert {(key, edit) for key, edits in found.items() for edit in edits} == {
        (key, edit) for edit in form.edits for key in edit.cells
    }


@FORMS
def test_section_three_shows_any_three_errors_and_locates_any_one(form: Form) -> None:
    _, three, four = error_counts(form, form.tables)
    assert (three.distance, four.distance) == (4, 2)
    assert three.detected == three.located == three.cells
    assert {verdict for verdict, n in three.pairs.items() if n} == {"unequal", "always"}
    assert (four.detected, four.located) == (four.cells, 0)


@FORMS
def test_rectangles_of_section_three_hide_equal_errors(form: Form) -> None:
    """Counted by hand: rows of one column sum, or of the balance, in any two columns."""
    (three,) = error_counts(form, [form.tables[1]])
    outcomes, columns = max(map(len, form.totals.values())), 7
    alike = _pairs(outcomes * columns) + _pairs(3 * columns)
    assert three.pairs["unequal"] == alike
    assert three.pairs["always"] == _pairs(three.cells) - alike


def _pairs(n: int) -> int:
    return n * (n - 1) // 2


@pytest.mark.parametrize("form", forms(package_folder()).values(), ids=forms(package_folder()))
def test_page_on_unguarded_cells_is_what_the_audit_finds(form: Form) -> None:
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    listed = [line for line in lines if line.startswith(f"| {form.edition} |")]
    found = guards(form)
    assert listed == [
        f"| {form.edition} | `{key}` | {form.cells[key].text.zh} | {_limits(found[key])} |"
        for key in audit(form).unguarded
    ]


def _limits(edits: tuple[Edit, ...]) -> str:
    """What a cell has to do with others; its own sign and decimals go without saying."""
    said = [x.text.en for x in edits if len(x.cells) > 1 and not isinstance(x, Decimals)]
    return "; ".join(said) or "—"
