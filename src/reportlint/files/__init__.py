"""Files: what was given and what is written.

In: paths, folders, patterns, archives, standard input; or the bytes of a file to write.
Out: reports, or why there is none, in the order given; a file written whole or not at all.
May import: arguments, corpora, document, errors, findings, form, formats, language, location,
opening, packing, report, spelling, temporary.
"""
