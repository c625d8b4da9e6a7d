"""The people pages of Google Research: blocks between buttons, and the entries in them."""
