"""Rules D3: what the sections of prose are asked to say, and whether anything is filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportlint.findings import Finding
from reportlint.form.expectations import topics
from reportlint.form.schema import form_of_year
from reportlint.language import LIST, Text, joined
from reportlint.organs import is_government
from reportlint.report import Report
from reportlint.rules.evidence import Evidence
from reportlint.rules.rule import ReportRule, Rule, quoted
from reportlint.spelling import squeezed

_FEES = re.compile(
    r"信息(?:公开)?(?:申请)?处理费|(?:\A|[，。；、：的取收生纳及何有度年])处理费|收费通知|〔2020〕109号"
    r"|(?:未|没有|不)(?:收取|产生|发生|收)(?:过)?(?:任何|相关)费用|(?:信息公开|依申请|申请人|申请公开|提供(?:政府)?信息)"
    r"(?:(?!行政|事业|目录|标准|许可)[^。；，;,]){0,20}(?:收取|计收|收费|费用|缴费|免费)"
    r"|(?:收取|计收|收费|费用|缴费)[^。；，;,]{0,10}(?:信息公开申请|依申请公开)"
)
"""Fees of processing requests; other fees are none of it."""


def _no_fees(rule: Rule, report: Report) -> Iterator[Finding]:
    right = None if report.form is None or report.year is None else form_of_year(report.year)
    sections = {section.key for section in right.on_fees} if right else set()
    prose = [passage for passage in report.passages if passage.section in sections]
    if prose and not any(_FEES.search(squeezed(passage.text)) for passage in prose):
        yield rule.finding(prose[0].location)


NO_PROCESSING_FEES = ReportRule(
    code="D304",
    name="no-processing-fees",
    evidence=Evidence.PATTERN,
    title=Text(
        "第六部分没有写信息处理费", "Section six says nothing of information processing fees"
    ),
    message=Text(
        "第六部分没有写明收取信息处理费的情况；没有收取的，请写明“本年度未收取信息处理费”",
        "section six does not say what information processing fees were charged; where none were, "
        "say so",
    ),
    explanation=Text(
        "{since}年度起，第六部分报告收取政府信息公开信息处理费的情况，没有收取的也要说明。其他收费不算。",
        "Since report year {since} section six says what information processing fees were "
        "charged, or that none were. Other fees are none of it.",
    ),
    basis=Text(
        "《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）、{notices}",
        "notice 〔2020〕109 on the fees, {notices}",
    ),
    find=_no_fees,
    annotation="x-fees",
)


_UNISSUED = re.compile(
    r"(?:未|没有)(?:发出|发过|下达|开具|出具|送达|制发|产生)?(?:过)?(?:任何)?(?:信息处理费)?(?:收费|缴费)通知"
    r"|(?:收费|缴费)通知书?(?:共|合?计)?(?:0|零)[份件次个张]"
)
_FEES_ARTICLE = "42"


def _unissued(rule: Rule, report: Report) -> Iterator[Finding]:
    if report.form is None:
        return
    said = next((x for x in report.passages if _UNISSUED.search(squeezed(x.text))), None)
    for row, article in report.form.annotated("x-article") if said else ():
        total = report.value(f"{row}.total") if article == _FEES_ARTICLE else None
        if said and total:
            yield rule.finding(
                report.location(f"{row}.total"),
                (f"{row}.total",),
                row=report.form.rows[row].text,
                n=total,
                text=quoted(said.text),
            )


NOTICE_NEVER_SENT = ReportRule(
    code="D318",
    name="notice-never-sent",
    evidence=Evidence.CONTRADICTION,
    title=Text(
        "写了没有发收费通知，却有逾期未缴费的申请",
        "Fees overdue, though no notice of fees was sent",
    ),
    message=Text(
        "{row}：填报 {n} 件，文字却写{text}；没有发收费通知，就没有逾期未缴费的申请，请核对",
        "{row}: {n} reported, but the prose says {text}; without a notice no fee is overdue",
    ),
    explanation=Text(
        "申请人逾期未按收费通知要求缴费，申请才不再处理；先要有收费通知。表格和文字有一处不对。",
        "An application is no longer processed when the fee that a notice asks for was not paid in "
        "time; a notice comes first. Either the table or the prose is wrong.",
    ),
    basis=Text("《政府信息公开条例》第四十二条", "Regulation, article 42"),
    find=_unissued,
)


_TESTS = re.compile(r"第三方(?!.*(?:评议|满意度|公众|群众|社会))")
"""A third party that tests a website is no review by the public, and no appraisal of the work."""
_RULES_MADE = re.compile(
    r"(?:健全|完善|建立|制定|修订|出台|印发).*(?:机制|制度|办法|体系|方案|细则|规定)\Z"
)
"""Rules for what is to be done are no results."""
_RESULTS = (
    (Text("工作考核", "appraisal of the work"), re.compile(r"考核|考评|评估|绩效|测评")),
    (Text("社会评议", "public review"), re.compile(r"评议|满意度|公众评价|社会评价")),
    (Text("责任追究", "accountability"), re.compile(r"追究|追责|问责|处分|通报批评")),
)
_PROMISE = re.compile(
    r"下一步|下一年|应当|今后|明年|来年|接下来|计划|打算|力争|拟(?!定|制|稿|文|办)|(?:还|仍)?需(?:要)?进一步"
    r"|将(?:会|要|把|进一步|继续|不断|持续|切实|着力|加大|加强|完善|严格|认真|适时|强化|健全|定期|开展|组织|推动|推进"
    r"|建立|通过|加快|深化|探索|逐步|全面|积极|坚持|按照|对|以|从)"
)
"""What makes a clause tell of the future; 将政务公开纳入考核 tells of what was done."""


_SENTENCE = re.compile(r"[^。；;！!]+")


def _no_results(rule: Rule, report: Report) -> Iterator[Finding]:
    if report.form is None or not is_government(report.agency or ""):
        return
    first = report.form.sections[0].key
    prose = [passage for passage in report.passages if passage.section == first]
    done = "\n".join(_done(report))
    missing = [name for name, words in _RESULTS if not words.search(done)]
    if prose and missing:
        yield rule.finding(prose[0].location, what=joined(missing, LIST))


def _done(report: Report) -> Iterator[str]:
    """Yield the clauses of the prose that tell of what was done, not of plans, rules or tests."""
    next_year = f"{report.year + 1}年" if report.year else "明年"
    for passage in report.passages:
        for sentence in _SENTENCE.findall(squeezed(passage.text)):
            promise = _PROMISE.search(sentence)
            told = (sentence[: promise.start()] if promise else sentence).partition(next_year)[0]
            for clause in re.split("[，,]", told):
                if not _TESTS.search(clause) and not _RULES_MADE.search(clause):
                    yield clause


NO_RESULTS_OF_SUPERVISION = ReportRule(
    code="D305",
    name="no-results-of-supervision",
    evidence=Evidence.PATTERN,
    title=Text(
        "政府的报告没有写考核、评议、追责的结果",
        "A government's report lacks results of supervision",
    ),
    message=Text(
        "各级人民政府的报告应写明工作考核、社会评议和责任追究的结果，文中没有写到：{what}；没有发生的也请写明",
        "a government's report states the results of appraisal, public review and "
        "accountability; not mentioned: {what}; where there was nothing, say so",
    ),
    explanation=Text(
        "《政府信息公开条例》对各级人民政府（含乡镇）的报告有此要求，部门和街道办事处的报告没有。"
        "要写的是结果：下一步的打算、第三方检测不算；没有发生责任追究的也要说明。",
        "The Regulation asks this of governments of every level, towns included, not of "
        "departments or street offices. It asks for results: plans, or a third party's tests of a "
        "website, are none. Where nobody was held to account the report says so.",
    ),
    basis=Text("《政府信息公开条例》第五十条第（四）项", "Regulation, article 50(4)"),
    find=_no_results,
)


_ITEM = r"(?:[（(]?[一二三四五六1-6][)）]?[、.．]?)?"
_MENDED = "改进(?:情况|措施)"
_OF_WHAT = rf"(?:(?:存在的?|主要|当前)*问题(?:[及和与]{_MENDED})?|{_MENDED}|工作情况)?[：:，,]?"
_NOTHING = re.compile(
    rf"(?:{_ITEM}{_OF_WHAT}(?:本年度?|今年|\d{{4}}年度?)?[，,]?"
    r"(?:暂?无|没有|略|[-—/]|(?:内容)?(?:同|与|和)(?:上年|去年|上一年)度?(?:相同|一致)?|见(?:上年|附件)|无(?:变化|内容)"
    r"|(?:我[局委办镇街]|本[局委办机]关?|(?:政府)?信息公开(?:工作)?)*(?:暂?无|没有|不存在|未发现)"
    r"(?:存在)?(?:的|明显|主要|突出|任何)?(?:主要)?问题(?:及改进情况)?)[。.；;！!，,]*)+"
)
"""All that a section says where it says nothing, be it of each of its parts."""


def _empty_sections(rule: Rule, report: Report) -> Iterator[Finding]:
    prose = report.data.get("narrative")
    if report.form is None or not isinstance(prose, dict) or not prose:
        return
    unfound = {each.text for each in report.observations if each.kind == "missing_section"}
    for section in report.form.yearly:
        text = prose.get(section.key, "" if report.about else None)
        if not isinstance(text, str) or section.label.title in unfound:
            continue
        if not text.strip() or _NOTHING.fullmatch(squeezed(text)):
            said = Text("只写了{text}", "says only {text}").fill(text=quoted("".join(text.split())))
            yield rule.finding(
                report.location(f"narrative.{section.key}"),
                section=section.label.text,
                said=said if text.strip() else Text("没有内容", "is empty"),
            )


EMPTY_SECTION = ReportRule(
    code="D310",
    name="empty-section",
    evidence=Evidence.REQUIREMENT,
    title=Text("应当撰写的部分没有内容", "A section that must be written is empty"),
    message=Text("“{section}”{said}，请据实撰写", "“{section}” {said}; write it"),
    explanation=Text(
        "第一部分报告主动公开、依申请公开等工作情况，第五部分报告存在的主要问题和改进情况，都不能为空，"
        "也不能写“无”“同上年”。没有文字部分的数据文件不作检查。",
        "Section one reports the year's work, section five the problems and what was done about "
        "them: neither may be empty or say 无 or 同上年. Data files without prose are not checked.",
    ),
    basis=Text("《政府信息公开条例》第五十条、{notices}", "Regulation, article 50; {notices}"),
    find=_empty_sections,
)


_PROBLEM = re.compile(
    r"问题|不足|不够|薄弱|欠缺|有待|短板|弱项|仍需|还需|尚需|亟[待需]|差距|不[强高深全细实多大广及规严密畅准均丰够到完]"
    r"|滞后|单一|偏[^向好重离]|较[慢少低弱差]|只有|没有|未能|尚未|不一|缺乏|缺少|困难|瓶颈|粗放|参差|脱节|需(?:要)?(?:进一步|继续|不断)|待(?:加强|提高|提升|完善)"
)
_LACKING = re.compile(
    r"(?:有待|仍需|还需|尚需|亟待|亟需|需要?|待)(?:要|于)?(?:进一步|继续|不断|切实|持续)*"
    r"(?:加强|提高|提升|完善|加大|优化|改进|强化|拓展|规范|健全|深化|丰富|创新|推进|增强|改善)"
)
_IMPROVEMENT = re.compile(
    r"改进|改善|下一步|下一年|今后|明年|来年|接下来|将|改为|针对|措施|整改|为此|已[经]?|加强|加大|强化|完善|提升|提高|优化|健全"
    r"|推进|继续|建立|开展|组织|增[加设]|拓展|丰富|合并|举办|修订|细化|落实|解决|调整|规范|深化"
)


def _half_of_problems(rule: Rule, report: Report) -> Iterator[Finding]:
    for section in report.form.on_improvement if report.form else ():
        passages = [passage for passage in report.passages if passage.section == section.key]
        text = squeezed("".join(passage.text for passage in passages))
        if not text or _NOTHING.fullmatch(text):
            continue
        missing = [
            name
            for name, is_there in (
                (_PROBLEMS_MISSING, _PROBLEM.search(text)),
                (_IMPROVEMENT_MISSING, _IMPROVEMENT.search(_LACKING.sub("", text))),
            )
            if not is_there
        ]
        if missing:
            where = passages[0].location
            yield rule.finding(where, section=section.label.text, what=missing[0])


_PROBLEMS_MISSING = Text("没有写存在的问题", "names no problem")
_IMPROVEMENT_MISSING = Text("没有写改进情况", "says nothing of improvement")
HALF_OF_PROBLEMS = ReportRule(
    code="D311",
    name="half-of-problems",
    evidence=Evidence.PATTERN,
    title=Text("问题与改进情况缺少一方面", "Problems without improvement, or the reverse"),
    message=Text(
        "“{section}”{what}；请写明问题和针对它做了什么",
        "“{section}” {what}; write both the problems and what was done about them",
    ),
    explanation=Text(
        "第五部分既要写存在的主要问题，也要写改进情况；只写打算，或只写问题，都不完整。按常用词判断。",
        "Section five names problems and what was done about them; plans alone, or problems "
        "alone, are half of it. Judged by the words that are commonly used.",
    ),
    basis=Text("{notices}格式第五部分", "section 5 of the form of {notices}"),
    find=_half_of_problems,
    annotation="x-improvement",
)


def _missing_topics(rule: Rule, report: Report) -> Iterator[Finding]:
    form = report.form
    asked = topics(form) if form else ()
    for key in dict.fromkeys(topic.section for topic in asked):
        passages = [passage for passage in report.passages if passage.section == key]
        text = squeezed("".join(passage.text for passage in passages))
        if not form or not text or _NOTHING.fullmatch(text):
            continue
        own = (topic for topic in asked if topic.section == key)
        missing = [topic.text for topic in own if not topic.words.search(text)]
        if missing:
            title = next(section.label.text for section in form.sections if section.key == key)
            what = joined(missing, LIST)
            yield rule.finding(passages[0].location, section=title, what=what)


MISSING_TOPICS = ReportRule(
    code="D312",
    name="missing-topics",
    evidence=Evidence.PATTERN,
    title=Text("总体情况缺少应写的方面", "Section one leaves out what it should speak of"),
    message=Text(
        "“{section}”没有写到：{what}；请补写", "“{section}” does not speak of {what}; add it"
    ),
    explanation=Text(
        "{since}年度起，第一部分从主动公开、依申请公开、政府信息管理、平台建设、监督保障五个方面报告。"
        "某一方面的常用词一个都没有出现，才提示。",
        "Since report year {since} section one reports on five aspects: disclosure on one's own "
        "initiative, on request, management of information, platforms, supervision and support. "
        "Said only where none of an aspect's usual words is used.",
    ),
    basis=Text("{notices}格式第一部分", "section 1 of the form of {notices}"),
    find=_missing_topics,
    annotation="x-topics",
)


def is_blank_form(report: Report) -> bool:
    """Whether the report has the cells of the form, and nothing in any of them.

    A workbook adds blanks up to 0.
    """
    form = report.form
    if form is None or any(report.record[key] for key in form.cells):
        return False
    cells = report.cells
    return (
        len(cells) == len(form.cells)
        and all(
            cell.blank or (cell.value == 0 and key in form.totals) for key, cell in cells.items()
        )
        and any(cell.blank for cell in cells.values())
    )


def _blank_form(rule: Rule, report: Report) -> Iterator[Finding]:
    if is_blank_form(report):
        yield rule.finding(report.location(next(iter(report.cells))))


BLANK_FORM = ReportRule(
    code="D313",
    name="blank-form",
    evidence=Evidence.CERTAIN,
    title=Text("表格没有填写", "The form is not filled in"),
    message=Text(
        "三张表全部空白，没有填写；没有发生的，请填 0",
        "all cells of the three tables are blank; where nothing happened write 0",
    ),
    explanation=Text(
        "报告里是格式的表格，没有一格填写。",
        "The form is there, and none of its cells is filled in.",
    ),
    basis=Text("《政府信息公开条例》第五十条、{notices}", "Regulation, article 50; {notices}"),
    find=_blank_form,
)


_NONE = re.compile(r"未|没有?|无|零|0[件份条起次]|不存在|尚未")


def _all_zero(rule: Rule, report: Report) -> Iterator[Finding]:
    if report.form is None or any(report.record[key] for key in report.form.cells):
        return
    first = report.form.sections[0].key
    prose = [passage for passage in report.passages if passage.section == first]
    numbers = [number for key, number in report.record.items() if key in report.cells]
    if not prose or not numbers or any(number != 0 for number in numbers):
        return
    if not any(_NONE.search(passage.text) for passage in report.passages):
        yield rule.finding(report.location(next(iter(report.cells))))


ALL_ZERO = ReportRule(
    code="D314",
    name="all-zero",
    evidence=Evidence.PATTERN,
    title=Text("各表全部为 0，文字没有说明", "All numbers are 0, and no word of it"),
    message=Text(
        "三张表全部填 0，文字中没有说明；请核对是否漏填，属实的请在第一部分写明",
        "every number of the three tables is 0, and the text does not say so: were they left out? "
        "Where it is true, say so in section one",
    ),
    explanation=Text(
        "一年中什么都没有发生是可能的，写明“未收到申请”“未发生行政复议、行政诉讼”才不会被当作漏填。",
        "Nothing may have happened in a year; only words such as 未收到申请 tell it from a form "
        "that was forgotten.",
    ),
    basis=Text("{notices}格式", "the form of {notices}"),
    find=_all_zero,
)
