"""Snapshots of the graph: sort its lines, build one, make it current in one move, open it read-only and ask it.

It never changes a snapshot that exists. It runs our own queries only: those of the public run in `sparql`'s workers,
which use the same `Reader` in a process that can be killed. Nothing here loads pyoxigraph before it is needed.
"""

from scholargraph.store.answers import Caps, Dataset
from scholargraph.store.building import SHARING, Built, Previous, Sharing, build
from scholargraph.store.choosing import named, sound
from scholargraph.store.cutting import Sizes
from scholargraph.store.evidence import EVIDENCE_GZ, EvidenceIndex, EvidenceWriter, RecordEvidence
from scholargraph.store.graphs import DEFAULT, GraphFile, graphs, split
from scholargraph.store.history import KEPT
from scholargraph.store.manifests import LAYOUT, MANIFEST, STORE, STORE_CHANGES, Info
from scholargraph.store.reader import Reader, written
from scholargraph.store.runs import Runs
from scholargraph.store.segments import Members, dump, lines_of
from scholargraph.store.snapshots import Snapshots
from scholargraph.store.soundness import Check, Damage, checked_in_time, damage, is_sound, seconds
from scholargraph.store.standard import Name, StandardFunctions
from scholargraph.store.turtle import read_turtle

__all__ = [
    "DEFAULT",
    "EVIDENCE_GZ",
    "KEPT",
    "LAYOUT",
    "MANIFEST",
    "SHARING",
    "STORE",
    "STORE_CHANGES",
    "Built",
    "Caps",
    "Check",
    "Damage",
    "Dataset",
    "EvidenceIndex",
    "EvidenceWriter",
    "GraphFile",
    "Info",
    "Members",
    "Name",
    "Previous",
    "Reader",
    "RecordEvidence",
    "Runs",
    "Sharing",
    "Sizes",
    "Snapshots",
    "StandardFunctions",
    "build",
    "checked_in_time",
    "damage",
    "dump",
    "graphs",
    "is_sound",
    "lines_of",
    "named",
    "read_turtle",
    "seconds",
    "sound",
    "split",
    "written",
]
