"""Benchmarks of joining: time and memory as sites grow, and floods of one line or entry."""
