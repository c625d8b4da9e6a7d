"""Benchmarks of readers: their time against that of bare parsers, and their memory as files grow."""
