"""What the linter says of a sentence beside tables that agree with it, and beside others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from random import Random

from benchmarks.prose.corpus import Claim, Sentence
from benchmarks.prose.tables import agreeing
from reportlint.findings import Finding
from reportlint.form.structure import PREVIOUS
from reportlint.linter import check
from reportlint.number import Number
from reportlint.report import Report
from reportlint.solving import UndecidedError

_ON_REQUESTS, _ON_DISCLOSURE = "（二）依申请公开。", "（一）主动公开。"
_TABLES = 3
_NUMBER = re.compile(r"[0-9]+(?=[^0-9年月日.%])")


@dataclass
class Tally:
    """Counts of a family: its claims, beside each of their tables, and the sentences accused."""

    sentences: int = 0
    claims: int = 0
    found: int = 0
    alarms: int = 0
    missed: list[str] = field(default_factory=list)
    false: list[str] = field(default_factory=list)
    impossible: list[str] = field(default_factory=list)


def study(sentences: list[Sentence], seed: int) -> dict[str, Tally]:
    """Judge every sentence beside several tables; return the counts by family."""
    tallies: dict[str, Tally] = {}
    for number, sentence in enumerate(sentences):
        tally = tallies.setdefault(sentence.family, Tally())
        tally.sentences += 1
        for turn in range(_TABLES):
            try:
                report, last = agreeing(sentence, Random(f"{seed} {number} {turn}"))
            except (ValueError, UndecidedError):
                tally.impossible.append(sentence.text)
                break
            before = last if sentence.is_about_last_year else None
            for heading in _headings(sentence):
                alarms = [x.message.zh for x in findings(_under(report, sentence, heading), before)]
                tally.false += [f"{sentence.text}: {alarm}" for alarm in alarms]
            _judge(sentence, _under(report, sentence, _headings(sentence)[0]), before, tally)
        tally.alarms = len({text.partition(":")[0] for text in tally.false})
    return tallies


def findings(report: Report, before: Report | None) -> list[Finding]:
    """Return the N findings of a report beside last year's, where the sentence is about that."""
    return list(check(report, select=["N"], previous=before or ()))


def _headings(sentence: Sentence) -> tuple[str, ...]:
    """Return what the sentence may stand under; a silent one says nothing whatever it is."""
    if sentence.section != "overview":
        return ("",)
    if not sentence.claims:
        return (_ON_REQUESTS, _ON_DISCLOSURE)
    keys = [key.removeprefix(PREVIOUS) for x in sentence.claims for key in (*x.part, *x.whole)]
    return (_ON_REQUESTS if any(map(_is_of_requests, keys)) else _ON_DISCLOSURE,)


def _is_of_requests(key: str) -> bool:
    return key.startswith(("requests.", "review."))


def _under(report: Report, sentence: Sentence, heading: str) -> Report:
    return _saying(report, sentence, f"{heading}{sentence.text}")


def _saying(report: Report, sentence: Sentence, text: str) -> Report:
    return replace(report, data={**report.data, "narrative": {sentence.section: text}})


def _judge(sentence: Sentence, report: Report, before: Report | None, tally: Tally) -> None:
    text = report.data["narrative"][sentence.section]
    for claim in sentence.claims:
        if not claim.part and _misprinted(text, claim) == text:
            continue  # of the text alone, and not written in digits
        tally.claims += 1
        altered = _wrong(sentence, claim, report, before)
        if any(_names(finding, claim) for finding in findings(*altered)):
            tally.found += 1
        else:
            tally.missed.append(f"{sentence.text}: {' + '.join(claim.part)} {claim.text}")


def _names(finding: Finding, claim: Claim) -> bool:
    """Whether a finding is about a claim: one of its cells, or a number of the text only."""
    own = {key.removeprefix(PREVIOUS) for key in (*claim.part, *claim.whole)}
    return not own or bool(own & {key.removeprefix(PREVIOUS) for key in finding.cells})


def _wrong(
    sentence: Sentence, claim: Claim, report: Report, before: Report | None
) -> tuple[Report, Report | None]:
    """Return the reports with one cell wrong by one, or with one digit of the text wrong."""
    if claim.relation != "is":
        text = report.data["narrative"][sentence.section]
        changed = _misprinted(text, claim)
        if changed != text:
            return _saying(report, sentence, changed), before
    key = claim.part[0]
    step = 1 if claim.relation == "is" else _tenth(claim, report)
    if before is not None and key.startswith(PREVIOUS):
        return report, _raised(before, key.removeprefix(PREVIOUS), step)
    return _raised(report, key, step), before


def _misprinted(text: str, claim: Claim) -> str:
    """Return a text with the last digit of the claim's number wrong."""
    written = claim.text.strip("+-%")
    percent = "%" if claim.text.endswith("%") else ""
    number = Decimal(written)
    # A part that is one too many, or a whole that is one too few, cannot be; a list may be short.
    is_whole = claim.relation == "text" and number == max(map(Decimal, _NUMBER.findall(text)))
    far = claim.step * (5 if percent else -1 if is_whole else 1)
    other = number - far if number - far > 0 and percent and number + far > 100 else number + far
    pattern = rf"(?<![0-9.]){re.escape(written + percent)}(?![0-9.])"
    places = [*re.finditer(pattern, text)]
    if not places:
        return text
    start, end = places[0 if claim.relation == "text" else -1].span()
    return f"{text[:start]}{other}{percent}{text[end:]}"


def _tenth(claim: Claim, report: Report) -> int:
    whole = sum(report.value(key.removeprefix(PREVIOUS)) or 0 for key in claim.whole)
    return int(whole) // 10 + 1


def _raised(report: Report, key: str, by: int) -> Report:
    number: Number = (report.value(key) or 0) + by
    return report.with_cells({key: number})


def totals(tallies: dict[str, Tally]) -> Tally:
    """Return the counts of all families together."""
    every = tallies.values()
    return Tally(
        sum(tally.sentences for tally in every),
        sum(tally.claims for tally in every),
        sum(tally.found for tally in every),
        sum(tally.alarms for tally in every),
    )


def lines(tallies: dict[str, Tally]) -> Iterator[tuple[object, ...]]:
    """Yield the fields of a table: family, sentences, claims, found, recall, false alarms."""
    for family, tally in (*tallies.items(), ("**all**", totals(tallies))):
        recall = f"{100 * tally.found / tally.claims:.1f}%" if tally.claims else "–"
        yield family, tally.sentences, tally.claims, tally.found, recall, tally.alarms
