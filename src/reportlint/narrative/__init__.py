"""What a report's prose says in numbers, and whether its tables and the prose itself agree.

`wordings` reads the words of the schemas, `sentences` and `quantities` find the numbers of a
paragraph, `scope` tells what they are not about, `binding` finds the cells that the words name,
and `agreement`, `shares`, `repeats` and `parts` compare.
"""

from reportlint.narrative.agreement import figures

__all__ = ["figures"]
