"""Rules D3: what the prose has kept of a template, of last year's report, of another organ's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain

from reportlint.findings import Finding
from reportlint.form.schema import Form
from reportlint.language import LIST, Text, joined
from reportlint.location import Location
from reportlint.narrative.agreement import agrees, prose, values
from reportlint.organs import is_government
from reportlint.report import Passage, Report
from reportlint.rules.evidence import Evidence
from reportlint.rules.period import periods
from reportlint.rules.rule import ReportRule, Rule, quoted
from reportlint.spelling import squeezed

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
    r"|[（(【\[](?:请|待|由)[^（）()【】\[\]]{0,20}(?:补充|填写|完善|核实|提供|确认|更新)[^（）()【】\[\]]{0,10}[）)】\]]"
    r"|[（(](?:机关名称|单位名称|部门名称)[）)]"
    r"|(?:此处|在此)(?:填写|插入|输入|录入|粘贴)|(?:单击|点击)此处(?:输入|添加|编辑|填写)"
    r"|(?<![A-Za-z0-9_./@-])[_＿]{2,40}(?![A-Za-z0-9_./@-])"
    r"|〔[\s×XxＸ_＿]{0,8}〕|〔20\d\d〕[\s×XxＸ_＿]{0,8}号"
    rf"|[（(]\s{{1,8}}[）)](?={_TIME}|{_COUNT})"
)
_BEFORE_SECTION_ONE = re.compile(rf"(?<![A-Za-z]){_MARK}{{2,8}}(?={_PLACE})")
_ANY_SIGN = re.compile(r"[×✕XxＸｘ*＊_＿〔(（【\[]|此")
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
    evidence=Evidence.LIKENESS,
    title=Text("模板文字没有替换", "Text of the template was left in"),
    message=Text(
        "模板文字没有替换，共 {n} 处：{found}{more}；请填写或删去",
        "text of the template was left in; places: {n}: {found}{more}; fill it in or remove it",
    ),
    explanation=Text(
        "（文字描述）、××、XX年、****、（请各科室补充）、空的六角括号和下划线是留待填写的地方。引号和书名号里的"
        "××，以及正文中不便写明的机关名称，不算。",
        "（文字描述）, ××, XX年, ****, empty brackets and underscores are what a template "
        "leaves to be filled in. A ×× inside quotation marks, or for another organ in a "
        "section, is not one.",
    ),
    basis=Text("年度报告格式", "the form"),
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
        yield Passage("preamble", report.agency, partial(report.location, "agency.name"))
    for passage in report.passages:
        if not _ANY_SIGN.search(passage.text):
            continue
        text = _QUOTED.sub("“”", passage.text)
        if not _RULE_LINE.fullmatch(text):
            yield Passage(passage.section, text, passage.place)


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
_DONE = "(?:全年|共|未|没有|无(?!法)|收到|受理|收取|发出|主动公开)"
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
    evidence=Evidence.LIKENESS,
    title=Text("文字中留有上年的年份", "Last year's date was left in the prose"),
    message=Text(
        "{year}年度的报告仍按{last}年叙述，共 {n} 句：{found}；请核对是否沿用了上年的文字",
        "the report of {year} still tells of {last}; sentences: {n}: {found}: was old text "
        "taken over?",
    ),
    explanation=Text(
        "第一或第六部分以“上年，本机关……”叙述而从未提到报告年度，引言说编制的是上年的报告，以上年的年份写"
        "今年表中的数，或者第五部分打算在已经过去的年份改进，多半是沿用上年文字时漏改。与上年比较、文件名称中的年份、“某年以来”不算。",
        "Section one or six tells what the organ did last year and never names the report "
        "year, the preamble presents last year's report, last year stands where this year's "
        "number does, or section five plans for a year that is past: most likely old text was "
        "taken over. A comparison with last year, the year in a document's title, or “since” a "
        "year is not one.",
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
    yield from _last_years_number(report, report.form, year)
    for section in report.form.on_improvement:
        yield from _past_plans(year, _sentences(report, section.key))


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


def _last_years_number(report: Report, form: Form, year: int) -> Iterator[_PlacedSentence]:
    """Yield the paragraphs that tell of last year alone, with the numbers of this year's tables."""
    if not any(f"{year - 1}年" in squeezed(passage.text) for passage in report.passages):
        return
    as_last = replace(report, data={**report.data, "year": year - 1, "edition": form.edition})
    told: dict[Passage, str] = {}
    for claim in prose(as_last).claims:
        text = squeezed(claim.paragraph.passage.text)
        if f"{year - 1}年" not in text or _COMPARED.search(text) or f"{year}年" in text:
            continue
        found = [number for _, number in values(claim, report) if agrees(claim, number)]
        if any(number > 0 for number in found):
            told[claim.paragraph.passage] = text
    yield from ((text, passage) for passage, text in told.items())


