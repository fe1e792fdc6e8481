"""What is wrong with a schema is said when the forms are loaded, by every command."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from reportlint.cli.group import cli
from reportlint.errors import FormError
from reportlint.form.schema import form, forms, package_folder, schema_folder
from reportlint.form.structure import Schema
from reportlint.form.vocabulary import Vocabulary

NEWEST = list(forms())[-1]
STATEMENT = {"name": "t", "title": "", "description": ""}
Misuse = Callable[[Schema], object]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the editions, in use."""
    for edition in forms():
        shutil.copytree(schema_folder() / edition, tmp_path / edition)
    monkeypatch.setenv("REPORTLINT_SCHEMAS", str(tmp_path))
    forms.cache_clear()
    yield tmp_path
    forms.cache_clear()


def misuse(folder: Path, change: Misuse) -> Path:
    """Change the newest edition."""
    path = folder / NEWEST / "report.schema.json"
    schema = json.loads(path.read_text(encoding="utf-8"))
    change(schema)
    path.write_text(json.dumps(schema), encoding="utf-8")
    forms.cache_clear()
    return path


def requests(schema: Schema) -> Any:
    return schema["properties"]["requests"]


def sums(schema: Schema) -> Any:
    return requests(schema)["x-identities"][0]["sum"]


MISUSES: dict[str, tuple[Misuse, str, str]] = {
    "keyword": (
        lambda schema: requests(schema).update({"x-limts": []}),
        "/properties/requests/x-limts",
        "x-limts of requests: there is no “x-limts”, did you mean “x-limits”?",
    ),
    "path": (
        lambda schema: sums(schema).append("recieved"),
        "/properties/requests/x-identities/0/sum/2",
        "x-identities of requests: there is no “recieved”, did you mean “received”?",
    ),
    "path in a definition": (
        lambda schema: schema["$defs"]["applicants"]["x-identities"][0]["sum"].append("totl"),
        "",
        "x-identities of $defs.applicants: there is no “totl”, did you mean “total”?",
    ),
    "path into last year": (
        lambda schema: requests(schema)["x-years"][0].update(sum=["previous:carried_forwards"]),
        "/properties/requests/x-years/0/sum/0",
        "x-years of requests: there is no “carried_forwards”, did you mean “carried_forward”?",
    ),
    "row for a cell": (
        lambda schema: requests(schema)["x-series"].append("received"),
        "/properties/requests/x-series/2",
        "x-series of requests: “received” is a row, not a cell",
    ),
    "group for a row": (
        lambda schema: sums(schema).append("outcomes"),
        "/properties/requests/x-identities/0/sum/2",
        "x-identities of requests: “outcomes” is a group, not a cell, a row",
    ),
    "row and cell": (
        lambda schema: sums(schema).append("received.total"),
        "/properties/requests/x-identities/0/sum/2",
        "x-identities of requests: “received.total” has other columns",
    ),
    "shape": (
        lambda schema: requests(schema).update({"x-identities": {}}),
        "/properties/requests/x-identities",
        "x-identities of requests: should be an array",
    ),
    "word of another statement": (
        lambda schema: requests(schema).update({"x-limits": [{**STATEMENT, "upTo": []}]}),
        "/properties/requests/x-limits/0/upTo",
        "x-limits of requests: there is no “upTo”",
    ),
    "lack": (
        lambda schema: requests(schema).update({"x-limits": [{**STATEMENT, "sum": []}]}),
        "/properties/requests/x-limits/0",
        "x-limits of requests: “atMost” is missing",
    ),
    "condition over a row": (
        lambda schema: requests(schema).update(
            {"x-conditions": [{**STATEMENT, "positive": "received", "needs": ["received"]}]}
        ),
        "/properties/requests/x-conditions/0/positive",
        "x-conditions of requests: “received” is a row, not a cell",
    ),
    "reserved group": (
        lambda schema: requests(schema).update({"x-reserved": True}),
        "/properties/requests/x-reserved",
        "x-reserved of requests: only a row can be reserved",
    ),
    "definition": (
        lambda schema: requests(schema)["properties"]["received"].update({"$ref": "#/$defs/rows"}),
        "/properties/requests/properties/received/$ref",
        "there is no “rows”",
    ),
    "label": (
        lambda schema: requests(schema)["properties"]["received"].pop("title"),
        "/properties/requests/properties/received",
        "title of requests.received: it is missing",
    ),
    "range": (
        lambda schema: schema["$defs"]["count"].pop("maximum"),
        "",
        "maximum of $defs.",
    ),
    "part": (
        lambda schema: requests(schema)["properties"].update(received=7),
        "/properties/requests/properties/received",
        "requests.received should be an object",
    ),
    "edition": (lambda schema: schema.pop("x-edition"), "/x-edition", "x-edition should be a st"),
    "other folder": (
        lambda schema: schema.update({"x-edition": "1999"}),
        "/x-edition",
        f"x-edition is “1999”, but its folder is “{NEWEST}”",
    ),
}


