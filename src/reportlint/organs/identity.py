"""Which organ a report is of, and whether two reports are of the same one."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from reportlint.report import Report

_SPACE = re.compile(r"\s+")


class Organ(NamedTuple):
    """What a report states of its organ, without spaces and in one width."""

    code: str | None
    name: str | None


def organ_key(report: Report) -> Organ:
    """Return the code and the name of the reporting organ; None where it states none.

    >>> organ_key(Report.from_dict({"agency": {"name": "云溪 街道办事处（本级）"}}))
    Organ(code=None, name='云溪街道办事处(本级)')
    """
    agency = report.data.get("agency")
    stated = agency if isinstance(agency, dict) else {}
    return Organ(_plain(stated.get("code")), _plain(stated.get("name")))


def same_organ(one: Report, other: Report) -> bool:
    """Whether both are of one organ: by code where both state one, else by name.

    >>> def of(**agency): return Report.from_dict({"agency": agency})
    >>> same_organ(of(name="云溪街道办事处"), of(name="云溪街道 办事处"))
    True
    >>> same_organ(of(name="教育局", code="1"), of(name="教育局", code="2")), same_organ(of(), of())
    (False, False)
    """
    a, b = organ_key(one), organ_key(other)
    if a.code and b.code:
        return a.code == b.code
    return a.name is not None and a.name == b.name


def _plain(stated: object) -> str | None:
    if not isinstance(stated, str | int) or isinstance(stated, bool):
        return None
    return _SPACE.sub("", unicodedata.normalize("NFKC", str(stated))).upper() or None
