"""Readers of the formats that scholars, libraries and services keep works and people in: one module, or folder, a format."""
