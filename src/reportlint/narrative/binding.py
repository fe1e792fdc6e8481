"""From the words around a number to the cells that they name.

A number is bound only where every word of its clause is understood, where the sentence and the
paragraph leave no doubt what is counted, and where it is about this organ, this year, and all of
what it counts. In every other case the prose is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from reportlint.narrative import scope
from reportlint.narrative.discourse import Claim, Discourse, Sense
from reportlint.narrative.lexicon import Interpretation, Interpreter, Lexicon, Reference
from reportlint.narrative.quantities import (
    CASES,
    ENTRIES,
    MONEY,
    Clause,
    ProseParagraph,
    Quantity,
    Word,
)
from reportlint.narrative.sentences import Span, is_heading
from reportlint.spelling import is_numbered

_THEN = re.compile(r"均|全部|都|已|并|且|按[时期]|依法|及时")
_ALL = re.compile(r"(?:且|并|法院|复议机关)?(?:均|都|全部|全)(?:为|是|系|属于|来自|由)?")
_SHARE = re.compile(r"占|比例|比重|比|率为")
_OF_WHOLE = re.compile(r"[占比例重总全部率约件量]")
_NEW = ("新收", "新接", "新受", "新增", "本年新", "今年新")
_LONGEST_ASIDE = 40
_INCLUDING = ("含", "其中含", "包含", "包括")
_ASIDE_INCLUDING = (*_INCLUDING, "其中")
_SUM = re.compile(r"(?:共|合|总)(?:计|数)?(?:为)?")


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
            yield from self._in_sentence(discourse)

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
            self._note(discourse, clause, is_label=clause.span.end in labels)
            yield from self._in_clause(discourse, clause)
            listing = listing or text.startswith("其中", clause.span.start)
            if not listing and not outer:
                outside = discourse.narrowed, discourse.doubtful

    def _in_clause(self, discourse: Discourse, clause: Clause) -> Iterator[Claim]:
        text, before = discourse.paragraph.text, discourse.whole
        if text.startswith("其中", clause.span.start) and discourse.antecedents:
            discourse.whole = discourse.antecedents[-1]
        for quantity in clause.quantities:
            claim = self._claim(discourse, quantity)
            if claim is not None:
                yield claim
            if claim is None or not claim.is_change:
                discourse.last = claim
            if text.startswith(("中", "里"), quantity.span.end) and discourse.antecedents:
                before = discourse.whole = discourse.antecedents[-1]
            discourse.subject = claim if claim and claim.sense == "is" else discourse.subject
        discourse.whole = before
        if (shared := self._shared(discourse, clause)) is not None:
            yield shared
        for quantity in clause.absences:
            claim = self._claim(discourse, quantity)
            if claim is not None:
                yield claim

    def _shared(self, discourse: Discourse, clause: Clause) -> Claim | None:
        """Return what a clause says of all that was counted just before it: 3件，均予以公开."""
        subject, paragraph = discourse.subject, discourse.paragraph
        if subject is None or clause.quantities or clause.absences or discourse.narrowed:
            return None
        between = paragraph.text[subject.quantity.span.end : clause.span.start]
        said = _ALL.match(paragraph.text, clause.span.start, clause.span.end)
        if between not in ("，", "（") or said is None:
            return None
        rest = Span(said.end(), clause.span.end)
        known = self.interpreter.reference([word.text for word in paragraph.words_in(rest)])
        if known is None or paragraph.unknown_in(rest) or not (known.nodes or known.columns):
            return None
        nodes, columns = known.nodes or subject.nodes, (*subject.columns, *known.columns)
        parts = not known.nodes or (
            not subject.columns
            and not any(map(self.interpreter.is_general, nodes))
            and self._is_part_of(nodes, subject.nodes)
        )
        found = self.interpreter.interpretations(nodes, columns) if parts else ()
        quantity = replace(subject.quantity, span=clause.span, clause=clause.span)
        claim = replace(subject, quantity=quantity, interpretations=found)
        return replace(claim, nodes=nodes, columns=columns) if found else None

    def _note(self, discourse: Discourse, clause: Clause, *, is_label: bool) -> None:
        """Take in what a clause says of the topic, the year and the part.

        `is_label`: it ends with what a number in the brackets after it is of.
        """
        paragraph, counting = discourse.paragraph, self._lexicon.counting
        rest, words = paragraph.unknown_in(clause.span), paragraph.words_in(clause.span)
        other = self._other(paragraph, clause, words)
        places = [w.span for w in words if w.text in self._lexicon.nouns]
        # 许可申请 are applications for licences.
        nouns = [at.start for at in places if at.start != other]
        contexts = {self._lexicon.contexts.get(word.text) for word in words} - {None}
        if contexts & counting:
            discourse.topic, discourse.assumed = True, False
        discourse.reviewing = discourse.reviewing or bool(contexts - counting)
        if nouns or other >= 0:
            discourse.counted = max(nouns, default=-1) > other
            discourse.foreign = not discourse.counted
        self._note_year(discourse, clause, rest)
        if paragraph.text.startswith(":", clause.span.end) and words and not rest:
            # 规范性文件：制发3件，废止1件.
            known = self.interpreter.reference([word.text for word in words])
            if known and known.nodes and not known.columns and not clause.quantities:
                discourse.refer(known, known.nodes)
        elif not clause.quantities and not clause.absences and not is_label:
            discourse.narrowed = discourse.narrowed or scope.is_narrowed(rest)
            discourse.doubtful = discourse.doubtful or self._is_about_part(words)

    def _other(self, paragraph: ProseParagraph, clause: Clause, words: Sequence[Word]) -> int:
        """Return where the last name of something else ends in a clause; -1 nowhere.

        Words of the form that hold such a name are about applications all the same.
        """
        found = [at for at in paragraph.other_nouns if at.start in clause.span]
        own = [word.span for word in words if self._is_of_requests(word.text)] if found else []
        others = [at for at in found if not any(at.start in span for span in own)]
        return others[-1].end if others else -1

    def _is_of_requests(self, text: str) -> bool:
        """Whether a word is about applications or about review of their handling."""
        known = self._lexicon.counting | set(self._lexicon.contexts.values())
        keys = self._lexicon.rows.get(text, ())
        return text not in scope.CHANNELS and all(key.partition(".")[0] in known for key in keys)

    def _note_year(self, discourse: Discourse, clause: Clause, rest: str) -> None:
        compares = bool(clause.quantities) and scope.is_comparison(rest)
        if scope.names_year(rest) and not compares:
            discourse.last_year = scope.is_last_year(rest, self.year)
            discourse.other_year = not discourse.last_year
            discourse.ahead = discourse.other_year and scope.is_ahead(rest, self.year)
        elif str(self.year) in discourse.paragraph.text[clause.span.start : clause.span.end]:
            discourse.last_year = discourse.other_year = False

    def _is_about_part(self, words: Sequence[Word]) -> bool:
        """Whether a clause without a number singles out a row or column."""
        texts = [word.text for word in words]
        keys = [key for text in texts for key in self._lexicon.rows.get(text, ())]
        columns = [text for text in texts if text in self._lexicon.columns]
        special = [text for text in columns if text not in scope.FILLERS]
        return bool(special) or any(not self.interpreter.is_general(key) for key in keys)

    def _claim(self, discourse: Discourse, quantity: Quantity) -> Claim | None:
        """Return what a number claims; what cannot be told leaves doubt."""
        change = self._change(discourse, quantity)
        discourse.changing = change is not None
        if change is not None or quantity.unit == "%":
            return change or self._share(discourse, quantity)
        if discourse.was and scope.changes_to(_text(discourse, quantity.before)):
            return replace(discourse.was, quantity=quantity, sense="is")
        start = scope.from_last_year(_text(discourse, quantity.before), self.year)
        if start is not None:
            before = Span(quantity.before.start, quantity.before.start + start)
            since = replace(quantity, before=before, attached=False)
            discourse.was = self._bound(discourse, since, "was")
            return discourse.was
        return self._bound(discourse, quantity, "was" if discourse.last_year else "is")

    def _bound(self, discourse: Discourse, quantity: Quantity, sense: Sense) -> Claim | None:
        """Return the claim of a number that is no share and no change."""
        reference = self._reference(discourse, quantity)
        summed = bool(discourse.channelled and _SUM.fullmatch(_text(discourse, quantity.before)))
        elsewhere = discourse.other_year or (discourse.narrowed and not summed)
        if reference is None or quantity.attached or elsewhere:
            self._doubt(discourse, quantity)
            return None
        nodes, implied = self._nodes(discourse, quantity, reference)
        clear = implied or (
            self._is_clear(discourse, quantity, nodes)
            and self._is_part_of(nodes, discourse.whole)
            and not self._is_included(discourse, quantity, nodes)
        )
        if not nodes or not clear:
            self._doubt(discourse, quantity)
            return None
        if self._is_by_channel(discourse.paragraph, quantity):
            discourse.channelled = discourse.channelled or nodes
            discourse.narrowed = discourse.narrowed or bool(reference.nodes)
            return None
        before = tuple(word for word in discourse.columns if word not in reference.columns)
        if summed:
            discourse.narrowed = discourse.doubtful = False
        if not quantity.is_none:
            discourse.refer(reference, nodes)
        if quantity.numeral.value or any(map(self.interpreter.is_general, nodes)):
            found = self.interpreter.interpretations(nodes, reference.columns, before)
            found = found[:1] if self._is_exact(discourse, quantity, nodes) else found
            found = self._including(discourse, quantity, found)
        else:
            # None of several things is none of each.
            found = self.interpreter.together(nodes, reference.columns)
        if not found or quantity.numeral.rounded or not self._fits_unit(found, quantity):
            return None
        columns = reference.columns
        sentence = discourse.sentence
        return Claim(discourse.paragraph, sentence, quantity, found, nodes, columns, sense)

    def _including(
        self, discourse: Discourse, quantity: Quantity, found: tuple[Interpretation, ...]
    ) -> tuple[Interpretation, ...]:
        """Leave the sums that hold what brackets say is included: 15件（含上年结转1件）."""
        aside = _following(discourse, quantity).removeprefix("（")
        if not aside.startswith(_ASIDE_INCLUDING):
            return found
        start = quantity.span.end
        words = discourse.paragraph.words_in(Span(start, start + len(aside) + 1))
        rows = {key for word in words for key in self._lexicon.rows.get(word.text, ())}
        sums = [x for x in found if any(cell.rpartition(".")[0] in rows for cell in x.cells)]
        return tuple(sums) or found

    def _is_exact(self, discourse: Discourse, quantity: Quantity, nodes: Sequence[str]) -> bool:
        """Whether the words leave no other sense: what is new is not what was carried over."""
        words = [w.text for w in discourse.paragraph.words_in(quantity.before, quantity.after)]
        rows = [word for word in words if word in self._lexicon.rows]
        return len(nodes) == 1 and any(word.startswith(_NEW) for word in rows)

    def _nodes(
        self, discourse: Discourse, quantity: Quantity, reference: Reference
    ) -> tuple[tuple[str, ...], bool]:
        """Return the rows that a number is about, and whether they are only implied."""
        if reference.nodes:
            return reference.nodes, False
        words = [w.text for w in discourse.paragraph.words_in(quantity.before, quantity.after)]
        if discourse.channelled and _SUM.fullmatch(_text(discourse, quantity.before)):
            # 20 on paper, 5 online, 25 in all.
            return discourse.channelled, True
        if reference.columns and not discourse.doubtful and not discourse.aside:
            nodes = discourse.antecedent()
            if nodes:
                return nodes, True
        if any(word in self._lexicon.nouns for word in words) or reference.columns:
            general = self.interpreter.general
            return (general if quantity.numeral.value else general[:1]), False
        return (), False

    def _is_by_channel(self, paragraph: ProseParagraph, quantity: Quantity) -> bool:
        """Whether a number is of one channel; several channels together are the whole."""
        words = [word.text for word in paragraph.words_in(quantity.before, quantity.after)]
        channels = [word for word in words if word in scope.CHANNELS]
        return len(channels) == 1

    def _doubt(self, discourse: Discourse, quantity: Quantity) -> None:
        """Take in a number that was not understood; what is said not to be leaves no doubt."""
        if not quantity.is_none:
            discourse.subject = None
            discourse.doubt(quantity)

    def _change(self, discourse: Discourse, quantity: Quantity) -> Claim | None:
        """Return what a number says of last year, of the number of this year just before it."""
        subject, text = discourse.subject, _text(discourse, quantity.before)
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

    def _reference(self, discourse: Discourse, quantity: Quantity) -> Reference | None:
        """Return what the words around a number name, if no other words stand there."""
        paragraph, before, after = discourse.paragraph, quantity.before, quantity.after
        named = [word for word in paragraph.words_in(before) if self._names(word.text)]
        if any(word.text in self._lexicon.rows for word in named):
            cut = _THEN.search(paragraph.text, after.start, after.end)
            after = Span(after.start, cut.start() if cut else after.end)
            # Who does it, and how, may stand before what is done.
            start = named[0].span.start
            lead = paragraph.unsure_in(Span(before.start, start))
            if scope.may_restrict(_known_year(discourse, lead)):
                return None
            before = Span(start, before.end)
        unknown = paragraph.unknown_in(before) + paragraph.unknown_in(after)
        if _known_year(discourse, unknown):
            return None
        words = [word.text for word in paragraph.words_in(quantity.before, after)]
        return self.interpreter.reference(self._without_examples(words))

    def _names(self, text: str) -> bool:
        """Whether a word says what is counted, and is no mere filler or channel."""
        own = self._lexicon
        return any(text in words for words in (own.rows, own.columns, own.nouns, own.contexts))

    def _without_examples(self, words: Sequence[str]) -> Sequence[str]:
        """Leave out what is only named as an example: 因国家秘密、过程性信息等不予公开."""
        end = len(words) - 1 - words[::-1].index("等") if "等" in words else -1
        following = words[end + 1 :]
        return following if any(word in self._lexicon.rows for word in following) else words

    def _is_clear(self, discourse: Discourse, quantity: Quantity, nodes: Sequence[str]) -> bool:
        """Whether the text says what is counted, in the clause or before it."""
        words = [word.text for word in discourse.paragraph.words_in(quantity.clause)]
        columns = [word for word in words if word in self._lexicon.columns]
        sections = {node.partition(".")[0] for node in nodes}
        nouns = {self._lexicon.nouns.get(word) for word in words}
        if discourse.attributes and sections & self._lexicon.counting:
            return False
        if not sections & set(self._lexicon.contexts.values()):
            return bool(columns) or quantity.is_none or not discourse.doubtful
        if sections & self._lexicon.counting:
            known = discourse.topic and discourse.counted and not discourse.aside
            return known and (not discourse.doubtful or bool(sections & nouns))
        clause = discourse.paragraph.text[quantity.clause.start : quantity.clause.end]
        if scope.reviews(_following(discourse, quantity)) or scope.reviews(clause):
            return False
        known = discourse.topic and not (discourse.aside or discourse.foreign or discourse.assumed)
        return discourse.reviewing or known

    def _is_part_of(self, nodes: Sequence[str], whole: Sequence[str]) -> bool:
        """Whether rows can be the parts of others: all are of what was received or answered."""
        counted = [key for key in whole if key.partition(".")[0] in self._lexicon.counting]
        if not counted or any(self.interpreter.is_general(key) for key in counted):
            return True
        return all(node == key or node.startswith(f"{key}.") for node in nodes for key in counted)

    def _is_included(self, discourse: Discourse, quantity: Quantity, nodes: Sequence[str]) -> bool:
        """Whether a number is of what a group includes: only some of the row that it names."""
        whole = discourse.antecedents[-1] if discourse.antecedents else ()
        only_groups = not any(key in self.interpreter.form.rows for key in whole)
        text = _text(discourse, quantity.before)
        return (
            text.startswith(_INCLUDING) and bool(whole) and only_groups and not {*nodes} & {*whole}
        )

    def _fits_unit(self, found: Sequence[Interpretation], quantity: Quantity) -> bool:
        kinds = {self.interpreter.form.cells[key].kind for x in found for key in x.cells}
        if quantity.is_none:
            return len(kinds) == 1
        units: tuple[str, ...] = tuple(MONEY) if kinds == {"money"} else CASES
        sections = {key.partition(".")[0] for x in found for key in x.cells}
        if sections <= set(self._lexicon.contexts.values()):
            units += ENTRIES
        return quantity.unit in units and len(kinds) == 1

    def _share(self, discourse: Discourse, quantity: Quantity) -> Claim | None:
        """Return a percentage of what its clause names, or of the number just before it."""
        paragraph = discourse.paragraph
        elsewhere = discourse.other_year or discourse.narrowed
        if discourse.last and not elsewhere and self._is_bracketed(paragraph, quantity):
            return replace(discourse.last, quantity=quantity, sense="share")
        split = _SHARE.search(paragraph.text, quantity.before.start, quantity.before.end)
        if split is None or quantity.numeral.rounded or elsewhere:
            return None
        words = paragraph.words_in(Span(quantity.before.start, split.start()))
        reference = self.interpreter.reference([word.text for word in words])
        rest = _OF_WHOLE.sub("", paragraph.unknown_in(quantity.before))
        rest += paragraph.unknown_in(quantity.after)
        if rest or reference is None or quantity.attached:
            return None
        if not (reference.nodes or reference.columns):
            last = discourse.last
            return replace(last, quantity=quantity, sense="share") if last else None
        nodes = reference.nodes or discourse.antecedent()
        if not nodes and discourse.topic and discourse.counted and not discourse.doubtful:
            nodes = self.interpreter.general
        if not nodes or (reference.nodes and not self._is_clear(discourse, quantity, nodes)):
            return None
        columns = reference.columns
        found = self.interpreter.interpretations(nodes, columns, tuple(discourse.columns))
        sentence = discourse.sentence
        claim = Claim(paragraph, sentence, quantity, found, nodes, columns, "share")
        return claim if found else None

    def _is_bracketed(self, paragraph: ProseParagraph, quantity: Quantity) -> bool:
        """Whether a percentage stands alone in brackets, straight after a number."""
        start, end = quantity.clause.start, quantity.clause.end
        alone = (start, end) == (quantity.span.start, quantity.span.end)
        return alone and paragraph.text[start - 1 : start] in ("（", "(")


def _known_year(discourse: Discourse, unknown: str) -> str:
    """Return what is not understood, less last year's name where the clause is about last year."""
    return scope.without_last_year(unknown) if discourse.last_year else unknown


def _text(discourse: Discourse, span: Span) -> str:
    return discourse.paragraph.text[span.start : span.end]


def _following(discourse: Discourse, quantity: Quantity) -> str:
    """Return what stands in brackets straight after a number."""
    text, end = discourse.paragraph.text, quantity.span.end
    close = text.find("）", end, end + _LONGEST_ASIDE)
    return text[end:close] if text.startswith("（", end) and close >= 0 else ""
