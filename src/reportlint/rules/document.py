"""Rules D1, and D201: how the tables are filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportlint.findings import Finding
from reportlint.form.edits import Identity, known
from reportlint.language import Text
from reportlint.number import written
from reportlint.report import Report
from reportlint.rules.contents import is_blank_form
from reportlint.rules.evidence import Evidence
from reportlint.rules.rule import ObservationRule, ReportRule, Rule, quoted

_FORM = Text("年度报告格式", "the form")


def _blank_total(rule: Rule, report: Report) -> Iterator[Finding]:
    form = report.form
    if form is None:
        return
    for key in _blank(report):
        if key in form.totals:
            parts = [report.value(part) for part in form.totals[key]]
            total = None if None in parts else known(form.totals[key], report.record)
            hint = Text("，按各项之和应为 {sum}", "; its parts sum to {sum}").fill(sum=total)
            yield rule.finding(
                report.location(key),
                (key,),
                expected=None if total is None else written(total),
                suggestion=None if total is None else {key: total},
                unique=None if total is None else True,
                what=form.cells[key].text,
                hint=Text("，请填写", ": fill it in") if total is None else hint,
            )


BLANK_TOTAL = ReportRule(
    code="D101",
    name="blank-total",
    evidence=Evidence.REQUIREMENT,
    title=Text("总计留空", "A total is left blank"),
    message=Text("{what}：总计留空{hint}", "{what}: the total is blank{hint}"),
    explanation=Text(
        "总计留空，勾稽关系就无从核对。没有发生也要填 0。",
        "With its total blank a sum cannot be checked. Where nothing happened the total is 0.",
    ),
    basis=_FORM,
    find=_blank_total,
)


def _unequal_with_blanks(rule: Rule, report: Report) -> Iterator[Finding]:
    form = report.form
    if form is None or not _blank(report):
        return
    row = report.record
    for identity in form.identities:
        if _fails_as_zero(identity, report):
            yield rule.finding(
                report.location(identity.cells[-1]),
                identity.cells,
                expected=written(known(identity.left, row)),
                actual=written(known(identity.right, row)),
                subject=identity.subject,
                text=identity.text,
                equation=identity.equation(row),
            )


def _fails_as_zero(identity: Identity, report: Report) -> bool:
    """Whether the identity fails only with blanks as 0; a blank total is D101's."""
    row, totals = report.record, report.form.totals if report.form else {}
    unknown = [key for key in identity.cells if row[key] is None]
    if not unknown or identity.fails(row):
        return False
    blank = all(key in report.cells and report.cells[key].blank for key in unknown)
    if not blank or any(key in totals for key in unknown):
        return False
    return bool(known(identity.left, row) != known(identity.right, row))


UNEQUAL_WITH_BLANKS = ReportRule(
    code="D102",
    name="unequal-with-blanks",
    evidence=Evidence.CONTRADICTION,
    title=Text("空白按 0 计，勾稽关系不成立", "With blanks read as 0 a sum does not agree"),
    message=Text(
        "{subject}：空白（□）按 0 计，{equation}；{text}",
        "{subject}: with blanks (□) read as 0, {equation}; {text}",
    ),
    explanation=Text(
        "空白格通常表示 0。按 0 计时等式不成立，说明漏填了数，或另有一格填错。",
        "A blank cell usually means 0. Read so, the sum does not agree: a number was left out "
        "or another is wrong.",
    ),
    basis=_FORM,
    find=_unequal_with_blanks,
)


def _blank_cells(rule: Rule, report: Report) -> Iterator[Finding]:
    form = report.form
    if form is None:
        return
    blank = [key for key in _blank(report) if key not in form.totals]
    if blank:
        first = form.cells[blank[0]].text
        more = Text("等", " and more") if blank[1:] else ""
        yield rule.finding(
            report.location(blank[0]), tuple(blank), first=first, more=more, n=len(blank)
        )


