"""Findings that are not reported: accepted one by one with a reason and a day, or in a baseline."""
