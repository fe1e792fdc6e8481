"""Rules D3: what sections one and six speak of, and what stands in the prose from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reportlint.findings import Finding
from reportlint.form.schema import form_of_year
from reportlint.language import LIST, Text, joined
from reportlint.location import Location
from reportlint.organs import is_government
from reportlint.report import Passage, Report
from reportlint.rules.period import periods
from reportlint.rules.rule import ReportRule, Rule, quoted
from reportlint.spelling import squeezed

_FEES = re.compile(
    r"处理费|(?:信息公开|依申请|申请人|申请公开|提供(?:政府)?信息)"
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
    severity="note",
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


_RESULTS = (
    (Text("工作考核", "appraisal of the work"), re.compile(r"考核|考评|评估|绩效|测评")),
    (Text("社会评议", "public review"), re.compile(r"评议|满意度|公众评价|社会评价")),
    (Text("责任追究", "accountability"), re.compile(r"追究|追责|问责|处分|通报批评")),
)
_PROMISE = re.compile(
    r"下一步|下一年|今后|明年|来年|接下来|计划|打算|力争|拟(?!定|制|稿|文|办)|(?:还|仍)?需(?:要)?进一步"
    r"|将(?:会|要|把|进一步|继续|不断|持续|切实|着力|加大|加强|完善|严格|认真|适时|强化|健全|定期|开展|组织|推动|推进"
    r"|建立|通过|加快|深化|探索|逐步|全面|积极|坚持|按照|对|以|从)"
)
"""What makes a clause tell of the future; 将政务公开纳入考核 tells of what was done."""


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
    """Yield the sentences of the prose that promise nothing."""
    for passage in report.passages:
        for sentence in _SENTENCE.findall(squeezed(passage.text)):
            promise = _PROMISE.search(sentence)
            yield sentence[: promise.start()] if promise else sentence


NO_RESULTS_OF_SUPERVISION = ReportRule(
    code="D305",
    name="no-results-of-supervision",
    severity="note",
    title=Text(
        "政府的报告没有写考核、评议、追责的结果",
        "A government's report lacks results of supervision",
    ),
    message=Text(
        "各级人民政府的报告应写明工作考核、社会评议和责任追究的结果，文中没有提到：{what}",
        "a government's report states the results of appraisal, public review and "
        "accountability; not mentioned: {what}",
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


_MARK = "[×✕XxＸｘ]"
_STAR = "[*＊]"
_TIME = "年(?![鉴级会])|月(?!刊)|日(?!报)"
_COUNT = "件|条(?![例款])|次|份|篇|期(?![刊货限])|个|元|万|%|％|余|项(?!目)"
_PLACE = "[省市县区州旗镇乡局厅委](?![长场块域道城])|街道|人民政府|办事处"
_ANYWHERE = re.compile(
    rf"(?<![A-Za-z]){_MARK}{{2,8}}(?={_TIME}|{_COUNT})"
    rf"|(?<![A-Za-z0-9]){_MARK}{{1,8}}年{_MARK}{{1,8}}月|{_MARK}{{1,8}}月{_MARK}{{1,8}}日"
    rf"|(?<![\d*＊]){_STAR}{{3,8}}(?={_TIME}|{_COUNT}|{_PLACE})"
    rf"|{_STAR}{{1,8}}年{_STAR}{{1,8}}月"
    r"|[（(]\s{0,4}文字描述[^（）()]{0,20}[）)]"
    r"|(?:此处|在此)(?:填写|插入|输入|录入|粘贴)|(?:单击|点击)此处(?:输入|添加|编辑|填写)"
    r"|(?<![A-Za-z0-9_./@-])[_＿]{2,40}(?![A-Za-z0-9_./@-])"
    r"|〔[\s×XxＸ_＿]{0,8}〕|〔20\d\d〕[\s×XxＸ_＿]{0,8}号"
    rf"|[（(]\s{{1,8}}[）)](?={_TIME}|{_COUNT})"
)
_BEFORE_SECTION_ONE = re.compile(rf"(?<![A-Za-z]){_MARK}{{2,8}}(?={_PLACE})")
_ANY_SIGN = re.compile("[×✕XxＸｘ*＊_＿〔(（]|此")
"""What every blank has one of: most paragraphs have none, and need no closer look."""
_QUOTED = re.compile(r"“[^“”]{0,80}”|《[^《》]{0,80}》|‘[^‘’]{0,80}’|「[^「」]{0,80}」")
_RULE_LINE = re.compile(r"[\s_＿*＊-]*")
_CONTEXT = 6
_MOST_SHOWN = 5


def _template_left_in(rule: Rule, report: Report) -> Iterator[Finding]:
    found = list(_blanks(report))
    if found:
        shown = [_shown(*blank) for blank in found[:_MOST_SHOWN]]
        more = Text("等", " and more") if found[_MOST_SHOWN:] else Text("", "")
        yield rule.finding(
            found[0][1],
            found=joined(shown, LIST),
            more=more,
            n=len(found),
        )


TEMPLATE_TEXT = ReportRule(
    code="D307",
    name="template-text",
    severity="warning",
    title=Text("模板文字没有替换", "Text of the template was left in"),
    message=Text(
        "模板文字没有替换，共 {n} 处：{found}{more}",
        "text of the template was left in; places: {n}: {found}{more}",
    ),
    explanation=Text(
        "（文字描述）、××、XX年、****、空的六角括号和下划线是模板留待填写的地方。引号和书名号里的"
        "××，以及正文中不便写明的机关名称，不算。",
        "（文字描述）, ××, XX年, ****, empty brackets and underscores are what a template "
        "leaves to be filled in. A ×× inside quotation marks, or for another organ in a "
        "section, is not one.",
    ),
    basis=Text("年度报告表式", "the form"),
    find=_template_left_in,
)


def _blanks(report: Report) -> Iterator[tuple[str, Location | None]]:
    """Yield every blank with some words around it, and its place.

    In sections of prose an organ written ×× may be one that is not to be named; in the title or
    the preamble it is the organ that reports.
    """
    for passage in _unquoted(report):
        patterns = (_ANYWHERE, _BEFORE_SECTION_ONE)[: 2 if passage.section == "preamble" else 1]
        for pattern in patterns:
            for match in pattern.finditer(passage.text):
                start, stop = max(0, match.start() - _CONTEXT), match.end() + _CONTEXT
                yield passage.text[start:stop].strip(), passage.location


def _unquoted(report: Report) -> Iterator[Passage]:
    """Yield the prose, and the organ's name of a data file, without what is quoted.

    The case of 《关于××镇××路的答复》 is named so on purpose.
    """
    if "title" not in report.about and report.agency:
        yield Passage("preamble", report.agency, report.location("agency.name"))
    for passage in report.passages:
        if not _ANY_SIGN.search(passage.text):
            continue
        text = _QUOTED.sub("“”", passage.text)
        if not _RULE_LINE.fullmatch(text):
            yield Passage(passage.section, text, passage.location)


def _shown(text: str, location: Location | None) -> Text:
    line = location.line if location else None
    where = Text("（第 {n} 行）", " (line {n})").fill(n=line) if line else Text("", "")
    return Text(f"“{text}”{where.zh}", f"“{text}”{where.en}")


_TITLE = re.compile(r"《[^《》]{0,100}》|〔\d{4}〕")
_SENTENCE = re.compile(r"[^。；;！!]+")
_NUMBERING = (
    r"(?:（[一二三四五六七八九十]{1,3}）[^。，,\d]{0,20}|[一二三四五六七八九十]是|\d{1,2}[.．、])?"
)
_ITSELF = r"(?:[我本全][省市县区州旗镇乡街局厅委办院部]|本[机级]|各级)"
_NOW = re.compile(r"今年|本年|报告年度|当年")
_SUBJECT = 16
_ALIKE = 3
_PlacedSentence = tuple[str, Passage]
"""A sentence and the paragraph that it stands in."""


def _date_left_in(rule: Rule, report: Report) -> Iterator[Finding]:
    year = report.year
    if year is None or any(stated.year == year - 1 for stated, _ in periods(report)):
        return  # a period of last year is said to differ already
    found = list(_outdated(report, year))
    if found:
        sentence, passage = found[0]
        yield rule.finding(
            passage.location,
            expected=str(year),
            actual=str(year - 1),
            year=year,
            last=year - 1,
            found=quoted(sentence),
            n=len(found),
        )


LAST_YEAR_IN_PROSE = ReportRule(
    code="D308",
    name="last-year-in-prose",
    severity="warning",
    title=Text("文字中留有上年的年份", "Last year's date was left in the prose"),
    message=Text(
        "{year} 年度的报告仍按 {last} 年叙述，共 {n} 句：{found}",
        "the report of {year} still tells of {last}; sentences: {n}: {found}",
    ),
    explanation=Text(
        "第一或第六部分以“上年，本机关……”叙述而从未提到报告年度，或者引言说编制的是上年的报告，多半"
        "是沿用上年文字时漏改。与上年比较、文件名称中的年份、“某年以来”不算。",
        "Section one or six tells what the organ did last year and never names the report "
        "year, or the preamble presents last year's report: most likely old text was taken "
        "over. A comparison with last year, the year in a document's title, or “since” a year "
        "is not one.",
    ),
    basis=Text(
        "《政府信息公开条例》第四十九条（上一年度）",
        "Regulation, article 49: the report of the past year",
    ),
    find=_date_left_in,
)


def _outdated(report: Report, year: int) -> Iterator[_PlacedSentence]:
    """Yield the sentences that speak of last year as the year that is reported."""
    if report.form is None:
        return
    yield from _presenting(year, _sentences(report, "preamble"))
    first, last = report.form.sections[0].key, report.form.sections[-1].key
    overview = _sentences(report, first)
    told = _telling_of(report.agency or "", year, overview)
    if len(told) > 1 or told == overview[:1]:
        yield from told
    yield from _telling_of(report.agency or "", year, _sentences(report, last))


def _sentences(report: Report, section: str) -> list[_PlacedSentence]:
    """Return the sentences of a section, without the titles of documents, and no headings."""
    return [
        (sentence[0], passage)
        for passage in report.passages
        if passage.section == section
        for text in [_TITLE.sub("", squeezed(passage.text))]
        if re.search(r"[。；;，,]", text)
        for sentence in _SENTENCE.finditer(text)
    ]


def _presenting(year: int, sentences: Sequence[_PlacedSentence]) -> Iterator[_PlacedSentence]:
    """Yield what presents this report as last year's."""
    last = re.compile(rf"(?:编制|现将|公布|形成)[^，,]{{0,40}}?{year - 1}年[^，,]{{0,30}}?报告")
    for sentence, passage in sentences:
        if last.search(sentence) and f"{year}年" not in sentence:
            yield sentence, passage


def _telling_of(
    agency: str, year: int, sentences: Sequence[_PlacedSentence]
) -> list[_PlacedSentence]:
    """Return what the organ tells of last year, where the prose never names this one."""
    if any(f"{year}年" in sentence or _NOW.search(sentence) for sentence, _ in sentences):
        return []
    last = re.compile(
        rf"{_NUMBERING}(?:截[至止]{year - 1}年(?:12月31日|年?[底末])"
        rf"|{year - 1}年度?(?:[，,](?P<subject>.*)|{_ITSELF}))"
    )
    return [
        (sentence, passage)
        for sentence, passage in sentences
        if (match := last.match(sentence)) and _is_itself(match["subject"], agency)
    ]


def _is_itself(subject: str | None, agency: str) -> bool:
    """Whether a sentence goes on with the organ; None where its words before say so."""
    if subject is None or re.match(_ITSELF, subject):
        return True
    parts = (agency[i : i + _ALIKE] for i in range(len(agency) - _ALIKE + 1))
    return any(part in subject[:_SUBJECT] for part in parts)