@pytest.mark.parametrize(("change", "pointer", "message"), MISUSES.values(), ids=MISUSES)
def test_misuse_is_told_when_the_forms_are_loaded(
    folder: Path, change: Misuse, pointer: str, message: str
) -> None:
    path = misuse(folder, change)
    with pytest.raises(FormError) as caught:
        form(NEWEST)
    assert message in caught.value.message.en
    assert caught.value.message.zh != caught.value.message.en
    place = caught.value.location
    assert place is not None
    assert place.file == str(path)
    assert (place.pointer or "").startswith(pointer)


@pytest.mark.parametrize(
    ("content", "place", "message"),
    [
        (b'{\n"a": ', "report.schema.json:2", "this is no JSON object"),
        (b"[]", "report.schema.json", "this is no JSON object"),
        (b"\xff", "report.schema.json", "this is no JSON object"),
        (b"[" * 100_000, "report.schema.json", "this is no JSON object"),
        (None, "report.schema.json", "there is no such file or folder"),
    ],
    ids=["broken", "array", "bytes", "deep", "none"],
)
def test_edition_without_a_schema_is_told(
    folder: Path, content: bytes | None, place: str, message: str
) -> None:
    path = folder / NEWEST / "report.schema.json"
    path.unlink()
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(FormError, match=f"{place}: {message}"):
        forms()


def test_folder_without_editions_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPORTLINT_SCHEMAS", str(folder / "none"))
    with pytest.raises(FormError, match="none: there is no such file or folder"):
        forms()
    (folder / "none" / "vocabulary").mkdir(parents=True)
    with pytest.raises(FormError, match="none: there is no edition of the form here"):
        forms()


COMMANDS = (
    "check good.json",
    "rules",
    "rules --audit --format json",
    "rule A101",
    f"schema {NEWEST}",
    f"template {NEWEST} --year 2024 -o new.json",
    "convert good.json",
    "rollup good.json --total good.json",
    "fix good.json",
)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_tells_it_in_a_line_and_ends_with_2(
    folder: Path, good: Path, command: str
) -> None:
    path = misuse(folder, MISUSES["path"][0])
    places = {name: str(good.with_name(name)) for name in ("good.json", "new.json")}
    arguments = [places.get(word, word) for word in command.split()]
    result = CliRunner().invoke(cli, arguments, env={"REPORTLINT_LANG": "en"})
    assert result.exit_code == 2
    assert result.stdout == ""
    assert f"Error: {path}: {MISUSES['path'][2]}" in result.stderr.splitlines()


META = json.loads((package_folder() / "vocabulary" / "form.schema.json").read_text("utf-8"))
REFERENCE = Draft202012Validator(
    META, registry=Registry[Any]().with_resource(META["$id"], Resource.from_contents(META))
)
VOCABULARY = Vocabulary(package_folder())
ANYTHING: st.SearchStrategy[Any] = st.sampled_from(
    [None, True, 0, 7, 1.5, "", "x y", "x", [], {}, ["x"], ["x", "x"]]
)


def plain_annotations(node: Any) -> Iterator[tuple[str, Any]]:
    """Every annotation of a schema that has no paths: those are judged by where they lead."""
    for name, value in node.items() if isinstance(node, dict) else ():
        if name.startswith("x-") and name not in VOCABULARY.leading:
            yield name, value
        elif not name.startswith("x-"):
            yield from plain_annotations(value)


STATED = [x for own in forms().values() for x in plain_annotations(own.schema)]
STATEMENTS = {
    name: value
    for own in forms().values()
    for part in (*own.schema["$defs"].values(), own.schema["properties"]["requests"])
    for name, value in part.items()
    if name in VOCABULARY.leading
}


def agree(name: str, value: object) -> bool:
    ours = not any(VOCABULARY.faults(name, value))
    return ours is REFERENCE.is_valid({name: value})


def test_annotations_of_the_forms_are_of_their_shape() -> None:
    assert [x for x in STATED if any(VOCABULARY.faults(*x))] == []
    assert all(agree(name, value) for name, value in (*STATED, *STATEMENTS.items()))


@given(st.sampled_from(STATED), ANYTHING, st.data())
def test_shapes_are_judged_as_jsonschema_judges_them(
    stated: tuple[str, Any], other: object, data: st.DataObject
) -> None:
    name, value = stated
    assert agree(name, other)
    if isinstance(value, dict):
        key = data.draw(st.sampled_from([*value, "other"]))
        assert agree(name, {**value, key: other})
        assert agree(name, {k: v for k, v in value.items() if k != key})
    if isinstance(value, list):
        assert agree(name, [*value, other])
        assert agree(name, [*value, *value])


@given(st.sampled_from(sorted(STATEMENTS.items())), st.data())
def test_statements_are_judged_as_jsonschema_judges_them(
    stated: tuple[str, Any], data: st.DataObject
) -> None:
    name, value = stated
    if name == "x-series":
        assert agree(name, [*value, *value])
        return
    key = data.draw(st.sampled_from(["name", "title", "sum", "atMost", "equals", "needs", "x"]))
    other = data.draw(st.sampled_from([None, 7, "a", [], ["a"], ["a", "a"], [7]]))
    for each in value:
        assert agree(name, [{**each, key: other}])
        assert agree(name, [{k: v for k, v in each.items() if k != key}])
