"""The prose of a consolidated report: what it is made of, its numbers in words, and what is left.

What only a person can write is taken from a draft of the office's; without one, the form's prompts
say what to write, and are found (D307) where they are left in.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from reportlint.document.printed_form import paragraphs
from reportlint.form.schema import Form
from reportlint.report import Report
from reportlint.spelling import compact
from reportlint.units.number_sentences import sentences

_OPENING = (
    "根据《中华人民共和国政府信息公开条例》和{notice}文件规定的格式，{name}编制本报告。"
    "本报告所列数据的统计期限为{year}年1月1日至{year}年12月31日，{made}{names}（共{n}个单位）。"
)
MADE = "由下列单位的年度报告汇总而成："
"""By this a total is known again, before the names of what it is made of."""
END = "（共"
_FIRST_NUMBER = re.compile(r"\d")


def consolidated_prose(
    total: Report, names: Sequence[str], draft: Report | None = None
) -> dict[str, str]:
    """Return the prose of a total by section; `names` are the units that it was added up from."""
    form = total.form
    if form is None:
        return {}
    said = sentences(total)
    prose: dict[str, str] = {}
    opening = [f"{total.agency or ''}{total.year}年{form.schema['title']}"]
    opening += [_opening(total, form, names)]
    for section, node in form.node("narrative")["properties"].items():
        own = [*opening, *said.get(section, ())]
        others = _drafted(draft, section) if draft else list(node.get("x-prompts", ()))
        prose[section] = "\n".join([*own, *(x for x in others if not _is_said(x, own))])
        opening = []
    return prose


def _opening(total: Report, form: Form, names: Sequence[str]) -> str:
    notice = form.schema["x-notice"]
    name = total.agency or "本机关"
    listed = "、".join(names)
    return _OPENING.format(
        notice=notice, name=name, year=total.year, made=MADE, names=listed, n=len(names)
    )


def _drafted(draft: Report, section: str) -> list[str]:
    prose = draft.data.get("narrative")
    return list(paragraphs(prose.get(section))) if isinstance(prose, dict) else []


def _is_said(paragraph: str, own: Sequence[str]) -> bool:
    """Whether a paragraph is one that is there already, with other words or other numbers.

    It has its heading, such as （一）主动公开。, or is the same up to the first number.
    """
    return any(
        _heading(x) == _heading(paragraph) or _before_number(x) == _before_number(paragraph)
        for x in own
    )


def _heading(paragraph: str) -> str:
    return compact(paragraph).partition("。")[0]


def _before_number(paragraph: str) -> str:
    return _FIRST_NUMBER.split(compact(paragraph), maxsplit=1)[0]


def left_to_write(prose: dict[str, str], form: Form) -> tuple[str, ...]:
    """Return the prompts that still stand in a total's prose."""
    prompts = (
        prompt
        for section, node in form.node("narrative")["properties"].items()
        for prompt in node.get("x-prompts", ())
        if prompt in prose.get(section, "").split("\n")
    )
    return tuple(prompts)
