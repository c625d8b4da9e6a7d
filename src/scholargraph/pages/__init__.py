"""Pages: what is shown of one thing, in every format, from a snapshot that is only read.

It knows no HTTP and no Flask; it asks no query that was written by a user, and nothing in it grows with the graph.
"""
