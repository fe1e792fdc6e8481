"""What repair, units and audit calculate with, whatever the numbers mean.

`linear` solves equations exactly, `connected` joins groups that share a member, and `program` has
HiGHS minimise over linear constraints, some variables whole. HiGHS computes in binary floats: who
asks it verifies its answers exactly.
"""
