"""Family E: findings that were accepted, and what has become of them."""

from __future__ import annotations

from reportlint.language import Text
from reportlint.rules.evidence import Evidence
from reportlint.rules.rule import AcceptanceRule

_SETTINGS = Text("本工具的设置", "the settings of reportlint")

EXPIRED = AcceptanceRule(
    code="E101",
    name="expired-acceptance",
    evidence=Evidence.REQUIREMENT,
    title=Text("豁免已到期", "An acceptance has expired"),
    message=Text(
        "对 {code} 的豁免截至{until}，已经到期，{n} 处问题重新报告（当时的理由："
        "{reason}）；请改正，或重新确认",
        "the acceptance of {code} ended on {until}; findings reported again: {n} (its reason "
        "was: {reason}); mend them, or confirm it",
    ),
    explanation=Text(
        "豁免到期后，问题照常报告。请改正报告，或重新确认理由，改定期限；期限当天仍然有效。",
        "Once an acceptance has expired its findings are reported again. Mend the report, or "
        "confirm the reason and set another day; the day itself still counts.",
    ),
    basis=_SETTINGS,
)

UNUSED = AcceptanceRule(
    code="E102",
    name="unused-acceptance",
    evidence=Evidence.COVERAGE,
    title=Text("豁免没有用上", "An acceptance accepts nothing"),
    message=Text(
        "对 {code}（{file}）的豁免没有用上，可以删去",
        "the acceptance of {code} in {file} accepts nothing and can be removed",
    ),
    explanation=Text(
        "文件检查过了，却没有这样的问题：也许已经改正，也许代码、文件或格的键名写错了。"
        "文件没有检查、规则没有运行的不算；要与其他报告比较的规则也不算。",
        "The file was checked and has no such finding: it was mended, or the code, the file or "
        "the cells are not the right ones. Nothing is said where the file was not checked or the "
        "rule not run, nor of rules that compare reports.",
    ),
    basis=_SETTINGS,
)

STALE = AcceptanceRule(
    code="E103",
    name="stale-baseline-entry",
    evidence=Evidence.COVERAGE,
    title=Text("基线中的问题已不存在", "A finding of the baseline is gone"),
    message=Text(
        "基线中 {file} 的 {code}{what}已不存在，可以用 --write-baseline 更新基线",
        "{code} in {file}{what} of the baseline is no longer found; --write-baseline updates it",
    ),
    explanation=Text(
        "文件检查过了，基线中的问题却没有了。留在基线里，同样的错误再次出现时就不会报告。"
        "数字变了的问题算作新的问题。",
        "The file was checked and no longer has the finding. While it stays in the baseline the "
        "same mistake, made again, would not be reported. A finding whose numbers change is a new "
        "one.",
    ),
    basis=_SETTINGS,
)
