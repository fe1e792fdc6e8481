"""Outputs: findings in, text out. An output never decides."""
