"""What all formats share: encodings and packages, the blocks of a document, and their meaning.

In: the bytes of a file; its text with places; paragraphs and grids; a report to print or amend.
Out: a report, or where each part of the printed form stands.
May import: errors, form, language, location, number, report, spelling.
"""
