"""How much of a text is copied from another, sentence by sentence, years and figures aside."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby, islice
from typing import NamedTuple

from reportlint.findings import Stretch
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


class CopiedRun(NamedTuple):
    """Neighbouring sentences that are copied, with the number of characters compared."""

    text: str
    length: int
    location: Location | None


class CopiedText(NamedTuple):
    """What of a text is copied: the runs, the longest first, of how many characters in all.

    `is_same`: every sentence that counts is that of the other, to the letter and in its place.
    """

    runs: tuple[CopiedRun, ...]
    of: int
    is_same: bool = False

    @property
    def length(self) -> int:
        """The characters copied."""
        return sum(run.length for run in self.runs)

    @property
    def share(self) -> float:
        """The part copied, from 0 to 1."""
        return self.length / self.of if self.of else 0.0


class _ComparedSentence(NamedTuple):
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
    sentences, known = _sentences(text), _sentences(earlier)
    groups = groupby(_marked(sentences, known), lambda pair: pair[1])
    runs = [_run([sentence for sentence, _ in group]) for is_copied, group in groups if is_copied]
    runs.sort(key=lambda run: run.length, reverse=True)
    is_same = [x.compared for x in sentences] == [x.compared for x in known]
    return CopiedText(tuple(runs), sum(len(x.compared) for x in sentences), is_same)


def stretches(text: Sequence[Passage], other: Sequence[Passage]) -> tuple[Stretch, ...]:
    """Return `text`, told of each stretch whether it stands in `other` too; cut where it is long.

    >>> same, own = "本机关共收到来信八件，均已答复。", "全年没有制发规范性文件的情形。"
    >>> now, old = (Passage("", text, None) for text in (own + same, same))
    >>> [(len(each.text), each.is_shared) for each in stretches([now], [old])]
    [(15, False), (17, True)]
    """
    marked = _marked(_sentences(text), _sentences(other))
    shared = {sentence.text for sentence, is_copied in marked if is_copied}
    pieces = (
        (f"{piece[:_LONGEST]}{end}", piece.strip()[:_LONGEST] in shared)
        for passage in text
        for piece, end in _ending(_SENTENCE.findall(passage.text))
    )
    groups = groupby(islice(pieces, _MOST_SENTENCES), lambda pair: pair[1])
    return tuple(Stretch("".join(x for x, _ in group), shared) for shared, group in groups)


def _ending(pieces: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the pieces of a paragraph with what ends them: the last ends its line."""
    for number, piece in enumerate(pieces, 1):
        yield piece, "\n" if number == len(pieces) else ""


def _marked(
    sentences: Sequence[_ComparedSentence], known: Sequence[_ComparedSentence]
) -> list[tuple[_ComparedSentence, bool]]:
    """Return the sentences, each with whether it is one of `known`, or nearly."""
    same = {sentence.compared for sentence in known}
    like: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for sentence in known:
        like[sentence.figures].append(sentence.compared)
    return [(x, x.compared in same or _is_near(x.compared, like[x.figures])) for x in sentences]


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
