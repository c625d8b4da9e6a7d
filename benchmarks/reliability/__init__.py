"""Runs that show what a service does when something of it, or around it, fails."""
