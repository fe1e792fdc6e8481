"""How much of a text stands in an earlier one.

Texts are compared sentence by sentence, year numbers, spaces and punctuation aside. A sentence is
copied if an earlier one is the same, or nearly so with the same figures: a sentence whose figures
were brought up to date was written anew. Headings, and sentences that cite a law or a notice by its
title, are the same every year and count on neither side.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, islice

from reportlint.location import Location
from reportlint.report import Passage
from reportlint.spelling import folded, letters

_SENTENCE = re.compile(r"[^。！？；!?;]+[。！？；!?;]*")
_YEAR = re.compile(r"(?:19|20)\d\d|二[〇○零]\w\w(?=年)")
_FIGURE = re.compile(r"[\d.]+|[零〇一二两三四五六七八九十百千万亿]+")
_SHORTEST = 10
# These bound the work on hostile texts; a real section has some fifty sentences.
_MOST_PIECES = 3000
_MOST_SENTENCES = 300
_LONGEST = 300
_NEARLY = 90


@dataclass(frozen=True, slots=True)
class CopiedRun:
    """Neighbouring sentences that are copied, with the number of characters compared."""

    text: str
    length: int
    location: Location | None


@dataclass(frozen=True, slots=True)
class CopiedText:
    """What of a text is copied: the runs, the longest first, of how many characters in all."""

    runs: tuple[CopiedRun, ...]
    of: int

    @property
    def length(self) -> int:
        """The characters copied."""
        return sum(run.length for run in self.runs)

    @property
    def share(self) -> float:
        """The part copied, from 0 to 1."""
        return self.length / self.of if self.of else 0.0


@dataclass(frozen=True, slots=True)
class _ComparedSentence:
    text: str
    compared: str
    figures: tuple[str, ...]
    location: Location | None


def copied(text: Sequence[Passage], earlier: Sequence[Passage]) -> CopiedText:
    """Return what of `text` stands in `earlier`.

    >>> text = "{year}年，本机关共收到来信八件，均已答复。"
    >>> now, old = (Passage("", text.format(year=year), None) for year in (2024, 2023))
    >>> copied([now], [old]).share
    1.0
    """
    sentences = _sentences(text)
    known = _sentences(earlier)
    same = {sentence.compared for sentence in known}
    like: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for sentence in known:
        like[sentence.figures].append(sentence.compared)
    marked = [(x, x.compared in same or _is_near(x.compared, like[x.figures])) for x in sentences]
    groups = groupby(marked, lambda pair: pair[1])
    runs = [_run([sentence for sentence, _ in group]) for is_copied, group in groups if is_copied]
    runs.sort(key=lambda run: run.length, reverse=True)
    return CopiedText(tuple(runs), sum(len(sentence.compared) for sentence in sentences))


def _is_near(sentence: str, others: Sequence[str]) -> bool:
    from rapidfuzz import fuzz, process

    found = process.extractOne(sentence, others, scorer=fuzz.ratio, score_cutoff=_NEARLY)
    return found is not None


def _run(sentences: Sequence[_ComparedSentence]) -> CopiedRun:
    text = "".join(sentence.text for sentence in sentences)
    return CopiedRun(text, sum(len(x.compared) for x in sentences), sentences[0].location)


def _sentences(passages: Sequence[Passage]) -> list[_ComparedSentence]:
    pieces = ((x, match[0]) for x in passages for match in _SENTENCE.finditer(x.text))
    read = (_sentence(text, passage) for passage, text in islice(pieces, _MOST_PIECES))
    return list(islice((sentence for sentence in read if sentence), _MOST_SENTENCES))


def _sentence(piece: str, passage: Passage) -> _ComparedSentence | None:
    """Return the piece as it is compared, None where it does not count."""
    text = piece.strip()[:_LONGEST]
    plain = _YEAR.sub("", folded(text))
    compared = letters(plain)
    if len(compared) < _SHORTEST or "《" in text:
        return None
    return _ComparedSentence(text, compared, tuple(_FIGURE.findall(plain)), passage.location)
