"""What the fixtures of `conftest.py` give, by which tests annotate them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from reportlint.findings import Finding
from reportlint.report import Report

Expect = Callable[[Path, Iterable[Finding]], None]
Write = Callable[..., Path]
Zeros = Callable[..., Report]
