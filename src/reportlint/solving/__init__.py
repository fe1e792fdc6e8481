"""What repair, units and audit calculate with, whatever the numbers mean.

In: edits, equations, groups, linear programs.
Out: exact solutions; from HiGHS floats, which the asker verifies.
May import: form.
"""
