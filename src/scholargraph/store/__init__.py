"""Snapshots of the graph: sort its lines, build one, make it current in one move, open it read-only and ask it.

It never changes a snapshot that exists. It runs our own queries only: those of the public run in `sparql`'s workers,
which use the same `Reader` in a process that can be killed. Nothing here loads pyoxigraph before it is needed.
"""

from scholargraph.store.answers import Caps, Dataset
from scholargraph.store.graphs import DEFAULT, GraphFile, graphs, split
from scholargraph.store.reader import Reader, written
from scholargraph.store.runs import Runs
from scholargraph.store.snapshots import DUMP, DUMP_GZ, KEPT, LAYOUT, MANIFEST, STORE, Info, Snapshots, build, is_sound
from scholargraph.store.standard import Name, StandardFunctions
from scholargraph.store.turtle import read_turtle

__all__ = [
    "DEFAULT",
    "DUMP",
    "DUMP_GZ",
    "KEPT",
    "LAYOUT",
    "MANIFEST",
    "STORE",
    "Caps",
    "Dataset",
    "GraphFile",
    "Info",
    "Name",
    "Reader",
    "Runs",
    "Snapshots",
    "StandardFunctions",
    "build",
    "graphs",
    "is_sound",
    "read_turtle",
    "split",
    "written",
]
