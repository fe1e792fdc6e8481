"""The documents of the study, and what became of them."""

from __future__ import annotations

import random
from collections.abc import Iterable

from benchmarks.quirks import docx, html, ofd, pdf, text, xls, xlsx
from benchmarks.quirks.medium import Judgement

MEDIA = (docx.MEDIUM, xlsx.MEDIUM, xls.MEDIUM, *html.MEDIA, pdf.MEDIUM, ofd.MEDIUM, *text.MEDIA)
"""The formats that are tried."""
TURNS = [(medium, turn) for medium in MEDIA for turn in range(len(medium.quirks))]
"""Every quirk of every format has its turn before any has another."""


def study(numbers: Iterable[int], seed: int) -> list[Judgement]:
    """Try the documents of these numbers; each is the same whatever others are tried."""
    judgements = []
    for number in numbers:
        medium, turn = TURNS[number % len(TURNS)]
        judgements.append(medium.judgement(number, turn, random.Random(f"{seed} {number}")))
    return judgements
