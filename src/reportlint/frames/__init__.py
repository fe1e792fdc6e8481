"""Reports as frames: the rules of an edition for many reports at once.

In: reports, or a user's frame of them.
Out: which rows fail which rule; a pandera schema.
May import: form, report, rules.
"""
