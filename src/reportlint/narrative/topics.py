"""What clauses say of the topic, the year and the part that the numbers after them are of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from reportlint.narrative import scope
from reportlint.narrative.discourse import Discourse
from reportlint.narrative.lexicon import Interpreter, Lexicon, Reference
from reportlint.narrative.quantities import (
    Clause,
    ProseParagraph,
    Word,
)
from reportlint.narrative.sentences import Span
from reportlint.narrative.words import CHANNELS, FILLERS

_ABOUT = ("中", "方面", "方面看")


class Topics(NamedTuple):
    """Takes in what a paragraph says, clause by clause."""

    interpreter: Interpreter
    year: int

    @property
    def _lexicon(self) -> Lexicon:
        return self.interpreter.lexicon

    def note(self, discourse: Discourse, clause: Clause, *, is_label: bool) -> None:
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
        if scope.compares_with_last_year(discourse.said(clause.span), self.year):
            discourse.compared = True
            return
        self._note_year(discourse, clause, rest)
        label = bool(words) and not rest and paragraph.text.startswith(":", clause.span.end)
        named = self._headed(discourse, clause, words) if words and not rest else None
        if named:
            discourse.refer(named, named.nodes)
        elif not label and not clause.quantities and not clause.absences and not is_label:
            text = discourse.said(clause.span)
            general = scope.tells_measures(text) or scope.tells_division(text)
            discourse.narrowed = discourse.narrowed or (not general and scope.is_narrowed(rest))
            discourse.doubtful = discourse.doubtful or self._is_about_part(words)

    def _headed(
        self, discourse: Discourse, clause: Clause, words: Sequence[Word]
    ) -> Reference | None:
        """Return the rows that a clause names for the next ones: 规范性文件：制发3件，废止1件."""
        text = discourse.said(Span(clause.span.start, clause.span.end + 1))
        if clause.quantities or not (text.endswith(":") or text[:-1].endswith(_ABOUT)):
            return None
        known = self.interpreter.reference([word.text for word in words])
        return known if known and known.nodes and not known.columns else None

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
        known = self._lexicon.counting | self._lexicon.sections
        keys = self._lexicon.rows.get(text, ())
        return text not in CHANNELS and all(key.partition(".")[0] in known for key in keys)

    def _note_year(self, discourse: Discourse, clause: Clause, rest: str) -> None:
        compares = bool(clause.quantities) and scope.is_comparison(rest)
        if scope.names_year(rest) and not compares:
            discourse.last_year = scope.is_last_year(rest, self.year)
            discourse.other_year = not discourse.last_year
            discourse.ahead = discourse.other_year and scope.is_ahead(rest, self.year)
        elif str(self.year) in (text := discourse.said(clause.span)) or scope.names_this_year(text):
            discourse.last_year = discourse.other_year = False

    def _is_about_part(self, words: Sequence[Word]) -> bool:
        """Whether a clause without a number singles out a row or column."""
        texts = [word.text for word in words]
        keys = [key for text in texts for key in self._lexicon.rows.get(text, ())]
        columns = [text for text in texts if text in self._lexicon.columns]
        special = [text for text in columns if text not in FILLERS]
        return bool(special) or any(not self.interpreter.is_general(key) for key in keys)
