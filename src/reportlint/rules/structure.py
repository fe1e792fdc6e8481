"""Family S, S0 and S2: the edition, what stands twice, and what matches no cell of the form."""

from __future__ import annotations

from collections.abc import Iterator

from reportlint.findings import Finding
from reportlint.form.schema import form_of_year, forms
from reportlint.language import Text
from reportlint.report import Report
from reportlint.rules.evidence import Evidence
from reportlint.rules.rule import ObservationRule, ReportRule, Rule, quoted
from reportlint.rules.schema import cells_at, is_unnamed

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
    evidence=Evidence.CERTAIN,
    title=Text("缺少报告年度", "The report year is missing"),
    message=Text(
        "没有写明报告年度{hint}，无法确定适用的格式；请写明",
        "the report year is not stated{hint}, so its form is not known: state it",
    ),
    explanation=Text(
        "按年度选用格式。数据文件写 year，文档在标题里写年度。",
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
    evidence=Evidence.CERTAIN,
    title=Text("未知的格式版本", "Unknown edition of the form"),
    message=Text(
        "没有版本{found}，现有版本：{known}{hint}",
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
        none = Text(
            "没有适用的格式，不在检查范围", "there is no form for it, and it is not checked"
        )
        yield rule.finding(report.location("year"), year=report.year, right=none)
    elif report.form is not None and report.form.edition != right.edition:
        use = Text(
            "应使用{e}年版格式（{n}），报告用的是{f}年版格式；请换用规定的格式",
            "its form is edition {e} ({n}), the report uses {f}: take the form of the year",
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
    evidence=Evidence.CERTAIN,
    title=Text("格式版本与报告年度不符", "The edition of the form is not that of the year"),
    message=Text("{year}年度{right}", "report year {year}: {right}"),
    explanation=Text(
        "格式的版本：{editions}。2019年以前用另一种全国统计报表，不在检查范围。",
        "Editions of the form: {editions}. Before 2019 there was another national return, which is "
        "not checked.",
    ),
    basis=_NOTICES,
    find=_edition_against_year,
)


def _duplicate_keys(rule: Rule, report: Report) -> Iterator[Finding]:
    for each in report.observations:
        if each.kind == "duplicate_key":
            cells = cells_at(report.form, each.text) if report.form else ()
            yield rule.finding(each.location, cells, found=quoted(each.text))


DUPLICATE_KEY = ReportRule(
    code="S201",
    name="duplicate-key",
    evidence=Evidence.UNREAD,
    title=Text("同一个键写了两次", "A key stands twice"),
    message=Text(
        "{found}写了两次，只读取了最后一次；请删去一处",
        "{found} stands twice and only the last counts; remove one",
    ),
    explanation=Text(
        "JSON 和 YAML 的同一层里，一个键只能出现一次。",
        "Within one level of JSON or YAML a key may stand only once.",
    ),
    basis=Text("RFC 8259 第 4 节", "RFC 8259, section 4"),
    find=_duplicate_keys,
)


REPEATED_CELL = ObservationRule(
    code="S202",
    name="repeated-cell",
    evidence=Evidence.UNREAD,
    title=Text("同一格填了两次", "A cell is given twice"),
    message=Text(
        "{found}填了两次，只读取了第一次；请删去一处",
        "{found} stands twice and the first was taken; remove one",
    ),
    explanation=Text(
        "表中同一行或同一格重复出现，无法知道哪个数是对的。",
        "A row or cell is repeated, and nothing says which number is right.",
    ),
    basis=Text("年度报告格式", "the form"),
    kind="repeated_cell",
)


UNMATCHED_ROW = ObservationRule(
    code="S203",
    name="unmatched-row",
    evidence=Evidence.UNREAD,
    title=Text("格式中没有的行", "A row that the form does not have"),
    message=Text(
        "{found}不是格式中的项目，其中的数没有读取；请按格式改正名称，或删去多出的行",
        "{found} does not name one row or cell of the form and was not read; use the form's "
        "label, or remove the row",
    ),
    explanation=Text(
        "项目名称与格式对不上，或者是多出的行。请按格式改正名称。",
        "The label fits none of the form's, or the row is an extra one. Use the form's label.",
    ),
    basis=Text("年度报告格式", "the form"),
    kind="unmatched_row",
)


MISFIT_ROW = ObservationRule(
    code="S204",
    name="misfit-row",
    evidence=Evidence.UNREAD,
    title=Text("一行的格数与格式不符", "A row with too many or too few cells"),
    message=Text(
        "{found}这一行的格数与格式不符，其中的数没有读取；请补齐或删去多余的格",
        "the number of cells of {found} is not that of the form's columns and they were not read; "
        "add or remove cells",
    ),
    explanation=Text(
        "多一格或少一格都会使数字错位，所以整行不读。请补齐或删去。",
        "One cell more or less shifts the numbers, so none of the row is read.",
    ),
    basis=Text("年度报告格式", "the form"),
    kind="misfit_row",
)


UNCERTAIN_CELL = ObservationRule(
    code="S205",
    name="uncertain-cell",
    evidence=Evidence.UNREAD,
    title=Text("单元格里的数无法确定", "The number of a cell cannot be told"),
    message=Text(
        "{cell}：单元格里是{found}，看不出是哪个数；请只填一个数",
        "{cell}: the cell shows {found}, which is not one number; give one number alone",
    ),
    explanation=Text(
        "一格里有两个数，或只有注释序号、分数、百分数，读的人也无法确定，所以按未知处理，不猜。",
        "Two numbers in one cell, or only a note's mark, a fraction or a percentage, tell no one "
        "which number is meant. The cell is taken as unknown; nothing is guessed.",
    ),
    basis=Text("年度报告格式", "the form"),
    kind="uncertain",
)


MERGED_ROWS = ObservationRule(
    code="S207",
    name="merged-rows",
    evidence=Evidence.UNREAD,
    title=Text("几行并成了一行", "Rows of the form are merged into one"),
    message=Text(
        "{found}应分行填写，这里照旧版格式并成了一行；数按其中的“其他”一行读取，"
        "没有印出的行按 0 计",
        "{found} has rows of its own in this edition and is printed as one, as an older form does; "
        "its numbers were read as the row of the others, and rows not printed count as 0",
    ),
    explanation=Text(
        "表格混用了两个版本的格式。请换用报告年度的格式，把合并的数分填到各行。",
        "The table mixes two editions of the form. Use that of the year, and part the numbers.",
    ),
    basis=Text("年度报告格式", "the form"),
    kind="merged_rows",
)


def _unnamed_organ(rule: Rule, report: Report) -> Iterator[Finding]:
    if report.form is None or not is_unnamed(report):
        return
    year = "××××" if report.year is None else report.year
    title = f"××（机关名称）{year}年{report.form.schema['title']}"
    found = report.about["opening"]
    yield rule.finding(report.location("about.opening"), title=title, found=quoted(found))


UNNAMED_ORGAN = ReportRule(
    code="S208",
    name="unnamed-organ",
    evidence=Evidence.UNREAD,
    title=Text("标题没有写明报告机关", "The title names no organ"),
    message=Text(
        "没有找到规范的标题，无法判断报告机关；标题应写作“{title}”，现为{found}",
        "no proper title was found, so the organ is not known; it should read “{title}”, and is "
        "{found}",
    ),
    explanation=Text(
        "标题要写明机关名称和年度。标题、正文和落款都没有写明的，可用 check --name 指定。",
        "The title names the organ and the year. Where neither it nor the text or the signature "
        "does, `check --name` gives the name.",
    ),
    basis=Text("年度报告格式", "the form"),
    find=_unnamed_organ,
)


HIDDEN_ROW = ObservationRule(
    code="S206",
    name="hidden-row",
    evidence=Evidence.UNREAD,
    title=Text("表中的一行被隐藏", "A row of the form is hidden"),
    message=Text(
        "{found}所在的行被隐藏，其中的数没有读取；请取消隐藏",
        "the row of {found} is hidden and was not read; show it",
    ),
    explanation=Text(
        "打开文件的人看不到隐藏的行，所以其中的数不算填报。筛选隐藏的行仍会读取。",
        "Who opens the file does not see a hidden row, so its numbers are not reported. Rows that "
        "a filter hides are read.",
    ),
    basis=Text("年度报告格式", "the form"),
    kind="hidden_row",
)
