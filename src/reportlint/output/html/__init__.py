"""Findings as one page of HTML, which prints on A4 and needs nothing beside it.

In: findings; the PDF files that they are about, for pictures of their pages.
Out: a document in UTF-8 without scripts, in which no text of a report is markup.
May import: document, findings, form, language, number, output, rules.
"""

from __future__ import annotations

from reportlint.findings import Findings
from reportlint.language import Language


def render(findings: Findings, language: Language) -> bytes:
    """Return the page: a summary, every file, the reports with findings, the rules they broke."""
    from reportlint.output.html.page import page

    return page(findings, language)
