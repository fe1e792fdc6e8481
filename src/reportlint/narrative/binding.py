"""Through a paragraph, sentence by sentence: the claims that its numbers make."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from reportlint.narrative import scope, wholes
from reportlint.narrative.counts import Counts
from reportlint.narrative.discourse import Claim, Discourse
from reportlint.narrative.lexicon import Interpreter, Lexicon
from reportlint.narrative.proportions import Proportions
from reportlint.narrative.quantities import (
    Clause,
    ProseParagraph,
    Quantity,
)
from reportlint.narrative.sentences import Span, is_heading
from reportlint.narrative.topics import Topics
from reportlint.spelling import is_numbered


@dataclass(frozen=True)
class Binder:
    """Binds the numbers of a report of one form and year, paragraph by paragraph."""

    interpreter: Interpreter
    year: int

    @property
    def _lexicon(self) -> Lexicon:
        return self.interpreter.lexicon

    @cached_property
    def _topics(self) -> Topics:
        return Topics(self.interpreter, self.year)

    @cached_property
    def _counts(self) -> Counts:
        return Counts(self.interpreter)

    @cached_property
    def _proportions(self) -> Proportions:
        return Proportions(self._counts, self.year)

    def heading(self, paragraph: ProseParagraph) -> frozenset[str]:
        """Return the words for applications and their review in a heading, alone or in front."""
        text = paragraph.text
        span = paragraph.sentences[0].span if is_numbered(text) else Span(0, len(text))
        if not is_heading(text[span.start : span.end]):
            return frozenset()
        return self._lexicon.topics & {word.text for word in paragraph.words_in(span)}

    def bind(
        self, paragraph: ProseParagraph, heading: frozenset[str] | None, *, broken: bool
    ) -> Iterator[Claim]:
        """Yield the bound numbers of a paragraph; `broken`: it continues another's sentence.

        Where no heading tells of what it is about, it is about applications as the document is.
        """
        if not paragraph.counts:
            return
        counted = heading is None or any(word in self._lexicon.nouns for word in heading)
        topic = heading is None or bool(heading)
        discourse = Discourse(paragraph, paragraph.sentences[0], topic, counted)
        discourse.assumed = heading is None
        for sentence in paragraph.sentences:
            discourse.begin(sentence)
            discourse.narrowed = discourse.narrowed or broken
            broken = False
            claims = self._in_sentence(discourse)
            yield from wholes.balanced(self.interpreter, claims)

    def _in_sentence(self, discourse: Discourse) -> Iterator[Claim]:
        text = discourse.paragraph.text
        outer: list[Discourse] = []
        outside, listing = (discourse.narrowed, discourse.doubtful), False
        labels = {quantity.before.end for quantity in discourse.sentence.quantities}
        for clause in discourse.sentence.clauses:
            if not clause.quantities and text[clause.span.start : clause.span.end]:
                discourse.last = None
            mark = text[clause.span.start - 1 : clause.span.start]
            if mark in ("（", "("):
                outer.append(replace(discourse, antecedents=[*discourse.antecedents]))
            elif mark in ("）", ")") and outer:
                vars(discourse).update(vars(outer.pop()))
            elif mark in ("；", ";"):
                # What is said of the parts ends with their list.
                (discourse.narrowed, discourse.doubtful), listing = outside, False
            self._topics.note(discourse, clause, is_label=clause.span.end in labels)
            yield from self._in_clause(discourse, clause)
            listing = listing or text.startswith("其中", clause.span.start)
            if not listing and not outer:
                outside = discourse.narrowed, discourse.doubtful

    def _in_clause(self, discourse: Discourse, clause: Clause) -> Iterator[Claim]:
        text, before = discourse.paragraph.text, discourse.whole
        if text.startswith("其中", clause.span.start) and self._has_parts(discourse, clause):
            discourse.whole = discourse.antecedents[-1]
        for quantity in clause.quantities:
            claim = self._claim(discourse, quantity)
            if claim is not None:
                yield claim
            discourse.take(claim, quantity)
            if text.startswith(("中", "里"), quantity.span.end) and discourse.antecedents:
                before = discourse.whole = discourse.antecedents[-1]
        discourse.whole = before
        if (shared := self._proportions.shared(discourse, clause)) is not None:
            yield shared
        for quantity in clause.absences:
            claim = self._claim(discourse, quantity)
            if claim is not None:
                yield claim

    def _has_parts(self, discourse: Discourse, clause: Clause) -> bool:
        """Whether the last number is that of which a clause tells parts: none is larger than it."""
        subject, given = discourse.subject, clause.quantities
        larger = subject and given and given[0].numeral.value > subject.quantity.numeral.value
        return bool(discourse.antecedents) and not larger

    def _claim(self, discourse: Discourse, quantity: Quantity) -> Claim | None:
        """Return what a number claims; what cannot be told leaves doubt."""
        change = self._proportions.change(discourse, quantity)
        discourse.changing = change is not None
        if change is not None or quantity.unit == "%":
            return change or self._proportions.share(discourse, quantity)
        if discourse.was and scope.changes_to(discourse.said(quantity.before)):
            return replace(discourse.was, quantity=quantity, sense="is")
        start = scope.from_last_year(discourse.said(quantity.before), self.year)
        if start is not None:
            before = Span(quantity.before.start, quantity.before.start + start)
            after = Span(quantity.span.end, quantity.span.end)
            since = replace(quantity, before=before, after=after, attached=False)
            discourse.was = self._counts.bound(discourse, since, "was")
            return discourse.was
        return self._counts.bound(discourse, quantity, "was" if discourse.last_year else "is")
