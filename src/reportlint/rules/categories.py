"""Family C: what a cell may hold, and limits among the cells of a row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reportlint.findings import Finding
from reportlint.language import Text
from reportlint.number import written
from reportlint.report import Report
from reportlint.rules.evidence import Evidence
from reportlint.rules.rule import EditRule
from reportlint.rules.schema import is_negative, schema_errors

_SECTION_2 = Text(
    "{notices}格式第二部分；《政府信息公开条例》第二十条",
    "section 2 of the form of {notices}; Regulation, article 20",
)


@dataclass(frozen=True, kw_only=True)
class _NegativeRule(EditRule):
    """Also finds what is too far below 0 to be a number of the form, and so of no statement."""

    def check(self, report: Report) -> Iterator[Finding]:
        for error in report.derived(schema_errors):
            cell = report.form.cells.get(error.key) if report.form else None
            if cell and is_negative(error) and error.instance < -cell.maximum:
                found = written(error.instance)
                yield self.finding(
                    report.location(error.key),
                    (error.key,),
                    actual=found,
                    subject=cell.text,
                    equation=Text(f"填报 {found}", f"reported {found}"),
                    text=Text("件数、金额不能为负数", "no number here is below 0"),
                )


NEGATIVE_NUMBER = _NegativeRule(
    code="C101",
    name="negative-number",
    evidence=Evidence.CERTAIN,
    title=Text("数量和金额不得为负", "Counts and amounts are not negative"),
    explanation=Text(
        "除“本年增/减”外，各格都是件数、项数或金额，最小为 0。",
        "Every cell but a change counts cases, documents, items or money: 0 at least.",
    ),
    basis=Text("年度报告格式", "the form"),
)


MONEY_DECIMALS = EditRule(
    code="C102",
    name="money-decimals",
    evidence=Evidence.CERTAIN,
    title=Text("金额至多六位小数", "Amounts have at most six decimals"),
    message=Text(
        "{subject}：{equation}；{text}，请按实际金额填写",
        "{subject}: {equation}; {text}: give the amount as it is",
    ),
    explanation=Text(
        "金额以万元计，六位小数即为一分；更多的小数不是真实金额，多半是换算留下的尾数。",
        "Amounts are in 万元, so six decimals are one fen; more are no real amount, but most "
        "likely the tail of a conversion.",
    ),
    basis=Text("年度报告格式第二部分", "section 2 of the form"),
)


DISCLOSED_IN_ALL = EditRule(
    code="C103",
    name="disclosed-in-all",
    evidence=Evidence.CERTAIN,
    title=Text(
        "本年新公开数量不多于对外公开总数量",
        "What was newly disclosed is part of the total disclosed",
    ),
    explanation=Text(
        "本年新公开的文件属于对外公开的文件，不会多于其总数。",
        "Documents newly disclosed in the year are among all those disclosed.",
    ),
    basis=_SECTION_2,
)


ITEMS_LEFT = EditRule(
    code="C104",
    name="items-left",
    evidence=Evidence.CERTAIN,
    title=Text(
        "上一年项目数量加本年增/减不小于 0",
        "The previous items and their change are not below 0",
    ),
    explanation=Text(
        "减少的项目不会多于原有的项目；常见原因是增减的正负号写反。",
        "No more items can go than there were; often the sign of the change is wrong.",
    ),
    basis=_SECTION_2,
)


PROCUREMENT_AMOUNT = EditRule(
    code="C105",
    name="procurement-amount",
    evidence=Evidence.CERTAIN,
    title=Text(
        "采购项目与采购金额同时大于 0 或同时为 0",
        "Procurement has items exactly when it has an amount",
    ),
    explanation=Text(
        "有采购项目就有采购金额，没有项目就没有金额。",
        "Items procured cost something, and an amount is spent on items.",
    ),
    basis=_SECTION_2,
)


RESERVED_RULES = EditRule(
    code="C201",
    name="reserved-rules",
    evidence=Evidence.REQUIREMENT,
    title=Text("规章由有权机关制定", "Government rules are made by organs with that power"),
    message=Text(
        "{subject}：{equation}；{text}，请核对是否误将行政规范性文件填入规章",
        "{subject}: {equation}; {text}: check that no normative documents stand in that of rules",
    ),
    explanation=Text(
        "只有国务院部门，省、自治区、直辖市、设区的市、自治州人民政府，以及东莞、中山、嘉峪关、三沙"
        "（2015年起）、儋州（2023年起）五个不设区的市的人民政府制定规章；省、市政府的部门和开发区不制定。"
        "填报规章，多半是把行政规范性文件填错了行。按 agency.level 和机关名称判断；政府办公室"
        "（厅）可能代政府报告，不作判断。2023年3月《立法法》修改以前为第八十条、第八十二条。",
        "Only State Council departments and the governments of provinces, autonomous regions, "
        "municipalities, cities with districts, autonomous prefectures and of five cities without "
        "districts (Dongguan, Zhongshan, Jiayuguan, Sansha since 2015, Danzhou since 2023) make "
        "government rules; departments of provinces and cities do not, nor zones. An organ "
        "without the power has most likely put normative documents in the wrong row. Judged by "
        "agency.level and by the organ's name; a government's office may report for the "
        "government. Before the amendment of March 2023 the articles were 80 and 82.",
    ),
    basis=Text("《立法法》第九十一条、第九十三条", "Legislation Law, articles 91 and 93"),
)


ISSUED_IN_FORCE = EditRule(
    code="C202",
    name="issued-in-force",
    evidence=Evidence.PATTERN,
    title=Text(
        "本年制发的文件应仍有效或已废止", "What was issued this year is in force or repealed"
    ),
    message=Text(
        "{subject}：{equation}，有 {excess} 件去向不明；{text}，如系年内到期失效可不改，否则请核对",
        "{subject}: {equation}; unaccounted for: {excess}; {text}: right where they expired within "
        "the year, else check the numbers",
    ),
    explanation=Text(
        "本年制发件数多于现行有效件数与本年废止件数之和时，多出的文件去向不明，除非当年即到期失效。",
        "Where more was issued than is in force or was repealed, the rest is unaccounted for, "
        "unless it expired within the year.",
    ),
    basis=_SECTION_2,
)


DECISIONS_WITHOUT_ITEMS = EditRule(
    code="C203",
    name="decisions-without-items",
    evidence=Evidence.PATTERN,
    title=Text("有处理决定，应有项目", "Decisions need an item under which they are made"),
    message=Text(
        "{subject}：{equation}；{text}，请核对项目数量是否漏填",
        "{subject}: {equation}; {text}: check whether the number of items was left out",
    ),
    explanation=Text(
        "上一年没有项目、本年也没有增加，却有处理决定：请核对项目数量是否漏填。",
        "No items in the previous year, none added, yet decisions were made: the number of "
        "items may have been left out.",
    ),
    basis=_SECTION_2,
)
