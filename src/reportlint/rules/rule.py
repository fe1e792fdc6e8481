"""What a rule is: one object with its code, its texts and its check, of one of several kinds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar, Literal

from reportlint.findings import Finding, Severity
from reportlint.form.edits import Edit, Sum
from reportlint.form.schema import Form, forms, last_year
from reportlint.language import LIST, Text, joined
from reportlint.location import Location
from reportlint.number import Number, written
from reportlint.report import ObservationKind, Report
from reportlint.rules.evidence import Evidence

if TYPE_CHECKING:
    from reportlint.peers import Peer

FAMILIES = {
    "S": Text("结构", "structure"),
    "A": Text("勾稽", "arithmetic"),
    "C": Text("取值", "categories"),
    "P": Text("合理性", "plausibility"),
    "D": Text("格式规范", "document"),
    "N": Text("文表一致", "narrative"),
    "Y": Text("跨年", "years"),
    "O": Text("机关之间", "organs"),
    "U": Text("汇总", "units"),
    "E": Text("豁免", "acceptances"),
}


Needs = Literal["report", "cells", "words", "years", "peers", "units", "findings"]
"""What a rule reads: one report as it stands; its cells, which many reports have in a frame; its
numbers beside its words; its numbers beside the same organ's earlier reports; other organs' reports
of its year; a consolidated report beside its units; or what other rules have found.
"""


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One rule: everything that is said about it stands here. A kind of rule answers what it can.

    `message` has `{names}` that a finding fills; `basis` is the article or notice it rests on. In
    it and in `explanation` may stand `{editions}`, `{notices}` and `{since}`: see `filled`.
    """

    needs: ClassVar[Needs]
    by_schema: ClassVar[bool] = False
    """Whether it is silent wherever the schema and its edits hold, which `form.accept` can tell."""

    code: str
    name: str
    evidence: Evidence
    title: Text
    message: Text
    explanation: Text
    basis: Text

    @property
    def severity(self) -> Severity:
        """How grave its findings are."""
        return self.evidence.severity

    def finding(
        self,
        location: Location | None,
        cells: tuple[str, ...] = (),
        *,
        expected: str | None = None,
        actual: str | None = None,
        suggestion: Mapping[str, Number] | None = None,
        unique: bool | None = None,
        related: tuple[Location, ...] = (),
        **filling: object,
    ) -> Finding:
        """Make a finding of this rule, its message filled with `filling`."""
        return Finding(
            code=self.code,
            severity=self.severity,
            message=self.message.fill(**filling),
            location=location,
            cells=cells,
            expected=expected,
            actual=actual,
            suggestion=suggestion or {},
            unique=unique,
            related=related,
        )

    def applies(self, form: Form) -> bool:
        """Whether the rule can say anything about a report on `form`."""
        return True

    def forms(self) -> tuple[Form, ...]:
        """The editions of the form to which it applies, oldest first."""
        return tuple(form for form in forms().values() if self.applies(form))

    def filled(self, text: Text) -> Text:
        """Return a text of the rule with what it says of these editions."""
        return text.fill(**editions_in_words(self.forms()))

    def edits(self, form: Form) -> tuple[Edit, ...]:
        """The statements of `form` that the rule reports."""
        return ()

    def check(self, report: Report) -> Iterator[Finding]:
        """Yield what the rule finds in a report as it stands."""
        return iter(())

    def failing(self, report: Report) -> dict[Edit, Finding]:
        """Return the statements about the report's cells that fail, with what to say of each."""
        return {}

    def compare(self, report: Report, earlier: Sequence[Report]) -> Iterator[Finding]:
        """Yield what the rule finds in the numbers, beside the words or beside `earlier` reports.

        These are the same organ's, the oldest first; there may be none.
        """
        return iter(())


def editions_in_words(editions: Sequence[Form]) -> dict[str, Text]:
    """Return what texts say of some editions: each with its years, their notices, the first year.

    >>> from reportlint.form.schema import form
    >>> print(editions_in_words([form("2019")])["editions"])
    2019、2020年度用2019年版格式（国办公开办函〔2019〕60号）
    """
    named = Text("{years}用{edition}年版格式（{notice}）", "{years}: edition {edition} ({notice})")
    each = [
        named.fill(years=_years(form), edition=form.edition, notice=_notice(form))
        for form in editions
    ]
    return {
        "editions": joined(each),
        "notices": joined(map(_notice, editions), LIST),
        "since": joined(str(form.first_year) for form in editions[:1]),
    }


def _notice(form: Form) -> Text:
    number = form.notice[max(form.notice.find("〔"), 0) :].removesuffix("号")
    return Text(form.notice, f"notice {number}")


def _years(form: Form) -> Text:
    first, last = form.first_year, last_year(form)
    if last is None:
        return Text(f"{first}年度起", f"since {first}")
    if last - first > 1:
        return Text(f"{first}至{last}年度", f"{first} to {last}")
    years = joined((str(year) for year in range(first, last + 1)), LIST)
    return Text("{years}年度", "{years}").fill(years=years)


