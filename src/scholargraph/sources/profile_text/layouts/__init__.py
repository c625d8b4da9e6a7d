"""How lists of works are laid out: one module a layout, each giving a `Listing` of drafts and doubts.

Two kinds of layout: pages of a site that everybody knows (Google's people pages, Google Scholar, dblp, ORCID, Microsoft
Research), recognised by the words of their interface and read as a whole; and lists as people write them, of which every
candidate reads the same section and the one that explains most of it is taken.
"""
