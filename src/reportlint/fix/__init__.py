"""Suggested numbers, put into a file that stays as it is everywhere else."""
