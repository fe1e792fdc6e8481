"""Family S, S1: what JSON Schema says of a data file, said again in a clerk's words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from reportlint.findings import Finding
from reportlint.form.schema import Form
from reportlint.form.structure import Schema
from reportlint.language import LIST, Text, joined
from reportlint.report import Report
from reportlint.rules.evidence import Evidence
from reportlint.rules.rule import Needs, Rule, quoted

if TYPE_CHECKING:
    from jsonschema.protocols import Validator


_SCHEMA = Text("schemas/ 中该版本的 JSON Schema", "the edition's JSON Schema in schemas/")
Details = Iterable[tuple[str, dict[str, Any]]]


class SchemaError(NamedTuple):
    """What JSON Schema says of the part of a report at a dotted key.

    `instance` breaks the `keyword` of `schema`, which has the value `wanted` there.
    """

    key: str
    instance: Any
    keyword: str
    wanted: Any
    schema: Schema
    message: str


@dataclass(frozen=True, kw_only=True)
class SchemaRule(Rule):
    """A rule that says in a clerk's words what JSON Schema says of some `keywords`.

    `details` yields, for each finding of an error, the key that it is about and what fills the
    message.
    """

    needs: ClassVar[Needs] = "report"
    by_schema: ClassVar[bool] = True

    keywords: frozenset[str]
    details: Callable[[SchemaError], Details]

    def check(self, report: Report) -> Iterator[Finding]:
        """Yield the findings that the report's schema errors amount to."""
        form = report.form
        if form is None:
            return
        errors = (e for e in report.derived(schema_errors) if e.keyword in self.keywords)
        for error in errors:
            for key, filling in self.details(error):
                if key == "agency" and is_unnamed(report):
                    continue  # What a document's title lacks is S208's to say.
                cells = cells_at(form, key)
                yield self.finding(report.location(key), cells, what=naming(form, key), **filling)


def is_unnamed(report: Report) -> bool:
    """Whether the report is a document that names no organ."""
    return "opening" in report.about and report.agency is None


def _missing(error: SchemaError) -> Details:
    """A required part that is not there, and that no misspelt key beside it stands for."""
    known = error.schema["properties"]
    meant = {_meant(name, known) for name in error.instance if name not in known}
    for name in error.wanted:
        if name not in error.instance and name not in meant and f"{name!r} is" in error.message:
            key = _inside(error.key, name)
            yield key, {"key": key}


@dataclass(frozen=True, kw_only=True)
class _MissingRule(SchemaRule):
    """Says of everything that one part of the report lacks in one finding."""

    def check(self, report: Report) -> Iterator[Finding]:
        if report.form is None:
            return
        lacking: dict[str, list[str]] = {}
        for error in report.derived(schema_errors):
            for key, _ in self.details(error) if error.keyword in self.keywords else ():
                if not (key == "agency" and is_unnamed(report)):  # a title without one is S208's
                    lacking.setdefault(key.rpartition(".")[0], []).append(key)
        for parent, keys in lacking.items():
            yield self._lacking(report, report.form, parent, keys)

    def _lacking(self, report: Report, form: Form, parent: str, keys: Sequence[str]) -> Finding:
        cells = tuple(cell for key in keys for cell in cells_at(form, key))
        if len(keys) == 1:
            what, key = naming(form, keys[0]), keys[0]
        else:
            own = joined((_within(form, parent, key) for key in keys), LIST)
            what = _OF_PART.fill(part=naming(form, parent), own=own) if parent else own
            key = parent or ", ".join(keys)
        hint = "" if report.about else Text("（{key}）", " ({key})").fill(key=key)
        return self.finding(report.location(keys[0]), cells, what=what, key=hint)


_OF_PART = Text("{part}：{own}", "{part}: {own}")


def _within(form: Form, parent: str, key: str) -> Text:
    """Return what a part is called where the part around it is known."""
    if parent in form.rows and key in form.cells:
        return form.cells[key].column.label.text
    return naming(form, key)


