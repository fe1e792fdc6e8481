"""Family S, S0: the edition of the form against the report year."""

from __future__ import annotations

from collections.abc import Iterator

from reportlint.findings import Finding
from reportlint.form.schema import form_of_year, forms
from reportlint.language import Text
from reportlint.report import Report
from reportlint.rules.rule import ReportRule, Rule, quoted

_NOTICES = Text("{notices}", "{notices}")


def _no_edition(rule: Rule, report: Report) -> Iterator[Finding]:
    stated = report.data.get("edition")
    if stated is None and report.year is None:
        found = report.data.get("year")
        hint = Text("（year 是 {found}）", " (`year` is {found})").fill(found=quoted(found))
        yield rule.finding(report.location("year"), hint=hint if found is not None else "")


NO_YEAR = ReportRule(
    code="S001",
    name="no-year",
    severity="error",
    title=Text("缺少报告年度", "The report year is missing"),
    message=Text(
        "没有写明报告年度{hint}，无法确定适用的表式",
        "the report year is not stated{hint}, so its form is not known",
    ),
    explanation=Text(
        "按年度选用表式。数据文件写 year，文档在标题里写年度。",
        "The year decides the form. A data file states it as `year`, a document in its title.",
    ),
    basis=_NOTICES,
    find=_no_edition,
)


def _unknown_edition(rule: Rule, report: Report) -> Iterator[Finding]:
    stated = report.data.get("edition")
    if stated is not None and report.form is None:
        known = ", ".join(f'"{name}"' for name in forms())
        hint = Text("（要加引号）", " (with quotes)") if str(stated) in forms() else ""
        yield rule.finding(report.location("edition"), found=quoted(stated), known=known, hint=hint)


UNKNOWN_EDITION = ReportRule(
    code="S002",
    name="unknown-edition",
    severity="error",
    title=Text("未知的表式版本", "Unknown edition of the form"),
    message=Text(
        "没有版本 {found}，现有版本：{known}{hint}",
        "there is no edition {found}; the editions are {known}{hint}",
    ),
    explanation=Text(
        "edition 可以省略，省略时由 year 决定。",
        "`edition` may be left out; then `year` decides.",
    ),
    basis=_NOTICES,
    find=_unknown_edition,
)


def _edition_against_year(rule: Rule, report: Report) -> Iterator[Finding]:
    if report.year is None:
        return
    right = form_of_year(report.year)
    if right is None:
        none = Text("没有适用的表式", "there is no form for it")
        yield rule.finding(report.location("year"), year=report.year, right=none)
    elif report.form is not None and report.form.edition != right.edition:
        use = Text(
            "应使用 {e} 版表式（{n}），报告用的是 {f} 版",
            "its form is edition {e} ({n}), the report uses {f}",
        )
        text = use.fill(e=right.edition, n=right.notice, f=report.form.edition)
        yield rule.finding(
            report.location("edition" if "edition" in report.locations else "year"),
            expected=right.edition,
            actual=report.form.edition,
            year=report.year,
            right=text,
        )


EDITION_AGAINST_YEAR = ReportRule(
    code="S003",
    name="edition-against-year",
    severity="error",
    title=Text("表式版本与报告年度不符", "The edition of the form is not that of the year"),
    message=Text("{year} 年度：{right}", "report year {year}: {right}"),
    explanation=Text(
        "表式的版本：{editions}。更早的年度没有统一表式。",
        "Editions of the form: {editions}. There was no common form before.",
    ),
    basis=_NOTICES,
    find=_edition_against_year,
)
