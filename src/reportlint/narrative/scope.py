"""What a number in prose is about beside its noun: a year, an organ, a plan, only a part."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from reportlint.narrative.words import CHANNEL_MARKS, FALLS, MANNERS, MEASURES, RISES

_YEAR = re.compile(
    r"(?<![0-9])((?:19|20)[0-9]{2})年"
    r"(?:1月(?:1日)?起?[至到](?:\1年)?12月(?:31日)?(?:止|期间)?|12月(?:31日|底|末)|底|末|全年|度(?:内)?|内)?"
)
_WHOLE_YEAR = re.compile(
    r"(?<![0-9年])(?:1月(?:1日)?[至到]12月(?:31日)?|截[至止](?:本年)?12月(?:31日|底|末))"
)
_OTHER_YEAR = re.compile(
    r"去年|前年|上年|上一年|往年|历年|近年|明年|次年|来年|近[0-9一二三四五六七八九十]{1,2}年"
    r"|[一二三四五六七八九十]年来"
)
_WORDS_FOR_LAST_YEAR = {"去年", "上年", "上一年"}
_PART_OF_YEAR = re.compile(
    r"季度|上半年|下半年|[0-9一二三四五六七八九十]月|每[年月周日季]|月均|日均"
)
_PLAN = re.compile(
    r"计划|目标|力争|争取|预计|拟|将|下一步|应当|原则上|如果|假如|例如|比如|测试|演练"
)
_NARROW = re.compile(
    r"渠道|途径|本级|[局市区县]属|所属|下属|直属|基层|各[市县区镇乡街部单科处局]"
    r"|其[中他它]|涉及|针对|关于|领域|系统|部分|个别|协助|配合"
)
_RESTRICTING = re.compile(
    r"局|委|厅|院|全[省市县区旗镇乡]|政府|级|下放|公开|公示|逾期|超期|延期|延长|跨年|参加|作为|镇|乡|村|街道|公司|学校|部门|单位|科|股|处|站|[大支]队|协会|集团|社区|开发区"
    r"|主动公开|依职权|不|未|无|非|除|如|若|可|能|应|需|减|扣|分别|各|仅|只|累计|至少|历|原|曾|首|再|又|另"
    r"|代|咨询|投诉|信访"
)
_FOR_OTHERS = (
    *("指导", "督促", "协调", "会同", "移交", "交办", "帮助", "参与"),
    *("抽查", "检查", "评查", "培训", "模拟"),
)
_DIVISION = re.compile(r"从.{1,8}看|按.{1,8}(?:划?分|分类|统计)")
_COMPARISON = re.compile(
    r"较|相比|比.{0,4}年|同比|环比|增幅|降幅|提升|"
    + "|".join(verb for verb in (*RISES, *FALLS) if len(verb) > 1)
)
_UNTIL = re.compile(r"截[至止]|以来")
_WITHIN_YEAR = re.compile(r"全年|年内|本年|今年|当年|年初以来")
_OTHER_END = re.compile(
    r"不予受理|未予受理|不再受理|未受理|撤回|撤销申请|终止|退回|(?<!结)转办|转送|移送|合并"
)
ABSENCE = (
    r"(?:均|都|也|亦|且|并|曾)?(?:暂|尚|从)?未(?:曾|再)?"
    r"(?=办|采|公布|编|收|接|新|受理|发生|产生|出现|引[发起]|制|出台|印发|发布|作出|做出|实施|征收|废止|因|被|有|提起|涉及|向[我本])"
    r"|(?:均|都|也|亦|且|并|暂|尚)?(?:没有|无(?=不予)|无(?![法正需须关偿效论人形不一])|(?<![对与])无人(?=向|提出|申请))"
)
"""Words that say that something did not happen, as a regular expression."""
ZERO = r"(?:均|都)?为(?:零|0)(?![0-9一二三四五六七八九.%件条份起宗例次部个])"
"""Zero without a unit, as a regular expression."""
_LAST_YEAR = r"(?:上年度?|去年|上一年度?|(?P<year>20[0-9]{2})年度?)"
_CHANGE = re.compile(
    rf"(?:(?P<than>[与和同较比]{_LAST_YEAR}(?:同期)?(?:相比)?|同比))?"
    rf"(?:数?量|申请[数量]*|略有|有所|相比)?(?:(?P<rise>{'|'.join(RISES)})|{'|'.join(FALLS)})"
    r"(?:了|幅度?为|率为)?$"
)
_COMPARED = re.compile(rf"[与和同较比]{_LAST_YEAR}(?:同期)?(?:相比|比较)|同比")
_THAN = re.compile(
    rf"(?:[较比]|[与和同](?=.*的$)|^而?){_LAST_YEAR}(?:同期)?(?:的|(?:为|是|共|有|收到|受理){{0,3}})$"
)
_LEVEL = re.compile(
    rf"(?:总?数量?|总量)?[与和同较比]{_LAST_YEAR}(?:同期|度)?(?:数量)?(?:相比)?(?:完全)?(?:持平|相同|一致|无变化)"
)
_FROM = re.compile(rf"[由从]{_LAST_YEAR}(?:同期)?的?$")
_TO = re.compile(f"(?:{'|'.join((*RISES, *FALLS))})[至到为]")
_ATTRIBUTE = re.compile(
    r"公文|发文|属性|公开目录中|文件|[制印]发|拟制|形成(?:政府|的)?信息|认定|主动公开(?=[0-9]|类|信息[0-9])"
)
_AS_REVIEWER = re.compile(
    r"(?:受理|审理|审结|审查|办结|办理)(?!政府信息|信息公开|因).{0,4}复议|(?:收到|新收|接收)(?:行政)?复议申请|作为(?:行政)?复议(?:机关|机构)|复议机构"
)
_SUM = re.compile(r"(?:以上)?(?:[共合总]计|[总一]共|总数|[共合]|达)(?:数|为|有|到|:)*")
_IN_TIME = re.compile("按[时期]|及时|[时期]限内|如期")
_PUBLICATION = re.compile(r"(?:主动|集中|及时|依法|统一)?公开(?:了)?")
ABOUT = (
    r"(?:涉及|针对|涉|就|因?不服)(?=(?:(?:我|本)[^，。]{1,4})?(?:政府|政务)?信息公开(?!申请))"
    r"|将(?=结转|转[入至]|顺延)"
)
"""What only leads to the words for review, or to what is still to be done, as an expression."""
_REVISED = re.compile(r"修订|修改|修正")
_OTHER_NOUN = re.compile(
    r"建议|提案|咨询|信访|来信|留言|投诉|议案|热线|举报|来电|来访|工单|诉求|邮件|公文|意见|许可|审批|登记"
    r"|仲裁|救助|补贴|公证|援助|贷款|住房|专利|商标|确权|备案|核准|资质|复核|听证"
)


def foreign_year(text: str, year: int) -> bool:
    """Whether the last years named in a text are not, or not only, the report's.

    >>> foreign_year("2019年收到", 2020), foreign_year("2020年收到", 2020), foreign_year("", 2020)
    (True, False, False)
    """
    return any(
        int(found) != year for found in (match[1] for match in _YEAR.finditer(text))
    ) or bool(_OTHER_YEAR.search(text))


def names_channel(text: str) -> bool:
    """Whether a text names how applications come in.

    >>> names_channel("政务服务网提交"), names_channel("自然人")
    (True, False)
    """
    return any(mark in text for mark in CHANNEL_MARKS)


def is_by_channel(text: str) -> bool:
    """Whether a word is of applications that come in by a channel."""
    return text.endswith("申请") and names_channel(text)


def whole_years(text: str) -> Iterator[tuple[int, int]]:
    """Yield where a text says, without a year, that it is about the whole of it."""
    yield from (match.span() for match in _WHOLE_YEAR.finditer(text))


def years(text: str) -> Iterator[re.Match[str]]:
    """Yield every year written in digits."""
    yield from _YEAR.finditer(text)


class Trend(NamedTuple):
    """Words before a number that make it a change: downwards or not, and since last year, if said.

    `before` is how much of the text stands before them.
    """

    fewer: bool
    stated: bool
    before: int


def change(text: str, year: int) -> Trend | None:
    """Return what the end of a text says of a change since the year before `year`.

    >>> change("较上年减少", 2024), change("较2022年减少", 2024)
    (Trend(fewer=True, stated=True, before=0), None)
    """
    match = _CHANGE.search(text)
    if match is None or match["year"] not in (None, str(year - 1)):
        return None
    return Trend(match["rise"] is None, match["than"] is not None, match.start())


def compares_with_last_year(text: str, year: int) -> bool:
    """Whether a clause only says that the next ones compare with the year before."""
    match = _COMPARED.fullmatch(text)
    return match is not None and match["year"] in (None, str(year - 1))


def than_last_year(text: str, year: int) -> int | None:
    """Return where words begin that end a text and make the next number last year's.

    >>> than_last_year("数量较上年的", 2024), than_last_year("上年为", 2024)
    (2, 0)
    """
    match = _THAN.search(text)
    return None if match is None or match["year"] not in (None, str(year - 1)) else match.start()


def from_last_year(text: str, year: int) -> int | None:
    """Return where words begin that end a text and make the next number the one of a change.

    >>> from_last_year("申请由上年的", 2024)
    2
    """
    match = _FROM.search(text)
    return None if match is None or match["year"] not in (None, str(year - 1)) else match.start()


def is_level(text: str, year: int) -> bool:
    """Whether a clause says that last year's number was the same.

    >>> is_level("与上年持平", 2024), is_level("与上年基本持平", 2024)
    (True, False)
    """
    match = _LEVEL.fullmatch(text)
    return match is not None and match["year"] in (None, str(year - 1))


def changes_to(text: str) -> bool:
    """Whether a text says what a number of last year has become."""
    return _TO.fullmatch(text) is not None


def is_last_year(text: str, year: int) -> bool:
    """Whether the only year that a text names is the one before.

    >>> is_last_year("2023年新收", 2024), is_last_year("去年", 2024), is_last_year("前年", 2024)
    (True, True, False)
    """
    named = {match[1] for match in _YEAR.finditer(text)}
    words = {match[0] for match in _OTHER_YEAR.finditer(text)}
    return named | words != set() and named <= {str(year - 1)} and words <= _WORDS_FOR_LAST_YEAR


def is_ahead(text: str, year: int) -> bool:
    """Whether a text names a year to come."""
    return any(int(match[1]) > year for match in _YEAR.finditer(text)) or "明年" in text


def without_last_year(text: str) -> str:
    """Return a text without the words for last year."""
    return re.sub(_LAST_YEAR, "", text)


def counts_attributes(text: str) -> bool:
    """Whether a sentence counts documents by how they may be disclosed, and not applications.

    >>> counts_attributes("印发公文9件，其中依申请公开2件")
    True
    >>> counts_attributes("印发文件后收到申请2件")
    False
    """
    return bool(_ATTRIBUTE.search(text)) and "申请" not in text.replace("依申请公开", "")


def reviews(text: str) -> bool:
    """Whether a clause speaks of reconsideration of which the organ is the judge."""
    return _AS_REVIEWER.search(text) is not None


def is_sum(text: str) -> bool:
    """Whether the words before a number make it a sum of what was listed.

    >>> is_sum("合计"), is_sum("共计收到")
    (True, False)
    """
    return _SUM.fullmatch(text) is not None


def is_of_all_suits(before: str, after: str) -> bool:
    """Whether a number counts cases of every kind, of which those of disclosure are a part.

    >>> is_of_all_suits("行政复议案件6件", "，其中涉及政府信息公开的2件")
    True
    """
    return (
        re.search(r"其中[^，。；]{0,6}信息公开|出庭", after) is not None
        and "信息公开" not in before
    )


def lists_matters(text: str) -> bool:
    """Whether what is counted next is what applications are about.

    >>> lists_matters("件，申请事项主要涉及环评审批（15件）、"), lists_matters("件，另有")
    (True, False)
    """
    return re.search(r"涉及(?!政府信息公开)|内容|集中|类别|领域|事由|关于", text) is not None


def names_year(text: str) -> bool:
    """Whether a text names a year at all."""
    return bool(_YEAR.search(text) or _OTHER_YEAR.search(text))


def is_narrowed(text: str) -> bool:
    """Whether a text restricts what follows to a part of the year or of what is counted."""
    return any(mark.search(text) for mark in (_PART_OF_YEAR, _PLAN, _NARROW))


def tells_measures(text: str) -> bool:
    """Whether a clause tells what was done for applications in general.

    >>> tells_measures("进一步畅通依申请公开渠道"), tells_measures("通过信函渠道")
    (True, False)
    """
    while manner := next(filter(text.startswith, MANNERS), ""):
        text = text.removeprefix(manner)
    return text.startswith(MEASURES)


def may_restrict(text: str) -> bool:
    """Whether words that are not known, before those for what is counted, may make it a part.

    >>> may_restrict("部机关"), may_restrict("青禾县教育局"), may_restrict("指导各地")
    (False, True, True)
    """
    restricts = is_narrowed(text) or is_comparison(text) or is_for_others(text)
    return restricts or _RESTRICTING.search(text) is not None


def is_for_others(text: str) -> bool:
    """Whether a text speaks of helping others with their applications, or of looking at them."""
    return any(verb in text for verb in _FOR_OTHERS)


def tells_division(text: str) -> bool:
    """Whether a clause says by what the whole is divided in those that follow.

    >>> tells_division("从申请渠道看"), tells_division("从网络渠道")
    (True, False)
    """
    return _DIVISION.fullmatch(text) is not None


def names_this_year(text: str) -> bool:
    """Whether a text names the report's own year in words."""
    return any(name in text for name in ("今年", "本年", "报告期"))


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


def without_object_mark(text: str) -> str:
    """Return a text without what makes an object of what follows: 将收到的5件申请."""
    return re.sub(r"\A(?:将|把|对|针对|就)", "", text)


def without_publication(text: str) -> str:
    """Return a text without its only words if they say that something was made public."""
    return "" if _PUBLICATION.fullmatch(text) else text


def is_about_time(text: str) -> bool:
    """Whether a text speaks of what was done in time, which no table tells."""
    return _IN_TIME.search(text) is not None


def lists_along(text: str) -> bool:
    """Whether a label is of the list that it stands in, though the form has no row for it.

    >>> lists_along("公开"), lists_along("修订"), lists_along("涉及征地")
    (True, True, False)
    """
    return bool(_PUBLICATION.fullmatch(text) or _REVISED.fullmatch(text))


def other_nouns(text: str) -> Iterator[tuple[int, int]]:
    """Yield where a text names something else that organs receive and answer."""
    yield from (match.span() for match in _OTHER_NOUN.finditer(text))
