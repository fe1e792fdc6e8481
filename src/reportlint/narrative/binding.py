"""From the words around a number to the cells that they name.

A number is bound only where every word of its clause is understood, where the sentence and the
paragraph leave no doubt what is counted, and where it is about this organ, this year, and all of
what it counts. In every other case the prose is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from reportlint.narrative import scope
from reportlint.narrative.lexicon import Interpretation, Interpreter, Lexicon, Reference
from reportlint.narrative.quantities import (
    CASES,
    MONEY,
    Clause,
    ProseParagraph,
    Quantity,
    Sentence,
    Word,
)
from reportlint.narrative.sentences import Span, is_heading
from reportlint.spelling import is_numbered

_THEN = re.compile(r"均|全部|都|已|并|且|按[时期]|依法|及时")
_SHARE = re.compile(r"占|比例|比重|比|率为")
_OF_WHOLE = re.compile(r"[占比例重总全部率约件]")


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

    @property
    def is_share(self) -> bool:
        """Whether it is a percentage of the sums, and not the sums themselves."""
        return self.quantity.unit == "%"


@dataclass
class _Discourse:
    """What a paragraph has said so far, and what it leaves in doubt.

    `topic`: it is about applications or about review of their handling. `reviewing`: the
    sentence has said that it is about review. `counted`: applications were the last thing named
    that can be counted. `other_year`: it is about another year than the report's. `narrowed`: the
    sentence is about a part only. `doubtful`: a number was not understood, so that a list may be
    of its parts. `aside`: it compares. `listing`: columns are being listed.
    `whole`: the rows of which the parts are being listed, after “of these” or “of the 5”.
    `antecedents` are the rows, and `columns` the words for columns, that a later clause may be
    about without saying so; `last` is the claim just before.
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

    def begin(self, sentence: Sentence) -> None:
        """Forget what a new sentence need not be about."""
        self.sentence = sentence
        text = self.paragraph.text[sentence.span.start : sentence.span.end]
        if not text.startswith(("其中", "（其中")):
            self.narrowed = self.aside = self.listing = self.reviewing = False
            self.antecedents, self.columns = [], []
        self.last, self.whole = None, ()
        rest = self.paragraph.masked[sentence.span.start : sentence.span.end]
        if scope.names_year(rest) or scope.names_year(text):
            self.other_year = False
        self.narrowed = self.narrowed or scope.is_running_total(text)

    def refer(self, reference: Reference, nodes: tuple[str, ...]) -> None:
        """Keep what the words of a number are about for the clauses that follow."""
        if reference.nodes:
            if self.listing and not reference.columns:
                self.antecedents, self.columns, self.listing = [], [], False
            self.antecedents.append(nodes)
            self.doubtful = False
        self.columns += [word for word in reference.columns if word not in self.columns]

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
        self.doubtful = True
        self.antecedents, self.columns = [], []
        self.narrowed = self.narrowed or scope.is_narrowed(rest)


