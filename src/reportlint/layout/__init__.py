"""Document layout analysis: which lines and characters are paragraphs, and which are tables.

In: lines of text, or characters and rulings of pages, with their places.
Out: paragraphs and grids.
May import: document, errors, language, location, spelling.
"""