BLANK_CELLS = ReportRule(
    code="D103",
    name="blank-cells",
    evidence=Evidence.FORMALITY,
    title=Text("有单元格未填", "Cells are left blank"),
    message=Text(
        "有 {n} 个单元格未填（{first}{more}）；没有发生的，请填 0",
        "blank cells: {n} ({first}{more}); write 0 where nothing happened",
    ),
    explanation=Text(
        "空白可以理解为 0，也可以理解为漏填；填 0 才没有歧义。",
        "A blank may be 0 or forgotten; only a 0 says which.",
    ),
    basis=_FORM,
    find=_blank_cells,
)


def _blank(report: Report) -> list[str]:
    """Return the blank cells; a form that is blank throughout is said once, by another rule."""
    if report.form is None or is_blank_form(report):
        return []
    row = report.record
    unknown = [key for key in report.form.cells if row[key] is None]
    return [key for key in unknown if key in report.cells and report.cells[key].blank]


DASH_FOR_ZERO = ObservationRule(
    code="D104",
    name="dash-for-zero",
    evidence=Evidence.FORMALITY,
    title=Text("用“-”“/”“无”代替 0", "A dash or a word instead of 0"),
    message=Text(
        "有 {n} 格用{found}代替 0，已按 0 读取；请改填 0",
        "{found} instead of 0, read as 0; cells: {n}; write 0",
    ),
    explanation=Text(
        "表格的单元格里只填数字；这些符号按 0 读取，原文保留。",
        "The form's cells hold numbers; these marks are read as 0 and kept as they were.",
    ),
    basis=_FORM,
    kind="dash",
    together=True,
)


UNIT_IN_CELL = ObservationRule(
    code="D105",
    name="unit-in-cell",
    evidence=Evidence.FORMALITY,
    title=Text("单元格内写了计量单位", "A unit inside a cell"),
    message=Text(
        "有 {n} 格写了计量单位：{found}；单元格内请只填数字",
        "a unit inside the cell: {found}; cells: {n}; give the number alone",
    ),
    explanation=Text(
        "表格的单元格里只填数字，单位由表头规定。写明的单位已经用来换算。",
        "The form's cells hold numbers and its headings the unit. A unit that is given was "
        "used to convert the number.",
    ),
    basis=_FORM,
    kind="unit",
    together=True,
)


AMOUNT_IN_YUAN = ObservationRule(
    code="D106",
    name="amount-in-yuan",
    evidence=Evidence.REQUIREMENT,
    title=Text("金额的单位不是万元", "An amount in another unit than 万元"),
    message=Text(
        "{cell}：{found}的单位不是万元，已换算为 {read} 万元；请改填 {read}",
        "{cell}: {found} is in another unit than 万元 and was taken as {read} 万元; write {read}",
    ),
    explanation=Text(
        "格式规定金额以万元计。单元格或表头写明是元或亿元的，换算后再核对。",
        "The form gives amounts in 万元. Where the cell or its heading says 元 or 亿元, the "
        "number is converted before it is checked.",
    ),
    basis=_FORM,
    kind="yuan",
)


SCALED_NUMBER = ObservationRule(
    code="D107",
    name="scaled-number",
    evidence=Evidence.REQUIREMENT,
    title=Text("填写的数以千、万、亿为单位", "A number shown in thousands or more"),
    message=Text(
        "{cell}：{found}以千、万或亿为单位，已换算为 {read}；请填写完整的数",
        "{cell}: {found} is in thousands, 万 or 亿 and was taken as {read}; give the whole number",
    ),
    explanation=Text(
        "格式的件数以件计。以千、万、亿为单位的数末几位已经略去，换算后再核对。",
        "The form counts single cases. A number shown in thousands, 万 or 亿 has lost its last "
        "figures; it is converted before it is checked.",
    ),
    basis=_FORM,
    kind="scaled",
)


NOTE_IN_CELL = ObservationRule(
    code="D108",
    name="note-in-cell",
    evidence=Evidence.FORMALITY,
    title=Text("数旁有注释序号或说明", "A note's mark or an explanation beside a number"),
    message=Text(
        "有 {n} 格在数旁写了注释序号或说明：{found}；已按其中的数读取，说明请写入正文",
        "a note's mark or an explanation beside the number: {found}; cells: {n}; the number was "
        "read, explanations belong in the text",
    ),
    explanation=Text(
        "表格的单元格里只填数字。上标、下标、带圈的序号和括号里的说明不是数的一部分。",
        "The form's cells hold numbers. Raised, lowered or circled marks and words in brackets are "
        "no part of the number.",
    ),
    basis=_FORM,
    kind="note",
    together=True,
)

