"""Sentences that can only mean something else than the tables say."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import reportlint
from reportlint.report import Report

HEAD = "（二）依申请公开。"


def found(report: Report) -> list[tuple[str, str | None]]:
    return [(x.code, x.actual) for x in reportlint.check(report, select=["N"])]


@pytest.mark.parametrize(
    ("sentence", "number"),
    [
        ("2024年，我街道共收到政府信息公开申请61件，均依法办理。", "61"),
        ("全年收到七十一件政府信息公开申请，全部按期办结。", "71"),
        ("新收政府信息公开申请６２件。", "62"),
        ("收到政府信息公开申请60件，其中自然人申请51件。", "51"),
        ("收到政府信息公开申请60件，其中法人或其他组织申请9件。", "9"),
        ("收到政府信息公开申请60件，上年结转4件。", "4"),
        ("收到政府信息公开申请60件，结转下年度继续办理8件。", "8"),
        ("全年办结申请59件，其中予以公开30件。", "59"),
        ("全年答复申请58件，其中予以公开31件，部分公开7件。", "31"),
        ("全年答复申请58件，其中部分公开8件。", "8"),
        ("办理结果为：予以公开30件，不予公开6件，无法提供9件。", "6"),
        ("全年答复申请58件，无法提供10件。", "10"),
        ("全年答复申请58件，不予处理3件，其他处理5件。", "3"),
        ("不予公开5件，其中属于国家秘密2件。", "2"),
        ("政府信息公开行政复议10件，其中结果维持6件。", "10"),
        ("政府信息公开行政复议9件，其中结果维持7件，结果纠正2件。", "7"),
        ("政府信息公开行政诉讼5件。", "5"),
        ("政府信息公开行政复议9件，结果维持6件；行政诉讼4件，其中结果维持2件。", "2"),
        ("未经复议直接起诉3件。", "3"),
        ("全年制发行政规范性文件9件，废止3件。", "9"),
        ("全年制发行政规范性文件8件，废止4件，现行有效66件。", "4"),
        ("作出行政许可决定1,241件。", "1241"),
        ("实施行政处罚59件。", "59"),
        ("全年收取行政事业性收费3.3万元。", "3.3"),
        ("全年收取行政事业性收费320000元。", "320000"),
        ("云溪街道办事处2024年度收到政府信息公开申请66件。", "66"),
        ("6件不予公开，30件予以公开。", "6"),
        ("全年答复申请58件，答复的58件中，予以公开31件。", "31"),
        ("不予公开的5件中，属于国家秘密2件。", "2"),
        ("2024年，全年累计收到政府信息公开申请61件。", "61"),
        ("收到政府信息公开申请60件，其中自然人申请51件，不予受理2件。", "51"),
        ("收到信息依申请公开61件。", "61"),
        ("街道共收到依申请件61件。", "61"),
        ("因政府信息公开引发行政复议8件。", "8"),
        ("县里的申请人增多，全年收到政府信息公开申请61件。", "61"),
        ("新收、上年结转的申请分别为61件和5件。", "61"),
        ("（三）“不予公开”6件，（四）“无法提供”9件。", "6"),
        ("收到政府信息公开申请61件［其中5件为上年结转］。", "61"),
        ("全年答复申请58件，予以公开（见网站）31件。", "31"),
        ("行政许可、行政处罚决定分别为1240件、59件。", "59"),
        ("发生行政复议9件和行政诉讼5件。", "5"),
        ("因国家秘密、过程性信息等不予公开6件。", "6"),
        ("政府信息公开行政复议9件，均予以维持。", "9"),
        ("规范性文件：制发9件，废止3件。", "9"),
        ("2024年1月至12月，收到政府信息公开申请61件。", "61"),
        ("收到政府信息公开申请：61件。", "61"),
        ("共收到政府信息公开申请6 1件。", "61"),
        ("政府信息公开行政复议9件，其中维持6件，其他4件。", "4"),
        ("全年收到申请60件，加上年结转6件。", "6"),
        ("新收申请60件，上年结转5件，其中予以公开31件。", "31"),
        ("全年收到申请60件，除8件结转下年度办理外，均已办结。", "8"),
        ("针对我局政府信息公开的行政复议8件。", "8"),
        ("行政复议案件中，维持5件。", "5"),
        ("将我局制定的9件行政规范性文件全部在网站公开。", "9"),
        ("公开新制定的行政规范性文件9件。", "9"),
        ("制定行政规范性文件8件，修订2件，废止4件。", "4"),
        ("进一步畅通各渠道，全年收到政府信息公开申请61件。", "61"),
    ],
)
def test_a_number_that_fits_no_reading_is_reported(
    prose: Callable[..., Report], sentence: str, number: str
) -> None:
    assert found(prose(HEAD + sentence)) == [("N101", number)]


@pytest.mark.parametrize(
    "sentence",
    [
        "2024年，我街道未收到政府信息公开申请。",
        "全年没有依申请公开事项。",
        "本年度无上年结转的政府信息公开申请。",
        "政府信息公开申请量为零。",
        "未发生因政府信息公开引起的行政复议、行政诉讼。",
        "政府信息公开行政复议和行政诉讼均未发生。",
        "我局无行政许可、行政处罚、行政强制事项。",
        "2024年未制发行政规范性文件。",
        "没有收取行政事业性收费。",
        "依申请公开情况：无。",
        "我局未采取行政强制措施。",
    ],
)
def test_what_is_said_not_to_be_is_reported_where_it_is(
    prose: Callable[..., Report], sentence: str
) -> None:
    assert found(prose(HEAD + sentence)) == [("N101", "0")]


@pytest.mark.parametrize(
    ("sentence", "number"),
    [
        ("答复申请58件，予以公开31件（53.4%）。", "31"),
        ("共收到网上申请40件、信函申请20件，合计61件。", "61"),
        ("收到通过邮寄、网络提交的政府信息公开申请共计61件。", "61"),
        ("2023年结转6件，结转2025年继续办理7件。", "6"),
        ("办理情况：予以公开（31件）、部分公开（7件）。", "31"),
        ("政府信息公开行政复议8件（申请人撤回）、行政诉讼4件。", "8"),
        ("受理行政复议案件35件（本机关作为复议机关），被申请复议8件。", "8"),
        ("收到申请60件，涉及自然人51件、商业企业6件。", "51"),
    ],
)
def test_other_ways_to_say_it(prose: Callable[..., Report], sentence: str, number: str) -> None:
    assert found(prose(HEAD + sentence)) == [("N101", number)]


@pytest.mark.parametrize("section", ["preamble", "problems"])
def test_other_sections_are_read(prose: Callable[..., Report], section: str) -> None:
    text = "2025年将增加图解。全年收到申请61件，办理压力较大。"
    assert found(prose("", **{f"narrative_{section}": text})) == [("N101", "61")]


@pytest.mark.parametrize(
    ("overview", "number"),
    [
        ("（二）依申请公开方面：全年共收到政府信息公开申请72件，同比增长20%，均按期答复。", "72"),
        ("（四）行政复议和行政诉讼。全年发生行政复议8件，行政诉讼4件。", "8"),
        ("（二）依申请公开方面\n我街道共受理申请63件。", "63"),
        ("（二）依申请公开。收到申请60件，结转上年5件，答复59件，结转下一年度7件。", "59"),
    ],
)
def test_a_heading_says_what_is_counted(
    prose: Callable[..., Report], overview: str, number: str
) -> None:
    assert found(prose(overview)) == [("N101", number)]


@pytest.mark.parametrize(
    ("sentence", "share"),
    [
        ("收到申请60件，其中自然人申请50件，占88.1%。", "88.1"),
        ("予以公开30件，占比66.2%。", "66.2"),
        ("予以公开30件，占比49%。", "49"),
        ("收到申请60件，自然人申请占申请总数的百分之四十一。", "41"),
        ("予以公开30件、部分公开7件，二者合计占64.8%。", "64.8"),
        ("予以公开30件，占办结总数58件的58.7%。", "58.7"),
        ("政府信息公开行政复议9件，维持率为76.7%。", "76.7"),
    ],
)
def test_a_share_of_no_base_is_reported(
    prose: Callable[..., Report], sentence: str, share: str
) -> None:
    sentence = f"全年收到政府信息公开申请60件。{sentence}"
    assert found(prose(HEAD + sentence)) == [("N102", share)]


@pytest.mark.parametrize("amount", ["3.1万元", "3.3万元", "31000元", "33000元"])
def test_an_amount_wrong_by_one_of_its_last_digit_is_no_rounding(
    prose: Callable[..., Report], amount: str
) -> None:
    (finding,) = found(prose(f"全年收取行政事业性收费{amount}。"))
    assert finding[0] == "N101"


@pytest.mark.parametrize(
    "overview",
    [
        "“云溪发布”公众号全年推送156期。\n“云溪发布”公众号全年推送150期。",
        "全年召开新闻发布会12场。\n2024年召开新闻发布会十五场。",
        "全年组织政务公开培训3次，参训80人。\n全年共组织政务公开培训5次。",
    ],
)
def test_two_numbers_for_one_thing_are_reported_once(
    prose: Callable[..., Report], overview: str
) -> None:
    assert [code for code, _ in found(prose(overview))] == ["N201"]


@pytest.mark.parametrize(
    ("overview", "total"),
    [
        ("全年办理建议5件，其中主办2件，合办1件，会办3件。", "6"),
        ("全年办理建议5件，其中主办2件、合办4件。", "6"),
        ("全年召开会议3次，其中专题会议4次。", "4"),
        ("全年发布信息一百条（其中原创一百二十条）。", "120"),
        ("发布信息50条，包括动态30条、公告15条、其他6条。", "51"),
        ("发布信息50条：动态30条，公告15条，其他6条。", "51"),
    ],
)
def test_parts_over_their_whole_are_reported(
    prose: Callable[..., Report], overview: str, total: str
) -> None:
    assert found(prose(overview)) == [("N202", total)]


@pytest.mark.parametrize(
    ("sentence", "numbers"),
    [
        ("收到政府信息公开申请1件，予以公开。", ["1", "1"]),
        ("收到和办结的申请均为零。", ["0"]),
        ("答复申请58件，予以公开30件，部分公开7件，不予公开5件，无法提供9件，其他8件。", ["8"]),
    ],
)
def test_a_list_says_more_than_its_numbers(
    prose: Callable[..., Report], sentence: str, numbers: list[str]
) -> None:
    assert [number for _, number in found(prose(HEAD + sentence))] == numbers


def test_parts_that_add_up_leave_nothing_out(prose: Callable[..., Report]) -> None:
    """58 less what was not processed would be the table's 56."""
    parts = "予以公开28件，部分公开7件，不予公开5件，无法提供9件，不予处理2件，其他处理5件"
    sentence = f"办结申请56件，其中{parts}。"
    assert ("N101", "56") in found(prose(HEAD + sentence))
    assert ("N101", "56") not in found(prose(f"{HEAD}办结申请56件。"))


