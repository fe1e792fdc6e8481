"""Labelled sentences, each beside tables that agree with it and beside tables that do not."""
