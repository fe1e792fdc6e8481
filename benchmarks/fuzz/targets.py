"""What is damaged: a format by its suffix, whole documents in it, and how they may be damaged."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from fixtures.documents.books import one_file
from fixtures.documents.make import FORMATS
from fixtures.documents.make import HERE as DOCUMENTS
from fixtures.documents.web import cms

from benchmarks.fuzz.damage import (
    Damage,
    changed_bytes,
    cut_short,
    damaged_bytes,
    damaged_lines,
    damaged_tokens,
    damaged_values,
)
from benchmarks.fuzz.generation import as_json, odd_data, report
from benchmarks.fuzz.packages import damaged_package, damaged_part
from benchmarks.fuzz.pdf_objects import damaged_objects
from benchmarks.quirks import docx, html, ofd, pdf, text, xls, xlsx
from benchmarks.quirks.medium import Medium
from benchmarks.quirks.quirk import Shown
from reportlint.formats import csv, yaml
from reportlint.report import flatten

Make = Callable[[int, Random], bytes]
"""Returns a whole document; the same seed and the same chance make the same."""


@dataclass(frozen=True, slots=True)
class Target:
    """A format: documents in it, the damages with their weights, and its share of the inputs."""

    suffix: str
    makes: tuple[Make, ...]
    damages: dict[Damage, int]
    share: int

    def input(self, seed: int, chance: Random) -> tuple[bytes, str]:
        """Return a damaged document, one in thirty of them whole, and by what it was damaged."""
        content = chance.choice(self.makes)(seed, chance)
        if chance.random() < 1 / 30:
            return content, "whole"
        damage = chance.choices(list(self.damages), list(self.damages.values()))[0]
        return damage(content, chance), damage.__name__


def _written(*names: str) -> tuple[Make, ...]:
    """Drawn reports as `fixtures/documents/make.py` writes them."""

    def make(name: str) -> Make:
        return lambda seed, chance: FORMATS[name](report(seed, chance))

    return tuple(make(name) for name in names)


def _quirky(medium: Medium[Shown]) -> Make:
    """Documents of the study of quirks."""

    def make(_seed: int, chance: Random) -> bytes:
        trial = medium.trial(chance.randrange(len(medium.quirks)), chance)
        return medium.document(trial.form, trial.contents)

    return make


def _kept(name: str) -> Make:
    """The document of that name among the fixtures."""
    return lambda _seed, _chance: (DOCUMENTS / name).read_bytes()


def _odd_json(seed: int, chance: Random) -> bytes:
    return as_json(odd_data(report(seed, chance), seed, chance))


def _odd_csv(seed: int, chance: Random) -> bytes:
    flat = flatten(odd_data(report(seed, chance), seed, chance))
    return "".join(f"{key},{value}\n" for key, value in (("key", "value"), *flat)).encode(
        errors="surrogatepass"
    )


def _yaml(seed: int, chance: Random) -> bytes:
    return yaml.write(report(seed, chance))


def _cms(seed: int, chance: Random) -> bytes:
    return cms(report(seed, chance)).encode("gbk", "replace")


def _one_file(seed: int, chance: Random) -> bytes:
    return one_file(report(seed, chance))


def _labelled_csv(seed: int, chance: Random) -> bytes:
    return csv.write(report(seed, chance))


_STRUCTURED: dict[Damage, int] = {
    damaged_values: 9,
    damaged_tokens: 4,
    damaged_lines: 2,
    damaged_bytes: 2,
}
_TEXT: dict[Damage, int] = {damaged_tokens: 6, damaged_lines: 3, damaged_bytes: 3, cut_short: 1}
_ZIP: dict[Damage, int] = {damaged_part: 12, damaged_package: 3, damaged_bytes: 2, cut_short: 1}
_COMPOUND: dict[Damage, int] = {changed_bytes: 12, damaged_bytes: 2, cut_short: 1}
_PDF: dict[Damage, int] = {damaged_objects: 12, damaged_bytes: 3, cut_short: 1}
_PAGE, _SAVED = html.MEDIA
_CSV, _MARKDOWN, _LINES = text.MEDIA
_TEXTS = ("report-tabs.txt", "report-gb18030.txt", "report-utf16.txt", "report-lines.txt")

TARGETS = (
    Target(".json", (*_written("report.json"), _odd_json, _odd_json), _STRUCTURED, 24),
    Target(".yaml", (_yaml, _odd_json), _STRUCTURED, 16),
    Target(".csv", (_labelled_csv, _odd_csv, _quirky(_CSV)), _STRUCTURED, 16),
    Target(".md", (*_written("report.md"), _quirky(_MARKDOWN)), _TEXT, 10),
    Target(".txt", (*_written(*_TEXTS, "report-aligned.txt"), _quirky(_LINES)), _TEXT, 12),
    Target(".html", (*_written("report.html"), _cms, _quirky(_PAGE)), _TEXT, 5),
    Target(".mht", (_quirky(_SAVED),), _TEXT, 2),
    Target(".docx", (_kept("report.docx"), _quirky(docx.MEDIUM)), _ZIP, 4),
    Target(
        ".xlsx", (*_written("report.xlsx", "report-sheets.xlsx"), _quirky(xlsx.MEDIUM)), _ZIP, 6
    ),
    Target(".xls", (*_written("report.xls"), _quirky(xls.MEDIUM)), _COMPOUND, 5),
    Target(".xml", (_one_file,), _STRUCTURED, 2),
    Target(".pdf", (_kept("report.pdf"), _quirky(pdf.MEDIUM)), _PDF, 3),
    Target(".ofd", (_kept("report.ofd"), _quirky(ofd.MEDIUM)), _ZIP, 3),
)
"""Formats that are read without another program."""
OFFICE_TARGETS = (
    Target(".doc", (_kept("report.doc"),), _COMPOUND, 1),
    Target(".wps", (_kept("report.doc"),), _COMPOUND, 1),
    Target(".rtf", (_kept("report.rtf"),), _TEXT, 1),
    Target(".odt", (_kept("report.odt"),), _ZIP, 1),
)
"""Those that LibreOffice converts, which takes seconds."""
