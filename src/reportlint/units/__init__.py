"""Consolidated reports: a total against the organs that it covers, and the total made of them."""
