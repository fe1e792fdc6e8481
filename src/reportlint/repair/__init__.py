"""Which cell is wrong, and what it should be.

`localisation` finds the smallest sets of cells whose change makes every edit hold, after Fellegi
and Holt, "A Systematic Approach to Automatic Edit and Imputation" (JASA 71, 1976). It splits the
edits into `components`, lets HiGHS search each for all smallest sets (`enumeration`, `search`,
`program`), works out and verifies every set that HiGHS returns in exact arithmetic (`exact`,
`verification`), and splits the answer into `parts` that do not depend on each other. `covers` and
`packing` say beforehand what every set must have, which is what makes the search short.

`typing_errors` says by which slip of the fingers one number became another, `misplacements` which
rows or columns of a report were exchanged or shifted. Both are evidence for ranking what
`localisation` finds.
"""
