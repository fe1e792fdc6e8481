"""The study of prose: its tables agree with its sentences."""

from __future__ import annotations

from random import Random

import pytest
from benchmarks.prose.corpus import sentences
from benchmarks.prose.study import study
from benchmarks.prose.tables import agreeing
from tests.findings import codes

SEEN = sentences("seen")


@pytest.mark.parametrize("sentence", SEEN[:: len(SEEN) // 12], ids=lambda x: x.text[:12])
def test_tables_keep_what_the_form_requires_and_the_sentence_claims(sentence: object) -> None:
    (found,) = [each for each in SEEN if each is sentence]
    report, before = agreeing(found, Random(1))
    assert codes(report, "A") == codes(before, "A") == []
    for claim in found.claims:
        if claim.relation == "is" and not claim.part[0].startswith("previous:"):
            assert sum(report.value(key) or 0 for key in claim.part) == claim.number


def test_a_number_is_found_wrong_and_a_right_one_is_not_accused() -> None:
    (tally,) = study(
        [x for x in SEEN if x.text.startswith("全年共受理政府信息公开申请43件")], 0
    ).values()
    assert (tally.claims, tally.alarms) == (3, 0)
    # One wrong by one may be what was received without what was not processed.
    assert tally.found >= 1