MISSING_PART = _MissingRule(
    code="S101",
    name="missing-part",
    evidence=Evidence.CERTAIN,
    title=Text("缺少内容", "A part is missing"),
    message=Text("缺少{what}{key}，请补填", "missing: {what}{key}; add it"),
    explanation=Text(
        "格式的每一格都要有；没有发生填 0，确实不知道的，数据文件写 null。",
        "Every cell of the form is there: 0 where nothing happened, null where it is unknown.",
    ),
    basis=_SCHEMA,
    keywords=frozenset({"required"}),
    details=_missing,
)


def _unknown(error: SchemaError) -> Details:
    """A key that the form does not have, with the nearest that it has."""
    known = list(error.schema["properties"])
    for name in error.instance:
        if name not in known:
            meant = _meant(name, known)
            hint = _CLOSE.fill(close=meant) if meant else ""
            yield _inside(error.key, str(name)), {"name": name, "hint": hint, "meant": meant}


_CLOSE = Text("，是否应为“{close}”", ", should it be “{close}”?")
_PLACES = Text("，共 {n} 处", "; places: {n}")


def _meant(name: object, known: Iterable[str]) -> str | None:
    """Return the key that a misspelt one stands for, if one is near."""
    from difflib import get_close_matches

    return next(iter(get_close_matches(str(name), list(known), 1)), None)


@dataclass(frozen=True, kw_only=True)
class _UnknownRule(SchemaRule):
    """Says once of a key that is misspelt throughout."""

    def check(self, report: Report) -> Iterator[Finding]:
        form = report.form
        if form is None:
            return
        found: dict[str, list[tuple[str, object, str]]] = {}
        for error in report.derived(schema_errors):
            for key, filling in self.details(error) if error.keyword in self.keywords else ():
                place = key, filling["hint"], _inside(error.key, str(filling["meant"]))
                found.setdefault(str(filling["name"]), []).append(place)
        for name, places in found.items():
            key, hint, _ = places[0]
            cells = tuple(cell for *_, meant in places for cell in cells_at(form, meant))
            n = _PLACES.fill(n=len(places)) if places[1:] else ""
            yield self.finding(report.location(key), cells, name=quoted(name), hint=hint, n=n)


UNKNOWN_KEY = _UnknownRule(
    code="S102",
    name="unknown-key",
    evidence=Evidence.CERTAIN,
    title=Text("格式中没有的键", "A key that the form does not have"),
    message=Text(
        "格式中没有{name}{hint}{n}；请改正或删去",
        "the form has no {name}{hint}{n}; mend or remove it",
    ),
    explanation=Text(
        "多半是键名拼错，或混用了另一版本的键。`reportlint schema 版本` 打印全部键。",
        "Most likely a misspelt key, or one of another edition. `reportlint schema EDITION` "
        "prints them all.",
    ),
    basis=_SCHEMA,
    keywords=frozenset({"additionalProperties"}),
    details=_unknown,
)


_WANTED_TYPES = {
    "integer": Text("整数", "a whole number"),
    "number": Text("数字", "a number"),
    "string": Text("文字", "text"),
    "object": Text("一组键值", "a group of keys"),
}
_UNSAVED = Text(
    "，公式没有保存计算结果，请用 Excel 打开后保存",
    "; the formula has no saved value: open the file in Excel and save it",
)


def _wrong_type(error: SchemaError) -> Details:
    """A value of another type than the form wants."""
    types = error.wanted
    wanted = types if isinstance(types, str) else types[0]
    hint = _UNSAVED if str(error.instance).startswith("=") else ""
    found = quoted(error.instance)
    yield error.key, {"wanted": _WANTED_TYPES[wanted], "found": found, "hint": hint}


WRONG_TYPE = SchemaRule(
    code="S103",
    name="wrong-type",
    evidence=Evidence.CERTAIN,
    title=Text("填写的类型不对", "A value of the wrong type"),
    message=Text(
        "{what}：填的是{found}，应为{wanted}{hint}",
        "{what}: {found}, should be {wanted}{hint}",
    ),
    explanation=Text(
        "件数、项数是整数，不加引号，不带小数；金额是数字；空白写 null。",
        "Counts are whole numbers without quotes or decimals, money a number, a blank null.",
    ),
    basis=_SCHEMA,
    keywords=frozenset({"type"}),
    details=_wrong_type,
)


