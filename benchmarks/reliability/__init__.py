"""What a site does when things go wrong: overlapping publishes, kills, damaged files. Figures for `docs/reliability.md`."""