def test_a_wrong_part_is_reported_against_the_table_alone(prose: Callable[..., Report]) -> None:
    overview = f"{HEAD}收到政府信息公开申请60件，其中自然人申请90件。"
    assert found(prose(overview)) == [("N101", "90")]


@pytest.mark.parametrize(
    ("agency", "name"),
    [
        ("青禾市云溪区财政局", "区财政局"),
        ("青禾县市场监督管理局", "县市场监督管理局"),
        ("青禾市云溪区人民政府办公室", "区政府办公室"),
    ],
)
def test_an_organ_goes_by_the_kind_of_its_place(
    prose: Callable[..., Report], agency: str, name: str
) -> None:
    overview = f"2024年，{name}共收到政府信息公开申请61件。"
    assert found(prose(overview, agency_name=agency)) == [("N101", "61")]
    assert found(prose(overview, agency_name="青禾县水利局")) == []


def test_a_government_speaks_of_its_whole_area(prose: Callable[..., Report]) -> None:
    overview = f"{HEAD}全县共受理政府信息公开申请61件。"
    assert found(prose(overview, agency_name="青禾县人民政府")) == [("N101", "61")]
    assert found(prose(overview)) == []


@pytest.mark.parametrize("event", ["组织培训两次", "开展检查3次", "举办业务培训4场"])
def test_what_was_held_leaves_the_next_words_the_organs_own(
    prose: Callable[..., Report], event: str
) -> None:
    overview = f"（五）监督保障。全年{event}，没有政府信息公开行政复议。"
    assert [code for code, _ in found(prose(overview))] == ["N101"]


