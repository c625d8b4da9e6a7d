"""How quickly the endpoint answers, beside other engines on the same graph.

It is no part of the package and no test: it prints what it measured and judges nothing.
"""