@dataclass(frozen=True, kw_only=True)
class EditRule(Rule):
    """A rule that reports the failing statements of its name.

    Its message is filled with `{subject}`, `{equation}`, `{text}` and `{excess}`, by which the
    left side of a sum exceeds the right.
    """

    needs: ClassVar[Needs] = "cells"
    by_schema: ClassVar[bool] = True

    message: Text = field(
        default=Text("{subject}：{equation}；{text}", "{subject}: {equation}; {text}")
    )

    def edits(self, form: Form) -> tuple[Edit, ...]:
        """The statements of its name about one report."""
        return tuple(edit for edit in form.edits if edit.name == self.name)

    def applies(self, form: Form) -> bool:
        """Whether the form makes such a statement."""
        return bool(self.edits(form))

    def failing(self, report: Report) -> dict[Edit, Finding]:
        """Return those that fail, with what to say of each."""
        if report.form is None:
            return {}
        edits = (edit for edit in self.edits(report.form) if edit.fails(report.record))
        return {edit: self._statement(edit, report) for edit in edits}

    def _statement(self, edit: Edit, report: Report) -> Finding:
        expected, actual = edit.sides(report.record)
        excess: Number = -edit.difference(report.record) if isinstance(edit, Sum) else 0
        return self.finding(
            report.location(edit.cells[-1]),
            edit.cells,
            expected=expected,
            actual=actual,
            subject=edit.subject,
            text=edit.text,
            equation=edit.equation(report.record),
            excess=written(excess),
        )


@dataclass(frozen=True, kw_only=True)
class ReportRule(Rule):
    """A rule that reads one report, on forms with an `annotation` where it names one."""

    needs: ClassVar[Needs] = "report"

    find: Callable[[Rule, Report], Iterator[Finding]]
    annotation: str | None = None

    def applies(self, form: Form) -> bool:
        """Whether the form has the annotation that the rule is about, if it is about one."""
        return self.annotation is None or any(form.annotated(self.annotation))

    def check(self, report: Report) -> Iterator[Finding]:
        """Yield what `find` finds."""
        return self.find(self, report)


@dataclass(frozen=True, kw_only=True)
class ObservationRule(Rule):
    """A rule that says what a reader saw of one kind, each by itself or `together` in one."""

    needs: ClassVar[Needs] = "report"

    kind: ObservationKind
    together: bool = False

    def check(self, report: Report) -> Iterator[Finding]:
        """Yield what was seen: it fills `{found}`; of one the `{cell}` and the number `{read}`.

        What was seen together fills `{n}`, the number of cells.
        """
        seen = [each for each in report.observations if each.kind == self.kind]
        if seen and self.together:
            cells = tuple(key for each in seen for key in each.cells)
            found = joined(dict.fromkeys(quoted(each.text) for each in seen), LIST)
            yield self.finding(seen[0].location, cells, found=found, n=len(cells))
        elif seen:
            for each in seen:
                cell = report.form.cells[each.cells[0]].text if report.form and each.cells else ""
                value = report.value(each.cells[0]) if each.cells else None
                yield self.finding(
                    each.location,
                    each.cells,
                    found=quoted(each.text),
                    cell=cell,
                    read="" if value is None else written(value),
                )


@dataclass(frozen=True, kw_only=True)
class NarrativeRule(Rule):
    """A rule that holds the words against the numbers, or against themselves."""

    needs: ClassVar[Needs] = "words"

    find: Callable[[Rule, Report], Iterator[Finding]]

    def compare(self, report: Report, earlier: Sequence[Report]) -> Iterator[Finding]:
        """Yield what `find` finds, whatever the earlier reports."""
        return self.find(self, report)


@dataclass(frozen=True, kw_only=True)
class EvidenceRule(Rule):
    """A rule that weighs the numbers by the words, and by earlier reports where there are any."""

    needs: ClassVar[Needs] = "words"

    find: Callable[[Rule, Report, Sequence[Report]], Iterator[Finding]]

    def compare(self, report: Report, earlier: Sequence[Report]) -> Iterator[Finding]:
        """Yield what `find` finds beside `earlier` reports, or without any."""
        return self.find(self, report, earlier)


@dataclass(frozen=True, kw_only=True)
class HistoryRule(Rule):
    """A rule that compares a report with the same organ's earlier ones."""

    needs: ClassVar[Needs] = "years"

    find: Callable[[Rule, Report, Sequence[Report]], Iterator[Finding]]

    def compare(self, report: Report, earlier: Sequence[Report]) -> Iterator[Finding]:
        """Yield what `find` finds beside `earlier` reports, where there are any."""
        return self.find(self, report, earlier) if earlier else iter(())


@dataclass(frozen=True, kw_only=True)
class PeerRule(Rule):
    """A rule that compares reports of one year with each other."""

    needs: ClassVar[Needs] = "peers"

    find: Callable[[Rule, list[Peer]], Iterator[tuple[int, Finding]]]


class OrganRule(Rule):
    """A rule about which earlier reports are the same organ's; `linter` runs it over all."""

    needs: ClassVar[Needs] = "years"


class UnitsRule(Rule):
    """A rule that compares a consolidated report with the organs it covers; run by `units`."""

    needs: ClassVar[Needs] = "units"


class AcceptanceRule(Rule):
    """A rule about accepted findings, not about a report; run by `acceptances`."""

    needs: ClassVar[Needs] = "findings"


_LONGEST_QUOTE = 40
_SHOWN = {dict: "{…}", list: "[…]", type(None): "null"}


def quoted(found: object) -> str:
    """Return a value as a message quotes it, cut where it is long."""
    text = (
        _SHOWN.get(type(found), str(found)) if not isinstance(found, bool) else str(found).lower()
    )
    cut = text[:_LONGEST_QUOTE]
    return f"“{cut}…”" if cut != text else f"“{text}”"
