"""What a data file may not hold, to the very limit."""

from __future__ import annotations

import pytest

from reportlint.errors import ReadError
from reportlint.formats import read

DEEPEST = 50


def nested(depth: int) -> bytes:
    """A mapping with lists in it, that many deep in all; both JSON and YAML."""
    inner = depth - 1
    return b'{"year": 2024, "x": ' + b"[" * inner + b"]" * inner + b"}"


@pytest.mark.parametrize("suffix", [".json", ".yaml"])
def test_depth_is_bounded(suffix: str) -> None:
    assert read(nested(DEEPEST), f"a{suffix}").year == 2024
    with pytest.raises(ReadError, match="nested too deeply"):
        read(nested(DEEPEST + 1), f"a{suffix}")


def test_aliases_are_refused_where_they_stand() -> None:
    assert read(b"year: &a 2024", "a.yaml").year == 2024
    with pytest.raises(ReadError, match=r"aliases") as raised:
        read(b"year: &a 2024\ntitle: *a", "a.yaml")
    assert (raised.value.location.line, raised.value.location.column) == (2, 8)


@pytest.mark.parametrize("end", ["\n", "\n...\n"])
def test_a_second_report_in_the_file_is_refused_where_it_begins(end: str) -> None:
    assert read(b"---\nyear: 2024\n", "a.yaml").year == 2024
    with pytest.raises(ReadError, match="several reports in one file") as raised:
        read(f"year: 2024{end}---\nyear: 2023\n".encode(), "a.yaml")
    assert raised.value.location.line == 1 + f"year: 2024{end}".count("\n")


def test_files_are_no_larger_than_a_report_may_be() -> None:
    largest = 50 * 2**20
    with pytest.raises(ReadError, match="not text"):
        read(b"\xff" * largest, "a.json")
    with pytest.raises(ReadError, match="too large"):
        read(b"\xff" * (largest + 1), "a.json")
