"""Family U: a consolidated report against the organs that it covers; `units` compares them."""

from reportlint.language import Text
from reportlint.rules.evidence import Evidence
from reportlint.rules.rule import UnitsRule

_BASIS = Text(
    "汇总报告的每一格等于所含各机关该格之和（年度报告格式；《政府信息公开条例》第四十九条、第五十条）",
    "every cell of a consolidated report is the sum over the organs that it covers (the form; "
    "Regulation, articles 49 and 50)",
)

UNITS_TOTAL = UnitsRule(
    code="U101",
    name="units-total",
    evidence=Evidence.CERTAIN,
    title=Text("汇总报告与各单位之和不符", "The consolidated report is not the sum over its units"),
    message=Text("{subject}：{equation}{remark}", "{subject}: {equation}{remark}"),
    explanation=Text(
        "汇总报告的每一格，应等于各单位该格之和，金额精确比较。差额若能由漏计、重计的单位解释，"
        "就报告那个单位（U102、U103）。解释不止一种的，列出来，不作认定。单位的空白格视为未知。",
        "Every cell of the consolidated report equals the sum of that cell over its units, "
        "money exactly. Where units left out or counted twice explain the difference, they are "
        "reported instead (U102, U103). Where there are several explanations, they are listed "
        "and none is taken for true. A unit's blank cell is unknown.",
    ),
    basis=_BASIS,
)


UNIT_COUNTED_AGAIN = UnitsRule(
    code="U102",
    name="unit-counted-again",
    evidence=Evidence.CERTAIN,
    title=Text("一个单位重复计入", "A unit is counted more than once"),
    message=Text(
        "{unit}计了 {times}：{n} 格的差额正是它的数，如{equation}；请从汇总数中减去",
        "{unit} is counted {times}: in {n} cells the difference is its number, as in {equation}; "
        "take it off",
    ),
    explanation=Text(
        "各格的差额恰好都是这个单位的数，而且没有同样简单的其他解释，才这样认定（繁简按改动计："
        "重复或漏计一个单位计三，一格填错计二）。全部为 0 的单位，重复与否看不出来；只有一格不为 0"
        "的单位，与这一格填错无法区分。",
        "Of all that explains the difference this is the least, and the only one of its size: "
        "a unit weighs three, a wrong cell two. A unit whose numbers are all 0 cannot be told, "
        "and one with a single number cannot be told from that cell being wrong.",
    ),
    basis=_BASIS,
)


UNIT_LEFT_OUT = UnitsRule(
    code="U103",
    name="unit-left-out",
    evidence=Evidence.CERTAIN,
    title=Text("一个单位没有计入", "A unit is left out"),
    message=Text(
        "没有计入{unit}：{n} 格的差额正是它的数，如{equation}；请补计",
        "{unit} is left out: in {n} cells the difference is its number, as in {equation}; add it",
    ),
    explanation=Text(
        "各格的差额恰好都是这个单位的数，而且没有同样简单的其他解释，才这样认定（繁简按改动计："
        "重复或漏计一个单位计三，一格填错计二）。全部为 0 的单位，漏计与否看不出来；只有一格不为 0"
        "的单位，与这一格填错无法区分。",
        "Of all that explains the difference this is the least, and the only one of its size: "
        "a unit weighs three, a wrong cell two. A unit whose numbers are all 0 cannot be told, "
        "and one with a single number cannot be told from that cell being wrong.",
    ),
    basis=_BASIS,
)


UNIT_GIVEN_TWICE = UnitsRule(
    code="U104",
    name="unit-given-twice",
    evidence=Evidence.UNREAD,
    title=Text("同一机关的报告给了两份", "Two reports of the same organ are given"),
    message=Text(
        "{organ}的报告给了两份，{same}；按 {used} 计算，没有用这一份",
        "two reports of {organ} are given, {same}; {used} was used and not this one",
    ),
    explanation=Text(
        "机关按代码认定，没有代码的按名称（不计空格和全角、半角）。请只保留应当汇总的一份。",
        "Organs are matched by code, without one by name (spaces and width aside). Keep only "
        "the report that is to be counted.",
    ),
    basis=_BASIS,
)


UNIT_OF_ANOTHER_YEAR = UnitsRule(
    code="U105",
    name="unit-of-another-year",
    evidence=Evidence.UNREAD,
    title=Text(
        "单位报告与汇总报告的年度或格式不同",
        "A unit's report is of another year or edition than the total",
    ),
    message=Text(
        "{unit}：报告属于{found}，汇总报告属于{wanted}；没有计入，只能核对汇总数是否偏小，请换用同年度的报告",
        "{unit}: the report is of {found}, the consolidated one of {wanted}; it was not "
        "counted, and it is only checked that the totals are not too small: give that of the year",
    ),
    explanation=Text(
        "各单位应与汇总报告同年度、同格式。缺了这个单位的数，汇总数可以大于其余各单位之和。",
        "Units are of the year and the edition of the total. Without this one's numbers, the "
        "totals may exceed the sum over the others.",
    ),
    basis=_BASIS,
)