_COMPARED = re.compile(r"同比|上年|上一年|去年|环比|相比|今年|本年(?!度?新收)")


def _past_plans(year: int, sentences: Sequence[_PlacedSentence]) -> Iterator[_PlacedSentence]:
    """Yield what is planned for a year that is past, or tells of the problems of one long past.

    At the end of the year that is reported it is past too: 将 before a verb plans.
    """
    for sentence, passage in sentences:
        planned = {int(y) for y in _PLANNED.findall(sentence)}
        planned_on = {int(y) for y in _PLANNED_ON.findall(sentence)}
        found = {int(y) for y in _FOUND_IN.findall(sentence)}
        past = any(y < year for y in planned) or any(y < year - 1 for y in found)
        if past or year in planned_on:
            yield sentence, passage


_PLANNED = re.compile(
    r"(20\d\d)年度?[，,]?[^，,。20]{0,10}?(?:将(?!.{0,8}(?:纳入|列入|作为))|计划(?!生育)|拟)"
)
_PLANNED_ON = re.compile(
    r"(20\d\d)年度?[，,]?[^，,。20]{0,10}?将(?:会|要)?(?:继续|进一步|持续|不断|着力|努力|加大|加强)"
)
_FOUND_IN = re.compile(r"(20\d\d)年度?[^，,。]{0,10}(?:存在|发现)的?[^，,。]{0,6}(?:问题|不足)")


