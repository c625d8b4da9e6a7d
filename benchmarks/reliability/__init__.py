"""How a site bears harm: attacks on a server that runs, faults in it, overlapping publishes, kills, damaged files, a long run."""
