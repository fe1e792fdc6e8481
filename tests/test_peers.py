"""Which reports of one year are alike, among many that share phrases."""

from __future__ import annotations

from random import Random

import reportlint
from reportlint.form.schema import forms
from reportlint.report import Report, nest

EDITION = list(forms())[-1]
LETTERS = (
    "政务公开工作县乡街道社区群众办事流程清单目录更新发布解读回应平台网站栏目审核保密培训考核评议"
)


def sentence(chance: Random, length: int) -> str:
    return "".join(chance.choices(LETTERS, k=length)) + "。"


def report(number: int, prose: str) -> Report:
    cells = dict.fromkeys(forms()[EDITION].cells, 0)
    about = {"year": 2024, "agency.name": f"第{number}县水务局", "narrative.overview": prose}
    return Report.from_dict(nest({**about, **cells}.items()), f"{number}.json")


def test_planted_copies_are_found_and_shared_phrases_are_none() -> None:
    chance = Random(7)
    phrases = [sentence(chance, 30) for _ in range(30)]
    texts = [
        "\n".join(
            "".join([*chance.sample(phrases, 2), *(sentence(chance, 25) for _ in range(5))])
            for _ in range(3)
        )
        for _ in range(200)
    ]
    pairs = {(2 * i, 2 * i + 1) for i in range(10)}
    for one, other in pairs:
        texts[other] = sentence(chance, 60) + texts[one].partition("\n")[2]
    found = reportlint.check([report(i, text) for i, text in enumerate(texts)], select=["O101"])
    named = {(str(x.location and x.location.file), x.related[0].file) for x in found}
    both_ways = {*pairs, *((other, one) for one, other in pairs)}
    assert named == {(f"{one}.json", f"{other}.json") for one, other in both_ways}


def test_many_exact_copies_are_one_finding_a_file_that_names_three() -> None:
    text = "".join(sentence(Random(3), 40) for _ in range(6))
    found = reportlint.check([report(i, text) for i in range(40)], select=["O"])
    assert len(found) == 40
    assert all(len(finding.related) == 3 for finding in found)
    assert "共 39 份" in found[0].message.zh


def test_nothing_is_compared_over_years() -> None:
    text = "".join(sentence(Random(3), 40) for _ in range(6))
    one, other = report(1, text), report(2, text).to_dict() | {"year": 2023}
    assert not reportlint.check([one, Report.from_dict(other, "2.json")], select=["O"])
