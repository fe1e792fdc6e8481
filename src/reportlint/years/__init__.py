"""Reports of one organ over the years: which come before which, and what they have in common."""
