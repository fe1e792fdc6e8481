"""What findings rest on, which makes their severity."""

from __future__ import annotations

from enum import Enum

from reportlint.findings import Severity
from reportlint.language import Text


class Evidence(Enum):
    """What a rule's findings rest on: that makes their severity, and `why` says so."""

    CERTAIN = (
        "error",
        Text(
            "格式规定的勾稽关系、限制或必填内容不成立，不论实际情况如何，必有一处填错",
            "it breaks a sum, a limit or a part that the form requires: whatever the facts are, "
            "something was filled in wrongly",
        ),
    )
    UNREAD = (
        "error",
        Text(
            "有内容没有读取，或不能确定应取哪一个，不改正就无法核对",
            "something was not read, or cannot be told from something else: until it is mended it "
            "cannot be checked",
        ),
    )
    REQUIREMENT = (
        "warning",
        Text(
            "法规、格式或自行设定的期限有明确要求，但报告没有写到的情况可能另有理由",
            "the law, the form or a day that was set requires it, but there may be reasons that "
            "the report does not state",
        ),
    )
    CONTRADICTION = (
        "warning",
        Text(
            "两处说法不能同时成立，但不能确定错在哪一处，或是否说的是同一件事",
            "two statements cannot both be true, but it is not certain which is wrong, or that "
            "they are about the same",
        ),
    )
    LIKENESS = (
        "warning",
        Text(
            "从数字或文字的样子看，几乎可以肯定是误填或照搬，但仍是推断",
            "the numbers or words look mistyped or taken over, which is hardly chance, but is "
            "inferred",
        ),
    )
    FORMALITY = (
        "note",
        Text(
            "数和内容已经读懂，只是写法与格式不一致",
            "what is meant was understood; only the way it is written is not the form's",
        ),
    )
    PATTERN = (
        "note",
        Text(
            "按通常的数值和用词推断，属实的可以不改",
            "it is inferred from usual numbers and words, and may be right as it is",
        ),
    )
    COVERAGE = (
        "note",
        Text(
            "报告不一定有错，只是说明哪些没有核对，或哪些设置已不起作用",
            "the report may be right; it is said what was not checked, or which setting no longer "
            "does anything",
        ),
    )

    def __init__(self, severity: Severity, why: Text) -> None:
        self.severity = severity
        self.why = why
