"""`[[accept]]` tables: what they must say, and where a wrong one stands."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from reportlint.acceptances.acceptance import Acceptance, sidecars
from reportlint.errors import SettingsError
from reportlint.location import Location
from reportlint.settings import find_settings

RIGHT = {
    "code": '"C202"',
    "file": '"2023*"',
    "reason": '"已核对"',
    "until": "2027-01-31",
}
HEAD = "[[accept]]"


def table(header: str = HEAD, **changes: str | None) -> str:
    lines = [f"{k} = {v}" for k, v in {**RIGHT, **changes}.items() if v is not None]
    return "\n".join([header, *lines, ""])


def written(folder: Path, content: str, name: str = "reportlint.toml") -> Path:
    path = folder / name
    path.write_text(content, encoding="utf-8")
    return path


def test_tables_are_read_with_their_lines(tmp_path: Path) -> None:
    second = table(cells='["requests.received.*"]', by='"张三"')
    path = written(tmp_path, f'lang = "en"\n\n{table()}\n# 另一项\n{second}')
    day = date(2027, 1, 31)
    assert find_settings(tmp_path).accept == (
        Acceptance("C202", "已核对", day, Location(str(path), 3), "2023*"),
        Acceptance(
            "C202",
            "已核对",
            day,
            Location(str(path), 10),
            "2023*",
            ("requests.received.*",),
            "张三",
        ),
    )


def test_pyproject_has_its_own_header(tmp_path: Path) -> None:
    written(tmp_path, "\n" + table("[[ tool.reportlint.accept ]]"), "pyproject.toml")
    (own,) = find_settings(tmp_path).accept
    assert own.location.line == 2


@pytest.mark.parametrize(
    "content",
    [
        'accept = [{code = "C202", file = "a", reason = "b", until = 2027-01-31}]',
        table(reason=f'"""\n{HEAD}\n"""'),
    ],
)
def test_no_line_is_better_than_a_wrong_one(content: str, tmp_path: Path) -> None:
    written(tmp_path, content)
    (own,) = find_settings(tmp_path).accept
    assert own.location.line is None


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (table(code=None), "an acceptance lacks code: code must be the whole code of a rule"),
        (table(file=None), "an acceptance lacks file"),
        (table(reason=None), "an acceptance lacks reason"),
        (table(until=None), "an acceptance lacks until"),
        (table(code='"C2"'), "code must be the whole code of a rule"),
        (table(code='"E101"'), "code must be the whole code of a rule"),
        (table(code='["C202"]'), "code must be the whole code of a rule"),
        (table(file='""'), "file must name reports"),
        (table(file="3"), "file must name reports"),
        (table(reason='" \\t"'), "reason must say why"),
        (table(until='"2027-01-31"'), "until must be the last day, without quotes"),
        (table(until="2027-01-31T00:00:00"), "until must be the last day"),
        (table(cells="[]"), "cells must be a list of keys"),
        (table(cells='"requests.received.total"'), "cells must be a list of keys"),
        (table(cells='["requests.received.totals"]'), "cells must be a list of keys"),
        (table(cells='["requests.received"]'), "cells must be a list of keys"),
        (table(by='""'), "by must be a name"),
        (table(expires="2027-01-31"), "an acceptance has no expires here"),
    ],
)
def test_wrong_table_is_named_with_its_line(content: str, said: str, tmp_path: Path) -> None:
    path = written(tmp_path, f"{table()}{content}")
    with pytest.raises(SettingsError) as raised:
        find_settings(tmp_path)
    assert str(raised.value).startswith(f"{path}:6: {said}")
    assert raised.value.location == Location(str(path), 6)


@pytest.mark.parametrize("content", ["accept = 3", "accept = [3]", "[accept]\ncode = 'C202'"])
def test_accept_must_be_tables(content: str, tmp_path: Path) -> None:
    written(tmp_path, content)
    with pytest.raises(SettingsError, match="must be \\[\\[accept\\]\\] tables"):
        find_settings(tmp_path)


def test_sidecar_does_not_name_its_report(tmp_path: Path) -> None:
    report, other = str(tmp_path / "2023.json"), str(tmp_path / "2024.json")
    path = written(tmp_path, table(file=None), "2023.json.accept.toml")
    (own,), wrong = sidecars([report, other])
    assert (own.location, own.file, wrong) == (Location(str(path), 1), None, ())
    assert (own.concerns(report), own.concerns(other)) == (True, False)


@pytest.mark.parametrize(
    ("content", "line", "said"),
    [
        (table(), 1, "an acceptance has no file here"),
        ("select = []", None, "there is no setting select"),
        ("[[accept", None, "not valid TOML"),
        ("#" * 2**16 + "\n", None, "the file is too large"),
    ],
)
def test_wrong_sidecar_is_unreadable_and_the_others_hold(
    content: str, line: int | None, said: str, tmp_path: Path
) -> None:
    path = written(tmp_path, content, "a.json.accept.toml")
    written(tmp_path, table(file=None), "b.json.accept.toml")
    own, (wrong,) = sidecars([str(tmp_path / "a.json"), str(tmp_path / "b.json")])
    assert len(own) == 1
    assert wrong.location == Location(str(path), line)
    assert wrong.message.en.startswith(said)


def test_standard_input_has_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    written(tmp_path, table(file=None), "-.accept.toml")
    assert sidecars(["-"]) == ((), ())
