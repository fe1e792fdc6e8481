"""What the statements of a form can and cannot do: proven, not sampled.

`audit` counts the identities, `errors` the wrong cells that they show and tell apart, `statements`
breaks each statement while all others hold, and `satisfying` fills every cell while all hold.
"""

from __future__ import annotations

from reportlint.audit.detection import Audit, ErrorCounts, audit, error_counts, guards
from reportlint.audit.independence import AuditedEdit, satisfying, statements

__all__ = [
    "Audit",
    "AuditedEdit",
    "ErrorCounts",
    "audit",
    "error_counts",
    "guards",
    "satisfying",
    "statements",
]
