"""The notice cited, in the spellings of published reports."""

from __future__ import annotations

import pytest

from reportlint.document.wording import citations
from reportlint.spelling import squeezed

FORM = "国办公开办函〔2021〕30号"
TITLE = "《关于印发〈中华人民共和国政府信息公开工作年度报告格式〉的通知》"


@pytest.mark.parametrize(
    "printed",
    [
        "国办公开办函[2021]30 号",
        "国办公开办函（2021）30号",
        "国办公开办函【2021】第30号",
        "国办公开办〔2021〕30号",
        "国办公开办函〔2021〕30文件",
        "国办公开办函〔2021〕30",
        "国办公开函〔２０２１〕３０号",
    ],
)
def test_other_spellings_of_one_notice(printed: str) -> None:
    (citation,) = citations(squeezed(f"根据{TITLE}（{printed}）编制。"))
    assert (citation.notice, citation.is_proper) == (FORM, False)


@pytest.mark.parametrize("printed", [FORM, "国办公开办函﹝2021﹞30 号"])
def test_notice_as_it_should_stand(printed: str) -> None:
    (citation,) = citations(squeezed(f"根据{TITLE}（{printed}）编制。"))
    assert (citation.notice, citation.is_proper) == (FORM, True)


@pytest.mark.parametrize("printed", ["国办公开办函202130号", "国办公开办函2021〕30号"])
def test_year_without_its_brackets(printed: str) -> None:
    (citation,) = citations(f"按照{printed}编制。")
    assert (citation.notice, citation.is_proper) == (FORM, False)
    assert citation.printed == printed


@pytest.mark.parametrize(
    "text",
    [
        "《关于规范政府信息公开平台有关事项的通知》（国办公开办函〔2019〕61号）",
        "《关于某项工作的通知》（国办公开办函〔2020〕30号）",
        "按照国办公开办函〔2022〕7号开展工作",
        "国办发〔2019〕60号",
        "国办函〔2020〕109号",
    ],
)
def test_notices_on_other_matters_are_not_the_form(text: str) -> None:
    assert list(citations(text)) == []


def test_wrong_number_under_the_title_of_the_form_is_a_citation_of_it() -> None:
    (citation,) = citations(f"{TITLE}（国办公开办函〔2021〕3号）")
    assert citation.notice == "国办公开办函〔2021〕3号"


@pytest.mark.parametrize("piece", ["国办公开办函〔2021", "《", FORM])
def test_long_text_is_read_through(piece: str) -> None:
    assert len(list(citations(piece * 5_000))) == (5_000 if piece == FORM else 0)
