"""Benchmarks of joining: pairs found against pairs known, end to end, blocking included."""
