"""What JSON Schema says of a data file, said again in a clerk's words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from reportlint.findings import Finding
from reportlint.form.schema import Form
from reportlint.form.structure import Schema
from reportlint.language import Text
from reportlint.report import Report
from reportlint.rules.rule import Rule, quoted

if TYPE_CHECKING:
    from jsonschema.protocols import Validator

Details = Iterable[tuple[str, dict[str, Any]]]
"""For each finding of an error: the key that it is about, and what fills the message."""


@dataclass(frozen=True, kw_only=True)
class SchemaRule(Rule):
    """A rule that says in a clerk's words what JSON Schema says of some `keywords`."""

    keywords: frozenset[str]
    details: Callable[[Any], Details]

    def rewrite(self, report: Report, error: Any) -> Iterator[Finding]:
        """Yield the findings that one schema error amounts to."""
        form = report.form
        if form is None:
            return
        for key, filling in self.details(error):
            cells = cells_at(form, key)
            yield self.finding(report.location(key), cells, what=naming(form, key), **filling)


def check(report: Report, rules: Iterable[Rule]) -> Iterator[Finding]:
    """Validate one report against its edition's schema, for those of `rules` that say so."""
    speaking = [rule for rule in rules if isinstance(rule, SchemaRule)]
    if report.form is None or not speaking:
        return
    for error in validator(report.form).iter_errors(report.data):
        for rule in speaking:
            if error.validator in rule.keywords:
                yield from rule.rewrite(report, error)


@lru_cache
def validator(form: Form) -> Validator:
    """Return a validator of `form` for data whose numbers are int or Decimal."""
    from jsonschema import Draft202012Validator, FormatChecker
    from jsonschema.validators import extend

    types = Draft202012Validator.TYPE_CHECKER.redefine("integer", lambda _, x: _integral(x))
    exact: Callable[..., Validator] = extend(Draft202012Validator, type_checker=types)
    return exact(_inlined(form, form.schema), format_checker=FormatChecker(["date"]))


def naming(form: Form, key: str) -> Text:
    """Return what the form calls the part at a dotted key; the key itself where it has none.

    >>> from reportlint.form.schema import form
    >>> print(naming(form("2021"), "requests.received"))
    一、本年新收政府信息公开申请数量
    """
    if key in form.cells:
        return form.cells[key].text
    if key in form.rows:
        return form.rows[key].text
    try:
        node = form.node(key)
    except KeyError:
        return Text(f"“{key}”", f"“{key}”")
    return Text(node["title"], node["description"])


def _integral(value: object) -> bool:
    if isinstance(value, Decimal):
        return value.is_finite() and value == value.to_integral_value()
    return isinstance(value, int) and not isinstance(value, bool)


def _inlined(form: Form, node: Any) -> Any:
    """Return the schema with its definitions in place: that halves the time of a validation."""
    if isinstance(node, list):
        return [_inlined(form, item) for item in node]
    if not isinstance(node, dict):
        return node
    parts: Schema = form.resolve(node)
    return {
        name: _inlined(form, part) for name, part in parts.items() if name not in ("$ref", "$defs")
    }


def _key(error: Any) -> str:
    return ".".join(str(part) for part in error.absolute_path)


def _inside(parent: str, name: str) -> str:
    return f"{parent}.{name}" if parent else name


def missing(error: Any) -> Details:
    """A required part that is not there."""
    for name in error.validator_value:
        if name not in error.instance and f"{name!r} is" in error.message:
            key = _inside(_key(error), name)
            yield key, {"key": key}


def unknown(error: Any) -> Details:
    """A key that the form does not have, with the nearest that it has."""
    known = list(error.schema["properties"])
    for name in error.instance:
        if name not in known:
            close = get_close_matches(str(name), known, 1)
            hint = (
                Text("，是否应为 “{close}”？", "; should it be “{close}”?").fill(close=close[0])
                if close
                else ""
            )
            yield _inside(_key(error), str(name)), {"name": name, "hint": hint}


_WANTED = {
    "integer": Text("整数", "a whole number"),
    "number": Text("数字", "a number"),
    "string": Text("文字", "text"),
    "object": Text("一组键值", "a group of keys"),
}


_UNSAVED = Text(
    "，公式没有保存计算结果，请用 Excel 打开后保存",
    "; the formula has no saved value: open the file in Excel and save it",
)


def wrong_type(error: Any) -> Details:
    """A value of another type than the form wants."""
    types = error.validator_value
    wanted = types if isinstance(types, str) else types[0]
    hint = _UNSAVED if str(error.instance).startswith("=") else ""
    found = quoted(error.instance)
    yield _key(error), {"wanted": _WANTED[wanted], "found": found, "hint": hint}


def out_of_range(error: Any) -> Details:
    """A number beyond the bounds of its cell."""
    # The report year is S003's; a negative number where the least is 0 is C101's.
    if _key(error) == "year" or (error.validator == "minimum" and error.validator_value == 0):
        return
    yield _key(error), {"found": quoted(error.instance), "bound": error.validator_value}


def not_allowed(error: Any) -> Details:
    """A text that is none of those the form allows."""
    if error.validator == "format" and not re.search(error.schema["pattern"], error.instance):
        return
    allowed = error.validator_value if error.validator == "enum" else None
    wanted = (
        Text("可选 {allowed}", "one of {allowed}").fill(allowed=", ".join(allowed))
        if allowed
        else FORMATS[str(error.validator)]
    )
    yield _key(error), {"found": quoted(error.instance), "wanted": wanted}


FORMATS = {
    "const": Text("与本表版本一致", "the edition of this form"),
    "pattern": Text("形如 2025-01-31 的日期", "a date such as 2025-01-31"),
    "format": Text("真实存在的日期", "a date of the calendar"),
    "minLength": Text("不得为空", "not empty"),
}
"""What a text must be, by the keyword of JSON Schema that says so."""


def cells_at(form: Form, key: str) -> tuple[str, ...]:
    """Return the cell of a key, or the cells below it."""
    return tuple(cell for cell in form.cells if cell == key or cell.startswith(f"{key}."))