def _out_of_range(error: SchemaError) -> Details:
    """A number beyond the bounds of its cell."""
    # The report year is S003's; a negative number where the least is 0 is C101's.
    if error.key == "year" or is_negative(error):
        return
    yield error.key, {"found": quoted(error.instance), "bound": error.wanted}


def is_negative(error: SchemaError) -> bool:
    """Whether a number is below 0 where that is the least."""
    return error.keyword == "minimum" and error.wanted == 0


OUT_OF_RANGE = SchemaRule(
    code="S104",
    name="out-of-range",
    evidence=Evidence.CERTAIN,
    title=Text("数值超出范围", "A number out of range"),
    message=Text(
        "{what}：填报{found}，超出界限 {bound}；请核对是否多打了数字，或填了编号、日期",
        "{what}: {found} is beyond {bound}: were digits doubled, or a number of another kind typed",
    ),
    explanation=Text(
        "界限远大于全国总数；超出的数多半是多打了几位，或把编号、日期填进了格子。",
        "The bounds are far above any national total: digits were doubled, or a number of "
        "another kind was typed into the cell.",
    ),
    basis=_SCHEMA,
    keywords=frozenset({"minimum", "maximum"}),
    details=_out_of_range,
)


_WANTED_TEXTS = {
    "const": Text("本格式的版本", "the edition of this form"),
    "pattern": Text("形如 2025-01-31 的日期", "a date such as 2025-01-31"),
    "format": Text("真实存在的日期", "a date of the calendar"),
    "minLength": Text("不为空的文字", "text that is not empty"),
}
"""What a text must be, by the keyword of JSON Schema that says so."""


def _not_allowed(error: SchemaError) -> Details:
    """A text that is none of those the form allows."""
    if error.keyword == "format" and not re.search(error.schema["pattern"], error.instance):
        return
    allowed = error.wanted if error.keyword == "enum" else None
    wanted = (
        Text("下列之一：{allowed}", "one of {allowed}").fill(allowed=", ".join(allowed))
        if allowed
        else _WANTED_TEXTS[error.keyword]
    )
    yield error.key, {"found": quoted(error.instance), "wanted": wanted}


NOT_ALLOWED = SchemaRule(
    code="S105",
    name="not-allowed",
    evidence=Evidence.CERTAIN,
    title=Text("填写的内容不合要求", "A value that is not allowed"),
    message=Text("{what}：填的是{found}，应为{wanted}", "{what}: {found}, should be {wanted}"),
    explanation=Text(
        "日期写成 2025-01-31；机关层级用表列的词；机关名称不能为空。",
        "Dates are written 2025-01-31, the organ's level is one of the listed words, its name "
        "is not empty.",
    ),
    basis=_SCHEMA,
    keywords=frozenset(_WANTED_TEXTS) | {"enum"},
    details=_not_allowed,
)


def schema_errors(report: Report) -> tuple[SchemaError, ...]:
    """Return what is wrong with a report by its edition's schema."""
    if report.form is None:
        return ()
    return tuple(
        SchemaError(
            key=".".join(map(str, error.absolute_path)),
            instance=error.instance,
            keyword=str(error.validator),
            wanted=error.validator_value,
            schema=dict(error.schema) if isinstance(error.schema, Mapping) else {},
            message=error.message,
        )
        for error in validator(report.form).iter_errors(report.data)
    )


@lru_cache
def validator(form: Form) -> Validator:
    """Return a validator of `form` for data whose numbers are int or Decimal."""
    from jsonschema import Draft202012Validator, FormatChecker
    from jsonschema.validators import extend

    types = Draft202012Validator.TYPE_CHECKER.redefine("integer", lambda _, x: _integral(x))
    exact: Callable[..., Validator] = extend(Draft202012Validator, type_checker=types)
    return exact(_inlined(form, form.schema), format_checker=FormatChecker(["date"]))


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


def _integral(value: object) -> bool:
    if isinstance(value, Decimal):
        return value.is_finite() and value == value.to_integral_value()
    return isinstance(value, int) and not isinstance(value, bool)


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


def cells_at(form: Form, key: str) -> tuple[str, ...]:
    """Return the cell of a key, or the cells below it."""
    return tuple(cell for cell in form.cells if cell == key or cell.startswith(f"{key}."))


def _inside(parent: str, name: str) -> str:
    return f"{parent}.{name}" if parent else name
