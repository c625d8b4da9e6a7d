"""The web: requests in, responses out; Flask and the server are known here and nowhere else.

It decides nothing about what a page says or how a query is answered: `pages` and `sparql` do.
"""
