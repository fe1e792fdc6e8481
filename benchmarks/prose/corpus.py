"""The labelled sentences: what each claims of the cells of its report, and of last year's.

    [[sentence]]
    family = "carried"
    section = "overview"
    text = "新收申请14件，上年结转1件。"
    [sentence.claims]
    "requests.received.total" = 14
    "requests.carried_over.total" = 1

A key is a cell, or a sum `a + b`; `previous:a` is last year's. `a / b` = "57.1%" is a share, and
`a over previous:a` a growth "+7.7%" or a difference "+5". Any other key is a number that only
stands in the text. A sentence without claims is silent: nothing in it is about a cell.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from reportlint.form.schema import Form, form
from reportlint.form.structure import PREVIOUS

SECTIONS = ("preamble", "overview", "problems", "other_matters")
FOLDER = Path(__file__).parent
_OVER, _OF = " over ", " / "


@dataclass(frozen=True)
class Claim:
    """A number that a sentence gives: `number` in percent where `percent`, as written `text`.

    `part` are the cells of the sum, `whole` those that it is a share of or is compared with.
    `relation` is "is", "share", "growth", "difference" or "text".
    """

    relation: str
    part: tuple[str, ...]
    whole: tuple[str, ...]
    number: Decimal
    text: str

    @property
    def step(self) -> Decimal:
        """The worth of the last digit that is written."""
        return Decimal(1).scaleb(int(self.number.as_tuple().exponent))


@dataclass(frozen=True)
class Sentence:
    """A labelled sentence, in a section of a report of an edition."""

    family: str
    section: str
    text: str
    edition: str
    claims: tuple[Claim, ...]

    @property
    def form(self) -> Form:
        """The form of its edition."""
        return form(self.edition)

    @property
    def is_about_last_year(self) -> bool:
        """Whether it claims anything of last year's cells."""
        keys = (key for claim in self.claims for key in (*claim.part, *claim.whole))
        return any(key.startswith(PREVIOUS) for key in keys)


def sentences(name: str) -> list[Sentence]:
    """Return the sentences of a corpus, `seen` or `unseen`; a section that is not read raises."""
    stated = tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))["sentence"]
    return [_sentence(each) for each in stated]


def _sentence(stated: dict[str, Any]) -> Sentence:
    own = form(str(stated.get("edition", "2021")))
    section = stated["section"]
    if section not in SECTIONS:
        raise ValueError(f"no section {section!r} in a sentence of {stated['family']}")
    claims = tuple(_claims(own, stated.get("claims", {})))
    text = stated["text"]
    if own.edition == "2019":
        # Its last year: who labels a sentence thinks of one year for all reports.
        text = re.sub("202[345](?=年)", lambda year: str(int(year[0]) - 4), text)
    return Sentence(stated["family"], section, text, own.edition, claims)


def _claims(own: Form, stated: dict[str, object]) -> Iterator[Claim]:
    for key, numbers in stated.items():
        for number in numbers if isinstance(numbers, list) else [numbers]:
            yield _claim(own, key, str(number))


def _claim(own: Form, key: str, text: str) -> Claim:
    number = Decimal(text.strip("+%").replace("%", ""))
    for mark, relation in ((_OVER, "growth" if "%" in text else "difference"), (_OF, "share")):
        part, found, whole = key.partition(mark)
        if found and _are_cells(own, *_cells(part), *_cells(whole)):
            return Claim(relation, _cells(part), _cells(whole), number, text)
    if _are_cells(own, *_cells(key)):
        return Claim("is", _cells(key), (), number, text)
    return Claim("text", (), (), number, text)


def _are_cells(own: Form, *keys: str) -> bool:
    return all(key.removeprefix(PREVIOUS) in own.cells for key in keys)


def _cells(key: str) -> tuple[str, ...]:
    return tuple(key.split(" + "))
