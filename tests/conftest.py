"""Hypothesis profiles: derandomised by default, so that CI tells the same every time.

`pytest --hypothesis-profile=deep` searches longer, with new random examples each run.
"""

from __future__ import annotations

from hypothesis import HealthCheck, settings

settings.register_profile(
    "ci",
    derandomize=True,
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.register_profile(
    "deep", parent=settings.get_profile("ci"), derandomize=False, max_examples=1000
)
settings.load_profile("ci")
