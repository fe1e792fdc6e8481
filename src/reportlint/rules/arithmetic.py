"""Family A: the sums that the form requires."""

from reportlint.language import Text
from reportlint.rules.evidence import Evidence
from reportlint.rules.rule import EditRule

_SECTION_THREE = Text(
    "年度报告格式第三部分；《政府信息公开条例》第五十条",
    "section 3 of the form; Regulation, article 50",
)
_BLANKS = Text(
    "空白格视为未知，不判为错误，除非已填各项已经超过总计。",
    "A blank cell is unknown and no error, unless the parts already exceed the total.",
)

APPLICANTS_TOTAL = EditRule(
    code="A101",
    name="applicants-total",
    evidence=Evidence.CERTAIN,
    title=Text("每一行：各类申请人之和等于总计", "In every row the applicants sum to the total"),
    explanation=Text(
        "自然人与五类法人或其他组织相加，应等于该行总计。{blanks}",
        "Natural persons and the five kinds of organisation make the row’s total. {blanks}",
    ).fill(blanks=_BLANKS),
    basis=_SECTION_THREE,
)


OUTCOMES_TOTAL = EditRule(
    code="A102",
    name="outcomes-total",
    evidence=Evidence.CERTAIN,
    title=Text(
        "每一列：各类办理结果之和等于（七）总计",
        "In every column the outcomes sum to their total",
    ),
    explanation=Text(
        "（一）至（六）项下每一行相加，应等于（七）总计。{blanks}",
        "All rows under outcomes (1) to (6) add up to row (7). {blanks}",
    ).fill(blanks=_BLANKS),
    basis=_SECTION_THREE,
)


REQUESTS_BALANCE = EditRule(
    code="A103",
    name="requests-balance",
    evidence=Evidence.CERTAIN,
    title=Text(
        "每一列：新收加上年结转等于办理总计加结转下年",
        "In every column what came in equals what was handled or carried on",
    ),
    explanation=Text(
        "表内印明的勾稽关系：第一项加第二项之和，等于第三项加第四项之和。{blanks}",
        "The rule that the form itself prints: items one and two together equal items three "
        "and four. {blanks}",
    ).fill(blanks=_BLANKS),
    basis=_SECTION_THREE,
)


RESULTS_TOTAL = EditRule(
    code="A201",
    name="results-total",
    evidence=Evidence.CERTAIN,
    title=Text(
        "复议、诉讼：四类结果之和等于总计",
        "Reconsideration and litigation: the four results sum to the total",
    ),
    explanation=Text(
        "四类结果相加，应等于该组总计。{blanks}",
        "Upheld, corrected, other and pending cases add up to their group's total. {blanks}",
    ).fill(blanks=_BLANKS),
    basis=Text(
        "年度报告格式第四部分；《政府信息公开条例》第五十条第（三）项",
        "section 4 of the form; Regulation, article 50(3)",
    ),
)
