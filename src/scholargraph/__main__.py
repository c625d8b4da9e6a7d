"""`python -m scholargraph`: the command line."""

from scholargraph.cli import main

main()
