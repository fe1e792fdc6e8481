"""Typeset pages: from characters and rules with their places to paragraphs and grids."""
