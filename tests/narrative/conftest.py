"""A report with numbers in every part, to write prose about."""

from __future__ import annotations

from typing import Any

import pytest
from tests.fixture_types import Zeros

from reportlint.report import Report, flatten, nest

NUMBERS = {
    "proactive.normative_documents.issued": 8,
    "proactive.normative_documents.repealed": 3,
    "proactive.normative_documents.in_force": 66,
    "proactive.licensing.decisions": 1240,
    "proactive.penalties.decisions": 95,
    "proactive.coercion.decisions": 12,
    "proactive.fees.amount": 3.2,
    "requests.received.natural_person": 50,
    "requests.received.commercial_enterprise": 6,
    "requests.received.legal_service_institution": 4,
    "requests.received.total": 60,
    "requests.carried_over.natural_person": 5,
    "requests.carried_over.total": 5,
    "requests.outcomes.granted.natural_person": 24,
    "requests.outcomes.granted.commercial_enterprise": 6,
    "requests.outcomes.granted.total": 30,
    "requests.outcomes.partially_granted.natural_person": 7,
    "requests.outcomes.partially_granted.total": 7,
    "requests.outcomes.refused.state_secret.natural_person": 1,
    "requests.outcomes.refused.state_secret.total": 1,
    "requests.outcomes.refused.process_information.natural_person": 4,
    "requests.outcomes.refused.process_information.total": 4,
    "requests.outcomes.unavailable.not_held.natural_person": 9,
    "requests.outcomes.unavailable.not_held.total": 9,
    "requests.outcomes.not_processed.repeated.natural_person": 2,
    "requests.outcomes.not_processed.repeated.total": 2,
    "requests.outcomes.other.other.natural_person": 1,
    "requests.outcomes.other.other.legal_service_institution": 4,
    "requests.outcomes.other.other.total": 5,
    "requests.outcomes.total.natural_person": 48,
    "requests.outcomes.total.commercial_enterprise": 6,
    "requests.outcomes.total.legal_service_institution": 4,
    "requests.outcomes.total.total": 58,
    "requests.carried_forward.natural_person": 7,
    "requests.carried_forward.total": 7,
    "review.reconsideration.upheld": 6,
    "review.reconsideration.corrected": 2,
    "review.reconsideration.pending": 1,
    "review.reconsideration.total": 9,
    "review.litigation.direct.upheld": 2,
    "review.litigation.direct.total": 2,
    "review.litigation.after_reconsideration.upheld": 1,
    "review.litigation.after_reconsideration.other": 1,
    "review.litigation.after_reconsideration.total": 2,
}


@pytest.fixture
def prose(zeros: Zeros) -> Zeros:
    """Makes that report with an overview, and other values at some keys."""

    def make(overview: str, changes: dict[str, Any] | None = None, **about: Any) -> Report:
        data = dict(flatten(zeros({**NUMBERS, **(changes or {})}).data))
        data |= {"year": 2024, "narrative.overview": overview}
        data |= {key.replace("_", "."): value for key, value in about.items()}
        return Report.from_dict(nest(data.items()))

    return make
