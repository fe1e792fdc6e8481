"""Family Y: a report against the same organ's earlier ones."""

from __future__ import annotations

from reportlint.language import Text
from reportlint.rules.earlier import copied_prose, jumps, not_reviewed, same_numbers
from reportlint.rules.last_year import LastYearRule
from reportlint.rules.rule import HistoryRule, Rule

_CARRY_OVER = Text(
    "上年结转是上一年没有办完、留到本年的申请，与上一年度报告转到下一年的是同一批，七列都应一致。"
    "一处不符，不是上一年的报告填错，就是本年的填错。",
    "What is carried over are the requests that last year left open, the same that its report "
    "carries forward: all seven columns agree. Where they differ, one of the reports is wrong.",
)
_SECTION_2 = Text(
    "{notices}表式第二部分；《政府信息公开条例》第二十条",
    "section 2 of the form of {notices}; Regulation, article 20",
)
_REQUESTS = Text(
    "年度报告表式第三部分；《政府信息公开条例》第五十条",
    "section 3 of the form; Regulation, article 50",
)
_ARTICLE_50 = Text("《政府信息公开条例》第五十条", "Regulation, article 50")
_SHOULD_BE = Text(
    "{subject}：按 {year} 年度报告，{equations}；{text}",
    "{subject}: by the report of {year}, {equations}; {text}",
)
_DOCUMENTS = Text(
    "{subject}：与 {year} 年度报告比较，{equations}；{text}",
    "{subject}: compared with the report of {year}, {equations}; {text}",
)


