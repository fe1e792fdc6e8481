"""The vocabulary: which annotations there are, and of what shape.

Both are read from the meta-schema, schemas/vocabulary/form.schema.json. jsonschema would judge a
shape as well, but takes longer to import than all forms to load.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from reportlint.form.structure import DEFINITIONS, PartKind, Schema
from reportlint.language import LIST, Text, joined

PointerSteps = tuple[str | int, ...]

_LEADS_TO: Mapping[str, tuple[PartKind, ...]] = {
    "path": ("cell", "row"),
    "cellPath": ("cell",),
    "partPath": ("cell", "row", "group"),
    "yearPath": ("cell", "row"),
    "yearCellPath": ("cell",),
}
"""The definitions of the meta-schema that are paths, and what each may lead to."""

_TYPES: Mapping[str | None, tuple[type, Text]] = {
    None: (object, Text("", "")),
    "string": (str, Text("文本", "a string")),
    "integer": (int, Text("整数", "an integer")),
    "array": (list, Text("数组", "an array")),
    "object": (dict, Text("对象", "an object")),
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a schema: where, as the steps of a JSON pointer, and what."""

    steps: PointerSteps
    message: Text

    def within(self, *steps: str | int) -> Fault:
        """Return the fault as seen from further out."""
        return Fault((*steps, *self.steps), self.message)


@dataclass(frozen=True, slots=True)
class StatedPath:
    """A path in an annotation: where it stands there, and what it may lead to."""

    steps: PointerSteps
    path: str
    kinds: tuple[PartKind, ...]


class Vocabulary:
    """The annotations that the meta-schema of a folder of schemas knows."""

    def __init__(self, folder: Path) -> None:
        path = folder / "vocabulary" / "form.schema.json"
        meta: Schema = json.loads(path.read_text(encoding="utf-8"))
        self.keywords: dict[str, Schema] = {
            name: _inlined(rule, meta["$defs"]) for name, rule in meta["properties"].items()
        }
        self.leading = {name for name, rule in self.keywords.items() if _leads(rule)}

    def faults(self, keyword: str, value: object) -> Iterator[Fault]:
        """Yield what is wrong with the name or the shape of an annotation."""
        if keyword in self.keywords:
            yield from _faults(self.keywords[keyword], value)
        else:
            yield Fault((), unknown(keyword, self.keywords))

    def paths(self, keyword: str, value: object) -> Iterator[StatedPath]:
        """Yield every path in an annotation of the right shape."""
        return _paths(self.keywords[keyword], value)


def unknown(name: str, known: Collection[str]) -> Text:
    """Return that there is no such name, with the nearest that there is.

    >>> unknown("x-limts", ["x-limits", "x-years"]).en
    'there is no “x-limts”, did you mean “x-limits”?'
    """
    close = get_close_matches(name, known, 1, 0.5)
    hint = Text("，是不是“{name}”？", ", did you mean “{name}”?") if close else Text("", "")
    return Text("没有“{name}”{hint}", "there is no “{name}”{hint}").fill(
        name=name, hint=hint.fill(name=close[0] if close else "")
    )


def _inlined(rule: Schema, definitions: Schema) -> Schema:
    """Return a rule of the meta-schema with every definition in the place of its name."""
    name = rule.get("$ref", "").removeprefix(DEFINITIONS)
    whole = {**(_inlined(definitions[name], definitions) if name else {}), **rule}
    if name in _LEADS_TO:
        whole["leads"] = _LEADS_TO[name]
        del whole["pattern"]  # what is no path leads nowhere
    elif "pattern" in whole:
        whole["pattern"] = re.compile(whole["pattern"])
    if "items" in whole:
        whole["items"] = _inlined(whole["items"], definitions)
    if "properties" in whole:
        inner = whole["properties"].items()
        whole["properties"] = {key: _inlined(each, definitions) for key, each in inner}
    return whole


def _faults(rule: Schema, value: object) -> Iterator[Fault]:
    kind, name = _TYPES[rule.get("type")]
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        yield Fault((), Text("应为{type}", "should be {type}").fill(type=name))
    elif "const" in rule or "enum" in rule:
        allowed = rule.get("enum", [rule.get("const")])
        if value not in allowed or isinstance(value, bool) is not isinstance(allowed[0], bool):
            yield Fault((), _one_of(json.dumps(each, ensure_ascii=False) for each in allowed))
    elif isinstance(value, str):
        if not _is_well_formed(rule, value):
            wrong = Text("“{found}”写法不对", "“{found}” is not well formed")
            yield Fault((), wrong.fill(found=value))
    elif isinstance(value, int):
        if not rule.get("minimum", value) <= value <= rule.get("maximum", value):
            between = Text("应在 {least} 和 {most} 之间", "should be from {least} to {most}")
            yield Fault((), between.fill(least=rule.get("minimum"), most=rule.get("maximum", "∞")))
    elif isinstance(value, list):
        yield from _array_faults(rule, value)
    elif isinstance(value, dict):
        yield from _object_faults(rule, value)


def _is_well_formed(rule: Schema, value: str) -> bool:
    pattern = rule.get("pattern")
    return len(value) >= rule.get("minLength", 0) and (not pattern or bool(pattern.search(value)))


def _array_faults(rule: Schema, value: list[object]) -> Iterator[Fault]:
    if len(value) < rule.get("minItems", 0):
        yield Fault((), Text("不应为空", "should not be empty"))
    for index, item in enumerate(value):
        if rule.get("uniqueItems") and item in value[:index]:
            twice = Text("“{item}”重复", "“{item}” stands there twice")
            yield Fault((index,), twice.fill(item=item))
        for fault in _faults(rule["items"], item):
            yield fault.within(index)


def _object_faults(rule: Schema, value: Schema) -> Iterator[Fault]:
    properties = rule["properties"]
    for name, item in value.items():
        if name not in properties:
            yield Fault((name,), unknown(name, properties))
        else:
            for fault in _faults(properties[name], item):
                yield fault.within(name)
    for name in rule["required"]:
        if name not in value:
            yield Fault((), Text("缺少“{name}”", "“{name}” is missing").fill(name=name))
    choices = [each["required"] for each in rule.get("oneOf", ())]
    if choices and sum(all(name in value for name in names) for names in choices) != 1:
        yield Fault((), _one_of("+".join(names) for names in choices))


def _one_of(choices: Iterator[str]) -> Text:
    return Text("应为其一：{choices}", "should be one of {choices}").fill(
        choices=joined(choices, LIST)
    )


def _leads(rule: Schema) -> bool:
    """Whether there are paths in an annotation."""
    inner = [*rule.get("properties", {}).values(), *([rule["items"]] if "items" in rule else [])]
    return "leads" in rule or any(map(_leads, inner))


def _paths(rule: Schema, value: object) -> Iterator[StatedPath]:
    if isinstance(value, str) and "leads" in rule:
        yield StatedPath((), value, rule["leads"])
    elif isinstance(value, list):
        for index, item in enumerate(value):
            for found in _paths(rule["items"], item):
                yield StatedPath((index, *found.steps), found.path, found.kinds)
    elif isinstance(value, dict):
        for name, item in value.items():
            for found in _paths(rule["properties"][name], item):
                yield StatedPath((name, *found.steps), found.path, found.kinds)
