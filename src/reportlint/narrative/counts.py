"""From the words around a number to the cells of which it is the sum.

A number is bound only where every word of its clause is understood, where the sentence and the
paragraph leave no doubt what is counted, and where it is about this organ, this year, and all of
what it counts. In every other case the prose is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from reportlint.narrative import scope, wholes
from reportlint.narrative.discourse import Claim, Discourse, Sense
from reportlint.narrative.lexicon import Interpretation, Interpreter, Lexicon, Reference
from reportlint.narrative.quantities import CASES, ENTRIES, MONEY, ProseParagraph, Quantity, Word
from reportlint.narrative.sentences import Span
from reportlint.narrative.words import CHANNELS

_THEN = re.compile(r"均|全部|都|已|并|且|按[时期]|依法|及时")
_AND = re.compile("、|以及|和|与|及")
_ITEMS = "项"
_EXCEPT = re.compile("除(?:[以之])?外")
_INCLUDING = ("含", "其中含", "包含", "包括")
_ASIDE_INCLUDING = (*_INCLUDING, "其中")


class Counts(NamedTuple):
    """Binds numbers that count."""

    interpreter: Interpreter

    @property
    def _lexicon(self) -> Lexicon:
        return self.interpreter.lexicon

    def bound(self, discourse: Discourse, quantity: Quantity, sense: Sense) -> Claim | None:
        """Return the claim of a number that is no share and no change."""
        if (others := wholes.rest(self.interpreter, discourse, quantity)) is not None:
            return others
        reference = self._reference(discourse, quantity)
        summed = bool(discourse.channelled and scope.is_sum(discourse.said(quantity.before)))
        elsewhere = discourse.other_year or (discourse.narrowed and not summed)
        if reference is None or quantity.attached or elsewhere:
            self._doubt(discourse, quantity)
            return None
        nodes, implied = self._nodes(discourse, quantity, reference)
        clear = implied or (
            self.is_clear(discourse, quantity, nodes)
            and self.is_part_of(nodes, discourse.whole)
            and not self._is_included(discourse, quantity, nodes)
        )
        # Of those received this year; others may have been carried over.
        only_rest = any(map(self.interpreter.is_general, nodes)) and discourse.said(
            quantity.before
        ).startswith("其余")
        if not nodes or not clear or only_rest:
            self._doubt(discourse, quantity)
            return None
        if self._is_by_channel(discourse.paragraph, quantity):
            discourse.channelled = discourse.channelled or nodes
            discourse.narrowed = discourse.narrowed or bool(reference.nodes)
            return None
        before = tuple(word for word in discourse.columns if word not in reference.columns)
        if summed:
            discourse.narrowed = discourse.doubtful = False
        if not quantity.is_none or not self._is_of_requests(nodes):
            discourse.refer(reference, nodes)
        words = reference.words or (discourse.words if implied else ())
        either = any(map(self.interpreter.is_general, nodes))
        if quantity.numeral.value or (either and not self._are_joined(discourse, quantity)):
            # There are none: that leaves nothing out.
            words = words or ("",) if quantity.is_none else words
            found = self.interpreter.interpretations(nodes, reference.columns, before, words)
            found = self._including(discourse, quantity, found)
        else:
            # None of several things is none of each.
            found = self.interpreter.together(nodes, reference.columns)
        if not found or quantity.numeral.rounded or not self._fits_unit(found, quantity):
            return None
        columns = reference.columns
        sentence = discourse.sentence
        return Claim(discourse.paragraph, sentence, quantity, found, nodes, columns, sense)

    def _are_joined(self, discourse: Discourse, quantity: Quantity) -> bool:
        """Whether an “and” joins the words for rows: 收到和办结的申请均为零."""
        words = discourse.paragraph.words_in(quantity.before, quantity.after)
        rows = [word.span for word in words if word.text in self._lexicon.rows]
        between = (discourse.said(Span(one.end, other.start)) for one, other in pairwise(rows))
        return len(rows) > 1 and all(map(_AND.fullmatch, between))

    def _including(
        self, discourse: Discourse, quantity: Quantity, found: tuple[Interpretation, ...]
    ) -> tuple[Interpretation, ...]:
        """Leave the sums that hold what brackets say is included: 15件（含上年结转1件）."""
        aside = discourse.paragraph.aside_after(quantity).removeprefix("（")
        if not aside.startswith(_ASIDE_INCLUDING):
            return found
        start = quantity.span.end
        words = discourse.paragraph.words_in(Span(start, start + len(aside) + 1))
        rows = {key for word in words for key in self._lexicon.rows.get(word.text, ())}
        sums = [x for x in found if any(cell.rpartition(".")[0] in rows for cell in x.cells)]
        return tuple(sums) or found

    def _nodes(
        self, discourse: Discourse, quantity: Quantity, reference: Reference
    ) -> tuple[tuple[str, ...], bool]:
        """Return the rows that a number is about, and whether they are only implied."""
        if reference.nodes:
            return reference.nodes, False
        words = [w.text for w in discourse.paragraph.words_in(quantity.before, quantity.after)]
        if scope.is_sum(discourse.said(quantity.before)):
            # 20 on paper, 5 online, 25 in all.
            known = discourse.channelled or wholes.summed(self.interpreter, discourse, quantity)
            if not known and discourse.changed and not discourse.subject:
                # 申请数量同比下降15%，共34件.
                known = discourse.changed.nodes
            return known, bool(known)
        if reference.columns and not discourse.doubtful and not discourse.aside:
            nodes = discourse.antecedent()
            if nodes:
                return nodes, True
        named = any(word in self._lexicon.nouns or scope.is_by_channel(word) for word in words)
        if reference.columns or (named and not quantity.numeral.value):
            return self.interpreter.general[:1], False
        return (self.interpreter.general if named else ()), False

    def _is_by_channel(self, paragraph: ProseParagraph, quantity: Quantity) -> bool:
        """Whether a number is of one channel; several channels together are the whole."""
        words = paragraph.words_in(quantity.before, _counted(paragraph, quantity))
        channels = [word.span for word in words if word.text in CHANNELS]
        # 网站在线申请 is one.
        joined = sum(one.end == other.start for one, other in pairwise(channels))
        return len(channels) - joined == 1

    def _doubt(self, discourse: Discourse, quantity: Quantity) -> None:
        """Take in a number that was not understood; what is said not to be leaves no doubt."""
        if not quantity.is_none:
            discourse.subject = None
            discourse.doubt(quantity)

    def _reference(self, discourse: Discourse, quantity: Quantity) -> Reference | None:
        """Return what the words around a number name, if no other words stand there."""
        paragraph, before, after = discourse.paragraph, quantity.before, quantity.after
        named = [word for word in paragraph.words_in(before) if self._names(word.text)]
        counted = _counted(paragraph, quantity)
        if any(word.text in self._lexicon.rows for word in (*named, *paragraph.words_in(counted))):
            after = counted
        if any(word.text in self._lexicon.rows for word in named) or self._is_made(named):
            # Who does it, and how, may stand before what is done.
            start = named[0].span.start
            lead = paragraph.unsure_in(Span(before.start, start))
            if scope.may_restrict(discourse.without_its_year(self._lead(discourse, lead, named))):
                return None
            before = Span(start, before.end)
        unknown = paragraph.unknown_in(before) + paragraph.unknown_in(after)
        if discourse.without_its_year(unknown) and not _EXCEPT.fullmatch(unknown):
            return None
        words = [word.text for word in paragraph.words_in(quantity.before, after)]
        return self.interpreter.reference(self._without_examples(words))

    def _lead(self, discourse: Discourse, lead: str, named: Sequence[Word]) -> str:
        """Return what stands before the first name, less what only leads to it.

        将收到的5件申请 are all; documents that were made are all made public.
        """
        text, end = discourse.paragraph.text, named[-1].span.end
        if text[end - 1] == "的" or text[end] == "的":
            lead = scope.without_object_mark(lead)
        return scope.without_publication(lead) if self._is_made(named) else lead

    def _is_made(self, named: Sequence[Word]) -> bool:
        """Whether the first name is of what was done with documents: 制定的."""
        cells = self._lexicon.columns.get(named[0].text, ()) if named else ()
        return any(cell.partition(".")[0] not in self._lexicon.sections for cell in cells)

    def _names(self, text: str) -> bool:
        """Whether a word says what is counted, and is no mere filler or channel."""
        own = self._lexicon
        return any(text in words for words in (own.rows, own.columns, own.nouns, own.contexts))

    def _without_examples(self, words: Sequence[str]) -> Sequence[str]:
        """Leave out what is only named as an example: 因国家秘密、过程性信息等不予公开."""
        end = len(words) - 1 - words[::-1].index("等") if "等" in words else -1
        following = words[end + 1 :]
        return following if any(word in self._lexicon.rows for word in following) else words

    def is_clear(self, discourse: Discourse, quantity: Quantity, nodes: Sequence[str]) -> bool:
        """Whether the text says what is counted, in the clause or before it."""
        words = [word.text for word in discourse.paragraph.words_in(quantity.clause)]
        own = discourse.paragraph.words_in(quantity.before, quantity.after)
        columns = [word for word in own if word.text in self._lexicon.columns]
        sections = {node.partition(".")[0] for node in nodes}
        nouns = {self._lexicon.nouns.get(word) for word in words}
        if discourse.attributes and sections & self._lexicon.counting:
            return False
        if not sections & self._lexicon.sections:
            told = bool(columns) or quantity.is_none or not discourse.doubtful
            return told and not self._is_matter(discourse, quantity)
        if sections & self._lexicon.counting:
            known = discourse.topic and discourse.counted and not discourse.aside
            if discourse.subject and not self._is_of_requests(discourse.subject.nodes):
                # 行政复议收到10件，办结8件.
                return bool(sections & nouns)
            return known and (not discourse.doubtful or bool(sections & nouns))
        clause = discourse.said(quantity.clause)
        start = quantity.clause.start if "被" in clause else discourse.sentence.span.start
        so_far = discourse.said(Span(start, quantity.clause.end))
        following = discourse.said(Span(quantity.span.end, discourse.sentence.span.end))
        aside = discourse.paragraph.aside_after(quantity)
        others = scope.reviews(aside) or scope.reviews(so_far)
        if others or scope.is_of_all_suits(so_far, following):
            return False
        known = discourse.topic and not (discourse.aside or discourse.foreign or discourse.assumed)
        return discourse.reviewing or known

    def _is_matter(self, discourse: Discourse, quantity: Quantity) -> bool:
        """Whether a number is of what applications were about: 涉及行政处罚（6件）."""
        subject = discourse.subject
        if subject is None or not self._is_of_requests(subject.nodes):
            return False
        return scope.lists_matters(
            discourse.said(Span(subject.quantity.span.end, quantity.span.start))
        )

    def _is_of_requests(self, nodes: Sequence[str]) -> bool:
        """Whether rows are of a section that counts what is named by its nouns."""
        return any(node.partition(".")[0] in self._lexicon.counting for node in nodes)

    def is_part_of(self, nodes: Sequence[str], whole: Sequence[str]) -> bool:
        """Whether rows can be the parts of others: all are of what was received or answered."""
        counted = [key for key in whole if key.partition(".")[0] in self._lexicon.counting]
        if not counted or any(self.interpreter.is_general(key) for key in counted):
            return True
        return all(node == key or node.startswith(f"{key}.") for node in nodes for key in counted)

    def _is_included(self, discourse: Discourse, quantity: Quantity, nodes: Sequence[str]) -> bool:
        """Whether a number is of what a group includes: only some of the row that it names."""
        whole = discourse.antecedents[-1] if discourse.antecedents else ()
        only_groups = not any(key in self.interpreter.form.rows for key in whole)
        text = discourse.said(quantity.before)
        return (
            text.startswith(_INCLUDING) and bool(whole) and only_groups and not {*nodes} & {*whole}
        )

    def _fits_unit(self, found: Sequence[Interpretation], quantity: Quantity) -> bool:
        kinds = {self.interpreter.form.cells[key].kind for x in found for key in x.cells}
        if quantity.is_none:
            return len(kinds) == 1
        cells = [self.interpreter.form.cells[key] for x in found for key in x.cells]
        units: tuple[str, ...] = tuple(MONEY) if kinds == {"money"} else CASES
        if all(cell.unit == _ITEMS for cell in cells):
            units += ENTRIES
        sections = {key.partition(".")[0] for x in found for key in x.cells}
        if sections <= self._lexicon.sections:
            units += ENTRIES
        return quantity.unit in units and len(kinds) == 1


def _counted(paragraph: ProseParagraph, quantity: Quantity) -> Span:
    """Return what follows a number, up to what was then done with all of it."""
    after = quantity.after
    cut = _THEN.search(paragraph.text, after.start, after.end)
    return Span(after.start, cut.start() if cut else after.end)