UNKNOWN_SUM = UnitsRule(
    code="U106",
    name="unknown-sum",
    evidence=Evidence.COVERAGE,
    title=Text("有空白格，和数不能核对", "Sums that blanks leave unknown"),
    message=Text(
        "有 {n} 格不能核对，因为{blank}；如{cell}：已知部分之和为 {sum}，填报 {reported}；请补填",
        "cells that cannot be compared: {n}, because of {blank}; as in {cell}: the known part "
        "sums to {sum}, reported {reported}; fill it in",
    ),
    explanation=Text(
        "单位空白、读不出或没有计入的数视为未知：汇总数小于已知部分之和是错误，大于则无法判断。",
        "What a unit leaves blank, or what could not be read or was not counted, is unknown: a "
        "total below the known part is an error, one above it cannot be judged.",
    ),
    basis=_BASIS,
)


UNIT_NOT_HANDED_IN = UnitsRule(
    code="U110",
    name="unit-not-handed-in",
    evidence=Evidence.UNREAD,
    title=Text("名册上的单位没有报告", "An organ of the roster has no report"),
    message=Text("名册上的{units}没有报告；{effect}", "{units} of the roster: no report; {effect}"),
    explanation=Text(
        "用 --roster 给出名册时，没有报告的单位都列出名称。各格的差额都不小于 0，而且像一份报告那样"
        "满足格式的勾稽关系的，汇总数应是已经计入这些单位，逐格列出差额；否则说明差额与它们的关系"
        "不能确定。",
        "With --roster every organ without a report is named. Where no cell of the total falls "
        "short and the differences balance as a report does, these organs had been counted, and "
        "every difference is listed; else it is said that it cannot be told.",
    ),
    basis=_BASIS,
)


UNIT_NOT_ON_ROSTER = UnitsRule(
    code="U111",
    name="unit-not-on-roster",
    evidence=Evidence.COVERAGE,
    title=Text("单位不在名册上", "A unit is not on the roster"),
    message=Text("{unit}不在名册上，已计入", "{unit} is not on the roster; it was counted"),
    explanation=Text(
        "报告按代码、名称、相近的名称和文件名与名册对照，都对不上的照样计入，请核对名册。",
        "Reports are told by code, by name, by a like name and by the file's name. One that is no "
        "organ's of the roster is counted all the same; check the roster.",
    ),
    basis=_BASIS,
)


UNIT_BY_GUESS = UnitsRule(
    code="U112",
    name="unit-by-guess",
    evidence=Evidence.COVERAGE,
    title=Text("单位是推断认定的", "A unit was told by a guess"),
    message=Text(
        "{file} 认作{unit}：{ground}，请核对",
        "{file} is taken for that of {unit}: {ground}; please check",
    ),
    explanation=Text(
        "报告的代码、名称与名册都不相同，按相近的名称（只差前面的地名，或“人民政府”写作“政府”等）"
        "或文件名认定。认错了，请在名册中补上代码或其他名称。",
        "Neither code nor name of the report is the roster's, so that it was told by a like name "
        "(a place left out, 政府 for 人民政府) or by its file's name. If that is wrong, add the "
        "code or the other name to the roster.",
    ),
    basis=_BASIS,
)


TOTAL_AMONG_UNITS = UnitsRule(
    code="U107",
    name="total-among-units",
    evidence=Evidence.COVERAGE,
    title=Text("汇总报告混在各单位当中", "The consolidated report is among the units"),
    message=Text(
        "{organ}与汇总报告是同一机关或同一文件，没有作为单位计入",
        "{organ} is the organ or the file of the consolidated report; not counted as a unit",
    ),
    explanation=Text(
        "给出整个文件夹时，汇总报告常在其中。它若真是一个单位，请写明不同的名称或代码。",
        "A folder of units often holds the total as well. If it is a unit indeed, give it "
        "another name or code.",
    ),
    basis=_BASIS,
)


UNNAMED_UNIT = UnitsRule(
    code="U109",
    name="unnamed-unit",
    evidence=Evidence.COVERAGE,
    title=Text("单位的报告没有写明机关", "The report of a unit names no organ"),
    message=Text(
        "没有写明是哪个单位的报告，无法判断是否重复给出；已计入；请写明机关名称",
        "it is not said whose report it is, so that it may be given twice; it was counted; name it",
    ),
    explanation=Text(
        "单位按名称或代码认定。没有写明的照样计入，但认不出它是不是已经给出的单位，也认不出是不是汇总报告本身。",
        "Units are told by name or code. One that states neither is counted, but it may be a unit "
        "that is given already, or the total itself.",
    ),
    basis=_BASIS,
)


INCONSISTENT_UNIT = UnitsRule(
    code="U108",
    name="inconsistent-unit",
    evidence=Evidence.COVERAGE,
    title=Text("单位报告自身的勾稽关系不成立", "A unit's own sums do not hold"),
    message=Text(
        "{unit}的报告有 {n} 处勾稽关系不成立；请先用 reportlint check 检查",
        "{unit}: sums that do not hold in its own report: {n}; run reportlint check first",
    ),
    explanation=Text(
        "汇总以各单位的数为准；单位自身不平，汇总也不会平。",
        "A total rests on its units; where a unit does not balance, the total will not.",
    ),
    basis=_BASIS,
)