def _telling_of(
    agency: str, year: int, sentences: Sequence[_PlacedSentence]
) -> list[_PlacedSentence]:
    """Return what the organ tells of last year, where the prose never names this one."""
    if any(f"{year}年" in sentence or _NOW.search(sentence) for sentence, _ in sentences):
        return []
    last = re.compile(
        rf"{_NUMBERING}(?:截[至止]{year - 1}年(?:12月31日|年?[底末])"
        rf"|{year - 1}年度?(?:[，,](?P<subject>.*)|{_ITSELF}|{_DONE}))"
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


_ORDER_492 = re.compile(
    r"(?:国务院(?:第)?492号?令|国务院令(?:第)?492号|(?:令|第|[〔\[(（])492号|492号令)"
    r"|2008年5月1日(?:起)?(?:正式)?(?:施行|实施)的?《[^《》]{0,12}政府信息公开条例》"
    r"|《[^《》]{0,12}政府信息公开条例》[（(，,]?自?2008年5月1日(?:起)?(?:正式)?(?:施行|实施)"
)
_FORMER = re.compile(r"原|旧|修订前|修改前|废止|替代|取代")


def _repealed_regulation(rule: Rule, report: Report) -> Iterator[Finding]:
    if report.form is None:
        return
    for passage in report.passages:
        text = squeezed(passage.text)
        found = _ORDER_492.search(text)
        if found and not _FORMER.search(text[max(0, found.start() - 30) : found.end() + 30]):
            yield rule.finding(passage.location, found=quoted(found[0]))
            return


REPEALED_REGULATION = ReportRule(
    code="D316",
    name="repealed-regulation",
    evidence=Evidence.REQUIREMENT,
    title=Text("引用了修订前的《条例》", "The Regulation before 2019 is cited"),
    message=Text(
        "{found}是2019年修订前的《政府信息公开条例》；现行条例为国务院令第711号，请改为依据其第四十九条、"
        "第五十条",
        "{found} is the Regulation before its revision of 2019; the one in force is State Council "
        "order 711, and the report rests on articles 49 and 50",
    ),
    explanation=Text(
        "《政府信息公开条例》2019年修订，自2019年5月15日起施行。说明是原条例的，不算错。",
        "The Regulation was revised in 2019, in force since 15 May 2019. Where the text says that "
        "it is the former one, nothing is wrong.",
    ),
    basis=Text("《政府信息公开条例》第四十九条、第五十六条", "Regulation, articles 49 and 56"),
    find=_repealed_regulation,
)


_KIND = r"(?:人民政府|街道办事处|[局厅委]|委员会|管委会)"
_AUTHOR = re.compile(
    rf"(?:\A|[，。；由])(?P<name>[^\d，。；：、《》（）()“”]{{2,24}}?{_KIND})(?:组织|负责)?(?:编制|编写|撰写|拟制)"
)
_PRESENTED = re.compile(
    rf"现将(?P<name>[^\d，。；：、《》（）()“”]{{2,24}}?{_KIND})(?:20\d\d年度?)?(?:政府)?信息公开"
)
_ACTOR = re.compile(
    rf"{_NUMBERING}(?:20\d\d年度?[，,]?)?(?P<name>[^\d，,。；：:、《》（）()“”]{{2,20}}?{_KIND})"
    r"(?!的|等|印发|下发|主办|要求|关于|门户|网站|政府网|组织召开)"
)
_FEWEST_ACTS = 3
_PLACE_BEFORE = re.compile(r"\A.{1,8}?[省市县区旗州盟](?=.{2,})")


def _other_organ(rule: Rule, report: Report) -> Iterator[Finding]:
    """The author that the preamble names, or who acts throughout section one, is another organ."""
    own = report.agency
    if report.form is None or own is None or is_government(own):
        return
    for passage in report.passages:
        if passage.section == "preamble":
            text = squeezed(passage.text)
            for match in chain(_AUTHOR.finditer(text), _PRESENTED.finditer(text)):
                if not _is_own(match["name"], own):
                    yield rule.finding(passage.location, name=match["name"], own=own)
                    return
    sentences = _sentences(report, report.form.sections[0].key)
    acts = [(m["name"], p) for s, p in sentences if (m := _ACTOR.match(s))]
    others = [(name, passage) for name, passage in acts if not _is_own(name, own)]
    if len(others) == len(acts) >= _FEWEST_ACTS and len({name for name, _ in others}) == 1:
        name, passage = others[0]
        yield rule.finding(passage.location, name=name, own=own)


def _is_own(name: str, own: str) -> bool:
    """Whether a name may be the organ's own: short, of a part of it, or of none in particular."""
    if re.match(r"[我本该各全]|(?:按照|根据|依据|会同|上级|有关|相关)", name):
        return True
    stem, own_stem = (_PLACE_BEFORE.sub("", each) for each in (name, own))
    return stem in own or own_stem in name or stem == own_stem


OTHER_ORGAN = ReportRule(
    code="D315",
    name="other-organ",
    evidence=Evidence.LIKENESS,
    title=Text("文中的机关不是报告机关", "The text is another organ's"),
    message=Text(
        "文中写的是“{name}”，报告机关是“{own}”；请核对是否误用了其他机关的文字",
        "the text is that of {name}, the report that of {own}: was another organ's text used?",
    ),
    explanation=Text(
        "引言写明由另一机关编制，或者第一部分各句都以另一机关为主语，多半是套用了别的机关的报告。政府的"
        "报告常由部门编制，不作检查。",
        "The preamble names another organ as the author, or every sentence of section one that "
        "has a subject has another organ: most likely another organ's report was taken over. "
        "Governments, whose reports are often drawn up by a department, are not checked.",
    ),
    basis=Text("《政府信息公开条例》第四十九条", "Regulation, article 49"),
    find=_other_organ,
)