@pytest.mark.parametrize(
    ("sentence", "number"),
    [
        ("收到61份政府信息公开申请表。", "61"),
        ("尚有8件政府信息公开申请仍在法定办理期限内。", "8"),
        ("以互联网方式提出的47件，以信函方式提出的30件，总数为77件。", "77"),
        ("个人及单位均未向本机关提出政府信息公开申请。", "0"),
        ("申请人无正当理由逾期不补正、本机关不再处理其政府信息公开申请9件。", "9"),
    ],
)
def test_wordings_of_the_third_corpus_are_read(
    prose: Callable[..., Report], sentence: str, number: str
) -> None:
    assert ("N101", number) in found(prose(HEAD + sentence))


@pytest.mark.parametrize("name", ["市人社局", "人社局", "市人力社保局"])
def test_an_organ_is_known_by_some_characters_of_its_name(
    prose: Callable[..., Report], name: str
) -> None:
    overview = f"2024年，{name}共收到政府信息公开申请61件。"
    agency = "青禾市人力资源和社会保障局"
    assert found(prose(overview, agency_name=agency)) == [("N101", "61")]
    assert found(prose(overview, agency_name="青禾市教育局")) == []


def test_a_number_said_to_be_level_is_held_against_last_years(zeros: Callable[..., Report]) -> None:
    now = zeros({"year": 2022, "requests.received.total": 14})
    said = {"overview": f"{HEAD}收到政府信息公开申请14件，与上年持平。"}
    report = Report.from_dict({**now.data, "narrative": said})
    for before, codes in ((13, ["N103"]), (14, [])):
        last = zeros({"requests.received.total": before})
        told = reportlint.check([report], previous=[last], select=["N"])
        assert [x.code for x in told] == codes
