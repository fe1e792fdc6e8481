"""What the statements of a form can and cannot do: proven, not sampled.

In: a form.
Out: counts, and reports that prove each statement.
May import: form, number, organs, solving.
"""
