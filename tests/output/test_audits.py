"""The audit as it is printed, in both languages and as JSON."""

from __future__ import annotations

import json
import re

import pytest

from reportlint.form.schema import forms
from reportlint.language import LANGUAGES, Language
from reportlint.output import audits
from reportlint.rules import RULES


@pytest.fixture(scope="module")
def printed() -> dict[Language, str]:
    return {language: audits.text(language) for language in LANGUAGES}


def test_text_says_what_is_proven(printed: dict[Language, str]) -> None:
    said = printed["en"]
    assert "edition 2021: 200 cells, 42 identities of rank 40, 2 redundant" in said
    stated = len(forms()["2021"].edits)
    assert f"each of the 200 cells on which all {stated} statements hold" in said
    assert "175 cells, 39 identities of rank 37" in said
    assert "the fewest wrong cells that may break nothing: 4" in said
    assert "always shown; pointed at unless both errors are of the same size: 10941" in said
    assert said.count("no rule as a whole follows from the other rules") == len(forms())


def test_both_languages_give_the_same_counts(printed: dict[Language, str]) -> None:
    count = re.compile(r"[:：] ?([0-9]+)$", re.MULTILINE)
    chinese, english = (count.findall(printed[language]) for language in LANGUAGES)
    assert len(chinese) > 10
    assert chinese == english


def test_json_has_every_cell_and_every_statement() -> None:
    document = json.loads(audits.document("en"))
    assert [edition["edition"] for edition in document["editions"]] == list(forms())
    for edition, form in zip(document["editions"], forms().values(), strict=True):
        assert list(edition["guards"]) == list(form.cells)
        said = [*edition["statements"], *edition["redundant"]]
        assert len(said) == len(form.edits)
        assert {statement["code"] for statement in said} <= set(RULES)
        assert [section["number"] for section in edition["sections"]] == [2, 3, 4]
        assert edition["satisfying"].keys() == form.cells.keys()