RULES: tuple[Rule, ...] = (
    LastYearRule(
        code="Y101",
        name="carried-over",
        severity="error",
        title=Text("上年结转应与上一年的报告一致", "What is carried over was carried forward"),
        message=_SHOULD_BE,
        explanation=_CARRY_OVER,
        basis=_REQUESTS,
    ),
    LastYearRule(
        code="Y102",
        name="carried-over-in-all",
        severity="warning",
        title=Text(
            "汇总报告：上年结转应与上一年的报告一致",
            "Consolidated reports: what is carried over was carried forward",
        ),
        message=_SHOULD_BE,
        explanation=Text(
            "{same}县级以上政府的报告汇总所属各机关；机关合并、划转，或汇总范围变化，都会使两年不一致，"
            "所以只作警告。机关名称以“人民政府”“政府”或“省、市、县、区、旗、州、盟”结尾，且不是乡镇的，"
            "按汇总报告对待。",
            "{same} The report of a government at county level or above covers its organs; where "
            "they merge or move, or others are covered, the two years differ, so it is a warning. "
            "An organ whose name ends in 人民政府, 政府 or the word for a province, city, county, "
            "district, banner, prefecture or league, and which is no town, is such a government.",
        ).fill(same=_CARRY_OVER),
        basis=_REQUESTS,
    ),
    LastYearRule(
        code="Y103",
        name="fewer-in-force",
        severity="note",
        title=Text(
            "现行有效件数少于上年件数加制发减废止",
            "Fewer documents in force than last year’s and those issued, less those repealed",
        ),
        message=_DOCUMENTS,
        explanation=Text(
            "文件会到期自动失效，所以少是可能的；请核对废止件数是否漏填。汇总报告的范围会变，多出的也在此"
            "提示。",
            "Documents also expire, so there may be fewer; some that were repealed may have been "
            "left out. In a consolidated report, which may cover other organs than last year, more "
            "are noted here as well.",
        ),
        basis=_SECTION_2,
    ),
    LastYearRule(
        code="Y104",
        name="more-in-force",
        severity="warning",
        title=Text(
            "现行有效件数多于上年件数加制发减废止",
            "More documents in force than last year’s and those issued, less those repealed",
        ),
        message=_DOCUMENTS,
        explanation=Text(
            "现行有效的文件，不是上年末已有的，就是本年制发的。多出的，或是制发件数漏填，或是两年的统计口径"
            "不同。",
            "A document in force was in force a year ago or was issued since. Where there are "
            "more, some issued were left out, or the two years count differently.",
        ),
        basis=_SECTION_2,
    ),
    LastYearRule(
        code="Y105",
        name="previous-items",
        severity="warning",
        title=Text(
            "上一年项目数量等于上一年报告的项目数量加增减",
            "The previous year’s items are those of its report and their change",
        ),
        message=_SHOULD_BE,
        explanation=Text(
            "上一年度报告写明了上一年项目数量和当年增减，两者之和就是本年的上一年项目数量。清理、重新编制"
            "目录会改变口径，所以只作警告。",
            "Last year’s report gives the items that there were and their change; together they "
            "are this year’s previous items. A list drawn up anew counts differently, so it is a "
            "warning.",
        ),
        basis=_SECTION_2,
    ),
    HistoryRule(
        code="Y201",
        name="unreviewed-litigation",
        severity="note",
        title=Text(
            "复议后的诉讼，应先有复议", "Litigation after reconsideration needs a reconsideration"
        ),
        message=Text(
            "{subject}填报 {n}，但 {first} 年度以来的报告都没有填报复议；{text}",
            "{subject}: {n} reported, but no report since {first} has a reconsideration; {text}",
        ),
        explanation=Text(
            "经过复议才起诉的案件，当年或以前应当填报过复议。本年和所给各年都没有，请核对是否应填入另一组，"
            "或漏填了复议。",
            "A case that came to court after reconsideration was reconsidered in that year or "
            "before. Where no year given has one, the case may belong to the other group, or the "
            "reconsideration was left out.",
        ),
        basis=Text(
            "年度报告表式第四部分；《政府信息公开条例》第五十一条",
            "section 4 of the form; Regulation, article 51",
        ),
        compare=not_reviewed,
    ),
    HistoryRule(
        code="Y202",
        name="copied-prose",
        severity="warning",
        title=Text("文字照抄以前的报告", "The prose is copied from an earlier report"),
        message=Text(
            "文字与 {year} 年度报告大量相同，{what}",
            "much of the prose is that of the report of {year}; {what}",
        ),
        explanation=Text(
            "按句比较每年应重新撰写的部分：年份、空格、标点不计，标题、引用文件名称的句子不计，数字已更新的"
            "句子不算照抄。一个部分八成以上、且至少 150 字与上一份报告相同，才提示。"
            "相近的句子用 rapidfuzz 判断。",
            "The sections that are to be written anew are compared by sentence: year numbers, "
            "spaces and punctuation, headings and sentences that cite a document by its title do "
            "not count, and a sentence whose figures were brought up to date is not copied. Said "
            "only where four fifths of a section, and 150 characters at least, are the same. "
            "rapidfuzz tells which sentences are nearly the same.",
        ),
        basis=_ARTICLE_50,
        compare=copied_prose,
    ),
    HistoryRule(
        code="Y203",
        name="same-numbers",
        severity="warning",
        title=Text("各表数字与以前的报告完全相同", "All numbers are those of an earlier report"),
        message=Text(
            "三张表中不为 0 的 {n} 格，与 {year} 年度报告完全相同；请核对是否误用了以前的数字",
            "the {n} cells of the tables that are not 0 are those of the report of {year}: were "
            "its numbers taken over?",
        ),
        explanation=Text(
            "不为 0 的格全部相同，而且除总计外至少有 8 格，不会是巧合，"
            "多半是把以前的报告改了年份重新公布。",
            "Where all cells that are not 0 are the same, and there are 8 of them at least, totals "
            "aside, it is no accident: an earlier report was most likely published again.",
        ),
        basis=_ARTICLE_50,
        compare=same_numbers,
    ),
    HistoryRule(
        code="Y204",
        name="jump",
        severity="note",
        title=Text("数字与历年相比变动异常", "A number leaves what earlier years support"),
        message=Text(
            "与 {first} 年度以来的报告相比变动异常（{what}）；属实的请在文字中说明",
            "out of line with the reports since {first} ({what}); where right, explain it in the "
            "prose",
        ),
        explanation=Text(
            "只看总计类的数，且至少要有四个以前年度。用修正 z 值（Iglewicz、Hoaglin，1993）："
            "取对数后与历年中位数的距离，除以绝对中位差，超过 3.5 才提示；不到两倍或一半的变动、"
            "20 件上下的小数不提示。",
            "Only totals and the like, with four earlier years at least. The modified z-score of "
            "Iglewicz and Hoaglin (1993), on logarithms: the distance from the median of the years "
            "over their median absolute deviation, above 3.5. Nothing within the double or the "
            "half, and no small counts up to some 20.",
        ),
        basis=_ARTICLE_50,
        compare=jumps,
    ),
)
