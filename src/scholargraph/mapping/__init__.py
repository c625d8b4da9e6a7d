"""Mapping: entries said in RDF, one table a class of record, every statement with its evidence.

It reads no source and no store.
"""

from scholargraph.mapping.engine import TriplesMap
from scholargraph.mapping.mapper import Counts, Mapper, Shard, shards
from scholargraph.mapping.tables import TABLES

__all__ = ["TABLES", "Counts", "Mapper", "Shard", "TriplesMap", "shards"]
