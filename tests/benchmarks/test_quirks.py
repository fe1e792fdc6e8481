"""A slice of the study of quirks, and that the study sees what it looks for."""

from __future__ import annotations

import random

import pytest
from benchmarks.quirks import docx, html, text, xlsx
from benchmarks.quirks.medium import AS_IT_SHOULD_BE, Judgement, Medium, labels
from benchmarks.quirks.page import tables
from benchmarks.quirks.quirk import Contents, Quirk
from benchmarks.quirks.study import MEDIA, TURNS, study
from benchmarks.studies import replaced
from tests.paths import DOCS

from reportlint.form.schema import forms

SEED = 1
EACH = 25
OF_PAGES = 10
"""Of the formats whose pages are drawn, which takes longer."""
LINES = next(medium for medium in text.MEDIA if medium.name == ".txt")


@pytest.mark.parametrize("name", [medium.name for medium in MEDIA])
def test_what_is_shown_is_read(name: str) -> None:
    own = [number for number, (medium, _) in enumerate(TURNS) if medium.name == name]
    count = OF_PAGES if name in (".ofd", ".pdf") else EACH
    found = study(random.Random(SEED).sample(own, count), SEED)
    assert [x for x in found if x.verdict not in AS_IT_SHOULD_BE] == []


def judged(quirk: Quirk[str], medium: Medium[str] = LINES) -> set[str]:
    own = Medium(medium.name, (quirk,), medium.document)
    return {own.judgement(i, 0, random.Random(i)).verdict for i in range(8)}


@pytest.mark.parametrize(
    ("quirk", "verdict"),
    [
        (Quirk("plain", str, of_numbers=True), "right"),
        (
            Quirk("not one of its figures", lambda n: f"{n}1", of_numbers=True),
            "wrong, not said",
        ),
        (
            Quirk("plain in words", lambda n: f"共{n}", of_numbers=True),
            "unknown, a person reads it",
        ),
        (
            Quirk("plain to a person", lambda n: f"{n}%", of_numbers=True),
            "unknown, a person reads it",
        ),
        (Quirk("no number to a person", str, "unknown"), "wrong, not said"),
        (Quirk("no number", lambda n: f"{n}%", "unknown"), "unknown and said"),
        (Quirk("a cell more", lambda n: f"{n}\t7", of_numbers=True), "elsewhere wrong"),
    ],
    ids=lambda x: x.name if isinstance(x, Quirk) else None,
)
def test_study_says_what_became_of_a_cell(quirk: Quirk[str], verdict: str) -> None:
    assert judged(quirk) == {verdict}


def test_study_says_where_nothing_is_read() -> None:
    quirk = Quirk("plain", str)
    empty: Medium[str] = Medium(".html", (quirk,), lambda _form, _contents: b"<p>")
    assert judged(quirk, empty) == {"refused"}


@pytest.mark.parametrize("medium", [docx.MEDIUM, xlsx.MEDIUM, html.MEDIA[0], LINES])
def test_quirk_stands_wherever_a_label_can(medium: Medium[str]) -> None:
    for form in forms().values():
        written = {
            label: medium.document(form, Contents({}, label, medium.quirks[0].write("此处")))
            for label in labels(form.edition)
        }
        assert len(set(written.values())) == len(written)


def test_same_seed_tries_the_same() -> None:
    for medium, turn in TURNS[::50]:
        one, other = (medium.trial(turn, random.Random("1 2")) for _ in range(2))
        assert (one.name, one.numbers, one.quirk.name) == (
            other.name,
            other.numbers,
            other.quirk.name,
        )


def test_every_quirk_of_a_format_has_a_name_of_its_own() -> None:
    for medium in MEDIA:
        names = [quirk.name for quirk in medium.quirks]
        assert sorted(set(names)) == sorted(names)


def test_tables_count_by_format_and_name_what_failed() -> None:
    judgements = [
        Judgement(0, ".csv", 0, "plain", "cell", "right", 0.1),
        Judgement(1, ".csv", 1, "unit", "cell", "wrong, not said", 0.3),
        Judgement(2, ".csv", 1, "unit", "label", "right", 0.2),
    ]
    lines = tables(judgements).splitlines()
    assert "| .csv | 2 | 3 | 2 | 0 | 0 | 0 | 0 | 1 | 0 | 0 | 0 | 0.200 |" in lines
    assert "| .csv | unit | cell | wrong, not said | 1 | 1 |" in lines
    assert len(tables(judgements[::2]).splitlines()) == 4


def test_page_has_room_for_the_tables() -> None:
    page = (DOCS / "reliability.md").read_text(encoding="utf-8")
    assert "| an old table |" in replaced(page, "| an old table |")
