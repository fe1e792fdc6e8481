"""A notice as a letter: a template of the office's, filled in.

Templates are documents with tags of jinja2, as docxtpl takes them. They are rendered in its
sandbox, what is filled in is text and no tag, and a name that notices do not have is an error.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any
from zipfile import BadZipFile

from reportlint.collection.notices import Notice
from reportlint.errors import TemplateError
from reportlint.language import Language, Text, dated
from reportlint.location import Location
from reportlint.output.notice_items import counts, file_names, notice_items

_NO_DOCUMENT = Text(
    "模板不是 Word 文档（.docx）：{said}", "the template is no Word document (.docx): {said}"
)
_WRONG = Text("模板有误：{said}", "the template is wrong: {said}")
_NAMES = Text(
    "模板里的 {name} 没有内容可填；可用的有：{names}",
    "there is nothing to fill {name} of the template with; there is: {names}",
)


@dataclass(frozen=True, slots=True)
class LetterDetails:
    """What a letter says beside its notice: who sends it, its number, its day, when to reply."""

    day: date
    office: str = ""
    number: str = ""
    contact: str = ""
    reply_by: date | None = None


def letter(
    notice: Notice, details: LetterDetails, template: bytes, file: str, language: Language
) -> bytes:
    """Return a notice as a document; TemplateError where the template, `file`, cannot be used."""
    from docx.opc.exceptions import PackageNotFoundError
    from docxtpl import DocxTemplate
    from jinja2 import StrictUndefined, UndefinedError
    from jinja2 import TemplateError as JinjaError
    from jinja2.sandbox import SandboxedEnvironment
    from lxml.etree import XMLSyntaxError

    values = _values(notice, details, language)
    environment = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    try:
        document = DocxTemplate(io.BytesIO(template))
        document.render(values, environment)
        made = io.BytesIO()
        document.save(made)
    except UndefinedError as error:
        said = _NAMES.fill(name=str(error).split("'")[1], names="、".join(values))
        raise TemplateError(said, Location(file)) from None
    except JinjaError as error:
        raise TemplateError(_WRONG.fill(said=error), Location(file)) from None
    except (PackageNotFoundError, BadZipFile, XMLSyntaxError, KeyError, ValueError) as error:
        raise TemplateError(_NO_DOCUMENT.fill(said=error), Location(file)) from None
    return made.getvalue()


def _values(notice: Notice, details: LetterDetails, language: Language) -> Mapping[str, Any]:
    """Return what the tags of a template are filled with, by name."""
    return {
        "unit": notice.unit.label,
        "year": notice.year or "＿＿",
        "files": file_names(notice).of(language),
        "counts": counts(notice).of(language),
        "items": [asdict(x) for x in notice_items(notice, language)],
        "office": details.office,
        "number": details.number,
        "contact": details.contact,
        "reply_by": dated(details.reply_by).of(language) if details.reply_by else "",
        "date": dated(details.day).of(language),
    }
