"""Text, Markdown and CSV, and what Markdown has of its own."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from fixtures.documents.texts import tabs

from benchmarks.quirks.characters import WITH_BLANKS, WITH_WIDE_BLANKS
from benchmarks.quirks.medium import Medium, replaced, template
from benchmarks.quirks.quirk import Contents, Quirk
from reportlint.form.schema import Form
from reportlint.formats import csv, markdown
from reportlint.report import Report


def _quoted(text: str) -> str:
    return f'"{text}"' if "," in text else text


_OF_MARKDOWN = (
    Quirk("strong", lambda n: f"**{n}**"),
    Quirk("emphasis", lambda n: f"*{n}*"),
    Quirk("code", lambda n: f"`{n}`"),
    Quirk("footnote", lambda n: f"{n}[^1]"),
    Quirk("superscript element", lambda n: f"{n}<sup>1</sup>"),
    Quirk("struck through", lambda n: f"~~511~~{n}", of_numbers=True),
    Quirk("line break between numbers", lambda n: f"{n[:-2]}<br>{n[-2:]}", "unknown", 5),
    Quirk("no-break space reference", lambda n: f"&nbsp;{n}", of_numbers=True),
)
_OF_CSV = (
    Quirk("thousands in quotes", lambda n: f'"{int(n):,}"', of_numbers=True),
    Quirk("in quotes", lambda n: f'"{n}"'),
    Quirk("blank before", lambda n: _quoted(f" {n}")),
    Quirk("as a formula of text", lambda n: f'"=""{n}"""', of_numbers=True),
    Quirk("tab after", lambda n: _quoted(f"{n}\t")),
    Quirk("two lines", lambda n: f'"{n[:-2]}\n{n[-2:]}"', "unknown", 5),
)


_IN_ROWS = tuple(x for x in WITH_WIDE_BLANKS if x.name != "blank")
"""Rows of a text may begin with fewer blanks than their table has: one more cannot be told."""
_IN_MARKDOWN = r"(?m)(?:^#* ?|\| )([^|\n#]+?)(?= \||$)"


def _documents(
    write: Callable[[Report], str], place: str
) -> Callable[[Form, Contents[str]], bytes]:
    """Return what writes a text with a quirk; `place` matches what stands between two marks."""
    pattern = re.compile(place)
    written = cache(lambda edition: write(template(edition)))
    return lambda form, contents: replaced(pattern, written(form.edition), contents).encode()


MEDIA = (
    Medium(
        ".csv",
        (*(x.then(_quoted) for x in WITH_BLANKS), *_OF_CSV),
        _documents(lambda report: csv.write(report).decode("utf-8-sig"), "(⟦[0-9]+⟧)"),
        has_labels=False,
    ),
    Medium(
        ".md",
        (*WITH_BLANKS, *_OF_MARKDOWN),
        _documents(
            lambda report: markdown.write(report).decode(), r"(?m)(?:^#* ?|\| )([^|\n#]+?)(?= \||$)"
        ),
    ),
    Medium(".txt", _IN_ROWS, _documents(tabs, r"([^\t\n]+)")),
)
