"""What the statements of a form can and cannot do: proven, not sampled.

`audit` counts the identities, `errors` the wrong cells that they show and tell apart, `statements`
breaks each statement while all others hold, and `satisfying` fills every cell while all hold.
"""

from __future__ import annotations

from reportlint.audit.coverage import Audit, audit, guards
from reportlint.audit.errors import Errors, errors
from reportlint.audit.independence import Statement, satisfying, statements

__all__ = ["Audit", "Errors", "Statement", "audit", "errors", "guards", "satisfying", "statements"]
