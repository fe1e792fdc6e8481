"""Family O: what reports of different organs have in common, and versions of one report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import PurePath

from reportlint.findings import Finding, ProseCopy
from reportlint.form.schema import forms
from reportlint.language import LIST, Text, joined
from reportlint.location import Location
from reportlint.number import written
from reportlint.peers import Peer, Peers, is_one_under_two_names, same_numbers, same_prose, versions
from reportlint.rules.copying import CopiedText, copied, stretches
from reportlint.rules.evidence import Evidence
from reportlint.rules.rule import PeerRule, Rule


def among(rules: Sequence[Rule], peers: Peers) -> Iterator[tuple[int, Finding]]:
    """Yield what rules find among the reports of each year, with the place of each's report."""
    own = [rule for rule in rules if isinstance(rule, PeerRule)]
    for of_year in peers.years() if own else ():
        for rule in own:
            yield from rule.find(rule, of_year)


_NOTICE = Text("{notices}（内容雷同）", "{notices}, which names reports that are all alike")
_COPIED_SHARE = 0.6
_COPIED_LENGTH = 120
_MOST_NAMED = 3
_MOST_COMPARED = 12


def _copied_from_peer(rule: Rule, peers: list[Peer]) -> Iterator[tuple[int, Finding]]:
    for peer, alike in same_prose(peers, _is_copy):
        if others := [x for x in alike if not is_one_under_two_names(peer, x)]:
            copy = _copy(peer, others[0])
            found = rule.finding(
                copy.runs[0].location if copy.runs else _file(peer),
                related=tuple(_of_copy(x, peer) for x in others[:_MOST_NAMED]),
                n=len(others),
                names=_named(others),
                share=f"{100 * copy.share:.0f}",
            )
            yield peer.index, replace(found, copies=tuple(_prose_copies(peer, others)))


def _prose_copies(peer: Peer, others: Sequence[Peer]) -> Iterator[ProseCopy]:
    """Yield the reports that share the prose, of the first with both texts."""
    for other in others[:_MOST_COMPARED]:
        if other.report.file is None:
            continue
        share = (
            1.0
            if other.signature.text_hash == peer.signature.text_hash
            else _copy(peer, other).share
        )
        if other is others[0]:
            own, theirs = peer.passages(), other.passages()
            yield ProseCopy(
                other.report.file, share, stretches(own, theirs), stretches(theirs, own)
            )
        else:
            yield ProseCopy(other.report.file, share)


def _is_copy(one: Peer, other: Peer) -> bool:
    """Whether most sentences of the shorter prose stand in the other."""
    shares = (_copy(one, other), _copy(other, one))
    return any(x.share >= _COPIED_SHARE and x.length >= _COPIED_LENGTH for x in shares)


@lru_cache(maxsize=10_000)
def _copy(one: Peer, other: Peer) -> CopiedText:
    return copied(one.passages(), other.passages())


def _of_copy(peer: Peer, other: Peer) -> Location:
    """Return where a report says what another says too."""
    runs = _copy(peer, other).runs
    return (runs[0].location if runs else None) or Location(peer.report.file or peer.name)


def _files(peers: Sequence[Peer]) -> tuple[Location, ...]:
    return tuple(place for peer in peers[:_MOST_NAMED] if (place := _file(peer)))


def _file(peer: Peer) -> Location | None:
    return Location(peer.report.file) if peer.report.file else None


def _named(peers: Sequence[Peer]) -> Text:
    """Return the names of three at most, and whether there are more."""
    names = joined((f"{peer.name}" for peer in peers[:_MOST_NAMED]), LIST)
    more = Text("等", " and others") if peers[_MOST_NAMED:] else Text("", "")
    return Text("{names}{more}", "{names}{more}").fill(names=names, more=more)


COPIED_FROM_PEER = PeerRule(
    code="O101",
    name="copied-from-peer",
    evidence=Evidence.LIKENESS,
    title=Text("文字与其他机关的报告雷同", "The prose is another organ's"),
    message=Text(
        "第一、第五部分的文字有 {share}% 与{names}的报告相同（共 {n} 份）；请据实撰写",
        "{share}% of sections one and five stand in the report of {names} (reports: {n}): write "
        "your own",
    ),
    explanation=Text(
        "同一年度、不同机关的报告按句比较，年份和数字不计：六成以上、且至少 120 字相同才提示。很多"
        "机关共用的套话不作为线索。一份文件一条，至多列出三个机关。",
        "Reports of different organs of one year are compared by sentence, years and numbers "
        "aside: said where three fifths, and 120 characters at least, are the same. Phrases that "
        "many organs share are no clue. One finding a file names three organs at most.",
    ),
    basis=_NOTICE,
    find=_copied_from_peer,
)


# So many numbers, totals aside, are not the same in two organs by chance.
_FEWEST_NUMBERS = 8


