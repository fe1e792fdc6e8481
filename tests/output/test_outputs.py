"""Every output of the table can be used."""

from __future__ import annotations

from importlib import import_module
from inspect import signature

import pytest

from reportlint import Findings
from reportlint.language import Language
from reportlint.output import OUTPUTS


@pytest.mark.parametrize("name", OUTPUTS)
def test_output_is_a_module_that_renders_findings(name: str) -> None:
    render = signature(import_module(f"reportlint.output.{name}").render, eval_str=True)
    kinds = [parameter.annotation for parameter in render.parameters.values()]
    assert kinds == [Findings, Language]
    assert render.return_annotation in (str, bytes)
