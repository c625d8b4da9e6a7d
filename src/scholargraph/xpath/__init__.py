"""What XPath's functions and XML Schema's datatypes say, exactly: regular expressions, replacements, numbers, casts.

It works on text and numbers alone. It knows no RDF term, no query and no engine; `store` makes functions of it, and `sparql`
decides where they are needed.
"""

from scholargraph.xpath.classes import PatternError, UnsupportedPatternError
from scholargraph.xpath.patterns import Pattern, read_pattern, read_replacement

__all__ = ["Pattern", "PatternError", "UnsupportedPatternError", "read_pattern", "read_replacement"]