def _same_tables(rule: Rule, peers: list[Peer]) -> Iterator[tuple[int, Finding]]:
    for peer, alike in same_numbers(peers, _FEWEST_NUMBERS):
        if others := [x for x in alike if not is_one_under_two_names(peer, x)]:
            place = next(iter(peer.places().values()), _file(peer))
            yield (
                peer.index,
                rule.finding(
                    place,
                    related=_files(others),
                    n=len(others),
                    names=_named(others),
                ),
            )


SAME_TABLES = PeerRule(
    code="O102",
    name="same-tables",
    evidence=Evidence.LIKENESS,
    title=Text("各表数字与其他机关完全相同", "All numbers are another organ's"),
    message=Text(
        "三张表中不为 0 的数与{names}的报告完全相同（共 {n} 份）；请核对是否误用了其他机关的表格",
        "all numbers that are not 0 are those of {names} (reports: {n}): were another organ's "
        "tables taken?",
    ),
    explanation=Text(
        "不为 0 的格全部相同，而且除总计外至少有 8 格，不会是巧合。几乎全是 0 的表不比较。",
        "Where all cells that are not 0 are the same, and there are 8 of them at least, totals "
        "aside, it is no accident. Tables that are nearly all 0 are not compared.",
    ),
    basis=_NOTICE,
    find=_same_tables,
)


_MOST_CELLS = 5
_DIFFERENCE = Text("{cell} {own}／{theirs}", "{cell} {own} / {theirs}")


def _versions(rule: Rule, peers: list[Peer]) -> Iterator[tuple[int, Finding]]:
    for peer, other, cells in versions(peers):
        form = forms()[str(peer.report.edition)]
        shown = [
            _DIFFERENCE.fill(cell=form.cells[key].text, own=written(own), theirs=written(theirs))
            for key, (own, theirs) in list(cells.items())[:_MOST_CELLS]
        ]
        more = Text("等", " and more") if len(cells) > _MOST_CELLS else ""
        places = peer.places()
        yield (
            peer.index,
            rule.finding(
                next((places[key] for key in cells if key in places), _file(peer)),
                tuple(cells),
                related=_files([other]),
                other=PurePath(other.report.file or other.name).name,
                n=len(cells),
                cells_differing=joined(shown),
                more=more,
            ),
        )


VERSIONS_DIFFER = PeerRule(
    code="O103",
    name="versions-differ",
    evidence=Evidence.CONTRADICTION,
    title=Text("同一机关同一年度有两份不同的报告", "Two versions of one report"),
    message=Text(
        "与同一机关同一年度的另一份报告（{other}）有 {n} 格不同（本份／另一份）："
        "{cells_differing}{more}；请核对，只保留一份",
        "another report of the same organ and year ({other}) differs in {n} cells (this one / "
        "the other): {cells_differing}{more}; keep one",
    ),
    explanation=Text(
        "同一机关、同一年度的两份报告数字不同，只能有一份是公布的版本；请核对并只保留一份。数字写作“本份／"
        "另一份”。",
        "Two reports of one organ and year state different numbers; only one of them can be what "
        "is published. Numbers are given as “this one / the other”.",
    ),
    basis=Text("《政府信息公开条例》第四十九条", "Regulation, article 49"),
    find=_versions,
)


def _two_names(rule: Rule, peers: list[Peer]) -> Iterator[tuple[int, Finding]]:
    alike: dict[int, list[Peer]] = {p.index: o for p, o in same_numbers(peers, _FEWEST_NUMBERS)}
    coded: dict[str, list[Peer]] = {}
    for peer in peers:
        if peer.report.code:
            coded.setdefault(peer.report.code, []).append(peer)
    for peer in peers:
        candidates = [*alike.get(peer.index, ()), *coded.get(peer.report.code or "", ())]
        others = list(dict.fromkeys(x for x in candidates if is_one_under_two_names(peer, x)))
        if others:
            yield (
                peer.index,
                rule.finding(
                    _file(peer),
                    related=_files(others),
                    own=peer.name,
                    names=_named(others),
                ),
            )


TWO_NAMES = PeerRule(
    code="O104",
    name="two-names",
    evidence=Evidence.PATTERN,
    title=Text("同一机关用了两个名称", "One organ under two names"),
    message=Text(
        "“{own}”与“{names}”像是同一机关，报告重复；请统一名称，只保留一份",
        "{own} and {names} seem to be one organ, whose report is there twice: use one name, and "
        "keep one report",
    ),
    explanation=Text(
        "统一社会信用代码相同而名称不同，或者名称只差前面的地名而三张表完全相同。",
        "One code under two names, or two names that differ by the place before them and have the "
        "same tables.",
    ),
    basis=Text("《政府信息公开条例》第四十九条", "Regulation, article 49"),
    find=_two_names,
)
