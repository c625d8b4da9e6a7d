"""Descriptions in the terms of schema.org, wherever they stand (JSON-LD, microdata, RDF), as records.

`nodes` is what a format's parser gives; `terms` are the tables; the others make records of nodes. It parses no format.
"""
