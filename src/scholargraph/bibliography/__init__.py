"""What bibliographies are made of, read and compared: names, dates, pages, venues, titles with markup, references.

It knows printed words and their places, no file and no page; readers of any format build on it.
"""
