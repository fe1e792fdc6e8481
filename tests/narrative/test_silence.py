"""Sentences that are right, or about something else: nothing is said about them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import reportlint
from reportlint.report import Report

HEAD = "（二）依申请公开。"
RIGHT = [
    "2024年，我街道共收到政府信息公开申请60件，上年结转5件，全部依法办理。",
    "全年共办理政府信息公开申请65件，其中本年新收60件，上年度结转5件。",
    "本年度新收政府信息公开申请六十件，其中自然人申请50件，法人或其他组织申请10件。",
    "依申请公开方面，全年受理申请６０件，办结58件，结转下年度继续办理7件。",
    "全年收到申请60件。其中，商业企业6件，法律服务机构4件，自然人50件。",
    "办理结果为：予以公开30件，部分公开7件，不予公开5件，无法提供9件，不予处理2件，其他处理5件。",
    "全年答复政府信息公开申请58件，其中予以公开30件、占51.7%，部分公开7件、占12.1%。",
    "全年收到政府信息公开申请60件，其中自然人申请50件，占83.33%。",
    "答复申请58件，其中予以公开37件（含部分公开）。",
    "政府信息公开行政复议9件，其中结果维持6件，结果纠正2件，尚未审结1件。",
    "因政府信息公开工作被申请行政复议9件，被提起行政诉讼4件，其中维持3件。",
    "政府信息公开行政诉讼4件，其中未经复议直接起诉2件，复议后起诉2件。",
    "全年政府信息公开行政复议、行政诉讼共13件。",
    "全年制发行政规范性文件8件，废止3件，现行有效66件。",
    "作出行政许可决定1240件，作出行政处罚决定95件，作出行政强制决定12件。",
    "作出行政处罚、行政强制决定107件。",
    "全年收取行政事业性收费3.2万元。",
    "全年收取行政事业性收费32000元。",
    "公民、法人或其他组织提出政府信息公开申请60件，按期答复58件。",
]
ABOUT_SOMETHING_ELSE = [
    "2024年将收到的5件区人大代表建议办理结果全部公开，其中主办2件，合办1件，会办2件。",
    "全年公文公开率为95.24%。",
    "全年制定政策性文件11件，公开会议纪要14件。",
    "全年收取政府信息公开信息处理费3940元。",
    "全年答复58件（含上年度结转申请4件，另有1件顺延）。",
    "2023年收到政府信息公开申请41件，予以公开12件。",
    "去年收到政府信息公开申请41件。",
    "收到政府信息公开申请较上年增加12件，同比增长25%。",
    "全区收到政府信息公开申请880件，予以公开400件。",
    "各街镇共收到政府信息公开申请880件。",
    "局属单位收到政府信息公开申请18件，答复18件。",
    "下一步，力争将政府信息公开申请控制在40件以内，办结40件。",
    "计划2024年办结政府信息公开申请80件。",
    "仅市政府本级收到政府信息公开申请21件，其中予以公开11件。",
    "通过网络渠道收到政府信息公开申请25件，予以公开10件。",
    "当面提交的政府信息公开申请11件，均已答复。",
    "其中，通过信函收到申请14件，不予公开3件。",
    "全年主动公开政府信息5500余条，收到政府信息公开申请近百件。",
    "政府信息公开专栏访问量18万余次，申请约70件。",
    "根据《条例》第三十六条第二款，在20个工作日内答复申请人；咨询电话12345。",
    "第一季度收到政府信息公开申请11件，答复11件。",
    "1至6月收到政府信息公开申请31件。",
    "办理信访件31件、政务热线工单420件，办结451件。",
    "答复人大建议、政协提案14件，其中予以公开9件。",
    "对涉及国家秘密的申请，答复3件。",
    "审查党内规范性文件3件，备案规范性文件12件，清理规范性文件40件。",
    "公示行政许可结果300条、行政处罚结果95条，行政检查410次。",
    "县司法局全年办理行政复议案件35件，其中维持20件。",
    "平均每月受理政府信息公开申请5件。",
    "全年收到政府信息公开申请3至5件的单位有12个。",
    "逾期答复政府信息公开申请0件，未按期办结0件。",
    "与去年相比，收到政府信息公开申请多4件，不予公开少2件。",
    "例如，某村村民提出政府信息公开申请3件，我街道不予公开2件。",
    "五年来，累计受理政府信息公开申请231件。",
]


def codes(report: Report) -> set[str]:
    return {finding.code for finding in reportlint.check(report, select=["N"])}


@pytest.mark.parametrize("sentence", RIGHT)
def test_right_numbers_are_left_alone(prose: Callable[..., Report], sentence: str) -> None:
    assert codes(prose(HEAD + sentence)) == set()


@pytest.mark.parametrize("sentence", ABOUT_SOMETHING_ELSE)
def test_other_numbers_are_left_alone(prose: Callable[..., Report], sentence: str) -> None:
    assert codes(prose(HEAD + sentence)) == set()


@pytest.mark.parametrize("sentence", ABOUT_SOMETHING_ELSE)
def test_they_are_left_alone_after_a_full_account(
    prose: Callable[..., Report], sentence: str
) -> None:
    account = "2024年，收到政府信息公开申请60件，其中自然人50件；办结58件，予以公开30件。"
    assert codes(prose(HEAD + account + sentence)) == set()


def test_a_sentence_over_two_paragraphs_is_left_alone(prose: Callable[..., Report]) -> None:
    overview = (
        "（二）依申请公开。通过市政府网站的渠道收到的申请逐年增加，其\n中收到政府信息公开申请19件。"
    )
    assert codes(prose(overview)) == set()


def test_numbers_against_a_blank_table_are_left_alone(prose: Callable[..., Report]) -> None:
    report = prose(HEAD + "收到政府信息公开申请71件。", {"requests.received.total": None})
    assert codes(report) == set()


@pytest.mark.parametrize(
    "overview",
    [
        "“云溪发布”公众号全年推送150期。“云溪普法”公众号全年推送30期。",
        "全年推送政务信息150条。全年推送便民信息80条。",
        "全年推送150条政务信息。全年推送80条便民信息。",
        "全年召开新闻发布会12场。2023年召开新闻发布会9场。",
        "全年召开新闻发布会12场。上半年召开新闻发布会5场。",
        "“云溪发布”全年推送150期。“云溪发布”开设专栏，全年推送12期。",
        "针对网站编辑，全年组织培训3次。针对信访干部，全年组织培训5次。",
        "全年召开新闻发布会12场。全年召开新闻发布会10余场。",
        "全年召开新闻发布会12场。全年召开新闻发布会十二场。",
        "计划全年召开新闻发布会20场。全年召开新闻发布会12场。",
    ],
)
def test_different_things_may_have_different_numbers(
    prose: Callable[..., Report], overview: str
) -> None:
    assert codes(prose(overview)) == set()


@pytest.mark.parametrize(
    "overview",
    [
        "全年办理建议5件，其中主办2件，合办1件，会办2件。",
        "全年召开会议3次，其中专题会议1次，参会80人次。",
        "全年组织培训3次，其中线上1次，召开座谈会9次。",
        "行政复议3件，其中维持1件；行政执法检查9件。",
        "培训100余人，其中街道干部120人。",
        "比上年增加3件，其中网上申请9件。",
        "全年发布信息100条（含转载60条），其中原创100条。",
    ],
)
def test_parts_within_their_whole_are_left_alone(
    prose: Callable[..., Report], overview: str
) -> None:
    assert codes(prose(overview)) == set()
