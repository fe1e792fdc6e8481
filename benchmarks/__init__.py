"""Benchmarks: `python -m benchmarks` prints the ratios that docs/performance.md explains."""
