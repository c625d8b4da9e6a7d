"""The threads of a process share few arenas of the C library, once it is told."""

from __future__ import annotations

import platform
import subprocess
import sys

import pytest

TOLD = """
import ctypes, sys, threading
from scholargraph.web import arenas

if sys.argv[1] == "share":
    arenas.share()
library = ctypes.CDLL(None)
library.malloc.restype = library.fopen.restype = ctypes.c_void_p
take, taken = threading.Barrier(16), threading.Barrier(16)

def work():
    take.wait()
    for _ in range(200):
        library.malloc(ctypes.c_size_t(4000))
    taken.wait()  # a thread that has ended leaves its arena to the next

threads = [threading.Thread(target=work) for _ in range(16)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
stream = ctypes.c_void_p(library.fopen(sys.argv[2].encode(), b"w"))
library.malloc_info(0, stream)
library.fclose(stream)
print(open(sys.argv[2]).read().count("<heap nr="))
"""


def arenas(told: str, file: str) -> int:
    done = subprocess.run([sys.executable, "-c", TOLD, told, file], capture_output=True, text=True, check=True)
    return int(done.stdout)


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="another C library has no arenas")
def test_threads_share_few_arenas(tmp_path: object) -> None:
    assert arenas("share", f"{tmp_path}/shared") <= 2
    assert arenas("as it is", f"{tmp_path}/own") > 2
