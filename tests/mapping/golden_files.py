"""The golden files: what each full record is said in. After a deliberate change of a table:

    python -m tests.mapping.golden_files

writes them anew; read the difference before keeping it.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from scholargraph.iris import Key
from scholargraph.model import Service
from scholargraph.ntriples import line
from tests.mapping import full

FOLDER: Final = Path(__file__).parent / "golden"


def said() -> Mapping[str, str]:
    """Each golden file's name and what belongs into it now: sorted N-Triples."""
    files: dict[str, list[str]] = {}
    for record in full.RECORDS:
        shard = full.mapped(record)
        files[record.collection] = [line(triple) for triple in shard.statements()]
        if isinstance(record, Service):
            files["service-evidence"] = full.evidence_lines(shard)
    others = [full.MAPPER.map_source(source) for source in full.SOURCES]
    others.append(full.MAPPER.map_alias(Key("person/lost"), full.PERSON.key))
    files["sources-and-aliases"] = [line(triple) for shard in others for triple in shard.statements()]
    return {f"{name}.nt": "".join(f"{row}\n" for row in sorted(set(rows))) for name, rows in files.items()}


if __name__ == "__main__":
    for old in FOLDER.glob("*.nt"):
        old.unlink()
    for name, text in said().items():
        (FOLDER / name).write_text(text, encoding="utf-8", newline="\n")
