"""Shares and changes: numbers that are of one said before."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import NamedTuple

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

_ALL = re.compile(
    r"(?:且|并|(?:答复|办理)?结果|法院|复议机关|申请(?:人|主体))?(?:均|都|全部|全)"
    r"(?:为|是|系|属于|来自|由|获)?"
)
_ONE = re.compile(
    r"(?:且|并)?(?:经|已)?(?:审理后|审理|法院|复议机关)?(?:判决|决定|裁定)?"
    rf"(?:{_ALL.pattern})?"
)
_SHARE = re.compile(r"占|比例|比重|比|率为")
_THESE = re.compile(
    r"(?:以上|上述)?(?:(?P<two>[二两](?:者|项|类))|三(?:者|项|类))"
    r"(?:合计|共计|总计|一?共)?占(?:比|总[数量]的)?(?:为|达)?"
)
_OF_WHOLE = re.compile(r"[占比例重总全部率约件量]")


class Proportions(NamedTuple):
    """Binds numbers that are of one bound before."""

    counts: Counts
    year: int

    def share(self, discourse: Discourse, quantity: Quantity) -> Claim | None:
        """Return a percentage of what its clause names, or of the number just before it."""
        paragraph = discourse.paragraph
        elsewhere = discourse.other_year or discourse.narrowed
        if elsewhere or quantity.numeral.rounded:
            return None
        if discourse.last and self._is_bracketed(paragraph, quantity):
            return replace(discourse.last, quantity=quantity, sense="share")
        return self._these(discourse, quantity) or self._of_named(discourse, quantity)

    def _of_named(self, discourse: Discourse, quantity: Quantity) -> Claim | None:
        """Return the share of what stands before the words for a share: 予以公开占35%."""
        paragraph, before = discourse.paragraph, quantity.before
        words = paragraph.words_in(before)
        if scope.is_about_time(discourse.said(before)):
            return None
        split = _SHARE.search(paragraph.text, before.start, before.end)
        if split is not None:
            words = paragraph.words_in(Span(before.start, split.start()))
        elif not words or not words[-1].text.endswith("率"):
            return None
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

    def _these(self, discourse: Discourse, quantity: Quantity) -> Claim | None:
        """Return the share of the last two or three numbers together: 二者合计占52%."""
        said = _THESE.fullmatch(discourse.said(quantity.before))
        if said is None:
            return None
        count = 2 if said["two"] else 3
        claims = discourse.counts[-count:]
        if len(claims) < count or any(len(x.nodes) > 1 for x in claims):
            return None
        cells = [cell for claim in claims for cell in claim.interpretations[0].cells]
        nodes = tuple(dict.fromkeys(node for claim in claims for node in claim.nodes))
        found = (self.counts.interpreter.sum_of(nodes, cells),)
        return replace(claims[-1], quantity=quantity, interpretations=found, sense="share")

    def _is_bracketed(self, paragraph: ProseParagraph, quantity: Quantity) -> bool:
        """Whether a percentage stands alone in brackets, straight after a number."""
        start, end = quantity.clause.start, quantity.clause.end
        alone = (start, end) == (quantity.span.start, quantity.span.end)
        return alone and paragraph.text[start - 1 : start] in ("（", "(")

    def change(self, discourse: Discourse, quantity: Quantity) -> Claim | None:
        """Return what a number says of last year, of the number of this year just before it.

        Where the words before the change name something, it is of that.
        """
        subject, aside = discourse.subject, discourse.before_aside(quantity)
        text = aside + discourse.said(quantity.before)
        start = scope.than_last_year(text, self.year)
        exact = not quantity.numeral.rounded
        if start is not None and subject and quantity.unit in CASES:
            return replace(subject, quantity=quantity, sense="was") if exact else None
        change = scope.change(text, self.year) if exact else None
        going_on = discourse.changing or (discourse.compared and not quantity.attached)
        if change is None or not (going_on or (change.stated and not quantity.attached)):
            return None
        before = quantity.before.start
        lead = Span(before, before + max(change.before - len(aside), 0))
        subject = self._changed(discourse, quantity, lead) or subject
        if subject is None or discourse.paragraph.unknown_in(lead):
            return None
        sense: Sense = "growth" if quantity.unit == "%" else "difference"
        if sense == "difference" and quantity.unit not in CASES:
            return None
        return replace(subject, quantity=quantity, sense=sense, fewer=change.fewer)

    def _changed(self, discourse: Discourse, quantity: Quantity, lead: Span) -> Claim | None:
        """Return what the words before a change name: 予以公开较上年增加3件."""
        interpreter, paragraph = self.counts.interpreter, discourse.paragraph
        words = [word.text for word in paragraph.words_in(lead)]
        known = interpreter.reference(words)
        if known is None:
            return None
        named = any(word in interpreter.lexicon.nouns for word in words)
        nodes = known.nodes or (interpreter.general if named and not discourse.subject else ())
        if not nodes or not self.counts.is_clear(discourse, quantity, nodes):
            return None
        found = interpreter.interpretations(nodes, known.columns, (), known.words)
        own = Claim(paragraph, discourse.sentence, quantity, found, nodes, known.columns)
        return own if found else None

    def shared(self, discourse: Discourse, clause: Clause) -> Claim | None:
        """Return what a clause says of all that was counted just before it: 3件，均予以公开."""
        subject, paragraph = discourse.subject, discourse.paragraph
        if subject is None or clause.quantities or clause.absences or discourse.narrowed:
            return None
        if scope.is_level(discourse.said(clause.span), self.year):
            return replace(subject, sense="was")
        between = paragraph.text[subject.quantity.span.end : clause.span.start]
        all_of_it = _ONE if subject.quantity.numeral.value == 1 else _ALL
        said = all_of_it.match(paragraph.text, clause.span.start, clause.span.end)
        if between not in ("，", "（") or said is None:
            return None
        rest = Span(said.end(), clause.span.end)
        known = self.counts.interpreter.reference([word.text for word in paragraph.words_in(rest)])
        if known is None or paragraph.unknown_in(rest) or not (known.nodes or known.columns):
            return None
        if known.nodes and known.nodes[0].partition(".")[0] != subject.nodes[0].partition(".")[0]:
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
