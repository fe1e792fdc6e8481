"""Every output of the table can be used, and no document can make it do what it wants."""

from __future__ import annotations

from importlib import import_module
from inspect import signature

import pytest
from tests.output.runs import HOSTILE, LOST, hostile_run

from reportlint import Findings
from reportlint.language import LANGUAGES, Language
from reportlint.output import BINARY, OUTPUTS, render

CONTROLS = {chr(code) for code in (*range(0x20), *range(0x7F, 0xA0))} - set("\t\r\n")
TEXT = [name for name in OUTPUTS if name not in BINARY]


@pytest.mark.parametrize("name", OUTPUTS)
def test_output_is_a_module_that_renders_findings(name: str) -> None:
    module = import_module(f"reportlint.output.{OUTPUTS[name]}")
    own = signature(module.render, eval_str=True)
    kinds = [parameter.annotation for parameter in own.parameters.values()]
    assert kinds == [Findings, Language]
    assert own.return_annotation in (str, bytes)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", TEXT)
def test_output_names_what_was_not_read_and_lets_no_document_write_to_a_terminal(
    name: str, language: Language
) -> None:
    rendered = render(name, hostile_run(), language)
    text = rendered if isinstance(rendered, str) else rendered.decode()
    assert LOST in text.replace("\\.", ".")  # Markdown has its points escaped
    assert "\x1b]" not in text
    assert "\x1b[2J" not in text
    coloured = {"\x1b"} if isinstance(rendered, str) else set()
    assert not (CONTROLS - coloured) & set(text)
    assert not set("\u202e\u2066\u2028") & set(text)
    assert CONTROLS & set(HOSTILE)


@pytest.mark.parametrize("name", OUTPUTS)
def test_output_of_a_run_is_always_the_same(name: str) -> None:
    assert render(name, hostile_run(), "zh") == render(name, hostile_run(), "zh")


@pytest.mark.parametrize("name", OUTPUTS)
def test_run_without_findings_can_be_rendered(name: str) -> None:
    assert render(name, Findings(()), "zh")
