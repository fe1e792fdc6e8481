"""YAML; amended, a scalar is replaced, or where there is none, put after its key's colon."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from reportlint.document.content import Content
from reportlint.document.places import Extent, LineIndex, Places, Replacement, rewritten, span
from reportlint.errors import AmendError, ReadError
from reportlint.formats.format import Format
from reportlint.language import Text
from reportlint.location import Location
from reportlint.number import Number, written, written_like
from reportlint.report import DEEPEST, Data, Observation, Report

# The numbers of JSON; YAML's own octal, sexagesimal and 1_000 stay text and become findings.
_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]{0,39})")
_DECIMAL = re.compile(r"[-+]?[0-9]{1,40}(\.[0-9]{1,40})?([eE][-+]?[0-9]{1,3})?")
_SEVERAL = Text(
    "一个文件里有几份报告（第二份从这里起）；请每份报告存为一个文件",
    "several reports in one file, the second from here on; keep each in a file of its own",
)
_TOP_KEY = re.compile(r"^(edition|year|agency|proactive|requests|review)\s*:", re.MULTILINE)


def recognises(content: Content) -> bool:
    """Whether the text looks like a YAML data file."""
    return _TOP_KEY.search(content.text) is not None


def read(content: Content) -> Report:
    """Read one report; ReadError where the text is not one plain YAML mapping."""
    text, file = content.text, content.file
    import yaml

    try:
        _refuse_dangers(text, file)
        root = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        place = _place(error.problem_mark, text, file)
        raise ReadError(
            Text(f"不是合法的 YAML：{error.problem}", f"not valid YAML: {error.problem}"), place
        ) from None
    except yaml.YAMLError as error:
        raise ReadError(
            Text(f"不是合法的 YAML：{error}", f"not valid YAML: {error}"), Location(file)
        ) from None
    if not isinstance(root, yaml.MappingNode):
        raise ReadError(
            Text(
                "不是一份报告：最外层应是键值",
                "not a report: the outermost value must be a mapping",
            ),
            Location(file),
            is_foreign="year" not in text,
        )
    tree = _Tree(file, text)
    data = tree.mapping(root, "")
    return Report(data, file, Places(tree.lines, tree.spans), observations=tuple(tree.duplicates))


def _place(mark: Any, text: str, file: str) -> Location:
    return Location(file) if mark is None else LineIndex(file, text).at(mark.index)


def _refuse_dangers(text: str, file: str) -> None:
    import yaml

    depth = documents = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        if isinstance(event, yaml.AliasEvent):
            place = _place(event.start_mark, text, file)
            raise ReadError(Text("不支持别名（*）", "aliases (*) are not supported"), place)
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
        if documents > 1:
            raise ReadError(_SEVERAL, _place(event.start_mark, text, file))
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > DEEPEST:
            raise ReadError(Text("嵌套过深", "nested too deeply"), Location(file))


class _Tree:
    """Nodes to plain values, noting where each stands."""

    def __init__(self, file: str, text: str) -> None:
        self.spans: dict[str, Extent] = {}
        self.lines = LineIndex(file, text)
        self.duplicates: list[Observation] = []

    def mapping(self, node: Any, prefix: str) -> Data:
        data: Data = {}
        for key_node, value_node in node.value:
            name = str(key_node.value)
            key = f"{prefix}{name}"
            span = value_node.start_mark.index, value_node.end_mark.index
            if name in data:
                self.duplicates.append(Observation("duplicate_key", key, self.lines.at(span[0])))
            self.spans[key] = span
            data[name] = self.value(value_node, key)
        return data

    def value(self, node: Any, key: str) -> Any:
        if node.id == "mapping":
            return self.mapping(node, f"{key}.")
        if node.id == "sequence":
            return [self.value(item, f"{key}.{i}") for i, item in enumerate(node.value)]
        return _scalar(node)


def _scalar(node: Any) -> Any:
    kind, text = node.tag.rpartition(":")[2], node.value
    if kind == "null":
        return None
    if kind == "bool":
        return text.lower() in ("true", "yes", "on")
    if not node.style and _INTEGER.fullmatch(text):
        return int(text)
    if not node.style and _DECIMAL.fullmatch(text) and kind in ("float", "str"):
        return Decimal(text)
    return text


def write(report: Report) -> bytes:
    """Return a report as YAML in the order of its keys; amounts keep their digits."""
    import yaml

    class Dumper(yaml.SafeDumper):
        pass

    Dumper.add_representer(
        Decimal,
        lambda dumper, value: dumper.represent_scalar("tag:yaml.org,2002:float", written(value)),
    )
    Dumper.add_representer(
        str,
        lambda dumper, value: dumper.represent_scalar(
            "tag:yaml.org,2002:str", value, None if _OTHER_BREAKS.isdisjoint(value) else '"'
        ),
    )
    text = yaml.dump(
        report.to_dict(), Dumper=Dumper, allow_unicode=True, sort_keys=False, width=10**9
    )
    return str(text).encode()


_OTHER_BREAKS = frozenset("\x85\u2028\u2029")
"""Line breaks to YAML, which it reads as others unless they are escaped, in double quotes."""
_LINES = Text(
    "这一格的值写成了几行，请手工修改",
    "the value of the cell takes several lines; change it by hand",
)


def amend(content: Content, changes: Mapping[str, Number], report: Report) -> bytes:
    """Return the file with other numbers; a number in quotes becomes a plain one."""
    return rewritten(
        content, (_replacement(content.text, span(report, key), x) for key, x in changes.items())
    )


def _replacement(text: str, place: Extent, value: Number) -> Replacement:
    start, end = place
    if "\n" in text[start:end]:
        raise AmendError(_LINES)
    number = written_like(text[start:end], value)
    if start < end:
        return place, number
    while text[start - 1 : start].isspace():
        start -= 1
    return (start, start), f" {number}"


FORMAT = Format(
    "yaml",
    suffixes=(".yaml", ".yml"),
    is_data=True,
    recognises=recognises,
    read=read,
    patience=0,
    written=(".yaml", ".yml"),
    write=write,
    amend=amend,
)
