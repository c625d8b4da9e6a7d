"""How fast readers are, beside a bare parser of the same file."""
