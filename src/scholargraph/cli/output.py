"""Standard output for results: bytes, and no complaint when the reader has had enough (`| head`).

It prints nothing for people: `progress` does, on standard error.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO


@contextmanager
def results() -> Iterator[BinaryIO]:
    """Give standard output, and flush it at the end. A closed pipe ends the writing, not the command."""
    try:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        # What is still buffered goes nowhere, so that the interpreter does not try it again when it ends.
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
