"""Formatted citations: works in APA, Chicago, IEEE, MLA and Vancouver, after the styles of the CSL project.

Citation Style Language: https://citationstyles.org/ . The styles and locales are in `citation/csl/`, under their own
licence; this package is the processor that reads them.
"""

from scholargraph.citation.styles.processor import DEFAULT, LANGUAGES, STYLES, Formatted, Style, formatted

__all__ = ["DEFAULT", "LANGUAGES", "STYLES", "Formatted", "Style", "formatted"]
