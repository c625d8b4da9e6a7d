"""Tables with a header, of works or of people: what their readers have in common.

`sheets.py` opens text and workbooks alike, `columns.py` says which column holds which field, `cells.py` reads values.
"""
