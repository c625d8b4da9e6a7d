"""Comparisons: what two readings have in common and what speaks against them, weighed by tables of data."""
