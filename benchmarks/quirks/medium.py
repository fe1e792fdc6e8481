"""A format as the study writes it, and the documents that are tried in it."""

from __future__ import annotations

import io
import random
import re
import time
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Generic, Literal, get_args

from fixtures.documents.printed import Line, document

import reportlint
from benchmarks.quirks.characters import ROUND_NUMBERS
from benchmarks.quirks.quirk import Contents, Quirk, Shown, token
from reportlint.errors import ReadError
from reportlint.form.schema import Form, forms
from reportlint.formats import read
from reportlint.report import Report, nest

Place = Literal["cell", "label"]
"""Where the quirk is; headings and the title are labels, too."""
Verdict = Literal[
    "right",
    "unknown and said",
    "unknown, a person reads it",
    "unknown, not said",
    "wrong, said",
    "wrong, not said",
    "elsewhere wrong",
    "false finding",
    "refused",
]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
AS_IT_SHOULD_BE: tuple[Verdict, ...] = ("right", "unknown and said")

_ORGAN = "青禾区云溪街道办事处"


@dataclass(frozen=True, slots=True)
class Judgement:
    """What became of one document, and how long reading and checking it took.

    `turn` is the position of the quirk in its format; a quirk round another has the name of both.
    """

    number: int
    medium: str
    turn: int
    quirk: str
    place: Place
    verdict: Verdict
    seconds: float


@dataclass(frozen=True)
class Medium(Generic[Shown]):
    """A format by its suffix: the quirks that it can hold, and how a document has one."""

    name: str
    quirks: tuple[Quirk[Shown], ...]
    document: Callable[[Form, Contents[Shown]], bytes]
    has_labels: bool = True
    within: tuple[Quirk[str], ...] = ROUND_NUMBERS
    """Quirks of a number that another of the format may stand round."""

    def judgement(self, number: int, turn: int, chance: random.Random) -> Judgement:
        """Try a document that has the quirk of that position somewhere."""
        trial = self.trial(turn, chance)
        content = self.document(trial.form, trial.contents)
        began = time.perf_counter()
        verdict = trial.verdict(content, f"report{self.name}")
        taken = time.perf_counter() - began
        return Judgement(number, self.name, turn, trial.quirk.name, trial.place, verdict, taken)

    def trial(self, turn: int, chance: random.Random) -> Trial[Shown]:
        """Draw a document: its edition, its numbers, and where the quirk is, alone or not."""
        quirk = self.quirks[turn]
        form = chance.choice(list(forms().values()))
        numbers = {key: _number(chance) for key in form.cells}
        key = chance.choice(list(form.cells))
        luck = chance.random()
        if quirk.of_any_text and self.has_labels and luck < 0.2:
            label = chance.choice(labels(form.edition))
            return Trial(quirk, form, numbers, "label", label)
        if quirk.of_any_text and quirk.fewest == 1 and luck < 0.5:
            quirk = quirk.around(chance.choice(self.within))
        numbers[key] = chance.randrange(10 ** (quirk.fewest - 1), 10 ** max(quirk.fewest, 5))
        return Trial(quirk, form, numbers, "cell", key)


@dataclass(frozen=True, slots=True)
class Trial(Generic[Shown]):
    """One document: all numbers as a person reads them, and the cell or label with the quirk."""

    quirk: Quirk[Shown]
    form: Form
    numbers: dict[str, int]
    place: Place
    name: str

    @property
    def contents(self) -> Contents[Shown]:
        """What the document shows."""
        tokens = {key: token(i) for i, key in enumerate(self.numbers)}
        shown = {tokens[key]: str(number) for key, number in self.numbers.items()}
        place = tokens.get(self.name, self.name)
        return Contents(shown, place, self.quirk.write(shown.get(place, place)))

    def verdict(self, content: bytes, file: str) -> Verdict:
        """Read the document, and say what became of it."""
        try:
            report = read(content, file)
        except ReadError:
            return "refused"
        others = (key for key in self.numbers if key != self.name)
        same = all(report.value(key) == self.numbers[key] for key in others)
        if not same or (report.year, report.agency) != (self.form.first_year, _ORGAN):
            return "elsewhere wrong"
        findings = list(reportlint.check(report, select=["S", "D"]))
        if any(x.severity != "note" and x.cells and self.name not in x.cells for x in findings):
            return "false finding"
        if self.place == "label":
            return "right"
        said = any(self.name in x.cells for x in findings)
        return self._of_the_cell(report.value(self.name), said=said)

    def _of_the_cell(self, value: object, *, said: bool) -> Verdict:
        if self.quirk.read != "unknown" and value == self.numbers[self.name]:
            return "right"
        if value is not None:
            return "wrong, said" if said else "wrong, not said"
        if self.quirk.read == "number":
            return "unknown, a person reads it"
        return "unknown and said" if said else "unknown, not said"


def _number(chance: random.Random) -> int:
    return chance.choice((0, chance.randrange(10), chance.randrange(10**5)))


@cache
def template(edition: str) -> Report:
    """Return a report whose every cell holds a token."""
    form = forms()[edition]
    about = {"edition": edition, "year": form.first_year, "agency.name": _ORGAN}
    tokens = {key: token(i) for i, key in enumerate(form.cells)}
    return Report.from_dict(nest({**about, **tokens}.items()))


@cache
def labels(edition: str) -> tuple[str, ...]:
    """Return the title, the headings and the labels of the printed form, each once."""
    found: dict[str, None] = {}
    for block in document(template(edition)):
        texts = [block.text] if isinstance(block, Line) else [x.text for x in block.cells]
        found |= dict.fromkeys(text for text in texts if text)
    return tuple(found)


def replaced(pattern: re.Pattern[str], text: str, contents: Contents[str]) -> str:
    """Return text whose places, which the first group of `pattern` matches, show the contents."""

    def put(found: re.Match[str]) -> str:
        own = contents.has_quirk(found[1])
        shown = contents.shown if own else contents.plain(found[1])
        start, end = (edge - found.start() for edge in found.span(1))
        return f"{found[0][:start]}{shown}{found[0][end:]}"

    return pattern.sub(put, text)


def unpacked(package: bytes) -> dict[str, bytes]:
    """Return the parts of a package by name."""
    with zipfile.ZipFile(io.BytesIO(package)) as parts:
        return {name: parts.read(name) for name in parts.namelist()}


def packed(parts: Mapping[str, bytes]) -> bytes:
    """Return a package of these parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return file.getvalue()
