"""The statutory form, as the schemas state it.

In: the schemas of the editions.
Out: forms with their cells, sums and words, and the edits that right numbers satisfy.
May import: errors, language, location, number, organs.
"""
