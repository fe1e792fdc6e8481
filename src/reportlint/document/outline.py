"""The six sections of a document: which paragraph is a heading, and what stands under it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from reportlint.document.blocks import Block, Grid, Paragraph
from reportlint.document.labels import all_labels, label_key, labels_of
from reportlint.form.schema import Form, forms
from reportlint.form.structure import Section
from reportlint.location import Location
from reportlint.report import Observation
from reportlint.spelling import section_number

_LONGEST_HEADING = 60
_LONGEST_TITLE = 20
_SENTENCE = re.compile("[。；，]")
_ALIKE = 0.5
_ENOUGH_HEADINGS = 3
_SHOWN_OF_HEADING = 4


class Outline:
    """The headings found in a document's blocks."""

    def __init__(self, blocks: Sequence[Block], form: Form) -> None:
        self.blocks = blocks
        self.form = form
        self.titles = labels_of(form).sections
        found = ((i, self._heading(block)) for i, block in enumerate(blocks))
        self.headings: dict[int, Section] = {i: section for i, section in found if section}

    @property
    def numbers(self) -> frozenset[int]:
        """The sections that have a heading."""
        return frozenset(section.number for section in self.headings.values())

    def sectioned(self) -> Iterator[tuple[Section | None, Block]]:
        """Yield every block but the headings, with the section that it stands in."""
        current: Section | None = None
        for i, block in enumerate(self.blocks):
            if i in self.headings:
                current = self.headings[i]
            else:
                yield current, block

    def narrative(self) -> tuple[dict[str, str], dict[str, Location]]:
        """Return the prose of each section of prose, and where it and each of its lines stand."""
        keys = list(self.form.schema["properties"]["narrative"]["properties"])
        prose: dict[str, list[str]] = {}
        places: dict[str, Location] = {}
        for section, block in self.sectioned():
            key = section.key if section else keys[0]
            if isinstance(block, Paragraph) and key in keys and block.text.strip():
                lines = prose.setdefault(key, [])
                places.setdefault(f"narrative.{key}", block.location)
                for line in block.text.strip().split("\n"):
                    places[f"narrative.{key}.{len(lines)}"] = block.location
                    lines.append(line)
        for i, section in self.headings.items():
            if section.key in keys:  # an empty section is where its heading is
                places.setdefault(f"narrative.{section.key}", _place(self.blocks[i]))
        return {key: "\n".join(prose[key]) for key in keys if key in prose}, places

    def observations(self) -> Iterator[Observation]:
        """Yield what is unusual about the headings."""
        last = {section.number: i for i, section in self.headings.items()}
        for i in self.headings:
            block = self.blocks[i]
            if label_key(_text(block)) not in self.titles:
                yield Observation("altered_heading", _text(block), _place(block))
        yield from self._order(last)
        if len(last) >= _ENOUGH_HEADINGS:
            for section in self.form.sections:
                if section.number not in last:
                    file = _place(self.blocks[0]).file
                    yield Observation("missing_section", section.label.title, Location(file))

    def _order(self, last: dict[int, int]) -> Iterator[Observation]:
        """Yield the first heading out of order, else all numbers where one is not the section's."""
        for number, i in last.items():
            if any(other < number and j > i for other, j in last.items()):
                yield Observation("section_order", _text(self.blocks[i]), _place(self.blocks[i]))
                return
        if (extra := self._beyond_the_last(last)) is not None:
            block = self.blocks[extra]
            yield Observation("section_order", _text(block), _place(block))
            return
        printed = {i: section_number(_text(self.blocks[i])) for i in self.headings}
        wrong = [i for i, x in self.headings.items() if printed[i] not in (None, x.number)]
        if wrong:
            headings = "、".join(_text(self.blocks[i])[:_SHOWN_OF_HEADING] for i in self.headings)
            yield Observation("section_order", headings, _place(self.blocks[wrong[0]]))

    def _beyond_the_last(self, last: dict[int, int]) -> int | None:
        """Return the heading that goes on counting where the form's sections end.

        An item of a list that section six counts from 一 is none.
        """
        count = len(self.form.sections)
        for i in range(last[count] + 1 if count in last else len(self.blocks), len(self.blocks)):
            text = _text(self.blocks[i])
            number = section_number(text) if len(text) <= _LONGEST_TITLE else None
            if number == count + 1 and not _SENTENCE.search(text):
                return i
            if number is not None:
                return None
        return None

    def _heading(self, block: Block) -> Section | None:
        if isinstance(block, Grid) or len(block.text.strip()) > _LONGEST_HEADING:
            return None
        text = label_key(block.text)
        if text in self.titles:
            return self.titles[text]
        return self._numbered(block.text, text)

    def _numbered(self, printed: str, text: str) -> Section | None:
        """A heading with a section's number, and words that are much like the section's."""
        for section in self.form.sections:
            if section_number(printed) == section.number:
                title = label_key(section.label.title)
                alike = SequenceMatcher(None, text, title, autojunk=False).ratio()
                return section if alike >= _ALIKE else None
        return None


def section_numbers(blocks: Sequence[Block]) -> dict[int, int]:
    """Return which blocks are headings to the outline of any edition, and of which section."""
    likely = [i for i, x in enumerate(blocks) if isinstance(x, Paragraph) and _is_likely(x.text)]
    paragraphs = [blocks[i] for i in likely]
    headings = [Outline(paragraphs, form).headings for form in forms().values()]
    return {likely[i]: section.number for found in headings for i, section in found.items()}


def _is_likely(text: str) -> bool:
    if len(text.strip()) > _LONGEST_HEADING:
        return False
    key, labels = label_key(text), all_labels()
    return key in labels.sections or (section_number(text) is not None and key not in labels.rows)


def _text(block: Block) -> str:
    return block.text.strip() if isinstance(block, Paragraph) else ""


def _place(block: Block) -> Location:
    return block.location if isinstance(block, Paragraph) else block.rows[0][0].location
