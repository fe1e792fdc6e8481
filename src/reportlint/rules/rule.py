"""Findings straight from what a reader saw."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from reportlint.findings import Finding, Severity
from reportlint.form.edits import Edit
from reportlint.form.schema import Form, forms, last_year
from reportlint.language import LIST, Text, joined
from reportlint.location import Location
from reportlint.number import Number
from reportlint.report import ObservationKind, Report

FAMILIES = {
    "S": Text("结构", "structure"),
    "A": Text("勾稽", "arithmetic"),
    "C": Text("类别", "categories"),
    "D": Text("文本", "document"),
    "N": Text("文字", "narrative"),
    "Y": Text("年度", "years"),
    "U": Text("汇总", "units"),
    "E": Text("豁免", "acceptances"),
}


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One rule: everything that is said about it stands here.

    `message` has `{names}` that a finding fills; `basis` is the article or notice it rests on. In
    it and in `explanation` may stand `{editions}`, `{notices}` and `{since}`: see `filled`.
    """

    code: str
    name: str
    severity: Severity
    title: Text
    message: Text
    explanation: Text
    basis: Text

    def finding(
        self,
        location: Location | None,
        cells: tuple[str, ...] = (),
        *,
        expected: str | None = None,
        actual: str | None = None,
        suggestion: Mapping[str, Number] | None = None,
        unique: bool | None = None,
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

    def check(self, report: Report) -> Iterator[Finding]:
        """Yield what the rule finds in one report; one that jsonschema runs finds nothing here."""
        return iter(())


def editions_in_words(editions: Sequence[Form]) -> dict[str, Text]:
    """Return what texts say of some editions: each with its years, their notices, the first year.

    >>> from reportlint.form.schema import form
    >>> print(editions_in_words([form("2019")])["editions"])
    2019、2020 年度用 2019 版（国办公开办函〔2019〕60号）
    """
    named = Text("{years}用 {edition} 版（{notice}）", "{years}: edition {edition} ({notice})")
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
        return Text(f"{first} 年度起", f"since {first}")
    if last - first > 1:
        return Text(f"{first} 至 {last} 年度", f"{first} to {last}")
    years = joined((str(year) for year in range(first, last + 1)), LIST)
    return Text("{years} 年度", "{years}").fill(years=years)


@dataclass(frozen=True, kw_only=True)
class EditRule(Rule):
    """A rule that reports the failing edits of its name."""

    message: Text = field(
        default=Text("{subject}：{equation}；{text}", "{subject}: {equation}; {text}")
    )

    def edits(self, form: Form) -> tuple[Edit, ...]:
        """The edits of `form` that the rule reports."""
        return tuple(edit for edit in form.edits if edit.name == self.name)

    def applies(self, form: Form) -> bool:
        """Whether the form makes such a statement."""
        return bool(self.edits(form))

    def check(self, report: Report) -> Iterator[Finding]:
        """Yield a finding for every failing edit."""
        for edit in self.failing(report):
            yield self.statement(edit, report)

    def failing(self, report: Report) -> Iterator[Edit]:
        """Yield the edits of the rule that fail."""
        if report.form is not None:
            row = report.record
            yield from (edit for edit in self.edits(report.form) if edit.fails(row))

    def statement(self, edit: Edit, report: Report) -> Finding:
        """Return the finding that a failing edit is by itself."""
        row = report.record
        expected, actual = edit.sides(row)
        return self.finding(
            report.location(edit.cells[-1]),
            edit.cells,
            expected=expected,
            actual=actual,
            subject=edit.subject,
            text=edit.text,
            equation=edit.equation(row),
        )


@dataclass(frozen=True, kw_only=True)
class ReportRule(Rule):
    """A rule that reads one report, on forms with an `annotation` where it names one."""

    find: Callable[[Rule, Report], Iterator[Finding]]
    annotation: str | None = None

    def applies(self, form: Form) -> bool:
        """Whether the form has the annotation that the rule is about, if it is about one."""
        return self.annotation is None or any(form.annotated(self.annotation))

    def check(self, report: Report) -> Iterator[Finding]:
        """Yield what `find` finds."""
        return self.find(self, report)


@dataclass(frozen=True, kw_only=True)
class NarrativeRule(ReportRule):
    """A rule that holds the prose against the numbers, or against itself."""


@dataclass(frozen=True, kw_only=True)
class HistoryRule(Rule):
    """A rule that compares a report with the same organ's earlier ones, oldest first."""

    compare: Callable[[Rule, Report, Sequence[Report]], Iterator[Finding]]


@dataclass(frozen=True, kw_only=True)
class UnitsRule(Rule):
    """A rule that compares a consolidated report with the organs it covers; run by `units`."""


@dataclass(frozen=True, kw_only=True)
class AcceptanceRule(Rule):
    """A rule about accepted findings, not about a report; run by `acceptance` and `baseline`."""


_LONGEST_QUOTE = 40
_SHOWN = {dict: "{…}", list: "[…]", type(None): "null"}


def each_observation(kind: ObservationKind) -> Callable[[Rule, Report], Iterator[Finding]]:
    """Return what makes a finding of every observation of a kind; it fills `{found}`."""

    def find(rule: Rule, report: Report) -> Iterator[Finding]:
        for seen in report.observations:
            if seen.kind == kind:
                yield rule.finding(seen.location, seen.cells, found=quoted(seen.text))

    return find


def quoted(found: object) -> str:
    """Return a value as a message quotes it, cut where it is long."""
    text = (
        _SHOWN.get(type(found), str(found)) if not isinstance(found, bool) else str(found).lower()
    )
    cut = text[:_LONGEST_QUOTE]
    return f"“{cut}…”" if cut != text else f"“{text}”"
