"""What a number in prose is about beside its noun: a year, an organ, a plan, only a part."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

_YEAR = re.compile(
    r"(?<![0-9])((?:19|20)[0-9]{2})年"
    r"(?:1月1日起?[至到](?:\1年)?12月31日(?:止|期间)?|12月31日|底|末|全年|度(?:内)?|内)?"
)
_OTHER_YEAR = re.compile(
    r"去年|前年|上年|上一年|往年|历年|近年|明年|次年|来年|[一二三四五六七八九十]年来"
)
_PART_OF_YEAR = re.compile(
    r"季度|上半年|下半年|[0-9一二三四五六七八九十]月|每[年月周日季]|月均|日均"
)
_PLAN = re.compile(
    r"计划|目标|力争|争取|预计|拟|将|下一步|应当|原则上|如果|假如|例如|比如|测试|演练"
)
_NARROW = re.compile(
    r"通过|渠道|网上|网络|在线|线上|线下|信函|邮寄|邮件|传真|当面|现场|窗口|途径|本级|[局市区县]属|所属"
    r"|下属|直属|基层|各[市县区镇乡街部单科处局]|其[中他它]|涉及|针对|针对|关于|领域|系统|部分|个别"
)
_COMPARISON = re.compile(
    r"较|相比|比.{0,4}年|同比|环比|增长|下降|上升|增加|减少|增幅|降幅|提高|提升"
)
_UNTIL = re.compile(r"截[至止]")
_WITHIN_YEAR = re.compile(r"全年|年内|本年|今年|当年|以来")
_OTHER_END = re.compile(
    r"不予受理|未予受理|不再受理|未受理|撤回|撤销申请|终止|退回|转办|转送|移送|合并"
)
_REVISED = re.compile(r"修订|修改|修正")
_OTHER_NOUN = re.compile(
    r"建议|提案|咨询|信访|来信|留言|投诉|议案|热线|举报|来电|来访|工单|诉求|邮件|公文|意见|许可|审批|登记"
    r"|仲裁|救助|补贴|公证|援助|贷款|住房|专利|商标"
)


def _expand(*pieces: str) -> Iterator[str]:
    yield from map("".join, product(*(piece.split("|") for piece in pieces)))


FILLERS = frozenset(
    {
        *_expand("全年|年内|本年|当年|今年|今年以来|报告期|本报告期|统计期|统计期限", "|度|内"),
        *("一年来", "截至年底", "截至本年底", "年末", "年底", "截至年末"),
        *_expand(
            "我|本",
            "街道|街道办|街道办事处|街|镇|乡|局|办|委|厅|中心|单位|机关|行政机关|部门|院|分局|署|会",
        ),
        *(
            "共计",
            "合计",
            "总计",
            "总共",
            "一共",
            "累计",
            "达到",
            "数量",
            "总数",
            "总量",
            "件数",
            "情况",
        ),
        *(
            "案件",
            "申请人",
            "申请量",
            "申请数",
            "另有",
            "另外",
            "还有",
            "其中",
            "其余",
            "剩余",
            "方面",
        ),
        *(
            "提出",
            "提交",
            "发生",
            "引发",
            "引起",
            "存在",
            "进行",
            "作出",
            "做出",
            "已经",
            "全部",
            "决定",
            "结果",
            "来自",
            "包括",
        ),
        *(
            "依法",
            "依规",
            "依法依规",
            "按时",
            "按期",
            "按规定",
            "及时",
            "规范",
            "予以",
            "答复",
            "以及",
        ),
        *(
            "在法定期限内",
            "在规定时限内",
            "法定期限内",
            "规定期限内",
            "案件数",
            "行政机关",
            "的申请",
        ),
        *"共计为是有的了数量均另还并且和与及或因由被对等中里内已各类达、",
    }
)
"""Words that change nothing in what a number counts."""


def foreign_year(text: str, year: int) -> bool:
    """Whether the last years named in a text are not, or not only, the report's.

    >>> foreign_year("2019年收到", 2020), foreign_year("2020年收到", 2020), foreign_year("", 2020)
    (True, False, False)
    """
    return any(
        int(found) != year for found in (match[1] for match in _YEAR.finditer(text))
    ) or bool(_OTHER_YEAR.search(text))


def years(text: str) -> Iterator[re.Match[str]]:
    """Yield every year written in digits."""
    yield from _YEAR.finditer(text)


def names_year(text: str) -> bool:
    """Whether a text names a year at all."""
    return bool(_YEAR.search(text) or _OTHER_YEAR.search(text))


def is_narrowed(text: str) -> bool:
    """Whether a text restricts what follows to a part of the year or of what is counted."""
    return any(mark.search(text) for mark in (_PART_OF_YEAR, _PLAN, _NARROW))


def is_comparison(text: str) -> bool:
    """Whether a text compares with another year or organ."""
    return _COMPARISON.search(text) is not None


def is_running_total(text: str) -> bool:
    """Whether a sentence may count from the beginning, and not from that of the year.

    >>> is_running_total("截至2024年底，累计收到申请512件"), is_running_total("全年累计收到申请")
    (True, False)
    """
    return bool("累计" in text and _UNTIL.search(text) and not _WITHIN_YEAR.search(text))


def ends_otherwise(text: str) -> bool:
    """Whether a text speaks of applications that were not accepted or not brought to an answer."""
    return _OTHER_END.search(text) is not None


def revises(text: str) -> bool:
    """Whether a text speaks of documents that are revised, which are issued too but not new."""
    return _REVISED.search(text) is not None


def other_noun(text: str) -> int:
    """Return where a text last names something else that organs receive and answer; -1 nowhere."""
    return max((match.start() for match in _OTHER_NOUN.finditer(text)), default=-1)
