"""Workbooks, of whatever format: sheets of cells, and the report that they make."""
