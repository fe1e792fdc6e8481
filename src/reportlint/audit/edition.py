"""Everything that is proven about the statements of one edition."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from reportlint.audit.detection import Audit, ErrorCounts, audit, error_counts
from reportlint.audit.independence import EditAudit, edit_audits, satisfying
from reportlint.form.edits import Edit
from reportlint.form.schema import Form, forms
from reportlint.form.structure import Section
from reportlint.number import Number


@dataclass(frozen=True)
class EditionAudit:
    """What is proven about one edition, each part when it is first asked for."""

    form: Form

    @cached_property
    def whole(self) -> Audit:
        """The identities of the whole form, counted."""
        return audit(self.form)

    @cached_property
    def tables(self) -> list[tuple[Section, Audit, ErrorCounts]]:
        """Each table, with its identities and with the wrong cells that they show."""
        own = self.form.tables
        counted = (audit(self.form, table) for table in own)
        return list(zip(own, counted, error_counts(self.form, own), strict=True))

    @cached_property
    def statements(self) -> tuple[EditAudit, ...]:
        """Each statement but the redundant identities, with a report that breaks it alone."""
        return edit_audits(self.form)

    @cached_property
    def satisfying(self) -> Mapping[str, Number] | None:
        """A report with every cell filled on which all statements hold."""
        return satisfying(self.form)

    @cached_property
    def implied(self) -> list[Edit]:
        """The statements that no report breaks alone."""
        return [found.edit for found in self.statements if found.witness is None]


@cache
def edition_audit(edition: str) -> EditionAudit:
    """Return the audit of an edition, which takes seconds to work out whole."""
    return EditionAudit(forms()[edition])
