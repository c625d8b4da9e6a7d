"""Runs a command in this process, as the command line does."""

from __future__ import annotations

import pytest

from scholargraph.cli import main


def run(*arguments: object) -> int:
    """Run a command, and give its exit code."""
    with pytest.raises(SystemExit) as stopped:
        main([str(argument) for argument in arguments])
    assert isinstance(stopped.value.code, int)
    return stopped.value.code
