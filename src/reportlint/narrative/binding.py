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
from reportlint.narrative.quantities import (
    CASES,
    MONEY,
    Clause,
    ProseParagraph,
    Quantity,
    Sentence,
    Word,
)
from reportlint.narrative.readings import Interpretation, NamedParts, Namer, readings
from reportlint.narrative.sentences import Span, is_heading
from reportlint.numbering import is_numbered

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
    readings: tuple[Interpretation, ...]
    nodes: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()

    @property
    def is_share(self) -> bool:
        """Whether it is a percentage of the sums, and not the sums themselves."""
        return self.quantity.unit == "%"


@dataclass
class _Thread:
    """What has been said so far in a paragraph, and what it leaves in doubt.

    `topic`: it is about applications or about review of their handling. `reviewing`: the
    sentence has said that it is about review. `counted`: applications were the last thing named
    that can be counted. `blocked`: the sentence is about a part only.
    `doubtful`: a number was not understood, so that a list may be of its parts.
    `whole`: the rows of which the parts are being listed, after “of these” or “of the 5”.
    """

    topic: bool
    counted: bool
    reviewing: bool = False
    foreign: bool = False
    blocked: bool = False
    doubtful: bool = False
    aside: bool = False
    listing: bool = False
    whole: tuple[str, ...] = ()
    antecedents: list[tuple[str, ...]] = field(default_factory=list)
    columns: list[str] = field(default_factory=list)
    last: Claim | None = None


