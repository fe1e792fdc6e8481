"""Every output of the table can be used."""

from __future__ import annotations

from importlib import import_module
from inspect import signature

import pytest

from reportlint import Finding, Findings, Location, Text, Unreadable
from reportlint.language import Language
from reportlint.output import OUTPUTS, render

HOSTILE = "\x1b]0;title\x07\x1b[2J"


@pytest.mark.parametrize("name", OUTPUTS)
def test_output_is_a_module_that_renders_findings(name: str) -> None:
    own = signature(import_module(f"reportlint.output.{name}").render, eval_str=True)
    kinds = [parameter.annotation for parameter in own.parameters.values()]
    assert kinds == [Findings, Language]
    assert own.return_annotation in (str, bytes)


@pytest.mark.parametrize("name", OUTPUTS)
def test_output_names_what_was_not_read_and_lets_no_document_write_to_a_terminal(name: str) -> None:
    found = Finding("A101", "error", Text(HOSTILE, HOSTILE), Location("a.json", 1, excerpt=HOSTILE))
    lost = Unreadable(Location("lost.json"), Text(HOSTILE, HOSTILE))
    rendered = render(name, Findings((found,), (lost,), 1), "en")
    text = rendered if isinstance(rendered, str) else rendered.decode()
    assert "lost.json" in text
    assert "\x1b]" not in text
    assert "\x1b[2J" not in text
