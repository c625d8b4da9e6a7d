"""The public SPARQL endpoint without a web framework: protocol, guard, query workers, limits, description.

It serves no socket itself. Public queries never run in the process that calls this package.
"""