@dataclass(frozen=True)
class Binder:
    """Binds the numbers of a report of one form and year, paragraph by paragraph."""

    namer: Namer
    year: int

    def heading(self, read: ProseParagraph) -> frozenset[str]:
        """Return the words for applications and their review in a heading, alone or in front."""
        span = read.sentences[0].span if is_numbered(read.text) else Span(0, len(read.text))
        if not is_heading(read.text[span.start : span.end]):
            return frozenset()
        return self.namer.words.topics & {word.text for word in read.within(span)}

    def bind(
        self, read: ProseParagraph, heading: frozenset[str], *, broken: bool
    ) -> Iterator[Claim]:
        """Yield the bound numbers of a paragraph; `broken`: it continues another's sentence."""
        thread = _Thread(bool(heading), any(word in self.namer.words.nouns for word in heading))
        for sentence in read.sentences:
            self._begin(thread, read, sentence)
            thread.blocked = thread.blocked or broken
            broken = False
            yield from self._sentence(thread, read, sentence)

    def _begin(self, thread: _Thread, read: ProseParagraph, sentence: Sentence) -> None:
        text = read.text[sentence.span.start : sentence.span.end]
        if not text.startswith(("其中", "（其中")):
            thread.blocked = thread.aside = thread.listing = thread.reviewing = False
            thread.antecedents, thread.columns = [], []
        thread.last, thread.whole = None, ()
        unread = read.unread[sentence.span.start : sentence.span.end]
        if scope.names_year(unread) or scope.names_year(text):
            thread.foreign = False
        thread.blocked = thread.blocked or scope.is_running_total(text)

    def _sentence(
        self, thread: _Thread, read: ProseParagraph, sentence: Sentence
    ) -> Iterator[Claim]:
        outer: list[_Thread] = []
        for clause in sentence.clauses:
            if not clause.quantities and read.text[clause.span.start : clause.span.end]:
                thread.last = None
            opened = read.text[clause.span.start - 1 : clause.span.start]
            if opened in ("（", "("):
                outer.append(replace(thread, antecedents=[*thread.antecedents]))
            elif opened in ("）", ")") and outer:
                vars(thread).update(vars(outer.pop()))
            self._note(thread, read, clause)
            yield from self._clause(thread, read, sentence, clause)

    def _clause(
        self, thread: _Thread, read: ProseParagraph, sentence: Sentence, clause: Clause
    ) -> Iterator[Claim]:
        before, among = thread.whole, read.text.startswith("其中", clause.span.start)
        if among and thread.antecedents:
            thread.whole = thread.antecedents[-1]
        for quantity in clause.quantities:
            claim = self._claim(thread, read, sentence, quantity)
            if claim is not None:
                yield claim
            thread.last = claim
            if read.text.startswith(("中", "里"), quantity.span.end) and thread.antecedents:
                before = thread.whole = thread.antecedents[-1]
        thread.whole = before

    def _note(self, thread: _Thread, read: ProseParagraph, clause: Clause) -> None:
        """Take in what a clause says of the topic, the year and the part."""
        unread, words = read.left(clause.span), read.within(clause.span)
        place = read.unread[clause.span.start : clause.span.end]
        nouns = [w.span.end - clause.span.start for w in words if w.text in self.namer.words.nouns]
        contexts = {self.namer.words.contexts.get(word.text) for word in words} - {None}
        thread.topic = thread.topic or bool(contexts & self.namer.words.counting)
        thread.reviewing = thread.reviewing or bool(contexts - self.namer.words.counting)
        other = scope.other_noun(place)
        if nouns or other >= 0:
            thread.counted = max(nouns, default=-1) > other
        comparison = scope.is_comparison(unread)
        if scope.names_year(unread) and not (clause.quantities and comparison):
            thread.foreign = True
        if not clause.quantities:
            thread.blocked = thread.blocked or scope.is_narrowed(unread)
            thread.doubtful = thread.doubtful or self._is_about_part(words)

    def _is_about_part(self, words: Sequence[Word]) -> bool:
        """Whether a clause without a number singles out a row or column."""
        texts = [word.text for word in words]
        keys = [key for text in texts for key in self.namer.words.rows.get(text, ())]
        columns = [text for text in texts if text in self.namer.words.columns]
        special = [text for text in columns if text not in scope.FILLERS]
        return bool(special) or any(not self.namer.is_general(key) for key in keys)

    def _claim(
        self, thread: _Thread, read: ProseParagraph, sentence: Sentence, quantity: Quantity
    ) -> Claim | None:
        if quantity.unit == "%":
            return self._share(thread, read, sentence, quantity)
        named = self._understood(read, quantity)
        if named is None or quantity.attached or thread.foreign or thread.blocked:
            self._doubt(thread, read, quantity)
            return None
        nodes = named.nodes
        if not nodes and named.columns and not thread.doubtful and not thread.aside:
            nodes = self._antecedent(thread)
        if not nodes or (named.nodes and not self._is_clear(thread, read, quantity, nodes)):
            self._doubt(thread, read, quantity)
            return None
        if named.nodes and not self._is_part_of(nodes, thread.whole):
            self._doubt(thread, read, quantity)
            return None
        self._remember(thread, named, nodes)
        said = [word for word in thread.columns if word not in named.columns]
        found = readings(self.namer, nodes, named.columns, tuple(said))
        if not found or quantity.numeral.rounded or not self._fits_unit(found, quantity):
            return None
        return Claim(read, sentence, quantity, found, nodes, named.columns)

    def _understood(self, read: ProseParagraph, quantity: Quantity) -> NamedParts | None:
        """Return what the words around a number name, if no other words stand there."""
        before, after = quantity.before, quantity.after
        texts = [word.text for word in read.within(before)]
        if any(text in self.namer.words.rows for text in texts):
            cut = _THEN.search(read.text, after.start, after.end)
            after = Span(after.start, cut.start() if cut else after.end)
        if read.left(before) or read.left(after):
            return None
        return self.namer.named([word.text for word in read.within(before, after)])

    def _is_clear(
        self, thread: _Thread, read: ProseParagraph, quantity: Quantity, nodes: Sequence[str]
    ) -> bool:
        """Whether the text says what is counted, in the clause or before it."""
        words = [word.text for word in read.within(quantity.clause)]
        sections = {node.partition(".")[0] for node in nodes}
        nouns = {self.namer.words.nouns.get(word) for word in words}
        if not sections & set(self.namer.words.contexts.values()):
            return True
        if sections & self.namer.words.counting:
            known = thread.topic and thread.counted and not thread.aside
            return known and (not thread.doubtful or bool(sections & nouns))
        return thread.reviewing or (thread.topic and not thread.aside)

    def _is_part_of(self, nodes: Sequence[str], whole: Sequence[str]) -> bool:
        """Whether rows can be the parts of others: all are of what was received or answered."""
        counted = [key for key in whole if key.partition(".")[0] in self.namer.words.counting]
        if not counted or any(self.namer.is_general(key) for key in counted):
            return True
        return all(node == key or node.startswith(f"{key}.") for node in nodes for key in counted)

    def _antecedent(self, thread: _Thread) -> tuple[str, ...]:
        """Return the rows of which a clause with only a column may speak, the last first."""
        thread.listing = True
        rows = [node for nodes in reversed(thread.antecedents) for node in nodes]
        return tuple(dict.fromkeys(rows))

    def _remember(self, thread: _Thread, named: NamedParts, nodes: tuple[str, ...]) -> None:
        if named.nodes:
            if thread.listing and not named.columns:
                thread.antecedents, thread.columns, thread.listing = [], [], False
            thread.antecedents.append(nodes)
            thread.doubtful = False
        thread.columns += [word for word in named.columns if word not in thread.columns]

    def _doubt(self, thread: _Thread, read: ProseParagraph, quantity: Quantity) -> None:
        unread = read.left(quantity.clause)
        if scope.is_comparison(unread):
            thread.aside = True
            return
        thread.doubtful = True
        thread.antecedents, thread.columns = [], []
        thread.blocked = thread.blocked or scope.is_narrowed(unread)

    def _fits_unit(self, readings: Sequence[Interpretation], quantity: Quantity) -> bool:
        kinds = {self.namer.form.cells[key].kind for x in readings for key in x.cells}
        units: tuple[str, ...] = tuple(MONEY) if kinds == {"money"} else CASES
        return quantity.unit in units and len(kinds) == 1

    def _share(
        self, thread: _Thread, read: ProseParagraph, sentence: Sentence, quantity: Quantity
    ) -> Claim | None:
        """Return a percentage of what its clause names, or of the number just before it."""
        split = _SHARE.search(read.text, quantity.before.start, quantity.before.end)
        if split is None or quantity.numeral.rounded or thread.foreign or thread.blocked:
            return None
        rest = _OF_WHOLE.sub("", read.left(quantity.before)) + read.left(quantity.after)
        named = self.namer.named(
            [word.text for word in read.within(Span(quantity.before.start, split.start()))]
        )
        if rest or named is None or quantity.attached:
            return None
        if not (named.nodes or named.columns):
            return replace(thread.last, quantity=quantity) if thread.last else None
        nodes = named.nodes or self._antecedent(thread)
        if not nodes or (named.nodes and not self._is_clear(thread, read, quantity, nodes)):
            return None
        found = readings(self.namer, nodes, named.columns, tuple(thread.columns))
        return Claim(read, sentence, quantity, found, nodes, named.columns) if found else None
