"""A claim that a number makes, and what a paragraph has said so far that bears on the next one."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from reportlint.narrative import scope
from reportlint.narrative.lexicon import Interpretation, Reference
from reportlint.narrative.quantities import EVENTS, ProseParagraph, Quantity, Sentence
from reportlint.narrative.sentences import Span

Sense = Literal["is", "share", "was", "difference", "growth"]
"""What a number is of its cells: their sum, a percentage of another sum, their sum last year, or by
how much or how many percent that has changed.
"""


@dataclass(frozen=True)
class Claim:
    """A number that the prose gives for one of several sums of cells.

    `nodes` are the rows or groups that it is about, `columns` the words for columns.
    """

    paragraph: ProseParagraph
    sentence: Sentence
    quantity: Quantity
    interpretations: tuple[Interpretation, ...]
    nodes: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    sense: Sense = "is"
    fewer: bool = False

    @property
    def is_share(self) -> bool:
        """Whether it is a percentage of the sums, and not the sums themselves."""
        return self.sense == "share"

    @property
    def is_change(self) -> bool:
        """Whether it is about last year too."""
        return self.sense in ("was", "difference", "growth")


@dataclass
class Discourse:
    """What a paragraph has said so far, and what it leaves in doubt.

    The paragraph: `topic`, it is about applications or about review of their handling (`assumed`:
    because nothing has said what else); `counted`, applications were the last thing named that can
    be counted (`foreign`: something else was); `doubtful`, a number was not understood, so that a
    list may be of its parts; `other_year`, it is about another year (`ahead`: one to come).

    The sentence: `reviewing`, it has said that it is about review; `narrowed`, it is about a part
    only; `attributes`, it counts documents by attribute; `aside`, it compares; `listing`, columns
    are being listed; `last_year`, its clause is about last year; `changing`, the number just before
    was a change since then; `compared`, it began by saying that it compares with it.

    `antecedents` are the rows, `words` what named the last ones, and `columns` the words for
    columns, that a later clause may be about without saying so; `whole` the rows of which the parts
    are being listed, after “of these” or “of the 5”; `channelled` those of which numbers by channel
    were given. `last` is the claim just before, `subject` the last one of this year's number,
    `counts` all of these, `changed` the last change, `was` that of which it is said next what it
    has become.
    """

    paragraph: ProseParagraph
    sentence: Sentence
    topic: bool
    counted: bool
    reviewing: bool = False
    other_year: bool = False
    narrowed: bool = False
    doubtful: bool = False
    aside: bool = False
    listing: bool = False
    whole: tuple[str, ...] = ()
    antecedents: list[tuple[str, ...]] = field(default_factory=list)
    columns: list[str] = field(default_factory=list)
    last: Claim | None = None
    subject: Claim | None = None
    last_year: bool = False
    ahead: bool = False
    foreign: bool = False
    assumed: bool = False
    changing: bool = False
    compared: bool = False
    was: Claim | None = None
    changed: Claim | None = None
    channelled: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    counts: list[Claim] = field(default_factory=list)
    attributes: bool = False

    def begin(self, sentence: Sentence) -> None:
        """Forget what a new sentence need not be about."""
        self.sentence = sentence
        text = self.paragraph.text[sentence.span.start : sentence.span.end]
        if not text.startswith(("其中", "（其中")):
            self.narrowed = self.aside = self.listing = self.reviewing = False
            self.antecedents, self.columns = [], []
        self.last, self.whole, self.last_year = None, (), False
        self.subject, self.was, self.changing, self.channelled = None, None, False, ()
        self.words, self.counts, self.compared, self.changed = (), [], False, None
        self.foreign = False
        self.attributes = scope.counts_attributes(text)
        rest = self.paragraph.masked[sentence.span.start : sentence.span.end]
        if self.ahead or scope.names_year(rest) or scope.names_year(text):
            self.other_year = self.ahead = False
        self.narrowed = self.narrowed or scope.is_running_total(text)

    def said(self, span: Span) -> str:
        """Return what stands in a span of the paragraph."""
        return self.paragraph.text[span.start : span.end]

    def before_aside(self, quantity: Quantity) -> str:
        """Return the clause before the brackets that end where a number's words begin."""
        text, end = self.paragraph.text, quantity.before.start
        if text[end - 1 : end] != "）":
            return ""
        opening = text.rfind("（", 0, end)
        start = max(text.rfind(mark, 0, opening) for mark in "，,；;。:") + 1
        return text[start:opening]

    def without_its_year(self, unknown: str) -> str:
        """Return what is not understood, less last year's name where the clause is about it."""
        return scope.without_last_year(unknown) if self.last_year else unknown

    def refer(self, reference: Reference, nodes: tuple[str, ...]) -> None:
        """Keep what the words of a number are about for the clauses that follow."""
        if reference.nodes:
            if self.listing and not reference.columns:
                self.antecedents, self.columns, self.listing = [], [], False
            self.antecedents.append(nodes)
            self.words = reference.words
            self.doubtful = False
        self.columns += [word for word in reference.columns if word not in self.columns]

    def take(self, claim: Claim | None, quantity: Quantity) -> None:
        """Keep what a number claims for the next ones."""
        if not quantity.is_base and (claim is None or not claim.is_change):
            self.last = claim
        if claim and claim.is_change:
            self.changed = claim
        if claim and claim.sense == "is":
            self.subject = claim
            self.counts.append(claim)

    def antecedent(self) -> tuple[str, ...]:
        """Return the rows of which a clause with only a column may speak, the last first."""
        self.listing = True
        rows = [node for nodes in reversed(self.antecedents) for node in nodes]
        return tuple(dict.fromkeys(rows))

    def doubt(self, quantity: Quantity) -> None:
        """Take in a number that was not understood."""
        rest = self.paragraph.unknown_in(quantity.clause)
        if scope.is_comparison(rest):
            self.aside = True
            return
        said = self.said(quantity.before)
        if self.counts and (scope.lists_along(said) or scope.is_sum(said)):
            return
        self.doubtful = True
        self.antecedents, self.columns = [], []
        # 培训两次 leaves what is counted next the organ's own; 指导单位5家 does not.
        others = quantity.unit not in EVENTS and scope.is_for_others(rest)
        self.narrowed = self.narrowed or scope.is_narrowed(rest) or others
