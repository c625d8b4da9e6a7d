"""Citations of works: formatted in the styles of others, and as records for the programs of others."""
