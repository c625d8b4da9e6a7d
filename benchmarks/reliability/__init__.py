"""How the service bears what is meant to harm it: attacks on a server that runs, and what calm clients see meanwhile."""
