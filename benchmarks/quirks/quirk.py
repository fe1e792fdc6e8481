"""A quirk: one way in which a document may show a text, and what a person reads there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

Read = Literal["number", "unknown", "either"]
"""What a person reads: the number; that it cannot be told; or one as well as the other."""

Shown = TypeVar("Shown")
"""What a format puts in a cell: markup, a value with its number format, or what draws it."""
Other = TypeVar("Other")


@dataclass(frozen=True, slots=True)
class Quirk(Generic[Shown]):
    """`write` gives what a cell shows that holds a text, in the format's own terms.

    Numbers have `fewest` figures or more. What is not only `of_numbers` and leaves a text plain to
    read may stand in a label as well.
    """

    name: str
    write: Callable[[str], Shown]
    read: Read = "number"
    fewest: int = 1
    of_numbers: bool = False

    @property
    def of_any_text(self) -> bool:
        """Whether any text is read as plainly with the quirk as without."""
        return self.read == "number" and not self.of_numbers

    def then(self, turned: Callable[[Shown], Other]) -> Quirk[Other]:
        """Return the quirk in the terms of another format."""
        return Quirk(
            self.name,
            lambda text: turned(self.write(text)),
            self.read,
            self.fewest,
            self.of_numbers,
        )

    def around(self, other: Quirk[str]) -> Quirk[Shown]:
        """Return this quirk around another: `41,235①`."""
        name = f"{self.name}, {other.name}"
        fewest = max(self.fewest, other.fewest)
        return Quirk(name, lambda text: self.write(other.write(text)), fewest=fewest)


@dataclass(frozen=True, slots=True)
class Contents(Generic[Shown]):
    """What a document shows: numbers by token, and in place of one text what has the quirk.

    >>> contents = Contents({"⟦0⟧": "12", "⟦1⟧": "7"}, "⟦1⟧", "7①")
    >>> contents.plain("⟦0⟧"), contents.plain("自然人"), contents.has_quirk("⟦1⟧")
    ('12', '自然人', True)
    """

    numbers: Mapping[str, str]
    place: str
    shown: Shown

    def has_quirk(self, text: str) -> bool:
        """Whether the quirk takes the place of a text of the template."""
        return text == self.place

    def plain(self, text: str) -> str:
        """Return what stands in place of any other text."""
        return self.numbers.get(text, text)


def token(number: int) -> str:
    """Return what stands for a number in a template."""
    return f"⟦{number}⟧"
