"""Shares and changes: numbers that are of one said before."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from reportlint.narrative import scope
from reportlint.narrative.counts import Counts
from reportlint.narrative.discourse import Claim, Discourse, Sense
from reportlint.narrative.quantities import (
    CASES,
    Clause,
    ProseParagraph,
    Quantity,
)
from reportlint.narrative.sentences import Span

_ALL = re.compile(r"(?:且|并|法院|复议机关)?(?:均|都|全部|全)(?:为|是|系|属于|来自|由)?")
_SHARE = re.compile(r"占|比例|比重|比|率为")
_OF_WHOLE = re.compile(r"[占比例重总全部率约件量]")


@dataclass(frozen=True)
class Proportions:
    """Binds numbers that are of one bound before."""

    counts: Counts
    year: int

    def share(self, discourse: Discourse, quantity: Quantity) -> Claim | None:
        """Return a percentage of what its clause names, or of the number just before it."""
        paragraph = discourse.paragraph
        elsewhere = discourse.other_year or discourse.narrowed
        if discourse.last and not elsewhere and self._is_bracketed(paragraph, quantity):
            return replace(discourse.last, quantity=quantity, sense="share")
        split = _SHARE.search(paragraph.text, quantity.before.start, quantity.before.end)
        if split is None or quantity.numeral.rounded or elsewhere:
            return None
        words = paragraph.words_in(Span(quantity.before.start, split.start()))
        reference = self.counts.interpreter.reference([word.text for word in words])
        rest = _OF_WHOLE.sub("", paragraph.unknown_in(quantity.before))
        rest += paragraph.unknown_in(quantity.after)
        if rest or reference is None or quantity.attached:
            return None
        if not (reference.nodes or reference.columns):
            last = discourse.last
            return replace(last, quantity=quantity, sense="share") if last else None
        nodes = reference.nodes or discourse.antecedent()
        if not nodes and discourse.topic and discourse.counted and not discourse.doubtful:
            nodes = self.counts.interpreter.general
        if not nodes or (reference.nodes and not self.counts.is_clear(discourse, quantity, nodes)):
            return None
        columns = reference.columns
        found = self.counts.interpreter.interpretations(nodes, columns, tuple(discourse.columns))
        sentence = discourse.sentence
        claim = Claim(paragraph, sentence, quantity, found, nodes, columns, "share")
        return claim if found else None

    def _is_bracketed(self, paragraph: ProseParagraph, quantity: Quantity) -> bool:
        """Whether a percentage stands alone in brackets, straight after a number."""
        start, end = quantity.clause.start, quantity.clause.end
        alone = (start, end) == (quantity.span.start, quantity.span.end)
        return alone and paragraph.text[start - 1 : start] in ("（", "(")

    def change(self, discourse: Discourse, quantity: Quantity) -> Claim | None:
        """Return what a number says of last year, of the number of this year just before it."""
        subject, text = discourse.subject, discourse.said(quantity.before)
        if subject is None or quantity.attached or quantity.numeral.rounded:
            return None
        start = scope.than_last_year(text, self.year)
        if start is not None and quantity.unit in CASES:
            return replace(subject, quantity=quantity, sense="was")
        change = scope.change(text, self.year)
        if change is None or not (change.stated or discourse.changing):
            return None
        before = quantity.before.start
        if discourse.paragraph.unknown_in(Span(before, before + change.before)):
            return None
        sense: Sense = "growth" if quantity.unit == "%" else "difference"
        if sense == "difference" and quantity.unit not in CASES:
            return None
        return replace(subject, quantity=quantity, sense=sense, fewer=change.fewer)

    def shared(self, discourse: Discourse, clause: Clause) -> Claim | None:
        """Return what a clause says of all that was counted just before it: 3件，均予以公开."""
        subject, paragraph = discourse.subject, discourse.paragraph
        if subject is None or clause.quantities or clause.absences or discourse.narrowed:
            return None
        between = paragraph.text[subject.quantity.span.end : clause.span.start]
        said = _ALL.match(paragraph.text, clause.span.start, clause.span.end)
        if between not in ("，", "（") or said is None:
            return None
        rest = Span(said.end(), clause.span.end)
        known = self.counts.interpreter.reference([word.text for word in paragraph.words_in(rest)])
        if known is None or paragraph.unknown_in(rest) or not (known.nodes or known.columns):
            return None
        nodes, columns = known.nodes or subject.nodes, (*subject.columns, *known.columns)
        parts = not known.nodes or (
            not subject.columns
            and not any(map(self.counts.interpreter.is_general, nodes))
            and self.counts.is_part_of(nodes, subject.nodes)
        )
        found = self.counts.interpreter.interpretations(nodes, columns) if parts else ()
        quantity = replace(subject.quantity, span=clause.span, clause=clause.span)
        claim = replace(subject, quantity=quantity, interpretations=found)
        return replace(claim, nodes=nodes, columns=columns) if found else None
