"""Family A: the sums of the form, on whole reports."""

from __future__ import annotations

import pytest
from tests.fixture_types import Zeros

import reportlint
from reportlint.form.schema import forms
from reportlint.report import Report
from reportlint.rules import RULES

EDITIONS = tuple(forms())


def arithmetic(report: Report) -> list[reportlint.Finding]:
    return list(reportlint.check(report, select=["A"]))


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_identity_is_reported_by_one_rule(edition: str) -> None:
    form = reportlint.form(edition)
    rules = [rule for rule in RULES.values() if rule.code[0] == "A"]
    reported = [edit for rule in rules for edit in rule.edits(form)]
    assert sorted(map(id, reported)) == sorted(map(id, form.identities))


@pytest.mark.parametrize("edition", EDITIONS)
def test_cell_that_is_raised_breaks_exactly_its_identities(zeros: Zeros, edition: str) -> None:
    identities = reportlint.form(edition).identities
    cells = sorted({key for identity in identities for key in identity.cells})
    raised = {key: arithmetic(zeros({key: 1}, edition=edition)) for key in cells[::5]}
    broken = {
        key: sorted(x.cells for finding in found for x in finding.broken or [finding])
        for key, found in raised.items()
    }
    assert broken == {
        key: sorted(identity.cells for identity in identities if key in identity.cells)
        for key in raised
    }


@pytest.mark.parametrize("edition", EDITIONS)
def test_blank_report_breaks_nothing(zeros: Zeros, edition: str) -> None:
    blank = dict.fromkeys(reportlint.form(edition).cells)
    assert arithmetic(zeros(blank, edition=edition)) == []


def test_wrong_total_names_its_cells_and_both_numbers(zeros: Zeros) -> None:
    wrong = {"review.reconsideration.upheld": 2, "review.reconsideration.total": 3}
    (finding,) = arithmetic(zeros(wrong))
    assert (finding.code, finding.expected, finding.actual) == ("A201", "2", "3")
    assert finding.cells[-1] == "review.reconsideration.total"
    assert (
        "结果维持 2 + 结果纠正 0 + 其他结果 0 + 尚未审结 0 = 2，填报 3，多 1" in finding.message.zh
    )


def test_message_is_in_the_words_of_the_form(zeros: Zeros) -> None:
    received = {"requests.received.natural_person": 1, "requests.received.total": 1}
    (finding,) = arithmetic(zeros(received))
    assert [x.message.zh.partition("：")[0] for x in finding.broken] == ["自然人", "总计"]
    assert [x.message.en.partition(":")[0] for x in finding.broken] == ["natural persons", "total"]


def test_litigation_groups_are_told_apart(zeros: Zeros) -> None:
    wrong = {
        "review.litigation.direct.total": 1,
        "review.litigation.after_reconsideration.total": 1,
    }
    first, second = arithmetic(zeros(wrong))
    assert "未经复议直接起诉" in first.message.zh
    assert "复议后起诉" in second.message.zh


def test_blank_part_excuses_a_total_that_is_larger(zeros: Zeros) -> None:
    unknown: dict[str, int | None] = {"review.reconsideration.other": None}
    assert arithmetic(zeros({**unknown, "review.reconsideration.total": 5})) == []
    assert arithmetic(zeros({**unknown, "review.reconsideration.upheld": 5})) != []


def test_numbers_as_large_as_the_form_allows_are_added_exactly(zeros: Zeros) -> None:
    most = 999_999_999_999
    parts = {"review.reconsideration.upheld": most - 1, "review.reconsideration.pending": 1}
    assert arithmetic(zeros({**parts, "review.reconsideration.total": most})) == []
    (finding,) = arithmetic(zeros({**parts, "review.reconsideration.total": most - 1}))
    assert finding.expected == str(most)
