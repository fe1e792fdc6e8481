"""Who has handed in and who has not: for people, for programs and as a table."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import PurePath
from typing import Any

import click

from reportlint.collection.identification import GROUNDS, Identifier
from reportlint.collection.returns import STATES, Returns, ReturnState, UnitReturn
from reportlint.collection.submission import Submission
from reportlint.language import COMMA, LIST, Language, Text, dated, joined
from reportlint.output.tabular import TextTable, as_csv, as_workbook
from reportlint.output.text import account, place, printable

FORMATS = ("text", "json", "csv", "xlsx")
"""How a collection is printed; the first is the usual one."""

_STATES: dict[ReturnState, Text] = {
    "handed_in": Text("已报", "handed in"),
    "missing": Text("未报", "not handed in"),
    "unreadable": Text("无法读取", "unreadable"),
    "another_year": Text("年度不符", "of another year"),
}
_MOST_NAMED = 60
_SUMMARY = Text("名册 {n} 个单位{year}：{counts}", "organs on the roster: {n}{year}; {counts}")
_YEAR = Text("，{year}年度", ", report year {year}")
_GUESSED_YEAR = Text("，{year}年度（按多数报告）", ", report year {year} (that of most reports)")
_COUNT = Text("{state} {n}", "{state}: {n}")
_COMPLETE = Text("已报齐", "complete")
_INCOMPLETE = Text("未报齐", "incomplete")
_HEAD = Text("{title}（{n}）", "{title} ({n})")
_LATE = Text("迟报，期限{deadline}", "late, after {deadline}")
_TWICE = Text("报了不止一份", "handed in more than once")
_BESIDE = Text("已报，另有无法读取或其他年度的文件", "handed in, with other files beside")
_SAME = Text("数字相同", "with the same numbers")
_DIFFER = Text("有 {n} 个单元格的数不同", "with other numbers in {n} cells")
_OTHER_NAME = Text("名称与名册不同", "under another name")
_STATED = Text("报告写的是“{name}”", "the report says {name}")
_GUESSED = Text("推断认定，请核对", "guesses: please check")
_GUESS = Text("{file} 认作{unit}：{ground}", "{file} is taken for that of {unit}: {ground}")
_STRANGERS = Text("不在名册上", "not on the roster")
_LIKE = Text("，是否{unit}？", ", is it {unit}?")
_CODES = Text("报告中的统一社会信用代码有误", "wrong credit codes in reports")
_OTHER_CODE = Text(
    "代码与名册（{code}）不同：{own}", "another code than the roster's {code}: {own}"
)
_ROSTER = Text("名册有疑问", "odd in the roster")
_ROUNDS = Text("按文件夹分为 {n} 轮：{names}", "rounds by folder: {n} ({names})")
_FIRST_ROUND = Text("未分轮", "no round")
_UNDATED = Text(
    "{n} 个单位的报告没有写明日期，不能判断是否迟报；--file-times 按文件修改时间判断",
    "reports of {n} organs state no day, so that it cannot be told whether they were late; "
    "--file-times judges by when the file was last written",
)
_OF_YEAR = Text("{year}年度", "report year {year}")
_SAYS = Text("{name}：{said}", "{name}: {said}")


def render(returns: Returns, output: str, language: Language) -> str | bytes:
    """Return a collection in one of `FORMATS`."""
    if output == "json":
        return json.dumps(as_dict(returns, language), ensure_ascii=False, indent=2) + "\n"
    if output == "csv":
        return as_csv(_table(returns, language), language)
    if output == "xlsx":
        return as_workbook([_table(returns, language), _others(returns, language)], language)
    return "\n".join(lines(returns, language))


def lines(returns: Returns, language: Language) -> Iterator[str]:
    """Yield what there is to say, group by group, and last the sum of it."""
    for title, said in _groups(returns):
        if said:
            head = _HEAD.fill(title=title, n=len(said)).of(language)
            yield click.style(head, bold=True)
            yield from (f"  {printable(x.of(language))}" for x in said)
    if in_time := returns.counted("handed_in"):
        names = joined([x.unit.label for x in in_time[:_MOST_NAMED]], LIST)
        more = "…" if len(in_time) > _MOST_NAMED else ""
        line = _SAYS.fill(name=_STATES["handed_in"], said=names)
        yield printable(f"{line.of(language)}{more}")
    if rounds := returns.rounds:
        named = joined((x.name or _FIRST_ROUND for x in rounds), LIST)
        yield printable(_ROUNDS.fill(n=len(rounds), names=named).of(language))
    if returns.undated:
        yield _UNDATED.fill(n=returns.undated).of(language)
    if files := account(returns.files).of(language):
        yield files
    colour = "green" if returns.is_complete else "red"
    yield click.style(summary(returns).of(language), fg=colour, bold=True)


def summary(returns: Returns) -> Text:
    """Return how many units have handed in, and how many have not."""
    counts = [
        _COUNT.fill(state=_STATES[state], n=len(own))
        for state in STATES
        if (own := returns.counted(state)) or state == "handed_in"
    ]
    late = sum(unit.late is not None for unit in returns.units)
    counts += [_COUNT.fill(state=Text("其中迟报", "of these late"), n=late)] if late else []
    stated = _GUESSED_YEAR if returns.is_year_guessed else _YEAR
    year = stated.fill(year=returns.year) if returns.year else ""
    whole = _COMPLETE if returns.is_complete else _INCOMPLETE
    said = _SUMMARY.fill(n=len(returns.units), year=year, counts=joined(counts, COMMA))
    return joined([said, whole])


def _groups(returns: Returns) -> Iterator[tuple[Text, list[Text]]]:
    units = returns.units
    yield _STATES["missing"], [_plain(x.unit.label) for x in returns.counted("missing")]
    for state in ("unreadable", "another_year"):
        found = returns.counted(state)
        yield _STATES[state], [_about(x, joined(map(_file_and_why, x.submissions))) for x in found]
    if returns.deadline:
        late = [_about(x, x.late.ground) for x in units if x.late]
        yield _LATE.fill(deadline=dated(returns.deadline)), late
    beside = [x for x in units if x.others]
    yield _BESIDE, [_about(x, joined(map(_file_and_why, x.others))) for x in beside]
    yield _TWICE, [_about(x, _several(x)) for x in units if x.is_twice]
    yield _OTHER_NAME, [_about(x, _names(x)) for x in units if x.other_names]
    yield _GUESSED, [_guess(x, own) for x in units for own in x.guessed]
    yield _CODES, [_about(x, said) for x in units for said in _codes(x)]
    identifier = Identifier(returns.roster)
    yield _STRANGERS, [_stranger(x, identifier) for x in returns.strangers]
    remarks = returns.roster.remarks
    yield (
        _ROSTER,
        [
            Text(*(f"{place(x.location, y)}: {x.message.of(y)}" for y in ("zh", "en")))
            for x in remarks
        ],
    )


def _plain(text: str) -> Text:
    return Text(text, text)


def _about(unit: UnitReturn, said: Text) -> Text:
    return _SAYS.fill(name=unit.unit.label, said=said)


def _file(submission: Submission) -> str:
    own = PurePath(submission.file).name
    return f"{submission.round.name}/{own}" if submission.round.name else own


def _file_and_why(submission: Submission) -> Text:
    """Return a file, and why it could not be read, else its year."""
    year = _OF_YEAR.fill(year=submission.year) if submission.year else _plain("")
    return Text("{file}（{why}）", "{file} ({why})").fill(
        file=_file(submission), why=submission.reason or year
    )


def _several(unit: UnitReturn) -> Text:
    files = joined(map(_file, unit.latest), LIST)
    differ = _DIFFER.fill(n=unit.differences) if unit.differences else _SAME
    return joined([files, differ], COMMA)


def _names(unit: UnitReturn) -> Text:
    return joined((_STATED.fill(name=name) for name in unit.other_names), COMMA)


def _guess(unit: UnitReturn, own: Submission) -> Text:
    ground = GROUNDS[own.identification.ground] if own.identification else ""
    return _GUESS.fill(file=_file(own), unit=unit.unit.label, ground=ground)


def _codes(unit: UnitReturn) -> Iterator[Text]:
    known = unit.unit.organ.code
    for own in unit.of_the_year:
        if known and own.code and own.code != known:
            yield _OTHER_CODE.fill(code=known, own=own.code)
        elif (wrong := own.code_fault) is not None:
            yield wrong


def _stranger(own: Submission, identifier: Identifier) -> Text:
    """Return a file that is no unit's, and which unit's it is likest to be."""
    said = own.reason or (_plain(own.name) if own.name else _plain("?"))
    likest = identifier.likest(own.plain_name)
    hint = _LIKE.fill(unit=likest.label) if likest else ""
    return Text("{file}：{said}{hint}", "{file}: {said}{hint}").fill(
        file=_file(own), said=said, hint=hint
    )


_NAME = Text("报送情况", "returns")
_HEADINGS = (
    (Text("序号", "no."), 6),
    (Text("机关名称", "organ"), 28),
    (Text("统一社会信用代码", "credit code"), 22),
    (Text("状态", "state"), 10),
    (Text("迟报", "late"), 20),
    (Text("份数", "reports"), 6),
    (Text("轮次", "round"), 12),
    (Text("年度", "year"), 8),
    (Text("报告中的名称", "name in the report"), 28),
    (Text("文件", "files"), 40),
    (Text("认定依据", "taken for its own by"), 18),
    (Text("说明", "remarks"), 44),
)


def _table(returns: Returns, language: Language) -> TextTable:
    rows = [_row(number, unit, returns, language) for number, unit in enumerate(returns.units, 1)]
    return TextTable(_NAME, [x for x, _ in _HEADINGS], [x for _, x in _HEADINGS], rows, 2)


def _row(number: int, unit: UnitReturn, returns: Returns, language: Language) -> Sequence[str]:
    shown = unit.latest or unit.submissions
    grounds = [GROUNDS[x.identification.ground] for x in shown if x.identification]
    texts = (
        str(number),
        unit.unit.name or "",
        unit.unit.code or "",
        _STATES[unit.state],
        unit.late.ground if unit.late else "",
        str(len(shown)),
        _different(x.round.name for x in shown),
        _different(str(x.year) for x in shown if x.year),
        _different(x.name or "" for x in shown),
        _different(x.file for x in shown),
        _different(x.of(language) for x in grounds),
        joined((*_remarks(unit), *_of_roster(unit, returns))),
    )
    return [x.of(language) if isinstance(x, Text) else x for x in texts]


def _different(texts: Iterator[str]) -> str:
    return "\n".join(filter(None, dict.fromkeys(texts)))


def _remarks(unit: UnitReturn) -> Iterator[Text]:
    if unit.state != "handed_in":
        yield from (x.reason for x in unit.submissions if x.reason)
    yield from map(_file_and_why, unit.others)
    if unit.is_twice:
        yield joined([_TWICE, _DIFFER.fill(n=unit.differences) if unit.differences else _SAME])
    yield from (_STATED.fill(name=name) for name in unit.other_names)
    yield from _codes(unit)
    if unit.guessed:
        yield _GUESSED


def _of_roster(unit: UnitReturn, returns: Returns) -> Iterator[Text]:
    """Yield what is odd about the unit in the roster."""
    own = unit.unit.location
    yield from (x.message for x in returns.roster.remarks if x.location == own)


def _others(returns: Returns, language: Language) -> TextTable:
    headings = (Text("文件", "file"), Text("机关名称", "organ"), Text("说明", "remarks"))
    rows = [
        (x.file, x.name or "", x.reason.of(language) if x.reason else "") for x in returns.strangers
    ]
    return TextTable(_STRANGERS, headings, (60, 30, 60), rows)


def as_dict(returns: Returns, language: Language) -> dict[str, Any]:
    """Return a collection as plain values; what is not known is null."""
    return {
        "version": 1,
        "year": returns.year,
        "year_guessed": returns.is_year_guessed,
        "deadline": returns.deadline.isoformat() if returns.deadline else None,
        "complete": returns.is_complete,
        "summary": {
            "units": len(returns.units),
            **{state: len(returns.counted(state)) for state in STATES},
            "late": sum(x.late is not None for x in returns.units),
            "twice": sum(x.is_twice for x in returns.units),
            "under_another_name": sum(bool(x.other_names) for x in returns.units),
            "not_on_roster": len(returns.strangers),
            "undated": returns.undated,
        },
        "units": [_unit(x, language) for x in returns.units],
        "not_on_roster": [_submission(x, language) for x in returns.strangers],
        "files": [x.to_dict(language) for x in returns.files],
        "roster": [
            {**x.location.to_dict(), "message": x.message.of(language)}
            for x in returns.roster.remarks
        ],
    }


def _unit(unit: UnitReturn, language: Language) -> dict[str, Any]:
    return {
        "name": unit.unit.name,
        "code": unit.unit.code,
        "state": unit.state,
        "late": unit.late.day.isoformat() if unit.late else None,
        "late_by": unit.late.ground.of(language) if unit.late else None,
        "twice": unit.is_twice,
        "differing_cells": unit.differences,
        "other_names": list(unit.other_names),
        "submissions": [_submission(x, language) for x in unit.submissions],
    }


def _submission(own: Submission, language: Language) -> dict[str, Any]:
    found = own.identification
    return {
        "file": own.file,
        "round": own.round.name or None,
        "organ": own.name,
        "code": own.code,
        "year": own.year,
        "published": own.published.isoformat() if own.published else None,
        "identified_by": found.ground if found else None,
        "guessed": bool(found and found.is_guess),
        "reason": own.reason.of(language) if own.reason else None,
    }