STRUCK_OUT_IN_CELL = ObservationRule(
    code="D109",
    name="struck-out-in-cell",
    evidence=Evidence.FORMALITY,
    title=Text("单元格里有划去的内容", "Text struck out in a cell"),
    message=Text(
        "有 {n} 格含有划去的内容{found}，没有读取；请删去",
        "struck out in a cell: {found}; cells: {n}; it was not read, delete it",
    ),
    explanation=Text(
        "加了删除线的文字按已经删去处理。",
        "Text that is struck out is taken as deleted.",
    ),
    basis=_FORM,
    kind="struck",
    together=True,
)

UNLIKE_ATTACHMENT = ObservationRule(
    code="D110",
    name="unlike-attachment",
    evidence=Evidence.CONTRADICTION,
    title=Text("网页与附件不一致", "A page unlike its attachment"),
    message=Text(
        "{cell}：网页填 {read}，附件填{found}；请核对哪一份正确",
        "{cell}: {read} on the page, {found} in the attachment; check which is right",
    ),
    explanation=Text(
        "网页和附件是同一份报告。附件与网页存放在同一文件夹时逐格核对。",
        "A page and its attachment are one report. Where the attachment lies in the folder of the "
        "page, it is held against it cell by cell.",
    ),
    basis=_FORM,
    kind="other_in_attachment",
)


_BARE = re.compile(r"[\d.,，\s]+")
_TAKEN = Text(
    "{found}也没有写明，按 {read} 万元计入；请核对，并写明单位",
    "{found} states none either and was counted as {read} 万元; check it, and state the unit",
)
_CONVERTED = Text(
    "{found}换算为 {read} 万元；请改填“{read}万元”",
    "{found} is {read} 万元; write “{read}万元”",
)


def _unstated_unit(rule: Rule, report: Report) -> Iterator[Finding]:
    for each in report.observations:
        value = report.value(each.cells[0]) if each.kind == "unstated_unit" else None
        if value is not None and report.form:
            said = _TAKEN if _BARE.fullmatch(each.text) else _CONVERTED
            yield rule.finding(
                each.location,
                each.cells,
                cell=report.form.cells[each.cells[0]].text,
                what=said.fill(found=quoted(each.text), read=written(value)),
            )


UNSTATED_UNIT = ReportRule(
    code="D111",
    name="unstated-unit",
    evidence=Evidence.FORMALITY,
    title=Text("格式没有印出单位的金额", "An amount whose unit the form does not print"),
    message=Text("{cell}：格式没有印出单位，{what}", "{cell}: the form prints no unit; {what}"),
    explanation=Text(
        "格式没有印出政府集中采购“采购总金额”的单位。写明万元的照读，写明元的换算成万元，没有写的按"
        "万元读取；数据文件以万元计。",
        "The form prints no unit for the procurement amount. One that is given in 万元 is read as "
        "it stands, one in 元 converted, a bare number taken as 万元. Data files are in 万元.",
    ),
    basis=_FORM,
    find=_unstated_unit,
)


ALTERED_LABEL = ObservationRule(
    code="D201",
    name="altered-label",
    evidence=Evidence.FORMALITY,
    title=Text("项目名称与格式不一致", "The label of a row or column is altered"),
    message=Text(
        "{found}与格式的名称不一致，已按最接近的名称读取；请改回格式的名称",
        "{found} is not the form's label and was read as the nearest one; use the form's",
    ),
    explanation=Text(
        "名称改动不大、只像格式中的一行或一列时，仍读取其中的数；请改回格式的名称。",
        "A label that is nearly one of the form's, and like no other, is read as that one. "
        "Use the form's label.",
    ),
    basis=_FORM,
    kind="altered_label",
)