@dataclass(frozen=True)
class Binder:
    """Binds the numbers of a report of one form and year, paragraph by paragraph."""

    interpreter: Interpreter
    year: int

    @property
    def _lexicon(self) -> Lexicon:
        return self.interpreter.lexicon

    def heading(self, paragraph: ProseParagraph) -> frozenset[str]:
        """Return the words for applications and their review in a heading, alone or in front."""
        text = paragraph.text
        span = paragraph.sentences[0].span if is_numbered(text) else Span(0, len(text))
        if not is_heading(text[span.start : span.end]):
            return frozenset()
        return self._lexicon.topics & {word.text for word in paragraph.words_in(span)}

    def bind(
        self, paragraph: ProseParagraph, heading: frozenset[str], *, broken: bool
    ) -> Iterator[Claim]:
        """Yield the bound numbers of a paragraph; `broken`: it continues another's sentence."""
        counted = any(word in self._lexicon.nouns for word in heading)
        discourse = _Discourse(paragraph, paragraph.sentences[0], bool(heading), counted)
        for sentence in paragraph.sentences:
            discourse.begin(sentence)
            discourse.narrowed = discourse.narrowed or broken
            broken = False
            yield from self._in_sentence(discourse)

    def _in_sentence(self, discourse: _Discourse) -> Iterator[Claim]:
        text = discourse.paragraph.text
        outer: list[_Discourse] = []
        for clause in discourse.sentence.clauses:
            if not clause.quantities and text[clause.span.start : clause.span.end]:
                discourse.last = None
            mark = text[clause.span.start - 1 : clause.span.start]
            if mark in ("（", "("):
                outer.append(replace(discourse, antecedents=[*discourse.antecedents]))
            elif mark in ("）", ")") and outer:
                vars(discourse).update(vars(outer.pop()))
            self._note(discourse, clause)
            yield from self._in_clause(discourse, clause)

    def _in_clause(self, discourse: _Discourse, clause: Clause) -> Iterator[Claim]:
        text, before = discourse.paragraph.text, discourse.whole
        if text.startswith("其中", clause.span.start) and discourse.antecedents:
            discourse.whole = discourse.antecedents[-1]
        for quantity in clause.quantities:
            claim = self._claim(discourse, quantity)
            if claim is not None:
                yield claim
            discourse.last = claim
            if text.startswith(("中", "里"), quantity.span.end) and discourse.antecedents:
                before = discourse.whole = discourse.antecedents[-1]
        discourse.whole = before

    def _note(self, discourse: _Discourse, clause: Clause) -> None:
        """Take in what a clause says of the topic, the year and the part."""
        paragraph, counting = discourse.paragraph, self._lexicon.counting
        rest, words = paragraph.unknown_in(clause.span), paragraph.words_in(clause.span)
        nouns = [w.span.end - clause.span.start for w in words if w.text in self._lexicon.nouns]
        contexts = {self._lexicon.contexts.get(word.text) for word in words} - {None}
        discourse.topic = discourse.topic or bool(contexts & counting)
        discourse.reviewing = discourse.reviewing or bool(contexts - counting)
        other = scope.other_noun(paragraph.masked[clause.span.start : clause.span.end])
        if nouns or other >= 0:
            discourse.counted = max(nouns, default=-1) > other
        if scope.names_year(rest) and not (clause.quantities and scope.is_comparison(rest)):
            discourse.other_year = True
        if not clause.quantities:
            discourse.narrowed = discourse.narrowed or scope.is_narrowed(rest)
            discourse.doubtful = discourse.doubtful or self._is_about_part(words)

    def _is_about_part(self, words: Sequence[Word]) -> bool:
        """Whether a clause without a number singles out a row or column."""
        texts = [word.text for word in words]
        keys = [key for text in texts for key in self._lexicon.rows.get(text, ())]
        columns = [text for text in texts if text in self._lexicon.columns]
        special = [text for text in columns if text not in scope.FILLERS]
        return bool(special) or any(not self.interpreter.is_general(key) for key in keys)

    def _claim(self, discourse: _Discourse, quantity: Quantity) -> Claim | None:
        """Return what a number claims; what cannot be told leaves doubt."""
        if quantity.unit == "%":
            return self._share(discourse, quantity)
        reference = self._reference(discourse.paragraph, quantity)
        elsewhere = discourse.other_year or discourse.narrowed
        if reference is None or quantity.attached or elsewhere:
            discourse.doubt(quantity)
            return None
        nodes = reference.nodes
        if not nodes and reference.columns and not discourse.doubtful and not discourse.aside:
            nodes = discourse.antecedent()
        clear = not reference.nodes or (
            self._is_clear(discourse, quantity, nodes) and self._is_part_of(nodes, discourse.whole)
        )
        if not nodes or not clear:
            discourse.doubt(quantity)
            return None
        discourse.refer(reference, nodes)
        before = tuple(word for word in discourse.columns if word not in reference.columns)
        found = self.interpreter.interpretations(nodes, reference.columns, before)
        if not found or quantity.numeral.rounded or not self._fits_unit(found, quantity):
            return None
        return Claim(
            discourse.paragraph, discourse.sentence, quantity, found, nodes, reference.columns
        )

    def _reference(self, paragraph: ProseParagraph, quantity: Quantity) -> Reference | None:
        """Return what the words around a number name, if no other words stand there."""
        before, after = quantity.before, quantity.after
        texts = [word.text for word in paragraph.words_in(before)]
        if any(text in self._lexicon.rows for text in texts):
            cut = _THEN.search(paragraph.text, after.start, after.end)
            after = Span(after.start, cut.start() if cut else after.end)
        if paragraph.unknown_in(before) or paragraph.unknown_in(after):
            return None
        words = paragraph.words_in(before, after)
        return self.interpreter.reference([word.text for word in words])

    def _is_clear(self, discourse: _Discourse, quantity: Quantity, nodes: Sequence[str]) -> bool:
        """Whether the text says what is counted, in the clause or before it."""
        words = [word.text for word in discourse.paragraph.words_in(quantity.clause)]
        sections = {node.partition(".")[0] for node in nodes}
        nouns = {self._lexicon.nouns.get(word) for word in words}
        if not sections & set(self._lexicon.contexts.values()):
            return True
        if sections & self._lexicon.counting:
            known = discourse.topic and discourse.counted and not discourse.aside
            return known and (not discourse.doubtful or bool(sections & nouns))
        return discourse.reviewing or (discourse.topic and not discourse.aside)

    def _is_part_of(self, nodes: Sequence[str], whole: Sequence[str]) -> bool:
        """Whether rows can be the parts of others: all are of what was received or answered."""
        counted = [key for key in whole if key.partition(".")[0] in self._lexicon.counting]
        if not counted or any(self.interpreter.is_general(key) for key in counted):
            return True
        return all(node == key or node.startswith(f"{key}.") for node in nodes for key in counted)

    def _fits_unit(self, found: Sequence[Interpretation], quantity: Quantity) -> bool:
        kinds = {self.interpreter.form.cells[key].kind for x in found for key in x.cells}
        units: tuple[str, ...] = tuple(MONEY) if kinds == {"money"} else CASES
        return quantity.unit in units and len(kinds) == 1

    def _share(self, discourse: _Discourse, quantity: Quantity) -> Claim | None:
        """Return a percentage of what its clause names, or of the number just before it."""
        paragraph = discourse.paragraph
        split = _SHARE.search(paragraph.text, quantity.before.start, quantity.before.end)
        elsewhere = discourse.other_year or discourse.narrowed
        if split is None or quantity.numeral.rounded or elsewhere:
            return None
        words = paragraph.words_in(Span(quantity.before.start, split.start()))
        reference = self.interpreter.reference([word.text for word in words])
        rest = _OF_WHOLE.sub("", paragraph.unknown_in(quantity.before))
        rest += paragraph.unknown_in(quantity.after)
        if rest or reference is None or quantity.attached:
            return None
        if not (reference.nodes or reference.columns):
            return replace(discourse.last, quantity=quantity) if discourse.last else None
        nodes = reference.nodes or discourse.antecedent()
        if not nodes or (reference.nodes and not self._is_clear(discourse, quantity, nodes)):
            return None
        columns = reference.columns
        found = self.interpreter.interpretations(nodes, columns, tuple(discourse.columns))
        return (
            Claim(paragraph, discourse.sentence, quantity, found, nodes, columns) if found else None
        )
