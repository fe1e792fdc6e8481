"""How much of a text is copied."""

from __future__ import annotations

import pytest

from reportlint.report import Passage
from reportlint.rules.copying import copied, stretches

FIRST = "街道先后在社区公告栏和网页上登出加装电梯的方案和图纸。"
SECOND = "居民代表提出意见二十一条，街道逐条答复并登出全文。"
THIRD = "河道整治期间，每周五登出水质检测的结果和施工路段。"


def text(*paragraphs: str) -> list[Passage]:
    return [Passage("overview", paragraph, None) for paragraph in paragraphs]


def test_same_text_is_all_copied_and_another_is_not() -> None:
    assert copied(text(FIRST, SECOND), text(FIRST + SECOND)).share == 1
    assert copied(text(FIRST), text(SECOND)).share == 0


@pytest.mark.parametrize(
    ("now", "before"),
    [
        ("2024年，" + FIRST, "2023年，" + FIRST),
        ("２０２４年，" + FIRST, "二〇二三年，" + FIRST),
        (FIRST.replace("，", ","), FIRST),
        (f" {FIRST[:9]} {FIRST[9:]}", FIRST),
        (FIRST.replace("先后在", "先后于"), FIRST),
    ],
)
def test_years_punctuation_and_a_word_make_no_new_sentence(now: str, before: str) -> None:
    assert copied(text(now), text(before)).share == 1


@pytest.mark.parametrize(
    "now", [SECOND.replace("二十一", "二十二"), SECOND.replace("二十一", "21")]
)
def test_sentence_with_new_figures_is_new(now: str) -> None:
    assert copied(text(now), text(SECOND)).share == 0


@pytest.mark.parametrize("sentence", ["（一）主动公开", f"按照《条例》的规定，{FIRST}"])
def test_headings_and_citations_do_not_count(sentence: str) -> None:
    found = copied(text(sentence, FIRST), text(sentence))
    assert (found.length, found.share) == (0, 0)
    assert found.of == copied(text(FIRST), text()).of


def test_neighbouring_sentences_make_one_run_the_longest_first() -> None:
    found = copied(
        text(FIRST, "今年新设了一块滚动播放照片的电子屏。", SECOND, THIRD),
        text(FIRST, SECOND, THIRD),
    )
    assert [run.text for run in found.runs] == [SECOND + THIRD, FIRST]
    assert found.length == sum(run.length for run in found.runs) < found.of


def test_nothing_is_copied_of_nothing() -> None:
    assert copied([], text(FIRST)).share == 0


@pytest.mark.parametrize("piece", ["；", "《", "2", "二〇", "一", "a 。", FIRST, "电" * 50 + "。"])
def test_long_text_is_judged_by_its_beginning(piece: str) -> None:
    endless = text(piece * 100_000)
    assert copied(endless, endless).of < 300 * 300


def test_stretches_are_the_whole_text_with_what_is_copied_apart() -> None:
    found = stretches(text(FIRST, SECOND + THIRD), text(SECOND))
    assert [(each.text.strip(), each.is_shared) for each in found] == [
        (FIRST, False),
        (SECOND, True),
        (THIRD, False),
    ]


def test_stretches_of_endless_text_are_bounded() -> None:
    found = stretches(text("字" * 10**6, FIRST * 10**4), text(FIRST))
    assert sum(len(each.text) for each in found) < 300 * 301
